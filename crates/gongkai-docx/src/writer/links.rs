//! Links: the addresses that the content refers to, each once.

use std::collections::BTreeMap;

use gongkai_core::document::{is_address, link_not_written};

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
        if !is_address(address) {
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
        self.refused.iter().map(|address| link_not_written(address)).collect()
    }
}

fn name(number: usize) -> String {
    format!("rIdLink{number}")
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
