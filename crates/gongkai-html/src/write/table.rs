//! Tables as markup: caption, columns, heads that say what they head, cells that say what they stand under.

use std::fmt::Write as _;
use std::ops::Range;

use gongkai_core::Cell;
use gongkai_core::document::{CellRole, Heads, Scope, Table, TableCell};
use gongkai_core::style::{CellAlignment, TableSetting, Twips};

use super::content::Writing;
use super::dress::{Bar, CellLook, Look};
use super::text::{self, Marked, attribute};
use crate::forms;

/// Adds a table, the document's so many-th, under a heading.
pub(super) fn write(writing: &mut Writing<'_>, table: &Table, number: usize, heading: Option<&str>) {
    let heads = Heads::of(table);
    let set = writing.style.set_table(table);
    let look = |writing: &Writing<'_>, look| writing.dress.attributes(look);
    let named = heading.filter(|heading| !heading.trim().is_empty());
    let side = Some(set.padding).filter(|padding| *padding != writing.style.cell_padding());
    writing.turned |= set.turned;
    let scroll = look(writing, Look::Scroll { turned: set.turned });
    let own = look(writing, Look::Table(table.columns(), side));
    let out = &mut writing.out;
    let _ = write!(out, "<div{scroll} role=\"group\" tabindex=\"0\"");
    match named {
        Some(_) => attribute(out, "aria-labelledby", &format!("table-{number}")),
        None => attribute(out, "aria-label", "表格"),
    }
    let _ = write!(out, ">\n<table{own}");
    if let Some((edition, form)) = table.form {
        attribute(out, forms::TABLE, form.as_str());
        attribute(out, forms::EDITION, edition.as_str());
    }
    out.push('>');
    if let Some(heading) = named {
        let _ = write!(out, "<caption id=\"table-{number}\"{}>", writing.dress.attributes(Look::Caption));
        text::push(out, heading);
        out.push_str("</caption>\n");
    }
    columns(writing, &heads, &set.widths);
    let mut group = |element: &str, rows: Range<usize>| {
        let _ = writeln!(writing.out, "<{element}>");
        for row in rows.filter(|row| heads.has_row(*row)) {
            writing.out.push_str("<tr>");
            let mut column = 0;
            while column < table.columns() {
                let cell = table.at(row, column);
                match cell {
                    Some(cell) if cell.row == row => write_cell(writing, table, &heads, cell, (&set, number)),
                    Some(_) => {}
                    None => {
                        let look = CellLook {
                            centred: true,
                            shaded: false,
                            band: false,
                            stays: false,
                            bar: None,
                            shade: None,
                            half_points: None,
                        };
                        let _ = write!(writing.out, "<td{}></td>", writing.dress.attributes(Look::Cell(look)));
                    }
                }
                column = cell.map_or(column + 1, |cell| (cell.column + cell.column_span).max(column + 1));
            }
            writing.out.push_str("</tr>\n");
        }
        let _ = writeln!(writing.out, "</{element}>");
    };
    if heads.head_rows > 0 {
        group("thead", 0..heads.head_rows);
    }
    heads.groups.iter().for_each(|rows| group("tbody", rows.clone()));
    writing.out.push_str("</table>\n</div>\n");
}

/// The columns with their shares of the width, in the groups that the head makes.
fn columns(writing: &mut Writing<'_>, heads: &Heads<'_>, widths: &[Twips]) {
    let total: u32 = widths.iter().map(|width| width.0).fold(0, u32::saturating_add);
    for group in &heads.column_groups {
        writing.out.push_str("<colgroup>");
        let mut column = group.start;
        while column < group.end {
            let next = (column + 1..group.end).find(|next| heads.has_column(*next)).unwrap_or(group.end);
            let width: u32 = widths.iter().take(next).skip(column).map(|width| width.0).sum();
            let share = u64::from(width) * 10_000;
            let share = share.checked_div(u64::from(total)).and_then(|share| u32::try_from(share).ok()).unwrap_or(0);
            let _ = write!(writing.out, "<col{}>", writing.dress.attributes(Look::Column(share)));
            column = next;
        }
        writing.out.push_str("</colgroup>\n");
    }
}

/// The name by which cells refer to one of their heads.
fn id(number: usize, cell: &TableCell) -> String {
    format!("cell-{number}-{}-{}", cell.row + 1, cell.column + 1)
}

/// A scope as the attribute says it.
fn named(scope: Scope) -> &'static str {
    match scope {
        Scope::Row => "row",
        Scope::RowGroup => "rowgroup",
        Scope::Column => "col",
        Scope::ColumnGroup => "colgroup",
    }
}

fn write_cell(
    writing: &mut Writing<'_>,
    table: &Table,
    heads: &Heads<'_>,
    cell: &TableCell,
    at: (&TableSetting, usize),
) {
    let (set, number) = at;
    let style = writing.style;
    let scope = heads.scope(cell);
    let element = if scope.is_some() { "th" } else { "td" };
    let head = cell.role == CellRole::Head;
    let usual = if head { style.table_head } else { style.table }.half_points;
    let half_points = Some(set.half_points(cell)).filter(|size| *size != usual);
    writing.sizes.extend(half_points);
    let look = CellLook {
        centred: style.cell_alignment(table, cell) == CellAlignment::Centre || (scope == Some(Scope::Column) && !head),
        shaded: head || (scope.is_some() && cell.row < heads.head_rows),
        band: scope == Some(Scope::RowGroup) && head,
        stays: heads.is_beside_values(cell),
        bar: match cell.role {
            CellRole::Bar => Some(Bar::Filled),
            CellRole::BarRest => Some(Bar::Rest),
            _ => None,
        },
        shade: style.cell_shading(table, cell),
        half_points,
    };
    let look = writing.dress.attributes(Look::Cell(look));
    let out = &mut writing.out;
    out.extend(["<", element]);
    if scope.is_some() {
        attribute(out, "id", &id(number, cell));
    }
    out.push_str(&look);
    for (name, span) in ["rowspan", "colspan"].into_iter().zip(<[usize; 2]>::from(heads.spans(cell))) {
        if span > 1 {
            attribute(out, name, &span.to_string());
        }
    }
    if let Some(scope) = scope {
        attribute(out, "scope", named(scope));
    }
    let under: Vec<String> = heads.of_cell(cell).into_iter().map(|head| id(number, head)).collect();
    if !under.is_empty() {
        attribute(out, "headers", &under.join(" "));
    }
    if let Some(key) = cell.key {
        attribute(out, forms::KEY, &key.to_string());
        if let Some(value) = Cell::parse(&cell.text).number() {
            attribute(out, forms::VALUE, &value.to_string());
        }
    }
    out.push('>');
    Marked { text: &cell.text, marks: &cell.marks }.whole(out, &mut writing.lost);
    out.extend(["</", element, ">"]);
}
