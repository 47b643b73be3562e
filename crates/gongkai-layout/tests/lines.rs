//! Lines: what may begin and end them, and that no text is lost or too wide, whatever it is.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::sync::LazyLock;

use gongkai_core::document::{Document, Paragraph, ParagraphRole};
use gongkai_core::style::Style;
use gongkai_layout::{Fonts, Page, Pages, lay_out};
use proptest::prelude::*;

static FONTS: LazyLock<Fonts> = LazyLock::new(Fonts::system);

fn set(text: &str) -> Pages {
    let document = Document::new(vec![Paragraph::new(ParagraphRole::Body, text).into()]);
    lay_out(&document, &Style::gbt9704(), &FONTS).expect("the tests need a Chinese font: apt install fonts-noto-cjk")
}

fn lines(text: &str) -> Vec<String> {
    set(text).pages.iter().flat_map(Page::text_lines).map(|line| line.text.clone()).collect()
}

/// A first line of 26 characters, filled up to some of them.
fn filled(characters: usize) -> String {
    "政".repeat(characters)
}

#[test]
fn a_stop_hangs_rather_than_begin_a_line() {
    let text = filled(26) + "，" + &filled(10);
    let lines = lines(&text);
    assert_eq!(lines[0], filled(26) + "，");
    assert!(set(&text).pages[0].text_lines().next().unwrap().hangs);
}

#[test]
fn a_closing_bracket_after_a_stop_is_taken_in_or_pulled_with_its_word() {
    let text = filled(20) + "“" + &filled(5) + "。”" + &filled(10);
    let lines = lines(&text);
    assert!(lines.iter().all(|line| !line.starts_with(['。', '”'])), "{lines:?}");
    assert_eq!(lines.concat(), text);
}

#[test]
fn an_opening_bracket_never_ends_a_line() {
    let text = filled(25) + "（" + &filled(5) + "）";
    assert_eq!(lines(&text)[0], filled(25));
}

#[test]
fn signs_keep_their_squares_and_latin_text_its_gaps() {
    // 25 squares and a digit leave room for half a square, which a bracket does not fit in.
    let text = filled(12) + "（" + &filled(12) + "1）" + &filled(5);
    assert!(!lines(&text)[0].contains('1'));
    let pages = set("政2政，政");
    let line = pages.pages[0].text_lines().next().unwrap();
    let x: Vec<f32> = line.runs.iter().flat_map(|run| run.glyphs.iter().map(|glyph| glyph.x)).collect();
    assert!((x[1] - x[0] - 19.2).abs() < 0.01, "a fifth of 16 pt parts the scripts: {x:?}");
    assert!((x[3] - x[2] - 15.75).abs() < 0.01, "28 characters in a line: {x:?}");
}

#[test]
fn numbers_words_and_addresses_stay_whole() {
    let number = filled(25) + "1,295件";
    assert_eq!(lines(&number)[1], "1,295件");
    let address = filled(24) + "https://www.example.gov.cn/zwgk/index.html" + "。";
    assert_eq!(lines(&address)[1], "https://www.example.gov.cn/zwgk/index.html。");
    let percent = filled(24) + "67.4%，";
    assert_eq!(lines(&percent)[1], "67.4%，");
}

#[test]
fn an_address_is_broken_behind_a_slash() {
    let address = filled(18) + "https://www.example.gov.cn/zwgk/fdzdgknr/index.html。";
    let lines = lines(&address);
    assert!(lines[0].ends_with("gov.cn/") || lines[0].ends_with("https://"), "{lines:?}");
    assert_eq!(lines.concat(), address);
    // Figures such as 12/31 are not.
    let date = filled(24) + "2023/12/31";
    assert_eq!(self::lines(&date)[1], "2023/12/31");
}

#[test]
fn a_dash_of_two_halves_fills_two_squares_without_a_gap() {
    let pages = set("政——政");
    let line = pages.pages[0].text_lines().next().unwrap();
    let glyphs: Vec<_> = line.runs.iter().flat_map(|run| &run.glyphs).collect();
    assert_eq!(glyphs[1].id, glyphs[2].id);
    assert!((glyphs[2].x - glyphs[1].x - 16.0).abs() < 0.3, "{glyphs:?}");
    assert!((glyphs[3].x - glyphs[2].x - 16.0).abs() < 0.3, "{glyphs:?}");
    assert_eq!(line.text, "政——政");
}

