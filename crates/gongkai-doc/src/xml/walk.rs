//! Putting a document of 2003 into the newer notation, element by element.

use gongkai_core::format::{Meter, ReadError};
use gongkai_opc::word::{Properties, ROOT, WordPackage, number_format};
use gongkai_opc::{Element, Markup, Node, XmlReader};

use super::names;

/// Notes and comments of one kind.
#[derive(Default)]
struct Notes(Vec<String>);

/// A document while it is put into the newer notation.
struct Walk<'x, 'm> {
    xml: XmlReader<'x>,
    meter: &'m mut Meter,
    footnotes: Notes,
    endnotes: Notes,
    comments: Notes,
    margins: Vec<String>,
    properties: Properties,
}

/// What stands around an element.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Around {
    /// Text: what is not known is passed through, and what stands in it counts.
    Text,
    /// Properties: what is not known says nothing.
    Properties,
}

/// The package of the document whose first element was opened.
pub(super) fn package(xml: XmlReader<'_>, meter: &mut Meter) -> Result<Vec<u8>, ReadError> {
    let mut walk = Walk {
        xml,
        meter,
        footnotes: Notes::default(),
        endnotes: Notes::default(),
        comments: Notes::default(),
        margins: Vec::new(),
        properties: Properties::default(),
    };
    let (mut main, mut styles, mut lists) = (Markup::default(), Markup::default(), Markup::default());
    main.open("w:document", &ROOT);
    styles.open("w:styles", &ROOT);
    lists.open("w:numbering", &ROOT);
    loop {
        match walk.xml.node()? {
            Node::Open(element) => match element.name() {
                "DocumentProperties" => walk.about()?,
                "styles" => walk.children(Around::Properties, &mut styles)?,
                "lists" => walk.children(Around::Properties, &mut lists)?,
                "body" => {
                    main.open("w:body", &[]);
                    walk.children(Around::Text, &mut main)?;
                    main.close();
                }
                _ => walk.xml.skip()?,
            },
            Node::Text(_) => {}
            Node::Close | Node::End => break,
        }
    }
    let size = [&main, &styles, &lists].into_iter().map(Markup::len).sum();
    walk.meter.renewed(size)?;
    let mut package = WordPackage::new(main.finish());
    package.part("styles", "styles", styles.finish());
    package.part("numbering", "numbering", lists.finish());
    package.part("footnotes", "footnotes", walk.footnotes.part("w:footnotes", "w:footnote"));
    package.part("endnotes", "endnotes", walk.endnotes.part("w:endnotes", "w:endnote"));
    package.part("comments", "comments", walk.comments.part("w:comments", "w:comment"));
    for (index, text) in walk.margins.iter().enumerate() {
        let mut out = Markup::default();
        out.open("w:hdr", &ROOT);
        out.markup(text);
        package.part(format!("header{}", index + 1), "header", out.finish());
    }
    package.finish(&walk.properties)
}

impl Notes {
    fn part(&self, all: &'static str, one: &'static str) -> String {
        let mut out = Markup::default();
        out.open(all, &ROOT);
        for (id, text) in self.0.iter().enumerate() {
            out.open(one, &[("w:id", &id.to_string())]);
            out.markup(text);
            out.close();
        }
        out.finish()
    }
}

