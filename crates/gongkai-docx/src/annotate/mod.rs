//! Comments in a Word file that somebody else made: anchored at the cell or the sentence, and nothing else changed.
//!
//! The main part gets the anchors, the part of the comments gets the comments, and where there was none it is added with
//! its relationship and its content type. Every other part stays as it is packed. Comments that are there stay; tracked
//! changes and protection are not touched.

mod anchors;
mod comments;

use gongkai_core::document::Position;
use gongkai_core::format::{AnnotateError, Annotated, Annotating, Annotation, Annotator, Limits, ReadError};
use gongkai_opc::{
    Insertions, Package, PackageEdit, PackageKind, is_signed, is_strict, relationships_part, with_content_type,
    with_relationship,
};

use crate::reader::{DocxReader, Places};
use anchors::Paragraphs;
use comments::Comments;

const CONTENT_TYPES: &str = "[Content_Types].xml";
const COMMENTS_TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";

/// Puts comments into Word files (`.docx`, `.docm`).
///
/// ```
/// use gongkai_core::document::{Document, Paragraph, ParagraphRole, Position};
/// use gongkai_core::format::{Annotating, Annotation, Annotator, Limits, Writer};
/// use gongkai_core::style::Style;
/// use gongkai_docx::{DocxAnnotator, DocxWriter};
/// let document = Document::new(vec![Paragraph::new(ParagraphRole::Body, "全年收到申请12件。").into()]);
/// let file = DocxWriter::new(Style::gbt9704()).write(&document)?.bytes;
/// let remark = Annotation::new(Position::default().paragraph(1), "与表三不一致，请核对").about("申请12件");
/// let by = Annotating::by("某县政务公开办公室");
/// let annotated = DocxAnnotator::new().annotate(&file, &[remark], &by, &Limits::default())?;
/// assert!(annotated.at_start.is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, Default)]
pub struct DocxAnnotator;

impl DocxAnnotator {
    /// An annotator.
    #[must_use]
    pub fn new() -> Self {
        Self
    }
}

impl Annotator for DocxAnnotator {
    fn annotate(
        &self,
        bytes: &[u8],
        remarks: &[Annotation],
        by: &Annotating,
        limits: &Limits,
    ) -> Result<Annotated, AnnotateError> {
        let (_, places) = DocxReader::new().read_with_places(bytes, limits)?;
        let mut package = Package::open(bytes, PackageKind::Word, limits)?;
        if is_signed(package.names()) {
            return Err(AnnotateError::Signed);
        }
        let main = package.main_part("word/document.xml")?;
        let text = utf8(package.part(&main)?, &main)?;
        let paragraphs = Paragraphs::of(&text, &main, limits)?;
        let links = package.relationships(&main)?;
        let there = links.target(&main, "comments").filter(|name| package.has(name));
        let own = match &there {
            Some(name) => Some(utf8(package.part(name)?, name)?),
            None => None,
        };
        let mut comments = Comments::after(own.as_deref(), there.as_deref().unwrap_or_default(), &text, limits)?;

        let mut insertions = Insertions::default();
        let mut at_start = Vec::new();
        for (index, remark) in remarks.iter().enumerate() {
            let start = begins(&places, remark.at);
            let found = start.and_then(|start| paragraphs.anchor(start, remark.excerpt.as_deref()));
            if found.is_none() {
                at_start.push(index);
            }
            let Some(anchor) = found.or_else(|| paragraphs.first()) else {
                return Err(AnnotateError::NoPlace("文件里没有段落 / the file has no paragraph".to_owned()));
            };
            let id = comments.add(&remark.text, by);
            paragraphs.insert(&text, &anchor, id, &mut insertions);
        }

        let mut edit = PackageEdit::default();
        edit.put(&main, insertions.into_text(&text));
        match &there {
            Some(name) => edit.put(name, comments.finish(limits)?),
            None => {
                let name = free_name(&package, &main);
                let rels = relationships_part(&main);
                let before = package.xml_part(&rels)?;
                let target = name.rsplit('/').next().unwrap_or(&name);
                let (with_link, _) =
                    with_relationship(before.as_deref(), &rels, ("comments", is_strict(&text)), target, limits)?;
                let types = package.xml_part(CONTENT_TYPES)?.ok_or_else(|| ReadError::damaged(CONTENT_TYPES))?;
                edit.put(CONTENT_TYPES, with_content_type(&types, &name, COMMENTS_TYPE, limits)?);
                edit.put(rels, with_link);
                edit.put(name, comments.finish(limits)?);
            }
        }
        Ok(Annotated::new(edit.apply(bytes)?, at_start))
    }
}

/// A part as UTF-8 text; parts in UTF-16 are not rewritten.
fn utf8(bytes: Option<Vec<u8>>, name: &str) -> Result<String, AnnotateError> {
    let bytes = bytes.ok_or_else(|| ReadError::damaged(format!("包内没有部件 {name} / no such part")))?;
    String::from_utf8(bytes)
        .map_err(|_| AnnotateError::NoPlace(format!("{name} 不是 UTF-8，不能加批注 / is not in UTF-8")))
}

/// A name for the part of the comments that no other part has, beside the main part.
fn free_name(package: &Package<'_>, main: &str) -> String {
    let folder = main.rsplit_once('/').map(|(folder, _)| format!("{folder}/")).unwrap_or_default();
    let names = std::iter::once(format!("{folder}comments.xml"))
        .chain((1..).map(|number| format!("{folder}comments{number}.xml")));
    names.into_iter().find(|name| !package.has(name)).unwrap_or_default()
}

/// Where the paragraph or the cell of a place begins. A remark on a table as a whole stands at its first cell.
fn begins(places: &Places, at: Position) -> Option<usize> {
    // The places of another document in this one are its own, so that they say nothing of this one's part.
    if places.text().contains("altChunk") {
        return None;
    }
    let first =
        || places.cell(at.table_row(1).table_column(1)).filter(|_| at.table.is_some() && at.table_row.is_none());
    let place = match at.table_row {
        Some(_) => places.cell(at),
        None => places.paragraph(at).or_else(first),
    };
    place.map(|place| place.start)
}
