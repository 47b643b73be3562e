//! Words of registers and the rows and columns of the form that they mean.

use gongkai_core::form::{Edition, TableDeclaration, TableForm, TableKey};

use crate::entry::RefusalReason;
use crate::wording::{bare, nearest};

/// Articles of the Regulations and the outcome that each leads to (江苏省政府信息公开申请办理答复规范). An article that
/// leads to more than one outcome stands more than once, and is refused as ambiguous.
const ARTICLES: [(&str, &str); 24] = [
    ("36(1)", "granted"),
    ("36(2)", "granted"),
    ("37", "partially_granted"),
    ("14", "state_secret"),
    ("14", "prohibited_by_law"),
    ("14", "endangers_security_or_stability"),
    ("15", "third_party_rights"),
    ("16(1)", "internal_affairs"),
    ("16(2)", "process_information"),
    ("16(2)", "enforcement_file"),
    ("36(7)", "administrative_inquiry"),
    ("36(4)", "not_held"),
    ("36(5)", "not_held"),
    ("38", "needs_creation"),
    ("30", "still_unclear"),
    ("30", "correction_overdue"),
    ("39(1)", "petition_or_complaint"),
    ("36(6)", "duplicate"),
    ("39(2)", "published_material"),
    ("35", "excessive"),
    ("42", "fee_overdue"),
    ("36(3)", "partially_granted"),
    ("36(3)", "state_secret"),
    ("36(3)", "third_party_rights"),
];

/// Words that registers use for the rows of table 三, beside the form's labels.
const OUTCOME_WORDS: &[(&str, &[&str])] = &[
    ("granted", &["公开", "全部公开", "同意公开", "已公开", "已主动公开", "主动公开", "答复公开"]),
    ("partially_granted", &["部分公开", "区分处理", "部分予以公开"]),
    ("state_secret", &["国家秘密", "涉密", "涉及国家秘密"]),
    ("prohibited_by_law", &["法律行政法规禁止公开", "法律禁止公开", "其他法律行政法规禁止"]),
    ("endangers_security_or_stability", &["三安全一稳定", "危及三安全一稳定"]),
    (
        "third_party_rights",
        &["商业秘密", "个人隐私", "第三方权益", "第三方不同意", "涉及第三方合法权益", "第三方合法权益"],
    ),
    ("internal_affairs", &["内部事务信息", "内部事务", "三类内部事务信息", "内部管理信息"]),
    ("process_information", &["过程性信息", "四类过程性信息"]),
    ("enforcement_file", &["行政执法案卷", "执法案卷", "行政执法案卷信息"]),
    ("administrative_inquiry", &["行政查询", "行政查询事项"]),
    (
        "not_held",
        &[
            "不掌握",
            "信息不存在",
            "不存在",
            "本机关不掌握",
            "非本机关",
            "不属于本机关",
            "不属于本机关公开",
            "非本机关负责公开",
        ],
    ),
    ("needs_creation", &["需要另行制作", "另行制作", "需加工分析", "没有现成信息"]),
    ("still_unclear", &["补正后仍不明确", "内容不明确", "补正后申请内容不明确"]),
    ("petition_or_complaint", &["信访", "举报", "投诉", "信访投诉", "信访举报投诉"]),
    ("duplicate", &["重复", "重复提出"]),
    ("published_material", &["公开出版物", "出版物"]),
    ("excessive", &["大量反复申请", "反复申请"]),
    ("confirmation_or_reissue", &["确认或重新出具", "要求确认", "要求重新出具"]),
    ("correction_overdue", &["逾期不补正", "逾期未补正", "未补正", "视为放弃申请", "放弃申请"]),
    ("fee_overdue", &["逾期未缴费", "未缴费", "逾期未缴纳费用", "不缴费"]),
    ("other_outcome", &["撤回", "撤回申请", "主动撤回", "申请人撤回", "其他处理", "终止", "其他"]),
];

