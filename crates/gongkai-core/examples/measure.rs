//! Prints precision and recall of each rule over prose on the labelled sentences, half by half, and, of the half that
//! rules are built with, each sentence that is judged otherwise than it is labelled.
//!
//! ```sh
//! cargo run -p gongkai-core --example measure             # both halves
//! cargo run -p gongkai-core --example measure -- building # the half that rules are built with
//! ```

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, reason = "prints a table")]

#[path = "../tests/bodies/mod.rs"]
mod bodies;
#[path = "../tests/measure/score.rs"]
mod score;

use score::{BUILDING, HELD_BACK, judged, scores, wanted};

fn main() {
    let only_building = std::env::args().nth(1).as_deref() == Some("building");
    let halves = [("building", BUILDING), ("held back", HELD_BACK)];
    for (name, half) in halves.into_iter().take(if only_building { 1 } else { 2 }) {
        let sentences = judged(half);
        if half == BUILDING {
            for sentence in &sentences {
                let wanted = wanted(sentence.label);
                let right = wanted.map_or(sentence.found.is_empty(), |rule| sentence.found.contains(&rule));
                if !right {
                    println!("{} [{}] {:?} {}", sentence.label, sentence.body, sentence.found, sentence.text);
                }
            }
        }
        println!("{name}: {} sentences", sentences.len());
        println!("rule   precision  recall  found/faulty  false alarms/sound");
        let share = |of: Option<usize>| of.map_or("–".to_owned(), |n| format!("{}.{:03}", n / 1000, n % 1000));
        for (rule, score) in scores(&sentences) {
            println!(
                "GK{rule}  {:>9}  {:>6}  {:>5}/{:<6}  {:>5}/{}",
                share(score.precision()),
                share(score.recall()),
                score.found,
                score.faulty,
                score.false_alarms,
                score.sound
            );
        }
        let faulty: Vec<_> = sentences.iter().filter(|s| wanted(s.label).is_some_and(|r| r > 300)).collect();
        let any = faulty.iter().filter(|s| !s.found.is_empty()).count();
        println!("faulty sentences found by any rule: {any}/{}\n", faulty.len());
    }
}
