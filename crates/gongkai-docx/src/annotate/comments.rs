//! The part of a file's comments.

use gongkai_core::characters::inert;
use gongkai_core::format::{Annotating, Limits, ReadError};
use gongkai_opc::{Node, XmlReader, with_last_child};

/// The namespace of a main part or of its comments: strict files have one of their own.
pub(super) fn namespace(text: &str) -> &'static str {
    const STRICT: &str = "http://purl.oclc.org/ooxml/wordprocessingml/main";
    if text.contains(STRICT) { STRICT } else { "http://schemas.openxmlformats.org/wordprocessingml/2006/main" }
}

/// The comments of a file, to which some are added.
pub(super) struct Comments<'p> {
    before: Option<&'p str>,
    part: &'p str,
    namespace: &'static str,
    next: u32,
    added: String,
}

impl<'p> Comments<'p> {
    /// The comments that are there, and the marks of comments in the main part: no number is used twice.
    pub(super) fn after(
        before: Option<&'p str>,
        part: &'p str,
        main: &str,
        limits: &Limits,
    ) -> Result<Self, ReadError> {
        let mut next = 0;
        for text in before.into_iter().chain([main]) {
            let mut reader = XmlReader::new(text, part, limits);
            loop {
                match reader.node()? {
                    Node::Open(element)
                        if matches!(
                            element.name(),
                            "comment" | "commentRangeStart" | "commentRangeEnd" | "commentReference"
                        ) =>
                    {
                        let id = element.attribute("id")?.and_then(|id| id.trim().parse::<u32>().ok());
                        next = next.max(id.map_or(0, |id| id.saturating_add(1)));
                    }
                    Node::End => break,
                    _ => {}
                }
            }
        }
        Ok(Self { before, part, namespace: namespace(before.unwrap_or(main)), next, added: String::new() })
    }

    /// Adds a comment and gives its number.
    pub(super) fn add(&mut self, text: &str, by: &Annotating) -> u32 {
        let id = self.next;
        self.next = self.next.saturating_add(1);
        let date = by.date.map(|date| format!(" w:date=\"{date}T00:00:00Z\"")).unwrap_or_default();
        let author = escaped(&by.author);
        let initials: String = by.author.chars().take(2).collect();
        self.added.push_str(&format!(
            "<w:comment xmlns:w=\"{}\" w:id=\"{id}\" w:author=\"{author}\"{date} w:initials=\"{}\">",
            self.namespace,
            escaped(&initials)
        ));
        for line in text.lines() {
            self.added.push_str(&format!("<w:p><w:r><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>", escaped(line)));
        }
        self.added.push_str("</w:comment>");
        id
    }

    /// The part with what was added.
    pub(super) fn finish(self, limits: &Limits) -> Result<String, ReadError> {
        match self.before {
            Some(before) => with_last_child(before, self.part, &self.added, limits),
            None => Ok(format!(
                "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:comments xmlns:w=\"{}\">{}</w:comments>",
                self.namespace, self.added
            )),
        }
    }
}

/// A text as markup holds it: without characters that no XML holds.
fn escaped(text: &str) -> String {
    let text: String = inert(text).chars().filter(|c| !matches!(c, '\u{fffe}' | '\u{ffff}')).collect();
    quick_xml::escape::escape(text.as_str()).into_owned()
}
