//! Kinds of report and of sentence that rules once judged wrongly, several of each in words of their own, and sound
//! sections in words that no rule was built on.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use crate::made::Sound;
use gongkai_core::check::{CheckReport, Severity, Subject, check};
use gongkai_core::form::{SectionKey, TableKey};
use gongkai_core::{Cell, Organ, Report};

const OVERVIEW: &str = "我单位在这一年里照常开展各项公开工作，考核、社会评议和责任追究按规定落实，未发生责任追究情形。";
const PROBLEMS: &str = "存在的问题：解读形式偏少，个别栏目更新慢。改进情况：已增设图解和问答，按月检查栏目更新。";
const OTHER: &str = "全年没有收取信息处理费。";
/// A township of 2023.
const TOWN: &Sound = &Sound {
    organ: "石桥镇人民政府",
    year: 2023,
    rows: &[
        ("licenses", "240"),
        ("penalties", "36"),
        ("received", "17 1 0 0 0 0 18"),
        ("carried_in", "2 0 0 0 0 0 2"),
        ("granted", "10 1 0 0 0 0 11"),
        ("partially_granted", "3 0 0 0 0 0 3"),
        ("not_held", "4 0 0 0 0 0 4"),
        ("duplicate", "1 0 0 0 0 0 1"),
        ("total_processed", "18 1 0 0 0 0 19"),
        ("carried_out", "1 0 0 0 0 0 1"),
        ("reconsideration", "1 0 0 0 1"),
    ],
    overview: OVERVIEW,
    problems: PROBLEMS,
    other: OTHER,
};
/// A county of 2022.
const COUNTY: &Sound = &Sound {
    organ: "云岭县人民政府",
    year: 2022,
    rows: &[
        ("normative_documents", "9 4 131"),
        ("licenses", "5210"),
        ("penalties", "877"),
        ("compulsory_measures", "45"),
        ("administrative_fees", "318.6"),
        ("received", "140 9 0 2 1 0 152"),
        ("carried_in", "6 0 0 0 0 0 6"),
        ("granted", "81 5 0 1 0 0 87"),
        ("partially_granted", "12 1 0 0 0 0 13"),
        ("internal_affairs", "2 0 0 0 0 0 2"),
        ("third_party_rights", "1 0 0 0 0 0 1"),
        ("not_held", "38 2 0 1 1 0 42"),
        ("petition_or_complaint", "4 0 0 0 0 0 4"),
        ("duplicate", "3 0 0 0 0 0 3"),
        ("total_processed", "141 8 0 2 1 0 152"),
        ("carried_out", "5 1 0 0 0 0 6"),
        ("reconsideration", "4 1 2 1 8"),
        ("direct_litigation", "2 0 0 1 3"),
        ("litigation_after_reconsideration", "1 0 0 0 1"),
    ],
    overview: OVERVIEW,
    problems: PROBLEMS,
    other: OTHER,
};
/// A bureau of 2024.
const BUREAU: &Sound = &Sound {
    organ: "江源市水务局",
    year: 2024,
    rows: &[
        ("normative_documents", "3 1 22"),
        ("licenses", "1034"),
        ("penalties", "58"),
        ("received", "26 3 0 0 1 0 30"),
        ("granted", "14 2 0 0 0 0 16"),
        ("partially_granted", "2 0 0 0 0 0 2"),
        ("not_held", "8 1 0 0 1 0 10"),
        ("published_material", "2 0 0 0 0 0 2"),
        ("total_processed", "26 3 0 0 1 0 30"),
    ],
    overview: OVERVIEW,
    problems: PROBLEMS,
    other: OTHER,
};
/// A college of 2023.
const COLLEGE: &Sound = &Sound {
    organ: "江源师范学院",
    year: 2023,
    rows: &[
        ("received", "5 0 0 0 0 1 6"),
        ("granted", "4 0 0 0 0 1 5"),
        ("not_held", "1 0 0 0 0 0 1"),
        ("total_processed", "5 0 0 0 0 1 6"),
    ],
    overview: OVERVIEW,
    problems: PROBLEMS,
    other: OTHER,
};
/// The report with a text in a section: beside what stands in section one, in the place of what stands in another.
fn with(sound: &Sound, section: SectionKey, text: &str) -> Report {
    let mut report = sound.report();
    let kept = (section == SectionKey::Overview).then_some(OVERVIEW);
    report.set_narrative(section, kept.into_iter().chain(text.split('|')));
    report
}

