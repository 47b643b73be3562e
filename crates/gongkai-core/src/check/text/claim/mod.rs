//! Claims: the figures of a paragraph that name something a table counts, each with what it names.

mod naming;
mod organ;
mod sentence;

use std::ops::Range;

use super::Passage;
use super::figure::Figure;
use super::phrase::{Outcome, Tag, Tagged, tags};
use super::scope::Claim;
use crate::Report;
use crate::check::Text;
use crate::form::SectionKey;
use sentence::Sentence;

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
