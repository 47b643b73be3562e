//! A report put into an office's own file: into a Word template its figures and its text, into a workbook its figures.

use gongkai_core::characters::one_line;
use gongkai_core::check::Text;
use gongkai_core::document::Position;
use gongkai_core::form::{CellKey, SectionKey};
use gongkai_core::reading::NOT_READ;
use gongkai_core::{Cell, Part, Report};
use gongkai_docx::{DocxReader, FillError, FillParagraph, Filling, SectionPlaces};
use gongkai_recognize::recognize;

use crate::{Error, ErrorKind, Format, ReadOptions, Reading, guarded, sniff};

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
/// there; text under its headings. Into a workbook (`.xlsx`) the figures alone are put, and its formulas stay. Everything
/// else of the file stays as it is.
///
/// Cells that could not be read of what the report comes from (`not_read`, as [`gongkai_core::reading::Receipt::not_read`] names them) say so in
/// words ([`NOT_READ`]): what the template held there is another report's, and a blank would be a figure of nobody's.
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
/// let filled = fill_template(&report, &[], &template, &ReadOptions::default())?;
/// let read = gongkai::read(&filled.bytes, Format::Docx, &ReadOptions::default())?;
/// assert_eq!(read.report.cell(key), Some(&Cell::from(7)));
/// // Of the title, which the template has for another year, it is said that it stays.
/// assert!(filled.remarks.iter().any(|remark| remark.zh.contains("标题")));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`Error`] when the file is neither a Word file nor a workbook, or none of the form's tables is found in it.
pub fn fill_template(
    report: &Report,
    not_read: &[CellKey],
    template: &[u8],
    options: &ReadOptions,
) -> Result<FilledTemplate, Error> {
    let source = Source { report, not_read };
    guarded(|| fill(&source, template, options))
        .unwrap_or_else(|said| Err(ErrorKind::Internal(said)))
        .map_err(Error::from)
}

/// What is put in.
struct Source<'a> {
    report: &'a Report,
    not_read: &'a [CellKey],
}

fn fill(source: &Source<'_>, template: &[u8], options: &ReadOptions) -> Result<FilledTemplate, ErrorKind> {
    options.limits.admit(template)?;
    match sniff::look(template) {
        #[cfg(feature = "xlsx")]
        sniff::Looks::Like(Format::Xlsx) => workbook::fill(source, template, options),
        sniff::Looks::Like(Format::Docx) => word(source, template, options),
        _ => Err(ErrorKind::NoTemplate),
    }
}

fn word(source: &Source<'_>, template: &[u8], options: &ReadOptions) -> Result<FilledTemplate, ErrorKind> {
    let report = source.report;
    let limits = &options.limits;
    let (document, places) = DocxReader::new().read_with_places(template, limits)?;
    let found = recognize(&document);
    if found.provenance.cells.is_empty() {
        return Err(ErrorKind::NoForm);
    }
    let mut filling = Filling::new(&places);
    let (mut unfilled, mut remarks) = figures(source, &found, |place, stated| {
        let text = stated.map(|cell| cell.printed().into_owned()).unwrap_or_default();
        filling.set_cell(place, &text).map_err(|error| in_words(&error))
    });
    sections(report, &found, &mut filling, &mut remarks);
    remarks.extend(other_title(report, &found));
    let bytes = filling.finish(template)?;
    let again = recognize(&gongkai_core::format::Reader::read(&DocxReader::new(), &bytes, limits)?);
    unfilled.extend(not_read_back(report, &again, &unfilled));
    Ok(FilledTemplate { bytes, unfilled, remarks })
}

/// Cells that are not in the file, and why.
type Unfilled = Vec<(CellKey, Text)>;

