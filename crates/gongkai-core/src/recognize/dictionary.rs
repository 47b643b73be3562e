//! The dictionary of the forms' labels, and the tolerant lookup of a printed text in it.
//!
//! Everything in it comes from the [`Form`](crate::form::Form)s; the only wordings of its own are a few synonyms that
//! published reports use. A text is found exactly, or as a label that lost or changed characters when one label is
//! near and every other clearly farther; otherwise it is ambiguous or unknown, and never guessed.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::fold::{Folded, fold};
use crate::form::{Edition, SectionKey, TableDeclaration};

/// What a label of the forms means. One text can mean several: 总计 is a row and a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Meaning {
    /// 第二十条第（一）项
    Block(&'static str),
    /// 信息内容, 申请人情况, the corner: labels that name no value.
    Furniture,
    /// A row of table 二.
    DisclosureRow(&'static str),
    /// A column of table 二.
    DisclosureColumn(&'static str),
    /// A label over several rows of table 三.
    OutcomeGroup(&'static str),
    /// A row of table 三.
    ApplicationRow(&'static str),
    /// 法人或其他组织
    ApplicantGroup,
    /// A column of table 三.
    Applicant(&'static str),
    /// A label over groups or columns of table 四: 行政复议, 行政诉讼, 未经复议直接起诉, 复议后起诉.
    DisputeGroup(&'static str),
    /// A column of each group of table 四.
    DisputeColumn(&'static str),
    /// One of the six sections.
    Section(SectionKey),
}

impl Meaning {
    /// Whether the label stands over columns.
    pub(super) fn is_head(self) -> bool {
        matches!(
            self,
            Self::DisclosureColumn(_)
                | Self::Applicant(_)
                | Self::ApplicantGroup
                | Self::DisputeGroup(_)
                | Self::DisputeColumn(_)
                | Self::Furniture
        )
    }

    /// Whether the label names a row of values.
    pub(super) fn is_row(self) -> bool {
        matches!(self, Self::DisclosureRow(_) | Self::ApplicationRow(_))
    }
}

/// A label with what it means.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// The label as the form prints it.
    pub(super) printed: &'static str,
    folded: Vec<char>,
    /// The number that the form prints before the label.
    pub(super) number: Option<u8>,
    pub(super) meanings: Vec<Meaning>,
}

/// What a printed text was found to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Match {
    pub(super) entry: &'static Entry,
    /// Whether the text is the label itself, and not one that lost or changed characters.
    pub(super) exact: bool,
    /// Whether the text is no more than a piece of the label.
    pub(super) partial: bool,
    /// The number printed before the text.
    pub(super) number: Option<u8>,
}

impl Match {
    pub(super) fn meanings(&self) -> &'static [Meaning] {
        &self.entry.meanings
    }

    /// The row of values that the label names, where it can name one.
    pub(super) fn row(&self) -> Option<Meaning> {
        self.meanings().iter().copied().find(|meaning| meaning.is_row())
    }

    /// Whether the label names a row of values and can be nothing else.
    pub(super) fn is_only_row(&self) -> bool {
        self.meanings().iter().all(|meaning| meaning.is_row())
    }

    pub(super) fn is_head(&self) -> bool {
        self.meanings().iter().any(|meaning| meaning.is_head())
    }

    pub(super) fn applicant(&self) -> Option<&'static str> {
        self.meanings().iter().find_map(|m| if let Meaning::Applicant(key) = m { Some(*key) } else { None })
    }

    pub(super) fn disclosure_column(&self) -> Option<&'static str> {
        self.meanings().iter().find_map(|m| if let Meaning::DisclosureColumn(key) = m { Some(*key) } else { None })
    }

    pub(super) fn dispute_column(&self) -> Option<&'static str> {
        self.meanings().iter().find_map(|m| if let Meaning::DisputeColumn(key) = m { Some(*key) } else { None })
    }

    pub(super) fn dispute_group(&self) -> Option<&'static str> {
        self.meanings().iter().find_map(|m| if let Meaning::DisputeGroup(label) = m { Some(*label) } else { None })
    }

    pub(super) fn outcome_group(&self) -> Option<&'static str> {
        self.meanings().iter().find_map(|m| if let Meaning::OutcomeGroup(label) = m { Some(*label) } else { None })
    }

    pub(super) fn block(&self) -> Option<&'static str> {
        self.meanings().iter().find_map(|m| if let Meaning::Block(label) = m { Some(*label) } else { None })
    }

    pub(super) fn section(&self) -> Option<SectionKey> {
        self.meanings().iter().find_map(|m| if let Meaning::Section(key) = m { Some(*key) } else { None })
    }

    pub(super) fn is(&self, meaning: Meaning) -> bool {
        self.meanings().contains(&meaning)
    }
}

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

