//! How runs look: what their own properties, their styles, the table and the document's defaults say together.
//!
//! Word resolves these in two ways (ISO/IEC 29500-1, 17.7.2 and 17.7.3). Most settings are taken from the nearest that
//! states them: the run, its character style, the paragraph's style, the table's style, the defaults. Some are
//! *toggles*: styles that both set them take each other back.

use std::rc::Rc;

use gongkai_core::characters::{OffLine, SMALLEST_SEEN};
use gongkai_core::document::{Colour, Void};
use gongkai_core::format::ReadError;
use gongkai_opc::Element;

use super::colours::{Ground, Ink};

/// What one place (a run, a style, the defaults) states about the look of text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Stated {
    bold: Option<bool>,
    struck: Option<bool>,
    struck_twice: Option<bool>,
    hidden: Option<bool>,
    /// `w:vertAlign`: raised, lowered, or expressly on the line.
    level: Option<Option<OffLine>>,
    /// How far the text is set above its line, in half-points.
    position: Option<i32>,
    size: Option<u32>,
    /// How wide its letters are, in hundredths of their usual width.
    scale: Option<u32>,
    font: Option<Pictorial>,
    ink: Option<Ink>,
    ground: Option<Ground>,
    highlight: Option<Ground>,
    /// Whether its letters are drawn with lines or shadows, and so are seen on any ground.
    outlined: Option<bool>,
}

/// The fonts whose characters are pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pictorial {
    /// Any font of letters and characters.
    None,
    Symbol,
    Wingdings,
    Wingdings2,
    Wingdings3,
    Webdings,
}

/// How a run looks in the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RunLook {
    pub(super) void: Option<Void>,
    pub(super) bold: bool,
    pub(super) level: Option<OffLine>,
    pub(super) position: i32,
    pub(super) size: u32,
    pub(super) font: Pictorial,
    pub(super) link: Option<Rc<str>>,
    /// Whether its lines end for want of room, and not where the text has lines.
    pub(super) for_room: bool,
}

/// Text whose letters have less of their width, in hundredths, is not seen.
const NARROWEST: u32 = 10;

/// The size of text of which nothing states one: 10 pt.
const USUAL_SIZE: u32 = 20;

impl Default for RunLook {
    fn default() -> Self {
        Self {
            void: None,
            bold: false,
            level: None,
            position: 0,
            size: USUAL_SIZE,
            font: Pictorial::None,
            link: None,
            for_room: false,
        }
    }
}

/// What stands around a run and speaks for it where it says nothing itself, from the farthest to the nearest.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Surroundings {
    pub(super) defaults: Stated,
    pub(super) table: Stated,
    pub(super) paragraph: Stated,
    /// The colour behind the paragraph: of its cell, or of the page; nothing where it cannot be told.
    pub(super) behind: Option<Colour>,
    /// Whether the place of the paragraph is one where nobody sees it.
    pub(super) unseen: bool,
}

impl Stated {
    /// Takes a property of `w:rPr`; whatever is none of a run's look is passed over.
    pub(super) fn take(&mut self, element: &Element<'_>) -> Result<(), ReadError> {
        match element.name() {
            "b" => self.bold = Some(switched_on(element)?),
            "strike" => self.struck = Some(switched_on(element)?),
            "dstrike" => self.struck_twice = Some(switched_on(element)?),
            "vanish" => self.hidden = Some(switched_on(element)?),
            "vertAlign" => {
                self.level = match element.val()?.as_deref().map(str::trim) {
                    Some("superscript") => Some(Some(OffLine::Raised)),
                    Some("subscript") => Some(Some(OffLine::Lowered)),
                    Some("baseline") => Some(None),
                    _ => self.level,
                };
            }
            "position" => self.position = element.val()?.and_then(|value| half_points(&value)).or(self.position),
            "sz" => {
                let size = element.val()?.and_then(|value| half_points(&value));
                self.size = size.and_then(|size| u32::try_from(size).ok()).or(self.size);
            }
            "w" => {
                let scale = element.val()?.and_then(|value| value.trim().trim_end_matches('%').parse().ok());
                self.scale = scale.or(self.scale);
            }
            "color" => self.ink = Ink::of(element)?.or(self.ink),
            "shd" => self.ground = Some(Ground::of_shading(element)?),
            "highlight" => self.highlight = Some(Ground::of_highlight(element)?),
            "outline" | "shadow" | "emboss" | "imprint" => self.outlined = Some(switched_on(element)?),
            "rFonts" => {
                let named = [element.attribute("ascii")?, element.attribute("hAnsi")?];
                let named = named.into_iter().flatten().next();
                self.font = named.map(|name| Pictorial::named(&name)).or(self.font);
            }
            _ => {}
        }
        Ok(())
    }

