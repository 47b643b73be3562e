//! What evaluating an expression can cost at most, told from its syntax tree before it is evaluated. Whatever stands in
//! the text, a comment or a line break, is nothing to the tree.

use std::collections::BTreeMap;

use cel::common::ast::{EntryExpr, Expr, IdedExpr, LiteralValue};
use gongkai_core::check::Text;

/// The most steps that an expression may take: a look at each part of it, each time that it is evaluated, and at each
/// part of the values that it handles.
pub const MOST_STEPS: usize = 1_000_000;

/// How many comprehensions an expression may have; each multiplies the work by the length of what it runs over.
pub const MOST_LOOPS: usize = 2;

/// The longest text of a report that an expression sees, in characters.
pub(crate) const LONGEST_TEXT: usize = 200;

/// The parts that the largest variable has: last year's tables with all their cells.
const LARGEST_VARIABLE: usize = 1200;

/// An upper bound of what a part of an expression costs and of the value that it gives.
#[derive(Debug, Clone, Copy, Default)]
struct Cost {
    steps: usize,
    /// How many parts the value has, those of its parts included.
    size: usize,
    /// How many a comprehension runs over.
    length: usize,
}

/// The variables of the comprehensions around a part, with the sizes of their values.
type Variables = BTreeMap<String, usize>;

/// Refuses an expression that could take too many steps.
pub(crate) fn admit(expression: &IdedExpr) -> Result<(), Text> {
    let mut loops = 0;
    let cost = cost(&expression.expr, &Variables::new(), &mut loops);
    if loops > MOST_LOOPS {
        return Err(Text::new(
            format!("表达式里的 all、exists、filter、map 至多 {MOST_LOOPS} 个"),
            format!("at most {MOST_LOOPS} of all, exists, filter and map"),
        ));
    }
    if cost.steps > MOST_STEPS {
        return Err(Text::new(
            format!("表达式的计算量可能超过 {MOST_STEPS} 步；请缩短列表，或分成几条检查"),
            format!("the expression could take more than {MOST_STEPS} steps; shorten its lists or make several checks"),
        ));
    }
    Ok(())
}

fn cost(expression: &Expr, variables: &Variables, loops: &mut usize) -> Cost {
    match expression {
        Expr::Unspecified => Cost { steps: 1, size: 1, length: 1 },
        Expr::Literal(literal) => {
            let size = match literal {
                LiteralValue::String(text) => text.inner().len().max(1),
                LiteralValue::Bytes(bytes) => bytes.inner().len().max(1),
                _ => 1,
            };
            Cost { steps: 1, size, length: size }
        }
        Expr::Ident(name) => {
            let size = variables.get(name).copied().unwrap_or(match name.as_str() {
                "year" => 1,
                "organ" | "level" => LONGEST_TEXT,
                _ => LARGEST_VARIABLE,
            });
            Cost { steps: 1, size, length: size }
        }
        Expr::Select(select) => {
            let operand = cost(&select.operand.expr, variables, loops);
            // A table has few rows, a row few columns; what they hold is numbers.
            let size = operand.size.div_ceil(4);
            Cost { steps: operand.steps.saturating_add(1), size, length: size }
        }
        Expr::List(list) => all(list.elements.iter(), variables, loops, list.elements.len()),
        Expr::Map(map) => entries(map.entries.iter().map(|entry| &entry.expr), variables, loops),
        Expr::Struct(made) => entries(made.entries.iter().map(|entry| &entry.expr), variables, loops),
        Expr::Call(call) => {
            let arguments = call.target.iter().map(AsRef::as_ref).chain(&call.args);
            let given = all(arguments, variables, loops, 0);
            let size = if gives_one(&call.func_name) { 1 } else { given.size };
            // A function may look at every part of what it is given; one that searches, at each as often as it may begin.
            let looks = if searches(&call.func_name) { given.size.saturating_mul(given.size) } else { given.size };
            Cost { steps: given.steps.saturating_add(looks), size, length: size }
        }
        Expr::Comprehension(comprehension) => {
            *loops += 1;
            let range = cost(&comprehension.iter_range.expr, variables, loops);
            let init = cost(&comprehension.accu_init.expr, variables, loops);
            let mut inner = variables.clone();
            inner.insert(comprehension.iter_var.clone(), range.size);
            if let Some(second) = &comprehension.iter_var2 {
                inner.insert(second.clone(), range.size);
            }
            // What has been gathered stands once in each step, so that it grows by what the step adds.
            inner.insert(comprehension.accu_var.clone(), 0);
            let condition = cost(&comprehension.loop_cond.expr, &inner, loops);
            let step = cost(&comprehension.loop_step.expr, &inner, loops);
            let gathered = init.size.saturating_add(range.length.saturating_mul(step.size));
            inner.insert(comprehension.accu_var.clone(), gathered);
            let result = cost(&comprehension.result.expr, &inner, loops);
            let each = condition.steps.saturating_add(step.steps);
            let steps = [range.steps, init.steps, range.length.saturating_mul(each), gathered, result.steps]
                .into_iter()
                .fold(1_usize, usize::saturating_add);
            Cost { steps, size: result.size, length: result.length }
        }
    }
}

/// Several parts together, which make a value of so many.
fn all<'e>(parts: impl Iterator<Item = &'e IdedExpr>, variables: &Variables, loops: &mut usize, length: usize) -> Cost {
    let mut total = Cost { steps: 1, size: 1, length };
    for part in parts {
        let cost = cost(&part.expr, variables, loops);
        total.steps = total.steps.saturating_add(cost.steps);
        total.size = total.size.saturating_add(cost.size);
    }
    total
}

fn entries<'e>(entries: impl Iterator<Item = &'e EntryExpr>, variables: &Variables, loops: &mut usize) -> Cost {
    let mut total = Cost { steps: 1, size: 1, length: 0 };
    for entry in entries {
        let parts = match entry {
            EntryExpr::StructField(field) => vec![&field.value],
            EntryExpr::MapEntry(entry) => vec![&entry.key, &entry.value],
        };
        let cost = all(parts.into_iter(), variables, loops, 1);
        total.steps = total.steps.saturating_add(cost.steps);
        total.size = total.size.saturating_add(cost.size);
        total.length += 1;
    }
    total
}

/// Whether a function gives a single value, whatever it is given.
fn gives_one(function: &str) -> bool {
    use cel::common::ast::operators as op;
    [
        op::LOGICAL_AND,
        op::LOGICAL_OR,
        op::LOGICAL_NOT,
        op::EQUALS,
        op::NOT_EQUALS,
        op::GREATER_EQUALS,
        op::LESS_EQUALS,
        op::GREATER,
        op::LESS,
        op::IN,
        op::NOT_STRICTLY_FALSE,
        op::NEGATE,
        op::SUBSTRACT,
        op::MULTIPLY,
        op::DIVIDE,
        op::MODULO,
        op::HAS,
        "size",
        "int",
        "uint",
        "double",
        "bool",
        "contains",
        "startsWith",
        "endsWith",
    ]
    .contains(&function)
}

/// Whether a function looks for one value in all parts of another.
fn searches(function: &str) -> bool {
    [cel::common::ast::operators::IN, "contains"].contains(&function)
}
