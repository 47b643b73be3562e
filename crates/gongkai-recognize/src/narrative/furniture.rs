//! What a web page or a printed sheet has around a report: known by its words, so that it does not enter the text.

use gongkai_core::characters::is_blank;

/// Words that open what a page prints below a report.
const BELOW: [&str; 46] = [
    "发布时间：",
    "发布日期：",
    "发布时间:",
    "发布日期:",
    "浏览次数",
    "文章来源：",
    "上一篇",
    "下一篇",
    "上一条",
    "下一条",
    "上篇：",
    "下篇：",
    "打印本页",
    "打印页面",
    "关闭窗口",
    "关闭本页",
    "【打印",
    "[打印",
    "【关闭",
    "【字体",
    "分享到",
    "分享：",
    "扫一扫",
    "扫描二维码",
    "版权所有",
    "主办单位：",
    "主办：",
    "承办：",
    "承办单位：",
    "网站地图",
    "网站标识码",
    "公网安备",
    "ICP备",
    "联系我们",
    "责任编辑",
    "编辑：",
    "相关链接",
    "相关附件",
    "相关文档",
    "相关信息",
    "附件下载",
    "文件下载",
    "我要纠错",
    "返回顶部",
    "返回列表",
    "信息来源：",
];

/// Whether a line opens what a page prints below a report.
pub(super) fn is_below(text: &str) -> bool {
    let text = text.trim();
    text.chars().count() <= 120 && BELOW.iter().any(|word| text.starts_with(word))
        || (text.contains("ICP备") || text.contains("网站标识码"))
        || is_attached(text)
}

/// The shortest line with a full stop that is a sentence, in characters.
const SENTENCE: usize = 12;

/// Whether a line is a sentence, and not what a page has around a report.
pub(super) fn is_sentence(text: &str) -> bool {
    text.contains(['。', '；']) && text.chars().count() >= SENTENCE && !is_below(text) && !is_about_the_page(text)
}

/// A line that only links a file: `附件：某局2023年年度报告.docx`.
fn is_attached(text: &str) -> bool {
    const ENDINGS: [&str; 10] = [".doc", ".docx", ".rtf", ".pdf", ".xls", ".xlsx", ".wps", ".ofd", ".zip", ".rar"];
    let name = text.trim_end_matches(['】', ']', '）', ')', '》']).to_ascii_lowercase();
    text.starts_with("附件") && ENDINGS.iter().any(|ending| name.ends_with(ending))
}

/// What a page's line about itself says first: `来源：某局`. With its colon it is one wherever it stands in a short line.
const LABELS: [&str; 45] = [
    "发布时间",
    "发布日期",
    "公开日期",
    "公开时间",
    "发文日期",
    "公布日期",
    "公布时间",
    "成文日期",
    "生成日期",
    "更新时间",
    "时间",
    "日期",
    "发布机构",
    "发布单位",
    "发文机关",
    "发文单位",
    "公开主体",
    "公开责任部门",
    "责任部门",
    "信息来源",
    "文章来源",
    "来源",
    "作者",
    "责任编辑",
    "编辑",
    "审核",
    "索引号",
    "信息索引",
    "主题分类",
    "体裁分类",
    "组配分类",
    "信息分类",
    "信息类别",
    "公开类别",
    "公开方式",
    "公开范围",
    "公开形式",
    "主题词",
    "关键词",
    "文号",
    "发文字号",
    "有效性",
    "浏览量",
    "阅读量",
    "内容概述",
];

/// What only a page says, whatever stands around it.
const WORDS: [&str; 18] = [
    "分享到",
    "分享：",
    "扫一扫",
    "责任编辑",
    "发布时间",
    "发布日期",
    "发布机构",
    "原文链接",
    "信息来源",
    "浏览次数",
    "访问次数",
    "点击数",
    "阅读次数",
    "字体：",
    "字号：",
    "索引号",
    "打印",
    "当前位置",
];

/// The longest line of a page about itself, in characters; one with several labels may be longer.
const LONGEST: usize = 80;

/// Whether a line is what a web page prints about itself between title and text.
pub(in super::super) fn is_about_the_page(text: &str) -> bool {
    // Bullets and brackets before a label are the page's, too.
    let bare: String = text.chars().filter(|c| !is_blank(*c)).collect();
    let bare = bare.trim_start_matches(|c: char| !c.is_alphanumeric());
    // A line drawn of signs, or drawn around a word, parts what a page says about itself from its text.
    if bare.is_empty() || text.contains("====") || text.contains("----") {
        return true;
    }
    let sentence = bare.contains(['。', '；', '！']);
    let labelled = |label: &&&str| {
        bare.split(**label).skip(1).any(|after| after.trim_start_matches(['】', ']']).starts_with(['：', ':']))
    };
    let length = bare.chars().count();
    let labels = LABELS.iter().filter(labelled).count();
    let opens = LABELS.iter().any(|label| {
        bare.strip_prefix(label).is_some_and(|rest| rest.trim_start_matches(['】', ']']).starts_with(['：', ':']))
    });
    let path =
        ["您现在的位置", "您的位置", "当前位置", "首页>", "首页»", "首页/"].iter().any(|word| bare.starts_with(word));
    if sentence {
        // A sentence may well speak of printing or of a date of publication.
        return opens && labels >= 2 && length <= LONGEST;
    }
    path || opens && length <= LONGEST
        || labels >= 3
        || length <= LONGEST && (labels > 0 || WORDS.iter().any(|word| bare.contains(word)))
}
