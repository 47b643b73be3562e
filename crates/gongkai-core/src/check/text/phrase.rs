//! The words by which reports name what their tables count, and the words that change what a figure is about.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

/// What a word in a sentence does for the figures after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tag {
    /// An application for government information: 政府信息公开申请, 依申请公开.
    Application,
    /// 申请 alone.
    BareApplication,
    /// 收到, 新收.
    Receive,
    /// 受理.
    Accept,
    /// 办结, 答复, 办理.
    Process,
    /// 上年结转.
    CarryIn,
    /// 结转下年度.
    CarryOut,
    /// 结转 that does not say which way.
    CarryEither,
    /// Columns of applicants.
    Class(&'static [&'static str]),
    /// One of the groups （一） to （六） of outcomes.
    Outcome(Outcome),
    /// One row of outcomes.
    Row(&'static str),
    /// 行政复议.
    Reconsideration,
    /// 行政诉讼.
    Litigation,
    /// 未经复议直接起诉.
    DirectLitigation,
    /// 复议后起诉.
    LitigationAfter,
    /// A column of table four, and whether the word is the form's own.
    Result(&'static str, bool),
    /// 规章.
    Regulations,
    /// 行政规范性文件.
    NormativeDocuments,
    /// 制发, 废止, 现行有效: a column of table two in the edition of 2021.
    DocumentColumn(&'static str),
    /// 行政许可, 行政处罚, 行政强制: a row of table two.
    Decisions(&'static str),
    /// 处理决定, 作出.
    Decided,
    /// 行政事业性收费.
    Fees,
    /// 总数, 合计.
    Total,
    /// 其中.
    OfWhich,
    /// 分别.
    Respectively,
    /// Speaks of last year, another year, or a change against it.
    Comparison,
    /// 增加, 下降.
    Change,
    /// The year of the report: 今年, 全年.
    ThisYear,
    /// Another year: 去年.
    OtherYear,
    /// A part of the organs or of the year, or more than the year; the words say which.
    Narrower,
    /// How an application came in: 网络, 信函.
    Channel,
    /// What it is about: 涉及, 关于.
    Topic,
    /// Publishing, which no table counts.
    Publishing,
    /// A word that looks like another and is none.
    Nothing,
}

/// A group of outcomes, by its number in the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// （一）予以公开
    Granted,
    /// （二）部分公开
    Partial,
    /// （三）不予公开
    Refused,
    /// （四）无法提供
    Unavailable,
    /// （五）不予处理
    NotTreated,
    /// （六）其他处理
    Other,
}

impl Outcome {
    /// How the form numbers the group.
    pub(crate) fn number(self) -> &'static str {
        match self {
            Self::Granted => "（一）",
            Self::Partial => "（二）",
            Self::Refused => "（三）",
            Self::Unavailable => "（四）",
            Self::NotTreated => "（五）",
            Self::Other => "（六）",
        }
    }
}

/// A word found in a text.
#[derive(Debug, Clone)]
pub(crate) struct Tagged {
    /// Its bytes.
    pub(crate) span: Range<usize>,
    /// What it does.
    pub(crate) tag: Tag,
}

const LEGAL_PERSONS: &[&str] =
    &["business", "research_institution", "public_interest", "legal_service", "other_organization"];

type Words = (Tag, &'static [&'static str]);

