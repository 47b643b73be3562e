//! A report put into an office's own Word template: its figures into the cells of the form, its text under the headings.

use gongkai_core::characters::one_line;
use gongkai_core::check::Text;
use gongkai_core::document::Position;
use gongkai_core::form::{CellKey, SectionKey};
use gongkai_core::{Cell, Part, Report};
use gongkai_docx::{DocxReader, FillError, FillParagraph, Filling, SectionPlaces};
use gongkai_recognize::recognize;

use crate::{Error, ErrorKind, ReadOptions, Reading, guarded};

/// A template that a report was put into.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct FilledTemplate {
    /// The file, in which all else is as it was.
    pub bytes: Vec<u8>,
    /// Cells of the report that are not in the file, and why.
    pub unfilled: Vec<(CellKey, Text)>,
    /// Text of the report that is not in the file, and what of the template stayed that the report says otherwise.
    pub remarks: Vec<Text>,
}

/// Puts a report into a Word file: figures into the form's cells as the reader finds them, each in the look of what stood
/// there; text under its headings. Everything else of the file stays as it is.
///
/// What was put in is read again and held against the report: a cell that does not come back is named.
///
/// ```
/// use gongkai::{Cell, Format, Organ, ReadOptions, Report, WriteOptions, Year, fill_template, write};
/// let organ = Organ::new("青山镇人民政府");
/// let mut last = Report::new(organ.clone(), Year::new(2023)?);
/// let key = "disclosure.licenses.decisions".parse()?;
/// last.set(key, Cell::from(4));
/// let template = write(&last, Format::Docx, &WriteOptions::default())?.bytes;
/// let mut report = Report::new(organ, Year::new(2024)?);
/// report.set(key, Cell::from(7));
/// let filled = fill_template(&report, &template, &ReadOptions::default())?;
/// let read = gongkai::read(&filled.bytes, Format::Docx, &ReadOptions::default())?;
/// assert_eq!(read.report.cell(key), Some(&Cell::from(7)));
/// // Of the title, which the template has for another year, it is said that it stays.
/// assert!(filled.remarks.iter().any(|remark| remark.zh.contains("标题")));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`Error`] when the file is no Word file or none of the form's tables is found in it.
pub fn fill_template(report: &Report, template: &[u8], options: &ReadOptions) -> Result<FilledTemplate, Error> {
    guarded(|| fill(report, template, options))
        .unwrap_or_else(|said| Err(ErrorKind::Internal(said)))
        .map_err(Error::from)
}

fn fill(report: &Report, template: &[u8], options: &ReadOptions) -> Result<FilledTemplate, ErrorKind> {
    let limits = &options.limits;
    limits.admit(template)?;
    let (document, places) = DocxReader::new().read_with_places(template, limits)?;
    let found = recognize(&document);
    if found.provenance.cells.is_empty() {
        return Err(ErrorKind::NoForm);
    }
    let mut filling = Filling::new(&places);
    let mut unfilled = Vec::new();
    let mut remarks = Vec::new();
    for cell in report.form_cells() {
        if let Err(why) = put(report, cell.key, &found, &mut filling, &mut remarks) {
            unfilled.push((cell.key, why));
        }
    }
    sections(report, &found, &mut filling, &mut remarks);
    let (own, theirs) = (report.full_title(), found.report.full_title());
    if own != theirs {
        remarks.push(Text::new(
            format!("模板的标题没有改：模板是“{}”，报告是“{}”", one_line(&theirs), one_line(&own)),
            format!("the template's title stays: “{}”; the report's is “{}”", one_line(&theirs), one_line(&own)),
        ));
    }
    let bytes = filling.finish(template, limits)?;
    // What was written is what is read, or it is said.
    let again = recognize(&gongkai_core::format::Reader::read(&DocxReader::new(), &bytes, limits)?);
    for cell in report.form_cells() {
        let (stated, read) = (report.cell(cell.key), again.report.cell(cell.key));
        let known = unfilled.iter().any(|(key, _)| *key == cell.key);
        if let Some(stated) = stated.filter(|stated| !known && Some(*stated) != read) {
            let read = read.map(|cell| cell.printed().into_owned()).unwrap_or_default();
            unfilled.push((
                cell.key,
                Text::new(
                    format!("填入“{}”，读回“{read}”", stated.printed()),
                    format!("“{}” was put in, “{read}” is read", stated.printed()),
                ),
            ));
        }
    }
    Ok(FilledTemplate { bytes, unfilled, remarks })
}

