//! What of a page is seen, and how: the styles of every element worked out once, from the outside in.

use gongkai_core::StandsAt as _;
use gongkai_core::characters::{OffLine, SMALLEST_SEEN};
use gongkai_core::document::{Colour, Look, Void};
use gongkai_core::format::{Meter, ReadError};

use crate::beside::Beside;
use crate::dom::{Dom, NodeId, ROOT};
use crate::style::paint::Paint;
use crate::style::value::{Breaks, Display, Length, ListMark, OUT_OF_SIGHT, Shift};
use crate::style::{Set, Styles};

/// How an element is shown; what text in it looks like.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shown {
    pub(crate) display: Display,
    /// Whether it takes no part in what is seen, with everything in it.
    pub(crate) gone: bool,
    invisible: bool,
    struck: bool,
    off_line: Option<OffLine>,
    bold: bool,
    font: f32,
    colours: Colours,
    pub(crate) breaks: Breaks,
    pub(crate) list: Option<ListMark>,
    /// The link that it stands in.
    pub(crate) link: Option<NodeId>,
    /// Whether a picture is set behind its text.
    pub(crate) background: bool,
    /// Whether it stands where its style sheet sets it, over what is around it.
    pub(crate) set_apart: bool,
    right_to_left: bool,
    /// Whether its characters are shown in the reverse of their order.
    pub(crate) reversed: bool,
    /// Whether its style sheet sets something beside its text that the text does not hold.
    pub(crate) beside: bool,
}

/// Fonts are taken to be of this size where nothing says otherwise, in pixels.
const USUAL: f32 = 16.0;
/// Text that is raised or lowered by less of its font's height stands on the line.
const SLIGHT: f32 = 0.1;
/// Text of full size is set a little higher or lower to look right beside other letters.
const SLIGHT_AT_FULL_SIZE: f32 = 0.2;
/// Text smaller than this part of what stands around it is small.
const SMALL: f32 = 0.9;

/// The smallest text that anybody sees, in pixels.
pub(crate) fn smallest_seen() -> f32 {
    f32::from(SMALLEST_SEEN) * 4.0 / 3.0
}

impl Default for Shown {
    fn default() -> Self {
        Self {
            display: Display::Block,
            gone: false,
            invisible: false,
            struck: false,
            off_line: None,
            bold: false,
            font: USUAL,
            colours: Colours::of_page(true),
            breaks: Breaks::Space,
            list: None,
            link: None,
            background: false,
            set_apart: false,
            right_to_left: false,
            reversed: false,
            beside: false,
        }
    }
}

/// A page with how everything in it is shown.
pub(crate) struct Page<'d> {
    pub(crate) dom: &'d Dom,
    shown: Vec<Shown>,
    other_sheets: bool,
    /// Whether what is hidden is read too: some sites keep the article hidden until a script shows it.
    pub(crate) hidden_too: bool,
}

impl<'d> Page<'d> {
    /// Works out how everything in a page is shown.
    ///
    /// # Errors
    /// [`ReadError::TooLarge`] when its style sheets are larger than the limits allow.
    pub(crate) fn new(dom: &'d Dom, beside: &Beside<'_>, breaks: Breaks, meter: &mut Meter) -> Result<Self, ReadError> {
        let mut styles = Styles::of(dom, beside, meter)?;
        let other_sheets = styles.has_others();
        let start = Shown { breaks, colours: Colours::of_page(!other_sheets), ..Shown::default() };
        let mut shown = vec![start; dom.len()];
        for id in dom.descendants(ROOT).skip(1) {
            let around = dom.parent(id).and_then(|parent| shown.get(parent)).copied().unwrap_or(start);
            let own = match dom.element(id) {
                Some(_) => {
                    let set = styles.set(id, meter)?;
                    if matches!(dom.name(id), "col" | "colgroup") && set.ground.is_some() {
                        forget_ground(dom, id, &mut shown);
                    }
                    let foreign = other_sheets && may_be_set_by_others(dom, id);
                    let colours = around.colours.inside(dom, id, &set, foreign);
                    Shown { colours, ..inside(dom, id, &around, &set) }
                }
                None => around,
            };
            if let Some(place) = shown.get_mut(id) {
                *place = own;
            }
        }
        Ok(Self { dom, shown, other_sheets, hidden_too: false })
    }

