//! Of whom a clause speaks: of the reporting organ as a whole, or of a part of it.

use crate::Within;
use std::ops::Range;

use super::sentence::Sentence;
use super::words::{is_filler, of_every_organ};
use crate::check::text::found;
use crate::check::text::phrase::Tag;

impl Sentence<'_> {
    /// Who stands before a verb, as far as it says more than that all of the reporting organ is meant.
    pub(super) fn subject_of(&self, span: Range<usize>) -> Subject {
        let words = self.slice(span.clone());
        let organ = self.context.report.organ.name.as_str();
        if of_every_organ(words) || is_government_with_departments(words, organ) {
            return Subject::Whole;
        }
        let mut left = without_organ(words, organ);
        let present = Characters::of(&left);
        for tag in self.tags_within(&span).iter().filter(|tag| tag.tag == Tag::Nothing) {
            left = left.replacen(self.slice(tag.span.clone()), "", 1);
        }
        // A department is named in short: 县发改局 for 某县发展和改革局.
        for name in short_names(organ) {
            present.take_out(&mut left, name);
        }
        let last = organ.chars().next_back().filter(|c| "局委厅办会院队所站室".contains(*c));
        let branch = if organ.ends_with("分局") { "各" } else { "分局" };
        let parts = ["各", branch, "下属", "直属", "所属", "乡镇"];
        let end = left.trim_end_matches(['共', '，', '累', '计']);
        if last.is_some_and(|last| end.ends_with(last)) && found(words, &parts).is_none() {
            return Subject::Whole;
        }
        for word in WHOLE {
            present.take_out(&mut left, word);
        }
        let township = organ.ends_with("镇人民政府") || organ.ends_with("乡人民政府") || organ.ends_with(['镇', '乡']);
        if township || organ.contains("街道") {
            for word in ["街道办事处", "街道", "镇政府", "乡政府", "镇", "乡"] {
                present.take_out(&mut left, word);
            }
        }
        if present.stand_in(&left, PART) {
            return Subject::Part;
        }
        if present.stand_in(&left, APPLICANTS) {
            return Subject::Applicants;
        }
        for tag in self.tags_within(&span) {
            left = left.replacen(self.slice(tag.span.clone()), "", 1);
        }
        left.retain(|c| !c.is_ascii_digit() && !matches!(c, '年' | '来' | '我' | '本' | '该' | '在' | '应'));
        if is_filler(&left) { Subject::Whole } else { Subject::Other }
    }
}

/// The characters of a clause, as far as they tell of nearly every word of a long list that it does not stand there. What
/// is taken out of the clause later leaves none that were not there before.
struct Characters(u128);

impl Characters {
    fn of(text: &str) -> Self {
        Self(text.chars().fold(0, |present, c| present | Self::mark(c)))
    }

    /// Whether a word may stand in the clause, by its first character.
    fn may_begin(&self, word: &str) -> bool {
        word.chars().next().is_none_or(|first| self.0 & Self::mark(first) != 0)
    }

    /// Takes a word out of what is left of the clause, wherever it stands.
    fn take_out(&self, left: &mut String, word: &str) {
        if self.may_begin(word) && left.contains(word) {
            *left = left.replace(word, "");
        }
    }

    /// Whether any of some words stands in what is left of the clause.
    fn stand_in(&self, left: &str, words: &[&str]) -> bool {
        words.iter().any(|word| self.may_begin(word) && left.contains(word))
    }

    fn mark(c: char) -> u128 {
        1 << (u32::from(c) % u128::BITS)
    }
}

