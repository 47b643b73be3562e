//! The language of messages.

use clap::ValueEnum;
use gongkai::check::Text;

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

    /// One of two words.
    pub(crate) fn pick<T>(self, zh: T, en: T) -> T {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }
}
