//! Filings as other programs and other people make them in RTF: figures and sentences among marks, struck and hidden text,
//! notes and fields, in every way of writing characters and rows. A value is right or unread, never wrong.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "../../gongkai-docx/tests/reports/mod.rs"]
mod reports;

use std::fmt::Write as _;

use gongkai_core::document::{Block, CellRole, Document, Table, TableCell};
use gongkai_core::format::{Limits, Reader};
use gongkai_core::{Cell, compose};
use gongkai_docx::DocxReader;
use gongkai_recognize::recognize;
use proptest::prelude::*;
use reports::Numbers;

const HEAD: &str = r"{\rtf1\ansi\ansicpg936\uc1\deff0{\fonttbl{\f0\fnil\fcharset134 \'cb\'ce\'cc\'e5;}{\f1\froman\fcharset0 Times New Roman;}}{\colortbl;\red0\green0\blue0;\red255\green255\blue255;}{\stylesheet{\fs21 Normal;}{\*\cs15 \super footnote reference;}{\*\cs16 \strike old;}{\*\cs17 \v gone;}}";

/// Text that nobody is shown, or that is not in force, before or behind a figure.
const VOID: [&str; 20] = [
    r"{\strike 7}",
    r"{\striked1 7}",
    r"{\cs16\strike 7}",
    r"\strike 7\strike0 ",
    r"{\v 9}",
    r"{\cs17\v 9}",
    r"\v 9\v0 ",
    r"{\deleted\revauthdel1 8}",
    r"{\mvf 8}",
    r"{\fs2 6}",
    r"{\cf2 6}",
    r"{\charscalex1 6}",
    r"{\xe {\v 5}}",
    r"{\*\bkmkstart a5}{\*\bkmkend a5}",
    r"{\*\zzz 4}",
    r"{\field{\*\fldinst ADVANCE \\u 4}{\fldrslt}}",
    r"{\*\atnid 1}\chatn{\*\annotation\pard\plain 3}",
    r"\bin1 3",
    r"{\*\datafield 01}",
    r"{\upr{}{\*\ud{}}}",
];

/// Marks of notes behind a figure: one character that is none of its digits.
const MARKS: [&str; 12] = [
    r"{\super 1}",
    r"{\sub 2}",
    r"{\up8\fs14 2}",
    r"{\dn6\fs14 1}",
    r"{\cs15\super 3}",
    r"\super 1\nosupersub ",
    r"{\super\chftn{\footnote\pard\plain{\super\chftn} N}}",
    r"{\super 1{\footnote\pard\plain{\super 1} N}}",
    r"1{\footnote\pard\plain 1 N}",
    r"\chftn{\footnote\pard\plain\chftn  N}",
    r"{\*\moMath{\msSup{\me{\mr }}{\msup{\mr 2}}}}",
    r"{\field{\*\fldinst NOTEREF _Ref1}{\fldrslt\super 3}}",
];

fn pick<'w>(numbers: &mut Numbers, ways: &[&'w str]) -> &'w str {
    ways[usize::try_from(numbers.below(ways.len() as u64)).unwrap()]
}

/// Characters in one of the ways in which they are written.
fn characters(numbers: &mut Numbers, text: &str) -> String {
    let way = numbers.below(4);
    let mut out = String::new();
    for c in text.chars() {
        let mut unit = [0; 2];
        match c {
            '\\' | '{' | '}' => out.extend(['\\', c]),
            '\n' => out += "\\line ",
            '0'..='9' if way == 0 => write!(out, "\\u{}?", u32::from(c)).unwrap(),
            c if c.is_ascii() => out.push(c),
            c => {
                let bytes = encoding_rs::GBK.encode(c.encode_utf8(&mut [0; 4])).0.into_owned();
                let hex: String = bytes.iter().map(|byte| format!("\\'{byte:02x}")).collect();
                let coded = bytes.len() == 2;
                match way {
                    1 if coded => out += &hex,
                    2 if coded => {
                        write!(out, "{{\\uc2\\u{}{hex}}}", c.encode_utf16(&mut unit)[0].cast_signed()).unwrap();
                    }
                    _ => {
                        for unit in c.encode_utf16(&mut unit) {
                            write!(out, "\\u{}?", unit.cast_signed()).unwrap();
                        }
                    }
                }
            }
        }
    }
    out
}

