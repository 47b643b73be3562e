//! Whole narratives in the manner of published reports, from a township to a province: the rules over text are silent
//! on the sound ones and find what is put wrong into them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use gongkai_core::check::{Subject, check};
use gongkai_core::form::{SectionKey, TableKey};
use gongkai_core::{Cell, Level, Organ, Report, Year};

/// A report with every cell 0 but those given, and its narrative.
fn report(organ: &str, level: Level, year: u16, cells: &[(&str, &str)], texts: [&[&str]; 3]) -> Report {
    let mut report = Report::new(Organ::new(organ).with_level(level), Year::new(year).unwrap());
    for cell in report.form_cells() {
        report.set(cell.key, Cell::from(0));
    }
    for (row, values) in cells {
        let keys: Vec<_> = TableKey::ALL
            .into_iter()
            .flat_map(|table| &report.table_form(table).cells)
            .filter(|cell| format!("{}.{}", cell.key.table().as_str(), cell.key.row()) == *row)
            .map(|cell| cell.key)
            .collect();
        assert!(!keys.is_empty(), "{row}");
        for (key, value) in keys.into_iter().zip(values.split_whitespace()) {
            report.set(key, Cell::parse(value));
        }
    }
    for (section, paragraphs) in
        [SectionKey::Overview, SectionKey::Problems, SectionKey::OtherMatters].into_iter().zip(texts)
    {
        report.set_narrative(section, paragraphs.iter().copied());
    }
    report
}

/// What the rules over text find: `GK301 …`.
fn findings(report: &Report) -> Vec<String> {
    let of_text = [
        "GK204", "GK205", "GK206", "GK207", "GK208", "GK210", "GK212", "GK301", "GK302", "GK303", "GK304", "GK601",
        "GK602", "GK603",
    ];
    check(&Subject::new(report))
        .findings
        .iter()
        .filter(|finding| of_text.contains(&finding.rule.to_string().as_str()))
        .map(|finding| format!("{} {}", finding.rule, finding.message.zh))
        .collect()
}

fn township() -> Report {
    report(
        "某县清溪镇人民政府",
        Level::Township,
        2023,
        &[
            ("disclosure.licenses", "36"),
            ("applications.received", "2 0 0 0 0 0 2"),
            ("applications.granted", "1 0 0 0 0 0 1"),
            ("applications.not_held", "1 0 0 0 0 0 1"),
            ("applications.total_processed", "2 0 0 0 0 0 2"),
        ],
        [
            &[
                "2023年，清溪镇在县委、县政府坚强领导下，认真落实《中华人民共和国政府信息公开条例》，扎实推进政务公开工作。现将有关情况报告如下：",
                "（一）主动公开。全年通过县政府门户网站公开政府信息312条，其中财政预决算2条、乡村振兴86条、惠农补贴45条；微信公众号推送文章420篇，阅读量超10万人次。",
                "（二）依申请公开。2023年共收到政府信息公开申请2件，均为自然人申请，已在法定期限内答复，其中予以公开1件，因本机关不掌握相关政府信息无法提供1件。未发生因政府信息公开引发的行政复议、行政诉讼。",
                "（三）政府信息管理。严格执行“三审三校”和保密审查制度，全年审核信息312条，清理过期信息15条。",
                "（四）平台建设。规范运维政务新媒体1个，更新便民服务中心公开查阅点，接待群众查阅60余人次。",
                "（五）监督保障。明确1名分管领导和2名专职人员，开展业务培训3次，将政务公开纳入年度考核，邀请群众代表开展社会评议，全年未发生责任追究情形。",
            ],
            &[
                "（一）存在的主要问题。一是公开内容与群众需求还有差距，村级财务公开不够细致；二是业务人员调整频繁，能力有待提高。",
                "（二）改进情况。一是对照26个试点领域目录，逐村核查公开栏，补充公开事项40余项；二是实行AB岗，组织新任人员跟班学习2周。2024年，将继续拓展公开渠道。",
            ],
            &["2023年，本镇未收取信息处理费，无其他需要报告的事项。"],
        ],
    )
}

