//! Which paragraphs are headings of the first level, and which of those are the six sections.

use gongkai_core::Within;
use std::collections::{BTreeMap, BTreeSet};

use super::super::sections::{Heading, Style};
use super::Piece;
use gongkai_core::document::ParagraphRole;
use gongkai_core::form::SectionKey;
use gongkai_core::page_number::is_page_number;

/// Which of the candidates are headings of the first level: those in the style that most sections have, and
/// unnumbered ones in the form's own words. Where several name one section, wording and tables tell which opens it; the
/// others are headings inside a section.
pub(super) fn chosen(pieces: &[Piece], candidates: Vec<(usize, Heading)>) -> BTreeMap<usize, Heading> {
    let mut by_style: BTreeMap<Style, BTreeSet<SectionKey>> = BTreeMap::new();
    for (_, heading) in &candidates {
        if let Some(section) = heading.section {
            by_style.entry(heading.style).or_default().insert(section);
        }
    }
    let Some(style) =
        by_style.iter().max_by_key(|(style, found)| (found.len(), std::cmp::Reverse(**style))).map(|(s, _)| *s)
    else {
        return BTreeMap::new();
    };
    let in_style: BTreeSet<SectionKey> = by_style.get(&style).cloned().unwrap_or_default();
    let is_heading =
        |at: usize| matches!(pieces.get(at), Some(Piece::Text(text)) if text.role == ParagraphRole::Heading1);
    let mut chosen: BTreeMap<usize, Heading> = BTreeMap::new();
    for (at, heading) in candidates {
        let keep = match heading.section {
            Some(section) => {
                heading.style == style || (!in_style.contains(&section) && (heading.exact || is_heading(at)))
            }
            None => heading.style == style && style == Style::Numeral,
        };
        if keep {
            chosen.insert(at, heading);
        }
    }
    without_contents(pieces, &mut chosen);
    one_for_each_section(pieces, &mut chosen);
    without_restarts(&mut chosen);
    chosen
}

/// Takes away the headings of a table of contents: each is followed at once by another, and comes again later.
fn without_contents(pieces: &[Piece], chosen: &mut BTreeMap<usize, Heading>) {
    let places: Vec<(usize, Option<SectionKey>, bool)> = chosen
        .iter()
        .map(|(at, heading)| {
            let runs_on = matches!(pieces.get(*at), Some(Piece::Text(text)) if heading.length < text.text.len());
            (*at, heading.section, runs_on)
        })
        .collect();
    for (index, (at, section, runs_on)) in places.iter().enumerate() {
        let Some(section) = section else { continue };
        let later = places.iter().skip(index + 1).any(|(_, other, _)| other == &Some(*section));
        let (next, follows) = places.get(index + 1).map_or((pieces.len(), &None), |(next, of, _)| (*next, of));
        if *follows == Some(*section) {
            // Its own inner heading: 一、存在的问题 right below 五.
            continue;
        }
        let filled = pieces.within(at + 1..next).iter().any(|piece| match piece {
            Piece::Table(_) => true,
            Piece::Text(text) => !text.text.trim().is_empty() && !is_page_number(&text.text),
        });
        if later && !filled && !runs_on {
            chosen.remove(at);
        }
    }
}

/// A section's own inner heading (一、存在的问题 within 五) names the section once more and opens none.
fn without_restarts(chosen: &mut BTreeMap<usize, Heading>) {
    let mut seen: BTreeSet<SectionKey> = BTreeSet::new();
    let mut current: Option<SectionKey> = None;
    chosen.retain(|_, heading| match heading.section {
        Some(section) if current == Some(section) && seen.contains(&section) => heading.exact,
        Some(section) => {
            seen.insert(section);
            current = Some(section);
            true
        }
        None => true,
    });
}

/// Where several headings name one section, those that do it less plainly name none: an overview has its own headings
/// “三、主动公开工作情况” and “四、政府信息公开申请情况” above the sections of these matters. A section's table under a heading says
/// more than its wording, and the form's wording more than another; where both are alike, the one stands that has the
/// sections before it above and those behind it below.
fn one_for_each_section(pieces: &[Piece], chosen: &mut BTreeMap<usize, Heading>) {
    let places: Vec<usize> = chosen.keys().copied().collect();
    // How plainly a heading names its section: by a table under it, then by the form's own wording.
    type Plainness = (bool, bool);
    let mut rivals: BTreeMap<SectionKey, Vec<(usize, Plainness)>> = BTreeMap::new();
    for (index, (at, heading)) in chosen.iter().enumerate() {
        let Some(section) = heading.section else { continue };
        let next = places.get(index + 1).copied().unwrap_or(pieces.len());
        let under = pieces.within(*at..next);
        let table = section.table().is_some() && under.iter().any(|piece| matches!(piece, Piece::Table(_)));
        rivals.entry(section).or_default().push((*at, (table, heading.exact)));
    }
    let mut demoted: BTreeSet<usize> = BTreeSet::new();
    for places in rivals.values_mut() {
        let best = places.iter().map(|(_, plainness)| *plainness).max();
        places.retain(|(at, plainness)| {
            let stays = Some(*plainness) == best;
            if !stays {
                demoted.insert(*at);
            }
            stays
        });
    }
    let settled: Vec<(SectionKey, usize)> = rivals
        .iter()
        .filter_map(|(section, places)| match places.as_slice() {
            [(at, _)] => Some((*section, *at)),
            _ => None,
        })
        .collect();
    for (section, places) in rivals.iter().filter(|(_, places)| places.len() > 1) {
        let in_order =
            |at: usize| settled.iter().all(|(other, place)| (other < section) == (*place < at) || other == section);
        if !places.iter().any(|(at, _)| in_order(*at)) {
            continue;
        }
        for (at, (_, exact)) in places {
            // The form's own wording twice is a fault of the report, not a heading of the text.
            if !exact && !in_order(*at) {
                demoted.insert(*at);
            }
        }
    }
    let mut current: Option<SectionKey> = None;
    chosen.retain(|at, heading| {
        if !demoted.contains(at) {
            current = heading.section.or(current);
            return true;
        }
        // An inner heading of its own section is text of that section, and so is one without a number of the first level.
        let stays = heading.section != current && heading.style == Style::Numeral;
        heading.section = None;
        stays
    });
}
