//! The language of messages.

use clap::ValueEnum;
use gongkai::check::{Severity, Text};

/// The language of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum Language {
    /// 中文（Chinese）
    #[default]
    Zh,
    /// 英文（English）
    En,
}

impl Language {
    /// The message in this language.
    pub(crate) fn of(self, text: &Text) -> &str {
        self.pick(&text.zh, &text.en)
    }

    /// What stands before a message about something that failed: as a finding of that severity is called.
    pub(crate) fn error(self) -> &'static str {
        let (zh, en) = Severity::Error.in_words();
        self.pick(zh, en)
    }

    /// What stands before a message that is worth knowing.
    pub(crate) fn note(self) -> &'static str {
        self.pick("注意", "note")
    }

    /// One of two words.
    pub(crate) fn pick<T>(self, zh: T, en: T) -> T {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }
}
