//! The shapes in which an edition declares its tables.

/// What a value cell counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CellKind {
    /// A whole number of at least 0, in 件.
    Count,
    /// A whole number that may be negative: 本年增/减 of the 2019 edition.
    SignedCount,
    /// An amount of at least 0, in 万元.
    AmountTenThousandYuan,
    /// An amount of at least 0 whose unit the form does not print: 采购总金额 of the 2019 edition.
    AmountUnitNotPrinted,
}

impl CellKind {
    /// The name of the kind in the published data of the forms.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Count => "count",
            Self::SignedCount => "signed_count",
            Self::AmountTenThousandYuan => "amount_10k_yuan",
            Self::AmountUnitNotPrinted => "amount_unit_not_printed",
        }
    }

    /// Whether the cell counts things, in 件.
    #[must_use]
    pub fn is_count(self) -> bool {
        matches!(self, Self::Count | Self::SignedCount)
    }
}

/// Table 二 of an edition.
#[derive(Debug)]
pub struct DisclosureForm {
    /// The label over the row labels: 信息内容.
    pub row_header: &'static str,
    /// One block for each item of article 20.
    pub blocks: &'static [DisclosureBlock],
}

/// The rows under one item of article 20 of the Regulations.
#[derive(Debug)]
pub struct DisclosureBlock {
    /// 第二十条第（一）项 and so on.
    pub heading: &'static str,
    /// The value columns.
    pub columns: &'static [DisclosureColumn],
    /// The rows.
    pub rows: &'static [DisclosureRow],
}

/// A value column of a block.
#[derive(Debug)]
pub struct DisclosureColumn {
    /// Its key.
    pub key: &'static str,
    /// Its printed label, unit included.
    pub label: &'static str,
    /// What its cells count.
    pub kind: CellKind,
}

/// A row of a block.
#[derive(Debug)]
pub struct DisclosureRow {
    /// Its key.
    pub key: &'static str,
    /// Its printed label.
    pub label: &'static str,
}

/// Table 三 of an edition.
#[derive(Debug)]
pub struct ApplicationsForm {
    /// The corner cell, which prints the balance that each column must keep (勾稽关系).
    pub corner: &'static str,
    /// The label over the value columns: 申请人情况.
    pub column_header: &'static str,
    /// The applicant classes and their total, which is the last.
    pub columns: &'static [ApplicantColumn],
    /// The rows.
    pub rows: &'static [ApplicationRow],
}

/// A value column of table 三: a class of applicants, or their total.
#[derive(Debug)]
pub struct ApplicantColumn {
    /// Its key.
    pub key: &'static str,
    /// Its printed label.
    pub label: &'static str,
    /// The label over several columns: 法人或其他组织.
    pub group: Option<&'static str>,
}

/// A row of table 三.
#[derive(Debug)]
pub struct ApplicationRow {
    /// Its key.
    pub key: &'static str,
    /// Its printed labels from the outermost in.
    pub path: &'static [&'static str],
}

/// Table 四 of an edition.
#[derive(Debug)]
pub struct DisputesForm {
    /// The groups of columns.
    pub groups: &'static [DisputeGroup],
    /// The columns of each group; the last is its total.
    pub columns: &'static [DisputeColumn],
}

/// A group of columns of table 四.
#[derive(Debug)]
pub struct DisputeGroup {
    /// Its key.
    pub key: &'static str,
    /// Its printed labels from the outermost in.
    pub path: &'static [&'static str],
}

/// A column of each group of table 四.
#[derive(Debug)]
pub struct DisputeColumn {
    /// Its key.
    pub key: &'static str,
    /// Its printed label.
    pub label: &'static str,
}
