//! GK203 labels: row, column and section labels are the template's.

use super::numbering::Numbering;
use crate::characters::{is_blank, is_of_words};
use crate::check::{
    Basis, Editions, Finding, Maturity, Rule, RuleDoc, RuleId, RuleInfo, Severity, Subject, Text, Verdict,
};
use crate::form::SectionKey;
use crate::numerals::is_ordinal;
use crate::reading::LabelVariant;

/// The rule.
#[derive(Debug)]
pub(in crate::check) struct Labels;

static INFO: RuleInfo = RuleInfo {
    id: RuleId::new(203),
    name: "labels",
    title: ("标签与格式一致", "labels of the template"),
    basis: Basis::Practice,
    clause: (
        "实务通常：表格的行、列名称和各部分标题照格式原文，不增减改动",
        "usual practice: rows, columns and sections are called what the template calls them",
    ),
    earlier_clause: None,
    maturity: Maturity::Stable,
    editions: Editions::All,
    severity: Severity::Warning,
    doc: RuleDoc {
        what: (
            "各部分标题和表格的行、列标签与格式原文一致；每处不同给出最接近的正确写法。",
            "Section headings and the labels of rows and columns are those of the template; each departure is named with the nearest right one.",
        ),
        why: (
            "标签缺字、改字会使读者和汇总软件认错行列。",
            "A changed label makes readers and other software take one row for another.",
        ),
        example: (
            "“2.其他法律行政止公开”（应为“2.其他法律行政法规禁止公开”）。",
            "“2.其他法律行政止公开” for “2.其他法律行政法规禁止公开”.",
        ),
        limits: ("被换行拆断的标签不判断。", "Labels that a line break cuts are not judged."),
        mend: ("改成格式原文。", "Use the words of the template."),
    },
};

impl Rule for Labels {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn judge(&self, subject: &Subject<'_>) -> Result<Verdict, Text> {
        let mut verdict = Verdict::default();
        let numbering = Numbering::of(subject.report);
        // A heading that only bears another number is said once for all of them, by GK201.
        for heading in subject.report.headings.iter().filter(|heading| !numbering.explains(heading)) {
            let Some(section) = heading.section else { continue };
            if plain(&heading.printed) == plain(section.heading()) {
                verdict.holds();
            } else {
                let found = finding(heading.printed.trim(), section.heading(), Some(section));
                verdict.fails(found.at(Some(heading.position)));
            }
        }
        let Some(receipt) = subject.receipt else {
            // A report that was not read from a document has the labels of its form.
            if subject.report.headings.is_empty() {
                return Ok(Verdict::not_applicable(Text::new(
                    "不是从文件读取的报告，标签即格式原文",
                    "the report was not read from a document; its labels are the template's",
                )));
            }
            verdict.skip(Text::new(
                "没有读取记录，表格标签无从核对",
                "without a record of the reading, labels cannot be compared",
            ));
            return Ok(verdict);
        };
        verdict.assessed += receipt.read.saturating_sub(receipt.variants.len());
        let (pieces, whole): (Vec<&LabelVariant>, Vec<&LabelVariant>) =
            receipt.variants.iter().partition(|variant| is_piece(&plain(&variant.printed), &plain(&variant.expected)));
        for _ in pieces {
            verdict.skip(Text::new(
                "标签被换行拆断或与相邻的标签连在一起，不能核对",
                "the label is cut by a line break or runs together with its neighbour, so it cannot be compared",
            ));
        }
        let (numbering, others): (Vec<&LabelVariant>, Vec<&LabelVariant>) =
            whole.into_iter().partition(|variant| unnumbered(&variant.printed) == unnumbered(&variant.expected));
        for group in neighbours(&others) {
            if let [variant] = group {
                let found = finding(variant.printed.trim(), &variant.expected, None);
                verdict.fails(found.at(Some(variant.position)));
            } else if let [first, ..] = group {
                verdict.fails(of_several(group).at(Some(first.position)));
            }
        }
        if let Some(first) = numbering.first() {
            let count = numbering.len();
            let (printed, expected) = (first.printed.trim(), &first.expected);
            let message = Text::new(
                format!("{count} 个表格标签的编号或标点与格式不同，如“{printed}”应为“{expected}”"),
                format!(
                    "{count} labels differ from the template in numbering or punctuation, such as “{printed}” for “{expected}”"
                ),
            );
            let listed: Vec<&str> = numbering.iter().map(|variant| variant.printed.as_str()).collect();
            let found = Finding::new(&INFO, message).with_excerpt(None, listed.join("、")).at(Some(first.position));
            verdict.fails(found.with_help(INFO.mend_text()));
        }
        Ok(verdict)
    }
}

fn finding(printed: &str, expected: &str, section: Option<SectionKey>) -> Finding {
    let message = Text::new(
        format!("“{printed}”与格式不同，应为“{expected}”"),
        format!("“{printed}” is not the template's “{expected}”"),
    );
    let help = Text::new(format!("改为“{expected}”"), format!("use “{expected}”"));
    Finding::new(&INFO, message).with_excerpt(section, printed).with_help(help)
}

/// Labels in rows that follow each other, which one hand changed.
fn neighbours<'g, 'v>(variants: &'g [&'v LabelVariant]) -> impl Iterator<Item = &'g [&'v LabelVariant]> {
    let next = |before: Option<u32>, after: Option<u32>| before.zip(after).is_some_and(|(a, b)| b.abs_diff(a) <= 1);
    variants.chunk_by(move |one, other| {
        let (a, b) = (one.position, other.position);
        let rows = a.table.is_some() && a.table == b.table && next(a.table_row, b.table_row);
        rows || next(a.line, b.line)
    })
}

