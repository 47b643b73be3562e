//! A made-up edition of a year to come, declared as an edition's file declares it: table two with a column and a row more
//! and another label, table three with another class, another label and another row, table four with another result.

use gongkai::form::{
    ApplicantColumn, ApplicationRow, ApplicationsForm, CellKind, Declaration, DisclosureBlock, DisclosureColumn,
    DisclosureForm, DisclosureRow, DisputeColumn, DisputeGroup, DisputesForm, Edition,
};

/// The first year that the edition governs.
pub(crate) const FROM: u16 = 2031;

static DECLARED: Declaration =
    Declaration::new("2031", "国办公开办函〔2031〕8号", FROM, (&DISCLOSURE, &APPLICATIONS, &DISPUTES));

/// The edition, known beside those of the library from the first call on.
pub(crate) fn edition() -> Edition {
    static KNOWN: std::sync::Once = std::sync::Once::new();
    let edition = Edition::of(&DECLARED);
    KNOWN.call_once(|| assert!(Edition::declare_beside(&[edition]), "every test asks for the edition first"));
    edition
}

static DISCLOSURE: DisclosureForm = DisclosureForm {
    row_header: "信息内容",
    blocks: &[
        DisclosureBlock {
            heading: "第二十条第（一）项",
            columns: &[
                count("issued", "本年制发件数"),
                count("amended", "本年修改件数"),
                count("repealed", "本年废止件数"),
                count("in_force", "年末有效件数"),
            ],
            rows: &[line("regulations", "规章"), line("normative_documents", "行政规范性文件")],
        },
        DisclosureBlock {
            heading: "第二十条第（五）项",
            columns: &[count("decisions", "本年处理决定数量")],
            rows: &[line("licenses", "行政许可"), line("administrative_rewards", "行政奖励")],
        },
        DisclosureBlock {
            heading: "第二十条第（六）项",
            columns: &[count("decisions", "本年处理决定数量")],
            rows: &[line("penalties", "行政处罚"), line("compulsory_measures", "行政强制")],
        },
        DisclosureBlock {
            heading: "第二十条第（八）项",
            columns: &[DisclosureColumn {
                key: "amount",
                label: "本年收费金额（单位：万元）",
                kind: CellKind::AmountTenThousandYuan,
            }],
            rows: &[line("administrative_fees", "行政事业性收费")],
        },
    ],
};

const ORGANIZATIONS: Option<&str> = Some("法人或其他组织");
const PROCESSED: &str = "三、本年度办理结果";
const REFUSED: &str = "（三）不予公开";
const UNAVAILABLE: &str = "（四）无法提供";
const NOT_TREATED: &str = "（五）不予处理";
const OTHERWISE_TREATED: &str = "（六）其他处理";

static APPLICATIONS: ApplicationsForm = ApplicationsForm {
    corner: "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）",
    column_header: "申请人情况",
    columns: &[
        class("natural_person", "自然人", None),
        class("individual_business", "个体工商户", None),
        class("business", "商业企业", ORGANIZATIONS),
        class("research_institution", "科研院所", ORGANIZATIONS),
        class("public_interest", "社会公益组织", ORGANIZATIONS),
        class("legal_service", "法律服务机构", ORGANIZATIONS),
        class("other_organization", "其他", ORGANIZATIONS),
        class("total", "总计", None),
    ],
    rows: &[
        row("received", &["一、本年新收政府信息公开申请数量"]),
        row("carried_in", &["二、上年结转政府信息公开申请数量"]),
        row("granted", &[PROCESSED, "（一）予以公开"]),
        row("partially_granted", &[PROCESSED, "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"]),
        row("state_secret", &[PROCESSED, REFUSED, "1.属于国家秘密"]),
        row("prohibited_by_law", &[PROCESSED, REFUSED, "2.其他法律行政法规禁止公开"]),
        row("endangers_security_or_stability", &[PROCESSED, REFUSED, "3.危及“三安全一稳定”"]),
        row("third_party_rights", &[PROCESSED, REFUSED, "4.保护第三方合法权益"]),
        row("personal_data", &[PROCESSED, REFUSED, "5.涉及敏感个人信息"]),
        row("internal_affairs", &[PROCESSED, REFUSED, "6.属于三类内部事务信息"]),
        row("process_information", &[PROCESSED, REFUSED, "7.属于四类过程性信息"]),
        row("enforcement_file", &[PROCESSED, REFUSED, "8.属于行政执法案卷"]),
        row("administrative_inquiry", &[PROCESSED, REFUSED, "9.属于行政查询事项"]),
        row("not_held", &[PROCESSED, UNAVAILABLE, "1.本机关不掌握相关政府信息"]),
        row("needs_creation", &[PROCESSED, UNAVAILABLE, "2.没有现成信息需要另行制作"]),
        row("still_unclear", &[PROCESSED, UNAVAILABLE, "3.补正后申请内容仍不明确"]),
        row("petition_or_complaint", &[PROCESSED, NOT_TREATED, "1.信访举报投诉类申请"]),
        row("duplicate", &[PROCESSED, NOT_TREATED, "2.重复申请"]),
        row("published_material", &[PROCESSED, NOT_TREATED, "3.要求提供公开出版物"]),
        row("excessive", &[PROCESSED, NOT_TREATED, "4.无正当理由大量反复申请"]),
        row("confirmation_or_reissue", &[PROCESSED, NOT_TREATED, "5.要求行政机关确认或重新出具已获取信息"]),
        row("other_outcome", &[PROCESSED, OTHERWISE_TREATED]),
        row("total_processed", &[PROCESSED, "（七）总计"]),
        row("carried_out", &["四、结转下年度继续办理"]),
    ],
};

static DISPUTES: DisputesForm = DisputesForm {
    groups: &[
        DisputeGroup { key: "reconsideration", path: &["行政复议"] },
        DisputeGroup { key: "direct_litigation", path: &["行政诉讼", "未经复议直接起诉"] },
        DisputeGroup { key: "litigation_after_reconsideration", path: &["行政诉讼", "复议后起诉"] },
    ],
    columns: &[
        result("upheld", "结果维持"),
        result("corrected", "结果纠正"),
        result("withdrawn", "撤回申请"),
        result("other", "其他结果"),
        result("pending", "尚在审理"),
        result("total", "总计"),
    ],
};

const fn count(key: &'static str, label: &'static str) -> DisclosureColumn {
    DisclosureColumn { key, label, kind: CellKind::Count }
}

const fn line(key: &'static str, label: &'static str) -> DisclosureRow {
    DisclosureRow { key, label }
}

const fn class(key: &'static str, label: &'static str, group: Option<&'static str>) -> ApplicantColumn {
    ApplicantColumn { key, label, group }
}

const fn row(key: &'static str, path: &'static [&'static str]) -> ApplicationRow {
    ApplicationRow { key, path }
}

const fn result(key: &'static str, label: &'static str) -> DisputeColumn {
    DisputeColumn { key, label }
}