    /// How a node is shown; text is as the element that it stands in.
    pub(crate) fn shown(&self, id: NodeId) -> Shown {
        self.shown.stands_at(id).copied().unwrap_or_default()
    }

    /// Whether an element takes no part in what is read.
    pub(crate) fn is_gone(&self, id: NodeId) -> bool {
        !self.hidden_too && self.shown(id).gone
    }

    /// How text in a node looks; the links of a page are known to whoever knows its address.
    pub(crate) fn look(&self, id: NodeId) -> Look<'static> {
        let shown = self.shown(id);
        let hidden =
            !self.hidden_too && (shown.gone || shown.invisible || shown.font < smallest_seen() || shown.colours.hide());
        let void = if shown.struck { Some(Void::Struck) } else { hidden.then_some(Void::Hidden) };
        Look { off_line: shown.off_line, void, bold: shown.bold, link: None }
    }

    /// Whether a text is the mark that a word processor set before the item of a list.
    pub(crate) fn is_mark(&self, id: NodeId) -> bool {
        self.shown(id).list == Some(ListMark::InText) && self.dom.text(id).is_some()
    }

    /// Whether an element is a table, by its name or by how it is set.
    pub(crate) fn is_table(&self, id: NodeId) -> bool {
        self.is(id, &["table"], Display::Table)
    }

    /// Whether an element is a row of a table.
    pub(crate) fn is_row(&self, id: NodeId) -> bool {
        self.is(id, &["tr"], Display::Row)
    }

    /// Whether an element is a cell of a table.
    pub(crate) fn is_cell(&self, id: NodeId) -> bool {
        self.is(id, &["td", "th"], Display::Cell)
    }

    fn is(&self, id: NodeId, names: &[&str], display: Display) -> bool {
        let name = self.dom.name(id);
        names.contains(&name) || (!is_of_table(name) && !name.is_empty() && self.shown(id).display == display)
    }

    /// Whether a table stands in something that is not shown.
    pub(crate) fn has_hidden_table(&self) -> bool {
        (0..self.dom.len()).any(|id| self.dom.name(id) == "table" && (self.shown(id).gone || self.shown(id).invisible))
    }

    /// Whether the page is set by style sheets that are not in it.
    pub(crate) fn has_other_sheets(&self) -> bool {
        self.other_sheets
    }

    /// Whether an element ends the line before and after it.
    pub(crate) fn is_block(&self, id: NodeId) -> bool {
        if matches!(self.dom.name(id), "br" | "hr") {
            return true;
        }
        !matches!(self.shown(id).display, Display::Inline | Display::InlineBox | Display::None)
            || (self.hidden_too
                && self.shown(id).display == Display::None
                && usual(self.dom.name(id)) != Display::Inline)
    }
}

/// Whether an element is a part of tables whatever its style says: narrow screens have them set as blocks.
fn is_of_table(name: &str) -> bool {
    matches!(name, "table" | "thead" | "tbody" | "tfoot" | "tr" | "td" | "th" | "caption" | "col" | "colgroup")
}

/// How an element takes part in the layout where no style says otherwise.
fn usual(name: &str) -> Display {
    match name {
        "p" | "div" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "ul" | "ol" | "dl" | "dt" | "dd" | "section"
        | "article" | "header" | "footer" | "main" | "aside" | "center" | "blockquote" | "form" | "fieldset"
        | "figure" | "figcaption" | "pre" | "listing" | "address" | "ucapcontent" | "ucaptitle" | "body" | "html"
        | "details" | "summary" | "dir" | "menu" | "legend" | "hgroup" | "search" | "caption" | "optgroup" | "xmp" => {
            Display::Block
        }
        "li" => Display::Item,
        "table" => Display::Table,
        "thead" | "tbody" | "tfoot" => Display::Group,
        "tr" => Display::Row,
        "td" | "th" => Display::Cell,
        "dialog" | "rp" => Display::None,
        _ => Display::Inline,
    }
}

/// What text is painted with and on; nothing for what cannot be told.
#[derive(Debug, Clone, Copy)]
struct Colours {
    ink: Option<Colour>,
    /// Whether text is painted with nothing at all.
    clear: bool,
    ground: Option<Colour>,
    /// Whether letters throw a shadow.
    shadow: bool,
    /// Whether letters are painted in another way than in their colour.
    outlined: bool,
}

