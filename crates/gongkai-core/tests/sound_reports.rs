//! Whole sound reports of many kinds of body, each in a style of its own, of both editions: no rule over prose says more of
//! them than a hint.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use gongkai_core::check::{Severity, Subject, check};
use gongkai_core::form::{SectionKey, TableKey};
use gongkai_core::{Cell, Organ, Report, Year};

/// A report: organ, year, its rows by key with their values in the order of the form, and the texts of sections one, five
/// and six, paragraphs parted by `|`.
struct Sound {
    organ: &'static str,
    year: u16,
    rows: &'static [(&'static str, &'static str)],
    overview: &'static str,
    problems: &'static str,
    other: &'static str,
}

impl Sound {
    fn report(&self) -> Report {
        let mut report = Report::new(Organ::new(self.organ), Year::new(self.year).unwrap());
        for key in report.form_cells().map(|cell| cell.key).collect::<Vec<_>>() {
            report.set(key, Cell::from(0));
        }
        for (row, values) in self.rows {
            let cells = TableKey::ALL.into_iter().flat_map(|table| &report.table_form(table).cells);
            let keys: Vec<_> = cells.filter(|cell| cell.key.row == *row).map(|cell| cell.key).collect();
            let values: Vec<&str> = values.split_whitespace().collect();
            assert_eq!(keys.len(), values.len(), "{} {row}", self.organ);
            for (key, value) in keys.into_iter().zip(values) {
                report.set(key, Cell::parse(value));
            }
        }
        for (section, text) in [
            (SectionKey::Overview, self.overview),
            (SectionKey::Problems, self.problems),
            (SectionKey::OtherMatters, self.other),
        ] {
            report.set_narrative(section, text.split('|'));
        }
        report
    }
}

