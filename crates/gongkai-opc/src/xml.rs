//! Reading XML parts: namespaces resolved, no DTD, no entities but the five of XML, and within a depth.

use gongkai_core::Within;
use std::borrow::Cow;

use gongkai_core::format::{Limits, ReadError};
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::Prefix;
use quick_xml::{Reader, XmlVersion, escape};

mod scopes;

use scopes::Scopes;

/// The deepest nesting that may be asked for, since the namespace resolver counts levels in 16 bits.
const DEEPEST: usize = 60_000;
/// The most attributes of an element that are looked at one after another.
pub(crate) const MOST_ATTRIBUTES: usize = 256;

/// The vocabularies that are told apart; transitional and strict namespaces of one vocabulary are the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Vocabulary {
    /// WordprocessingML (`w:`).
    Word,
    /// Markup compatibility (`mc:`): alternative contents.
    Compatibility,
    /// Office math (`m:`).
    Math,
    /// DrawingML and the shapes of Word in it (`a:`, `wp:`, `wps:`, `pic:`).
    Drawing,
    /// VML, the older drawings (`v:`).
    Vml,
    /// Relationships of a package.
    Relationships,
    /// Core properties, Dublin Core included.
    Properties,
    /// Any other.
    Other,
}

impl Vocabulary {
    fn of(namespace: &str) -> Self {
        match namespace {
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
            | "http://purl.oclc.org/ooxml/wordprocessingml/main" => Self::Word,
            "http://schemas.openxmlformats.org/markup-compatibility/2006" => Self::Compatibility,
            "http://schemas.openxmlformats.org/officeDocument/2006/math"
            | "http://purl.oclc.org/ooxml/officeDocument/math" => Self::Math,
            "urn:schemas-microsoft-com:vml" => Self::Vml,
            "http://schemas.openxmlformats.org/package/2006/relationships" => Self::Relationships,
            "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
            | "http://purl.org/dc/elements/1.1/"
            | "http://purl.org/dc/terms/" => Self::Properties,
            _ if namespace.starts_with("http://schemas.openxmlformats.org/drawingml/")
                || namespace.starts_with("http://purl.oclc.org/ooxml/drawingml/")
                || namespace.starts_with("http://schemas.microsoft.com/office/word/2010/wordprocessing") =>
            {
                Self::Drawing
            }
            _ => Self::Other,
        }
    }
}

/// Where the names of the vocabularies begin that Word and WPS know.
const MAKERS: [&str; 5] = [
    "http://schemas.openxmlformats.org/",
    "http://purl.oclc.org/ooxml/",
    "http://schemas.microsoft.com/",
    "urn:schemas-microsoft-com:",
    "http://www.wps.cn/",
];

/// An element's start.
#[derive(Debug, Clone)]
pub struct Element<'x> {
    /// Its vocabulary.
    pub vocabulary: Vocabulary,
    start: BytesStart<'x>,
    /// Where the name begins behind its prefix: it is asked for again and again.
    name_at: usize,
}

impl<'x> Element<'x> {
    fn new(start: BytesStart<'x>, scopes: &mut Scopes) -> Self {
        let name = start.name();
        let prefix = name.prefix().map(Prefix::into_inner);
        let name_at = prefix.map_or(0, |prefix| prefix.len() + 1);
        let vocabulary = scopes.vocabulary(name, prefix);
        Self { vocabulary, start, name_at }
    }
}

