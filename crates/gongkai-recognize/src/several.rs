//! Several organs' reports in one document, one below another: none of them is the document's.

use super::identity::{is_organ, organ_in};
use super::recognize;
use gongkai_core::Within;
use gongkai_core::bodies::may_be_one;
use gongkai_core::document::{Block, Document};
use gongkai_core::format::ReadError;

/// The longest title of a report, in characters.
const LONGEST_TITLE: usize = 60;
/// So many cells of the forms make what stands under a title a report.
const MANY: usize = 20;
/// Documents with more titles are lists of reports.
const MOST: usize = 200;

/// That a document holds reports of several organs, each under its own title; nothing where it holds one.
pub(super) fn of_several_organs(document: &Document) -> Option<ReadError> {
    let titles = titles(document);
    let differ = |(_, a): &(usize, String), (_, b): &(usize, String)| !may_be_one(a, b);
    if titles.len() > MOST || !titles.iter().any(|title| titles.iter().any(|other| differ(title, other))) {
        return None;
    }
    let mut organs: Vec<&str> = Vec::new();
    for (number, (at, organ)) in titles.iter().enumerate() {
        let end = titles.get(number + 1).map_or(document.blocks.len(), |(next, _)| *next);
        let part = document.with_blocks(document.blocks.within(*at..end).to_vec());
        if !organs.contains(&organ.as_str()) && recognize(&part).receipt.read >= MANY {
            organs.push(organ);
        }
    }
    let apart = organs.iter().any(|a| organs.iter().any(|b| !may_be_one(a, b)));
    apart.then(|| ReadError::no_report(format!(
            "文件里有 {} 个机关的报告：{}；请拆开，一份报告一个文件 / reports of {} organs in one file: “{}”; put each into a file of its own",
            organs.len(),
            organs.join("、"),
            organs.len(),
            organs.join("”, “")
        )))
}

/// Where the titles of reports stand, with the organ that each names in its line or in the line above it.
fn titles(document: &Document) -> Vec<(usize, String)> {
    let mut titles = Vec::new();
    let mut above = "";
    for (at, block) in document.blocks.iter().enumerate() {
        let Block::Paragraph(paragraph) = block else {
            above = "";
            continue;
        };
        let text = paragraph.text.trim();
        if is_title(text) {
            let own = organ_in(text);
            let organ = if own.is_empty() { above.to_owned() } else { own };
            if is_organ(&organ) {
                titles.push((at, organ));
            }
        }
        above = text;
    }
    titles
}

fn is_title(text: &str) -> bool {
    text.chars().count() <= LONGEST_TITLE
        && text.contains("公开")
        && (text.ends_with("报告") || text.ends_with("年报"))
        && !text.contains(['，', '。', '；', '：', '、'])
}

#[cfg(test)]
mod tests {
    use crate::{recognize, why_no_report};
    use gongkai_core::document::Document;
    use gongkai_core::form::SectionKey;
    use gongkai_core::{Cell, Organ, Report, Year, compose};

    fn report(organ: &str, year: u16, first: u32) -> Document {
        let mut report = Report::new(Organ::new(organ), Year::new(year).unwrap());
        let keys: Vec<_> = report.form_cells().map(|cell| cell.key).collect();
        keys.into_iter().for_each(|key| report.set(key, Cell::from(first)));
        report.set_narrative(SectionKey::Overview, [format!("{organ}公开信息。")]);
        compose(&report)
    }

    fn together(parts: &[Document]) -> Document {
        Document::new(parts.iter().flat_map(|part| part.blocks.clone()).collect())
    }

    fn said(document: &Document) -> Option<String> {
        why_no_report(document, &recognize(document)).map(|error| error.to_string())
    }

    #[test]
    fn reports_of_several_organs_are_told_to_be_parted() {
        // Of the same figures too, as where nobody applied anywhere: what tells them apart is whose they are.
        for second in [0, 7] {
            let both = together(&[report("白石镇人民政府", 2023, 0), report("黑水乡人民政府", 2023, second)]);
            let said = said(&both).unwrap_or_default();
            assert!(said.contains("白石镇人民政府、黑水乡人民政府"), "{said}");
        }
    }

    #[test]
    fn one_organ_s_are_not() {
        let own = report("白石镇人民政府", 2023, 0);
        let (in_short, of_a_county) = (report("白石镇政府", 2023, 0), report("青河县白石镇人民政府", 2022, 4));
        for other in [report("白石镇人民政府", 2022, 4), report("白石镇人民政府", 2023, 0), in_short, of_a_county]
        {
            assert_eq!(said(&together(&[own.clone(), other])), None);
        }
        // A title without a report is a link or a mention.
        let mut linked = report("黑水乡人民政府", 2023, 0);
        linked.blocks.truncate(1);
        assert_eq!(said(&together(&[own.clone(), linked])), None);
    }
}
