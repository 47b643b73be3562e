//! The content of a page: placed glyphs and ruled lines as drawing operations.

use std::collections::BTreeMap;

use gongkai_layout::{Area, GlyphRun, Item, Link, Page, Rule, TextLine};
use printpdf::{
    Codepoint, Color, DictItem, Greyscale, Line, LinePoint, Op, PaintMode, PdfFontHandle, Point, Pt, Rect, Rgb,
    TextItem, TextMatrix, TextRenderingMode, WindingOrder,
};

use super::marks::{self, Artifact, Part};
use super::programs::{Program, Programs};
use super::tags::Tags;

/// How thick a stroke thickens letters for want of a bold face, in ems.
const BOLD_STROKE: f32 = 0.03;

/// The operations that draw a page, and what each of its marked stretches is of.
pub(super) fn operations(page: &Page, programs: &Programs, tags: &Tags<'_>) -> (Vec<Op>, Vec<Part>) {
    let mut drawn = Drawing {
        operations: Vec::new(),
        height: page.height,
        programs,
        thickness: None,
        tags,
        parts: Vec::new(),
        open: None,
    };
    let links: Vec<(usize, &Link)> = marks::links(page).enumerate().collect();
    for (place, item) in page.items.iter().enumerate() {
        match item {
            Item::Text(line) => {
                let own: Vec<(usize, &Link)> = links.iter().filter(|(_, link)| link.line == place).copied().collect();
                drawn.text(line, &own);
            }
            // A page number or a repeated head is no part of the text for those who have it read to them.
            Item::Furniture(line) => {
                drawn.within(Open::Artifact(Artifact::Pagination));
                drawn.line(line, line.text.trim_end());
            }
            Item::Rule(rule) => {
                drawn.within(Open::Artifact(Artifact::Layout));
                drawn.rule(rule);
            }
            Item::Area(area) => {
                drawn.within(Open::Artifact(Artifact::Layout));
                drawn.area(area);
            }
            _ => {}
        }
    }
    drawn.close();
    (drawn.operations, drawn.parts)
}

/// What is marked at the moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Open {
    Part(Part),
    Artifact(Artifact),
}

struct Drawing<'a> {
    operations: Vec<Op>,
    height: f32,
    programs: &'a Programs,
    /// The thickness of lines that was last set.
    thickness: Option<f32>,
    tags: &'a Tags<'a>,
    /// What the marked stretches are of, by their numbers.
    parts: Vec<Part>,
    open: Option<Open>,
}

