//! A sentence, figure by figure: which words name a figure, and what was said before that lasts.

use std::ops::Range;

use super::organ::Subject;
use super::{Claimed, Context, Doubt, respectively};
use crate::check::text::figure::{Figure, FigureKind, Precision, figures};
use crate::check::text::phrase::{Tag, Tagged, tags};
use crate::check::text::scope::Claim;
use crate::form::SectionKey;

/// A sentence as its figures are gone through in order.
pub(super) struct Sentence<'a> {
    pub(super) context: &'a Context<'a>,
    /// Where the sentence starts in the paragraph.
    start: usize,
    pub(super) text: &'a str,
    tags: Vec<Tagged>,
    figures: Vec<Figure>,
    /// Brackets that close again without a figure in them: what they hold names nothing outside.
    asides: Vec<Range<usize>>,
    pub(super) names_applications: bool,
    pub(super) names_disclosure: bool,
    /// Whether the sentence counts permits as well as penalties and speaks of no publishing.
    pub(super) decisions_in_a_row: bool,
    pub(super) last: Option<Claimed>,
    /// Rows and classes that the sentence spoke of last, for what follows them.
    pub(super) rows: Vec<&'static str>,
    pub(super) classes: Vec<&'static str>,
    /// All that the sentence spoke of so far, for “其他” and “纠错” after a list.
    pub(super) listed: Listed,
    narrower: bool,
    /// Up to where the words after a figure were taken to name it.
    consumed: usize,
    /// How many tags stand before the figure that is looked at, and what they said that lasts.
    seen: usize,
    pub(super) respectively: bool,
    /// Which name each figure after 分别 has, by the figure's start.
    pairs: Vec<(usize, Tagged)>,
    /// Whether 其中 opened the parts of something that was counted before.
    of_which: bool,
    /// Whether the sentence counted all applications received, and with which words those answered.
    counted: (bool, Vec<&'a str>),
    pub(super) lasting_narrower: bool,
    /// Where the sentence last said a year, and whether it was another than the report's.
    pub(super) time: (usize, bool),
    pub(super) time_said: bool,
}

/// What a list in a sentence has named.
#[derive(Debug, Default)]
pub(super) struct Listed {
    pub(super) rows: Vec<&'static str>,
    pub(super) classes: Vec<&'static str>,
    pub(super) disputes: Vec<Vec<&'static str>>,
}

pub(super) const STOPS: [char; 9] = ['，', ',', '；', ';', '：', ':', '（', '(', '。'];

