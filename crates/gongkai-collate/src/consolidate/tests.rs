use super::*;
use gongkai_core::form::{CellKey, SectionKey};

fn year(year: u16) -> Year {
    Year::new(year).expect("a year")
}

/// A report whose every cell is a number of its own.
fn member(name: &str, offset: u32) -> Child {
    let mut report = Report::new(Organ::new(name), year(2023));
    for (index, cell) in Edition::E2021.form().cells().enumerate() {
        report.set(cell.key, Cell::from(offset + u32::try_from(index).expect("small")));
    }
    Child::new(name, report)
}

#[test]
fn every_cell_is_the_exact_sum() {
    let members: Vec<Child> = (0..8).map(|i| member(&format!("第{i}局"), i * 1000)).collect();
    let sum = Consolidating::new(Organ::new("某县人民政府"), year(2023)).add_up(&members);
    assert_eq!(sum.problems, Vec::new());
    for (index, cell) in Edition::E2021.form().cells().enumerate() {
        let expected = 28_000 + 8 * u32::try_from(index).expect("small");
        assert_eq!(sum.report.cell(cell.key), Some(&Cell::from(expected)), "{}", cell.key);
    }
}

#[test]
fn whoever_is_missing_or_wrong_is_named() {
    let mut blank = member("甲局", 1);
    let key = "disclosure.licenses.decisions".parse().expect("a key");
    blank.report.set(key, Cell::Blank);
    let mut text = member("乙局", 1);
    text.report.set(key, Cell::parse("若干"));
    let mut unread = member("丙局", 1);
    unread.report.unset(key);
    let mut old = member("丁局", 1);
    old.report.year = Some(year(2022));
    let mut earlier = member("戊局", 1);
    earlier.report.set_edition(TableKey::Applications, Edition::E2019);
    let members = [blank, text, unread, old, earlier, member("己局", 1), member("己局", 1)];
    let mut sum = Consolidating::new(Organ::new("某县人民政府"), year(2023))
        .expecting(["甲局", "乙局", "丙局", "丁局", "戊局", "庚局"])
        .with_unreadable("辛局.doc", "旧版 Word 文件")
        .add_up(&members);
    let said: Vec<String> = sum.problems.iter().map(ToString::to_string).collect();
    for expected in [
        "庚局：未报",
        "己局：不在名单中",
        "己局：重复报送",
        "乙局：表二“行政许可”行“本年处理决定数量”列填的是“若干”",
        "丙局：1 格未读到（表二“行政许可”行",
        "丁局：是2022年的报告",
        "戊局：表三用的是2019年格式",
        "辛局.doc：无法读取",
    ] {
        assert!(said.iter().any(|problem| problem.starts_with(expected)), "{expected} is not among {said:#?}");
    }
    sum.record_problems();
    assert!(sum.report.narrative(SectionKey::OtherMatters).texts().any(|p| p.contains("庚局未报送")));
}

#[test]
fn blanks_stay_blank_and_units_are_not_added() {
    let amount: CellKey = "disclosure.administrative_fees.amount".parse().expect("a key");
    let count: CellKey = "disclosure.penalties.decisions".parse().expect("a key");
    let with = |name: &str, amount_text: &str, count_text: &str| {
        let mut member = member(name, 0);
        member.report.set(amount, Cell::parse(amount_text));
        member.report.set(count, Cell::parse(count_text));
        member
    };
    let blank = [with("甲", "1.25", ""), with("乙", "0.0001", "-")];
    let sum = Consolidating::new(Organ::new("某县"), year(2023)).add_up(&blank);
    assert_eq!(sum.report.cell(count), Some(&Cell::Blank));
    assert_eq!(sum.report.cell(amount).map(|c| c.printed().into_owned()).as_deref(), Some("1.2501"));
    assert!(sum.is_complete());
    let other = [with("甲", "1.25", "22（其中修订16件）"), with("乙", "251000元", "3")];
    let sum = Consolidating::new(Organ::new("某县"), year(2023)).add_up(&other);
    assert!(matches!(sum.problems.as_slice(), [Problem::OtherUnit { member, .. }] if member == "乙"));
    assert_eq!(sum.report.cell(count), Some(&Cell::from(25)));
}

fn consolidating() -> Consolidating {
    Consolidating::new(Organ::new("某县人民政府"), year(2023))
}

#[test]
fn what_must_not_be_in_the_sum_is_left_out_of_it() {
    let key: CellKey = "disclosure.licenses.decisions".parse().expect("a key");
    let with = |name: &str, count: u32| {
        let mut member = member(name, 0);
        member.report.set(key, Cell::from(count));
        member
    };
    let mut old = with("丁局", 1000);
    old.report.year = Some(year(2022));
    // 甲局 filed the same twice, 乙局 two different reports; the sum of last week lies among the members.
    let members = [
        with("甲局", 1),
        with("甲局", 1),
        with("乙局", 10),
        with("乙局", 20),
        with("某县人民政府", 500),
        old,
        with("丙局", 3),
    ];
    let sum = consolidating().add_up(&members);
    assert_eq!(sum.report.cell(key), Some(&Cell::from(4)));
    assert_eq!(sum.members, ["甲局", "丙局"]);
    let said: Vec<String> = sum.problems.iter().map(ToString::to_string).collect();
    for expected in [
        "甲局：重复报送（甲局、甲局），内容相同，只计一份",
        "乙局：重复报送（乙局、乙局），数字不同，没有计入",
        "某县人民政府：与汇总机关同名，没有计入",
        "丁局：是2022年的报告，没有计入",
    ] {
        assert!(said.iter().any(|problem| problem.starts_with(expected)), "{expected} is not among {said:#?}");
    }
    let left_out = sum.filings.iter().filter(|filing| filing.state == FilingState::LeftOut).count();
    assert_eq!(left_out, 5);
}

