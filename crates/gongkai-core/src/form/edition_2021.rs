//! The edition of 2021: 国办公开办函〔2021〕30号, for the reports of 2021 onward.

use super::Declaration;
use super::declare::{ApplicationsForm, CellKind, DisclosureBlock, DisclosureColumn, DisclosureForm, DisclosureRow};
use super::shared::*;

pub(super) static DECLARED: Declaration =
    Declaration::new("2021", "国办公开办函〔2021〕30号", 2021, (&DISCLOSURE, &APPLICATIONS, &DISPUTES));

static DISCLOSURE: DisclosureForm = DisclosureForm {
    row_header: "信息内容",
    blocks: &[
        DisclosureBlock {
            heading: "第二十条第（一）项",
            columns: &[
                column("issued", "本年制发件数", CellKind::Count),
                column("repealed", "本年废止件数", CellKind::Count),
                column("in_force", "现行有效件数", CellKind::Count),
            ],
            rows: &[line("regulations", "规章"), line("normative_documents", "行政规范性文件")],
        },
        DisclosureBlock {
            heading: "第二十条第（五）项",
            columns: &[column("decisions", "本年处理决定数量", CellKind::Count)],
            rows: &[line("licenses", "行政许可")],
        },
        DisclosureBlock {
            heading: "第二十条第（六）项",
            columns: &[column("decisions", "本年处理决定数量", CellKind::Count)],
            rows: &[line("penalties", "行政处罚"), line("compulsory_measures", "行政强制")],
        },
        DisclosureBlock {
            heading: "第二十条第（八）项",
            columns: &[column("amount", "本年收费金额（单位：万元）", CellKind::AmountTenThousandYuan)],
            rows: &[line("administrative_fees", "行政事业性收费")],
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
        row(
            "correction_overdue",
            &[PROCESSED, OTHERWISE_TREATED, "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"],
        ),
        row(
            "fee_overdue",
            &[PROCESSED, OTHERWISE_TREATED, "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"],
        ),
        row("other_outcome", &[PROCESSED, OTHERWISE_TREATED, "3.其他"]),
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
