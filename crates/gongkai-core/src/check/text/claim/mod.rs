//! Claims: the figures of a paragraph that name something a table counts, each with what it names.

mod counted;
mod denied;
mod doubt;
mod lasting;
mod naming;
mod organ;
mod respectively;
mod sentence;
mod settled;
mod words;

use crate::Within;
use crate::form::keys::row;
use std::cell::OnceCell;
use std::ops::Range;

use super::Passage;
use super::figure::Figure;
use super::phrase::{Outcome, Tag, Tagged, tags};
use super::scope::{Claim, outcome_rows};
use crate::Report;
use crate::check::Text;
use crate::form::SectionKey;
pub(crate) use denied::{Denied, denies};
use sentence::Sentence;
use words::is_filler;

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
    /// It is said of those in time, or of those published, which cannot be more than all.
    AtMost,
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
            Self::AtMost => Text::new(
                "正文数字只说其中按时办理的或者已经公布的，表格没有对应的格",
                "the figure is said of those processed in time, or of those published, which no cell counts",
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

/// A sentence of a paragraph, and its figures by their places in it.
pub(crate) type Figures = (Range<usize>, Vec<Figure>);

/// What a paragraph claims.
#[derive(Debug, Clone, Default)]
pub(crate) struct Claims {
    /// Its sentences, each with all its figures.
    pub(crate) sentences: Vec<Figures>,
    /// Its figures that name something a table counts.
    pub(crate) counted: Vec<Claimed>,
    /// Its clauses that say there were none of something, or that all of it was done.
    pub(crate) denied: Vec<Denied>,
}

/// Everything that a paragraph claims of what a table counts.
pub(crate) fn claims(report: &Report, passage: &Passage) -> Claims {
    let of_disclosure = passage.section == Some(SectionKey::Disputes)
        || passage.text.contains("信息公开")
        || passage.text.contains("依申请");
    let of_part = passage.heading.ends_with(['：', ':']) && opens_list_of_part(report, &passage.heading);
    let context = Context { report, passage, of_applications: OnceCell::new(), of_disclosure, of_part };
    let mut out = Claims::default();
    for span in passage.sentences() {
        let mut sentence = Sentence::read(&context, span.clone());
        let counted = sentence.claims();
        out.denied.extend(sentence.denied(&counted));
        out.counted.extend(counted);
        out.sentences.push((span, sentence.figures));
    }
    out
}

/// The claims of a paragraph whose figures begin within a part of it; claims are in the order of the text.
pub(crate) fn claims_within<'c>(claims: &'c [Claimed], span: &Range<usize>) -> &'c [Claimed] {
    let before = |at: usize| claims.partition_point(|claimed| claimed.figure.span.start < at);
    claims.within(before(span.start)..before(span.end))
}

/// Of what a part of a sentence tells.
pub(crate) struct Told {
    /// It names applications for information.
    pub(crate) applications: bool,
    /// It names a class of applicants.
    pub(crate) classes: bool,
    /// It speaks of a part of the organs, of the ways, of the matters or of the year.
    pub(crate) part: bool,
}

/// Of what the words of a paragraph tell that stand in a place of one sentence.
pub(crate) fn told_of(report: &Report, passage: &Passage, span: Range<usize>) -> Told {
    let context =
        Context { report, passage, of_applications: OnceCell::from(false), of_disclosure: false, of_part: false };
    let sentence = Sentence::read(&context, span);
    Told {
        applications: sentence.names_applications,
        classes: sentence.tags.iter().any(|tag| matches!(tag.tag, Tag::Class(_))),
        part: sentence.tells_of_part(),
    }
}

/// Whether the sentence that opens a list tells of a part of the organ or of another year.
fn opens_list_of_part(report: &Report, opening: &str) -> bool {
    let passage = Passage {
        section: None,
        text: opening.to_owned(),
        heading: String::new(),
        places: Vec::new(),
        gaps: Vec::new(),
    };
    let told = claims(report, &passage);
    let narrows = |doubt: Doubt| matches!(doubt, Doubt::Narrower | Doubt::AtMost | Doubt::OtherYear);
    told.counted.iter().any(|claimed| claimed.doubt.is_some_and(narrows))
        || opening.split(['，', '。', '：']).any(|clause| speaks_of_part(report, clause))
}

