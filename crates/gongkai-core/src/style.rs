//! How a filing looks: page, faces and sizes, declared once for every format that prints.
//!
//! The report format says nothing of fonts or paper (国办公开办函〔2021〕30号); most published files follow GB/T
//! 9704—2012 党政机关公文格式, which is the default here and never imposed.

mod setting;
mod table;
mod title;

pub use setting::{CellAlignment, estimated_lines};
pub use table::{TableSetting, label_lines};

/// A length in twips, 1/1440 inch or 1/20 point, the unit of Word's page and table measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Twips(pub u32);

impl Twips {
    /// A length of whole and half points, from half-points.
    #[must_use]
    pub const fn half_points(half_points: u32) -> Self {
        Self(half_points * 10)
    }

    /// The length in points.
    #[must_use]
    pub fn points(self) -> f32 {
        f64_to_f32(f64::from(self.0) / 20.0)
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a page measure in points needs no more than a float's digits")]
fn f64_to_f32(value: f64) -> f32 {
    value as f32
}

/// The roles that faces play in a filing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum FontRole {
    /// 小标宋, the title's face.
    Title,
    /// 黑体, the face of `一、`.
    Heading,
    /// 楷体, the face of `（一）`.
    Subheading,
    /// 仿宋, the face of running text.
    Body,
    /// 宋体, the face of tables and page numbers.
    Song,
    /// Digits and Latin letters: Times New Roman.
    Latin,
}

impl FontRole {
    /// Every role.
    pub const ALL: [Self; 6] = [Self::Title, Self::Heading, Self::Subheading, Self::Body, Self::Song, Self::Latin];

    /// The name of the role as offices say it.
    #[must_use]
    pub fn printed(self) -> &'static str {
        match self {
            Self::Title => "小标宋",
            Self::Heading => "黑体",
            Self::Subheading => "楷体",
            Self::Body => "仿宋",
            Self::Song => "宋体",
            Self::Latin => "Times New Roman",
        }
    }

    /// The family that files name for the role unless a style says otherwise; Windows and WPS have it or take a
    /// like one.
    #[must_use]
    pub fn family(self) -> &'static str {
        match self {
            Self::Title => "方正小标宋简体",
            Self::Heading => "黑体",
            Self::Subheading => "楷体",
            Self::Body => "仿宋",
            Self::Song => "宋体",
            Self::Latin => "Times New Roman",
        }
    }
}

/// How one kind of text is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextStyle {
    /// The face's role.
    pub font: FontRole,
    /// The size in half-points: 32 is 3号, 16 pt.
    pub half_points: u32,
    /// Whether it is set in bold.
    pub bold: bool,
}

impl TextStyle {
    const fn new(font: FontRole, half_points: u32) -> Self {
        Self { font, half_points, bold: false }
    }
}

/// A page and its margins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageStyle {
    /// The paper's width.
    pub width: Twips,
    /// The paper's height.
    pub height: Twips,
    /// The margin above the text block (天头).
    pub top: Twips,
    /// The margin below it.
    pub bottom: Twips,
    /// The margin at its left (订口).
    pub left: Twips,
    /// The margin at its right.
    pub right: Twips,
}

impl PageStyle {
    /// The width of the text block.
    #[must_use]
    pub fn text_width(&self) -> Twips {
        Twips(self.width.0.saturating_sub(self.left.0).saturating_sub(self.right.0))
    }

    /// The height of the text block.
    #[must_use]
    pub fn text_height(&self) -> Twips {
        Twips(self.height.0.saturating_sub(self.top.0).saturating_sub(self.bottom.0))
    }

    /// The page turned to landscape (横排), its head at the binding: each margin goes with its edge.
    ///
    /// ```
    /// let page = gongkai_core::style::Style::gbt9704().page;
    /// assert_eq!((page.turned().text_width(), page.turned().text_height()), (page.text_height(), page.text_width()));
    /// ```
    #[must_use]
    pub fn turned(&self) -> Self {
        Self {
            width: self.height,
            height: self.width,
            top: self.left,
            bottom: self.right,
            left: self.bottom,
            right: self.top,
        }
    }
}

