//! The dictionary of the forms' labels, and the tolerant lookup of a printed text in it.
//!
//! Everything in it comes from the [`Form`](gongkai_core::form::Form)s; the only wordings of its own are a few synonyms that
//! published reports use. A text is found exactly, or as a label that lost or changed characters when one label is
//! near and every other clearly farther; otherwise it is ambiguous or unknown, and never guessed.

use std::collections::HashMap;
use std::sync::LazyLock;

use foldhash::fast::RandomState;

mod declared;
mod meaning;
mod nearness;

use super::fold::{Folded, fewest_left, fold};
use super::remembered::Remembered;
pub(super) use meaning::{Entry, Match, Meaning};
use nearness::{Nearness, decide};

/// The result of a lookup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Lookup {
    /// One label, clearly.
    Found(Match),
    /// It could be more than one.
    Ambiguous(Vec<&'static Entry>),
    /// None of the forms' labels.
    Unknown,
}

impl Lookup {
    pub(super) fn found(&self) -> Option<Match> {
        if let Self::Found(found) = self { Some(*found) } else { None }
    }
}

/// So many characters of the corner of table 三 are no chance.
const LEAST_OF_CORNER: usize = 6;

/// The longest text that can be a label of a table, in characters; longer ones are not looked at.
const LONGEST: usize = 90;

thread_local! {
    static EXACT: Remembered<Option<Match>> = Remembered::nothing();
    static NEAR: Remembered<Lookup> = Remembered::nothing();
    static CAPTIONS: Remembered<Option<Match>> = Remembered::nothing();
    static PIECES: Remembered<bool> = Remembered::nothing();
    static CORNERS: Remembered<bool> = Remembered::nothing();
}

/// The dictionary of both editions.
pub(super) struct Dictionary {
    entries: Vec<Entry>,
    exact: HashMap<String, usize, RandomState>,
    /// The wordings by their first character, the longest first.
    starting: HashMap<char, Vec<(Vec<char>, usize)>, RandomState>,
    /// What is left of every wording from each of its characters on, in order: a piece of a wording begins one of them.
    endings: Vec<String>,
    /// How many characters the longest wording has.
    longest: usize,
}

/// The dictionary of both editions' labels.
pub(super) fn dictionary() -> &'static Dictionary {
    static DICTIONARY: LazyLock<Dictionary> = LazyLock::new(Dictionary::build);
    &DICTIONARY
}

impl Dictionary {
    /// Every wording, folded, that starts with a character, the longest first, with its label.
    pub(super) fn starting_with(&'static self, first: char) -> impl Iterator<Item = (&'static [char], &'static Entry)> {
        let wordings = self.starting.get(&first).map(Vec::as_slice).unwrap_or_default();
        wordings.iter().filter_map(|(wording, index)| Some((wording.as_slice(), self.entries.get(*index)?)))
    }

    /// Whether a text is longer than any wording, whatever is taken off it: sentences need no closer look.
    fn is_outgrown_by(&self, printed: &str) -> bool {
        printed.len() > self.longest && fewest_left(printed) > self.longest
    }

    /// Whether a text is a longer stretch of the corner of table 三, which lines break in two beside other labels of
    /// the head and which names no value.
    pub(super) fn is_piece_of_corner(&self, printed: &str) -> bool {
        if printed.len() > LONGEST * 8 {
            return false;
        }
        CORNERS.with(|known| known.or_find(printed, || !self.is_outgrown_by(printed) && self.find_in_corner(printed)))
    }

    fn find_in_corner(&self, printed: &str) -> bool {
        let piece: Vec<char> = fold(printed).text.chars().collect();
        let corners = self.entries.iter().filter(|entry| entry.meanings == [Meaning::Furniture]);
        piece.len() >= LEAST_OF_CORNER
            && corners
                .filter(|entry| entry.folded.len() > piece.len())
                .any(|entry| entry.folded.windows(piece.len()).any(|window| window == piece))
    }

    /// Looks a printed text up; only the label itself is found, not one that lost or changed characters.
    pub(super) fn exact(&'static self, printed: &str) -> Option<Match> {
        if printed.len() > LONGEST * 8 {
            return None;
        }
        let find = || if self.is_outgrown_by(printed) { None } else { self.exact_folded(&fold(printed)) };
        EXACT.with(|known| known.or_find(printed, find))
    }

    /// The group of table 四 that a caption over a table of its own names: `（一）行政复议情况`, `行政诉讼（未经复议直接起诉）`.
    pub(super) fn dispute_caption(&'static self, printed: &str) -> Option<Match> {
        CAPTIONS.with(|known| known.or_find(printed, || self.find_caption(printed)))
    }

    fn find_caption(&'static self, printed: &str) -> Option<Match> {
        const LONGEST: usize = 40;
        // What captions say of any table.
        const ABOUT: [&str; 9] = ["政府信息公开", "本年度", "案件", "情况", "统计", "数量", "表", "的", "类"];
        if printed.contains(['。', '，', '；', '、']) {
            return None;
        }
        let folded = fold(printed).text;
        if folded.chars().count() > LONGEST {
            return None;
        }
        let bare = ABOUT.iter().fold(folded, |text, word| text.replace(word, ""));
        let bare = bare.trim_matches(|c: char| c.is_ascii_digit());
        self.exact(bare).filter(|found| found.dispute_group().is_some() && found.dispute_column().is_none())
    }

