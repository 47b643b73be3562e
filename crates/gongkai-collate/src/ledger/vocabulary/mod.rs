//! Words of registers and the rows and columns of the form that they mean.

mod numbers;
mod words;

use gongkai_core::Within;
use gongkai_core::characters::is_blank;
use gongkai_core::form::keys::{column, row};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use gongkai_core::form::{ApplicationsForm, DisputesForm, Edition, TableDeclaration};

use crate::ledger::refusal::RefusalReason;
use crate::ledger::wording::{bare, nearest};
use numbers::{article, compact, split, unnumbered};
use words::{APPLICANT_WORDS, ARTICLES, BEFORE, BEHIND, CASE_WORDS, OPEN_WORDS, OUTCOME_WORDS, RESULT_WORDS};

/// One vocabulary: the form's own labels and what registers write for them.
#[derive(Debug, Default)]
pub(crate) struct Vocabulary {
    column: &'static str,
    words: BTreeMap<String, Vec<&'static str>>,
    labels: Vec<(&'static str, &'static str)>,
    /// Words for a group of rows or columns, which alone do not say which of them is meant.
    groups: Vec<(String, Vec<&'static str>)>,
}

/// The vocabularies of an edition.
#[derive(Debug)]
pub(crate) struct Vocabularies {
    edition: Edition,
    /// The outcomes of table 三: by label, by number and by article.
    pub(crate) outcomes: Vocabulary,
    /// The applicant classes of table 三.
    pub(crate) applicants: Vocabulary,
    /// The results of table 四.
    pub(crate) results: Vocabulary,
    /// The groups of table 四.
    pub(crate) cases: Vocabulary,
}

impl Vocabularies {
    /// Those of every edition, made once.
    fn all() -> &'static [Self] {
        static ALL: LazyLock<Vec<Vocabularies>> = LazyLock::new(|| Edition::all().map(Vocabularies::new).collect());
        &ALL
    }

    /// Those of an edition.
    pub(crate) fn of(edition: Edition) -> &'static Self {
        static NONE: LazyLock<Vocabularies> = LazyLock::new(|| Vocabularies::new(Edition::newest()));
        Self::all().iter().find(|own| own.edition == edition).unwrap_or(&NONE)
    }

    fn new(edition: Edition) -> Self {
        let mut own = Self {
            edition,
            outcomes: Vocabulary::default(),
            applicants: Vocabulary::default(),
            results: Vocabulary::default(),
            cases: Vocabulary::default(),
        };
        for table in edition.form().tables() {
            match table.declared {
                TableDeclaration::Disclosure(_) => {}
                TableDeclaration::Applications(form) => {
                    (own.outcomes, own.applicants) = (outcomes(form), applicants(form));
                }
                TableDeclaration::Disputes(form) => (own.results, own.cases) = (results(form), cases(form)),
            }
        }
        own
    }

    pub(crate) fn each(&self) -> [&Vocabulary; 4] {
        [&self.outcomes, &self.applicants, &self.results, &self.cases]
    }
}