const APPLICANT_WORDS: &[(&str, &[&str])] = &[
    ("natural_person", &["个人", "公民", "自然人个人"]),
    ("business", &["企业", "公司", "商业", "法人企业", "企业法人"]),
    ("research_institution", &["科研", "高校", "科研院所", "研究机构"]),
    ("public_interest", &["公益组织", "社会组织", "社会团体", "公益"]),
    ("legal_service", &["律所", "律师事务所", "法律服务", "律师"]),
    ("other_organization", &["其他组织", "其他法人", "其它"]),
];

const RESULT_WORDS: &[(&str, &[&str])] = &[
    ("upheld", &["维持", "驳回", "驳回复议请求", "驳回诉讼请求", "维持原判", "驳回复议申请"]),
    ("corrected", &["纠正", "撤销", "确认违法", "责令履行", "变更", "被纠错", "责令重新作出"]),
    ("other", &["其他", "撤回", "撤诉", "终止", "调解", "不予受理", "驳回起诉", "准予撤诉"]),
    ("pending", &["未结", "审理中", "在审", "未审结"]),
];

const CASE_WORDS: &[(&str, &[&str])] = &[
    ("reconsideration", &["复议", "行政复议案件"]),
    (
        "direct_litigation",
        &["直接起诉", "直接诉讼", "未经复议", "行政诉讼(未经复议直接起诉)", "行政诉讼-未经复议直接起诉"],
    ),
    ("litigation_after_reconsideration", &["复议后诉讼", "经复议起诉", "行政诉讼(复议后起诉)", "行政诉讼-复议后起诉"]),
];

/// One vocabulary: the form's own labels and what registers write for them.
#[derive(Debug)]
pub(crate) struct Vocabulary {
    column: &'static str,
    words: Vec<(String, &'static str)>,
    labels: Vec<(&'static str, &'static str)>,
}

impl Vocabulary {
    /// The outcomes of table 三 in an edition: by label, by number and by article.
    pub(crate) fn outcomes(edition: Edition) -> Self {
        let form = edition.form().table(TableKey::Applications);
        let mut vocabulary = Self { column: "办理结果", words: Vec::new(), labels: Vec::new() };
        let rows = rows(form);
        for &(key, path) in &rows {
            // Outcomes stand below （一） to （六）; the rows of receipt, totals and carrying have no part in a register.
            if path.len() < 2 || key == "total_processed" {
                continue;
            }
            let label = path.last().copied().unwrap_or_default();
            vocabulary.learn(unnumbered(label), key);
            vocabulary.labels.push((unnumbered(label), key));
            if let Some((short, _)) = unnumbered(label).split_once('（') {
                vocabulary.learn(short, key);
            }
            let below = path.get(1..).unwrap_or_default();
            let number: String = below.iter().map(|label| numbering(label)).collect();
            for spelled in [number.clone(), format!("三{number}"), format!("三、{number}"), below.join("")] {
                vocabulary.learn(&spelled, key);
            }
        }
        let has = |key: &str| rows.iter().find(|(known, _)| *known == key).map(|(known, _)| *known);
        for &(key, words) in OUTCOME_WORDS {
            // The 2019 edition has one row for everything under 其他处理.
            let Some(key) = has(key).or_else(|| has("other_outcome")) else { continue };
            for word in words {
                vocabulary.learn(word, key);
            }
        }
        for (article, key) in ARTICLES {
            let Some(key) = has(key).or_else(|| has("other_outcome")) else { continue };
            vocabulary.learn(article, key);
        }
        vocabulary
    }

    /// The applicant classes of table 三.
    pub(crate) fn applicants(edition: Edition) -> Self {
        let TableDeclaration::Applications(form) = edition.form().table(TableKey::Applications).declared else {
            return Self { column: "申请人类型", words: Vec::new(), labels: Vec::new() };
        };
        let classes =
            form.columns.iter().filter(|column| column.key != "total").map(|column| (column.key, column.label));
        Self::of("申请人类型", classes, APPLICANT_WORDS)
    }

