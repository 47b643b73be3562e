//! Filling in: figures and text put into somebody's own Word file, with all else in it left as it is.
//!
//! What is written takes the look of what stood there: a cell's paragraph and run keep their settings, the paragraphs of a
//! section those of the paragraphs that they replace. Of the package only the main part changes.

mod element;

use gongkai_core::Within;
use std::ops::Range;

use gongkai_core::document::Position;
use gongkai_core::format::WriteError;
use gongkai_opc::PackageEdit;

use crate::reader::Places;
use element::{Element, Unfit};

/// Why something could not be put into a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FillError {
    /// The file has no such place, or it stands outside the main part.
    #[error("文件里没有这个位置 / the file has no such place")]
    NoPlace,
    /// The place holds a table, a picture, a field, a control or a tracked change, which would be lost.
    #[error("这个位置有{}，没有改动 / the place holds {}, which stays", .0.zh, .0.en)]
    Holds(Held),
}

/// What a place holds that must not be lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Held {
    /// In Chinese.
    pub zh: &'static str,
    /// In English.
    pub en: &'static str,
}

/// A paragraph that is put into a section.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct FillParagraph {
    /// Its text.
    pub text: String,
    /// Whether it is a heading within the section.
    pub heading: bool,
}

impl FillParagraph {
    /// A paragraph.
    pub fn new(text: impl Into<String>, heading: bool) -> Self {
        Self { text: text.into(), heading }
    }
}

/// The places of a section in the file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct SectionPlaces {
    /// The paragraphs that stand there now, each with whether it is a heading within the section.
    pub paragraphs: Vec<(Position, bool)>,
    /// The section's own heading.
    pub heading: Option<Position>,
}

/// Changes to a Word file, gathered and then made at once.
///
/// ```
/// use gongkai_core::format::{Limits, Reader, Writer};
/// use gongkai_core::{Organ, Report, Year, compose, style::Style};
/// use gongkai_docx::{DocxReader, DocxWriter, Filling};
/// let document = compose(&Report::new(Organ::new("山枣镇人民政府"), Year::new(2023)?));
/// let template = DocxWriter::new(Style::gbt9704()).write(&document)?.bytes;
/// let limits = Limits::default();
/// let (read, places) = DocxReader::new().read_with_places(&template, &limits)?;
/// let cell = read.tables().next().and_then(|table| table.at(2, 1)).expect("a cell for a figure");
/// let mut filling = Filling::new(&places);
/// filling.set_cell(cell.position, "42")?;
/// let filled = filling.finish(&template)?;
/// let again = DocxReader::new().read(&filled, &limits)?;
/// assert_eq!(again.tables().next().and_then(|table| table.at(2, 1)).map(|cell| cell.text.as_str()), Some("42"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Filling<'p> {
    places: &'p Places,
    changes: Vec<(Range<usize>, String)>,
    /// How paragraphs and headings of sections look, from the first that was met.
    looks: [Option<String>; 2],
}

impl<'p> Filling<'p> {
    /// No changes yet to the file of these places.
    #[must_use]
    pub fn new(places: &'p Places) -> Self {
        Self { places, changes: Vec::new(), looks: [None, None] }
    }

    /// Puts a text into a table cell, in the look of what it held; each line is a paragraph.
    ///
    /// # Errors
    /// [`FillError`] where the cell is not there or holds what must not be lost.
    pub fn set_cell(&mut self, position: Position, text: &str) -> Result<(), FillError> {
        let place = self.places.cell(position).ok_or(FillError::NoPlace)?;
        let cell = self.element(&place)?;
        if cell.text() == text {
            return Ok(());
        }
        let filled = cell.refilled(text.split('\n'));
        self.changes.push((place, filled));
        Ok(())
    }

    /// Learns how the paragraphs of a section look, for sections that are empty.
    pub fn learn(&mut self, section: &SectionPlaces) {
        for &(position, heading) in &section.paragraphs {
            let place = self.places.paragraph(position);
            if let Some(Ok(paragraph)) = place.map(|place| self.element(&place))
                && !paragraph.is_cell()
                && let [body, head] = &mut self.looks
            {
                (if heading { head } else { body }).get_or_insert_with(|| paragraph.like(""));
            }
        }
    }

