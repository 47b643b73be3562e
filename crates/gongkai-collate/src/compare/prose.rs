//! Changes of text: paragraphs taken out, put in or changed, and within a changed paragraph the words.

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// A change of one paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ProseChange {
    /// A new paragraph.
    Added {
        /// Its text.
        text: String,
    },
    /// A paragraph that is gone.
    Removed {
        /// Its text.
        text: String,
    },
    /// A paragraph that is partly the same.
    Changed {
        /// Its text in pieces: kept, taken out, put in.
        pieces: Vec<Piece>,
    },
}

/// A piece of a changed paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Piece {
    /// In both.
    Kept(String),
    /// Only in the earlier.
    Removed(String),
    /// Only in the later.
    Added(String),
}

/// Two paragraphs with less than this part of their words in common, in percent, are two paragraphs and not one changed.
const LEAST_IN_COMMON: usize = 40;
/// Longer paragraphs than this many words are not compared word by word, so that comparing stays fast.
const MOST_WORDS: usize = 6_000;

/// More pairs of paragraphs than this are not looked at for which goes with which; they are paired in their order.
const MOST_PAIRS: usize = 400;

/// The changes between the paragraphs of two texts, in the order of the text.
pub(super) fn changes(before: &[String], after: &[String]) -> Vec<ProseChange> {
    let mut out = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, before, after) {
        if matches!(op, DiffOp::Equal { .. }) {
            continue;
        }
        let old = before.get(op.old_range()).unwrap_or_default();
        let new = after.get(op.new_range()).unwrap_or_default();
        out.extend(paired(old, new));
    }
    out
}

/// The changes between paragraphs that were replaced together: each is paired with the one that it most resembles, in
/// the order of the text.
fn paired(old: &[String], new: &[String]) -> Vec<ProseChange> {
    if old.len().saturating_mul(new.len()) > MOST_PAIRS {
        return paired_in_order(old, new);
    }
    let alike: Vec<Vec<Option<Alike>>> =
        old.iter().map(|old| new.iter().map(|new| words_changed(old, new)).collect()).collect();
    let score = |i: usize, j: usize| alike.get(i).and_then(|row| row.get(j)?.as_ref()).map_or(0, |alike| alike.percent);
    // best[i][j]: how much of the paragraphs from i and j on can be paired, in percent of paragraphs.
    let mut best = vec![vec![0_usize; new.len() + 1]; old.len() + 1];
    let at = |best: &Vec<Vec<usize>>, i: usize, j: usize| best.get(i).and_then(|row| row.get(j)).copied().unwrap_or(0);
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            let pair = score(i, j);
            let with = if pair > 0 { at(&best, i + 1, j + 1) + pair } else { 0 };
            let most = with.max(at(&best, i + 1, j)).max(at(&best, i, j + 1));
            if let Some(cell) = best.get_mut(i).and_then(|row| row.get_mut(j)) {
                *cell = most;
            }
        }
    }
    let mut alike = alike;
    let mut out = Vec::new();
    let (mut i, mut j) = (0, 0);
    while let (Some(gone), Some(come)) = (old.get(i), new.get(j)) {
        let found = alike.get_mut(i).and_then(|row| row.get_mut(j)?.take());
        match found {
            Some(found) if at(&best, i, j) == at(&best, i + 1, j + 1) + found.percent => {
                out.push(ProseChange::Changed { pieces: found.pieces });
                (i, j) = (i + 1, j + 1);
            }
            _ if at(&best, i, j) == at(&best, i + 1, j) => {
                out.push(ProseChange::Removed { text: gone.clone() });
                i += 1;
            }
            _ => {
                out.push(ProseChange::Added { text: come.clone() });
                j += 1;
            }
        }
    }
    out.extend(old.iter().skip(i).map(|text| ProseChange::Removed { text: text.clone() }));
    out.extend(new.iter().skip(j).map(|text| ProseChange::Added { text: text.clone() }));
    out
}

/// The changes between paragraphs that were replaced together, the first with the first and so on.
fn paired_in_order(old: &[String], new: &[String]) -> Vec<ProseChange> {
    let mut out = Vec::new();
    let mut new = new.iter();
    for old in old {
        match new.next() {
            Some(new) => match words_changed(old, new) {
                Some(alike) => out.push(ProseChange::Changed { pieces: alike.pieces }),
                None => {
                    out.push(ProseChange::Removed { text: old.clone() });
                    out.push(ProseChange::Added { text: new.clone() });
                }
            },
            None => out.push(ProseChange::Removed { text: old.clone() }),
        }
    }
    out.extend(new.map(|text| ProseChange::Added { text: text.clone() }));
    out
}

