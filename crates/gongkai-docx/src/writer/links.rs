//! Links: the addresses that the content refers to, each once.

use std::collections::BTreeMap;

use gongkai_core::characters::{inert, is_control, turns_direction};

/// The addresses in the order in which they are first met.
#[derive(Debug, Default)]
pub(super) struct Links {
    ids: BTreeMap<String, usize>,
    order: Vec<String>,
    /// Addresses that are not written, each once.
    refused: Vec<String>,
}

impl Links {
    /// The id of an address; nothing for one that is not written, whose text stays.
    pub(super) fn id(&mut self, address: &str) -> Option<String> {
        if !may_be_written(address) {
            if !self.refused.iter().any(|refused| refused == address) {
                self.refused.push(address.to_owned());
            }
            return None;
        }
        let number = match self.ids.get(address) {
            Some(number) => *number,
            None => {
                self.order.push(address.to_owned());
                self.ids.insert(address.to_owned(), self.order.len());
                self.order.len()
            }
        };
        Some(name(number))
    }

    /// The ids and addresses, in order.
    pub(super) fn written(&self) -> impl Iterator<Item = (String, &str)> {
        self.order.iter().enumerate().map(|(index, address)| (name(index + 1), address.as_str()))
    }

    /// What is to be said of addresses that are not written.
    pub(super) fn notes(&self) -> Vec<String> {
        let note = |address: &String| {
            format!(
                "链接地址 {} 未写入，只保留文字：只写 http、https 和 mailto / a link that is kept as text alone",
                inert(address)
            )
        };
        self.refused.iter().map(note).collect()
    }
}

fn name(number: usize) -> String {
    format!("rIdLink{number}")
}

/// Whether an address leads to a page or a mailbox and is one that programs take: what else a link may do (run a file,
/// a script) does not belong in a filing.
fn may_be_written(address: &str) -> bool {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_and_mailboxes_are_written_each_once() {
        let mut links = Links::default();
        let ids: Vec<_> = ["https://a.example/1?x=1&y=2", "mailto:a@b.example", "https://a.example/1?x=1&y=2"]
            .map(|address| links.id(address))
            .into_iter()
            .flatten()
            .collect();
        assert_eq!(ids, ["rIdLink1", "rIdLink2", "rIdLink1"]);
        for address in [
            "javascript:alert(1)",
            "file:///etc/passwd",
            "http://",
            "http:///a",
            "附件.doc",
            "http://a b",
            "https://a.example/\u{202e}",
        ] {
            assert_eq!(links.id(address), None, "{address}");
            assert_eq!(links.id(address), None, "{address}");
        }
        assert_eq!((links.written().count(), links.notes().len()), (2, 7));
        assert!(links.notes().last().is_some_and(|note| note.contains(r"\u{202e}")));
    }
}
