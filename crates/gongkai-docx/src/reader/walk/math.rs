//! Formulas, as text in one line: what stands above or below stays so, fractions have a stroke, roots a root sign.

use gongkai_core::characters::OffLine;
use gongkai_core::format::ReadError;
use gongkai_opc::{Element, Node, Vocabulary};

use super::{Inline, Target, Walker};
use crate::reader::look::Stated;

impl Walker<'_> {
    pub(super) fn in_math(&mut self, element: &Element<'_>, inline: &mut Inline) -> Result<(), ReadError> {
        match element.name() {
            "t" => self.text(inline, true),
            "r" => {
                self.set_look(Stated::default(), None);
                self.children(&mut Target::Run(inline))
            }
            "sup" | "deg" => self.beside(OffLine::Raised, inline),
            "sub" => self.beside(OffLine::Lowered, inline),
            "den" => {
                self.push(inline, "/")?;
                self.children(&mut Target::Paragraph(inline))
            }
            "rad" => {
                self.each(inline, |walker, name, inline| if name == "e" { walker.push(inline, "√") } else { Ok(()) })
            }
            "nary" => self.enclosed(
                inline,
                &["chr"],
                |given, _| given.first().cloned().flatten().unwrap_or("∫".to_owned()),
                "",
            ),
            "d" => self.enclosed(
                inline,
                &["begChr", "endChr", "sepChr"],
                |given, side| {
                    let usual = ["(", ")", "|"];
                    let given = given.get(side).cloned().flatten();
                    given.unwrap_or_else(|| usual.get(side).copied().unwrap_or_default().to_owned())
                },
                "e",
            ),
            name if name.ends_with("Pr") => self.xml.skip(),
            _ => self.children(&mut Target::Paragraph(inline)),
        }
    }

    fn beside(&mut self, level: OffLine, inline: &mut Inline) -> Result<(), ReadError> {
        let before = self.math_level.replace(level);
        let read = self.children(&mut Target::Paragraph(inline));
        self.math_level = before;
        read
    }

    /// Reads each child after something is done for it.
    fn each(
        &mut self,
        inline: &mut Inline,
        mut first: impl FnMut(&mut Self, &str, &mut Inline) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        loop {
            match self.xml.node()? {
                Node::Open(element) if element.vocabulary == Vocabulary::Math => {
                    let name = element.name().to_owned();
                    first(self, &name, inline)?;
                    self.in_math(&element, inline)?;
                }
                Node::Open(element) => self.in_paragraph(&element, inline)?,
                Node::Close | Node::End => return Ok(()),
                Node::Text(_) => {}
            }
        }
    }

    /// Reads what signs enclose or head: the properties say which, and come first.
    fn enclosed(
        &mut self,
        inline: &mut Inline,
        names: &[&str],
        sign: impl Fn(&[Option<String>], usize) -> String,
        parted: &str,
    ) -> Result<(), ReadError> {
        let mut given: Vec<Option<String>> = vec![None; names.len()];
        let mut begun = false;
        let mut parts = 0_usize;
        loop {
            match self.xml.node()? {
                Node::Open(element) if element.vocabulary == Vocabulary::Math && element.name().ends_with("Pr") => {
                    self.signs(names, &mut given)?;
                }
                Node::Open(element) => {
                    if !std::mem::replace(&mut begun, true) {
                        self.push(inline, &sign(&given, 0))?;
                    }
                    if element.is(Vocabulary::Math, parted) {
                        if parts > 0 {
                            self.push(inline, &sign(&given, 2))?;
                        }
                        parts += 1;
                    }
                    self.in_paragraph(&element, inline)?;
                }
                Node::Close | Node::End => break,
                Node::Text(_) => {}
            }
        }
        if begun && names.len() > 1 {
            self.push(inline, &sign(&given, 1))?;
        }
        Ok(())
    }

    fn signs(&mut self, names: &[&str], given: &mut [Option<String>]) -> Result<(), ReadError> {
        let outside = self.xml.depth().saturating_sub(1);
        while self.xml.depth() > outside {
            if let Node::Open(element) = self.xml.node()?
                && let Some(place) = names.iter().position(|name| *name == element.name())
                && let Some(place) = given.get_mut(place)
            {
                *place = Some(element.val()?.unwrap_or_default().chars().take(1).collect());
            }
        }
        Ok(())
    }
}
