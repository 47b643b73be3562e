//! Where in the main part a comment is anchored: between the children of a paragraph, never inside a run.

use gongkai_core::characters::{is_blank, off_line};
use gongkai_core::format::{Limits, ReadError};
use gongkai_opc::{Insertions, Node, OpenTag, Vocabulary, XmlReader, open_tag};

use super::comments::namespace;

/// A paragraph that stands in no other.
#[derive(Debug, Default)]
struct Paragraph {
    start: usize,
    /// Where its start tag ends.
    tag_end: usize,
    /// Where its properties end, or its start tag.
    content: usize,
    /// Where its end tag begins.
    end: usize,
    children: Vec<Child>,
}

/// A child of a paragraph that holds text, or may.
#[derive(Debug, Default)]
struct Child {
    start: usize,
    end: usize,
    text: String,
}

/// The paragraphs of a main part.
#[derive(Debug)]
pub(super) struct Paragraphs {
    all: Vec<Paragraph>,
    /// Where the cells begin and end that stand in no paragraph.
    cells: Vec<(usize, usize)>,
}

/// Between which children of which paragraph a comment is anchored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Anchor {
    paragraph: usize,
    children: Option<(usize, usize)>,
}

impl Paragraphs {
    pub(super) fn of(text: &str, part: &str, limits: &Limits) -> Result<Self, ReadError> {
        let mut reader = XmlReader::new(text, part, limits);
        let (mut all, mut cells) = (Vec::new(), Vec::new());
        let mut open_cells: Vec<(usize, usize)> = Vec::new();
        let mut open: Option<(usize, Paragraph)> = None;
        // Inside a paragraph: whether its properties are being read, and whether text is that of a run.
        let (mut in_properties, mut in_text) = (false, 0_usize);
        loop {
            match reader.node()? {
                Node::Open(element) => {
                    let word = element.vocabulary == Vocabulary::Word;
                    let depth = reader.depth();
                    match &mut open {
                        None if word && element.name() == "p" => {
                            let (start, tag_end) = (reader.begun(), reader.position());
                            open =
                                Some((depth, Paragraph { start, tag_end, content: tag_end, ..Paragraph::default() }));
                        }
                        None if word && element.name() == "tc" => open_cells.push((depth, reader.begun())),
                        None => {}
                        Some((own, paragraph)) if depth == *own + 1 => {
                            in_properties = word && element.name() == "pPr";
                            if !in_properties {
                                let (start, end) = (reader.begun(), reader.position());
                                paragraph.children.push(Child { start, end, text: String::new() });
                            }
                        }
                        Some(_) if word && element.name() == "t" => in_text = depth,
                        Some(_) => {}
                    }
                }
                Node::Text(said) => {
                    if let (Some((_, paragraph)), true) = (&mut open, in_text == reader.depth())
                        && let Some(child) = paragraph.children.last_mut()
                    {
                        child.text.push_str(&said);
                    }
                }
                Node::Close => {
                    let depth = reader.depth();
                    if in_text > depth {
                        in_text = 0;
                    }
                    match &mut open {
                        Some((own, paragraph)) if depth == *own => {
                            if std::mem::take(&mut in_properties) {
                                paragraph.content = reader.position();
                            } else if let Some(child) = paragraph.children.last_mut() {
                                child.end = reader.position();
                            }
                        }
                        Some((own, paragraph)) if depth + 1 == *own => {
                            paragraph.end = reader.begun();
                            all.extend(open.take().map(|(_, paragraph)| paragraph));
                        }
                        None if open_cells.last().is_some_and(|(own, _)| depth + 1 == *own) => {
                            cells.extend(open_cells.pop().map(|(_, start)| (start, reader.position())));
                        }
                        _ => {}
                    }
                }
                Node::End => break,
            }
        }
        cells.sort_unstable();
        Ok(Self { all, cells })
    }

    /// The first paragraph with text, or the first at all.
    pub(super) fn first(&self) -> Option<Anchor> {
        let with_text = self.all.iter().position(|paragraph| !paragraph.text().trim().is_empty());
        let paragraph = with_text.or((!self.all.is_empty()).then_some(0))?;
        Some(Anchor { paragraph, children: self.whole(paragraph) })
    }

