//! Claims: the figures of a paragraph that name something a table counts, each with what it names.

use std::ops::Range;

use super::figure::{Figure, FigureKind, Precision, figures};
use super::phrase::{Outcome, Tag, Tagged, tags};
use super::scope::{Claim, outcome_rows};
use super::{Passage, Unit, found, head};
use crate::Report;
use crate::check::Text;
use crate::form::SectionKey;

/// A figure with what it claims to count.
#[derive(Debug, Clone)]
pub(crate) struct Claimed {
    /// The figure; its span lies in the paragraph.
    pub(crate) figure: Figure,
    /// The clause around it, in the paragraph.
    pub(crate) clause: Range<usize>,
    /// What it claims.
    pub(crate) claim: Claim,
    /// Why it cannot be held against the table, where that is so.
    pub(crate) doubt: Option<Doubt>,
}

/// Why a figure cannot be held against a table even when it names what the table counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Doubt {
    /// It is said of a part of the organs or of the year.
    Narrower,
    /// It is said of another year.
    OtherYear,
    /// It is only about so much.
    Approximate,
    /// The words can be understood in several ways.
    Ambiguous,
    /// The text may speak of applications or cases other than those for information.
    OtherMatter,
}

impl Doubt {
    /// The reason as people read it.
    pub(crate) fn text(self) -> Text {
        match self {
            Self::Narrower => Text::new(
                "正文数字只说一部分机关、渠道、类别或时段，表格没有对应的格",
                "the figure is said of a part of the organs, ways, kinds or months, which no cell counts",
            ),
            Self::OtherYear => Text::new("正文数字说的是其他年度", "the figure is said of another year"),
            Self::Approximate => Text::new("正文数字是约数", "the figure is approximate"),
            Self::Ambiguous => Text::new("正文的说法可以有几种理解", "the words can be understood in several ways"),
            Self::OtherMatter => Text::new(
                "正文没有说明是政府信息公开的申请或案件",
                "the text does not say that the applications or cases concern disclosure",
            ),
        }
    }
}

/// Every figure of a paragraph that names something a table counts.
pub(crate) fn claims(report: &Report, passage: &Passage) -> Vec<Claimed> {
    let year = report.year.map(crate::Year::get);
    let all = tags(&passage.text, year);
    let of_applications = passage.section == Some(SectionKey::Applications)
        || ["依申请", "公开申请", "申请公开"].iter().any(|word| passage.heading.contains(word))
        || speak_of_applications(&all);
    let of_disclosure = passage.section == Some(SectionKey::Disputes)
        || passage.text.contains("信息公开")
        || passage.text.contains("依申请");
    let context = Context { report, passage, of_applications, of_disclosure };
    passage.sentences().into_iter().flat_map(|span| Sentence::read(&context, span).claims()).collect()
}

/// Whether the words of a paragraph speak of applications for information: by their name, by outcomes that only they
/// have, or by natural persons who apply.
fn speak_of_applications(tags: &[Tagged]) -> bool {
    let mut outcomes: Vec<Outcome> = Vec::new();
    let (mut persons, mut apply) = (false, false);
    for found in tags {
        match found.tag {
            Tag::Application => return true,
            Tag::Outcome(outcome) if !outcomes.contains(&outcome) => outcomes.push(outcome),
            Tag::Class(_) => persons = true,
            Tag::BareApplication => apply = true,
            _ => {}
        }
    }
    outcomes.len() > 1 || (persons && apply)
}

struct Context<'a> {
    report: &'a Report,
    passage: &'a Passage,
    of_applications: bool,
    of_disclosure: bool,
}