fn judge(report: &Report) -> CheckReport {
    check(&Subject::new(report))
}

/// The rules that find something.
fn rules(report: &Report) -> Vec<String> {
    judge(report).findings.iter().map(|finding| finding.rule.to_string()).collect()
}

/// The rules that find something in a sentence of section one.
fn said(sound: &Sound, sentence: &str) -> Vec<String> {
    rules(&with(sound, SectionKey::Overview, sentence))
}

/// Sections and sentences as towns, counties, bureaus and colleges put them.
const FRESH: &[(&Sound, SectionKey, &str)] = &[
    (
        TOWN,
        SectionKey::Overview,
        "咱们镇把“晒出来、说清楚、听得见”当作全年公开工作的三句话：赶集日在镇政府门口摆摊讲政策27场，村口大喇叭播发惠农信息410条次，村务公开栏换了新面板。",
    ),
    (
        TOWN,
        SectionKey::Overview,
        "群众递上来的公开申请，去年底留下2件，今年又来了18件，到年底办好19件，剩1件还在征求第三方意见。",
    ),
    (
        TOWN,
        SectionKey::Overview,
        "18件新申请里头，17件出自个人，1件是一家石料厂提的；办好的19件，给了材料的11件，给了一部分的3件，本镇手里没有的4件，重复提的1件。",
    ),
    (TOWN, SectionKey::Overview, "有1位申请人对答复不服，到县里申请复议，县政府维持了我们的答复；没有人为此打官司。"),
    (
        TOWN,
        SectionKey::Problems,
        "说不足，主要是两点：村一级公开栏有的三个月没动过；老年人不会用手机，线上发的东西他们看不着。|打算这么改：驻村干部每月拍照上传公开栏；给70岁以上独居老人送纸质明白卡，腊月前送完第一批。",
    ),
    (TOWN, SectionKey::OtherMatters, "镇里没向任何申请人收过一分钱信息处理费。其余没有要报的。"),
    (
        COUNTY,
        SectionKey::Overview,
        "打开县政府门户网站，2022年共有7312条信息与群众见面，其中动态类4105条，公告类1987条，政策与解读类1220条。",
    ),
    (
        COUNTY,
        SectionKey::Overview,
        "这一年出台规范性文件9件，宣布失效4件，年末仍在执行的131件已汇编成册并可在线检索下载。",
    ),
    (
        COUNTY,
        SectionKey::Overview,
        "全县各级机关受理公开申请152件，加上跨年的6件，应办158件，已答复152件，余6件转入2023年。答复结果为：予以公开87件，部分公开13件，不予公开3件，无法提供42件，不予处理7件。",
    ),
    (
        COUNTY,
        SectionKey::Overview,
        "与2021年的121件相比，新收申请增加31件，增幅25.6%，主要集中在征地补偿和老旧小区改造两个领域。",
    ),
    (
        COUNTY,
        SectionKey::Overview,
        "当年围绕公开答复发生复议8件，其中维持4件、纠正1件、其他结果2件、尚在审理1件；直接起诉的3件，复议后再起诉的1件。",
    ),
    (
        COUNTY,
        SectionKey::Overview,
        "办理行政许可5210件、行政处罚877件、行政强制45件，行政事业性收费318.6万元，相关目录和结果逐项上网。",
    ),
    (
        COUNTY,
        SectionKey::Problems,
        "对照群众期盼，工作中的短板也很明显。首先，基层公开力量薄弱，十二个乡镇只有专职人员3名；其次，政策解读“看不懂”的反映仍占来信的一成多。|针对上述情况，县政府办牵头开展三轮送教下乡，参训180人次；推行“解读初稿先请群众读”的做法，全年试读材料46篇，退改19篇。",
    ),
    (
        COUNTY,
        SectionKey::OtherMatters,
        "依据《政府信息公开信息处理费管理办法》，县本级及各部门均未发生收费情形。承办人大建议中涉及公开工作的2件，已办结并公开答复。",
    ),
    (
        BUREAU,
        SectionKey::Overview,
        "江源市水务局2024年收到政府信息公开申请30件，同比减少4件，没有往年结转；30件都在年内答复，其中公开16件、部分公开2件、不掌握10件、告知已主动公开2件。",
    ),
    (
        BUREAU,
        SectionKey::Overview,
        "申请人中自然人26位次、企业3家次、法律服务机构1家次，关注点以管网改造、水价构成为主。",
    ),
    (
        BUREAU,
        SectionKey::Overview,
        "制定规范性文件3件，废止1件，截至年底有效22件。许可事项办结1034件，作出处罚决定58件，未实施行政强制，也没有行政事业性收费。",
    ),
    (
        BUREAU,
        SectionKey::Overview,
        "我局官网“节水课堂”上线短视频12期，点击18.4万次；“水务通”公众号推送216篇，粉丝由9600人增至1.3万人。",
    ),
    (BUREAU, SectionKey::Overview, "全年无因政府信息公开引起的行政复议和行政诉讼。"),
    (
        BUREAU,
        SectionKey::Problems,
        "从自查看，重大项目信息公开偏于“结果”，过程性信息少；水质数据发布格式不统一，不便再利用。|整改情况：供水水质改为按周发布并提供表格下载；把在建的5个排涝泵站施工进度按月上网；剩余2项（历史数据补录、接口开放）列入2025年任务。",
    ),
    (BUREAU, SectionKey::OtherMatters, "本机关2024年未产生信息处理费。"),
    (
        COLLEGE,
        SectionKey::Overview,
        "学校2023年通过信息公开网发布信息645条，微信公众号推文380篇，召开新闻发布会2次，教代会上校长报告财务一次。",
    ),
    (
        COLLEGE,
        SectionKey::Overview,
        "全年受理公开申请6件，校友5件、企业1件，均在法定期限内答复：同意公开5件，信息不存在1件。没有上年留下来的，也没有转到下一年的。",
    ),
    (
        COLLEGE,
        SectionKey::Problems,
        "不足：二级学院的公开意识参差不齐，招生章程英文版更新滞后，学生对奖助评定过程的追问偏多。|举措：新学期起二级学院公开情况纳入年度考核，占2分；英文版由国际处随中文版同步发布；评定细则和会议纪要摘要在学院公示栏留存一学年。",
    ),
    (COLLEGE, SectionKey::OtherMatters, "学校没有就信息公开收费；没有因信息公开被复议、被起诉。"),
];

