//! Who reports, for which year, and when it was published.

use gongkai_core::Within;
use gongkai_core::characters::{half_width, is_blank, is_ideograph};
use gongkai_core::numerals::plain_digit;
use std::collections::BTreeMap;

use super::traditional::simplified_text;

use gongkai_core::{Level, Organ, Year};

/// The year in a title or line: `2023年`, `2023年度`, `二〇二三年`.
pub(super) fn year_in(text: &str) -> Option<Year> {
    years_in(text).into_iter().next()
}

/// Every year that a text names, in its order.
pub(super) fn years_in(text: &str) -> Vec<Year> {
    if !text.contains('年') {
        return Vec::new();
    }
    let digits: Vec<char> = text.chars().filter(|c| !is_blank(*c)).map(digit).collect();
    let mut years = Vec::new();
    for (at, window) in digits.windows(5).enumerate() {
        let before = at.checked_sub(1).and_then(|i| digits.get(i));
        if let [a, b, c, d, '年'] = window
            && [a, b, c, d].iter().all(|c| c.is_ascii_digit())
            && !before.is_some_and(char::is_ascii_digit)
            && let Ok(year) = [a, b, c, d].into_iter().collect::<String>().parse()
        {
            years.push(year);
        }
    }
    years
}

/// The year that most of the text speaks of; nothing when two are named equally often.
pub(super) fn year_by_majority<'t>(texts: impl Iterator<Item = &'t str>) -> Option<Year> {
    let mut counts: BTreeMap<Year, usize> = BTreeMap::new();
    for text in texts {
        for year in years_in(text) {
            *counts.entry(year).or_default() += 1;
        }
    }
    let most = counts.values().copied().max()?;
    let mut leading = counts.iter().filter(|(_, count)| **count == most).map(|(year, _)| *year);
    match (leading.next(), leading.next()) {
        (Some(year), None) => Some(year),
        _ => None,
    }
}

fn digit(c: char) -> char {
    match plain_digit(c) {
        Some(digit) => char::from(b'0' + digit),
        None if is_ideograph(c) => c,
        None if c.is_numeric() => half_width(c),
        None => c,
    }
}

/// Whether a name that stands without a title is an organ's: the author of a file is more often whoever typed it.
pub(super) fn is_organ(name: &str) -> bool {
    /// How the names of organs end: 人民政府, 局, 委员会, 办公室, 街道, 中心, 大学 …
    const ENDS: &str = "府局委会厅部院所室处办心镇乡道区县市省州盟旗校学站队馆司署团社";
    let name = name.trim();
    name.chars().count() >= 4 && name.chars().next_back().is_some_and(|last| ENDS.contains(last))
}

/// The organ that a title names; empty when it names none.
pub(super) fn organ_in(title: &str) -> String {
    let squeezed: String = title.chars().filter(|c| !is_blank(*c)).collect();
    let title = squeezed.strip_prefix("关于").unwrap_or(&squeezed);
    let simple = simplified_text(title);
    let name = match simple.find("政府信息公开").or_else(|| simple.find("信息公开")).or_else(|| simple.find("政务公开"))
    {
        Some(end) => title.within(..end),
        None => return String::new(),
    };
    // Who writes stands before 关于, and what about behind it: “某市人民政府关于2023年……的报告”.
    let subject = name.find("关于").or_else(|| name.find("關於"));
    let name = subject.and_then(|at| name.get(..at)).filter(|writer| !writer.is_empty()).unwrap_or(name);
    // The year stands before the organ or after it.
    let folded: Vec<char> = name.chars().map(digit).collect();
    let at = folded
        .windows(5)
        .position(|window| matches!(window, [a, b, c, d, '年'] if [a, b, c, d].iter().all(|c| c.is_ascii_digit())));
    let name: String = match at {
        Some(at) => {
            let before: String = name.chars().take(at).collect();
            let after: String = name.chars().skip(at + 5).collect();
            let after = after.trim_start_matches('度');
            if before.is_empty() { after.to_owned() } else { before }
        }
        None => name.to_owned(),
    };
    let name = without_label(&name)
        .trim_matches(|c: char| matches!(c, '《' | '》' | '“' | '”' | ':' | '：' | '-' | '—' | '的' | '（' | '）'));
    name.strip_suffix("工作").unwrap_or(name).to_owned()
}

