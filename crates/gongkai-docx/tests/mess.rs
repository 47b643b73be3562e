//! Filings as other programs and other people make them: every table of a report is set in many ways of saying the same,
//! and each cell is compared. A value is right or unread, never wrong.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod messy;
mod package;
mod reports;

use gongkai_core::document::Document;
use gongkai_core::{Cell, compose};
use gongkai_recognize::recognize;
use messy::{Kinds, STYLES, body};
use package::{package, try_read};
use proptest::prelude::*;
use reports::Numbers;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn every_cell_is_right_however_it_is_said(seed in any::<u64>()) {
        let report = reports::varied(seed);
        let document = compose(&report);
        let mut numbers = Numbers::new(seed ^ 0x5eed);
        let ends = numbers.below(4) == 0;
        let (body, said) = body(&mut numbers, &document, Kinds { ends, beyond: true });
        let read = try_read(&package(&body, &[("styles", STYLES)])).unwrap();
        let texts = |document: &Document| {
            let text = |text: &str| text.chars().filter(|c| !gongkai_core::characters::is_blank(*c)).collect::<String>();
            document.paragraphs().map(|paragraph| text(&paragraph.text)).collect::<Vec<_>>()
        };
        prop_assert_eq!(texts(&read), texts(&document), "no sentence is lost and none is there twice");
        let back = recognize(&read);
        let direct = recognize(&document).report;
        for (key, text) in &said {
            // A value that a clean document does not give either is another test's.
            if direct.cell(*key).is_none() {
                continue;
            }
            let found = back.report.cell(*key);
            // Where the rows have a place more at an end, whose cells they are may be left open.
            if found.is_none() && ends {
                continue;
            }
            prop_assert_eq!(found, Some(&Cell::parse(text)), "{}", report.printed_name(*key));
        }
    }
}
