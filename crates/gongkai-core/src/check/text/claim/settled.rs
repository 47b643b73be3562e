//! Words whose meaning hangs on the sentence that they stand in.

use super::Context;
use crate::Within;
use crate::check::text::phrase::{Tag, Tagged, tags};
use crate::form::keys::column;

/// The words of a sentence, each as it is meant there.
pub(super) fn settled(context: &Context<'_>, text: &str) -> Vec<Tagged> {
    let mut found = tags(text, context.report.year.map(crate::Year::get));
    // Beside legal persons the citizens who apply are the form's natural persons; beside companies they may not be.
    let in_classes = found.iter().any(|tag| tag.tag == Tag::Application)
        && found.iter().any(|tag| matches!(tag.tag, Tag::Class(classes) if classes.len() > 1));
    for tag in &mut found {
        if tag.tag == Tag::Citizen {
            let after = text.within(tag.span.end..);
            let applies = ["申请", "提出", "提交", "占"].iter().any(|word| after.starts_with(word))
                || after.starts_with(|c: char| c.is_ascii_digit());
            tag.tag = if in_classes && applies { Tag::Class(&[column::NATURAL_PERSON]) } else { Tag::Topic };
        }
    }
    if names_every_way(text, &found) {
        found.iter_mut().filter(|tag| tag.tag == Tag::Channel).for_each(|tag| tag.tag = Tag::Nothing);
    }
    found
}

/// Whether the ways by which applications came in are named together as all that there are, and none apart:
/// “通过网络、信函、当面等方式提交的申请”.
fn names_every_way(text: &str, tags: &[Tagged]) -> bool {
    let ways: Vec<&Tagged> = tags.iter().filter(|tag| tag.tag == Tag::Channel).collect();
    let word = |tag: &Tagged| text.get(tag.span.clone()).unwrap_or_default();
    let together = ways.windows(2).all(|pair| {
        let [before, after] = pair else { return false };
        let between = text.within(before.span.end..after.span.start);
        between.chars().all(|c| "、和或及与以等各多种类".contains(c))
    });
    let named = ways.iter().filter(|tag| !["通过", "方式", "渠道", "途径", "形式"].contains(&word(tag))).count();
    let Some(last) = ways.last() else { return false };
    let after = text.within(last.span.end..);
    let ends = ["方式", "渠道", "途径", "形式"].contains(&word(last))
        || ["提交", "提出", "申请", "收到"].iter().any(|verb| after.starts_with(verb));
    together && named > 1 && ends
}
