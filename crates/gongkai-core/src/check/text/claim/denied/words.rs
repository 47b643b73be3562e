//! The words of clauses that deny something or say that all was done: each with what it means there.

use crate::form::keys::column;
use std::collections::HashMap;
use std::sync::LazyLock;

use foldhash::fast::RandomState;

use crate::check::text::phrase::Tag;

/// What a word does in such a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// Denies what it governs.
    Not,
    /// Says that all of what was spoken of is meant.
    Every,
    /// Says that something is done with, so that nothing of it is left.
    Done,
    /// Says that an answer was given, which may be all or may only have been in time.
    Answered,
    /// Says that it was in time.
    InTime,
    /// Makes what follows it the cause of something else: 因政府信息公开申请引发的行政复议.
    Cause,
    /// Joins things that are denied together.
    Joins,
    /// Says that something was made anew.
    New,
    /// Says that something happens or is there, so that what stands before it is what there was none of.
    Happens,
    /// Says that it is about doing so in general: 工作, 情况, 提出.
    Plain,
    /// Names complaints, which no table counts: denied beside reviews they narrow nothing, anywhere else they do.
    Complaint,
    /// Names what a table counts, in words that elsewhere may mean more.
    Names(Tag),
}

const INDIVIDUALS: Tag = Tag::Class(&[column::NATURAL_PERSON]);
const COMPANIES: Tag = Tag::Class(&[column::BUSINESS]);

