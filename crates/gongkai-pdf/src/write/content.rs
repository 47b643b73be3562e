//! The content of a page: placed glyphs and ruled lines as drawing operations.

use std::collections::BTreeMap;

use gongkai_layout::{Area, GlyphRun, Item, Page, Rule, TextLine};
use printpdf::{
    Codepoint, Color, DictItem, Greyscale, Line, LinePoint, Op, PaintMode, PdfFontHandle, Point, Pt, Rect, Rgb,
    TextItem, TextMatrix, TextRenderingMode, WindingOrder,
};

use super::programs::{Program, Programs};

/// How thick a stroke thickens letters for want of a bold face, in ems.
const BOLD_STROKE: f32 = 0.03;

/// The operations that draw a page.
pub(super) fn operations(page: &Page, programs: &Programs) -> Vec<Op> {
    let mut drawn = Drawing { operations: Vec::new(), height: page.height, programs, thickness: None };
    for item in &page.items {
        match item {
            Item::Text(line) => drawn.line(line),
            // A page number or a repeated head is no part of the text for those who have it read to them.
            Item::Furniture(line) => drawn.marked("Artifact", BTreeMap::new(), |drawn| drawn.line(line)),
            Item::Rule(rule) => drawn.rule(rule),
            Item::Area(area) => drawn.area(area),
            _ => {}
        }
    }
    drawn.operations
}

struct Drawing<'a> {
    operations: Vec<Op>,
    height: f32,
    programs: &'a Programs,
    /// The thickness of lines that was last set.
    thickness: Option<f32>,
}

impl Drawing<'_> {
    fn marked(&mut self, tag: &str, properties: BTreeMap<String, DictItem>, draw: impl FnOnce(&mut Self)) {
        let (tag, properties) = (tag.to_owned(), DictItem::Dict { map: properties });
        self.operations.push(Op::BeginMarkedContentWithProperties { tag, properties });
        draw(self);
        self.operations.push(Op::EndMarkedContentWithProperties);
    }

    /// Draws text whose glyphs alone would be read wrongly together with what is to be read.
    fn spelled(&mut self, text: &str, draw: impl FnOnce(&mut Self)) {
        let mut data = vec![0xfe, 0xff];
        data.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
        let text = DictItem::String { data, literal: false };
        self.marked("Span", BTreeMap::from([("ActualText".to_owned(), text)]), draw);
    }

    fn line(&mut self, line: &TextLine) {
        // Gaps that justifying opened wide, and those around a dash that fills two squares, would be read as spaces.
        if line.spread || line.text.contains("——") {
            self.spelled(line.text.trim_end(), |drawn| drawn.runs(line, false));
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
                    program.glyph(glyph.id).is_some_and(|own| own.character == glyph.character)
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
