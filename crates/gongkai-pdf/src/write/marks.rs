//! What each stretch of a page is of: a part of the document, a link in it, or nothing but looks.

use gongkai_layout::{Item, Link, Origin, Page, TextLine};

/// What a marked stretch of a page is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// A part of the document.
    Of(Origin),
    /// The words of a part of the document that lead somewhere, by the number of the page's link.
    Link(Origin, usize),
}

/// What nobody has read to them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Artifact {
    /// A page number, or a head repeated.
    Pagination,
    /// A rule or a shade.
    Layout,
}

/// The links of a page in their order.
pub(super) fn links(page: &Page) -> impl Iterator<Item = &Link> {
    page.items.iter().filter_map(|item| match item {
        Item::Link(link) => Some(link),
        _ => None,
    })
}

/// A line in stretches that lead somewhere, each with the number of its link, and such that do not.
pub(super) fn stretches(line: &TextLine, links: &[(usize, &Link)]) -> Vec<(Option<usize>, TextLine)> {
    /// A glyph may stand so far before the edge of its link, in points, from rounding alone.
    const TOLERANCE: f32 = 0.05;
    let leads = |x: f32| {
        let within = |link: &Link| x >= link.left - TOLERANCE && x < link.left + link.width - TOLERANCE;
        links.iter().find(|(_, link)| within(link)).map(|(number, _)| *number)
    };
    let mut found: Vec<(Option<usize>, TextLine)> = Vec::new();
    for run in &line.runs {
        for glyph in &run.glyphs {
            let link = leads(glyph.x);
            if found.last().is_none_or(|(last, _)| *last != link) {
                let mut stretch = line.clone();
                stretch.runs.clear();
                stretch.text.clear();
                found.push((link, stretch));
            }
            let Some((_, stretch)) = found.last_mut() else { continue };
            stretch.text.push(glyph.character);
            let looks_alike = |last: &&mut gongkai_layout::GlyphRun| {
                last.face == run.face
                    && last.size.to_bits() == run.size.to_bits()
                    && last.embolden == run.embolden
                    && last.rise.to_bits() == run.rise.to_bits()
            };
            match stretch.runs.last_mut().filter(looks_alike) {
                Some(last) => last.glyphs.push(*glyph),
                None => {
                    let mut own = run.clone();
                    own.glyphs = vec![*glyph];
                    stretch.runs.push(own);
                }
            }
        }
    }
    found
}
