//! Whether an organ is a people's government, by its name.

use super::{Level, Organ};

/// How the areas are called that have a people's government: 《宪法》第三十条.
const AREAS: &[&str] = &["省", "自治区", "市", "州", "县", "旗", "区", "乡", "镇", "苏木"];

/// Organs that belong to a government, and bodies that are sent out by one, without being one.
const OFFICES: &[&str] =
    &["街道", "办事处", "办公室", "办公厅", "政府办", "管理委员会", "管委会", "委员会", "行政公署", "行署"];

/// What stands before 区 in areas that somebody manages, guards or serves, but that have no people's government.
const MANAGED: &[&str] = &[
    "开发",
    "高新",
    "经开",
    "管理",
    "保护",
    "名胜",
    "风景",
    "景",
    "度假",
    "旅游",
    "保税",
    "园",
    "工业",
    "产业",
    "集聚",
    "灌",
    "海关关",
    "示范",
    "试验",
    "实验",
    "合作",
    "自贸",
    "贸易",
    "加工",
    "物流",
    "功能",
    "经济",
    "生态",
    "垦",
    "牧",
    "库",
    "片",
    "社",
    "小",
    "校",
    "院",
    "军",
    "军分",
    "战",
    "监",
    "服务",
    "辖",
    "核心",
    "先导",
    "先行",
    "改革",
    "创新",
    "科技",
    "商务",
    "农业",
    "养殖",
    "渔",
    "蓄滞洪",
    "集中",
    "孵化",
    "基地",
    "空港",
    "临港",
    "高铁",
    "中心",
    "水源",
    "涵养",
    "文化",
    "体验",
    "综保",
    "技术",
    "牧场",
    "移民",
    "直管",
    "托管",
    "代管",
    "监管",
    "口岸",
    "互市",
    "边贸",
    "禁捕",
    "禁养",
    "留白",
    "防护",
    "缓冲",
    "滩",
    "休闲",
    "康养",
    "会展",
    "金融",
    "总部",
    "科教",
    "大学",
    "软件",
    "化工",
    "仓储",
    "冷链",
];

/// What stands before 区 in such areas and in districts alike: 港口的港区 and 海港区, 海关的关区 and 城关区.
const EITHER: &[&str] = &["关", "新", "林", "矿", "港", "特", "街", "水", "海", "地"];

/// Words that end like an area's name: 超市, 小镇, 水乡.
const NO_AREA: &[&str] =
    &["超市", "门市", "都市", "集市", "夜市", "菜市", "股市", "小镇", "水乡", "老乡", "同乡", "红旗", "国旗"];

/// How the names of departments and institutions end.
const DEPARTMENTS: &[char] = &[
    '局', '委', '厅', '部', '处', '队', '所', '院', '站', '署', '社', '会', '司', '心', '校', '馆', '行', '厂', '团',
    '关', '台',
];

/// How many characters the name of a district has at most, 区 included: 鄂温克族自治旗 is a 旗, 达斡尔族区 the longest.
const LONGEST_DISTRICT: usize = 6;

impl Organ {
    /// Whether the organ is a people's government (人民政府), as far as its name and level tell; nothing where they do not.
    ///
    /// ```
    /// use gongkai_core::Organ;
    /// assert_eq!(Organ::new("某县人民政府").is_peoples_government(), Some(true));
    /// assert_eq!(Organ::new("某苏木").is_peoples_government(), Some(true));
    /// assert_eq!(Organ::new("某市高新区").is_peoples_government(), Some(false));
    /// assert_eq!(Organ::new("某某港区").is_peoples_government(), None);
    /// ```
    #[must_use]
    pub fn is_peoples_government(&self) -> Option<bool> {
        let name = self.name.trim();
        if name.ends_with("人民政府") || name.ends_with("政府") {
            return Some(true);
        }
        if OFFICES.iter().any(|word| name.contains(word)) {
            return Some(false);
        }
        let department = match self.level {
            Some(
                Level::Ministry | Level::CountyDepartment | Level::PrefectureDepartment | Level::ProvincialDepartment,
            ) => true,
            _ => name.ends_with(DEPARTMENTS),
        };
        if department {
            return Some(false);
        }
        let area = AREAS.iter().find_map(|area| name.strip_suffix(area).map(|before| (*area, before)));
        let by_name = match area {
            _ if NO_AREA.iter().any(|word| name.ends_with(word)) => Some(false),
            Some(("区", before)) => is_district(before),
            Some((_, before)) => (!before.is_empty()).then_some(true),
            None => None,
        };
        match by_name {
            // A level that says who reports stands where the name leaves it open, not against the name.
            None => self.level.is_some_and(Level::is_government).then_some(true),
            known => known,
        }
    }
}

/// Whether an area called 区 is a district with a people's government: it stands behind its city's name or is short, and
/// is not called by what is done there.
fn is_district(before: &str) -> Option<bool> {
    if before.ends_with("自治") {
        return Some(true);
    }
    if MANAGED.iter().any(|word| before.ends_with(word)) {
        return Some(false);
    }
    if EITHER.iter().any(|word| before.ends_with(word)) {
        return None;
    }
    let own = before.rsplit(['省', '市', '州', '盟']).next().unwrap_or(before);
    let length = own.chars().count() + 1;
    (2..=LONGEST_DISTRICT).contains(&length).then_some(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas_that_somebody_manages_are_no_governments() {
        for name in [
            "某地海关关区",
            "某某管理区",
            "某市高新区",
            "某某国家级自然保护区",
            "某某风景名胜区",
            "某市综合保税区",
            "某县工业园区",
            "某某灌区",
            "某市经济技术开发区",
            "某省旅游度假区",
            "某某示范区",
            "某市自由贸易试验区",
            "某某物流园区",
            "某某社区",
            "某某军分区",
            "某某超市",
            "某某街道",
            "某地区行政公署",
            "某县人民政府办公室",
            "某市某区卫生健康委员会",
            "某市综保区",
            "某某生态移民区",
            "某省直管区",
            "某某口岸区",
            "某某海洋牧场区",
            "某某长江禁捕区",
            "某某经济技术区",
            "某市空港区",
            "某某水库库区",
        ] {
            assert_eq!(Organ::new(name).is_peoples_government(), Some(false), "{name}");
        }
    }

    #[test]
    fn governments_are_known_by_their_areas() {
        for name in [
            "某省",
            "某某自治区",
            "某市",
            "某某自治州",
            "某县",
            "某某旗",
            "某市某某区",
            "洪泽区",
            "某乡",
            "某某民族乡",
            "某镇",
            "某某苏木",
            "某区人民政府",
            "某县某镇政府",
        ] {
            assert_eq!(Organ::new(name).is_peoples_government(), Some(true), "{name}");
        }
    }

    #[test]
    fn what_may_be_either_is_not_told() {
        for name in ["某市海港区", "某市某某新区", "某市城关区", "某某矿区", "", "某某联盟"] {
            assert_eq!(Organ::new(name).is_peoples_government(), None, "{name}");
        }
        let told = Organ::new("某市海港区").with_level(Level::County);
        assert_eq!(told.is_peoples_government(), Some(true));
    }
}
