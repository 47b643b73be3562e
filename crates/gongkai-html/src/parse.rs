//! From a page's text to its tree, as browsers build it, counted before it grows.

use gongkai_core::Within;
use std::borrow::Cow;
use std::cell::{Cell, RefCell};

use gongkai_core::format::{Meter, ReadError};
use html5ever::interface::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{Attribute, LocalName, Namespace, QualName, TokenizerResult};

use crate::dom::{Data, Dom, Element, NodeId, ROOT};
use crate::guard;

/// The parser is handed the page in pieces of so many bytes, so that a page over a limit is given up early.
const PIECE: usize = 1 << 10;
/// Values of attributes are kept up to so many bytes: pictures packed into a page are not read.
pub(crate) const LONGEST_VALUE: usize = 64 << 10;

/// Parses a page.
///
/// # Errors
/// [`ReadError::TooLarge`] when elements nest deeper or are more than the limits allow.
pub(crate) fn parse(text: &str, meter: &mut Meter) -> Result<Dom, ReadError> {
    let text = guard::admit(text)?;
    let mut dom = Dom::default();
    dom.add(Data::Other, 1);
    let sink = Sink {
        dom: RefCell::new(dom),
        meter: RefCell::new(meter.clone()),
        refused: RefCell::new(None),
        line: Cell::new(1),
        deepest: Cell::new(0),
    };
    let builder = TreeBuilder::new(sink, TreeBuilderOpts::default());
    let tokenizer = Tokenizer::new(Counting(builder), TokenizerOpts::default());
    let input = BufferQueue::default();
    let depth = u32::try_from(meter.limits().depth).unwrap_or(u32::MAX);
    let mut rest = &*text;
    while !rest.is_empty() {
        let (piece, after) = rest.split_at_checked(rest.floor_char_boundary(PIECE)).unwrap_or((rest, ""));
        rest = after;
        input.push_back(StrTendril::from(piece));
        while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
        let sink = &tokenizer.sink.0.sink;
        if let Some(error) = sink.refused.take() {
            return Err(error);
        }
        if sink.deepest.get() > depth {
            return Err(ReadError::TooLarge {
                what: "元素嵌套层数 / nesting of elements",
                limit: meter.limits().depth,
            });
        }
    }
    tokenizer.end();
    let sink = tokenizer.sink.0.sink;
    if let Some(error) = sink.refused.take() {
        return Err(error);
    }
    *meter = sink.meter.into_inner();
    Ok(sink.dom.into_inner())
}

/// Counts tags and attributes on their way to the builder of the tree, those too from which no element is made.
struct Counting(TreeBuilder<NodeId, Sink>);

impl TokenSink for Counting {
    type Handle = NodeId;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<NodeId> {
        if let Token::TagToken(tag) = &token {
            self.0.sink.count(|meter| meter.nodes(tag.attrs.len()));
        }
        self.0.process_token(token, line)
    }

    fn end(&self) {
        self.0.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.0.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

struct Sink {
    dom: RefCell<Dom>,
    meter: RefCell<Meter>,
    /// What went over its limit first.
    refused: RefCell<Option<ReadError>>,
    line: Cell<u32>,
    deepest: Cell<u32>,
}

impl Sink {
    fn count(&self, count: impl FnOnce(&mut Meter) -> Result<(), ReadError>) {
        if let Err(error) = count(&mut self.meter.borrow_mut()) {
            self.refused.borrow_mut().get_or_insert(error);
        }
    }

    fn add(&self, data: Data) -> NodeId {
        self.count(|meter| meter.nodes(1));
        self.dom.borrow_mut().add(data, self.line.get())
    }

    /// Hangs a node or text into a parent before one of its children, or at its end.
    fn insert(&self, parent: NodeId, before: Option<NodeId>, child: NodeOrText<NodeId>) {
        let id = match child {
            NodeOrText::AppendNode(id) => {
                self.dom.borrow_mut().unhang(id);
                id
            }
            NodeOrText::AppendText(text) => {
                let mut dom = self.dom.borrow_mut();
                // What a script says is no text of the page.
                if dom.name(parent) == "script" {
                    return;
                }
                self.count(|meter| meter.characters(text.chars().count()));
                let neighbour = before.map_or_else(|| dom.last(parent), |before| dom.before(before));
                if let Some(own) = neighbour.and_then(|id| dom.text_mut(id)) {
                    own.push_str(&text);
                    return;
                }
                drop(dom);
                self.add(Data::Text(text.to_string()))
            }
        };
        let depth = self.dom.borrow_mut().hang(parent, before, id);
        self.deepest.set(self.deepest.get().max(depth));
    }
}

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

fn kept(mut attribute: Attribute) -> (LocalName, StrTendril) {
    if attribute.value.len() > LONGEST_VALUE {
        let end = attribute.value.floor_char_boundary(LONGEST_VALUE);
        attribute.value = StrTendril::from(attribute.value.within(..end));
    }
    (attribute.name.local, attribute.value)
}

impl TreeSink for Sink {
    type Handle = NodeId;
    type Output = ();
    type ElemName<'a> = Name;

    fn finish(self) {}

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> NodeId {
        ROOT
    }

    fn elem_name<'a>(&'a self, target: &'a NodeId) -> Name {
        match self.dom.borrow().element(*target) {
            Some(element) => Name { namespace: element.name.ns.clone(), local: element.name.local.clone() },
            None => Name { namespace: Namespace::default(), local: LocalName::default() },
        }
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, flags: ElementFlags) -> NodeId {
        let attributes = attributes.into_iter().map(kept).collect();
        let template = flags.template.then(|| self.add(Data::Other));
        self.add(Data::Element(Box::new(Element { name, attributes, template })))
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
        let parent = self.dom.borrow().parent(*element);
        match parent {
            Some(parent) => self.insert(parent, Some(*element), child),
            None => self.insert(*previous, None, child),
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        self.dom.borrow().element(*target).and_then(|element| element.template).unwrap_or(*target)
    }

    fn same_node(&self, x: &NodeId, y: &NodeId) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, mode: QuirksMode) {
        self.dom.borrow_mut().quirks = mode == QuirksMode::Quirks;
    }

    fn append_before_sibling(&self, sibling: &NodeId, child: NodeOrText<NodeId>) {
        let parent = self.dom.borrow().parent(*sibling);
        if let Some(parent) = parent {
            self.insert(parent, Some(*sibling), child);
        }
    }

    fn add_attrs_if_missing(&self, _: &NodeId, _: Vec<Attribute>) {}

    fn remove_from_parent(&self, target: &NodeId) {
        self.dom.borrow_mut().unhang(*target);
    }

    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        let mut dom = self.dom.borrow_mut();
        while let Some(child) = dom.first(*node) {
            self.count(|meter| meter.work(1));
            if self.refused.borrow().is_some() {
                return;
            }
            dom.unhang(child);
            dom.hang(*new_parent, None, child);
        }
    }

    fn set_current_line(&self, line: u64) {
        self.line.set(u32::try_from(line).unwrap_or(u32::MAX));
    }
}
