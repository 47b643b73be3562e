//! Where the address of a link leads, and whether an output may lead there.

use super::{Remark, RemarkKind};
use crate::characters::{inert, is_control, turns_direction};
use crate::document::Position;
use crate::words::Text;

/// Where an address leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Leads {
    /// To a page or a mailbox: `http`, `https` or `mailto`.
    Out,
    /// To something beside the file that it stands in, by a part of an address alone (`附件.doc`, `../2023/1.html`).
    Beside,
    /// Anywhere else: to a file, a script, or nowhere at all. What such links do does not belong in a filing.
    Elsewhere,
}

impl Leads {
    /// Where an address leads.
    ///
    /// ```
    /// use gongkai_core::document::Leads;
    /// assert_eq!(Leads::of("https://www.example.gov.cn/目录.html"), Leads::Out);
    /// assert_eq!(Leads::of("附件.doc"), Leads::Beside);
    /// assert_eq!(Leads::of("javascript:alert(1)"), Leads::Elsewhere);
    /// ```
    #[must_use]
    pub fn of(address: &str) -> Self {
        if address.is_empty()
            || address.chars().any(|c| c.is_control() || is_control(c) || turns_direction(c) || c == '\\')
        {
            return Self::Elsewhere;
        }
        let Some((scheme, rest)) = scheme(address) else {
            // “//host/path” is a page to a browser and a share of the network to an office program.
            return if address.starts_with("//") { Self::Elsewhere } else { Self::Beside };
        };
        let place = match scheme.to_ascii_lowercase().as_str() {
            "http" | "https" => rest.strip_prefix("//").unwrap_or_default(),
            "mailto" => rest,
            _ => return Self::Elsewhere,
        };
        let host = place.split(['/', '?', '#']).next().unwrap_or_default();
        let named = !host.trim().is_empty() && !host.starts_with(':');
        if named { Self::Out } else { Self::Elsewhere }
    }
}

/// What stands before and after the colon of an address that has a scheme.
fn scheme(address: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = address.split_once(':')?;
    // A colon behind a slash, a question mark or a Chinese character belongs to a path.
    let signs = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    (scheme.trim_start().chars().all(signs)).then_some((scheme.trim_start(), rest))
}

/// Whether an address leads out and is one that programs take as it is.
///
/// ```
/// use gongkai_core::document::is_address;
/// assert!(is_address("https://a.example/1?x=1&y=2") && is_address("mailto:a@b.example"));
/// for address in ["javascript:alert(1)", "file:///etc/passwd", "http:///a", "附件.doc", "http://a b"] {
///     assert!(!is_address(address), "{address}");
/// }
/// ```
#[must_use]
pub fn is_address(address: &str) -> bool {
    let taken = |c: char| !c.is_whitespace() && !matches!(c, '"' | '<' | '>' | '^' | '`' | '{' | '|' | '}');
    Leads::of(address) == Leads::Out && address.chars().all(taken)
}

impl Remark {
    /// A link that an output does not hold, whose text it keeps.
    #[must_use]
    pub fn link_lost(text: &str, address: &str) -> Self {
        let address = inert(address);
        let detail = Text::new(
            format!("“{text}”的链接“{address}”，文字保留"),
            format!("the link “{address}” of “{text}”, whose text stays"),
        );
        Self::new(RemarkKind::Link, detail, Position::default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_and_mailboxes_lead_out_and_what_runs_something_does_not() {
        for address in ["https://a.example/1?x=1&y=2", "HTTP://a", "mailto:a@b.example", "https://a.example/目 录"] {
            assert_eq!(Leads::of(address), Leads::Out, "{address}");
        }
        for address in ["附件.doc", "./1.html", "/art/1.html", "#1", "?id=a:b", "附件：1.doc", "./a:b"] {
            assert_eq!(Leads::of(address), Leads::Beside, "{address}");
        }
        for address in [
            "javascript:alert(1)",
            " javascript:alert(1)",
            "file:///etc/passwd",
            "internal:封面!A1",
            "C:/a.doc",
            "http://",
            "http:///a",
            "http://:80",
            "//host/share",
            "a\\b",
            "https://a.example/\u{202e}",
            "java\nscript:1",
            "",
        ] {
            assert_eq!(Leads::of(address), Leads::Elsewhere, "{address}");
        }
    }
}
