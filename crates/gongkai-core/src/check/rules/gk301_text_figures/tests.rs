//! Sentences in the manner of published reports, right and wrong, over the figures of real ones.

mod reports;

use super::*;
use crate::check::rules::fixtures::set;
use crate::form::SectionKey;
use crate::{Organ, Report, Year};
use reports::{city, committee, county, province, report_of};

fn check(mut report: Report, sentence: &str) -> Verdict {
    report.set_narrative(SectionKey::Overview, [sentence]);
    TextFigures.check(&Subject::new(&report))
}

#[track_caller]
fn right(report: fn() -> Report, sentences: &[&str]) {
    for sentence in sentences {
        let verdict = check(report(), sentence);
        let messages: Vec<&str> = verdict.findings.iter().map(|finding| finding.message.zh.as_str()).collect();
        assert!(messages.is_empty(), "{sentence}\n{messages:#?}");
    }
}

/// Sentences whose every figure that names a cell is compared and found right.
#[track_caller]
fn compared(report: fn() -> Report, sentences: &[(&str, usize)]) {
    for (sentence, count) in sentences {
        let verdict = check(report(), sentence);
        assert_eq!((verdict.assessed, verdict.findings.len()), (*count, 0), "{sentence}\n{verdict:#?}");
    }
}

#[track_caller]
fn wrong(report: fn() -> Report, sentences: &[(&str, usize)]) {
    for (sentence, count) in sentences {
        let verdict = check(report(), sentence);
        let messages: Vec<&str> = verdict.findings.iter().map(|finding| finding.message.zh.as_str()).collect();
        assert_eq!(messages.len(), *count, "{sentence}\n{messages:#?}\n{:?}", verdict.unassessed);
    }
}

#[test]
fn figures_that_name_a_cell_are_compared() {
    compared(
        committee,
        &[
            ("2022年，我区共收到政府信息公开申请74件。", 1),
            ("全年新收政府信息公开申请74件，上年结转1件，办结75件，结转下年度继续办理0件。", 4),
            ("2022年共收到政府信息公开申请75件，其中自然人申请72件。", 2),
            ("共收到26件".trim_end_matches("共收到26件"), 0),
            ("全年收到依申请公开申请74件，其中自然人71件、法人或其他组织3件。", 3),
            ("全年受理政府信息公开申请74件，予以公开21件，部分公开9件，不予公开4件，无法提供37件，其他处理4件。", 6),
            ("全年受理政府信息公开申请75件，其中21件予以公开、9件部分公开、37件无法提供。", 4),
            ("收到74件政府信息公开申请，均按时答复。", 1),
            ("收到政府信息公开申请七十四件。", 1),
            ("收到政府信息公开申请７４件。", 1),
            ("答复政府信息公开申请75件，其中予以公开和部分公开30件。", 2),
            ("因政府信息公开引发行政复议2件，其中被纠错1件；行政诉讼1件，维持1件。", 4),
            ("政府信息公开行政复议、行政诉讼共3件。", 1),
            ("全年制发行政规范性文件8件，废止3件，现行有效18件。", 3),
            ("全年制定发布行政规范性文件8件，宣布废止3件。", 2),
            ("作出行政许可处理决定550件，行政处罚处理决定4,119件，行政强制处理决定195件。", 3),
            ("实施行政强制195件。", 1),
            ("收取行政事业性收费7730.28万元。", 1),
            ("行政事业性收费7730万元。", 1),
            ("收到政府信息公开申请74件（含上年结转），均已答复。", 1),
            ("商业企业提出政府信息公开申请3件。", 1),
            ("截至2022年12月31日，共收到政府信息公开申请74件。", 1),
            ("全年累计收到政府信息公开申请74件。", 1),
            ("办理结果：予以公开21件；部分公开9件；不予公开4件；无法提供37件；不予处理0件；其他处理4件。", 6),
            ("新收申请74件，其中自然人71件，商业企业3件，科研机构0件，社会公益组织0件，法律服务机构0件。", 6),
            ("因依申请公开引发行政复议2件、行政诉讼1件，均维持原行政行为。", 2),
            ("2022年以来，我区收到政府信息公开申请74件。", 1),
            ("2022年1—12月，我区收到政府信息公开申请74件。", 1),
        ],
    );
    compared(
        city,
        &[
            ("2024年，全市共收到政府信息公开申请3525件，较2023年增加14件。", 1),
            ("全市新收政府信息公开申请3,525件，上年结转121件，结转2025年125件。", 3),
            ("办结因政府信息公开引起的行政复议134件、行政诉讼57件。", 2),
            ("政府信息公开行政复议170件，其中维持88件、纠正18件、其他结果28件、尚未审结36件。", 5),
            ("政府信息公开行政诉讼77件，其中未经复议直接起诉25件，复议后起诉52件。", 3),
        ],
    );
    compared(
        county,
        &[
            ("2023年全县受理政府信息公开申请749件。", 1),
            ("政府信息公开行政复议被纠错2件，总数20件。", 2),
            ("2023年，某县共新收政府信息公开申请713件、结转上年36件，答复723件，结转下年度26件。", 4),
        ],
    );
}

