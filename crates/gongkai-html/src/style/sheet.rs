//! The rules of a page's own style sheets: those among them that decide what is seen.

use std::cell::Cell;
use std::collections::HashMap;
use std::rc::Rc;

use cssparser::{
    AtRuleParser, CowRcStr, DeclarationParser, ParseError, Parser, ParserState, QualifiedRuleParser,
    RuleBodyItemParser, RuleBodyParser, StyleSheetParser,
};
use gongkai_core::format::{Meter, ReadError};
use selectors::SelectorList;
use selectors::context::{
    MatchingContext, MatchingForInvalidation, MatchingMode, NeedsSelectorFlags, QuirksMode, SelectorCaches,
};
use selectors::matching::matches_selector;
use selectors::parser::{Component, Selector};

use super::select::{self, Css, Pseudo, Seen};
use super::value::{self, Declared};
use crate::dom::{Dom, NodeId};

/// The longest selectors that are followed, in bytes: they are read by going down into what they nest.
pub(crate) const LONGEST_SELECTORS: usize = 4096;
/// How deep conditions of a sheet may stand in each other.
pub(crate) const DEEPEST: usize = 8;
/// The width of the screen that a page is taken to be shown on, in pixels.
const SCREEN: f32 = 1280.0;

/// A declaration, and whether it is marked important.
pub(super) type Weighted = (Declared, bool);

/// One selector with what it declares.
struct Rule {
    selector: Selector<Css>,
    /// Whether it is what stands before or after an element that is set so.
    beside: bool,
    declarations: Rc<[Weighted]>,
}

/// All rules of a page, in their order.
#[derive(Default)]
pub(super) struct Sheet {
    rules: Vec<Rule>,
    /// The rules by the id, class or name that an element must have, in small letters.
    by_id: HashMap<String, Vec<usize>>,
    by_class: HashMap<String, Vec<usize>>,
    by_name: HashMap<String, Vec<usize>>,
    others: Vec<usize>,
}

/// A declaration that holds for an element, with what it weighs.
pub(super) struct Held {
    pub(super) declarations: Rc<[Weighted]>,
    pub(super) specificity: u32,
    pub(super) order: usize,
    pub(super) beside: bool,
}

