//! Damaged and hostile files end in an error that says why, or in what can be read of them, and never in a panic.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use gongkai_core::format::{Limits, ReadError, Reader};

const FILING: &[u8] = br"{\rtf1\ansi\ansicpg936\uc1\deff0{\fonttbl{\f0\fcharset134 \'cb\'ce;}{\f1\fcharset2 Symbol;}}{\colortbl;\red0\green0\blue0;}
{\stylesheet{\s1\b\outlinelevel0 heading 1;}{\*\cs2\v x;}}{\*\listtable{\list{\listlevel\levelnfc37{\leveltext\'02\'00.;}}\listid1}}{\*\listoverridetable{\listoverride\listid1{\lfolevel\listoverridestartat\levelstartat2}\ls1}}
\pard\s1\ls1\u20844?\'b9\'ab{\super 1}{\field{\*\fldinst HYPERLINK x}{\fldrslt y}}{\footnote n}\par
\trowd\trhdr\clvmgf\cellx1000\clmgf\cellx2000\pard\intbl 1\cell\itap2 2\nestcell{\*\nesttableprops\trowd\cellx9\nestrow}\intbl{\pict\bin3 {}}}\cell\row
{\shp{\*\shpinst{\shptxt t\par}}}\pard z\par}";

fn refusal(bytes: &[u8]) -> ReadError {
    gongkai_rtf::renew(bytes, &Limits::default()).expect_err("refused")
}

/// Renews and reads; gives what was refused.
fn tried(bytes: &[u8]) -> Option<ReadError> {
    let renewed = match gongkai_rtf::renew(bytes, &Limits::default()) {
        Ok(renewed) => renewed,
        Err(error) => return Some(error),
    };
    gongkai_docx::DocxReader::new().read(&renewed.package, &Limits::default()).err()
}

#[test]
fn what_is_not_rtf_says_what_it_is() {
    assert_eq!(refusal(b""), ReadError::Empty);
    assert!(matches!(refusal(b"PK\x03\x04"), ReadError::NotThisFormat { .. }));
    assert!(matches!(refusal(b"{\\rt"), ReadError::NotThisFormat { .. }));
    let mut limits = Limits::default();
    limits.file_bytes = 10;
    assert!(matches!(gongkai_rtf::renew(FILING, &limits), Err(ReadError::TooLarge { .. })));
}

#[test]
fn every_cut_and_every_changed_byte_is_read_or_refused() {
    assert_eq!(tried(FILING), None);
    for length in 6..FILING.len() {
        assert_eq!(tried(&FILING[..length]), None, "{length}");
    }
    for (at, value) in (6..FILING.len()).zip([b'{', b'}', b'\\', b'\'', b'9', b'-', 0xff, 0].into_iter().cycle()) {
        let mut changed = FILING.to_vec();
        changed[at] = value;
        let _ = tried(&changed);
    }
}

#[test]
fn too_much_is_refused_by_name() {
    let many = |piece: &str, count: usize| format!("{{\\rtf1 {}", piece.repeat(count));
    for (file, what) in [
        (many("{", 1_000_000), "nesting of groups"),
        (many("a{\\b b}", 600_000), "elements"),
        (many("\\par ", 1_200_000), "elements"),
        (many("\\trowd\\cellx1\\intbl 1\\cell\\row ", 120_000), "table cells"),
        (format!("{{\\rtf1\\trowd{}", "\\cellx1".repeat(1_001)), "columns"),
        (many("{\\shptxt {\\*\\shpinst {\\shptxt ", 100_000), "nesting of groups"),
        (many("\\u20013", 5_000_000), "characters"),
        (format!("{{\\rtf1{{\\colortbl{}", ";".repeat(1_200_000)), "elements"),
        (format!("{{\\rtf1{{\\fonttbl{}", "\\f1;".repeat(600_000)), "elements"),
        (format!("{{\\rtf1{{\\*\\listtable{}", "{\\list{\\listlevel}}".repeat(300_000)), "elements"),
        (many("{\\field{\\*\\fldinst x", 400_000), "nesting of groups"),
        (many("{\\footnote x}", 600_000), "elements"),
        (many("{\\header x}", 600_000), "elements"),
    ] {
        let refused = refusal(file.as_bytes()).to_string();
        assert!(refused.contains(what), "{}: {refused}", file.chars().take(40).collect::<String>());
    }
}

#[test]
fn numbers_without_measure_do_no_harm() {
    for file in [
        r"{\rtf1\bin4294967295 abc",
        r"{\rtf1\uc2147483647\u20013 abc\par}",
        r"{\rtf1\trowd\cellx2147483647\cellx-2147483648\trleft2147483647\intbl 1\cell 2\cell 3\cell\row}",
        r"{\rtf1\pard\intbl\itap2147483647 1\nestcell{\*\nesttableprops\trowd\cellx1\nestrow}}",
        r"{\rtf1\f-1\fs99999999\cf-7\ls-1\ilvl99\s-5\cs-5\outlinelevel300 a\par}",
        r"{\rtf1\row\row\nestrow\cell\nestcell\cell\row}",
        r"{\rtf1{\stylesheet{\s1 a;}{\s1 b;}}{\*\shpinst{\sv{\sv{\shptxt{\footnote\footnote a}}}}}\par}",
        r"{\rtf1{\fldrslt a}{\*\fldinst b}{\field}{\field{\*\fldinst}}{\field\field\field}\par}",
    ] {
        assert_eq!(tried(file.as_bytes()), None, "{file}");
    }
}
