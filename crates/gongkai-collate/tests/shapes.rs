//! Registers as offices keep them: headings in two lines, months and sums between the entries, merged cells, a sheet
//! for each month.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use gongkai_collate::ledger::{Applications, Column, Line, Mapping, MappingError, RefusalReason, Register};
use gongkai_core::form::Edition;
use rust_xlsxwriter::{Format, Workbook, Worksheet};

const HEAD: &str = "序号,登记编号,收到日期,申请人,申请人类型,办结日期,办理结果";

fn put(sheet: &mut Worksheet, lines: &[&str]) {
    for (row, line) in (0..).zip(lines) {
        for (column, cell) in (0..).zip(line.split(',')).filter(|(_, cell)| !cell.is_empty()) {
            match cell.parse::<f64>() {
                Ok(number) => sheet.write_number(row, column, number).unwrap(),
                Err(_) => sheet.write_string(row, column, cell).unwrap(),
            };
        }
    }
}

/// A workbook of one sheet, with cells merged over rows and columns: first row, first column, last row, last column.
fn merged(lines: &[&str], merges: &[(u32, u16, u32, u16)]) -> Register {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for &(row, column, last_row, last_column) in merges {
        sheet.merge_range(row, column, last_row, last_column, "", &Format::new()).unwrap();
    }
    put(sheet, lines);
    Register::read(&book.save_to_buffer().unwrap()).unwrap()
}

fn sheets(sheets: &[(&str, &[&str])]) -> Register {
    let mut book = Workbook::new();
    for (name, lines) in sheets {
        put(book.add_worksheet().set_name(*name).unwrap(), lines);
    }
    Register::read(&book.save_to_buffer().unwrap()).unwrap()
}

/// Its entries by their numbers and classes, when no line is refused.
fn read(register: &Register) -> Vec<(String, String)> {
    let read = register.applications().unwrap();
    assert_eq!(read.refused, Vec::new());
    read.entries.iter().map(|entry| (entry.line.number.clone(), entry.applicant.key().to_owned())).collect()
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|&(number, class)| (number.to_owned(), class.to_owned())).collect()
}

#[test]
fn headings_may_stand_in_two_lines() {
    let lines = [
        "某镇依申请公开台账",
        "序号,登记编号,收到日期,申请人情况,,办理情况,",
        ",,,姓名,类别,答复日期,结果",
        "1,2023-001,2023-01-05,周某,自然人,2023-01-20,予以公开",
        "2,2023-002,2023-02-05,吴某,商业企业,,",
    ];
    let expected = pairs(&[("2023-001", "natural_person"), ("2023-002", "business")]);
    // Text that was saved from a workbook has lost what was merged.
    let text = lines.join("\n");
    assert_eq!(read(&Register::from_csv(text.as_bytes()).unwrap()), expected);
    let merges = [(0, 0, 0, 6), (1, 0, 2, 0), (1, 1, 2, 1), (1, 2, 2, 2), (1, 3, 1, 4), (1, 5, 1, 6)];
    assert_eq!(read(&merged(&lines, &merges)), expected);
    // Both lines may be printed again on each page.
    let again = [&lines[..4], &lines[1..3], &lines[4..]].concat().join("\n");
    assert_eq!(read(&Register::from_csv(again.as_bytes()).unwrap()), expected);
}

