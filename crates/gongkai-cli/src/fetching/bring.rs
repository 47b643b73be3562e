//! What is brought from one address of a list: the page, and where that holds no whole report the attachments that it leads
//! to, as far as they hold more of it.

use std::borrow::Cow;

use encoding_rs::{Encoding, GB18030, UTF_8};
use gongkai::words::{InWords as _, Text};
use gongkai::{Digest, Format, Limits, Loaded, ReadOptions, Reading};
use gongkai_policy::Address;
use gongkai_wire::{Fetched, FetchedFile, Words};
use url::Url;

use super::refusal::Refusal;
use super::visitor::{Arrived, Visitor};

/// How many attachments of one page are looked at.
const MOST_ATTACHMENTS: usize = 6;

/// How attached reports are called by their names' ends; archives and pictures are none that are read.
const ENDINGS: [&str; 10] = [".docx", ".doc", ".wps", ".rtf", ".pdf", ".ofd", ".xlsx", ".xls", ".et", ".html"];
/// By which words the links to reports are told from other attachments, the surest first.
const WORDS: [&str; 5] = ["公开工作年度报告", "年度报告", "年报", "信息公开", "附件"];

/// What was brought from an address, before it has a place.
pub(crate) struct Brought {
    /// What is recorded of it; its files have no names yet.
    pub(crate) fetched: Fetched,
    /// What is to be kept of the page and of its attachments, one for each that the record names.
    pub(crate) kept: Vec<Kept>,
    /// Whether there is nothing at all.
    pub(crate) failed: bool,
}

/// Something to be kept.
pub(crate) struct Kept {
    pub(crate) bytes: Vec<u8>,
    pub(crate) format: Format,
    /// Whether it is written: not a page that holds nothing of the report which its attachment holds.
    pub(crate) wanted: bool,
}

/// A file with what was read in it.
struct Read {
    arrived: Arrived,
    format: Format,
    reading: Result<Reading, gongkai::Error>,
}

impl Read {
    /// How much of a report it holds: cells first, and then sections.
    fn worth(&self) -> (usize, usize) {
        self.reading.as_ref().map_or((0, 0), |reading| (reading.receipt.read, reading.receipt.sections.len()))
    }

    fn is_whole(&self) -> bool {
        self.reading.as_ref().is_ok_and(|reading| reading.receipt.read > 0 && reading.receipt.unread.is_empty())
    }
}

/// Brings what is at an address.
pub(crate) fn bring(visitor: &Visitor, listed: &Address, at: String) -> Brought {
    let mut fetched = Fetched {
        organ: listed.organ.clone(),
        address: listed.address.clone(),
        at,
        page: None,
        attachments: Vec::new(),
        problems: Vec::new(),
    };
    let page = Url::parse(&listed.address)
        .map_err(|_| Refusal::BadAddress(listed.address.clone()))
        .and_then(|address| page(visitor, address));
    let page = match page {
        Ok(page) => page,
        Err(refusal) => {
            fetched.problems.push(Words::from(&refusal.in_words()));
            return Brought { fetched, kept: Vec::new(), failed: true };
        }
    };
    let (attached, refused) = if page.format == Format::Html && !page.is_whole() {
        attachments(visitor, &page)
    } else {
        (Vec::new(), Vec::new())
    };
    let best = attached.iter().map(Read::worth).max().unwrap_or_default();
    let whole = attached.iter().position(Read::is_whole);
    // Of several attachments the first that holds all of it; else all that hold something; else all, for people to read.
    let wanted = |(index, one): (usize, &Read)| match whole {
        Some(whole) => index == whole,
        None => one.worth() > (0, 0) || best == (0, 0),
    };
    let wanted: Vec<bool> = attached.iter().enumerate().map(wanted).collect();
    let page_wanted = page.worth() > (0, 0) || best == (0, 0);
    for (address, refusal) in refused {
        let said = refusal.in_words();
        fetched
            .problems
            .push(Words::new(format!("附件 {address}: {}", said.zh), format!("attachment {address}: {}", said.en)));
    }
    let holds = std::iter::once(&page).chain(&attached).map(Read::worth).max().unwrap_or_default();
    if holds.0 == 0 {
        fetched.problems.push(Words::from(&without_figures(&page, attached.is_empty())));
    }
    fetched.page = Some(of(&page));
    fetched.attachments = attached.iter().map(of).collect();
    let keep = |(read, wanted): (Read, bool)| Kept { bytes: read.arrived.bytes, format: read.format, wanted };
    let kept = std::iter::once((page, page_wanted)).chain(attached.into_iter().zip(wanted)).map(keep).collect();
    Brought { fetched, kept, failed: false }
}

