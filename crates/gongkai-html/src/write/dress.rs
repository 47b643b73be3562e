//! How each part of the content looks: by a class that the page's sheet knows, or by a style of its own.

use std::fmt::Write as _;

use gongkai_core::style::Twips;

use super::sheet::points;

/// A part of the content that does not look as its element does by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    Title,
    /// A line of the title, which is broken between its lines before it is broken within one.
    TitleLine,
    Heading,
    Body,
    RunIn,
    Signature,
    /// What a table scrolls in where it is wider than the screen, and whether it stands across its page on paper.
    Scroll {
        turned: bool,
    },
    /// A table of so many columns, and the space beside the texts of its cells on paper where it is not the usual one.
    Table(usize, Option<Twips>),
    Caption,
    /// A column's share of the width, in hundredths of a percent.
    Column(u32),
    Cell(CellLook),
}

/// How a cell looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct CellLook {
    pub(super) centred: bool,
    pub(super) shaded: bool,
    /// Whether it is a head over a group of rows.
    pub(super) band: bool,
    /// Whether it is the label beside the values of its row, which stays in sight.
    pub(super) stays: bool,
    /// Whether it is a bar or what that leaves of the whole.
    pub(super) bar: Option<Bar>,
    /// The shade on paper.
    pub(super) shade: Option<[u8; 3]>,
    /// The size on paper in half-points, where it is not the table's.
    pub(super) half_points: Option<u32>,
}

/// The two parts of what a bar is drawn with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bar {
    Filled,
    Rest,
}

/// Where the looks are said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dress {
    /// In the page's sheet.
    Classes,
    /// At each element.
    Inline,
}

impl Dress {
    /// The attributes that give an element its look.
    pub(super) fn attributes(self, look: Look) -> String {
        match self {
            Self::Classes => classes(look),
            Self::Inline => inline(look),
        }
    }
}

fn classes(look: Look) -> String {
    let class = match look {
        Look::Title | Look::Heading | Look::Body => return String::new(),
        Look::TitleLine => "line".to_owned(),
        Look::RunIn => "run-in".to_owned(),
        Look::Signature => "signature".to_owned(),
        Look::Scroll { turned: false } => "figures".to_owned(),
        Look::Scroll { turned: true } => "figures turned".to_owned(),
        Look::Table(columns, None) => return format!(" style=\"--columns:{columns}\""),
        Look::Table(columns, Some(side)) => return format!(" style=\"--columns:{columns};--side:{}\"", points(side)),
        Look::Caption => return String::new(),
        Look::Column(share) => return format!(" style=\"width:{}\"", percent(share)),
        Look::Cell(look) => {
            let mut class = String::new();
            let mut add = |name: &str| {
                class.push_str(if class.is_empty() { "" } else { " " });
                class.push_str(name);
            };
            if !look.centred {
                add("start");
            }
            if look.shaded {
                add("head");
            }
            if look.band {
                add("band");
            }
            if look.stays {
                add("stays");
            }
            match look.bar {
                Some(Bar::Filled) => add("bar"),
                Some(Bar::Rest) => add("rest"),
                None => {}
            }
            if let Some(half_points) = look.half_points {
                add(&size_class(half_points));
            }
            class
        }
    };
    if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") }
}

/// The class of a cell whose text is set in another size on paper.
pub(super) fn size_class(half_points: u32) -> String {
    format!("size-{half_points}")
}

/// A share of a width.
pub(super) fn percent(hundredths: u32) -> String {
    format!("{}.{:02}%", hundredths / 100, hundredths % 100)
}

/// Editors of sites keep styles of elements where they throw away sheets and classes.
fn inline(look: Look) -> String {
    let mut style = String::new();
    match look {
        Look::Title => style.push_str("text-align:center;font-size:1.5em;line-height:1.4;margin:1em 0"),
        Look::TitleLine => style.push_str("display:inline-block"),
        Look::Heading => style.push_str("font-size:1.15em;line-height:1.6;margin:1em 0 .5em;text-indent:2em"),
        Look::Body => style.push_str("margin:0;line-height:1.9;text-indent:2em;overflow-wrap:anywhere"),
        Look::RunIn => style.push_str("font-family:KaiTi,STKaiti,serif"),
        Look::Signature => style.push_str("margin:0;line-height:1.9;text-align:right;padding-right:2em"),
        Look::Scroll { .. } => style.push_str("overflow-x:auto;margin:1em 0"),
        Look::Table(..) => style.push_str("width:100%;border-collapse:collapse;font-size:.9em;line-height:1.4"),
        Look::Caption => style.push_str(HIDDEN),
        Look::Column(share) => {
            let _ = write!(style, "width:{}", percent(share));
        }
        Look::Cell(look) => {
            style.push_str("border:1px solid #767676;padding:.35em .25em;font-weight:normal;text-align:");
            style.push_str(if look.centred { "center" } else { "left" });
            if let Some([red, green, blue]) = look.shade {
                let _ = write!(style, ";background:#{red:02x}{green:02x}{blue:02x};color:#000");
            }
        }
    }
    format!(" style=\"{style}\"")
}

/// What takes a caption that repeats its heading out of sight, and leaves it to those who listen to the page.
pub(super) const HIDDEN: &str =
    "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap";