#[test]
fn the_own_report_may_bear_the_name_and_need_not_be_listed() {
    let members = [member("某县人民政府", 1), member("甲局", 2)];
    let sum = consolidating().with_own("某县人民政府").expecting(["甲局"]).add_up(&members);
    assert_eq!(sum.problems, Vec::new());
    assert_eq!(sum.members.len(), 2);
    // An earlier sum that lies among the members is neither the own report nor takes its place.
    let members = [member("某县人民政府", 1), member("甲局", 2), member("某县人民政府", 3)];
    let sum = consolidating().with_own("某县人民政府").add_up(&members);
    assert!(matches!(sum.problems.as_slice(), [Problem::OwnName { .. }]), "{:?}", sum.problems);
    assert_eq!(sum.members.len(), 2);
}

#[test]
fn names_answer_in_full_in_short_and_by_another_name() {
    let members = [member("某县青山镇人民政府", 1), member("某县发展和改革局", 2), member("财政局", 3)];
    let sum = consolidating().expecting(["青山镇", "发改局=某县发展和改革局", "某县财政局", "绿水镇"]).add_up(&members);
    let missing: Vec<String> = sum.problems.iter().map(ToString::to_string).collect();
    assert_eq!(missing.len(), 1, "{missing:?}");
    assert!(missing[0].starts_with("绿水镇：未报"));
    let remarks: Vec<String> = sum.remarks.iter().map(ToString::to_string).collect();
    assert!(remarks.iter().any(|said| said.starts_with("名单上的“青山镇”认作某县青山镇人民政府")), "{remarks:?}");
    assert!(!remarks.iter().any(|said| said.contains("发改局")), "{remarks:?}");
    // Where two could be meant, neither is.
    let twins = [member("某县甲镇", 1), member("某市甲镇", 2)];
    let sum = consolidating().expecting(["甲镇"]).add_up(&twins);
    assert_eq!(sum.problems.len(), 3, "{:?}", sum.problems);
    // One organ under two of its names has filed twice.
    let both = [member("发改局", 1), member("某县发展和改革局", 2)];
    let sum = consolidating().expecting(["某县发展和改革局=发改局"]).add_up(&both);
    assert!(matches!(sum.problems.as_slice(), [Problem::Twice { alike: false, .. }]), "{:?}", sum.problems);
}

#[test]
fn a_sum_is_exact_to_the_last_decimal_or_not_there() {
    let amount: CellKey = "disclosure.administrative_fees.amount".parse().expect("a key");
    let with = |name: &str, printed: &str| {
        let mut member = member(name, 0);
        member.report.set(amount, Cell::parse(printed));
        member
    };
    let sum = consolidating().add_up(&[with("甲", "24252.311082"), with("乙", "0.1"), with("丙", "0.2")]);
    assert_eq!(sum.report.cell(amount).map(|cell| cell.printed().into_owned()).as_deref(), Some("24252.611082"));
    let huge: Vec<Child> = (0..9).map(|index| with(&format!("第{index}局"), &"9".repeat(28))).collect();
    let sum = consolidating().add_up(&huge);
    assert!(matches!(sum.problems.as_slice(), [Problem::TooLarge { .. }]), "{:?}", sum.problems);
    assert_eq!(sum.report.cell(amount), None);
}

#[test]
fn what_is_no_plain_number_is_said_or_stops_the_sum() {
    let count: CellKey = "disclosure.penalties.decisions".parse().expect("a key");
    let with = |name: &str, printed: &str| {
        let mut member = member(name, 0);
        member.report.set(count, Cell::parse(printed));
        member
    };
    let sum = consolidating().add_up(&[
        with("甲", "22（其中修订16件）"),
        with("乙", "-"),
        with("丙", ""),
        with("丁", "不适用"),
    ]);
    assert!(sum.is_complete(), "{:?}", sum.problems);
    assert_eq!(sum.report.cell(count), Some(&Cell::from(22)));
    let said: Vec<String> = sum.remarks.iter().map(ToString::to_string).collect();
    assert_eq!(said.len(), 4, "{said:?}");
    assert!(
        said[0].starts_with("甲：表二“行政处罚”行“本年处理决定数量”列填的是“22（其中修订16件）”，按 22 计入"),
        "{}",
        said[0]
    );
    assert!(said.iter().skip(1).all(|said| said.contains("1 格是空白或横杠")), "{said:?}");
    let sum = consolidating().add_up(&[with("甲", "3万件"), with("乙", "若干"), with("丙", "1")]);
    let kinds: Vec<bool> = sum.problems.iter().map(|p| matches!(p, Problem::OtherUnit { .. })).collect();
    assert_eq!(kinds, [true, false], "{:?}", sum.problems);
    assert_eq!(sum.report.cell(count), Some(&Cell::from(1)));
}
