//! What came in from everybody for a year.

use gongkai::{outliers, survey};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Amount, Filing, Said, Words};

/// What came in: who has filed, what is wrong with which report, which figures stand out.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Survey {
    /// The year that the reports are for.
    pub year: Option<u16>,
    /// How many bodies must file, where that was said.
    pub expected: Option<usize>,
    /// Who has filed and who has not, in the order of the list.
    pub filings: Vec<Filing>,
    /// What is wrong with the folder as a whole.
    pub problems: Vec<Said>,
    /// What should be known about it.
    pub remarks: Vec<Said>,
    /// Figures that stand out: questions, no faults.
    pub questions: Vec<Question>,
    /// Files that hold no report and were passed over, each with the reason.
    pub passed_over: Vec<PassedOver>,
}

/// A figure that stands out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Question {
    /// Whose.
    pub organ: String,
    /// In which file.
    pub file: Option<String>,
    /// The cell.
    pub key: String,
    /// Its printed row and column.
    pub name: String,
    /// The figure.
    pub figure: Amount,
    /// The question with the series.
    pub text: Words,
}

/// A file that holds no report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PassedOver {
    /// The file.
    pub file: String,
    /// Why it is none.
    pub why: Words,
}

impl From<&survey::Survey> for Survey {
    fn from(survey: &survey::Survey) -> Self {
        Self {
            year: survey.year.map(gongkai::Year::get),
            expected: survey.expected,
            filings: survey.filings.iter().map(Filing::from).collect(),
            problems: survey
                .problems
                .iter()
                .map(|problem| Said { text: Words::of_printed(&problem.without_sum()), ..Said::from(problem) })
                .collect(),
            remarks: survey.remarks.iter().map(Said::from).collect(),
            questions: survey.questions.iter().map(Question::from).collect(),
            passed_over: Vec::new(),
        }
    }
}

impl From<&outliers::Question> for Question {
    fn from(question: &outliers::Question) -> Self {
        let (zh, en) = question.said();
        Self {
            organ: question.organ.clone(),
            file: question.file.clone(),
            key: question.key.to_string(),
            name: question.name.clone(),
            figure: Amount::from(question.figure),
            text: Words::new(zh, en),
        }
    }
}
