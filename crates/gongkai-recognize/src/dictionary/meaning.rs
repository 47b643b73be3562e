//! What a label of the forms means, and what is known of a printed text that was found to be one.

use gongkai_core::form::SectionKey;

/// What a label of the forms means. One text can mean several: 总计 is a row and a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Meaning {
    /// 第二十条第（一）项
    Block(&'static str),
    /// 信息内容, 申请人情况, the corner: labels that name no value.
    Furniture,
    /// A row of table 二.
    DisclosureRow(&'static str),
    /// A column of table 二.
    DisclosureColumn(&'static str),
    /// A label over several rows of table 三.
    OutcomeGroup(&'static str),
    /// A row of table 三.
    ApplicationRow(&'static str),
    /// 法人或其他组织
    ApplicantGroup,
    /// A column of table 三.
    Applicant(&'static str),
    /// A label over groups or columns of table 四: 行政复议, 行政诉讼, 未经复议直接起诉, 复议后起诉.
    DisputeGroup(&'static str),
    /// A column of each group of table 四.
    DisputeColumn(&'static str),
    /// One of the six sections.
    Section(SectionKey),
}

impl Meaning {
    /// Whether the label stands over columns.
    pub(crate) fn is_head(self) -> bool {
        matches!(
            self,
            Self::DisclosureColumn(_)
                | Self::Applicant(_)
                | Self::ApplicantGroup
                | Self::DisputeGroup(_)
                | Self::DisputeColumn(_)
                | Self::Furniture
        )
    }

    /// Whether the label names a row of values.
    pub(crate) fn is_row(self) -> bool {
        matches!(self, Self::DisclosureRow(_) | Self::ApplicationRow(_))
    }
}

/// A label with what it means.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    /// The label as the form prints it.
    pub(crate) printed: &'static str,
    pub(super) folded: Vec<char>,
    /// The number that the form prints before the label.
    pub(crate) number: Option<u8>,
    pub(crate) meanings: Vec<Meaning>,
    /// The numbers that the forms print before it where it names a row of table 三 or a group of them.
    pub(crate) numbers: Vec<u8>,
}

/// What a printed text was found to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Match {
    pub(crate) entry: &'static Entry,
    /// Whether the text is the label itself, and not one that lost or changed characters.
    pub(crate) exact: bool,
    /// Whether the text is no more than a piece of the label.
    pub(crate) partial: bool,
    /// The number printed before the text.
    pub(crate) number: Option<u8>,
}

impl Match {
    pub(crate) fn meanings(&self) -> &'static [Meaning] {
        &self.entry.meanings
    }

    /// The row of values that the label names, where it can name one.
    pub(crate) fn row(&self) -> Option<Meaning> {
        self.meanings().iter().copied().find(|meaning| meaning.is_row())
    }

    /// Whether the label names a row of values and can be nothing else.
    pub(crate) fn is_only_row(&self) -> bool {
        self.meanings().iter().all(|meaning| meaning.is_row())
    }

    pub(crate) fn is_head(&self) -> bool {
        self.meanings().iter().any(|meaning| meaning.is_head())
    }

    pub(crate) fn applicant(&self) -> Option<&'static str> {
        self.meanings().iter().find_map(|m| if let Meaning::Applicant(key) = m { Some(*key) } else { None })
    }

    pub(crate) fn disclosure_column(&self) -> Option<&'static str> {
        self.meanings().iter().find_map(|m| if let Meaning::DisclosureColumn(key) = m { Some(*key) } else { None })
    }

    pub(crate) fn dispute_column(&self) -> Option<&'static str> {
        self.meanings().iter().find_map(|m| if let Meaning::DisputeColumn(key) = m { Some(*key) } else { None })
    }

    pub(crate) fn dispute_group(&self) -> Option<&'static str> {
        self.meanings().iter().find_map(|m| if let Meaning::DisputeGroup(label) = m { Some(*label) } else { None })
    }

    /// Whether the label is one of table 四 and can be nothing else.
    pub(crate) fn is_of_disputes(&self) -> bool {
        matches!(self.meanings(), [Meaning::DisputeGroup(_) | Meaning::DisputeColumn(_)])
    }

    pub(crate) fn outcome_group(&self) -> Option<&'static str> {
        self.meanings().iter().find_map(|m| if let Meaning::OutcomeGroup(label) = m { Some(*label) } else { None })
    }

    pub(crate) fn block(&self) -> Option<&'static str> {
        self.meanings().iter().find_map(|m| if let Meaning::Block(label) = m { Some(*label) } else { None })
    }

    pub(crate) fn section(&self) -> Option<SectionKey> {
        self.meanings().iter().find_map(|m| if let Meaning::Section(key) = m { Some(*key) } else { None })
    }

    pub(crate) fn is(&self, meaning: Meaning) -> bool {
        self.meanings().contains(&meaning)
    }
}
