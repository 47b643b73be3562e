//! The content of a page: placed glyphs as text, rules and shades as paths, links as places to press.

use std::fmt::Write as _;

use gongkai_layout::{Area, GlyphRun, Item, Link, Page, PlacedGlyph, Rule, TextLine};

use super::program::Program;
use super::units::{Ids, escaped, microns, millimetres};
use super::{DECLARATION, NAMESPACE};

/// How thick a stroke thickens letters for want of a bold face, in ems.
const BOLD_STROKE: f32 = 0.03;
/// How much of a line of text lies above and below its baseline, in sizes.
const ABOVE: f32 = 1.0;
const BELOW: f32 = 0.4;

/// A page's content.
pub(super) fn content(page: &Page, fonts: &[Option<Program>], ids: &mut Ids) -> String {
    let (width, height) = (millimetres(microns(page.width)), millimetres(microns(page.height)));
    let mut out = format!(
        "{DECLARATION}<ofd:Page {NAMESPACE}><ofd:Area><ofd:PhysicalBox>0 0 {width} {height}</ofd:PhysicalBox></ofd:Area><ofd:Content>"
    );
    // Page numbers and repeated heads are no part of the text, and lie in a layer of their own.
    for (kind, furniture) in [("Body", false), ("Foreground", true)] {
        let mut layer = String::new();
        let id = ids.next();
        for item in &page.items {
            match item {
                Item::Text(line) if !furniture => text(&mut layer, line, fonts, ids),
                Item::Furniture(line) if furniture => text(&mut layer, line, fonts, ids),
                Item::Rule(one) if !furniture => rule(&mut layer, one, ids),
                Item::Area(one) if !furniture => area(&mut layer, one, ids),
                Item::Link(one) if !furniture => link(&mut layer, one, ids),
                _ => {}
            }
        }
        if !layer.is_empty() {
            let _ = write!(out, "<ofd:Layer ID=\"{id}\" Type=\"{kind}\">{layer}</ofd:Layer>");
        }
    }
    out.push_str("</ofd:Content></ofd:Page>\n");
    out
}

fn text(out: &mut String, line: &TextLine, fonts: &[Option<Program>], ids: &mut Ids) {
    for (place, run) in line.runs.iter().enumerate() {
        let Some(Some(font)) = fonts.get(run.face) else { continue };
        let end = line.runs.get(place + 1).and_then(|next| next.glyphs.first()).map_or(line.end, |next| next.x);
        // A dash, for one, is drawn with the rule that fills a square; what is drawn so is a text of its own, since readers
        // know one such change in a text.
        let other = |glyph: &PlacedGlyph| font.other_glyph(glyph.id, glyph.character).is_some();
        let mut pieces = run.glyphs.chunk_by(|one, next| other(one) == other(next)).peekable();
        while let Some(piece) = pieces.next() {
            let end = pieces.peek().and_then(|next| next.first()).map_or(end, |next| next.x);
            // Readers of XML drop white space at either end of a text.
            let blank = |glyph: &PlacedGlyph| glyph.character.is_whitespace();
            let from = piece.iter().position(|glyph| !blank(glyph)).unwrap_or(piece.len());
            let to = piece.iter().rposition(|glyph| !blank(glyph)).map_or(from, |last| last + 1);
            if let Some(glyphs) = piece.get(from..to).filter(|glyphs| !glyphs.is_empty()) {
                shown(out, run, glyphs, (line.baseline - run.rise, end), font, ids);
            }
        }
    }
}

