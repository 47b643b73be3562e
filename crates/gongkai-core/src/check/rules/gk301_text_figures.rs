//! GK301 text-figures: a figure in the text that names a cell agrees with it, or with one of its known scopes.

use std::collections::HashMap;

use crate::Number;
use crate::check::text::claim::{Claimed, Doubt};
use crate::check::text::scope::{Claim, Scope};
use crate::check::text::{Passage, Precision, Unit};
use crate::check::{
    Basis, Editions, Finding, Fingerprint, Maturity, Rule, RuleDoc, RuleId, RuleInfo, Severity, Sides, Subject, Text,
    Undecided, Verdict,
};

/// The rule.
#[derive(Debug)]
pub(in crate::check) struct TextFigures;

static INFO: RuleInfo = RuleInfo {
    id: RuleId::new(301),
    name: "text-figures",
    title: ("正文数字与表格一致", "figures in the text"),
    basis: Basis::Practice,
    clause: (
        "实务通常：正文数字与三张表一致，口径不同的要说明",
        "usual practice: figures in the text agree with the three tables; where the scope differs, the text says so",
    ),
    earlier_clause: None,
    maturity: Maturity::Stable,
    editions: Editions::All,
    severity: Severity::Warning,
    doc: RuleDoc {
        what: (
            "正文里说明了指哪一格的数字，与该格一致，或与它的一种通行口径一致：申请的“新收”“新收＋上年结转”，复议诉讼的“总计”“总计－尚未审结”，各类申请人、各类办理结果。约数、其他年度、本级等表格没有对应格的数字不比较。",
            "A figure in the text that says which cell it means agrees with that cell or with one of its usual scopes: received, received + carried in; all cases, cases closed; a class of applicants; an outcome. Approximate figures and those of another year, of a part of the organs or of anything that no cell counts are not compared.",
        ),
        why: (
            "正文和表格各写一套数，是审核退回最常见的原因之一。",
            "Text that disagrees with its tables is one of the commonest reasons for sending a report back.",
        ),
        example: (
            "正文“收到政府信息公开申请 80 件”，表三新收 74、上年结转 1。",
            "The text says that 80 applications were received; table three says 74, and 1 carried in.",
        ),
        limits: (
            "只看说清楚指哪一格的数字；口径、机关、时段不明的列为未能判断。换了说法的错误大约三分之一看不出来。",
            "Only figures that say which cell they mean; others are listed as not assessed. Of faults in fresh wording about a third are passed over.",
        ),
        mend: (
            "核对正文与表格，改正错的一处；口径不同的，在正文中说明，如“含上年结转 1 件”。",
            "Compare the text with the table and mend whichever is wrong; where the scope differs, say so in the text.",
        ),
    },
};

impl Rule for TextFigures {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn judge(&self, subject: &Subject<'_>) -> Result<Verdict, Text> {
        let wording = subject.wording();
        let mut verdict = Verdict::default();
        // What the figures of a text claim is much the same again and again.
        let mut meanings: HashMap<&Claim, (Vec<Scope>, bool)> = HashMap::new();
        for (passage, claims) in wording.claims(subject)? {
            // After “本级收到17件” the outcomes that follow are those of the 17.
            let mut narrower = false;
            for claimed in claims {
                let undecided = || undecided(passage, claimed);
                let claim = &claimed.claim;
                let meaning = || (claim.scopes(subject.report), claim.plainest_is_known(subject.report));
                let (scopes, plainest_is_known) = meanings.entry(claim).or_insert_with(meaning);
                let received = matches!(claimed.claim, Claim::Received { .. });
                if scopes.is_empty() {
                    verdict.skip_at(no_number(), undecided());
                } else if let Some(place) = scopes.iter().position(|scope| agrees(claimed, scope)) {
                    narrower &= !received;
                    match explanation(passage, claimed, scopes, place) {
                        Some(text) => verdict.explains(text),
                        None => verdict.holds(),
                    }
                } else if let Some(doubt) = claimed.doubt.filter(|doubt| !is_more_than_all(*doubt, claimed, scopes)) {
                    verdict.skip_at(doubt.text(), undecided());
                    narrower |= received && doubt == Doubt::Narrower;
                } else if !*plainest_is_known {
                    verdict.skip_at(no_number(), undecided());
                } else if narrower && claimed.claim.of_applications() {
                    verdict.skip_at(Doubt::Narrower.text(), undecided());
                } else if let Some(finding) = finding(subject, passage, claimed, scopes) {
                    verdict.fails(finding);
                }
            }
        }
        Ok(verdict)
    }
}

fn no_number() -> Text {
    Text::new("对应的格没有读到数字", "the cells concerned hold no number")
}

