//! What a rule is.

use std::fmt;
use std::str::FromStr;

use super::{Subject, Text, Verdict};
use crate::form::{Edition, TableKey};
use crate::words::InWords;

/// A rule of the registry: one file, one id, for good.
pub trait Rule: Sync {
    /// What the rule is, for the registry, `gongkai explain` and the rule's page.
    fn info(&self) -> &'static RuleInfo;

    /// Judges a report.
    ///
    /// # Errors
    /// Why nothing that the rule asks can be assessed: last year's report was not given, no text was read.
    fn judge(&self, subject: &Subject<'_>) -> Result<Verdict, Text>;

    /// Checks a report. Never fails: what cannot be assessed is said in the verdict.
    fn check(&self, subject: &Subject<'_>) -> Verdict {
        self.judge(subject).unwrap_or_else(Verdict::cannot)
    }

    /// Whether the rule's editions include the one that the report is judged by: that which governs its year, or, where
    /// the year is not known, that of any of its tables. A rule over one table asks for that table's edition instead.
    fn applies(&self, subject: &Subject<'_>) -> bool {
        let editions = self.info().editions;
        match subject.report.year {
            Some(year) => editions.include(Edition::governing(year)),
            None => TableKey::ALL.into_iter().any(|table| editions.include(subject.report.edition(table))),
        }
    }

    /// Checks a report if the rule applies to its edition, and says so if it does not.
    fn assess(&self, subject: &Subject<'_>) -> Verdict {
        if self.applies(subject) {
            return self.check(subject);
        }
        let Text { zh, en } = self.info().editions.in_words();
        Verdict::not_applicable(Text::new(format!("只适用于{zh}格式"), format!("applies to {en} only")))
    }
}

/// The id of a rule (`GK101`); never changes its meaning and is never reused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleId(u16);

/// The text is no rule id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” 不是规则编号（形如 GK101） / “{0}” is not a rule id")]
pub struct RuleIdError(pub String);

impl RuleId {
    /// The id with this number.
    #[must_use]
    pub const fn new(number: u16) -> Self {
        Self(number)
    }
}

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "GK{:03}", self.0)
    }
}

impl FromStr for RuleId {
    type Err = RuleIdError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits = text.trim().strip_prefix(['G', 'g']).and_then(|rest| rest.strip_prefix(['K', 'k']));
        digits
            .filter(|d| d.len() == 3 && d.bytes().all(|b| b.is_ascii_digit()))
            .and_then(|d| d.parse().ok())
            .map(Self)
            .ok_or_else(|| RuleIdError(text.to_owned()))
    }
}

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing (提示).
    Info,
    /// Should be looked at (警告).
    Warning,
    /// Must be mended before the report is sent (错误).
    Error,
}

impl Severity {
    /// All of them, the least grave first.
    pub const ALL: [Self; 3] = [Self::Info, Self::Warning, Self::Error];

    /// How people call it, in Chinese and English.
    #[must_use]
    pub const fn in_words(self) -> (&'static str, &'static str) {
        match self {
            Self::Error => ("错误", "error"),
            Self::Warning => ("警告", "warning"),
            Self::Info => ("提示", "info"),
        }
    }
}

/// What a rule rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Basis {
    /// A binding document: the report format or the Regulations (法规).
    Law,
    /// The arithmetic of the form (算术).
    Sum,
    /// What reviewing offices and published reports do (实务); may be switched off.
    Practice,
}

/// How sure a rule is of what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Maturity {
    /// Right nearly always; it is run in every check (稳定).
    Stable,
    /// Not right often enough to be acted on; it is run where it is asked for and never an error (试行).
    Preview,
}

/// Which editions a rule applies to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Editions {
    /// All of them.
    All,
    /// Just these.
    Only(&'static [Edition]),
    /// This and those that follow it.
    Since(Edition),
}

impl Editions {
    /// Whether the rule applies to an edition.
    #[must_use]
    pub fn include(self, edition: Edition) -> bool {
        match self {
            Self::All => true,
            Self::Only(editions) => editions.contains(&edition),
            Self::Since(first) => edition >= first,
        }
    }
}

impl InWords for Editions {
    fn in_words(&self) -> Text {
        match self {
            Self::All => Text::new("各年版", "every edition"),
            Self::Since(first) => {
                Text::new(format!(" {first} 年版起的"), format!("the edition of {first} and later ones"))
            }
            Self::Only(editions) => {
                let names: Vec<&str> = editions.iter().map(|edition| edition.as_str()).collect();
                Text::new(format!(" {} 年版", names.join("、")), format!("the edition of {}", names.join(", ")))
            }
        }
    }
}

/// Everything about a rule but its code.
#[derive(Debug)]
pub struct RuleInfo {
    /// Its id.
    pub id: RuleId,
    /// Its short English name: `balance`.
    pub name: &'static str,
    /// Its title in both languages: 三大项平衡.
    pub title: (&'static str, &'static str),
    /// What it rests on.
    pub basis: Basis,
    /// The clause, as cited in messages, in both languages.
    pub clause: (&'static str, &'static str),
    /// The clause for reports of 2019 and 2020, where it is another document's.
    pub earlier_clause: Option<(&'static str, &'static str)>,
    /// Whether it is sure enough to be run unless asked for.
    pub maturity: Maturity,
    /// The editions that it applies to.
    pub editions: Editions,
    /// How grave a finding is unless configured otherwise.
    pub severity: Severity,
    /// What people read about it.
    pub doc: RuleDoc,
}

/// What people read about a rule, each text in Chinese and in English.
#[derive(Debug)]
pub struct RuleDoc {
    /// What must hold.
    pub what: (&'static str, &'static str),
    /// Why it matters.
    pub why: (&'static str, &'static str),
    /// An example that fails.
    pub example: Example,
    /// What it does not see.
    pub limits: (&'static str, &'static str),
    /// How to mend it.
    pub mend: (&'static str, &'static str),
}

/// A failing example in both languages.
pub type Example = (&'static str, &'static str);

impl RuleInfo {
    /// How to mend what breaks the rule, in both languages.
    #[must_use]
    pub fn mend_text(&self) -> Text {
        Text::new(self.doc.mend.0, self.doc.mend.1)
    }

    /// The clause as the report's edition has it.
    #[must_use]
    pub fn clause_of(&self, edition: Edition) -> Text {
        let (zh, en) = self.earlier_clause.filter(|_| edition == Edition::E2019).unwrap_or(self.clause);
        Text::new(zh, en)
    }

    /// The title as a text in both languages.
    #[must_use]
    pub fn title_text(&self) -> Text {
        Text::new(self.title.0, self.title.1)
    }
}
