//! The measure of the rules over prose: what `cargo run -p gongkai-core --example measure` prints holds what it promises.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "measure/score.rs"]
mod score;

use gongkai_core::check::{Half, Measured, RuleId, measured};
use score::{BUILDING, HELD_BACK, judged, scores, wanted};

#[test]
fn the_published_figures_are_those_that_are_counted() {
    let [building, held_back] = [BUILDING, HELD_BACK].map(|half| scores(&judged(half)));
    for rule in [205, 207, 212, 213, 301, 302, 303, 304, 305, 306] {
        let counted = |half: &std::collections::BTreeMap<u16, score::Score>| {
            let score = half.get(&rule).copied().unwrap_or_default();
            Half { found: score.found, faulty: score.faulty, false_alarms: score.false_alarms, sound: score.sound }
        };
        let published = measured(RuleId::new(rule)).expect("a rule over prose is measured");
        let now = Measured { building: counted(&building), held_back: counted(&held_back) };
        assert_eq!(published, now, "GK{rule}: put what is counted into check/measured.rs and write the pages anew");
    }
}

#[test]
fn both_halves_hold_enough_of_every_kind() {
    let halves = [BUILDING, HELD_BACK].map(judged);
    assert!(halves.iter().map(Vec::len).sum::<usize>() >= 600);
    for half in &halves {
        assert!(half.iter().filter(|sentence| wanted(sentence.label).is_none()).count() >= 120);
        for rule in [205, 207, 212, 213, 301, 302, 303, 304, 305, 306] {
            let score = scores(half).get(&rule).copied().unwrap_or_default();
            assert!(score.faulty >= 2 && score.sound >= 2, "GK{rule}: {score:?}");
        }
    }
}