impl Drawing<'_> {
    /// What is drawn next is marked as this; what follows one another is marked once.
    fn within(&mut self, open: Open) {
        if self.open == Some(open) {
            return;
        }
        self.close();
        self.open = Some(open);
        let (tag, properties) = match open {
            Open::Part(part) => {
                let number = i64::try_from(self.parts.len()).unwrap_or(i64::MAX);
                self.parts.push(part);
                let tag = match part {
                    Part::Of(origin) => self.tags.name(origin),
                    Part::Link(..) => "Link",
                };
                (tag, BTreeMap::from([("MCID".to_owned(), DictItem::Int(number))]))
            }
            Open::Artifact(kind) => {
                let kind = match kind {
                    Artifact::Pagination => "Pagination",
                    Artifact::Layout => "Layout",
                };
                ("Artifact", BTreeMap::from([("Type".to_owned(), DictItem::Name(kind.as_bytes().to_vec()))]))
            }
        };
        let (tag, properties) = (tag.to_owned(), DictItem::Dict { map: properties });
        self.operations.push(Op::BeginMarkedContentWithProperties { tag, properties });
    }

    /// Ends what is marked.
    fn close(&mut self) {
        if self.open.take().is_some() {
            self.operations.push(Op::EndMarkedContentWithProperties);
        }
    }

    /// Draws a line of the document, with the links that lie on it.
    fn text(&mut self, line: &TextLine, links: &[(usize, &Link)]) {
        let Some(origin) = line.origin else {
            self.within(Open::Artifact(Artifact::Pagination));
            return self.line(line, line.text.trim_end());
        };
        if links.is_empty() {
            self.within(Open::Part(Part::Of(origin)));
            return self.line(line, line.text.trim_end());
        }
        let stretches = marks::stretches(line, links);
        let last = stretches.len().saturating_sub(1);
        for (place, (link, stretch)) in stretches.iter().enumerate() {
            self.within(Open::Part(link.map_or(Part::Of(origin), |link| Part::Link(origin, link))));
            self.line(stretch, if place == last { stretch.text.trim_end() } else { &stretch.text });
        }
    }

    /// Draws text whose glyphs alone would be read wrongly together with what is to be read.
    fn spelled(&mut self, text: &str, draw: impl FnOnce(&mut Self)) {
        let mut data = vec![0xfe, 0xff];
        data.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
        let text = DictItem::String { data, literal: false };
        let properties = DictItem::Dict { map: BTreeMap::from([("ActualText".to_owned(), text)]) };
        self.operations.push(Op::BeginMarkedContentWithProperties { tag: "Span".to_owned(), properties });
        draw(self);
        self.operations.push(Op::EndMarkedContentWithProperties);
    }

    /// Draws a line or a stretch of one, which reads as this text.
    fn line(&mut self, line: &TextLine, text: &str) {
        // Gaps that justifying opened wide, and those around a dash that fills two squares, would be read as spaces.
        if line.spread || line.text.contains("——") {
            self.spelled(text, |drawn| drawn.runs(line, false));
        } else {
            self.runs(line, true);
        }
    }

    fn runs(&mut self, line: &TextLine, spell: bool) {
        for run in &line.runs {
            let Some(program) = self.programs.face(run.face) else { continue };
            let mut rest = run.glyphs.as_slice();
            while let Some(first) = rest.first() {
                let reads = |glyph: &gongkai_layout::PlacedGlyph| {
                    !is_private(glyph.character)
                        && program.glyph(glyph.id).is_some_and(|own| own.character == glyph.character)
                };
                // Stretches whose characters the file knows from the glyphs, and single ones that it does not.
                let known = rest.iter().take_while(|glyph| !spell || reads(glyph)).count();
                let (shown, after) = rest.split_at(known.max(1).min(rest.len()));
                if known == 0 {
                    let text = first.character.to_string();
                    self.spelled(&text, |drawn| drawn.glyphs(program, run, shown, line.baseline - run.rise));
                } else {
                    self.glyphs(program, run, shown, line.baseline - run.rise);
                }
                rest = after;
            }
        }
    }

    fn glyphs(&mut self, program: &Program, run: &GlyphRun, glyphs: &[gongkai_layout::PlacedGlyph], baseline: f32) {
        let Some(first) = glyphs.first() else { return };
        let font = PdfFontHandle::External(program.id.clone());
        let operations = &mut self.operations;
        operations.push(Op::StartTextSection);
        operations.push(Op::SetFont { font, size: Pt(run.size) });
        if run.embolden {
            operations.push(Op::SetOutlineThickness { pt: Pt(run.size * BOLD_STROKE) });
            operations.push(Op::SetTextRenderingMode { mode: TextRenderingMode::FillStroke });
            self.thickness = None;
        }
        let at = TextMatrix::Translate(Pt(rounded(first.x)), Pt(rounded(self.height - baseline)));
        operations.push(Op::SetTextMatrix { matrix: at });
        operations.push(Op::ShowText { items: vec![TextItem::GlyphIds(placed(program, run.size, glyphs))] });
        if run.embolden {
            operations.push(Op::SetTextRenderingMode { mode: TextRenderingMode::Fill });
        }
        operations.push(Op::EndTextSection);
    }

    fn rule(&mut self, rule: &Rule) {
        if self.thickness.is_none_or(|thickness| thickness.to_bits() != rule.thickness.to_bits()) {
            self.operations.push(Op::SetOutlineThickness { pt: Pt(rule.thickness) });
            self.thickness = Some(rule.thickness);
        }
        let height = self.height;
        let point = |(x, y): (f32, f32)| LinePoint {
            p: Point { x: Pt(rounded(x)), y: Pt(rounded(height - y)) },
            bezier: false,
        };
        let points = vec![point(rule.from), point(rule.to)];
        self.operations.push(Op::DrawLine { line: Line { points, is_closed: false } });
    }

    fn area(&mut self, area: &Area) {
        let [r, g, b] = area.colour.map(|part| f32::from(part) / 255.0);
        let rectangle = Rect {
            x: Pt(rounded(area.left)),
            y: Pt(rounded(self.height - area.top - area.height)),
            width: Pt(rounded(area.width)),
            height: Pt(rounded(area.height)),
            mode: Some(PaintMode::Fill),
            winding_order: Some(WindingOrder::NonZero),
        };
        let colour = Color::Rgb(Rgb { r, g, b, icc_profile: None });
        let black = Color::Greyscale(Greyscale { percent: 0.0, icc_profile: None });
        self.operations.push(Op::SetFillColor { col: colour });
        self.operations.push(Op::DrawRectangle { rectangle });
        self.operations.push(Op::SetFillColor { col: black });
    }
}

/// Whether a character means what each font pleases; archives want it said beside the glyph.
fn is_private(character: char) -> bool {
    matches!(character, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')
}

/// Glyphs with what must be added between them so that each stands at its place.
fn placed(program: &Program, size: f32, glyphs: &[gongkai_layout::PlacedGlyph]) -> Vec<Codepoint> {
    let origin = glyphs.first().map_or(0.0, |glyph| glyph.x);
    let mut set: Vec<Codepoint> = Vec::new();
    let mut pen = 0.0_f32;
    for glyph in glyphs {
        let Some(own) = program.glyph(glyph.id) else { continue };
        let wanted = (glyph.x - origin) * 1000.0 / size;
        // A reader moves the pen by the widths that the file states, which are whole thousandths.
        let back = rounded(pen - wanted);
        if let Some(before) = set.last_mut().filter(|_| back.abs() >= 0.2) {
            before.offset = back;
            pen -= back;
        }
        set.push(Codepoint::with_cid(own.id, 0.0, own.character.to_string()));
        pen += f32::from(own.width);
    }
    set
}

/// A length to a hundredth, which is finer than any printer.
fn rounded(length: f32) -> f32 {
    (length * 100.0).round() / 100.0
}
