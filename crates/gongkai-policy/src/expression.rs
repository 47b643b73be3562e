//! Expressions over the cells of a report, in CEL.
//!
//! `applications.received.total` is the cell of that key, `previous.applications.…` last year's; a count is a whole
//! number, an amount a decimal, and a cell without a number is `null`. `year`, `organ` and `level` are there too.

use std::collections::{BTreeMap, BTreeSet};

use cel::{Context, Program, Value};
use gongkai_core::check::{Subject, Text};
use gongkai_core::form::{CellKey, Edition, TableKey};
use gongkai_core::{Cell, Report};
use serde::Serialize;

use crate::budget;

/// The longest expression in characters.
pub const LONGEST: usize = 2000;
/// How deep brackets may nest.
pub const DEEPEST: usize = 32;

/// A parsed expression with the cells that it names.
pub(crate) struct Expression {
    program: Program,
    /// The report's own cells.
    pub(crate) cells: Vec<CellKey>,
    /// Last year's cells.
    pub(crate) previous: Vec<CellKey>,
}

/// A value as the expression sees it.
#[derive(Serialize)]
#[serde(untagged)]
enum Seen {
    Whole(i64),
    Decimal(f64),
    Nothing(()),
}

type Rows = BTreeMap<&'static str, BTreeMap<&'static str, Seen>>;

impl std::fmt::Debug for Expression {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Expression").field("cells", &self.cells).finish_non_exhaustive()
    }
}

impl Expression {
    /// Parses an expression.
    pub(crate) fn parse(source: &str) -> Result<Self, Text> {
        bounded(source)?;
        let (cells, previous) = named_cells(source)?;
        let program = Program::compile(source)
            .map_err(|error| Text::new(format!("表达式写法不对：{error}"), format!("cannot be parsed: {error}")))?;
        budget::admit(program.expression())?;
        Ok(Self { program, cells, previous })
    }

    /// Whether the expression holds for a report, or why that cannot be said.
    pub(crate) fn holds(&self, subject: &Subject<'_>) -> Result<bool, Text> {
        let mut context = Context::default();
        let report = subject.report;
        let previous = subject.previous.map(|report| tables(Some(report)));
        let mut add = |name: &str, value: Result<Value, String>| {
            value
                .map(|value| context.add_variable_from_value(name.to_owned(), value))
                .map_err(|error| Text::new(format!("{name} 无法求值：{error}"), format!("{name}: {error}")))
        };
        for (table, rows) in tables(Some(report)) {
            add(table, value(&rows))?;
        }
        add("previous", previous.map_or(Ok(Value::Null), |previous| value(&previous)))?;
        add("year", value(&report.year.map(|year| i64::from(year.get()))))?;
        // What an expression sees of a report is bounded, as what it does with it is.
        add("organ", value(&report.organ.name.chars().take(budget::LONGEST_TEXT).collect::<String>()))?;
        add("level", value(&report.organ.level.map_or("", gongkai_core::Level::as_str)))?;
        match self.program.execute(&context) {
            Ok(Value::Bool(holds)) => Ok(holds),
            Ok(_) => Err(Text::new("表达式的结果不是真假值", "the expression gives neither true nor false")),
            Err(error) => Err(self.why_not(subject).unwrap_or_else(|| {
                Text::new(format!("表达式无法求值：{error}"), format!("the expression cannot be evaluated: {error}"))
            })),
        }
    }

    /// The cell for want of which an expression could not be evaluated.
    fn why_not(&self, subject: &Subject<'_>) -> Option<Text> {
        let missing = |report: &Report, keys: &[CellKey]| {
            keys.iter().copied().find(|&key| report.cell(key).and_then(Cell::number).is_none())
        };
        if let Some(key) = missing(subject.report, &self.cells) {
            let name = subject.report.printed_name(key);
            return Some(Text::new(format!("{name}没有数字"), format!("{name} holds no number")));
        }
        match subject.previous {
            None if !self.previous.is_empty() => Some(Text::new("没有上年报告", "there is no report of last year")),
            Some(previous) => missing(previous, &self.previous).map(|key| {
                let name = previous.printed_name(key);
                Text::new(format!("上年的{name}没有数字"), format!("last year's {name} holds no number"))
            }),
            None => None,
        }
    }
}

fn value<T: Serialize>(value: &T) -> Result<Value, String> {
    cel::to_value(value).map_err(|error| error.to_string())
}

/// Every cell of every edition; those without a number are null.
fn tables(report: Option<&Report>) -> BTreeMap<&'static str, Rows> {
    let mut tables: BTreeMap<&'static str, Rows> = BTreeMap::new();
    for cell in Edition::all().flat_map(|edition| edition.form().cells()) {
        let number = report.and_then(|report| report.cell(cell.key)).and_then(Cell::number);
        let seen = match number {
            None => Seen::Nothing(()),
            Some(number) => match number.to_i64().filter(|_| cell.kind.is_count()) {
                Some(whole) => Seen::Whole(whole),
                None => Seen::Decimal(number.to_f64()),
            },
        };
        let rows = tables.entry(cell.key.table().as_str()).or_default();
        rows.entry(cell.key.row()).or_default().insert(cell.key.column(), seen);
    }
    tables
}

/// Refuses expressions that are long or nest deep, before they are parsed.
fn bounded(source: &str) -> Result<(), Text> {
    if source.chars().count() > LONGEST {
        return Err(Text::new(
            format!("表达式超过 {LONGEST} 个字符"),
            format!("the expression is longer than {LONGEST} characters"),
        ));
    }
    let (mut depth, mut deepest) = (0_usize, 0);
    for c in source.chars() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    if deepest > DEEPEST || source.contains("!!!!") || source.contains("----") {
        return Err(Text::new("表达式嵌套过深", "the expression nests too deep"));
    }
    Ok(())
}

/// The cells that an expression names: the report's own, and last year's.
fn named_cells(source: &str) -> Result<(Vec<CellKey>, Vec<CellKey>), Text> {
    let (mut own, mut previous) = (BTreeSet::new(), BTreeSet::new());
    let words = source.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '.'));
    for word in words {
        let (set, path) = match word.strip_prefix("previous.") {
            Some(path) => (&mut previous, path),
            None => (&mut own, word),
        };
        let of_table = TableKey::ALL.iter().any(|table| path.split('.').next() == Some(table.as_str()));
        if of_table && path.matches('.').count() == 2 {
            set.insert(path.parse::<CellKey>().map_err(|_| unknown_cell(path))?);
        }
    }
    Ok((own.into_iter().collect(), previous.into_iter().collect()))
}

fn unknown_cell(path: &str) -> Text {
    let nearest = Edition::all()
        .flat_map(|edition| edition.form().cells())
        .map(|cell| cell.key.to_string())
        .max_by(|a, b| {
            strsim::normalized_damerau_levenshtein(path, a).total_cmp(&strsim::normalized_damerau_levenshtein(path, b))
        })
        .unwrap_or_default();
    Text::new(
        format!("没有单元格“{path}”；是否应为“{nearest}”？"),
        format!("there is no cell “{path}”; did you mean “{nearest}”?"),
    )
}