#[test]
fn months_sums_and_signatures_between_entries_are_none() {
    let lines = [
        HEAD,
        "一月份,,,,,,",
        "1,2023-001,2023-01-05,周某,自然人,2023-01-20,予以公开",
        "小计,,,1件,,,1",
        "2月,,,,,,",
        "2,2023-002,2023-02-05,吴某,商业企业,,",
        "合计,,,2件,,,",
        "填表人：郑某,,,审核人：王某,,,",
    ];
    let register = Register::from_csv(lines.join("\n").as_bytes()).unwrap();
    assert_eq!(read(&register), pairs(&[("2023-001", "natural_person"), ("2023-002", "business")]));
    let aside = register.applications().unwrap().reading.aside;
    assert_eq!(aside.iter().map(|(line, _)| line.line).collect::<Vec<_>>(), [2, 4, 5, 7, 8]);
    let said = register.applications().unwrap().reading.remarks();
    assert!(said.iter().any(|said| said.zh.contains("第 7 行“合计 2件”")), "{said:?}");
    // An entry that was not filled in stands under its month, and is named.
    for entry in [
        "一月份,2023-003,,郑某,,,",
        "一月份,,,,自然人,,",
        "一月份,,,郑某,,,",
        "一、,2023-003,,郑某,,,",
        "一月份,2023-003,,,,,",
        "一月份,3,,,,,",
        "小计,2023-003,,,自然人,,",
    ] {
        let lines = [HEAD, entry, "2,2023-002,2023-02-05,吴某,商业企业,,"].join("\n");
        let read = Register::from_csv(lines.as_bytes()).unwrap().applications().unwrap();
        assert_eq!((read.refused.len(), read.reading.aside.len()), (1, 0), "{entry}");
    }
}

#[test]
fn cases_may_stand_under_headings_of_their_kinds() {
    let text = "案号,案件类型,收到日期,审结日期,审理结果\n一、行政复议,,,,\n复1,行政复议,2023-01-09,2023-03-01,维持\n复2,同上,2023-02-09,,\n\
        （二）行政诉讼,,,,\n诉1,经复议后起诉,2023-02-10,2023-06-02,撤诉\n合计,3件,,,\n";
    let read = Register::from_csv(text.as_bytes()).unwrap().disputes().unwrap();
    let kinds: Vec<&str> = read.entries.iter().map(|entry| entry.case.key()).collect();
    assert_eq!(kinds, ["reconsideration", "reconsideration", "litigation_after_reconsideration"]);
    assert_eq!((read.refused.len(), read.reading.aside.len()), (0, 3));
}

#[test]
fn a_cell_over_several_rows_stands_in_each() {
    let lines = [
        HEAD,
        "1,2023-001,2023-01-05,周某,自然人,2023-01-20,予以公开",
        "2,2023-002,,吴某,,,",
        "3,2023-003,2023-02-05,郑某,同上,,",
        "4,2023-004,〃,王某,商业企业,,",
        "5,2023-005,2023-03-05,冯某,\",,",
    ];
    let register = merged(&lines, &[(1, 2, 2, 2), (1, 4, 2, 4)]);
    let classes = ["natural_person", "natural_person", "natural_person", "business", "business"];
    let expected: Vec<_> = (1..).zip(classes).map(|(n, class)| (format!("2023-{n:03}"), class.to_owned())).collect();
    assert_eq!(read(&register), expected);
    let days: Vec<_> =
        register.applications().unwrap().entries.iter().map(|entry| entry.received.to_string()).collect();
    assert_eq!(days, ["2023-01-05", "2023-01-05", "2023-02-05", "2023-02-05", "2023-03-05"]);
    // One application that takes two rows is none of two.
    let two = [HEAD, lines[1], "2,,,吴某,,,"];
    let twice = merged(&two, &[(1, 1, 2, 1), (1, 2, 2, 2), (1, 4, 2, 4)]).applications().unwrap();
    assert!(matches!(twice.refused[0].reason, RefusalReason::Repeated { .. }), "{:?}", twice.refused);
    // What lies under the merge and is another is not what the cell shows.
    let hidden = [HEAD, lines[1], "2,2023-002,2023-01-09,吴某,商业企业,,"];
    let hidden = merged(&hidden, &[(1, 4, 2, 4)]).applications().unwrap();
    assert_eq!((hidden.entries.len(), hidden.refused.len()), (1, 1));
    // What the first row says is above no other.
    let first = [HEAD, "1,2023-001,同上,周某,自然人,,"].join("\n");
    assert_eq!(Register::from_csv(first.as_bytes()).unwrap().applications().unwrap().refused.len(), 1);
}

