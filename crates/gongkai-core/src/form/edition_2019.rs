//! The edition of 2019: 国办公开办函〔2019〕60号（试行）, for the reports of 2019 and 2020.

use super::Declaration;
use super::declare::{ApplicationsForm, CellKind, DisclosureBlock, DisclosureColumn, DisclosureForm, DisclosureRow};
use super::shared::*;

pub(super) static DECLARED: Declaration =
    Declaration::new("2019", "国办公开办函〔2019〕60号（试行）", 2019, (&DISCLOSURE, &APPLICATIONS, &DISPUTES));

static DISCLOSURE: DisclosureForm = DisclosureForm {
    row_header: "信息内容",
    blocks: &[
        DisclosureBlock {
            heading: "第二十条第（一）项",
            columns: &[
                column("created", "本年新制作数量", CellKind::Count),
                column("disclosed", "本年新公开数量", CellKind::Count),
                column("total_disclosed", "对外公开总数量", CellKind::Count),
            ],
            rows: &[line("regulations", "规章"), line("normative_documents", "规范性文件")],
        },
        DisclosureBlock {
            heading: "第二十条第（五）项",
            columns: &[
                column("prior_year_items", "上一年项目数量", CellKind::Count),
                column("change", "本年增/减", CellKind::SignedCount),
                column("decisions", "处理决定数量", CellKind::Count),
            ],
            rows: &[line("licenses", "行政许可"), line("other_external_services", "其他对外管理服务事项")],
        },
        DisclosureBlock {
            heading: "第二十条第（六）项",
            columns: &[
                column("prior_year_items", "上一年项目数量", CellKind::Count),
                column("change", "本年增/减", CellKind::SignedCount),
                column("decisions", "处理决定数量", CellKind::Count),
            ],
            rows: &[line("penalties", "行政处罚"), line("compulsory_measures", "行政强制")],
        },
        DisclosureBlock {
            heading: "第二十条第（八）项",
            columns: &[
                column("prior_year_items", "上一年项目数量", CellKind::Count),
                column("change", "本年增/减", CellKind::SignedCount),
            ],
            rows: &[line("administrative_fees", "行政事业性收费")],
        },
        DisclosureBlock {
            heading: "第二十条第（九）项",
            columns: &[
                column("projects", "采购项目数量", CellKind::Count),
                column("amount", "采购总金额", CellKind::AmountUnitNotPrinted),
            ],
            rows: &[line("government_procurement", "政府集中采购")],
        },
    ],
};

static APPLICATIONS: ApplicationsForm = ApplicationsForm {
    corner: CORNER,
    column_header: COLUMN_HEADER,
    columns: APPLICANTS,
    rows: &[
        RECEIVED,
        CARRIED_IN,
        GRANTED,
        PARTIALLY_GRANTED,
        STATE_SECRET,
        PROHIBITED_BY_LAW,
        ENDANGERS_SECURITY_OR_STABILITY,
        THIRD_PARTY_RIGHTS,
        INTERNAL_AFFAIRS,
        PROCESS_INFORMATION,
        ENFORCEMENT_FILE,
        ADMINISTRATIVE_INQUIRY,
        NOT_HELD,
        NEEDS_CREATION,
        STILL_UNCLEAR,
        PETITION_OR_COMPLAINT,
        DUPLICATE,
        PUBLISHED_MATERIAL,
        EXCESSIVE,
        CONFIRMATION_OR_REISSUE,
        row("other_outcome", &[PROCESSED, OTHERWISE_TREATED]),
        TOTAL_PROCESSED,
        CARRIED_OUT,
    ],
};

const fn column(key: &'static str, label: &'static str, kind: CellKind) -> DisclosureColumn {
    DisclosureColumn { key, label, kind }
}

const fn line(key: &'static str, label: &'static str) -> DisclosureRow {
    DisclosureRow { key, label }
}
