//! Numbers of pages as pages print them: `- 3 -`, `第 3 页 共 5 页`, `3/5`. The one place that knows their forms.

use crate::characters::half_width;

/// The number of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageNumber {
    /// The number.
    pub number: usize,
    /// What is printed around it.
    pub around: Around,
}

/// What is printed around the number of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Around {
    /// Dashes on both sides: `- 3 -`.
    Dashes,
    /// Words: `第3页`, `第3页共5页`, `Page 3 of 5`.
    Words,
    /// A dash on one side, which may be a sign as well: `-3`.
    OneDash,
    /// How many pages there are, which may be a share as well: `3/5`.
    Total,
    /// Nothing: any figure looks like it.
    Nothing,
}

impl PageNumber {
    /// Reads the number of a page, whatever stands around it.
    ///
    /// ```
    /// use gongkai_core::page_number::{Around, PageNumber};
    /// let found = PageNumber::parse("第 3 页 共 5 页").ok_or("a page number")?;
    /// assert_eq!((found.number, found.around), (3, Around::Words));
    /// assert_eq!(PageNumber::parse("3").map(|found| found.around), Some(Around::Nothing));
    /// assert_eq!(PageNumber::parse("2023年"), None);
    /// # Ok::<(), &str>(())
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        // Nearly every text is told by its first character.
        let begins = |c: char| is_dash(c) || half_width(c).is_ascii_digit() || matches!(c, '第' | 'p' | 'P');
        if !text.trim_start().starts_with(begins) || text.len() > LONGEST {
            return None;
        }
        let text: String = text.chars().filter(|c| !c.is_whitespace()).map(half_width).collect();
        let bare = text.trim_matches(is_dash).to_ascii_lowercase();
        let within = bare.strip_prefix("page").or_else(|| bare.strip_prefix('第'));
        let (number, rest) = digits(within.unwrap_or(&bare))?;
        let paged = rest.strip_prefix('页');
        // 第3 may be anything that is counted.
        if bare.starts_with('第') && paged.is_none() {
            return None;
        }
        let rest = paged.unwrap_or(rest);
        let rest = rest.strip_prefix(['，', ',', '、']).unwrap_or(rest);
        let total = ["/", "of", "共"].iter().find_map(|mark| rest.strip_prefix(mark));
        let total = match total.map(|total| digits(total.strip_suffix('页').unwrap_or(total))) {
            None if rest.is_empty() => None,
            Some(Some((total, ""))) if number <= total => Some(total),
            _ => return None,
        };
        let dashes = usize::from(text.starts_with(is_dash)) + usize::from(text.ends_with(is_dash));
        let around = match (dashes, within, total) {
            (2, ..) => Around::Dashes,
            (_, Some(_), _) => Around::Words,
            (1, ..) => Around::OneDash,
            (_, None, Some(_)) => Around::Total,
            (_, None, None) => Around::Nothing,
        };
        Some(Self { number, around })
    }

    /// Whether it is the number of a page wherever it stands.
    #[must_use]
    pub fn is_certain(self) -> bool {
        matches!(self.around, Around::Dashes | Around::Words)
    }
}

/// Whether a text is nothing but the number of a page, wherever it stands; a lone figure is not, since it may be a value.
#[must_use]
pub fn is_page_number(text: &str) -> bool {
    PageNumber::parse(text).is_some_and(PageNumber::is_certain) || text.contains('第') && is_around_page_number(text)
}

/// Whether a text is what stands around the number of a page whose figures a program puts in: `第 页 共 页`, `— —`.
#[must_use]
pub fn is_around_page_number(text: &str) -> bool {
    let words: String = text.chars().filter(|c| c.is_alphabetic()).collect();
    text.len() <= LONGEST && ["", "第页", "第页共页", "page", "pageof"].contains(&words.to_ascii_lowercase().as_str())
}

/// The longest text, in bytes.
const LONGEST: usize = 60;
/// The most digits.
const DIGITS: usize = 4;

/// The number at the start of a text, and what follows it.
fn digits(text: &str) -> Option<(usize, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at_checked(end)?;
    (digits.len() <= DIGITS).then_some(())?;
    Some((digits.parse().ok()?, rest))
}

/// What is printed as a dash on both sides of the number.
fn is_dash(c: char) -> bool {
    matches!(c, '-' | '－' | '—' | '–' | '―' | '─' | '−' | '~' | '～' | '·' | '•')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_forms_of_page_numbers() {
        for text in
            ["- 3 -", "—3—", "－ ３ －", "第 3 页", "第3页 共5页", "第3页/5页", "Page 3 of 5", "第 页 共 页", "·3·"]
        {
            assert!(is_page_number(text), "{text}");
        }
        for text in ["3/5", "-3", "3"] {
            assert_eq!(
                PageNumber::parse(text).map(|found| (found.number, found.is_certain())),
                Some((3, false)),
                "{text}"
            );
            assert!(!is_page_number(text), "{text}");
        }
        for text in ["2023年", "0.5", "3件", "7/5", "12345", "—", "——", "", "第20条", "第三页", "第3", "-", "第", "页"]
        {
            assert_eq!(PageNumber::parse(text), None, "{text}");
            assert!(!is_page_number(text), "{text}");
        }
        assert!(["第 页 共 页", " — —", "Page of ", ""].map(is_around_page_number).iter().all(|is| *is));
        assert!(!is_around_page_number("第 页 内部资料"));
    }
}
