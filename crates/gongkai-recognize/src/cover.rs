//! What is typed on a cover is what the report says; where its text says otherwise, both are named.

use super::identity;
use gongkai_core::day::day_at_start;
use gongkai_core::document::{Cover, Document, Remark, RemarkKind, Typed};
use gongkai_core::reading::Receipt;
use gongkai_core::{Level, Organ, Report, Year};

/// Takes over what the cover says. A report that was recognised keeps what the cover leaves blank.
pub(super) fn apply(document: &Document, report: &mut Report, receipt: &mut Receipt) {
    let Some(cover) = &document.cover else { return };
    let mut remarks = Vec::new();
    let mut say = |typed: &Typed, detail: String| {
        remarks.push(Remark::new(RemarkKind::Cover, detail, typed.position));
    };
    let stated = report.title.clone().unwrap_or_else(|| report.full_title());
    if let Some(typed) = &cover.year {
        match year(&typed.text) {
            Some(year) => {
                let other = report.title.as_deref().and_then(identity::year_in).or(report.year);
                if let Some(other) = other.filter(|other| *other != year) {
                    say(
                        typed,
                        format!(
                            "封面的报告年度是 {year}，标题或正文是 {other}；按封面 / the cover says the year {year}, title or text {other}; taken from the cover"
                        ),
                    );
                }
                report.year = Some(year);
            }
            None => say(
                typed,
                format!(
                    "封面的报告年度“{0}”不是年份，没有采用；请填四位数的年份 / “{0}” on the cover is no year, not taken; use four digits",
                    typed.text
                ),
            ),
        }
    }
    if let Some(typed) = &cover.organ {
        let name = typed.text.trim();
        let (own, known) = (&report.organ.name, report.organ.name.is_empty());
        // A title may well shorten the name.
        if !known && !own.contains(name) && !name.contains(own.as_str()) {
            say(
                typed,
                format!(
                    "封面的报告机关是“{name}”，标题或正文是“{0}”；按封面 / the cover names “{name}”, title or text “{0}”; taken from the cover",
                    report.organ.name
                ),
            );
        }
        report.organ = identity::organ(name);
    }
    if let Some(typed) = &cover.level {
        match typed.text.parse() {
            Ok(level) => report.organ = Organ::new(report.organ.name.clone()).with_level(level),
            Err(_) => say(
                typed,
                format!(
                    "封面的机关层级“{0}”不能识别，没有采用；请从列表中选择：{1} / the level “{0}” on the cover is not known; choose one of “{1}”",
                    typed.text,
                    levels()
                ),
            ),
        }
    }
    if let Some(typed) = &cover.published {
        match day_at_start(&typed.text).map(|(day, _)| day) {
            Some(day) => {
                if let Some(other) = report.published.filter(|other| *other != day) {
                    say(
                        typed,
                        format!(
                            "封面的公布日期是 {day}，正文是 {other}；按封面 / the cover says published {day}, the text {other}; taken from the cover"
                        ),
                    );
                }
                report.published = Some(day);
            }
            None => say(
                typed,
                format!(
                    "封面的公布日期“{0}”不是日期，没有采用；请写成 2025-01-20 这样的日期 / “{0}” on the cover is no date, not taken; write it as 2025-01-20",
                    typed.text
                ),
            ),
        }
    }
    title(cover, report, &stated, &mut say);
    receipt.note_remarks(&remarks);
}

/// The title as typed; one that names another year or organ than the cover's own lines is said.
fn title(cover: &Cover, report: &mut Report, stated: &str, say: &mut impl FnMut(&Typed, String)) {
    let in_text = report.title.take();
    let Some(typed) = &cover.title else {
        report.title = in_text.filter(|title| *title != report.full_title());
        return;
    };
    let title = typed.text.trim();
    if in_text.as_deref().is_some_and(|other| other != title) {
        say(
            typed,
            format!(
                "封面的报告标题是“{title}”，正文的标题是“{stated}”；按封面 / the cover has the title “{title}”, the text “{stated}”; taken from the cover"
            ),
        );
    }
    let named = identity::year_in(title);
    if let (Some(named), Some(year)) = (named, report.year)
        && named != year
        && cover.year.is_some()
    {
        say(
            typed,
            format!(
                "封面的报告标题写的是 {named} 年，报告年度是 {year}；请核对后改成一致 / the title on the cover says {named}, the year is {year}; make them agree"
            ),
        );
    }
    let organ = identity::organ_in(title);
    if !organ.is_empty() && cover.organ.is_some() && organ != report.organ.name && !report.organ.name.contains(&organ) {
        say(
            typed,
            format!(
                "封面的报告标题写的是“{organ}”，报告机关是“{0}”；请核对后改成一致 / the title on the cover names “{organ}”, the organ is “{0}”; make them agree",
                report.organ.name
            ),
        );
    }
    report.title = Some(title.to_owned()).filter(|title| *title != report.full_title());
}

fn year(text: &str) -> Option<Year> {
    let digits: String = text.trim().chars().map(gongkai_core::characters::half_width).collect();
    let digits = digits.trim_end_matches("年度").trim_end_matches('年').trim();
    digits.parse().ok().or_else(|| identity::year_in(text))
}

fn levels() -> String {
    Level::ALL.map(Level::printed).join("、")
}

#[cfg(test)]
mod tests {
    use super::super::recognize;
    use super::*;
    use gongkai_core::compose;
    use gongkai_core::document::Position;

    fn typed(text: &str) -> Option<Typed> {
        Some(Typed::new(text, Position::default().page(1).table_row(4).table_column(2)))
    }

    fn read(cover: Cover) -> (Report, Vec<String>) {
        let mut report = Report::new(Organ::new("测试市人民政府"), Year::new(2023).expect("a year"));
        report.title = Some("测试市人民政府2023年度政府信息公开工作报告".to_owned());
        let mut document = compose(&report);
        document.properties = gongkai_core::document::Properties::default();
        document.cover = Some(cover);
        let reading = recognize(&document);
        let kind = RemarkKind::Cover;
        let said = reading.receipt.remarks.iter().filter(|remark| remark.kind == kind);
        (reading.report, said.map(|remark| remark.detail.zh.clone()).collect())
    }

    #[test]
    fn the_cover_wins_and_what_differs_is_named() {
        let mut cover = Cover::default();
        cover.organ = typed("青河县人民政府");
        cover.year = typed("2024年");
        cover.level = typed("县级政府");
        cover.published = typed("2025年1月20日");
        cover.title = typed("青河县人民政府2024年政府信息公开工作年度报告");
        let (report, said) = read(cover);
        assert_eq!(report.organ.name, "青河县人民政府");
        assert_eq!(report.year.map(Year::get), Some(2024));
        assert_eq!(report.published.map(|day| day.to_string()).as_deref(), Some("2025-01-20"));
        assert_eq!(report.title, None, "the usual title of what the cover says");
        assert!(said.iter().any(|text| text.contains("2024") && text.contains("2023")), "{said:?}");
        assert!(said.iter().any(|text| text.contains("青河县") && text.contains("测试市")), "{said:?}");
    }

    #[test]
    fn what_is_not_understood_is_named_and_left() {
        let mut cover = Cover::default();
        (cover.year, cover.published, cover.level) = (typed("明年"), typed("年初"), typed("不明"));
        let (report, said) = read(cover);
        assert_eq!(report.year.map(Year::get), Some(2023));
        assert_eq!((said.len(), report.published), (3, None), "{said:?}");
        let (report, said) = read(Cover::default());
        assert_eq!(report.organ.name, "测试市人民政府");
        assert!(said.is_empty());
    }
}
