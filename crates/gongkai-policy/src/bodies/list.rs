//! A list of names: which of its rows are bodies, and in which columns what is said of them stands.

use gongkai_core::Within;
use gongkai_core::numerals::{is_ordinal, plain_digit};
use std::collections::{BTreeMap, BTreeSet};

use gongkai_core::bodies::{Bodies, Body, plain};
use gongkai_core::check::Text;
use gongkai_core::{Level, LevelError};

use super::cells::Row;
use super::{Listed, on_line};
use crate::PolicyError;

/// What a column of a list says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Name,
    Short,
    Former,
    Level,
    Under,
}

/// How the heads of a list's columns are called.
const HEADS: [(Column, &[&str]); 5] = [
    (
        Column::Name,
        &[
            "单位",
            "单位名称",
            "单位全称",
            "机关",
            "机关名称",
            "机构名称",
            "名称",
            "全称",
            "报送单位",
            "应报单位",
            "应报送单位",
            "填报单位",
            "公开主体",
            "部门",
            "部门名称",
            "主体名称",
            "行政机关",
            "行政机关名称",
        ],
    ),
    (Column::Short, &["简称", "单位简称", "别名", "其他名称", "规范简称", "又名"]),
    (Column::Former, &["曾用名", "原名", "原名称", "原单位名称", "更名前", "改名前", "旧名"]),
    (Column::Level, &["层级", "级别", "单位级别", "类别级别"]),
    (Column::Under, &["上级", "上级单位", "汇总单位", "汇总到", "归口单位", "报送到", "上级机关"]),
];

/// How many rows at the top may be titles before the heads.
const TITLE_ROWS: usize = 10;

/// The bodies of a list's rows.
pub(super) fn of_rows(rows: &[Row]) -> Result<Listed, PolicyError> {
    let listed = match heads(rows) {
        Some((at, columns)) => under_heads(rows.within(at + 1..), &columns)?,
        None => without_heads(rows),
    };
    if listed.bodies.is_empty() {
        return Err(on_line(1, "名单里没有一个单位", "the list names nobody"));
    }
    Ok(listed)
}

/// Which column of a list holds the names, where a row of heads says so.
pub(super) fn column_of_names(rows: &[Row]) -> Option<usize> {
    heads(rows)?.1.iter().position(|column| *column == Some(Column::Name))
}

/// The row of heads, and what its columns say.
fn heads(rows: &[Row]) -> Option<(usize, Vec<Option<Column>>)> {
    rows.iter().take(TITLE_ROWS).enumerate().find_map(|(at, row)| {
        let says = |cell: &String| {
            let head = plain(cell);
            HEADS.iter().find(|(_, words)| words.contains(&head.as_str())).map(|(column, _)| *column)
        };
        let columns: Vec<Option<Column>> = row.cells.iter().map(says).collect();
        // A kind of body (部门, 机关) may stand beside each name; in a head every other cell is one too.
        let is_head = |(cell, column): (&String, &Option<Column>)| {
            let head = plain(cell);
            head.is_empty() || column.is_some() || BESIDE.iter().any(|word| head.contains(word))
        };
        let all = row.cells.iter().zip(&columns).all(is_head);
        (all && columns.contains(&Some(Column::Name))).then_some((at, columns))
    })
}

/// What other columns of such lists are about.
const BESIDE: [&str; 17] = [
    "序号", "编号", "备注", "联系", "电话", "手机", "类别", "类型", "报送", "状态", "情况", "负责", "日期", "时间",
    "网址", "链接", "地址",
];

