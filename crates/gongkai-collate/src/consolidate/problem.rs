//! What stands in the way of a sum, and what should be known about it.

use std::fmt;

use gongkai_core::form::TableKey;
use gongkai_core::words::{InWords, Text};
use gongkai_core::{Number, Year};

/// What stands in the way of a complete and truthful sum. Each names who and where.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Problem {
    /// An expected member has not filed.
    Missing {
        /// Who.
        member: String,
    },
    /// A file cannot be read.
    Unreadable {
        /// Which.
        member: String,
        /// Why.
        why: Text,
        /// The body of the list whose report it is, where its name tells.
        body: Option<String>,
    },
    /// A member is not on the list of those expected; its figures are in the sum.
    NotExpected {
        /// Who.
        member: String,
    },
    /// One organ has filed more than once.
    Twice {
        /// The organ.
        organ: String,
        /// Under which names.
        members: Vec<String>,
        /// Whether all of them state the same, so that one of them is in the sum; otherwise none is.
        alike: bool,
    },
    /// A member bears the name of the consolidating organ and is not said to be its own report (本级): it may be an
    /// earlier sum. It is not in the sum.
    OwnName {
        /// Which.
        member: String,
    },
    /// A member reports to another organ. It is not in the sum.
    Elsewhere {
        /// Whose.
        member: String,
        /// To whom it reports; empty where it reports to nobody.
        superior: String,
    },
    /// A report is for another year, or does not say for which. It is not in the sum.
    OtherYear {
        /// Whose.
        member: String,
        /// Its year.
        year: Option<Year>,
    },
    /// A table is laid out in another edition than the consolidated report's.
    OtherEdition {
        /// Whose.
        member: String,
        /// Which table.
        table: TableKey,
        /// The edition that it is laid out in.
        edition: &'static str,
    },
    /// A cell was not read, so that the sum would be too small.
    NotStated {
        /// Whose.
        member: String,
        /// The cells, by printed row and column.
        cells: Vec<String>,
    },
    /// A cell holds something that is no number.
    NotANumber {
        /// Whose.
        member: String,
        /// The cell, by printed row and column.
        cell: String,
        /// What is printed.
        printed: String,
    },
    /// A cell's number carries a unit of its own, so that it cannot be added as it is.
    OtherUnit {
        /// Whose.
        member: String,
        /// The cell, by printed row and column.
        cell: String,
        /// What is printed.
        printed: String,
    },
    /// The sum has more digits than a number holds.
    TooLarge {
        /// The cell, by printed row and column.
        cell: String,
    },
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing { member } => write!(f, "{member}：未报 / has not filed"),
            Self::Unreadable { .. } => self.in_words().fmt(f),
            Self::NotExpected { member } => write!(f, "{member}：不在名单中，已计入 / is not on the list, and counted"),
            Self::Twice { organ, members, alike: true } => {
                write!(
                    f,
                    "{organ}：重复报送（{}），内容相同，只计一份 / has filed twice the same, counted once",
                    members.join("、")
                )
            }
            Self::Twice { organ, members, .. } => {
                write!(
                    f,
                    "{organ}：重复报送（{}），数字不同，没有计入 / has filed twice with other figures, not counted",
                    members.join("、")
                )
            }
            Self::OwnName { member } => write!(
                f,
                "{member}：与汇总机关同名，没有计入；若是本级报告请指明（--own），若是以前的汇总请移出 / bears the consolidating organ's name and is not counted; say so if it is its own report (--own)"
            ),
            Self::Elsewhere { member, superior } if superior.is_empty() => {
                write!(f, "{member}：不归本机关汇总，没有计入 / does not report to this organ, not counted")
            }
            Self::Elsewhere { member, superior } => {
                write!(f, "{member}：归{superior}汇总，没有计入 / reports to another organ, not counted")
            }
            Self::OtherYear { member, year: Some(year) } => {
                write!(f, "{member}：是{year}年的报告，没有计入 / is a report for {year}, not counted")
            }
            Self::OtherYear { member, year: None } => {
                write!(f, "{member}：看不出年度，没有计入 / does not say its year, not counted")
            }
            Self::OtherEdition { member, table, edition } => {
                write!(f, "{member}：{}用的是{edition}年格式 / uses the {edition} form", table.printed())
            }
            Self::NotStated { member, cells } => {
                write!(f, "{member}：{} 格未读到（{}） / cells not read", cells.len(), first_few(cells))
            }
            Self::NotANumber { member, cell, printed } => {
                write!(f, "{member}：{cell}填的是“{printed}”，不是数字 / is not a number")
            }
            Self::OtherUnit { member, cell, printed } => {
                write!(f, "{member}：{cell}填的是“{printed}”，单位与表头不同 / carries another unit")
            }
            Self::TooLarge { cell } => write!(f, "{cell}：合计超出可表示的位数 / the sum is too large"),
        }
    }
}

