//! Where the links of a page lead.

use crate::dom::{Dom, ROOT};

/// The address of a page, as far as it says it itself.
#[derive(Debug, Default)]
pub(crate) struct Address {
    base: Option<String>,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Target {
    /// To this address.
    To(String),
    /// To a place on the same page, or nowhere.
    Here,
    /// To an address that only the page's own would complete.
    Relative,
    /// It runs a script or holds data instead of leading anywhere.
    NoAddress,
}

/// Ways of addressing that lead somewhere by themselves.
const SCHEMES: [&str; 6] = ["http:", "https:", "ftp:", "ftps:", "mailto:", "tel:"];
/// The longest address that is kept, in bytes.
const LONGEST: usize = 2048;

impl Address {
    /// What the page says of its own address: its base, its canonical address, what it tells other sites.
    pub(crate) fn of(dom: &Dom) -> Self {
        let of = |name: &str, wanted: (&str, &str), value: &str| {
            dom.descendants(ROOT)
                .filter(|id| dom.name(*id) == name)
                .filter(|id| {
                    wanted.0.is_empty()
                        || dom.attribute(*id, wanted.0).is_some_and(|own| own.eq_ignore_ascii_case(wanted.1))
                })
                .find_map(|id| dom.attribute(id, value))
                .map(str::trim)
                .filter(|address| is_web(address))
                .map(str::to_owned)
        };
        let own = of("link", ("rel", "canonical"), "href")
            .or_else(|| of("meta", ("property", "og:url"), "content"))
            .or_else(|| of("meta", ("name", "Url"), "content"));
        let base = of("base", ("", ""), "href").or_else(|| {
            let relative =
                dom.descendants(ROOT).find(|id| dom.name(*id) == "base").and_then(|id| dom.attribute(id, "href"));
            relative.and_then(|base| join(own.as_deref()?, base.trim()))
        });
        Self { base: base.or(own) }
    }

    /// Where a link leads.
    pub(crate) fn target(&self, href: &str) -> Target {
        let href: String = href.trim().chars().filter(|c| !c.is_control() && *c != '\n').collect();
        let scheme = scheme(&href).map(str::to_ascii_lowercase);
        match scheme {
            Some(scheme) if SCHEMES.contains(&scheme.as_str()) && href.len() <= LONGEST => Target::To(href),
            Some(_) => Target::NoAddress,
            None if href.is_empty() || href.starts_with('#') => Target::Here,
            None => match self.base.as_deref().and_then(|base| join(base, &href)) {
                Some(address) if address.len() <= LONGEST => Target::To(address),
                _ => Target::Relative,
            },
        }
    }
}

fn is_web(address: &str) -> bool {
    let lower = address.get(..8).unwrap_or(address).to_ascii_lowercase();
    lower.starts_with("http://") || lower.starts_with("https://")
}

/// The scheme of an address with its colon.
fn scheme(address: &str) -> Option<&str> {
    let at = address.find(':')?;
    let (scheme, _) = address.split_at_checked(at + 1)?;
    let name = scheme.trim_end_matches(':');
    let is_scheme = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    is_scheme.then_some(scheme)
}

/// An address relative to another, made whole.
pub(crate) fn join(base: &str, relative: &str) -> Option<String> {
    if scheme(relative).is_some() {
        return is_web(relative).then(|| relative.to_owned());
    }
    let (scheme, rest) = base.split_once("//")?;
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, path) = rest.split_at_checked(end)?;
    if let Some(other) = relative.strip_prefix("//") {
        return Some(format!("{scheme}//{other}"));
    }
    let path = path.split(['?', '#']).next().unwrap_or_default();
    if relative.starts_with(['?', '#']) {
        return Some(format!("{scheme}//{host}{}{relative}", if path.is_empty() { "/" } else { path }));
    }
    let (way, asked) = relative.split_at_checked(relative.find(['?', '#']).unwrap_or(relative.len()))?;
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let whole = if way.starts_with('/') { way.to_owned() } else { format!("{folder}/{way}") };
    let mut parts: Vec<&str> = Vec::new();
    for part in whole.split('/').skip(1) {
        match part {
            "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    if whole.ends_with("/.") || whole.ends_with("/..") {
        parts.push("");
    }
    Some(format!("{scheme}//{host}/{}{asked}", parts.join("/")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_made_whole_where_the_page_says_how() {
        let at = Address { base: Some("https://www.example.gov.cn/xxgk/nb/202401/t1.html?id=3".to_owned()) };
        for (href, whole) in [
            ("http://b.example/x", "http://b.example/x"),
            ("a.docx", "https://www.example.gov.cn/xxgk/nb/202401/a.docx"),
            ("./a.docx", "https://www.example.gov.cn/xxgk/nb/202401/a.docx"),
            ("../2023/a.docx?x=/y", "https://www.example.gov.cn/xxgk/nb/2023/a.docx?x=/y"),
            ("/a/b.html#c", "https://www.example.gov.cn/a/b.html#c"),
            ("//c.example/d", "https://c.example/d"),
            ("mailto:x@example.gov.cn", "mailto:x@example.gov.cn"),
        ] {
            assert_eq!(at.target(href), Target::To(whole.to_owned()), "{href}");
        }
        assert_eq!(at.target("javascript:void(0)"), Target::NoAddress);
        assert_eq!(at.target("java\nscript:alert(1)"), Target::NoAddress);
        assert_eq!(at.target("data:text/html,x"), Target::NoAddress);
        assert_eq!(at.target("#注1"), Target::Here);
        assert_eq!(Address::default().target("a.docx"), Target::Relative);
    }
}
