//! Lines between the entries of a register that are none: the month, the sum, who filled it in.

use gongkai_core::numerals::is_ordinal;

use crate::ledger::wording::bare;

/// Words of sums, which may be of something: 本月小计.
const SUMS: [&str; 6] = ["合计", "小计", "总计", "共计", "累计", "合計"];
/// What is signed below a register or said over it, before a colon.
const SIGNED: [&str; 17] = [
    "填表人",
    "制表人",
    "制表",
    "审核人",
    "审核",
    "填报人",
    "填报单位",
    "填表单位",
    "负责人",
    "联系人",
    "联系电话",
    "填报日期",
    "填表日期",
    "制表日期",
    "备注",
    "说明",
    "注",
];
/// The characters of which the name of a part of the year is made.
const PERIOD: &str = "年月份季度第上中下半旬〇零一二三四五六七八九十";

/// Whether a line is no entry: by the first text in it, the others, and those of the register's columns.
pub(crate) fn is_aside(texts: &[&str], columns: &[&str]) -> bool {
    let Some((&first, others)) = texts.split_first() else { return false };
    let counts = |text: &&str| text.chars().all(|c| c.is_ascii_digit() || c == '件');
    let of_columns: Vec<&&str> = columns.iter().filter(|&&text| text != first).collect();
    if is_sum(first) {
        // A sum counts what stands above it, in whatever column.
        return of_columns.into_iter().all(counts);
    }
    let named = (is_period(first) || is_numbered(first)) && others.iter().all(counts);
    (named || is_signed(first)) && of_columns.iter().all(|text| text.is_empty())
}

/// A heading of several entries: 一、行政复议, （二）行政诉讼.
fn is_numbered(text: &str) -> bool {
    let opened = text.strip_prefix(['（', '(']);
    let rest = opened.unwrap_or(text).trim_start_matches(is_ordinal);
    let closing = if opened.is_some() { ['）', ')'] } else { ['、', '．'] };
    rest.len() < opened.unwrap_or(text).len() && rest.strip_prefix(closing).is_some_and(|words| !bare(words).is_empty())
}

fn is_sum(text: &str) -> bool {
    let text = bare(text);
    text.chars().count() <= 6 && SUMS.iter().any(|sum| text.ends_with(sum))
}

fn is_signed(text: &str) -> bool {
    text.split_once(['：', ':']).is_some_and(|(label, _)| SIGNED.contains(&bare(label).as_str()))
}

/// 一月份, 2023年1月, 第二季度, 上半年.
pub(crate) fn is_period(text: &str) -> bool {
    let ends = ["月", "月份", "季度", "半年", "旬", "年度"];
    let text = bare(text);
    text.chars().all(|c| c.is_ascii_digit() || PERIOD.contains(c)) && ends.iter().any(|end| text.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::is_aside as is_aside_among;

    fn is_aside(first: &str, columns: [&str; 2]) -> bool {
        let texts: Vec<&str> = [first].into_iter().chain(columns).filter(|text| !text.is_empty()).collect();
        is_aside_among(&texts, &columns)
    }

    #[test]
    fn a_number_of_an_entry_is_not_set_aside() {
        for aside in [
            "合计",
            "本 月 小 计",
            "总计：",
            "一月份",
            "2023年1月",
            "第二季度",
            "上半年",
            "2023年度",
            "填表人：周文",
            "一、行政复议",
            "（二）行政诉讼",
            "注：按收到日期登记",
        ] {
            assert!(is_aside(aside, ["", ""]), "{aside}");
            assert!(!is_aside(aside, ["", "自然人"]), "{aside}");
        }
        for entry in [
            "1",
            "2023-001",
            "依申请〔2023〕5号",
            "2023年第5号",
            "202301",
            "张某",
            "合计局",
            "备注",
            "注册登记",
            "年",
            "十二",
        ] {
            assert!(!is_aside(entry, ["", ""]), "{entry}");
        }
        assert!(is_aside("合计", ["4件", "3"]) && !is_aside("一月", ["3", ""]) && !is_aside("一月", ["郑某", ""]));
    }
}
