//! GK106 amount: an amount is at least 0 and in the unit that its label prints.

use super::cells;
use crate::check::{
    Basis, Editions, Finding, Maturity, Rule, RuleDoc, RuleId, RuleInfo, Severity, Subject, Text, Verdict,
};
use crate::form::CellKind;
use crate::{Cell, Number};

/// The rule.
#[derive(Debug)]
pub(in crate::check) struct Amount;

static INFO: RuleInfo = RuleInfo {
    id: RuleId::new(106),
    name: "amount",
    title: ("金额非负、单位与表头一致", "amounts and their unit"),
    basis: Basis::Sum,
    clause: (
        "算术：金额不为负；国办公开办函〔2021〕30号表二：“本年收费金额（单位：万元）”",
        "arithmetic: no amount is negative; “国办公开办函〔2021〕30号”, table two: amounts are in “万元” (ten thousand yuan)",
    ),
    earlier_clause: Some((
        "算术：金额不为负；国办公开办函〔2019〕60号表二没有印金额的单位",
        "arithmetic: no amount is negative; “国办公开办函〔2019〕60号”, table two: prints no unit of amounts",
    )),
    maturity: Maturity::Stable,
    editions: Editions::All,
    severity: Severity::Error,
    doc: RuleDoc {
        what: (
            "金额大于等于 0；表头印有单位（万元）的，数字按该单位填，格内不另写别的单位。",
            "An amount is at least 0; where the label prints a unit (“万元”), the number is in that unit.",
        ),
        why: (
            "把元当万元填，汇总后会差一万倍。",
            "An amount in “元” where “万元” belongs is wrong by a factor of ten thousand once it is added up.",
        ),
        example: ("“本年收费金额（单位：万元）”填“251000元”。", "“251000元” under “本年收费金额（单位：万元）”."),
        limits: (
            "不看金额是否合理；分不清是元还是万元的不判断。",
            "Not whether the amount is likely, nor a unit that is not told.",
        ),
        mend: (
            "换算为万元，只填数字（251000元填 25.1）。",
            "Convert to “万元” and enter just the number (25.1 for “251000元”).",
        ),
    },
};

impl Rule for Amount {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn judge(&self, subject: &Subject<'_>) -> Result<Verdict, Text> {
        let is_amount = |kind| matches!(kind, CellKind::AmountTenThousandYuan | CellKind::AmountUnitNotPrinted);
        Ok(cells::assess(subject, is_amount, |cell, number, verdict| {
            let related = subject.related(cell.key);
            let (name, english) = (related.name.clone(), related.english.clone());
            if number.is_negative() {
                let message = Text::new(
                    format!("{name}填 {number}，金额不能为负数"),
                    format!("{english} holds {number}; an amount must not be negative"),
                );
                let help = Text::new(
                    "按账目核对后填写；没有收费的填 0",
                    "check against the accounts; enter 0 where there is none",
                );
                return verdict.fails(Finding::new(&INFO, message).with_cells(vec![related]).with_help(help));
            }
            let note = subject.report.cell(cell.key).and_then(Cell::note);
            let unit = note.and_then(|note| UNITS.into_iter().find(|(unit, _)| note.starts_with(unit)));
            match unit {
                Some((unit, factor)) if cell.kind == CellKind::AmountTenThousandYuan && unit != "万元" => {
                    let printed = related.printed.clone().unwrap_or_default();
                    let message = Text::new(
                        format!("{name}填“{printed}”，单位是{unit}，而表头的单位是万元"),
                        format!("{english} holds “{printed}”, in “{unit}”, while the label says “万元”"),
                    );
                    let mut finding = Finding::new(&INFO, message).with_cells(vec![related]);
                    finding.help = factor.and_then(|factor| in_ten_thousands(number, factor)).map(|value| {
                        Text::new(format!("换算为万元，只填数字：{value}"), format!("convert to “万元”: {value}"))
                    });
                    verdict.fails(finding);
                }
                _ => verdict.holds(),
            }
        }))
    }
}

/// Units that an amount is printed with, and how many 元 each is.
const UNITS: [(&str, Option<u64>); 4] =
    [("万元", Some(10_000)), ("亿元", Some(100_000_000)), ("元", Some(1)), ("件", None)];

/// An amount in a unit of so many 元, in 万元.
fn in_ten_thousands(number: Number, factor: u64) -> Option<Number> {
    let yuan = number.decimal().checked_mul(factor.into())?;
    yuan.checked_div(10_000_u64.into()).map(|value| Number::from(value.normalize()))
}