/// One finding about labels that stand together.
fn of_several(variants: &[&LabelVariant]) -> Finding {
    const NAMED: usize = 3;
    let count = variants.len();
    let pairs = || variants.iter().map(|variant| (variant.printed.trim(), variant.expected.as_str()));
    let zh = |(printed, expected): (&str, &str)| format!("“{printed}”应为“{expected}”");
    let en = |(printed, expected): (&str, &str)| format!("“{printed}” for “{expected}”");
    let named = |one: &dyn Fn((&str, &str)) -> String, comma: &str| {
        pairs().take(NAMED).map(one).collect::<Vec<_>>().join(comma)
    };
    let (more_zh, more_en) = if count > NAMED { ("等", " and others") } else { ("", "") };
    let message = Text::new(
        format!("相邻的 {count} 个表格标签与格式不同：{}{more_zh}", named(&zh, "，")),
        format!("{count} labels in a row differ from the template: {}{more_en}", named(&en, ", ")),
    );
    let printed: Vec<&str> = pairs().map(|(printed, _)| printed).collect();
    let found = Finding::new(&INFO, message).with_excerpt(None, printed.join("、"));
    let found = if count > NAMED {
        let all = |one: &dyn Fn((&str, &str)) -> String, comma: &str| pairs().map(one).collect::<Vec<_>>().join(comma);
        found.with_note(Text::new(format!("全部：{}", all(&zh, "；")), format!("all of them: {}", all(&en, "; "))))
    } else {
        found
    };
    found.with_help(INFO.mend_text())
}

/// Whether what was read of a label is only what a page's layout left of it: a part that is cut in mid-phrase, or the
/// whole with the end of the group's label in front. Nobody shortens a label so.
fn is_piece(printed: &str, expected: &str) -> bool {
    // The labels beside rows of table three, whose characters stand one below the other.
    const BESIDE: &str = "三、本年度办理结果(三)不予公开(四)无法提供(五)不予处理(六)其他处理";
    // Fewer characters that are missing may be a slip, and at the start, as in 规范性文件, somebody's habit.
    const LEAST_BEHIND: usize = 2;
    const LEAST_BEFORE: usize = 6;
    if let Some(before) = printed.strip_suffix(expected).filter(|before| !before.is_empty()) {
        return before.chars().count() <= 4 && BESIDE.contains(before);
    }
    // Whatever mark stands behind its number, a label may be cut as well.
    let marked = printed.replacen('、', ".", usize::from(printed.starts_with(|c: char| c.is_ascii_digit())));
    let Some((before, after)) = expected.split_once(&marked) else { return false };
    let in_mid_phrase = |edge: Option<char>| edge.is_some_and(char::is_alphanumeric);
    let cut_behind = in_mid_phrase(after.chars().next()) && after.chars().count() >= LEAST_BEHIND;
    let number = before.chars().all(|c| c.is_ascii_digit() || is_ordinal(c) || "()、.".contains(c));
    let least = if BESIDE.contains(expected) { 1 } else { LEAST_BEFORE };
    let cut_before = !number && in_mid_phrase(before.chars().next_back()) && before.chars().count() >= least;
    cut_behind || cut_before
}

/// Without what nobody would call a departure: white space and the width and shape of punctuation.
fn plain(text: &str) -> String {
    let narrow = |c: char| match c {
        '．' => '.',
        '，' => ',',
        '（' => '(',
        '）' => ')',
        '“' | '”' | '＂' => '"',
        '：' => ':',
        '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10).unwrap_or(c),
        other => other,
    };
    text.chars().filter(|c| !is_blank(*c) && !c.is_control()).map(narrow).collect()
}

/// Just the words of a label, without its number and punctuation.
pub(super) fn unnumbered(label: &str) -> String {
    let plain: String = plain(label).chars().filter(|c| is_of_words(*c)).collect();
    let number = |c: char| c.is_ascii_digit() || is_ordinal(c);
    let trimmed = plain.trim_start_matches(number);
    if trimmed.is_empty() { plain } else { trimmed.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_what_layout_cut_from_what_somebody_changed() {
        for (printed, expected) in [
            ("（二）部分公开（区分处理的，只计这一情", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"),
            ("形，不计其他情形）", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"),
            ("处理4.无正当理由大量反复申请", "4.无正当理由大量反复申请"),
            ("度1.属于国家秘密", "1.属于国家秘密"),
            ("2、申请人逾期未按收费通知要", "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"),
            ("予处理", "（五）不予处理"),
            ("他处理", "（六）其他处理"),
            ("正、行政机关不再处理其政府信", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"),
        ] {
            assert!(is_piece(&plain(printed), &plain(expected)), "{printed}");
        }
        for (printed, expected) in [
            ("2.其他法律行政止公开", "2.其他法律行政法规禁止公开"),
            ("规范性文件", "行政规范性文件"),
            ("1.逾期不补正", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"),
            ("（二）部分公开", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"),
            ("不予处理", "（五）不予处理"),
            (
                "2、申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
                "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
            ),
            ("部分公开", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"),
            ("属于国家秘密", "1.属于国家秘密"),
        ] {
            assert!(!is_piece(&plain(printed), &plain(expected)), "{printed}");
        }
    }
}
