//! `gongkai explain`: what a rule asks, why, and how to mend what breaks it.

use clap::Args;
use gongkai::check::{Maturity, RuleId, pages, rule, rules};

use crate::command::rules::{basis, severity};
use crate::language::Language;
use crate::{Status, Terminal, command};

/// 解释一条规则：要求什么、为什么、怎么改（explain a rule）
///
/// 例 / example:
///   gongkai explain GK101
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Explain {
    /// 规则编号，如 GK101（the rule's id）
    #[arg(required = true, value_name = "RULE")]
    rules: Vec<String>,
}

impl Explain {
    pub(crate) fn run(self, language: Language, terminal: &mut Terminal<'_>) -> Status {
        let mut status = Status::Fine;
        for name in &self.rules {
            status = status.max(explain(name, language, terminal));
        }
        status
    }
}

fn explain(name: &str, language: Language, terminal: &mut Terminal<'_>) -> Status {
    let found = name.parse::<RuleId>().ok().and_then(rule);
    let found = found.or_else(|| rules().iter().copied().find(|rule| rule.info().name == name.to_lowercase()));
    let Some(found) = found else {
        let zh = format!("没有规则“{name}”；gongkai rules 列出全部规则");
        let en = format!("there is no rule “{name}”; see gongkai rules");
        return command::fail(terminal, language, &zh, &en);
    };
    let info = found.info();
    let doc = &info.doc;
    let pick = |pair: (&'static str, &'static str)| language.pick(pair.0, pair.1);
    let in_language = language.pick(gongkai::check::Language::Chinese, gongkai::check::Language::English);
    let measured = pages::scores(info, in_language);
    let text = format!(
        "{} {}（{}）\n{}: {} · {}: {} · {}: {}\n{}: {}\n\n{}\n\n{}\n{}\n\n{}\n{}\n\n{}\n{}\n\n{}\n{}\n{}\n",
        info.id,
        pick(info.title),
        info.name,
        language.pick("依据", "basis"),
        basis(language, info.basis).trim_end(),
        language.pick("默认级别", "severity"),
        severity(language, info.severity),
        language.pick("成熟度", "maturity"),
        match info.maturity {
            Maturity::Stable => language.pick("稳定", "stable"),
            Maturity::Preview => language.pick("试行，用 --preview 检查", "preview, run with --preview"),
        },
        language.pick("条款", "clause"),
        pick(info.clause),
        pick(doc.what),
        language.pick("为什么", "Why"),
        pick(doc.why),
        language.pick("不合格的例子", "An example that fails"),
        pick(doc.example),
        language.pick("看不到的", "What it does not see"),
        pick(doc.limits),
        language.pick("怎么改", "How to mend it"),
        pick(doc.mend),
        measured.map(|scores| format!("\n{scores}\n")).unwrap_or_default(),
    );
    terminal.print(&text)
}
