//! Where a page leads: to files that are attached to it or shown in it, or on to another page at once.

use gongkai_core::format::{Limits, Meter};

use crate::dom::{Dom, ROOT};
use crate::{decode, parse};

/// Where a page leads, as it says it itself: its addresses are relative to the page's own, or to its base.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Leads {
    /// What the page says its addresses are relative to.
    pub base: Option<String>,
    /// Where it sends whoever opens it.
    pub onward: Option<String>,
    /// Its links, and the files that it shows, in its order.
    pub links: Vec<Lead>,
}

/// One address that a page leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Lead {
    /// The address as it stands in the page.
    pub address: String,
    /// The words of the link; empty for what is shown in the page.
    pub words: String,
}

/// How many characters of a link's words are kept.
const WORDS: usize = 120;

/// Where a page leads; nowhere for one that cannot be read.
///
/// ```
/// let page = "<base href='/files/'><a href='2024.docx'>附件：年度报告</a><iframe src='/viewer?file=a.pdf'></iframe>";
/// let leads = gongkai_html::leads(page.as_bytes(), &Default::default());
/// assert_eq!(leads.base.as_deref(), Some("/files/"));
/// let addresses: Vec<&str> = leads.links.iter().map(|lead| lead.address.as_str()).collect();
/// assert_eq!(addresses, ["2024.docx", "/viewer?file=a.pdf"]);
/// ```
#[must_use]
pub fn leads(bytes: &[u8], limits: &Limits) -> Leads {
    if limits.admit(bytes).is_err() {
        return Leads::default();
    }
    let dom = decode::decode(bytes, None).and_then(|text| parse::parse(&text, &mut Meter::new(limits)));
    dom.map(|dom| of(&dom)).unwrap_or_default()
}

fn of(dom: &Dom) -> Leads {
    let mut leads = Leads::default();
    for id in dom.descendants(ROOT) {
        let of = |name: &str| dom.attribute(id, name).map(str::trim).filter(|address| !address.is_empty());
        let (address, words) = match dom.name(id) {
            "base" => {
                leads.base = leads.base.take().or_else(|| of("href").map(str::to_owned));
                continue;
            }
            "meta" if of("http-equiv").is_some_and(|kind| kind.eq_ignore_ascii_case("refresh")) => {
                leads.onward = leads.onward.take().or_else(|| of("content").and_then(onward));
                continue;
            }
            "a" | "area" => (of("href"), dom.words(id, WORDS)),
            "iframe" | "frame" | "embed" => (of("src"), String::new()),
            "object" => (of("data"), String::new()),
            _ => continue,
        };
        if let Some(address) = address {
            leads.links.push(Lead { address: address.to_owned(), words });
        }
    }
    leads
}

/// The address of `0; url=next.html`, with its quotation marks or without.
fn onward(content: &str) -> Option<String> {
    let (_, rest) = content.split_once([';', ','])?;
    let (name, address) = rest.split_once('=')?;
    let address = address.trim().trim_matches(['"', '\'']).trim();
    (name.trim().eq_ignore_ascii_case("url") && !address.is_empty()).then(|| address.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_sends_on_says_where() {
        for (content, address) in [
            ("0;url=a.html", Some("a.html")),
            ("3; URL = 'b.html'", Some("b.html")),
            ("5", None),
            ("0;url=", None),
            ("0;url=c.jsp?x=1;y=2", Some("c.jsp?x=1;y=2")),
        ] {
            let page = format!("<meta http-equiv=Refresh content=\"{content}\">");
            assert_eq!(leads(page.as_bytes(), &Limits::default()).onward.as_deref(), address, "{content}");
        }
    }
}