#[test]
fn freshly_worded_sections_get_no_finding_above_a_hint() {
    for (sound, section, text) in FRESH {
        let found = judge(&with(sound, *section, text)).findings;
        let wrong: Vec<&str> = found
            .iter()
            .filter(|finding| finding.severity != Severity::Info)
            .map(|finding| finding.message.zh.as_str())
            .collect();
        assert!(wrong.is_empty(), "{text}: {wrong:#?}");
    }
}

/// What the same reports may not say.
const FAULTS: &[(&Sound, &str, &[&str])] = &[
    (
        COUNTY,
        "打开县政府门户网站，2022年共有7312条信息与群众见面，其中动态类4105条，公告类2987条，政策与解读类1220条。",
        &["GK305"],
    ),
    (COUNTY, "这一年出台规范性文件19件，宣布失效4件，年末仍在执行的131件已汇编成册。", &["GK301"]),
    (COUNTY, "与2021年的121件相比，新收申请增加31件，增幅35.6%。", &["GK302"]),
    (COUNTY, "当年围绕公开答复发生复议8件，其中维持5件、纠正1件、其他结果2件、尚在审理1件。", &["GK301", "GK305"]),
    (COUNTY, "办理行政许可5210件、行政处罚887件、行政强制45件，行政事业性收费318.6万元。", &["GK301"]),
    (COUNTY, "2021年，全县各级机关受理公开申请152件，答复152件。", &["GK303"]),
    (COUNTY, "全年全县共受理公开申请件，已全部登记。", &["GK306"]),
    (
        BUREAU,
        "江源市水务局2024年收到政府信息公开申请30件，30件都在年内答复，其中公开16件、部分公开2件、不掌握12件。",
        &["GK301"],
    ),
    (BUREAU, "全年未作出行政处罚决定，许可事项办结1034件。", &["GK304"]),
    (BUREAU, "制定规范性文件3件，废止2件，截至年底有效22件。", &["GK301"]),
    (BUREAU, "本年度没有收到任何政府信息公开申请。", &["GK304"]),
    (BUREAU, "全年发布信息   篇，开展政策解读12次。", &["GK306"]),
    (COLLEGE, "全年受理公开申请8件，均在法定期限内答复。", &["GK301"]),
    (COLLEGE, "全年受理公开申请6件，其中同意公开5件，信息不存在1件，转到下一年1件。", &["GK301", "GK304", "GK305"]),
];