const REPORTS: &[Sound] = &[
    // A county of 2024, in numbered parts with figures.
    Sound {
        organ: "临江市河东县人民政府",
        year: 2024,
        rows: &[
            ("normative_documents", "12 7 203"),
            ("licenses", "4310"),
            ("penalties", "1288"),
            ("received", "96 5 0 1 0 2 104"),
            ("carried_in", "4 0 0 0 0 0 4"),
            ("granted", "51 3 0 0 0 1 55"),
            ("partially_granted", "14 1 0 0 0 0 15"),
            ("not_held", "27 0 0 1 0 0 28"),
            ("duplicate", "3 0 0 0 0 0 3"),
            ("total_processed", "95 4 0 1 0 1 101"),
            ("carried_out", "5 1 0 0 0 1 7"),
            ("reconsideration", "5 1 0 2 8"),
            ("direct_litigation", "1 0 0 1 2"),
        ],
        overview: "2024年，河东县坚持以公开促落实、促规范、促服务，各项任务按计划完成。现将有关情况报告如下。\
            |（一）主动公开。县政府网站全年发布信息8640条，其中政务动态5210条、公告公示2130条、政策文件及解读1300条。新制发行政规范性文件12件，废止7件，现行有效203件，均在文件库集中展示。\
            |（二）依申请公开。全县新收政府信息公开申请104件，上年结转4件，年内办结101件，结转下年度继续办理7件。办结的申请中，予以公开55件，部分公开15件，本机关不掌握相关政府信息28件，重复申请3件。因政府信息公开引发行政复议8件、行政诉讼2件。\
            |（三）政府信息管理。把公开审查嵌入办文流程，对2019年以来的文件公开属性重新核定，调整公开方式41件。\
            |（四）平台建设。完成网站改版，归并栏目37个；政务新媒体账号由28个整合为19个。\
            |（五）监督保障。县政府常务会议专题听取汇报2次，举办培训4期、参训360人次，将公开工作纳入综合考核。",
        problems: "回头看这一年，有两处仍需用力：其一，部分乡镇的更新时断时续，群众想找的内容找不到；其二，解读多是照抄文件，读起来费劲。\
            |对此，我们已建立月度巡查、季度通报的办法，十二月抽查时更新及时率升到97%。2025年准备做三件事：推出办事问答库，组织起草科室出镜解读，对新上岗人员逐一轮训。",
        other: "本年度没有收取信息处理费。其他事项无。",
    },
    // A township of 2023, in plain words.
    Sound {
        organ: "河东县杨柳镇人民政府",
        year: 2023,
        rows: &[
            ("licenses", "26"),
            ("penalties", "5"),
            ("received", "2 0 0 0 0 0 2"),
            ("granted", "1 0 0 0 0 0 1"),
            ("not_held", "1 0 0 0 0 0 1"),
            ("total_processed", "2 0 0 0 0 0 2"),
        ],
        overview: "镇里的事，村民最关心的就是钱怎么花、地怎么批、补贴发给谁。一年下来，我们主要做了这些。\
            |把该公开的都贴出来、挂上网。县政府网站杨柳镇栏目更新信息157条，14个村的公开栏每月换一次，惠农补贴、低保、临时救助逐户公示。\
            |村民来要材料的，收到信息公开申请2件，一件给了，一件镇里没有这份材料，也写明了去哪里查，全部在期限内答复。\
            |发文先定公开方式，党政办统一登记存档，过期的公告及时撤下。\
            |栏目由专人管，公众号、广播、公开栏三处内容对得上。\
            |镇纪委每季度看一遍，发现问题当月改；请县里来讲课1次，村文书都参加了。",
        problems: "人手少是老问题，党政办一人管档案、收发和公开，忙时顾不过来；有的村公示贴得高、字太小，老人看不清。\
            |镇里年中从便民中心抽了一名同志帮忙，公示改用大字版，贴在齐眉高的地方。来年打算给每个村配一块电子屏，并把宅基地审批结果做得更细。",
        other: "没有其他需要报告的事项。",
    },
    // A bureau of 2020, the earlier edition, formal.
    Sound {
        organ: "河东县农业农村局",
        year: 2020,
        rows: &[
            ("received", "11 2 0 0 0 0 13"),
            ("granted", "7 1 0 0 0 0 8"),
            ("partially_granted", "2 0 0 0 0 0 2"),
            ("not_held", "1 1 0 0 0 0 2"),
            ("total_processed", "10 2 0 0 0 0 12"),
            ("carried_out", "1 0 0 0 0 0 1"),
            ("reconsideration", "1 0 0 0 1"),
        ],
        overview: "2020年，我局认真贯彻落实新修订的《中华人民共和国政府信息公开条例》，紧扣脱贫攻坚、粮食生产等中心工作，扎实做好政府信息公开各项工作。\
            |一是突出重点抓主动公开。通过局门户网站公开信息426条，重点公开了高标准农田建设、农机购置补贴、动物疫病防控等内容。\
            |二是依法依规办理申请。全年收到政府信息公开申请13件，其中自然人11件、商业企业2件；办结12件，结转下年度1件。引发行政复议1件，复议机关维持。\
            |三是强化政府信息管理。落实“先审后发”，对存量文件开展清理。\
            |四是加强平台建设。农技推广公众号推送文章208篇。\
            |五是健全监督保障。局党组会议研究部署公开工作，开展业务培训2次，未发生责任追究情形。",
        problems: "存在的主要问题：一是涉农补贴公开的颗粒度还不够细，农户查询不便；二是个别站所主动公开意识不强，报送不及时。\
            |改进措施：一是按村、按户分类公示补贴发放结果，已完成农机补贴部分；二是建立站所报送台账，按月点评，对连续两次迟报的约谈负责人。",
        other: "无其他需要报告的事项。",
    },
    // A university of 2022.
    Sound {
        organ: "临江师范学院",
        year: 2022,
        rows: &[
            ("received", "6 0 0 0 0 0 6"),
            ("granted", "4 0 0 0 0 0 4"),
            ("partially_granted", "1 0 0 0 0 0 1"),
            ("not_held", "1 0 0 0 0 0 1"),
            ("total_processed", "6 0 0 0 0 0 6"),
        ],
        overview: "学校以师生需求为导向，把招生、财务、人事、后勤作为公开的四个重点，努力让公开贯穿治理全过程。\
            |主动公开。信息公开网发布信息1180条，本科教学质量报告、预决算、采购结果、岗位聘用结果均按时上网；校长信箱回复来信312封。\
            |依申请公开。全年受理信息公开申请6件，内容为招生录取规则和历史档案，均按期答复，没有收费。\
            |信息管理。办公系统增设公开属性必填项，保密审查由党办、校办共同把关。\
            |平台建设。信息公开网与校园门户统一认证，新生可凭录取号查询资助政策。\
            |监督保障。教职工代表大会听取公开工作报告，学生代表列席校务会议3次，对6个学院进行现场督导。",
        problems: "目前的不足在于：二级学院之间冷热不均，有的栏目一年只更新三五次；合同、科研经费等内容公开得偏粗。\
            |学校已把公开纳入学院年度考核并配备联络员，科研处正在梳理可公开的经费目录，2023年上半年上线查询。",
        other: "本报告所列数据统计期限自2022年1月1日起至12月31日止。",
    },
    // A hospital of 2021.
    Sound {
        organ: "临江市第三人民医院",
        year: 2021,
        rows: &[("received", "3 0 0 0 0 0 3"), ("granted", "3 0 0 0 0 0 3"), ("total_processed", "3 0 0 0 0 0 3")],
        overview: "患者进医院，先看价格、再看医生、后看流程。我院的公开工作就从这三件事做起。\
            |公开了什么：药品和医用耗材价格实时更新，出诊信息提前两周公布，就医流程图张贴在各楼层，网站与公众号共发布信息734条。\
            |有人申请怎么办：全年收到申请3件，都是查询医院采购结果，均予以公开，平均用时6天。\
            |信息怎么管：发布前由科室、医务部、宣传科三级审核，涉及患者隐私的一律不发。\
            |平台怎么建：互联网医院开通报告查询，门诊大厅增设自助终端18台。\
            |谁来监督：聘请社会监督员12名，每半年座谈一次；投诉办公室受理意见206件，办结率100%。",
        problems: "短板有两个：一些检查项目的价格说明太专业，患者看不明白；夜间门诊的信息更新不够快。\
            |前者已由护理部改写成通俗版贴在诊室门口；后者从九月起由总值班负责，当班更新，年底前再没有接到这类反映。",
        other: "无。",
    },
    // A state firm of 2023 that supplies water.
    Sound {
        organ: "临江市自来水集团有限公司",
        year: 2023,
        rows: &[("received", "1 0 0 0 0 0 1"), ("granted", "1 0 0 0 0 0 1"), ("total_processed", "1 0 0 0 0 0 1")],
        overview: "作为公共企事业单位，公司按照《供水、供气、供热等公共企事业单位信息公开实施办法》公开与用户有关的信息。\
            |主动公开：水质检测结果每日公布，停水通知提前24小时推送，水价及其依据常年公示，全年发布各类信息968条。\
            |依申请公开：收到申请1件，申请查询管网改造计划，已提供。\
            |信息管理：制定公开目录，调度、客服、财务三个部门按职责提供内容并核对。\
            |平台建设：微信营业厅注册用户31.2万户，96116热线接听来电8.4万次。\
            |监督保障：每季度开展用户满意度调查，得分从91.5分提高到93.2分；开放水厂参观9场。",
        problems: "用户反映最多的是停水通知只说时间不说原因。七月起通知一律写明原因、范围和预计恢复时间，并附送水点位置。\
            |还没有做到的是老旧小区的二次供水检测结果公开不全，公司已与物业主管部门商定，2024年分三批接入公示平台。",
        other: "公司没有规章、规范性文件制定权，也不行使行政许可、行政处罚职能。",
    },
    // A district of 2019, the earlier edition, in long sentences.
    Sound {
        organ: "临江市北塘区人民政府",
        year: 2019,
        rows: &[
            ("received", "61 4 1 0 2 0 68"),
            ("carried_in", "3 0 0 0 0 0 3"),
            ("granted", "30 2 1 0 1 0 34"),
            ("partially_granted", "8 0 0 0 0 0 8"),
            ("not_held", "20 1 0 0 1 0 22"),
            ("petition_or_complaint", "3 0 0 0 0 0 3"),
            ("total_processed", "61 3 1 0 2 0 67"),
            ("carried_out", "3 1 0 0 0 0 4"),
        ],
        overview: "2019年是新修订的《条例》施行的第一年，区政府组织各单位对照新规重新梳理公开职责，调整公开目录，修订申请办理规程，确保新旧制度平稳衔接。\
            |主动公开方面，围绕优化营商环境、生态环境治理、义务教育招生等社会关切，通过区政府门户网站公开信息6120条，回应网民留言590条。\
            |依申请公开方面，全区共收到政府信息公开申请68件，连同上年结转的3件，共办结67件，转入2020年继续办理4件；其中予以公开34件，部分公开8件，本机关不掌握相关政府信息22件。\
            |政府信息管理方面，对区政府及区政府办公室文件逐件标注有效性，向区档案馆移交目录1.1万条。\
            |公开平台方面，区政务服务中心设立政府信息查阅点，配置查询设备，接待查阅330人次。\
            |监督保障方面，区政府办公室对26个单位进行了专项检查，对5个单位下发整改通知。",
        problems: "新《条例》施行后申请量上升较快，承办人员对区分处理、第三方意见征求等程序掌握不牢，个别答复表述欠严谨。\
            |区政府办公室编印了《申请办理案例选编》，并请法律顾问对答复进行会审；下一步将建立全区统一的申请办理系统，实现流程留痕、到期提醒。",
        other: "无其他需要报告的事项。",
    },
    // A police branch of 2022, terse.
    Sound {
        organ: "临江市公安局北塘分局",
        year: 2022,
        rows: &[
            ("licenses", "31876"),
            ("penalties", "5120"),
            ("compulsory_measures", "964"),
            ("received", "19 0 0 0 1 0 20"),
            ("granted", "4 0 0 0 0 0 4"),
            ("enforcement_file", "9 0 0 0 1 0 10"),
            ("not_held", "6 0 0 0 0 0 6"),
            ("total_processed", "19 0 0 0 1 0 20"),
            ("reconsideration", "2 0 0 0 2"),
        ],
        overview: "一、主动公开。发布警情通报64条、出入境和户政办事指南41条、反诈提示220条。作出行政许可决定31876件、行政处罚决定5120件、行政强制决定964件，按规定公示。\
            |二、依申请公开。收到政府信息公开申请20件，全部办结：予以公开4件，属于行政执法案卷10件，本机关不掌握相关政府信息6件。被申请行政复议2件，结果维持2件。\
            |三、信息管理。实行起草人、法制员、分管领导三级审核。\
            |四、平台建设。“北塘公安”公众号粉丝9.6万。\
            |五、监督保障。警务公开纳入目标考评，开展检查4次。",
        problems: "执法办案信息公开的边界把握不够统一，派出所之间口径有差别。已由法制大队出具指引，列明可公开、不可公开、需审批三类情形，并在民警月度例会上讲解。下一步开发查询程序，让当事人在网上看到办案进度。",
        other: "未收取信息处理费。",
    },
    // A development zone of 2024 that has little to tell.
    Sound {
        organ: "临江高新技术产业开发区管理委员会",
        year: 2024,
        rows: &[
            ("normative_documents", "3 0 9"),
            ("licenses", "215"),
            ("received", "4 3 0 0 0 0 7"),
            ("granted", "3 2 0 0 0 0 5"),
            ("partially_granted", "1 1 0 0 0 0 2"),
            ("total_processed", "4 3 0 0 0 0 7"),
        ],
        overview: "围绕企业全生命周期，高新区把政策公开做成一条链：出台前听意见，出台时讲明白，出台后查得到、用得上。\
            |全年新制定行政规范性文件3件，现行有效9件，件件有解读；惠企政策兑现名单公示46批，涉及企业1120家次。\
            |申请办理：收到政府信息公开申请7件，自然人4件、商业企业3件，当年全部办结，没有结转，也没有引发复议和诉讼。\
            |文件管理：政策文件入库前核对文号、效力和解读链接，失效文件加注标识。\
            |平台：企业服务平台与管委会网站数据同源，智能问答准确率达到92%。\
            |保障：聘请企业家观察员15名，全年走访企业480家，收集意见77条，答复77条。",
        problems: "企业说得最多的一句话是“政策太多，不知道哪条管用”。我们把在执行的政策拆成213个事项，企业填三个条件就能匹配，十月上线以来使用1.9万次。\
            |仍然存在的问题是外文版政策更新慢，已委托翻译机构按季更新。",
        other: "无其他事项。",
    },
    // A provincial department of 2023, in the style of a circular.
    Sound {
        organ: "江南省粮食和物资储备局",
        year: 2023,
        rows: &[
            ("normative_documents", "2 1 17"),
            ("received", "22 3 1 0 0 1 27"),
            ("carried_in", "1 0 0 0 0 0 1"),
            ("granted", "12 2 1 0 0 1 16"),
            ("partially_granted", "4 1 0 0 0 0 5"),
            ("process_information", "2 0 0 0 0 0 2"),
            ("not_held", "4 0 0 0 0 0 4"),
            ("total_processed", "22 3 1 0 0 1 27"),
            ("carried_out", "1 0 0 0 0 0 1"),
        ],
        overview: "按照国办公开办函〔2021〕30号文件要求，现公布我局2023年度政府信息公开工作情况。\
            |（一）主动公开情况。依托局网站和“江南粮储”新媒体发布信息1530条，其中粮价监测周报52期、收购政策及解读36条。制发行政规范性文件2件、废止1件，现行有效17件，已同步报送省司法厅备案。\
            |（二）依申请公开情况。共收到申请27件，上年结转1件，办结27件，结转下年度1件。从结果看：予以公开16件、部分公开5件、属于过程性信息不予公开2件、本机关不掌握相关政府信息4件。\
            |（三）政府信息管理情况。编制主动公开基本目录，动态调整12项；档案室提供查阅89人次。\
            |（四）政府信息公开平台建设情况。网站通过适老化和无障碍测评，全年无安全事故。\
            |（五）监督保障情况。局办公室按季度通报，年内组织业务培训3期；社会评议得分94.1分。未出现责任追究的情形。",
        problems: "当前，政策解读以文字为主，形式不够丰富；市县两级粮食部门公开内容衔接不够。针对上述不足，我局一是制作收储流程动画4部，投放至收购库点；二是印发全系统公开事项指引，统一栏目名称和更新周期。2024年将开展上下联动的专项检查。",
        other: "我局2023年没有收取信息处理费。根据《2023年政务公开工作要点》，各项任务均已完成。",
    },
];

