//! Selectors of style sheets, matched against the page's tree.

use std::cell::Cell;
use std::fmt;

use cssparser::ToCss;
use html5ever::{LocalName, Namespace, ns};
use precomputed_hash::PrecomputedHash;
use selectors::attr::{AttrSelectorOperation, CaseSensitivity, NamespaceConstraint};
use selectors::bloom::BloomFilter;
use selectors::matching::{ElementSelectorFlags, MatchingContext};
use selectors::parser::{ParseRelative, SelectorList, SelectorParseErrorKind};
use selectors::{Element, OpaqueElement, SelectorImpl};

use crate::dom::{Data, Dom, NodeId, ROOT};

/// The selectors of a rule.
///
/// # Errors
/// Why they are none, for the parser of the sheet.
pub(super) fn parse(text: &str) -> Result<SelectorList<Css>, cssparser::ParseError<SelectorParseErrorKind>> {
    SelectorList::parse(&Grammar, &mut cssparser::Parser::new(text), ParseRelative::No)
}

struct Grammar;

impl<'i> selectors::Parser<'i> for Grammar {
    type Impl = Css;
    type Error = SelectorParseErrorKind;

    fn parse_is_and_where(&self) -> bool {
        true
    }

    fn parse_non_ts_pseudo_class(&self, name: &str) -> Result<Class, cssparser::ParseError<Self::Error>> {
        let name = name.to_ascii_lowercase();
        match name.as_str() {
            "link" | "any-link" => Ok(Class::Link),
            "enabled" | "read-write" | "defined" => Ok(Class::Always),
            "visited" | "hover" | "active" | "focus" | "focus-within" | "focus-visible" | "target" | "checked"
            | "disabled" | "read-only" | "fullscreen" | "invalid" | "valid" => Ok(Class::Never),
            _ => Err(cssparser::ParseError::custom(SelectorParseErrorKind::UnsupportedPseudoClassOrElement)),
        }
    }

    fn parse_pseudo_element(&self, name: &str) -> Result<Pseudo, cssparser::ParseError<Self::Error>> {
        Ok(match name.to_ascii_lowercase().as_str() {
            "before" | "after" => Pseudo::Beside,
            _ => Pseudo::Other,
        })
    }
}

/// What selectors are made of here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Css;

impl SelectorImpl for Css {
    type ExtraMatchingData<'a> = ();
    type AttrValue = Value;
    type Identifier = Name;
    type LocalName = Name;
    type NamespaceUrl = Namespace;
    type NamespacePrefix = Name;
    type BorrowedNamespaceUrl = Namespace;
    type BorrowedLocalName = Name;
    type NonTSPseudoClass = Class;
    type PseudoElement = Pseudo;
}

/// A name in a selector: of an element, a class, an attribute.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Name(pub(super) LocalName);

impl From<&str> for Name {
    fn from(name: &str) -> Self {
        Self(name.into())
    }
}

impl PrecomputedHash for Name {
    fn precomputed_hash(&self) -> u32 {
        self.0.precomputed_hash()
    }
}

impl ToCss for Name {
    fn to_css<W: fmt::Write>(&self, out: &mut W) -> fmt::Result {
        cssparser::serialize_identifier(&self.0, out)
    }
}

/// A value in a selector by attribute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Value(String);

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self(value.to_owned())
    }
}

impl AsRef<str> for Value {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl ToCss for Value {
    fn to_css<W: fmt::Write>(&self, out: &mut W) -> fmt::Result {
        cssparser::serialize_string(&self.0, out)
    }
}

/// What a selector asks of an element's state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Link,
    Always,
    /// What a page that nobody touches never is.
    Never,
}

impl selectors::parser::NonTSPseudoClass for Class {
    fn is_active_or_hover(&self) -> bool {
        *self == Self::Never
    }

    fn is_user_action_state(&self) -> bool {
        *self == Self::Never
    }
}

impl ToCss for Class {
    fn to_css<W: fmt::Write>(&self, out: &mut W) -> fmt::Result {
        out.write_str(":link")
    }
}

/// What a selector asks for beside an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pseudo {
    /// What a sheet sets before or after the element's text.
    Beside,
    Other,
}

impl selectors::parser::PseudoElement for Pseudo {}

impl ToCss for Pseudo {
    fn to_css<W: fmt::Write>(&self, out: &mut W) -> fmt::Result {
        out.write_str("::before")
    }
}

