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

    #[test]
    fn words_that_send_elsewhere() {
        for text in ["见附件", "详见工作表2", "（见附表 三）", "附后", "见\n下表"] {
            assert!(refers(text), "{text}");
        }
        for text in ["", "12", "无", "不适用", "12（见附件）", "意见箱", "结果维持"] {
            assert!(!refers(text), "{text}");
        }
    }
}
