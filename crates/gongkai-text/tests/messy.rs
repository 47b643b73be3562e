//! Messy reports pasted as text in every layout: not one cell is read wrong.
#![allow(unreachable_pub, dead_code, reason = "the maker is shared with the tests of recognition")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test fails by panicking"
)]

#[path = "../../gongkai-recognize/tests/mess/mod.rs"]
mod maker;

use gongkai_core::document::{Block, Document, Table};
use gongkai_core::format::{Limits, Reader};
use gongkai_recognize::recognize;
use gongkai_text::TextReader;
use maker::Dice;

fn paste(document: &Document, counted: bool, dice: &mut Dice) -> String {
    let mut text = String::new();
    // With nothing but spaces or line breaks between cells a blank leaves no trace, and a number more in the row
    // stands in its place as if it were the value; no reader could tell. Such rows are pasted in the other layouts.
    let layout = if counted { dice.below(4) % 3 } else { dice.below(12) };
    let merged_empty = dice.chance(50);
    let traditional = dice.chance(10);
    let mark = dice.pick(&[",", ";", "；", "，"]);
    for block in &document.blocks {
        let table = match block {
            Block::Paragraph(paragraph) => {
                text.push_str(&format!("{}\n", paragraph.text));
                continue;
            }
            Block::Table(table) => table,
        };
        let widest = (0..table.rows()).map(|row| starting(table, row)).max().unwrap_or(0);
        for row in 0..table.rows() {
            // Behind a row's cells stand as many bars as merged cells left out.
            let merged_empty = merged_empty && layout < 6;
            let fill = "|".repeat(widest - starting(table, row));
            let cells: Vec<String> = (0..table.columns())
                .filter_map(|column| {
                    let cell = table.at(row, column)?;
                    let starts = cell.row == row && cell.column == column;
                    let own = cell.text.replace(['\n', '\t'], " ");
                    (starts || merged_empty).then(|| if starts { own } else { String::new() })
                })
                .collect();
            text.push_str(&match layout {
                0 => format!("{}\n", cells.join("\t")),
                1 => format!("| {} |\n", cells.join(" | ")),
                2 => format!("{}\n\n", cells.iter().map(|cell| format!("\t{cell}")).collect::<Vec<_>>().join("\n")),
                3 => format!("{}\n", cells.join(" ")),
                4 => format!("{}\n", cells.join("\n")),
                6 => format!("{} |{fill}\n", cells.join(" | ")),
                7 => format!("{} |\n{fill}\n", cells.join(" |\n")),
                8 => format!("|\n{} | {fill}\n", cells.join(" |\n")),
                9 => format!("{}\n|\n", cells.join("\n|\n")),
                10 => format!("{}\n\n", cells.join("\n\n")),
                11 => format!("| \n {}  | \n", cells.join("  | \n ")),
                _ => format!("{}\n", cells.join(mark)),
            });
        }
        text.push('\n');
    }
    if traditional { converted(&text) } else { text }
}

/// The document as a spreadsheet exports it: a mark between the cells, each row filled up to the widest or not, and cells in
/// quotation marks, with line breaks in some labels.
fn exported(document: &Document, dice: &mut Dice) -> String {
    let mark = dice.pick(&[",", ";", "；", "，", "\t"]);
    let (filled, all) = (dice.chance(50), dice.chance(25));
    let end = dice.pick(&["\n", "\r\n"]);
    let widest = document.tables().map(Table::columns).max().unwrap_or(0);
    let mut text = String::new();
    let mut row = |cells: Vec<String>| {
        let fill = if filled { widest.saturating_sub(cells.len()) } else { 0 };
        let quoted = |cell: String| match all || cell.contains([mark.chars().next().unwrap(), '"', '\n']) {
            true => format!("\"{}\"", cell.replace('"', "\"\"")),
            false => cell,
        };
        let cells: Vec<String> = cells.into_iter().chain(vec![String::new(); fill]).map(quoted).collect();
        text.push_str(&(cells.join(mark) + end));
    };
    for block in &document.blocks {
        let table = match block {
            Block::Paragraph(paragraph) => {
                row(vec![paragraph.text.clone()]);
                continue;
            }
            Block::Table(table) => table,
        };
        for at in 0..table.rows() {
            let cell = |column| {
                let cell = table.at(at, column).filter(|cell| (cell.row, cell.column) == (at, column));
                let text = cell.map_or_else(String::new, |cell| cell.text.clone());
                let length = text.chars().count();
                let label = !text.contains(|c: char| c.is_ascii_digit() || c == '\n') && length > 3;
                if label && dice.chance(20) {
                    let (before, behind): (String, String) =
                        (text.chars().take(length / 2).collect(), text.chars().skip(length / 2).collect());
                    return format!("{before}\n{behind}");
                }
                text
            };
            row((0..table.columns()).map(cell).collect());
        }
        row(Vec::new());
    }
    text
}

