//! Page numbers and running titles.

use gongkai_core::StandsAt as _;
use gongkai_core::document::{Position, Remark, RemarkKind};
use gongkai_core::page_number::{Around, PageNumber};
use gongkai_core::words::Text;

use super::lines::Line;
use super::page::Page;

/// The shares of a page's height in which page numbers and running titles stand, at the top and at the bottom.
const TOP: f64 = 0.12;
const BOTTOM: f64 = 0.85;
/// How many lines from the top or bottom of a page may be furniture.
const LINES: usize = 2;

/// A line that may be furniture.
struct Candidate {
    page: usize,
    line: usize,
    /// Its text, digits replaced, without white space.
    shape: String,
    number: Option<PageNumber>,
    y: f64,
    at_top: bool,
    /// Whether it stands apart from the lines above and below it.
    apart: bool,
}

/// Takes page numbers and running titles out of the lines of pages, each with a remark.
///
/// A bare number is a page number only when it counts like the pages do; a running title is a line that stands at the
/// same place of several pages.
pub(super) fn remove(pages: &mut [Page]) -> Vec<Remark> {
    let candidates: Vec<Candidate> =
        pages.iter().enumerate().flat_map(|(index, page)| candidates(index, page)).collect();
    let mut found: Vec<(usize, usize)> = Vec::new();
    for candidate in &candidates {
        let numbered = candidate.number.is_some_and(|own| {
            let offset = |page: usize, number: usize| number.abs_diff(page) + usize::from(number < page) * 100_000;
            let own_offset = offset(candidate.page, own.number);
            let counts_alike = candidates.iter().any(|other| {
                other.page != candidate.page
                    && other.number.is_some_and(|number| offset(other.page, number.number) == own_offset)
            });
            // The last digit of a number that wraps, in a table at the page's end, stands close below the others.
            own.around != Around::Nothing || candidate.apart && (counts_alike || own.number == candidate.page + 1)
        });
        let alike = || {
            let pages_alike = candidates.iter().filter(|other| {
                other.page != candidate.page
                    && other.at_top == candidate.at_top
                    && other.shape == candidate.shape
                    && (other.y - candidate.y).abs() < 4.0
            });
            pages_alike.count() + 1
        };
        let running = || {
            let alike = alike();
            let height = pages.stands_at(candidate.page).map_or(1.0, |page| page.height);
            let outermost = candidate.y < 0.1 * height || candidate.y > 0.9 * height;
            outermost && alike >= 2 && alike * 3 >= pages.len()
        };
        if numbered || running() {
            found.push((candidate.page, candidate.line));
        }
    }
    found.sort_unstable();
    found.dedup();
    let mut remarks = Vec::new();
    for (page, line) in found.into_iter().rev() {
        let Some(page) = pages.get_mut(page) else { continue };
        if line < page.lines.len() {
            let text = page.lines.remove(line).text();
            remarks.push(Remark::new(
                RemarkKind::PageFurniture,
                Text::quotation(&text),
                Position::default().page(page.number),
            ));
        }
    }
    remarks.reverse();
    remarks
}

fn candidates(index: usize, page: &Page) -> Vec<Candidate> {
    let first_table = page.tables.iter().map(|table| table.top).fold(f64::INFINITY, f64::min);
    let last_table = page.tables.iter().map(|table| table.bottom).fold(0.0, f64::max);
    let count = page.lines.len();
    let mut found = Vec::new();
    for (place, line) in page.lines.iter().enumerate() {
        let at_top = line.y < TOP * page.height && place < LINES && line.y <= first_table;
        let at_bottom = line.y > BOTTOM * page.height && place + LINES >= count && line.y >= last_table;
        if at_top || at_bottom {
            found.push(Candidate { apart: is_apart(&page.lines, place), ..candidate(index, place, line, at_top) });
        }
    }
    found
}

fn is_apart(lines: &[Line], place: usize) -> bool {
    let near = |other: Option<&Line>| {
        let pair = lines.get(place).zip(other);
        pair.is_some_and(|(line, other)| (line.y - other.y).abs() < 1.7 * line.size.max(other.size))
    };
    !near(place.checked_sub(1).and_then(|above| lines.get(above))) && !near(lines.get(place + 1))
}

fn candidate(page: usize, place: usize, line: &Line, at_top: bool) -> Candidate {
    let text: String = line.text().chars().filter(|char| !char.is_whitespace()).collect();
    let shape = text.chars().map(|char| if char.is_ascii_digit() { '0' } else { char }).collect();
    Candidate { page, line: place, shape, number: PageNumber::parse(&text), y: line.y, at_top, apart: true }
}
