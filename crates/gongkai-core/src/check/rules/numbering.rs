//! How a report numbers its parts at the level of the six sections, and where that is not 一 to 六.

use super::gk203_labels::unnumbered;
use crate::check::text::parse_numeral;
use crate::form::SectionKey;
use crate::{PublishedHeading, Report};

/// The headings at the level of the six sections, told apart.
#[derive(Debug, Default)]
pub(super) struct Numbering<'r> {
    /// The heading of each section: of several the one that has the template's words, else the last.
    pub(super) sections: Vec<(SectionKey, &'r PublishedHeading)>,
    /// Headings of a second numbering: none of the six, or one of them once more, with a number that another heading has.
    pub(super) apart: Vec<&'r PublishedHeading>,
    /// Sections whose printed number is another's.
    pub(super) misnumbered: Vec<(SectionKey, &'r PublishedHeading)>,
}

impl<'r> Numbering<'r> {
    /// The numbering of a report's published headings.
    pub(super) fn of(report: &'r Report) -> Self {
        let mut out = Self::default();
        for section in SectionKey::ALL {
            let of_it = || report.headings.iter().filter(|heading| heading.section == Some(section));
            let worded = |heading: &&PublishedHeading| unnumbered(&heading.printed) == unnumbered(section.heading());
            // A title that stands twice in the same words is a section that stands twice, which is another fault.
            if let Some(heading) = of_it().find(worded).or_else(|| of_it().next_back()) {
                out.sections.push((section, heading));
            }
        }
        out.misnumbered =
            out.sections.iter().copied().filter(|(section, heading)| is_misnumbered(*section, heading)).collect();
        let is_section =
            |heading: &PublishedHeading| out.sections.iter().any(|(_, known)| std::ptr::eq(*known, heading));
        let same_words = |heading: &PublishedHeading| {
            heading.section.is_some_and(|section| unnumbered(&heading.printed) == unnumbered(section.heading()))
        };
        let repeated = |heading: &PublishedHeading| {
            let own = number(&heading.printed);
            let others = report.headings.iter().filter(|other| !std::ptr::eq(*other, heading));
            own.is_some() && others.into_iter().any(|other| number(&other.printed) == own)
        };
        let mut before: Option<i64> = None;
        let mut all = Vec::new();
        for heading in &report.headings {
            // What goes on with a second numbering belongs to it, whether its number is repeated or not.
            let goes_on = before.is_some_and(|before| number(&heading.printed) == Some(before + 1));
            let apart = !is_section(heading) && !same_words(heading) && (repeated(heading) || goes_on);
            before = if apart { number(&heading.printed) } else { None };
            all.extend(apart.then_some(heading));
        }
        out.apart = all;
        out
    }

    /// Whether a heading is said with the numbering, so that nothing else need be said of it.
    pub(super) fn explains(&self, heading: &PublishedHeading) -> bool {
        self.apart.iter().any(|known| std::ptr::eq(*known, heading))
            || self.misnumbered.iter().any(|(section, known)| {
                std::ptr::eq(*known, heading) && unnumbered(&heading.printed) == unnumbered(section.heading())
            })
    }
}

fn is_misnumbered(section: SectionKey, heading: &PublishedHeading) -> bool {
    number(&heading.printed).is_some_and(|printed| Some(printed) != number(section.heading()))
}

/// The number that a heading begins with: 三 of 三、收到和处理….
fn number(printed: &str) -> Option<i64> {
    let (numeral, _) = printed.trim().split_once(['、', '.', '．', '，', ','])?;
    let numeral = numeral.trim();
    if numeral.chars().count() > 3 {
        return None;
    }
    parse_numeral(numeral).and_then(crate::Number::to_i64).or_else(|| numeral.parse().ok())
}
