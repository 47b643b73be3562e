//! Random registers count to the exact table, however they are written, and every wrong line is named.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::BTreeMap;

use gongkai_core::form::{CellKey, Edition, TableKey};
use gongkai_core::{Cell, Organ, Report, Year};
use gongkai_ledger::{Mapping, MappingError, RefusalReason, Register, tally, tally_disputes};
use proptest::prelude::*;

/// How a register may write an applicant class and an outcome, with the keys of the form that they mean.
const CLASSES: [(&str, &str); 8] = [
    ("自然人", "natural_person"),
    ("公民", "natural_person"),
    ("商业企业", "business"),
    ("公司", "business"),
    ("科研机构", "research_institution"),
    ("社会公益组织", "public_interest"),
    ("律师事务所", "legal_service"),
    ("其他", "other_organization"),
];
const OUTCOMES: [(&str, &str); 12] = [
    ("予以公开", "granted"),
    ("36(1)", "granted"),
    ("第三十七条", "partially_granted"),
    ("（三）5", "internal_affairs"),
    ("7.属于行政执法案卷", "enforcement_file"),
    ("信息不存在", "not_held"),
    ("（四）无法提供 2.没有现成信息需要另行制作", "needs_creation"),
    ("重复申请", "duplicate"),
    ("信访投诉", "petition_or_complaint"),
    ("逾期不补正", "correction_overdue"),
    ("（六）2", "fee_overdue"),
    ("撤回", "other_outcome"),
];

#[derive(Debug, Clone)]
struct Entry {
    class: usize,
    received: (i16, i8, i8),
    closed: Option<((i16, i8, i8), usize)>,
}

fn day() -> impl Strategy<Value = (i16, i8, i8)> {
    (2021_i16..=2025, 1_i8..=12, 1_i8..=28)
}

fn entry() -> impl Strategy<Value = Entry> {
    (0..CLASSES.len(), day(), day(), 0..OUTCOMES.len(), 0..4_u8).prop_map(|(class, a, b, outcome, open)| {
        let (received, closed) = if a <= b { (a, b) } else { (b, a) };
        Entry { class, received, closed: (open > 0).then_some((closed, outcome)) }
    })
}

/// The table by the words of the form, counted row by row and column by column without looking at the program's way.
fn expected(entries: &[Entry], year: i16) -> BTreeMap<String, i64> {
    let mut table = BTreeMap::new();
    for cell in &Edition::E2021.form().table(TableKey::Applications).cells {
        let in_column = |e: &&Entry| cell.key.column == "total" || CLASSES[e.class].1 == cell.key.column;
        let concerns = |e: &&Entry| e.received.0 <= year && e.closed.is_none_or(|(closed, _)| closed.0 >= year);
        let closed_now = |e: &Entry| e.closed.filter(|(closed, _)| closed.0 == year);
        let count = entries
            .iter()
            .filter(concerns)
            .filter(in_column)
            .filter(|e| match cell.key.row {
                "received" => e.received.0 == year,
                "carried_in" => e.received.0 < year,
                "total_processed" => closed_now(e).is_some(),
                "carried_out" => closed_now(e).is_none(),
                outcome => closed_now(e).is_some_and(|(_, o)| OUTCOMES[o].1 == outcome),
            })
            .count();
        table.insert(cell.key.to_string(), i64::try_from(count).unwrap());
    }
    table
}

fn date(style: usize, (y, m, d): (i16, i8, i8)) -> String {
    match style % 5 {
        0 => format!("{y}-{m:02}-{d:02}"),
        1 => format!("{y}/{m}/{d}"),
        2 => format!("{y}年{m}月{d}日"),
        3 => format!("{y}{m:02}{d:02}"),
        _ => format!("{y}.{m}.{d} 09:30"),
    }
}

fn csv(entries: &[Entry], order: &[usize; 5], separator: &str, titled: bool) -> String {
    let headings = ["申请编号", "收件日期", "申请人类别", "答复日期", "答复结果"];
    let arrange = |cells: [String; 5]| order.map(|i| cells[i].clone()).join(separator);
    let mut lines = Vec::new();
    if titled {
        lines.push("2023年度依申请公开台账".to_owned());
    }
    lines.push(arrange(headings.map(str::to_owned)));
    for (i, e) in entries.iter().enumerate() {
        let (closed, outcome) = match e.closed {
            Some((day, o)) => (date(i + 1, day), OUTCOMES[o].0.to_owned()),
            None => (String::new(), String::new()),
        };
        let received = date(i, e.received);
        lines.push(arrange([format!("A{i:04}"), received, CLASSES[e.class].0.to_owned(), closed, outcome]));
    }
    lines.join("\r\n")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn four_hundred_applications_count_exactly(
        entries in prop::collection::vec(entry(), 400),
        order in Just([0_usize, 1, 2, 3, 4]).prop_shuffle(),
        separator in prop::sample::select(vec![",", "\t", ";"]),
        titled in any::<bool>(),
        gb in any::<bool>(),
    ) {
        let text = csv(&entries, &order, separator, titled);
        let bytes = if gb { encoding_rs::GB18030.encode(&text).0.into_owned() } else { text.into_bytes() };
        let register = Register::from_csv(&bytes).unwrap();
        let tally = tally(&register.applications().unwrap(), Year::new(2023).unwrap());
        prop_assert_eq!(&tally.refused, &Vec::new());
        let counted: BTreeMap<String, i64> =
            tally.cells().map(|(key, cell)| (key.to_string(), cell.number().unwrap().to_i64().unwrap())).collect();
        prop_assert_eq!(counted, expected(&entries, 2023));
        prop_assert_eq!(tally.counted + tally.outside.len(), 400);
    }
}