/// Words for the whole of the reporting organ, and others that name no part of it.
pub(super) const WHOLE: &[&str] = &[
    "各级行政机关",
    "行政机关",
    "本机关",
    "机关",
    "全市",
    "全县",
    "全区",
    "全省",
    "全镇",
    "全乡",
    "全局",
    "全旗",
    "全州",
    "我市",
    "我县",
    "我区",
    "我省",
    "我镇",
    "我乡",
    "我局",
    "我委",
    "我办",
    "我厅",
    "我街道",
    "我处",
    "我所",
    "我院",
    "我队",
    "我站",
    "我中心",
    "我单位",
    "本市",
    "本县",
    "本区",
    "本省",
    "本镇",
    "本乡",
    "本局",
    "本委",
    "本办",
    "本厅",
    "本街道",
    "本单位",
    "全办",
    "全委",
    "全厅",
    "全街道",
    "全系统",
    "办理",
    "部分",
    "区分",
    "所有",
    "按程序",
    "年度内",
    "街道共",
    "处理",
    "市场",
    "社区",
    "地区",
    "各级",
    "规范",
    "及时",
    "严格",
    "依法",
    "依规",
    "实际",
    "累计",
    "按规定",
    "按要求",
    "高效",
    "妥善",
    "认真",
    "完成",
    "登记",
    "已经",
];

/// What organs of a kind call themselves in short, by how their names end.
const SHORT_NAMES: &[(&str, &[&str])] = &[
    ("管理委员会", &["管委会", "管委"]),
    ("分局", &["分局"]),
    ("镇人民政府", &["镇政府", "镇党委政府", "镇里", "镇级"]),
    ("乡人民政府", &["乡政府", "乡党委政府", "乡里", "乡级"]),
    ("街道办事处", &["街道办", "办事处"]),
    ("县人民政府", &["县里"]),
    ("局", &["局里", "局机关"]),
];

/// What an organ calls itself in short.
pub(super) fn short_names(organ: &str) -> impl Iterator<Item = &'static &'static str> {
    let own = SHORT_NAMES.iter().find(|(end, _)| organ.ends_with(end));
    own.into_iter().flat_map(|(_, names)| names.iter())
}

/// Words that, where they are not the reporting organ's own, name a part of it.
const PART: &[&str] = &[
    "局",
    "委",
    "办公",
    "政府办",
    "厅",
    "部门",
    "处",
    "镇",
    "乡",
    "街道",
    "村",
    "所",
    "站",
    "院",
    "队",
    "省",
    "市",
    "县",
    "区",
    "旗",
    "州",
    "盟",
    "科",
    "公司",
    "中心",
    "单位",
    "学校",
];

/// Words for some of the applicants.
const APPLICANTS: &[&str] =
    &["个人", "企业", "律师", "记者", "群众", "村民", "居民", "业主", "市民", "媒体", "当事人", "公民"];

/// Who a clause speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Subject {
    /// The organ that reports, or nobody.
    Whole,
    /// Some organ.
    Part,
    /// Some applicants.
    Applicants,
    /// Something else.
    Other,
}

/// The words without the organ's name, in full or without the areas that stand first in it.
fn without_organ(words: &str, organ: &str) -> String {
    const SHORTEST: usize = 3;
    let short = organ.strip_suffix("人民政府").unwrap_or(organ);
    for name in [organ, short] {
        // Where the shortest ending does not stand, none that ends with it does.
        let Some((shortest, _)) = name.char_indices().nth_back(SHORTEST - 1) else { continue };
        if !words.contains(name.within(shortest..)) {
            continue;
        }
        for (at, _) in name.char_indices().take_while(|(at, _)| *at <= shortest) {
            let suffix = name.within(at..);
            if words.contains(suffix) {
                return words.replace(suffix, "");
            }
        }
    }
    words.to_owned()
}

/// “县政府及各部门” in a county's own report: the government and all that belong to it.
fn is_government_with_departments(words: &str, organ: &str) -> bool {
    let Some(level) = organ.strip_suffix("人民政府").and_then(|area| area.chars().next_back()) else {
        return false;
    };
    let Some((before, after)) = words.split_once("政府及") else { return false };
    let after = after.trim_start_matches(['其', '各', '所', '属', '县', '区', '市', '直', '级']);
    before.trim_end_matches("人民").ends_with(level) && after.starts_with("部门")
}
