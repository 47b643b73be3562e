//! When two names are those of one body: in full, in short, with a place before them.

use crate::Organ;
use crate::Within;

/// A name without white space.
pub fn plain(name: &str) -> String {
    name.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Whether two names may be those of one body, in full or in short: 洪泽区 and 淮安市洪泽区人民政府.
pub fn may_be_one(one: &str, other: &str) -> bool {
    plain_may_be_one(&plain(one), &plain(other))
}

/// The same of names without white space.
pub(super) fn plain_may_be_one(one: &str, other: &str) -> bool {
    let short = |name| {
        let ends = ["人民政府办公室", "人民政府", "政府"];
        ends.into_iter().find_map(|end| str::strip_suffix(name, end)).unwrap_or(name)
    };
    let (one, other) = (short(one), short(other));
    is_loosely(one, other) || abbreviates(one, other) || abbreviates(other, one)
}

/// Whether one name is the other with a place before it or what governments are called behind it: `青山镇` and
/// `某县青山镇人民政府`.
pub(super) fn is_loosely(one: &str, other: &str) -> bool {
    let (one, other) = (without_kind(one), without_kind(other));
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    match long.strip_suffix(short) {
        Some(before) if short.chars().count() > 1 => {
            before.is_empty() || before.ends_with(['省', '市', '县', '区', '州', '盟', '旗', '乡', '镇'])
        }
        _ => false,
    }
}

/// A name without what governments are called behind it.
pub(super) fn without_kind(name: &str) -> &str {
    ["人民政府", "办事处"].into_iter().find_map(|word| name.strip_suffix(word)).unwrap_or(name)
}

/// Whether a body lies in another county (县、旗、区) than the county whose government has this name, as far as both names
/// tell: 乙县青山镇人民政府 and 甲县人民政府. Of a body that names no county nothing is known.
#[must_use]
pub fn lies_elsewhere(body: &str, government: &str) -> bool {
    let name = plain(government);
    let area = ["人民政府办公室", "人民政府", "政府"].into_iter().find_map(|word| name.strip_suffix(word));
    let Some(own) = area.and_then(|area| places(area).pop()).filter(|place| is_county(place)) else { return false };
    let body = plain(body);
    !body.contains(&own) && places(&body).iter().any(|place| is_county(place))
}

/// Whether a body's name says that it lies in the county whose government has this name: 甲县青山镇人民政府 in 甲县.
#[must_use]
pub fn lies_within(body: &str, government: &str) -> bool {
    let name = plain(government);
    let area = ["人民政府办公室", "人民政府", "政府"].into_iter().find_map(|word| name.strip_suffix(word));
    let own = area.and_then(|area| places(area).pop());
    own.is_some_and(|own| own.chars().count() > 1 && plain(body).contains(&own))
}

/// The shorter names that a body goes by in the names of files: without what governments are called behind it, and without
/// the places before it.
pub(super) fn bare(name: &str) -> Vec<String> {
    /// What ends in 区 and is no district.
    const NO_PLACE: [&str; 10] = ["社区", "城区", "园区", "景区", "林区", "矿区", "牧区", "库区", "小区", "地区"];
    let name = plain(name);
    let behind = ["人民政府", "办事处", "政府"].into_iter().find_map(|word| name.strip_suffix(word));
    let mut rest = behind.unwrap_or(&name);
    let mut forms = vec![rest.to_owned()];
    for (index, place) in places(rest).iter().enumerate() {
        let county = place.ends_with(['县', '旗', '区']) && !NO_PLACE.iter().any(|word| place.ends_with(word));
        let Some(after) = rest.strip_prefix(place.as_str()).filter(|_| index == 0 || county) else { break };
        if after.chars().count() < 2 {
            break;
        }
        rest = after;
        forms.push(rest.to_owned());
    }
    forms
}

/// Whether a name stands in the name of a file as a name of its own: not as the end of a longer one (大青山镇), nor, where it
/// is a place, as the beginning of one (某县统计局).
pub(super) fn stands_in(name: &str, file: &str) -> bool {
    /// What may stand before a name without being of it.
    const BEFORE: &str = "省市县区州盟旗年度的于份报：";
    /// What may follow the name of a place without making it another's.
    const AFTER: [&str; 9] = ["人民政府", "政府", "政务", "信息", "年", "公开", "工作", "报", "办事处"];
    let of_name = |c: char| c.is_alphabetic() && !c.is_ascii();
    let is_place = name.ends_with(['省', '市', '州', '盟', '县', '旗', '区']);
    file.match_indices(name).any(|(at, _)| {
        let before = file.within(..at).chars().next_back();
        let after = file.within(at + name.len()..);
        let begins = before.is_none_or(|c| !of_name(c) || BEFORE.contains(c));
        let ends = !is_place
            || after.chars().next().is_none_or(|c| !of_name(c))
            || AFTER.iter().any(|word| after.starts_with(word));
        begins && ends
    })
}

/// The places that a name begins with or goes through: 某市, 某县 of 某市某县教育局.
fn places(name: &str) -> Vec<String> {
    name.split_inclusive(['省', '市', '州', '盟', '县', '旗', '区'])
        .filter(|place| place.ends_with(['省', '市', '州', '盟', '县', '旗', '区']))
        .map(str::to_owned)
        .collect()
}

/// Whether a place is surely a county or a district of a city; areas of other kinds (开发区, 风景区) are none.
fn is_county(place: &str) -> bool {
    place.ends_with(['县', '旗', '区'])
        && !place.ends_with("自治区")
        && Organ::new(place).is_peoples_government() == Some(true)
}

/// Whether a name is another with characters left out: 发改委 for 某县发展和改革委员会.
pub(super) fn abbreviates(short: &str, long: &str) -> bool {
    // What the last word of a name becomes when it is shortened.
    const LAST: [(&str, &str); 3] = [("委", "委员会"), ("办", "办公室"), ("办", "办公厅")];
    let same_kind = short.chars().next_back() == long.chars().next_back()
        || LAST.iter().any(|(short_end, long_end)| short.ends_with(short_end) && long.ends_with(long_end));
    let mut rest = long.chars();
    short.chars().count() > 2 && same_kind && short.chars().all(|c| rest.any(|other| other == c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_is_known_in_full_and_in_short() {
        for (one, other) in [
            ("洪泽区", "淮安市洪泽区人民政府"),
            ("某县教育局", "某市某县教育局"),
            ("某县", "某县人民政府办公室"),
            ("发改委", "某县发展和改革委员会"),
        ] {
            assert!(may_be_one(one, other) && may_be_one(other, one), "{one} {other}");
        }
        for (one, other) in [
            ("某县教育局", "某县民政局"),
            ("青山镇人民政府", "绿水镇人民政府"),
            ("某县人民政府", "某市人民政府"),
            ("某县人民政府", "某县教育局"),
        ] {
            assert!(!may_be_one(one, other) && !may_be_one(other, one), "{one} {other}");
        }
    }

    #[test]
    fn another_county_is_seen() {
        for (body, government) in [
            ("乙县青山镇人民政府", "甲县人民政府"),
            ("某市乙县教育局", "某市甲县人民政府"),
            ("某市清江浦区教育局", "某市洪泽区人民政府"),
            ("某旗教育局", "甲县人民政府办公室"),
        ] {
            assert!(lies_elsewhere(body, government), "{body} {government}");
        }
        for (body, government) in [
            ("青山镇人民政府", "甲县人民政府"),
            ("某市甲县青山镇人民政府", "甲县人民政府"),
            ("甲县教育局", "某市甲县人民政府"),
            ("甲县", "甲县人民政府"),
            ("某市教育局", "甲县人民政府"),
            ("某经济开发区管理委员会", "甲县人民政府"),
            ("乙县人民政府", "某市人民政府"),
            ("乙县教育局", "甲县教育局"),
        ] {
            assert!(!lies_elsewhere(body, government), "{body} {government}");
        }
    }

    #[test]
    fn a_place_before_and_a_government_behind_make_no_other_organ() {
        for (one, other) in [
            ("青山镇", "青山镇人民政府"),
            ("青山镇", "某县青山镇人民政府"),
            ("某县青山镇人民政府", "青山镇"),
            ("发展和改革局", "某县发展和改革局"),
            ("城东街道", "某市某区城东街道办事处"),
        ] {
            assert!(is_loosely(one, other), "{one} {other}");
        }
        for (one, other) in
            [("城关镇", "新城关镇人民政府"), ("局", "某县局"), ("教育局", "某县体育局"), ("人民政府", "某县人民政府")]
        {
            assert!(!is_loosely(one, other), "{one} {other}");
        }
    }
}
