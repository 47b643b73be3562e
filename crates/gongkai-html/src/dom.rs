//! The tree of a page, as html5ever builds it.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};

use gongkai_core::format::{Limits, ReadError};
use html5ever::interface::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::{Attribute, LocalName, Namespace, QualName, parse_document};

/// A node by its number.
pub(crate) type NodeId = usize;

/// The number of the document itself.
pub(crate) const ROOT: NodeId = 0;

/// What a node is.
#[derive(Debug)]
pub(crate) enum Data {
    /// The document, a comment, or anything else without text.
    Other,
    /// An element.
    Element(Element),
    /// A stretch of text.
    Text(String),
}

/// An element with the attributes that matter for reading.
#[derive(Debug)]
pub(crate) struct Element {
    name: QualName,
    attributes: Vec<(LocalName, StrTendril)>,
    /// Where a template's own content hangs.
    template: Option<NodeId>,
}

#[derive(Debug)]
pub(crate) struct Node {
    parent: Option<NodeId>,
    pub(crate) children: Vec<NodeId>,
    pub(crate) data: Data,
    pub(crate) line: usize,
    depth: usize,
}

/// A parsed page.
#[derive(Debug)]
pub(crate) struct Dom {
    nodes: Vec<Node>,
}

impl Dom {
    pub(crate) fn node(&self, id: NodeId) -> Option<&Node> {
        self.nodes.get(id)
    }

    pub(crate) fn children(&self, id: NodeId) -> &[NodeId] {
        self.node(id).map_or(&[], |node| &node.children)
    }

    pub(crate) fn parent(&self, id: NodeId) -> Option<NodeId> {
        self.node(id)?.parent
    }

    pub(crate) fn line(&self, id: NodeId) -> usize {
        self.node(id).map_or(1, |node| node.line.max(1))
    }

    fn element(&self, id: NodeId) -> Option<&Element> {
        match &self.node(id)?.data {
            Data::Element(element) => Some(element),
            _ => None,
        }
    }

    /// The name of an element; empty for anything else.
    pub(crate) fn name(&self, id: NodeId) -> &str {
        self.element(id).map_or("", |element| &element.name.local)
    }

    pub(crate) fn attribute(&self, id: NodeId, name: &str) -> Option<&str> {
        let attributes = &self.element(id)?.attributes;
        attributes.iter().find(|(own, _)| &**own == name).map(|(_, value)| &**value)
    }

    /// A node and everything in it, in reading order.
    pub(crate) fn descendants(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let mut open = vec![id];
        std::iter::from_fn(move || {
            let next = open.pop()?;
            open.extend(self.children(next).iter().rev());
            Some(next)
        })
    }

    /// The text in a node without any layout.
    pub(crate) fn plain_text(&self, id: NodeId) -> String {
        let mut text = String::new();
        for node in self.descendants(id) {
            if let Some(Data::Text(part)) = self.node(node).map(|node| &node.data) {
                text.push_str(part);
            }
        }
        text
    }

    /// Whether an element is left out: not shown, unless what is hidden is read too, or struck out.
    pub(crate) fn is_left_out(&self, id: NodeId, hidden_too: bool) -> bool {
        self.is_struck(id) || (!hidden_too && self.is_hidden(id))
    }

    /// Whether the element is struck out: what an edit took away is no part of what was published.
    fn is_struck(&self, id: NodeId) -> bool {
        matches!(self.name(id), "del" | "s" | "strike")
            || self.has_style(id, |property, value| {
                matches!(property, "text-decoration" | "text-decoration-line") && value.contains("line-through")
            })
    }

    /// Whether the element is not shown.
    pub(crate) fn is_hidden(&self, id: NodeId) -> bool {
        self.attribute(id, "hidden").is_some()
            || self.has_style(id, |property, value| match property {
                "display" => value.starts_with("none"),
                "visibility" => value.starts_with("hidden"),
                "mso-hide" => value == "all",
                // Letters of no size; around other elements it only takes away the gaps between them.
                "font-size" => {
                    value.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%') == "0"
                        && self.children(id).iter().all(|child| self.name(*child).is_empty())
                }
                _ => false,
            })
    }