/// Two paragraphs that are one changed.
struct Alike {
    pieces: Vec<Piece>,
    /// How many of the words they have in common, in percent of the longer.
    percent: usize,
}

/// The pieces of a changed paragraph, or nothing when too little of it is the same.
fn words_changed(old: &str, new: &str) -> Option<Alike> {
    let (before, after) = (words(old), words(new));
    let most = before.len().max(after.len());
    if most == 0 || most > MOST_WORDS {
        return None;
    }
    let mut pieces: Vec<Piece> = Vec::new();
    let mut kept = 0;
    for op in capture_diff_slices(Algorithm::Myers, &before, &after) {
        let removed = before.get(op.old_range()).unwrap_or_default();
        let added = after.get(op.new_range()).unwrap_or_default();
        if matches!(op, DiffOp::Equal { .. }) {
            kept += removed.len();
            pieces.push(Piece::Kept(removed.concat()));
            continue;
        }
        if !removed.is_empty() {
            pieces.push(Piece::Removed(removed.concat()));
        }
        if !added.is_empty() {
            pieces.push(Piece::Added(added.concat()));
        }
    }
    let percent = kept * 100 / most;
    (percent >= LEAST_IN_COMMON).then_some(Alike { pieces, percent })
}

/// The words of a text: a Chinese character each, and runs of digits or Latin letters whole, so that a changed figure
/// is shown as a figure.
fn words(text: &str) -> Vec<&str> {
    let run = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | ',' | '%');
    let mut words = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = if run(first) { rest.find(|c| !run(c)).unwrap_or(rest.len()) } else { first.len_utf8() };
        let Some((word, after)) = rest.split_at_checked(end) else { break };
        words.push(word);
        rest = after;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|&text| text.to_owned()).collect()
    }

    #[test]
    fn a_changed_figure_is_shown_whole() {
        let changed = changes(&texts(&["全年收到申请1,295件。"]), &texts(&["全年收到申请1,305件。"]));
        let expected = vec![
            Piece::Kept("全年收到申请".into()),
            Piece::Removed("1,295".into()),
            Piece::Added("1,305".into()),
            Piece::Kept("件。".into()),
        ];
        assert_eq!(changed, [ProseChange::Changed { pieces: expected }]);
    }

    #[test]
    fn paragraphs_come_and_go() {
        let before = texts(&["甲段原文不变。", "乙段将被删去。", "丙段不变。"]);
        let after = texts(&["甲段原文不变。", "丙段不变。", "丁段是新的。"]);
        let expected = [
            ProseChange::Removed { text: "乙段将被删去。".into() },
            ProseChange::Added { text: "丁段是新的。".into() },
        ];
        assert_eq!(changes(&before, &after), expected);
        assert_eq!(changes(&before, &before), []);
        let unlike = changes(&texts(&["一二三四五"]), &texts(&["六七八九十"]));
        assert!(matches!(unlike.as_slice(), [ProseChange::Removed { .. }, ProseChange::Added { .. }]));
    }

    #[test]
    fn a_paragraph_is_paired_with_the_one_that_it_resembles() {
        let before = texts(&["全年主动公开政府信息100条。", "全年收到申请20件，均已按期答复。"]);
        let after = texts(&[
            "本年新设专栏，由各科室按月更新。",
            "全年主动公开政府信息120条。",
            "全年收到申请25件，均已按期答复。",
        ]);
        let kinds: Vec<&str> = changes(&before, &after)
            .iter()
            .map(|change| match change {
                ProseChange::Added { .. } => "added",
                ProseChange::Removed { .. } => "removed",
                ProseChange::Changed { .. } => "changed",
            })
            .collect();
        assert_eq!(kinds, ["added", "changed", "changed"]);
        // However many there are, none is lost.
        let many =
            |from: usize| -> Vec<String> { (from..from + 60).map(|i| format!("第{i}段：{}", i * i)).collect() };
        assert!(changes(&many(0), &many(1000)).len() >= 60);
    }
}
