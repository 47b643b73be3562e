//! Reading the file once, from its first brace to its last.

use gongkai_core::Within;
use gongkai_core::document::{Position, Remark, RemarkKind};
use gongkai_core::format::{Meter, ReadError};
use gongkai_opc::Markup;
use gongkai_opc::word::Properties;

use crate::destination::{Begins, begins, character};
use crate::field::Field;
use crate::group::{Apart, Closing, Group, Property, To};
use crate::notes::Notes;
use crate::page::{self, Page};
use crate::story::{Ends, Shared, Story};
use crate::styles::{self, Style};
use crate::text::Pending;
use crate::token::{Token, Tokens};

/// Texts apart stand no deeper in texts apart; one that does is read where it stands.
const DEEPEST_APART: usize = 4;
/// How much is kept of what a document says about itself.
const PROPERTY: usize = 1000;
/// How much is kept of what a shape says.
const SHAPE_VALUE: usize = 1000;

/// What was read of a file.
#[derive(Debug)]
pub(crate) struct Read {
    pub(crate) body: String,
    pub(crate) styles: String,
    pub(crate) numbering: String,
    pub(crate) notes: Notes,
    pub(crate) properties: Properties,
    pub(crate) remarks: Vec<Remark>,
    pub(crate) meter: Meter,
}

