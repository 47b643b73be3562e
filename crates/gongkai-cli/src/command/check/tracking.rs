//! `--track`: the state of the review, kept in one file beside the folder of reports.

use std::collections::BTreeMap;
use std::path::Path;

use gongkai::{Digest, Reading, Replace, WriteOptions};
use gongkai_policy::{FindingState, Submission, Tracked};
use gongkai_wire::FileResult;

use crate::command::review::change;
use crate::inputs::{Input, kept_beside};
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
    digest: String,
    /// Under which name its content is kept, so that it can be told what a later one changes; or why it is not.
    copy: Result<String, String>,
    found: Vec<Tracked>,
    faults: usize,
}

impl Filed {
    /// What a report that was read and checked adds. Its content is kept at once, under a name that says which bytes it
    /// was read from: ten thousand of them are not held.
    pub(super) fn of(
        input: &Input,
        reading: &Reading,
        result: &FileResult,
        digest: Digest,
        reviews: &Path,
        language: Language,
    ) -> Self {
        let report = &reading.report;
        let organ = report.organ.name.trim();
        let stem = input.relative.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let organ = if organ.is_empty() { stem } else { organ.to_owned() };
        let open = result.findings.iter();
        let open = open.map(|one| Tracked::new(&one.fingerprint, &one.message.zh, FindingState::Open));
        let accepted = result.accepted.iter().map(|one| &one.finding);
        let accepted = accepted.map(|one| Tracked::new(&one.fingerprint, &one.message.zh, FindingState::Accepted));
        let digest = digest.to_string();
        let year = report.year.map(gongkai::Year::get);
        let short: String = digest.chars().take(8).collect();
        let printed = year.map(|year| year.to_string()).unwrap_or_default();
        let name = format!("{}{printed}-{short}.toml", plain_name(&organ));
        let path = kept_beside(reviews).join(&name);
        let options = WriteOptions::default().with_replace(Replace::Always);
        let kept = gongkai::save_unsealed(&path, gongkai::write_toml(report).into_bytes(), &options);
        Self {
            organ,
            year,
            file: input.relative.display().to_string(),
            digest,
            copy: kept.map(|()| name).map_err(|error| command::describe(language, &error)),
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
        if let Some(said) = filed.iter().find_map(|one| one.copy.as_ref().err()) {
            return Err(said.clone());
        }
        // Of a body with several files in the folder, what one of them still shows is not mended.
        let mut of_body: BTreeMap<(String, Option<u16>), Vec<Tracked>> = BTreeMap::new();
        for one in &filed {
            let found = of_body.entry((one.organ.clone(), one.year)).or_default();
            let new = one.found.iter().filter(|new| !found.iter().any(|known| known.fingerprint == new.fingerprint));
            let new: Vec<Tracked> = new.cloned().collect();
            found.extend(new);
        }
        change(self.path, language, |reviews| {
            let mut recording = reviews.recording();
            for one in filed {
                let mut submission = Submission::new(&one.file, &one.digest, &signed.at);
                submission.copy = one.copy.ok();
                let found = of_body.get(&(one.organ.clone(), one.year)).cloned().unwrap_or_default();
                recording.submitted(&one.organ, one.year, submission, found, &signed);
                if goes_back && one.faults > 0 {
                    recording.sent_back(&one.organ, one.year, &signed, &format!("{} 处", one.faults));
                }
            }
        })
    }
}

/// A name without what a path is made of.
fn plain_name(organ: &str) -> String {
    organ.chars().filter(|c| c.is_alphanumeric()).take(60).collect()
}
