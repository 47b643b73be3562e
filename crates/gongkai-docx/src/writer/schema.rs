//! One pass over the content that docx-rs builds, which puts right what the schema of ISO/IEC 29500-1 or Microsoft's
//! validator does not take: the order of properties, an attribute too many, and the missing repetition of head rows.

use gongkai_core::document::Document;
use gongkai_core::format::WriteError;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::FORMAT;

/// An element with its attributes as written, or text as written.
enum Node {
    Element { name: String, attributes: String, children: Vec<Node> },
    Text(String),
}

impl Node {
    fn name(&self) -> &str {
        match self {
            Self::Element { name, .. } => name,
            Self::Text(_) => "",
        }
    }
}

/// The part with its elements in order.
///
/// # Errors
/// [`WriteError::Failed`] when the part is not well-formed, which is not expected of docx-rs.
pub(super) fn mend(part: &[u8], document: &Document) -> Result<Vec<u8>, WriteError> {
    let failed = |detail: String| WriteError::Failed { format: FORMAT, detail };
    let text = std::str::from_utf8(part).map_err(|error| failed(error.to_string()))?;
    let mut reader = Reader::from_str(text);
    let mut tables = document.tables();
    let mut open: Vec<Node> = vec![element("", String::new())];
    let close = |open: &mut Vec<Node>, node: Node| {
        if let Some(Node::Element { children, .. }) = open.last_mut()
            && !is_idle(&node)
        {
            children.push(node);
        }
    };
    loop {
        match reader.read_event().map_err(|error| failed(error.to_string()))? {
            Event::Start(start) => open.push(element(start.name().as_ref(), attributes(&start))),
            Event::Empty(start) => {
                let node = element(start.name().as_ref(), attributes(&start));
                close(&mut open, node);
            }
            Event::End(_) => {
                let Some(mut node) = open.pop() else { break };
                in_order(&mut node);
                if node.name() == "w:tbl"
                    && let Some(table) = tables.next()
                {
                    repeat_head(&mut node, table.head_rows);
                }
                close(&mut open, node);
            }
            Event::Text(text) => close(&mut open, Node::Text(text.into_inner().into_owned())),
            Event::GeneralRef(reference) => close(&mut open, Node::Text(format!("&{};", &*reference))),
            Event::Eof => break,
            _ => {}
        }
    }
    let mut out = String::from(super::furniture::DECLARATION);
    for node in open {
        if let Node::Element { children, .. } = node {
            children.iter().for_each(|child| write(child, &mut out));
        }
    }
    Ok(out.into_bytes())
}

fn element(name: &str, attributes: String) -> Node {
    Node::Element { name: name.to_owned(), attributes, children: Vec::new() }
}

/// The attributes without those that do not belong: a type on grid columns, and paragraph ids, which are all the same.
fn attributes(start: &BytesStart<'_>) -> String {
    let raw = start.attributes_raw().trim();
    if start.name().as_ref() == "w:gridCol" || start.name().as_ref() == "w:p" {
        return start
            .attributes()
            .flatten()
            .filter(|attribute| !matches!(attribute.key.as_ref(), "w:type" | "w14:paraId"))
            .map(|attribute| format!("{}=\"{}\"", attribute.key.as_ref(), attribute.value))
            .collect::<Vec<_>>()
            .join(" ");
    }
    raw.to_owned()
}

/// Whether an element says nothing: empty properties.
fn is_idle(node: &Node) -> bool {
    match node {
        Node::Element { name, children, .. } => {
            children.is_empty() && matches!(name.as_str(), "w:rPr" | "w:pPr" | "w:tcPr" | "w:trPr")
        }
        Node::Text(text) => text.is_empty(),
    }
}

/// Puts the children of a properties element in the order of the schema; those that it does not name come last.
fn in_order(node: &mut Node) {
    let Node::Element { name, children, .. } = node else { return };
    let order: &[&str] = match name.as_str() {
        "w:rPr" => &["rStyle", "rFonts", "b", "bCs", "color", "sz", "szCs", "vertAlign", "lang"],
        "w:pPr" => &["pStyle", "keepNext", "keepLines", "snapToGrid", "spacing", "ind", "jc", "outlineLvl", "rPr"],
        "w:tblPr" => &["tblStyle", "tblW", "jc", "tblInd", "tblBorders", "tblLayout", "tblCellMar"],
        "w:tcPr" => &["tcW", "gridSpan", "vMerge", "tcBorders", "shd", "tcMar", "vAlign"],
        "w:sectPr" => {
            &["headerReference", "footerReference", "pgSz", "pgMar", "pgNumType", "cols", "titlePg", "docGrid"]
        }
        _ => return,
    };
    let place = |child: &Node| {
        let local = child.name().strip_prefix("w:").unwrap_or_default();
        order.iter().position(|name| *name == local).unwrap_or(order.len())
    };
    children.sort_by_key(place);
}

/// Marks the first rows of a table as its head, which Word repeats on every page that the table reaches.
fn repeat_head(table: &mut Node, rows: usize) {
    let Node::Element { children, .. } = table else { return };
    for row in children.iter_mut().filter(|child| child.name() == "w:tr").take(rows) {
        let Node::Element { children, .. } = row else { continue };
        if let Some(Node::Element { children, .. }) = children.iter_mut().find(|child| child.name() == "w:trPr") {
            children.push(element("w:tblHeader", String::new()));
        }
    }
}

fn write(node: &Node, out: &mut String) {
    match node {
        Node::Text(text) => out.push_str(text),
        Node::Element { name, attributes, children } => {
            out.push('<');
            out.push_str(name);
            if !attributes.is_empty() {
                out.push(' ');
                out.push_str(attributes);
            }
            if children.is_empty() {
                out.push_str("/>");
                return;
            }
            out.push('>');
            children.iter().for_each(|child| write(child, out));
            out.push_str("</");
            out.push_str(name);
            out.push('>');
        }
    }
}
