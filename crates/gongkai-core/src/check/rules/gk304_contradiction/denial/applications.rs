//! Applications that a clause says there were none of, or none left of.

use super::{Clause, Denial};
use crate::check::text::claim::Doubt;
use crate::check::text::scope::Claim;
use crate::check::text::{Unit, figures, found};

/// Words for all of what was spoken of; the last that stands in a clause counts.
const EVERY: &[&str] = &["全部", "均", "都", "悉数", "一律", "全数", "逐一", "逐件", "皆", "件件"];

/// Words that say that something is done with.
const DONE: &[&str] = &[
    "办结",
    "办理完毕",
    "处理完毕",
    "办理完成",
    "处理完成",
    "答复完毕",
    "答复完成",
    "完成办理",
    "完成答复",
    "完成处理",
    "完成了办理",
    "完成了答复",
    "办毕",
    "完结",
    "办理完结",
    "回复完毕",
    "办理终结",
    "办完",
    "处理完",
    "了结",
];

/// Words that say that an answer was given.
const ANSWERED: &[&str] = &["答复", "回复", "作出答复"];

/// How or by which rule something is done.
const HOW: &[&str] = &[
    "按照法律法规规定",
    "法定期限",
    "法定时限",
    "规定期限",
    "规定时限",
    "规定时间",
    "期限",
    "时限",
    "按时",
    "按期",
    "按要求",
    "按规定",
    "按程序",
    "按照要求",
    "按照规定",
    "依规",
    "依法依规",
    "及时",
    "如期",
    "妥善",
    "规范",
    "高效",
    "顺利",
    "要求",
    "规定",
    "答复",
    "办理",
    "处理",
    "得到",
    "作出",
    "年内",
    "当年",
    "全部",
];

/// Words for being in time.
const TIMELY: &[&str] = &["按时", "按期", "期限", "时限", "及时", "如期", "时间"];

