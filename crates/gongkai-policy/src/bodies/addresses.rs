//! A list of the addresses at which reports are published: an address a line, with the body's name beside it or without.

use gongkai_core::Within;
use gongkai_core::check::Text;

use super::cells::{self, Row};
use super::list::{column_of_names, is_no_body, is_number, numbered};
use super::on_line;
use crate::PolicyError;

/// The addresses of a list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Addresses {
    /// The addresses, in the order of the list; none stands twice.
    pub all: Vec<Address>,
    /// Lines without an address, and addresses that stand twice.
    pub remarks: Vec<Text>,
}

/// An address, and whose report is published there.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Address {
    /// Whose report it is, where the list says so.
    pub organ: Option<String>,
    /// The address as it stands in the list.
    pub address: String,
    /// The line of the list, from 1.
    pub line: usize,
}

/// How an address begins; one that begins with `www.` lacks what stands before it.
const BEGINS: [&str; 2] = ["https://", "http://"];
const BARE: &str = "www.";

/// Reads the addresses of a list: text (UTF-8, UTF-16, GBK), CSV or a workbook, with the names before or behind them.
///
/// ```
/// let list = "青山镇人民政府\thttps://www.qingshan.gov.cn/2024/nb.html\nhttp://www.lvshui.gov.cn/nb?id=3,4\n";
/// let read = gongkai_policy::read_addresses(list.as_bytes())?;
/// assert_eq!(read.all[0].organ.as_deref(), Some("青山镇人民政府"));
/// assert_eq!(read.all[1].address, "http://www.lvshui.gov.cn/nb?id=3,4");
/// # Ok::<(), gongkai_policy::PolicyError>(())
/// ```
///
/// # Errors
/// [`PolicyError`] for a list that cannot be read, or without a single address.
pub fn read_addresses(bytes: &[u8]) -> Result<Addresses, PolicyError> {
    let rows = cells::whole_lines(bytes)?;
    let names = column_of_names(&rows);
    let mut addresses = Addresses::default();
    for row in &rows {
        let line = row.line;
        match of_row(row, names) {
            Some((organ, address)) => match addresses.all.iter().find(|other| other.address == address) {
                Some(other) => addresses.remarks.push(twice(other.line, line)),
                None => addresses.all.push(Address { organ, address, line }),
            },
            None if is_said(row) => addresses.remarks.push(without(line)),
            None => {}
        }
    }
    if addresses.all.is_empty() {
        return Err(on_line(1, "名单里没有一个网址", "the list holds no address"));
    }
    Ok(addresses)
}

/// The name and the address of a row.
fn of_row(row: &Row, names: Option<usize>) -> Option<(Option<String>, String)> {
    let comment = |cell: &String| cell.starts_with('#');
    if row.cells.first().is_some_and(comment) {
        return None;
    }
    let (at, (before, address, after)) =
        row.cells.iter().enumerate().find_map(|(at, cell)| Some((at, parted(cell)?)))?;
    let named = names.filter(|column| *column != at).and_then(|column| row.cells.get(column));
    let pieces = |text: &str| text.split(MARKS).map(str::to_owned).collect::<Vec<_>>();
    let others = row.cells.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, cell)| cell.clone());
    let beside = named.cloned().into_iter().chain(pieces(before)).chain(others).chain(pieces(after));
    let name = |cell: String| {
        let name = numbered(cell.trim())
            .1
            .trim_matches(EDGES)
            .trim_end_matches(OPEN)
            .trim_start_matches(CLOSE)
            .trim()
            .to_owned();
        (!name.is_empty() && !is_number(&name) && parted(&name).is_none()).then_some(name)
    };
    Some((beside.filter_map(name).next(), address))
}

/// What parts the cells of a line of text, and what stands around a name.
const MARKS: [char; 9] = [',', '\t', '，', ';', '；', '|', '\u{3000}', '：', '、'];
const EDGES: [char; 8] = [' ', ':', '：', '-', '—', '“', '”', '"'];
const OPEN: [char; 3] = ['（', '(', '<'];
const CLOSE: [char; 3] = ['）', ')', '>'];

