//! Addresses of links, as writers take them.

use crate::characters::{inert, is_control, turns_direction};

/// Whether an address leads to a page or a mailbox and is one that programs take: what else a link may do (run a file,
/// a script) does not belong in a filing.
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
    let Some((scheme, rest)) = address.split_once(':') else { return false };
    let place = match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" => rest.strip_prefix("//").unwrap_or_default(),
        "mailto" => rest,
        _ => return false,
    };
    let host = place.split(['/', '?', '#']).next().unwrap_or_default();
    let taken = |c: char| {
        !c.is_whitespace()
            && !is_control(c)
            && !turns_direction(c)
            && !matches!(c, '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}')
    };
    !host.is_empty() && !host.starts_with(':') && address.chars().all(taken)
}

/// What is said of a link whose address is not written.
#[must_use]
pub fn link_not_written(address: &str) -> String {
    format!(
        "链接地址 {} 未写入，只保留文字：只写 http、https 和 mailto / a link that is kept as text alone",
        inert(address)
    )
}
