//! What a file holds: its documents, each with its pages, the templates that these stand on, and what lies over them.

use std::collections::HashMap;

use gongkai_core::format::{Limits, Meter, ReadError};
use gongkai_opc::{Node, Package, XmlReader, resolve};

use super::numbers;

/// The file as its entry describes it.
#[derive(Debug, Default)]
pub(super) struct Structure {
    pub(super) title: Option<String>,
    pub(super) author: Option<String>,
    pub(super) keywords: Vec<String>,
    pub(super) documents: Vec<Document>,
    /// How many versions of its documents are not in force.
    pub(super) outdated: usize,
}

/// One document of the file.
#[derive(Debug, Default)]
pub(super) struct Document {
    /// The numbers and parts of the pages in their order.
    pub(super) pages: Vec<(String, String)>,
    /// The parts of the templates by their ids.
    pub(super) templates: HashMap<String, String>,
    /// How large a page is that does not say so itself: its left upper corner, its width and height.
    pub(super) area: Option<[f64; 4]>,
    /// The parts of what the pages share.
    pub(super) resources: Vec<String>,
    /// The headings, each with how deep it lies, from 1.
    pub(super) outline: Vec<(usize, String)>,
    /// The parts that list what lies over the pages, and what is attached.
    pub(super) annotations: Vec<String>,
    pub(super) attachments: Vec<String>,
    /// The part that lists who signed and sealed it.
    pub(super) signatures: Option<String>,
}

/// What the entry says of one document.
#[derive(Debug, Default)]
struct Body {
    root: Option<String>,
    signatures: Option<String>,
    /// The version in force, where there are several, and how many there are.
    current: Option<String>,
    versions: usize,
}

/// The part that is meant by a place in another part. Some programs write it from the root of the package, and some with
/// the strokes of Windows.
pub(super) fn part(package: &Package<'_>, from: &str, place: &str) -> Option<String> {
    let place = place.trim().replace('\\', "/");
    let beside = resolve(from, &place);
    if beside.as_deref().is_some_and(|part| package.has(part)) {
        return beside;
    }
    resolve("", &place).filter(|part| package.has(part)).or(beside)
}

fn missing(name: &str) -> ReadError {
    ReadError::damaged(format!("缺少 {name} / a part is missing"))
}

/// Reads the entry of the package and its documents.
pub(super) fn read(package: &mut Package<'_>, limits: &Limits, meter: &mut Meter) -> Result<Structure, ReadError> {
    const ENTRY: &str = "OFD.xml";
    /// More than anybody states.
    const MOST_KEYWORDS: usize = 64;
    let mut structure = Structure::default();
    // The parts of a protected file, its entry too, are no XML.
    if package.names().any(|name| name.to_lowercase().ends_with("encryptions.xml")) {
        return Err(ReadError::Encrypted);
    }
    let entry = package.xml_part(ENTRY)?.ok_or_else(|| missing(ENTRY))?;
    let mut bodies: Vec<Body> = Vec::new();
    elements(&entry, ENTRY, limits, meter, |told, meter| {
        match told {
            Told::Opened("DocBody", _) => {
                meter.nodes(1)?;
                bodies.push(Body::default());
            }
            Told::Opened("Version", version) => {
                let Some(body) = bodies.last_mut() else { return Ok(()) };
                body.versions += 1;
                if version.attribute("Current")?.is_some_and(|current| matches!(current.trim(), "true" | "1")) {
                    body.current = version.attribute("BaseLoc")?.and_then(|place| part(package, ENTRY, &place));
                }
            }
            Told::Opened(..) => {}
            Told::Text(name, text) => match name {
                "DocRoot" | "Signatures" => {
                    let Some(body) = bodies.last_mut() else { return Ok(()) };
                    let place = if name == "DocRoot" { &mut body.root } else { &mut body.signatures };
                    *place = place.take().or_else(|| part(package, ENTRY, text));
                }
                "Title" if structure.title.is_none() => structure.title = Some(text.to_owned()),
                "Keyword" if structure.keywords.len() < MOST_KEYWORDS => structure.keywords.push(text.to_owned()),
                "Author" if structure.author.is_none() => structure.author = Some(text.to_owned()),
                _ => {}
            },
        }
        Ok(())
    })?;
    for body in bodies {
        let mut root = body.root;
        if let Some(version) = body.current {
            // A version has an entry of its own, which names its document.
            let text = package.xml_part(&version)?.ok_or_else(|| missing(&version))?;
            elements(&text, &version, limits, meter, |told, _| {
                if let Told::Text("DocRoot", place) = told {
                    root = part(package, &version, place).or(root.take());
                }
                Ok(())
            })?;
        }
        structure.outdated = structure.outdated.saturating_add(body.versions.saturating_sub(1));
        let root = root.ok_or_else(|| missing("DocRoot"))?;
        let mut read = document(package, &root, limits, meter)?;
        read.signatures = body.signatures;
        structure.documents.push(read);
    }
    if structure.documents.is_empty() {
        return Err(missing("DocRoot"));
    }
    Ok(structure)
}

