//! What both editions print alike: the rows and columns of table 三 that they share, and table 四.

use super::declare::{ApplicantColumn, ApplicationRow, DisputeColumn, DisputeGroup, DisputesForm};

/// The corner cell of table 三.
pub(super) const CORNER: &str = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）";
/// The label over the applicant classes.
pub(super) const COLUMN_HEADER: &str = "申请人情况";

pub(super) const PROCESSED: &str = "三、本年度办理结果";
pub(super) const REFUSED: &str = "（三）不予公开";
pub(super) const UNAVAILABLE: &str = "（四）无法提供";
pub(super) const NOT_TREATED: &str = "（五）不予处理";
pub(super) const OTHERWISE_TREATED: &str = "（六）其他处理";

const fn column(key: &'static str, label: &'static str) -> ApplicantColumn {
    ApplicantColumn { key, label, group: None }
}

const fn grouped(key: &'static str, label: &'static str) -> ApplicantColumn {
    ApplicantColumn { key, label, group: Some("法人或其他组织") }
}

/// The columns of table 三.
pub(super) static APPLICANTS: &[ApplicantColumn] = &[
    column("natural_person", "自然人"),
    grouped("business", "商业企业"),
    grouped("research_institution", "科研机构"),
    grouped("public_interest", "社会公益组织"),
    grouped("legal_service", "法律服务机构"),
    grouped("other_organization", "其他"),
    column("total", "总计"),
];

pub(super) const fn row(key: &'static str, path: &'static [&'static str]) -> ApplicationRow {
    ApplicationRow { key, path }
}

pub(super) const RECEIVED: ApplicationRow = row("received", &["一、本年新收政府信息公开申请数量"]);
pub(super) const CARRIED_IN: ApplicationRow = row("carried_in", &["二、上年结转政府信息公开申请数量"]);
pub(super) const GRANTED: ApplicationRow = row("granted", &[PROCESSED, "（一）予以公开"]);
pub(super) const PARTIALLY_GRANTED: ApplicationRow =
    row("partially_granted", &[PROCESSED, "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"]);
pub(super) const STATE_SECRET: ApplicationRow = row("state_secret", &[PROCESSED, REFUSED, "1.属于国家秘密"]);
pub(super) const PROHIBITED_BY_LAW: ApplicationRow =
    row("prohibited_by_law", &[PROCESSED, REFUSED, "2.其他法律行政法规禁止公开"]);
pub(super) const ENDANGERS_SECURITY_OR_STABILITY: ApplicationRow =
    row("endangers_security_or_stability", &[PROCESSED, REFUSED, "3.危及“三安全一稳定”"]);
pub(super) const THIRD_PARTY_RIGHTS: ApplicationRow =
    row("third_party_rights", &[PROCESSED, REFUSED, "4.保护第三方合法权益"]);
pub(super) const INTERNAL_AFFAIRS: ApplicationRow =
    row("internal_affairs", &[PROCESSED, REFUSED, "5.属于三类内部事务信息"]);
pub(super) const PROCESS_INFORMATION: ApplicationRow =
    row("process_information", &[PROCESSED, REFUSED, "6.属于四类过程性信息"]);
pub(super) const ENFORCEMENT_FILE: ApplicationRow =
    row("enforcement_file", &[PROCESSED, REFUSED, "7.属于行政执法案卷"]);
pub(super) const ADMINISTRATIVE_INQUIRY: ApplicationRow =
    row("administrative_inquiry", &[PROCESSED, REFUSED, "8.属于行政查询事项"]);
pub(super) const NOT_HELD: ApplicationRow = row("not_held", &[PROCESSED, UNAVAILABLE, "1.本机关不掌握相关政府信息"]);
pub(super) const NEEDS_CREATION: ApplicationRow =
    row("needs_creation", &[PROCESSED, UNAVAILABLE, "2.没有现成信息需要另行制作"]);
pub(super) const STILL_UNCLEAR: ApplicationRow =
    row("still_unclear", &[PROCESSED, UNAVAILABLE, "3.补正后申请内容仍不明确"]);
pub(super) const PETITION_OR_COMPLAINT: ApplicationRow =
    row("petition_or_complaint", &[PROCESSED, NOT_TREATED, "1.信访举报投诉类申请"]);
pub(super) const DUPLICATE: ApplicationRow = row("duplicate", &[PROCESSED, NOT_TREATED, "2.重复申请"]);
pub(super) const PUBLISHED_MATERIAL: ApplicationRow =
    row("published_material", &[PROCESSED, NOT_TREATED, "3.要求提供公开出版物"]);
pub(super) const EXCESSIVE: ApplicationRow = row("excessive", &[PROCESSED, NOT_TREATED, "4.无正当理由大量反复申请"]);
pub(super) const CONFIRMATION_OR_REISSUE: ApplicationRow =
    row("confirmation_or_reissue", &[PROCESSED, NOT_TREATED, "5.要求行政机关确认或重新出具已获取信息"]);
pub(super) const TOTAL_PROCESSED: ApplicationRow = row("total_processed", &[PROCESSED, "（七）总计"]);
pub(super) const CARRIED_OUT: ApplicationRow = row("carried_out", &["四、结转下年度继续办理"]);

/// Table 四, the same in both editions.
pub(super) static DISPUTES: DisputesForm = DisputesForm {
    groups: &[
        DisputeGroup { key: "reconsideration", path: &["行政复议"] },
        DisputeGroup { key: "direct_litigation", path: &["行政诉讼", "未经复议直接起诉"] },
        DisputeGroup { key: "litigation_after_reconsideration", path: &["行政诉讼", "复议后起诉"] },
    ],
    columns: &[
        DisputeColumn { key: "upheld", label: "结果维持" },
        DisputeColumn { key: "corrected", label: "结果纠正" },
        DisputeColumn { key: "other", label: "其他结果" },
        DisputeColumn { key: "pending", label: "尚未审结" },
        DisputeColumn { key: "total", label: "总计" },
    ],
};