/// Every word by what it does. Of words that start at one place the longest counts.
const WORDS: &[Words] = &[
    (
        Tag::Application,
        &[
            "政府信息公开申请",
            "信息公开申请",
            "依申请公开政府信息申请",
            "依申请公开申请",
            "依申请公开信息",
            "依申请公开事项",
            "依申请公开件",
            "依申请公开",
            "依申请信息公开",
            "公开申请",
            "政府信息申请",
            "申请公开政府信息",
            "申请公开信息",
            "政府信息公开的申请",
            "政务公开申请",
            "依申请件",
            "依申请",
        ],
    ),
    (
        Tag::BareApplication,
        &[
            "申请",
            "申请表",
            "申请书",
            "申请量",
            "申请数",
            "申请数量",
            "申请总量",
            "申请件",
            "申请事项",
            "申请案件",
            "申请总数",
        ],
    ),
    (Tag::Receive, &["收到", "新收", "接收", "接到", "收件", "共收", "新增", "收取"]),
    (Tag::Accept, &["受理"]),
    (Tag::Process, &["办结", "答复", "办理", "回复", "办理完毕", "处理完毕", "作出答复"]),
    (Tag::Class(&["natural_person"]), &["自然人"]),
    (
        Tag::Class(LEGAL_PERSONS),
        &[
            "法人或其他组织",
            "法人或者其他组织",
            "法人和其他组织",
            "法人及其他组织",
            "法人、其他组织",
            "法人与其他组织",
            "法人（其他组织）",
            "法人组织",
            "法人",
        ],
    ),
    (Tag::Class(&["business"]), &["商业企业"]),
    (Tag::Class(&["research_institution"]), &["科研机构"]),
    (Tag::Class(&["public_interest"]), &["社会公益组织"]),
    (Tag::Class(&["legal_service"]), &["法律服务机构"]),
    (Tag::Outcome(Outcome::Granted), &["予以公开", "全部予以公开", "同意公开", "准予公开", "予以全部公开", "全部公开"]),
    (Tag::Outcome(Outcome::Partial), &["部分公开", "予以部分公开", "部分予以公开", "同意部分公开"]),
    (Tag::Outcome(Outcome::Refused), &["不予公开", "不予以公开", "决定不予公开", "不同意公开"]),
    (Tag::Outcome(Outcome::Unavailable), &["无法提供"]),
    (Tag::Outcome(Outcome::NotTreated), &["不予处理"]),
    (Tag::Outcome(Outcome::Other), &["其他处理", "其它处理", "作其他处理", "其他方式处理", "其他情形处理"]),
    (Tag::Row("state_secret"), &["属于国家秘密"]),
    (Tag::Row("prohibited_by_law"), &["其他法律行政法规禁止公开", "法律行政法规禁止公开", "法律、行政法规禁止公开"]),
    (Tag::Row("endangers_security_or_stability"), &["三安全一稳定", "危及“三安全一稳定”"]),
    (Tag::Row("third_party_rights"), &["保护第三方合法权益", "第三方合法权益"]),
    (Tag::Row("internal_affairs"), &["三类内部事务信息", "属于三类内部事务信息", "内部事务信息"]),
    (Tag::Row("process_information"), &["四类过程性信息", "属于四类过程性信息", "过程性信息"]),
    (Tag::Row("enforcement_file"), &["属于行政执法案卷", "行政执法案卷"]),
    (Tag::Row("administrative_inquiry"), &["属于行政查询事项", "行政查询事项"]),
    (Tag::Row("not_held"), &["本机关不掌握相关政府信息", "不掌握相关政府信息", "本机关不掌握", "不掌握相关信息"]),
    (Tag::Row("needs_creation"), &["没有现成信息需要另行制作", "需要另行制作", "需另行制作"]),
    (Tag::Row("still_unclear"), &["补正后申请内容仍不明确", "补正后仍不明确", "补正后内容仍不明确"]),
    (Tag::Row("petition_or_complaint"), &["信访举报投诉类申请", "信访举报投诉类", "信访、举报、投诉类"]),
    (Tag::Row("duplicate"), &["重复申请"]),
    (Tag::Row("published_material"), &["要求提供公开出版物", "公开出版物"]),
    (Tag::Row("excessive"), &["无正当理由大量反复申请", "大量反复申请"]),
    (
        Tag::Row("confirmation_or_reissue"),
        &["要求行政机关确认或重新出具已获取信息", "确认或重新出具已获取信息", "重新出具已获取信息"],
    ),
    (Tag::Row("correction_overdue"), &["无正当理由逾期不补正", "申请人无正当理由逾期不补正", "逾期不补正"]),
    (Tag::Row("fee_overdue"), &["逾期未按收费通知要求缴纳费用", "申请人逾期未按收费通知要求缴纳费用"]),
    (Tag::Reconsideration, &["行政复议", "复议"]),
    (Tag::Litigation, &["行政诉讼", "诉讼", "行政应诉"]),
    (
        Tag::DirectLitigation,
        &["未经复议直接起诉", "未经行政复议直接起诉", "未经复议直接提起诉讼", "未经复议直接提起行政诉讼", "直接起诉"],
    ),
    (
        Tag::LitigationAfter,
        &[
            "复议后起诉",
            "经复议后起诉",
            "复议后提起诉讼",
            "经复议后提起诉讼",
            "经复议后提起行政诉讼",
            "复议后提起行政诉讼",
        ],
    ),
    (Tag::Result("upheld", true), &["维持", "结果维持"]),
    (Tag::Result("upheld", false), &["驳回", "胜诉"]),
    (Tag::Result("corrected", true), &["纠正", "结果纠正", "纠错", "被纠错", "被纠正"]),
    (Tag::Result("corrected", false), &["撤销", "确认违法", "败诉", "责令重新"]),
    (Tag::Result("other", true), &["其他结果"]),
    (Tag::Result("other", false), &["撤回", "终止", "撤诉", "调解"]),
    (Tag::Result("pending", true), &["尚未审结", "未审结", "尚未结案"]),
    (Tag::Result("pending", false), &["审理中", "正在审理", "未结", "在审", "尚在审理"]),
    (Tag::Regulations, &["规章", "政府规章", "部门规章"]),
    (Tag::NormativeDocuments, &["行政规范性文件", "规范性文件"]),
    (Tag::DocumentColumn("issued"), &["制发", "制定", "出台", "印发", "制定出台", "制定印发", "新制定", "制订"]),
    (Tag::DocumentColumn("repealed"), &["失效", "废止", "宣布失效", "废止失效", "废止和宣布失效"]),
    (Tag::DocumentColumn("in_force"), &["现行有效", "继续有效"]),
    (Tag::Decisions("licenses"), &["行政许可"]),
    (Tag::Decisions("penalties"), &["行政处罚"]),
    (Tag::Decisions("compulsory_measures"), &["行政强制"]),
    (Tag::Decided, &["处理决定", "作出决定", "作出", "决定"]),
    (Tag::Fees, &["行政事业性收费"]),
    (Tag::Total, &["总数", "总计", "合计", "共计", "总量", "总共"]),
    (Tag::OfWhich, &["其中", "包括", "包含", "含"]),
    (Tag::Respectively, &["分别", "依次"]),
    (
        Tag::Comparison,
        &[
            "同比",
            "环比",
            "相比",
            "相较",
            "较上年",
            "较去年",
            "比上年",
            "比去年",
            "较上一年",
            "比上一年",
            "较前",
            "较2",
            "比2",
            "与上年",
            "与去年",
            "较往年",
            "比往年",
            "与2",
            "对比",
            "比较",
        ],
    ),
    (
        Tag::Change,
        &[
            "增加", "增长", "上升", "减少", "下降", "降低", "提升", "提高", "持平", "增幅", "降幅", "增至", "降至",
            "升至", "减至", "翻", "多出", "少了", "压减",
        ],
    ),
    (
        Tag::ThisYear,
        &[
            "今年以来",
            "本年以来",
            "本年度以来",
            "今年",
            "本年",
            "本年度",
            "全年",
            "当年",
            "全年度",
            "年内",
            "本报告期",
            "报告期",
        ],
    ),
    (
        Tag::OtherYear,
        &[
            "去年",
            "上年",
            "上一年",
            "上年度",
            "前年",
            "往年",
            "历年",
            "明年",
            "下年",
            "近三年",
            "近两年",
            "近年",
            "近年来",
            "三年来",
            "五年来",
            "以来",
            "历史",
        ],
    ),
    (
        Tag::Narrower,
        &[
            "正在办理",
            "尚未办结",
            "尚未办理",
            "未办结",
            "未办理",
            "办理中",
            "尚在办理",
            "仍在办理",
            "待办理",
            "在办",
            "按时",
            "按期",
            "如期",
            "限期",
            "期限内",
            "时限内",
            "累计",
            "减免",
            "免收",
            "减征",
            "取消",
            "停征",
            "退还",
            "欠缴",
            "延期办理",
            "转交",
            "本级",
            "市本级",
            "县本级",
            "区本级",
            "省本级",
            "机关本级",
            "各部门",
            "各单位",
            "各乡镇",
            "各镇",
            "各县",
            "各区",
            "各街道",
            "各市",
            "镇街",
            "下属",
            "所属",
            "直属",
            "名义",
            "上半年",
            "下半年",
            "一季度",
            "二季度",
            "三季度",
            "四季度",
            "季度",
            "每月",
            "月均",
            "日均",
            "平均",
            "人均",
            "每年",
            "每季",
            "截至",
            "截止",
            "典型",
            "抽查",
            "随机",
            "抽取",
            "延期",
            "逾期",
            "补正",
            "征求",
            "转办",
            "转送",
            "撤回申请",
            "咨询",
            "超期",
            "提前",
            "当场",
            "当日",
            "次月",
            "代表",
            "委托",
            "代理",
            "协助",
            "指导",
            "审核",
            "备案",
            "涉企",
            "首次",
            "重大",
            "疑难",
            "复杂",
            "简易",
            "简单",
            "未受理",
            "不予受理",
            "不受理",
            "不再受理",
            "有效",
            "无效",
            "剔除",
            "扣除",
            "除",
            "不含",
            "不包括",
            "另有",
            "此外",
            "未到期",
            "建议",
            "提案",
            "留言",
            "诉求",
            "工单",
            "热线",
            "信箱",
            "邮寄答复",
            "当面答复",
        ],
    ),
    (
        Tag::Channel,
        &[
            "口头",
            "网络",
            "网上",
            "在线",
            "当面",
            "现场",
            "信函",
            "邮寄",
            "邮件",
            "邮箱",
            "传真",
            "快递",
            "窗口",
            "平台",
            "系统",
            "网站",
            "门户",
            "电话",
            "公众号",
            "线上",
            "线下",
            "渠道",
            "互联网",
            "书面",
            "信件",
            "来信",
            "来访",
            "上门",
            "微信",
            "小程序",
            "方式",
            "途径",
            "形式",
            "挂号信",
            "特快专递",
            "EMS",
            "通过",
        ],
    ),
    (Tag::Topic, &["公民", "个人", "涉及", "关于", "类", "领域", "方面", "主题", "内容为", "有关", "事关"]),
    (
        Tag::Publishing,
        &[
            "主动公开",
            "发布",
            "公示",
            "公布",
            "归集",
            "推送",
            "上传",
            "报送",
            "转载",
            "更新",
            "解读",
            "刊登",
            "刊发",
            "编发",
            "公开各类",
            "公开政府信息",
            "公开信息",
            "公开了",
            "登载",
            "信息",
            "清理",
            "修订",
            "修改",
            "审查",
            "评估",
            "培训",
            "会议",
            "栏目",
            "案卷评查",
        ],
    ),
    (
        Tag::Nothing,
        &[
            "各类",
            "各种",
            "各项",
            "通过各种渠道",
            "通过各类渠道",
            "通过多种渠道",
            "通过各种途径",
            "通过各种方式",
            "通过各渠道",
            "规章制度",
            "公民、法人和其他组织",
            "公民、法人或者其他组织",
            "公民、法人或其他组织",
            "公民、法人及其他组织",
            "公民、法人以及其他组织",
            "公民法人和其他组织",
            "公民和法人",
            "公民、法人",
            "政府信息公开",
            "政府信息",
            "信息公开",
            "信息化",
            "法人代表",
            "法定代表人",
            "不再处理",
            "含金量",
            "包含金",
            "主动公开和依申请公开",
            "主动公开、依申请公开",
            "申请人",
            "申请渠道",
            "申请内容",
            "内容",
            "行政复议机关",
            "复议机关",
            "处理费",
            "信息处理费",
            "受理费",
            "诉讼费",
            "类似",
            "答复书",
            "告知书",
            "决定书",
            "维持秩序",
            "其他组织",
            "推动",
            "审理",
            "收取费用",
            "总结",
            "除了",
            "解除",
            "消除",
        ],
    ),
];

