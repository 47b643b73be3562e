//! What the package says of itself: the document's information, its pages and outline, its fonts.

use gongkai_core::StandsAt as _;
use std::fmt::Write as _;

use gongkai_core::document::{Document, ParagraphRole};
use gongkai_layout::{OutlineEntry, Pages};

use super::program::Program;
use super::units::{digest, escaped, microns, millimetres};
use super::{DECLARATION, NAMESPACE};

/// `OFD.xml`. The document is named by what its pages hold, and bears no date: the day of publication is a keyword, as in
/// PDF.
pub(super) fn root(document: &Document, contents: &[String]) -> String {
    let properties = &document.properties;
    let title = properties.title.clone().or_else(|| {
        let title = document.paragraphs().find(|paragraph| paragraph.role == ParagraphRole::Title);
        title.map(|title| title.text.clone())
    });
    let published = properties.publication();
    let mut out = format!(
        "{DECLARATION}<ofd:OFD {NAMESPACE} Version=\"1.0\" DocType=\"OFD\"><ofd:DocBody><ofd:DocInfo><ofd:DocID>{:032x}</ofd:DocID>",
        digest(contents.iter().map(String::as_bytes)),
    );
    for (element, text) in [
        ("Title", title.as_deref()),
        ("Author", properties.author.as_deref()),
        ("Subject", properties.subject.as_deref()),
        ("Keyword", published.as_deref()),
        ("Creator", Some("gongkai")),
        ("CreatorVersion", Some(env!("CARGO_PKG_VERSION"))),
    ] {
        let Some(text) = text.filter(|text| !text.is_empty()) else { continue };
        let _ = match element {
            "Keyword" => write!(out, "<ofd:Keywords><ofd:Keyword>{}</ofd:Keyword></ofd:Keywords>", escaped(text)),
            _ => write!(out, "<ofd:{element}>{}</ofd:{element}>", escaped(text)),
        };
    }
    out.push_str("</ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>\n");
    out
}

/// `Document.xml`.
pub(super) fn body(pages: &Pages, page_ids: &[u32], last: u32) -> String {
    let size = |length: f32| millimetres(microns(length));
    let paper = pages.pages.first().map_or((0.0, 0.0), |page| (page.width, page.height));
    let mut out = format!(
        "{DECLARATION}<ofd:Document {NAMESPACE}><ofd:CommonData><ofd:MaxUnitID>{last}</ofd:MaxUnitID><ofd:PageArea>\
         <ofd:PhysicalBox>0 0 {} {}</ofd:PhysicalBox></ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes></ofd:CommonData><ofd:Pages>",
        size(paper.0),
        size(paper.1),
    );
    for (place, id) in page_ids.iter().enumerate() {
        let _ = write!(out, "<ofd:Page ID=\"{id}\" BaseLoc=\"Pages/Page_{place}/Content.xml\"/>");
    }
    out.push_str("</ofd:Pages>");
    if !pages.outline.is_empty() {
        out.push_str("<ofd:Outlines>");
        outline(&mut out, &pages.outline, page_ids);
        out.push_str("</ofd:Outlines>");
        out.push_str("<ofd:VPreferences><ofd:PageMode>UseOutlines</ofd:PageMode></ofd:VPreferences>");
    }
    out.push_str("<ofd:Extensions>Extensions.xml</ofd:Extensions></ofd:Document>\n");
    out
}

/// The headings as a tree: each under the nearest one before it of a higher level.
fn outline(out: &mut String, outline: &[OutlineEntry], page_ids: &[u32]) {
    let mut open: Vec<ParagraphRole> = Vec::new();
    for entry in outline {
        while open.last().is_some_and(|role| *role >= entry.role) {
            open.pop();
            out.push_str("</ofd:OutlineElem>");
        }
        let page = page_ids.stands_at(entry.page).copied().unwrap_or(0);
        let _ = write!(
            out,
            "<ofd:OutlineElem Title=\"{}\"><ofd:Actions><ofd:Action Event=\"CLICK\"><ofd:Goto>\
             <ofd:Dest Type=\"XYZ\" PageID=\"{page}\" Left=\"0\" Top=\"{}\" Zoom=\"0\"/></ofd:Goto></ofd:Action></ofd:Actions>",
            escaped(&entry.text),
            millimetres(microns(entry.top)),
        );
        open.push(entry.role);
    }
    open.iter().for_each(|_| out.push_str("</ofd:OutlineElem>"));
}

/// `PublicRes.xml`.
pub(super) fn resources(fonts: &[Option<Program>]) -> String {
    let mut out = format!("{DECLARATION}<ofd:Res {NAMESPACE} BaseLoc=\"Res\"><ofd:Fonts>");
    for font in fonts.iter().flatten() {
        let _ = write!(
            out,
            "<ofd:Font ID=\"{}\" FontName=\"{}\" FamilyName=\"{}\" Charset=\"unicode\"{}><ofd:FontFile>{}</ofd:FontFile></ofd:Font>",
            font.id,
            escaped(&font.name),
            escaped(&font.family),
            if font.bold { " Bold=\"true\"" } else { "" },
            font.file,
        );
    }
    out.push_str("</ofd:Fonts></ofd:Res>\n");
    out
}