    /// The font, where one is stated.
    pub(super) fn font(&self) -> Option<Pictorial> {
        self.font
    }

    /// The same on another ground, where one is stated.
    pub(super) fn with_ground(self, ground: Option<Ground>) -> Self {
        Self { ground: ground.or(self.ground), ..self }
    }

    /// Whether text is said to be bold, where anything is said of it.
    pub(super) fn bold(&self) -> Option<bool> {
        self.bold
    }

    /// What is seen behind text of which nothing else is stated, with a colour behind it.
    pub(super) fn ground_on(&self, behind: Option<Colour>) -> Option<Colour> {
        self.ground.map_or(behind, |ground| ground.on(behind))
    }

    /// What is stated here, and else by what it is based on.
    pub(super) fn over(self, base: Self) -> Self {
        Self {
            bold: self.bold.or(base.bold),
            struck: self.struck.or(base.struck),
            struck_twice: self.struck_twice.or(base.struck_twice),
            hidden: self.hidden.or(base.hidden),
            level: self.level.or(base.level),
            position: self.position.or(base.position),
            size: self.size.or(base.size),
            scale: self.scale.or(base.scale),
            font: self.font.or(base.font),
            ink: self.ink.or(base.ink),
            ground: self.ground.or(base.ground),
            highlight: self.highlight.or(base.highlight),
            outlined: self.outlined.or(base.outlined),
        }
    }
}

impl Surroundings {
    /// How a run looks that states this itself and has a character style that states that.
    pub(super) fn look(&self, own: Stated, character: Stated) -> RunLook {
        let toggled = |of: fn(&Stated) -> Option<bool>| {
            let on = |stated: &Stated| of(stated) == Some(true);
            let styles = [&self.table, &self.paragraph, &character].into_iter().filter(|stated| on(stated)).count();
            of(&own).unwrap_or(on(&self.defaults) || styles % 2 == 1)
        };
        let nearest = own.over(character).over(self.paragraph).over(self.table).over(self.defaults);
        let struck = toggled(|stated| stated.struck) || nearest.struck_twice == Some(true);
        let size = nearest.size.unwrap_or(USUAL_SIZE);
        let narrow = nearest.scale.is_some_and(|scale| scale < NARROWEST);
        let hidden = self.unseen
            || toggled(|stated| stated.hidden)
            || size < 2 * u32::from(SMALLEST_SEEN)
            || narrow
            || self.is_lost(own.over(character), nearest);
        // What a paragraph's style or the table sets bold is how all of it is set, and marks nothing in it.
        let all_bold = self.bold();
        RunLook {
            void: if hidden { Some(Void::Hidden) } else { struck.then_some(Void::Struck) },
            bold: toggled(|stated| stated.bold) && !all_bold,
            level: nearest.level.flatten(),
            position: nearest.position.unwrap_or(0),
            size,
            font: nearest.font.unwrap_or(Pictorial::None),
            link: None,
            for_room: false,
        }
    }

    /// Whether a run's text has the colour of what is behind it.
    fn is_lost(&self, run: Stated, nearest: Stated) -> bool {
        let Some(Ink::Plain(ink)) = nearest.ink.filter(|_| nearest.outlined != Some(true)) else { return false };
        let behind = self.paragraph.ground_on(self.behind);
        let behind = run.ground_on(behind);
        let ground = run.highlight.map_or(behind, |highlight| highlight.on(behind));
        ground.is_some_and(|ground| ink.is_lost_on(ground))
    }

    /// Whether text is bold here that says nothing itself.
    fn bold(&self) -> bool {
        let on = |stated: &Stated| stated.bold == Some(true);
        on(&self.defaults) || (on(&self.table) != on(&self.paragraph))
    }
}

