//! Text with runs of their own look: shared strings and strings within a cell.

use gongkai_core::Within;
use gongkai_core::characters::{OffLine, SMALLEST_SEEN};
use gongkai_core::document::{Colour, Inline, Look, Runs, Void};
use gongkai_core::format::{Meter, ReadError};

use super::is_true;
use super::palette::Palette;
use super::styles::CellLook;
use crate::{Element, Node, XmlReader};

/// A text of a workbook, and how its runs look where they look otherwise than their cell.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rich {
    text: String,
    /// Where each run ends, in bytes, and its look; nothing for a run that looks as its cell. None at all for a text
    /// without runs.
    runs: Vec<(usize, Option<RunLook>)>,
}

/// The look of a run or of a cell's font.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct RunLook {
    pub(super) off_line: Option<OffLine>,
    pub(super) struck: bool,
    pub(super) bold: bool,
    /// Set too small to be seen.
    pub(super) tiny: bool,
    /// Underlined, as the part of a cell's text that links.
    pub(super) underlined: bool,
    /// Its colour, where one is stated.
    pub(super) ink: Option<Colour>,
}

impl RunLook {
    /// Takes what an element of a font or of a run's properties says.
    pub(super) fn take(&mut self, element: &Element<'_>, palette: &Palette) -> Result<(), ReadError> {
        let holds = |value: Option<std::borrow::Cow<'_, str>>| value.is_none_or(|value| is_true(&value));
        match element.name() {
            "strike" => self.struck = holds(element.val()?),
            "sz" => {
                let size: Option<f32> = element.val()?.and_then(|size| size.trim().parse().ok());
                self.tiny = size.is_some_and(|size| size < f32::from(SMALLEST_SEEN));
            }
            "b" => self.bold = holds(element.val()?),
            "color" => self.ink = palette.colour(element)?,
            "u" => self.underlined = element.val()?.is_none_or(|value| value != "none"),
            "vertAlign" => {
                self.off_line = match element.val()?.as_deref() {
                    Some("superscript") => Some(OffLine::Raised),
                    Some("subscript") => Some(OffLine::Lowered),
                    _ => None,
                };
            }
            _ => {}
        }
        Ok(())
    }
}

impl Rich {
    /// A text without runs.
    #[must_use]
    pub fn plain(text: String) -> Self {
        Self { text, runs: Vec::new() }
    }

    /// All the characters, whether in force or not.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What reading the text costs: its characters and its runs.
    pub(super) fn cost(&self) -> usize {
        self.text.len().div_ceil(3).max(self.runs.len())
    }

    /// The text in a cell whose font has a look, with what is not in force left out. Where the cell links to an address,
    /// the underlined part of its text does.
    #[must_use]
    pub fn inline(&self, cell: CellLook, link: Option<&str>) -> Inline {
        if self.runs.is_empty() && !cell.struck && !cell.bold && !cell.is_lost() {
            // What is raised as a whole stands beside nothing.
            return Inline::plain(&self.text);
        }
        let of_cell = RunLook {
            off_line: cell.off_line,
            struck: cell.struck,
            bold: cell.bold,
            ink: cell.ink,
            ..RunLook::default()
        };
        let mut runs = Runs::default();
        let mut start = 0;
        let whole = [(self.text.len(), None)];
        for &(end, look) in if self.runs.is_empty() { whole.as_slice() } else { self.runs.as_slice() } {
            let look = look.unwrap_or(of_cell);
            let lost = CellLook { ink: look.ink, ..cell }.is_lost();
            let void = if look.struck { Some(Void::Struck) } else { (lost || look.tiny).then_some(Void::Hidden) };
            let text = self.text.within(start..end);
            runs.push(
                text,
                &Look { off_line: look.off_line, void, bold: look.bold, link: link.filter(|_| look.underlined) },
            );
            start = end;
        }
        runs.finish()
    }
}

/// Collects a text while its element (`si`, `is`) is read.
#[derive(Debug, Default)]
pub(super) struct Collecting {
    rich: Rich,
    look: Option<RunLook>,
    in_run: bool,
    in_text: bool,
    /// How many elements of a reading aid (拼音) are open: they stand over the text and are not of it.
    phonetic: usize,
}

impl Collecting {
    pub(super) fn open(&mut self, element: &Element<'_>, palette: &Palette) -> Result<(), ReadError> {
        match element.name() {
            "rPh" => self.phonetic += 1,
            "r" if self.phonetic == 0 => (self.in_run, self.look) = (true, None),
            "rPr" if self.phonetic == 0 => self.look = Some(RunLook::default()),
            "t" => self.in_text = true,
            _ => {
                if let Some(look) = &mut self.look {
                    look.take(element, palette)?;
                }
            }
        }
        Ok(())
    }

    pub(super) fn text(&mut self, text: &str, meter: &mut Meter) -> Result<(), ReadError> {
        if self.in_text && self.phonetic == 0 {
            meter.characters(text.len().div_ceil(3))?;
            self.rich.text.push_str(text);
        }
        Ok(())
    }

