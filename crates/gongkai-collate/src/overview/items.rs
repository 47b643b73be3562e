//! What the overview says: which cells each of its items is made of, and what that comes to.

use gongkai_core::Number;
use gongkai_core::form::CellKey;

use crate::outliers::grouped;

/// A share of fewer cases than this is not said in percent.
const FEWEST: u32 = 10;

/// What the overview says, in its order: the table, the name, the cells that are added up, and the cells that they are a
/// share of.
pub(super) const ITEMS: [(&str, &str, &[&str], &[&str]); 27] = [
    ("主动公开", "现行有效规章（件）", &["disclosure.regulations.in_force"], &[]),
    ("主动公开", "制发规范性文件（件）", &["disclosure.normative_documents.issued"], &[]),
    ("主动公开", "现行有效规范性文件（件）", &["disclosure.normative_documents.in_force"], &[]),
    ("主动公开", "行政许可决定（件）", &["disclosure.licenses.decisions"], &[]),
    ("主动公开", "行政处罚决定（件）", &["disclosure.penalties.decisions"], &[]),
    ("主动公开", "行政强制决定（件）", &["disclosure.compulsory_measures.decisions"], &[]),
    ("主动公开", "行政事业性收费（万元）", &["disclosure.administrative_fees.amount"], &[]),
    ("依申请公开", "本年新收（件）", &["applications.received.total"], &[]),
    ("依申请公开", "上年结转（件）", &["applications.carried_in.total"], &[]),
    ("依申请公开", "本年办结（件）", &["applications.total_processed.total"], &[]),
    ("依申请公开", "结转下年（件）", &["applications.carried_out.total"], &[]),
    ("申请人构成", "自然人", &["applications.received.natural_person"], RECEIVED),
    ("申请人构成", "商业企业", &["applications.received.business"], RECEIVED),
    ("申请人构成", "科研机构", &["applications.received.research_institution"], RECEIVED),
    ("申请人构成", "社会公益组织", &["applications.received.public_interest"], RECEIVED),
    ("申请人构成", "法律服务机构", &["applications.received.legal_service"], RECEIVED),
    ("申请人构成", "其他", &["applications.received.other_organization"], RECEIVED),
    ("办理结果", "予以公开率", &["applications.granted.total"], PROCESSED),
    ("办理结果", "部分公开率", &["applications.partially_granted.total"], PROCESSED),
    (
        "办理结果",
        "不予公开率",
        &[
            "applications.state_secret.total",
            "applications.prohibited_by_law.total",
            "applications.endangers_security_or_stability.total",
            "applications.third_party_rights.total",
            "applications.internal_affairs.total",
            "applications.process_information.total",
            "applications.enforcement_file.total",
            "applications.administrative_inquiry.total",
        ],
        PROCESSED,
    ),
    (
        "办理结果",
        "无法提供率",
        &["applications.not_held.total", "applications.needs_creation.total", "applications.still_unclear.total"],
        PROCESSED,
    ),
    (
        "办理结果",
        "不予处理率",
        &[
            "applications.petition_or_complaint.total",
            "applications.duplicate.total",
            "applications.published_material.total",
            "applications.excessive.total",
            "applications.confirmation_or_reissue.total",
        ],
        PROCESSED,
    ),
    (
        "办理结果",
        "其他处理率",
        &[
            "applications.correction_overdue.total",
            "applications.fee_overdue.total",
            "applications.other_outcome.total",
        ],
        PROCESSED,
    ),
    ("行政复议、行政诉讼", "行政复议（件）", &["disputes.reconsideration.total"], &[]),
    (
        "行政复议、行政诉讼",
        "复议纠错率",
        &["disputes.reconsideration.corrected"],
        &["disputes.reconsideration.upheld", "disputes.reconsideration.corrected", "disputes.reconsideration.other"],
    ),
    (
        "行政复议、行政诉讼",
        "行政诉讼（件）",
        &["disputes.direct_litigation.total", "disputes.litigation_after_reconsideration.total"],
        &[],
    ),
    (
        "行政复议、行政诉讼",
        "诉讼败诉率",
        &["disputes.direct_litigation.corrected", "disputes.litigation_after_reconsideration.corrected"],
        &[
            "disputes.direct_litigation.upheld",
            "disputes.direct_litigation.corrected",
            "disputes.direct_litigation.other",
            "disputes.litigation_after_reconsideration.upheld",
            "disputes.litigation_after_reconsideration.corrected",
            "disputes.litigation_after_reconsideration.other",
        ],
    ),
];

const RECEIVED: &[&str] = &["applications.received.total"];
const PROCESSED: &[&str] = &["applications.total_processed.total"];

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