/// The bodies below a row of heads.
fn under_heads(rows: &[Row], columns: &[Option<Column>]) -> Result<Listed, PolicyError> {
    let mut all: Vec<Body> = Vec::new();
    let mut lines = Vec::new();
    let mut remarks = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for row in rows {
        let of = |column: Column| {
            let at = columns.iter().position(|one| *one == Some(column))?;
            row.cells.get(at).map(|cell| cell.trim()).filter(|cell| !cell.is_empty())
        };
        let Some(name) = of(Column::Name).map(|name| numbered(name).1).filter(|name| !is_number(name)) else {
            continue;
        };
        if is_no_body(name) {
            remarks.push(passed_over(row.line, name));
            continue;
        }
        if let Some(first) = known.get(&plain(name)) {
            remarks.push(twice(name, *first, row.line));
            continue;
        }
        known.insert(plain(name), row.line);
        let mut body = names(name);
        body.short.extend(of(Column::Short).into_iter().flat_map(several));
        body.former.extend(of(Column::Former).into_iter().flat_map(several));
        body.under = of(Column::Under).map(str::to_owned);
        if let Some(level) = of(Column::Level) {
            match level.parse::<Level>() {
                Ok(level) => body.level = Some(level),
                Err(error) => remarks.push(no_level(row.line, &error)),
            }
        }
        all.push(body);
        lines.push(row.line);
    }
    if all.iter().all(|body| body.under.is_none()) {
        return Ok(Listed { bodies: flat(all), remarks });
    }
    let bodies = Bodies::new(all).map_err(|error| {
        let Text { zh, en } = Text::of_printed(&error.to_string());
        on_line(lines.get(error.at()).copied().unwrap_or(1), &zh, &en)
    })?;
    Ok(Listed { bodies, remarks })
}

/// The bodies of a list without heads: the first cell of each row that is neither empty nor a number, with the others as
/// its other names.
fn without_heads(rows: &[Row]) -> Listed {
    let mut remarks = Vec::new();
    let attached = are_counted(rows);
    let mut all: Vec<Body> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for row in rows {
        let cells = row.cells.iter().map(|cell| match numbered(cell) {
            (Some(Number { attached: true, .. }), _) if !attached => cell.trim(),
            (_, rest) => rest,
        });
        let mut cells = cells.filter(|cell| !cell.is_empty() && !is_number(cell));
        let Some(first) = cells.next() else { continue };
        if is_no_body(first) {
            remarks.push(passed_over(row.line, first));
            continue;
        }
        let mut body = names(first);
        body.short.extend(cells.flat_map(|cell| names(cell).all()));
        if let Some(line) = known.get(&plain(&body.name)) {
            remarks.push(twice(&body.name, *line, row.line));
            continue;
        }
        known.insert(plain(&body.name), row.line);
        all.push(body);
    }
    Listed { bodies: flat(all), remarks }
}

/// Bodies of which none reports to another. What several rows say beside their names — a kind, a person — is no name.
fn flat(mut all: Vec<Body>) -> Bodies {
    let mut said: BTreeMap<String, usize> = BTreeMap::new();
    for body in &all {
        let own: BTreeSet<String> = body.short.iter().map(|name| plain(name)).collect();
        own.into_iter().for_each(|name| *said.entry(name).or_default() += 1);
    }
    let full: BTreeSet<String> = all.iter().map(|body| plain(&body.name)).collect();
    for body in &mut all {
        body.short.retain(|name| said.get(&plain(name)) == Some(&1) && !full.contains(&plain(name)));
    }
    let mut bodies = Bodies::none();
    for body in all {
        if let Ok(one) = Bodies::new(vec![body]) {
            bodies = bodies.and(&one);
        }
    }
    bodies
}

/// A name with its other names behind `=`.
fn names(cell: &str) -> Body {
    let mut names = cell.split(['=', '＝', '，']).map(str::trim).filter(|name| !name.is_empty());
    let mut body = Body::new(names.next().unwrap_or_default());
    body.short = names.map(str::to_owned).collect();
    body
}

/// Several names in one cell.
fn several(cell: &str) -> impl Iterator<Item = String> + '_ {
    cell.split(['、', '；', ';', '，', ',', '/', '\n'])
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
}

trait AllNames {
    fn all(self) -> Vec<String>;
}

impl AllNames for Body {
    fn all(self) -> Vec<String> {
        std::iter::once(self.name).chain(self.short).collect()
    }
}

/// A number before a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Number {
    value: u32,
    /// Whether nothing stands between it and the name.
    attached: bool,
}