/// Wordings that published reports use for a label of the forms, with the label.
const SYNONYMS: [(&str, &str); 18] = [
    ("合计", "总计"),
    ("总数", "总计"),
    ("规范性文件", "行政规范性文件"),
    ("本年制发数量", "本年制发件数"),
    ("本年废止数量", "本年废止件数"),
    ("现行有效数量", "现行有效件数"),
    ("本年度制发件数", "本年制发件数"),
    ("本年度制发数", "本年制发件数"),
    ("本年废止数", "本年废止件数"),
    ("本年度废止件数", "本年废止件数"),
    ("处理决定数量", "本年处理决定数量"),
    ("逾期不补正", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"),
    ("逾期不缴费", "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"),
    ("存在问题及改进情况", "五、存在的主要问题及改进情况"),
    ("存在的主要问题及整改措施", "五、存在的主要问题及改进情况"),
    ("存在的问题及改进措施", "五、存在的主要问题及改进情况"),
    ("存在的主要问题和改进情况", "五、存在的主要问题及改进情况"),
    ("行政复议和行政诉讼情况", "四、政府信息公开行政复议、行政诉讼情况"),
];

/// The longest text that can be a label of a table, in characters; longer ones are not looked at.
const LONGEST: usize = 90;

/// The dictionary of both editions.
pub(super) struct Dictionary {
    entries: Vec<Entry>,
    exact: HashMap<String, usize>,
    /// The wordings by their first character, the longest first.
    starting: HashMap<char, Vec<(Vec<char>, usize)>>,
}

/// The dictionary of both editions' labels.
pub(super) fn dictionary() -> &'static Dictionary {
    static DICTIONARY: LazyLock<Dictionary> = LazyLock::new(Dictionary::build);
    &DICTIONARY
}