    /// The anchor of the words in the paragraph or the cell that begins at a place; of the whole where there are no words
    /// or they do not stand there.
    pub(super) fn anchor(&self, start: usize, excerpt: Option<&str>) -> Option<Anchor> {
        let places = self.at(start);
        let said = excerpt.map(squeezed).filter(|said| !said.is_empty());
        let said = said.and_then(|said| {
            places.iter().find_map(|&at| Some(Anchor { paragraph: at, children: Some(self.all.get(at)?.find(&said)?) }))
        });
        said.or_else(|| {
            let with_text = |at: &&usize| self.all.get(**at).is_some_and(|one| !one.text().trim().is_empty());
            let paragraph = *places.iter().find(with_text).or(places.first())?;
            Some(Anchor { paragraph, children: self.whole(paragraph) })
        })
    }

    /// The paragraphs of what begins here: a paragraph, one around it, or those of a cell.
    fn at(&self, start: usize) -> Vec<usize> {
        let around = |paragraph: &Paragraph| paragraph.start <= start && start < paragraph.end.max(paragraph.tag_end);
        if let Some(place) = self.all.iter().position(around) {
            return vec![place];
        }
        let Some((_, end)) = self.cells.iter().find(|(cell, _)| *cell == start) else { return Vec::new() };
        let inside = |paragraph: &Paragraph| paragraph.start > start && paragraph.start < *end;
        self.all.iter().enumerate().filter(|(_, one)| inside(one)).map(|(place, _)| place).collect()
    }

    fn whole(&self, paragraph: usize) -> Option<(usize, usize)> {
        let children = &self.all.get(paragraph)?.children;
        let said = |child: &Child| !child.text.is_empty();
        let first = children.iter().position(said).or((!children.is_empty()).then_some(0))?;
        Some((first, children.iter().rposition(said).unwrap_or(first)))
    }

    /// Inserts the marks of a comment.
    pub(super) fn insert(&self, text: &str, anchor: &Anchor, id: u32, insertions: &mut Insertions) {
        let Some(paragraph) = self.all.get(anchor.paragraph) else { return };
        let Some(tag) = open_tag(text, paragraph.start, paragraph.tag_end) else { return };
        let (begin, end) = marks(text, tag, id);
        let child = |place: usize| paragraph.children.get(place);
        match anchor.children.and_then(|(first, last)| Some((child(first)?.start, child(last)?.end))) {
            Some((from, to)) => {
                insertions.insert(from, begin);
                insertions.insert(to, end);
            }
            None if tag.empty => {
                let whole = format!(">{begin}{end}</{}>", tag.name);
                insertions.replace(paragraph.tag_end.saturating_sub(2), paragraph.tag_end, whole);
            }
            None => insertions.insert(paragraph.content, format!("{begin}{end}")),
        }
    }
}

/// The marks at the beginning and the end of a comment's words.
fn marks(text: &str, tag: OpenTag<'_>, id: u32) -> (String, String) {
    // Attributes of this vocabulary carry its prefix, so that a part without one is given it at the mark.
    let (prefix, declared) = match tag.prefix {
        "" => ("w", format!(" xmlns:w=\"{}\"", namespace(text))),
        prefix => (prefix, String::new()),
    };
    let begin = format!("<{prefix}:commentRangeStart{declared} {prefix}:id=\"{id}\"/>");
    let end = format!(
        "<{prefix}:commentRangeEnd{declared} {prefix}:id=\"{id}\"/><{prefix}:r{declared}><{prefix}:commentReference {prefix}:id=\"{id}\"/></{prefix}:r>"
    );
    (begin, end)
}

impl Paragraph {
    fn text(&self) -> String {
        self.children.iter().map(|child| child.text.as_str()).collect()
    }

    /// The first and the last child that hold these words, which are without blanks.
    fn find(&self, said: &str) -> Option<(usize, usize)> {
        let mut whole = String::new();
        let mut of = Vec::new();
        for (index, child) in self.children.iter().enumerate() {
            let text = squeezed(&child.text);
            of.extend(std::iter::repeat_n(index, text.len()));
            whole.push_str(&text);
        }
        let at = whole.find(said)?;
        Some((*of.get(at)?, *of.get(at + said.len() - 1)?))
    }
}

/// A text without blanks, which runs hold and findings do not, and with raised digits as the file has them.
fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !is_blank(*c)).map(|c| off_line(c).map_or(c, |(plain, _)| plain)).collect()
}