#[test]
fn known_right_sentences_give_no_finding() {
    right(
        committee,
        &[
            "较2021年收到的政府信息公开申请60件增加14件，增长23.3%。",
            "2021年，我区收到政府信息公开申请60件。",
            "去年收到政府信息公开申请60件，今年收到74件。",
            "收到政府信息公开申请74件，比上年多收到14件。",
            "主动公开政府信息1136条，其中政府网站公开800条、微信公众号公开336条。",
            "本级收到政府信息公开申请17件，其中予以公开5件，部分公开2件。",
            "其中区本级收到政府信息公开申请17件。",
            "管委会办公室受理政府信息公开申请12件。",
            "各部门收到政府信息公开申请57件。",
            "上半年收到政府信息公开申请30件。",
            "截至6月底，收到政府信息公开申请30件。",
            "2018年以来累计收到政府信息公开申请420件。",
            "通过网络提交政府信息公开申请50件、信函20件、当面4件。",
            "其中网上申请50件、信函申请20件、当面申请4件。",
            "涉及征地拆迁类政府信息公开申请45件。",
            "收到政府信息公开申请约70件。",
            "收到政府信息公开申请70余件。",
            "收到政府信息公开申请近百件。",
            "办理人大建议12件、政协提案20件，办理结果均予以公开32件。",
            "办理12345热线工单500件，答复网民留言120件。",
            "全年办理行政复议案件320件，行政应诉案件15件。",
            "发布行政规范性文件12件，解读政策文件30件。",
            "公示行政许可信息1200条、行政处罚信息300条。",
            "开展专项检查80次，实施行政处罚3件。",
            "制定依申请公开制度3项，召开依申请公开工作会议2次。",
            "依申请公开答复文书审核60件。",
            "延期答复政府信息公开申请5件，补正3件。",
            "第三十六条第（一）项规定的政府信息公开申请，20个工作日内答复。",
            "根据国办公开办函〔2021〕30号，收到申请人咨询26件。",
            "举办政府信息公开培训3期，培训120人次。",
            "予以公开、部分公开、无法提供分别为21件、9件、37件。",
            "不予公开4件，其中属于内部事务信息1件、过程性信息2件、行政执法案卷1件。",
            "行政规范性文件备案审查15件，清理行政规范性文件40件，修订2件。",
            "以管委会名义制发行政规范性文件2件。",
            "完善规章制度5项。",
            "行政事业性收费项目12项。",
            "收到自然人申请72件（其中予以公开20件，部分公开7件）。",
            "收到政府信息公开申请由上年的60件增加到74件。",
            "平均每月收到政府信息公开申请6件。",
            "收到公民、法人和其他组织政府信息公开申请74件。",
            "“一件事一次办”改革推出15件事，依申请公开同步优化。",
            "政府信息公开申请电话0591-12345678，邮编350400。",
            "2022年1月1日至12月31日，共收到政府信息公开申请74件。",
            "依申请公开率100%，满意率98.5%。",
            "共收到申请74件，同比增长23.3%，其中3件来自法人。",
            "因信息公开被提起行政复议2件、行政诉讼1件，同比分别减少1件、2件。",
            "信访举报投诉类诉求办理120件。",
            "政务服务大厅受理各类申请2300件。",
            "受理低保申请35件、养老补贴申请60件。",
            "全年收到投诉举报12件，办结12件。",
            "回复领导信箱来信86件。",
            "全年编制依申请公开典型案例5个。",
            "不予公开的信息均说明理由，全年审查拟公开信息3000条。",
            "主动公开规范性文件8件、政策解读9件。",
            "（一）主动公开。全年公开信息1136条。（二）依申请公开。收到申请74件。",
            "收到政府信息公开申请74件，其中已办结70件，正在办理5件。",
            "收到公民政府信息公开申请74件。",
            "收到政府信息公开申请74件，其中公民申请70件、企业申请4件。",
            "个人提交政府信息公开申请70件，单位提交4件。",
            "按时答复政府信息公开申请73件，延期答复2件。",
            "口头答复政府信息公开申请3件。",
            "2020年至2022年共收到政府信息公开申请200件。",
            "2020—2022年，累计收到政府信息公开申请200件。",
            "累计受理政府信息公开申请1200件。",
            "1—9月收到政府信息公开申请55件。",
            "12月收到政府信息公开申请9件。",
            "减免行政事业性收费120万元。",
            "政府信息公开行政复议2件（含上年结转2件）。",
            "因政府信息公开引发行政诉讼一审2件、二审1件。",
            "收到各类补贴申请60件，收到政府信息公开申请74件，接到投诉6件。",
            "比2021年（60件）增加14件，政府信息公开申请结构有所变化。",
            "对60件政府信息公开申请延长了答复期限。",
            "管委会办公室收到依申请公开件20件，各部门收到54件，合计74件。",
            "依申请公开政府信息26条，依申请公开满意度测评3次。",
            "政府信息公开申请中，不予公开、无法提供等情形说明理由41件。",
            "县司法局全年收到规范性文件审查申请15件，依申请公开工作有序开展。",
            "全年办理政府信息公开申请75件，其中转办5件、自行办理70件。",
            "收到政府信息公开申请74件，其中管委会5件、规划局收到20件，均已答复。",
            "收到政府信息公开申请74件，其中线上提交60件、线下提交14件，处理完毕70件。",
            "政府信息公开行政诉讼1件，其中败诉0件；行政复议2件，其中撤回1件。",
            "发放政府信息公开申请表100份，解答政府信息公开申请咨询260件。",
            "依申请公开工作人员3名，审核依申请公开答复40件。",
            "自2022年起，政府信息公开申请实行登记、审核、答复三级办理，3名专人负责。",
        ],
    );
    right(
        city,
        &[
            "市本级收到政府信息公开申请89件，同比下降5%。",
            "市政府办公室收到政府信息公开申请89件，其中予以公开30件、部分公开10件。",
            "全市政府信息公开申请量由2023年的3511件增至3525件。",
            "备案行政复议134件、诉讼57件，均涉及政府信息公开。",
            "各县区收到政府信息公开申请2800件，市直部门收到725件。",
            "政府信息公开行政复议案件中，驳回60件，撤销10件。",
            "2023年结转121件，结转至2025年125件，均为政府信息公开申请。",
            "月均收到政府信息公开申请293件。",
            "全市共收到政府信息公开申请0.35万件。",
        ],
    );
    right(
        county,
        &[
            "2023年全县受理政府信息公开申请749件，其中新收713件、上年结转36件。",
            "县政府受理政府信息公开申请17件。",
            "县政府办公室牵头办理政府信息公开申请40件。",
            "共收到政府信息公开申请713件，撤回3件，补正20件。",
            "收到来自外省的政府信息公开申请8件。",
        ],
    );
}

