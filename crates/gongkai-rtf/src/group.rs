//! Groups: what holds between two braces, and where the text in them goes.

use encoding_rs::Encoding;

use crate::look::Look;
use crate::page::Page;
use crate::paragraph::ParagraphFormat;
use crate::tables::Tables;

/// Where the text of a group goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum To {
    /// Nowhere, nor does anything in it mean anything.
    Skip,
    /// Into the text.
    Text,
    /// Into the text, where rows of a table in a cell are described.
    InnerRow,
    /// Before the paragraph, as its number.
    Number,
    Fonts,
    Colours,
    /// Among the styles; each in it goes into a style of its own.
    Styles,
    Style,
    Lists,
    LevelText,
    /// About the document.
    Info,
    Property(Property),
    /// Into what a field asks for.
    Instruction,
    FormField,
    Choice,
    /// Nowhere, but text and pictures of something that is drawn may stand in it.
    Shape,
    ShapeName,
    ShapeValue,
    /// Nowhere, but what an object of another program shows may stand in it.
    Object,
    /// Nowhere, but the same in newer words may stand in it.
    Older,
}

/// What a document says about itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Property {
    Title,
    Subject,
    Author,
    Description,
}

/// What ends with a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Closing {
    Nothing,
    Field,
    Style,
    Level,
    ShapeValue,
    Story(Apart),
}

/// A text that stands apart from the one it is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Apart {
    Box,
    Note,
    Comment,
    Margin,
}

/// Which characters the text is made of, by its own word.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Script {
    #[default]
    Any,
    Single,
    Double,
}

/// What holds in a group until it ends.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Group {
    pub(crate) to: To,
    pub(crate) closing: Closing,
    pub(crate) look: Look,
    pub(crate) format: ParagraphFormat,
    /// How many bytes of other text follow a character by its number.
    pub(crate) others: usize,
    /// Whether the next word may be one that nobody knows.
    pub(crate) star: bool,
    script: Script,
    /// The font of characters of two bytes, where text says which it is made of.
    double: Option<i32>,
}

impl Group {
    pub(crate) fn outermost() -> Self {
        Self {
            to: To::Text,
            closing: Closing::Nothing,
            look: Look::default(),
            format: ParagraphFormat::default(),
            others: 1,
            star: false,
            script: Script::Any,
            double: None,
        }
    }

    /// The group that begins in this one.
    pub(crate) fn inner(&self) -> Self {
        let inner = Self { closing: Closing::Nothing, star: false, ..*self };
        match self.to {
            To::Styles => Self {
                to: To::Style,
                closing: Closing::Style,
                look: Look::default(),
                format: ParagraphFormat::default(),
                ..inner
            },
            _ => inner,
        }
    }

    /// Takes a control word that says how text looks or which characters it is made of; gives whether it was one.
    pub(crate) fn take_look(&mut self, word: &str, number: Option<i32>) -> bool {
        match word {
            "loch" | "hich" => self.script = Script::Single,
            "dbch" => self.script = Script::Double,
            "rtlch" | "ltrch" => self.script = Script::Any,
            "af" if self.script == Script::Double => self.double = number,
            "uc" => self.others = number.and_then(|others| usize::try_from(others).ok()).unwrap_or(1),
            _ => {
                match (word, self.script) {
                    ("f", Script::Double) => self.double = number,
                    ("plain", _) => (self.script, self.double) = (Script::Any, None),
                    _ => {}
                }
                return self.look.take(word, number);
            }
        }
        true
    }

    /// What bytes of text mean here.
    pub(crate) fn page(&self, tables: &Tables) -> Page {
        match self.to {
            To::Fonts => return tables.page_of_name(),
            To::Text | To::InnerRow | To::Number | To::LevelText | To::Style | To::Instruction => {}
            _ => return tables.page(None),
        }
        let page = tables.page(self.look.font);
        if self.script != Script::Double || page.pairs() {
            return page;
        }
        let of = |page: Page| -> Option<&'static Encoding> {
            match page {
                Page::Of(encoding) if page.pairs() => Some(encoding),
                Page::WesternOr(pairs) => Some(pairs),
                _ => None,
            }
        };
        let double = self.double.and_then(|font| of(tables.page(Some(font))));
        double.or_else(|| of(page)).map_or(page, Page::Of)
    }
}
