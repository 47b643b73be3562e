//! Which column of a register holds what.

use std::collections::BTreeMap;
use std::fmt;

use gongkai_core::form::Edition;

use crate::ledger::vocabulary::{Vocabularies, Vocabulary};
use crate::ledger::wording::{bare, nearest};

/// What a column of a register may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Column {
    /// 编号: the register's number of the application or case.
    Number,
    /// 收到日期: the day of receipt.
    Received,
    /// 申请人类型: the class of applicant.
    Applicant,
    /// 办结日期: the day of the answer or judgment; empty while open.
    Closed,
    /// 办理结果: the outcome; empty while open.
    Outcome,
    /// 案件类型: reconsideration, or litigation directly or after reconsideration.
    CaseType,
}

impl Column {
    /// The columns of a register of applications.
    pub const APPLICATIONS: [Self; 5] = [Self::Number, Self::Received, Self::Applicant, Self::Closed, Self::Outcome];

    /// The columns of a register of reconsiderations and lawsuits.
    pub const DISPUTES: [Self; 5] = [Self::Number, Self::CaseType, Self::Received, Self::Closed, Self::Outcome];

    /// The name used in messages and for mappings.
    #[must_use]
    pub fn printed(self) -> &'static str {
        match self {
            Self::Number => "编号",
            Self::Received => "收到日期",
            Self::Applicant => "申请人类型",
            Self::Closed => "办结日期",
            Self::Outcome => "办理结果",
            Self::CaseType => "案件类型",
        }
    }

    /// The headings that registers use for the column, beside its own name.
    fn synonyms(self) -> &'static [&'static str] {
        match self {
            Self::Number => &[
                "申请编号",
                "登记编号",
                "登记号",
                "收件编号",
                "受理编号",
                "受理号",
                "申请单号",
                "流水号",
                "文号",
                "案号",
                "案件编号",
                "number",
            ],
            Self::Received => &[
                "收到时间",
                "收件日期",
                "收件时间",
                "收文日期",
                "收到申请日期",
                "收到申请时间",
                "申请收到日期",
                "申请收到时间",
                "签收日期",
                "签收时间",
                "受理日期",
                "受理时间",
                "接收日期",
                "接收时间",
                "立案日期",
                "立案时间",
                "received",
            ],
            Self::Applicant => &[
                "申请人类别",
                "申请人性质",
                "申请主体",
                "申请主体类型",
                "申请人主体类型",
                "主体类型",
                "申请人身份",
                "申请人分类",
                "applicant",
            ],
            Self::Closed => &[
                "办结时间",
                "答复日期",
                "答复时间",
                "实际办结日期",
                "实际办结时间",
                "实际答复日期",
                "实际答复时间",
                "办理完成日期",
                "完成日期",
                "完成时间",
                "回复日期",
                "回复时间",
                "结案日期",
                "审结日期",
                "结案时间",
                "审结时间",
                "closed",
            ],
            Self::Outcome => &[
                "答复结果",
                "处理结果",
                "答复类型",
                "答复种类",
                "处理决定",
                "办理结果类型",
                "审理结果",
                "复议结果",
                "诉讼结果",
                "裁判结果",
                "outcome",
            ],
            Self::CaseType => &["案件类别", "救济途径", "案由类型", "救济类型", "case", "case_type"],
        }
    }

    /// Headings that mean the column only where the register has no better one for it.
    fn makeshifts(self) -> &'static [&'static str] {
        match self {
            Self::Number => &["序号", "id", "no"],
            Self::Received => &["申请日期", "申请时间", "登记日期", "登记时间", "受理"],
            Self::Applicant => &["类别", "类型"],
            Self::Closed => &["办结", "答复"],
            Self::Outcome => &["结果", "办理情况", "答复方式", "答复情况"],
            Self::CaseType => &["类型", "类别", "程序"],
        }
    }

    /// How well a heading fits the column: 0 for its own name, greater for words that could mean something else too.
    pub(crate) fn fit(self, heading: &str) -> Option<usize> {
        let spelled = |text: &str| {
            let text = bare(text).to_lowercase();
            if text == self.printed() {
                return Some(0);
            }
            let tiers = [self.synonyms(), self.makeshifts()];
            tiers.iter().position(|words| words.contains(&text.as_str())).map(|tier| tier + 1)
        };
        // “申请人类型（自然人/法人）*” is the column with what to fill in.
        let plain = heading.split(['（', '(', '*', '＊']).map(str::trim).find(|part| !part.is_empty());
        spelled(heading).or_else(|| spelled(plain?))
    }

    /// Whether a heading means the column only for want of a better one.
    pub(crate) fn is_makeshift(self, heading: &str) -> bool {
        self.fit(heading) == Some(2)
    }

    /// The words that the form prints for what the column says: 自然人, 予以公开; none for numbers and days. Each of them
    /// may stand on the right of [`Mapping::with_words`].
    ///
    /// ```
    /// use gongkai_collate::ledger::Column;
    /// use gongkai_core::form::Edition;
    /// assert_eq!(Column::Applicant.labels(Edition::newest()).first(), Some(&"自然人"));
    /// ```
    #[must_use]
    pub fn labels(self, edition: Edition) -> Vec<&'static str> {
        Vocabularies::of(edition)
            .each()
            .into_iter()
            .filter(|own| own.column() == self.printed())
            .flat_map(Vocabulary::plain_labels)
            .collect()
    }

    fn named(text: &str) -> Option<Self> {
        const ALL: [Column; 6] =
            [Column::Number, Column::Received, Column::Applicant, Column::Closed, Column::Outcome, Column::CaseType];
        ALL.into_iter().filter_map(|column| Some((column.fit(text)?, column))).min().map(|(_, column)| column)
    }
}

