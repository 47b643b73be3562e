//! The letter with which an office sends a report back (退改意见): what is to be mended, where, by what, until when.

use gongkai_core::document::{Block, CellRole, Document, Paragraph, ParagraphRole, Properties, Table, TableCell};
use gongkai_core::{Year, document};
use jiff::civil::Date;

/// How a fault weighs with the office.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Weight {
    /// It breaks the law or a sum, and must be mended (必须).
    Must,
    /// It may be wrong, and the body is asked to look (请核对).
    Check,
    /// Practice, which the office suggests (建议).
    Suggested,
}

impl Weight {
    /// The word that the letter says.
    #[must_use]
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Must => "必须修改",
            Self::Check => "请核对",
            Self::Suggested => "建议",
        }
    }
}

/// One line of the letter.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Fault {
    /// How it weighs.
    pub weight: Weight,
    /// Where it stands, as the body sees it in its own file: `第3页`, `工作表!D6`, the printed row and column.
    pub place: String,
    /// What is wrong.
    pub what: String,
    /// The clause that it rests on.
    pub basis: String,
    /// What it should be, where that is certain; otherwise the letter asks to check.
    pub mend: Option<String>,
}

impl Fault {
    /// A fault of this weight at a place.
    pub fn new(
        weight: Weight,
        place: impl Into<String>,
        what: impl Into<String>,
        basis: impl Into<String>,
        mend: Option<String>,
    ) -> Self {
        Self { weight, place: place.into(), what: what.into(), basis: basis.into(), mend }
    }
}

/// A letter to one body about one report.
///
/// ```
/// use gongkai_collate::letter::{Fault, Letter, Weight};
/// use gongkai_core::Year;
/// let total = Fault::new(Weight::Must, "第4页", "表四“行政复议”“总计”列填 12，四种结果之和为 11", "表四：总计", Some("应为 11".into()));
/// let letter = Letter::new("青山镇人民政府").about(Year::new(2024)?).from_office("某县政务公开办公室").with_faults(vec![total]);
/// let document = letter.document();
/// assert_eq!(document.tables().count(), 1);
/// assert!(document.paragraphs().any(|paragraph| paragraph.text.contains("有 1 处须修改")));
/// # Ok::<(), gongkai_core::YearError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Letter {
    /// The body that it goes to.
    pub body: String,
    /// The year of the report.
    pub year: Option<Year>,
    /// The office that writes.
    pub office: Option<String>,
    /// The day of the letter; nothing is asked of a clock.
    pub date: Option<Date>,
    /// Until when the report is expected again.
    pub deadline: Option<Date>,
    /// What is wrong.
    pub faults: Vec<Fault>,
    /// What could not be judged, and why.
    pub undecided: Vec<String>,
}

impl Letter {
    /// A letter to a body.
    pub fn new(body: impl Into<String>) -> Self {
        Self { body: body.into(), ..Self::default() }
    }

    /// The same about the report of a year.
    #[must_use]
    pub fn about(mut self, year: Year) -> Self {
        self.year = Some(year);
        self
    }

    /// The same from an office.
    #[must_use]
    pub fn from_office(mut self, office: impl Into<String>) -> Self {
        self.office = Some(office.into());
        self
    }

    /// The same with its day and the day until which the report is expected.
    #[must_use]
    pub fn dated(mut self, date: Option<Date>, deadline: Option<Date>) -> Self {
        (self.date, self.deadline) = (date, deadline);
        self
    }

    /// The same with what is wrong; the gravest come first, otherwise in the order given.
    #[must_use]
    pub fn with_faults(mut self, mut faults: Vec<Fault>) -> Self {
        faults.sort_by_key(|fault| fault.weight);
        self.faults = faults;
        self
    }

    /// The same with what could not be judged.
    #[must_use]
    pub fn with_undecided(mut self, undecided: Vec<String>) -> Self {
        self.undecided = undecided;
        self
    }

    /// The letter as it is printed.
    #[must_use]
    pub fn document(&self) -> Document {
        let year = self.year.map(|year| format!("{year}年")).unwrap_or_default();
        let report = format!("{year}政府信息公开工作年度报告");
        let title = format!("关于{}{report}的修改意见", self.body);
        let mut blocks: Vec<Block> = vec![Paragraph::new(ParagraphRole::Title, &title).into()];
        let mut say = |role, text: String| blocks.push(Paragraph::new(role, text).into());
        say(ParagraphRole::Body, format!("{}：", self.body));
        say(ParagraphRole::Body, format!("你单位报送的{report}收悉。经核对，{}。{}", self.counts(), self.request()));
        blocks.extend(self.table().map(Block::Table));
        let mut say = |role, text: String| blocks.push(Paragraph::new(role, text).into());
        if !self.undecided.is_empty() {
            say(ParagraphRole::Body, format!("另有未能判断的事项，请自行核对：{}。", self.undecided.join("；")));
        }
        if let Some(office) = &self.office {
            say(ParagraphRole::Signature, office.clone());
        }
        if let Some(date) = self.date {
            say(ParagraphRole::SignatureDate, in_words(date));
        }
        let mut document = Document::new(blocks);
        document.properties = properties(title, self.office.clone());
        document
    }

