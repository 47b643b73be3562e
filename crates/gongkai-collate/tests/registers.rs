//! Random registers count to the exact table, however they are written, and every wrong line is named.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::BTreeMap;

use gongkai_collate::ledger::{
    Calendar, Line, Mapping, MappingError, RefusalReason, Register, RegisterError, overruns, tally, tally_disputes,
    years_without_holidays,
};
use gongkai_core::check::{Subject, check};
use gongkai_core::form::{CellKey, Edition, TableKey};
use gongkai_core::format::ReadError;
use gongkai_core::{Cell, Organ, Report, Year};
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
const OUTCOMES: [(&str, &str); 15] = [
    ("内部事务信息，不予公开", "internal_affairs"),
    ("非本局职责", "not_held"),
    ("逾期未补正、视为放弃", "correction_overdue"),
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

/// What registers write while an application is open: for the day of closing and for the outcome.
const OPEN: [(&str, &str); 4] = [("", ""), ("", "在办"), ("-", "-"), ("/", "未办结")];

/// Lines that cannot be counted, below the headings of [`csv`] in their first order, with a word of the reason.
const WRONG: [(&str, &str); 9] = [
    ("上周,自然人,,", "不是日期"),
    ("1月5日,自然人,,", "没有年份"),
    ("2023-02-29,公民,,", "没有这一天"),
    ("2023-03-01,某某,,", "不能识别"),
    ("2023-03-01,法人,,", "可能是"),
    ("2023-03-01,公民,2023-02-01,予以公开", "早于收到日期"),
    ("2023-03-01,公民,2023-03-20,", "没有填办理结果"),
    ("2023-03-01,公民,2023-03-20,不予公开", "可能是"),
    ("2023-03-01,公民,2023-03-20,在办", "写“在办”"),
];

#[derive(Debug, Clone)]
struct Entry {
    class: usize,
    received: (i16, i8, i8),
    closed: Option<((i16, i8, i8), usize)>,
    open: usize,
}

fn day() -> impl Strategy<Value = (i16, i8, i8)> {
    (2018_i16..=2025, 1_i8..=12, 1_i8..=28)
}

fn entry() -> impl Strategy<Value = Entry> {
    (0..CLASSES.len(), day(), day(), 0..OUTCOMES.len(), 0..4_u8, 0..OPEN.len()).prop_map(
        |(class, a, b, outcome, closing, open)| {
            let (received, closed) = if a <= b { (a, b) } else { (b, a) };
            Entry { class, received, closed: (closing > 0).then_some((closed, outcome)), open }
        },
    )
}

/// The table by the words of the form, counted row by row and column by column without looking at the program's way.
fn expected(entries: &[Entry], year: i16) -> BTreeMap<String, i64> {
    let mut table = BTreeMap::new();
    // The forms of 2019 and 2020 have one row for what is rows 1 to 3 under （六） later.
    let row_of = |key: &'static str| match key {
        "correction_overdue" | "fee_overdue" if year < 2021 => "other_outcome",
        key => key,
    };
    let form = Edition::governing(Year::new(u16::try_from(year).unwrap()).unwrap()).form();
    for cell in &form.table(TableKey::Applications).cells {
        let in_column = |e: &&Entry| cell.key.column() == "total" || CLASSES[e.class].1 == cell.key.column();
        let concerns = |e: &&Entry| e.received.0 <= year && e.closed.is_none_or(|(closed, _)| closed.0 >= year);
        let closed_now = |e: &Entry| e.closed.filter(|(closed, _)| closed.0 == year);
        let count = entries
            .iter()
            .filter(concerns)
            .filter(in_column)
            .filter(|e| match cell.key.row() {
                "received" => e.received.0 == year,
                "carried_in" => e.received.0 < year,
                "total_processed" => closed_now(e).is_some(),
                "carried_out" => closed_now(e).is_none(),
                outcome => closed_now(e).is_some_and(|(_, o)| row_of(OUTCOMES[o].1) == outcome),
            })
            .count();
        table.insert(cell.key.to_string(), i64::try_from(count).unwrap());
    }
    table
}

