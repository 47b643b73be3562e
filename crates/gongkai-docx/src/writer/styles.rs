//! The styles part. docx-rs cannot say indents in characters, languages or East Asian faces in a style's order, so the
//! part is written here.
//!
//! The section states the document grid of the house style: its lines are in force, its characters (28 in a line) are
//! stated but set by the character spacing of running text, and no style snaps to it. So Word, WPS and LibreOffice
//! break the lines alike. With a character grid in force, LibreOffice gives a 16 pt character two places of a 15.8 pt
//! grid, and narrows the text block to 27 characters even where nothing snaps.

use std::fmt::Write as _;

use gongkai_core::style::{FontRole, Style, TextStyle, Twips};

use super::furniture::{DECLARATION, MAIN, escaped};
use crate::names::{LINE_END, RUN_IN_HEADING, SIGNATURE, SIGNATURE_DATE};

/// The styles that a filing uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum StyleId {
    Title,
    Heading1,
    Heading2,
    Heading3,
    Body,
    RunIn,
    LineEnd,
    Signature,
    SignatureDate,
    TableGrid,
    TableHead,
    TableText,
    Footer,
}

impl StyleId {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Title => "Title",
            Self::Heading1 => "Heading1",
            Self::Heading2 => "Heading2",
            Self::Heading3 => "Heading3",
            Self::Body => "BodyText",
            Self::RunIn => "RunInHeading",
            Self::LineEnd => "LineEnd",
            Self::Signature => "ReportSignature",
            Self::SignatureDate => "ReportSignatureDate",
            Self::TableGrid => "TableGrid",
            Self::TableHead => "TableHead",
            Self::TableText => "TableText",
            Self::Footer => "Footer",
        }
    }
}

/// The exact line of a text that is not running text: its size and a quarter, in whole points.
pub(super) fn line(text: TextStyle) -> Twips {
    Twips((text.half_points * 10 + text.half_points * 5 / 2).div_ceil(20) * 20)
}

/// The exact line of a paragraph style.
pub(super) fn line_of(id: StyleId, style: &Style) -> Twips {
    style.paragraph_line(match id {
        StyleId::Title => style.title,
        StyleId::Heading1 => style.heading1,
        StyleId::Heading2 => style.heading2,
        StyleId::Heading3 => style.heading3,
        _ => style.body,
    })
}

/// `word/styles.xml`.
pub(super) fn part(style: &Style) -> String {
    let mut out = format!("{DECLARATION}<w:styles xmlns:w=\"{MAIN}\">");
    let _ = write!(
        out,
        "<w:docDefaults><w:rPrDefault><w:rPr>{}<w:snapToGrid w:val=\"0\"/>{}\
         <w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\" w:bidi=\"ar-SA\"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>",
        fonts(style, style.body.font, FontRole::Latin),
        size(style.body),
    );
    let _ = write!(
        out,
        "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/>\
         <w:pPr><w:widowControl w:val=\"0\"/><w:snapToGrid w:val=\"0\"/>{}<w:jc w:val=\"both\"/></w:pPr></w:style>\
         <w:style w:type=\"character\" w:default=\"1\" w:styleId=\"DefaultParagraphFont\">\
         <w:name w:val=\"Default Paragraph Font\"/><w:uiPriority w:val=\"1\"/><w:semiHidden/><w:unhideWhenUsed/></w:style>\
         <w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/>\
         <w:uiPriority w:val=\"99\"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/>\
         <w:tblCellMar><w:top w:w=\"0\" w:type=\"dxa\"/><w:left w:w=\"108\" w:type=\"dxa\"/><w:bottom w:w=\"0\" w:type=\"dxa\"/>\
         <w:right w:w=\"108\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>",
        exactly(style.line_pitch, 0),
    );
    title(&mut out, style);
    for (level, id, text) in [
        (0, StyleId::Heading1, style.heading1),
        (1, StyleId::Heading2, style.heading2),
        (2, StyleId::Heading3, style.heading3),
    ] {
        heading(&mut out, style, level, id, text);
    }
    let indent = indent(style, style.body);
    let _ = write!(
        out,
        "<w:style w:type=\"paragraph\" w:styleId=\"{}\"><w:name w:val=\"Body Text\"/><w:basedOn w:val=\"Normal\"/><w:qFormat/>\
         <w:pPr>{indent}</w:pPr><w:rPr>{}</w:rPr></w:style>",
        StyleId::Body.as_str(),
        spacing(style, style.body),
    );
    let _ = write!(
        out,
        "<w:style w:type=\"character\" w:customStyle=\"1\" w:styleId=\"{}\"><w:name w:val=\"{RUN_IN_HEADING}\"/><w:qFormat/><w:rPr>{}{}{}{}\
         </w:rPr></w:style>",
        StyleId::RunIn.as_str(),
        fonts(style, style.heading2.font, FontRole::Latin),
        bold(style.heading2),
        spacing(style, style.body),
        size(style.heading2),
    );
    let _ = write!(
        out,
        "<w:style w:type=\"character\" w:customStyle=\"1\" w:styleId=\"{}\"><w:name w:val=\"{LINE_END}\"/></w:style>",
        StyleId::LineEnd.as_str(),
    );
    signature(&mut out, style);
    tables(&mut out, style);
    let _ = write!(
        out,
        "<w:style w:type=\"paragraph\" w:styleId=\"{}\"><w:name w:val=\"footer\"/><w:basedOn w:val=\"Normal\"/>\
         <w:uiPriority w:val=\"99\"/><w:unhideWhenUsed/><w:pPr>{}<w:jc w:val=\"left\"/></w:pPr>\
         <w:rPr>{}{}{}</w:rPr></w:style>",
        StyleId::Footer.as_str(),
        exactly(line(style.page_number), 0),
        fonts(style, style.page_number.font, style.page_number.font),
        bold(style.page_number),
        size(style.page_number),
    );
    out.push_str("</w:styles>");
    out
}

