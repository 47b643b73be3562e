//! Two halves of one report brought together: the text from one file, the figures from another (正文与填报表).
//!
//! In many offices one person writes and another counts. Neither half is trusted over the other without a word: what both
//! say and say differently is named, with both sides.

use gongkai_core::check::Text;
use gongkai_core::form::{CellKey, SectionKey, TableKey};
use gongkai_core::{Cell, Report, bodies};

/// A report of two halves, and where they disagree.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Halves {
    /// The report: what the text says outside the tables, and the figures' tables.
    pub report: Report,
    /// What both say and say differently; the report holds what is said first.
    pub disagreements: Vec<Text>,
    /// What one half alone could give although the other was asked for it.
    pub taken: Vec<Text>,
}

/// Why two files are not halves of one report.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum HalvesError {
    /// They are of two years.
    #[error("正文是{narrative}年的，数据是{figures}年的 / the text is of {narrative}, the figures are of {figures}")]
    OfTwoYears {
        /// The year of the text.
        narrative: u16,
        /// The year of the figures.
        figures: u16,
    },
    /// They are of two bodies.
    #[error(
        "正文是“{narrative}”的，数据是“{figures}”的 / the text is of “{narrative}”, the figures are of “{figures}”"
    )]
    OfTwoBodies {
        /// The body of the text.
        narrative: String,
        /// The body of the figures.
        figures: String,
    },
    /// The file that should bring the figures has none of the form's tables.
    #[error("数据文件里没有一张报告的表格 / the file of figures has none of the report's tables")]
    NoFigures,
}

/// Brings the text of one report and the figures of another together.
///
/// The tables are those of `figures`. A table that it does not have is taken from `narrative`, which is said, and so is a
/// section that `narrative` does not have.
///
/// ```
/// use gongkai_collate::halves::bring_together;
/// use gongkai_core::form::SectionKey;
/// use gongkai_core::{Cell, Organ, Report, Year};
/// let (organ, year) = (Organ::new("青山镇人民政府"), Year::new(2024)?);
/// let mut text = Report::new(organ.clone(), year);
/// text.set_narrative(SectionKey::Overview, ["全年公开信息120条。"]);
/// text.set("disclosure.licenses.decisions".parse()?, Cell::from(4));
/// let mut figures = Report::new(organ, year);
/// figures.set("disclosure.licenses.decisions".parse()?, Cell::from(5));
/// let halves = bring_together(&text, &figures)?;
/// assert_eq!(halves.report.cell("disclosure.licenses.decisions".parse()?), Some(&Cell::from(5)));
/// assert_eq!(halves.disagreements.len(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`HalvesError`] where the two are of different years or bodies, or there are no figures.
pub fn bring_together(narrative: &Report, figures: &Report) -> Result<Halves, HalvesError> {
    if let (Some(one), Some(other)) = (narrative.year, figures.year)
        && one != other
    {
        return Err(HalvesError::OfTwoYears { narrative: one.get(), figures: other.get() });
    }
    let (one, other) = (&narrative.organ.name, &figures.organ.name);
    if !one.is_empty() && !other.is_empty() && !bodies::may_be_one(one, other) {
        return Err(HalvesError::OfTwoBodies { narrative: one.clone(), figures: other.clone() });
    }
    if figures.cells().next().is_none() {
        return Err(HalvesError::NoFigures);
    }
    let mut joining = Halves { report: narrative.clone(), disagreements: Vec::new(), taken: Vec::new() };
    for table in TableKey::ALL {
        joining.table(table, figures);
    }
    joining.sections(figures);
    joining.head(figures);
    Ok(joining)
}

impl Halves {
    /// The figures of a table, which stand over those that the text's file has.
    fn table(&mut self, table: TableKey, figures: &Report) {
        let of = |report: &Report| -> Vec<(CellKey, Cell)> {
            report.cells().filter(|(key, _)| key.table() == table).map(|(key, cell)| (key, cell.clone())).collect()
        };
        let (mine, theirs) = (of(&self.report), of(figures));
        if theirs.is_empty() {
            if !mine.is_empty() {
                let name = table.printed();
                self.taken.push(Text::new(
                    format!("数据文件里没有{name}，用了正文文件里的"),
                    format!("the file of figures has no {name}; the one in the file of the text is taken"),
                ));
            }
            return;
        }
        for (key, cell) in &mine {
            let name = (self.report.printed_name(*key), self.report.english_name(*key));
            match figures.cell(*key) {
                Some(other) if other == cell => {}
                Some(other) => self.disagreements.push(Text::new(
                    format!("{}：数据文件是 {}，正文文件是 {}，用了数据文件的", name.0, shown(other), shown(cell)),
                    format!(
                        "{}: {} in the file of figures, {} in the file of the text; the first is taken",
                        name.1,
                        shown(other),
                        shown(cell)
                    ),
                )),
                None => self.disagreements.push(Text::new(
                    format!("{}：数据文件没有读出，正文文件是 {}，没有采用", name.0, shown(cell)),
                    format!(
                        "{}: not read in the file of figures, {} in the file of the text, which is not taken",
                        name.1,
                        shown(cell)
                    ),
                )),
            }
            self.report.unset(*key);
        }
        self.report.set_edition(table, figures.edition(table));
        for (key, cell) in theirs {
            self.report.set(key, cell);
        }
    }

    /// The sections that the text does not have; what both say differently.
    fn sections(&mut self, figures: &Report) {
        for section in SectionKey::ALL {
            let (mine, theirs) = (self.report.narrative(section), figures.narrative(section));
            if theirs.is_empty() || mine == theirs {
                continue;
            }
            let name = section.heading();
            if mine.is_empty() {
                self.taken.push(Text::new(
                    format!("正文文件里没有“{name}”的文字，用了数据文件里的"),
                    format!("the file of the text says nothing in “{name}”; what the file of figures says is taken"),
                ));
                let parts = theirs.parts().to_vec();
                self.report.set_narrative(section, parts);
            } else {
                self.disagreements.push(Text::new(
                    format!("“{name}”的文字两个文件不同，用了正文文件的"),
                    format!("the two files say different things in “{name}”; the file of the text is taken"),
                ));
            }
        }
    }

