//! Denials: clauses that claim 0 without a figure, “未收到”, “无一件”, “为零”, or that all is done, “全部办结”.
//!
//! A clause is understood only where each of its words is known; one word that is not, and it may tell of something else.

mod all;
mod clause;
mod governed;
mod words;

use std::ops::Range;

use super::organ::Subject;
use super::sentence::Sentence;
use super::words::STOPS;
use super::{Claimed, Doubt};
use crate::check::text::phrase::Tag;
use crate::check::text::scope::Claim;
use clause::{What, Word};
use words::Meaning;

/// Whether some words deny anything.
pub(crate) fn denies(text: &str) -> bool {
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let known = words::word_at(rest);
        if matches!(known, Some((_, Some(Meaning::Not)))) {
            return true;
        }
        at += known.map_or_else(|| rest.chars().next().map_or(1, char::len_utf8), |(word, _)| word.len());
    }
    false
}

/// A clause that claims that cells are 0.
#[derive(Debug, Clone)]
pub(crate) struct Denied {
    /// The clause, in the paragraph.
    pub(crate) clause: Range<usize>,
    /// What is 0, if the clause is true.
    pub(crate) claims: Vec<Claim>,
    /// What it says, in both languages.
    pub(crate) said: (&'static str, &'static str),
}

impl Sentence<'_> {
    /// Every clause of the sentence that denies something or says that all was done.
    pub(super) fn denied(&self, counted: &[Claimed]) -> Vec<Denied> {
        let mut out = Vec::new();
        let mut of_part = false;
        let mut clauses: Vec<(Range<usize>, Vec<Word>)> =
            self.clauses().into_iter().map(|clause| (clause.clone(), self.words_of(clause))).collect();
        // Of whom a clause speaks matters to those behind it that deny something.
        let denies = |(clause, words): &(Range<usize>, Vec<Word>)| {
            words.iter().any(|word| word.means(Meaning::Not) || word.means(Meaning::Every))
                || self.is_rate_of_all(clause)
        };
        clauses.truncate(clauses.iter().rposition(denies).map_or(0, |last| last + 1));
        for (clause, words) in clauses {
            of_part = self.goes_on_with_part(&clause, &words, of_part);
            if of_part || self.aside(clause.start) {
                continue;
            }
            let denied = if words.iter().any(|word| word.means(Meaning::Not)) {
                self.none_of(&words)
            } else {
                self.all_of(&clause, &words, counted)
            };
            out.extend(denied.map(|(claims, said)| Denied {
                clause: clause.start + self.start..clause.end + self.start,
                claims,
                said,
            }));
        }
        out
    }

    fn clauses(&self) -> Vec<Range<usize>> {
        let mut out = Vec::new();
        let mut start = 0;
        let ends = self.text.match_indices(|c| STOPS.contains(&c) || matches!(c, '）' | ')' | '！'));
        for (at, stop) in ends.chain([(self.text.len(), "")]) {
            if at > start {
                out.push(start..at);
            }
            start = at + stop.len();
        }
        out
    }

    /// Whether a clause speaks of a part of the organ: by its own subject, or by that of the clause before it.
    fn goes_on_with_part(&self, clause: &Range<usize>, words: &[Word], before: bool) -> bool {
        let acts = |word: &&Word| {
            matches!(word.what, What::Means(Meaning::Not | Meaning::Every))
                || word.names().is_some_and(|tag| matches!(tag, Tag::Receive | Tag::Accept | Tag::Process))
        };
        let end = words.iter().find(acts).map_or(clause.start, |word| word.span.start);
        let subject = self.slice(clause.start..end);
        if subject.contains(['我', '全', '本', '该']) && !subject.contains("本级") {
            return false;
        }
        before || self.subject_of(clause.start..end) == Subject::Part
    }

    /// Whether the figures of the sentence before a place are said of some only: of one office, of another year.
    fn counted_some(&self, counted: &[Claimed]) -> bool {
        counted.iter().any(|claimed| {
            matches!(claimed.claim, Claim::Received { .. })
                && matches!(claimed.doubt, Some(Doubt::Narrower | Doubt::OtherYear | Doubt::OtherMatter))
        })
    }
}