impl Sheet {
    /// Adds the rules of one more sheet.
    pub(super) fn read(&mut self, text: &str, meter: &mut Meter) -> Result<(), ReadError> {
        let mut reader = RuleReader { found: Vec::new(), depth: 0 };
        let mut input = Parser::new(text);
        StyleSheetParser::new(&mut input, &mut reader).for_each(drop);
        for (selectors, declarations) in reader.found {
            let declarations: Rc<[Weighted]> = declarations.into();
            for selector in selectors.slice() {
                meter.nodes(1 + selector.len())?;
                self.add(selector.clone(), Rc::clone(&declarations));
            }
        }
        Ok(())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    fn add(&mut self, selector: Selector<Css>, declarations: Rc<[Weighted]>) {
        let beside = match selector.pseudo_element() {
            Some(Pseudo::Other) => return,
            Some(Pseudo::Beside) => true,
            None => false,
        };
        let index = self.rules.len();
        let mut places = (None, None, None);
        let mut compound = selector.iter();
        loop {
            for component in &mut compound {
                match component {
                    Component::ID(name) => places.0 = Some(name.0.to_ascii_lowercase()),
                    Component::Class(name) => places.1 = Some(name.0.to_ascii_lowercase()),
                    Component::LocalName(name) => places.2 = Some(name.lower_name.0.to_ascii_lowercase()),
                    _ => {}
                }
            }
            // What stands beside an element is parted from it by a combinator of its own.
            if !compound.next_sequence().is_some_and(|combinator| combinator.is_pseudo_element()) {
                break;
            }
        }
        let bucket = match places {
            (Some(id), ..) => self.by_id.entry(id.to_string()).or_default(),
            (_, Some(class), _) => self.by_class.entry(class.to_string()).or_default(),
            (_, _, Some(name)) => self.by_name.entry(name.to_string()).or_default(),
            _ => &mut self.others,
        };
        bucket.push(index);
        self.rules.push(Rule { selector, beside, declarations });
    }

    /// The declarations that hold for an element. Steps taken are taken from those that are left.
    pub(super) fn of(&self, dom: &Dom, id: NodeId, caches: &mut SelectorCaches, left: &Cell<usize>) -> Vec<Held> {
        let mut held = Vec::new();
        if self.rules.is_empty() {
            return held;
        }
        let quirks = if dom.quirks { QuirksMode::Quirks } else { QuirksMode::NoQuirks };
        let lower = |name: &str| dom.attribute(id, name).unwrap_or_default().to_ascii_lowercase();
        let (own, classes) = (lower("id"), lower("class"));
        let mut classes: Vec<&str> = classes.split_ascii_whitespace().collect();
        classes.sort_unstable();
        classes.dedup();
        let buckets = classes.into_iter().map(|class| self.by_class.get(class));
        let buckets = buckets.chain([self.by_id.get(&own), self.by_name.get(dom.name(id)), Some(&self.others)]);
        for index in buckets.flatten().flatten() {
            let Some(rule) = self.rules.get(*index) else { continue };
            let Some(still) = left.get().checked_sub(1) else { break };
            left.set(still);
            let mode = if rule.beside { MatchingMode::ForStatelessPseudoElement } else { MatchingMode::Normal };
            let mut context =
                MatchingContext::new(mode, None, caches, quirks, NeedsSelectorFlags::No, MatchingForInvalidation::No);
            let seen = Seen { dom, id, left };
            if matches_selector(&rule.selector, 0, None, seen, &mut context) {
                held.push(Held {
                    declarations: Rc::clone(&rule.declarations),
                    specificity: rule.selector.specificity(),
                    order: *index,
                    beside: rule.beside,
                });
            }
        }
        held
    }
}

/// The declarations of an element's own style.
pub(super) fn declarations(style: &str) -> Vec<Weighted> {
    let mut input = Parser::new(style);
    body(&mut input)
}

fn body(input: &mut Parser<'_>) -> Vec<Weighted> {
    let mut reader = BodyReader { found: Vec::new() };
    RuleBodyParser::new(input, &mut reader).for_each(drop);
    reader.found
}

struct RuleReader {
    found: Vec<(SelectorList<Css>, Vec<Weighted>)>,
    depth: usize,
}

/// The text up to where the parser must stop.
fn rest<'i>(input: &mut Parser<'i>) -> &'i str {
    let start = input.position();
    while input.next_including_whitespace_and_comments().is_ok() {}
    input.slice_from(start)
}

impl<'i> QualifiedRuleParser<'i> for RuleReader {
    type Prelude = SelectorList<Css>;
    type QualifiedRule = ();
    type Error = ();

    fn parse_prelude(&mut self, input: &mut Parser<'i>) -> Result<Self::Prelude, ParseError<()>> {
        let text = rest(input);
        let selectors = (text.len() <= LONGEST_SELECTORS).then(|| select::parse(text)).and_then(Result::ok);
        selectors.ok_or_else(|| ParseError::custom(()))
    }

    fn parse_block(
        &mut self,
        selectors: Self::Prelude,
        _: &ParserState,
        input: &mut Parser<'i>,
    ) -> Result<(), ParseError<()>> {
        let declarations = body(input);
        if !declarations.is_empty() {
            self.found.push((selectors, declarations));
        }
        Ok(())
    }
}

impl<'i> AtRuleParser<'i> for RuleReader {
    type Prelude = ();
    type AtRule = ();
    type Error = ();

    fn parse_prelude(&mut self, name: CowRcStr<'i>, input: &mut Parser<'i>) -> Result<(), ParseError<()>> {
        let condition = rest(input).to_ascii_lowercase();
        let holds = match name.to_ascii_lowercase().as_str() {
            "media" => is_shown_on_screen(&condition),
            "supports" => !condition.trim_start().starts_with("not"),
            "layer" => true,
            _ => false,
        };
        if holds && self.depth < DEEPEST { Ok(()) } else { Err(ParseError::custom(())) }
    }