/// The words by their first character, the longest first.
static BY_FIRST_CHARACTER: LazyLock<HashMap<char, Vec<(Tag, &'static str)>>> = LazyLock::new(|| {
    let mut by_first: HashMap<char, Vec<(Tag, &'static str)>> = HashMap::new();
    for &(tag, words) in WORDS {
        for word in words {
            if let Some(first) = word.chars().next() {
                by_first.entry(first).or_default().push((tag, word));
            }
        }
    }
    for words in by_first.values_mut() {
        words.sort_by_key(|(_, word)| std::cmp::Reverse(word.len()));
    }
    by_first
});

/// Every word of a text that [`Tag`] knows, in order and without overlap.
pub(crate) fn tags(text: &str, year: Option<u16>) -> Vec<Tagged> {
    let mut carried = carried_over(text, year).into_iter().peekable();
    let mut out: Vec<Tagged> = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        if let Some(found) = carried.next_if(|found| found.span.start <= at) {
            at = at.max(found.span.end);
            out.push(found);
            continue;
        }
        let longest = rest
            .chars()
            .next()
            .and_then(|first| BY_FIRST_CHARACTER.get(&first))
            .and_then(|words| words.iter().find(|(_, word)| rest.starts_with(word)).copied());
        at = match longest {
            Some((tag, word)) => {
                out.push(Tagged { span: at..at + word.len(), tag });
                at + word.len()
            }
            None => at + rest.chars().next().map_or(1, char::len_utf8),
        };
    }
    out
}