impl fmt::Display for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.printed())
    }
}

/// What a register's own headings and words mean, where they are not those that are known.
///
/// ```
/// use gongkai_collate::ledger::Mapping;
/// // The office's own heading “完成” means 办结日期, and its class “事业单位” is counted as 其他.
/// let mapping = Mapping::parse(["办结日期=完成"])?.with_words(["事业单位=其他"])?;
/// # let _ = mapping;
/// # Ok::<(), gongkai_collate::ledger::MappingError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mapping {
    named: BTreeMap<Column, String>,
    words: BTreeMap<String, String>,
}

/// A mapping, or the headings or sheets of a register, are not understood.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MappingError {
    /// The mapping is not of the form `COLUMN=HEADING`.
    #[error("“{0}” 不是列对应；写法如“办结日期=答复时间” / “{0}” is not a mapping of the form COLUMN=HEADING")]
    NotAMapping(String),
    /// The mapping of a word is not of the form `WORD=LABEL`, or the label is none of the form's.
    #[error(
        "“{0}” 不是词语对应，或等号后面不是表上的名称；写法如“事业单位=其他” / “{0}” is not a mapping of the form WORD=LABEL with a label of the form"
    )]
    NotAWord(String),
    /// The register has no such column.
    #[error("台账没有“{column}”列；表头是：{}{} / the register has no column “{column}”; its headings are “{}”{}",
        headings.join("、"), nearest.as_ref().map(|n| format!("。是不是“{n}”？")).unwrap_or_default(),
        headings.join("”, “"), nearest.as_ref().map(|n| format!(". Is it “{n}”?")).unwrap_or_default())]
    Missing {
        /// The column.
        column: Column,
        /// The headings that the register has.
        headings: Vec<String>,
        /// The heading that is most like it.
        nearest: Option<String>,
    },
    /// Two headings stand for one column.
    #[error("“{first}”和“{second}”都像“{column}”列 / “{first}” and “{second}” both stand for “{column}”")]
    Twice {
        /// The column.
        column: Column,
        /// One heading.
        first: String,
        /// The other.
        second: String,
    },
    /// More than one sheet of a workbook, or table of a document, is such a register, and each may count from its own
    /// number 1.
    #[error("文件里有 {} 张表都像台账：{} / {} sheets are registers: “{}”", sheets.len(), sheets.join("、"), sheets.len(),
        sheets.join("”, “"))]
    SeveralSheets {
        /// Their names.
        sheets: Vec<String>,
    },
    /// The workbook has no sheet of that name, or the document no such table.
    #[error("文件里没有表“{name}”；有：{} / the file has no sheet “{name}”; it has “{}”", found.join("、"), found.join("”, “"))]
    NoSuchSheet {
        /// The name that was asked for.
        name: String,
        /// The sheets that it has.
        found: Vec<String>,
    },
}

