//! A sentence as its figures are gone through in order, with what was said before that lasts.

use crate::Within;
use crate::form::keys::row;
use std::ops::Range;

use super::settled::settled;
use super::words::{STOPS, asides, classifies_documents, is_filler};
use super::{Claimed, Context, respectively};
use crate::check::text::figure::{Figure, FigureKind, Precision, figures};
use crate::check::text::phrase::{Tag, Tagged};
use crate::check::text::scope::Claim;
use crate::check::text::{Unit, found};
use crate::form::SectionKey;

/// Words by which a sentence speaks of disclosure.
const OF_DISCLOSURE: &[&str] = &["信息公开", "政务公开", "公开工作", "公开答复", "因公开", "公开申请"];

/// A sentence as its figures are gone through in order.
pub(super) struct Sentence<'a> {
    pub(super) context: &'a Context<'a>,
    /// Where the sentence starts in the paragraph.
    pub(super) start: usize,
    pub(super) text: &'a str,
    pub(super) tags: Vec<Tagged>,
    pub(super) figures: Vec<Figure>,
    /// Brackets that close again without a figure in them: what they hold names nothing outside.
    pub(super) asides: Vec<Range<usize>>,
    pub(super) names_applications: bool,
    pub(super) names_disclosure: bool,
    /// Whether it speaks of 申请 and of nothing that they might be for.
    pub(super) plain_applications: bool,
    /// Whether the sentence counts permits as well as penalties and speaks of no publishing.
    pub(super) decisions_in_a_row: bool,
    pub(super) last: Option<Claimed>,
    /// Rows and classes that the sentence spoke of last, for what follows them.
    pub(super) rows: Vec<&'static str>,
    pub(super) classes: Vec<&'static str>,
    /// All that the sentence spoke of so far, for “其他” and “纠错” after a list.
    pub(super) listed: Listed,
    pub(super) narrower: bool,
    /// Up to where the words after a figure were taken to name it.
    pub(super) consumed: usize,
    /// How many tags stand before the figure that is looked at, and what they said that lasts.
    pub(super) seen: usize,
    pub(super) respectively: Option<usize>,
    /// Which name each figure after 分别 has, by the figure's start.
    pub(super) pairs: Vec<(usize, Tagged)>,
    /// Up to where what 其中 opened are the parts of something that was counted before.
    pub(super) of_which: usize,
    /// The classes of applicants and the cases of which the rest of the sentence tells: “自然人的申请中，……”.
    pub(super) frame: Vec<&'static str>,
    pub(super) framed_cases: Vec<&'static str>,
    /// Whether some applicants were named that are no class of the form.
    pub(super) of_applicants: bool,
    /// Whether the sentence counted all applications received, and with which words those answered.
    pub(super) counted: (bool, Vec<&'a str>),
    pub(super) lasting_narrower: bool,
    /// Where the sentence last said a year, and whether it was another than the report's.
    pub(super) time: (usize, bool),
    pub(super) time_said: bool,
    /// Up to where a bracket speaks of another year: “（上年为84件）”.
    pub(super) other_year_until: usize,
}

/// What a list in a sentence has named.
#[derive(Debug, Default)]
pub(super) struct Listed {
    pub(super) rows: Vec<&'static str>,
    pub(super) classes: Vec<&'static str>,
    pub(super) disputes: Vec<Vec<&'static str>>,
}

impl<'a> Sentence<'a> {
    pub(super) fn read(context: &'a Context<'a>, span: Range<usize>) -> Self {
        let text = context.passage.text.get(span.clone()).unwrap_or_default();
        let tags = settled(context, text);
        let figures = figures(text);
        let asides = asides(text, &figures);
        let names_applications = tags.iter().any(|found| found.tag == Tag::Application);
        let pairs = respectively::pairs(text, &tags, &figures);
        let names_disclosure = context.passage.section == Some(SectionKey::Disputes)
            || found(text, OF_DISCLOSURE).is_some()
            || names_applications
            || context.passage.heading.contains("依申请");
        let has = |wanted: Tag| tags.iter().any(|found| found.tag == wanted);
        let plain_applications = speaks_plainly_of_applications(text, &tags);
        let decisions_in_a_row = has(Tag::Decisions(row::LICENSES))
            && (has(Tag::Decisions(row::PENALTIES)) || has(Tag::Decisions(row::COMPULSORY_MEASURES)))
            && !has(Tag::Publishing);
        Self {
            context,
            start: span.start,
            text,
            tags,
            figures,
            asides,
            names_applications,
            names_disclosure,
            plain_applications,
            decisions_in_a_row,
            last: None,
            rows: Vec::new(),
            classes: Vec::new(),
            listed: Listed::default(),
            narrower: context.of_part,
            consumed: 0,
            seen: 0,
            respectively: None,
            pairs,
            of_which: 0,
            frame: Vec::new(),
            framed_cases: Vec::new(),
            of_applicants: false,
            counted: (false, Vec::new()),
            lasting_narrower: classifies_documents(text),
            time: (0, false),
            time_said: false,
            other_year_until: 0,
        }
    }