/// Puts what a report states in a cell into the template's.
fn put(
    report: &Report,
    key: CellKey,
    found: &Reading,
    filling: &mut Filling<'_>,
    remarks: &mut Vec<Text>,
) -> Result<(), Text> {
    let stated = report.cell(key);
    let Some(place) = found.provenance.cells.get(&key) else {
        // A cell that neither has is none that is missing.
        let absent = Text::new("模板里没有找到这一格", "the template has no such cell");
        return if stated.is_some() { Err(absent) } else { Ok(()) };
    };
    let text = stated.map(|cell| cell.printed().into_owned()).unwrap_or_default();
    filling.set_cell(*place, &text).map_err(|error| in_words(&error))?;
    let old = found.report.cell(key).filter(|old| **old != Cell::Blank);
    if let (None, Some(old)) = (stated, old) {
        remarks.push(Text::new(
            format!("{}：报告没有这一格，模板里的“{}”清空了", report.printed_name(key), old.printed()),
            format!("{}: not stated; “{}” of the template is taken out", report.english_name(key), old.printed()),
        ));
    }
    Ok(())
}

/// Puts what the sections say under their headings.
fn sections(report: &Report, found: &Reading, filling: &mut Filling<'_>, remarks: &mut Vec<Text>) {
    let places: Vec<(SectionKey, SectionPlaces)> =
        SectionKey::ALL.into_iter().map(|section| (section, section_places(found, section))).collect();
    places.iter().for_each(|(_, places)| filling.learn(places));
    for (section, places) in places {
        let narrative = report.narrative(section);
        let heading = section.heading();
        if narrative.is_empty() {
            if !places.paragraphs.is_empty() {
                remarks.push(Text::new(
                    format!("报告的“{heading}”没有文字，模板里的没有改"),
                    format!("the report says nothing in “{heading}”; what the template says stays"),
                ));
            }
            continue;
        }
        let mut paragraphs = Vec::new();
        for part in narrative.parts() {
            match part {
                Part::FormTable => {}
                Part::Heading(one) => paragraphs.push(FillParagraph::new(one.prose.text(), true)),
                part => match part.prose() {
                    Some(prose) => paragraphs.push(FillParagraph::new(prose.text(), false)),
                    None => remarks.push(Text::new(
                        format!("“{heading}”里的小表格没有放进模板"),
                        format!("a small table in “{heading}” is not put into the template"),
                    )),
                },
            }
        }
        if narrative.parts().iter().filter_map(Part::prose).any(|prose| !prose.marks().is_empty()) {
            remarks.push(Text::new(
                format!("“{heading}”里的加粗、链接没有带进模板，文字都在"),
                format!("bold text and links of “{heading}” are plain text in the template"),
            ));
        }
        if let Err(error) = filling.set_section(&places, &paragraphs) {
            let Text { zh, en } = in_words(&error);
            remarks.push(Text::new(
                format!("“{heading}”的文字没有放进模板：{zh}"),
                format!("the text of “{heading}” is not put into the template: {en}"),
            ));
        }
    }
}

/// Where a section's heading and paragraphs stand in the template.
fn section_places(found: &Reading, section: SectionKey) -> SectionPlaces {
    let parts = found.report.narrative(section).parts();
    let positions = found.provenance.paragraphs.get(&section).map_or(&[] as &[Position], Vec::as_slice);
    let mut places = SectionPlaces::default();
    for (part, position) in parts.iter().zip(positions) {
        match part {
            Part::Heading(_) => places.paragraphs.push((*position, true)),
            part if part.prose().is_some() => places.paragraphs.push((*position, false)),
            _ => {}
        }
    }
    let heading = found.report.headings.iter().find(|heading| heading.section == Some(section));
    places.heading = heading.map(|heading| heading.position);
    places
}

fn in_words(error: &FillError) -> Text {
    match error {
        FillError::Holds(held) => {
            Text::new(format!("这里有{}，没有改动", held.zh), format!("{} stands there, which stays", held.en))
        }
        _ => Text::new("模板里没有找到这个位置", "the template has no such place"),
    }
}
