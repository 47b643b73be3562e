//! One sheet: its cells by place, and the regions that they make with its merges.

use std::collections::{BTreeMap, BTreeSet};

use gongkai_core::characters::is_blank;
use gongkai_core::document::{Inline, Mark, MarkKind, Position, Remark, RemarkKind, Unclear, Void, cell_name};
use gongkai_core::format::{Meter, ReadError};
use gongkai_core::words::Text;
use gongkai_core::{Cell, Number};
use gongkai_opc::workbook::{Place, Rectangle, TextBox};

use super::regions::{self, Region};
use super::sums;

/// At most this many cells are named in a remark.
const MOST_NAMED: usize = 5;
/// At most this many characters of a text are shown in a remark.
const MOST_SHOWN: usize = 40;

/// A sheet as read.
#[derive(Debug)]
pub(crate) struct Sheet {
    /// Its number in the workbook, from 1.
    pub(crate) number: usize,
    pub(crate) name: String,
    /// Whether the program does not show it.
    pub(crate) hidden: bool,
    /// What it shows otherwise than it is read.
    pub(crate) remarks: Vec<Remark>,
    cells: BTreeMap<Place, Value>,
    regions: Vec<Region>,
}

/// A cell's value as text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Value {
    pub(crate) text: String,
    /// The parts of the text that are set otherwise.
    pub(crate) marks: Vec<Mark>,
    /// What the program shows instead, where it shows the number otherwise.
    pub(crate) hidden: Option<String>,
    /// The number, where the cell holds one and not text that looks like one.
    pub(crate) number: Option<Number>,
    /// Whether the cell has a frame.
    pub(crate) ruled: bool,
    /// Whether the cell holds a picture, or one lies over it.
    pub(crate) picture: bool,
    /// Whether the file states the cell in two ways.
    pub(crate) contradicted: bool,
    /// Whether it is a formula whose result was not saved.
    pub(crate) no_result: bool,
    /// What is struck out in it and left out.
    pub(crate) struck: Vec<String>,
    /// What has the colour of its ground and is left out.
    pub(crate) unseen: Vec<String>,
    /// What stands raised or lowered in it.
    pub(crate) off_line: Vec<String>,
}

/// Drops the bold that covers all of a text, however it is cut.
pub(crate) fn drop_whole_bold(text: &str, marks: &mut Vec<Mark>) {
    let bold = |mark: &Mark| mark.kind == MarkKind::Bold;
    let mut parts: Vec<_> = marks.iter().filter(|mark| bold(mark)).map(|mark| mark.range.clone()).collect();
    parts.sort_by_key(|part| part.start);
    let reached = parts.iter().fold(0, |end, part| if part.start <= end { end.max(part.end) } else { end });
    if reached == text.len() {
        marks.retain(|mark| !bold(mark));
    }
}

impl Value {
    /// Keeps a text with its marks.
    pub(crate) fn take(&mut self, inline: Inline) {
        (self.text, self.marks, self.off_line) = (inline.text, inline.marks, inline.off_line);
        for (why, text) in inline.void {
            if why == Void::Struck { self.struck.push(text) } else { self.unseen.push(text) }
        }
    }

    /// Takes a text that is bold as a whole for one that is so by its cell, as a title is.
    pub(crate) fn is_bold_by_its_cell(&mut self) {
        drop_whole_bold(&self.text, &mut self.marks);
    }

    /// Lets the whole text link to an address.
    pub(crate) fn link(&mut self, address: &str) {
        let whole = 0..self.text.len();
        let linked = self.marks.iter().any(|mark| matches!(mark.kind, MarkKind::Link(_)));
        if !linked {
            self.marks.extend(Mark::new(whole, MarkKind::Link(address.into())));
        }
    }

    pub(crate) fn is_blank(&self) -> bool {
        self.text.chars().all(is_blank) && !self.picture && self.unclear().is_none()
    }

