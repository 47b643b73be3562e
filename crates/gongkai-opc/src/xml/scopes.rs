//! Which vocabulary a prefix means where an element stands.
//!
//! Nearly all elements of a part have one of three prefixes and declare none, so what a prefix means is remembered until a
//! declaration comes or goes, and only elements that may declare something open a scope.

use quick_xml::errors::Error;
use quick_xml::events::BytesStart;
use quick_xml::name::{NamespaceResolver, QName, ResolveResult};

use super::Vocabulary;

/// The prefixes in force, and what they were found to mean.
#[derive(Debug, Default)]
pub(super) struct Scopes {
    resolver: NamespaceResolver,
    /// How many elements are open, and at which of them declarations were looked for.
    depth: usize,
    declaring: Vec<usize>,
    /// The prefixes met since the last declaration came or went; a few.
    known: Vec<(Option<Box<str>>, Vocabulary)>,
}

/// What attributes begin with that declare prefixes.
const DECLARATION: &[u8] = b"xmlns";
/// So many prefixes are remembered at once.
const MOST: usize = 8;

impl Scopes {
    /// An element begins.
    pub(super) fn open(&mut self, start: &BytesStart<'_>) -> Result<(), Error> {
        self.depth += 1;
        if declares(start.attributes_raw().as_bytes()) {
            self.resolver.push(start)?;
            self.declaring.push(self.depth);
            self.known.clear();
        }
        Ok(())
    }

    /// The innermost open element ends.
    pub(super) fn close(&mut self) {
        if self.declaring.pop_if(|depth| *depth == self.depth).is_some() {
            self.resolver.pop();
            self.known.clear();
        }
        self.depth = self.depth.saturating_sub(1);
    }

    /// What a prefix is declared to mean here.
    pub(super) fn namespace(&self, prefix: &str) -> Option<String> {
        let name = format!("{prefix}:name");
        match self.resolver.resolve_element(QName(&name)).0 {
            ResolveResult::Bound(bound) => Some(bound.into_inner().to_owned()),
            ResolveResult::Unbound | ResolveResult::Unknown(_) => None,
        }
    }

    /// The vocabulary of an element's name, which has this prefix.
    pub(super) fn vocabulary(&mut self, name: QName<'_>, prefix: Option<&str>) -> Vocabulary {
        if let Some((_, known)) = self.known.iter().find(|(known, _)| known.as_deref() == prefix) {
            return *known;
        }
        let found = match self.resolver.resolve_element(name).0 {
            ResolveResult::Bound(bound) => Vocabulary::of(bound.into_inner()),
            ResolveResult::Unbound | ResolveResult::Unknown(_) => Vocabulary::Other,
        };
        if self.known.len() < MOST {
            self.known.push((prefix.map(Box::from), found));
        }
        found
    }
}

/// Whether attributes may declare something. Few of an element's have the first letter at all.
fn declares(attributes: &[u8]) -> bool {
    if attributes.len() < DECLARATION.len() {
        return false;
    }
    let begins = |at: usize| attributes.get(at..).is_some_and(|rest| rest.starts_with(DECLARATION));
    memchr::memchr_iter(b'x', attributes).any(begins)
}

#[cfg(test)]
mod tests {
    use gongkai_core::format::{Limits, ReadError};

    use super::super::{Node, Vocabulary, XmlReader};

    /// The vocabularies of a part's elements in their order.
    fn vocabularies(text: &str) -> Result<Vec<Vocabulary>, ReadError> {
        let limits = Limits::default();
        let mut reader = XmlReader::new(text, "part.xml", &limits);
        let mut met = Vec::new();
        loop {
            match reader.node()? {
                Node::Open(element) => met.push(element.vocabulary),
                Node::End => return Ok(met),
                _ => {}
            }
        }
    }

    #[test]
    fn a_prefix_means_what_the_nearest_declaration_says() -> Result<(), ReadError> {
        use Vocabulary::{Math, Other, Word};
        let word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
        let math = "http://schemas.openxmlformats.org/officeDocument/2006/math";
        let text = format!(
            "<w:a xmlns:w='{word}'><w:b/><w:c xmlns:w='{math}'><w:d/><w:e xmlns='{word}'><f/><w:g/></w:e><f/></w:c><w:h/>\
             <x:i/><w:j xmlns:w=''><w:k/></w:j><w:l a='xmlns'/></w:a>"
        );
        let expected = [Word, Word, Math, Math, Math, Word, Math, Other, Word, Other, Other, Other, Word];
        assert_eq!(vocabularies(&text)?, expected);
        assert!(vocabularies("<a xmlns:xmlns='b'/>").is_err(), "a name that XML keeps for itself");
        Ok(())
    }

    #[test]
    fn more_prefixes_than_are_remembered_are_told_apart() -> Result<(), ReadError> {
        let word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
        let declared: String = (0..20_usize)
            .map(|at| format!(" xmlns:p{at}='{}'", if at.is_multiple_of(2) { word } else { "urn:other" }))
            .collect();
        let elements: String = (0..40).map(|at| format!("<p{}:x/>", at % 20)).collect();
        let met = vocabularies(&format!("<a{declared}>{elements}</a>"))?;
        let expected = |at: usize| if at.is_multiple_of(2) { Vocabulary::Word } else { Vocabulary::Other };
        assert!(met.iter().skip(1).enumerate().all(|(at, own)| *own == expected(at)), "{met:?}");
        Ok(())
    }
}