fn title(out: &mut String, style: &Style) {
    let _ = write!(
        out,
        "<w:style w:type=\"paragraph\" w:styleId=\"{}\"><w:name w:val=\"Title\"/><w:basedOn w:val=\"Normal\"/>\
         <w:next w:val=\"{}\"/><w:qFormat/><w:pPr><w:keepNext/><w:keepLines/>{}\
         <w:jc w:val=\"center\"/></w:pPr><w:rPr>{}{}{}</w:rPr></w:style>",
        StyleId::Title.as_str(),
        StyleId::Body.as_str(),
        exactly(line_of(StyleId::Title, style), style.line_pitch.0),
        fonts(style, style.title.font, FontRole::Latin),
        bold(style.title),
        size(style.title),
    );
}

fn heading(out: &mut String, style: &Style, level: u32, id: StyleId, text: TextStyle) {
    let number = level + 1;
    let _ = write!(
        out,
        "<w:style w:type=\"paragraph\" w:styleId=\"{}\"><w:name w:val=\"heading {number}\"/><w:basedOn w:val=\"Normal\"/>\
         <w:next w:val=\"{}\"/><w:uiPriority w:val=\"9\"/><w:qFormat/><w:pPr><w:keepNext/><w:keepLines/>{}{}\
         <w:outlineLvl w:val=\"{level}\"/></w:pPr><w:rPr>{}{}{}{}</w:rPr></w:style>",
        id.as_str(),
        StyleId::Body.as_str(),
        exactly(line_of(id, style), 0),
        indent(style, text),
        fonts(style, text.font, FontRole::Latin),
        bold(text),
        spacing(style, text),
        size(text),
    );
}

/// Who signs and when: at the right, two characters from the edge (GB/T 9704: 署名右空二字).
fn signature(out: &mut String, style: &Style) {
    const CHARACTERS: u32 = 2;
    let twips = Twips::half_points(style.body.half_points).0 * CHARACTERS;
    for (id, name) in [(StyleId::Signature, SIGNATURE), (StyleId::SignatureDate, SIGNATURE_DATE)] {
        let _ = write!(
            out,
            "<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"{}\"><w:name w:val=\"{name}\"/>\
             <w:basedOn w:val=\"Normal\"/><w:qFormat/><w:pPr><w:keepLines/><w:ind w:rightChars=\"{}\" w:right=\"{twips}\"/>\
             <w:jc w:val=\"right\"/></w:pPr><w:rPr>{}</w:rPr></w:style>",
            id.as_str(),
            CHARACTERS * 100,
            spacing(style, style.body),
        );
    }
}

fn tables(out: &mut String, style: &Style) {
    let borders: String = ["top", "left", "bottom", "right", "insideH", "insideV"]
        .map(|side| format!("<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>"))
        .concat();
    let _ = write!(
        out,
        "<w:style w:type=\"table\" w:styleId=\"{}\"><w:name w:val=\"Table Grid\"/><w:basedOn w:val=\"TableNormal\"/>\
         <w:uiPriority w:val=\"39\"/><w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr></w:style>",
        StyleId::TableGrid.as_str(),
    );
    let line = style.table_line().0;
    for (id, name, text, jc) in [
        (StyleId::TableText, "表格文字", style.table, "left"),
        (StyleId::TableHead, "表格表头", style.table_head, "left"),
    ] {
        let _ = write!(
            out,
            "<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"{}\"><w:name w:val=\"{name}\"/>\
             <w:basedOn w:val=\"Normal\"/><w:qFormat/><w:pPr><w:spacing w:line=\"{line}\" w:lineRule=\"atLeast\"/><w:jc w:val=\"{jc}\"/></w:pPr><w:rPr>{}{}{}</w:rPr></w:style>",
            id.as_str(),
            fonts(style, text.font, FontRole::Latin),
            bold(text),
            size(text),
        );
    }
}

fn exactly(line: Twips, after: u32) -> String {
    format!("<w:spacing w:after=\"{after}\" w:line=\"{}\" w:lineRule=\"exact\"/>", line.0)
}

/// What each character of running text is set wider or narrower by, to put the grid's characters into a line.
/// Text of another size than the body's is not on the grid.
fn spacing(style: &Style, text: TextStyle) -> String {
    match style.character_spacing() {
        _ if text.half_points != style.body.half_points => String::new(),
        0 => String::new(),
        twips => format!("<w:spacing w:val=\"{twips}\"/>"),
    }
}

/// The first-line indent, in characters for Word and WPS and in twips for what knows no characters.
fn indent(style: &Style, text: TextStyle) -> String {
    let twips = Twips::half_points(text.half_points).0 * style.indent_characters;
    format!("<w:ind w:firstLineChars=\"{}\" w:firstLine=\"{twips}\"/>", style.indent_characters * 100)
}

fn fonts(style: &Style, chinese: FontRole, latin: FontRole) -> String {
    let (chinese, latin) = (escaped(style.family(chinese)), escaped(style.family(latin)));
    format!("<w:rFonts w:ascii=\"{latin}\" w:eastAsia=\"{chinese}\" w:hAnsi=\"{latin}\" w:cs=\"{latin}\"/>")
}

fn bold(text: TextStyle) -> &'static str {
    if text.bold { "<w:b/><w:bCs/>" } else { "" }
}

fn size(text: TextStyle) -> String {
    let half_points = text.half_points;
    format!("<w:sz w:val=\"{half_points}\"/><w:szCs w:val=\"{half_points}\"/>")
}