struct Sentence<'a> {
    context: &'a Context<'a>,
    /// Where the sentence starts in the paragraph.
    start: usize,
    text: &'a str,
    tags: Vec<Tagged>,
    figures: Vec<Figure>,
    /// Brackets that close again without a figure in them: what they hold names nothing outside.
    asides: Vec<Range<usize>>,
    names_applications: bool,
    names_disclosure: bool,
    last: Option<Claimed>,
    /// Rows and classes that the sentence spoke of, for what follows them.
    rows: Vec<&'static str>,
    classes: Vec<&'static str>,
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
    fn read(context: &'a Context<'a>, span: Range<usize>) -> Self {
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

    fn claims(mut self) -> Vec<Claimed> {
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

    fn slice(&self, span: Range<usize>) -> &'a str {
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
    fn tags_within(&self, span: &Range<usize>) -> &[Tagged] {
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

    /// Who stands before a verb, as far as it says more than that all of the reporting organ is meant.
    fn subject_of(&self, span: Range<usize>) -> Subject {
        let words = self.slice(span.clone());
        let organ = self.context.report.organ.name.as_str();
        let mut left = without_organ(words, organ);
        // A department is named in short: 县发改局 for 某县发展和改革局.
        let last = organ.chars().next_back().filter(|c| "局委厅办会院队所站".contains(*c));
        let parts = ["各", "分局", "下属", "直属", "所属", "乡镇"];
        let end = left.trim_end_matches(['共', '，', '累', '计']);
        if last.is_some_and(|last| end.ends_with(last)) && found(words, &parts).is_none() {
            return Subject::Whole;
        }
        for word in WHOLE {
            left = left.replace(word, "");
        }
        let township = organ.ends_with("镇人民政府") || organ.ends_with("乡人民政府") || organ.ends_with(['镇', '乡']);
        if township || organ.contains("街道") {
            for word in ["街道办事处", "街道", "镇政府", "乡政府", "镇", "乡"] {
                left = left.replace(word, "");
            }
        }
        if found(&left, PART).is_some() {
            return Subject::Part;
        }
        for tag in self.tags_within(&span) {
            left = left.replacen(self.slice(tag.span.clone()), "", 1);
        }
        left.retain(|c| !c.is_ascii_digit() && !matches!(c, '年' | '来' | '我' | '本' | '该'));
        if is_filler(&left) { Subject::Whole } else { Subject::Other }
    }

    /// What the words around a figure name.
    fn claim_of(&self, figure: &Figure, named: &[Tagged]) -> Option<(Claim, Option<Doubt>)> {
        let has = |wanted: Tag| named.iter().any(|tag| tag.tag == wanted);
        if figure.unit == Unit::Yuan {
            let named = has(Tag::Fees) && !has(Tag::Publishing);
            return named.then_some((Claim::Disclosure { row: "administrative_fees", column: "amount" }, None));
        }
        if !matches!(figure.unit, Unit::Cases | Unit::Entries) {
            return None;
        }
        let odd_unit = (figure.unit == Unit::Entries).then_some(Doubt::Ambiguous);
        let claim = self
            .dispute(named)
            .or_else(|| self.carried(named))
            .or_else(|| self.document(named))
            .or_else(|| self.decision(named));
        if let Some((claim, doubt)) = claim {
            let counted_in_entries = matches!(claim, Claim::Disclosure { .. });
            return Some((claim, doubt.or(odd_unit.filter(|_| !counted_in_entries))));
        }
        self.application(named).map(|(claim, doubt)| (claim, doubt.or(odd_unit)))
    }

    fn dispute(&self, named: &[Tagged]) -> Option<(Claim, Option<Doubt>)> {
        let mut groups: Vec<&'static str> = Vec::new();
        let mut result: Option<(&'static str, bool)> = None;
        let mut results = 0;
        let mut litigation = false;
        let mut only_total = true;
        for tag in named {
            match tag.tag {
                Tag::Reconsideration => groups.push("reconsideration"),
                Tag::Litigation => litigation = true,
                Tag::DirectLitigation => groups.push("direct_litigation"),
                Tag::LitigationAfter => groups.push("litigation_after_reconsideration"),
                Tag::Result(column, own) => {
                    result = Some((column, own));
                    results += 1;
                }
                Tag::Total | Tag::OfWhich | Tag::Nothing | Tag::ThisYear => continue,
                _ => {}
            }
            only_total = false;
        }
        let specific = groups.iter().any(|group| *group != "reconsideration");
        if litigation && !specific {
            groups.extend(["direct_litigation", "litigation_after_reconsideration"]);
        }
        groups.sort_unstable_by_key(|group| match *group {
            "reconsideration" => 0,
            "direct_litigation" => 1,
            _ => 2,
        });
        groups.dedup();
        let mut doubt = None;
        if groups.is_empty() {
            // “维持3件” and “总数20件” go on with the cases that were spoken of.
            let last = self.last.as_ref()?;
            let Claim::Disputes { groups: before, .. } = &last.claim else { return None };
            if result.is_none() && !only_total {
                return None;
            }
            groups.clone_from(before);
            doubt = last.doubt;
        }
        if !self.names_disclosure {
            doubt = doubt.or(Some(if self.context.of_disclosure { Doubt::OtherMatter } else { return None }));
        }
        if results > 1 || result.is_some_and(|(_, own)| !own) {
            doubt = doubt.or(Some(Doubt::Ambiguous));
        }
        if named.iter().any(|tag| matches!(tag.tag, Tag::Receive | Tag::Accept | Tag::CarryIn | Tag::CarryOut)) {
            doubt = doubt.or(Some(Doubt::Ambiguous));
        }
        Some((Claim::Disputes { groups, result: result.map(|(column, _)| column) }, doubt))
    }

    fn carried(&self, named: &[Tagged]) -> Option<(Claim, Option<Doubt>)> {
        let tag = named.iter().rev().find(|tag| matches!(tag.tag, Tag::CarryIn | Tag::CarryOut | Tag::CarryEither))?;
        let claim = match tag.tag {
            Tag::CarryIn => Claim::CarriedIn,
            Tag::CarryOut => Claim::CarriedOut,
            _ => Claim::CarriedEither,
        };
        let other = named.iter().any(|tag| matches!(tag.tag, Tag::Class(_) | Tag::Outcome(_)));
        // Cases of table four are carried over too, and no cell counts that.
        let of_cases = self.context.passage.section == Some(SectionKey::Disputes)
            || self.last.as_ref().is_some_and(|last| matches!(last.claim, Claim::Disputes { .. }));
        let doubt = if !self.context.of_applications || of_cases {
            Some(Doubt::OtherMatter)
        } else {
            (other || !self.classes.is_empty()).then_some(Doubt::Ambiguous)
        };
        Some((claim, doubt))
    }

    fn document(&self, named: &[Tagged]) -> Option<(Claim, Option<Doubt>)> {
        let has = |wanted: Tag| named.iter().any(|tag| tag.tag == wanted);
        let columns: Vec<&'static str> = named
            .iter()
            .filter_map(|tag| match tag.tag {
                Tag::DocumentColumn(column) => Some(column),
                _ => None,
            })
            .collect();
        let column = *columns.last()?;
        let mut doubt = columns.iter().any(|other| *other != column).then_some(Doubt::Ambiguous);
        let row = match (has(Tag::Regulations), has(Tag::NormativeDocuments)) {
            (true, false) => "regulations",
            (false, true) => "normative_documents",
            (true, true) => {
                doubt = Some(Doubt::Ambiguous);
                "normative_documents"
            }
            (false, false) => {
                let last = self.last.as_ref()?;
                let Claim::Disclosure { row: row @ ("regulations" | "normative_documents"), .. } = last.claim else {
                    return None;
                };
                doubt = doubt.or(last.doubt);
                row
            }
        };
        if has(Tag::Publishing) {
            return None;
        }
        Some((Claim::Disclosure { row, column }, doubt))
    }

    fn decision(&self, named: &[Tagged]) -> Option<(Claim, Option<Doubt>)> {
        let rows: Vec<&'static str> = named
            .iter()
            .filter_map(|tag| match tag.tag {
                Tag::Decisions(row) => Some(row),
                _ => None,
            })
            .collect();
        let row = *rows.last()?;
        if named.iter().any(|tag| tag.tag == Tag::Publishing) {
            return None;
        }
        let goes_on = self.last.as_ref().is_some_and(|last| {
            last.doubt.is_none() && matches!(last.claim, Claim::Disclosure { column: "decisions", .. })
        });
        let decided = goes_on || named.iter().any(|tag| tag.tag == Tag::Decided);
        let doubt = (rows.len() > 1 || !decided).then_some(Doubt::Ambiguous);
        Some((Claim::Disclosure { row, column: "decisions" }, doubt))
    }

    fn application(&self, named: &[Tagged]) -> Option<(Claim, Option<Doubt>)> {
        let has = |wanted: Tag| named.iter().any(|tag| tag.tag == wanted);
        let goes_on = self
            .last
            .as_ref()
            .is_some_and(|last| !matches!(last.claim, Claim::Disputes { .. } | Claim::Disclosure { .. }));
        let mut classes: Vec<&'static str> = Vec::new();
        let mut rows: Vec<&'static str> = Vec::new();
        let mut words: Vec<&str> = Vec::new();
        let mut groups = 0;
        for tag in named {
            match tag.tag {
                Tag::Class(columns) => classes.extend(columns),
                Tag::Outcome(outcome) => {
                    rows.extend(outcome_rows(self.context.report, outcome));
                    words.push(self.slice(tag.span.clone()));
                    groups += 1;
                }
                Tag::Row(row) => {
                    rows.push(row);
                    words.push(self.slice(tag.span.clone()));
                }
                _ => {}
            }
        }
        let known = self.names_applications || goes_on;
        let unnamed = || {
            if known {
                None
            } else if self.context.of_applications {
                Some(Doubt::OtherMatter)
            } else {
                Some(Doubt::Ambiguous)
            }
        };
        if !rows.is_empty() {
            if !self.context.of_applications && !goes_on {
                return None;
            }
            rows.dedup();
            let mixed = groups > 0 && words.len() > groups;
            let after_class = classes.is_empty() && !self.classes.is_empty();
            if after_class {
                classes.clone_from(&self.classes);
            }
            let doubt = if groups == 0 { unnamed() } else { None };
            let doubt = doubt.or((mixed || after_class).then_some(Doubt::Ambiguous));
            return Some((Claim::WithOutcome { rows, named: words.join("＋"), classes }, doubt));
        }
        let bare = has(Tag::BareApplication);
        let full = has(Tag::Application);
        let verb = named.iter().rev().find(|tag| matches!(tag.tag, Tag::Receive | Tag::Accept | Tag::Process));
        if !classes.is_empty() {
            if !self.context.of_applications || !(full || bare || goes_on || verb.is_some()) {
                return None;
            }
            let doubt = if full || bare { None } else { unnamed() };
            return Some((Claim::OfClass { classes, rows: self.rows.clone() }, doubt));
        }
        let of_which = has(Tag::OfWhich).then_some(Doubt::Narrower);
        match verb.map(|tag| tag.tag) {
            Some(Tag::Process) => (full || known).then_some((Claim::Processed, of_which)),
            Some(verb) => {
                if !full && !self.context.of_applications {
                    return None;
                }
                let doubt = if full || (bare && self.context.of_applications) { None } else { unnamed() };
                let accepted = verb == Tag::Accept;
                Some((Claim::Received { classes, accepted }, doubt.or(of_which)))
            }
            None if full => {
                // 依申请公开 alone may also be said of what was given out on request.
                let plain = named
                    .iter()
                    .any(|tag| tag.tag == Tag::Application && self.slice(tag.span.clone()).ends_with("申请"));
                let doubt = if plain { of_which } else { Some(Doubt::Ambiguous) };
                Some((Claim::Received { classes, accepted: true }, doubt))
            }
            None => None,
        }
    }
}

/// Words for the whole of the reporting organ.
const WHOLE: &[&str] = &[
    "各级行政机关",
    "行政机关",
    "本机关",
    "机关",
    "全市",
    "全县",
    "全区",
    "全省",
    "全镇",
    "全乡",
    "全局",
    "全旗",
    "全州",
    "我市",
    "我县",
    "我区",
    "我省",
    "我镇",
    "我乡",
    "我局",
    "我委",
    "我办",
    "我厅",
    "我街道",
    "我处",
    "我所",
    "我院",
    "我队",
    "我站",
    "我中心",
    "我单位",
    "本市",
    "本县",
    "本区",
    "本省",
    "本镇",
    "本乡",
    "本局",
    "本委",
    "本办",
    "本厅",
    "本街道",
    "本单位",
    "全办",
    "全委",
    "全厅",
    "全街道",
    "全系统",
    "办理",
    "部分",
    "区分",
    "街道共",
    "处理",
    "市场",
    "社区",
    "地区",
    "各级",
];

/// Words that, where they are not the reporting organ's own, name a part of it or of the applicants.
const PART: &[&str] = &[
    "局",
    "委",
    "办公",
    "政府办",
    "厅",
    "部门",
    "处",
    "镇",
    "乡",
    "街道",
    "村",
    "所",
    "站",
    "院",
    "队",
    "省",
    "市",
    "县",
    "区",
    "旗",
    "州",
    "盟",
    "科",
    "公司",
    "中心",
    "个人",
    "企业",
    "单位",
    "律师",
    "记者",
    "群众",
    "村民",
    "居民",
    "业主",
    "市民",
    "媒体",
    "学校",
    "当事人",
];

/// Who a clause speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Subject {
    /// The organ that reports, or nobody.
    Whole,
    /// Some organ or some applicants.
    Part,
    /// Something else.
    Other,
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
fn is_filler(text: &str) -> bool {
    const FILLERS: &str = "、的了共总合计为有达到是数量件宗起各等已均全都予以决定处理作出情况结果案申请事项表书：:、“”\"提交人累其中也亦又仅只于及和与或者并被因由此政府向社会条度类似引发起涉金额收入）(（)系属　 ";
    text.chars().all(|c| FILLERS.contains(c))
}

/// The words without the organ's name, in full or without the areas that stand first in it.
fn without_organ(words: &str, organ: &str) -> String {
    let short = organ.strip_suffix("人民政府").unwrap_or(organ);
    for name in [organ, short] {
        for (at, _) in name.char_indices() {
            let suffix = name.get(at..).unwrap_or_default();
            if suffix.chars().count() >= 3 && words.contains(suffix) {
                return words.replace(suffix, "");
            }
        }
    }
    words.to_owned()
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
