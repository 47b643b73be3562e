//! Changes of text: paragraphs taken out, put in or changed, and within a changed paragraph the words.

use serde::Serialize;
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// A change of one paragraph.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", content = "text", rename_all = "snake_case")]
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

/// The changes between the paragraphs of two texts, in the order of the text.
pub(super) fn changes(before: &[String], after: &[String]) -> Vec<ProseChange> {
    let mut out = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, before, after) {
        if matches!(op, DiffOp::Equal { .. }) {
            continue;
        }
        let old = before.get(op.old_range()).unwrap_or_default();
        let new = after.get(op.new_range()).unwrap_or_default();
        let mut new = new.iter();
        // Paragraphs that were replaced together are paired in their order.
        for old in old {
            match new.next() {
                Some(new) => match words_changed(old, new) {
                    Some(pieces) => out.push(ProseChange::Changed { pieces }),
                    None => {
                        out.push(ProseChange::Removed { text: old.clone() });
                        out.push(ProseChange::Added { text: new.clone() });
                    }
                },
                None => out.push(ProseChange::Removed { text: old.clone() }),
            }
        }
        out.extend(new.map(|text| ProseChange::Added { text: text.clone() }));
    }
    out
}

/// The pieces of a changed paragraph, or nothing when too little of it is the same.
fn words_changed(old: &str, new: &str) -> Option<Vec<Piece>> {
    let (before, after) = (words(old), words(new));
    let most = before.len().max(after.len());
    if most > MOST_WORDS {
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
    (kept * 100 >= most * LEAST_IN_COMMON).then_some(pieces)
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
}
