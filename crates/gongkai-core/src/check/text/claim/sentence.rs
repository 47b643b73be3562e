//! A sentence, figure by figure: which words name a figure, and what was said before that lasts.

use std::ops::Range;

use super::organ::Subject;
use super::{Claimed, Context, Doubt};
use crate::check::text::figure::{Figure, FigureKind, Precision, figures};
use crate::check::text::phrase::{Tag, Tagged, tags};
use crate::check::text::scope::Claim;
use crate::check::text::{found, head};
use crate::form::SectionKey;

/// A sentence as its figures are gone through in order.
pub(super) struct Sentence<'a> {
    pub(super) context: &'a Context<'a>,
    /// Where the sentence starts in the paragraph.
    start: usize,
    text: &'a str,
    tags: Vec<Tagged>,
    figures: Vec<Figure>,
    /// Brackets that close again without a figure in them: what they hold names nothing outside.
    asides: Vec<Range<usize>>,
    pub(super) names_applications: bool,
    pub(super) names_disclosure: bool,
    pub(super) last: Option<Claimed>,
    /// Rows and classes that the sentence spoke of, for what follows them.
    pub(super) rows: Vec<&'static str>,
    pub(super) classes: Vec<&'static str>,
    narrower: bool,
    /// Up to where the words after a figure were taken to name it.
    consumed: usize,
    /// How many tags stand before the figure that is looked at, and what they said that lasts.
    seen: usize,
    respectively: bool,
    /// Whether 其中 opened the parts of something that was counted before.
    of_which: bool,
    /// Whether the sentence counted all applications received, and all answered.
    counted: (bool, bool),
    lasting_narrower: bool,
    /// Where the sentence last said a year, and whether it was another than the report's.
    time: (usize, bool),
    time_said: bool,
}

const STOPS: [char; 9] = ['，', ',', '；', ';', '：', ':', '（', '(', '。'];

impl<'a> Sentence<'a> {
    pub(super) fn read(context: &'a Context<'a>, span: Range<usize>) -> Self {
        let text = context.passage.text.get(span.clone()).unwrap_or_default();
        let tags = tags(text, context.report.year.map(crate::Year::get));
        let figures = figures(text);
        let asides = asides(text, &figures);
        let names_applications = tags.iter().any(|found| found.tag == Tag::Application);
        let names_disclosure =
            context.passage.section == Some(SectionKey::Disputes) || text.contains("信息公开") || names_applications;
        Self {
            context,
            start: span.start,
            text,
            tags,
            figures,
            asides,
            names_applications,
            names_disclosure,
            last: None,
            rows: Vec::new(),
            classes: Vec::new(),
            narrower: false,
            consumed: 0,
            seen: 0,
            respectively: false,
            of_which: false,
            counted: (false, false),
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
            Claim::OfClass { classes, .. } | Claim::Received { classes, .. } => self.classes.clone_from(classes),
            claim => {
                let rows = claim.rows();
                if !rows.is_empty() {
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
        let near_start = self
            .slice(lead.clone())
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
        let after = self.tags_within(&(figure.span.end..tail_end)).to_vec();
        let mut doubt = self.doubt_about(figure, &named);
        let stands_first = !named.iter().any(|tag| names_something(tag.tag));
        if stands_first {
            // “其中21件予以公开” names after the figure what “予以公开21件” names before it.
            let plain = is_filler(self.slice(near.clone())) || named.iter().any(|tag| tag.tag == Tag::OfWhich);
            if !plain {
                doubt = doubt.or(Some(Doubt::Ambiguous));
            }
            if after.iter().any(|tag| matches!(tag.tag, Tag::Comparison | Tag::Change)) {
                return None;
            }
            if after.iter().any(|tag| names_something(tag.tag)) {
                self.consumed = tail_end;
            }
            named.extend(after.iter().cloned());
        } else if let Some(first) = after.first()
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
        if first_name.start < figure.span.start {
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
            Claim::Received { .. } => std::mem::replace(&mut self.counted.0, true),
            Claim::Processed => std::mem::replace(&mut self.counted.1, true),
            _ => false,
        };
        if again || (self.of_which && matches!(claim, Claim::Received { .. } | Claim::Processed)) {
            doubt = doubt.or(Some(Doubt::Narrower));
        }
        let clause = self.clause_around(figure, near_start, tail_end);
        Some(Claimed { figure: figure.clone(), clause, claim, doubt: doubt.or(more_doubt) })
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
                Tag::Narrower if self.lasts(&tag.span) => self.lasting_narrower = true,
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

    /// Whether the words of the sentence before a figure, or the figure itself, forbid comparing it.
    fn doubt_about(&self, figure: &Figure, named: &[Tagged]) -> Option<Doubt> {
        match figure.precision {
            Precision::Approximate | Precision::Range => return Some(Doubt::Approximate),
            Precision::Doubtful => return Some(Doubt::Ambiguous),
            Precision::Exact | Precision::Rounded => {}
        }
        if self.time.1 {
            return Some(Doubt::OtherYear);
        }
        if self.lasting_narrower {
            return Some(Doubt::Narrower);
        }
        if self.respectively {
            return Some(Doubt::Ambiguous);
        }
        let part = |tag: &Tagged| match tag.tag {
            Tag::Channel | Tag::Topic | Tag::Publishing => true,
            // “全年累计” is of the year, 累计 alone may reach further back.
            Tag::Narrower => match self.slice(tag.span.clone()) {
                "累计" => !self.time_said,
                word => !word.starts_with('截'),
            },
            _ => false,
        };
        named.iter().any(part).then_some(Doubt::Narrower)
    }

    /// Whether a narrowing word holds for the whole rest of its sentence.
    fn lasts(&self, span: &Range<usize>) -> bool {
        let word = self.slice(span.clone());
        if word.starts_with('截') {
            // The end of the year is no part of it.
            let after = head(self.slice(span.end..self.text.len()), 14);
            return found(after, &["年底", "年末", "12月31", "12月底", "１２月３１"]).is_none();
        }
        let lasting = [
            "本级", "各", "镇街", "属", "名义", "半年", "季", "月", "均", "每年", "建议", "提案", "留言", "诉求",
            "工单", "热线", "信箱",
        ];
        found(word, &lasting).is_some()
    }

    /// Whether the clause around a place compares with another year.
    fn is_compared(&self, at: usize) -> bool {
        let start = self.slice(0..at).rfind(STOPS).unwrap_or(0);
        let end = self.slice(at..self.text.len()).find(STOPS).map_or(self.text.len(), |end| at + end);
        // “较2022年” takes the first digit of the year with it.
        self.tags_within(&(start..end)).iter().any(|tag| tag.tag == Tag::Comparison)
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
fn names_something(tag: Tag) -> bool {
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
    const FILLERS: &str = "、的了共总合计为有达到是数量件宗起各等已均全都予以决定处理作出情况结果案申请事项表书：:、“”\"提交人累其中也亦又仅只于及和与或者并被因由此政府向社会条度类似引发起涉金额收入）(（)系属　 ";
    text.chars().all(|c| FILLERS.contains(c))
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
