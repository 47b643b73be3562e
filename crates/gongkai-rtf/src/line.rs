//! A paragraph in the making: its runs, one after another as they come.

use gongkai_core::characters::item_number;
use gongkai_core::format::{Meter, ReadError};
use gongkai_opc::Markup;

use crate::look::Look;
use crate::tables::Tables;

/// The runs of a paragraph that has not ended yet.
#[derive(Debug, Default)]
pub(crate) struct Line {
    runs: Markup,
    /// How the run looks that is open.
    look: Option<Look>,
    text: String,
    /// Whether its text begins with a digit, and whether it holds nothing but a figure, once it has begun.
    figure: Option<(bool, bool)>,
    /// The number or sign that the file prints before the paragraph.
    listed: Option<(Look, String)>,
}

/// How much of a printed number is kept.
const LISTED: usize = 64;

impl Line {
    /// Whether nothing stands in it.
    pub(crate) fn is_empty(&self) -> bool {
        self.runs.is_empty() && self.text.is_empty() && self.listed.is_none()
    }

    /// Adds text.
    pub(crate) fn text(&mut self, text: &str, look: Look, tables: &Tables, meter: &mut Meter) -> Result<(), ReadError> {
        meter.characters(text.chars().count())?;
        self.begin(look, tables, meter)?;
        if let Some(first) = text.chars().find(|c| !c.is_whitespace()).filter(|_| !look.deleted) {
            let (_, whole) = self.figure.get_or_insert((first.is_ascii_digit(), true));
            *whole &= text.trim().chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '，'));
        }
        self.text.push_str(text);
        meter.fits(self.runs.len().saturating_add(self.text.len()))
    }

    /// Begins a run that looks so, where the one that is open does not.
    pub(crate) fn begin(&mut self, look: Look, tables: &Tables, meter: &mut Meter) -> Result<(), ReadError> {
        if self.look == Some(look) {
            return Ok(());
        }
        self.end();
        meter.nodes(2)?;
        if look.deleted {
            self.runs.open("w:del", &[]);
        }
        self.runs.open("w:r", &[]);
        look.write(tables, &mut self.runs);
        self.look = Some(look);
        meter.fits(self.runs.len())
    }

    /// Adds what is no text to a run that looks so.
    pub(crate) fn mark(
        &mut self,
        look: Look,
        tables: &Tables,
        meter: &mut Meter,
        write: impl FnOnce(&mut Markup, &mut Meter) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        self.begin(look.kept(), tables, meter)?;
        self.write_text();
        meter.nodes(1)?;
        write(&mut self.runs, meter)?;
        meter.fits(self.runs.len())
    }

    /// Takes the last characters of the text for a note's own mark, where they are that, and puts a reference with its mark
    /// in a run of its own.
    pub(crate) fn refer(
        &mut self,
        mark: &str,
        look: Look,
        tables: &Tables,
        meter: &mut Meter,
        reference: impl FnOnce(&mut Markup),
    ) -> Result<(), ReadError> {
        let own = !mark.is_empty() && self.text.ends_with(mark);
        let look = if own { self.look.unwrap_or(look) } else { look };
        if own {
            self.text.truncate(self.text.len() - mark.len());
        }
        self.end();
        self.begin(look.kept(), tables, meter)?;
        meter.nodes(1)?;
        reference(&mut self.runs);
        if own {
            self.text.push_str(mark);
        }
        self.end();
        meter.fits(self.runs.len())
    }

    fn write_text(&mut self) {
        if !self.text.is_empty() {
            let deleted = self.look.is_some_and(|look| look.deleted);
            self.runs.open(if deleted { "w:delText" } else { "w:t" }, &[("xml:space", "preserve")]);
            self.runs.text(&self.text);
            self.runs.close();
            self.text.clear();
        }
    }

    fn end(&mut self) {
        if let Some(look) = self.look {
            self.write_text();
            self.runs.close();
            if look.deleted {
                self.runs.close();
            }
            self.look = None;
        }
    }

    /// Takes the number that the file prints before the paragraph.
    pub(crate) fn number(&mut self, text: &str, look: Look) {
        let (_, listed) = self.listed.get_or_insert((look, String::new()));
        let room = LISTED.saturating_sub(listed.chars().count());
        listed.extend(text.chars().take(room));
    }

    /// What the paragraph holds, and whether that shows anything. The number that the file prints is left to the list where
    /// that is known; a sign that only shows a list is none of a cell's text.
    pub(crate) fn finish(
        mut self,
        numbered: bool,
        in_cell: bool,
        tables: &Tables,
        meter: &mut Meter,
    ) -> Result<(String, bool), ReadError> {
        self.end();
        let mut number = Self::default();
        let (begins, whole) = self.figure.unwrap_or_default();
        if let Some((look, text)) = self.listed.filter(|_| !numbered) {
            // Before a figure it is a mark: with a space between them the sums might take both for one number.
            let mark = item_number(&text).filter(|_| in_cell && whole);
            let look = if mark.is_some() { look.raised() } else { look };
            let is_mark = mark.is_some();
            let mut text = mark.unwrap_or(text.trim()).to_owned();
            let is_sign = !text.contains(char::is_alphanumeric);
            // A number and the figure behind it are not one number.
            let before_figure = begins && text.ends_with('.');
            if !is_mark && (is_sign || before_figure || text.ends_with(|c: char| c.is_ascii_alphanumeric())) {
                text.push(' ');
            }
            if text != " " && !(is_sign && in_cell) {
                number.text(&text, look, tables, meter)?;
                number.end();
            }
        }
        number.runs.markup(&self.runs.finish());
        let shows = !number.runs.is_empty();
        Ok((number.runs.finish(), shows))
    }
}