fn date(style: usize, (y, m, d): (i16, i8, i8)) -> String {
    match style % 8 {
        0 => format!("{y}-{m:02}-{d:02}"),
        1 => format!("{y}/{m}/{d}"),
        2 => format!("{y}年{m}月{d}日"),
        3 => format!("{y}{m:02}{d:02}"),
        4 => format!("{y}.{m}.{d}"),
        5 => format!("{y} 年 {m} 月 {d} 日"),
        6 => {
            let days = jiff::civil::date(1899, 12, 30).until(jiff::civil::date(y, m, d)).unwrap().get_days();
            days.to_string()
        }
        _ => format!("{y}.{m}.{d} 09:30"),
    }
}

/// The register as text, its wrong lines at these places, and the lines of the file that they stand on.
fn csv(
    entries: &[Entry],
    wrong: &[(usize, usize)],
    order: &[usize; 5],
    separator: &str,
    titled: bool,
) -> (String, BTreeMap<usize, &'static str>) {
    let headings = ["申请编号", "收件日期", "申请人类别", "答复日期", "答复结果"];
    let arrange = |cells: [String; 5]| order.map(|i| cells[i].clone()).join(separator);
    let mut lines = Vec::new();
    let mut named = BTreeMap::new();
    if titled {
        lines.push("2023年度依申请公开台账".to_owned());
        lines.push(String::new());
    }
    lines.push(arrange(headings.map(str::to_owned)));
    for (i, e) in entries.iter().enumerate() {
        for &(_, kind) in wrong.iter().filter(|(place, _)| *place == i) {
            let (line, reason) = WRONG[kind];
            let cells: Vec<&str> = line.split(',').collect();
            lines.push(arrange(
                [&format!("B{}", lines.len()), cells[0], cells[1], cells[2], cells[3]].map(str::to_owned),
            ));
            named.insert(lines.len(), reason);
        }
        let (closed, outcome) = match e.closed {
            Some((day, o)) => (date(i + 1, day), OUTCOMES[o].0.to_owned()),
            None => (OPEN[e.open].0.to_owned(), OPEN[e.open].1.to_owned()),
        };
        let received = date(i, e.received);
        lines.push(arrange([format!("A{i:04}"), received, CLASSES[e.class].0.to_owned(), closed, outcome]));
        if i % 50 == 0 {
            lines.push(separator.repeat(4));
        }
    }
    (lines.join("\r\n"), named)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn four_hundred_applications_count_exactly_and_every_wrong_line_is_named(
        entries in prop::collection::vec(entry(), 400),
        wrong in prop::collection::vec((0..400_usize, 0..WRONG.len()), 0..12),
        order in Just([0_usize, 1, 2, 3, 4]).prop_shuffle(),
        separator in prop::sample::select(vec![",", "\t", ";"]),
        titled in any::<bool>(),
        encoding in 0..4_u8,
        year in 2019_i16..=2024,
    ) {
        let (text, named) = csv(&entries, &wrong, &order, separator, titled);
        let bytes = match encoding {
            0 => text.into_bytes(),
            1 => [b"\xef\xbb\xbf".to_vec(), text.into_bytes()].concat(),
            2 => encoding_rs::GB18030.encode(&text).0.into_owned(),
            _ => "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect(),
        };
        let read = Register::from_csv(&bytes).unwrap().applications().unwrap();
        let report_year = Year::new(u16::try_from(year).unwrap()).unwrap();
        let tally = tally(&read, report_year);
        prop_assert_eq!(tally.refused.len(), named.len());
        for refusal in &tally.refused {
            let reason = named.get(&refusal.line.line).unwrap();
            prop_assert!(refusal.reason.to_string().contains(reason), "{}: {}", refusal.line.line, refusal.reason);
        }
        let counted: BTreeMap<String, i64> =
            tally.cells().map(|(key, cell)| (key.to_string(), cell.number().unwrap().to_i64().unwrap())).collect();
        prop_assert_eq!(counted, expected(&entries, year));
        prop_assert_eq!(tally.counted + tally.outside.len(), 400);
        // The report that the counts are stated in passes every rule on the sums of table 三.
        let mut report = Report::new(Organ::new("某镇人民政府"), report_year);
        tally.state_in(&mut report);
        let checked = check(&Subject::new(&report));
        prop_assert!(checked.findings.iter().all(|finding| !finding.rule.to_string().starts_with("GK10") || finding.sides.is_none()));
        for rule in ["GK101", "GK102", "GK103"] {
            let outcome = checked.outcomes.iter().find(|outcome| outcome.rule.to_string() == rule).unwrap();
            prop_assert!(outcome.assessed > 0 && outcome.failed == 0 && outcome.unassessed.is_empty(), "{}", rule);
        }
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
    let read = Register::from_csv(text.as_bytes()).unwrap().applications().unwrap();
    assert_eq!(read.entries.len(), 1);
    let refused = read.refused;
    let named: Vec<(usize, &str)> = refused.iter().map(|r| (r.line.line, r.line.number.as_str())).collect();
    assert_eq!(
        named,
        [(3, "2"), (4, "3"), (5, "4"), (6, "5"), (7, "6"), (8, "1"), (9, "8"), (10, "9"), (11, "10"), (12, "11")]
    );
    let reasons: Vec<&RefusalReason> = refused.iter().map(|r| &r.reason).collect();
    assert!(matches!(reasons[0], RefusalReason::NotADate { text, .. } if text == "待查"));
    assert!(matches!(reasons[1], RefusalReason::UnknownWord { text, .. } if text == "外星人"));
    assert!(matches!(reasons[2], RefusalReason::ClosedBeforeReceived { .. }));
    assert_eq!(reasons[3], &RefusalReason::NoOutcome);
    assert_eq!(reasons[4], &RefusalReason::NoClosingDate);
    assert_eq!(reasons[5], &RefusalReason::Repeated { first: Line::new(2, "1") });
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
    let twice = Register::from_csv("编号,收件日期,受理日期,申请人类型,办结日期,办理结果\n".as_bytes()).unwrap();
    assert!(matches!(twice.applications(), Err(MappingError::Twice { .. })));
    assert!(Mapping::parse(["完成"]).is_err());
    // A column's own name and plainer words go before makeshifts, and what was taken is said.
    let both = "序号,登记号,申请日期,收到日期,申请人类型（自然人/法人）*,办结日期,办理结果\n";
    let read = Register::from_csv(both.as_bytes()).unwrap().applications().unwrap();
    let taken: Vec<&str> = read.reading.headings.iter().map(|(_, heading)| heading.as_str()).collect();
    assert_eq!(taken, ["登记号", "收到日期", "申请人类型（自然人/法人）*", "办结日期", "办理结果"]);
}

const HEAD: &str = "编号,收到日期,申请人类型,办结日期,办理结果\n";

#[test]
fn a_word_of_the_office_is_counted_as_the_office_says() {
    let text = format!("{HEAD}1,2023-01-09,事业单位,2023-01-20,依法告知\n");
    let register = Register::from_csv(text.as_bytes()).unwrap();
    assert_eq!(register.applications().unwrap().refused.len(), 1);
    let mapping = Mapping::default().with_words(["事业单位=其他", "依法告知=（一）"]).unwrap();
    let read = register.with_mapping(mapping).applications().unwrap();
    let found = read.entries.first().map(|entry| (entry.applicant.key(), entry.closed.map(|(_, o)| o.key())));
    assert_eq!(found, Some(("other_organization", Some("granted"))));
    for wrong in ["事业单位", "事业单位=天外来客", "=其他"] {
        assert_eq!(Mapping::default().with_words([wrong]), Err(MappingError::NotAWord(wrong.to_owned())));
    }
}

#[test]
fn numbers_ahead_and_heads_on_every_page_are_no_entries() {
    let text = format!("{HEAD}1,2023-01-09,公民,,\n{HEAD}2,,,,\n3,2023-01-10,公民,,\n4,,,,\n5\n");
    let read = Register::from_csv(text.as_bytes()).unwrap().applications().unwrap();
    assert_eq!(read.entries.len(), 2);
    // A gap in the middle is something forgotten; the end of a form that is numbered ahead is not.
    assert_eq!(read.refused.iter().map(|refusal| refusal.line.line).collect::<Vec<_>>(), [4]);
    assert_eq!(read.reading.unfilled.iter().map(|line| line.number.as_str()).collect::<Vec<_>>(), ["4", "5"]);
    let both = format!("序号,{HEAD}1,A1,2023-01-09,公民,,\n2,,,,,\n");
    let read = Register::from_csv(both.as_bytes()).unwrap().applications().unwrap();
    assert_eq!((read.entries.len(), read.refused.len(), read.reading.unfilled.len()), (1, 0, 1));
}

#[test]
fn an_open_quotation_mark_is_named_before_it_hides_lines() {
    let text = format!("{HEAD}1,2023-01-09,公民,,\n2,2023-01-09,\"公民,,\n3,2023-01-09,公民,,\n4,2023-01-09,公民,,\n");
    assert!(matches!(Register::from_csv(text.as_bytes()), Err(RegisterError::Swallowed { line: 3 })));
    // A note of several lines is a note.
    let noted = "编号,收到日期,申请人类型,办结日期,办理结果,备注\n1,2023-01-09,公民,,,\"先电话联系,\n后补正\"\n2,2023-01-09,公民,,,\n";
    let read = Register::from_csv(noted.as_bytes()).unwrap().applications().unwrap();
    assert_eq!(read.entries.iter().map(|entry| entry.line.line).collect::<Vec<_>>(), [2, 4]);
}

#[test]
fn files_that_are_no_register_are_named() {
    let old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".as_slice();
    assert_eq!(Register::read(old), Err(RegisterError::OldWorkbook));
    assert!(matches!(Register::read(b"%PDF-1.7"), Err(RegisterError::File(ReadError::NotThisFormat { .. }))));
    assert!(matches!(Register::read(b"PK\x03\x04 broken"), Err(RegisterError::File(_))));
    assert_eq!(Register::read(b"\n\n,,\n"), Err(RegisterError::Empty));
    assert!(matches!(Register::read(b""), Err(RegisterError::File(ReadError::Empty))));
    let bad = [HEAD.as_bytes(), b"1,2023-01-09,\xff\xff\xff\n"].concat();
    assert!(matches!(Register::read(&bad), Err(RegisterError::File(ReadError::Encoding { line: 2, .. }))));
}

/// A workbook of sheets, each of rows of text; a number is written as a number and `@` before one makes it a date.
fn workbook(sheets: &[(&str, &[&str])]) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let dated = rust_xlsxwriter::Format::new().set_num_format("yyyy\"年\"m\"月\"d\"日\"");
    for (name, rows) in sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(*name).unwrap();
        for (row, line) in (0_u32..).zip(*rows) {
            for (column, cell) in (0_u16..).zip(line.split(',')) {
                match (cell.parse::<f64>(), cell.strip_prefix('@')) {
                    (Ok(number), _) => sheet.write_number(row, column, number).unwrap(),
                    (_, Some(day)) => {
                        sheet.write_number_with_format(row, column, day.parse::<f64>().unwrap(), &dated).unwrap()
                    }
                    _ => sheet.write_string(row, column, cell).unwrap(),
                };
            }
        }
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn a_workbooks_dates_are_dates_however_they_are_stored() {
    let bytes = workbook(&[
        ("说明", &["填写说明", "请逐行登记"]),
        (
            "台账",
            &[
                "某镇2023年度依申请公开台账",
                "",
                "序号,收到日期,申请人类型,申请人,办结日期,办理结果",
                "1,@44935,公民,甲,@44946,予以公开",
                "2,44935,公民,乙,44946.5,36.1",
                "3,2023年1月9日,公民,丙,2023-1-20 10:00,（一）",
            ],
        ),
    ]);
    let read = Register::read(&bytes).unwrap().applications().unwrap();
    assert_eq!(read.refused, Vec::new());
    for entry in &read.entries {
        assert_eq!(entry.received, jiff::civil::date(2023, 1, 9), "{:?}", entry.line);
        assert_eq!(entry.closed.map(|(day, o)| (day, o.key())), Some((jiff::civil::date(2023, 1, 20), "granted")));
    }
    // What nobody can see to be a date is said, and so are the sheets that were not used.
    assert_eq!(read.reading.serial_dates.iter().map(|line| line.line).collect::<Vec<_>>(), [5]);
    assert_eq!(read.reading.other_sheets, ["说明"]);
}

#[test]
fn of_several_registers_in_a_workbook_one_must_be_named() {
    let head = "编号,收到日期,申请人类型,办结日期,办理结果";
    let bytes = workbook(&[("上半年", &[head, "1,2023-01-09,公民,,"]), ("下半年", &[head, "1,2023-07-09,公民,,"])]);
    let register = Register::read(&bytes).unwrap();
    let sheets = vec!["上半年".to_owned(), "下半年".to_owned()];
    assert_eq!(register.applications().unwrap_err(), MappingError::SeveralSheets { sheets: sheets.clone() });
    let second = register.clone().with_sheet("下半年").applications().unwrap();
    assert_eq!((second.entries.len(), second.reading.other_sheets), (1, vec!["上半年".to_owned()]));
    let missing = register.with_sheet("全年").applications().unwrap_err();
    assert_eq!(missing, MappingError::NoSuchSheet { name: "全年".to_owned(), found: sheets });
}

#[test]
fn terms_need_the_holidays_of_every_year_that_they_run_through() {
    let text = format!("{HEAD}1,2022-12-20,公民,,\n2,2019-05-01,公民,2019-05-20,予以公开\n");
    let read = Register::from_csv(text.as_bytes()).unwrap().applications().unwrap();
    let year = Year::new(2023).unwrap();
    let calendar = Calendar::parse("放假 2023-01-02").unwrap();
    assert_eq!(years_without_holidays(&read.entries, year, &calendar), [2022]);
    assert_eq!(overruns(&read.entries, year, &calendar).len(), 1);
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
    let disputes = Register::from_csv(text.as_bytes()).unwrap().disputes().unwrap();
    let tally = tally_disputes(&disputes, Year::new(2023).unwrap());
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

#[test]
fn a_stray_cell_far_out_costs_one_cell() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (column, heading) in (0..).zip(["编号", "收到日期", "申请人类型", "办结日期", "办理结果"]) {
        sheet.write_string(0, column, heading).unwrap();
    }
    for (column, text) in (0..).zip(["1", "2024-03-01", "自然人", "2024-03-12", "政府信息不存在"]) {
        sheet.write_string(1, column, text).unwrap();
    }
    sheet.write_string(1_048_575, 16_383, "x").unwrap();
    let register = Register::read(&book.save_to_buffer().unwrap()).unwrap();
    let applications = register.applications().unwrap();
    assert_eq!(applications.entries.len(), 1);
    // The stray cell stands in a line that says nothing else, and is named.
    assert_eq!(applications.refused.len(), 1, "{:?}", applications.refused);
}

#[test]
fn what_is_too_large_is_refused_before_it_is_taken() {
    let commas = [b"\xe7\xbc\x96\xe5\x8f\xb7,".as_slice(), &vec![b','; 5_000_000]].concat();
    let error = Register::read(&commas).unwrap_err();
    assert!(matches!(error, RegisterError::File(ReadError::TooLarge { .. })), "{error}");
    let field = [b"a,b\n1,".as_slice(), &vec![b'x'; 40 << 20]].concat();
    let error = Register::read(&field).unwrap_err();
    assert!(matches!(error, RegisterError::File(ReadError::TooLarge { .. })), "{error}");
}