    /// The results of table 四.
    pub(crate) fn results(edition: Edition) -> Self {
        let TableDeclaration::Disputes(form) = edition.form().table(TableKey::Disputes).declared else {
            return Self { column: "办理结果", words: Vec::new(), labels: Vec::new() };
        };
        let results =
            form.columns.iter().filter(|column| column.key != "total").map(|column| (column.key, column.label));
        Self::of("办理结果", results, RESULT_WORDS)
    }

    /// The groups of table 四.
    pub(crate) fn cases(edition: Edition) -> Self {
        let TableDeclaration::Disputes(form) = edition.form().table(TableKey::Disputes).declared else {
            return Self { column: "案件类型", words: Vec::new(), labels: Vec::new() };
        };
        let groups = form.groups.iter().map(|group| (group.key, group.path.last().copied().unwrap_or_default()));
        let mut vocabulary = Self::of("案件类型", groups, CASE_WORDS);
        // “行政诉讼” alone does not say which of the two it is.
        for group in form.groups {
            if let [outer, _] = group.path {
                vocabulary.learn(outer, group.key);
                vocabulary.learn("诉讼", group.key);
            }
        }
        vocabulary
    }

    fn of(
        column: &'static str,
        labels: impl Iterator<Item = (&'static str, &'static str)>,
        synonyms: &[(&'static str, &[&str])],
    ) -> Self {
        let mut vocabulary = Self { column, words: Vec::new(), labels: Vec::new() };
        for (key, label) in labels {
            vocabulary.learn(label, key);
            vocabulary.labels.push((label, key));
            for (_, words) in synonyms.iter().filter(|(known, _)| *known == key) {
                for word in *words {
                    vocabulary.learn(word, key);
                }
            }
        }
        vocabulary
    }

    fn learn(&mut self, word: &str, key: &'static str) {
        let word = bare(word);
        if !self.words.iter().any(|(known, of)| *known == word && *of == key) {
            self.words.push((word, key));
        }
    }

    /// The key that a word means.
    pub(crate) fn key(&self, text: &str) -> Result<&'static str, RefusalReason> {
        let plain = bare(text);
        let spelled = [plain.clone(), bare(unnumbered(text.trim())), article(&plain)];
        for word in spelled.iter().filter(|word| !word.is_empty()) {
            let mut keys: Vec<&'static str> =
                self.words.iter().filter(|(known, _)| known == word).map(|&(_, key)| key).collect();
            keys.dedup();
            match keys.as_slice() {
                [] => {}
                [key] => return Ok(key),
                several => {
                    let candidates = several.iter().map(|key| self.label(key).to_owned()).collect();
                    return Err(RefusalReason::Ambiguous { column: self.column, text: text.to_owned(), candidates });
                }
            }
        }
        let near = nearest(&plain, self.labels.iter().map(|&(label, _)| label)).map(str::to_owned);
        Err(RefusalReason::UnknownWord { column: self.column, text: text.to_owned(), nearest: near })
    }

    fn label(&self, key: &str) -> &'static str {
        self.labels.iter().find(|(_, known)| *known == key).map_or("", |&(label, _)| label)
    }
}

fn rows(form: &TableForm) -> Vec<(&'static str, &'static [&'static str])> {
    match form.declared {
        TableDeclaration::Applications(form) => form.rows.iter().map(|row| (row.key, row.path)).collect(),
        _ => Vec::new(),
    }
}

/// A label without the number that it begins with.
fn unnumbered(label: &str) -> &str {
    let digits = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    if let Some(rest) = label.strip_prefix(['（', '(']) {
        let after = rest.trim_start_matches(digits);
        if let Some(bare) = after.strip_prefix(['）', ')']).filter(|_| after.len() < rest.len()) {
            return bare.trim_start_matches(['、', '.']);
        }
    }
    let after = label.trim_start_matches(digits);
    after.strip_prefix(['.', '、', '．']).filter(|_| after.len() < label.len()).unwrap_or(label)
}

/// The number that a label begins with: `（三）` or `5`.
fn numbering(label: &str) -> String {
    let rest = unnumbered(label);
    label.strip_suffix(rest).unwrap_or_default().trim_end_matches(['.', '、', '．']).to_owned()
}

/// `第三十六条第（一）项`, `36条1项` and `36-1` as `36(1)`; empty for what is no article.
fn article(text: &str) -> String {
    let text = text.trim_start_matches("条例").trim_start_matches('第');
    let (number, rest) = match leading_number(text) {
        Some(found) => found,
        None => return String::new(),
    };
    let rest = rest.trim_start_matches('条').trim_start_matches(['第', '(', '-', '.']);
    if rest.is_empty() {
        return number.to_string();
    }
    match leading_number(rest) {
        Some((item, tail)) if matches!(tail.trim_start_matches(')'), "" | "项" | "款") => format!("{number}({item})"),
        _ => String::new(),
    }
}

/// A number at the start of the text, in digits or in Chinese numerals up to 99.
fn leading_number(text: &str) -> Option<(u32, &str)> {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if digits > 0 {
        let (number, rest) = text.split_at_checked(digits)?;
        return Some((number.parse().ok()?, rest));
    }
    let rest = text.trim_start_matches(|c| "一二三四五六七八九十".contains(c));
    let numeral = text.strip_suffix(rest).filter(|numeral| !numeral.is_empty())?;
    let unit =
        |c: char| "一二三四五六七八九".chars().position(|known| known == c).and_then(|at| u32::try_from(at + 1).ok());
    let mut total = 0;
    let mut pending = None;
    for c in numeral.chars() {
        if c == '十' {
            total += pending.take().unwrap_or(1) * 10;
        } else {
            pending = unit(c);
        }
    }
    Some((total + pending.unwrap_or(0), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outcomes_by_label_number_and_article() {
        let vocabulary = Vocabulary::outcomes(Edition::E2021);
        for (text, key) in [
            ("（一）予以公开", "granted"),
            ("予以公开", "granted"),
            ("部分公开", "partially_granted"),
            ("5.属于三类内部事务信息", "internal_affairs"),
            ("（三）5", "internal_affairs"),
            ("(三)5", "internal_affairs"),
            ("三（三）5", "internal_affairs"),
            ("（五）不予处理2.重复申请", "duplicate"),
            ("36(1)", "granted"),
            ("第三十六条第（四）项", "not_held"),
            ("36条7项", "administrative_inquiry"),
            ("37", "partially_granted"),
            ("撤回", "other_outcome"),
            ("（六）3", "other_outcome"),
            ("逾期不补正", "correction_overdue"),
        ] {
            assert_eq!(vocabulary.key(text), Ok(key), "{text}");
        }
    }

    #[test]
    fn what_could_be_two_is_refused() {
        let vocabulary = Vocabulary::outcomes(Edition::E2021);
        for text in ["16(2)", "第三十条", "14"] {
            assert!(matches!(vocabulary.key(text), Err(RefusalReason::Ambiguous { .. })), "{text}");
        }
        for text in ["不予公开", "已答复", "（三）9", "36(9)", ""] {
            assert!(matches!(vocabulary.key(text), Err(RefusalReason::UnknownWord { .. })), "{text}");
        }
        assert!(matches!(Vocabulary::cases(Edition::E2021).key("行政诉讼"), Err(RefusalReason::Ambiguous { .. })));
    }

    #[test]
    fn the_edition_of_2019_has_one_row_for_other_treatment() {
        let vocabulary = Vocabulary::outcomes(Edition::E2019);
        assert_eq!(vocabulary.key("逾期不补正"), Ok("other_outcome"));
        assert_eq!(vocabulary.key("（六）"), Ok("other_outcome"));
    }

    #[test]
    fn every_word_means_something_of_the_form() {
        for edition in Edition::ALL {
            for vocabulary in [
                Vocabulary::outcomes(edition),
                Vocabulary::applicants(edition),
                Vocabulary::results(edition),
                Vocabulary::cases(edition),
            ] {
                assert!(!vocabulary.labels.is_empty());
                for (word, key) in &vocabulary.words {
                    assert!(
                        !word.is_empty() && vocabulary.labels.iter().any(|(_, known)| known == key),
                        "{word} {key}"
                    );
                }
            }
        }
    }
}
