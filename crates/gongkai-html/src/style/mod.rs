//! How a page's own style sheets and attributes set an element: which declarations hold, in the order that CSS gives
//! them.

pub(crate) mod paint;
mod select;
mod sheet;
pub(crate) mod value;

use std::borrow::Cow;
use std::cell::Cell;

use gongkai_core::format::{Meter, ReadError};
use selectors::context::SelectorCaches;

use self::paint::Paint;
pub(crate) use self::sheet::{DEEPEST, LONGEST_SELECTORS};
use self::sheet::{Held, Sheet};
use self::value::{Breaks, Declared, Display, Length, ListMark, Shift, Size};
use crate::beside::Beside;
use crate::dom::{Dom, NodeId, ROOT};

/// A step from one element to another costs as much as so many other steps of work.
const STEP: usize = 4;

/// What is set for one element, by whatever rule has the last word; nothing where no rule says it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Set {
    pub(crate) display: Option<Display>,
    pub(crate) invisible: Option<bool>,
    pub(crate) transparent: bool,
    pub(crate) font_size: Option<Size>,
    pub(crate) struck: Option<bool>,
    pub(crate) shift: Option<Shift>,
    pub(crate) raised: Option<Length>,
    pub(crate) hide: bool,
    pub(crate) relative: bool,
    pub(crate) out_of_flow: bool,
    pub(crate) fixed: bool,
    pub(crate) floating: bool,
    pub(crate) top: Option<Length>,
    pub(crate) bottom: Option<Length>,
    pub(crate) left: Option<Length>,
    pub(crate) indent: Option<Length>,
    pub(crate) bold: Option<bool>,
    pub(crate) breaks: Option<Breaks>,
    pub(crate) list: Option<ListMark>,
    pub(crate) background: bool,
    pub(crate) right_to_left: Option<bool>,
    pub(crate) override_direction: Option<bool>,
    pub(crate) clipped: bool,
    pub(crate) cut: bool,
    pub(crate) ink: Option<Paint>,
    pub(crate) ground: Option<Paint>,
    pub(crate) shadow: Option<bool>,
    pub(crate) outlined: bool,
    pub(crate) moved_left: bool,
    pub(crate) moved_up: bool,
    pub(crate) transformed: bool,
    pub(crate) overflow: bool,
    pub(crate) no_width: bool,
    pub(crate) no_height: bool,
    /// Whether something is set before or after the element's text that the page's text does not hold.
    pub(crate) beside: bool,
}

impl Set {
    fn apply(&mut self, declared: &Declared) {
        match declared {
            Declared::Display(display) => self.display = Some(*display),
            Declared::Invisible(is) => self.invisible = Some(*is),
            Declared::Opacity(none) => self.transparent = *none,
            Declared::FontSize(size) => self.font_size = Some(*size),
            Declared::Struck(is) => self.struck = Some(*is),
            Declared::Shift(shift) => self.shift = Some(*shift),
            Declared::Raised(by) => self.raised = Some(*by),
            Declared::Hide(is) => self.hide = *is,
            Declared::Relative(is) => self.relative = *is,
            Declared::OutOfFlow(is) => self.out_of_flow = *is,
            Declared::Fixed(is) => self.fixed = *is,
            Declared::Floating(is) => self.floating = *is,
            Declared::Top(by) => self.top = Some(*by),
            Declared::Bottom(by) => self.bottom = Some(*by),
            Declared::Left(by) => self.left = Some(*by),
            Declared::Indent(by) => self.indent = Some(*by),
            Declared::Bold(is) => self.bold = Some(*is),
            Declared::Breaks(breaks) => self.breaks = Some(*breaks),
            Declared::List(mark) => self.list = Some(*mark),
            Declared::Content(_) => {}
            Declared::Background(is) => self.background = *is,
            Declared::RightToLeft(is) => self.right_to_left = Some(*is),
            Declared::Override(is) => self.override_direction = Some(*is),
            Declared::Clipped(is) => self.clipped = *is,
            Declared::Cut(is) => self.cut = *is,
            Declared::Ink(paint) => self.ink = Some(*paint),
            Declared::Ground(paint) => self.ground = Some(*paint),
            Declared::Shadow(is) => self.shadow = Some(*is),
            Declared::Outlined => self.outlined = true,
            Declared::MovedLeft(is) => self.moved_left = *is,
            Declared::MovedUp(is) => self.moved_up = *is,
            Declared::Transformed(is) => self.transformed = *is,
            Declared::Overflow(is) => self.overflow = *is,
            Declared::NoWidth(is) => self.no_width = *is,
            Declared::NoHeight(is) => self.no_height = *is,
        }
    }
}

/// The style sheets of a page, ready to be asked for one element after the other.
pub(crate) struct Styles<'d> {
    dom: &'d Dom,
    sheet: Sheet,
    others: bool,
    caches: SelectorCaches,
    left: Cell<usize>,
}

impl<'d> Styles<'d> {
    /// Reads the sheets that stand in the page itself, and those that came with it.
    ///
    /// # Errors
    /// [`ReadError::TooLarge`] when they have more rules than the limits allow.
    pub(crate) fn of(dom: &'d Dom, beside: &Beside<'_>, meter: &mut Meter) -> Result<Self, ReadError> {
        let mut sheet = Sheet::default();
        let mut others = false;
        let attribute = |id, name| dom.attribute(id, name).unwrap_or_default();
        for id in dom.descendants(ROOT) {
            let text = match dom.name(id) {
                "style" => Some(Cow::Owned(dom.plain_text(id))),
                "link" if is_linked_sheet(attribute(id, "rel")) => {
                    meter.work(beside.len())?;
                    beside.sheet(attribute(id, "href")).map(Cow::Borrowed)
                }
                _ => continue,
            };
            let Some(text) = text else {
                others = true;
                continue;
            };
            let kind = attribute(id, "type");
            let is_sheet = kind.is_empty() || kind.to_ascii_lowercase().contains("css");
            if is_sheet && sheet::is_shown_on_screen(attribute(id, "media")) {
                meter.work(text.len())?;
                others |= text.contains("@import");
                sheet.read(&text, meter)?;
            }
        }
        let left = Cell::new(meter.limits().work / STEP);
        Ok(Self { dom, sheet, others, caches: SelectorCaches::default(), left })
    }