/// Where a text says 结转, with the words around it that say from which year or to which.
fn carried_over(text: &str, year: Option<u16>) -> Vec<Tagged> {
    const WORD: &str = "结转";
    let last_year: Vec<String> = ["上年", "上一年", "去年", "往年", "以前年度", "上个年度"]
        .map(str::to_owned)
        .into_iter()
        .chain(year.map(|year| format!("{}年", year.saturating_sub(1))))
        .collect();
    let next_year: Vec<String> = ["下年", "下一年", "次年", "明年", "来年", "翌年", "下个年度", "继续办理"]
        .map(str::to_owned)
        .into_iter()
        .chain(year.map(|year| format!("{}年", year.saturating_add(1))))
        .collect();
    let boundary =
        |c: char| matches!(c, '，' | '。' | '；' | '、' | '：' | '（' | '）' | ',' | ';' | ':' | '件' | '\n');
    let mut out = Vec::new();
    for (at, word) in text.match_indices(WORD) {
        let before = super::tail(text.get(..at).unwrap_or_default(), 10);
        let before = before.rsplit(boundary).next().unwrap_or_default();
        let after = super::head(text.get(at + word.len()..).unwrap_or_default(), 12);
        let after = after.split(boundary).next().unwrap_or_default();
        let earliest = |text: &str, words: &[String]| words.iter().filter_map(|word| text.find(word.as_str())).min();
        let latest = |text: &str, words: &[String]| {
            words.iter().filter_map(|word| text.find(word.as_str()).map(|at| at + word.len())).max()
        };
        let mut span = at..at + word.len();
        let tag = if let Some(found) = earliest(before, &last_year) {
            span.start = at - before.len() + found;
            Tag::CarryIn
        } else if let Some(end) = latest(after, &next_year) {
            span.end += end;
            Tag::CarryOut
        } else if let Some(end) = latest(after, &last_year) {
            span.end += end;
            Tag::CarryIn
        } else if let Some(found) = earliest(before, &next_year) {
            span.start = at - before.len() + found;
            Tag::CarryOut
        } else {
            Tag::CarryEither
        };
        if out.last().is_none_or(|last: &Tagged| last.span.end <= span.start) {
            out.push(Tagged { span, tag });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<Tag> {
        tags(text, Some(2023)).into_iter().map(|found| found.tag).collect()
    }

    #[test]
    fn knows_which_way_an_application_is_carried() {
        for text in ["上年结转1件", "2022年结转1件", "上一年度结转1件", "结转上年度1件", "去年结转至今年1件"]
        {
            assert!(read(text).contains(&Tag::CarryIn), "{text}: {:?}", read(text));
        }
        for text in ["结转下年度继续办理1件", "结转至2024年1件", "结转2024年办理1件", "转下年结转下一年度"]
        {
            assert!(read(text).contains(&Tag::CarryOut), "{text}: {:?}", read(text));
        }
        assert_eq!(read("结转1件"), [Tag::CarryEither]);
    }

    #[test]
    fn the_longest_word_counts() {
        assert_eq!(read("不予公开"), [Tag::Outcome(Outcome::Refused)]);
        assert_eq!(read("予以部分公开"), [Tag::Outcome(Outcome::Partial)]);
        assert_eq!(read("未经复议直接起诉"), [Tag::DirectLitigation]);
        assert_eq!(read("规章制度"), [Tag::Nothing]);
        assert_eq!(read("公民、法人和其他组织"), [Tag::Nothing]);
        assert_eq!(read("法人或其他组织"), [Tag::Class(LEGAL_PERSONS)]);
    }
}