impl Colours {
    /// Those of a page that says nothing of them, if its style sheets are known.
    fn of_page(known: bool) -> Self {
        let of = |colour| known.then_some(colour);
        Self { ink: of(Colour::BLACK), clear: false, ground: of(Colour::WHITE), shadow: false, outlined: false }
    }

    /// Those inside an element; a foreign one may be set by sheets that are not in the page.
    fn inside(self, dom: &Dom, id: NodeId, set: &Set, foreign: bool) -> Self {
        const LINK: Colour = Colour::new(0, 0, 238);
        const MARKED: Colour = Colour::new(255, 255, 0);
        let name = dom.name(id);
        let is_field = matches!(name, "input" | "textarea" | "select" | "button");
        let usual_ink = match name {
            "a" if dom.attribute(id, "href").is_some() => Some(LINK),
            "mark" => Some(Colour::BLACK),
            _ if is_field => Some(Colour::BLACK),
            // Old pages have their tables in the colour of the page, whatever stands around them.
            "table" if dom.quirks => None,
            _ => self.ink.filter(|_| !foreign),
        };
        let (ink, clear) = match set.ink {
            Some(Paint::Plain(colour)) => (Some(colour), false),
            Some(Paint::Clear) => (self.ink, true),
            Some(Paint::Unknown) => (None, false),
            Some(Paint::Inherited) => (self.ink, self.clear),
            None => (usual_ink, self.clear && usual_ink == self.ink),
        };
        let ground = match set.ground {
            _ if set.background => None,
            Some(Paint::Plain(colour)) => Some(colour),
            Some(Paint::Unknown) => None,
            None if name == "mark" => Some(MARKED),
            None if is_field => Some(Colour::WHITE),
            // What is laid over other text stands on whatever that stands on.
            _ => self.ground.filter(|_| !foreign && !set.out_of_flow),
        };
        let shadow = set.shadow.unwrap_or(self.shadow);
        Self { ink, clear, ground, shadow, outlined: self.outlined || set.outlined }
    }

    /// Whether nothing is seen of text.
    fn hide(self) -> bool {
        let lost = self.ink.zip(self.ground).is_some_and(|(ink, ground)| ink.is_lost_on(ground));
        !self.outlined && !self.shadow && (self.clear || lost)
    }
}

/// Whether an element is one that style sheets usually set: it has a class or a name, or is a part of the layout.
fn may_be_set_by_others(dom: &Dom, id: NodeId) -> bool {
    let named = ["class", "id"].into_iter().any(|name| dom.attribute(id, name).is_some());
    named || !matches!(usual(dom.name(id)), Display::Inline)
}

/// The ground of a table whose columns are painted lies below its rows and cannot be told for any one of them.
fn forget_ground(dom: &Dom, column: NodeId, shown: &mut [Shown]) {
    let table = dom.upwards(column).find(|id| dom.name(*id) == "table");
    if let Some(table) = table.and_then(|table| shown.get_mut(table)) {
        table.colours.ground = None;
    }
}

