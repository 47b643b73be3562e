//! What a check looks at.

use std::borrow::Cow;

use super::diagnosis::{Examined, Slip};
use super::text::{Passage, Wording};
use super::{Related, Text};
use crate::bodies::{self, Bodies};
use crate::document::Position;
use crate::form::CellKey;
use crate::reading::{Provenance, Reading, Receipt};
use crate::{Cell, Report};

/// No bodies with several names.
static NOBODY: Bodies = Bodies::none();

/// A report to check with all that is known around it.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Subject<'a> {
    /// The report.
    pub report: &'a Report,
    /// How it was read, where it was read from a document.
    pub receipt: Option<&'a Receipt>,
    /// Where its parts came from.
    pub provenance: Option<&'a Provenance>,
    /// Last year's report of the same organ.
    pub previous: Option<&'a Report>,
    /// The subordinate reports that it adds up, where it is a consolidated one.
    pub children: Option<&'a [Child]>,
    /// The subordinates that must be among them, where such a list or tree is kept.
    pub expected: Option<&'a Bodies>,
    /// Bodies that are known by several names, as before and after they were renamed.
    pub bodies: &'a Bodies,
    /// Factors that rules of practice measure with.
    pub thresholds: Thresholds,
    /// Whether rules of preview are run too.
    pub preview: bool,
    /// The report's sums, where they were gone through already for all rules.
    examined: Option<&'a Examined<'a>>,
    /// The report's text, where it was read already for all rules.
    wording: Option<&'a Wording>,
}

/// A subordinate report with the name it is known by.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Child {
    /// The file or organ.
    pub name: String,
    /// The file that it came in, where that is not its name.
    pub file: Option<String>,
    /// Its report.
    pub report: Report,
}

impl Child {
    /// A subordinate report by its name.
    pub fn new(name: impl Into<String>, report: Report) -> Self {
        Self { name: name.into(), file: None, report }
    }

    /// The same with the file that it came in.
    #[must_use]
    pub fn from_file(mut self, file: impl Into<String>) -> Self {
        self.file = Some(file.into());
        self
    }

    /// The name, and the file where that is another.
    #[must_use]
    pub fn with_file(&self) -> String {
        match &self.file {
            Some(file) if *file != self.name => format!("{}（{file}）", self.name),
            _ => self.name.clone(),
        }
    }
}

/// The factors that rules of practice measure with; local rules may set others.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Thresholds {
    /// By which factor a value may change against last year before it is remarked (GK404); 3.
    pub jump_factor: f64,
    /// Below which value changes are not remarked (GK404); 20.
    pub jump_least: u32,
    /// Which part of a section's text may equal last year's, in percent (GK405); 50.
    pub overlap_percent: u8,
    /// How many characters section 一 may have (GK204); 1000.
    pub overview_characters: usize,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self { jump_factor: 3.0, jump_least: 20, overlap_percent: 50, overview_characters: 1000 }
    }
}

impl<'a> Subject<'a> {
    /// A report alone.
    #[must_use]
    pub fn new(report: &'a Report) -> Self {
        Self {
            report,
            receipt: None,
            provenance: None,
            previous: None,
            children: None,
            expected: None,
            bodies: &NOBODY,
            thresholds: Thresholds::default(),
            preview: false,
            examined: None,
            wording: None,
        }
    }

    /// A report as it was read, with its receipt and places.
    #[must_use]
    pub fn of_reading(reading: &'a Reading) -> Self {
        Self { receipt: Some(&reading.receipt), provenance: Some(&reading.provenance), ..Self::new(&reading.report) }
    }

    /// The same with last year's report.
    #[must_use]
    pub fn with_previous(mut self, previous: &'a Report) -> Self {
        self.previous = Some(previous);
        self
    }