/// A cell without the number before its name: `1.`, `（2）`, `三、`, `04`.
pub(super) fn numbered(cell: &str) -> (Option<Number>, &str) {
    let cell = cell.trim();
    if let Some((value, rest)) = enclosed(cell) {
        let name = rest.trim_start_matches(['.', '．', '、', ':', '：', ' ', '\u{3000}']);
        return (Some(Number { value, attached: false }), name.trim());
    }
    let open = cell.strip_prefix(['(', '（', '[', '【']);
    let inner = open.unwrap_or(cell);
    let digits = inner.find(|c: char| !c.is_ascii_digit() && !('０'..='９').contains(&c)).unwrap_or(inner.len());
    let chinese =
        inner.find(|c: char| !(is_ordinal(c) || plain_digit(c).is_some() || c == '百')).unwrap_or(inner.len());
    let end = if digits > 0 { digits } else { chinese };
    let (Some(number), Some(rest)) = (inner.get(..end), inner.get(end..)) else { return (None, cell) };
    if number.is_empty() {
        return (None, cell);
    }
    let value = number.chars().filter_map(|c| c.to_digit(10).or_else(|| u32::from(c).checked_sub(0xff10)));
    let value = value.fold(0_u32, |sum, digit| sum.saturating_mul(10).saturating_add(digit));
    let after = match open {
        Some(_) => rest.strip_prefix([')', '）', ']', '】']),
        None => rest.strip_prefix(['.', '．', '、', ':', '：', ')', '）', '-', ' ', '\t', '\u{3000}']),
    };
    match after {
        Some(name) => {
            let name = name.trim_start_matches(['.', '．', '、', ':', '：', ' ', '\u{3000}']);
            (Some(Number { value, attached: false }), name.trim())
        }
        None if open.is_none() && digits > 0 => (Some(Number { value, attached: true }), rest.trim()),
        None => (None, cell),
    }
}

/// A number that is one character with what stands around it: `①`, `⑴`, `⒈`, `㈠`, `❶`.
fn enclosed(cell: &str) -> Option<(u32, &str)> {
    const FIRST: [(char, char); 5] = [('①', '⑳'), ('⑴', '⒇'), ('⒈', '⒛'), ('㈠', '㈩'), ('❶', '❿')];
    let first = cell.chars().next()?;
    let (one, _) = FIRST.iter().find(|(one, last)| (*one..=*last).contains(&first))?;
    Some((u32::from(first) - u32::from(*one) + 1, cell.get(first.len_utf8()..)?))
}

/// Whether the numbers that stand right before names count the rows, and so are none of the names (110指挥中心).
fn are_counted(rows: &[Row]) -> bool {
    let numbers: Vec<u32> = rows
        .iter()
        .filter_map(|row| row.cells.iter().find(|cell| !cell.is_empty()))
        .filter_map(|cell| match numbered(cell) {
            (Some(Number { value, attached: true }), rest) if !rest.is_empty() => Some(value),
            _ => None,
        })
        .collect();
    let steps = numbers.iter().zip(numbers.iter().skip(1));
    numbers.len() > 1 && steps.clone().filter(|(one, next)| **next == **one + 1).count() * 2 >= numbers.len()
}

pub(super) fn is_number(cell: &str) -> bool {
    cell.chars().all(|c| c.is_ascii_digit() || ('０'..='９').contains(&c) || "-—+.() 　".contains(c))
}

/// Whether a row is a title of the list or the heading of a group of it.
pub(super) fn is_no_body(cell: &str) -> bool {
    const TITLES: [&str; 9] = ["名单", "一览表", "清单", "名录", "统计表", "汇总表", "情况表", "登记表", "目录"];
    const TOTALS: [&str; 4] = ["合计", "总计", "小计", "备注"];
    let cell = plain(cell);
    let counted =
        cell.strip_suffix(['）', ')']).and_then(|rest| rest.rsplit_once(['（', '('])).is_some_and(|(_, count)| {
            let count = count.trim_start_matches(['共', '计']);
            let units = count.trim_start_matches(|c: char| c.is_ascii_digit());
            units.len() < count.len() && ["个", "家", "个单位", "家单位"].contains(&units)
        });
    TITLES.iter().any(|word| cell.ends_with(word))
        || TOTALS.iter().any(|word| cell == *word || cell.starts_with(&format!("{word}：")))
        || cell.ends_with(['：', ':'])
        || counted
}