/// What is said of an address at which no figure of a report was found.
fn without_figures(page: &Read, alone: bool) -> Text {
    match (&page.reading, alone) {
        (_, false) => Text::new(
            "网页和附件里都没有读出年度报告的数字，请打开看一看",
            "neither in the page nor in its attachments a figure of a report was read; have a look",
        ),
        (Ok(_), true) => Text::new(
            "没有读出年度报告的数字，也没有附件，请打开看一看",
            "no figure of a report was read, and there is no attachment; have a look",
        ),
        (Err(error), true) => {
            let why = error.kind.in_words();
            Text::new(format!("没有读出年度报告：{}", why.zh), format!("no report was read: {}", why.en))
        }
    }
}

/// What is at an address, and where that is a page which sends on at once, what is there.
fn page(visitor: &Visitor, address: Url) -> Result<Read, Refusal> {
    let mut read = read(visitor.visit(address, Vec::new())?)?;
    while read.format == Format::Html && read.worth() == (0, 0) {
        let leads = gongkai::leads(&read.arrived.bytes, &Limits::default());
        let base = base(&read.arrived.address, leads.base.as_deref());
        let written_in = encoding(&read.arrived.bytes);
        let Some(next) = leads.onward.and_then(|onward| join(&base, &onward, written_in)) else { break };
        if without_fragment(&next) == without_fragment(&read.arrived.address) {
            break;
        }
        let Arrived { address, mut through, .. } = read.arrived;
        through.push(address);
        read = self::read(visitor.visit(next, through)?)?;
    }
    Ok(read)
}

fn without_fragment(address: &Url) -> Url {
    let mut address = address.clone();
    address.set_fragment(None);
    address
}

fn base(own: &Url, stated: Option<&str>) -> Url {
    stated.and_then(|stated| own.join(stated).ok()).unwrap_or_else(|| own.clone())
}

/// The encoding that a page is written in: that of the web, or else the national one.
fn encoding(page: &[u8]) -> &'static Encoding {
    if std::str::from_utf8(page).is_ok() { UTF_8 } else { GB18030 }
}

/// An address that stands in a page. What it asks of a program is meant in the page's own encoding, as browsers send it.
fn join(base: &Url, address: &str, written_in: &'static Encoding) -> Option<Url> {
    let encode: &dyn Fn(&str) -> Cow<'_, [u8]> = &|text| Cow::Owned(written_in.encode(text).0.into_owned());
    Url::options().base_url(Some(base)).encoding_override(Some(encode)).parse(address).ok()
}

/// What came, by what it is and not by what it is called.
fn read(arrived: Arrived) -> Result<Read, Refusal> {
    if !(200..300).contains(&arrived.status) {
        return Err(Refusal::Status(arrived.status));
    }
    if arrived.bytes.trim_ascii().is_empty() {
        return Err(Refusal::Empty);
    }
    let named = Loaded::of_bytes("published", arrived.bytes);
    let told = named.format(&ReadOptions::default());
    let bytes = named.into_bytes();
    let arrived = Arrived { bytes, ..arrived };
    let format = match told {
        Ok(Format::Json | Format::Toml) => return Err(Refusal::OtherKind(None)),
        Ok(format) => format,
        // Pages may begin with anything, plain text with nothing that shows it to be one.
        Err(_) if is_textual(&arrived) => Format::Html,
        Err(error) => return Err(Refusal::OtherKind(Some(error.kind.to_string()))),
    };
    let reading = gongkai::read(&arrived.bytes, format, &ReadOptions::default());
    Ok(Read { arrived, format, reading })
}

/// Whether a server says that something is a page or text, and it may be one.
fn is_textual(arrived: &Arrived) -> bool {
    let kind = arrived.content_type.as_deref().unwrap_or_default().to_ascii_lowercase();
    let said = kind.starts_with("text/html") || kind.starts_with("application/xhtml") || kind.starts_with("text/plain");
    said && !arrived.bytes.iter().take(4096).any(|byte| *byte == 0)
}

