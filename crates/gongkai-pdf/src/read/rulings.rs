//! Ruling lines before they make a grid: pieces put together, lines that meet, and the places at which they stand.

use gongkai_core::StandsAt as _;
use gongkai_core::format::{Meter, ReadError};

use super::content::Segment;

/// How far apart two rulings may be and still be one: both strokes of a double ruling, or the borders of two
/// neighbouring cells that are drawn apart, in points.
pub(super) const SAME: f64 = 5.0;
/// How far apart the outer ones of a group of such rulings may be, in points; less than the lowest row of text.
const GROUP: f64 = 7.0;
/// How near the end of a ruling must come to another to meet it, in points.
const MEET: f64 = 5.0;

/// Puts pieces of one line together: programs draw a border for each cell, or dots.
pub(super) fn merge(mut segments: Vec<Segment>) -> Vec<Segment> {
    segments.sort_by(|a, b| a.at.total_cmp(&b.at).then(a.from.total_cmp(&b.from)));
    let mut merged = Vec::new();
    let mut group: Vec<Segment> = Vec::new();
    for segment in segments {
        if group.first().is_some_and(|first| segment.at - first.at > 0.9) {
            merge_group(&mut group, &mut merged);
        }
        group.push(segment);
    }
    merge_group(&mut group, &mut merged);
    merged.retain(|segment| segment.to - segment.from >= 4.0);
    merged
}

fn merge_group(group: &mut Vec<Segment>, merged: &mut Vec<Segment>) {
    group.sort_by(|a, b| a.from.total_cmp(&b.from));
    let mut open: Option<Segment> = None;
    for segment in group.drain(..) {
        match &mut open {
            Some(line) if segment.from - line.to <= 2.6 => line.to = line.to.max(segment.to),
            _ => merged.extend(open.replace(segment)),
        }
    }
    merged.extend(open);
}

/// The lines across and those down that meet.
pub(super) type Group = (Vec<Segment>, Vec<Segment>);

/// Groups of lines that meet.
///
/// A sweep from top to bottom keeps the lines down that are open, by their places: each line across asks only those
/// that it can meet.
pub(super) fn connected(across: &[Segment], down: &[Segment], meter: &mut Meter) -> Result<Vec<Group>, ReadError> {
    let mut parents: Vec<usize> = (0..across.len() + down.len()).collect();
    // Where lines begin, are met and end, in this order at one height.
    let mut events: Vec<(f64, u8, usize)> = Vec::with_capacity(across.len() + 2 * down.len());
    events.extend(down.iter().enumerate().map(|(index, line)| (line.from - MEET, 0, index)));
    events.extend(across.iter().enumerate().map(|(index, line)| (line.at, 1, index)));
    events.extend(down.iter().enumerate().map(|(index, line)| (line.to + MEET, 2, index)));
    events.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    // The lines down come sorted by their places, so that their numbers stand for them.
    let mut open: std::collections::BTreeSet<usize> = std::collections::BTreeSet::new();
    for (_, kind, index) in events {
        match kind {
            0 => {
                open.insert(index);
            }
            2 => {
                open.remove(&index);
            }
            _ => {
                let Some(line) = across.get(index) else { continue };
                let first = down.partition_point(|other| other.at < line.from - MEET);
                let end = down.partition_point(|other| other.at <= line.to + MEET);
                for &met in open.range(first..end.max(first)) {
                    meter.work(1)?;
                    unite(&mut parents, index, across.len() + met);
                }
            }
        }
    }
    let mut groups: std::collections::BTreeMap<usize, Group> = std::collections::BTreeMap::new();
    for (index, line) in across.iter().enumerate() {
        groups.entry(root(&mut parents, index)).or_default().0.push(*line);
    }
    for (index, line) in down.iter().enumerate() {
        groups.entry(root(&mut parents, across.len() + index)).or_default().1.push(*line);
    }
    Ok(groups.into_values().collect())
}

/// Lines that stand alone beside a grid, as high as it: the sides of cells that fill the page's whole height, such as a
/// label over rows of three pages, whose upper and lower rulings are on other pages.
pub(super) fn open_columns(across: &[Segment], down: &[Segment], lone: &[Segment]) -> Vec<Segment> {
    let first = |lines: &[Segment]| lines.iter().map(|line| line.from).fold(f64::INFINITY, f64::min);
    let last = |lines: &[Segment]| lines.iter().map(|line| line.to).fold(f64::NEG_INFINITY, f64::max);
    let (top, bottom, left, right) = (first(down), last(down), first(across), last(across));
    let high = |line: &&Segment| (line.from - top).abs() <= MEET && (line.to - bottom).abs() <= MEET;
    let beside = |line: &&Segment| line.at < left || line.at > right;
    lone.iter().filter(high).filter(beside).copied().collect()
}

fn root(parents: &mut [usize], mut index: usize) -> usize {
    while let Some(&parent) = parents.get(index)
        && parent != index
    {
        let grandparent = parents.stands_at(parent).copied().unwrap_or(parent);
        if let Some(place) = parents.get_mut(index) {
            *place = grandparent;
        }
        index = grandparent;
    }
    index
}

fn unite(parents: &mut [usize], a: usize, b: usize) {
    let (a, b) = (root(parents, a), root(parents, b));
    if let Some(place) = parents.get_mut(a.max(b)) {
        *place = a.min(b);
    }
}

/// The places of rulings: each group of neighbouring ones by its mean.
pub(super) fn places(mut numbers: Vec<f64>) -> Vec<f64> {
    numbers.sort_by(f64::total_cmp);
    let mut places = Vec::new();
    let mut group: Vec<f64> = Vec::new();
    let mean = |group: &[f64]| match (group.first(), group.last()) {
        (Some(first), Some(last)) => f64::midpoint(*first, *last),
        _ => 0.0,
    };
    for number in numbers {
        let far = group.last().is_some_and(|last| number - last > SAME);
        if far || group.first().is_some_and(|first| number - first > GROUP) {
            places.push(mean(&group));
            group.clear();
        }
        group.push(number);
    }
    if !group.is_empty() {
        places.push(mean(&group));
    }
    places
}

/// The place nearest to a number.
pub(super) fn nearest(places: &[f64], number: f64) -> usize {
    let after = places.partition_point(|place| *place < number);
    let near = |index: usize| places.get(index).map_or(f64::INFINITY, |place| (place - number).abs());
    match after.checked_sub(1) {
        Some(before) if near(before) <= near(after) => before,
        _ => after.min(places.len().saturating_sub(1)),
    }
}

/// Which of the intervals between places covers a number.
pub(super) fn interval(places: &[f64], number: f64) -> Option<usize> {
    let after = places.partition_point(|place| *place <= number);
    after.checked_sub(1).filter(|before| before + 1 < places.len())
}
