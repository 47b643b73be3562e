//! What a file holds: its document, the document's pages and the templates that these stand on.

use std::collections::HashMap;

use gongkai_core::format::{Limits, Meter, ReadError};
use gongkai_opc::{Node, Package, XmlReader, resolve};

use super::numbers;

/// The file as its entry and its document describe it.
#[derive(Debug, Default)]
pub(super) struct Structure {
    pub(super) title: Option<String>,
    pub(super) author: Option<String>,
    pub(super) keywords: Vec<String>,
    /// The parts of the pages in their order.
    pub(super) pages: Vec<String>,
    /// The parts of the templates by their ids.
    pub(super) templates: HashMap<String, String>,
    /// How large a page is that does not say so itself: its left upper corner, its width and height.
    pub(super) area: Option<[f64; 4]>,
    /// The parts of what the pages share.
    pub(super) resources: Vec<String>,
    /// The headings, each with how deep it lies, from 1.
    pub(super) outline: Vec<(usize, String)>,
    /// Whether something lies over the pages.
    pub(super) annotated: bool,
}

/// Reads the entry of the package and its first document. A file of several documents is read up to the first's end.
pub(super) fn read(package: &mut Package<'_>, limits: &Limits, meter: &mut Meter) -> Result<Structure, ReadError> {
    const ENTRY: &str = "OFD.xml";
    /// More than anybody states.
    const MOST_KEYWORDS: usize = 64;
    /// More headings than a report has.
    const MOST_ENTRIES: usize = 2_000;
    let mut structure = Structure::default();
    let missing = |name: &str| ReadError::damaged(format!("缺少 {name} / a part is missing"));
    // The parts of a protected file, its entry too, are no XML.
    if package.names().any(|name| name.to_lowercase().ends_with("encryptions.xml")) {
        return Err(ReadError::Encrypted);
    }
    let entry = package.xml_part(ENTRY)?.ok_or_else(|| missing(ENTRY))?;
    let mut root = None;
    texts(&entry, ENTRY, limits, meter, |name, text| match name {
        "DocRoot" if root.is_none() => root = resolve(ENTRY, text),
        "Title" if structure.title.is_none() => structure.title = Some(text.to_owned()),
        "Keyword" if structure.keywords.len() < MOST_KEYWORDS => structure.keywords.push(text.to_owned()),
        "Author" if structure.author.is_none() => structure.author = Some(text.to_owned()),
        _ => {}
    })?;
    let root = root.ok_or_else(|| missing("DocRoot"))?;
    let document = package.xml_part(&root)?.ok_or_else(|| missing(&root))?;
    let mut reader = XmlReader::new(&document, &root, limits);
    let mut inside: Vec<String> = Vec::new();
    loop {
        match reader.node()? {
            Node::Open(element) => {
                let part = || -> Result<Option<String>, ReadError> {
                    Ok(element.attribute("BaseLoc")?.and_then(|place| resolve(&root, place.trim())))
                };
                match element.name() {
                    "Page" => {
                        meter.nodes(1)?;
                        structure.pages.extend(part()?);
                    }
                    "TemplatePage" => {
                        meter.nodes(1)?;
                        if let (Some(id), Some(part)) = (element.attribute("ID")?, part()?) {
                            structure.templates.insert(id.into_owned(), part);
                        }
                    }
                    "OutlineElem" if structure.outline.len() < MOST_ENTRIES => {
                        meter.nodes(1)?;
                        let depth = 1 + inside.iter().filter(|name| *name == "OutlineElem").count();
                        if let Some(title) = element.attribute("Title")? {
                            meter.characters(title.chars().count())?;
                            structure.outline.push((depth, title.into_owned()));
                        }
                    }
                    "Annotations" => structure.annotated = true,
                    _ => {}
                }
                inside.push(element.name().to_owned());
            }
            Node::Text(text) => match inside.last().map(String::as_str) {
                Some("PhysicalBox") => structure.area = numbers::area(&text).or(structure.area),
                Some("PublicRes" | "DocumentRes") => {
                    meter.nodes(1)?;
                    structure.resources.extend(resolve(&root, text.trim()));
                }
                _ => {}
            },
            Node::Close => drop(inside.pop()),
            Node::End => return Ok(structure),
        }
    }
}

/// Gives the text of every element.
fn texts(
    text: &str,
    part: &str,
    limits: &Limits,
    meter: &mut Meter,
    mut take: impl FnMut(&str, &str),
) -> Result<(), ReadError> {
    let mut reader = XmlReader::new(text, part, limits);
    let mut inside: Vec<String> = Vec::new();
    loop {
        match reader.node()? {
            Node::Open(element) => inside.push(element.name().to_owned()),
            Node::Text(text) => {
                meter.characters(text.len())?;
                let text = text.trim();
                if let (Some(name), false) = (inside.last(), text.is_empty()) {
                    take(name, text);
                }
            }
            Node::Close => drop(inside.pop()),
            Node::End => return Ok(()),
        }
    }
}
