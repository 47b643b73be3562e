//! What the file says about itself.

use gongkai_core::document::Properties;
use gongkai_core::format::{Limits, Meter, ReadError};
use gongkai_opc::{Node, Package, Vocabulary, XmlReader};

/// Title, author and subject of the core properties, and the day of publication where the description states it. The
/// dates in them are those of the file, not of publication.
pub(super) fn read(package: &mut Package<'_>, limits: &Limits, meter: &mut Meter) -> Result<Properties, ReadError> {
    let name =
        package.relationships("")?.target("", "core-properties").unwrap_or_else(|| "docProps/core.xml".to_owned());
    let mut properties = Properties::default();
    let Some(text) = package.xml_part(&name)? else { return Ok(properties) };
    let mut reader = XmlReader::new(&text, &name, limits);
    let mut value: Option<(&str, String)> = None;
    loop {
        match reader.node()? {
            Node::Open(element) => {
                let known = ["title", "creator", "subject", "description"]
                    .into_iter()
                    .find(|name| element.is(Vocabulary::Properties, name));
                value = known.map(|name| (name, String::new()));
            }
            Node::Text(part) => {
                if let Some((_, text)) = &mut value {
                    meter.characters(part.chars().count())?;
                    text.push_str(&part);
                }
            }
            Node::Close => {
                let Some((name, text)) = value.take() else { continue };
                let text = Some(text.trim().to_owned()).filter(|text| !text.is_empty());
                match name {
                    "title" => properties.title = text,
                    "creator" => properties.author = text,
                    "description" => properties.take_publication(text.as_deref().unwrap_or_default()),
                    _ => properties.subject = text,
                }
            }
            Node::End => return Ok(properties),
        }
    }
}
