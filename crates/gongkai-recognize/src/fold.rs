//! Folding: what is left of a printed label once everything that files print differently is taken off.

use super::traditional::simplified;
use gongkai_core::Within;
use gongkai_core::characters::{half_width, is_blank, is_ideograph, is_of_words};
use gongkai_core::numerals::{is_ordinal, ordinal};

/// A label without its numbering, white space, punctuation and width: what labels are compared by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Folded {
    /// The number that the label starts with, in digits: `1.`, `（一）` and `三、` give `1`, `1` and `3`.
    pub(super) number: Option<u8>,
    /// The label's own characters.
    pub(super) text: String,
    /// The same without what stands in brackets, where that differs.
    pub(super) bare: Option<String>,
}

/// Folds a printed text.
pub(super) fn fold(printed: &str) -> Folded {
    // No character of common texts takes fewer than three bytes.
    let mut narrow: Vec<char> = Vec::with_capacity(printed.len() / 3 + 8);
    narrow.extend(printed.chars().map(|c| simplified(half_width(c))).filter(|c| is_kept(*c)));
    if narrow.contains(&'(') {
        narrow = without_pinyin(&narrow);
    }
    let (number, rest) = numbering(&narrow);
    let mut text = String::with_capacity(rest.len() * 3);
    text.extend(rest.iter().copied().filter(|c| is_of_words(*c)));
    let bracketed = rest.iter().any(|c| opens(*c) || closes(*c));
    let bare = bracketed.then(|| outside_brackets(rest)).filter(|bare| *bare != text && !bare.is_empty());
    Folded { number, text: other_written(text), bare: bare.map(other_written) }
}