impl Vocabulary {
    fn of(
        column: &'static str,
        labels: impl Iterator<Item = (&'static str, &'static str)>,
        synonyms: &[(&'static str, &[&'static str])],
    ) -> Self {
        let mut vocabulary = Self { column, ..Self::default() };
        for (key, label) in labels {
            vocabulary.learn(label, key);
            vocabulary.labels.push((label, key));
        }
        vocabulary.learn_synonyms(synonyms.iter().flat_map(|(key, words)| words.iter().map(|word| (*word, *key))));
        vocabulary
    }

    /// Learns what registers write for the rows or columns that the edition has; what it prints itself means that.
    fn learn_synonyms(&mut self, synonyms: impl Iterator<Item = (&'static str, &'static str)>) {
        let printed: BTreeMap<String, &'static str> =
            self.labels.iter().map(|(label, key)| (bare(label), *key)).collect();
        let keys: BTreeSet<&'static str> = self.labels.iter().map(|(_, key)| *key).collect();
        for (word, key) in synonyms.filter(|(_, key)| keys.contains(key)) {
            if printed.get(&bare(word)).is_none_or(|own| *own == key) {
                self.learn(word, key);
            }
        }
    }

    fn learn(&mut self, word: &str, key: &'static str) {
        let keys = self.words.entry(bare(word)).or_default();
        if !keys.contains(&key) {
            keys.push(key);
        }
    }

    fn learn_group(&mut self, word: &str, keys: Vec<&'static str>) {
        if keys.len() > 1 {
            self.groups.push((bare(word), keys));
        }
    }

    /// The column of a register that its words stand in.
    pub(crate) fn column(&self) -> &'static str {
        self.column
    }

    /// The labels that alone say which row or column is meant.
    pub(crate) fn plain_labels(&self) -> impl Iterator<Item = &'static str> {
        self.labels.iter().filter(|&&(label, key)| self.key(label) == Ok(key)).map(|&(label, _)| label)
    }

    /// The key that a word means.
    pub(crate) fn key(&self, text: &str) -> Result<&'static str, RefusalReason> {
        match self.meanings(text).as_slice() {
            [] => {
                let near = nearest(&bare(text), self.labels.iter().map(|&(label, _)| label)).map(str::to_owned);
                Err(RefusalReason::UnknownWord { column: self.column, text: text.to_owned(), nearest: near })
            }
            [key] => Ok(key),
            several => {
                let candidates = several.iter().map(|key| self.label(key).to_owned()).collect();
                Err(RefusalReason::Ambiguous { column: self.column, text: text.to_owned(), candidates })
            }
        }
    }

    /// Everything that a text could mean: one key where it is clear.
    fn meanings(&self, text: &str) -> Vec<&'static str> {
        let plain = of_this_organ(bare(text));
        let known = self.known(&plain);
        if !known.is_empty() {
            return known;
        }
        let (number, label) = split(text.trim());
        if !number.is_empty() {
            let (numbered, labelled) = (self.numbered(&bare(number)), self.worded(&bare(label)));
            if numbered.is_empty() || labelled.is_empty() {
                if !labelled.is_empty() {
                    return labelled;
                }
            } else {
                return agreed(numbered, labelled);
            }
        }
        let numbered = self.numbered(&plain);
        if !numbered.is_empty() {
            return numbered;
        }
        let worded = self.worded(&plain);
        if !worded.is_empty() {
            return worded;
        }
        let within = self.within(&plain);
        if within.is_empty() { self.parted(text) } else { within }
    }

    /// What several words for one thing mean together: `逾期未补正，视为放弃`, `第三方不同意公开，不予公开`.
    fn parted(&self, text: &str) -> Vec<&'static str> {
        let pieces = text.split(|c: char| is_blank(c) || "，,、；;。：:（）()/／—–-".contains(c)).map(bare);
        let pieces: Vec<String> = pieces.filter(|piece| !piece.is_empty()).map(of_this_organ).collect();
        self.together(pieces.iter().map(String::as_str), true)
    }

    /// What words mean together. Each of them must be known, or say no more than that the matter is closed and how; beside
    /// 部分公开, whatever became of the rest is not counted, as the form has it.
    fn together<'t>(&self, pieces: impl IntoIterator<Item = &'t str>, joined: bool) -> Vec<&'static str> {
        let (mut meant, mut of_parts) = (None, false);
        for piece in pieces.into_iter().filter(|piece| !CLOSING.contains(piece) && !says_how(piece)) {
            let means = |text: &str| {
                let ways: [&dyn Fn() -> Vec<&'static str>; 3] = [&|| self.worded(text), &|| self.within(text), &|| {
                    if joined { self.joined(text) } else { Vec::new() }
                }];
                ways.iter().map(|way| way()).find(|own| !own.is_empty())
            };
            let part = || PARTS.iter().find_map(|part| means(piece.strip_prefix(part)?));
            match means(piece) {
                Some(own) => meant = Some(meant.map_or_else(|| own.clone(), |known| agreed(known, own.clone()))),
                None if part().is_some() => of_parts = true,
                None => return Vec::new(),
            }
        }
        meant.filter(|meant| !of_parts || *meant == [row::PARTIALLY_GRANTED]).unwrap_or_default()
    }

    /// What two words without a mark between them mean: `逾期未补正视为放弃`.
    fn joined(&self, text: &str) -> Vec<&'static str> {
        let ends = || text.char_indices().map(|(at, _)| at);
        let pairs = ends().skip(SHORTEST).filter_map(|at| text.split_at_checked(at));
        let pairs = pairs.filter(|(_, behind)| behind.chars().count() >= SHORTEST);
        let meant = pairs.flat_map(|(before, behind)| self.together([before, behind], false)).collect();
        agreed(meant, Vec::new())
    }

    /// What a word means without what registers say around it: `政府信息不存在`, `属于信访事项`, `予以公开的答复`.
    fn within(&self, plain: &str) -> Vec<&'static str> {
        let mut pending = vec![plain];
        for _ in 0..MOST_AROUND {
            let mut shorter: Vec<&str> = Vec::new();
            for text in pending {
                shorter.extend(BEFORE.iter().filter_map(|word| text.strip_prefix(word)));
                shorter.extend(BEHIND.iter().filter_map(|word| text.strip_suffix(word)));
            }
            shorter.retain(|text| !text.is_empty());
            shorter.sort_unstable();
            shorter.dedup();
            let found: Vec<&'static str> = shorter.iter().flat_map(|text| self.worded(text)).collect();
            if !found.is_empty() {
                return agreed(found.clone(), found);
            }
            pending = shorter;
        }
        Vec::new()
    }

    fn known(&self, plain: &str) -> Vec<&'static str> {
        self.words.get(plain).cloned().unwrap_or_default()
    }

    /// What a number of the form or an article means.
    fn numbered(&self, plain: &str) -> Vec<&'static str> {
        let keys = compact(plain).map(|number| self.known(&number)).unwrap_or_default();
        if keys.is_empty() { self.known(&article(plain)) } else { keys }
    }

    /// What words mean: known ones, a group with one of its members (`不予公开（国家秘密）`), or two words for one thing
    /// (`其他（撤回）`).
    fn worded(&self, plain: &str) -> Vec<&'static str> {
        let known = self.known(plain);
        if !known.is_empty() {
            return known;
        }
        for (group, members) in &self.groups {
            // `不予公开（国家秘密）`, `国家秘密不予公开`
            let rest = plain.strip_prefix(group.as_str()).or_else(|| plain.strip_suffix(group.as_str()));
            let Some(rest) = rest else { continue };
            let rest = rest.trim_matches(['(', ')', '-', '—', '/', '>', '·', '→', '[', ']', '【', '】']);
            if rest.is_empty() {
                return members.clone();
            }
            let mut meant = [self.known(rest), self.known(&bare(unnumbered(rest)))].concat();
            if meant.is_empty() {
                meant = self.within(rest);
            }
            if !meant.is_empty() {
                return agreed(members.clone(), meant);
            }
        }
        match plain.strip_suffix(')').and_then(|text| text.split_once('(')) {
            Some((outer, inner)) => {
                let (outer, inner) = (self.known(outer), self.known(inner));
                if outer.is_empty() || inner.is_empty() { Vec::new() } else { agreed(outer, inner) }
            }
            None => Vec::new(),
        }
    }

    fn label(&self, key: &str) -> &'static str {
        self.labels.iter().find(|(_, known)| *known == key).map_or("", |&(label, _)| label)
    }
}