impl<'a> Sentence<'a> {
    pub(super) fn read(context: &'a Context<'a>, span: Range<usize>) -> Self {
        let text = context.passage.text.get(span.clone()).unwrap_or_default();
        let tags = tags(text, context.report.year.map(crate::Year::get));
        let figures = figures(text);
        let asides = asides(text, &figures);
        let names_applications = tags.iter().any(|found| found.tag == Tag::Application);
        let pairs = respectively::pairs(text, &tags, &figures);
        let names_disclosure =
            context.passage.section == Some(SectionKey::Disputes) || text.contains("信息公开") || names_applications;
        let has = |wanted: Tag| tags.iter().any(|found| found.tag == wanted);
        let decisions_in_a_row = has(Tag::Decisions("licenses"))
            && (has(Tag::Decisions("penalties")) || has(Tag::Decisions("compulsory_measures")))
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
            decisions_in_a_row,
            last: None,
            rows: Vec::new(),
            classes: Vec::new(),
            listed: Listed::default(),
            narrower: false,
            consumed: 0,
            seen: 0,
            respectively: false,
            pairs,
            of_which: false,
            counted: (false, Vec::new()),
            lasting_narrower: false,
            time: (0, false),
            time_said: false,
        }
    }

    pub(super) fn claims(mut self) -> Vec<Claimed> {
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
            previous_end = figure.span.end.max(self.consumed);
            if let Some(found) = found {
                self.remember(&found);
                out.push(found);
            }
        }
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
        self.text.get(span).unwrap_or_default()
    }

    fn aside(&self, at: usize) -> bool {
        let next = self.asides.partition_point(|span| span.start <= at);
        next.checked_sub(1).and_then(|last| self.asides.get(last)).is_some_and(|span| span.contains(&at))
    }

    /// What a figure claims, by the words between the figure before it and the figure after it.
    fn claim(&mut self, figure: &Figure, previous_end: usize, next: usize) -> Option<Claimed> {
        self.note_tags_before(figure.span.start);
        let lead = previous_end..figure.span.start;
        // “予以公开：21件”: a colon before the figure parts nothing.
        let near_start = self
            .slice(lead.clone())
            .trim_end_matches(['：', ':'])
            .char_indices()
            .rev()
            .find(|&(at, c)| STOPS.contains(&c) && !self.aside(lead.start + at))
            .map_or(lead.start, |(at, c)| lead.start + at + c.len_utf8());
        let near = near_start..figure.span.start;
        let tail_text = self.slice(figure.span.end..next);
        let tail_end = tail_text
            .char_indices()
            .find(|&(_, c)| STOPS.contains(&c) || matches!(c, '、' | '）' | ')' | '！'))
            .map_or(next, |(at, _)| figure.span.end + at);
        let mut named: Vec<Tagged> =
            self.tags_within(&near).iter().filter(|tag| !self.aside(tag.span.start)).cloned().collect();
        if named.iter().any(|tag| matches!(tag.tag, Tag::Comparison | Tag::Change)) {
            return None;
        }
        let paired = self.pairs.iter().find(|(start, _)| *start == figure.span.start).map(|(_, tag)| tag.clone());
        if let Some(tag) = &paired {
            named = vec![tag.clone()];
        }
        if let Some((claim, of_last)) = self.bare_name(near.clone(), &named) {
            let doubt = self.doubt_about(figure, &named, false).or(of_last);
            let clause = self.clause_around(figure, near_start, tail_end);
            return Some(Claimed { figure: figure.clone(), clause, claim, doubt });
        }
        let after = self.tags_within(&(figure.span.end..tail_end)).to_vec();
        let mut unclear = None;
        let stands_first = !named.iter().any(|tag| names_something(tag.tag));
        if stands_first {
            // “其中21件予以公开” names after the figure what “予以公开21件” names before it.
            let outcome = after.iter().any(|tag| matches!(tag.tag, Tag::Outcome(_) | Tag::Row(_)));
            let plain =
                leads_to_name(self.slice(near.clone()), outcome) || named.iter().any(|tag| tag.tag == Tag::OfWhich);
            if !plain {
                unclear = Some(Doubt::Ambiguous);
            }
            if after.iter().any(|tag| matches!(tag.tag, Tag::Comparison | Tag::Change)) {
                return None;
            }
            if after.iter().any(|tag| names_something(tag.tag)) {
                self.consumed = tail_end;
            }
            named.extend(after.iter().cloned());
        }
        let mut doubt = self.doubt_about(figure, &named, paired.is_some()).or(unclear);
        if !stands_first
            && paired.is_none()
            && let Some(first) = after.first()
            && is_filler(self.slice(figure.span.end..first.span.start))
        {
            match first.tag {
                // “收到26件政府信息公开申请”: the object follows the figure.
                Tag::Application
                | Tag::BareApplication
                | Tag::Reconsideration
                | Tag::Litigation
                | Tag::NormativeDocuments
                | Tag::Regulations
                | Tag::Decisions(_) => named.extend(after.iter().cloned()),
                tag if names_something(tag) => doubt = doubt.or(Some(Doubt::Ambiguous)),
                _ => {}
            }
        }
        let first_name = named.iter().find(|tag| names_something(tag.tag))?.span.clone();
        if first_name.start < figure.span.start && paired.is_none() {
            if !self.only_fillers_between(first_name.start..figure.span.start) {
                doubt = doubt.or(Some(Doubt::Ambiguous));
            }
            let subject = self.subject_of(near_start..first_name.start);
            self.narrower |= subject == Subject::Part;
            // “发放政府信息公开申请表100份” counts no application received.
            let verb = |tag: &Tagged| matches!(tag.tag, Tag::Receive | Tag::Accept | Tag::Process | Tag::Class(_));
            if subject == Subject::Other
                && !named.iter().any(verb)
                && named.iter().any(|tag| tag.tag == Tag::Application)
            {
                doubt = doubt.or(Some(Doubt::Ambiguous));
            }
        }
        if self.narrower {
            doubt = doubt.or(Some(Doubt::Narrower));
        }
        let (claim, more_doubt) = self.claim_of(figure, &named)?;
        // Counted once as a whole, counted again it is a part: “办理75件，其中转办5件、自行办理70件”.
        let again = match &claim {
            Claim::Received { .. } if named.iter().all(|tag| tag.tag == Tag::Total) => false,
            Claim::Received { .. } => std::mem::replace(&mut self.counted.0, true),
            Claim::Processed => self.processed_again(&named),
            _ => false,
        };
        if again || (self.of_which && matches!(claim, Claim::Received { .. } | Claim::Processed)) {
            doubt = doubt.or(Some(Doubt::Narrower));
        }
        let clause = self.clause_around(figure, near_start, tail_end);
        Some(Claimed { figure: figure.clone(), clause, claim, doubt: doubt.or(more_doubt) })
    }

    /// Whether those answered were counted with the same word before: “办理409件，答复373件” counts two things.
    fn processed_again(&mut self, named: &[Tagged]) -> bool {
        let word =
            named.iter().rev().find(|tag| tag.tag == Tag::Process).map_or("", |tag| self.slice(tag.span.clone()));
        let again = self.counted.1.contains(&word);
        self.counted.1.push(word);
        again
    }

    fn clause_around(&self, figure: &Figure, near_start: usize, tail_end: usize) -> Range<usize> {
        // A clause that says only 共 or 其中 is shown with the one before it.
        if figure.span.start - near_start >= 12 {
            return near_start..tail_end;
        }
        let before = self.slice(0..near_start).trim_end_matches(STOPS);
        let start = before.char_indices().rev().find(|(_, c)| STOPS.contains(c)).map_or(0, |(at, c)| at + c.len_utf8());
        start..tail_end
    }

    /// Takes note of what the words before a place say that lasts to the end of the sentence.
    fn note_tags_before(&mut self, place: usize) {
        while let Some(tag) = self.tags.get(self.seen).filter(|tag| tag.span.end <= place).cloned() {
            self.seen += 1;
            if self.aside(tag.span.start) {
                continue;
            }
            match tag.tag {
                Tag::Respectively => self.respectively = true,
                Tag::OfWhich => self.of_which |= self.last.is_some(),
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

    fn note_year(&mut self, figure: &Figure) {
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
    fn note_month(&mut self, figure: &Figure) {
        let month = self.slice(figure.span.clone()).ends_with(['月', '份']);
        let day_follows = self.slice(figure.span.end..self.text.len()).starts_with(|c: char| c.is_ascii_digit());
        let whole_year = figure.precision == Precision::Range && figure.value == crate::Number::from(12_u64);
        self.lasting_narrower |= month && !day_follows && !whole_year;
    }

    fn said_just_before(&self, at: usize) -> bool {
        self.time_said && !self.time.1 && at.saturating_sub(self.time.0) <= 12
    }

    fn note_time(&mut self, at: usize, other: bool) {
        if at >= self.time.0 && !self.is_compared(at) {
            self.time = (at, other);
            self.time_said |= !other;
        }
    }

    /// The tags that lie in a part of the sentence.
    pub(super) fn tags_within(&self, span: &Range<usize>) -> &[Tagged] {
        let from = self.tags.partition_point(|tag| tag.span.start < span.start);
        let to = self.tags.partition_point(|tag| tag.span.end <= span.end);
        self.tags.get(from..to.max(from)).unwrap_or_default()
    }

    /// Whether the clause around a place compares with another year.
    fn is_compared(&self, at: usize) -> bool {
        let start = self.slice(0..at).rfind(STOPS).unwrap_or(0);
        let end = self.slice(at..self.text.len()).find(STOPS).map_or(self.text.len(), |end| at + end);
        // “较2022年” takes the first digit of the year with it.
        self.tags_within(&(start..end)).iter().any(|tag| tag.tag == Tag::Comparison)
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

    fn only_fillers_between(&self, span: Range<usize>) -> bool {
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

/// Whether a word names something that a table counts.
pub(super) fn names_something(tag: Tag) -> bool {
    matches!(
        tag,
        Tag::Application
            | Tag::BareApplication
            | Tag::Receive
            | Tag::Accept
            | Tag::Process
            | Tag::CarryIn
            | Tag::CarryOut
            | Tag::CarryEither
            | Tag::Class(_)
            | Tag::Outcome(_)
            | Tag::Row(_)
            | Tag::Reconsideration
            | Tag::Litigation
            | Tag::DirectLitigation
            | Tag::LitigationAfter
            | Tag::Result(..)
            | Tag::Regulations
            | Tag::NormativeDocuments
            | Tag::DocumentColumn(_)
            | Tag::Decisions(_)
            | Tag::Decided
            | Tag::Fees
            | Tag::Total
    )
}

/// Whether words between a name and its figure say nothing of their own.
pub(super) fn is_filler(text: &str) -> bool {
    const FILLERS: &str = "、的了共总合计为有达到是数量件宗起各等已均全都予以决定处理作出情况结果案申请事项表书：:、“”\"提交人累其中也亦又仅只于及和与或者并被因由此政府向社会条度类似引发起产生原涉金额收入）(（)系属　 ";
    text.chars().all(|c| FILLERS.contains(c))
}

/// Whether words before a figure leave it to those behind the figure to name it: “尚有3件结转”, “对3件申请予以公开”.
fn leads_to_name(text: &str, outcome: bool) -> bool {
    let text = if outcome { text.strip_prefix('对').unwrap_or(text) } else { text };
    let left = ["尚有", "还有", "另有", "仍有", "剩余", "其余", "余下"]
        .iter()
        .fold(text.to_owned(), |left, word| left.replace(word, ""));
    is_filler(&left)
}

/// Whether the parts of an organ are named together as the whole: 县本级及各乡镇.
pub(super) fn of_every_organ(text: &str) -> bool {
    ["本级及各", "本级和各", "本级与各", "本级以及各", "本级、各", "本级及所属各", "本级及下属各"]
        .iter()
        .any(|words| text.contains(words))
}

/// Brackets that close again and hold no figure.
fn asides(text: &str, figures: &[Figure]) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut open: Option<usize> = None;
    let mut figures = figures.iter().filter(|figure| figure.kind == FigureKind::Quantity).peekable();
    for (at, c) in text.char_indices() {
        match c {
            '（' | '(' => open = Some(at),
            '）' | ')' => {
                if let Some(start) = open.take() {
                    while figures.peek().is_some_and(|figure| figure.span.start < start) {
                        figures.next();
                    }
                    if figures.peek().is_none_or(|figure| figure.span.start > at) {
                        out.push(start..at + c.len_utf8());
                    }
                }
            }
            _ => {}
        }
    }
    out
}
