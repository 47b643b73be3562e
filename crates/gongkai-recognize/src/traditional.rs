//! Traditional characters as their simplified selves, for pages that a site converted by itself.
//!
//! Only the characters that labels, headings and titles are made of: what a report says is kept as it is published.

use std::sync::LazyLock;

/// Pairs of a simplified character and those that conversions write for it.
const PAIRS: &str = "万萬 业業 为為爲 举舉 乡鄉 于於 亿億 会會 体體 关關 内內 决決 况況 减減 制製 办辦 务務 动動 区區 \
单單 厅廳 县縣 发發 号號 后後 员員 国國 处處 复復複 审審 对對 属屬 布佈 废廢 开開 强強 当當 总總 执執 护護 报報 据據 \
数數 无無 时時 机機 权權 条條 来來 构構 查査 没沒 现現 确確 秘祕 稳穩 类類 系係繫 纠糾 纳納 组組 织織 经經 结結 继繼 \
续續 维維 编編 缴繳 罚罰 范範 获獲 补補 规規 计計 认認 议議 许許 讼訟 访訪 诉訴 试試 询詢 说說 请請 购購 费費 转轉 \
过過 这這 进進 适適 逾踰 采採 镇鎮鎭 门門 问問 间間 难難 页頁 项項 题題 额額 级級 职職 监監 督督 统統 财財 务務 设設 \
环環 卫衛 农農 场場 产産產 资資 划劃 标標 应應 证證 调調 导導 态態 广廣 运運 东東 团團 参參 与與 从從 众衆眾 传傳 \
启啟啓 围圍 显顯 须須 阅閱";

/// A traditional character as its simplified self; every other character as it is.
pub(super) fn simplified(c: char) -> char {
    // Every character of every text is looked up: a table of all ideographs is many times faster than a map.
    static SIMPLIFIED: LazyLock<Vec<char>> = LazyLock::new(|| {
        let mut table: Vec<char> = (FIRST..='\u{9fff}').collect();
        for pair in PAIRS.split_whitespace() {
            let mut chars = pair.chars();
            let Some(simple) = chars.next() else { continue };
            for other in chars {
                if let Some(entry) = place(other).and_then(|place| table.get_mut(place)) {
                    *entry = simple;
                }
            }
        }
        table
    });
    place(c).and_then(|place| SIMPLIFIED.get(place)).copied().unwrap_or(c)
}

/// The first of the ideographs.
const FIRST: char = '\u{4e00}';

/// Where an ideograph stands in a table of all of them.
fn place(c: char) -> Option<usize> {
    usize::try_from(u32::from(c).checked_sub(u32::from(FIRST))?).ok()
}

/// A text with its characters simplified, byte for byte as long as it was.
pub(super) fn simplified_text(text: &str) -> String {
    text.chars().map(simplified).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_as_conversions_write_them() {
        assert_eq!(simplified_text("收到和處理政府信息公開申請情況"), "收到和处理政府信息公开申请情况");
        assert_eq!(simplified_text("申請人無正當理由逾期不補正"), "申请人无正当理由逾期不补正");
        assert_eq!(simplified_text("規章 4件"), "规章 4件");
    }

    #[test]
    fn places_in_a_text_stay_where_they_are() {
        for pair in PAIRS.split_whitespace() {
            assert!(pair.chars().all(|c| c.len_utf8() == 3), "{pair}");
        }
    }
}