/// How an element is shown inside what stands around it.
fn inside(dom: &Dom, id: NodeId, around: &Shown, set: &Set) -> Shown {
    let name = dom.name(id);
    let display = match set.display {
        Some(display) if display == Display::None || !is_of_table(name) => display,
        None if name == "dialog" && dom.attribute(id, "open").is_some() => Display::Block,
        _ => usual(name),
    };
    let font = match (set.font_size, name) {
        (Some(size), _) => size.pixels(around.font),
        (None, "small" | "sup" | "sub") => around.font * 0.83,
        (None, "big") => around.font * 1.2,
        _ => around.font,
    };
    let beyond = |by: Option<Length>| by.is_some_and(|by| by.pixels(font) <= OUT_OF_SIGHT);
    // A box that is moved aside by its own width or more, as drawers are.
    let aside = matches!(set.left, Some(Length::Percent(part)) if part <= -100.0);
    // A box fixed to the window is out of it where its edge is by more than a line or two.
    let outside = |by: Option<Length>| by.is_some_and(|by| by.pixels(font) <= -3.0 * font);
    let away = (set.fixed && (outside(set.left) || outside(set.top)))
        || ((set.out_of_flow || set.relative) && (beyond(set.left) || beyond(set.top)))
        || (set.out_of_flow && aside);
    let nothing = set.overflow && (set.no_height || (set.no_width && display != Display::Inline));
    let out_of_line = set.floating || set.out_of_flow || display == Display::InlineBox;
    let strikes = set.struck.unwrap_or(matches!(name, "s" | "strike" | "del"));
    let right_to_left = set.right_to_left.unwrap_or(around.right_to_left);
    let overrides = set.override_direction.unwrap_or(name == "bdo");
    Shown {
        display,
        gone: around.gone
            || display == Display::None
            || set.transparent
            || set.hide
            || away
            || set.moved_left
            || set.moved_up
            || set.transformed
            || set.cut
            || (set.out_of_flow && set.clipped)
            || beyond(set.indent)
            || nothing,
        invisible: set.invisible.unwrap_or(around.invisible),
        struck: strikes || (around.struck && !out_of_line),
        colours: around.colours,
        off_line: around
            .off_line
            .or_else(|| of_formula(dom, id))
            .or_else(|| of_note(dom, id))
            .or_else(|| off_line(name, display, font, around.font, set)),
        bold: set.bold.unwrap_or(match name {
            "b" | "strong" | "th" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => true,
            _ => around.bold,
        }),
        font,
        breaks: set.breaks.unwrap_or(match name {
            "pre" | "listing" | "xmp" => Breaks::Kept,
            "table" => Breaks::Space,
            _ => around.breaks,
        }),
        list: set.list.or(if matches!(name, "ol" | "ul") { None } else { around.list }),
        link: if name == "a" && dom.attribute(id, "href").is_some() { Some(id) } else { around.link },
        background: set.background,
        set_apart: set.out_of_flow,
        right_to_left,
        reversed: (around.reversed || overrides) && right_to_left,
        beside: set.beside,
    }
}

/// Whether an element is what a formula sets above or below its first part: exponents and indices say so by their order.
fn of_formula(dom: &Dom, id: NodeId) -> Option<OffLine> {
    let parent = dom.parent(id)?;
    let ways: &[OffLine] = match dom.name(parent) {
        "msup" | "mover" => &[OffLine::Raised],
        "msub" | "munder" => &[OffLine::Lowered],
        "msubsup" | "munderover" => &[OffLine::Lowered, OffLine::Raised],
        _ => return None,
    };
    let at = dom.children(parent).filter(|child| !dom.name(*child).is_empty()).position(|child| child == id)?;
    ways.get(at.checked_sub(1)?).copied()
}

/// Whether an element is the mark of a note, as Word saves it: raised by a style that a site's editor may have taken away.
fn of_note(dom: &Dom, id: NodeId) -> Option<OffLine> {
    let target = dom.attribute(id, "href").filter(|_| dom.name(id) == "a")?;
    ["#_ftn", "#_edn"].iter().any(|note| target.starts_with(note)).then_some(OffLine::Raised)
}

/// Whether an element's text stands above or below the line of what stands around it.
fn off_line(name: &str, display: Display, font: f32, around: f32, set: &Set) -> Option<OffLine> {
    match name {
        "sup" | "rt" => return Some(OffLine::Raised),
        "sub" => return Some(OffLine::Lowered),
        _ if !matches!(display, Display::Inline | Display::InlineBox) => return None,
        _ => {}
    }
    let small = font < around * SMALL;
    let aligned = match set.shift {
        Some(Shift::Super) => return Some(OffLine::Raised),
        Some(Shift::Sub) => return Some(OffLine::Lowered),
        Some(Shift::Top) if small => return Some(OffLine::Raised),
        Some(Shift::Bottom) if small => return Some(OffLine::Lowered),
        Some(Shift::By(by)) => by.pixels(font),
        _ => 0.0,
    };
    let moved = match (set.relative, set.top, set.bottom, set.raised) {
        (_, _, _, Some(by)) => by.pixels(font),
        (true, Some(by), ..) => -by.pixels(font),
        (true, None, Some(by), _) => by.pixels(font),
        _ => 0.0,
    };
    let slight = around * if small { SLIGHT } else { SLIGHT_AT_FULL_SIZE };
    let rise =
        if aligned.abs() >= around * SLIGHT { aligned } else { 0.0 } + if moved.abs() >= slight { moved } else { 0.0 };
    if rise > 0.0 { Some(OffLine::Raised) } else { (rise < 0.0).then_some(OffLine::Lowered) }
}
