//! The tree of a page.

use gongkai_core::StandsAt as _;
use html5ever::tendril::StrTendril;
use html5ever::{LocalName, QualName};

/// A node by its number.
pub(crate) type NodeId = usize;

/// The number of the document itself.
pub(crate) const ROOT: NodeId = 0;

/// No node.
const NONE: NodeId = usize::MAX;

/// Elements whose content is no text of the page.
pub(crate) fn is_silent(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "noscript"
            | "template"
            | "head"
            | "select"
            | "button"
            | "textarea"
            | "svg"
            | "nav"
            | "title"
            | "video"
            | "audio"
            | "canvas"
            | "iframe"
            | "noframes"
            | "datalist"
            | "meter"
            | "progress"
    )
}

/// What a node is.
#[derive(Debug)]
pub(crate) enum Data {
    /// The document, a comment, or anything else without text.
    Other,
    /// An element.
    Element(Box<Element>),
    /// A stretch of text.
    Text(String),
}

/// An element with its attributes.
#[derive(Debug)]
pub(crate) struct Element {
    pub(crate) name: QualName,
    pub(crate) attributes: Vec<(LocalName, StrTendril)>,
    /// Where a template's own content hangs.
    pub(crate) template: Option<NodeId>,
}

/// A node, tied to its neighbours so that putting one in or taking one out costs the same wherever it stands.
#[derive(Debug)]
pub(crate) struct Node {
    parent: NodeId,
    first: NodeId,
    last: NodeId,
    before: NodeId,
    after: NodeId,
    pub(crate) data: Data,
    line: u32,
    depth: u32,
}

/// A parsed page.
#[derive(Debug, Default)]
pub(crate) struct Dom {
    nodes: Vec<Node>,
    /// Whether names of classes are matched as old pages without a document type have it.
    pub(crate) quirks: bool,
}

impl Dom {
    /// How many nodes there are.
    pub(crate) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Adds a node that hangs nowhere yet.
    pub(crate) fn add(&mut self, data: Data, line: u32) -> NodeId {
        self.nodes.push(Node {
            parent: NONE,
            first: NONE,
            last: NONE,
            before: NONE,
            after: NONE,
            data,
            line,
            depth: 0,
        });
        self.nodes.len() - 1
    }

    /// Hangs a node into a parent before one of its children, or at its end, and gives its depth.
    pub(crate) fn hang(&mut self, parent: NodeId, next: Option<NodeId>, id: NodeId) -> u32 {
        let next = next.filter(|next| self.parent(*next) == Some(parent)).unwrap_or(NONE);
        let Some(above) = self.nodes.get(parent) else { return 0 };
        let depth = above.depth + 1;
        let previous =
            if next == NONE { above.last } else { self.nodes.stands_at(next).map_or(NONE, |node| node.before) };
        if let Some(node) = self.nodes.get_mut(id) {
            (node.parent, node.before, node.after, node.depth) = (parent, previous, next, depth);
        }
        match self.nodes.get_mut(previous) {
            Some(node) => node.after = id,
            None => self.set(parent, |node| node.first = id),
        }
        match self.nodes.get_mut(next) {
            Some(node) => node.before = id,
            None => self.set(parent, |node| node.last = id),
        }
        depth
    }

    /// Takes a node from where it hangs.
    pub(crate) fn unhang(&mut self, id: NodeId) {
        let Some(node) = self.nodes.get_mut(id) else { return };
        let (parent, before, after) = (node.parent, node.before, node.after);
        (node.parent, node.before, node.after) = (NONE, NONE, NONE);
        if parent == NONE {
            return;
        }
        match self.nodes.get_mut(before) {
            Some(node) => node.after = after,
            None => self.set(parent, |node| node.first = after),
        }
        match self.nodes.get_mut(after) {
            Some(node) => node.before = before,
            None => self.set(parent, |node| node.last = before),
        }
    }

    fn set(&mut self, id: NodeId, change: impl FnOnce(&mut Node)) {
        if let Some(node) = self.nodes.get_mut(id) {
            change(node);
        }
    }

    pub(crate) fn node(&self, id: NodeId) -> Option<&Node> {
        self.nodes.get(id)
    }