fn bureau() -> Report {
    report(
        "某市生态环境局",
        Level::PrefectureDepartment,
        2022,
        &[
            ("disclosure.normative_documents", "2 1 9"),
            ("disclosure.licenses", "214"),
            ("disclosure.penalties", "187"),
            ("applications.received", "41 6 0 1 0 0 48"),
            ("applications.carried_in", "2 0 0 0 0 0 2"),
            ("applications.granted", "18 3 0 1 0 0 22"),
            ("applications.partially_granted", "4 1 0 0 0 0 5"),
            ("applications.not_held", "15 2 0 0 0 0 17"),
            ("applications.duplicate", "2 0 0 0 0 0 2"),
            ("applications.correction_overdue", "1 0 0 0 0 0 1"),
            ("applications.total_processed", "40 6 0 1 0 0 47"),
            ("applications.carried_out", "3 0 0 0 0 0 3"),
            ("disputes.reconsideration", "2 1 0 0 3"),
            ("disputes.direct_litigation", "1 0 0 0 1"),
        ],
        [
            &[
                "2022年，我局坚持以公开为常态、不公开为例外，持续做好政府信息公开工作。",
                "一是主动公开提质。全年主动公开政府信息2,346条，比上年增加12%；发布环境质量月报12期，公示行政许可信息214条、行政处罚信息187条；制发行政规范性文件2件，废止1件，现行有效9件，均同步解读。",
                "二是依申请公开规范。全年新收政府信息公开申请48件，上年结转2件，共计50件；办结47件，结转下年度继续办理3件。其中自然人申请41件、商业企业6件、社会公益组织1件。从答复结果看，予以公开22件，占46.8%；部分公开5件，占10.6%；无法提供17件；不予处理2件；其他处理1件。从申请渠道看，网络申请30件、信函15件、当面3件。",
                "三是政府信息管理。落实公文公开属性源头认定，全年认定公文560件，主动公开率62.5%。",
                "四是平台建设。优化局网站“生态环境公开”专栏3个，政务新媒体发布信息1.2万条。",
                "五是监督保障。因政府信息公开被申请行政复议3件，其中维持2件、纠正1件；被提起行政诉讼1件，维持1件。组织培训4期、覆盖320人次，依托12345热线（0512-65301234）接受监督。",
            ],
            &[
                "2022年我局政府信息公开工作仍存在一些不足：政策解读形式不够丰富，个别处室答复文书不够规范。针对上述问题，已修订答复文书模板6个，建立法制会审机制；制作图解、短视频28个。",
            ],
            &["一、收取信息处理费情况：依据国办函〔2020〕109号，全年发出收费通知0件，收费0元。二、其他事项：无。"],
        ],
    )
}

fn city() -> Report {
    report(
        "某市人民政府",
        Level::Prefecture,
        2024,
        &[
            ("disclosure.regulations", "1 0 15"),
            ("disclosure.administrative_fees", "24252.311082"),
            ("applications.received", "3440 75 0 1 6 3 3525"),
            ("applications.carried_in", "118 3 0 0 0 0 121"),
            ("applications.granted", "1408 21 0 0 2 0 1431"),
            ("applications.partially_granted", "462 9 0 0 0 0 471"),
            ("applications.total_processed", "3440 73 0 1 5 2 3521"),
            ("applications.carried_out", "118 5 0 0 1 1 125"),
            ("disputes.reconsideration", "88 18 28 36 170"),
            ("disputes.direct_litigation", "7 0 11 7 25"),
            ("disputes.litigation_after_reconsideration", "33 0 6 13 52"),
        ],
        [
            &[
                "（一）主动公开。聚焦民生关切，全市各级行政机关主动公开信息45.6万条，召开新闻发布会62场。2024年制定政府规章1件；市政府本级制发行政规范性文件12件。行政事业性收费24252.31万元。",
                "（二）依申请公开。全市共收到政府信息公开申请3525件，同比增长0.4%（2023年为3511件），加上年结转121件，共办理3646件。市本级收到申请210件，其中予以公开80件。按期答复率100%，申请量居前三位的领域为征地拆迁、住房保障、城市管理，合计占六成以上。",
                "全年办结因政府信息公开引起的行政复议134件、行政诉讼57件，行政复议被纠错18件，总数170件。",
                "（三）政府信息管理。健全公文属性源头认定、动态调整机制，累计转化公开公文3200件。",
                "（四）平台建设。全市政府网站由2018年的120家集约为18家。",
                "（五）监督保障。对10个县区、42个部门开展考核，第三方评估平均得分87.5分，社会评议满意度96.3%，约谈3家单位，未发生责任追究。",
            ],
            &[
                "存在的主要问题：一是政策发布与解读衔接不紧，二是基层依申请公开答复质量不均衡，三是数据公开的标准还不统一。",
                "改进情况：一是建立解读方案与文件同步起草、同步审签、同步部署机制；二是编印答复指引1000册，开展案卷评查，抽查案卷300件，整改问题45个；三是出台公共数据目录标准2项。",
            ],
            &[
                "全市收取信息处理费3件，金额共计2400元，全部缴入国库。本报告电子版可从市政府门户网站下载，联系电话：0527-84368000，邮编：223800。",
            ],
        ],
    )
}

#[test]
fn sound_narratives_are_passed_in_silence() {
    for report in [township(), bureau(), city()] {
        let found = findings(&report);
        assert!(found.is_empty(), "{}: {found:#?}", report.organ.name);
    }
}

