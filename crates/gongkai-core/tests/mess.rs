//! Messy documents of every kind: not one cell is read wrong, and what is not read is named.
#![allow(unreachable_pub, dead_code, reason = "the maker is shared with the tests of the formats")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "mess/mod.rs"]
mod maker;

use gongkai_core::recognize::recognize;

fn assert_sound(seed: u64) -> (usize, usize, bool) {
    let mess = maker::mess(seed);
    let reading = recognize(&mess.document);
    let wrong: Vec<String> = reading
        .report
        .cells()
        .filter(|(key, cell)| mess.report.cell(*key) != Some(*cell))
        .map(|(key, cell)| format!("{key}: read {cell:?}, published {:?}", mess.report.cell(key)))
        .collect();
    assert!(wrong.is_empty(), "seed {seed}, {:?}: {wrong:#?}", mess.said);
    let receipt = &reading.receipt;
    assert_eq!(receipt.read + receipt.unread.len(), receipt.expected, "seed {seed}: a cell is neither read nor named");
    assert!(receipt.unread.iter().all(|cell| !cell.name.is_empty()));
    if std::env::var_os("GONGKAI_MESS_SHOW").is_some() && mess.gentle && !receipt.is_complete() {
        let unread: Vec<String> =
            receipt.unread.iter().map(|u| format!("{}: {:?} {:?}", u.key, u.reason, u.printed)).collect();
        eprintln!("seed {seed}, {:?}: {} unread, {:?}", mess.said, unread.len(), unread.first());
    }
    (receipt.read, receipt.expected, mess.gentle && !receipt.is_complete())
}

#[test]
fn not_one_wrong_cell() {
    let first: u64 = std::env::var("GONGKAI_MESS_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(1);
    let (mut read, mut expected, mut incomplete) = (0, 0, 0);
    const SEEDS: u64 = 300;
    for seed in first..first + SEEDS {
        let (own, all, gentle) = assert_sound(seed);
        read += own;
        expected += all;
        incomplete += usize::from(gentle);
    }
    assert!(read * 100 >= expected * 94, "only {read} of {expected} cells are read");
    assert!(
        incomplete * 100 <= usize::try_from(SEEDS).unwrap() * 7,
        "{incomplete} documents that hide nothing are not read whole"
    );
}
