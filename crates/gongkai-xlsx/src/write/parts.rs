//! What helps to fill in the narrative: how long section one is, and what the form asks for in sections one and six.

use gongkai_core::document::{Document, Paragraph, ParagraphRole};
use gongkai_core::form::SectionKey;
use rust_xlsxwriter::utility::cell_range;
use rust_xlsxwriter::{Color, ConditionalFormatFormula, DataValidation, Format, Worksheet, XlsxError};

use super::formula;
use super::ink::Ink;
use super::narrative::{ROLE, TEXT};

/// The column of the count, beside the roles.
const COUNT: u16 = ROLE + 1;
const COUNT_WIDTH: u32 = 150;
/// The most characters that section one has, by the form; blanks are not counted.
const MOST: usize = 1_000;

/// Where the sections stand in the narrative's sheet.
#[derive(Debug, Default)]
pub(super) struct Parts {
    /// Each section with its heading's row and the first row behind it.
    sections: Vec<(Option<SectionKey>, u32, Option<u32>)>,
}

impl Parts {
    /// A paragraph stands in a row; a heading begins a section and ends the one before.
    pub(super) fn begin(&mut self, paragraph: &Paragraph, row: u32) {
        if paragraph.role == ParagraphRole::Heading1 {
            self.end(row);
            let section = SectionKey::ALL.into_iter().find(|section| section.heading() == paragraph.text);
            self.sections.push((section, row, None));
        } else if matches!(paragraph.role, ParagraphRole::Signature | ParagraphRole::SignatureDate) {
            self.end(row);
        }
    }

    /// The last section ends before a row.
    pub(super) fn end(&mut self, row: u32) {
        if let Some((_, _, end @ None)) = self.sections.last_mut() {
            *end = Some(row);
        }
    }

    /// Writes the count of section one and the form's prompts.
    pub(super) fn put(&self, worksheet: &mut Worksheet, document: &Document, ink: &Ink) -> Result<(), XlsxError> {
        for &(section, heading, end) in &self.sections {
            let (first, last) = (heading + 1, end.unwrap_or(heading).saturating_sub(1));
            if first > last {
                continue;
            }
            match section {
                Some(SectionKey::Overview) => {
                    count(worksheet, (heading, first, last), document, ink)?;
                    prompt(
                        worksheet,
                        (first, last),
                        "一、总体情况",
                        "原则上不超过 1000 字，标点计入，空白不计；一行一段。",
                    )?;
                }
                Some(SectionKey::OtherMatters) => {
                    prompt(
                        worksheet,
                        (first, last),
                        "六、其他需要报告的事项",
                        "收取信息处理费情况在此处报告：写明依法收取的件数和金额，没有收取的也要写明。",
                    )?;
                }
                _ => {}
            }
        }
        Ok(())
    }
}

fn count(
    worksheet: &mut Worksheet,
    (heading, first, last): (u32, u32, u32),
    document: &Document,
    ink: &Ink,
) -> Result<(), XlsxError> {
    let texts = cell_range(first, TEXT, last, TEXT);
    let visible = format!("SUBSTITUTE(SUBSTITUTE({texts},\" \",\"\"),\"　\",\"\")");
    let length = format!("SUMPRODUCT(LEN({visible}))");
    let text = format!("=\"已写 \"&{length}&\" 字，上限 {MOST} 字\"");
    let now = format!("已写 {} 字，上限 {MOST} 字", written(document));
    worksheet.set_column_width_pixels(COUNT, COUNT_WIDTH)?;
    worksheet.write_formula_with_format(heading, COUNT, formula(&text, now), &ink.quiet)?;
    let red = Format::new().set_font_color(Color::RGB(0x9C_0006)).set_bold();
    let rule = ConditionalFormatFormula::new().set_rule(format!("={length}>{MOST}").as_str()).set_format(red);
    worksheet.add_conditional_format(heading, COUNT, heading, COUNT, &rule)?;
    Ok(())
}

/// How many characters the section has now, as the formula counts them.
fn written(document: &Document) -> usize {
    let own = SectionKey::Overview.heading();
    document
        .paragraphs()
        .skip_while(|paragraph| paragraph.text != own)
        .skip(1)
        .take_while(|paragraph| paragraph.role != ParagraphRole::Heading1)
        .flat_map(|paragraph| paragraph.text.encode_utf16())
        .filter(|unit| !matches!(unit, 0x20 | 0x3000))
        .count()
}

fn prompt(worksheet: &mut Worksheet, (first, last): (u32, u32), title: &str, text: &str) -> Result<(), XlsxError> {
    let rule = DataValidation::new().allow_any_value().set_input_title(title)?.set_input_message(text)?;
    worksheet.add_data_validation(first, TEXT, last, TEXT, &rule)?;
    Ok(())
}