#[test]
fn faults_in_fresh_words_are_found() {
    for (sound, sentence, of) in FAULTS {
        let found = said(sound, sentence);
        assert!(found.iter().any(|rule| of.contains(&rule.as_str())), "{sentence}: {found:?}");
    }
}

#[test]
fn an_area_that_is_managed_is_no_government() {
    let asked = |organ: &str| {
        let mut report = BUREAU.report();
        report.organ = Organ::new(organ);
        report.set_narrative(SectionKey::Overview, ["全年照常公开。"]);
        rules(&report).contains(&"GK206".to_owned())
    };
    for organ in
        ["东江航空港区", "西山旅游度假区", "岭南农垦区", "某市综保区", "蓝湾自贸片区", "白马湖牧区", "南苑校区"]
    {
        assert!(!asked(organ), "{organ}");
    }
    for organ in ["瑶山民族乡", "科右苏木", "江口市石泉区", "黎阳镇", "云岭县", "青河自治旗"]
    {
        assert!(asked(organ), "{organ}");
    }
}

#[test]
fn numbering_of_any_width_and_form_is_known() {
    for sentence in [
        "(一)主动公开。全年发布信息312条|(二)依申请公开。渠道畅通|(三)平台建设，改版网站",
        "主要做了三件事:一是理清单,二是补短板,三是强督查",
        "做法有:1.抓培训;2.抓检查;3.抓通报",
        "（1)建章立制；(2）强化审查；（3）跟踪问效",
        "①上墙②上网③上屏，三种方式并用",
        "一要抓住重点，二要盯住难点，三要守住底线",
    ] {
        assert!(!said(BUREAU, sentence).contains(&"GK212".to_owned()), "{sentence}");
    }
    for sentence in [
        "一是理清单,三是补短板,四是强督查",
        "(一)主动公开|(三)平台建设",
        "1.抓培训；2.抓检查；2.抓通报",
        "①上墙③上屏",
        "一要抓住重点，三要守住底线",
    ] {
        assert_eq!(said(BUREAU, sentence).iter().filter(|rule| *rule == "GK212").count(), 1, "{sentence}");
    }
}

#[test]
fn what_is_undecided_is_named_with_its_words() {
    for (sentence, words) in [
        ("县卫健局收到政府信息公开申请21件。", "收到政府信息公开申请21件"),
        ("其中县本级收到政府信息公开申请33件，答复30件。", "收到政府信息公开申请33件"),
        ("上半年收到政府信息公开申请70件。", "收到政府信息公开申请70件"),
    ] {
        let result = judge(&with(COUNTY, SectionKey::Overview, sentence));
        let outcome = result.outcomes.iter().find(|outcome| outcome.rule.to_string() == "GK301").unwrap();
        let named = outcome.unassessed.iter().flat_map(|one| &one.words);
        assert!(named.clone().any(|one| one.excerpt.contains(words)), "{sentence}: {:?}", outcome.unassessed);
        assert_eq!(outcome.failed, 0, "{sentence}");
    }
}