/// An element of the page, as selectors see it; every step from one to another is counted.
#[derive(Clone, Copy)]
pub(super) struct Seen<'d> {
    pub(super) dom: &'d Dom,
    pub(super) id: NodeId,
    /// How many steps may still be taken. A match once begun is ended: it goes no way twice.
    pub(super) left: &'d Cell<usize>,
}

impl fmt::Debug for Seen<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.dom.name(self.id), self.id)
    }
}

impl<'d> Seen<'d> {
    /// The first element on a way through the tree.
    fn to(self, mut next: Option<NodeId>, step: impl Fn(&'d Dom, NodeId) -> Option<NodeId>) -> Option<Self> {
        loop {
            let id = next?;
            self.left.set(self.left.get().saturating_sub(1));
            if self.dom.element(id).is_some() {
                return Some(Self { id, ..self });
            }
            next = step(self.dom, id);
        }
    }

    fn attribute(&self, name: &str) -> Option<&'d str> {
        self.dom.attribute(self.id, name)
    }
}

impl Element for Seen<'_> {
    type Impl = Css;

    fn opaque(&self) -> OpaqueElement {
        match self.dom.node(self.id) {
            Some(node) => OpaqueElement::new(node),
            None => OpaqueElement::new(self.dom),
        }
    }

    fn parent_element(&self) -> Option<Self> {
        self.to(self.dom.parent(self.id), |_, _| None)
    }

    fn parent_node_is_shadow_root(&self) -> bool {
        false
    }

    fn containing_shadow_host(&self) -> Option<Self> {
        None
    }

    fn is_pseudo_element(&self) -> bool {
        false
    }

    fn prev_sibling_element(&self) -> Option<Self> {
        self.to(self.dom.before(self.id), Dom::before)
    }

    fn next_sibling_element(&self) -> Option<Self> {
        self.to(self.dom.after(self.id), Dom::after)
    }

    fn first_element_child(&self) -> Option<Self> {
        self.to(self.dom.first(self.id), Dom::after)
    }

    fn is_html_element_in_html_document(&self) -> bool {
        self.dom.element(self.id).is_some_and(|element| element.name.ns == ns!(html))
    }

    fn has_local_name(&self, name: &Name) -> bool {
        self.dom.element(self.id).is_some_and(|element| element.name.local == name.0)
    }

    fn has_namespace(&self, namespace: &Namespace) -> bool {
        self.dom.element(self.id).is_some_and(|element| element.name.ns == *namespace)
    }

    fn is_same_type(&self, other: &Self) -> bool {
        self.dom.name(self.id) == self.dom.name(other.id)
    }

    fn attr_matches(
        &self,
        _: &NamespaceConstraint<&Namespace>,
        name: &Name,
        operation: &AttrSelectorOperation<&Value>,
    ) -> bool {
        self.attribute(&name.0).is_some_and(|value| operation.eval_str(value))
    }

    fn match_non_ts_pseudo_class(&self, class: &Class, _: &mut MatchingContext<'_, Css>) -> bool {
        match class {
            Class::Link => self.is_link(),
            Class::Always => true,
            Class::Never => false,
        }
    }

    fn match_pseudo_element(&self, _: &Pseudo, _: &mut MatchingContext<'_, Css>) -> bool {
        false
    }

    fn apply_selector_flags(&self, _: ElementSelectorFlags) {}

    fn is_link(&self) -> bool {
        matches!(self.dom.name(self.id), "a" | "area") && self.attribute("href").is_some()
    }

    fn is_html_slot_element(&self) -> bool {
        false
    }

    fn has_id(&self, id: &Name, case: CaseSensitivity) -> bool {
        self.attribute("id").is_some_and(|own| case.eq(own.as_bytes(), id.0.as_bytes()))
    }

    fn has_class(&self, name: &Name, case: CaseSensitivity) -> bool {
        let classes = self.attribute("class").unwrap_or_default();
        classes.split_ascii_whitespace().any(|class| case.eq(class.as_bytes(), name.0.as_bytes()))
    }

    fn has_custom_state(&self, _: &Name) -> bool {
        false
    }

    fn imported_part(&self, _: &Name) -> Option<Name> {
        None
    }

    fn is_part(&self, _: &Name) -> bool {
        false
    }

    fn is_empty(&self) -> bool {
        self.dom.children(self.id).all(|id| match self.dom.node(id).map(|node| &node.data) {
            Some(Data::Text(text)) => text.is_empty(),
            Some(Data::Element(_)) => false,
            _ => true,
        })
    }

    fn is_root(&self) -> bool {
        self.dom.parent(self.id) == Some(ROOT)
    }

    fn add_element_unique_hashes(&self, _: &mut BloomFilter) -> bool {
        false
    }
}
