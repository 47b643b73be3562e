//! What readers say beside what they read, and writers beside what they wrote.

use super::Position;
use crate::words::Text;

/// Something a reader left out or put right, or a writer could not hold, to be said to the person who asked for it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Remark {
    /// What it was.
    pub kind: RemarkKind,
    /// What was left out or put right, in both languages; a piece of the document alone is a quotation in either.
    pub detail: Text,
    /// Where.
    pub position: Position,
}

impl Remark {
    /// A remark at a position, in both languages or as a [quotation](Text::quotation).
    pub fn new(kind: RemarkKind, detail: impl Into<Text>, position: Position) -> Self {
        Self { kind, detail: detail.into(), position }
    }
}

/// The kinds of remark that readers and writers make.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum RemarkKind {
    /// A picture, whose text cannot be read.
    Picture,
    /// A link to a file that may be the report itself.
    Attachment,
    /// A page number or a running title, left out.
    PageFurniture,
    /// Text that a tracked change deleted, or that is hidden, left out.
    NotShown,
    /// A table that a page break had cut, put together.
    Joined,
    /// Something hidden that was read all the same: a hidden sheet, row or column.
    Hidden,
    /// A mark raised or lowered beside a number, kept as the cell's note.
    OffLine,
    /// What a cover says otherwise than the text, or in a way that is not understood.
    Cover,
    /// Tables of another year than the report's, left out.
    OtherYear,
    /// Fields that a form's user fills in (窗体域) or notes laid over the page that were not read.
    FormField,
    /// Something that its program shows otherwise than it was read: a format that rounds or hides a number, a formula
    /// without a result.
    ShownOtherwise,
    /// A date of publication that is printed but not understood.
    PublicationDate,
    /// Sentences that stand outside the report, above its title or below its end, left out.
    OutsideReport,
    /// A table whose rows are of another edition than the file says, read as that edition.
    Edition,
    /// The address of a link that an output does not hold; its text stays.
    Link,
    /// A character that no font at hand has, so that a page shows a sign in its place.
    Character,
    /// A heading that an output has in the form's words and not in its own.
    Heading,
    /// Something the reader does not know, left out.
    Unknown,
}

impl RemarkKind {
    /// Every kind.
    pub const ALL: [Self; 18] = [
        Self::Picture,
        Self::Attachment,
        Self::PageFurniture,
        Self::NotShown,
        Self::Joined,
        Self::Hidden,
        Self::OffLine,
        Self::Cover,
        Self::OtherYear,
        Self::FormField,
        Self::ShownOtherwise,
        Self::PublicationDate,
        Self::OutsideReport,
        Self::Edition,
        Self::Link,
        Self::Character,
        Self::Heading,
        Self::Unknown,
    ];

    /// The name of the kind for programs, the same in every version.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Picture => "picture",
            Self::Attachment => "attachment",
            Self::PageFurniture => "page_furniture",
            Self::NotShown => "not_shown",
            Self::Joined => "joined",
            Self::Hidden => "hidden",
            Self::OffLine => "off_line",
            Self::Cover => "cover",
            Self::OtherYear => "other_year",
            Self::FormField => "form_field",
            Self::ShownOtherwise => "shown_otherwise",
            Self::PublicationDate => "publication_date",
            Self::OutsideReport => "outside_report",
            Self::Edition => "edition",
            Self::Link => "link",
            Self::Character => "character",
            Self::Heading => "heading",
            Self::Unknown => "unknown",
        }
    }

    /// The kind in words, Chinese and English.
    #[must_use]
    pub fn in_words(self) -> (&'static str, &'static str) {
        match self {
            Self::Picture => ("图片未读入", "picture not read"),
            Self::Attachment => ("附件未读入", "attached file not read"),
            Self::PageFurniture => ("页面文字不收", "page furniture left out"),
            Self::NotShown => ("不作数的文字不收", "text not in force left out"),
            Self::Joined => ("分页表格已接合", "table joined over pages"),
            Self::Hidden => ("隐藏内容已读入", "hidden, but read"),
            Self::OffLine => ("数字旁的上下标", "mark beside a number"),
            Self::Cover => ("封面与正文不同", "cover and text differ"),
            Self::OtherYear => ("另一年度的表格不收", "tables of another year left out"),
            Self::FormField => ("窗体域或批注未读入", "form field or note not read"),
            Self::ShownOtherwise => ("显示与内容不同", "shown otherwise than stored"),
            Self::PublicationDate => ("发布日期未读懂", "date of publication not understood"),
            Self::OutsideReport => ("报告以外的段落没有收入", "text outside the report left out"),
            Self::Edition => ("按另一版格式读取", "read as of another edition"),
            Self::Link => ("链接没有写入", "link not written"),
            Self::Character => ("没有字体印得出的字", "character that no font has"),
            Self::Heading => ("标题按格式写", "heading in the form's words"),
            Self::Unknown => ("没有读入", "not read"),
        }
    }

    /// Whether something that the report says may be missing from what was read or written. What is not in force, what a page has
    /// around the report, and what was read all the same is no loss.
    #[must_use]
    pub fn is_loss(self) -> bool {
        match self {
            Self::Picture
            | Self::FormField
            | Self::PublicationDate
            | Self::OutsideReport
            | Self::Link
            | Self::Character
            | Self::Heading
            | Self::Unknown => true,
            Self::Attachment
            | Self::PageFurniture
            | Self::NotShown
            | Self::Joined
            | Self::Hidden
            | Self::OffLine
            | Self::Cover
            | Self::OtherYear
            | Self::ShownOtherwise
            | Self::Edition => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_kinds_are_stable_and_differ() {
        let names: std::collections::BTreeSet<&str> = RemarkKind::ALL.into_iter().map(RemarkKind::as_str).collect();
        assert_eq!(names.len(), RemarkKind::ALL.len());
        assert!(names.iter().all(|name| name.chars().all(|c| c.is_ascii_lowercase() || c == '_')));
    }
}