/// Text cut in two runs somewhere, or left whole.
fn plain(numbers: &mut Numbers, text: &str) -> String {
    let middle = text.char_indices().nth(text.chars().count() / 2).map_or(0, |(at, _)| at);
    let (first, second) = text.split_at(middle);
    match numbers.below(5) {
        0 => format!("{{\\b0 {}}}{{\\insrsid7 {}}}", characters(numbers, first), characters(numbers, second)),
        1 => format!("{}\\-{}", characters(numbers, first), characters(numbers, second)),
        2 => format!("{{\\field{{\\*\\fldinst =1}}{{\\fldrslt {}}}}}", characters(numbers, text)),
        3 => format!("{{\\revised\\revauth1 {}}}", characters(numbers, text)),
        _ => characters(numbers, text),
    }
}

/// A figure among what is no part of it. Gives what was added behind it as its note.
fn figure(numbers: &mut Numbers, text: &str) -> String {
    let said = plain(numbers, text);
    match numbers.below(6) {
        0 => pick(numbers, &VOID).to_owned() + &said,
        1 => said + pick(numbers, &VOID),
        2 => said + pick(numbers, &MARKS),
        _ => said,
    }
}

fn table(numbers: &mut Numbers, table: &Table) -> String {
    let way = numbers.below(3);
    let mut out = String::new();
    let at = |row: usize, column: usize| {
        let holds = |cell: &&TableCell| {
            (cell.row..cell.row + cell.row_span).contains(&row)
                && (cell.column..cell.column + cell.column_span).contains(&column)
        };
        table.cells().iter().find(holds)
    };
    for row in 0..table.rows() {
        let (mut defined, mut cells) = (String::from("\\trowd\\trgaph108"), String::new());
        let mut column = 0;
        while column < table.columns() {
            let Some(cell) = at(row, column) else {
                column += 1;
                continue;
            };
            let begins = cell.row == row;
            let down = if cell.row_span == 1 {
                ""
            } else if begins {
                "\\clvmgf"
            } else {
                "\\clvmrg"
            };
            let end = cell.column + cell.column_span;
            let text = if !begins {
                String::new()
            } else if cell.role == CellRole::Value
                && cell.text.chars().all(|c| c.is_ascii_digit())
                && !cell.text.is_empty()
            {
                figure(numbers, &cell.text)
            } else {
                plain(numbers, &cell.text)
            };
            // A cell over columns is one, or as many of which the first says so.
            let first = if way == 0 { column + 1 } else { end };
            for edge in first..=end {
                let across = match (way, cell.column_span, edge == first) {
                    (0, 2.., true) => "\\clmgf",
                    (0, 2.., false) => "\\clmrg",
                    _ => "",
                };
                write!(defined, "{down}{across}\\cellx{}", edge * 900).unwrap();
                let own = if edge == first { text.as_str() } else { "" };
                write!(cells, "\\pard\\plain\\intbl\\fs21 {own}\\cell ").unwrap();
            }
            column = end;
        }
        match way {
            2 => writeln!(out, "{cells}\\pard\\intbl{{{defined}\\row}}").unwrap(),
            _ => writeln!(out, "{defined}\n{cells}\\row").unwrap(),
        }
    }
    out + "\\pard\\plain "
}

fn file(numbers: &mut Numbers, document: &Document) -> String {
    let mut out = HEAD.to_owned();
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => {
                let void = if numbers.below(3) == 0 { pick(numbers, &VOID) } else { "" };
                writeln!(out, "\\pard\\plain {}{void}\\par", plain(numbers, &paragraph.text)).unwrap();
            }
            Block::Table(block) => out += &table(numbers, block),
        }
    }
    out + "}"
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn every_cell_and_every_sentence_is_right_however_it_is_said(seed in any::<u64>()) {
        let report = reports::varied(seed);
        let document = compose(&report);
        let file = file(&mut Numbers::new(seed ^ 0x5eed), &document);
        let renewed = gongkai_rtf::renew(file.as_bytes(), &Limits::default()).unwrap();
        let read = DocxReader::new().read(&renewed.package, &Limits::default()).unwrap();
        let bare = |text: &str| text.chars().filter(|c| !gongkai_core::characters::is_blank(*c)).collect::<String>();
        let texts: Vec<String> = read.paragraphs().map(|paragraph| bare(&paragraph.text)).collect();
        for paragraph in document.paragraphs() {
            prop_assert!(texts.contains(&bare(&paragraph.text)), "{} is lost: {texts:?}", paragraph.text);
        }
        let (direct, back) = (recognize(&document).report, recognize(&read).report);
        for cell in report.form_cells() {
            // A value that a clean document does not give either is another test's.
            let Some(published) = direct.cell(cell.key) else { continue };
            let found = back.cell(cell.key);
            let name = report.printed_name(cell.key);
            match published.number() {
                Some(number) => prop_assert_eq!(found.and_then(Cell::number), Some(number), "{}: {:?}", name, found),
                None => prop_assert_eq!(found, Some(published), "{}", name),
            }
        }
    }
}