/// Whether words that name who did something name a part of the reporting organ, or some applicants.
fn speaks_of_part(report: &Report, words: &str) -> bool {
    let passage =
        Passage { section: None, text: words.to_owned(), heading: String::new(), places: Vec::new(), gaps: Vec::new() };
    let context = Context {
        report,
        passage: &passage,
        of_applications: OnceCell::from(false),
        of_disclosure: false,
        of_part: false,
    };
    let subject = Sentence::read(&context, 0..words.len()).subject_of(0..words.len());
    matches!(subject, organ::Subject::Part | organ::Subject::Applicants)
}

/// The outcome or class of applicants that some words name, where they name just one and say nothing else.
pub(crate) fn outcome_or_class(report: &Report, words: &str) -> Option<Claim> {
    let mut claim = None;
    let mut at = 0;
    for found in tags(words, None) {
        let before = words.get(at..found.span.start)?;
        at = found.span.end;
        let named = words.get(found.span)?.to_owned();
        let one = match found.tag {
            Tag::Outcome(outcome) => {
                let rows = outcome_rows(report, outcome);
                Claim::WithOutcome { rows, named, classes: Vec::new(), also: Vec::new() }
            }
            Tag::Row(row) => Claim::WithOutcome { rows: vec![row], named, classes: Vec::new(), also: Vec::new() },
            Tag::Class(classes) => Claim::OfClass { classes: classes.to_vec(), rows: Vec::new() },
            Tag::OfWhich | Tag::BareApplication | Tag::Application | Tag::Nothing => continue,
            _ => return None,
        };
        if claim.replace(one).is_some() || !is_filler(before) {
            return None;
        }
    }
    is_filler(words.get(at..)?).then_some(claim).flatten()
}

/// Outcomes that nothing but an application for information has, in words that say no less than the form's.
const ONLY_OF_APPLICATIONS: &[&str] = &[
    row::INTERNAL_AFFAIRS,
    row::PROCESS_INFORMATION,
    row::ENFORCEMENT_FILE,
    row::NOT_HELD,
    row::NEEDS_CREATION,
    row::STILL_UNCLEAR,
    row::PETITION_OR_COMPLAINT,
    row::DUPLICATE,
    row::EXCESSIVE,
    row::CONFIRMATION_OR_REISSUE,
    row::CORRECTION_OVERDUE,
    row::FEE_OVERDUE,
];

/// Whether the words of a paragraph speak of applications for information: by their name, by outcomes that only they
/// have, by natural persons who apply, or by 收到申请 that says of nothing else, and disputes over it.
fn speak_of_applications(tags: &[Tagged]) -> bool {
    let mut outcomes: Vec<Outcome> = Vec::new();
    let (mut persons, mut apply, mut plain, mut disputed, mut carried) = (false, false, true, false, false);
    let mut before: Option<&Tagged> = None;
    for found in tags {
        match found.tag {
            Tag::Application => return true,
            Tag::Row(row) if ONLY_OF_APPLICATIONS.contains(&row) => return true,
            Tag::Outcome(outcome) if !outcomes.contains(&outcome) => outcomes.push(outcome),
            Tag::Class(_) => persons = true,
            Tag::BareApplication => {
                apply = true;
                plain &= before.is_some_and(|before| {
                    matches!(before.tag, Tag::Receive | Tag::Accept) && before.span.end == found.span.start
                });
            }
            Tag::Reconsideration | Tag::Litigation => disputed = true,
            Tag::CarryIn | Tag::CarryOut => carried = true,
            _ => {}
        }
        before = Some(found);
    }
    // 申请 that are carried over from year to year are those of table three, unless cases are spoken of.
    outcomes.len() > 1 || (apply && (persons || (plain && disputed) || (carried && !disputed)))
}

struct Context<'a> {
    report: &'a Report,
    passage: &'a Passage,
    /// Whether its words are of applications for information, asked for by the few paragraphs that count or deny some.
    of_applications: OnceCell<bool>,
    of_disclosure: bool,
    /// Whether it is an item of a list that tells of a part.
    of_part: bool,
}

impl Context<'_> {
    fn of_applications(&self) -> bool {
        *self.of_applications.get_or_init(|| {
            let Passage { section, heading, text, .. } = self.passage;
            *section == Some(SectionKey::Applications)
                || ["依申请", "公开申请", "申请公开"].iter().any(|word| heading.contains(word))
                || speak_of_applications(&tags(text, self.report.year.map(crate::Year::get)))
        })
    }
}
