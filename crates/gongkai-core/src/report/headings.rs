//! The headings of the first level as they were published, and which of them a filing is set with.

use super::Report;
use crate::characters::is_blank;
use crate::document::{Position, Remark, RemarkKind};
use crate::form::SectionKey;
use crate::words::Text;

/// A heading of the first level as it was published.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct PublishedHeading {
    /// The heading as printed, number included.
    pub printed: String,
    /// The section that it opens, or nothing for a heading that is none of the six.
    pub section: Option<SectionKey>,
    /// Where it stands.
    pub position: Position,
}

impl PublishedHeading {
    /// A heading as printed.
    pub fn new(printed: impl Into<String>, section: Option<SectionKey>, position: Position) -> Self {
        Self { printed: printed.into(), section, position }
    }

    /// Whether it says what the form says of its section, spacing and a number that a word processor counted aside.
    fn is_the_forms(&self) -> bool {
        let bare = |text: &str| text.chars().filter(|c| !is_blank(*c)).collect::<String>();
        let printed = bare(&self.printed);
        self.section.is_some_and(|section| printed == bare(section.heading()) || printed == bare(section.title()))
    }
}

impl Report {
    /// The heading of a section: the report's own where it has each of the six once and in their order, else the form's.
    ///
    /// ```
    /// use gongkai_core::document::Position;
    /// use gongkai_core::form::SectionKey;
    /// use gongkai_core::{Organ, PublishedHeading, Report, Year};
    /// let mut report = Report::new(Organ::new("山枣镇人民政府"), Year::new(2023)?);
    /// assert_eq!(report.heading(SectionKey::Overview), "一、总体情况");
    /// report.headings = SectionKey::ALL
    ///     .map(|section| PublishedHeading::new(section.heading(), Some(section), Position::default()))
    ///     .to_vec();
    /// report.headings[0].printed = "一、概述".to_owned();
    /// assert_eq!(report.heading(SectionKey::Overview), "一、概述");
    /// report.headings.swap(0, 1);
    /// assert_eq!(report.heading(SectionKey::Overview), "一、总体情况");
    /// # Ok::<(), gongkai_core::YearError>(())
    /// ```
    #[must_use]
    pub fn heading(&self, section: SectionKey) -> &str {
        let own = self.keeps_its_headings().then(|| self.headings.iter().find(|own| own.section == Some(section)));
        own.flatten().filter(|own| !own.is_the_forms()).map_or(section.heading(), |own| own.printed.trim())
    }

    /// Whether the report has the form's six headings and no other wording of them.
    #[must_use]
    pub fn has_the_forms_headings(&self) -> bool {
        let official =
            |(own, section): (&PublishedHeading, SectionKey)| own.section == Some(section) && own.is_the_forms();
        self.headings.is_empty()
            || (self.headings.len() == SectionKey::ALL.len() && self.headings.iter().zip(SectionKey::ALL).all(official))
    }

    /// The report with the form's headings, for outputs that have no place for others.
    #[must_use]
    pub fn with_the_forms_headings(mut self) -> Self {
        self.headings.clear();
        self
    }

    /// What is lost of the report's own headings where it is set with these: each that says otherwise than the form, and
    /// each that names a section once more.
    #[must_use]
    pub fn headings_lost(&self, set: &Self) -> Vec<Remark> {
        let mut met = Vec::new();
        let mut lost = Vec::new();
        for own in &self.headings {
            let Some(section) = own.section else { continue };
            let again = met.contains(&section);
            met.push(section);
            let kept = !again && (own.is_the_forms() || set.heading(section) == own.printed.trim());
            if !kept {
                let (printed, heading) = (own.printed.trim(), set.heading(section));
                let detail = Text::new(
                    format!("标题“{printed}”写作“{heading}”"),
                    format!("the heading “{printed}” is set as the form has it, “{heading}”"),
                );
                lost.push(Remark::new(RemarkKind::Heading, detail, own.position));
            }
        }
        lost
    }

    fn keeps_its_headings(&self) -> bool {
        self.headings.iter().filter_map(|own| own.section).eq(SectionKey::ALL)
    }
}
