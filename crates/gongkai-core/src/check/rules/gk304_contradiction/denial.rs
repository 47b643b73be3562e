//! What a text plainly denies, and what would contradict it.

use crate::Report;
use crate::check::text::claim::{Claimed, Doubt, claims, speaks_of_part};
use crate::check::text::scope::Claim;
use crate::check::text::{FigureKind, Passage, Unit, figures, found};
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

/// Every clause of a paragraph that plainly denies something.
pub(super) fn denials<'p>(report: &Report, passage: &'p Passage) -> Vec<(&'p str, Denial)> {
    let claimed = claims(report, passage);
    let mut out = Vec::new();
    for span in passage.sentences() {
        let sentence = passage.text.get(span.clone()).unwrap_or_default();
        let in_sentence = |claimed: &&Claimed| span.contains(&claimed.figure.span.start);
        let counted: Vec<Claimed> = claimed.iter().filter(in_sentence).cloned().collect();
        let mut of_part = false;
        for text in sentence.split(['，', '；', ',', ';', '。', '：']).filter(|clause| !clause.is_empty()) {
            of_part = goes_on_with_part(report, text, of_part);
            let clause = Clause {
                section: passage.section,
                sentence,
                text,
                plain: without_everybody(text),
                counted: &counted,
                of_part,
            };
            out.extend(clause.denial().map(|denial| (text, denial)));
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

    fn none_received(&self) -> Option<Denial> {
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

    fn all_processed(&self) -> Option<Denial> {
        let said = [
            "全部办结",
            "均已办结",
            "全部办理完毕",
            "均已办理完毕",
            "全部答复完毕",
            "已全部答复",
            "均已答复",
            "全部予以答复",
            "全部已办结",
            "全部已答复",
            "都已办结",
            "都已答复",
            "均办结",
            "全部办理完成",
            "均已办理完成",
            "办结率100%",
            "办结率为100%",
            "办结率达100%",
            "办结率达到100%",
            "办结率均为100%",
            "办结率均达100%",
        ];
        if self.said(&said).is_none() && !self.all_closed_in_time() {
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
        let applies = found(self.sentence, &["申请", "依申请公开"]).is_some() && found(self.sentence, &other).is_none();
        let not_all = found(self.sentence, &["除", "结转下", "结转至", "结转到", "正在办理", "尚在"]).is_some();
        (applies && !timely && !not_all && !of_last_year && !self.speaks_of_some()).then(|| Denial {
            claims: vec![Claim::CarriedOut],
            said: ("所有申请都已办结", "that every application was processed"),
        })
    }

    /// “已全部按期限答复办结”: closed as well as in time.
    fn all_closed_in_time(&self) -> bool {
        let Some((_, after)) = found(self.text, &["全部", "均", "都"]).and_then(|word| self.text.split_once(word))
        else {
            return false;
        };
        let Some((between, _)) =
            found(after, &["办结", "办理完毕", "处理完毕"]).and_then(|word| after.split_once(word))
        else {
            return false;
        };
        let mut left = between.to_owned();
        for word in
            ["法定期限", "规定期限", "规定时限", "法定时限", "期限", "时限", "按时", "按期", "及时", "如期", "答复"]
        {
            left = left.replace(word, "");
        }
        !self.text.contains('率') && left.chars().all(|c| "已依法按在内并予以进行了规程序".contains(c))
    }

    /// Whether the sentence counts applications received that are not those of the table: of one office, of another year.
    fn speaks_of_some(&self) -> bool {
        self.counted.iter().any(|claimed| {
            matches!(claimed.claim, Claim::Received { .. })
                && matches!(claimed.doubt, Some(Doubt::Narrower | Doubt::OtherYear | Doubt::OtherMatter))
        })
    }

    fn of_disclosure(&self) -> bool {
        self.section == Some(SectionKey::Disputes)
            || found(self.sentence, &["信息公开", "依申请", "政务公开"]).is_some()
    }

    fn no_dispute(&self) -> Option<Denial> {
        let denies = [
            "无行政复议",
            "未发生",
            "没有发生",
            "未出现",
            "没有出现",
            "未引发",
            "未引起",
            "没有引发",
            "没有引起",
            "无因",
            "不存在因",
            "未因",
            "没有因",
            "未产生",
            "没有产生",
            "无政府信息公开行政复议",
            "无信息公开行政复议",
            "无涉及",
            "未收到",
            "没有收到",
            "没有行政复议",
            "无复议",
            "无行政诉讼",
            "没有行政诉讼",
            "未被提起",
            "未被申请",
            "未涉及",
        ];
        let result = [
            "维持",
            "纠正",
            "纠错",
            "败诉",
            "撤销",
            "确认违法",
            "审结",
            "新增",
            "二审",
            "再审",
            "重大",
            "化解",
            "答辩",
            "上诉",
            "超期",
        ];
        if found(self.text, &result).is_some() {
            return None;
        }
        // “行政复议、行政诉讼均为零”: the denial stands behind what it denies.
        let none = ["为零", "为0", "均无", "零发生", "为0件", "为零件", "为0起"];
        let behind = none.iter().any(|word| self.text.ends_with(word)) && !self.of_part;
        let object = if behind {
            self.text
        } else {
            // What is denied must stand behind the denial.
            let word = self.said(&denies)?;
            let (before, denied) = self.text.split_once(word)?;
            let before_and_word = self.text.get(..before.len() + word.len()).unwrap_or_default();
            if found(before_and_word, &["复议", "诉讼"]).is_some() { self.text } else { denied }
        };
        let reconsideration = object.contains("复议");
        let litigation = object.contains("诉讼");
        // “未发生一起” counts none.
        let one = crate::Number::from(1_u64);
        let counts = figures(self.text).iter().any(|figure| figure.kind == FigureKind::Quantity && figure.value > one);
        if !(reconsideration || litigation) || counts || !self.of_disclosure() {
            return None;
        }
        let mut claims = Vec::new();
        if reconsideration {
            claims.push(cases(&["reconsideration"], None));
        }
        if litigation {
            claims.push(cases(LITIGATION, None));
        }
        Some(Denial {
            claims, said: ("没有行政复议、行政诉讼", "that there was no reconsideration or litigation")
        })
    }

    /// The cases that the sentence speaks of: of reconsideration, of litigation, or of both.
    fn cases_spoken_of(&self, result: &'static str) -> Option<Vec<Claim>> {
        let mut claims = Vec::new();
        if self.sentence.contains("复议") {
            claims.push(cases(&["reconsideration"], Some(result)));
        }
        if self.sentence.contains("诉讼") {
            claims.push(cases(LITIGATION, Some(result)));
        }
        (!claims.is_empty() && self.of_disclosure()).then_some(claims)
    }

    /// “均维持”, “无纠错”
    fn none_corrected(&self) -> Option<Denial> {
        let upheld =
            ["均维持", "均予以维持", "均被维持", "均获维持", "全部维持", "均为维持", "均作出维持", "均结果维持"];
        let none =
            ["无被纠", "无纠错", "无纠正", "未被纠", "零纠错", "没有被纠", "无一被纠", "未出现被纠", "未发生被纠"];
        self.said(&upheld).or_else(|| self.said(&none))?;
        let claims = self.cases_spoken_of("corrected")?;
        Some(Denial { claims, said: ("没有被纠正的案件", "that no case was corrected") })
    }

    /// “均已审结”
    fn all_closed(&self) -> Option<Denial> {
        self.said(&["均已审结", "全部审结", "均已结案", "已全部审结", "已全部结案", "全部结案", "均审结"])?;
        let claims = self.cases_spoken_of("pending")?;
        Some(Denial { claims, said: ("所有案件都已审结", "that no case is pending") })
    }

    fn none_carried(&self) -> Option<Denial> {
        let out = [
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

    /// “未制发行政规范性文件”, “无行政许可、行政处罚事项”
    fn nothing_in_table_two(&self) -> Option<Denial> {
        let word = self.said(&["未", "没有", "无", "不存在"])?;
        let (_, denied) = self.text.split_once(word)?;
        let names: [(&str, &str, &str); 6] = [
            ("行政规范性文件", "normative_documents", "issued"),
            ("规范性文件", "normative_documents", "issued"),
            ("行政许可", "licenses", "decisions"),
            ("行政处罚", "penalties", "decisions"),
            ("行政强制", "compulsory_measures", "decisions"),
            ("行政事业性收费", "administrative_fees", "amount"),
        ];
        let mut left = denied.to_owned();
        let mut claims = Vec::new();
        for (name, row, column) in names {
            if left.contains(name) {
                left = left.replace(name, "");
                claims.push(Claim::Disclosure { row, column });
            }
        }
        let (documents, decisions): (Vec<&Claim>, Vec<&Claim>) =
            claims.iter().partition(|claim| matches!(claim, Claim::Disclosure { column: "issued", .. }));
        let made = ["制发", "制定", "出台", "印发", "制订"];
        if !documents.is_empty() && found(denied, &["废止", "失效"]).is_some() && found(denied, &made).is_none() {
            left = ["废止", "失效", "宣布"].iter().fold(left, |left, word| left.replace(word, ""));
            let repealed = Claim::Disclosure { row: "normative_documents", column: "repealed" };
            let only = left.chars().all(|c| "和、及的".contains(c));
            return only.then_some(Denial {
                claims: vec![repealed],
                said: ("没有废止规范性文件", "that no normative document was repealed"),
            });
        }
        // A document that is denied is one that was made; decisions are denied as such.
        if !documents.is_empty() && (!decisions.is_empty() || found(denied, &made).is_none()) {
            return None;
        }
        for word in made.iter().chain(&[
            "作出", "实施", "开展", "办理", "发生", "产生", "收取", "征收", "处理", "决定", "事项", "行为", "案件",
            "情况", "措施", "项目", "等", "的", "新", "过", "和", "、", "及", "任何", "类",
        ]) {
            left = left.replace(word, "");
        }
        (!claims.is_empty() && left.is_empty()).then_some(Denial {
            claims,
            said: ("表二所列事项没有发生", "that there is nothing of the kind in table two"),
        })
    }
}

const LITIGATION: &[&str] = &["direct_litigation", "litigation_after_reconsideration"];

fn cases(groups: &[&'static str], result: Option<&'static str>) -> Claim {
    Claim::Disputes { groups: groups.to_vec(), result, also: Vec::new() }
}