/// Puts what a report states into the template's cells, and says which it has not and what was taken out of others.
fn figures(
    source: &Source<'_>,
    found: &Reading,
    mut put: impl FnMut(Position, Option<&Cell>) -> Result<(), Text>,
) -> (Unfilled, Vec<Text>) {
    let (mut unfilled, mut remarks) = (Vec::new(), Vec::new());
    let report = source.report;
    let in_words = Cell::parse(NOT_READ);
    for key in report.form_cells().map(|cell| cell.key) {
        let stated = report.cell(key);
        let unread = stated.is_none() && source.not_read.contains(&key);
        let done = match found.provenance.cells.get(&key) {
            Some(place) => put(*place, if unread { Some(&in_words) } else { stated }),
            // A cell that neither has is none that is missing.
            None if stated.is_none() => Ok(()),
            None => Err(Text::new("模板里没有找到这一格", "the template has no such cell")),
        };
        let old = found.report.cell(key).filter(|old| **old != Cell::Blank);
        match (done, stated, old) {
            (Err(why), _, _) => unfilled.push((key, why)),
            (Ok(()), None, Some(old)) if unread => remarks.push(Text::new(
                format!("{}：没有读出，模板里的“{}”换成了“{NOT_READ}”", report.printed_name(key), old.printed()),
                format!(
                    "{}: not read; “{}” of the template gives way to “{NOT_READ}”",
                    report.english_name(key),
                    old.printed()
                ),
            )),
            (Ok(()), None, Some(old)) => remarks.push(Text::new(
                format!("{}：报告没有这一格，模板里的“{}”清空了", report.printed_name(key), old.printed()),
                format!("{}: not stated; “{}” of the template is taken out", report.english_name(key), old.printed()),
            )),
            _ => {}
        }
    }
    (unfilled, remarks)
}

/// What was written is what is read, or it is said.
fn not_read_back(report: &Report, again: &Reading, known: &Unfilled) -> Unfilled {
    let keys = report.form_cells().map(|cell| cell.key).filter(|key| known.iter().all(|(known, _)| known != key));
    let differing = keys.filter_map(|key| {
        let stated = report.cell(key)?;
        let read = again.report.cell(key).filter(|read| *read != stated);
        if read.is_none() && again.report.cell(key).is_some() {
            return None;
        }
        let (stated, read) = (stated.printed(), read.map(Cell::printed).unwrap_or_default());
        let zh = format!("填入“{stated}”，读回“{read}”");
        Some((key, Text::new(zh, format!("“{stated}” was put in, “{read}” is read"))))
    });
    differing.collect()
}

/// Says that the template's title stays, where the report has another.
fn other_title(report: &Report, found: &Reading) -> Option<Text> {
    let (own, theirs) = (report.full_title(), found.report.full_title());
    (own != theirs).then(|| {
        let (own, theirs) = (one_line(&own).into_owned(), one_line(&theirs).into_owned());
        Text::new(
            format!("模板的标题没有改：模板是“{theirs}”，报告是“{own}”"),
            format!("the template's title stays: “{theirs}”; the report's is “{own}”"),
        )
    })
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

/// Workbooks: their figures.
#[cfg(feature = "xlsx")]
mod workbook {
    use gongkai_core::form::SectionKey;
    use gongkai_xlsx::WorkbookFilling;

    use super::{Cell, ErrorKind, FilledTemplate, Format, ReadOptions, Source, Text};
    use super::{figures, not_read_back, other_title, recognize};

    pub(super) fn fill(
        source: &Source<'_>,
        template: &[u8],
        options: &ReadOptions,
    ) -> Result<FilledTemplate, ErrorKind> {
        let report = source.report;
        let read = |bytes: &[u8]| -> Result<_, ErrorKind> {
            Ok(recognize(&Format::Xlsx.reader(options)?.read(bytes, &options.limits)?))
        };
        let found = read(template)?;
        if found.provenance.cells.is_empty() {
            return Err(ErrorKind::NoForm);
        }
        let mut filling = WorkbookFilling::default();
        let (mut unfilled, mut remarks) = figures(source, &found, |place, stated| {
            filling.set_cell(place, stated.unwrap_or(&Cell::Blank));
            Ok(())
        });
        let filled = filling.finish(template, &options.limits)?;
        let again = read(&filled.bytes)?;
        unfilled.extend(not_read_back(report, &again, &unfilled));
        if !filled.formulas.is_empty() {
            let count = filled.formulas.len();
            remarks.push(Text::new(
                format!("{count} 格原来是公式，公式保留，先写入报告的数；重新计算后以公式为准"),
                format!(
                    "{count} cells hold formulas, which stay: the report's figures stand until they are calculated"
                ),
            ));
        }
        if SectionKey::ALL.into_iter().any(|section| !report.narrative(section).is_empty()) {
            remarks.push(Text::new(
                "工作簿里只填数字，正文没有放进去",
                "figures alone are put into a workbook; the text is not",
            ));
        }
        remarks.extend(other_title(report, &found));
        Ok(FilledTemplate { bytes: filled.bytes, unfilled, remarks })
    }
}