#[test]
fn every_wrong_line_is_named() {
    let text = "编号,收到日期,申请人类型,办结日期,办理结果\n\
        1,2023-01-09,自然人,2023-01-20,予以公开\n\
        2,待查,自然人,,\n\
        3,2023-02-01,外星人,,\n\
        4,2023-02-01,自然人,2023-01-01,予以公开\n\
        5,2023-02-01,自然人,2023-03-01,\n\
        6,2023-02-01,自然人,,予以公开\n\
        1,2023-02-01,自然人,,\n\
        8,2023-02-01,自然人,2023-03-01,16(2)\n\
        9,,自然人,,\n\
        10\n\
        11,2023-05-01,自然人,2023-05-09,已答复\n";
    let (understood, refused) = Register::from_csv(text.as_bytes()).unwrap().applications().unwrap();
    assert_eq!(understood.len(), 1);
    let named: Vec<(usize, &str)> = refused.iter().map(|r| (r.line.line, r.line.number.as_str())).collect();
    assert_eq!(
        named,
        [(3, "2"), (4, "3"), (5, "4"), (6, "5"), (7, "6"), (8, "1"), (9, "8"), (10, "9"), (11, "10"), (12, "11")]
    );
    let reasons: Vec<&RefusalReason> = refused.iter().map(|r| &r.reason).collect();
    assert!(matches!(reasons[0], RefusalReason::NotADate { text, .. } if text == "待查"));
    assert!(matches!(reasons[1], RefusalReason::UnknownWord { text, .. } if text == "外星人"));
    assert_eq!(reasons[2], &RefusalReason::ClosedBeforeReceived);
    assert_eq!(reasons[3], &RefusalReason::HalfClosed);
    assert_eq!(reasons[4], &RefusalReason::HalfClosed);
    assert_eq!(reasons[5], &RefusalReason::Repeated { first: 2 });
    assert!(matches!(reasons[6], RefusalReason::Ambiguous { candidates, .. } if candidates.len() == 2));
    assert_eq!(reasons[7], &RefusalReason::Empty { column: "收到日期" });
    assert!(matches!(reasons[8], RefusalReason::Short { cells: 1, .. }));
    assert!(matches!(reasons[9], RefusalReason::UnknownWord { .. }));
}

#[test]
fn headings_that_are_missing_or_twice_are_named() {
    let missing = Register::from_csv("编号,收到日期,申请人类型,完成,办理结果\n".as_bytes()).unwrap();
    assert!(
        matches!(missing.applications(), Err(MappingError::Missing { column, .. }) if column.printed() == "办结日期")
    );
    let mapped = missing.with_mapping(Mapping::parse(["办结日期=完成"]).unwrap());
    assert!(mapped.applications().is_ok());
    let twice = Register::from_csv("编号,收到日期,受理日期,申请人类型,办结日期,办理结果\n".as_bytes()).unwrap();
    assert!(matches!(twice.applications(), Err(MappingError::Twice { .. })));
    assert!(Mapping::parse(["完成"]).is_err());
}

#[test]
fn a_register_of_disputes_makes_table_four() {
    let text = "案号,案件类别,立案日期,审结日期,审理结果\n\
        甲1,行政复议,2023-01-09,2023-03-01,维持\n\
        甲2,行政复议,2022-11-09,2023-01-01,撤销\n\
        甲3,行政复议,2023-11-09,,尚未审结\n\
        乙1,复议后起诉,2023-02-01,2024-03-01,驳回诉讼请求\n\
        乙2,行政诉讼,2023-02-01,,\n\
        乙3,直接起诉,2022-02-01,2022-12-01,撤诉\n";
    let tally =
        tally_disputes(&Register::from_csv(text.as_bytes()).unwrap().disputes().unwrap(), Year::new(2023).unwrap());
    let mut report = Report::new(Organ::new("某县"), Year::new(2023).unwrap());
    tally.state_in(&mut report);
    let row = |group: &str| -> Vec<i64> {
        ["upheld", "corrected", "other", "pending", "total"]
            .map(|column| {
                let key: CellKey = format!("disputes.{group}.{column}").parse().unwrap();
                report.cell(key).and_then(Cell::number).and_then(|n| n.to_i64()).unwrap()
            })
            .to_vec()
    };
    assert_eq!(row("reconsideration"), [1, 1, 0, 1, 3]);
    assert_eq!(row("litigation_after_reconsideration"), [0, 0, 0, 1, 1]);
    assert_eq!(row("direct_litigation"), [0, 0, 0, 0, 0]);
    assert_eq!((tally.counted, tally.outside.len(), tally.refused.len()), (4, 1, 1));
}