impl<'x> Walk<'x, '_> {
    /// Puts what stands in the element that was opened last, its end included.
    fn children(&mut self, around: Around, out: &mut Markup) -> Result<(), ReadError> {
        loop {
            match self.xml.node()? {
                Node::Open(element) => self.element(&element, around, out)?,
                // Text stands in elements of its own.
                Node::Text(_) => {}
                Node::Close | Node::End => return Ok(()),
            }
        }
    }

    fn element(&mut self, element: &Element<'x>, around: Around, out: &mut Markup) -> Result<(), ReadError> {
        self.meter.nodes(1)?;
        self.meter.fits(out.len())?;
        let of_text = around == Around::Text;
        match element.name() {
            "t" if of_text => self.text("w:t", out),
            "delText" if of_text => self.text("w:delText", out),
            "instrText" if of_text => self.text("w:instrText", out),
            "annotation" => self.annotation(element, around, out),
            "footnote" | "endnote" if of_text => self.note(element, out),
            "hlink" if of_text => self.link(element, out),
            "hdr" | "ftr" => {
                let mut margin = Markup::default();
                self.children(Around::Text, &mut margin)?;
                self.meter.renewed(margin.len())?;
                self.margins.push(margin.finish());
                Ok(())
            }
            // Tab stops are no tabs, pictures are in no notation of text, and what a program adds for itself is not shown.
            "tabs" | "binData" | "fldData" | "docSuppData" | "docOleData" => self.xml.skip(),
            // How a list counts is a number here.
            "nfc" => {
                let code = element.val()?.and_then(|code| code.trim().parse().ok()).unwrap_or(0);
                out.empty("w:numFmt", &[("w:val", number_format(code))]);
                self.xml.skip()
            }
            name => match (names::element(name), around) {
                (Some(new), _) => {
                    let inner = if names::holds_properties(name) { Around::Properties } else { around };
                    open(new, element, out)?;
                    self.children(inner, out)?;
                    out.close();
                    Ok(())
                }
                (None, Around::Text) => self.children(around, out),
                (None, Around::Properties) => self.xml.skip(),
            },
        }
    }

    fn text(&mut self, name: &'static str, out: &mut Markup) -> Result<(), ReadError> {
        out.open(name, &[("xml:space", "preserve")]);
        loop {
            match self.xml.node()? {
                Node::Text(text) => {
                    self.meter.characters(text.chars().count())?;
                    out.text(&text);
                }
                Node::Open(_) => self.xml.skip()?,
                Node::Close | Node::End => break,
            }
        }
        out.close();
        self.meter.fits(out.len())
    }

    /// A tracked change, a comment or a place.
    fn annotation(&mut self, element: &Element<'x>, around: Around, out: &mut Markup) -> Result<(), ReadError> {
        let kind = element.attribute("type")?.unwrap_or_default().into_owned();
        match (kind.as_str(), around) {
            ("Word.Deletion", Around::Properties) => {
                out.empty("w:del", &[]);
                self.xml.skip()
            }
            ("Word.Deletion", Around::Text) => {
                out.open("w:del", &[]);
                self.children(around, out)?;
                out.close();
                Ok(())
            }
            ("Word.Comment", Around::Text) => {
                let mut text = Markup::default();
                self.children(around, &mut text)?;
                let id = self.comments.keep(text, self.meter)?;
                out.empty("w:commentReference", &[("w:id", &id)]);
                Ok(())
            }
            ("Word.Insertion", Around::Text) => self.children(around, out),
            // What it was before, and places.
            _ => self.xml.skip(),
        }
    }

    fn note(&mut self, element: &Element<'x>, out: &mut Markup) -> Result<(), ReadError> {
        let footnote = element.name() == "footnote";
        let marked = element.attribute("suppressRef")?.is_some_and(|value| !matches!(value.trim(), "off" | "0"));
        let mut text = Markup::default();
        self.children(Around::Text, &mut text)?;
        let notes = if footnote { &mut self.footnotes } else { &mut self.endnotes };
        let id = notes.keep(text, self.meter)?;
        let name = if footnote { "w:footnoteReference" } else { "w:endnoteReference" };
        out.empty(name, &[("w:id", &id), ("w:customMarkFollows", if marked { "1" } else { "0" })]);
        Ok(())
    }

    fn link(&mut self, element: &Element<'x>, out: &mut Markup) -> Result<(), ReadError> {
        let target = element.attribute("dest")?.unwrap_or_default().replace('\\', "\\\\").replace('"', "");
        if target.trim().is_empty() {
            return self.children(Around::Text, out);
        }
        self.meter.characters(target.chars().count())?;
        out.open("w:fldSimple", &[("w:instr", &format!("HYPERLINK \"{target}\""))]);
        self.children(Around::Text, out)?;
        out.close();
        Ok(())
    }

    /// What the document says about itself.
    fn about(&mut self) -> Result<(), ReadError> {
        loop {
            match self.xml.node()? {
                Node::Open(element) => {
                    let mut text = String::new();
                    let depth = self.xml.depth();
                    while self.xml.depth() >= depth {
                        if let Node::Text(part) = self.xml.node()? {
                            self.meter.characters(part.chars().count())?;
                            text.push_str(&part);
                        }
                    }
                    let place = match element.name() {
                        "Title" => &mut self.properties.title,
                        "Subject" => &mut self.properties.subject,
                        "Author" => &mut self.properties.author,
                        "Description" => &mut self.properties.description,
                        _ => continue,
                    };
                    *place = Some(text);
                }
                Node::Text(_) => {}
                Node::Close | Node::End => return Ok(()),
            }
        }
    }
}

impl Notes {
    /// Keeps a text; gives its id.
    fn keep(&mut self, text: Markup, meter: &mut Meter) -> Result<String, ReadError> {
        meter.renewed(text.len())?;
        self.0.push(text.finish());
        Ok((self.0.len() - 1).to_string())
    }
}

/// Opens an element with its attributes.
fn open(name: &'static str, element: &Element<'_>, out: &mut Markup) -> Result<(), ReadError> {
    let mut attributes: Vec<(String, String)> = Vec::new();
    element.each_attribute(|attribute, value| {
        let prefix = if name.starts_with("w:") { "w:" } else { "" };
        let attribute = format!("{prefix}{}", names::attribute(attribute));
        // Of two with one name the first counts, as one of another vocabulary may have it too.
        if attributes.iter().all(|(known, _)| *known != attribute) {
            attributes.push((attribute, value.to_owned()));
        }
        Ok(())
    })?;
    let attributes: Vec<(&str, &str)> =
        attributes.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    out.open(name, &attributes);
    Ok(())
}