    /// How many lines of each weight there are.
    fn counts(&self) -> String {
        let of = |weight| self.faults.iter().filter(|fault| fault.weight == weight).count();
        let said = [(Weight::Must, "处须修改"), (Weight::Check, "处请核对"), (Weight::Suggested, "处建议完善")];
        let said: Vec<String> = said
            .into_iter()
            .filter_map(|(weight, words)| Some((of(weight), words)).filter(|(count, _)| *count > 0))
            .map(|(count, words)| format!("{count} {words}"))
            .collect();
        if said.is_empty() { "没有发现问题".to_owned() } else { format!("有 {}，见下表", said.join("、")) }
    }

    /// What the office asks for.
    fn request(&self) -> String {
        match (self.faults.is_empty(), self.deadline) {
            (true, _) => String::new(),
            (false, Some(day)) => format!("请于{}前修改后重新报送。", in_words(day)),
            (false, None) => "请修改后重新报送。".to_owned(),
        }
    }

    /// The faults, one a row.
    fn table(&self) -> Option<Table> {
        const HEADS: [&str; 5] = ["序号", "位置", "问题", "依据", "意见"];
        /// In twips: what is wrong is the longest, and its number the shortest.
        const WIDTHS: [u32; 5] = [520, 1800, 2690, 2400, 1390];
        /// Where no line says what the figure should be, the last column holds two or three characters.
        const WIDTHS_WITHOUT_MENDS: [u32; 5] = [520, 2000, 2780, 2760, 740];
        if self.faults.is_empty() {
            return None;
        }
        let heads = HEADS.into_iter().enumerate();
        let mut cells: Vec<TableCell> =
            heads.map(|(column, head)| TableCell::new(0, column, head).with_role(CellRole::Head)).collect();
        for (index, fault) in self.faults.iter().enumerate() {
            let advice = match &fault.mend {
                Some(mend) => format!("{}：{mend}", fault.weight.in_words()),
                None => fault.weight.in_words().to_owned(),
            };
            let number = (index + 1).to_string();
            let texts = [number.as_str(), &fault.place, &fault.what, &fault.basis, &advice];
            for (column, text) in texts.into_iter().enumerate() {
                let role = if column == 0 { CellRole::Head } else { CellRole::Label };
                cells.push(TableCell::new(index + 1, column, text).with_role(role));
            }
        }
        let mut table = Table::laid_out(self.faults.len() + 1, HEADS.len(), cells)?;
        table.head_rows = 1;
        let mends = self.faults.iter().any(|fault| fault.mend.is_some());
        table.widths = if mends { WIDTHS } else { WIDTHS_WITHOUT_MENDS }.to_vec();
        Some(table)
    }
}

fn properties(title: String, office: Option<String>) -> Properties {
    let mut properties = document::Properties::default();
    properties.title = Some(title);
    properties.author = office;
    properties.subject = Some("政府信息公开工作年度报告修改意见".to_owned());
    properties
}

/// A day as letters write it: `2025年1月20日`.
fn in_words(day: Date) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(weight: Weight, what: &str) -> Fault {
        Fault::new(weight, "第4页", what, "表四", None)
    }

    #[test]
    fn the_gravest_come_first_and_are_counted() {
        let letter = Letter::new("甲镇人民政府").with_faults(vec![
            fault(Weight::Suggested, "丙"),
            fault(Weight::Must, "甲"),
            fault(Weight::Check, "乙"),
        ]);
        let document = letter.document();
        let table = document.tables().next().expect("a table");
        let what: Vec<&str> = (1..4).filter_map(|row| table.at(row, 2)).map(|cell| cell.text.as_str()).collect();
        assert_eq!(what, ["甲", "乙", "丙"]);
        let text: Vec<&str> = document.paragraphs().map(|paragraph| paragraph.text.as_str()).collect();
        assert!(text[2].contains("有 1 处须修改、1 处请核对、1 处建议完善"), "{text:?}");
    }

    #[test]
    fn days_are_those_that_were_given() {
        let (date, deadline) = (jiff::civil::date(2025, 1, 20), jiff::civil::date(2025, 1, 27));
        let letter = Letter::new("甲镇").from_office("某县政务公开办").dated(Some(date), Some(deadline));
        let letter = letter.with_faults(vec![fault(Weight::Must, "甲")]);
        let text: Vec<String> = letter.document().paragraphs().map(|paragraph| paragraph.text.clone()).collect();
        assert!(text.iter().any(|text| text.contains("请于2025年1月27日前修改后重新报送")), "{text:?}");
        assert_eq!(text.last().map(String::as_str), Some("2025年1月20日"));
    }

    #[test]
    fn a_sound_report_gets_no_table() {
        let document = Letter::new("甲镇").document();
        assert_eq!(document.tables().count(), 0);
        assert!(document.paragraphs().any(|paragraph| paragraph.text.contains("没有发现问题")));
    }
}
