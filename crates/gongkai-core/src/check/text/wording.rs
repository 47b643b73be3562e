//! The text of a report as all rules of a check read it: its paragraphs and what their figures claim, each read once.

use std::sync::OnceLock;

use super::claim::{Claimed, Claims, Denied, claims};
use super::passage::{Passage, passages};
use crate::check::{Subject, Text};

/// The paragraphs of a report and, once a rule asks for them, their claims.
#[derive(Debug, Clone)]
pub(crate) struct Wording {
    passages: Vec<Passage>,
    claims: OnceLock<Vec<Claims>>,
}

impl Wording {
    /// The wording of a subject's report.
    pub(crate) fn of(subject: &Subject<'_>) -> Self {
        Self { passages: passages(subject), claims: OnceLock::new() }
    }

    /// Every paragraph in order: those before section 一, then section by section; or why there is none.
    pub(crate) fn passages(&self) -> Result<&[Passage], Text> {
        match self.paragraphs() {
            [] => Err(Text::new("没有读到正文", "no text was read")),
            passages => Ok(passages),
        }
    }

    /// The same, none where there is none.
    pub(crate) fn paragraphs(&self) -> &[Passage] {
        &self.passages
    }

    /// Every paragraph with what its figures claim.
    pub(crate) fn claims<'w>(
        &'w self,
        subject: &Subject<'_>,
    ) -> Result<impl Iterator<Item = (&'w Passage, &'w [Claimed])>, Text> {
        Ok(self.read(subject)?.map(|(passage, claims)| (passage, claims.counted.as_slice())))
    }

    /// Every paragraph with what it denies.
    pub(crate) fn denied<'w>(
        &'w self,
        subject: &Subject<'_>,
    ) -> Result<impl Iterator<Item = (&'w Passage, &'w [Denied])>, Text> {
        Ok(self.read(subject)?.map(|(passage, claims)| (passage, claims.denied.as_slice())))
    }

    /// Every paragraph with its sentences, their figures and all that it claims.
    pub(crate) fn read<'w>(
        &'w self,
        subject: &Subject<'_>,
    ) -> Result<impl Iterator<Item = (&'w Passage, &'w Claims)>, Text> {
        let passages = self.passages()?;
        let read = || passages.iter().map(|passage| claims(subject.report, passage)).collect();
        let claims = self.claims.get_or_init(read);
        Ok(passages.iter().zip(claims))
    }
}