    /// Whether the page is set by style sheets that are not known.
    pub(crate) fn has_others(&self) -> bool {
        self.others
    }

    /// What is set for an element.
    ///
    /// # Errors
    /// [`ReadError::TooLarge`] when finding the rules takes more steps than the limits allow.
    pub(crate) fn set(&mut self, id: NodeId, meter: &Meter) -> Result<Set, ReadError> {
        let mut set = Set::default();
        by_attributes(self.dom, id, &mut set);
        let held =
            if self.sheet.is_empty() { Vec::new() } else { self.sheet.of(self.dom, id, &mut self.caches, &self.left) };
        if self.left.get() == 0 {
            return Err(ReadError::TooLarge {
                what: "样式规则的比对次数 / matching of style rules",
                limit: meter.limits().work / STEP,
            });
        }
        let own = self.dom.attribute(id, "style").map(sheet::declarations).unwrap_or_default();
        cascade(&mut set, held, &own);
        Ok(set)
    }
}

/// Whether a page may call a style sheet by its address.
pub(crate) fn may_link(bytes: &[u8]) -> bool {
    memchr::memmem::find(bytes, b"tylesheet").is_some()
}

/// The addresses of the style sheets that a page calls so.
pub(crate) fn linked(dom: &Dom) -> impl Iterator<Item = &str> {
    let links = dom.descendants(ROOT).filter(|id| dom.name(*id) == "link");
    links
        .filter(|id| is_linked_sheet(dom.attribute(*id, "rel").unwrap_or_default()))
        .filter_map(|id| dom.attribute(id, "href"))
}

/// Whether a link of this kind is to a style sheet that is in force.
fn is_linked_sheet(kind: &str) -> bool {
    let is = |name: &str| kind.split_ascii_whitespace().any(|word| word.eq_ignore_ascii_case(name));
    is("stylesheet") && !is("alternate")
}

fn cascade(set: &mut Set, mut held: Vec<Held>, own: &[sheet::Weighted]) {
    held.sort_by_key(|held| (held.specificity, held.order));
    for important in [false, true] {
        for rule in held.iter().filter(|rule| !rule.beside) {
            for (declared, _) in rule.declarations.iter().filter(|(_, weighs)| *weighs == important) {
                set.apply(declared);
            }
        }
        for (declared, _) in own.iter().filter(|(_, weighs)| *weighs == important) {
            set.apply(declared);
        }
    }
    let beside = held.iter().filter(|rule| rule.beside).flat_map(|rule| rule.declarations.iter());
    let mut contents = beside.filter_map(|(declared, _)| match declared {
        Declared::Content(some) => Some(*some),
        _ => None,
    });
    set.beside = contents.next_back().unwrap_or(false);
}

/// What attributes set that are older than style sheets.
fn by_attributes(dom: &Dom, id: NodeId, set: &mut Set) {
    if dom.element(id).is_none_or(|element| element.attributes.is_empty()) {
        return;
    }
    let attribute = |name| dom.attribute(id, name).map(|value| value.trim().to_ascii_lowercase());
    if dom.attribute(id, "hidden").is_some() {
        set.display = Some(Display::None);
    }
    if let Some(direction) = attribute("dir") {
        set.right_to_left = Some(direction == "rtl");
    }
    let name = dom.name(id);
    if matches!(name, "body" | "table" | "thead" | "tbody" | "tfoot" | "tr" | "td" | "th" | "col" | "colgroup") {
        set.ground = dom.attribute(id, "bgcolor").map(paint::of_attribute);
    }
    if let Some(colour) = dom.attribute(id, if name == "body" { "text" } else { "color" })
        && matches!(name, "body" | "font")
    {
        set.ink = Some(paint::of_attribute(colour));
    }
    match name {
        "font" => {
            const SIZES: [f32; 8] = [10.0, 10.0, 13.0, 16.0, 18.0, 24.0, 32.0, 48.0];
            let size = attribute("size").unwrap_or_default();
            set.font_size = match size.strip_prefix(['-', '+']) {
                Some(_) if size.starts_with('-') => Some(Size::Times(0.83)),
                Some(_) => Some(Size::Times(1.2)),
                None => size.parse::<usize>().ok().and_then(|size| SIZES.get(size)).map(|size| Size::Named(*size)),
            };
        }
        "ol" | "li" | "ul" => {
            set.list = match dom.attribute(id, "type").map(str::trim) {
                Some("1") => Some(ListMark::Decimal),
                Some("a") => Some(ListMark::LowerLetter),
                Some("A") => Some(ListMark::UpperLetter),
                Some("i") => Some(ListMark::LowerRoman),
                Some("I") => Some(ListMark::UpperRoman),
                Some("none") => Some(ListMark::None),
                Some("disc") => Some(ListMark::Disc),
                Some("circle") => Some(ListMark::Circle),
                Some("square") => Some(ListMark::Square),
                _ => None,
            };
        }
        "td" | "th" | "table" | "tr" | "body" => {
            set.background = dom.attribute(id, "background").is_some_and(|image| !image.is_empty());
        }
        _ => {}
    }
}