impl Mapping {
    /// A mapping of headings from texts of the form `办结日期=完成`.
    ///
    /// # Errors
    /// [`MappingError::NotAMapping`] for a text of another form or an unknown column.
    pub fn parse<'a>(texts: impl IntoIterator<Item = &'a str>) -> Result<Self, MappingError> {
        let mut named = BTreeMap::new();
        for text in texts {
            let error = || MappingError::NotAMapping(text.to_owned());
            let (column, heading) = text.split_once('=').ok_or_else(error)?;
            named.insert(Column::named(column).ok_or_else(error)?, heading.trim().to_owned());
        }
        Ok(Self { named, words: BTreeMap::new() })
    }

    /// The same with meanings of words, from texts of the form `事业单位=其他`: the word of the register, and a label,
    /// number or article of the form.
    ///
    /// # Errors
    /// [`MappingError::NotAWord`] for a text of another form, or whose right side means nothing of the form.
    pub fn with_words<'a>(mut self, texts: impl IntoIterator<Item = &'a str>) -> Result<Self, MappingError> {
        for text in texts {
            let error = || MappingError::NotAWord(text.to_owned());
            let (word, label) = text.split_once('=').ok_or_else(error)?;
            if bare(word).is_empty() || !crate::ledger::vocabulary::is_known(label) {
                return Err(error());
            }
            self.words.insert(bare(word), label.trim().to_owned());
        }
        Ok(self)
    }

    /// The word that a word of the register stands for; itself where nothing else is said.
    pub(crate) fn meant<'a>(&'a self, word: &'a str) -> &'a str {
        self.words.get(&bare(word)).map_or(word, String::as_str)
    }

    /// Where each wanted column stands among the headings.
    pub(crate) fn locate(
        &self,
        headings: &[String],
        wanted: &[Column],
    ) -> Result<BTreeMap<Column, usize>, MappingError> {
        let mut places = BTreeMap::new();
        for &column in wanted {
            let fit = |heading: &String| match self.named.get(&column) {
                Some(name) => (bare(heading) == bare(name)).then_some(0),
                None => column.fit(heading),
            };
            let fits: Vec<(usize, usize)> =
                headings.iter().enumerate().filter_map(|(place, heading)| Some((fit(heading)?, place))).collect();
            let Some(&(best, place)) = fits.iter().min() else {
                let names = column.synonyms().iter().copied().chain([column.printed()]);
                // A heading that is another column's is not this one's.
                let mut free = headings.iter().filter(|heading| Column::named(heading).is_none());
                let like = free.find(|heading| nearest(&bare(heading), names.clone()).is_some());
                let nearest = like.cloned();
                let headings = headings.iter().map(|h| h.trim().to_owned()).filter(|h| !h.is_empty()).collect();
                return Err(MappingError::Missing { column, headings, nearest });
            };
            let heading = |place: usize| headings.get(place).cloned().unwrap_or_default();
            if let Some(&(_, other)) = fits.iter().find(|&&(fit, at)| fit == best && at != place) {
                return Err(MappingError::Twice { column, first: heading(place), second: heading(other) });
            }
            places.insert(column, place);
        }
        Ok(places)
    }

    /// How many of the headings are known columns, for finding the row of headings below a title.
    pub(crate) fn known(&self, headings: &[String]) -> usize {
        let own = |heading: &String| self.named.values().any(|name| bare(name) == bare(heading));
        headings.iter().filter(|heading| own(heading) || Column::named(heading).is_some()).count()
    }
}
