//! Sums that a file states as a formula without its result, as programs that do not compute save them.
//!
//! Only plain sums of cells of the same sheet are worked out, `SUM(D6:I6)`, `D6+D7-D31` and the totals of this crate's
//! own workbooks: a file that says that a cell is the sum of others has said what it holds. What any other formula
//! gives is not known.

use std::collections::BTreeMap;

use gongkai_core::Number;
use gongkai_opc::workbook::{Place, Rectangle, parse, parse_range};

use super::sheet::Value;

/// At most so many cells are looked at to add them up; a form needs a few hundred.
const MOST_LOOKS: usize = 2_000_000;
/// Totals of totals of totals: a form has two levels.
const DEEPEST: usize = 8;

/// A sum of cells.
#[derive(Debug, Clone, PartialEq, Eq)]
struct SumOf {
    terms: Vec<Term>,
    /// Whether it shows nothing, and not 0, where no cell holds a number.
    blank_of_none: bool,
}

/// What is added, or taken away.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Term {
    minus: bool,
    what: What,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum What {
    /// One cell; text in it has no sum.
    Cell(Rectangle),
    /// The numbers in an area of cells, as `SUM` adds them: text is passed over.
    Area(Rectangle),
    Number(Number),
}

impl SumOf {
    /// The sum that a formula is; nothing when it is anything else.
    fn parse(formula: &str) -> Option<Self> {
        let formula: String = formula.chars().filter(|c| !c.is_whitespace() && *c != '$').collect();
        let formula = formula.trim_start_matches('=');
        let own = formula.strip_prefix("IF(COUNT(").and_then(|rest| rest.strip_suffix("))"));
        match own.and_then(|rest| rest.split_once(")=0,\"\",SUM(")) {
            Some((counted, added)) if counted == added => {
                Some(Self { terms: areas(added, false)?, blank_of_none: true })
            }
            Some(_) => None,
            None => Some(Self { terms: terms(formula)?, blank_of_none: false }),
        }
    }
}

/// The terms of `D6+D7-SUM(D9:D29)`.
fn terms(formula: &str) -> Option<Vec<Term>> {
    let mut terms = Vec::new();
    let mut rest = formula;
    let mut minus = false;
    if let Some(signed) = rest.strip_prefix('-') {
        (rest, minus) = (signed, true);
    }
    loop {
        let end =
            if rest.starts_with("SUM(") { rest.find(')')? + 1 } else { rest.find(['+', '-']).unwrap_or(rest.len()) };
        let (term, after) = rest.split_at_checked(end)?;
        match term.strip_prefix("SUM(").and_then(|sum| sum.strip_suffix(')')) {
            Some(inside) => terms.extend(areas(inside, minus)?),
            None => {
                let number = || term.parse().ok().map(What::Number);
                let what =
                    parse(term).map(|place| What::Cell(Rectangle { first: place, last: place })).or_else(number)?;
                terms.push(Term { minus, what });
            }
        }
        rest = match after.split_at_checked(1) {
            None => return Some(terms),
            Some((sign @ ("+" | "-"), rest)) => {
                minus = sign == "-";
                rest
            }
            Some(_) => return None,
        };
    }
}

/// The areas between the brackets of a `SUM`.
fn areas(inside: &str, minus: bool) -> Option<Vec<Term>> {
    inside.split(',').map(|area| Some(Term { minus, what: What::Area(parse_range(area)?) })).collect()
}

/// What the cells of formulas that are sums hold, as far as it can be worked out.
pub(super) fn work_out(
    cells: &BTreeMap<Place, Value>,
    formulas: &BTreeMap<Place, String>,
) -> BTreeMap<Place, Option<Number>> {
    let sums = formulas.iter().filter_map(|(place, formula)| Some((*place, SumOf::parse(formula)?))).collect();
    let mut adding = Adding { cells, formulas, sums, known: BTreeMap::new(), looks: MOST_LOOKS };
    let places: Vec<Place> = adding.sums.keys().copied().collect();
    for place in places {
        adding.cell(place, DEEPEST);
    }
    adding.known.into_iter().filter_map(|(place, value)| Some((place, value?))).collect()
}