/// Words for 不予公开 that leave open why.
const REFUSALS: [&str; 5] = ["不公开", "不同意公开", "不准予公开", "未予公开", "拒绝公开"];

/// Words that say no more than that a matter is closed.
const CLOSING: [&str; 9] =
    ["不再处理", "不再办理", "不再答复", "不予答复", "书面答复", "已答复", "已办结", "办结", "结案"];

/// What stands before what became of a part of the information.
const PARTS: [&str; 4] = ["其余部分", "部分", "其余", "另一部分"];

/// The fewest characters of a word beside another.
const SHORTEST: usize = 2;

/// Whether a piece says no more than how somebody was answered: `邮寄送达`, `通过电子邮件发送`.
fn says_how(piece: &str) -> bool {
    const MEANS: [&str; 14] = [
        "电子邮件",
        "电子邮箱",
        "邮寄",
        "邮件",
        "快递",
        "当面",
        "当场",
        "现场",
        "窗口",
        "网上",
        "网络",
        "电话",
        "传真",
        "短信",
    ];
    const AROUND: [&str; 12] =
        ["通过", "采取", "以", "送达", "领取", "自取", "提供", "发送", "回复", "寄出", "方式", "形式"];
    let means = MEANS.iter().find(|means| piece.contains(**means));
    let rest =
        means.map(|means| AROUND.iter().fold(piece.replacen(means, "", 1), |rest, word| rest.replacen(word, "", 1)));
    rest.is_some_and(|rest| rest.is_empty())
}

/// What registers call the organ that keeps them.
const THIS_ORGAN: [&str; 6] = ["机关", "局", "单位", "镇", "乡", "委"];

/// `不属于我局公开` as `不属于本机关公开`.
fn of_this_organ(text: String) -> String {
    let own = THIS_ORGAN.iter().flat_map(|organ| ["我", "本"].map(|of| format!("{of}{organ}")));
    own.into_iter().find(|own| text.contains(own.as_str())).map_or(text.clone(), |own| text.replace(&own, "本机关"))
}

/// So many words around the one that matters are taken off.
const MOST_AROUND: usize = 3;

