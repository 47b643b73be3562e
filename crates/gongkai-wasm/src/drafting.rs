//! New reports.

use gongkai::draft::{Draft, draft_after};
use gongkai::{Report, Year};
use gongkai_wire::{Fault, Organ, Words};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::assessing::domain;
use crate::engine::Outcome;

/// Whose report it is and for which year.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CreateRequest {
    organ: Organ,
    year: u16,
}

/// A report that was begun.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Drafted {
    /// The report; cells that do not follow from last year's are not stated.
    pub report: gongkai_wire::Report,
    /// Its title as it is composed.
    pub full_title: String,
    /// The cells that were filled from last year's report.
    pub filled: Vec<Filled>,
    /// What last year's report says that helps without settling.
    pub prompts: Vec<Prompted>,
}

/// A cell that was filled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Filled {
    /// The cell.
    pub key: String,
    /// The cell of last year's report that it comes from.
    pub from: String,
    /// The same in words.
    pub text: Words,
}

/// What helps to fill a cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Prompted {
    /// The cell.
    pub key: String,
    /// The help.
    pub text: Words,
}

pub(crate) fn create(asked: CreateRequest) -> Outcome<Drafted> {
    let year = Year::new(asked.year).map_err(|error| Fault::new("input", Words::of_printed(&error.to_string())))?;
    let organ = (&asked.organ).try_into().map_err(|error| Fault::from(&error))?;
    Ok(Draft::of(Report::new(organ, year)).into())
}

pub(crate) fn draft(previous: gongkai_wire::Report) -> Outcome<Drafted> {
    draft_after(&domain(&previous)?).map(Drafted::from).ok_or_else(|| {
        Fault::new(
            "no_year",
            Words::new(
                "上年报告看不出年度，无法据此起草",
                "the year of last year's report is not known, so nothing can be drafted from it",
            ),
        )
    })
}

impl From<Draft> for Drafted {
    fn from(draft: Draft) -> Self {
        let Draft { report, filled, prompts, .. } = draft;
        Self {
            full_title: report.full_title(),
            filled: filled
                .iter()
                .map(|(key, from)| {
                    let source = report.printed_name(*from);
                    let text = Words::new(format!("取自上年{source}"), format!("from last year's {source}"));
                    Filled { key: key.to_string(), from: from.to_string(), text }
                })
                .collect(),
            prompts: prompts
                .into_iter()
                .map(|prompt| Prompted {
                    key: prompt.key.to_string(),
                    text: Words::new(prompt.text.clone(), prompt.text),
                })
                .collect(),
            report: (&report).into(),
        }
    }
}