#[test]
fn not_one_wrong_cell_of_exported_sheets() {
    let mut outcome = Outcome::default();
    for seed in seeds() {
        let mess = maker::mess(seed);
        // Every place of a sheet is of some cell; what lacks one would be filled up at the end of its row.
        let placed = |table: &Table| {
            let places = (0..table.rows()).flat_map(|row| (0..table.columns()).map(move |column| (row, column)));
            places.into_iter().all(|(row, column)| table.at(row, column).is_some())
        };
        if !mess.document.tables().all(placed) {
            continue;
        }
        outcome.read(seed, &exported(&mess.document, &mut Dice::new(seed)), &mess);
    }
    outcome.assert(90);
}

/// How many cells start in a row.
fn starting(table: &Table, row: usize) -> usize {
    let starts = |column: &usize| table.at(row, *column).is_some_and(|cell| (cell.row, cell.column) == (row, *column));
    (0..table.columns()).filter(starts).count()
}

/// The text as a site's conversion leaves it: most characters traditional, some with their pronunciation.
fn converted(text: &str) -> String {
    let pairs = [
        ('总', "總"),
        ('体', "體"),
        ('规', "規"),
        ('范', "範"),
        ('处', "處"),
        ('罚', "罰"),
        ('许', "許"),
        ('强', "強"),
        ('请', "請(qǐng)"),
        ('数', "數"),
        ('开', "開"),
        ('办', "辦"),
        ('结', "結"),
        ('转', "轉"),
        ('条', "條"),
        ('项', "項"),
        ('机', "機"),
        ('关', "關"),
        ('业', "業"),
        ('组', "組"),
        ('织', "織"),
        ('诉', "訴"),
        ('讼', "訟"),
        ('复', "復"),
        ('议', "議"),
    ];
    text.chars()
        .map(|c| pairs.iter().find(|(simple, _)| *simple == c).map_or_else(|| c.to_string(), |(_, t)| (*t).to_owned()))
        .collect()
}

/// Seeds that once were read wrongly.
const ONCE_WRONG: [u64; 12] = [
    420_072, 460_398, 720_005, 721_930, 940_599, 942_002, 943_185, 957_476, 5_000_654, 9_000_197, 9_002_955, 7_702_647,
];

/// A text with one of the accidents that copying and editing has: a line break inside a cell, a tab behind every line, a
/// bar less in one row.
fn damaged(text: &str, dice: &mut Dice) -> String {
    let tabs = text.contains('\t');
    match dice.below(6) {
        0 if tabs => text
            .lines()
            .map(|line| if line.contains('\t') { format!("{line}\t\n") } else { format!("{line}\n") })
            .collect(),
        1 => {
            let rows: Vec<usize> =
                text.lines().enumerate().filter(|(_, line)| line.ends_with('|')).map(|(at, _)| at).collect();
            if rows.is_empty() {
                return text.to_owned();
            }
            let odd = dice.pick(&rows);
            text.lines()
                .enumerate()
                .map(|(at, line)| format!("{}\n", if at == odd { line.trim_end_matches('|') } else { line }))
                .collect()
        }
        _ => {
            // A break between two characters of a cell.
            let chars: Vec<char> = text.chars().collect();
            let digit = dice.chance(70);
            let inside = |at: &usize| match (chars.get(*at), chars.get(at + 1)) {
                (Some(a), Some(b)) if digit => a.is_ascii_digit() && b.is_ascii_digit(),
                (Some(a), Some(b)) => *a > '一' && *b > '一' && !a.is_ascii() && *a < '\u{a000}' && *b < '\u{a000}',
                _ => false,
            };
            let table = text.split_once("第二十条").map_or(0, |(before, _)| before.chars().count());
            let places: Vec<usize> = (table..chars.len()).filter(inside).collect();
            if places.is_empty() {
                return text.to_owned();
            }
            let at = dice.pick(&places);
            let breaks = if digit { ["\n", "\n\n", "\r\n"] } else { ["\n", "\n", "\r\n"] };
            let (before, after) = (&chars[..=at], &chars[at + 1..]);
            before.iter().collect::<String>() + dice.pick(&breaks) + &after.iter().collect::<String>()
        }
    }
}

/// What came of reading many texts.
#[derive(Default)]
struct Outcome {
    read: usize,
    expected: usize,
    wrong: Vec<String>,
}