    fn rule_without_block(&mut self, (): (), _: &ParserState) -> Result<(), ()> {
        Ok(())
    }

    fn parse_block(&mut self, (): (), _: &ParserState, input: &mut Parser<'i>) -> Result<(), ParseError<()>> {
        self.depth += 1;
        StyleSheetParser::new(input, self).for_each(drop);
        self.depth -= 1;
        Ok(())
    }
}

/// Whether what a condition guards is shown on the screen of an office computer.
pub(super) fn is_shown_on_screen(condition: &str) -> bool {
    let condition = condition.trim().to_ascii_lowercase();
    condition.is_empty() || condition.split(',').any(|query| holds(query.trim()))
}

fn holds(query: &str) -> bool {
    query.split(" and ").map(str::trim).all(|part| {
        let part = part.trim_start_matches("only ").trim();
        let Some(feature) = part.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) else {
            return matches!(part, "screen" | "all" | "not print");
        };
        let (name, value) = feature.split_once(':').unwrap_or((feature, ""));
        let width = value::length(value.trim()).map(|length| length.pixels(16.0));
        match (name.trim(), width) {
            ("min-width" | "min-device-width", Some(width)) => width <= SCREEN,
            ("max-width" | "max-device-width", Some(width)) => width >= SCREEN,
            ("orientation", _) => value.trim() == "landscape",
            ("prefers-color-scheme", _) => value.trim() == "light",
            ("hover", _) => value.trim() != "none",
            _ => false,
        }
    })
}

struct BodyReader {
    found: Vec<Weighted>,
}

impl<'i> DeclarationParser<'i> for BodyReader {
    type Declaration = ();
    type Error = ();

    fn parse_value(
        &mut self,
        name: CowRcStr<'i>,
        input: &mut Parser<'i>,
        _: &ParserState,
    ) -> Result<(), ParseError<()>> {
        let value = rest(input).to_ascii_lowercase();
        let bare = value.split("/*").map(|part| part.split_once("*/").map_or(part, |(_, after)| after));
        let value: String = bare.collect();
        let value = value.trim();
        let unmarked = value.strip_suffix("important").map(str::trim_end).and_then(|rest| rest.strip_suffix('!'));
        let found = &mut self.found;
        value::read(&name.to_ascii_lowercase(), unmarked.unwrap_or(value), |declared| {
            found.push((declared, unmarked.is_some()));
        });
        Ok(())
    }
}

impl AtRuleParser<'_> for BodyReader {
    type Prelude = ();
    type AtRule = ();
    type Error = ();
}

impl QualifiedRuleParser<'_> for BodyReader {
    type Prelude = ();
    type QualifiedRule = ();
    type Error = ();
}

impl RuleBodyItemParser<'_, (), ()> for BodyReader {
    fn parse_declarations(&self) -> bool {
        true
    }

    fn parse_qualified(&self) -> bool {
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_of_a_sheet() {
        for shown in ["", "screen", "all", "print, screen", "only screen and (min-width: 768px)", "not print"] {
            assert!(is_shown_on_screen(shown), "{shown}");
        }
        for not in ["print", "screen and (max-width:640px)", "(prefers-color-scheme: dark)", "speech"] {
            assert!(!is_shown_on_screen(not), "{not}");
        }
    }

    #[test]
    fn declarations_of_a_style() {
        let found =
            declarations("color:red;; text-DECORATION : LINE-THROUGH /* x */ ! important; broken; display:none");
        let struck = (Declared::Struck(true), true);
        assert!(
            found.contains(&struck)
                && found.iter().any(|(d, important)| !important && matches!(d, Declared::Display(_)))
        );
        assert!(declarations("a{b:c").is_empty());
    }
}