    /// Whether a text is a stretch of any label, as a line of a wrapped label is.
    pub(super) fn has_piece(&self, printed: &str) -> bool {
        if printed.len() > LONGEST * 8 {
            return false;
        }
        PIECES.with(|known| known.or_find(printed, || !self.is_outgrown_by(printed) && self.find_piece(printed)))
    }

    fn find_piece(&self, printed: &str) -> bool {
        let piece = fold(printed).text;
        let at = self.endings.partition_point(|ending| *ending < piece);
        self.endings.get(at).is_some_and(|ending| ending.starts_with(&piece))
    }

    fn exact_folded(&'static self, folded: &Folded) -> Option<Match> {
        let index =
            self.exact.get(&folded.text).or_else(|| folded.bare.as_ref().and_then(|bare| self.exact.get(bare)))?;
        let entry = self.entries.get(*index)?;
        Some(Match { entry, exact: true, partial: false, number: folded.number })
    }

    /// Looks a printed text up among the labels that can stand in a table, tolerating lost and changed characters.
    pub(super) fn look_up(&'static self, printed: &str) -> Lookup {
        if printed.len() > LONGEST * 8 {
            return Lookup::Unknown;
        }
        NEAR.with(|known| known.or_find(printed, || self.find_near(printed)))
    }

    fn find_near(&'static self, printed: &str) -> Lookup {
        let folded = fold(printed);
        if let Some(found) = self.exact_folded(&folded) {
            return Lookup::Found(found);
        }
        // Two rows that stand in one cell are neither of them.
        let mut rows = printed.split_whitespace().filter_map(|label| self.exact(label).filter(Match::is_only_row));
        if let Some(first) = rows.next()
            && let Some(other) = rows.find(|other| other.row() != first.row())
        {
            return Lookup::Ambiguous(vec![first.entry, other.entry]);
        }
        let whole: Vec<char> = folded.text.chars().collect();
        let bare: Vec<char> = folded.bare.as_deref().unwrap_or_default().chars().collect();
        if whole.len() < 3 || whole.len() > LONGEST || !whole.iter().any(|c| !c.is_ascii()) {
            return Lookup::Unknown;
        }
        let mut near: Vec<Nearness> = self
            .entries
            .iter()
            .filter(|entry| !entry.meanings.iter().all(|m| matches!(m, Meaning::Section(_))))
            .filter_map(|entry| {
                let whole = Nearness::of(entry, &whole);
                let bare = if bare.len() < 3 { None } else { Nearness::of(entry, &bare) };
                match (whole, bare) {
                    (Some(a), Some(b)) => Some(if b.share > a.share { b } else { a }),
                    (a, b) => a.or(b),
                }
            })
            .collect();
        near.sort_by(|a, b| b.share.cmp(&a.share).then(b.contained.cmp(&a.contained)));
        decide(&near, folded.number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use gongkai_core::form::Edition;

    fn row(printed: &str) -> Option<Meaning> {
        dictionary().look_up(printed).found().and_then(|found| found.row())
    }

    #[test]
    fn finds_variants_and_lost_characters() {
        for (printed, key) in [
            ("2.其他法律行政止公开", "prohibited_by_law"),
            ("3.危及\"三安全一稳定\"", "endangers_security_or_stability"),
            ("（二）部分公开", "partially_granted"),
            ("1、申请人无正当理由逾期不补正", "correction_overdue"),
            ("5.要求行政机关确认或重新", "confirmation_or_reissue"),
            ("（七） 总 计", "total_processed"),
            ("合计", "total_processed"),
            ("3.其它", "other_outcome"),
            ("一、本年新收政府信息公开申请数", "received"),
        ] {
            assert_eq!(row(printed), Some(Meaning::ApplicationRow(key)), "{printed}");
        }
        assert_eq!(row("规范性文件"), Some(Meaning::DisclosureRow("normative_documents")));
        assert_eq!(row("行政许"), Some(Meaning::DisclosureRow("licenses")));
    }

    #[test]
    fn never_guesses() {
        for printed in ["行政", "属于行政", "本年件数", "结果", "政府信息公开申请", "属于", "规", "备注", "", "1."]
        {
            assert_eq!(dictionary().look_up(printed).found(), None, "{printed}");
        }
        for printed in ["规章\n行政规范性文件", "行政规范性文件 规章", "1.重复申请\n2.要求提供公开出版物"]
        {
            assert_eq!(dictionary().look_up(printed).found(), None, "{printed}");
        }
        assert_eq!(row("行政\n许可"), Some(Meaning::DisclosureRow("licenses")));
        assert!(matches!(dictionary().look_up("本年件数"), Lookup::Ambiguous(_) | Lookup::Unknown));
    }

    #[test]
    fn every_label_of_the_forms_is_found_exactly() {
        for edition in Edition::all() {
            for cell in edition.form().cells() {
                for label in cell.row_path.iter().chain(&cell.column_path) {
                    let found = dictionary().look_up(label).found();
                    assert!(found.is_some_and(|found| found.exact), "{label}");
                }
            }
        }
    }
}