/// A name without what a page prints before the title: `标题：`, `（图解）`, `Page 8 -`.
fn without_label(name: &str) -> &str {
    let behind = |at: usize, mark: char| name.get(at + mark.len_utf8()..).filter(|rest| !rest.is_empty());
    if let Some(rest) = name.rfind(['：', ':']).and_then(|at| behind(at, name.get(at..)?.chars().next()?)) {
        return rest;
    }
    if name.starts_with(['（', '(', '【', '['])
        && let Some((at, mark)) = name.char_indices().find(|(_, c)| matches!(c, '）' | ')' | '】' | ']'))
        && let Some(rest) = behind(at, mark)
    {
        return rest;
    }
    match name.split_once('-') {
        Some((page, rest)) if !rest.is_empty() && page.chars().all(|c| c.is_ascii_alphanumeric()) => rest,
        _ => name,
    }
}

/// The organ whose report a sentence makes known: `现公布某县某局2023年政府信息公开工作年度报告。` Where a page has its title
/// elsewhere, nothing else names the organ. What a report goes by, `某办关于编制2023年……的通知`, is not made known.
pub(super) fn organ_announced(text: &str) -> Option<String> {
    let text: String = text.chars().filter(|c| !is_blank(*c)).collect();
    let parts = text.match_indices("政府信息公开");
    let mut parts = parts.map(|(at, found)| (text.within(..at), text.within(at + found.len()..)));
    parts.find_map(|(before, behind)| made_known(before, behind))
}

/// The organ between the word for making known and the year, where what stands around 政府信息公开 is a title's.
fn made_known(before: &str, behind: &str) -> Option<String> {
    const WORDS: &[&str] = &["公布", "发布", "公开", "编制", "形成", "制作"];
    let behind = behind.strip_prefix("工作").unwrap_or(behind).strip_prefix("年度报告")?;
    if !behind.is_empty() && !behind.starts_with(['。', '，', ',', '》', '；', '”', '（', '(', '如']) {
        return None;
    }
    let before = before.strip_suffix("年度").or_else(|| before.strip_suffix('年'))?;
    let year = before.char_indices().rev().nth(3)?.0;
    let (before, year) = before.split_at_checked(year)?;
    if !year.chars().all(|c| digit(c).is_ascii_digit()) {
        return None;
    }
    let verb = WORDS.iter().filter_map(|verb| Some(before.rfind(verb)? + verb.len())).max()?;
    let name = before.get(verb..)?.trim_start_matches(['了', '《', '“', '：', ':']);
    let one = !name.contains(|c: char| !is_ideograph(c) && !c.is_ascii_alphanumeric());
    (one && is_organ(name) && !name.starts_with(['本', '我', '该'])).then(|| name.to_owned())
}

/// The organ with its level, where its name says it beyond doubt.
pub(super) fn organ(name: &str) -> Organ {
    match level(name) {
        Some(level) => Organ::new(name).with_level(level),
        None => Organ::new(name),
    }
}

fn level(name: &str) -> Option<Level> {
    let ends = |ends: &[&str]| ends.iter().any(|end| name.ends_with(end));
    let department = ends(&["局", "委员会", "办公室", "委", "厅", "中心", "大队", "支队"]);
    if ends(&["街道办事处", "街道办", "街道", "镇人民政府", "乡人民政府", "镇政府", "乡政府"])
        || (ends(&["镇", "乡"]) && name.chars().count() > 2 && !name.ends_with("景德镇"))
    {
        return Some(Level::Township);
    }
    if ends(&["县人民政府", "县政府", "自治旗人民政府"]) {
        return Some(Level::County);
    }
    if ends(&["省人民政府", "自治区人民政府"]) {
        return Some(Level::Province);
    }
    if ends(&["自治州人民政府"]) {
        return Some(Level::Prefecture);
    }
    let township = name.contains('镇') || name.contains('乡') || name.contains("街道");
    if department && name.contains('县') && !township && !name.ends_with("政府办公室") {
        return Some(Level::CountyDepartment);
    }
    let first = name.find('省').map(|at| at + '省'.len_utf8());
    let rest = first.and_then(|at| name.get(at..));
    let provincial = rest.is_some_and(|rest| !rest.contains(['市', '县', '区', '镇', '乡', '州']));
    if name.ends_with('厅') && provincial { Some(Level::ProvincialDepartment) } else { None }
}