#[test]
fn known_wrong_sentences_are_found() {
    wrong(
        committee,
        &[
            ("2022年，我区共收到政府信息公开申请80件。", 1),
            ("全年收到依申请公开申请47件，其中自然人71件。", 1),
            ("共收到政府信息公开申请74件，其中自然人申请60件、法人申请14件。", 2),
            ("予以公开政府信息公开申请12件。", 1),
            ("全年收到政府信息公开申请74件，予以公开21件，部分公开19件，无法提供27件。", 2),
            ("全年收到政府信息公开申请74件，其中12件予以公开，9件部分公开。", 1),
            ("收到80件政府信息公开申请。", 1),
            ("收到政府信息公开申请八十件。", 1),
            ("收到政府信息公开申请74件，上年结转2件，结转下年度3件。", 2),
            ("因政府信息公开引发行政复议5件，行政诉讼1件。", 1),
            ("政府信息公开行政复议2件，其中被纠错2件。", 1),
            ("全年制发行政规范性文件5件，废止3件，现行有效20件。", 2),
            ("作出行政许可处理决定505件，行政处罚处理决定4119件。", 1),
            ("全年实施行政处罚4191件。", 1),
            ("收取行政事业性收费7703.28万元。", 1),
            ("答复政府信息公开申请66件。", 1),
            ("收到政府信息公开申请1.2万件。", 1),
            ("全年累计收到政府信息公开申请84件。", 1),
            ("2022年我区通过各种渠道共收到政府信息公开申请80件。", 1),
            ("2022年，我区共收到公民、法人和其他组织提出的政府信息公开申请共计80件。", 1),
            ("（二）依申请公开。全年收到申请80件，结转上年申请2件，结转下年1件。", 3),
            ("被提起行政诉讼2件，均因政府信息公开引起。", 1),
            ("废止、失效规范性文件4件。", 1),
            ("行政事业性收费总金额7730.82万元。", 1),
            ("截至2022年底，全区现行有效行政规范性文件28件。", 1),
            ("2022年度新收依申请公开申请84件（含上年结转）。", 1),
            ("政府信息公开申请数量为84件，其中商业企业5件。", 2),
        ],
    );
    wrong(
        province,
        &[
            ("全年收到政府信息公开申请859件，予以公开及部分公开258件，占33.9%；无法提供265件，占32.9%。", 2),
            ("全年新制发规范性文件15件。", 1),
            ("全年制定并发布规范性文件15件。", 1),
        ],
    );
    wrong(city, &[("2024年全市共收到政府信息公开申请3552件。", 1), ("政府信息公开行政诉讼75件。", 1)]);
    wrong(county, &[("2023年，我县收到政府信息公开申请731件。", 1), ("某县人民政府收到政府信息公开申请731件。", 1)]);
}