impl Clause<'_> {
    pub(super) fn none_received(&self) -> Option<Denial> {
        let denies = self.denies_receipt() || self.counts_none() || self.denies_any();
        let other = ["复议", "诉讼", "费", "投诉", "举报", "意见", "表", "起诉", "材料", "反馈", "补正", "不服"];
        // “未收到……申请引发的复议” denies the reconsideration, not the application.
        let counts = figures(self.text).iter().any(|figure| figure.unit == Unit::Cases && !figure.value.is_zero());
        (denies && found(&self.plain, &other).is_none() && !counts).then(|| Denial {
            claims: vec![Claim::Received { classes: Vec::new(), accepted: false }],
            said: ("没有收到申请", "that no application was received"),
        })
    }

    /// “未收到政府信息公开申请”
    fn denies_receipt(&self) -> bool {
        let not_received = [
            "未收到",
            "没有收到",
            "未接到",
            "没有接到",
            "无人提出",
            "无人申请",
            "未受理",
            "没有受理",
            "未接收",
            "无公民提出",
            "零收到",
        ];
        let object = [
            "信息公开申请",
            "依申请公开",
            "公开申请",
            "政府信息申请",
            "信息公开的申请",
            "申请公开政府信息",
            "申请政府信息",
            "依申请",
        ];
        let bare = [
            "无政府信息公开申请",
            "无依申请公开",
            "无信息公开申请",
            "没有依申请公开",
            "没有政府信息公开申请",
            "没有信息公开申请",
            "无新增政府信息公开申请",
            "无新增依申请公开",
        ];
        let said = self.said(&not_received).is_some() && found(self.text, &object).is_some();
        // “无依申请公开答复超期” denies something else: nothing may follow the object but what it is called.
        let ends = |word: &str| {
            self.text.split_once(word).is_some_and(|(_, after)| {
                ["申请", "事项", "情况", "件", "案件", "办理", "政府信息", "信息", "请求"]
                    .iter()
                    .fold(after.to_owned(), |left, word| left.replace(word, ""))
                    .chars()
                    .all(|c| "的等（无）".contains(c))
            })
        };
        said || self.said(&bare).is_some_and(ends)
    }

    /// “政府信息公开申请为零”, “依申请公开数量为0件”, “零申请”
    fn counts_none(&self) -> bool {
        if self.plain.contains("零申请") {
            return self.sentence.contains("信息公开") || self.sentence.contains("依申请");
        }
        let object = ["信息公开申请", "依申请公开", "公开申请"];
        let Some((_, after)) = found(&self.plain, &object).and_then(|word| self.plain.split_once(word)) else {
            return false;
        };
        let after = ["申请", "数量", "件数", "总数", "总量", "数", "量", "事项"]
            .iter()
            .fold(after.to_owned(), |left, word| left.replace(word, ""));
        let none = ["为零", "为0", "为零件", "为0件", "是零", "是0", "均为零", "均为0", "为0起", "为0宗"];
        none.contains(&after.as_str()) && !self.of_part
    }

    /// “没有公民申请公开政府信息”, “未发生政府信息公开申请事项”
    fn denies_any(&self) -> bool {
        let none = ["没有", "无", "未有", "未发生", "未产生"];
        let Some((_, after)) = found(&self.plain, &none).and_then(|word| self.plain.split_once(word)) else {
            return false;
        };
        let what = after.trim_start_matches(['提', '出', '的', '因', '人']);
        let what = ["申请公开政府信息", "申请政府信息公开", "政府信息公开申请", "信息公开申请", "依申请公开申请"]
            .iter()
            .find_map(|word| what.strip_prefix(word));
        what.is_some_and(|rest| ["", "事项", "情况", "的情况", "情形", "的情形", "件"].contains(&rest)) && !self.of_part
    }

    pub(super) fn all_processed(&self) -> Option<Denial> {
        let rate = ["办结率100%", "办结率为100%", "办结率达100%", "办结率达到100%", "办结率均为100%", "办结率均达100%"];
        if self.said(&rate).is_none() && (self.of_part || !self.says_all_done()) {
            return None;
        }
        // A rate of timely answers is something else, and so is what is said of those that were due.
        let rate = ["按时", "按期", "及时", "期限", "时限", "限期", "如期"];
        let due = ["到期", "应办", "其余", "除", "结转", "正在", "期内"];
        let timely =
            found(self.text, &due).is_some() || (self.text.contains('率') && found(self.text, &rate).is_some());
        let other = [
            "提案", "建议", "工单", "诉求", "复议", "诉讼", "信访", "热线", "留言", "问题", "整改", "审批", "许可",
            "咨询", "信件", "来信", "任务", "投诉",
        ];
        // “上年结转2件，已全部办结” is said of the two.
        let before = self.sentence.split(self.text).next().unwrap_or_default().trim_end_matches(['，', '；', ',']);
        let last = before.rsplit(['，', '；', ',']).next().unwrap_or_default();
        let of_last_year = [last, self.text].iter().any(|clause| clause.contains("结转"));
        let applies = found(self.sentence, &["申请"]).is_some() && found(self.sentence, &other).is_none();
        let not_all = found(self.sentence, &["除", "结转下", "结转至", "结转到", "正在办理", "尚在"]).is_some();
        (applies && !timely && !not_all && !of_last_year && !self.speaks_of_some()).then(|| Denial {
            claims: vec![Claim::CarriedOut],
            said: ("所有申请都已办结", "that every application was processed"),
        })
    }

    /// “全部办结”, “均已按要求办理完成”, “已全部按期限答复办结”: a word for all, and behind it a word that says they are
    /// done, with nothing between that says of what else, or only how.
    fn says_all_done(&self) -> bool {
        let Some((_, after)) =
            EVERY.iter().filter_map(|word| self.text.split_once(word)).min_by_key(|(_, after)| after.len())
        else {
            return false;
        };
        let first = |words: &'static [&'static str]| {
            let found = words.iter().filter_map(|word| after.split_once(word).map(|parts| (*word, parts)));
            found.min_by_key(|(_, (between, _))| between.len())
        };
        let Some((word, (between, behind))) = first(DONE).or_else(|| first(ANSWERED)) else { return false };
        let mut left = between.to_owned();
        for word in HOW {
            left = left.replace(word, "");
        }
        let plain = left.chars().all(|c| "已依法按在内并予以进行了规程序的其".contains(c));
        // “均按时答复” says that they were in time, “均已答复” that they are done.
        let in_time = TIMELY.iter().any(|word| between.contains(word) || behind.contains(word));
        let answered = between.contains(['已', '予'])
            || ["完毕", "已全部", "全部予以"].iter().any(|word| self.text.contains(word));
        let done = if word.contains("复") { !in_time && (answered || DONE.contains(&word)) } else { true };
        plain && done && !self.text.contains('率')
    }

    /// Whether the sentence counts applications received that are not those of the table: of one office, of another year.
    fn speaks_of_some(&self) -> bool {
        self.counted.iter().any(|claimed| {
            matches!(claimed.claim, Claim::Received { .. })
                && matches!(claimed.doubt, Some(Doubt::Narrower | Doubt::OtherYear | Doubt::OtherMatter))
        })
    }

    pub(super) fn none_carried(&self) -> Option<Denial> {
        let out = [
            "零结转",
            "无政府信息公开申请结转下",
            "没有政府信息公开申请结转下",
            "无申请结转下",
            "没有申请结转下",
            "没有未办结的政府信息公开申请",
            "无未办结的政府信息公开申请",
            "没有未办结的依申请公开",
            "无未办结的依申请公开",
            "没有未办结申请",
            "无未办结申请",
            "无结转下年",
            "没有结转下年",
            "无结转至下年",
            "未结转下年",
            "无需结转下年",
            "无结转下一年",
            "没有结转至下年",
            "无结转到下年",
            "无下年度结转",
            "无下年结转",
            "无结转下年度",
            "无跨年度结转",
        ];
        let carried_in = ["无上年结转", "没有上年结转", "上年无结转", "上年没有结转", "无上年度结转", "无结转上年"];
        if self.said(&out).is_some() {
            return Some(Denial {
                claims: vec![Claim::CarriedOut],
                said: ("没有结转下年度的申请", "that nothing is carried out"),
            });
        }
        self.said(&carried_in).map(|_| Denial {
            claims: vec![Claim::CarriedIn],
            said: ("没有上年结转的申请", "that nothing was carried in"),
        })
    }
}