    /// The text with its marks.
    pub(crate) fn into_inline(self) -> Inline {
        let mut inline = Inline::plain(self.text);
        inline.marks = self.marks;
        inline
    }

    /// Why the value cannot be told.
    pub(crate) fn unclear(&self) -> Option<Unclear> {
        match (self.contradicted, self.no_result) {
            (true, _) => Some(Unclear::Contradicted),
            (false, true) => Some(Unclear::NoResult),
            (false, false) => None,
        }
    }
}

/// What lies over a sheet's cells, and which of its formulas have no result.
#[derive(Debug, Default)]
pub(super) struct Over {
    pub(super) merges: Vec<Rectangle>,
    pub(super) hidden_rows: BTreeSet<u32>,
    pub(super) hidden_columns: Vec<(u32, u32)>,
    pub(super) pictures: Vec<Rectangle>,
    pub(super) boxes: Vec<TextBox>,
    pub(super) uncomputed: BTreeMap<Place, String>,
}

impl Over {
    fn hides_column(&self, column: u32) -> bool {
        self.hidden_columns.iter().any(|&(first, last)| (first..=last).contains(&column))
    }

    fn hides(&self, (row, column): Place) -> bool {
        self.hidden_rows.contains(&row) || self.hides_column(column)
    }
}

impl Sheet {
    pub(crate) fn new(number: usize, name: String, hidden: bool) -> Self {
        let (cells, remarks, regions) = (BTreeMap::new(), Vec::new(), Vec::new());
        Self { number, name, hidden, remarks, cells, regions }
    }

    /// Keeps cells in their order.
    pub(crate) fn put(&mut self, cells: impl Iterator<Item = (Place, Value)>) {
        self.cells = cells.collect();
    }

