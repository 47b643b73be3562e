//! Everything that the texts of a document are read with.

use std::collections::BTreeMap;

use gongkai_compound::{Bytes, Compound};
use gongkai_core::format::{Meter, ReadError};

use crate::fib::{Fib, Held, Part};
use crate::formats::{Formats, Of};
use crate::look::Look;
use crate::notes::{self, Note};
use crate::paragraph::ParagraphFormat;
use crate::pieces::{Pieces, Unit};
use crate::shapes::{self, Drawn};
use crate::sprm;
use crate::styles::Styles;

/// The streams of a document.
#[derive(Debug)]
pub(crate) struct Streams {
    main: Vec<u8>,
    table: Vec<u8>,
    data: Vec<u8>,
}

impl Streams {
    pub(crate) fn take(file: &mut Compound<'_>) -> Result<Self, ReadError> {
        let main = file.stream("WordDocument")?.unwrap_or_default();
        let name = if Fib::of(&main)?.second_table { "1Table" } else { "0Table" };
        let table = file.stream(name)?;
        let table = table.ok_or_else(|| ReadError::damaged(format!("缺少 {name} / a stream is missing")))?;
        Ok(Self { main, table, data: file.stream("Data")?.unwrap_or_default() })
    }
}

/// A document that was opened.
#[derive(Debug)]
pub(crate) struct Word<'a> {
    pub(crate) fib: Fib<'a>,
    table: Bytes<'a>,
    pub(crate) data: Bytes<'a>,
    pub(crate) pieces: Pieces<'a>,
    characters: Formats<'a>,
    paragraphs: Formats<'a>,
    pub(crate) styles: Styles,
    pub(crate) fonts: Vec<String>,
    pub(crate) footnotes: BTreeMap<u32, Note>,
    pub(crate) endnotes: BTreeMap<u32, Note>,
    pub(crate) comments: BTreeMap<u32, Note>,
    pub(crate) drawn: BTreeMap<u32, Drawn>,
}

/// Where something was found last, which is near where the next will be.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Hints {
    pub(crate) piece: usize,
    characters: usize,
    paragraphs: usize,
}

/// How much is said of a reference to a comment.
const COMMENT: usize = 30;

impl<'a> Word<'a> {
    pub(crate) fn open(streams: &'a Streams, meter: &mut Meter) -> Result<Self, ReadError> {
        let fib = Fib::of(&streams.main)?;
        let table = Bytes::new(&streams.table);
        let held = |which: Held| {
            let Some((start, length)) = fib.place(which) else { return Ok(Bytes::default()) };
            let cut = || ReadError::damaged("表流被截断 / the table stream is cut short");
            table.part(start, length).ok_or_else(cut)
        };
        // What only tells how the text looks beside the tables and figures is done without where it is damaged.
        let beside = |which: Held| held(which).unwrap_or_default();
        let pieces = Pieces::of(&streams.main, held(Held::Pieces)?, meter)?;
        let characters = Formats::of(&streams.main, held(Held::CharacterFormats)?, Of::Characters, meter)?;
        let paragraphs = Formats::of(&streams.main, held(Held::ParagraphFormats)?, Of::Paragraphs, meter)?;
        let mut noted = |references, texts, size, part| {
            notes::read(held(references)?, held(texts)?, size, &fib.characters(part), meter)
        };
        let footnotes = noted(Held::FootnoteReferences, Held::FootnoteTexts, 2, Part::Footnotes)?;
        let endnotes = noted(Held::EndnoteReferences, Held::EndnoteTexts, 2, Part::Endnotes)?;
        let comments = noted(Held::CommentReferences, Held::CommentTexts, COMMENT, Part::Comments)?;
        let boxes = (held(Held::TextBoxes)?, &fib.characters(Part::TextBoxes));
        let drawn = shapes::read(held(Held::ShapeAnchors)?, beside(Held::Drawings), boxes, meter)?;
        let styles = Styles::read(held(Held::Styles)?, meter)?;
        let fonts = crate::fonts::read(beside(Held::Fonts), meter)?;
        let data = Bytes::new(&streams.data);
        Ok(Self {
            fib,
            table,
            data,
            pieces,
            characters,
            paragraphs,
            styles,
            fonts,
            footnotes,
            endnotes,
            comments,
            drawn,
        })
    }

    /// A table of the table stream; none at all where there is none.
    pub(crate) fn held(&self, which: Held) -> Bytes<'a> {
        self.fib.place(which).and_then(|(start, length)| self.table.part(start, length)).unwrap_or_default()
    }

    /// What lies behind a table in the table stream.
    pub(crate) fn behind(&self, which: Held) -> Bytes<'a> {
        self.fib.place(which).map(|(start, length)| self.table.from(start.saturating_add(length))).unwrap_or_default()
    }

    /// How a character looks by its own properties.
    pub(crate) fn look(&self, unit: &Unit, hints: &mut Hints, meter: &mut Meter) -> Result<Look, ReadError> {
        let mut look = Look::default();
        let mut take = |sprm: &sprm::Sprm<'_>| {
            meter.work(sprm.steps())?;
            look.take(sprm);
            Ok(())
        };
        if let Some(run) = self.characters.at(unit.at, &mut hints.characters) {
            sprm::each(run.changes).try_for_each(|sprm| take(&sprm))?;
        }
        self.pieces.changes(unit.piece, take)?;
        Ok(look)
    }

    /// Where in the stream the run of a character ends.
    pub(crate) fn look_ends(&self, unit: &Unit, hints: &mut Hints) -> usize {
        self.characters.at(unit.at, &mut hints.characters).map_or(unit.end, |run| run.end)
    }

    /// Where in the stream the paragraph of a character ends.
    pub(crate) fn paragraph_ends(&self, unit: &Unit, hints: &mut Hints) -> Option<usize> {
        self.paragraphs.at(unit.at, &mut hints.paragraphs).map(|run| run.end)
    }

    /// The style and the properties of the paragraph that a character ends.
    pub(crate) fn paragraph(
        &self,
        unit: &Unit,
        hints: &mut Hints,
        meter: &mut Meter,
    ) -> Result<(u16, ParagraphFormat), ReadError> {
        let mut format = ParagraphFormat::default();
        let mut style = 0;
        let mut take = |sprm: &sprm::Sprm<'_>| {
            meter.work(sprm.steps())?;
            match sprm.code {
                0x4600 => style = sprm.word(),
                // A list that is too long for its page lies in the data stream.
                0x6646 | 0x6645 => {
                    let list = sprm.operand.place(0).and_then(|at| {
                        let list = self.data.from(at);
                        list.part(2, usize::from(list.u16(0)?))
                    });
                    for sprm in sprm::each(list.unwrap_or_default()) {
                        meter.work(sprm.steps())?;
                        format.take(&sprm);
                    }
                }
                _ => format.take(sprm),
            }
            Ok(())
        };
        let mut own = 0;
        if let Some(run) = self.paragraphs.at(unit.at, &mut hints.paragraphs) {
            own = run.style;
            sprm::each(run.changes).try_for_each(|sprm| take(&sprm))?;
        }
        self.pieces.changes(unit.piece, take)?;
        Ok((if style == 0 { own } else { style }, format))
    }
}
