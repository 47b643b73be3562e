//! Messy reports pasted as text in every layout: not one cell is read wrong.
#![allow(unreachable_pub, dead_code, reason = "the maker is shared with the tests of recognition")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "../../gongkai-core/tests/mess/mod.rs"]
mod maker;

use gongkai_core::document::{Block, Document};
use gongkai_core::format::{Limits, Reader};
use gongkai_core::recognize::recognize;
use gongkai_text::TextReader;
use maker::Dice;

fn paste(document: &Document, counted: bool, dice: &mut Dice) -> String {
    let mut text = String::new();
    // With nothing but spaces or line breaks between cells a blank leaves no trace, and a number more in the row
    // stands in its place as if it were the value; no reader could tell. Such rows are pasted in the other layouts.
    let layout = if counted { dice.below(4) % 3 } else { dice.below(6) };
    let merged_empty = dice.chance(50);
    for block in &document.blocks {
        let table = match block {
            Block::Paragraph(paragraph) => {
                text.push_str(&format!("{}\n", paragraph.text));
                continue;
            }
            Block::Table(table) => table,
        };
        for row in 0..table.rows() {
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
                _ => format!("{}\n", cells.join(",")),
            });
        }
        text.push('\n');
    }
    text
}

#[test]
fn not_one_wrong_cell() {
    let first: u64 = std::env::var("GONGKAI_MESS_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(90_000);
    for seed in first..first + 200 {
        let mess = maker::mess(seed);
        let mut dice = Dice::new(seed);
        let counted = ["numbered rows", "a row with a cell too few or too many"];
        let counted = mess.said.iter().any(|said| counted.contains(said));
        let text = paste(&mess.document, counted, &mut dice);
        let reading = recognize(&TextReader.read(text.as_bytes(), &Limits::default()).unwrap());
        let wrong: Vec<String> = reading
            .report
            .cells()
            .filter(|(key, cell)| mess.report.cell(*key).map(|c| c.printed()) != Some(cell.printed()))
            .map(|(key, cell)| format!("{key}: read {cell:?}, published {:?}", mess.report.cell(key)))
            .collect();
        assert!(wrong.is_empty(), "seed {seed}, {:?}: {wrong:#?}\n{text}", mess.said);
        assert_eq!(reading.receipt.read + reading.receipt.unread.len(), reading.receipt.expected);
    }
}
