//! The part of a sheet's notes.

use std::collections::BTreeMap;

use gongkai_core::characters::inert;
use gongkai_core::document::cell_name;
use gongkai_core::format::{Limits, ReadError};
use gongkai_opc::workbook::{Place, parse};
use gongkai_opc::{Insertions, Node, XmlReader, open_tag};

/// A note that is there.
#[derive(Debug, Clone, Default)]
struct There {
    /// Whether it stands for a thread of comments, which is kept elsewhere.
    threaded: bool,
    /// Where its text ends, where more can be put.
    end: usize,
    /// Where its plain text begins and ends, where it is no run.
    plain: Option<(usize, usize)>,
    prefix: String,
}

/// The notes of a sheet, to which some are added.
pub(super) struct Notes<'p> {
    before: Option<&'p str>,
    there: BTreeMap<Place, There>,
    authors: usize,
    /// Where authors end, and where notes end.
    authors_end: Option<usize>,
    list_end: Option<usize>,
    prefix: String,
    namespace: &'static str,
    new_authors: Vec<String>,
    added: String,
    insertions: Insertions,
}

impl<'p> Notes<'p> {
    pub(super) fn after(before: Option<&'p str>, part: &str, strict: bool, limits: &Limits) -> Result<Self, ReadError> {
        let namespace = if strict {
            "http://purl.oclc.org/ooxml/spreadsheetml/main"
        } else {
            "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        };
        let mut notes = Self {
            before,
            there: BTreeMap::new(),
            authors: 0,
            authors_end: None,
            list_end: None,
            prefix: String::new(),
            namespace,
            new_authors: Vec::new(),
            added: String::new(),
            insertions: Insertions::default(),
        };
        if let Some(text) = before {
            notes.read(text, part, limits)?;
        }
        Ok(notes)
    }

    fn read(&mut self, text: &str, part: &str, limits: &Limits) -> Result<(), ReadError> {
        let mut reader = XmlReader::new(text, part, limits);
        let mut stack: Vec<String> = Vec::new();
        let mut authors: Vec<String> = Vec::new();
        let mut note: Option<(Place, There)> = None;
        loop {
            match reader.node()? {
                Node::Open(element) => {
                    let name = element.name().to_owned();
                    let tag = open_tag(text, reader.begun(), reader.position());
                    let prefix = tag.map(|tag| tag.prefix.to_owned()).unwrap_or_default();
                    match name.as_str() {
                        "comments" if stack.is_empty() => self.prefix = prefix,
                        "author" => authors.push(String::new()),
                        "comment" => {
                            let place = element.attribute("ref")?.and_then(|place| parse(&place));
                            let author = element.attribute("authorId")?.and_then(|id| id.parse::<usize>().ok());
                            let threaded =
                                author.and_then(|id| authors.get(id)).is_some_and(|author| author.starts_with("tc="));
                            note = place.map(|place| (place, There { threaded, prefix, ..There::default() }));
                        }
                        "t" if stack.last().is_some_and(|parent| parent == "text") => {
                            if let Some((_, there)) = &mut note {
                                there.plain = Some((reader.begun(), reader.position()));
                            }
                        }
                        _ => {}
                    }
                    // An empty list has no end of its own to put anything before.
                    if tag.is_some_and(|tag| tag.empty) && matches!(name.as_str(), "authors" | "commentList" | "text") {
                        return Err(ReadError::damaged(format!(
                            "{part}：批注部件不完整 / incomplete part of comments"
                        )));
                    }
                    stack.push(name);
                }
                Node::Text(said) => {
                    if stack.last().is_some_and(|name| name == "author")
                        && let Some(author) = authors.last_mut()
                    {
                        author.push_str(&said);
                    }
                }
                Node::Close => match (stack.pop().as_deref(), &mut note) {
                    (Some("authors"), _) => self.authors_end = Some(reader.begun()),
                    (Some("commentList"), _) => self.list_end = Some(reader.begun()),
                    (Some("t"), Some((_, there))) if stack.last().is_some_and(|parent| parent == "text") => {
                        there.plain = there.plain.map(|(start, _)| (start, reader.position()));
                    }
                    (Some("text"), Some((_, there))) => there.end = reader.begun(),
                    (Some("comment"), _) => self.there.extend(note.take()),
                    _ => {}
                },
                Node::End => {
                    self.authors = authors.len();
                    return Ok(());
                }
            }
        }
    }

    /// The cells that have a note.
    pub(super) fn places(&self) -> impl Iterator<Item = Place> + '_ {
        self.there.keys().copied()
    }

    /// Whether a cell has a note, or a thread of comments.
    pub(super) fn has(&self, place: Place) -> bool {
        self.there.contains_key(&place)
    }

    /// Puts a text below the note that a cell has. Not where it has none, or a thread of comments.
    pub(super) fn append(&mut self, place: Place, text: &str) -> bool {
        let Some(there) = self.there.get(&place).filter(|there| !there.threaded && there.end > 0) else { return false };
        let prefix = prefixed(&there.prefix);
        if let Some((start, end)) = there.plain {
            // Text that is no run can have no run behind it.
            self.insertions.insert(start, format!("<{prefix}r>"));
            self.insertions.insert(end, format!("</{prefix}r>"));
        }
        let run = format!("<{prefix}r><{prefix}t xml:space=\"preserve\">\n\n{}</{prefix}t></{prefix}r>", escaped(text));
        self.insertions.insert(there.end, run);
        true
    }

    /// Adds a note to a cell that has none.
    pub(super) fn add(&mut self, (row, column): Place, text: &str, author: &str) {
        let known = self.new_authors.iter().position(|known| known == author);
        let id = self.authors + known.unwrap_or(self.new_authors.len());
        if known.is_none() {
            self.new_authors.push(author.to_owned());
        }
        let prefix = prefixed(&self.prefix);
        self.added.push_str(&format!(
            "<{prefix}comment ref=\"{}\" authorId=\"{id}\"><{prefix}text><{prefix}r><{prefix}t xml:space=\"preserve\">{}</{prefix}t></{prefix}r></{prefix}text></{prefix}comment>",
            cell_name(row, column),
            escaped(text)
        ));
    }

    /// The part with what was added.
    pub(super) fn finish(mut self, _limits: &Limits) -> Result<String, ReadError> {
        let prefix = prefixed(&self.prefix);
        let authors: String = self
            .new_authors
            .iter()
            .map(|author| format!("<{prefix}author>{}</{prefix}author>", escaped(author)))
            .collect();
        match (self.before, self.authors_end, self.list_end) {
            (Some(before), Some(authors_end), Some(list_end)) => {
                self.insertions.insert(authors_end, authors);
                self.insertions.insert(list_end, self.added);
                Ok(self.insertions.into_text(before))
            }
            (Some(_), ..) => Err(ReadError::damaged("批注部件不完整 / incomplete part of comments")),
            (None, ..) => Ok(format!(
                "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<comments xmlns=\"{}\"><authors>{authors}</authors><commentList>{}</commentList></comments>",
                self.namespace, self.added
            )),
        }
    }
}

fn prefixed(prefix: &str) -> String {
    if prefix.is_empty() { String::new() } else { format!("{prefix}:") }
}

/// A text as markup holds it: without characters that no XML holds.
fn escaped(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(|line| inert(line).into_owned()).collect();
    let text: String = lines.join("\n").chars().filter(|c| !matches!(c, '\u{fffe}' | '\u{ffff}')).collect();
    quick_xml::escape::escape(text.as_str()).into_owned()
}
