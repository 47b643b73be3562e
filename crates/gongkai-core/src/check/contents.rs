//! What each section must treat, as a check list for whoever writes it: what the rules over contents judge, told while a
//! section is still being written.

use super::rules::{
    gk204_overview_length, gk205_overview_topics, gk207_problems_and_improvements, gk208_processing_fee,
};
use super::text::section_text;
use super::{Text, Thresholds};
use crate::Report;
use crate::form::SectionKey;

/// Something that a section must treat.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Topic {
    /// Its key, the same in every version.
    pub key: &'static str,
    /// What it is.
    pub name: Text,
    /// Whether the section's text treats it, by the words that the rules know.
    pub treated: bool,
}

impl Topic {
    fn new(key: &'static str, (zh, en): (&str, &str), treated: bool) -> Self {
        Self { key, name: Text::new(zh, en), treated }
    }
}

/// What a section must treat, and whether its text does; nothing for sections whose contents the format does not list.
///
/// ```
/// use gongkai_core::check::contents;
/// use gongkai_core::form::SectionKey;
/// use gongkai_core::{Organ, Report, Year};
/// let mut report = Report::new(Organ::new("青山镇人民政府"), Year::new(2024)?);
/// report.set_narrative(SectionKey::OtherMatters, ["本年度未收取信息处理费。"]);
/// assert!(contents(&report, SectionKey::OtherMatters).iter().all(|topic| topic.treated));
/// assert_eq!(contents(&report, SectionKey::Overview).iter().filter(|topic| topic.treated).count(), 0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn contents(report: &Report, section: SectionKey) -> Vec<Topic> {
    // A section without text treats nothing.
    let text = section_text(report, section).unwrap_or_default();
    match section {
        SectionKey::Overview => {
            gk205_overview_topics::topics(&text).map(|(key, name, treated)| Topic::new(key, name, treated)).collect()
        }
        SectionKey::Problems => {
            let (problems, improvements) = gk207_problems_and_improvements::treated(&text);
            vec![
                Topic::new("problems", ("存在的主要问题", "the main problems"), problems),
                Topic::new("improvements", ("改进情况", "what is done about them"), improvements),
            ]
        }
        SectionKey::OtherMatters => {
            let fee = gk208_processing_fee::states_fee(&text);
            vec![Topic::new(
                "processing_fee",
                ("收取信息处理费的情况", "the processing fee, even when none was collected"),
                fee,
            )]
        }
        _ => Vec::new(),
    }
}

/// How many characters a section has as the format counts them, and how many it may have in principle, where it says so.
#[must_use]
pub fn length(report: &Report, section: SectionKey) -> (usize, Option<usize>) {
    let text = section_text(report, section).unwrap_or_default();
    let most = (section == SectionKey::Overview).then(|| Thresholds::default().overview_characters);
    (gk204_overview_length::characters(&text), most)
}