    pub(super) fn close(&mut self, name: &str, meter: &mut Meter) -> Result<(), ReadError> {
        match name {
            "rPh" => self.phonetic = self.phonetic.saturating_sub(1),
            "t" => self.in_text = false,
            "r" if self.phonetic == 0 && self.in_run => {
                self.in_run = false;
                let end = self.rich.text.len();
                match self.rich.runs.last_mut() {
                    Some((last, look)) if *look == self.look => *last = end,
                    _ => {
                        meter.nodes(1)?;
                        self.rich.runs.push((end, self.look));
                    }
                }
                self.look = None;
            }
            _ => {}
        }
        Ok(())
    }

    /// The text, its escapes resolved and its line ends alike.
    pub(super) fn finish(mut self) -> Rich {
        let end = self.rich.text.len();
        // Text outside of all runs looks as its cell.
        if self.rich.runs.last().is_some_and(|&(last, _)| last < end) {
            self.rich.runs.push((end, None));
        }
        if self.rich.runs.iter().all(|(_, look)| look.is_none()) {
            self.rich.runs.clear();
        }
        if !self.rich.text.contains(['\r', '_']) {
            return self.rich;
        }
        let (mut text, mut start) = (String::with_capacity(end), 0);
        for run in &mut self.rich.runs {
            text.push_str(&unescaped(self.rich.text.within(start..run.0)));
            start = run.0;
            run.0 = text.len();
        }
        text.push_str(&unescaped(self.rich.text.within(start..)));
        Rich { text, runs: self.rich.runs }
    }
}

/// A stored text as it is shown: `_x000D_` is the character of that number, and a line ends in one way.
pub(super) fn unescaped(stored: &str) -> String {
    let mut text = String::with_capacity(stored.len());
    let mut rest = stored;
    while let Some((before, after)) = rest.split_once("_x") {
        text.push_str(before);
        let code = after.split_at_checked(4).and_then(|(digits, tail)| {
            let tail = tail.strip_prefix('_')?;
            let plain = digits.chars().all(|c| c.is_ascii_hexdigit());
            Some((plain.then(|| u32::from_str_radix(digits, 16).ok()).flatten().and_then(char::from_u32)?, tail))
        });
        match code {
            Some((c, tail)) => {
                text.push(c);
                rest = tail;
            }
            None => {
                text.push_str("_x");
                rest = after;
            }
        }
    }
    text.push_str(rest);
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text }
}

/// The element of a shared string.
const ITEM: &str = "si";

/// The name of an element whose end matters; nothing for the others.
fn known(name: &str) -> &'static str {
    [ITEM, "rPh", "t", "r"].into_iter().find(|known| *known == name).unwrap_or_default()
}

/// The shared strings in their order.
pub(super) fn read_shared(
    text: &str,
    part: &str,
    palette: &Palette,
    meter: &mut Meter,
) -> Result<Vec<Rich>, ReadError> {
    let limits = meter.limits().clone();
    let mut reader = XmlReader::new(text, part, &limits);
    let mut strings = Vec::new();
    let mut open: Vec<&'static str> = Vec::new();
    let mut item: Option<Collecting> = None;
    loop {
        match reader.node()? {
            Node::Open(element) => {
                if element.name() == ITEM && item.is_none() {
                    meter.nodes(1)?;
                    item = Some(Collecting::default());
                } else if let Some(item) = &mut item {
                    item.open(&element, palette)?;
                }
                open.push(known(element.name()));
            }
            Node::Text(text) => {
                if let Some(item) = &mut item {
                    item.text(&text, meter)?;
                }
            }
            Node::Close => {
                let name = open.pop().unwrap_or_default();
                if name == ITEM {
                    strings.extend(item.take().map(Collecting::finish));
                } else if let Some(item) = &mut item {
                    item.close(name, meter)?;
                }
            }
            Node::End => return Ok(strings),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use gongkai_core::format::Limits;

    fn shared(xml: &str) -> Vec<Rich> {
        read_shared(xml, "strings", &Palette::default(), &mut Meter::new(&Limits::default())).expect("reads")
    }

    #[test]
    fn runs_keep_their_looks_and_reading_aids_are_no_text() {
        let strings = shared(
            "<sst><si><r><t>9</t></r><r><rPr><strike/></rPr><t>8</t></r><r><rPr><vertAlign val=\"superscript\"/></rPr>\
             <t>1</t></r></si><si><t>规章</t><rPh sb=\"0\" eb=\"1\"><t>gui</t></rPh></si><si><r><t>甲</t></r><r><t>乙</t></r></si></sst>",
        );
        let inline = strings[0].inline(CellLook::default(), None);
        assert_eq!(inline.text, "9¹");
        assert_eq!(inline.void, [(Void::Struck, "8".to_owned())]);
        assert_eq!(strings[1].inline(CellLook::default(), None).text, "规章");
        assert_eq!(strings[2], Rich::plain("甲乙".to_owned()), "runs that look alike are one text");
        let struck = CellLook { struck: true, ..CellLook::default() };
        assert_eq!(strings[1].inline(struck, None).text, "");
    }

    #[test]
    fn escapes_and_line_ends() {
        for (stored, shown) in [
            ("甲_x000D_\n乙", "甲\n乙"),
            ("甲\r乙", "甲\n乙"),
            ("_x005F_x0019_", "_x0019_"),
            ("452_x0019_", "452\u{19}"),
            ("_xyz", "_xyz"),
            ("a_x00", "a_x00"),
        ] {
            assert_eq!(unescaped(stored), shown, "{stored}");
        }
    }
}
