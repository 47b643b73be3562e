//! Relationships between the parts of a package.

use std::collections::BTreeMap;

use gongkai_core::format::{Limits, Meter, ReadError};

use crate::xml::{Node, Vocabulary, XmlReader};

/// The type of the relationship from the package to its main part.
pub(crate) const OFFICE_DOCUMENT: &str = "officeDocument";

/// One relationship of a part to another part or to an address outside.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Relationship {
    /// Its id within the part's relationships.
    pub id: String,
    /// The last segment of its type: `styles`, `numbering`, `footer`. Transitional and strict files agree in it.
    pub kind: String,
    /// The target as written.
    pub target: String,
    /// Whether the target lies outside the package.
    pub external: bool,
}

/// The relationships of one part, in file order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Relationships {
    entries: Vec<Relationship>,
    /// The place of each among the entries by its id; where two have one id, the first.
    by_id: BTreeMap<String, usize>,
}

/// How many objects a relationship counts for: its three texts and its place.
const OBJECTS: usize = 4;

impl Relationships {
    pub(crate) fn read(text: &str, part: &str, limits: &Limits) -> Result<Self, ReadError> {
        let mut reader = XmlReader::new(text, part, limits);
        let mut meter = Meter::new(limits);
        let mut relationships = Self::default();
        loop {
            match reader.node()? {
                Node::Open(element) if element.is(Vocabulary::Relationships, "Relationship") => {
                    let (Some(id), Some(kind), Some(target)) =
                        (element.attribute("Id")?, element.attribute("Type")?, element.attribute("Target")?)
                    else {
                        continue;
                    };
                    let external = element.attribute("TargetMode")?.is_some_and(|mode| mode == "External");
                    let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                    meter.nodes(OBJECTS)?;
                    let Self { entries, by_id } = &mut relationships;
                    by_id.entry(id.clone().into_owned()).or_insert(entries.len());
                    entries.push(Relationship { id: id.into_owned(), kind, target: target.into_owned(), external });
                }
                Node::End => return Ok(relationships),
                _ => {}
            }
        }
    }

    /// The relationship of an id.
    #[must_use]
    pub fn by_id(&self, id: &str) -> Option<&Relationship> {
        self.entries.get(*self.by_id.get(id)?)
    }

    /// The name of the part that the relationship of an id of the part `of` leads to, where it stays in the package.
    #[must_use]
    pub fn part(&self, of: &str, id: &str) -> Option<String> {
        self.by_id(id).filter(|entry| !entry.external).and_then(|entry| resolve(of, &entry.target))
    }

    /// The relationships inside the package whose type ends in this segment.
    pub fn of_type<'r>(&'r self, kind: &'r str) -> impl Iterator<Item = &'r Relationship> {
        self.entries.iter().filter(move |entry| entry.kind == kind && !entry.external)
    }

    /// The name of the first part that a relationship of this type of the part `of` leads to.
    #[must_use]
    pub fn target(&self, of: &str, kind: &str) -> Option<String> {
        self.of_type(kind).find_map(|entry| resolve(of, &entry.target))
    }
}

/// The part that a target means, seen from the part that refers to it; nothing when it leads out of the package.
#[must_use]
pub fn resolve(from: &str, target: &str) -> Option<String> {
    let mut segments: Vec<&str> = match target.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => from.rsplit_once('/').map_or_else(Vec::new, |(folder, _)| folder.split('/').collect()),
    };
    for segment in target.split('/') {
        match segment {
            "" | "." => {}
            ".." => {
                segments.pop()?;
            }
            name => segments.push(name),
        }
    }
    (!segments.is_empty()).then(|| segments.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_resolved_from_their_part() {
        assert_eq!(resolve("word/document.xml", "styles.xml").as_deref(), Some("word/styles.xml"));
        assert_eq!(resolve("word/document.xml", "/word/styles.xml").as_deref(), Some("word/styles.xml"));
        assert_eq!(resolve("word/document.xml", "../docProps/core.xml").as_deref(), Some("docProps/core.xml"));
        assert_eq!(resolve("", "word/document.xml").as_deref(), Some("word/document.xml"));
        assert_eq!(resolve("word/document.xml", "../../etc/passwd"), None);
    }
}
