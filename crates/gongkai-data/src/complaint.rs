//! What is said about keys and values that do not belong.

use std::ops::Range;

use gongkai_core::format::ReadError;
use gongkai_core::words::Text;

use crate::source::Source;
use crate::tree::Node;

/// How alike two keys must be for one to be suggested for the other.
const ALIKE: f64 = 0.6;

/// A key stands twice in one table.
pub(crate) fn twice(source: &Source<'_>, span: &Range<usize>, key: &str) -> ReadError {
    source.error(
        span,
        &format!("“{key}”写了两次；请只保留一处"),
        &format!("“{key}” is written twice; keep one of them"),
    )
}

/// A key is none of the known ones.
pub(crate) fn unknown(
    source: &Source<'_>,
    span: &Range<usize>,
    key: &str,
    place: (&str, &str),
    known: &[&str],
) -> ReadError {
    let nearest = known
        .iter()
        .map(|candidate| (strsim::normalized_damerau_levenshtein(key, candidate), *candidate))
        .filter(|&(score, _)| score >= ALIKE)
        .max_by(|a, b| a.0.total_cmp(&b.0));
    let (zh, en) = match nearest {
        Some((_, nearest)) => (format!("是否应为“{nearest}”？"), format!("did you mean “{nearest}”?")),
        None => (format!("可用：{}", known.join("、")), format!("known: {}", known.join(", "))),
    };
    source.error(span, &format!("{}不认识的键“{key}”；{zh}", place.0), &format!("{}unknown key “{key}”; {en}", place.1))
}

/// A place in English: by its key, without the label in brackets that the form prints.
fn in_english(place: &str) -> String {
    let key = place.split('（').next().unwrap_or(place);
    Text::of_printed(key).en
}

/// A value is of another type than belongs here.
pub(crate) fn wrong_type(source: &Source<'_>, node: &Node, place: &str, zh: &str, en: &str) -> ReadError {
    let (found_zh, found_en) = node.value.kind();
    source.error(
        &node.span,
        &format!("{}应为{zh}，这里写的是{found_zh}", Text::of_printed(place).zh),
        &format!("{}: {en} belongs here, not {found_en}", in_english(place)),
    )
}