/// The attachments of a page as far as they come, and why others do not.
fn attachments(visitor: &Visitor, page: &Read) -> (Vec<Read>, Vec<(String, Refusal)>) {
    let leads = gongkai::leads(&page.arrived.bytes, &Limits::default());
    let base = base(&page.arrived.address, leads.base.as_deref());
    let written_in = encoding(&page.arrived.bytes);
    let mut found: Vec<(usize, Url)> = Vec::new();
    for lead in &leads.links {
        let Some(address) = join(&base, &lead.address, written_in) else { continue };
        let address = without_fragment(&shown_in(&address).unwrap_or(address));
        if !(is_file(&address) || has_ending(&lead.words))
            || address == page.arrived.address
            || found.iter().any(|(_, other)| *other == address)
        {
            continue;
        }
        let said = format!("{}{}", lead.words, unescaped(&address));
        let rank = WORDS.iter().position(|word| said.contains(word)).unwrap_or(WORDS.len());
        found.push((rank, address));
    }
    found.sort_by_key(|(rank, _)| *rank);
    let (mut read, mut refused) = (Vec::new(), Vec::new());
    for (_, address) in found.into_iter().take(MOST_ATTACHMENTS) {
        let shown = address.to_string();
        match visitor.visit(address, Vec::new()).and_then(self::read) {
            Ok(one) => {
                let whole = one.is_whole();
                // Another page is no attachment, unless it holds the report.
                if one.format != Format::Html || one.worth() > (0, 0) {
                    read.push(one);
                }
                if whole {
                    break;
                }
            }
            Err(Refusal::Stopped) => break,
            Err(refusal) => refused.push((shown, refusal)),
        }
    }
    // What is missing of others says nothing once the whole report is there.
    if read.iter().any(Read::is_whole) {
        refused.clear();
    }
    (read, refused)
}

/// Whether an address is that of a file of a kind that is read: by its path, or by what is asked of a program.
fn is_file(address: &Url) -> bool {
    let is = |text: &str| {
        let lower = text.trim_end().to_ascii_lowercase();
        ENDINGS.iter().any(|ending| *ending != ".html" && lower.ends_with(ending))
    };
    is(&percent_free(address.path())) || address.query_pairs().any(|(_, value)| is(&value))
}

/// Whether words end as the names of files do, which may stand in brackets or with a size behind them.
fn has_ending(words: &str) -> bool {
    let lower = words.trim().to_ascii_lowercase();
    ENDINGS.iter().any(|ending| {
        let after = lower.rfind(ending).and_then(|at| lower.get(at + ending.len()..));
        after.is_some_and(|after| !after.starts_with(|c: char| c.is_ascii_alphanumeric()))
    })
}

/// The file that a viewer in a page shows: `viewer.html?file=/2024.pdf`.
fn shown_in(address: &Url) -> Option<Url> {
    let own = address.path().to_ascii_lowercase();
    let is_viewer = own.ends_with(".html") || own.ends_with(".htm");
    let (_, file) = address
        .query_pairs()
        .find(|(name, value)| is_viewer && ["file", "url", "src"].contains(&&**name) && has_ending(value))?;
    address.join(&file).ok()
}

fn unescaped(address: &Url) -> String {
    let asked: Vec<String> = address.query_pairs().map(|(_, value)| value.into_owned()).collect();
    format!("{} {}", percent_free(address.path()), asked.join(" "))
}

/// A path with its `%E5…` as characters.
fn percent_free(path: &str) -> String {
    // What is asked of a program is written in the same way.
    url::form_urlencoded::parse(path.replace(['+', '&', '='], "_").as_bytes())
        .map(|(name, _)| name.into_owned())
        .collect()
}

fn of(read: &Read) -> FetchedFile {
    let receipt = read.reading.as_ref().ok().map(|reading| &reading.receipt);
    FetchedFile {
        address: read.arrived.address.to_string(),
        redirects: read.arrived.through.iter().map(Url::to_string).collect(),
        status: read.arrived.status,
        content_type: read.arrived.content_type.clone(),
        bytes: read.arrived.bytes.len(),
        sha256: Digest::of(&read.arrived.bytes).to_string(),
        file: None,
        cells_read: receipt.map_or(0, |receipt| receipt.read),
        cells_expected: receipt.map_or(0, |receipt| receipt.expected),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_told_by_their_paths_by_what_is_asked_and_by_the_words_of_links() {
        for address in [
            "http://a.cn/1.docx",
            "http://a.cn/%E5%B9%B4%E6%8A%A5.DOCX",
            "http://a.cn/down.jsp?name=2024.pdf&id=3",
            "http://a.cn/down?f=%E5%B9%B4%E6%8A%A5.xls",
        ] {
            assert!(is_file(&Url::parse(address).unwrap()), "{address}");
        }
        for address in ["http://a.cn/1.html", "http://a.cn/docx", "http://a.cn/a.doc/index", "http://a.cn/x.zip"] {
            assert!(!is_file(&Url::parse(address).unwrap()), "{address}");
        }
        assert!(
            has_ending("附件：年度报告.docx（25 KB）") && has_ending("年度报告.doc") && !has_ending("docx 格式说明")
        );
        let viewer = Url::parse("http://a.cn/pdf/viewer.html?file=/x/2024.pdf").unwrap();
        assert_eq!(shown_in(&viewer).map(|url| url.to_string()).as_deref(), Some("http://a.cn/x/2024.pdf"));
    }
}