    /// The same with bodies that are known by several names.
    ///
    /// ```
    /// use gongkai_core::bodies::Bodies;
    /// use gongkai_core::check::Subject;
    /// use gongkai_core::{Organ, Report, Year};
    /// let now = Report::new(Organ::new("某县乡村振兴局"), Year::new(2024)?);
    /// let before = Report::new(Organ::new("某县扶贫开发办公室"), Year::new(2023)?);
    /// let subject = Subject::new(&now).with_previous(&before);
    /// assert!(subject.previous_of_another_body().is_some());
    /// let renamed = Bodies::of_lines(["某县乡村振兴局=某县扶贫开发办公室"]);
    /// assert!(subject.with_bodies(&renamed).previous_of_another_body().is_none());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn with_bodies(mut self, bodies: &'a Bodies) -> Self {
        self.bodies = bodies;
        self
    }

    /// Which of the subordinate reports are of bodies in another county than the one that adds them up, as far as their
    /// names tell: 乙县青山镇人民政府 among those of 甲县人民政府.
    #[must_use]
    pub fn children_of_another_body(&self) -> Option<Text> {
        const NAMED: usize = 5;
        let own = self.report.organ.name.trim();
        let organs = self.children.unwrap_or_default().iter().map(bodies::organ_of);
        let mut names: Vec<&str> = organs.filter(|organ| bodies::lies_elsewhere(organ, own)).collect();
        let count = names.len();
        if count == 0 {
            return None;
        }
        if count > NAMED {
            names.truncate(NAMED);
            names.push("…");
        }
        Some(Text::new(
            format!("给出的下级报告里有 {count} 份从名称看不属于“{own}”：{}", names.join("、")),
            format!(
                "{count} of the subordinate reports given are by their names not of “{own}”: “{}”",
                names.join("”, “")
            ),
        ))
    }

    /// Which other body the report given as last year's is of, where both name theirs and neither name may be the other in
    /// short.
    #[must_use]
    pub fn previous_of_another_body(&self) -> Option<Text> {
        let (now, before) = (self.report.organ.name.trim(), self.previous?.organ.name.trim());
        let known = !now.is_empty() && !before.is_empty();
        (known && !self.bodies.are_one(now, before)).then(|| {
            Text::new(
                format!("给出的上年度报告是“{before}”的，不是“{now}”的"),
                format!("the report given as last year's is of “{before}”, not of “{now}”"),
            )
        })
    }

    /// The same with the subordinate reports.
    #[must_use]
    pub fn with_children(mut self, children: &'a [Child]) -> Self {
        self.children = Some(children);
        self
    }

    /// The same with the subordinates that must be among them, named in full, in short (`青山镇`) or with their other names
    /// (`发改局=某县发展和改革局`).
    ///
    /// ```
    /// use gongkai_core::bodies::Bodies;
    /// use gongkai_core::check::{Child, RuleId, Subject, check};
    /// use gongkai_core::{Organ, Report, Year};
    /// let year = Year::new(2024)?;
    /// let whole = Report::new(Organ::new("某县人民政府"), year);
    /// let children = [Child::new("青山镇.docx", Report::new(Organ::new("某县青山镇人民政府"), year))];
    /// let expected = Bodies::of_lines(["青山镇", "绿水镇"]);
    /// let result = check(&Subject::new(&whole).with_children(&children).with_expected(&expected));
    /// let missing: Vec<&str> =
    ///     result.findings.iter().filter(|f| f.rule == RuleId::new(502)).map(|f| f.message.zh.as_str()).collect();
    /// assert_eq!(missing, ["绿水镇在应报单位名单上，未报送报告（实务通常）"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn with_expected(mut self, expected: &'a Bodies) -> Self {
        self.expected = Some(expected);
        self
    }

    /// The same with the rules that are in preview.
    #[must_use]
    pub fn with_preview(mut self) -> Self {
        self.preview = true;
        self
    }

    /// The same with other factors.
    #[must_use]
    pub fn with_thresholds(mut self, thresholds: Thresholds) -> Self {
        self.thresholds = thresholds;
        self
    }

    /// The same with its sums as they were gone through, and its text as it was read, for all rules.
    pub(super) fn read_as<'b>(self, examined: &'b Examined<'a>, wording: &'b Wording) -> Subject<'b>
    where
        'a: 'b,
    {
        Subject { examined: Some(examined), wording: Some(wording), ..self }
    }

    /// The report's text as the rules read it.
    pub(super) fn wording(&self) -> Cow<'a, Wording> {
        self.wording.map_or_else(|| Cow::Owned(Wording::of(self)), Cow::Borrowed)
    }

    /// The paragraphs of the report's text in order, as the rules over prose read them.
    #[must_use]
    pub fn passages(&self) -> Vec<Passage> {
        self.wording().paragraphs().to_vec()
    }

    /// Every slip of digits that would make failing sums hold, in the order of the form.
    pub(super) fn slips(&self) -> Cow<'a, [Slip]> {
        match self.examined.and_then(|examined| examined.slips_of(self.report)) {
            Some(slips) => Cow::Borrowed(slips),
            None => Cow::Owned(Examined::of(self.report).into_slips()),
        }
    }

    /// Where a cell stands in the source, as far as known.
    #[must_use]
    pub fn position(&self, key: CellKey) -> Option<Position> {
        self.provenance.and_then(|provenance| provenance.cells.get(&key).copied())
    }

    /// A cell as a finding names it.
    #[must_use]
    pub fn related(&self, key: CellKey) -> Related {
        let printed = self.report.cell(key).map(Cell::printed).map(Cow::into_owned);
        let name = Text::new(self.report.printed_name(key), self.report.english_name(key));
        Related::new(key, name, printed, self.position(key))
    }
}