/// A file while it is read.
#[derive(Debug)]
pub(crate) struct Reader<'a> {
    tokens: Tokens<'a>,
    shared: Shared,
    /// The groups that are open, and the innermost one.
    around: Vec<Group>,
    now: Group,
    /// The texts that are open, innermost last.
    stories: Vec<Story>,
    pending: Pending,
    /// What bytes of text mean, until a word or a brace may change it.
    page: Option<Page>,
    /// How many bytes of other text are still to be passed over.
    passing: usize,
    /// Whether bytes that are written as they are are UTF-8 throughout, whatever the file says of its code page.
    utf8: bool,
    styles: Markup,
    style: Style,
    shape: (String, String),
    notes: Notes,
    properties: Properties,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(bytes: &'a [u8], meter: Meter) -> Self {
        Self {
            tokens: Tokens::new(bytes),
            shared: Shared { tables: Default::default(), lists: Default::default(), meter },
            around: Vec::new(),
            now: Group::outermost(),
            stories: Vec::new(),
            pending: Pending::default(),
            page: None,
            passing: 0,
            utf8: !bytes.is_ascii() && std::str::from_utf8(bytes).is_ok(),
            styles: styles::part(),
            style: Style::default(),
            shape: Default::default(),
            notes: Notes::default(),
            properties: Properties::default(),
        }
    }

    pub(crate) fn read(mut self) -> Result<Read, ReadError> {
        let mut main = Story::default();
        let mut remarks = Vec::new();
        let mut cut = true;
        loop {
            let (now, tables) = (&self.now, &self.shared.tables);
            // Whether bytes of text make characters in pairs here.
            let pairs = || !self.utf8 && now.to != To::Skip && now.page(tables).pairs();
            let Some(token) = self.tokens.next(pairs) else { break };
            self.token(token, &mut main)?;
            if token == Token::Close && self.around.is_empty() {
                cut = false;
                break;
            }
        }
        if cut {
            remarks.push(Remark::new(RemarkKind::Unknown, CUT, Position::default()));
            while !self.around.is_empty() {
                self.close(&mut main)?;
            }
        } else if self.tokens.rest().iter().any(|byte| !byte.is_ascii_whitespace() && *byte != 0) {
            remarks.push(Remark::new(RemarkKind::Unknown, BEHIND, Position::default()));
        }
        let body = main.finish(&self.now.format, &self.now.look, &mut self.shared)?;
        self.shared.meter.renewed(self.styles.len())?;
        let numbering = self.shared.lists.part(&self.shared.tables, &mut self.shared.meter)?;
        let Self { styles, notes, properties, shared: Shared { meter, .. }, .. } = self;
        Ok(Read { body, styles: styles.finish(), numbering, notes, properties, remarks, meter })
    }

    /// What bytes of text mean here; it is asked for every one of them.
    fn page(&mut self) -> Page {
        let page = self.page.unwrap_or_else(|| self.now.page(&self.shared.tables));
        self.page = Some(page);
        page
    }

    fn token(&mut self, token: Token<'_>, main: &mut Story) -> Result<(), ReadError> {
        match token {
            Token::Open => {
                self.page = None;
                self.open(main)
            }
            Token::Close => {
                self.page = None;
                self.close(main)
            }
            _ if self.now.to == To::Skip => Ok(()),
            Token::Binary => {
                self.passing = self.passing.saturating_sub(1);
                Ok(())
            }
            Token::Byte(byte) => {
                let page = self.page();
                self.bytes(&[byte], page)
            }
            Token::Text(text) => {
                let page = if self.utf8 && !text.is_ascii() { Page::Of(encoding_rs::UTF_8) } else { self.page() };
                self.bytes(text, page)
            }
            Token::Symbol(symbol) => self.symbol(symbol, main),
            Token::Word("u", number) => {
                self.pending.number(number.unwrap_or(0));
                self.passing = self.now.others;
                self.shared.meter.fits(self.pending.len())
            }
            Token::Word(word, number) => {
                if let Some(c) = character(word) {
                    return self.character(c);
                }
                self.passing = 0;
                self.page = None;
                self.flush(main)?;
                self.word(word, number, main)
            }
        }
    }

    fn bytes(&mut self, bytes: &[u8], page: Page) -> Result<(), ReadError> {
        self.now.star = false;
        let passed = self.passing.min(bytes.len());
        self.passing -= passed;
        let bytes = bytes.within(passed..);
        if bytes.is_empty() {
            return Ok(());
        }
        self.pending.bytes(bytes, page);
        self.shared.meter.fits(self.pending.len())
    }

    fn character(&mut self, c: char) -> Result<(), ReadError> {
        if self.passing > 0 {
            self.passing -= 1;
            return Ok(());
        }
        self.pending.character(c);
        self.shared.meter.fits(self.pending.len())
    }

    fn symbol(&mut self, symbol: u8, main: &mut Story) -> Result<(), ReadError> {
        match symbol {
            b'\\' | b'{' | b'}' => {
                let page = self.page();
                self.bytes(&[symbol], page)
            }
            b'~' => self.character('\u{a0}'),
            // A hyphen that no line ends at.
            b'_' => self.character('-'),
            b'\t' => self.character('\t'),
            // A byte that nothing can be made of.
            b'\'' => self.character(char::REPLACEMENT_CHARACTER),
            // A place where a word may be parted.
            b'-' => {
                self.passing = self.passing.saturating_sub(1);
                Ok(())
            }
            b'*' => {
                self.now.star = true;
                Ok(())
            }
            b'\r' | b'\n' => {
                self.passing = 0;
                self.flush(main)?;
                self.word("par", None, main)
            }
            _ => Ok(()),
        }
    }

    fn open(&mut self, main: &mut Story) -> Result<(), ReadError> {
        self.passing = 0;
        self.flush(main)?;
        let limit = self.shared.meter.limits().depth;
        if self.around.len() >= limit {
            return Err(ReadError::TooLarge { what: "括号嵌套层数 / nesting of groups", limit });
        }
        let inner = self.now.inner();
        self.around.push(std::mem::replace(&mut self.now, inner));
        if self.now.closing == Closing::Style {
            self.style = Style::default();
        }
        Ok(())
    }

    fn close(&mut self, main: &mut Story) -> Result<(), ReadError> {
        self.passing = 0;
        self.flush(main)?;
        let Some(outer) = self.around.pop() else { return Ok(()) };
        let inner = std::mem::replace(&mut self.now, outer);
        if inner.to == To::Fonts {
            self.shared.tables.end_font();
        }
        match inner.closing {
            Closing::Nothing => Ok(()),
            Closing::Style => {
                let (tables, meter) = (&self.shared.tables, &mut self.shared.meter);
                self.style.write(&inner.look, &inner.format, tables, &mut self.styles, meter)
            }
            Closing::Level => {
                self.shared.lists.end_level();
                Ok(())
            }
            Closing::ShapeValue => self.shape_value(main),
            Closing::Field => {
                let story = self.stories.last_mut().unwrap_or(main);
                story.end_field(self.now.look, &mut self.shared)
            }
            Closing::Story(apart) => self.end_story(apart, &inner, main),
        }
    }

    /// A text apart ends: what refers to it is put where it stands.
    fn end_story(&mut self, apart: Apart, inner: &Group, main: &mut Story) -> Result<(), ReadError> {
        let Some(story) = self.stories.pop() else { return Ok(()) };
        let endnote = story.endnote;
        let opening = story.opening.clone().unwrap_or_default();
        let text = story.finish(&inner.format, &inner.look, &mut self.shared)?;
        let (look, shared) = (self.now.look, &mut self.shared);
        let story = self.stories.last_mut().unwrap_or(main);
        match apart {
            Apart::Margin => {
                self.notes.margins.push(text);
                Ok(())
            }
            Apart::Box => story.text_box(&text, look, shared),
            Apart::Comment => {
                let id = Notes::add(&mut self.notes.comments, text);
                story.refer("w:commentReference", id, None, look, shared)
            }
            Apart::Note => {
                let marked = !std::mem::take(&mut story.numbered_note);
                let (notes, name) = if endnote {
                    (&mut self.notes.endnotes, "w:endnoteReference")
                } else {
                    (&mut self.notes.footnotes, "w:footnoteReference")
                };
                let id = Notes::add(notes, text);
                story.refer(name, id, marked.then_some(opening.as_str()), look, shared)
            }
        }
    }

    fn shape_value(&mut self, main: &mut Story) -> Result<(), ReadError> {
        let (name, value) = std::mem::take(&mut self.shape);
        if name.trim() != "gtextUNICODE" || value.trim().is_empty() {
            return Ok(());
        }
        self.shared.meter.characters(value.chars().count())?;
        let story = self.stories.last_mut().unwrap_or(main);
        story.lettering(value.trim(), self.now.look, &mut self.shared)
    }

    /// Puts the text that waits where it goes.
    fn flush(&mut self, main: &mut Story) -> Result<(), ReadError> {
        if self.pending.is_empty() {
            return Ok(());
        }
        let text = self.pending.take();
        let story = self.stories.last_mut().unwrap_or(main);
        match self.now.to {
            To::Text | To::InnerRow => story.text(&text, self.now.look, &mut self.shared)?,
            To::Number => story.line.number(&text, self.now.look),
            To::Fonts => self.shared.tables.font_text(&text),
            To::Colours => self.shared.tables.colour_text(&text, &mut self.shared.meter)?,
            To::Style => self.style.text(&text),
            To::LevelText => self.shared.lists.text(&text),
            To::Property(which) => {
                let place = match which {
                    Property::Title => &mut self.properties.title,
                    Property::Subject => &mut self.properties.subject,
                    Property::Author => &mut self.properties.author,
                    Property::Description => &mut self.properties.description,
                };
                extend(place.get_or_insert_default(), &text, PROPERTY);
            }
            To::Instruction => {
                self.shared.meter.characters(text.chars().count())?;
                if let Some(field) = story.fields.last_mut() {
                    field.instruction.push_str(&text);
                }
            }
            To::Choice => {
                if let Some(field) = story.fields.last_mut() {
                    field.choice(&text);
                }
            }
            To::ShapeName => extend(&mut self.shape.0, &text, SHAPE_VALUE),
            To::ShapeValue => extend(&mut self.shape.1, &text, SHAPE_VALUE),
            To::Skip | To::Styles | To::Lists | To::Info | To::FormField | To::Shape | To::Object | To::Older => {}
        }
        Ok(())
    }

    fn word(&mut self, word: &str, number: Option<i32>, main: &mut Story) -> Result<(), ReadError> {
        let star = std::mem::take(&mut self.now.star);
        if let Some(begun) = begins(self.now.to, word) {
            return self.begin(begun, word, main);
        }
        // A group of a word that nobody knows says nothing.
        let known = match self.now.to {
            To::Style => matches!(word, "cs" | "ts" | "ds"),
            To::Text | To::InnerRow => self.now.take_look(word, number),
            _ => false,
        };
        if star && !known {
            self.now.to = To::Skip;
            return Ok(());
        }
        let story = self.stories.last_mut().unwrap_or(main);
        match self.now.to {
            To::Fonts => self.shared.tables.font_word(word, number, &mut self.shared.meter)?,
            To::Colours => self.shared.tables.colour_word(word, number),
            To::Style => {
                if !self.style.take(word, number) && !self.now.take_look(word, number) {
                    self.now.format.take(word, number);
                }
            }
            To::Lists => {
                self.shared.lists.take(word, number, &mut self.shared.meter)?;
                self.now.take_look(word, number);
            }
            To::FormField => {
                if let Some(field) = story.fields.last_mut() {
                    field.take(word, number);
                }
            }
            To::Text | To::InnerRow if known => {}
            To::Text | To::InnerRow => self.word_of_text(word, number, main)?,
            // How many bytes of other text follow a character is said everywhere.
            _ => {
                self.now.take_look(word, number);
            }
        }
        Ok(())
    }

    fn word_of_text(&mut self, word: &str, number: Option<i32>, main: &mut Story) -> Result<(), ReadError> {
        if self.now.format.take(word, number) {
            return Ok(());
        }
        let of_inner = self.now.to == To::InnerRow;
        let (look, format, shared) = (self.now.look, self.now.format, &mut self.shared);
        let apart = !self.stories.is_empty();
        let story = self.stories.last_mut().unwrap_or(main);
        match word {
            "par" => story.end_paragraph(Ends::Paragraph, &format, &look, shared),
            // The end of a section ends its paragraph.
            "sect" if story.line.is_empty() => Ok(()),
            "sect" => story.end_paragraph(Ends::Paragraph, &format, &look, shared),
            "cell" => story.end_paragraph(Ends::Cell, &format, &look, shared),
            "nestcell" => story.end_paragraph(Ends::InnerCell, &format, &look, shared),
            "row" => story.end_row(false, &format, &look, shared),
            "nestrow" => story.end_row(true, &format, &look, shared),
            "line" | "lbr" | "page" | "column" => story.element("w:br", look, shared),
            // What a fraction is divided by stands below a line.
            "mden" => story.text("/", look, shared),
            "chftn" => {
                story.numbered_note = true;
                Ok(())
            }
            "ftnalt" => {
                story.endnote |= apart;
                Ok(())
            }
            "deff" => {
                shared.tables.usual_font = number;
                Ok(())
            }
            "ansicpg" => {
                shared.tables.page = number.and_then(page::of_number).or(shared.tables.page);
                Ok(())
            }
            "mac" => {
                shared.tables.page = page::of_number(10000);
                Ok(())
            }
            _ => {
                self.notes.take(word);
                story.row_word(word, number, (of_inner, &format), shared).map(|_| ())
            }
        }
    }

    fn begin(&mut self, begun: Begins, word: &str, main: &mut Story) -> Result<(), ReadError> {
        let look = self.now.look;
        let story = self.stories.last_mut().unwrap_or(main);
        match begun {
            Begins::Text(to) => {
                if to == To::FormField || to == To::Choice {
                    // The list of choices says by its own word that there is one more.
                    if let Some(field) = story.fields.last_mut() {
                        field.take(word, None);
                    }
                }
                // A field that was not begun asks for nothing.
                let no_field = matches!(to, To::Instruction | To::FormField) && story.fields.is_empty();
                self.now.to = if no_field { To::Skip } else { to };
                Ok(())
            }
            Begins::Newer => {
                let older = self.around.iter().rev().find(|group| group.to != To::Older);
                self.now.to = older.map_or(To::Text, |group| group.to);
                Ok(())
            }
            Begins::Level => {
                self.now.closing = Closing::Level;
                self.shared.lists.take(word, None, &mut self.shared.meter)
            }
            Begins::ShapeValue => {
                (self.now.to, self.now.closing) = (To::ShapeValue, Closing::ShapeValue);
                Ok(())
            }
            Begins::Picture => {
                self.now.to = To::Skip;
                story.picture(look, &mut self.shared)
            }
            Begins::Object => {
                self.now.to = To::Object;
                story.object(look, &mut self.shared)
            }
            Begins::Field => {
                if self.now.closing == Closing::Nothing {
                    self.shared.meter.nodes(1)?;
                    self.now.closing = Closing::Field;
                    story.fields.push(Field::default());
                }
                Ok(())
            }
            Begins::FieldResult => {
                self.now.to = To::Text;
                story.begin_result(look, &mut self.shared)
            }
            Begins::Apart(apart) => {
                if self.stories.len() >= DEEPEST_APART || self.now.closing != Closing::Nothing {
                    self.now.to = To::Text;
                    return Ok(());
                }
                self.shared.meter.nodes(2)?;
                (self.now.to, self.now.closing) = (To::Text, Closing::Story(apart));
                // Nothing of the paragraph around it holds in it.
                self.now.format = Default::default();
                self.stories.push(Story::default());
                Ok(())
            }
        }
    }
}

/// Adds text to what is kept of it.
fn extend(kept: &mut String, text: &str, most: usize) {
    let room = most.saturating_sub(kept.chars().count());
    kept.extend(text.chars().take(room));
}

const CUT: &str = "RTF 文件没有写完（缺少结尾的括号），后面的内容可能丢失，请核对或向来源方重新索取 / the RTF file \
                   does not end (closing braces are missing); what followed may be lost, so compare it or ask for the \
                   file again";
const BEHIND: &str = "RTF 正文结束之后还有内容，Word 不显示，没有读取 / there is more behind the end of the RTF text, which \
                      Word does not show and which was not read";
