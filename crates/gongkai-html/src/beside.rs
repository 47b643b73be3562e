//! What came with a page in one file: the parts that it calls by their addresses.

use crate::frames::unescaped;
use crate::links::join;

/// A part of the file that the page came in.
#[derive(Debug)]
pub(crate) struct Part {
    /// Its address, and the name that mails give their parts.
    location: String,
    id: String,
    /// Its text, where it is a style sheet.
    pub(crate) sheet: Option<String>,
}

impl Part {
    pub(crate) fn new(location: &str, id: &str, sheet: Option<String>) -> Self {
        Self { location: plain(location), id: id.to_owned(), sheet }
    }
}

/// The parts of a file beside one of its pages; none for a page that stands alone.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Beside<'p> {
    parts: &'p [Part],
    /// The address of the page.
    page: &'p str,
}

impl<'p> Beside<'p> {
    /// The parts beside one of them.
    pub(crate) fn new(parts: &'p [Part], page: &'p Part) -> Self {
        Self { parts, page: &page.location }
    }

    /// How many parts are looked through for one.
    pub(crate) fn len(&self) -> usize {
        self.parts.len()
    }

    /// The style sheet that the page calls so.
    pub(crate) fn sheet(&self, address: &str) -> Option<&'p str> {
        self.part(address).and_then(|at| self.parts.get(at)).and_then(|part| part.sheet.as_deref())
    }

    /// Which part the page calls so: the one at this address, or else the only one whose address ends so.
    pub(crate) fn part(&self, address: &str) -> Option<usize> {
        let address = address.trim().split('#').next().filter(|address| !address.is_empty())?;
        let whole = join(self.page, &plain(address)).map_or_else(|| plain(address), |whole| plain(&whole));
        let named = |part: &Part| part.location == whole || address.strip_prefix("cid:") == Some(&part.id);
        if let Some(at) = self.parts.iter().position(named) {
            return Some(at);
        }
        let tail = plain(address);
        let tail = tail.trim_start_matches(['.', '/']);
        let ends = |part: &Part| {
            part.location.strip_suffix(tail).is_some_and(|before| before.is_empty() || before.ends_with('/'))
        };
        let mut ending = (0..self.parts.len()).filter(|at| self.parts.get(*at).is_some_and(ends));
        ending.next().filter(|_| ending.next().is_none() && !tail.is_empty())
    }
}

/// An address with its escaped characters and its ways written in one way.
pub(crate) fn plain(address: &str) -> String {
    unescaped(address.trim()).replace('\\', "/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_found_by_the_addresses_that_pages_call_them_by() {
        let part = |location: &str, id: &str| Part::new(location, id, None);
        let parts = [
            part("file:///C:/年报/a.files/stylesheet.css", ""),
            part("cid:css-1@mhtml.blink", ""),
            part("https://www.example.gov.cn/css/a.css", ""),
            part("https://www.example.gov.cn/print/a.css", ""),
            part("", "part7"),
        ];
        let of = |page: &str, address: &str| Beside::new(&parts, &part(page, "")).part(address);
        assert_eq!(of("file:///C:/%E5%B9%B4%E6%8A%A5/a.files/sheet001.htm", "stylesheet.css"), Some(0));
        assert_eq!(of("file:///C:\\年报\\a.htm", "a.files\\stylesheet.css"), Some(0));
        assert_eq!(of("", "./a.files/stylesheet.css"), Some(0));
        assert_eq!(of("x", "cid:css-1@mhtml.blink"), Some(1));
        assert_eq!(of("https://www.example.gov.cn/nb/t1.html", "../css/a.css#x"), Some(2));
        assert_eq!(of("https://www.example.gov.cn/print/t1.html", "a.css"), Some(3));
        assert_eq!(of("x", "cid:part7"), Some(4));
        // Two end so; another's name ends so; none is named.
        for address in ["a.css", "sheet.css", "", "#a", "./"] {
            assert_eq!(of("", address), None, "{address}");
        }
    }
}
