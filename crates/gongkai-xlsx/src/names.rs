//! The names by which a workbook that this crate wrote is known again, whatever program saved it since.
//!
//! They are defined names (名称) of the workbook: Excel, WPS and LibreOffice keep them and move them along when rows
//! are inserted, which a sheet's title would not survive.

use gongkai_core::document::ParagraphRole;
use gongkai_core::form::{Edition, TableKey};

/// The range of the cover's labelled values.
pub(crate) const COVER: &str = "gongkai_cover";
/// The range of the narrative: roles and paragraphs.
pub(crate) const NARRATIVE: &str = "gongkai_narrative";
/// The range of the sums and their results.
pub(crate) const CHECK: &str = "gongkai_check";

const TABLE: &str = "gongkai_table";

/// The name of a table's range; `number` parts tables of the same form.
pub(crate) fn table(form: Option<(Edition, TableKey)>, number: usize) -> String {
    match form {
        Some((edition, key)) => format!("{TABLE}_{}_{edition}_{number}", key.as_str()),
        None => format!("{TABLE}_other_{number}"),
    }
}

/// What a table's name says: nothing when it names no table, else the form when it is one's.
pub(crate) fn parse_table(name: &str) -> Option<Option<(Edition, TableKey)>> {
    let mut parts = name.strip_prefix(TABLE)?.strip_prefix('_')?.split('_');
    let (key, edition) = (parts.next()?, parts.next());
    let key = TableKey::ALL.into_iter().find(|known| known.as_str() == key);
    let edition = edition.and_then(|edition| edition.parse().ok());
    Some(edition.zip(key))
}

/// The labels of the cover's values, by which they are read again.
pub(crate) mod cover {
    pub(crate) const TITLE: &str = "报告标题";
    pub(crate) const ORGAN: &str = "报告机关";
    pub(crate) const YEAR: &str = "报告年度";
    pub(crate) const LEVEL: &str = "机关层级";
    pub(crate) const PUBLISHED: &str = "公布日期";
}

/// The word in the narrative's last column that says what a row is.
pub(crate) fn role(role: ParagraphRole) -> &'static str {
    match role {
        ParagraphRole::Title => "标题",
        ParagraphRole::Heading1 => "一级标题",
        ParagraphRole::Heading2 => "二级标题",
        ParagraphRole::Heading3 => "三级标题",
        ParagraphRole::Signature => "署名",
        ParagraphRole::SignatureDate => "成文日期",
        _ => BODY,
    }
}

/// Running text.
pub(crate) const BODY: &str = "正文";
/// A row that goes on with the paragraph of the row above, which was too long for one cell.
pub(crate) const CONTINUED: &str = "续上段";
/// A row that stands for a table on a sheet of its own.
pub(crate) const TABLE_ROW: &str = "表格";

/// Every word of the narrative's last column.
pub(crate) const ROLES: [&str; 9] =
    ["标题", "一级标题", "二级标题", "三级标题", BODY, CONTINUED, TABLE_ROW, "署名", "成文日期"];

/// The role that a word of that column names.
pub(crate) fn parse_role(word: &str) -> Option<ParagraphRole> {
    use ParagraphRole::{Body, Heading1, Heading2, Heading3, Signature, SignatureDate, Title};
    [Title, Heading1, Heading2, Heading3, Body, Signature, SignatureDate].into_iter().find(|&known| role(known) == word)
}

/// How the narrative refers to the sheet of a table.
pub(crate) fn see_sheet(sheet: &str) -> String {
    format!("（见工作表“{sheet}”）")
}

/// The sheet that a reference of [`see_sheet`] names.
pub(crate) fn parse_see_sheet(text: &str) -> Option<&str> {
    text.split_once('“')?.1.rsplit_once('”').map(|(sheet, _)| sheet)
}