/// Reads what a document says of itself.
fn document(package: &mut Package<'_>, root: &str, limits: &Limits, meter: &mut Meter) -> Result<Document, ReadError> {
    /// More headings than a report has.
    const MOST_ENTRIES: usize = 2_000;
    let mut read = Document::default();
    let text = package.xml_part(root)?.ok_or_else(|| missing(root))?;
    let mut reader = XmlReader::new(&text, root, limits);
    let mut inside: Vec<String> = Vec::new();
    loop {
        match reader.node()? {
            Node::Open(element) => {
                let own = || -> Result<Option<String>, ReadError> {
                    Ok(element.attribute("BaseLoc")?.and_then(|place| part(package, root, &place)))
                };
                let number = || -> Result<String, ReadError> {
                    Ok(element.attribute("ID")?.map(|id| id.trim().to_owned()).unwrap_or_default())
                };
                match element.name() {
                    "Page" => {
                        meter.nodes(1)?;
                        if let Some(part) = own()? {
                            read.pages.push((number()?, part));
                        }
                    }
                    "TemplatePage" => {
                        meter.nodes(1)?;
                        if let Some(part) = own()? {
                            read.templates.insert(number()?, part);
                        }
                    }
                    "OutlineElem" if read.outline.len() < MOST_ENTRIES => {
                        meter.nodes(1)?;
                        let depth = 1 + inside.iter().filter(|name| *name == "OutlineElem").count();
                        if let Some(title) = element.attribute("Title")? {
                            meter.characters(title.chars().count())?;
                            read.outline.push((depth, title.into_owned()));
                        }
                    }
                    _ => {}
                }
                inside.push(element.name().to_owned());
            }
            Node::Text(text) => {
                let parts = match inside.last().map(String::as_str) {
                    Some("PhysicalBox") => {
                        read.area = numbers::area(&text).or(read.area);
                        continue;
                    }
                    Some("PublicRes" | "DocumentRes") => &mut read.resources,
                    Some("Annotations") => &mut read.annotations,
                    Some("Attachments") => &mut read.attachments,
                    _ => continue,
                };
                if !text.trim().is_empty() {
                    meter.nodes(1)?;
                    parts.extend(part(package, root, &text));
                }
            }
            Node::Close => drop(inside.pop()),
            Node::End => return Ok(read),
        }
    }
}

/// What a part says, element by element.
pub(super) enum Told<'t, 'e> {
    /// An element of this name begins.
    Opened(&'t str, &'t gongkai_opc::Element<'e>),
    /// The text within an element of this name, never blank.
    Text(&'t str, &'t str),
}

/// Gives every element of a part, and its text.
pub(super) fn elements(
    text: &str,
    part: &str,
    limits: &Limits,
    meter: &mut Meter,
    mut take: impl FnMut(Told<'_, '_>, &mut Meter) -> Result<(), ReadError>,
) -> Result<(), ReadError> {
    let mut reader = XmlReader::new(text, part, limits);
    let mut inside: Vec<String> = Vec::new();
    loop {
        match reader.node()? {
            Node::Open(element) => {
                take(Told::Opened(element.name(), &element), meter)?;
                inside.push(element.name().to_owned());
            }
            Node::Text(text) => {
                meter.characters(text.len())?;
                let text = text.trim();
                if let (Some(name), false) = (inside.last(), text.is_empty()) {
                    take(Told::Text(name, text), meter)?;
                }
            }
            Node::Close => drop(inside.pop()),
            Node::End => return Ok(()),
        }
    }
}