    /// What each figure of the sentence claims.
    pub(super) fn claims(&mut self) -> Vec<Claimed> {
        let mut out = Vec::new();
        let mut previous_end = 0;
        let figures = std::mem::take(&mut self.figures);
        for (index, figure) in figures.iter().enumerate() {
            match figure.kind {
                FigureKind::Year if figure.precision == Precision::Exact => self.note_year(figure),
                FigureKind::Date => self.note_month(figure),
                _ => {}
            }
            if !matches!(figure.kind, FigureKind::Quantity | FigureKind::Percent) {
                continue;
            }
            let next = figures
                .iter()
                .skip(index + 1)
                .find(|next| matches!(next.kind, FigureKind::Quantity | FigureKind::Percent))
                .map_or(self.text.len(), |next| next.span.start);
            let found = if figure.kind == FigureKind::Quantity { self.claim(figure, previous_end, next) } else { None };
            if found.is_none() && figure.unit == Unit::Cases {
                self.note_uncounted(figure, previous_end);
            }
            previous_end = figure.span.end.max(self.consumed);
            if let Some(found) = found {
                self.remember(&found);
                out.push(found);
            }
        }
        self.figures = figures;
        for found in &mut out {
            found.figure.span = found.figure.span.start + self.start..found.figure.span.end + self.start;
            found.clause = found.clause.start + self.start..found.clause.end + self.start;
        }
        out
    }

    fn remember(&mut self, found: &Claimed) {
        match &found.claim {
            Claim::OfClass { classes, .. } | Claim::Received { classes, .. } => {
                self.classes.clone_from(classes);
                self.listed.classes.extend(classes);
            }
            Claim::Disputes { groups, .. } => {
                if !self.listed.disputes.contains(groups) {
                    self.listed.disputes.push(groups.clone());
                }
            }
            claim => {
                let rows = claim.rows();
                if !rows.is_empty() {
                    self.listed.rows.extend(&rows);
                    self.rows = rows;
                }
            }
        }
        self.last = Some(found.clone());
    }

    pub(super) fn slice(&self, span: Range<usize>) -> &'a str {
        self.text.within(span)
    }

    pub(super) fn aside(&self, at: usize) -> bool {
        let next = self.asides.partition_point(|span| span.start <= at);
        next.checked_sub(1).and_then(|last| self.asides.get(last)).is_some_and(|span| span.contains(&at))
    }

    /// The tags that lie in a part of the sentence.
    pub(super) fn tags_within(&self, span: &Range<usize>) -> &[Tagged] {
        let from = self.tags.partition_point(|tag| tag.span.start < span.start);
        let to = self.tags.partition_point(|tag| tag.span.end <= span.end);
        self.tags.within(from..to.max(from))
    }

    /// The first tag at or after a place.
    pub(super) fn tags_from(&self, at: usize) -> Option<&Tagged> {
        self.tags.get(self.tags.partition_point(|tag| tag.span.start < at))
    }

    /// The tag that ends just before a place.
    pub(super) fn tag_ending_at(&self, at: usize) -> Option<&Tagged> {
        let next = self.tags.partition_point(|tag| tag.span.start < at);
        next.checked_sub(1).and_then(|last| self.tags.get(last)).filter(|tag| tag.span.end == at)
    }

    pub(super) fn only_fillers_between(&self, span: Range<usize>) -> bool {
        let mut at = span.start;
        for tag in self.tags_within(&span) {
            if !self.aside(tag.span.start) && !is_filler(self.slice(at..tag.span.start)) {
                return false;
            }
            at = at.max(tag.span.end);
        }
        let rest = self.slice(at..span.end);
        let rest = rest.rsplit(['）', ')']).next().unwrap_or(rest);
        is_filler(rest)
    }
}

/// Whether every 申请 of a sentence stands without a word that says for what: “新登记申请”, “企业的申请”, not “许可申请”.
fn speaks_plainly_of_applications(text: &str, tags: &[Tagged]) -> bool {
    const BEFORE: &str = "的到出有件收起部记无年内来新人一所次宗份户在我局县镇";
    let mut applications = tags.iter().enumerate().filter(|(_, tag)| tag.tag == Tag::BareApplication).peekable();
    let of_application = |tag: Tag| {
        matches!(
            tag,
            Tag::Receive
                | Tag::Accept
                | Tag::Process
                | Tag::ThisYear
                | Tag::Class(_)
                | Tag::Row(_)
                | Tag::Outcome(_)
                | Tag::Citizen
                | Tag::OfWhich
                | Tag::CarryIn
                | Tag::CarryOut
        )
    };
    let plain = |index: usize, at: usize| {
        let before = index.checked_sub(1).and_then(|before| tags.get(before)).filter(|tag| tag.span.end == at);
        let last = text.get(..at).and_then(|before| before.chars().next_back());
        before.is_some_and(|tag| of_application(tag.tag))
            || (before.is_none() && last.is_none_or(|c| BEFORE.contains(c) || STOPS.contains(&c)))
    };
    applications.peek().is_some() && applications.all(|(index, tag)| plain(index, tag.span.start))
}
