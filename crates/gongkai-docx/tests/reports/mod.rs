//! Reports of many kinds, made from a number: both editions, blanks, dashes, notes, decimals, long and awkward text.

#![allow(dead_code, reason = "shared by tests that use parts of it")]

use gongkai_core::form::{CellKind, Edition, SectionKey, TableKey};
use gongkai_core::{Cell, Organ, Report, Year};

/// A small generator of numbers (splitmix64), so that the reports are the same on every run.
pub(crate) struct Numbers(u64);

impl Numbers {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % bound
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        let index = usize::try_from(self.below(from.len() as u64)).unwrap();
        from[index]
    }
}

const ORGANS: [&str; 5] = [
    "青山县人民政府",
    "云溪镇人民政府",
    "某某市某某区发展和改革局",
    "某某自治州某某自治县人民政府办公室（政务服务管理局）",
    "A&B <经济技术开发区> “管委会”",
];

const SENTENCES: [&str; 12] = [
    "2023年，本机关认真贯彻落实《中华人民共和国政府信息公开条例》，全年主动公开政府信息1,295条。",
    "全年受理申请749件，同比增长12.5%，按时答复率100%；未收取信息处理费。",
    "=SUM(A1:A9)、+86、-3、@all 这类开头的文字只是文字。",
    "三是“互联网+政务服务”——建设统一平台……办件时间压缩至3.5个工作日以内；",
    "网址https://www.example.gov.cn/zwgk/2023/index.html?a=1&b=<2>，电话：0731-12345678。",
    "（此处有全角括号）、《书名号》、〔2021〕30号、℃、①②③、𠮷野家、ABC abc。",
    "制度不够健全、人员变动频繁、业务培训不足。",
    "下一步，将从以下方面改进：",
    "行政许可类信息4条，行政处罚类信息8条，财政预决算信息36条，重大建设项目信息17条。",
    "“三公”经费、\"straight quotes\"、'single'、A/B、C:\\路径。",
    "审核把关不严的问题仍然存在，个别信息更新不及时。",
    "建成并运行政务新媒体账号2个。",
];

const OPENINGS: [&str; 8] =
    ["（一）主动公开。", "（二）依申请公开。", "（三）存在的主要问题", "1.加强学习", "2、健全机制", "", "", ""];

/// The report of a number.
pub(crate) fn varied(seed: u64) -> Report {
    let mut numbers = Numbers::new(seed);
    let year = [2019, 2020, 2021, 2022, 2023, 2024, 2025][usize::try_from(numbers.below(7)).unwrap()];
    let organ = Organ::new(numbers.pick(&ORGANS));
    let mut report = Report::new(organ, Year::new(year).unwrap());
    if numbers.below(6) == 0 {
        report.set_edition(TableKey::Applications, Edition::E2019);
    }
    if numbers.below(3) == 0 {
        report.preamble = ["根据《中华人民共和国政府信息公开条例》规定，现公布本机关年度报告。"].into();
    }
    if numbers.below(3) == 0 {
        report.published = Some(jiff::civil::date(i16::try_from(year + 1).unwrap(), 1, 20));
    }
    for section in SectionKey::ALL {
        let most = if section.table().is_some() { 2 } else { 9 };
        let count = numbers.below(most);
        let paragraphs: Vec<String> = (0..count).map(|_| paragraph(&mut numbers)).collect();
        report.set_narrative(section, paragraphs);
    }
    let blank = numbers.below(10);
    for cell in report.form_cells() {
        if let Some(value) = value(&mut numbers, cell.kind, blank) {
            report.set(cell.key, value);
        }
    }
    report
}

fn paragraph(numbers: &mut Numbers) -> String {
    let mut text = numbers.pick(&OPENINGS).to_owned();
    let most = if numbers.below(12) == 0 { 300 } else { 8 };
    for _ in 0..numbers.below(most) {
        text.push_str(numbers.pick(&SENTENCES));
    }
    if text.is_empty() { "无。".to_owned() } else { text }
}

fn value(numbers: &mut Numbers, kind: CellKind, blank: u64) -> Option<Cell> {
    Some(match numbers.below(20) {
        draw if draw < blank => return if numbers.below(2) == 0 { None } else { Some(Cell::Blank) },
        0..=12 => Cell::from(0_u64),
        13 => Cell::from(numbers.below(1_000_000)),
        14 => Cell::parse(numbers.pick(&["-", "—", "/", "——"])),
        15 => Cell::parse(numbers.pick(&["22（其中修订16件）", "55（含自然失效29件）", "1,295", "+1036", "251000元"])),
        16 => Cell::parse(numbers.pick(&["不适用", "无", "见附件", "10-12", "=1+1", "约20"])),
        17 if kind == CellKind::AmountTenThousandYuan => Cell::parse("24252.311082"),
        18 if kind == CellKind::SignedCount => Cell::parse("-18"),
        _ => Cell::from(numbers.below(100)),
    })
}