/// The figure with its clause, where it could not be held against a cell.
fn undecided(passage: &Passage, claimed: &Claimed) -> Undecided {
    Undecided::new(passage.section, excerpt(passage, claimed), passage.position(claimed.figure.span.start))
}

/// Which scope a figure fits, where that is not the plainest one: “收到75件” of 74 received and 1 carried in.
fn explanation(passage: &Passage, claimed: &Claimed, scopes: &[Scope], place: usize) -> Option<Text> {
    let (first, fits) = (scopes.first()?, scopes.get(place)?);
    if agrees(claimed, first) || fits.value == first.value {
        return None;
    }
    let excerpt = excerpt(passage, claimed);
    Some(Text::new(
        format!("正文“{excerpt}”合于{}（{}），不是{}（{}）", fits.name.zh, fits.value, first.name.zh, first.value),
        format!("“{excerpt}” fits {} ({}) rather than {} ({})", fits.name.en, fits.value, first.name.en, first.value),
    ))
}

/// The clause around a figure as the text has it.
fn excerpt<'p>(passage: &'p Passage, claimed: &Claimed) -> &'p str {
    passage.text.get(claimed.clause.clone()).unwrap_or_default().trim_start_matches(['，', '；', '：', '、'])
}

/// Whether a figure agrees with a scope, as exactly as it is printed.
fn agrees(claimed: &Claimed, scope: &Scope) -> bool {
    let Some(value) = in_unit_of(claimed, scope.value) else { return false };
    let figure = &claimed.figure;
    if figure.value == value {
        return true;
    }
    let close = |difference: Number| difference.decimal().abs() < figure.step.decimal();
    matches!(figure.precision, Precision::Rounded | Precision::Approximate)
        && figure.value.checked_sub(value).is_some_and(close)
}

/// Whether a figure that is said of some is more than all of them.
fn is_more_than_all(doubt: Doubt, claimed: &Claimed, scopes: &[Scope]) -> bool {
    doubt == Doubt::AtMost && scopes.iter().all(|scope| claimed.figure.value > scope.value)
}

/// A cell's value in the unit of the figure: cells hold amounts in 万元, figures are read in 元.
fn in_unit_of(claimed: &Claimed, value: Number) -> Option<Number> {
    let factor = if claimed.figure.unit == Unit::Yuan { 10_000_u64 } else { 1 };
    value.decimal().checked_mul(Number::from(factor).decimal()).map(Number::from)
}

fn finding(subject: &Subject<'_>, passage: &Passage, claimed: &Claimed, scopes: &[Scope]) -> Option<Finding> {
    let first = scopes.first()?;
    let printed = passage.text.get(claimed.figure.span.clone()).unwrap_or_default();
    let excerpt = excerpt(passage, claimed);
    let table = first.cells.first().map_or("", |cell| cell.table().printed());
    let english = first.cells.first().map_or("its table", |cell| cell.table().in_english());
    // The names of cells begin with their table's.
    let cell = first.name.zh.strip_prefix(table).unwrap_or(&first.name.zh);
    let message = Text::new(
        format!("正文“{excerpt}”与{table}不符：正文为 {printed}，{table}{cell}为 {}", first.value),
        format!(
            "the text “{excerpt}” disagrees with its table: “{printed}” in the text, {} is {} in {english}",
            first.name.en, first.value
        ),
    );
    let compared = |name: fn(&Text) -> &str, comma: &str| -> String {
        scopes.iter().map(|scope| format!("{}={}", name(&scope.name), scope.value)).collect::<Vec<_>>().join(comma)
    };
    let note = Text::new(
        format!("比较过的口径：{}", compared(|text| &text.zh, "；")),
        format!("scopes compared: {}", compared(|text| &text.en, "; ")),
    );
    let mut cells = Vec::new();
    for &key in scopes.iter().flat_map(|scope| &scope.cells) {
        if !cells.contains(&key) {
            cells.push(key);
        }
    }
    // The words and every value belong to what was judged: when one changes, so does the fingerprint.
    let section = passage.section.map_or("", crate::form::SectionKey::as_str);
    let values: Vec<String> = scopes.iter().map(|scope| scope.value.to_string()).collect();
    let parts = [section, excerpt, printed].into_iter().chain(values.iter().map(String::as_str));
    let fingerprint = Fingerprint::of(INFO.id, parts);
    let sides = in_unit_of(claimed, first.value).and_then(|value| Sides::new(claimed.figure.value, value));
    let mut finding = Finding::new(&INFO, message)
        .with_cells(cells.into_iter().map(|key| subject.related(key)).collect())
        .with_excerpt(passage.section, excerpt)
        .with_sides(sides)
        .with_note(note)
        .with_help(INFO.mend_text())
        .at(passage.position(claimed.figure.span.start));
    finding.fingerprint = fingerprint;
    Some(finding)
}

#[cfg(test)]
mod tests;
