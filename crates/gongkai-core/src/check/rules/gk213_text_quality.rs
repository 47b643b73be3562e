//! GK213 text-quality: half-width punctuation, doubled words, unpaired brackets, broken document numbers.

use crate::Within;
use crate::check::text::{Passage, head, tail};
use crate::check::{
    Basis, Editions, Finding, Maturity, Rule, RuleDoc, RuleId, RuleInfo, Severity, Subject, Text, Verdict,
};
use crate::numerals::is_ordinal;

/// The rule.
#[derive(Debug)]
pub(in crate::check) struct TextQuality;

static INFO: RuleInfo = RuleInfo {
    id: RuleId::new(213),
    name: "text-quality",
    title: ("文字和标点", "wording and punctuation"),
    basis: Basis::Practice,
    clause: (
        "实务通常：汉字之间用全角标点，引号、括号、书名号成对，文号写成〔年份〕序号",
        "usual practice: full-width punctuation, paired brackets and quotation marks, document numbers with their year",
    ),
    earlier_clause: None,
    maturity: Maturity::Stable,
    editions: Editions::All,
    severity: Severity::Info,
    doc: RuleDoc {
        what: (
            "正文中汉字之间不用半角标点，没有连写两遍的词，引号、括号、书名号成对，文号的年份用六角括号、序号齐全。",
            "The text has no half-width punctuation between Chinese characters, no word twice in a row, brackets and quotation marks in pairs, and document numbers with year and number in their usual form.",
        ),
        why: (
            "这类笔误多是录入和删改留下的，公布前最容易改。",
            "Such slips are left by typing and editing and are easily mended before publication.",
        ),
        example: (
            "“全年收到申请12件,均已办结”“公开的的内容”“国办公开办函[2021]30号”。",
            "A half-width comma between Chinese characters; a particle twice in a row; square brackets around the year of a document number.",
        ),
        limits: (
            "重复的词只看“的的”“了了”和三字以上的词；两字的重复常有正当用法，不看。标点只看两边都是汉字的，数字旁边的不看。跨段的引号会被当作不成对。文号只看常见的发文字。",
            "Of doubled words it sees two particles and words of three characters or more, since shorter ones may be right; of punctuation, only marks between two Chinese characters, not those beside a figure. Quotations over several paragraphs are taken for unpaired. Of document numbers it knows those of the usual issuing organs.",
        ),
        mend: ("按原意改正所指的标点、字词或文号。", "Mend the punctuation, the word or the document number."),
    },
};

impl Rule for TextQuality {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn judge(&self, subject: &Subject<'_>) -> Result<Verdict, Text> {
        let wording = subject.wording();
        let mut verdict = Verdict::default();
        for passage in wording.passages()? {
            let slips = slips(&passage.text);
            if slips.is_empty() {
                verdict.holds();
            }
            slips.into_iter().for_each(|slip| verdict.fails(finding(passage, slip)));
        }
        Ok(verdict)
    }
}

/// Something that is not as it is usually written, at a byte of the text.
struct Slip {
    at: usize,
    said: Text,
}

fn slips(text: &str) -> Vec<Slip> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let mut slips = half_width(&chars);
    slips.extend(doubled_particles(&chars));
    slips.extend(doubled_words(text, &chars));
    slips.extend(unpaired(&chars));
    slips.extend(document_numbers(&chars));
    slips.sort_by_key(|slip| slip.at);
    slips
}

