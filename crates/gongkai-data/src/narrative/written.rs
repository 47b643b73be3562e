//! Narratives as report files have them.

use gongkai_core::document::{Mark, MarkKind, Table, TableCell, pieces};
use gongkai_core::form::TableKey;
use gongkai_core::{HeadingLevel, Narrative, Part, Signature};

use crate::encode::Output;

/// The parts of a narrative; `table` is the section's own table of the form.
pub(crate) fn outputs(narrative: &Narrative, table: Option<TableKey>) -> Vec<Output> {
    narrative.into_iter().filter_map(|part| output(part, table)).collect()
}

fn output(part: &Part, table: Option<TableKey>) -> Option<Output> {
    Some(match part {
        Part::Paragraph(prose) => text(prose.text(), prose.marks()),
        Part::Heading(heading) => {
            let mut columns = vec![("heading", text(heading.prose.text(), heading.prose.marks()))];
            if heading.level != HeadingLevel::First {
                columns.push(("level", Output::Bare(heading.level.number().to_string())));
            }
            Output::Columns(columns)
        }
        Part::Table(table) => Output::Columns(vec![("table", rows(table))]),
        Part::FormTable => Output::Columns(vec![("table", Output::Text(table?.as_str().to_owned()))]),
        _ => return None,
    })
}

/// A text, in pieces where parts of it are marked.
fn text(text: &str, marks: &[Mark]) -> Output {
    if marks.is_empty() {
        return Output::Text(text.to_owned());
    }
    let piece = |(text, kinds): (&str, Vec<&MarkKind>)| {
        if kinds.is_empty() {
            return Output::Text(text.to_owned());
        }
        let mut columns = vec![("text", Output::Text(text.to_owned()))];
        let yes = || Output::Bare("true".to_owned());
        columns.extend(kinds.into_iter().filter_map(|kind| match kind {
            MarkKind::Link(address) => Some(("link", Output::Text(address.to_string()))),
            MarkKind::Bold => Some(("bold", yes())),
            MarkKind::Raised => Some(("raised", yes())),
            MarkKind::Lowered => Some(("lowered", yes())),
            _ => None,
        }));
        // Two links on one piece cannot both be followed.
        columns.dedup_by(|next, before| next.0 == before.0);
        Output::Columns(columns)
    };
    Output::Row(pieces(text, marks).map(piece).collect())
}

fn rows(table: &Table) -> Output {
    Output::Rows((0..table.rows()).map(|row| Output::Row(table.row(row).map(cell).collect())).collect())
}

fn cell(cell: &TableCell) -> Output {
    let text = text(&cell.text, &cell.marks);
    if (cell.row_span, cell.column_span) == (1, 1) {
        return text;
    }
    let mut columns = vec![("text", text)];
    for (name, span) in [("rows", cell.row_span), ("columns", cell.column_span)] {
        if span > 1 {
            columns.push((name, Output::Bare(span.to_string())));
        }
    }
    Output::Columns(columns)
}

/// Who signs and when; nothing where nobody does.
pub(crate) fn signature_output(signature: &Signature) -> Option<Output> {
    let stated = [("organ", &signature.organ), ("date", &signature.date)];
    let columns: Vec<(&str, Output)> =
        stated.into_iter().filter_map(|(key, text)| Some((key, Output::Text(text.clone()?)))).collect();
    (!columns.is_empty()).then_some(Output::Columns(columns))
}