#[test]
fn no_rule_over_prose_says_more_than_a_hint() {
    for sound in REPORTS {
        let report = sound.report();
        let found = check(&Subject::new(&report)).findings;
        let of_prose = |id: &str| ["GK204", "GK205", "GK207"].contains(&id) || id >= "GK210";
        let wrong: Vec<String> = found
            .iter()
            .filter(|finding| finding.severity != Severity::Info && of_prose(&finding.rule.to_string()))
            .map(|finding| format!("{} {}", finding.rule, finding.message.zh))
            .collect();
        assert!(wrong.is_empty(), "{} {}: {wrong:#?}", sound.organ, sound.year);
    }
}

#[test]
fn the_same_reports_with_one_figure_changed_are_found() {
    for (index, (from, to)) in
        [("年内办结101件", "年内办结111件"), ("收到信息公开申请2件", "收到信息公开申请12件")].into_iter().enumerate()
    {
        let sound = REPORTS.get(index).unwrap();
        assert!(sound.overview.contains(from));
        let mut report = sound.report();
        report.set_narrative(SectionKey::Overview, sound.overview.replace(from, to).split('|'));
        let found = check(&Subject::new(&report)).findings;
        assert!(found.iter().any(|finding| finding.rule.to_string() == "GK301"), "{}: {found:#?}", sound.organ);
    }
}
