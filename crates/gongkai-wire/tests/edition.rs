//! What leaves as JSON follows from an edition's declaration too: a made-up third one goes out and comes back.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "../../../tests/made_up/mod.rs"]
mod made_up;

use gongkai::form::CellKey;
use gongkai::{Cell, Organ, Year};
use gongkai_wire::{Forms, Report};

#[test]
fn a_made_up_edition_goes_out_and_comes_back() {
    let edition = made_up::edition();
    let forms = Forms::all();
    let own = forms.editions.last().unwrap();
    assert_eq!((own.edition.as_str(), own.document.as_str()), ("2031", edition.document()));
    assert_eq!((own.from, own.to), (made_up::FROM, None));
    assert_eq!(forms.editions.iter().rev().nth(1).and_then(|form| form.to), Some(made_up::FROM - 1));
    let mut report = gongkai::Report::new(Organ::new("临江省人民政府"), Year::new(made_up::FROM).unwrap());
    let keys: Vec<CellKey> = report.form_cells().map(|cell| cell.key).collect();
    for (number, key) in (1_u32..).zip(keys) {
        report.set(key, Cell::from(number));
    }
    let json = serde_json::to_string(&Report::from(&report)).unwrap();
    let back: Report = serde_json::from_str(&json).unwrap();
    assert_eq!(gongkai::Report::try_from(&back).unwrap(), report);
}