/// So many characters are left of a text at least, in brackets or not, whatever is taken off it: its ideographs outside of
/// brackets, but for those that may be its number.
pub(super) fn fewest_left(printed: &str) -> usize {
    const LONGEST_NUMBER: usize = 2;
    let mut depth = 0_u32;
    let outside = printed.chars().filter(|&c| {
        match half_width(c) {
            c if opens(c) => depth += 1,
            c if closes(c) => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && is_ideograph(c)
    });
    outside.count().saturating_sub(LONGEST_NUMBER)
}

/// 其它 as the forms write it.
fn other_written(text: String) -> String {
    if text.contains('它') { text.replace("其它", "其他") } else { text }
}

fn opens(c: char) -> bool {
    matches!(c, '(' | '〔' | '[' | '【')
}

fn closes(c: char) -> bool {
    matches!(c, ')' | '〕' | ']' | '】')
}

/// The printed text with only the differences taken off that nobody would call a departure from the form: white
/// space, the width of punctuation and digits, the shape of quotation marks.
pub(super) fn plain(printed: &str) -> String {
    printed
        .chars()
        .map(|c| simplified(half_width(c)))
        .filter(|c| is_kept(*c))
        .map(|c| match c {
            '“' | '”' | '＂' | '„' | '‟' => '"',
            '〔' | '［' | '[' | '【' => '(',
            '〕' | '］' | ']' | '】' => ')',
            '．' => '.',
            other => other,
        })
        .collect()
}

/// Without the pronunciation that conversions put behind a character: `申請(qǐng)`.
fn without_pinyin(chars: &[char]) -> Vec<char> {
    const LONGEST: usize = 8;
    let latin = |c: &char| c.is_ascii_lowercase() || matches!(*c, '\u{e0}'..='\u{24f}');
    let mut out = Vec::with_capacity(chars.len());
    let mut at = 0;
    while let Some(c) = chars.get(at) {
        if *c == '(' {
            // A text may be nothing but letters: no more of them are looked at than a syllable has.
            let behind = chars.within(at + 1..).iter().take(LONGEST + 1);
            let inside = behind.take_while(|c| latin(c)).count();
            if (1..=LONGEST).contains(&inside) && chars.get(at + 1 + inside) == Some(&')') {
                at += inside + 2;
                continue;
            }
        }
        out.push(*c);
        at += 1;
    }
    out
}

pub(super) fn is_kept(c: char) -> bool {
    is_ideograph(c) || !is_blank(c) && !c.is_control()
}

/// The number that the characters start with, and the rest.
pub(super) fn numbering(chars: &[char]) -> (Option<u8>, &[char]) {
    let unnumbered = (None, chars);
    let Some(first) = chars.first() else { return unnumbered };
    if let Some(circled) = u32::from(*first).checked_sub(u32::from('①')).filter(|n| *n < 20) {
        return (u8::try_from(circled + 1).ok(), chars.within(1..));
    }
    let bracketed = *first == '(';
    let start = usize::from(bracketed);
    let body = chars.within(start..);
    let digits = body.iter().take_while(|c| c.is_ascii_digit()).count();
    let length = if digits > 0 { digits } else { body.iter().take_while(|c| is_ordinal(**c)).count() };
    let Some(number) = body.get(..length).filter(|n| !n.is_empty()).and_then(value) else { return unnumbered };
    let after = body.within(length..);
    match after.first() {
        Some(')') => (Some(number), after.within(1..)),
        Some('、' | '.' | ',' | '､' | '·' | ':') if !bracketed => (Some(number), after.within(1..)),
        // “1属于国家秘密”: no label of the forms starts with a digit of its own.
        Some(_) if digits == 1 && !bracketed => (Some(number), after),
        _ => unnumbered,
    }
}

fn value(chars: &[char]) -> Option<u8> {
    if chars.iter().all(char::is_ascii_digit) {
        return chars.iter().collect::<String>().parse().ok().filter(|n| *n <= 30);
    }
    match chars {
        [one] => ordinal(*one),
        ['十', unit] => ordinal(*unit).map(|unit| 10 + unit),
        _ => None,
    }
}

fn outside_brackets(chars: &[char]) -> String {
    let mut depth = 0_u32;
    let mut out = String::new();
    for &c in chars {
        match c {
            _ if opens(c) => depth += 1,
            _ if closes(c) => depth = depth.saturating_sub(1),
            _ if depth == 0 && is_of_words(c) => out.push(c),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbering_of_every_kind_comes_off() {
        for (printed, number, text) in [
            ("1.属于国家秘密", Some(1), "属于国家秘密"),
            ("1、属于国家秘密", Some(1), "属于国家秘密"),
            ("１．属于 国家秘密", Some(1), "属于国家秘密"),
            ("1属于国家秘密", Some(1), "属于国家秘密"),
            ("（三）不予公开", Some(3), "不予公开"),
            ("(三)不予公开", Some(3), "不予公开"),
            ("三、本年度\n办理结果", Some(3), "本年度办理结果"),
            ("三 、 本 年 度 办 理 结 果", Some(3), "本年度办理结果"),
            ("十一、附件", Some(11), "附件"),
            ("①属于国家秘密", Some(1), "属于国家秘密"),
            ("2023年收到", None, "2023年收到"),
            ("一本年新收", None, "一本年新收"),
            ("其它", None, "其他"),
            ("二、上年結轉政府信息公開申請(qǐng)數量", Some(2), "上年结转政府信息公开申请数量"),
        ] {
            let folded = fold(printed);
            assert_eq!((folded.number, folded.text.as_str()), (number, text), "{printed}");
        }
        let folded = fold("（二）部分公开（区分处理的，只计这一情形）");
        assert_eq!(folded.bare.as_deref(), Some("部分公开"));
        assert_eq!(fold("本年收费金额（单位：万元）").bare.as_deref(), Some("本年收费金额"));
    }

    #[test]
    fn no_fewer_characters_are_left_than_are_counted_on() {
        for printed in [
            "十一、属于国家秘密",
            "一、十二",
            "（十）二",
            "一）属于",
            "（属于（国家）秘密）三安全",
            "）属于（国家",
            "［属于］国家秘密",
            "属于(qīng)国家",
            "其它 属於１２",
            "",
        ] {
            let folded = fold(printed);
            let left = [Some(folded.text), folded.bare].into_iter().flatten().map(|text| text.chars().count());
            assert!(left.min().is_some_and(|left| left >= fewest_left(printed)), "{printed}");
        }
        assert_eq!(fewest_left("属于国家秘密（三安全一稳定）"), 4);
    }

    #[test]
    fn plain_keeps_what_a_reader_would_notice() {
        assert_eq!(plain("(一) 予以公开"), plain("（一）予以公开"));
        assert_eq!(plain("危及\"三安全\""), plain("危及“三安全”"));
        assert_ne!(plain("1、属于国家秘密"), plain("1.属于国家秘密"));
    }
}