    /// Whether one of the declarations of an element's own style is such a one.
    fn has_style(&self, id: NodeId, is: impl Fn(&str, &str) -> bool) -> bool {
        let Some(style) = self.attribute(id, "style") else { return false };
        let style: String = style.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
        style
            .split(';')
            .filter_map(|declaration| declaration.split_once(':'))
            .any(|(property, value)| is(property, value))
    }

    /// Whether the page has a script.
    pub(crate) fn has_script(&self) -> bool {
        (0..self.nodes.len()).any(|id| self.name(id) == "script")
    }

    /// Whether a table stands in something that is not shown.
    pub(crate) fn has_hidden_table(&self) -> bool {
        (0..self.nodes.len())
            .filter(|id| self.name(*id) == "table")
            .any(|table| std::iter::successors(Some(table), |id| self.parent(*id)).any(|id| self.is_hidden(id)))
    }
}

/// The most nodes of a page.
const MOST_NODES: usize = 1_500_000;
/// The parser is handed the page in pieces, so that a page over a limit is given up early.
const PIECE: usize = 16 << 10;

/// Parses a page.
///
/// # Errors
/// [`ReadError::TooLarge`] when elements nest deeper or are more than the limits allow.
pub(crate) fn parse(text: &str, limits: &Limits) -> Result<Dom, ReadError> {
    let sink = Sink { nodes: RefCell::new(vec![Node::new(Data::Other, 1)]), line: Cell::new(1), deepest: Cell::new(0) };
    let mut parser = parse_document(sink, html5ever::ParseOpts::default());
    let mut rest = text;
    while !rest.is_empty() {
        let (piece, after) = rest.split_at_checked(rest.floor_char_boundary(PIECE)).unwrap_or((rest, ""));
        rest = after;
        parser.process(StrTendril::from(piece));
        let sink = &parser.tokenizer.sink.sink;
        if sink.deepest.get() > limits.depth {
            return Err(ReadError::TooLarge { what: "元素嵌套层数 / nesting of elements", limit: limits.depth });
        }
        if sink.nodes.borrow().len() > MOST_NODES {
            return Err(ReadError::TooLarge { what: "网页元素数 / elements of the page", limit: MOST_NODES });
        }
    }
    Ok(Dom { nodes: parser.finish() })
}

impl Node {
    fn new(data: Data, line: usize) -> Self {
        Self { parent: None, children: Vec::new(), data, line, depth: 0 }
    }
}

struct Sink {
    nodes: RefCell<Vec<Node>>,
    line: Cell<usize>,
    deepest: Cell<usize>,
}

impl Sink {
    fn add(&self, data: Data) -> NodeId {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(Node::new(data, self.line.get()));
        nodes.len() - 1
    }

    /// Hangs a node or text into a parent before one of its children, or at its end.
    fn insert(&self, parent: NodeId, before: Option<NodeId>, child: NodeOrText<NodeId>) {
        let mut nodes = self.nodes.borrow_mut();
        let at = {
            let Some(node) = nodes.get(parent) else { return };
            // What is moved out of a table goes right before it, near the end.
            let place = before.and_then(|before| node.children.iter().rposition(|child| *child == before));
            place.unwrap_or(node.children.len())
        };
        let depth = nodes.get(parent).map_or(0, |node| node.depth) + 1;
        let id = match child {
            NodeOrText::AppendNode(id) => id,
            NodeOrText::AppendText(text) => {
                let neighbour = at.checked_sub(1).and_then(|i| nodes.get(parent)?.children.get(i).copied());
                if let Some(Data::Text(own)) = neighbour.and_then(|id| nodes.get_mut(id)).map(|node| &mut node.data) {
                    own.push_str(&text);
                    return;
                }
                nodes.push(Node::new(Data::Text(text.to_string()), self.line.get()));
                nodes.len() - 1
            }
        };
        if let Some(node) = nodes.get_mut(id) {
            node.parent = Some(parent);
            node.depth = depth;
        }
        self.deepest.set(self.deepest.get().max(depth));
        if let Some(node) = nodes.get_mut(parent) {
            node.children.insert(at.min(node.children.len()), id);
        }
    }
}

