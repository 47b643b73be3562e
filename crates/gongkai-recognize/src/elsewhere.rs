//! Words that send the reader elsewhere for the figures: 见附件, 详见附表三.

/// How such words begin.
const BEGINNINGS: [&str; 9] = ["见", "详见", "参见", "另见", "请见", "附后", "另附", "如附件", "同附件"];
/// Longer texts are remarks.
const LONGEST: usize = 24;

/// Whether a cell says that its figures stand elsewhere.
pub(super) fn refers(text: &str) -> bool {
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let bare = bare.trim_start_matches(['（', '(', '【', '[', '“', '"', '*', '※']);
    bare.chars().count() <= LONGEST && BEGINNINGS.iter().any(|words| bare.starts_with(words))
}

#[cfg(test)]
mod tests {
    use super::refers;
    use crate::recognize;
    use gongkai_core::Cell;
    use gongkai_core::document::{Document, Table, TableCell};
    use gongkai_core::reading::UnreadReason;

    #[test]
    fn words_that_send_elsewhere() {
        for text in ["见附件", "详见工作表2", "（见附表 三）", "附后", "见\n下表"] {
            assert!(refers(text), "{text}");
        }
        for text in ["", "12", "无", "不适用", "12（见附件）", "意见箱", "结果维持"] {
            assert!(!refers(text), "{text}");
        }
    }

    /// 规章 with one remark over its three columns, and 行政许可 with one in its only cell.
    #[test]
    fn one_remark_in_place_of_a_rows_figures() {
        let table = Table::new(
            5,
            4,
            vec![
                TableCell::new(0, 0, "第二十条第（一）项").spanning(1, 4),
                TableCell::new(1, 0, "信息内容"),
                TableCell::new(1, 1, "本年制发件数"),
                TableCell::new(1, 2, "本年废止件数"),
                TableCell::new(1, 3, "现行有效件数"),
                TableCell::new(2, 0, "规章"),
                TableCell::new(2, 1, "见附件").spanning(1, 3),
                TableCell::new(3, 0, "行政规范性文件"),
                TableCell::new(3, 1, "1"),
                TableCell::new(3, 2, "见附件"),
                TableCell::new(3, 3, "3"),
            ],
        );
        let reading = recognize(&Document::new(vec![table.unwrap().into()]));
        let reasons: Vec<UnreadReason> = (reading.receipt.unread.iter())
            .filter(|cell| cell.key.row() == "regulations")
            .map(|cell| cell.reason)
            .collect();
        assert_eq!(reasons, [UnreadReason::Elsewhere; 3]);
        let stated = reading.report.cell("disclosure.normative_documents.repealed".parse().unwrap());
        assert_eq!(stated, Some(&Cell::Text("见附件".to_owned())), "what a cell of its own states is kept");
    }
}