/// The title of a page without the name of the site behind it: `某局2023年政府信息公开年度报告-某县人民政府`.
pub(super) fn without_site(title: &str) -> Option<String> {
    let is_report = |part: &str| {
        let part = simplified_text(part);
        part.contains("公开") && (part.contains("报告") || part.contains("年报"))
    };
    title.split(['-', '_', '|', '—', '–', '>', '»']).map(str::trim).find(|part| is_report(part)).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn organs_and_years_of_titles() {
        for (title, organ, year) in [
            ("山枣镇2023年政府信息公开工作年度报告", "山枣镇", Some(2023)),
            ("山枣\u{200b}镇20\u{ad}23年政府信\u{200b}息公开工作年度报告", "山枣镇", Some(2023)),
            ("洪泽区人民政府2023 年政府信息公开工作年度报告", "洪泽区人民政府", Some(2023)),
            ("2023年某县某局政府信息公开工作年度报告", "某县某局", Some(2023)),
            ("某县人民政府二〇二三年度政府信息公开工作年度报告", "某县人民政府", Some(2023)),
            ("关于某局2022年度信息公开年度报告", "某局", Some(2022)),
            ("测试市人民政府关于2023年政府信息公开工作年度报告", "测试市人民政府", Some(2023)),
            ("测试市人民政府关于公布测试市2023年政府信息公开工作年度报告的通知", "测试市人民政府", Some(2023)),
            ("测试市人民政府关于测试市2023年政府信息公开工作情况的报告", "测试市人民政府", Some(2023)),
            ("标  题：某市某局2023年政府信息公开工作年度报告", "某市某局", Some(2023)),
            ("（图解）某市某局2023年政府信息公开工作年度报告", "某市某局", Some(2023)),
            ("Page 8 - 某市某局2023年政府信息公开工作年度报告", "某市某局", Some(2023)),
            ("2023年政府信息公开工作年度报告", "", Some(2023)),
            ("政府信息公开年报", "", None),
        ] {
            assert_eq!(organ_in(title), organ, "{title}");
            assert_eq!(year_in(title).map(Year::get), year, "{title}");
        }
    }

    #[test]
    fn a_sentence_makes_known_whose_report_it_is() {
        for text in [
            "根据有关规定，现公布临江县某某局2023年政府信息公开工作年度报告。本报告由六个部分组成。",
            "现将有关情况形成《临江县某某局2023年度政府信息公开工作年度报告》，请予监督。",
            "根据《关于做好2023年政府信息公开工作年度报告编制工作的通知》，现公布临江县某某局2023年政府信息公开工作年度报告。",
            "特向社会公布临江县某某局 2023 年政府信息公开年度报告。",
        ] {
            assert_eq!(organ_announced(text).as_deref(), Some("临江县某某局"), "{text}");
        }
        for text in [
            "根据《临江县人民政府办公室关于编制公布2023年政府信息公开工作年度报告有关事项的通知》，编制本报告。",
            "根据《临江县人民政府办公室2023年政府信息公开工作年度报告》编制本报告。",
            "现向社会公布2023年度本机关政府信息公开工作年度报告。",
            "现公布我局2023年政府信息公开工作年度报告。",
            "本报告由临江县某某局编制，统计期限为2023年1月1日至12月31日。",
            "现公布王小明、李小红2023年政府信息公开工作年度报告。",
        ] {
            assert_eq!(organ_announced(text), None, "{text}");
        }
    }

    #[test]
    fn levels_only_where_they_are_plain() {
        for (name, level) in [
            ("湘乡市山枣镇人民政府", Some(Level::Township)),
            ("某区某街道办事处", Some(Level::Township)),
            ("某县人民政府", Some(Level::County)),
            ("沭阳县发展和改革局", Some(Level::CountyDepartment)),
            ("某省教育厅", Some(Level::ProvincialDepartment)),
            ("某市人民政府", None),
            ("洪泽区人民政府", None),
            ("某市某局", None),
            ("", None),
        ] {
            assert_eq!(organ(name).level, level, "{name}");
        }
    }

    #[test]
    fn site_names_come_off() {
        let title = without_site("某局2023年政府信息公开年度报告-某县发改局");
        assert_eq!(title.as_deref(), Some("某局2023年政府信息公开年度报告"));
        assert_eq!(without_site("首页"), None);
    }

    #[test]
    fn whoever_typed_a_file_is_no_organ() {
        for organ in ["青山镇人民政府", "某县某局", "某市发展和改革委员会", "某县政务公开办公室"]
        {
            assert!(is_organ(organ), "{organ}");
        }
        for person in ["王小明", "欧阳小明", "admin", "微软用户", "User", ""] {
            assert!(!is_organ(person), "{person}");
        }
    }
}