fn passed_over(line: usize, said: &str) -> Text {
    Text::new(
        format!("名单第 {line} 行“{said}”不是单位，跳过"),
        format!("line {line} of the list, “{said}”, is no body and is passed over"),
    )
}

/// A level that nobody knows: the body counts all the same, without one.
fn no_level(line: usize, error: &LevelError) -> Text {
    let Text { zh, en } = Text::of_printed(&error.to_string());
    Text::new(format!("名单第 {line} 行：{zh}"), format!("line {line} of the list: {en}"))
}

fn twice(name: &str, first: usize, second: usize) -> Text {
    Text::new(
        format!("名单第 {first}、{second} 行都是“{name}”，算一个；若是两个单位，请写能区分的全称"),
        format!("lines {first} and {second} of the list both name “{name}”, which counts once"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(text: &str) -> Listed {
        super::super::read_bodies("名单.csv", text.as_bytes()).expect("a list")
    }

    fn names_of(text: &str) -> Vec<String> {
        listed(text).bodies.all().iter().map(|body| body.name.clone()).collect()
    }

    #[test]
    fn numbers_before_names_are_none_of_them() {
        for text in [
            "1.青山镇\n2.绿水镇\n",
            "1、青山镇\n2、绿水镇",
            "（1）青山镇\n（2）绿水镇",
            "一、青山镇\n二、绿水镇",
            "01 青山镇\n02 绿水镇",
            "1\t青山镇\n2\t绿水镇",
            "1,青山镇\n2,绿水镇",
            "01青山镇\n02绿水镇",
            "①青山镇\n②绿水镇",
            "⑴ 青山镇\n⑵ 绿水镇",
            "⒈、青山镇\n㈡绿水镇",
            "\u{feff}青山镇\r\n绿水镇\r\n",
            "应报单位名单\n\n一、乡镇（2个）\n青山镇\n绿水镇\n",
            "序号,单位名称,联系人\n1,青山镇,张三\n2,绿水镇,李四\n",
            "2024年名单\n序号,报送单位\n1,\"青山镇\"\n2,\"绿水镇\"\n合计,2\n",
        ] {
            assert_eq!(names_of(text), ["青山镇", "绿水镇"], "{text}");
        }
        assert_eq!(names_of("110指挥中心\n12345热线中心\n"), ["110指挥中心", "12345热线中心"]);
    }

    #[test]
    fn what_several_rows_say_beside_their_names_is_no_name() {
        let listed = listed("青山镇,乡镇,青山镇人民政府\n绿水镇,乡镇,\n");
        assert_eq!(listed.bodies.all()[0].short, ["青山镇人民政府"]);
        assert!(listed.bodies.all()[1].short.is_empty());
    }

    #[test]
    fn a_name_that_stands_twice_is_said() {
        let listed = listed("青山镇\n绿水镇\n青山镇\n");
        assert_eq!(listed.bodies.all().len(), 2);
        assert!(listed.remarks[0].zh.starts_with("名单第 1、3 行都是“青山镇”"), "{:?}", listed.remarks);
    }

    #[test]
    fn heads_say_other_names_and_superiors() {
        let text = "单位名称,简称,曾用名,层级,上级单位\n某县人民政府,,,县级,\n某县乡村振兴局,振兴局,某县扶贫办、某县扶贫开发办公室,县级部门,某县人民政府\n";
        let bodies = listed(text).bodies;
        assert_eq!(bodies.find("某县扶贫开发办公室"), Some(1));
        assert_eq!(bodies.under("某县人民政府").all()[0].level, Some(Level::CountyDepartment));
        let wrong =
            super::super::read_bodies("名单.csv", text.replace(",某县人民政府\n", ",某市人民政府\n").as_bytes());
        let error = wrong.expect_err("an unknown superior");
        assert!(error.message.zh.contains("上级“某市人民政府”不在其中") && error.position.line == Some(3), "{error:?}");
    }
}
