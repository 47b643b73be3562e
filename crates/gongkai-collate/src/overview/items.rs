//! What the overview says: which cells each of its items is made of, and what that comes to.

use gongkai_core::Number;
use gongkai_core::form::keys::{column, row};
use gongkai_core::form::{CellKey, TableKey};

use crate::outliers::grouped;

/// A share of fewer cases than this is not said in percent.
const FEWEST: u32 = 10;

/// What names a cell: its table, row and column.
pub(super) type Names = (TableKey, &'static str, &'static str);

const fn disclosure(row: &'static str, column: &'static str) -> Names {
    (TableKey::Disclosure, row, column)
}

const fn applications(row: &'static str, column: &'static str) -> Names {
    (TableKey::Applications, row, column)
}

const fn disputes(row: &'static str, column: &'static str) -> Names {
    (TableKey::Disputes, row, column)
}

/// What the overview says, in its order: the table, the name, the cells that are added up, and the cells that they are a
/// share of.
pub(super) const ITEMS: [(&str, &str, &[Names], &[Names]); 27] = [
    ("主动公开", "现行有效规章（件）", &[disclosure(row::REGULATIONS, column::IN_FORCE)], &[]),
    ("主动公开", "制发规范性文件（件）", &[disclosure(row::NORMATIVE_DOCUMENTS, column::ISSUED)], &[]),
    ("主动公开", "现行有效规范性文件（件）", &[disclosure(row::NORMATIVE_DOCUMENTS, column::IN_FORCE)], &[]),
    ("主动公开", "行政许可决定（件）", &[disclosure(row::LICENSES, column::DECISIONS)], &[]),
    ("主动公开", "行政处罚决定（件）", &[disclosure(row::PENALTIES, column::DECISIONS)], &[]),
    ("主动公开", "行政强制决定（件）", &[disclosure(row::COMPULSORY_MEASURES, column::DECISIONS)], &[]),
    ("主动公开", "行政事业性收费（万元）", &[disclosure(row::ADMINISTRATIVE_FEES, column::AMOUNT)], &[]),
    ("依申请公开", "本年新收（件）", &[applications(row::RECEIVED, column::TOTAL)], &[]),
    ("依申请公开", "上年结转（件）", &[applications(row::CARRIED_IN, column::TOTAL)], &[]),
    ("依申请公开", "本年办结（件）", &[applications(row::TOTAL_PROCESSED, column::TOTAL)], &[]),
    ("依申请公开", "结转下年（件）", &[applications(row::CARRIED_OUT, column::TOTAL)], &[]),
    ("申请人构成", "自然人", &[applications(row::RECEIVED, column::NATURAL_PERSON)], RECEIVED),
    ("申请人构成", "商业企业", &[applications(row::RECEIVED, column::BUSINESS)], RECEIVED),
    ("申请人构成", "科研机构", &[applications(row::RECEIVED, column::RESEARCH_INSTITUTION)], RECEIVED),
    ("申请人构成", "社会公益组织", &[applications(row::RECEIVED, column::PUBLIC_INTEREST)], RECEIVED),
    ("申请人构成", "法律服务机构", &[applications(row::RECEIVED, column::LEGAL_SERVICE)], RECEIVED),
    ("申请人构成", "其他", &[applications(row::RECEIVED, column::OTHER_ORGANIZATION)], RECEIVED),
    ("办理结果", "予以公开率", &[applications(row::GRANTED, column::TOTAL)], PROCESSED),
    ("办理结果", "部分公开率", &[applications(row::PARTIALLY_GRANTED, column::TOTAL)], PROCESSED),
    (
        "办理结果",
        "不予公开率",
        &[
            applications(row::STATE_SECRET, column::TOTAL),
            applications(row::PROHIBITED_BY_LAW, column::TOTAL),
            applications(row::ENDANGERS_SECURITY_OR_STABILITY, column::TOTAL),
            applications(row::THIRD_PARTY_RIGHTS, column::TOTAL),
            applications(row::INTERNAL_AFFAIRS, column::TOTAL),
            applications(row::PROCESS_INFORMATION, column::TOTAL),
            applications(row::ENFORCEMENT_FILE, column::TOTAL),
            applications(row::ADMINISTRATIVE_INQUIRY, column::TOTAL),
        ],
        PROCESSED,
    ),
    (
        "办理结果",
        "无法提供率",
        &[
            applications(row::NOT_HELD, column::TOTAL),
            applications(row::NEEDS_CREATION, column::TOTAL),
            applications(row::STILL_UNCLEAR, column::TOTAL),
        ],
        PROCESSED,
    ),
    (
        "办理结果",
        "不予处理率",
        &[
            applications(row::PETITION_OR_COMPLAINT, column::TOTAL),
            applications(row::DUPLICATE, column::TOTAL),
            applications(row::PUBLISHED_MATERIAL, column::TOTAL),
            applications(row::EXCESSIVE, column::TOTAL),
            applications(row::CONFIRMATION_OR_REISSUE, column::TOTAL),
        ],
        PROCESSED,
    ),
    (
        "办理结果",
        "其他处理率",
        &[
            applications(row::CORRECTION_OVERDUE, column::TOTAL),
            applications(row::FEE_OVERDUE, column::TOTAL),
            applications(row::OTHER_OUTCOME, column::TOTAL),
        ],
        PROCESSED,
    ),
    ("行政复议、行政诉讼", "行政复议（件）", &[disputes(row::RECONSIDERATION, column::TOTAL)], &[]),
    (
        "行政复议、行政诉讼",
        "复议纠错率",
        &[disputes(row::RECONSIDERATION, column::CORRECTED)],
        &[
            disputes(row::RECONSIDERATION, column::UPHELD),
            disputes(row::RECONSIDERATION, column::CORRECTED),
            disputes(row::RECONSIDERATION, column::OTHER),
        ],
    ),
    (
        "行政复议、行政诉讼",
        "行政诉讼（件）",
        &[
            disputes(row::DIRECT_LITIGATION, column::TOTAL),
            disputes(row::LITIGATION_AFTER_RECONSIDERATION, column::TOTAL),
        ],
        &[],
    ),
    (
        "行政复议、行政诉讼",
        "诉讼败诉率",
        &[
            disputes(row::DIRECT_LITIGATION, column::CORRECTED),
            disputes(row::LITIGATION_AFTER_RECONSIDERATION, column::CORRECTED),
        ],
        &[
            disputes(row::DIRECT_LITIGATION, column::UPHELD),
            disputes(row::DIRECT_LITIGATION, column::CORRECTED),
            disputes(row::DIRECT_LITIGATION, column::OTHER),
            disputes(row::LITIGATION_AFTER_RECONSIDERATION, column::UPHELD),
            disputes(row::LITIGATION_AFTER_RECONSIDERATION, column::CORRECTED),
            disputes(row::LITIGATION_AFTER_RECONSIDERATION, column::OTHER),
        ],
    ),
];