    /// Puts merges and pictures to the cells, works out plain sums, and remarks what the sheet shows otherwise than it is
    /// read. Nothing is remarked of cells that do not concern the document.
    pub(super) fn finish(
        &mut self,
        over: Over,
        concerns: impl Fn(Place) -> bool,
        meter: &mut Meter,
    ) -> Result<(), ReadError> {
        let worked_out = sums::work_out(&self.cells, &over.uncomputed);
        let (mut added, mut left) = (Vec::new(), Vec::new());
        for (place, formula) in &over.uncomputed {
            let Some(value) = self.cells.get_mut(place) else { continue };
            if let Some(sum) = worked_out.get(place) {
                value.text = sum.map(|sum| sum.to_string()).unwrap_or_default();
                added.push(*place);
            } else {
                // The result is not in the file, and the formula's text is not what the cell shows.
                value.text = if formula.is_empty() { "=（公式）".to_owned() } else { format!("={formula}") };
                value.no_result = true;
                left.push(*place);
            }
        }
        let under = self.cover(&over.pictures, meter)?;
        let mut remarks: Vec<Remark> = Vec::new();
        let (sheet, name) = (self.number, self.name.clone());
        let mut say = |kind, places: Vec<Place>, what: &str| {
            let places: Vec<Place> = places.into_iter().filter(|&place| concerns(place)).collect();
            let Some(&first) = places.first() else { return };
            let named: Vec<String> = places.iter().take(MOST_NAMED).map(|place| cell_name(place.0, place.1)).collect();
            remarks.push(Remark::new(kind, said(&name, &named, places.len(), what), position(sheet, first)));
        };
        use RemarkKind::{Hidden, NotShown, Picture, ShownOtherwise, Unknown};
        let garbled = |value: &Value| value.text.contains(char::REPLACEMENT_CHARACTER);
        let odd = |(place, value): &(&Place, &Value)| {
            value.contradicted || value.hidden.is_some() || value.picture || over.hides(**place) || garbled(value)
        };
        // Nearly no cell is; all that is remarked of single cells is said of these.
        let odd: Vec<(&Place, &Value)> = self.cells.iter().filter(odd).collect();
        let places = |wanted: &dyn Fn(&Place, &Value) -> bool| -> Vec<Place> {
            odd.iter().filter(|(place, value)| wanted(place, value)).map(|(place, _)| **place).collect()
        };
        let filled = |value: &Value| !value.text.is_empty();
        say(
            ShownOtherwise,
            added,
            "的求和公式没有保存计算结果，已按公式求和 / a sum whose result was not saved, worked out from its formula",
        );
        let open_it = "的公式没有保存计算结果，没有读取；请用 Excel、WPS 或 LibreOffice 打开并保存一次再读 / \
                       a formula whose result was not saved, not read: open and save the file once";
        say(ShownOtherwise, left, open_it);
        let twice = places(&|_, value| value.contradicted);
        say(
            Unknown,
            twice,
            "在文件里写了两次且不同，或写在别的行里，没有读取；请打开核对后另存 / stated twice and differently, or in another row, not read: open the file, see to it and save it",
        );
        let rounded = places(&|_, value| filled(value) && value.hidden.is_some());
        say(
            ShownOtherwise,
            rounded,
            "的数字格式会隐藏或舍入数字，按保存的数字读取 / shown hidden or rounded; read as it is kept",
        );
        let rows = places(&|place, value| filled(value) && over.hidden_rows.contains(&place.0));
        say(Hidden, rows, "在隐藏的行里，已读取 / in a hidden row, read all the same");
        let columns = places(&|place, value| filled(value) && over.hides_column(place.1));
        say(Hidden, columns, "在隐藏的列里，已读取 / in a hidden column, read all the same");
        let control = places(&|_, value| garbled(value));
        say(Unknown, control, "有控制字符或乱码，没有读取 / control or garbled characters, not read");
        let pictured = places(&|_, value| value.picture);
        say(Picture, pictured, "是图片，图里的字没有读取 / a picture, whose text is not read");
        let hides: BTreeSet<Place> = places(&|place, _| over.hides(*place)).into_iter().collect();
        let mut runs = Vec::new();
        self.say_runs(&mut runs, &concerns);
        // An empty cell under a box with a figure is no blank.
        let of_figures = over.boxes.iter().filter(|text_box| text_box.text.contains(|c: char| c.is_ascii_digit()));
        self.cover(&of_figures.map(|text_box| text_box.over).collect::<Vec<_>>(), meter)?;
        let (regions, covered) = regions::of(std::mem::take(&mut self.cells), over.merges, &hides);
        say(NotShown, covered, "被合并单元格盖住，不显示，没有读取 / covered by a merged cell and not shown, not read");
        if under > 0 {
            let detail = format!(
                "工作表“{0}”上有 {under} 张图片，图里的字没有读取 / {under} pictures on the sheet “{0}”, whose text is not read",
                self.name
            );
            remarks.push(Remark::new(Picture, detail, Position::default().page(self.number)));
        }
        for text_box in over.boxes.iter().take(MOST_NAMED) {
            let detail = format!(
                "工作表“{0}”的文本框“{1}”没有读取 / the text box “{1}” of the sheet “{0}” is not read",
                self.name,
                shown(&text_box.text)
            );
            remarks.push(Remark::new(Unknown, detail, position(self.number, text_box.over.first)));
        }
        if let Some(more @ 1..) = over.boxes.len().checked_sub(MOST_NAMED) {
            let detail = format!(
                "工作表“{0}”还有 {more} 个文本框没有读取 / {more} more text boxes of the sheet “{0}” are not read",
                self.name
            );
            remarks.push(Remark::new(Unknown, detail, Position::default().page(self.number)));
        }
        self.regions = regions;
        self.remarks.append(&mut remarks);
        self.remarks.append(&mut runs);
        Ok(())
    }