/// What both parts of a text mean; where they contradict each other, all that either could mean.
fn agreed(first: Vec<&'static str>, second: Vec<&'static str>) -> Vec<&'static str> {
    let mut both: Vec<&'static str> = second.iter().copied().filter(|key| first.contains(key)).collect();
    if both.is_empty() {
        both = [second, first].concat();
    }
    both.sort_unstable();
    both.dedup();
    both
}

/// Whether a register's word says that an application is still open; a dash is what people put into an empty cell.
pub(crate) fn is_open(text: &str) -> bool {
    let plain = bare(text);
    plain.chars().all(|c| matches!(c, '-' | '—' | '–' | '－' | '/' | '\\')) || OPEN_WORDS.contains(&plain.as_str())
}

/// Whether a label, number or article means something of the form.
pub(crate) fn is_known(text: &str) -> bool {
    Vocabularies::all().iter().flat_map(Vocabularies::each).any(|vocabulary| vocabulary.key(text).is_ok())
}

fn outcomes(form: &'static ApplicationsForm) -> Vocabulary {
    let mut vocabulary = Vocabulary { column: "办理结果", ..Vocabulary::default() };
    let mut groups: Vec<(&str, Vec<&'static str>)> = Vec::new();
    // Outcomes stand below （一） to （六）; the rows of receipt, totals and carrying have no part in a register.
    let rows = form.rows.iter().filter(|row| row.path.len() > 1 && row.key != row::TOTAL_PROCESSED);
    for row in rows.clone() {
        let below = row.path.within(1..);
        let label = below.last().copied().map(unnumbered).unwrap_or_default();
        vocabulary.learn(label, row.key);
        vocabulary.labels.push((label, row.key));
        if let Some((short, _)) = label.split_once('（') {
            vocabulary.learn(short, row.key);
        }
        let number: String = below.iter().map(|label| split(label).0).collect();
        if let Some(number) = compact(&number) {
            vocabulary.learn(&number, row.key);
            vocabulary.learn(&format!("三{number}"), row.key);
        }
        if let [group, _] = below {
            match groups.iter_mut().find(|(known, _)| known == group) {
                Some((_, keys)) => keys.push(row.key),
                None => groups.push((group, vec![row.key])),
            }
        }
    }
    for (group, keys) in groups {
        if unnumbered(group) == "不予公开" {
            REFUSALS.iter().for_each(|word| vocabulary.learn_group(word, keys.clone()));
        }
        vocabulary.learn_group(unnumbered(group), keys.clone());
        vocabulary.learn_group(group, keys);
    }
    // The edition of 2019 has one row for everything under 其他处理.
    let row_of = |key: &str| {
        let find = |key: &str| rows.clone().find(|row| row.key == key).map(|row| row.key);
        find(key).or_else(|| find(row::OTHER_OUTCOME))
    };
    let synonyms = OUTCOME_WORDS.iter().flat_map(|(key, words)| words.iter().map(move |word| (*word, *key)));
    let words = synonyms.chain(ARTICLES.iter().copied());
    vocabulary.learn_synonyms(words.filter_map(|(word, key)| Some((word, row_of(key)?))));
    vocabulary
}

fn applicants(form: &'static ApplicationsForm) -> Vocabulary {
    let classes = form.columns.iter().filter(|column| column.key != column::TOTAL);
    let mut vocabulary =
        Vocabulary::of("申请人类型", classes.clone().map(|column| (column.key, column.label)), APPLICANT_WORDS);
    let organizations: Vec<&'static str> =
        classes.filter(|column| column.key != column::NATURAL_PERSON).map(|column| column.key).collect();
    for word in ["法人或其他组织", "法人或者其他组织", "法人及其他组织", "法人", "组织", "单位"]
    {
        vocabulary.learn_group(word, organizations.clone());
    }
    vocabulary
}

fn results(form: &'static DisputesForm) -> Vocabulary {
    let results = form.columns.iter().filter(|column| column.key != column::TOTAL);
    Vocabulary::of("办理结果", results.map(|column| (column.key, column.label)), RESULT_WORDS)
}

fn cases(form: &'static DisputesForm) -> Vocabulary {
    let groups = form.groups.iter().map(|group| (group.key, group.path.last().copied().unwrap_or_default()));
    let mut vocabulary = Vocabulary::of("案件类型", groups, CASE_WORDS);
    // “行政诉讼” alone does not say which of the two it is.
    let lawsuits: Vec<&'static str> =
        form.groups.iter().filter(|group| group.path.len() > 1).map(|group| group.key).collect();
    for word in ["行政诉讼", "诉讼"] {
        vocabulary.learn_group(word, lawsuits.clone());
    }
    vocabulary
}

#[cfg(test)]
mod tests;
