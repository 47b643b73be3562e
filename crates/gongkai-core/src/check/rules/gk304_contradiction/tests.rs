use super::*;
use crate::Report;
use crate::check::rules::fixtures::{set, skipped, with_text};
use crate::form::SectionKey;

fn report(text: &str, value: &str) -> Report {
    let mut report = with_text(SectionKey::Overview, &text.split('\n').collect::<Vec<_>>());
    for key in [
        "applications.received.total",
        "applications.carried_in.total",
        "applications.carried_out.total",
        "disputes.reconsideration.total",
        "disputes.direct_litigation.total",
        "disputes.litigation_after_reconsideration.total",
    ] {
        set(&mut report, &[(key, value)]);
    }
    report
}

fn found_in(text: &str, value: &str) -> usize {
    Contradiction.check(&Subject::new(&report(text, value))).findings.len()
}

const CONTRADICTED: &[&str] = &[
    "全年收到政府信息公开申请26件，全部办结。",
    "全年收到政府信息公开申请26件，均已答复。",
    "全年新收政府信息公开申请26件，上年转来2件，所有申请均已按要求办理完成。",
    "全年收到政府信息公开申请26件，已全部依法依规处理完毕。",
    "政府信息公开申请均已在年内办理终结。",
    "全年收到政府信息公开申请26件，件件按规定办结。",
    "2023年，我镇未收到政府信息公开申请。",
    "全年没有收到依申请公开申请。",
    "全年无政府信息公开申请。",
    "未发生因政府信息公开引发的行政复议、行政诉讼。",
    "无因政府信息公开工作被申请行政复议的情况。",
    "政府信息公开申请无结转下年度办理情况。",
    "我局没有上年结转的政府信息公开申请，无上年结转件。",
    "未出现由政府信息公开引起的投诉、举报、行政复议和行政诉讼等。",
    "没有发生因政府信息公开引发举报、信访、提起行政诉讼的情况。",
    "全年没有接到群众、法人或其他组织要求公开政府信息的申请。",
];

#[test]
fn what_the_text_denies_is_not_counted() {
    for text in CONTRADICTED {
        assert_eq!(found_in(text, "0"), 0, "{text}");
        assert!(found_in(text, "3") >= 1, "{text}");
    }
}

#[test]
fn other_matters_contradict_nothing() {
    for text in [
        "全年收到政府信息公开申请26件，均按时答复。",
        "按时办结率100%，均在法定期限内答复政府信息公开申请。",
        "按时办结率100%，全年政府信息公开申请按期答复率100%。",
        "收到政府信息公开申请26件，上年结转2件，均已办结。",
        "到期政府信息公开申请全部办结。",
        "依申请公开答复率100%。",
        "人大建议、政协提案全部办结。",
        "除3件结转外，其余申请全部办结。",
        "未收到当面提出的政府信息公开申请。",
        "未发生因投诉、举报引发的政府信息公开行政复议。",
        "政府信息公开方面的信访投诉未引发行政复议、行政诉讼。",
        "没有投诉人就政府信息公开提起行政复议。",
        "全年未收到对政府信息公开申请的投诉、举报。",
        "没有公众要求公开政府信息的投诉。",
        "市本级未收到政府信息公开申请。",
        "未发生被纠错的政府信息公开行政复议。",
        "未收到对依申请公开答复不服的投诉。",
        "对未收到申请材料的政府信息公开申请及时联系补正。",
        "信息公开培训覆盖各科室，未发生泄密事件。",
        "因政府信息公开引发行政复议3件，无败诉案件。",
        "12345热线工单全部办结，政府信息公开有序推进。",
        "2023年未收取信息处理费。",
        "司法局全年未发生复议错案。",
        "去年全县收到的政府信息公开申请都办完了。",
        "全年没有人申请行政复议。",
        "全年无人申请行政复议、提起行政诉讼。",
        "本年度没有单位和个人向我局申请复议。",
        "没有人对答复结果提出复议申请。",
        "没有公民申请行政赔偿，没有企业申请听证。",
    ] {
        assert_eq!(found_in(text, "3"), 0, "{text}");
    }
}

#[test]
fn a_fee_is_not_denied_and_stated() {
    assert_eq!(found_in("全年收取信息处理费120元。\n本年度未收取信息处理费。", "0"), 1);
    assert_eq!(found_in("较上年收取信息处理费120元减少。\n本年度未收取信息处理费。", "0"), 0);
    assert_eq!(found_in("信息处理费0元。\n本年度未收取信息处理费。", "0"), 0);
}

#[test]
fn cells_without_numbers_are_not_judged() {
    skipped(&Contradiction, &with_text(SectionKey::Overview, &["全年未收到政府信息公开申请。"]));
}
