//! Building the dictionary from what the forms declare, and from the few other wordings that reports use.

use std::collections::HashMap;

use super::{Dictionary, Entry, Meaning};
use crate::fold::fold;
use crate::sections::WORDINGS;
use gongkai_core::form::{Edition, SectionKey, TableDeclaration};

/// Wordings that published reports use for a label of the forms, with the label.
const SYNONYMS: [(&str, &str); 13] = [
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
];

/// So many characters of a section's heading are no chance among the words of a text.
const LEAST_OF_HEADING: usize = 9;

impl Dictionary {
    pub(super) fn build() -> Self {
        let mut dictionary = Self {
            entries: Vec::new(),
            exact: HashMap::default(),
            starting: HashMap::default(),
            endings: Vec::new(),
            longest: 0,
        };
        for section in SectionKey::ALL {
            dictionary.add(section.heading(), Meaning::Section(section));
        }
        for edition in Edition::all().rev() {
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
                        // A caption or a head of one row names a group with the groups that it is of.
                        for group in form.groups.iter().filter(|group| group.path.len() > 1) {
                            let leaf = group.path.last().and_then(|leaf| dictionary.exact.get(&fold(leaf).text));
                            if let Some(index) = leaf.copied() {
                                dictionary.exact.entry(fold(&group.path.concat()).text).or_insert(index);
                            }
                        }
                    }
                }
            }
        }
        let long = WORDINGS.iter().filter(|(wording, _)| wording.chars().count() >= LEAST_OF_HEADING);
        let headings = long.map(|(wording, section)| (*wording, section.heading()));
        for (synonym, label) in SYNONYMS.into_iter().chain(headings) {
            if let Some(&index) = dictionary.exact.get(&fold(label).text) {
                dictionary.exact.entry(fold(synonym).text).or_insert(index);
            }
        }
        for (wording, index) in &dictionary.exact {
            let characters: Vec<char> = wording.chars().collect();
            dictionary.longest = dictionary.longest.max(characters.len());
            if let Some(first) = characters.first() {
                dictionary.starting.entry(*first).or_default().push((characters, *index));
            }
        }
        let endings = |wording: &'_ String| -> Vec<String> {
            wording.char_indices().filter_map(|(at, _)| wording.get(at..).map(str::to_owned)).collect()
        };
        dictionary.endings = dictionary.exact.keys().flat_map(endings).collect();
        dictionary.endings.sort_unstable();
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
                    numbers: Vec::new(),
                });
                self.entries.len() - 1
            }
        };
        if let Some(entry) = self.entries.get_mut(index)
            && !entry.meanings.contains(&meaning)
        {
            entry.meanings.push(meaning);
            if matches!(meaning, Meaning::ApplicationRow(_) | Meaning::OutcomeGroup(_)) {
                entry.numbers.extend(folded.number);
            }
        }
        self.exact.entry(folded.text).or_insert(index);
        if let Some(bare) = folded.bare {
            self.exact.entry(bare).or_insert(index);
        }
    }
}
