//! The signature: the organ's name and the date that stand alone at the end of the text (署名、成文日期).

use super::front::is_organ_line;
use super::{Item, Narrative, Text};
use gongkai_core::Signature;
use gongkai_core::characters::is_blank;
use gongkai_core::day::{day_at_start, only_day};
use gongkai_core::document::ParagraphRole;

/// The longest name of an organ, in characters.
const LONGEST_NAME: usize = 40;

/// Takes the signature from the end of the text, where there is one. A name without a date is one only when the
/// document marks it so or the title names that organ; a date alone is one.
pub(super) fn take(narrative: &mut Narrative) {
    if narrative.found.is_empty() {
        return;
    }
    let title = narrative.title.as_ref().map(|title| bare(&title.text)).unwrap_or_default();
    let items = narrative.open();
    let end = items.iter().rev().map_while(Item::text).take(2).collect::<Vec<&Text>>();
    let (signature, lines) = match end.as_slice() {
        [last, before, ..] if is_date(last) && is_name(before) => (signed(&before.text, Some(&last.text)), 2),
        [last, before, ..] if is_name(last) && is_date(before) => (signed(&last.text, Some(&before.text)), 2),
        [last, ..] if is_date(last) => (Signature { organ: None, date: Some(tidy(&last.text)) }, 1),
        [last, ..] => match on_one_line(&last.text) {
            Some((name, date)) => (signed(name, Some(date)), 1),
            None => {
                let named = is_name(last) && title.starts_with(&bare(&last.text));
                if !named && last.role != ParagraphRole::Signature {
                    return;
                }
                (signed(&last.text, None), 1)
            }
        },
        [] => return,
    };
    items.truncate(items.len() - lines);
    narrative.signature = signature;
}

fn signed(organ: &str, date: Option<&str>) -> Signature {
    Signature { organ: Some(tidy(organ)), date: date.map(tidy) }
}

/// The text as printed, without the white space around it.
fn tidy(text: &str) -> String {
    text.trim_matches(is_blank).to_owned()
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| !is_blank(*c)).collect()
}

fn is_date(text: &Text) -> bool {
    text.role == ParagraphRole::SignatureDate || only_day(&text.text).is_some()
}

fn is_name(text: &Text) -> bool {
    text.role == ParagraphRole::Signature || is_organ_name(&text.text)
}

fn is_organ_name(text: &str) -> bool {
    let plain = !text.contains(['。', '，', '；', '：', ':', '、', '！', '？']);
    // 某县民政局（盖章）
    let name = text.trim_end().trim_end_matches(['）', ')']);
    let name = name.rsplit_once(['（', '(']).filter(|(_, seal)| seal.contains('章')).map_or(text, |(name, _)| name);
    plain && text.chars().count() <= LONGEST_NAME && is_organ_line(name)
}

/// `某县民政局　2025年1月20日`: the name and the date, parted by white space.
fn on_one_line(text: &str) -> Option<(&str, &str)> {
    if text.chars().count() > 2 * LONGEST_NAME {
        return None;
    }
    let gaps = text.char_indices().filter(|(_, c)| c.is_whitespace());
    gaps.filter_map(|(at, _)| text.split_at_checked(at))
        .find(|(name, date)| is_organ_name(name) && day_at_start(date).is_some_and(|(_, rest)| rest.is_empty()))
}
