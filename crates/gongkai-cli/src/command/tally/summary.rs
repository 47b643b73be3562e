//! What was counted, in words: how many, which are open, which belong to other years, which ran over their term.

use std::path::PathBuf;

use gongkai::ledger::{Line, Outside, OutsideReason, Overrun, overruns, years_without_holidays};
use gongkai::{Report, Year};

use super::Counted;
use crate::language::Language;
use crate::run_files::shown;

/// What is said of a count.
pub(super) struct Summary<'a> {
    pub(super) counted: &'a Counted,
    pub(super) year: Year,
    /// Lines that were left out.
    pub(super) refused: usize,
    pub(super) language: Language,
}

impl Summary<'_> {
    /// The whole summary, with what was rewritten in the report and the files that were written.
    pub(super) fn text(&self, rewritten: &[String], outputs: &[PathBuf]) -> String {
        let mut lines = self.applications();
        lines.extend(self.disputes());
        lines.extend(self.overdue());
        lines.extend(rewritten.iter().cloned());
        lines.extend(outputs.iter().map(|path| shown(path)));
        lines.push(String::new());
        lines.join("\n")
    }

    fn applications(&self) -> Vec<String> {
        let tally = &self.counted.tally;
        let (counted, outside, open, refused) = (tally.counted, tally.outside.len(), tally.open.len(), self.refused);
        let mut lines = vec![match self.language {
            Language::Zh => {
                format!("申请：计入 {counted} 件，不属本年 {outside} 件，跳过 {refused} 行；年末未办结 {open} 件")
            }
            Language::En => format!(
                "applications: {counted} counted, {outside} of other years, {refused} lines left out; {open} open at the end of the year"
            ),
        }];
        for open in &tally.open {
            let (place, received) = (self.place(&open.line), open.received);
            lines.push(match self.language {
                Language::Zh => format!("  未办结：{place}，{received} 收到"),
                Language::En => format!("  open: {place}, received {received}"),
            });
        }
        lines.extend(tally.outside.iter().map(|outside| self.outside(outside)));
        lines
    }

    fn disputes(&self) -> Vec<String> {
        let Some((_, disputes)) = &self.counted.disputes else {
            let said = self.language.pick(
                "复议诉讼：没有台账（--disputes），表四没有统计",
                "disputes: no register (--disputes), so table four is not counted",
            );
            return vec![said.to_owned()];
        };
        let (counted, outside) = (disputes.counted, disputes.outside.len());
        let mut lines = vec![match self.language {
            Language::Zh => format!("复议诉讼：计入 {counted} 件，不属本年 {outside} 件"),
            Language::En => format!("disputes: {counted} counted, {outside} of other years"),
        }];
        lines.extend(disputes.outside.iter().map(|outside| self.outside(outside)));
        lines
    }

    fn outside(&self, outside: &Outside) -> String {
        let (place, day) = (self.place(&outside.line), outside.day);
        match (outside.reason, self.language) {
            (OutsideReason::ClosedBefore, Language::Zh) => format!("  不属本年：{place}，{day} 已办结"),
            (OutsideReason::ClosedBefore, Language::En) => format!("  of another year: {place}, closed {day}"),
            (_, Language::Zh) => format!("  不属本年：{place}，{day} 才收到"),
            (_, Language::En) => format!("  of another year: {place}, received {day}"),
        }
    }

    /// Which applications ran over their term, and by which calendar that was reckoned.
    fn overdue(&self) -> Vec<String> {
        let Counted { applications, calendar, .. } = self.counted;
        let mut lines = Vec::new();
        let over = overruns(&applications.entries, self.year, calendar);
        let unknown = years_without_holidays(&applications.entries, self.year, calendar);
        lines.push(match self.language {
            Language::Zh => format!("期限（条例第三十三条）：{} 件超过 20 个工作日", over.len()),
            Language::En => format!("terms (Regulations, art. 33): {} over 20 working days", over.len()),
        });
        if calendar.knows_only_weekends() {
            let said = self.language.pick(
                "  只按周末计算，没有节假日文件（--calendar），法定节假日前后的结果可能偏严",
                "  reckoned by weekends only (no --calendar), so they may be too strict around holidays",
            );
            lines.push(said.to_owned());
        } else if !unknown.is_empty() {
            let years: Vec<String> = unknown.iter().map(ToString::to_string).collect();
            lines.push(match self.language {
                Language::Zh => format!("  节假日文件没有 {} 年的放假安排，该年只按周末计算", years.join("、")),
                Language::En => {
                    format!("  the calendar has no holidays for {}; weekends only are known there", years.join(", "))
                }
            });
        }
        for (line, overrun) in over {
            let place = self.place(&line);
            let what = match overrun {
                Overrun::BeyondExtension => self
                    .language
                    .pick("超过 20 个工作日加延长的 20 个工作日", "over 20 working days plus the extension of 20"),
                _ => self.language.pick(
                    "超过 20 个工作日，应已办理延期",
                    "over 20 working days, so an extension must have been granted",
                ),
            };
            lines.push(format!("  {place}{}{what}", self.language.pick("：", ": ")));
        }
        lines
    }

    /// An entry by its number and line.
    fn place(&self, line: &Line) -> String {
        let said = line.said();
        match self.language {
            Language::Zh => format!("{}（{}）", line.number, said.zh),
            Language::En => format!("{} ({})", line.number, said.en),
        }
    }
}

/// The cells that held something else before the count was stated.
pub(super) fn rewritten(before: &Report, after: &Report, language: Language) -> Vec<String> {
    let mut lines = Vec::new();
    for (key, old) in before.cells() {
        let Some(new) = after.cell(key).filter(|new| *new != old && !old.is_blank()) else { continue };
        let name = after.printed_name(key);
        lines.push(match language {
            Language::Zh => format!("改写 {name}：原填 {old}，台账统计 {new}"),
            Language::En => format!("rewritten {name}: was {old}, counted {new}"),
        });
    }
    lines
}