impl Pictorial {
    pub(super) fn named(font: &str) -> Self {
        let name = font.trim().to_ascii_lowercase();
        match name.as_str() {
            "symbol" => Self::Symbol,
            "wingdings 2" => Self::Wingdings2,
            "wingdings 3" => Self::Wingdings3,
            "webdings" => Self::Webdings,
            _ if name.starts_with("wingdings") => Self::Wingdings,
            _ => Self::None,
        }
    }
}

/// A measure as half-points: a plain number is one already, and others name their unit.
fn half_points(value: &str) -> Option<i32> {
    let value = value.trim();
    let (digits, unit) = match value.char_indices().find(|(_, c)| c.is_ascii_alphabetic()) {
        Some((at, _)) => value.split_at_checked(at)?,
        None => (value, ""),
    };
    // Per unit, in thousandths of a half-point.
    let each: i64 = match unit {
        "" => 1000,
        "pt" => 2000,
        "pc" | "pi" => 24_000,
        "in" => 144_000,
        "cm" => 56_693,
        "mm" => 5_669,
        _ => return None,
    };
    let (whole, part) = digits.trim().split_once('.').unwrap_or((digits.trim(), ""));
    let negative = whole.starts_with('-');
    let whole: i64 = whole.parse().ok()?;
    let tenths: i64 = part.chars().next().and_then(|c| c.to_digit(10)).map_or(0, i64::from);
    let tenths = if negative { -tenths } else { tenths };
    let all = whole.checked_mul(10)?.checked_add(tenths)?.checked_mul(each)? / 10_000;
    i32::try_from(all).ok()
}

/// Whether an on/off element is on: it is, unless it says otherwise.
pub(super) fn switched_on(element: &Element<'_>) -> Result<bool, ReadError> {
    Ok(element.val()?.as_deref().is_none_or(is_on))
}

pub(super) fn is_on(value: &str) -> bool {
    !matches!(value.trim(), "0" | "false" | "off" | "none")
}

/// The element's value as a number.
pub(super) fn number(element: &Element<'_>) -> Result<Option<u32>, ReadError> {
    Ok(element.val()?.and_then(|value| value.trim().parse().ok()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_are_half_points() {
        for (value, expected) in [
            ("21", Some(21)),
            (" -6 ", Some(-6)),
            ("3pt", Some(6)),
            ("10.5pt", Some(21)),
            ("-1.5pt", Some(-3)),
            ("1in", Some(144)),
            ("x", None),
            ("5em", None),
            ("99999999999999999999", None),
        ] {
            assert_eq!(half_points(value), expected, "{value}");
        }
    }

    #[test]
    fn toggles_take_each_other_back_and_a_run_has_the_last_word() {
        let struck = Stated { struck: Some(true), ..Stated::default() };
        let not = Stated { struck: Some(false), ..Stated::default() };
        let around = |paragraph: Stated| Surroundings { paragraph, ..Surroundings::default() };
        let void = |around: &Surroundings, own, character| around.look(own, character).void;
        let none = Stated::default();
        assert_eq!(void(&around(struck), none, none), Some(Void::Struck));
        assert_eq!(void(&around(struck), none, struck), None);
        assert_eq!(void(&around(struck), none, not), Some(Void::Struck));
        assert_eq!(void(&around(struck), not, none), None);
        assert_eq!(void(&around(none), struck, none), Some(Void::Struck));
        let twice = Stated { struck_twice: Some(true), ..Stated::default() };
        assert_eq!(void(&around(twice), none, struck), Some(Void::Struck));
        assert_eq!(void(&around(twice), Stated { struck_twice: Some(false), ..none }, none), None);
    }

    #[test]
    fn what_all_of_a_paragraph_is_marks_nothing_in_it() {
        let bold = Stated { bold: Some(true), ..Stated::default() };
        let around = Surroundings { paragraph: bold, ..Surroundings::default() };
        assert!(!around.look(bold, Stated::default()).bold);
        assert!(Surroundings::default().look(bold, Stated::default()).bold);
        assert!(Surroundings::default().look(Stated::default(), bold).bold);
    }
}
