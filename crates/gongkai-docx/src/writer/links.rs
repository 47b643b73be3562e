//! Links: the addresses that the content refers to, each once.

use std::collections::BTreeMap;

use gongkai_core::document::{Remark, is_address};

/// The addresses in the order in which they are first met.
#[derive(Debug, Default)]
pub(super) struct Links {
    ids: BTreeMap<String, usize>,
    order: Vec<String>,
    /// Links that are not written.
    lost: Vec<Remark>,
}

impl Links {
    /// The id of the address that a text links to; nothing for one that is not written, whose text stays.
    pub(super) fn id(&mut self, text: &str, address: &str) -> Option<String> {
        if !is_address(address) {
            self.lost.push(Remark::link_lost(text, address));
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

    /// The links that are not written.
    pub(super) fn into_lost(self) -> Vec<Remark> {
        self.lost
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
            .map(|address| links.id("网页", address))
            .into_iter()
            .flatten()
            .collect();
        assert_eq!(ids, ["rIdLink1", "rIdLink2", "rIdLink1"]);
        for address in
            ["javascript:alert(1)", "file:///etc/passwd", "附件.doc", "http://a b", "https://a.example/\u{202e}"]
        {
            assert_eq!(links.id("附件", address), None, "{address}");
        }
        assert_eq!(links.written().count(), 2);
        let lost = links.into_lost();
        assert_eq!(lost.len(), 5);
        assert!(lost.iter().all(|lost| lost.kind.is_loss() && lost.detail.zh.contains("“附件”")));
        assert!(lost.last().is_some_and(|lost| lost.detail.zh.contains(r"\u{202e}")));
    }
}