    /// Lets pictures cover the empty cells of tables under them. Gives how many there are.
    fn cover(&mut self, pictures: &[Rectangle], meter: &mut Meter) -> Result<usize, ReadError> {
        for picture in pictures {
            let mut framed: Vec<Place> = Vec::new();
            for (&place, _) in self.cells.range((picture.first.0, 0)..=(picture.last.0, u32::MAX)) {
                meter.work(1)?;
                if picture.contains(place) {
                    framed.push(place);
                }
            }
            // A form's cell without a frame is not in the file when it is empty.
            if picture.first == picture.last && !self.cells.contains_key(&picture.first) {
                self.cells.insert(picture.first, Value::default());
                framed.push(picture.first);
            }
            for place in framed {
                if let Some(value) = self.cells.get_mut(&place) {
                    value.picture |= value.text.chars().all(is_blank);
                }
            }
        }
        Ok(pictures.len())
    }

    /// Says what is struck out or not seen, and what stands raised or lowered beside a number.
    fn say_runs(&self, remarks: &mut Vec<Remark>, concerns: &impl Fn(Place) -> bool) {
        let mut say = |kind, found: Vec<(Place, String)>, what: &str| {
            let Some(&(first, _)) = found.first() else { return };
            let named = found.iter().take(MOST_NAMED);
            let named: Vec<String> =
                named.map(|(place, text)| format!("{}“{}”", cell_name(place.0, place.1), shown(text))).collect();
            remarks.push(Remark::new(kind, said(&self.name, &named, found.len(), what), position(self.number, first)));
        };
        let of_runs =
            |value: &Value| !(value.struck.is_empty() && value.unseen.is_empty() && value.off_line.is_empty());
        let told: Vec<(&Place, &Value)> =
            self.cells.iter().filter(|(place, value)| of_runs(value) && concerns(**place)).collect();
        let concerning = || told.iter().copied();
        let struck = concerning().filter(|(_, value)| !value.struck.is_empty());
        let struck = struck.map(|(place, value)| (*place, value.struck.concat())).collect();
        say(RemarkKind::NotShown, struck, "有删除线，不作数，没有读取 / struck out, not in force, not read");
        let unseen = concerning().filter(|(_, value)| !value.unseen.is_empty());
        let unseen = unseen.map(|(place, value)| (*place, value.unseen.concat())).collect();
        say(
            RemarkKind::NotShown,
            unseen,
            "与底色同色，看不见，不作数，没有读取 / of the colour of its ground, which nobody sees, not read",
        );
        let raised =
            concerning().filter(|(_, value)| !value.off_line.is_empty() && Cell::parse(&value.text).number().is_some());
        let raised = raised.map(|(place, value)| (*place, value.off_line.join(" "))).collect();
        say(
            RemarkKind::OffLine,
            raised,
            "是数字旁的上标或下标，不算数字，作为注释保留 / raised or lowered beside a number, kept as a note",
        );
    }

    /// The regions of the sheet by row and column.
    pub(crate) fn regions(&self) -> &[Region] {
        &self.regions
    }
}

/// The beginning of a text.
fn shown(text: &str) -> String {
    let mut shown: String = text.chars().take(MOST_SHOWN).map(|c| if c == '\n' { ' ' } else { c }).collect();
    if text.chars().nth(MOST_SHOWN).is_some() {
        shown.push('…');
    }
    shown
}

/// Where a cell stands.
pub(crate) fn position(sheet: usize, (row, column): Place) -> Position {
    let number = |n: u32| usize::try_from(n).unwrap_or(usize::MAX).saturating_add(1);
    Position::default().page(sheet).table_row(number(row)).table_column(number(column))
}

/// What is said of some cells of a sheet, the first of which are named.
fn said(sheet: &str, named: &[String], count: usize, what: &str) -> String {
    let Text { zh, en } = Text::of_printed(what);
    let (more_zh, more_en) = match count {
        few if few <= MOST_NAMED => Default::default(),
        many => (format!("等 {many} 格"), format!(" and others, {many} cells in all")),
    };
    let zh = format!("工作表“{sheet}”{}{more_zh}{zh}", named.join("、"));
    Text::new(zh, format!("sheet “{sheet}”, {}{more_en}: {en}", named.join(", "))).to_string()
}
