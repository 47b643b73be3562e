//! The file of the reviews.

use serde::Deserialize;
use toml::Spanned;

use super::{Event, FindingState, Review, ReviewState, Reviews, Submission, Tracked};
use crate::accept::quoted;
use crate::{PolicyError, Signed};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReviewsFile {
    #[serde(default, rename = "body")]
    bodies: Vec<BodyFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BodyFile {
    organ: String,
    year: Option<u16>,
    state: Spanned<String>,
    #[serde(default, rename = "submission")]
    submissions: Vec<SubmissionFile>,
    #[serde(default, rename = "finding")]
    findings: Vec<FindingFile>,
    #[serde(default, rename = "event")]
    events: Vec<EventFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SubmissionFile {
    file: String,
    digest: String,
    at: String,
    copy: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FindingFile {
    fingerprint: String,
    message: String,
    state: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EventFile {
    state: Spanned<String>,
    by: String,
    at: String,
    #[serde(default)]
    note: String,
}

/// The value that a word stands for.
fn word<T: Copy>(
    text: &str,
    said: &Spanned<String>,
    all: &[T],
    words: fn(T) -> &'static str,
) -> Result<T, PolicyError> {
    all.iter().copied().find(|one| words(*one) == said.as_ref()).ok_or_else(|| {
        let known: Vec<&str> = all.iter().map(|one| words(*one)).collect();
        let (zh, en) = (
            format!("没有“{}”这种状态；可用 {}", said.as_ref(), known.join("、")),
            format!("there is no state “{}”", said.as_ref()),
        );
        PolicyError::at(text, &said.span(), &zh, &en)
    })
}

impl Reviews {
    /// Reads the text of such a file.
    ///
    /// # Errors
    /// [`PolicyError`] with line and column when it is not of this shape.
    pub fn read(bytes: &[u8]) -> Result<Self, PolicyError> {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let text = std::str::from_utf8(bytes)
            .map_err(|_| PolicyError::at("", &(0..0), "不是 UTF-8 文字；请另存为 UTF-8", "not UTF-8 text"))?;
        let file: ReviewsFile = toml::from_str(text).map_err(|error| PolicyError::of_toml(text, &error))?;
        let state = |said: &Spanned<String>| word(text, said, &ReviewState::ALL, ReviewState::in_words);
        let mut bodies = Vec::new();
        for body in file.bodies {
            let submissions = body.submissions.into_iter().map(|one| Submission {
                file: one.file,
                digest: one.digest,
                at: one.at,
                copy: one.copy,
            });
            let mut findings = Vec::new();
            for one in body.findings {
                let state = word(text, &one.state, &FindingState::ALL, FindingState::in_words)?;
                findings.push(Tracked { fingerprint: one.fingerprint, message: one.message, state });
            }
            let mut history = Vec::new();
            for one in body.events {
                history.push(Event { signed: Signed::new(one.by, one.at), state: state(&one.state)?, note: one.note });
            }
            let (organ, year) = (body.organ, body.year);
            let state = state(&body.state)?;
            bodies.push(Review { organ, year, state, submissions: submissions.collect(), findings, history });
        }
        Ok(Self { bodies })
    }

    /// The file's text.
    #[must_use]
    pub fn to_toml(&self) -> String {
        let mut out = String::from(
            "# 审核状态：每个单位报了几次、退回几次、改了没有。由 gongkai check --track 和 gongkai review 写入。\n",
        );
        for review in &self.bodies {
            out.push_str("\n[[body]]\n");
            line(&mut out, "organ", &review.organ);
            if let Some(year) = review.year {
                out.push_str(&format!("year = {year}\n"));
            }
            line(&mut out, "state", review.state.in_words());
            for one in &review.submissions {
                out.push_str("[[body.submission]]\n");
                line(&mut out, "file", &one.file);
                line(&mut out, "digest", &one.digest);
                line(&mut out, "at", &one.at);
                one.copy.iter().for_each(|copy| line(&mut out, "copy", copy));
            }
            for one in &review.findings {
                out.push_str("[[body.finding]]\n");
                line(&mut out, "state", one.state.in_words());
                line(&mut out, "message", &one.message);
                line(&mut out, "fingerprint", &one.fingerprint);
            }
            for one in &review.history {
                out.push_str("[[body.event]]\n");
                line(&mut out, "state", one.state.in_words());
                line(&mut out, "by", &one.signed.by);
                line(&mut out, "at", &one.signed.at);
                line(&mut out, "note", &one.note);
            }
        }
        out
    }
}

fn line(out: &mut String, key: &str, text: &str) {
    out.push_str(&format!("{key} = {}\n", quoted(text)));
}
