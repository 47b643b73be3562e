//! Style files: what they set, and what is said of those that are wrong.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use gongkai_core::style::{FontRole, Style, Twips};
use gongkai_style::{StyleError, read_style};

#[test]
fn an_empty_file_is_the_profile() {
    assert_eq!(read_style("").unwrap(), Style::gbt9704());
    assert_eq!(read_style("profile = \"plain\"\n").unwrap(), Style::plain());
}

#[test]
fn a_file_sets_what_it_states_and_nothing_else() {
    let text = "
profile = 'gbt9704'
line_pitch = 28
indent_characters = 0
[page]
top = 30
[grid]
lines = 24
[fonts]
body = '仿宋_GB2312'
latin = 'Arial'
[sizes]
title = '小二'
body = 15.5
table = 9
[bold]
heading1 = true
[faces]
table = 'body'
[title]
break_before_year = false
[table]
head_shading = '#D9E2F3'
band_shading = 'none'
[page_number]
dashes = false
";
    let mut wanted = Style::gbt9704();
    wanted.line_pitch = Twips(560);
    wanted.indent_characters = 0;
    wanted.page.top = Twips(1701);
    wanted.grid_lines = 24;
    wanted.families.insert(FontRole::Body, "仿宋_GB2312".to_owned());
    wanted.families.insert(FontRole::Latin, "Arial".to_owned());
    wanted.title.half_points = 36;
    wanted.body.half_points = 31;
    wanted.table.half_points = 18;
    wanted.heading1.bold = true;
    wanted.table.font = FontRole::Body;
    wanted.break_title = false;
    wanted.head_shading = Some([0xd9, 0xe2, 0xf3]);
    wanted.band_shading = None;
    wanted.page_number_dashes = false;
    assert_eq!(read_style(text).unwrap(), wanted);
}

#[test]
fn the_profile_counts_wherever_it_stands() {
    let style = read_style("indent_characters = 4\nprofile = \"plain\"\n").unwrap();
    assert_eq!((style.indent_characters, style.page), (4, Style::plain().page));
}

#[test]
fn an_unknown_key_is_refused_with_its_line_and_the_nearest() {
    for (text, line, key, nearest) in [
        ("[page]\nleft = 20\ntopp = 37\n", 3, "page.topp", "page.top"),
        ("\n\nline_pich = 28\n", 3, "line_pich", "line_pitch"),
        ("[size]\nbody = 16\n", 2, "size.body", "sizes.body"),
        ("head_shading = 'D9D9D9'\n", 1, "head_shading", "table.head_shading"),
        ("[page.margins]\ntop = 1\n", 1, "page.margins", "page.right"),
    ] {
        match read_style(text).unwrap_err() {
            StyleError::UnknownKey { line: at, key: of, nearest: like } => {
                assert_eq!((at, of.as_str()), (line, key), "{text}");
                assert!(like == nearest || key == "page.margins", "{text}: {like}");
            }
            other => panic!("{text}: {other}"),
        }
    }
}

#[test]
fn a_wrong_value_is_refused_with_what_is_wanted() {
    for (text, line, says) in [
        ("[sizes]\nbody = '特号'\n", 2, "字号名"),
        ("[sizes]\nbody = 0\n", 2, "磅数"),
        ("[page]\ntop = -1\n", 2, "毫米"),
        ("[page]\ntop = nan\n", 2, "毫米"),
        ("[page]\ntop = '37mm'\n", 2, "毫米"),
        ("[table]\nhead_shading = 'D9D9'\n", 2, "颜色"),
        ("[fonts]\nbody = ''\n", 2, "字体名"),
        ("profile = 'a4'\n", 1, "plain"),
        ("indent_characters = 2.5\n", 1, "整数"),
        ("[title]\nbreak_before_year = 'no'\n", 2, "true"),
        ("[sizes]\nbody = [16]\n", 2, "磅数"),
    ] {
        let error = read_style(text).unwrap_err();
        assert!(matches!(error, StyleError::Value { .. }), "{text}: {error}");
        assert_eq!(error.position().line, Some(line), "{text}");
        assert!(error.to_string().contains(says), "{text}: {error}");
    }
}

#[test]
fn broken_toml_is_refused_with_its_line() {
    let error = read_style("line_pitch = 28\n[page\n").unwrap_err();
    assert!(matches!(error, StyleError::Syntax { line: 2, .. }), "{error:?}");
}

#[test]
fn margins_must_leave_room() {
    let error = read_style("[page]\nleft = 150\nright = 100\n").unwrap_err();
    assert!(matches!(error, StyleError::NoRoom { .. }), "{error}");
}