/// A sound report, words of it, what is put in their place, and the rule that must hear it.
type Change = (fn() -> Report, &'static str, &'static str, &'static str);

#[test]
fn what_is_put_wrong_is_found() {
    let cases: [Change; 16] = [
        (township, "收到政府信息公开申请2件", "收到政府信息公开申请3件", "GK301"),
        (township, "予以公开1件", "予以公开2件", "GK301"),
        (township, "2023年，清溪镇", "2022年，本镇", "GK303"),
        (township, "二是实行AB岗", "三是实行AB岗", "GK212"),
        (township, "本镇未收取信息处理费，", "本镇", "GK208"),
        (township, "社会评议", "座谈活动", "GK206"),
        (township, "（六）", "（六）", ""),
        (bureau, "现行有效9件", "现行有效19件", "GK301"),
        (bureau, "占46.8%", "占56.8%", "GK302"),
        (bureau, "办结47件，结转下年度继续办理3件", "已全部办结", "GK304"),
        (bureau, "商业企业6件", "商业企业5件", "GK301"),
        (bureau, "其中维持2件、纠正1件", "其中维持1件、纠正2件", "GK301"),
        (city, "收到政府信息公开申请3525件", "收到政府信息公开申请3522件", "GK301"),
        (city, "行政诉讼57件", "行政诉讼75件", "GK301"),
        (city, "24252.31万元", "24522.31万元", "GK301"),
        (city, "电话：0527-84368000", "电话：13912345678", "GK602"),
    ];
    for (sound, right, wrong, rule) in cases {
        let mut report = sound();
        for section in [SectionKey::Overview, SectionKey::Problems, SectionKey::OtherMatters] {
            let texts: Vec<String> = report.narrative(section).texts().map(|text| text.replace(right, wrong)).collect();
            report.set_narrative(section, texts);
        }
        let found = findings(&report);
        if rule.is_empty() {
            assert_eq!(found, Vec::<String>::new());
        } else {
            assert!(found.iter().any(|finding| finding.starts_with(rule)), "{wrong} is not found by {rule}: {found:?}");
        }
    }
}

#[test]
fn sections_five_in_many_manners_name_both() {
    for text in [
        "一年来，我镇政府信息公开工作虽有进步，但也存在主动公开意识不强、更新不及时等问题。今后，我镇将健全机制，加强考核督导，确保信息及时准确公开。",
        "（一）上年度问题整改情况。针对解读形式单一的问题，全年制作图解12期。（二）本年度存在的问题。部分村务公开栏更新慢，个别数据前后不一致。（三）改进措施。建立村级信息员月报制度，逐月核对数据。",
        "存在的主要问题是：公开平台检索不便，历史文件归集不全。改进情况：已完成1200份历史文件的归集，检索功能改版上线。",
        "当前，我局在依申请公开答复的规范性、政策解读的可读性等方面仍有提升空间，与公众期待存在差距。下一步，我局将开展答复文书评查，并邀请公众试读解读稿。",
        "不足：1.政务新媒体内容同质化。2.公众参与度偏低。措施：1.开设“科长说政策”专栏，已播出8期。2.围绕学区划分等事项开展意见征集5次，采纳意见31条。",
    ] {
        let mut report = township();
        report.set_narrative(SectionKey::Problems, [text]);
        assert_eq!(findings(&report), Vec::<String>::new(), "{text}");
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(80))]

    /// Whatever the text, checking answers.
    #[test]
    fn no_text_stops_the_check(words in proptest::collection::vec(proptest::sample::select(WORDS), 0..60)) {
        let mut report = city();
        report.set_narrative(SectionKey::Overview, [words.concat()]);
        let result = check(&Subject::new(&report));
        proptest::prop_assert!(!result.outcomes.is_empty());
    }
}

const WORDS: &[&str] = &[
    "2023年",
    "2024年",
    "全年",
    "去年",
    "收到",
    "受理",
    "政府信息公开申请",
    "申请",
    "12",
    "3,525",
    "１２",
    "三百二十一",
    "1.2万",
    "件",
    "件（次）",
    "%",
    "占",
    "，",
    "。",
    "、",
    "（",
    "）",
    "；",
    "：",
    "其中",
    "自然人",
    "法人或其他组织",
    "予以公开",
    "部分公开",
    "不予公开",
    "上年结转",
    "结转",
    "下年度",
    "行政复议",
    "行政诉讼",
    "维持",
    "纠正",
    "总数",
    "较",
    "增长",
    "约",
    "余",
    "一是",
    "三是",
    "（一）",
    "1.",
    "〔2021〕30号",
    "《",
    "》",
    "13912345678",
    "11010519491231002X",
    "全部办结",
    "未收到",
    "无",
    "信息处理费",
    "元",
    "制发",
    "行政规范性文件",
    "本级",
    "分别",
    "-",
    "—",
    "\u{a0}",
    "\n",
    "月",
    "日",
    "第",
    "a",
    "@",
    ".",
    "百分之",
    "亿",
    "零",
];