fn shown(out: &mut String, run: &GlyphRun, glyphs: &[PlacedGlyph], at: (f32, f32), font: &Program, ids: &mut Ids) {
    let (baseline, end) = at;
    let left = microns(glyphs.first().map_or(0.0, |glyph| glyph.x));
    let (top, size) = (microns(baseline - run.size * ABOVE), microns(run.size));
    let (width, height) = ((microns(end) - left).max(size), microns(run.size * (ABOVE + BELOW)));
    let boundary = [left, top, width, height].map(millimetres).join(" ");
    let _ = write!(
        out,
        "<ofd:TextObject ID=\"{}\" Boundary=\"{boundary}\" Font=\"{}\" Size=\"{}\"",
        ids.next(),
        font.id,
        millimetres(size),
    );
    if run.embolden {
        let _ = write!(out, " Stroke=\"true\" LineWidth=\"{}\"", millimetres(microns(run.size * BOLD_STROKE)));
    }
    out.push_str("><ofd:FillColor Value=\"0 0 0\"/>");
    if run.embolden {
        out.push_str("<ofd:StrokeColor Value=\"0 0 0\"/>");
    }
    let others: Vec<String> = glyphs
        .iter()
        .filter_map(|glyph| font.other_glyph(glyph.id, glyph.character))
        .map(|id| id.to_string())
        .collect();
    if !others.is_empty() {
        let (count, others) = (others.len(), others.join(" "));
        let _ = write!(
            out,
            "<ofd:CGTransform CodePosition=\"0\" CodeCount=\"{count}\" GlyphCount=\"{count}\"><ofd:Glyphs>{others}</ofd:Glyphs></ofd:CGTransform>"
        );
    }
    let _ = write!(out, "<ofd:TextCode X=\"0\" Y=\"{}\"", millimetres(microns(baseline) - top));
    // From place to place, so that what is rounded off does not add up along the line.
    let places = glyphs.iter().map(|glyph| microns(glyph.x));
    let steps: Vec<String> = places.clone().zip(places.skip(1)).map(|(here, next)| millimetres(next - here)).collect();
    if !steps.is_empty() {
        let _ = write!(out, " DeltaX=\"{}\"", steps.join(" "));
    }
    let characters: String = glyphs.iter().map(|glyph| glyph.character).collect();
    let _ = write!(out, ">{}</ofd:TextCode></ofd:TextObject>", escaped(&characters));
}

fn rule(out: &mut String, rule: &Rule, ids: &mut Ids) {
    let half = rule.thickness / 2.0;
    let (left, right) = (rule.from.0.min(rule.to.0), rule.from.0.max(rule.to.0));
    let (top, bottom) = (rule.from.1.min(rule.to.1), rule.from.1.max(rule.to.1));
    // The box holds the whole thickness of the line, since readers cut at it.
    let corner = (microns(left - half), microns(top - half));
    let extent = (microns(right + half) - corner.0, microns(bottom + half) - corner.1);
    let inside =
        |(x, y): (f32, f32)| format!("{} {}", millimetres(microns(x) - corner.0), millimetres(microns(y) - corner.1));
    let boundary = [corner.0, corner.1, extent.0, extent.1].map(millimetres).join(" ");
    let _ = write!(
        out,
        "<ofd:PathObject ID=\"{}\" Boundary=\"{boundary}\" LineWidth=\"{}\"><ofd:StrokeColor Value=\"0 0 0\"/>\
         <ofd:AbbreviatedData>M {} L {}</ofd:AbbreviatedData></ofd:PathObject>",
        ids.next(),
        millimetres(microns(rule.thickness)),
        inside((left, top)),
        inside((right, bottom)),
    );
}

/// A box, and the way around it.
fn around(left: f32, top: f32, width: f32, height: f32) -> (String, String) {
    let [left, top, width, height] = [left, top, width, height].map(microns).map(millimetres);
    (format!("{left} {top} {width} {height}"), format!("M 0 0 L {width} 0 L {width} {height} L 0 {height} C"))
}

fn area(out: &mut String, area: &Area, ids: &mut Ids) {
    let (boundary, path) = around(area.left, area.top, area.width, area.height);
    let [red, green, blue] = area.colour;
    let _ = write!(
        out,
        "<ofd:PathObject ID=\"{}\" Boundary=\"{boundary}\" Stroke=\"false\" Fill=\"true\"><ofd:FillColor Value=\"{red} {green} {blue}\"/>\
         <ofd:AbbreviatedData>{path}</ofd:AbbreviatedData></ofd:PathObject>",
        ids.next(),
    );
}

fn link(out: &mut String, link: &Link, ids: &mut Ids) {
    let (boundary, path) = around(link.left, link.top, link.width, link.height);
    let _ = write!(
        out,
        "<ofd:PathObject ID=\"{}\" Boundary=\"{boundary}\" Stroke=\"false\" Fill=\"false\"><ofd:Actions><ofd:Action Event=\"CLICK\">\
         <ofd:URI URI=\"{}\"/></ofd:Action></ofd:Actions><ofd:AbbreviatedData>{path}</ofd:AbbreviatedData></ofd:PathObject>",
        ids.next(),
        escaped(&link.address),
    );
}