    /// Organ, level, year, title and dates: the text's, and the other's where it has none.
    fn head(&mut self, figures: &Report) {
        let report = &mut self.report;
        if report.organ.name.is_empty() {
            report.organ.name.clone_from(&figures.organ.name);
        } else if !figures.organ.name.is_empty() && figures.organ.name != report.organ.name {
            let (mine, theirs) = (&report.organ.name, &figures.organ.name);
            self.disagreements.push(Text::new(
                format!("机关名称：正文文件是“{mine}”，数据文件是“{theirs}”，用了正文文件的"),
                format!(
                    "the organ: “{mine}” in the file of the text, “{theirs}” in the file of figures; the first is taken"
                ),
            ));
        }
        report.organ.level = report.organ.level.or(figures.organ.level);
        report.year = report.year.or(figures.year);
        match (report.published, figures.published) {
            (None, theirs) => report.published = theirs,
            (Some(mine), Some(theirs)) if mine != theirs => self.disagreements.push(Text::new(
                format!("公布日期：正文文件是 {mine}，数据文件是 {theirs}，用了正文文件的"),
                format!("the day of publication: {mine} in the file of the text, {theirs} in the file of figures; the first is taken"),
            )),
            _ => {}
        }
        if report.title.is_none() {
            report.title.clone_from(&figures.title);
        }
        if report.signature.is_empty() {
            report.signature = figures.signature.clone();
        }
    }
}

/// A cell as it is printed; a blank one is named.
fn shown(cell: &Cell) -> String {
    match cell {
        Cell::Blank => "（空白）".to_owned(),
        cell => cell.printed().into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use gongkai_core::{Organ, Year};

    use super::*;

    fn half(organ: &str, year: u16) -> Report {
        Report::new(Organ::new(organ), Year::new(year).unwrap())
    }

    fn key(name: &str) -> CellKey {
        name.parse().unwrap()
    }

    #[test]
    fn text_of_one_and_figures_of_the_other() {
        let mut text = half("青山镇人民政府", 2024);
        text.set_narrative(SectionKey::Overview, ["甲"]);
        let mut figures = half("青山镇", 2024);
        figures.set(key("disclosure.licenses.decisions"), Cell::from(5));
        figures.set(key("disclosure.penalties.decisions"), Cell::Blank);
        figures.set_narrative(SectionKey::OtherMatters, ["乙"]);
        let halves = bring_together(&text, &figures).unwrap();
        assert_eq!(halves.report.cells().count(), 2);
        assert_eq!(halves.report.cell(key("disclosure.penalties.decisions")), Some(&Cell::Blank));
        let said = |section| halves.report.narrative(section).texts().collect::<Vec<_>>();
        assert_eq!((said(SectionKey::Overview), said(SectionKey::OtherMatters)), (vec!["甲"], vec!["乙"]));
        assert_eq!(halves.taken.len(), 1, "{:?}", halves.taken);
        // The two names may be one body's, and differ all the same.
        assert_eq!(halves.disagreements.len(), 1, "{:?}", halves.disagreements);
        assert_eq!(halves.report.organ.name, "青山镇人民政府");
    }

    #[test]
    fn nothing_of_the_texts_own_table_stays_among_the_figures() {
        let mut text = half("青山镇人民政府", 2024);
        text.set(key("disclosure.licenses.decisions"), Cell::from(4));
        text.set(key("disclosure.penalties.decisions"), Cell::from(7));
        let mut figures = half("青山镇人民政府", 2024);
        figures.set(key("disclosure.licenses.decisions"), Cell::from(5));
        let halves = bring_together(&text, &figures).unwrap();
        assert_eq!(halves.report.cell(key("disclosure.penalties.decisions")), None);
        let said: Vec<&str> = halves.disagreements.iter().map(|said| said.zh.as_str()).collect();
        assert_eq!(said.len(), 2, "{said:?}");
        assert!(said[0].contains("数据文件是 5，正文文件是 4"), "{said:?}");
        assert!(said[1].contains("没有读出，正文文件是 7"), "{said:?}");
    }

    #[test]
    fn a_table_that_the_figures_lack_is_taken_and_said() {
        let mut text = half("青山镇人民政府", 2024);
        text.set(key("disputes.reconsideration.upheld"), Cell::from(1));
        let mut figures = half("青山镇人民政府", 2024);
        figures.set(key("disclosure.licenses.decisions"), Cell::from(5));
        let halves = bring_together(&text, &figures).unwrap();
        assert_eq!(halves.report.cell(key("disputes.reconsideration.upheld")), Some(&Cell::from(1)));
        assert_eq!(halves.taken.len(), 1);
    }

    #[test]
    fn what_are_no_halves_of_one_report_is_refused() {
        let text = half("青山镇人民政府", 2024);
        let mut figures = half("青山镇人民政府", 2023);
        figures.set(key("disclosure.licenses.decisions"), Cell::from(5));
        assert!(matches!(bring_together(&text, &figures), Err(HalvesError::OfTwoYears { .. })));
        let mut other = half("绿水镇人民政府", 2024);
        other.set(key("disclosure.licenses.decisions"), Cell::from(5));
        assert!(matches!(bring_together(&text, &other), Err(HalvesError::OfTwoBodies { .. })));
        assert_eq!(bring_together(&text, &text), Err(HalvesError::NoFigures));
    }
}
