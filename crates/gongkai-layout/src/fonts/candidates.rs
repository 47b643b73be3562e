//! Which families can play each role, best first.

use gongkai_core::style::FontRole;

/// A family that can play a role.
pub(super) struct Candidate {
    /// The family's or the face's name, English or Chinese.
    pub(super) name: &'static str,
    /// The weight to ask for.
    pub(super) weight: u16,
    /// Whether it is the face that offices mean, under one of its names, so that using it is no substitution.
    pub(super) meant: bool,
}

const fn meant(name: &'static str) -> Candidate {
    Candidate { name, weight: 400, meant: true }
}

const fn instead(name: &'static str, weight: u16) -> Candidate {
    Candidate { name, weight, meant: false }
}

/// The families that can play a role, best first.
pub(super) fn candidates(role: FontRole) -> &'static [Candidate] {
    match role {
        FontRole::Title => TITLE,
        FontRole::Heading => HEADING,
        FontRole::Subheading => SUBHEADING,
        FontRole::Body => BODY,
        FontRole::Latin => LATIN,
        // Roles added later are set in 宋体 until they have candidates of their own.
        _ => SONG,
    }
}

static TITLE: &[Candidate] = &[
    meant("方正小标宋简体"),
    meant("FZXiaoBiaoSong-B05S"),
    meant("方正小标宋_GBK"),
    meant("FZXiaoBiaoSong-B05"),
    instead("华文中宋", 400),
    instead("STZhongsong", 400),
    instead("Noto Serif CJK SC", 700),
    instead("Source Han Serif SC", 700),
    instead("思源宋体", 700),
    instead("Noto Serif SC", 700),
    instead("FandolSong", 700),
    instead("Songti SC", 700),
    instead("SimSun", 700),
    instead("宋体", 700),
];

static HEADING: &[Candidate] = &[
    meant("黑体"),
    meant("SimHei"),
    meant("方正黑体_GBK"),
    meant("FZHei-B01"),
    instead("STHeiti", 400),
    instead("华文黑体", 400),
    instead("Noto Sans CJK SC", 500),
    instead("Source Han Sans SC", 500),
    instead("思源黑体", 500),
    instead("Noto Sans SC", 500),
    instead("FandolHei", 400),
    instead("Heiti SC", 500),
    instead("PingFang SC", 500),
    instead("Microsoft YaHei", 400),
    instead("WenQuanYi Zen Hei", 400),
    instead("WenQuanYi Micro Hei", 400),
];

static SUBHEADING: &[Candidate] = &[
    meant("楷体_GB2312"),
    meant("KaiTi_GB2312"),
    meant("KaiTi"),
    meant("楷体"),
    meant("方正楷体_GBK"),
    meant("FZKai-Z03"),
    instead("STKaiti", 400),
    instead("华文楷体", 400),
    instead("Kaiti SC", 400),
    instead("LXGW WenKai GB", 400),
    instead("LXGW WenKai", 400),
    instead("霞鹜文楷", 400),
    instead("FandolKai", 400),
    instead("AR PL UKai CN", 400),
    instead("Noto Serif CJK SC", 400),
    instead("Source Han Serif SC", 400),
    instead("Noto Serif SC", 400),
];

static BODY: &[Candidate] = &[
    meant("仿宋_GB2312"),
    meant("FangSong_GB2312"),
    meant("FangSong"),
    meant("仿宋"),
    meant("方正仿宋_GBK"),
    meant("FZFangSong-Z02"),
    instead("STFangsong", 400),
    instead("华文仿宋", 400),
    instead("FandolFang R", 400),
    instead("FandolFang", 400),
    instead("Noto Serif CJK SC", 400),
    instead("Source Han Serif SC", 400),
    instead("思源宋体", 400),
    instead("Noto Serif SC", 400),
    instead("SimSun", 400),
    instead("宋体", 400),
    instead("Songti SC", 400),
];

static SONG: &[Candidate] = &[
    meant("宋体"),
    meant("SimSun"),
    meant("NSimSun"),
    meant("新宋体"),
    meant("方正书宋_GBK"),
    instead("STSong", 400),
    instead("华文宋体", 400),
    instead("Songti SC", 400),
    instead("Noto Serif CJK SC", 400),
    instead("Source Han Serif SC", 400),
    instead("思源宋体", 400),
    instead("Noto Serif SC", 400),
    instead("FandolSong", 400),
    instead("AR PL UMing CN", 400),
];

static LATIN: &[Candidate] = &[
    meant("Times New Roman"),
    instead("Liberation Serif", 400),
    instead("Tinos", 400),
    instead("Times", 400),
    instead("Nimbus Roman", 400),
    instead("TeX Gyre Termes", 400),
    instead("FreeSerif", 400),
    instead("Noto Serif", 400),
    instead("DejaVu Serif", 400),
];
