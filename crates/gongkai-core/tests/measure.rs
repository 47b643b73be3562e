//! The measure of the rules over prose: what `cargo run -p gongkai-core --example measure` prints holds what it promises.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod bodies;
#[path = "measure/score.rs"]
mod score;

use score::{BUILDING, HELD_BACK, judged, scores, wanted};

#[test]
fn both_halves_hold_enough_of_every_kind() {
    let halves = [BUILDING, HELD_BACK].map(judged);
    assert!(halves.iter().map(Vec::len).sum::<usize>() >= 600);
    for half in &halves {
        assert!(half.iter().filter(|sentence| wanted(sentence.label).is_none()).count() >= 120);
        for rule in [205, 207, 212, 301, 302, 303, 304, 305, 306] {
            let score = scores(half).get(&rule).copied().unwrap_or_default();
            assert!(score.faulty >= 2 && score.sound >= 2, "GK{rule}: {score:?}");
        }
    }
}