    pub(crate) fn text_mut(&mut self, id: NodeId) -> Option<&mut String> {
        match self.nodes.get_mut(id).map(|node| &mut node.data) {
            Some(Data::Text(text)) => Some(text),
            _ => None,
        }
    }

    fn some(id: NodeId) -> Option<NodeId> {
        (id != NONE).then_some(id)
    }

    pub(crate) fn parent(&self, id: NodeId) -> Option<NodeId> {
        Self::some(self.node(id)?.parent)
    }

    pub(crate) fn first(&self, id: NodeId) -> Option<NodeId> {
        Self::some(self.node(id)?.first)
    }

    pub(crate) fn last(&self, id: NodeId) -> Option<NodeId> {
        Self::some(self.node(id)?.last)
    }

    pub(crate) fn before(&self, id: NodeId) -> Option<NodeId> {
        Self::some(self.node(id)?.before)
    }

    pub(crate) fn after(&self, id: NodeId) -> Option<NodeId> {
        Self::some(self.node(id)?.after)
    }

    /// The children, first to last.
    pub(crate) fn children(&self, id: NodeId) -> impl DoubleEndedIterator<Item = NodeId> + '_ {
        Children { dom: self, front: self.first(id), back: self.last(id) }
    }

    /// A node and those that it stands in.
    pub(crate) fn upwards(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(Some(id), |id| self.parent(*id))
    }

    pub(crate) fn line(&self, id: NodeId) -> usize {
        self.node(id).map_or(1, |node| usize::try_from(node.line.max(1)).unwrap_or(usize::MAX))
    }

    pub(crate) fn element(&self, id: NodeId) -> Option<&Element> {
        match &self.node(id)?.data {
            Data::Element(element) => Some(element),
            _ => None,
        }
    }

    /// The text of a node that is text.
    pub(crate) fn text(&self, id: NodeId) -> Option<&str> {
        match &self.node(id)?.data {
            Data::Text(text) => Some(text),
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
        self.within(id, |_| true)
    }

    /// A node and everything in it, in reading order, leaving out what stands in elements that are not to be entered.
    /// Those themselves are given.
    pub(crate) fn within<'a>(
        &'a self,
        root: NodeId,
        enters: impl Fn(NodeId) -> bool + 'a,
    ) -> impl Iterator<Item = NodeId> + 'a {
        let mut next = Some(root);
        std::iter::from_fn(move || {
            let at = next?;
            next = self
                .first(at)
                .filter(|_| enters(at))
                .or_else(|| self.upwards(at).take_while(|id| *id != root).find_map(|id| self.after(id)));
            Some(at)
        })
    }

    /// The text in a node without any layout.
    pub(crate) fn plain_text(&self, id: NodeId) -> String {
        self.descendants(id).filter_map(|id| self.text(id)).collect()
    }

    /// The beginning of the text in a node, its white space drawn together.
    pub(crate) fn words(&self, id: NodeId, characters: usize) -> String {
        let mut out = String::new();
        let mut left = characters;
        for c in self.descendants(id).filter_map(|id| self.text(id)).flat_map(str::chars) {
            if left == 0 {
                break;
            }
            match (c.is_whitespace(), out.ends_with(' ')) {
                (true, true) => continue,
                (true, false) => out.push(' '),
                (false, _) => out.push(c),
            }
            left -= 1;
        }
        out.trim().to_owned()
    }

    /// Whether the page has a script.
    pub(crate) fn has_script(&self) -> bool {
        (0..self.nodes.len()).any(|id| self.name(id) == "script")
    }
}

struct Children<'d> {
    dom: &'d Dom,
    front: Option<NodeId>,
    back: Option<NodeId>,
}

impl Iterator for Children<'_> {
    type Item = NodeId;

    fn next(&mut self) -> Option<NodeId> {
        let at = self.front?;
        if self.back == Some(at) {
            (self.front, self.back) = (None, None);
        } else {
            self.front = self.dom.after(at);
        }
        Some(at)
    }
}

impl DoubleEndedIterator for Children<'_> {
    fn next_back(&mut self) -> Option<NodeId> {
        let at = self.back?;
        if self.front == Some(at) {
            (self.front, self.back) = (None, None);
        } else {
            self.back = self.dom.before(at);
        }
        Some(at)
    }
}