const WORDS: &[(Meaning, &[&str])] = &[
    (
        Meaning::Not,
        &[
            "未",
            "没有",
            "没",
            "无",
            "不存在",
            "未曾",
            "从未",
            "未有",
            "从没",
            "零",
            "并无",
            "并未",
            "尚无",
            "为0",
            "是0",
            "归零",
            "为零",
            "为无",
            "空白",
            "无一",
            "未见",
            "不收取",
        ],
    ),
    (
        Meaning::Every,
        &["全部", "均", "都", "悉数", "一律", "全数", "逐一", "逐件", "皆", "件件", "所有", "统统", "一一"],
    ),
    (
        Meaning::Done,
        &[
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
            "答复办结",
            "办理办结",
            "办理到位",
            "办复",
            "清零",
        ],
    ),
    (Meaning::Answered, &["答复", "回复", "给出答复", "作出答复", "作了答复", "予以答复", "答复到位"]),
    (
        Meaning::InTime,
        &[
            "按时",
            "按期",
            "如期",
            "限期",
            "及时",
            "期限",
            "时限",
            "时间",
            "期内",
            "期限内",
            "时限内",
            "按期限",
            "按时限",
        ],
    ),
    (Meaning::Cause, &["因", "由", "由于", "就", "对", "对于", "不服", "围绕", "针对"]),
    (Meaning::Joins, &["、", "和", "或", "或者", "及", "以及", "与", "又", "还", "亦"]),
    (Meaning::Complaint, &["举报", "投诉", "信访", "申诉", "上访"]),
    (Meaning::New, &["新", "新的", "新增"]),
    (Meaning::Names(COMPANIES), &["企业", "公司"]),
    (Meaning::Names(INDIVIDUALS), &["个人", "公民个人", "公民", "自然人"]),
    (Meaning::Names(Tag::Reconsideration), &["复议机关", "行政复议机关"]),
    (Meaning::Names(Tag::Litigation), &["法院", "人民法院"]),
    (
        Meaning::Names(Tag::InProgress),
        &[
            "积压",
            "遗留",
            "未办完",
            "没办完",
            "没有办完",
            "未了结",
            "未完结",
            "未办毕",
            "未答复",
            "未答",
            "待办",
            "在办",
            "未完成",
        ],
    ),
    (Meaning::Names(Tag::CarryOut), &["跨年", "跨年度", "留到明年", "拖到明年", "拖过年", "隔年"]),
    (
        Meaning::Happens,
        &[
            "发生", "产生", "出现", "存在", "有", "形成", "发现", "过", "了", "一件", "一起", "一例", "件", "起",
            "任何", "也", "再",
        ],
    ),
    // How it comes about.
    (
        Meaning::Plain,
        &[
            "引发",
            "引起",
            "导致",
            "提起",
            "提出",
            "提交",
            "递交",
            "提请",
            "被",
            "进入",
            "启动",
            "需要",
            "需",
            "属于",
            "作出",
            "做出",
            "实施",
            "开展",
            "收取",
            "征收",
            "获取",
            "获得",
            "进行",
            "来",
            "要求",
            "予",
            "予以",
            "给予",
            "实现",
            "受到",
            "判决",
            "裁定",
            "宣布",
            "拒绝",
            "来自",
            "下来",
            "归档",
            "不当",
            "不到位",
            "不及时",
            "不规范",
        ],
    ),
    // What it is called.
    (
        Meaning::Plain,
        &[
            "情况",
            "情形",
            "事项",
            "案件",
            "事件",
            "记录",
            "现象",
            "程序",
            "案",
            "争议",
            "纠纷",
            "工作",
            "方面",
            "行为",
            "措施",
            "数",
            "量",
            "数量",
            "件数",
            "总数",
            "业务",
            "任务",
            "决定",
            "案例",
            "工作量",
            "处理",
            "结果",
            "政府信息",
            "信息",
            "公开",
            "工作任务",
        ],
    ),
    // Who: anybody.
    (
        Meaning::Plain,
        &[
            "任何人",
            "群众",
            "组织",
            "公民、法人",
            "人",
            "社会公众",
            "公众",
            "社会",
            "居民",
            "市民",
            "村民",
            "单位和个人",
            "申请人",
            "各方",
            "各类",
            "各种",
            "各项",
            "任何形式",
            "各级各部门",
            "各级各单位",
            "各级",
            "各级机关",
            "各级、各部门",
            "各乡镇、各部门",
            "各部门、各乡镇",
            "行政机关",
            "机关",
            "主体",
        ],
    ),
    // How many.
    (Meaning::Plain, &["一宗", "一个", "一次", "一份", "一项", "一家", "一人", "1件", "1起", "宗", "例"]),
    // When, and other small words.
    (
        Meaning::Plain,
        &[
            "年底",
            "年末",
            "年终",
            "期间",
            "当年",
            "目前",
            "已",
            "已经",
            "仍",
            "尚",
            "的",
            "之",
            "等",
            "并",
            "曾",
            "其",
            "其他",
            "在",
            "中",
            "内",
            "里",
            "上",
            "本",
            "该",
            "手头",
            "手上",
            "到",
            "至",
            "时",
            "今",
            "年",
            "年度",
            "度",
            "此",
            "于",
            "向",
            "以",
            "按",
            "按照",
            "为",
            "是",
            "共",
            "累计",
            "总",
            "一年",
            "所",
            "而",
            "截至",
            "截止",
            "截止到",
            "从",
            "总体",
            "“",
            "”",
            "\"",
            "‘",
            "’",
            "继续",
            "保持",
            "仅",
            "只",
            "经",
            "得到",
            "至此",
            "我",
            "全",
        ],
    ),
    // By which rule.
    (
        Meaning::Plain,
        &[
            "法律法规",
            "规定",
            "法定",
            "依规",
            "依法",
            "依法依规",
            "妥善",
            "规范",
            "高效",
            "顺利",
            "办理",
            "圆满",
            "认真",
            "严格",
            "统一",
            "相关",
            "有关规定",
            "条例",
        ],
    ),
];

/// Words that begin as a denial does and are none.
const NONE_AT_ALL: &[&str] =
    &["无法", "无误", "无偿", "无障碍", "未来", "无论", "无缝", "无纸", "未成年", "零距离", "零星", "无理"];

/// Words by their first character, the longest first.
type ByFirst = HashMap<char, Vec<(&'static str, Option<Meaning>)>, RandomState>;

static BY_FIRST: LazyLock<ByFirst> = LazyLock::new(|| {
    let mut by_first = ByFirst::default();
    let known = WORDS.iter().flat_map(|(meaning, words)| words.iter().map(|word| (*word, Some(*meaning))));
    for (word, meaning) in known.chain(NONE_AT_ALL.iter().map(|word| (*word, None))) {
        if let Some(first) = word.chars().next() {
            by_first.entry(first).or_default().push((word, meaning));
        }
    }
    by_first.values_mut().for_each(|words| words.sort_by_key(|(word, _)| std::cmp::Reverse(word.len())));
    by_first
});

/// The longest such word that a text starts with. A meaning that is nothing is a word that says something else.
pub(super) fn word_at(text: &str) -> Option<(&'static str, Option<Meaning>)> {
    let words = BY_FIRST.get(&text.chars().next()?)?;
    words.iter().find(|(word, _)| text.starts_with(word)).copied()
}