impl Element<'_> {
    /// The name without its prefix.
    #[must_use]
    pub fn name(&self) -> &str {
        self.start.name().into_inner().within(self.name_at..)
    }

    /// Whether it is this element.
    #[must_use]
    pub fn is(&self, vocabulary: Vocabulary, name: &str) -> bool {
        self.vocabulary == vocabulary && self.name() == name
    }

    /// The value of an attribute by its name without prefix.
    ///
    /// # Errors
    /// [`ReadError::Damaged`] when the attributes are not well-formed.
    pub fn attribute(&self, name: &str) -> Result<Option<Cow<'_, str>>, ReadError> {
        // The library's own check for attributes that stand twice compares each with all before it.
        for attribute in self.start.attributes().with_checks(false) {
            let attribute = attribute.map_err(|error| ReadError::damaged_at(format!("<{}>", self.name()), &error))?;
            if attribute.key.local_name().into_inner() == name && attribute.key.as_namespace_binding().is_none() {
                let value = attribute.normalized_value(XmlVersion::Implicit1_0);
                return value.map(Some).map_err(|error| ReadError::damaged_at(format!("<{}>", self.name()), &error));
            }
        }
        Ok(None)
    }

    /// Hands every attribute's name, without its prefix, and value to a function; at most so many as any real element
    /// has.
    ///
    /// # Errors
    /// [`ReadError::Damaged`] when the attributes are not well-formed or too many, and what the function gives.
    pub fn each_attribute(&self, mut take: impl FnMut(&str, &str) -> Result<(), ReadError>) -> Result<(), ReadError> {
        for (index, attribute) in self.start.attributes().enumerate() {
            let damaged = |detail: String| ReadError::damaged(format!("<{}>：{detail}", self.name()));
            if index >= MOST_ATTRIBUTES {
                return Err(damaged("属性太多 / too many attributes".to_owned()));
            }
            let attribute = attribute.map_err(|error| damaged(error.to_string()))?;
            if attribute.key.as_namespace_binding().is_none() {
                let value = attribute.normalized_value(XmlVersion::Implicit1_0);
                let value = value.map_err(|error| damaged(error.to_string()))?;
                take(attribute.key.local_name().into_inner(), &value)?;
            }
        }
        Ok(())
    }

    /// The value of the attribute `val`, in which WordprocessingML keeps most settings.
    ///
    /// # Errors
    /// Those of [`Element::attribute`].
    pub fn val(&self) -> Result<Option<Cow<'_, str>>, ReadError> {
        self.attribute("val")
    }
}

/// What the reader comes upon.
#[derive(Debug, Clone)]
pub enum Node<'x> {
    /// An element begins. An empty element begins and ends.
    Open(Element<'x>),
    /// The innermost open element ends.
    Close,
    /// Characters, references resolved.
    Text(Cow<'x, str>),
    /// The part ends, every element closed.
    End,
}

/// Reads an XML part node by node.
///
/// ```
/// use gongkai_core::format::Limits;
/// use gongkai_opc::{Node, XmlReader};
/// let mut reader = XmlReader::new("<a>1 &lt; 2</a>", "a.xml", &Limits::default());
/// let mut text = String::new();
/// loop {
///     match reader.node()? {
///         Node::Text(part) => text.push_str(&part),
///         Node::End => break,
///         _ => {}
///     }
/// }
/// assert_eq!(text, "1 < 2");
/// # Ok::<(), gongkai_core::format::ReadError>(())
/// ```
#[derive(Debug)]
pub struct XmlReader<'x> {
    inner: Reader<&'x [u8]>,
    scopes: Scopes,
    part: &'x str,
    depth: usize,
    deepest: usize,
    rooted: bool,
    begun: u64,
}

impl<'x> XmlReader<'x> {
    /// A reader of a part's text; the part's name is said in errors.
    #[must_use]
    pub fn new(text: &'x str, part: &'x str, limits: &Limits) -> Self {
        let mut inner = Reader::from_str(text);
        inner.config_mut().expand_empty_elements = true;
        Self {
            inner,
            scopes: Scopes::default(),
            part,
            depth: 0,
            deepest: limits.depth.min(DEEPEST),
            rooted: false,
            begun: 0,
        }
    }

    /// How many elements are open.
    #[must_use]
    pub fn depth(&self) -> usize {
        self.depth
    }

    /// At which byte of the text the last node began: the `<` of an element.
    #[must_use]
    pub fn begun(&self) -> usize {
        usize::try_from(self.begun).unwrap_or(usize::MAX)
    }

    /// At which byte of the text the next node begins: behind the `>` of an element that just ended.
    #[must_use]
    pub fn position(&self) -> usize {
        usize::try_from(self.inner.buffer_position()).unwrap_or(usize::MAX)
    }

    /// Whether the programs of the field take the choice (`mc:Choice`) that was opened last: whether they know what it
    /// requires. What is in the way is not shown there, and its `mc:Fallback` is.
    ///
    /// # Errors
    /// [`ReadError::Damaged`] when the attributes are not well-formed.
    pub fn is_taken(&self, choice: &Element<'_>) -> Result<bool, ReadError> {
        let required = choice.attribute("Requires")?.unwrap_or_default();
        let known = |prefix: &str| {
            let namespace = self.scopes.namespace(prefix);
            namespace.is_none_or(|namespace| MAKERS.iter().any(|maker| namespace.starts_with(maker)))
        };
        Ok(required.split_ascii_whitespace().all(known))
    }