impl InWords for Problem {
    fn in_words(&self) -> Text {
        match self {
            Self::Unreadable { member, why, body } => {
                let Text { zh, en } = why;
                match body {
                    None => {
                        Text::new(format!("{member}：无法读取（{zh}）"), format!("“{member}”: cannot be read ({en})"))
                    }
                    Some(body) => Text::new(
                        format!("{body}：已报，文件无法读取（{member}：{zh}）"),
                        format!("“{body}”: has filed, the file cannot be read (“{member}”: {en})"),
                    ),
                }
            }
            other => named(&other.to_string()),
        }
    }
}

/// What is said of somebody, whom the Chinese part names before its colon and the English part does not.
fn named(printed: &str) -> Text {
    let Text { zh, en } = Text::of_printed(printed);
    let name = zh.split_once('：').map(|(name, _)| name.to_owned()).filter(|name| !en.contains(name.as_str()));
    let en = name.map_or(en.clone(), |name| format!("“{name}”: {en}"));
    Text { zh, en }
}

impl InWords for Remark {
    fn in_words(&self) -> Text {
        named(&self.to_string())
    }
}

impl Problem {
    /// The problem as it is said to an office that adds nothing up.
    #[must_use]
    pub fn without_sum(&self) -> String {
        match self {
            Self::NotExpected { member } => format!("{member}：不在名单中 / is not on the list"),
            Self::Twice { organ, members, alike } => {
                let (zh, en) =
                    if *alike { ("内容相同", "the same") } else { ("数字不同", "with other figures") };
                format!("{organ}：重复报送（{}），{zh} / has filed more than once, {en}", members.join("、"))
            }
            Self::OtherYear { member, year: Some(year) } => {
                format!("{member}：是{year}年的报告 / is a report for {year}")
            }
            Self::OtherYear { member, year: None } => format!("{member}：看不出年度 / does not say its year"),
            other => other.to_string(),
        }
    }

    /// What of it belongs into the published report: whose figures its sums lack. Nothing of what is the office's own
    /// business, and no names of files.
    pub(super) fn to_publish(&self) -> Option<String> {
        match self {
            Self::Missing { member } => Some(format!("{member}未报送")),
            Self::Unreadable { body: Some(body), .. } => Some(format!("{body}的报告无法读取，未计入")),
            Self::Twice { organ, alike: false, .. } => Some(format!("{organ}报送了几份数字不同的报告，未计入")),
            Self::OtherYear { member, year: Some(year) } => Some(format!("{member}报送的是{year}年的报告，未计入")),
            Self::OtherYear { member, year: None } => Some(format!("{member}的报告没有写明年度，未计入")),
            Self::NotStated { member, cells } => Some(format!("{member}有 {} 项数据未能计入", cells.len())),
            Self::NotANumber { member, cell, .. } | Self::OtherUnit { member, cell, .. } => {
                Some(format!("{member}的{cell}未能计入"))
            }
            Self::TooLarge { cell } => Some(format!("{cell}合计超出可表示的位数")),
            _ => None,
        }
    }
}

/// What should be known about a sum and does not stand in its way.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Remark {
    /// Cells that hold a blank, a dash or 不适用, and so add nothing to the sum.
    NotFilled {
        /// Whose.
        member: String,
        /// The cells, by printed row and column.
        cells: Vec<String>,
    },
    /// A number with a note, of which the number is in the sum.
    NoteLeftOut {
        /// Whose.
        member: String,
        /// The cell, by printed row and column.
        cell: String,
        /// What is printed.
        printed: String,
        /// What is counted.
        counted: Number,
    },
    /// A file whose name speaks of one body and which holds the report of another.
    OthersReport {
        /// The file.
        file: String,
        /// The body that its name speaks of.
        spoken: String,
        /// The organ whose report it holds.
        organ: String,
    },
    /// A member whose report is in that of the body that it reports to, and is not added again.
    InAnother {
        /// The member.
        member: String,
        /// Whose report contains its.
        superior: String,
    },
    /// A name on the list that was taken for a member with a longer or shorter one.
    ListedAs {
        /// The name on the list.
        listed: String,
        /// The member.
        member: String,
    },
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFilled { member, cells } => write!(
                f,
                "{member}：{} 格是空白或横杠，没有数可加（{}） / cells hold no number and add nothing",
                cells.len(),
                first_few(cells)
            ),
            Self::NoteLeftOut { member, cell, printed, counted } => {
                write!(f, "{member}：{cell}填的是“{printed}”，按 {counted} 计入 / the note is left out")
            }
            Self::OthersReport { file, spoken, organ } => {
                write!(
                    f,
                    "{file}：文件名是{spoken}的，里面是{organ}的报告，请核对 / holds the report of another body than its name says"
                )
            }
            Self::InAnother { member, superior } => {
                write!(
                    f,
                    "{member}：在{superior}的报告里，不另计入 / is in the report of another body and not counted again"
                )
            }
            Self::ListedAs { listed, member } => {
                write!(f, "名单上的“{listed}”认作{member} / the listed name is taken for this member")
            }
        }
    }
}

/// The first cells by name, with a word that there are more.
fn first_few(cells: &[String]) -> String {
    const NAMED: usize = 3;
    let named: Vec<&str> = cells.iter().take(NAMED).map(String::as_str).collect();
    format!("{}{}", named.join("、"), if cells.len() > NAMED { " 等" } else { "" })
}