/// The attributes that are kept; pages carry many more.
const KEPT: [&str; 19] = [
    "value",
    "rowspan",
    "colspan",
    "href",
    "src",
    "data",
    "name",
    "content",
    "property",
    "http-equiv",
    "style",
    "class",
    "id",
    "hidden",
    "alt",
    "title",
    "type",
    "width",
    "height",
];

/// An element's name, which the parser asks for.
#[derive(Debug)]
struct Name {
    namespace: Namespace,
    local: LocalName,
}

impl ElemName for Name {
    fn ns(&self) -> &Namespace {
        &self.namespace
    }

    fn local_name(&self) -> &LocalName {
        &self.local
    }
}

impl TreeSink for Sink {
    type Handle = NodeId;
    type Output = Vec<Node>;
    type ElemName<'a> = Name;

    fn finish(self) -> Self::Output {
        self.nodes.into_inner()
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> NodeId {
        ROOT
    }

    fn elem_name<'a>(&'a self, target: &'a NodeId) -> Name {
        let nodes = self.nodes.borrow();
        match nodes.get(*target).map(|node| &node.data) {
            Some(Data::Element(element)) => {
                Name { namespace: element.name.ns.clone(), local: element.name.local.clone() }
            }
            _ => Name { namespace: Namespace::default(), local: LocalName::default() },
        }
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, flags: ElementFlags) -> NodeId {
        let attributes = attributes
            .into_iter()
            .filter(|attribute| KEPT.contains(&&*attribute.name.local))
            .map(|attribute| (attribute.name.local, attribute.value))
            .collect();
        let template = flags.template.then(|| self.add(Data::Other));
        self.add(Data::Element(Element { name, attributes, template }))
    }

    fn create_comment(&self, _: StrTendril) -> NodeId {
        self.add(Data::Other)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> NodeId {
        self.add(Data::Other)
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        self.insert(*parent, None, child);
    }

    fn append_based_on_parent_node(&self, element: &NodeId, previous: &NodeId, child: NodeOrText<NodeId>) {
        let parent = self.nodes.borrow().get(*element).and_then(|node| node.parent);
        match parent {
            Some(parent) => self.insert(parent, Some(*element), child),
            None => self.insert(*previous, None, child),
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        match self.nodes.borrow().get(*target).map(|node| &node.data) {
            Some(Data::Element(Element { template: Some(content), .. })) => *content,
            _ => *target,
        }
    }

    fn same_node(&self, x: &NodeId, y: &NodeId) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &NodeId, child: NodeOrText<NodeId>) {
        let parent = self.nodes.borrow().get(*sibling).and_then(|node| node.parent);
        if let Some(parent) = parent {
            self.insert(parent, Some(*sibling), child);
        }
    }

    fn add_attrs_if_missing(&self, _: &NodeId, _: Vec<Attribute>) {}

    fn remove_from_parent(&self, target: &NodeId) {
        let mut nodes = self.nodes.borrow_mut();
        let parent = nodes.get_mut(*target).and_then(|node| node.parent.take());
        if let Some(parent) = parent.and_then(|parent| nodes.get_mut(parent))
            && let Some(at) = parent.children.iter().rposition(|child| child == target)
        {
            parent.children.remove(at);
        }
    }

    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        let mut nodes = self.nodes.borrow_mut();
        let moved = nodes.get_mut(*node).map(|node| std::mem::take(&mut node.children)).unwrap_or_default();
        for child in &moved {
            if let Some(child) = nodes.get_mut(*child) {
                child.parent = Some(*new_parent);
            }
        }
        if let Some(parent) = nodes.get_mut(*new_parent) {
            parent.children.extend(moved);
        }
    }

    fn set_current_line(&self, line: u64) {
        self.line.set(usize::try_from(line).unwrap_or(usize::MAX));
    }
}