impl Outcome {
    fn read(&mut self, seed: u64, text: &str, mess: &maker::Mess) {
        let Ok(document) = TextReader.read(text.as_bytes(), &Limits::default()) else { return };
        let reading = recognize(&document);
        let wrong: Vec<String> = reading
            .report
            .cells()
            .filter(|(key, cell)| mess.report.cell(*key).map(|c| c.printed()) != Some(cell.printed()))
            .map(|(key, cell)| format!("{key}: read {cell:?}, published {:?}", mess.report.cell(key)))
            .collect();
        if !wrong.is_empty() {
            let shown = if self.wrong.is_empty() { text } else { "" };
            self.wrong.push(format!("seed {seed}, {:?}: {wrong:#?}\n{shown}", mess.said));
        }
        let receipt = &reading.receipt;
        assert_eq!(receipt.read + receipt.unread.len(), receipt.expected, "seed {seed}");
        self.read += receipt.read;
        self.expected += receipt.expected;
    }

    /// Asserts that nothing is wrong, and that so many cells in a hundred are read.
    fn assert(&self, percent: usize) {
        println!("{} of {} cells are read", self.read, self.expected);
        assert!(self.wrong.is_empty(), "{} texts: {}", self.wrong.len(), self.wrong.join("\n"));
        assert!(self.read * 100 >= self.expected * percent, "only {} of {} are read", self.read, self.expected);
    }
}

fn seeds() -> std::ops::Range<u64> {
    let of = |name: &str| std::env::var(name).ok().and_then(|own| own.parse::<u64>().ok());
    let first = of("GONGKAI_MESS_SEED").unwrap_or(90_000);
    first..first + of("GONGKAI_MESS_CASES").unwrap_or(300)
}

#[test]
fn not_one_wrong_cell_of_damaged_texts() {
    let mut outcome = Outcome::default();
    for seed in seeds().chain([
        300_514, 300_870, 300_994, 410_816, 420_139, 430_494, 440_671, 735_015, 5_001_567, 8_000_120, 9_000_171,
        9_000_568, 9_001_461, 9_001_620, 12_001_052, 12_004_347, 12_004_848, 7_700_744, 8_100_650,
    ]) {
        let mess = maker::mess_of_kinds(seed);
        let mut dice = Dice::new(seed);
        let text = paste(&mess.document, true, &mut dice);
        outcome.read(seed, &damaged(&text, &mut dice), &mess);
    }
    outcome.assert(60);
}

#[test]
fn not_one_wrong_cell() {
    let mut outcome = Outcome::default();
    for seed in seeds().chain(ONCE_WRONG) {
        let mess = maker::mess(seed);
        let mut dice = Dice::new(seed);
        let counted = ["numbered rows", "a row with a cell too few or too many"];
        let counted = mess.said.iter().any(|said| counted.contains(said));
        outcome.read(seed, &paste(&mess.document, counted, &mut dice), &mess);
    }
    // Where blanks leave no trace, their rows cannot be read.
    outcome.assert(65);
}

/// The document with figures among its values that characters lie over, as copied from where they were struck out.
fn overlaid(document: &Document, dice: &mut Dice) -> Document {
    let mut overlaid = document.clone();
    for block in &mut overlaid.blocks {
        let Block::Table(table) = block else { continue };
        let mut cells = table.cells().to_vec();
        for cell in &mut cells {
            let figures = !cell.text.is_empty() && cell.text.chars().all(|c| c.is_ascii_digit());
            if figures && dice.chance(10) {
                let over = dice.pick(&['\u{335}', '\u{336}', '\u{337}', '\u{338}']);
                let old = dice.below(99).to_string();
                let old: String = old.chars().flat_map(|figure| [figure, over]).collect();
                cell.text = if dice.chance(50) { old + &cell.text } else { cell.text.clone() + &old };
            }
        }
        *table = Table::new(table.rows(), table.columns(), cells).expect("the same places");
    }
    overlaid
}

#[test]
fn figures_that_characters_lie_over_are_none() {
    let (mut plain, mut struck) = (Outcome::default(), Outcome::default());
    for seed in seeds().take(150) {
        let mess = maker::mess(seed);
        let document = overlaid(&mess.document, &mut Dice::new(seed ^ 0x336));
        plain.read(seed, &paste(&mess.document, true, &mut Dice::new(seed)), &mess);
        struck.read(seed, &paste(&document, true, &mut Dice::new(seed)), &mess);
    }
    struck.assert(60);
    assert_eq!(struck.read, plain.read, "what is struck out hides nothing");
}