#[test]
fn a_finding_names_every_scope_it_was_compared_with() {
    let verdict = check(committee(), "2022年，我区共收到政府信息公开申请80件。");
    let [finding] = verdict.findings.as_slice() else { panic!("{verdict:?}") };
    assert_eq!(
        finding.message.zh,
        "正文“我区共收到政府信息公开申请80件”与表三不符：正文为 80件，表三新收为 74（实务通常）"
    );
    assert_eq!(finding.notes.first().map(|note| note.zh.as_str()), Some("比较过的口径：新收=74；新收＋上年结转=75"));
    assert_eq!(finding.sides.map(|sides| sides.difference), Some(Number::from(6_u64)));
    let cells: Vec<String> = finding.cells.iter().map(|cell| cell.key.to_string()).collect();
    assert_eq!(cells, ["applications.received.total", "applications.carried_in.total"]);
}

#[test]
fn a_figure_that_fits_another_scope_is_explained() {
    let verdict = check(committee(), "2022年共收到政府信息公开申请75件，其中自然人申请72件。");
    assert_eq!((verdict.assessed, verdict.findings.len()), (2, 0));
    let explained: Vec<&str> = verdict.explained.iter().map(|text| text.zh.as_str()).collect();
    assert_eq!(
        explained,
        [
            "正文“2022年共收到政府信息公开申请75件”合于新收＋上年结转（75），不是新收（74）",
            "正文“其中自然人申请72件”合于新收＋上年结转（自然人）（72），不是新收（自然人）（71）",
        ]
    );
}

#[test]
fn a_paragraph_under_a_heading_is_about_what_the_heading_says() {
    let mut report = committee();
    report.set_narrative(SectionKey::Overview, ["（二）依申请公开情况", "全年收到申请80件。"]);
    assert_eq!(TextFigures.check(&Subject::new(&report)).findings.len(), 1);
    report.set_narrative(SectionKey::Overview, ["（二）政务服务情况", "全年收到申请80件。"]);
    assert_eq!(TextFigures.check(&Subject::new(&report)).findings.len(), 0);
}

#[test]
fn the_fingerprint_changes_with_the_text_and_with_the_table() {
    let fingerprint = |report: Report, text: &str| check(report, text).findings.first().map(|f| f.fingerprint.clone());
    let before = fingerprint(committee(), "收到政府信息公开申请80件。");
    assert!(before.is_some());
    assert_eq!(before, fingerprint(committee(), "收到政府信息公开申请80件。"));
    assert_ne!(before, fingerprint(committee(), "收到政府信息公开申请81件。"));
    let mut changed = committee();
    set(&mut changed, &[("applications.received.total", "76")]);
    assert_ne!(before, fingerprint(changed, "收到政府信息公开申请80件。"));
}

#[test]
fn what_was_not_read_is_not_compared() {
    let mut report = committee();
    for cell in report.form_cells() {
        report.unset(cell.key);
    }
    let verdict = check(report, "收到政府信息公开申请80件。");
    assert!(verdict.findings.is_empty() && !verdict.unassessed.is_empty(), "{verdict:?}");
    let empty = Report::new(Organ::new("某局"), Year::new(2023).unwrap());
    assert!(!TextFigures.check(&Subject::new(&empty)).unassessed.is_empty());
}

#[test]
fn a_wrong_total_in_the_table_is_not_held_against_the_text() {
    let report = || report_of("某区人民政府", 2023, &[], &[("reconsideration", "10 1 0 0 0")]);
    compared(report, &[("因政府信息公开引发行政复议11件。", 1), ("因政府信息公开引发行政复议0件。", 1)]);
}

#[test]
fn long_paragraphs_are_read_to_their_end() {
    let sentence = "全年收到政府信息公开申请74件，其中自然人71件、法人3件，予以公开21件。";
    let verdict = check(committee(), &sentence.repeat(1000));
    assert_eq!((verdict.assessed, verdict.findings.len()), (4000, 0));
    let one_sentence = "收到政府信息公开申请74件，".repeat(2000);
    assert_eq!(check(committee(), &one_sentence).findings.len(), 0);
}
