//! A package whose parts stand one after another in one file of XML (Flat OPC).

use gongkai_core::Within;
use gongkai_core::format::{Meter, ReadError};
use gongkai_opc::{Markup, Node, PackageWriter, XmlReader};

/// The package, with its parts of XML as they stand. Pictures are not read, so that they need not be there.
pub(super) fn package(mut xml: XmlReader<'_>, text: &str, meter: &mut Meter) -> Result<Vec<u8>, ReadError> {
    let mut types = Markup::default();
    types.open("Types", &[("xmlns", "http://schemas.openxmlformats.org/package/2006/content-types")]);
    let mut parts: Vec<(String, &str)> = Vec::new();
    let mut part: Option<String> = None;
    loop {
        match xml.node()? {
            Node::Open(element) => match element.name() {
                "part" => {
                    meter.nodes(4)?;
                    let (name, kind) = (element.attribute("name")?, element.attribute("contentType")?);
                    let (name, kind) = (name.unwrap_or_default(), kind.unwrap_or_default());
                    types.empty("Override", &[("PartName", &name), ("ContentType", &kind)]);
                    part = Some(name.trim_start_matches('/').to_owned());
                }
                "xmlData" => {
                    let (begins, depth) = (xml.position(), xml.depth());
                    while xml.depth() >= depth {
                        xml.node()?;
                    }
                    let content = text.within(begins..xml.begun());
                    let doubled = |name: &String| parts.iter().any(|(known, _)| known == name);
                    meter.work(parts.len())?;
                    if let Some(name) = part.take().filter(|name| !doubled(name)) {
                        meter.renewed(content.len())?;
                        parts.push((name, content));
                    }
                }
                _ => xml.skip()?,
            },
            Node::Close | Node::Text(_) => {}
            Node::End => break,
        }
    }
    let mut package = PackageWriter::new().stored();
    package.part("[Content_Types].xml", types.finish());
    for (name, content) in parts.into_iter().filter(|(name, _)| name != "[Content_Types].xml") {
        package.part(name, content);
    }
    package.finish().map_err(|error| ReadError::damaged(error.to_string()))
}