/// A text with what stands before its address and behind it.
fn parted(cell: &str) -> Option<(&str, String, &str)> {
    let lower = cell.to_ascii_lowercase();
    let bare = || {
        lower
            .find(BARE)
            .filter(|at| !lower.get(..*at).is_some_and(|b| b.ends_with(|c: char| c.is_ascii_alphanumeric())))
    };
    let (at, is_bare) = match BEGINS.iter().filter_map(|begin| lower.find(begin)).min() {
        Some(at) => (at, false),
        None => (bare()?, true),
    };
    let (before, rest) = (cell.get(..at)?, cell.get(at..)?);
    let ends = |c: char| {
        c.is_whitespace() || matches!(c, '"' | '\'' | '<' | '>' | '，' | '；' | '、' | '。' | '）' | '”' | '|')
    };
    let mut end = rest.find(ends).unwrap_or(rest.len());
    // A comma is of the address, but for one with something else behind it.
    let commas = rest.match_indices([',', ';']).map(|(at, _)| at).filter(|at| *at < end);
    let other = |at: &usize| {
        let next = rest.within(at + 1..);
        next.is_empty() || next.starts_with(|c: char| !c.is_ascii() || c.is_whitespace()) || parted(next).is_some()
    };
    end = commas.into_iter().find(other).unwrap_or(end);
    let (address, after) = (rest.get(..end)?, rest.get(end..)?);
    let address = if is_bare { format!("http://{address}") } else { address.to_owned() };
    Some((before, address, after))
}

/// Whether a row without an address says something that might have been meant as one: neither empty, a title nor a head.
fn is_said(row: &Row) -> bool {
    let said: Vec<&str> = row.cells.iter().map(String::as_str).filter(|cell| !cell.is_empty()).collect();
    let first = said.first().copied().unwrap_or_default();
    let head = said.iter().any(|cell| ["网址", "链接", "地址"].iter().any(|word| cell.contains(word)));
    !first.is_empty() && !first.starts_with('#') && !is_no_body(first) && !head
}

fn without(line: usize) -> Text {
    Text::new(
        format!("名单第 {line} 行没有网址，跳过"),
        format!("line {line} of the list has no address and is passed over"),
    )
}

fn twice(first: usize, second: usize) -> Text {
    Text::new(
        format!("名单第 {first}、{second} 行是同一个网址，取一次"),
        format!("lines {first} and {second} of the list have one address, which is fetched once"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(Option<String>, String)> {
        let read = read_addresses(text.as_bytes()).expect("a list");
        read.all.into_iter().map(|one| (one.organ, one.address)).collect()
    }

    #[test]
    fn names_stand_before_addresses_or_behind_them_or_not_at_all() {
        let expected = vec![(Some("青山镇".to_owned()), "http://q.cn/a,b.html?x=1#2".to_owned())];
        for line in [
            "青山镇\thttp://q.cn/a,b.html?x=1#2",
            "青山镇,http://q.cn/a,b.html?x=1#2",
            "青山镇：http://q.cn/a,b.html?x=1#2",
            "1、青山镇 http://q.cn/a,b.html?x=1#2",
            "1\t青山镇\t张三\thttp://q.cn/a,b.html?x=1#2",
            "http://q.cn/a,b.html?x=1#2 青山镇",
            "http://q.cn/a,b.html?x=1#2,青山镇",
            "\u{feff}# 名单\n序号,单位,网址\n1,青山镇,\"http://q.cn/a,b.html?x=1#2\"",
            "序号,网址,联系人,单位\n1,\"http://q.cn/a,b.html?x=1#2\",张三,青山镇",
        ] {
            assert_eq!(read(line), expected, "{line}");
        }
        assert_eq!(read("https://q.cn/\n"), [(None, "https://q.cn/".to_owned())]);
        assert_eq!(read("www.q.cn/a\n"), [(None, "http://www.q.cn/a".to_owned())]);
    }

    #[test]
    fn lines_without_addresses_and_addresses_that_stand_twice_are_said() {
        let read =
            read_addresses("网址名单\n青山镇\n绿水镇 http://l.cn\n红土镇 http://l.cn\n".as_bytes()).expect("a list");
        let said: Vec<&str> = read.remarks.iter().map(|said| said.zh.as_str()).collect();
        assert_eq!(said, ["名单第 2 行没有网址，跳过", "名单第 3、4 行是同一个网址，取一次"]);
        assert!(read_addresses("青山镇\n".as_bytes()).is_err());
    }
}
