//! The roll of those expected: who answers to which name of a list, in full, in short or by another name.

use std::collections::{BTreeMap, BTreeSet};

use crate::Organ;
use crate::check::Child;

/// Whether two names may be those of one body, in full or in short: 洪泽区 and 淮安市洪泽区人民政府.
pub fn may_be_one(one: &str, other: &str) -> bool {
    let short = |name: &str| {
        let name = plain(name);
        let area = name
            .strip_suffix("人民政府办公室")
            .or_else(|| name.strip_suffix("人民政府"))
            .or_else(|| name.strip_suffix("政府"));
        area.map_or(name.clone(), str::to_owned)
    };
    let (one, other) = (short(one), short(other));
    is_loosely(&one, &other) || abbreviates(&one, &other) || abbreviates(&other, &one)
}

/// Whether two names are those of one body: as [`may_be_one`] has it, or because one of these lines gives both
/// (`某县乡村振兴局=某县扶贫开发办公室`).
#[must_use]
pub fn are_one(one: &str, other: &str, names: &[String]) -> bool {
    let given = |line: &String| {
        let listed = alternatives(line);
        [one, other].iter().all(|name| listed.iter().any(|listed| may_be_one(listed, name)))
    };
    may_be_one(one, other) || names.iter().any(given)
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
fn abbreviates(short: &str, long: &str) -> bool {
    // What the last word of a name becomes when it is shortened.
    const LAST: [(&str, &str); 3] = [("委", "委员会"), ("办", "办公室"), ("办", "办公厅")];
    let same_kind = short.chars().next_back() == long.chars().next_back()
        || LAST.iter().any(|(short_end, long_end)| short.ends_with(short_end) && long.ends_with(long_end));
    let mut rest = long.chars();
    short.chars().count() > 2 && same_kind && short.chars().all(|c| rest.any(|other| other == c))
}

/// Who answers to which name of the list.
pub struct Roll {
    entries: Vec<Entry>,
    own: Option<usize>,
}

/// One name of the list and whoever answers to it.
struct Entry {
    /// The name as it is listed, without its alternatives.
    printed: String,
    members: BTreeSet<usize>,
    /// Whether the member's name is longer or shorter than the listed one.
    loosely: bool,
}

impl Roll {
    /// Calls every name of the list.
    pub fn call(expected: &[String], own: Option<usize>, members: &[Child]) -> Self {
        let names: Vec<Vec<String>> = expected.iter().map(|line| alternatives(line)).collect();
        let exactly = |names: &[String], member: &Child| {
            names.iter().any(|name| *name == plain(organ_of(member)) || *name == plain(&member.name))
        };
        let mut entries: Vec<Entry> = Vec::new();
        for (line, names) in expected.iter().zip(&names) {
            let answering = members.iter().enumerate().filter(|(_, member)| exactly(names, member));
            let printed = line.split(is_between).next().unwrap_or(line).trim().to_owned();
            entries.push(Entry { printed, members: answering.map(|(index, _)| index).collect(), loosely: false });
        }
        // A longer or shorter name answers only where nobody else could be meant, on either side.
        let taken: BTreeSet<usize> =
            entries.iter().flat_map(|entry| entry.members.iter().copied()).chain(own).collect();
        let mut free = Vec::new();
        for (index, member) in members.iter().enumerate().filter(|(index, _)| !taken.contains(index)) {
            let (organ, name) = (plain(organ_of(member)), plain(&member.name));
            let fits: Vec<usize> = (0..entries.len())
                .filter(|&at| entries.get(at).is_some_and(|entry| entry.members.is_empty()))
                .filter(|&at| {
                    let names = names.get(at).map_or(&[][..], Vec::as_slice);
                    names.iter().any(|listed| is_loosely(listed, &organ) || is_loosely(listed, &name))
                })
                .collect();
            if let [only] = fits.as_slice() {
                free.push((*only, index));
            }
        }
        for &(at, member) in &free {
            let rivals = free.iter().filter(|(other, _)| *other == at).count();
            if let (1, Some(entry)) = (rivals, entries.get_mut(at)) {
                entry.members.insert(member);
                entry.loosely = true;
            }
        }
        Self { entries, own }
    }

    /// The name on the list that a member answers to.
    pub fn listed(&self, member: usize) -> Option<&str> {
        self.entries.iter().find(|entry| entry.members.contains(&member)).map(|entry| entry.printed.as_str())
    }

    /// Whether a member is on the list, is the office's own, or no list is kept.
    pub fn expects(&self, member: usize) -> bool {
        self.entries.is_empty() || self.own == Some(member) || self.listed(member).is_some()
    }

    /// The names to which nobody answers.
    pub fn missing(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().filter(|entry| entry.members.is_empty()).map(|entry| entry.printed.as_str())
    }

    /// The names that were taken for longer or shorter ones, each with the member who answers to it.
    pub fn loosely(&self) -> impl Iterator<Item = (&str, usize)> {
        let loose = self.entries.iter().filter(|entry| entry.loosely);
        loose.flat_map(|entry| entry.members.iter().map(|&member| (entry.printed.as_str(), member)))
    }

    /// The members by the organ that they are of, in the order of its first.
    pub fn by_organ(&self, members: &[Child]) -> Vec<Vec<usize>> {
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        let mut organs: Vec<Vec<usize>> = Vec::new();
        for (index, member) in members.iter().enumerate() {
            let organ = self.listed(index).map_or_else(|| plain(organ_of(member)), plain);
            let place = *places.entry(organ).or_insert(organs.len());
            match organs.get_mut(place) {
                Some(same) => same.push(index),
                None => organs.push(vec![index]),
            }
        }
        organs
    }
}

/// The organ that a report is of, or the name that it is known by.
pub fn organ_of(member: &Child) -> &str {
    if member.report.organ.name.is_empty() { &member.name } else { &member.report.organ.name }
}

/// A name without white space.
pub fn plain(name: &str) -> String {
    name.chars().filter(|c| !c.is_whitespace()).collect()
}

/// What parts the names of one organ on a line of the list.
fn is_between(c: char) -> bool {
    matches!(c, '=' | '＝' | '\t' | ',' | '，')
}

fn alternatives(line: &str) -> Vec<String> {
    line.split(is_between).map(plain).filter(|name| !name.is_empty()).collect()
}

/// Whether one name is the other with a place before it or what governments are called behind it: `青山镇` and
/// `某县青山镇人民政府`.
fn is_loosely(one: &str, other: &str) -> bool {
    let bare = |name: &str| -> String {
        let behind = ["人民政府", "办事处"].into_iter().find_map(|word| name.strip_suffix(word));
        behind.unwrap_or(name).to_owned()
    };
    let (one, other) = (bare(one), bare(other));
    let (short, long) = if one.len() <= other.len() { (&one, &other) } else { (&other, &one) };
    match long.strip_suffix(short.as_str()) {
        Some(before) if short.chars().count() > 1 => {
            before.is_empty() || before.ends_with(['省', '市', '县', '区', '州', '盟', '旗', '乡', '镇'])
        }
        _ => false,
    }
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
    fn other_names_are_told_and_another_county_is_seen() {
        let names = ["某县乡村振兴局=某县扶贫开发办公室".to_owned()];
        assert!(are_one("某县扶贫开发办公室", "某县乡村振兴局", &names));
        assert!(!are_one("某县扶贫开发办公室", "某县教育局", &names));
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