const SHORT: &str = "序号,收到日期,申请人,申请人类型,办结日期,办理结果";
const JANUARY: [&str; 3] = [SHORT, "1,2023-01-05,周某,自然人,2023-01-20,予以公开", "2,2023-01-09,吴某,商业企业,,"];
const MARCH: [&str; 2] = [SHORT, "1,2023-03-05,郑某,自然人,,"];

fn together(of: &[(&str, &[&str])]) -> Result<Applications, MappingError> {
    sheets(of).with_all_sheets().applications()
}

#[test]
fn sheets_of_the_months_are_counted_together_where_that_is_asked() {
    let months: [(&str, &[&str]); 3] = [("一月", &JANUARY), ("三月", &MARCH), ("说明", &["逐行登记"])];
    assert!(matches!(sheets(&months).applications(), Err(MappingError::SeveralSheets { .. })));
    let read = together(&months).unwrap();
    let at: Vec<(&str, usize)> = read.entries.iter().map(|e| (e.line.sheet.as_str(), e.line.line)).collect();
    assert_eq!(at, [("一月", 2), ("一月", 3), ("三月", 2)]);
    assert_eq!((read.refused.len(), read.reading.other_sheets), (0, vec!["说明".to_owned()]));
    // Nothing is counted twice where a sheet of the whole year stands beside them.
    let year = [SHORT, JANUARY[1], JANUARY[2], "3,2023-03-05,郑某,自然人,,", "4,2023-07-01,王某,自然人,,"];
    let read = together(&[("一月", &JANUARY), ("三月", &MARCH), ("全年", &year)]).unwrap();
    assert_eq!((read.entries.len(), read.refused.len()), (4, 3));
    let first = Line::new(2, "1").on_sheet("三月");
    assert_eq!(read.refused.last().map(|refusal| &refusal.reason), Some(&RefusalReason::Copied { first }));
    // A number of the register's own is no other entry's on another sheet.
    let own = [HEAD, "1,2023-001,2023-03-05,郑某,自然人,,"];
    let other = [HEAD, "1,2023-001,2023-04-05,王某,商业企业,,", "2,2023-002,2023-04-05,王某,商业企业,,"];
    let read = together(&[("上半年", &own), ("下半年", &other)]).unwrap();
    assert_eq!(read.entries.len(), 2);
    assert!(read.refused[0].reason.to_string().starts_with("编号与“上半年”第 2 行重复"), "{:?}", read.refused);
}

#[test]
fn all_sheets_of_a_workbook_without_a_register_say_what_is_missing() {
    let error =
        together(&[("说明", &["逐行登记"]), ("台账", &["编号,收到日期,办理结果", "1,2023-01-05,"])]).unwrap_err();
    assert!(matches!(error, MappingError::Missing { .. }), "{error}");
    assert!(error.to_string().contains("编号、收到日期、办理结果"), "{error}");
}

#[test]
fn every_word_of_the_form_may_be_what_a_word_of_the_register_means() {
    for edition in Edition::all() {
        for (column, least) in [(Column::Applicant, 6), (Column::Outcome, 20), (Column::CaseType, 2)] {
            let labels = column.labels(edition);
            assert!(labels.len() >= least, "{column}: {labels:?}");
            for label in labels {
                Mapping::default().with_words([format!("某{label}={label}").as_str()]).unwrap();
            }
        }
    }
    // A word that stands for several rows asks for one of them; those are its candidates.
    let text = [HEAD, "1,2023-001,2023-01-05,周某,自然人,2023-01-20,不予公开"].join("\n");
    let read = Register::from_csv(text.as_bytes()).unwrap().applications().unwrap();
    let Some(RefusalReason::Ambiguous { candidates, .. }) = read.refused.first().map(|refusal| &refusal.reason) else {
        panic!("{:?}", read.refused)
    };
    let labels = Column::Outcome.labels(Edition::newest());
    assert!(candidates.iter().all(|candidate| labels.contains(&candidate.as_str())), "{candidates:?}");
}