fn finding(passage: &Passage, slip: Slip) -> Finding {
    let (before, after) = passage.text.split_at_checked(slip.at).unwrap_or((&passage.text, ""));
    let character = before.chars().count() + 1;
    Finding::new(&INFO, slip.said)
        .with_excerpt(passage.section, format!("{}{}", tail(before, 6), head(after, 10)))
        .with_help(INFO.mend_text())
        .with_note(Text::new(format!("在这一段的第 {character} 字"), format!("character {character} of its paragraph")))
        .at(passage.position(slip.at))
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// Punctuation that has a full-width form which Chinese text uses.
const HALF_WIDTH: &[(char, char)] = &[(',', '，'), (';', '；'), (':', '：'), ('?', '？'), ('!', '！')];

fn half_width(chars: &[(usize, char)]) -> Vec<Slip> {
    let slip = |three: &[(usize, char)]| {
        let [(_, before), (at, mark), (_, after)] = three else { return None };
        let (_, full) = HALF_WIDTH.iter().find(|(half, _)| half == mark)?;
        (is_han(*before) && is_han(*after)).then(|| Slip {
            at: *at,
            said: Text::new(
                format!("汉字之间的标点“{mark}”是半角的，应为“{full}”"),
                format!("“{mark}” between Chinese characters is half-width; it should be “{full}”"),
            ),
        })
    };
    chars.windows(3).filter_map(slip).collect()
}

/// Particles that never stand twice in a row but in the words behind them: 的的确确, 为了了解.
const PARTICLES: &[(char, &[char])] = &[('的', &['确']), ('了', &['解', '结', '断', '却', '然'])];

fn doubled_particles(chars: &[(usize, char)]) -> Vec<Slip> {
    let slip = |(index, two): (usize, &[(usize, char)])| {
        let [(at, first), (_, second)] = two else { return None };
        let (_, words) = PARTICLES.iter().find(|(particle, _)| particle == first && particle == second)?;
        let next = chars.get(index + 2).map(|(_, c)| *c);
        (!next.is_some_and(|next| words.contains(&next))).then(|| doubled(*at, &format!("{first}")))
    };
    chars.windows(2).enumerate().filter_map(slip).collect()
}

/// The shortest and the longest word, in characters, that is looked for twice in a row.
const WORD: std::ops::RangeInclusive<usize> = 3..=8;

fn doubled_words(text: &str, chars: &[(usize, char)]) -> Vec<Slip> {
    let mut slips = Vec::new();
    let mut from = 0;
    while from < chars.len() {
        let found = WORD.rev().find(|&length| {
            if chars.get(from).map(|(_, c)| c) != chars.get(from + length).map(|(_, c)| c) {
                return false;
            }
            let (Some(one), Some(two)) = (chars.get(from..from + length), chars.get(from + length..from + 2 * length))
            else {
                return false;
            };
            let mut pairs = one.iter().zip(two);
            pairs.all(|((_, a), (_, b))| a == b && is_han(*a))
                && one.iter().any(|(_, c)| Some(*c) != one.first().map(|f| f.1))
        });
        if let (Some(length), Some((at, _))) = (found, chars.get(from)) {
            slips.push(doubled(*at, head(text.within(*at..), length)));
        }
        from += found.map_or(1, |length| 2 * length);
    }
    slips
}

fn doubled(at: usize, word: &str) -> Slip {
    Slip { at, said: Text::new(format!("“{word}”连写了两遍"), format!("“{word}” stands twice in a row")) }
}

/// Marks that open and close, the forms of either width alike.
const PAIRS: &[(&[char], &[char], &str)] = &[
    (&['《'], &['》'], "《》"),
    (&['“'], &['”'], "“”"),
    (&['（', '('], &['）', ')'], "（）"),
    (&['〔'], &['〕'], "〔〕"),
];

fn unpaired(chars: &[(usize, char)]) -> Vec<Slip> {
    let mut slips = Vec::new();
    for (opening, closing, pair) in PAIRS {
        let mut open = Vec::new();
        let mut alone = None;
        let mut before = None;
        for (at, c) in chars {
            if is_han(*c) {
                // None of the marks, as nearly every character.
            } else if opening.contains(c) {
                open.push(*at);
            } else if closing.contains(c) && open.pop().is_none() && !before.is_some_and(numbers) {
                alone = alone.or(Some(*at));
            }
            before = Some(*c);
        }
        // One missing mark puts all that follow out of step, so that a paragraph has one finding of a kind.
        slips.extend(alone.or(open.first().copied()).map(|at| Slip {
            at,
            said: Text::new(format!("“{pair}”不成对"), format!("“{pair}” do not stand in pairs")),
        }));
    }
    slips
}

/// Whether a character may number an item whose bracket only closes: 1）, 一）.
fn numbers(c: char) -> bool {
    c.is_ascii_alphanumeric() || is_ordinal(c)
}

/// What the word for the issuing organ of a document number ends with: 国办函, 某政办发.
const ISSUED: &[(char, &[char])] = &[('办', &['发', '函', '字']), ('政', &['发', '函']), ('国', &['发', '函'])];

fn document_numbers(chars: &[(usize, char)]) -> Vec<Slip> {
    let slip = |(index, two): (usize, &[(usize, char)])| {
        let [(at, first), (_, last)] = two else { return None };
        let (_, lasts) = ISSUED.iter().find(|(issued, _)| issued == first)?;
        if !lasts.contains(last) {
            return None;
        }
        let rest: Vec<char> = chars.iter().skip(index + 2).take(16).map(|(_, c)| *c).collect();
        broken_number(&rest).map(|said| Slip { at: *at, said })
    };
    chars.windows(2).enumerate().filter_map(slip).collect()
}

/// What is wrong with a document number behind the word for its organ; nothing where there is none or it is right.
fn broken_number(rest: &[char]) -> Option<Text> {
    let digits = |from: usize| rest.iter().skip(from).take_while(|c| c.is_ascii_digit()).count();
    if digits(0) > 0 {
        let at_end = rest.get(digits(0)) == Some(&'号');
        return at_end.then(|| Text::new("文号没有年份，应写成〔年份〕序号", "the document number has no year"));
    }
    let open = *rest.first().filter(|c| "〔[［【（(﹝".contains(**c))?;
    let year = digits(1);
    let close = rest.get(1 + year).filter(|c| "〕]］】）)﹞".contains(**c));
    if year != 4 || close.is_none() {
        let is_year = year > 0 && (close.is_some() || rest.get(1 + year) == Some(&'年'));
        return is_year.then(|| Text::new("文号的年份应为四位数字", "the year of a document number is four digits"));
    }
    if !matches!((open, close), ('〔', Some('〕')) | ('﹝', Some('﹞'))) {
        return Some(Text::new("文号的年份应放在六角括号〔〕里", "the year of a document number stands in “〔〕”"));
    }
    let number = digits(6);
    let complete = number > 0 && rest.get(6 + number) == Some(&'号');
    (!complete).then(|| Text::new("文号不完整：年份后面应是序号和“号”", "the document number lacks its number or “号”"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::rules::fixtures::{failed, passed, with_text};
    use crate::form::SectionKey;

    #[test]
    fn sound_text_is_silent() {
        for text in [
            "全年收到申请12件，均已办结；《条例》规定的“五公开”（含重点领域）落实到位。",
            "为了了解群众需求，天天更新，人人参与，往往当日办结，的的确确方便了群众。",
            "根据《国务院办公厅关于印发〈办法〉的通知》（国办公开办函〔2021〕30号）编制。",
            "1）公开及时。2）以及及时回应。一）政务公开公开栏更新10:30前完成，比例为3:2。",
            "网址为http://example.invalid/a，参与与监督并重。",
            "印发12号文件，国办发的文件全部转载。",
        ] {
            passed(&TextQuality, &with_text(SectionKey::Overview, &[text]));
        }
    }

    #[test]
    fn slips_are_found_each_with_its_place() {
        for (text, said) in [
            ("收到申请,均已办结。", "应为“，”"),
            ("公开的的内容。", "“的”连写了两遍"),
            ("答复了了申请人。", "“了”连写了两遍"),
            ("各行政机关行政机关均已答复。", "“行政机关”连写了两遍"),
            ("落实《条例要求。", "“《》”不成对"),
            ("落实条例》要求。", "“《》”不成对"),
            ("推进“五公开落实。", "““””不成对"),
            ("（含街道均已公开。", "“（）”不成对"),
            ("根据国办公开办函[2021]30号编制。", "六角括号"),
            ("根据国办公开办函30号编制。", "没有年份"),
            ("根据国办公开办函〔2021〕编制。", "不完整"),
            ("根据国办公开办函〔2021年〕30号编制。", "四位数字"),
        ] {
            let findings = failed(&TextQuality, &with_text(SectionKey::Overview, &[text]));
            assert_eq!(findings.len(), 1, "{text}: {findings:#?}");
            assert!(findings[0].message.zh.contains(said), "{text}: {}", findings[0].message.zh);
        }
        let found = failed(&TextQuality, &with_text(SectionKey::Overview, &["收到申请,均已办结。"]));
        assert_eq!(found[0].notes[0].zh, "在这一段的第 5 字");
    }
}
