//! GK108 split-digits: where a sum fails and joining or moving neighbouring digits mends it, say so.

use crate::check::diagnosis::{Slip, SlipKind};
use crate::check::{
    Basis, Editions, Finding, Maturity, Rule, RuleDoc, RuleId, RuleInfo, Severity, Subject, Text, Verdict,
};

/// The rule.
#[derive(Debug)]
pub(in crate::check) struct SplitDigits;

static INFO: RuleInfo = RuleInfo {
    id: RuleId::new(108),
    name: "split-digits",
    title: ("数字被拆散或粘连", "digits split over cells"),
    basis: Basis::Practice,
    clause: (
        "实务通常：窄栏换行、转换软件会把相邻单元格的数字拆开或粘连",
        "usual practice: narrow columns and converters tear the digits of neighbouring cells apart or run them together",
    ),
    earlier_clause: None,
    maturity: Maturity::Stable,
    editions: Editions::All,
    severity: Severity::Info,
    doc: RuleDoc {
        what: (
            "合计不等时，如果把相邻单元格的数字合并、移位或拆开后各合计都成立，就作出提示。",
            "Where a sum fails and joining, moving or parting the digits of neighbouring cells makes it hold, that is said.",
        ),
        why: (
            "表三、表四的数字栏很窄，两位数常被换行拆到两格（10 变成 1 和 0），或者一行数字粘在一起。",
            "The columns of tables three and four are narrow: two-digit numbers often end up in two cells (10 as 1 and 0), or a row's numbers run together.",
        ),
        example: (
            "行政复议 1、0、0、0，总计 10：“10”被拆成 1 和 0。",
            "Reconsideration 1, 0, 0, 0 with a total of 10: 10 was split into 1 and 0.",
        ),
        limits: (
            "只在合计不等、移动相邻数字恰好能使其成立时提示。",
            "Only where a sum fails and moving neighbouring digits mends it.",
        ),
        mend: (
            "对照原件核对相邻两格，把数字放回同一格。",
            "Compare the neighbouring cells with the original and put the digits back into one cell.",
        ),
    },
};

impl Rule for SplitDigits {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn judge(&self, subject: &Subject<'_>) -> Result<Verdict, Text> {
        let mut verdict = Verdict::default();
        let slips = subject.slips();
        if slips.is_empty() {
            verdict.holds();
        }
        for slip in slips.iter() {
            let cells: Vec<_> = slip.from.iter().chain(slip.changes.iter().map(|(key, _)| key)).copied().collect();
            let mut related = Vec::new();
            for (place, &key) in cells.iter().enumerate() {
                if !cells.iter().take(place).any(|&earlier| earlier == key) {
                    related.push(subject.related(key));
                }
            }
            verdict.fails(Finding::new(&INFO, message(subject, slip)).with_cells(related).with_help(Text::new(
                "对照原件核对这几格；此处只是推测，公布的数字未作改动",
                "compare these cells with the original; this is a guess, and the published figures are left as they are",
            )));
        }
        Ok(verdict)
    }
}

fn message(subject: &Subject<'_>, slip: &Slip) -> Text {
    let name = |key, zh: bool| if zh { subject.report.printed_name(key) } else { subject.report.english_name(key) };
    let printed = |key| subject.related(key).printed.unwrap_or_default();
    let from = |zh: bool, comma: &str| -> String {
        let all: Vec<String> = slip.from.iter().map(|&key| format!("{} {}", name(key, zh), printed(key))).collect();
        all.join(comma)
    };
    let to = |zh: bool, comma: &str| -> String {
        let all: Vec<String> = slip.changes.iter().map(|(key, value)| format!("{} {value}", name(*key, zh))).collect();
        all.join(comma)
    };
    let (zh, en) = match slip.kind {
        SlipKind::Split => ("疑似一个数被拆在相邻两格", "one number seems to be split over two cells"),
        SlipKind::SplitAndShifted => (
            "疑似一个数被拆在相邻两格，其后各数右移一格",
            "one number seems to be split over two cells and the rest shifted by one",
        ),
        SlipKind::Moved => ("疑似一位数字错入相邻单元格", "a digit seems to stand in the neighbouring cell"),
        SlipKind::Glued => ("疑似几个数粘在一格", "several numbers seem to run together in one cell"),
    };
    Text::new(
        format!("{zh}：{}；若为{}，则有关合计都成立", from(true, "、"), to(true, "、")),
        format!("{en}: {}; with {} the sums hold", from(false, "; "), to(false, "; ")),
    )
}
