//! Texts apart from the main one: notes, comments, headers and footers.

use gongkai_core::format::{Meter, ReadError};
use gongkai_opc::Markup;
use gongkai_opc::word::{ROOT, WordPackage};

/// The texts apart, each by its number.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    pub(crate) footnotes: Vec<String>,
    pub(crate) endnotes: Vec<String>,
    pub(crate) comments: Vec<String>,
    pub(crate) margins: Vec<String>,
    /// How notes are numbered, where the document says.
    footnote_format: Option<&'static str>,
    endnote_format: Option<&'static str>,
}

/// Headers and footers beyond these say the same again and again.
const MOST_MARGINS: usize = 600;
/// How many bytes stand around the text of a note.
const EACH_NOTE: usize = 60;

impl Notes {
    /// Keeps a text; gives its number.
    pub(crate) fn add(notes: &mut Vec<String>, text: String) -> usize {
        notes.push(text);
        notes.len() - 1
    }

    /// Takes a control word that says how notes are numbered.
    pub(crate) fn take(&mut self, word: &str) {
        let word = word.strip_prefix('s').unwrap_or(word);
        let (place, format) = match (word.strip_prefix("ftnn"), word.strip_prefix("aftnn")) {
            (Some(format), _) => (&mut self.footnote_format, format),
            (_, Some(format)) => (&mut self.endnote_format, format),
            _ => return,
        };
        *place = match format {
            "ar" => Some("decimal"),
            "alc" => Some("lowerLetter"),
            "auc" => Some("upperLetter"),
            "rlc" => Some("lowerRoman"),
            "ruc" => Some("upperRoman"),
            "chi" => Some("chicago"),
            "cnum" => Some("decimalEnclosedCircle"),
            "gbnum" => Some("decimalEnclosedFullstop"),
            "gbnumd" => Some("decimalEnclosedParen"),
            "gbnumk" => Some("decimalEnclosedCircleChinese"),
            "gbnuml" => Some("ideographEnclosedCircle"),
            _ => *place,
        };
    }

    /// Writes how notes are numbered.
    pub(crate) fn write_formats(&self, out: &mut Markup) {
        for (name, format) in [("w:footnotePr", self.footnote_format), ("w:endnotePr", self.endnote_format)] {
            if let Some(format) = format {
                out.open(name, &[]);
                out.empty("w:numFmt", &[("w:val", format)]);
                out.close();
            }
        }
    }

    /// Adds the parts of all texts.
    pub(crate) fn parts(self, package: &mut WordPackage, meter: &mut Meter) -> Result<(), ReadError> {
        for (kind, all, one, notes) in [
            ("footnotes", "w:footnotes", "w:footnote", self.footnotes),
            ("endnotes", "w:endnotes", "w:endnote", self.endnotes),
            ("comments", "w:comments", "w:comment", self.comments),
        ] {
            meter.renewed(notes.len().saturating_mul(EACH_NOTE))?;
            let mut out = Markup::default();
            out.open(all, &ROOT);
            for (id, text) in notes.into_iter().enumerate() {
                out.open(one, &[("w:id", &id.to_string())]);
                out.markup(&text);
                out.close();
            }
            package.part(kind, kind, out.finish());
        }
        for (index, text) in self.margins.into_iter().take(MOST_MARGINS).enumerate() {
            let mut out = Markup::default();
            out.open("w:hdr", &ROOT);
            out.markup(&text);
            package.part(format!("header{}", index + 1), "header", out.finish());
        }
        Ok(())
    }
}
