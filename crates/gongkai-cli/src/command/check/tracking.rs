//! `--track`: the state of the review, kept in one file beside the folder of reports.

use std::path::{Path, PathBuf};

use gongkai::{Reading, Replace, WriteOptions};
use gongkai_policy::{FindingState, Submission, Tracked};
use gongkai_wire::FileResult;

use crate::command::review::{change, kept_beside};
use crate::inputs::Input;
use crate::language::Language;
use crate::{accepting, command};

/// The file of a run's reviews.
pub(super) struct Tracking<'a> {
    path: &'a Path,
}

/// What a file adds to the state of the review.
pub(super) struct Filed {
    organ: String,
    year: Option<u16>,
    file: String,
    /// What stands for its bytes.
    pub(super) digest: String,
    /// What it says, in the shape of report files, so that it can be told what a later one changes.
    text: String,
    found: Vec<Tracked>,
    faults: usize,
}

impl Filed {
    /// What a report that was read and checked adds.
    pub(super) fn of(input: &Input, reading: &Reading, result: &FileResult) -> Self {
        let report = &reading.report;
        let organ = report.organ.name.trim();
        let stem = input.relative.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let open = result.findings.iter();
        let open = open.map(|one| Tracked::new(&one.fingerprint, &one.message.zh, FindingState::Open));
        let accepted = result.accepted.iter().map(|one| &one.finding);
        let accepted = accepted.map(|one| Tracked::new(&one.fingerprint, &one.message.zh, FindingState::Accepted));
        Self {
            organ: if organ.is_empty() { stem } else { organ.to_owned() },
            year: report.year.map(gongkai::Year::get),
            file: input.relative.display().to_string(),
            digest: String::new(),
            text: gongkai::write_toml(report),
            found: open.chain(accepted).collect(),
            faults: result.findings.len(),
        }
    }
}

impl<'a> Tracking<'a> {
    pub(super) fn at(path: &'a Path) -> Self {
        Self { path }
    }

    /// Records what was filed, and what goes back.
    pub(super) fn record(
        &self,
        filed: Vec<Filed>,
        goes_back: bool,
        by: Option<&str>,
        language: Language,
    ) -> Result<(), String> {
        let signed = accepting::signed(by, language)?;
        let mut copies: Vec<(PathBuf, String)> = Vec::new();
        let beside = kept_beside(self.path);
        change(self.path, language, |reviews| {
            for one in filed {
                let mut submission = Submission::new(&one.file, &one.digest, &signed.at);
                let year = one.year.map(|year| year.to_string()).unwrap_or_default();
                let short: String = one.digest.chars().take(8).collect();
                let name = format!("{}{year}-{short}.toml", plain_name(&one.organ));
                submission.copy = Some(name.clone());
                if reviews.submitted(&one.organ, one.year, submission, one.found, &signed) {
                    copies.push((beside.join(name), one.text));
                }
                if goes_back && one.faults > 0 {
                    reviews.sent_back(&one.organ, one.year, &signed, &format!("{} 处", one.faults));
                }
            }
        })?;
        for (path, text) in copies {
            gongkai::save_unsealed(&path, text.into_bytes(), &WriteOptions::default().with_replace(Replace::Always))
                .map_err(|error| command::describe(language, &error))?;
        }
        Ok(())
    }
}

/// A name without what a path is made of.
fn plain_name(organ: &str) -> String {
    organ.chars().filter(|c| c.is_alphanumeric()).take(60).collect()
}
