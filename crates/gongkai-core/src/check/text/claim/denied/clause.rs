//! A clause that may deny something, word by word: it is understood only where every word of it is known.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use foldhash::fast::RandomState;

use super::super::doubt::DISCLOSURE;
use super::super::organ::{WHOLE, short_names};
use super::super::sentence::Sentence;
use super::words::{Meaning, word_at};
use crate::Number;
use crate::check::text::figure::{FigureKind, Precision};
use crate::check::text::phrase::Tag;

/// The denial inside of a longer word: “上年没有结转”.
fn word_within(word: &str) -> Option<&'static str> {
    ["没有", "无", "未"].into_iter().find(|denial| word.contains(denial))
}

/// Words for the whole of the organ by their first character.
static WHOLE_BY_FIRST: LazyLock<HashMap<char, Vec<&str>, RandomState>> = LazyLock::new(|| {
    let mut by_first: HashMap<char, Vec<&str>, RandomState> = HashMap::default();
    for word in WHOLE {
        by_first.entry(word.chars().next().unwrap_or_default()).or_default().push(word);
    }
    by_first
});

/// A word of the clause.
#[derive(Debug, Clone)]
pub(super) struct Word {
    /// Its bytes in the sentence.
    pub(super) span: Range<usize>,
    /// What it means, where it is known here.
    pub(super) what: What,
}

/// What a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// A word of such clauses.
    Means(Meaning),
    /// A word that a table's cells are named by, or that narrows what is meant.
    Tagged(Tag),
    /// Nothing that is known: the clause tells of something else.
    Unknown,
}

impl Word {
    pub(super) fn means(&self, meaning: Meaning) -> bool {
        self.what == What::Means(meaning)
    }

    /// What it names.
    pub(super) fn names(&self) -> Option<Tag> {
        match self.what {
            What::Means(Meaning::Names(tag)) | What::Tagged(tag) => Some(tag),
            _ => None,
        }
    }
}

impl Sentence<'_> {
    /// Every word of a clause in order, nothing between them left out.
    pub(super) fn words_of(&self, clause: Range<usize>) -> Vec<Word> {
        let mut out = Vec::new();
        let mut at = clause.start;
        while at < clause.end {
            let rest = self.slice(at..clause.end);
            let tag = self.tags_from(at).filter(|tag| tag.span.start == at && tag.span.end <= clause.end);
            let own = word_at(rest);
            let tag_length = tag.map_or(0, |tag| tag.span.len());
            let whole = self.organ_at(rest);
            let (length, what) = match own {
                _ if whole > tag_length.max(own.map_or(0, |(word, _)| word.len())) => {
                    (whole, What::Means(Meaning::Plain))
                }
                Some((word, meaning)) if word.len() >= tag_length => {
                    (word.len(), meaning.map_or(What::Unknown, What::Means))
                }
                _ => match tag {
                    // “上年没有结转”, “未受理”: a denial and what it denies.
                    Some(tag) if tag.tag == Tag::CarryIn && word_within(self.slice(tag.span.clone())).is_some() => {
                        out.push(Word { span: at..at + tag_length, what: What::Means(Meaning::Not) });
                        (tag_length, What::Tagged(Tag::CarryIn))
                    }
                    Some(tag) if rest.starts_with("未受理") && tag.tag == Tag::Narrower => {
                        out.push(Word { span: at..at + "未".len(), what: What::Means(Meaning::Not) });
                        at += "未".len();
                        ("受理".len(), What::Tagged(Tag::Accept))
                    }
                    Some(tag) => (tag_length, What::Tagged(tag.tag)),
                    None => self.known_otherwise(rest, at),
                },
            };
            out.push(Word { span: at..at + length, what });
            at += length;
        }
        out
    }

    /// How long the words for the reporting organ are that a text starts with.
    fn organ_at(&self, rest: &str) -> usize {
        let organ = self.context.report.organ.name.as_str();
        let whole = rest.chars().next().and_then(|first| WHOLE_BY_FIRST.get(&first)).into_iter().flatten();
        let own = whole.chain(short_names(organ)).filter(|word| rest.starts_with(**word));
        own.map(|word| word.len()).max().unwrap_or_default()
    }

    /// The report's year, or else a character that nothing is known of.
    fn known_otherwise(&self, rest: &str, at: usize) -> (usize, What) {
        if let Some(length) = self.time_at(at) {
            return (length, What::Tagged(Tag::ThisYear));
        }
        (rest.chars().next().map_or(1, char::len_utf8), What::Unknown)
    }

    /// How long the report's year, or the last day of it, is that stands at a place.
    fn time_at(&self, at: usize) -> Option<usize> {
        let figure = self.figures.iter().find(|figure| figure.span.start == at)?;
        let year = self.context.report.year.map(|year| Number::from(u64::from(year.get())));
        let whole = match figure.kind {
            FigureKind::Year => figure.precision == Precision::Exact && Some(figure.value) == year,
            FigureKind::Date => {
                let printed = self.slice(figure.span.start..self.text.len());
                ["12月", "31日", "十二月", "三十一日"].iter().any(|last| printed.starts_with(last))
            }
            _ => false,
        };
        whole.then_some(figure.span.len())
    }

    /// Whether a word says that only some are meant, or that something else is.
    pub(super) fn narrows(&self, word: &Word) -> bool {
        let text = self.slice(word.span.clone());
        match word.what {
            What::Unknown => true,
            What::Tagged(Tag::Topic) => {
                let after = self.slice(word.span.end..self.text.len());
                !self.is_of_disclosure(&word.span) && !DISCLOSURE.iter().any(|of| after.starts_with(of))
            }
            What::Tagged(Tag::Narrower) => text != "累计" && (!text.starts_with('截') || self.lasts(&word.span)),
            What::Tagged(tag) => matches!(tag, Tag::Channel | Tag::Comparison | Tag::Change | Tag::Publishing),
            What::Means(meaning) => meaning == Meaning::Complaint,
        }
    }
}