struct Adding<'a> {
    cells: &'a BTreeMap<Place, Value>,
    formulas: &'a BTreeMap<Place, String>,
    sums: BTreeMap<Place, SumOf>,
    /// What each sum came to; nothing for one that could not be worked out.
    known: BTreeMap<Place, Option<Option<Number>>>,
    looks: usize,
}

impl Adding<'_> {
    /// What a sum's cell holds: a number, nothing, or unknown.
    fn cell(&mut self, place: Place, depth: usize) -> Option<Option<Number>> {
        if let Some(known) = self.known.get(&place) {
            return *known;
        }
        // Until it is known it counts as unknown, so that a circle of sums ends.
        self.known.insert(place, None);
        let sum = self.sums.get(&place)?.clone();
        let worked_out = self.add(&sum, depth.checked_sub(1)?);
        self.known.insert(place, worked_out);
        worked_out
    }

    fn add(&mut self, sum: &SumOf, depth: usize) -> Option<Option<Number>> {
        let mut total = (!sum.blank_of_none).then_some(Number::ZERO);
        for term in &sum.terms {
            let Some(number) = self.term(&term.what, depth)? else { continue };
            let known = total.unwrap_or(Number::ZERO);
            total = Some(if term.minus { known.checked_sub(number)? } else { known.checked_add(number)? });
        }
        Some(total)
    }

    /// What a term comes to; inside, nothing where there is no number in it.
    fn term(&mut self, what: &What, depth: usize) -> Option<Option<Number>> {
        let (cells, formulas) = (self.cells, self.formulas);
        let (area, one) = match what {
            What::Number(number) => return Some(Some(*number)),
            What::Cell(area) => (area, true),
            What::Area(area) => (area, false),
        };
        let mut total = None;
        let rows = (area.first.0, 0)..=(area.last.0, u32::MAX);
        for (&place, value) in cells.range(rows) {
            self.looks = self.looks.checked_sub(1)?;
            if !area.contains(place) {
                continue;
            }
            let number = if formulas.contains_key(&place) { self.cell(place, depth)? } else { value.number };
            match number {
                Some(number) => total = Some(total.unwrap_or(Number::ZERO).checked_add(number)?),
                None if one && !value.is_blank() => return None,
                None => {}
            }
        }
        Some(total)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(value: u32) -> Value {
        Value { text: value.to_string(), number: Some(Number::from(value)), ..Value::default() }
    }

    #[test]
    fn sums_of_sums_are_worked_out_and_nothing_else() {
        let formula = |text: &str| (Value { text: text.to_owned(), ..Value::default() }, text.to_owned());
        let stated = [
            ((0, 3), "=IF(COUNT(A1:C1)=0,\"\",SUM(A1:C1))"),
            ((1, 3), "=IF(COUNT(A2:C2)=0,\"\",SUM(A2:C2))"),
            ((2, 3), "=SUM($D$1:$D$2,A1)"),
            ((3, 3), "=SUM(D4:D5)"),
            ((4, 3), "=SUM(D4)"),
            ((5, 3), "=A1*2"),
            ((6, 3), "=SUM(D6)"),
            ((7, 3), "=SUM(另表!A1)"),
            ((8, 3), "=A1+B1+C1"),
            ((9, 3), "=-A1 + SUM(A1:B1,B1) - D9 + 1.5"),
            ((10, 3), "=A1+A2"),
            ((11, 3), "=A1+"),
            ((12, 3), "=SUM(A1:B1)/2"),
            ((13, 3), "=SUM(A1:A2)"),
        ];
        let mut cells = BTreeMap::from([((0, 0), number(3)), ((0, 1), number(4))]);
        cells.insert((1, 0), Value { text: "无".to_owned(), ..Value::default() });
        let mut formulas = BTreeMap::new();
        for (place, text) in stated {
            let (value, text) = formula(text);
            cells.insert(place, value);
            formulas.insert(place, text);
        }
        let worked_out = work_out(&cells, &formulas);
        let seven = Some(Number::from(7_u32));
        let expected = [
            ((0, 3), seven),
            ((1, 3), None),
            ((2, 3), Some(Number::from(10_u32))),
            ((8, 3), seven),
            ((9, 3), Some("2.5".parse().expect("a number"))),
            ((13, 3), Some(Number::from(3_u32))),
        ];
        assert_eq!(worked_out, BTreeMap::from(expected));
    }
}