    /// Puts paragraphs in the place of those of a section, or below its heading where it has none.
    ///
    /// # Errors
    /// [`FillError`] where neither is there, or what stands there must not be lost.
    pub fn set_section(&mut self, section: &SectionPlaces, with: &[FillParagraph]) -> Result<(), FillError> {
        let mut old: Vec<(Range<usize>, bool)> = Vec::new();
        for &(position, heading) in &section.paragraphs {
            let place = self.places.paragraph(position).ok_or(FillError::NoPlace)?;
            // Several lines of one paragraph have one place.
            if old.last().is_none_or(|(last, _)| *last != place) {
                old.push((place, heading));
            }
        }
        let elements: Vec<(Range<usize>, bool, Element<'_>)> = old
            .into_iter()
            .map(|(place, heading)| self.element(&place).map(|element| (place, heading, element)))
            .collect::<Result<_, _>>()?;
        // A section that stands in a cell of a frame is that cell's text.
        if let [(place, _, cell)] = elements.as_slice()
            && cell.is_cell()
        {
            let filled = cell.refilled(with.iter().map(|paragraph| paragraph.text.as_str()));
            self.changes.push((place.clone(), filled));
            return Ok(());
        }
        if elements.iter().any(|(_, _, element)| element.is_cell()) {
            return Err(FillError::Holds(Held { zh: "表格", en: "a table" }));
        }
        let like = |heading: bool| elements.iter().find(|(_, is, _)| *is == heading).map(|(_, _, element)| element);
        let [body, head] = &self.looks;
        let made: String = with
            .iter()
            .map(|paragraph| {
                let own = like(paragraph.heading).or_else(|| like(false));
                let learnt = if paragraph.heading { head.as_ref().or(body.as_ref()) } else { body.as_ref() };
                match (own, learnt) {
                    (Some(element), _) => element.like(&paragraph.text),
                    (None, Some(look)) => Element::of(look).map_or_else(
                        |_| element::plain(self.prefix(), &paragraph.text),
                        |element| element.like(&paragraph.text),
                    ),
                    (None, None) => element::plain(self.prefix(), &paragraph.text),
                }
            })
            .collect();
        let mut elements = elements.into_iter();
        match elements.next() {
            Some((first, _, element)) => self.changes.push((first, made + &element.left_over())),
            None => {
                let heading = section.heading.and_then(|heading| self.places.paragraph(heading));
                let heading = heading.ok_or(FillError::NoPlace)?;
                self.changes.push((heading.end..heading.end, made));
            }
        }
        let rest: Vec<(Range<usize>, String)> =
            elements.map(|(place, _, element)| (place, element.left_over())).collect();
        self.changes.extend(rest);
        Ok(())
    }

    /// The file with the changes made; every other part holds the bytes that it held.
    ///
    /// # Errors
    /// [`WriteError::Failed`] when the file cannot be unpacked or packed.
    pub fn finish(mut self, template: &[u8]) -> Result<Vec<u8>, WriteError> {
        self.changes.sort_by_key(|(place, _)| (place.start, place.end));
        let text = self.places.text();
        let mut main = String::with_capacity(text.len());
        let mut done = 0;
        for (place, with) in &self.changes {
            // Two changes of one place are one, and a place within a changed one is changed with it.
            if place.start < done {
                continue;
            }
            main.push_str(text.within(done..place.start));
            main.push_str(with);
            done = place.end;
        }
        main.push_str(text.within(done..));
        let mut edit = PackageEdit::default();
        edit.put(self.places.part(), element::as_utf8(main));
        edit.apply(template)
    }

    fn element(&self, place: &Range<usize>) -> Result<Element<'p>, FillError> {
        let text = self.places.text().get(place.clone()).ok_or(FillError::NoPlace)?;
        Element::of(text).map_err(|unfit| match unfit {
            Unfit::Holds(what) => FillError::Holds(what),
            Unfit::Damaged => FillError::NoPlace,
        })
    }

    /// The prefix that the file has for its own elements, with its colon.
    fn prefix(&self) -> &'p str {
        let text = self.places.text();
        let body = text.split('<').find(|tag| tag.split([' ', '>']).next().is_some_and(|name| name.ends_with("body")));
        body.and_then(|tag| tag.split_once("body")).map_or("w:", |(prefix, _)| prefix)
    }
}
