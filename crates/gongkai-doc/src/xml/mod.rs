//! Documents that Word 2003 saves as XML (WordprocessingML 2003), and those that later versions save as one file of XML
//! (Flat OPC): both lie under `.xml` and, made by programs from templates, under `.doc`.

mod flat;
mod names;
mod walk;

use gongkai_core::format::{Limits, Meter, ReadError};
use gongkai_opc::{Node, XmlReader};

/// How the file is called in messages about its XML.
const FILE: &str = "Word XML";

/// The package of a document in XML.
pub(crate) fn package(bytes: &[u8], limits: &Limits) -> Result<Vec<u8>, ReadError> {
    let text = gongkai_encoding::decode(bytes, FILE)?;
    let mut meter = Meter::new(limits);
    let mut xml = XmlReader::new(&text, FILE, limits);
    loop {
        match xml.node()? {
            Node::Open(element) => {
                return match element.name() {
                    "package" => flat::package(xml, &text, &mut meter),
                    "wordDocument" => walk::package(xml, &mut meter),
                    other => Err(ReadError::NotThisFormat { expected: "Word XML", found: Some(format!("<{other}>")) }),
                };
            }
            Node::End => return Err(ReadError::NotThisFormat { expected: "Word XML", found: None }),
            Node::Close | Node::Text(_) => {}
        }
    }
}