const RECEIVED: &[Names] = &[applications(row::RECEIVED, column::TOTAL)];
const PROCESSED: &[Names] = &[applications(row::TOTAL_PROCESSED, column::TOTAL)];

/// One thing that the overview says.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Item {
    /// The table that it stands in.
    pub group: &'static str,
    /// What it is.
    pub name: &'static str,
    /// The cells that are added up.
    pub part: Vec<CellKey>,
    /// The cells that these are a share of; none for a count.
    pub whole: Vec<CellKey>,
}

/// What an item comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Figure {
    /// A count or an amount; nothing where nobody states it.
    Count(Option<Number>),
    /// A share; nothing where nobody states it.
    Share(Option<(Number, Number)>),
}

impl Figure {
    /// As it is printed: `3,610`, `34.5%（29/84）`, `1/3`, `—`.
    #[must_use]
    pub fn printed(self) -> String {
        match self {
            Self::Count(Some(number)) => grouped(number),
            Self::Share(Some((_, whole))) if whole.is_zero() => "—".to_owned(),
            Self::Share(Some((part, whole))) if whole < Number::from(FEWEST) => format!("{part}/{whole}"),
            Self::Share(Some((part, whole))) => {
                format!("{:.1}%（{}/{}）", part.to_f64() / whole.to_f64() * 100.0, grouped(part), grouped(whole))
            }
            _ => "—".to_owned(),
        }
    }

    /// The count, or the cases of a share, and what they are a share of.
    #[must_use]
    pub fn numbers(self) -> (Option<Number>, Option<Number>) {
        match self {
            Self::Count(count) => (count, None),
            Self::Share(share) => (share.map(|(part, _)| part), share.map(|(_, whole)| whole)),
        }
    }

    /// How it stands against an earlier one: the difference of counts, of shares in points where both are of ten cases or
    /// more.
    pub(super) fn against(self, before: Self) -> String {
        let points = |part: Number, whole: Number| {
            (whole >= Number::from(FEWEST)).then(|| part.to_f64() / whole.to_f64() * 100.0)
        };
        let change = match (self, before) {
            (Self::Count(Some(now)), Self::Count(Some(before))) => now.checked_sub(before).map(|change| {
                let sign = if change.is_negative() || change.is_zero() { "" } else { "+" };
                format!("{sign}{}", grouped(change))
            }),
            (Self::Share(Some(now)), Self::Share(Some(before))) => points(now.0, now.1)
                .zip(points(before.0, before.1))
                .map(|(now, before)| format!("{:+.1} 个百分点", now - before)),
            _ => None,
        };
        change.unwrap_or_else(|| "—".to_owned())
    }

    /// The share as a number.
    pub(super) fn share(self) -> Option<f64> {
        match self {
            Self::Share(Some((part, whole))) if !whole.is_zero() => Some(part.to_f64() / whole.to_f64()),
            _ => None,
        }
    }

    /// The share as a number to rank by, where it is of ten cases or more.
    pub(super) fn rank(self) -> Option<f64> {
        match self {
            Self::Share(Some((part, whole))) if whole >= Number::from(FEWEST) => Some(part.to_f64() / whole.to_f64()),
            _ => None,
        }
    }
}
