//! What the words of a sentence say that holds for the figures after them: its year, a part of the year or of the organs.

use crate::form::keys::row;
use std::ops::Range;

use super::organ::Subject;
use super::sentence::Sentence;
use super::words::{STOPS, names_something, of_every_organ};
use crate::check::text::figure::{Figure, Precision};
use crate::check::text::phrase::{Tag, Tagged};

impl Sentence<'_> {
    /// Takes note of what the words before a place say that lasts to the end of the sentence.
    pub(super) fn note_tags_before(&mut self, place: usize) {
        while let Some(tag) = self.tags.get(self.seen).filter(|tag| tag.span.end <= place).cloned() {
            self.seen += 1;
            if self.aside(tag.span.start) {
                continue;
            }
            match tag.tag {
                Tag::Respectively => self.respectively = Some(tag.span.start),
                Tag::OfWhich if self.last.is_some() => self.of_which = self.end_of_bracket(tag.span.start),
                Tag::Narrower if self.lasts(&tag.span) && !of_every_organ(self.text) => {
                    self.lasting_narrower = true;
                }
                Tag::ThisYear => self.note_time(tag.span.start, false),
                // “2023年以来” goes on with the year that it names.
                Tag::OtherYear if self.slice(tag.span.clone()) == "以来" && self.said_just_before(tag.span.start) => {
                }
                Tag::OtherYear => self.note_time(tag.span.start, true),
                _ => {}
            }
        }
    }

    /// Where the bracket closes in which a place stands, or the end of the sentence.
    fn end_of_bracket(&self, at: usize) -> usize {
        let end = self.text.len();
        let opened = self.slice(0..at).rfind(['（', '(']);
        let closed = self.slice(0..at).rfind(['）', ')']);
        if opened.is_some() && opened > closed {
            self.slice(at..end).find(['）', ')']).map_or(end, |close| at + close)
        } else {
            end
        }
    }

    /// Whether anything that the sentence says narrows all that follows it.
    pub(super) fn tells_of_part(&self) -> bool {
        let narrows = |tag: &Tagged| match tag.tag {
            Tag::Channel | Tag::OtherYear => true,
            Tag::Narrower => self.lasts(&tag.span),
            Tag::Topic => !self.is_of_disclosure(&tag.span),
            _ => false,
        };
        let mut start = 0;
        let stops = self.text.match_indices(STOPS).map(|(at, _)| at).chain([self.text.len()]);
        self.tags.iter().any(narrows)
            || stops.into_iter().any(|stop| {
                let clause = start..stop;
                start = stop;
                let tags = self.tags_within(&clause);
                let named = tags.iter().find(|tag| names_something(tag.tag)).map(|tag| tag.span.start);
                named.is_some_and(|named| {
                    matches!(self.subject_of(clause.start..named), Subject::Part | Subject::Applicants)
                })
            })
    }

    /// What the clauses before a figure that end with 中 say of all that follows: “网上申请中，”, “自然人的申请中，”.
    pub(super) fn note_frame(&mut self, span: Range<usize>) {
        let mut start = span.start;
        for (at, stop) in self.slice(span.clone()).match_indices(STOPS) {
            let clause = start..span.start + at;
            start = span.start + at + stop.len();
            if !self.slice(clause.clone()).ends_with('中') {
                continue;
            }
            let tags = self.tags_within(&clause).to_vec();
            let narrows = |tag: &Tagged| match tag.tag {
                Tag::Channel | Tag::Narrower | Tag::OtherYear => true,
                Tag::Topic => !self.is_of_disclosure(&tag.span),
                _ => false,
            };
            self.lasting_narrower |= tags.iter().any(narrows);
            self.frame.extend(
                tags.iter()
                    .filter_map(|tag| if let Tag::Class(classes) = tag.tag { Some(classes) } else { None })
                    .flatten(),
            );
            if !tags.iter().any(|tag| matches!(tag.tag, Tag::Result(..))) {
                for tag in &tags {
                    match tag.tag {
                        Tag::Reconsideration => self.framed_cases.push(row::RECONSIDERATION),
                        Tag::Litigation => {
                            self.framed_cases.extend([row::DIRECT_LITIGATION, row::LITIGATION_AFTER_RECONSIDERATION]);
                        }
                        _ => {}
                    }
                }
            }
            let named = tags.iter().find(|tag| names_something(tag.tag)).map_or(clause.end, |tag| tag.span.start);
            self.narrower |= self.subject_of(clause.start..named) == Subject::Part;
        }
    }

    /// “征求意见14件，其中……”: the parts of what no cell counts are counted by none either.
    pub(super) fn note_uncounted(&mut self, figure: &Figure, previous_end: usize) {
        let change = |tag: &Tagged| matches!(tag.tag, Tag::Comparison | Tag::Change);
        let after = self.slice(figure.span.end..self.text.len()).trim_start_matches(STOPS);
        if after.starts_with("其中") && !self.tags_within(&(previous_end..figure.span.start)).iter().any(change) {
            self.narrower = true;
        }
    }

    pub(super) fn note_year(&mut self, figure: &Figure) {
        let at = figure.span.start;
        // The year in “2022年结转” says where the applications came from, not when they were counted.
        let window = at.saturating_sub(40)..figure.span.end + 40;
        let carried = self
            .tags_within(&window)
            .iter()
            .any(|tag| matches!(tag.tag, Tag::CarryIn | Tag::CarryOut) && tag.span.contains(&at));
        if !carried && !self.aside(at) {
            let year = self.context.report.year.map(|year| crate::Number::from(u64::from(year.get())));
            let other = year.is_some_and(|year| year != figure.value);
            // “2021年至2023年” is more than the report's year, whichever comes last.
            let spans = self.slice(0..at).ends_with(['至', '到', '—', '-', '–', '~', '～', '和', '、']);
            self.note_time(at, other || (spans && self.time.1));
        }
    }

    /// A month is a part of the year; the last day of it, and all twelve, are the whole.
    pub(super) fn note_month(&mut self, figure: &Figure) {
        let month = self.slice(figure.span.clone()).ends_with(['月', '份']);
        let day_follows = self.slice(figure.span.end..self.text.len()).starts_with(|c: char| c.is_ascii_digit());
        let whole_year = figure.precision == Precision::Range && figure.value == crate::Number::from(12_u64);
        self.lasting_narrower |= month && !day_follows && !whole_year;
    }

    fn said_just_before(&self, at: usize) -> bool {
        self.time_said && !self.time.1 && at.saturating_sub(self.time.0) <= 12
    }

    fn note_time(&mut self, at: usize, other: bool) {
        let end = self.end_of_bracket(at);
        if other && end < self.text.len() {
            self.other_year_until = end;
            return;
        }
        if at >= self.time.0 && !self.is_compared(at) {
            self.time = (at, other);
            self.time_said |= !other;
        }
    }

    /// Whether the clause around a place compares with another year.
    fn is_compared(&self, at: usize) -> bool {
        let start = self.slice(0..at).rfind(STOPS).unwrap_or(0);
        let end = self.slice(at..self.text.len()).find(STOPS).map_or(self.text.len(), |end| at + end);
        // “较2022年” takes the first digit of the year with it.
        self.tags_within(&(start..end)).iter().any(|tag| tag.tag == Tag::Comparison)
    }
}
