//! What styles say about the paragraphs and runs that use them.

use std::collections::BTreeMap;

use gongkai_core::document::ParagraphRole;
use gongkai_core::format::{Limits, ReadError};
use gongkai_opc::{Element, Node, Vocabulary, XmlReader};

/// How far the chain of styles that are based on one another is followed; a cycle ends here.
const LONGEST_CHAIN: usize = 32;

/// The styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: BTreeMap<String, Style>,
    default_paragraph: Option<String>,
}

#[derive(Debug, Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    outline: Option<u32>,
    numbering: NumberingReference,
    hidden: Option<bool>,
}

/// A paragraph's or style's reference to a list: either part may come from elsewhere.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct NumberingReference {
    /// The list; 0 takes a paragraph out of its style's list.
    pub(super) number: Option<u32>,
    /// The level in it, from 0.
    pub(super) level: Option<u32>,
}

impl Styles {
    pub(super) fn read(text: &str, part: &str, limits: &Limits) -> Result<Self, ReadError> {
        let mut reader = XmlReader::new(text, part, limits);
        let mut styles = Self::default();
        let mut current: Option<(String, Style)> = None;
        loop {
            match reader.node()? {
                Node::Open(element) if element.vocabulary == Vocabulary::Word => {
                    if element.name() == "style" {
                        styles.keep(current.take());
                        let Some(id) = element.attribute("styleId")?.map(|id| id.into_owned()) else { continue };
                        let paragraph = element.attribute("type")?.is_none_or(|kind| kind == "paragraph");
                        if paragraph && element.attribute("default")?.as_deref().is_some_and(is_on) {
                            styles.default_paragraph = Some(id.clone());
                        }
                        current = Some((id, Style::default()));
                    } else if matches!(element.name(), "pPrChange" | "rPrChange" | "tblStylePr") {
                        reader.skip()?;
                    } else if let Some((_, style)) = &mut current {
                        style.take(&element)?;
                    }
                }
                Node::End => {
                    styles.keep(current);
                    return Ok(styles);
                }
                _ => {}
            }
        }
    }

    fn keep(&mut self, style: Option<(String, Style)>) {
        if let Some((id, style)) = style {
            self.styles.insert(id, style);
        }
    }

    /// The style and those that it is based on, nearest first.
    fn chain<'s>(&'s self, id: Option<&'s str>) -> impl Iterator<Item = (&'s str, &'s Style)> {
        let mut next = id;
        std::iter::from_fn(move || {
            let id = next?;
            let style = self.styles.get(id)?;
            next = style.based_on.as_deref();
            Some((id, style))
        })
        .take(LONGEST_CHAIN)
    }

    fn of_paragraph<'s>(&'s self, id: Option<&'s str>) -> impl Iterator<Item = (&'s str, &'s Style)> {
        self.chain(id.or(self.default_paragraph.as_deref()))
    }

    /// What a paragraph is by its style and its own outline level, from 0; 9 is running text.
    pub(super) fn role(&self, id: Option<&str>, outline: Option<u32>) -> ParagraphRole {
        let titled = self.of_paragraph(id).any(|(_, style)| matches!(style.name.as_str(), "title" | "标题"));
        let outline = outline
            .or_else(|| self.of_paragraph(id).find_map(|(_, style)| style.outline.or_else(|| style.named_level())));
        match outline {
            _ if titled => ParagraphRole::Title,
            Some(0) => ParagraphRole::Heading1,
            Some(1) => ParagraphRole::Heading2,
            Some(2) => ParagraphRole::Heading3,
            _ => ParagraphRole::Body,
        }
    }

    /// Whether a paragraph's style is one of a table of contents.
    pub(super) fn is_contents(&self, id: Option<&str>) -> bool {
        self.of_paragraph(id).next().is_some_and(|(_, style)| style.name.starts_with("toc ") || style.name == "目录")
    }

    /// The list that a paragraph's style puts it in, and the style that says so.
    pub(super) fn numbering<'s>(&'s self, id: Option<&'s str>) -> Option<(&'s str, NumberingReference)> {
        self.of_paragraph(id)
            .find(|(_, style)| style.numbering.number.is_some())
            .map(|(id, style)| (id, style.numbering))
    }

    /// Whether a character or paragraph style hides text, where it says.
    pub(super) fn hidden(&self, id: Option<&str>) -> Option<bool> {
        self.chain(id).find_map(|(_, style)| style.hidden)
    }
}

impl Style {
    fn take(&mut self, element: &Element<'_>) -> Result<(), ReadError> {
        match element.name() {
            "name" => self.name = text(element)?.trim().to_lowercase(),
            "basedOn" => self.based_on = Some(text(element)?),
            "outlineLvl" => self.outline = number(element)?,
            "numId" => self.numbering.number = number(element)?,
            "ilvl" => self.numbering.level = number(element)?,
            "vanish" => self.hidden = Some(switched_on(element)?),
            _ => {}
        }
        Ok(())
    }

    /// The level of a heading style that has lost its outline level but not its name.
    fn named_level(&self) -> Option<u32> {
        let level = self.name.strip_prefix("heading ").or_else(|| self.name.strip_prefix("标题 "))?;
        level.trim().parse::<u32>().ok()?.checked_sub(1)
    }
}

fn text(element: &Element<'_>) -> Result<String, ReadError> {
    Ok(element.val()?.unwrap_or_default().into_owned())
}

/// The element's value as a number.
pub(super) fn number(element: &Element<'_>) -> Result<Option<u32>, ReadError> {
    Ok(element.val()?.and_then(|value| value.trim().parse().ok()))
}

/// Whether an on/off element is on: it is, unless it says otherwise.
pub(super) fn switched_on(element: &Element<'_>) -> Result<bool, ReadError> {
    Ok(element.val()?.as_deref().is_none_or(is_on))
}

fn is_on(value: &str) -> bool {
    !matches!(value, "0" | "false" | "off" | "none")
}