    /// Reads the next node; comments and processing instructions are passed over.
    ///
    /// # Errors
    /// [`ReadError::Damaged`] when the part is not well-formed, is cut short, or has a DTD or an unknown entity;
    /// [`ReadError::TooLarge`] when elements nest too deep.
    pub fn node(&mut self) -> Result<Node<'x>, ReadError> {
        loop {
            let at = self.inner.buffer_position();
            self.begun = at;
            let event = match self.inner.read_event() {
                Ok(read) => read,
                Err(error) => return Err(damaged(self.part, at, &error.to_string())),
            };
            match event {
                Event::Start(start) => {
                    if let Err(error) = self.scopes.open(&start) {
                        return Err(damaged(self.part, at, &error.to_string()));
                    }
                    let element = Element::new(start, &mut self.scopes);
                    self.depth += 1;
                    self.rooted = true;
                    if self.depth > self.deepest {
                        let what = "XML 元素嵌套层数 / nesting of XML elements";
                        return Err(ReadError::TooLarge { what, limit: self.deepest });
                    }
                    return Ok(Node::Open(element));
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    self.scopes.close();
                    return Ok(Node::Close);
                }
                Event::Text(text) => return Ok(Node::Text(text.xml10_content())),
                Event::CData(text) => return Ok(Node::Text(text.xml10_content())),
                Event::GeneralRef(reference) => {
                    let resolved = match reference.resolve_char_ref() {
                        Ok(Some(character)) => Cow::Owned(character.to_string()),
                        Ok(None) => match escape::resolve_predefined_entity(&reference) {
                            Some(text) => Cow::Borrowed(text),
                            None => return Err(damaged(self.part, at, &format!("未定义的实体 &{};", &*reference))),
                        },
                        Err(error) => return Err(damaged(self.part, at, &error.to_string())),
                    };
                    return Ok(Node::Text(resolved));
                }
                Event::DocType(_) => return Err(damaged(self.part, at, "含有 DTD，拒绝读取 / DTDs are refused")),
                Event::Eof if self.depth > 0 => return Err(damaged(self.part, at, "中途结束 / cut short")),
                Event::Eof if !self.rooted => return Err(damaged(self.part, at, "没有根元素 / no root element")),
                Event::Eof => return Ok(Node::End),
                Event::Comment(_) | Event::PI(_) | Event::Decl(_) | Event::Empty(_) => {}
            }
        }
    }

    /// Passes over the rest of the element that was opened last, its end included.
    ///
    /// # Errors
    /// Those of [`XmlReader::node`].
    pub fn skip(&mut self) -> Result<(), ReadError> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            self.node()?;
        }
        Ok(())
    }
}

fn damaged(part: &str, at: u64, detail: &str) -> ReadError {
    ReadError::damaged_at(format!("{part} 第 {at} 字节处 / {part} at byte {at}"), detail)
}

/// The text of an XML part: UTF-8, or UTF-16 told by its mark or first bytes, as packages may hold.
///
/// # Errors
/// [`ReadError::Damaged`] when the bytes are neither.
pub fn xml_text(bytes: Vec<u8>, part: &str) -> Result<String, ReadError> {
    let utf16 = |unit: fn([u8; 2]) -> u16| {
        let units = bytes.chunks_exact(2).map(|pair| match pair {
            &[first, second] => unit([first, second]),
            _ => 0xfffd,
        });
        let text: Result<String, _> = char::decode_utf16(units).collect();
        text.map(|text| text.trim_start_matches('\u{feff}').to_owned())
            .map_err(|error| ReadError::damaged_at(format!("{part} 不是有效的 UTF-16 / {part} is not UTF-16"), &error))
    };
    match bytes.as_slice() {
        [0xff, 0xfe, ..] | [b'<', 0, ..] => utf16(u16::from_le_bytes),
        [0xfe, 0xff, ..] | [0, b'<', ..] => utf16(u16::from_be_bytes),
        _ => String::from_utf8(bytes).map_err(|error| {
            let at = error.utf8_error().valid_up_to();
            ReadError::damaged(format!("{part} 第 {at} 字节处不是有效的 UTF-8 / not UTF-8 at byte {at}"))
        }),
    }
}