#[test]
fn units_beside_numbers_are_one_finding_an_area() {
    for (table, unit, areas) in
        [(TableKey::Applications, "件", 1), (TableKey::Disputes, "起", 1), (TableKey::Applications, "宗", 1)]
    {
        let mut report = COUNTY.report();
        let keys: Vec<_> = report.table_form(table).cells.iter().map(|cell| cell.key).collect();
        for key in keys {
            let printed = report.cell(key).unwrap().to_string();
            report.set(key, Cell::parse(&format!("{printed}{unit}")));
        }
        assert_eq!(rules(&report).iter().filter(|rule| *rule == "GK109").count(), areas, "{table:?} {unit}");
    }
}

#[test]
fn parts_that_exceed_their_whole_are_found() {
    for sentence in [
        "全年推送消息90条，其中政务动态50条、通知公告30条、便民提示20条。",
        "共办理主席信箱来信64件，其中咨询类40件，投诉类21件，建议类13件。",
        "收到群众留言300条，包括咨询180条、求助90条、投诉50条。",
    ] {
        assert_eq!(said(COUNTY, sentence), ["GK305"], "{sentence}");
    }
    for sentence in [
        "全年推送消息100条，其中政务动态50条、通知公告30条、便民提示20条。",
        "共办理来信64件，其中咨询类40件（涉水20件、涉路15件），投诉类21件。",
        "全年公开信息200条，其中通过网站150条、通过公众号120条（同一信息可多渠道发布）。",
    ] {
        assert!(said(COUNTY, sentence).is_empty(), "{sentence}");
    }
}

#[test]
fn a_year_that_is_not_the_reports_is_found_before_figures() {
    for sentence in [
        "2021年，我县作出行政处罚877件。",
        "截至2021年12月31日，行政规范性文件现行有效131件。",
        "2021年全县新增规范性文件9件，举办发布会3场。",
        "到2021年底，全县共有政务新媒体账号23个。",
    ] {
        assert_eq!(said(COUNTY, sentence), ["GK303"], "{sentence}");
    }
    for sentence in [
        "2021年起，我县推行“一网通办”，2022年办理事项2300件。",
        "对2021年制定的规范性文件开展后评估，清理2件。",
        "2021年评估反馈的12项问题已全部整改。",
        "2021年12月印发的实施方案明确的8项任务，2022年完成7项。",
        "2021年我县被列为试点县，两年来建成示范点15个。",
    ] {
        assert!(said(COUNTY, sentence).is_empty(), "{sentence}");
    }
}

#[test]
fn all_done_contradicts_what_is_carried_out() {
    for sentence in [
        "依申请公开事项全部办理完毕，无一遗留。",
        "本年度依申请公开事项办结率100%，无结转。",
        "全县当年受理的政府信息公开申请当年全部了结。",
        "152件公开申请已件件答复完毕。",
    ] {
        assert!(said(COUNTY, sentence).contains(&"GK304".to_owned()), "{sentence}");
        assert!(said(BUREAU, &sentence.replace("152件", "30件")).is_empty(), "{sentence}");
    }
    for sentence in [
        "对公开申请均在法定期限内作出答复。",
        "除年末收到的6件外，其余申请均已办结。",
        "人大代表建议、政协委员提案全部办结。",
        "去年全县收到的公开申请都办完了。",
        "到期的公开申请全部办结。",
    ] {
        assert!(said(COUNTY, sentence).is_empty(), "{sentence}");
    }
}

#[test]
fn a_word_in_the_place_of_a_section_is_no_section() {
    let found = |sound: &Sound, section: SectionKey, text: &str| -> Vec<Severity> {
        let mut report = sound.report();
        report.set_narrative(section, [text]);
        let findings = judge(&report).findings;
        findings.into_iter().filter(|finding| finding.rule.to_string() == "GK201").map(|one| one.severity).collect()
    };
    let none: Vec<Severity> = Vec::new();
    for section in [SectionKey::Overview, SectionKey::Problems] {
        for text in ["无。", "暂无", "略", "——", "同上年。"] {
            assert_eq!(found(BUREAU, section, text), [Severity::Warning], "{text}");
        }
    }
    for text in ["没有收到群众意见，栏目更新不够及时，已逐月检查。", "问题：更新慢。改进：按月查。"]
    {
        assert_eq!(found(COLLEGE, SectionKey::Problems, text), none, "{text}");
    }
    assert_eq!(found(TOWN, SectionKey::OtherMatters, "无。"), none);
}