#[test]
fn a_word_longer_than_a_line_is_broken() {
    let word = "a".repeat(200);
    let lines = lines(&word);
    assert!(lines.len() > 2);
    assert_eq!(lines.concat(), word);
}

#[test]
fn a_dash_is_one_sign() {
    for before in 22..28 {
        let text = filled(before) + "——" + &filled(10);
        let lines = lines(&text);
        let whole = lines.iter().any(|line| line.contains("——"));
        assert!(whole, "{before}: {lines:?}");
        let ellipsis = lines.concat();
        assert_eq!(ellipsis, text);
    }
}

#[test]
fn digits_stand_in_the_latin_face_and_quotation_marks_in_the_chinese() {
    let pages = set("“2023年”");
    let line = pages.pages[0].text_lines().next().unwrap();
    assert_eq!(line.runs.len(), 3);
    assert_eq!(line.runs[0].face, line.runs[2].face);
    assert_ne!(line.runs[0].face, line.runs[1].face);
}

#[test]
fn what_cannot_be_seen_is_not_printed_and_said() {
    let pages = set("公开\u{202e}信息\u{200b}。");
    assert_eq!(pages.pages[0].text_lines().next().unwrap().text, "公开信息。");
    assert!(
        pages.notes.iter().any(|note| note.zh.contains("U+202E") && note.en.contains("U+202E")),
        "{:?}",
        pages.notes
    );
}

#[test]
fn a_character_that_no_font_has_is_stood_for_and_said() {
    let pages = set("公开\u{f8ff}\u{10fffd}。");
    let line = pages.pages[0].text_lines().next().unwrap();
    assert_eq!(line.text.chars().count(), 5);
    assert!(pages.lost.iter().any(|lost| lost.detail.zh.contains("U+10FFFD")), "{:?}", pages.lost);
}

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => "[政府信息公开工作年度报告]{1,12}",
        2 => "[，。、；：！？）》”…—]{1,3}",
        2 => "[（《“]{1,2}",
        2 => "[0-9]{1,6}",
        1 => "[a-zA-Z./:%-]{1,40}",
        1 => " {1,2}",
    ];
    proptest::collection::vec(piece, 1..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn no_text_is_lost_and_no_line_too_wide(text in text()) {
        let pages = set(&text);
        let style = Style::gbt9704();
        let right = style.page.left.points() + style.page.text_width().points();
        let mut read = String::new();
        for line in pages.pages.iter().flat_map(Page::text_lines) {
            read.push_str(&line.text);
            let inked = line.text.trim_end();
            let mut glyphs = line.runs.iter().flat_map(|run| run.glyphs.iter().map(move |glyph| (glyph, run.size)));
            let last = glyphs.rfind(|(glyph, _)| glyph.character != ' ');
            if let Some((glyph, size)) = last {
                // A hanging stop begins at the margin; anything else that is wide ends there.
                let begins_it = line.hangs || inked.ends_with(|c: char| c.is_ascii());
                let reach = if begins_it { glyph.x } else { glyph.x + size / 2.0 };
                // The grid sets squares a fifth of a point closer than they are wide.
                prop_assert!(reach <= right + 0.3, "{inked} reaches {reach} of {right}");
            }
        }
        prop_assert_eq!(read, text);
    }

    #[test]
    fn lines_begin_and_end_as_the_rules_say(text in "([政府信息公开工作]{2,9}[，。、；：]|[（《“][政府信息]{1,6}[）》”]){3,30}") {
        let lines = lines(&text);
        for (number, line) in lines.iter().enumerate() {
            prop_assert!(number == 0 || !line.starts_with(['，', '。', '、', '；', '：', '）', '》', '”']), "{line}");
            prop_assert!(number + 1 == lines.len() || !line.ends_with(['（', '《', '“']), "{line}");
        }
    }
}
