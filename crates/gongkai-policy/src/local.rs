//! Checks that an office adds.

use gongkai_core::check::{Fingerprint, Related, RuleId, Severity, Subject, Text};
use gongkai_core::document::Position;
use gongkai_core::form::SectionKey;
use toml::Spanned;

use crate::error::PolicyError;
use crate::expression::Expression;
use crate::file::CheckFile;
use crate::policy::severity;

/// A local check: an expression over the cells of a report that must hold.
#[derive(Debug)]
#[non_exhaustive]
pub struct LocalCheck {
    /// Its id, which begins with `LOCAL-`.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What is said when it does not hold.
    pub message: Text,
    /// How to mend it.
    pub help: Option<Text>,
    /// How grave that is.
    pub severity: Severity,
    expression: Expression,
}

/// What one local check says of one report.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct LocalOutcome {
    /// The check.
    pub id: String,
    /// What it is called.
    pub title: Text,
    /// What does not hold.
    pub findings: Vec<LocalFinding>,
    /// Why nothing could be said.
    pub unassessed: Option<Text>,
}

/// A local check that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct LocalFinding {
    /// The check's id.
    pub id: String,
    /// How grave it is.
    pub severity: Severity,
    /// What is wrong.
    pub message: Text,
    /// How to mend it.
    pub help: Option<Text>,
    /// The cells that the check names.
    pub cells: Vec<Related>,
    /// The section whose text is concerned, where it is text.
    pub section: Option<SectionKey>,
    /// The words concerned, as printed.
    pub excerpt: Option<String>,
    /// Where it stands; nothing where that is the first cell's place.
    pub position: Option<Position>,
    /// What the check rests on: the notice that asks for it.
    pub clause: Option<Text>,
    /// What else should be known.
    pub notes: Vec<Text>,
    /// Names this finding as long as check and values are the same.
    pub fingerprint: Fingerprint,
}

impl LocalCheck {
    pub(crate) fn new(text: &str, file: CheckFile) -> Result<Self, PolicyError> {
        let id = local_id(text, &file.id)?;
        let expression = Expression::parse(file.expression.as_ref()).map_err(|error| {
            PolicyError::at(text, &file.expression.span(), &format!("{id}：{}", error.zh), &error.en)
        })?;
        let severity = match &file.severity {
            None => Severity::Warning,
            Some(word) => severity(word.as_ref()).ok_or_else(|| {
                let (zh, en) =
                    ("severity 应为 \"info\"、\"warning\" 或 \"error\"", "severity is info, warning or error");
                PolicyError::at(text, &word.span(), zh, en)
            })?,
        };
        Ok(Self {
            title: file.title.unwrap_or_else(|| file.message.clone()),
            message: Text::new(file.message.clone(), file.message_en.unwrap_or(file.message)),
            help: file.help.map(|help| Text::new(help.clone(), help)),
            id,
            severity,
            expression,
        })
    }

    pub(crate) fn assess(&self, subject: &Subject<'_>) -> LocalOutcome {
        let (findings, unassessed) = match self.expression.holds(subject) {
            Ok(true) => (Vec::new(), None),
            Ok(false) => (vec![self.finding(subject)], None),
            Err(reason) => (Vec::new(), Some(reason)),
        };
        let title = Text::new(self.title.clone(), self.title.clone());
        LocalOutcome { id: self.id.clone(), title, findings, unassessed }
    }

    fn finding(&self, subject: &Subject<'_>) -> LocalFinding {
        let cells: Vec<Related> = self.expression.cells.iter().map(|&key| subject.related(key)).collect();
        let mut parts = vec![self.id.clone(), self.message.zh.clone()];
        parts.extend(cells.iter().map(|cell| format!("{}={}", cell.key, cell.printed.as_deref().unwrap_or("?"))));
        if let Some(previous) = subject.previous {
            parts.extend(self.expression.previous.iter().map(|&key| {
                format!("previous.{key}={}", previous.cell(key).map(|cell| cell.printed()).unwrap_or("?".into()))
            }));
        }
        let mut finding = LocalFinding::new(&self.id, self.severity, self.message.clone(), parts.into_iter().skip(1));
        finding.help.clone_from(&self.help);
        finding.cells = cells;
        finding
    }
}

impl LocalFinding {
    /// A finding of a local check, known by the check and by what else identifies it.
    pub(crate) fn new(id: &str, severity: Severity, message: Text, parts: impl IntoIterator<Item = String>) -> Self {
        let parts: Vec<String> = std::iter::once(id.to_owned()).chain(parts).collect();
        // The hash is that of the registry's findings; the id in front is the check's own.
        let hash = Fingerprint::of(RuleId::new(0), parts.iter().map(String::as_str));
        let hash = hash.as_str().rsplit('-').next().unwrap_or_default().to_owned();
        Self {
            id: id.to_owned(),
            severity,
            message,
            help: None,
            cells: Vec::new(),
            section: None,
            excerpt: None,
            position: None,
            clause: None,
            notes: Vec::new(),
            fingerprint: Fingerprint::stored(format!("{id}-{hash}")),
        }
    }
}

/// The id of a local check, which begins with `LOCAL-`.
pub(crate) fn local_id(text: &str, id: &Spanned<String>) -> Result<String, PolicyError> {
    let name = id.as_ref();
    let rest = name.strip_prefix("LOCAL-").unwrap_or_default();
    if rest.is_empty() || rest.len() > 32 || !rest.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
        return Err(PolicyError::at(
            text,
            &id.span(),
            &format!("本地检查的编号“{name}”应为 LOCAL- 加字母、数字，如 LOCAL-1"),
            &format!("“{name}” must be LOCAL- and letters or digits, like LOCAL-1"),
        ));
    }
    Ok(name.clone())
}
