use proptest::prelude::*;

use super::*;

/// Kind, value and precision of every figure of a text.
fn read(text: &str) -> Vec<String> {
    figures(text)
        .iter()
        .map(|f| format!("{:?} {} {:?} {:?}", f.kind, f.value.decimal().normalize(), f.unit, f.precision))
        .collect()
}

fn exact(value: &str) -> Vec<String> {
    vec![format!("Quantity {value} Cases Exact")]
}

#[test]
fn reads_counts_in_every_way_of_writing() {
    for (text, value) in [
        ("收到申请26件", "26"),
        ("收到申请 26 件", "26"),
        ("收到申请１２件", "12"),
        ("收到申请1,295件", "1295"),
        ("收到申请12,345,678件", "12345678"),
        ("收到申请三百二十一件", "321"),
        ("收到申请十二件", "12"),
        ("收到申请0件", "0"),
        ("收到申请26件次", "26"),
        ("收到申请26件（次）", "26"),
        ("收到申请26份", "26"),
        ("收到申请26宗", "26"),
    ] {
        assert_eq!(read(text), exact(value), "{text}");
    }
}

#[test]
fn says_how_exact_a_figure_is() {
    for (text, wanted) in [
        ("约120件", "Quantity 120 Cases Approximate"),
        ("近300件", "Quantity 300 Cases Approximate"),
        ("120余件", "Quantity 120 Cases Approximate"),
        ("十余件", "Quantity 10 Cases Approximate"),
        ("30多件", "Quantity 30 Cases Approximate"),
        ("100件以上", "Quantity 100 Cases Approximate"),
        ("100件左右", "Quantity 100 Cases Approximate"),
        ("超过100件", "Quantity 100 Cases Approximate"),
        ("10余万件", "Quantity 100000 Cases Approximate"),
        ("1.2万件", "Quantity 12000 Cases Rounded"),
        ("3亿元", "Quantity 300000000 Yuan Rounded"),
        ("7730.28万元", "Quantity 77302800 Yuan Rounded"),
        ("251000元", "Quantity 251000 Yuan Exact"),
        ("3—5件", "Quantity 5 Cases Range"),
        ("12，345件", "Quantity 12345 Cases Doubtful"),
        ("网上26件", "Quantity 26 Cases Exact"),
    ] {
        assert_eq!(read(text), [wanted], "{text}");
    }
}

#[test]
fn knows_what_is_no_quantity() {
    for (text, wanted) in [
        ("33.9%", "Percent 33.9 Percent Exact"),
        ("33.9％", "Percent 33.9 Percent Exact"),
        ("百分之三十", "Percent 30 Percent Exact"),
        ("百分之33.9", "Percent 33.9 Percent Exact"),
        ("百分之百", "Percent 100 Percent Exact"),
        ("三成以上", "Percent 30 Percent Approximate"),
        ("2.5个百分点", "Percent 2.5 Percent Exact"),
        ("2023年", "Year 2023 None Exact"),
        ("二〇二三年", "Year 2023 None Exact"),
        ("2023年度", "Year 2023 None Exact"),
        ("三年", "Duration 3 None Exact"),
        ("12月", "Date 12 None Exact"),
        ("31日", "Date 31 None Exact"),
        ("20个工作日", "Duration 20 None Exact"),
        ("第20条", "Ordinal 20 Entries Exact"),
        ("第三十六条", "Ordinal 36 Entries Exact"),
        ("（一）", "Label 1 None Exact"),
        ("30号", "Document 30 None Exact"),
        ("0517-87222589", "Identifier 0 None Exact"),
        ("2023-12-31", "Date 2023 None Exact"),
        ("hzz126@example.com", "Identifier 0 None Exact"),
    ] {
        assert_eq!(read(text), [wanted], "{text}");
    }
}

#[test]
fn leaves_words_that_hold_numerals() {
    for text in [
        "统一一致",
        "进一步",
        "三审三校",
        "一网通办",
        "十分重要",
        "百姓千家万户",
        "三安全一稳定",
        "两化",
        "一件事一次办",
        "双随机一公开",
    ] {
        let read = read(text);
        assert!(read.iter().all(|figure| figure.contains("Doubtful")), "{text}: {read:?}");
    }
}

#[test]
fn labels_dates_and_document_numbers_keep_apart_from_counts() {
    assert_eq!(read("1.2023年受理3件"), ["Label 1 None Exact", "Year 2023 None Exact", "Quantity 3 Cases Exact"]);
    assert_eq!(read("（国办公开办函〔2021〕30号）"), ["Document 2021 None Exact", "Document 30 None Exact"]);
    assert_eq!(read("2021—2023年"), ["Year 2021 None Exact", "Year 2023 None Exact"]);
    assert_eq!(read("自然人20件、法人6件"), ["Quantity 20 Cases Exact", "Quantity 6 Cases Exact"]);
    assert_eq!(read("12345热线受理3件"), ["Quantity 12345 None Exact", "Quantity 3 Cases Exact"]);
}

fn grouped(value: u64) -> String {
    let digits = value.to_string();
    let mut out = String::new();
    for (index, c) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

proptest! {
    #[test]
    fn a_printed_count_is_read_again(value in 0_u64..100_000_000_000) {
        let wanted = exact(&value.to_string());
        prop_assert_eq!(read(&format!("共收到{value}件")), wanted.clone());
        prop_assert_eq!(read(&format!("共收到{}件", grouped(value))), wanted.clone());
        let wide: String = value.to_string().chars().filter_map(|c| char::from_u32(u32::from(c) + 0xFEE0)).collect();
        prop_assert_eq!(read(&format!("共收到{wide}件")), wanted);
    }

    #[test]
    fn spans_lie_in_the_text_in_order(text in "[0-9０-９,，.%万亿件条年月日第（）〔〕《》一二十百a-c@ -]{0,60}") {
        let mut last = 0;
        for figure in figures(&text) {
            prop_assert!(figure.span.start >= last && text.get(figure.span.clone()).is_some());
            last = figure.span.end;
        }
    }
}
