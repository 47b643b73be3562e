//! An office's own list of words that are wrong and what to write instead.

use gongkai_core::Within;
use std::ops::Range;

use gongkai_core::check::text::{Passage, squeezed};
use gongkai_core::check::{Severity, Subject, Text};
use toml::Spanned;

use crate::error::PolicyError;
use crate::local::{LocalFinding, LocalOutcome};

/// The id of what a word list finds.
pub(crate) const ID: &str = "LOCAL-WORDS";

/// How many words a list may have.
pub const MOST_WORDS: usize = 1000;

/// The longest word, in characters.
pub const LONGEST_WORD: usize = 50;

/// How many places of one word a finding names.
const NAMED: usize = 8;

/// The characters around a word that a finding shows.
const AROUND: usize = 8;

/// The words that are wrong, each with what to write instead, in the order of the words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WordList(Vec<(String, String)>);

impl WordList {
    /// The list of a file, which must not send a word in circles or from one wrong word to another.
    pub(crate) fn new(text: &str, words: Vec<(Spanned<String>, Spanned<String>)>) -> Result<Self, PolicyError> {
        let at = |span: Range<usize>, zh: String, en: String| Err(PolicyError::at(text, &span, &zh, &en));
        if let Some((wrong, _)) = words.get(MOST_WORDS) {
            return at(
                wrong.span(),
                format!("[words] 至多 {MOST_WORDS} 个词"),
                format!("[words] has at most {MOST_WORDS} words"),
            );
        }
        let mut list: Vec<(String, String)> = Vec::new();
        for (wrong, right) in &words {
            let (plain, instead) = (squeezed(wrong.as_ref()), squeezed(right.as_ref()));
            if plain.is_empty() || instead.is_empty() || plain.chars().count() > LONGEST_WORD {
                return at(
                    wrong.span(),
                    format!("[words] 的词和改法不能是空的，也不能长于 {LONGEST_WORD} 字"),
                    format!("a word of [words] is empty or longer than {LONGEST_WORD} characters"),
                );
            }
            if plain == instead {
                return at(
                    right.span(),
                    format!("“{plain}”的改法就是它自己"),
                    format!("“{plain}” is to be replaced by itself"),
                );
            }
            if let Some((_, other)) = list.iter().find(|(known, _)| *known == plain) {
                return at(
                    wrong.span(),
                    format!("“{plain}”写了两次，改成“{other}”和“{instead}”"),
                    format!("“{plain}” is listed twice, to be “{other}” and “{instead}”"),
                );
            }
            list.push((plain, instead));
        }
        for ((_, right), (wrong, instead)) in words.iter().zip(&list) {
            let again = list.iter().find(|(other, by)| other != wrong && !places(instead, other, by).is_empty());
            let Some((other, by)) = again else { continue };
            let (zh, en) = if places(by, wrong, instead).is_empty() {
                (
                    format!("“{wrong}”改成“{instead}”，里面的“{other}”又要改成“{by}”"),
                    format!("“{wrong}” is to be “{instead}”, in which “{other}” is to be “{by}”"),
                )
            } else {
                (
                    format!("“{wrong}”和“{other}”互相要改成对方，没有一个是对的"),
                    format!("“{wrong}” and “{other}” are to be each other, so that neither is right"),
                )
            };
            return at(right.span(), zh, en);
        }
        Ok(Self(list))
    }

    /// Whether there is no word.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What the list finds in a report's text.
    pub(crate) fn assess(&self, subject: &Subject<'_>) -> LocalOutcome {
        let passages = subject.passages();
        let findings: Vec<LocalFinding> =
            self.0.iter().filter_map(|(wrong, right)| self.finding(wrong, right, &passages)).collect();
        let unread = || Text::new("没有读到正文", "no text was read");
        LocalOutcome {
            id: ID.to_owned(),
            title: Text::new("本单位的词表", "the office's word list"),
            findings,
            unassessed: passages.is_empty().then(unread),
        }
    }

    fn finding(&self, wrong: &str, right: &str, passages: &[Passage]) -> Option<LocalFinding> {
        let found: Vec<(&Passage, usize)> = passages
            .iter()
            .flat_map(|passage| self.own(&passage.text, wrong, right).into_iter().map(move |at| (passage, at)))
            .collect();
        let (passage, at) = *found.first()?;
        let count = found.len();
        let message = if count == 1 {
            Text::new(format!("“{wrong}”应为“{right}”"), format!("“{wrong}” should be “{right}”"))
        } else {
            Text::new(
                format!("“{wrong}”应为“{right}”，共 {count} 处"),
                format!("“{wrong}” should be “{right}”, {count} times"),
            )
        };
        let excerpts = || found.iter().map(|(passage, at)| around(&passage.text, *at, wrong.len()));
        let mut finding = LocalFinding::new(ID, Severity::Warning, message, excerpts());
        finding.section = passage.section;
        finding.excerpt = Some(around(&passage.text, at, wrong.len()));
        finding.position = passage.position(at);
        finding.clause = Some(Text::new("本单位的词表（[words]）", "the office's word list ([words])"));
        if count > 1 {
            let others: Vec<String> = excerpts().skip(1).take(NAMED).map(|words| format!("“{words}”")).collect();
            let more = if count - 1 > NAMED { "…" } else { "" };
            finding.notes.push(Text::new(
                format!("还有：{}{more}", others.join("、")),
                format!("also: {}{more}", others.join(", ")),
            ));
        }
        Some(finding)
    }

    /// Where a word is wrong and no longer word of the list is.
    fn own(&self, text: &str, wrong: &str, right: &str) -> Vec<usize> {
        let mut own = places(text, wrong, right);
        for (longer, instead) in self.0.iter().filter(|(other, _)| other.len() > wrong.len() && other.contains(wrong)) {
            let taken = places(text, longer, instead);
            own.retain(|at| !taken.iter().any(|from| (*from..from + longer.len()).contains(at)));
        }
        own
    }
}

/// Where a word stands in a text and is not part of what should be written for it: 公开办 in 政务公开办.
fn places(text: &str, wrong: &str, right: &str) -> Vec<usize> {
    let within: Vec<usize> = right.match_indices(wrong).map(|(at, _)| at).collect();
    let is_right = |at: usize| {
        let starts = within.iter().filter_map(|offset| at.checked_sub(*offset));
        starts.into_iter().any(|start| text.get(start..).is_some_and(|rest| rest.starts_with(right)))
    };
    text.match_indices(wrong).map(|(at, _)| at).filter(|at| !is_right(*at)).collect()
}

/// A word with some characters around it.
fn around(text: &str, at: usize, length: usize) -> String {
    let (before, rest) = text.split_at_checked(at).unwrap_or(("", text));
    let (word, behind) = rest.split_at_checked(length).unwrap_or((rest, ""));
    let start = before.char_indices().rev().nth(AROUND - 1).map_or(0, |(index, _)| index);
    let end = behind.char_indices().nth(AROUND).map_or(behind.len(), |(index, _)| index);
    format!("{}{word}{}", before.within(start..), behind.within(..end))
}