impl Dictionary {
    fn build() -> Self {
        let mut dictionary = Self { entries: Vec::new(), exact: HashMap::new(), starting: HashMap::new() };
        for section in SectionKey::ALL {
            dictionary.add(section.heading(), Meaning::Section(section));
        }
        for edition in Edition::ALL.into_iter().rev() {
            for table in edition.form().tables() {
                match table.declared {
                    TableDeclaration::Disclosure(form) => {
                        dictionary.add(form.row_header, Meaning::Furniture);
                        for block in form.blocks {
                            dictionary.add(block.heading, Meaning::Block(block.heading));
                            for column in block.columns {
                                dictionary.add(column.label, Meaning::DisclosureColumn(column.key));
                            }
                            for row in block.rows {
                                dictionary.add(row.label, Meaning::DisclosureRow(row.key));
                            }
                        }
                    }
                    TableDeclaration::Applications(form) => {
                        dictionary.add(form.corner, Meaning::Furniture);
                        dictionary.add(form.column_header, Meaning::Furniture);
                        for column in form.columns {
                            dictionary.add(column.label, Meaning::Applicant(column.key));
                            if let Some(group) = column.group {
                                dictionary.add(group, Meaning::ApplicantGroup);
                            }
                        }
                        for row in form.rows {
                            let Some((leaf, groups)) = row.path.split_last() else { continue };
                            dictionary.add(leaf, Meaning::ApplicationRow(row.key));
                            for group in groups {
                                dictionary.add(group, Meaning::OutcomeGroup(group));
                            }
                        }
                    }
                    TableDeclaration::Disputes(form) => {
                        for group in form.groups {
                            for label in group.path {
                                dictionary.add(label, Meaning::DisputeGroup(label));
                            }
                        }
                        for column in form.columns {
                            dictionary.add(column.label, Meaning::DisputeColumn(column.key));
                        }
                    }
                }
            }
        }
        for (synonym, label) in SYNONYMS {
            if let Some(&index) = dictionary.exact.get(&fold(label).text) {
                dictionary.exact.entry(fold(synonym).text).or_insert(index);
            }
        }
        for (wording, index) in &dictionary.exact {
            let characters: Vec<char> = wording.chars().collect();
            if let Some(first) = characters.first() {
                dictionary.starting.entry(*first).or_default().push((characters, *index));
            }
        }
        for wordings in dictionary.starting.values_mut() {
            wordings.sort_by(|(a, _), (b, _)| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        }
        dictionary
    }

    fn add(&mut self, printed: &'static str, meaning: Meaning) {
        // The corner is nothing but its brackets; the others are known with and without what stands in them.
        let folded = fold(printed);
        let index = match self.exact.get(&folded.text) {
            Some(&index) => index,
            None => {
                self.entries.push(Entry {
                    printed,
                    folded: folded.text.chars().collect(),
                    number: folded.number,
                    meanings: Vec::new(),
                });
                self.entries.len() - 1
            }
        };
        if let Some(entry) = self.entries.get_mut(index)
            && !entry.meanings.contains(&meaning)
        {
            entry.meanings.push(meaning);
        }
        self.exact.entry(folded.text).or_insert(index);
        if let Some(bare) = folded.bare {
            self.exact.entry(bare).or_insert(index);
        }
    }

    /// Every wording, folded, that starts with a character, the longest first, with its label.
    pub(super) fn starting_with(&'static self, first: char) -> impl Iterator<Item = (&'static [char], &'static Entry)> {
        let wordings = self.starting.get(&first).map(Vec::as_slice).unwrap_or_default();
        wordings.iter().filter_map(|(wording, index)| Some((wording.as_slice(), self.entries.get(*index)?)))
    }

    /// Whether a text is a longer stretch of the corner of table 三, which lines break in two beside other labels of
    /// the head and which names no value.
    pub(super) fn is_piece_of_corner(&self, printed: &str) -> bool {
        const LEAST: usize = 6;
        let piece: Vec<char> = fold(printed).text.chars().collect();
        let corners = self.entries.iter().filter(|entry| entry.meanings == [Meaning::Furniture]);
        piece.len() >= LEAST
            && corners
                .filter(|entry| entry.folded.len() > piece.len())
                .any(|entry| entry.folded.windows(piece.len()).any(|window| window == piece))
    }

    /// Looks a printed text up; only the label itself is found, not one that lost or changed characters.
    pub(super) fn exact(&'static self, printed: &str) -> Option<Match> {
        if printed.len() > LONGEST * 8 {
            return None;
        }
        self.exact_folded(&fold(printed))
    }

    /// Whether a text is a stretch of any label, as a line of a wrapped label is.
    pub(super) fn has_piece(&self, printed: &str) -> bool {
        let piece = fold(printed).text;
        self.exact.keys().any(|wording| wording.contains(&piece))
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
        let folded = fold(printed);
        if let Some(found) = self.exact_folded(&folded) {
            return Lookup::Found(found);
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

/// How near a label is to a text.
#[derive(Debug, Clone, Copy)]
struct Nearness {
    entry: &'static Entry,
    /// How many of a thousand characters agree.
    share: usize,
    /// How many characters differ.
    distance: usize,
    /// Whether the text is a longer stretch of the label, cut off at either end.
    contained: bool,
    /// Whether the label is near enough to be meant.
    near: bool,
}

impl Nearness {
    fn of(entry: &'static Entry, text: &[char]) -> Option<Self> {
        let longest = entry.folded.len().max(text.len());
        let common = text.iter().filter(|c| entry.folded.contains(c)).count();
        if common * 2 < text.len() {
            return None;
        }
        let contained = text.len() >= 5 && entry.folded.windows(text.len()).any(|window| window == text);
        let distance = strsim::generic_levenshtein(&entry.folded, &text.to_vec());
        let share = (longest - distance.min(longest)) * 1000 / longest.max(1);
        let allowed = match entry.folded.len() {
            0..=2 => 0,
            3..=5 => 1,
            6..=8 => 2,
            length => length / 3,
        };
        let near = distance <= allowed || contained;
        Some(Self { entry, share, distance, contained, near })
    }
}

/// The one label that is near while every other is clearly farther.
fn decide(near: &[Nearness], number: Option<u8>) -> Lookup {
    let Some(best) = near.iter().filter(|n| n.near).max_by_key(|n| (n.share, n.contained)) else {
        return Lookup::Unknown;
    };
    let shares_meaning = |other: &Nearness| other.entry.meanings.iter().any(|m| best.entry.meanings.contains(m));
    let rivals: Vec<&Nearness> = near
        .iter()
        .filter(|other| !std::ptr::eq(other.entry, best.entry) && !shares_meaning(other))
        .filter(|other| {
            if best.contained {
                other.contained || (other.near && other.share + 150 > best.share)
            } else {
                other.contained || other.distance < best.distance + 1 || other.share + 150 > best.share
            }
        })
        .collect();
    // A label whose characters are damaged must not contradict its own number.
    let contradicted = number.zip(best.entry.number).is_some_and(|(printed, expected)| printed != expected);
    if rivals.is_empty() && !contradicted {
        return Lookup::Found(Match { entry: best.entry, exact: false, partial: best.share < 700, number });
    }
    Lookup::Ambiguous(std::iter::once(best.entry).chain(rivals.iter().map(|rival| rival.entry)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

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
        assert!(matches!(dictionary().look_up("本年件数"), Lookup::Ambiguous(_) | Lookup::Unknown));
    }

    #[test]
    fn every_label_of_the_forms_is_found_exactly() {
        for edition in Edition::ALL {
            for cell in edition.form().cells() {
                for label in cell.row_path.iter().chain(&cell.column_path) {
                    let found = dictionary().look_up(label).found();
                    assert!(found.is_some_and(|found| found.exact), "{label}");
                }
            }
        }
    }
}
