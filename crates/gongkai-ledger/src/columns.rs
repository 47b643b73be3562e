//! Which column of a register holds what.

use std::collections::BTreeMap;
use std::fmt;

use crate::wording::{bare, nearest};

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

    /// The headings that registers use for the column.
    fn synonyms(self) -> &'static [&'static str] {
        match self {
            Self::Number => &[
                "编号",
                "序号",
                "申请编号",
                "登记编号",
                "登记号",
                "收件编号",
                "受理编号",
                "文号",
                "案号",
                "案件编号",
                "number",
                "id",
                "no",
            ],
            Self::Received => &[
                "收到日期",
                "收到时间",
                "收件日期",
                "收件时间",
                "受理日期",
                "受理时间",
                "申请日期",
                "申请时间",
                "登记日期",
                "登记时间",
                "接收日期",
                "立案日期",
                "受理",
                "received",
            ],
            Self::Applicant => &[
                "申请人类型",
                "申请人类别",
                "申请人性质",
                "申请主体",
                "主体类型",
                "申请人身份",
                "申请人分类",
                "类别",
                "applicant",
            ],
            Self::Closed => &[
                "办结日期",
                "办结时间",
                "答复日期",
                "答复时间",
                "办理完成日期",
                "完成日期",
                "回复日期",
                "结案日期",
                "审结日期",
                "结案时间",
                "审结时间",
                "closed",
            ],
            Self::Outcome => &[
                "办理结果",
                "答复结果",
                "处理结果",
                "办理情况",
                "答复类型",
                "答复方式",
                "处理决定",
                "结果",
                "审理结果",
                "复议结果",
                "诉讼结果",
                "裁判结果",
                "outcome",
            ],
            Self::CaseType => &["案件类型", "案件类别", "类型", "程序", "救济途径", "案由类型", "case", "case_type"],
        }
    }

    fn named(text: &str) -> Option<Self> {
        let text = bare(text).to_lowercase();
        [Self::Number, Self::Received, Self::Applicant, Self::Closed, Self::Outcome, Self::CaseType]
            .into_iter()
            .find(|column| column.synonyms().contains(&text.as_str()))
    }
}

impl fmt::Display for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.printed())
    }
}

/// Which heading of a register stands for which column.
///
/// ```
/// use gongkai_ledger::Mapping;
/// // The office's own heading “完成” means 办结日期.
/// let mapping = Mapping::parse(["办结日期=完成"])?;
/// # Ok::<(), gongkai_ledger::MappingError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mapping {
    named: BTreeMap<Column, String>,
}

/// A mapping or a register's headings are not understood.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MappingError {
    /// The mapping is not of the form `COLUMN=HEADING`.
    #[error("“{0}” 不是列对应；写法如“办结日期=答复时间” / not a mapping of the form COLUMN=HEADING")]
    NotAMapping(String),
    /// The register has no such column.
    #[error("台账没有“{column}”列；表头是：{found}{} / the register has no column “{column}”",
        nearest.as_ref().map(|n| format!("。如果“{n}”就是它，请加 --map {column}={n}")).unwrap_or_default())]
    Missing {
        /// The column.
        column: Column,
        /// The headings that the register has.
        found: String,
        /// The heading that is most like it.
        nearest: Option<String>,
    },
    /// Two headings stand for one column.
    #[error("“{first}”和“{second}”都像“{column}”列；请用 --map {column}=表头 指定 / two headings stand for “{column}”")]
    Twice {
        /// The column.
        column: Column,
        /// One heading.
        first: String,
        /// The other.
        second: String,
    },
}

impl Mapping {
    /// A mapping from texts of the form `办结日期=完成`.
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
        Ok(Self { named })
    }

    /// Where each wanted column stands among the headings.
    pub(crate) fn locate(
        &self,
        headings: &[String],
        wanted: &[Column],
    ) -> Result<BTreeMap<Column, usize>, MappingError> {
        let mut places = BTreeMap::new();
        for &column in wanted {
            let is_it = |heading: &String| match self.named.get(&column) {
                Some(name) => bare(heading) == bare(name),
                None => Column::named(heading) == Some(column),
            };
            let mut found = headings.iter().enumerate().filter(|(_, heading)| is_it(heading));
            let Some((place, first)) = found.next() else {
                let names = column.synonyms().iter().copied();
                let like = headings.iter().find(|heading| nearest(&bare(heading), names.clone()).is_some());
                return Err(MappingError::Missing { column, found: headings.join("、"), nearest: like.cloned() });
            };
            if let Some((_, second)) = found.next() {
                return Err(MappingError::Twice { column, first: first.clone(), second: second.clone() });
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