/// A house style: everything a filing's look depends on.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Style {
    /// The page.
    pub page: PageStyle,
    /// The line pitch of running text.
    pub line_pitch: Twips,
    /// Lines on a page of the document grid.
    pub grid_lines: u32,
    /// Characters in a line of the document grid.
    pub grid_characters: u32,
    /// The title.
    pub title: TextStyle,
    /// `一、`
    pub heading1: TextStyle,
    /// `（一）`
    pub heading2: TextStyle,
    /// `1.`
    pub heading3: TextStyle,
    /// Running text.
    pub body: TextStyle,
    /// Table text.
    pub table: TextStyle,
    /// The head of tables.
    pub table_head: TextStyle,
    /// Page numbers.
    pub page_number: TextStyle,
    /// Whether page numbers stand between dashes, odd pages right and even pages left; else centred and plain.
    pub page_number_dashes: bool,
    /// The first-line indent of running text in characters.
    pub indent_characters: u32,
    /// The shade of the head's cells in hexadecimal RGB, where they are shaded.
    pub head_shading: Option<[u8; 3]>,
    /// The shade of a head that stands as a band over a block of rows (第二十条第（一）项), where it is shaded.
    pub band_shading: Option<[u8; 3]>,
    /// Whether a long title is broken between the organ and the year.
    pub break_title: bool,
    /// Families that replace the usual ones, by role.
    pub families: std::collections::BTreeMap<FontRole, String>,
}

impl Style {
    /// GB/T 9704—2012: A4, margins 37/35/28/26 mm, 22 lines of 28 characters, 3号 仿宋.
    #[must_use]
    pub fn gbt9704() -> Self {
        Self {
            page: PageStyle {
                width: Twips(11906),
                height: Twips(16838),
                top: Twips(2098),
                bottom: Twips(1984),
                left: Twips(1588),
                right: Twips(1474),
            },
            line_pitch: Twips(579),
            grid_lines: 22,
            grid_characters: 28,
            title: TextStyle::new(FontRole::Title, 44),
            heading1: TextStyle::new(FontRole::Heading, 32),
            heading2: TextStyle::new(FontRole::Subheading, 32),
            heading3: TextStyle::new(FontRole::Body, 32),
            body: TextStyle::new(FontRole::Body, 32),
            table: TextStyle::new(FontRole::Song, 21),
            table_head: TextStyle::new(FontRole::Song, 21),
            page_number: TextStyle::new(FontRole::Song, 28),
            page_number_dashes: true,
            indent_characters: 2,
            head_shading: None,
            // As the published form has them.
            band_shading: Some([0xc6, 0xd9, 0xf1]),
            break_title: true,
            families: std::collections::BTreeMap::new(),
        }
    }

    /// A plain page for reading on a screen or an office printer: even margins, 小四 宋体, page numbers centred.
    #[must_use]
    pub fn plain() -> Self {
        let song = |half_points| TextStyle::new(FontRole::Song, half_points);
        Self {
            page: PageStyle {
                top: Twips(1440),
                bottom: Twips(1440),
                left: Twips(1440),
                right: Twips(1440),
                ..Self::gbt9704().page
            },
            line_pitch: Twips(440),
            grid_lines: 31,
            grid_characters: 37,
            title: TextStyle { bold: true, ..TextStyle::new(FontRole::Heading, 36) },
            heading1: TextStyle::new(FontRole::Heading, 28),
            heading2: TextStyle::new(FontRole::Heading, 24),
            heading3: song(24),
            body: song(24),
            table: song(21),
            table_head: song(21),
            page_number: song(18),
            page_number_dashes: false,
            ..Self::gbt9704()
        }
    }

    /// The family that this style names for a role.
    #[must_use]
    pub fn family(&self, role: FontRole) -> &str {
        self.families.get(&role).map_or(role.family(), String::as_str)
    }
}

impl Default for Style {
    fn default() -> Self {
        Self::gbt9704()
    }
}
