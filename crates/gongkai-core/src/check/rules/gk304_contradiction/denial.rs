//! What a text plainly denies, and what would contradict it.

mod applications;
mod disclosure;
mod disputes;

use crate::Report;
use crate::check::text::claim::{Claimed, claims_within, speaks_of_part};
use crate::check::text::scope::Claim;
use crate::check::text::{Passage, found};
use crate::form::SectionKey;

/// What a clause denies.
pub(super) struct Denial {
    /// What must be 0, then.
    pub(super) claims: Vec<Claim>,
    /// What the text says, for the message.
    pub(super) said: (&'static str, &'static str),
}

/// A clause in its sentence.
struct Clause<'a> {
    section: Option<SectionKey>,
    sentence: &'a str,
    text: &'a str,
    /// The clause without the phrases that name everybody: 公民、法人和其他组织.
    plain: String,
    /// The figures of the sentence that name something.
    counted: &'a [Claimed],
    /// Whether the sentence speaks of a part of the organ: 县财政局 in a county's report.
    of_part: bool,
}

/// Every clause of a paragraph that plainly denies something, with where it stands.
pub(super) fn denials<'p>(report: &Report, passage: &'p Passage, claimed: &[Claimed]) -> Vec<(usize, &'p str, Denial)> {
    let mut out = Vec::new();
    for span in passage.sentences() {
        let sentence = passage.text.get(span.clone()).unwrap_or_default();
        let counted = claims_within(claimed, &span);
        let mut of_part = false;
        let mut end = span.start;
        for text in sentence.split_inclusive(['，', '；', ',', ';', '。', '：']) {
            let start = end;
            end += text.len();
            let text = text.trim_end_matches(['，', '；', ',', ';', '。', '：']);
            if text.is_empty() {
                continue;
            }
            of_part = goes_on_with_part(report, text, of_part);
            let clause =
                Clause { section: passage.section, sentence, text, plain: without_everybody(text), counted, of_part };
            out.extend(clause.denial().map(|denial| (start, text, denial)));
        }
    }
    out
}

/// Whether a clause speaks of a part of the organ: by its own subject, or by that of the clause before it.
fn goes_on_with_part(report: &Report, clause: &str, before: bool) -> bool {
    let verb = ["未", "没有", "无", "收到", "受理", "办理"].iter().filter_map(|verb| clause.find(verb)).min();
    let subject = verb.and_then(|verb| clause.get(..verb)).unwrap_or_default();
    if subject.contains(['我', '全', '本', '该']) {
        return false;
    }
    before || speaks_of_part(report, subject)
}

/// The phrases that name all applicants together say nothing of a part of them.
fn without_everybody(clause: &str) -> String {
    let mut left = clause.to_owned();
    for word in [
        "公民、法人和其他组织",
        "公民、法人或其他组织",
        "公民、法人或者其他组织",
        "公民、法人及其他组织",
        "公民、法人以及其他组织",
        "公民、法人和其它组织",
        "公民、法人、其他组织",
        "公民法人和其他组织",
        "公民和法人",
        "公民、法人",
        "社会公众",
        "公民个人",
        "各级各部门",
        "各级各单位",
        "各级、各部门",
        "各乡镇、各部门",
        "各部门、各乡镇",
        "各级",
        "各类",
        "各种",
        "各项",
        "任何形式",
    ] {
        left = left.replace(word, "");
    }
    left
}

/// Words after which only a part of the organs, of the applications or of the year may be meant, or something else.
const PART: &[&str] = &[
    "本级",
    "各",
    "部门",
    "网上",
    "网络",
    "当面",
    "信函",
    "现场",
    "线上",
    "线下",
    "平台",
    "电话",
    "法人",
    "自然人",
    "企业",
    "公民",
    "个人",
    "季度",
    "半年",
    "月份",
    "重复",
    "恶意",
    "上半",
    "下半",
    "年前",
    "截至目前",
    "超期",
    "逾期",
    "延期",
    "投诉",
    "举报",
    "不予",
    "去年",
    "上年度未",
    "涉密",
    "如",
    "若",
    "尚未收到反馈",
];

impl Clause<'_> {
    fn denial(&self) -> Option<Denial> {
        let carried = self.text.contains("上年结转") || self.text.contains("结转上年");
        if found(&self.plain.replace("如期", ""), PART).is_some() && !carried {
            return None;
        }
        self.none_received()
            .or_else(|| self.all_processed())
            .or_else(|| self.no_dispute())
            .or_else(|| self.none_corrected())
            .or_else(|| self.all_closed())
            .or_else(|| self.none_carried())
            .or_else(|| self.nothing_in_table_two())
    }

    /// The first of some words, unless the sentence speaks of a part of the organ.
    fn said<'w>(&self, words: &[&'w str]) -> Option<&'w str> {
        found(self.text, words).filter(|_| !self.of_part)
    }

    fn of_disclosure(&self) -> bool {
        self.section == Some(SectionKey::Disputes)
            || found(self.sentence, &["信息公开", "依申请", "政务公开"]).is_some()
    }
}
