//! What people read about the rules: one page for each, their list, and the short text of `gongkai explain`, all from
//! the registry.

use super::{Basis, Editions, Half, Maturity, RuleId, RuleInfo, Severity, measured, rule, rules};

/// The language that a text is wanted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Language {
    /// Chinese (中文).
    #[default]
    Chinese,
    /// English.
    English,
}

impl Language {
    fn pick<T>(self, pair: (T, T)) -> T {
        match self {
            Self::Chinese => pair.0,
            Self::English => pair.1,
        }
    }
}

/// A rule in plain text: what it asks, why, an example that fails, and how to mend it. Nothing for an unknown id.
///
/// ```
/// use gongkai_core::check::{Language, explain};
/// let text = explain("GK104".parse()?, Language::Chinese).ok_or("known")?;
/// assert!(text.starts_with("GK104 复议诉讼合计"));
/// assert!(explain("GK999".parse()?, Language::English).is_none());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn explain(id: RuleId, language: Language) -> Option<String> {
    let info = rule(id)?.info();
    let mut text = format!("{id} {}（{}）\n", language.pick(info.title), info.name);
    for (heading, content) in properties(info, language) {
        text.push_str(&format!("{heading}：{content}\n"));
    }
    for (heading, content) in parts(info, language) {
        text.push_str(&format!("\n{heading}\n  {content}\n"));
    }
    if let Some(scores) = scores(info, language) {
        text.push_str(&format!("\n{scores}\n"));
    }
    Some(text)
}

/// The page of a rule in Markdown: Chinese first, then English.
#[must_use]
pub fn page(info: &RuleInfo) -> String {
    let mut page = format!("# {} {}\n", info.id, info.title.0);
    for language in [Language::Chinese, Language::English] {
        if language == Language::English {
            page.push_str(&format!("\n---\n\n## {}: {}\n", info.name, info.title.1));
        }
        let heads = properties(info, language);
        let row = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
        page.push('\n');
        page.push_str(&row(heads.iter().map(|(heading, _)| (*heading).to_owned()).collect()));
        page.push_str(&row(heads.iter().map(|_| "---".to_owned()).collect()));
        page.push_str(&row(heads.into_iter().map(|(_, content)| content.replace('|', "\\|")).collect()));
        let level = if language == Language::Chinese { "##" } else { "###" };
        for (heading, content) in parts(info, language) {
            page.push_str(&format!("\n{level} {heading}\n\n{content}\n"));
        }
        if let Some(scores) = scores(info, language) {
            page.push_str(&format!("\n{scores}\n"));
        }
    }
    page.push_str(&format!("\n`gongkai explain {}`\n", info.id));
    page
}

/// The list of every rule in Markdown, with links to their pages.
#[must_use]
pub fn list() -> String {
    let mut list = String::from(
        "# 规则一览\n\n\
         编号一经公布不再改变含义，也不重复使用。每条规则的回答是：成立、部分无法判断、不成立、无法判断（附原因）、不适用。\n\
         依据为法规或算术的规则不能关闭，只能逐条附理由接受；实务规则可以关闭。\n\n\
         Ids never change their meaning. Every rule answers one of: holds, holds in part, does not hold, cannot be\n\
         assessed (with the reason), not applicable. Rules of law and arithmetic cannot be switched off.\n\n\
         | 编号 | 名称 | 要求 | 依据 | 级别 | 成熟度 | 版本 |\n|---|---|---|---|---|---|---|\n",
    );
    for rule in rules() {
        let info = rule.info();
        list.push_str(&format!(
            "| [{id}]({id}.md) | {} `{}` | {} | {} | {} | {} | {} |\n",
            info.title.0,
            info.name,
            info.doc.what.0,
            basis(info.basis, Language::Chinese),
            severity(info.severity, Language::Chinese),
            maturity(info.maturity, Language::Chinese),
            editions(info, Language::Chinese),
            id = info.id,
        ));
    }
    list
}

/// The editions that a rule applies to, by their years.
fn editions(info: &RuleInfo, language: Language) -> String {
    match info.editions {
        Editions::All => language.pick(("全部", "all")).to_owned(),
        Editions::Since(first) => language.pick((format!("{first} 起"), format!("{first} on"))),
        Editions::Only(editions) => {
            let names: Vec<&str> = editions.iter().map(|edition| edition.as_str()).collect();
            names.join(language.pick(("、", ", ")))
        }
    }
}

fn properties(info: &RuleInfo, language: Language) -> [(&'static str, String); 5] {
    [
        (language.pick(("依据", "Basis")), basis(info.basis, language).to_owned()),
        (language.pick(("级别", "Severity")), severity(info.severity, language).to_owned()),
        (language.pick(("成熟度", "Maturity")), maturity(info.maturity, language).to_owned()),
        (language.pick(("适用格式", "Editions")), editions(info, language)),
        (language.pick(("条款", "Clause")), language.pick(info.clause).to_owned()),
    ]
}

fn parts(info: &RuleInfo, language: Language) -> [(&'static str, &'static str); 5] {
    let doc = &info.doc;
    [
        (language.pick(("要求", "What must hold")), language.pick(doc.what)),
        (language.pick(("原因", "Why")), language.pick(doc.why)),
        (language.pick(("不合格的例子", "An example that fails")), language.pick(doc.example)),
        (language.pick(("看不到的", "What it does not see")), language.pick(doc.limits)),
        (language.pick(("怎么改", "How to mend it")), language.pick(doc.mend)),
    ]
}

/// How often a rule over prose was right, in a sentence.
#[must_use]
pub fn scores(info: &RuleInfo, language: Language) -> Option<String> {
    let measured = measured(info.id)?;
    let half = |half: Half| {
        let share =
            |part: usize, of: usize| (part * 100).checked_div(of).map_or("–".to_owned(), |share| format!("{share}%"));
        let precision = share(half.found, half.found + half.false_alarms);
        let recall = share(half.found, half.faulty);
        let Half { found, faulty, false_alarms, sound } = half;
        match language {
            Language::Chinese => format!(
                "指出的 {} 处中 {found} 处确有问题（{precision}），{faulty} 处问题找出 {found} 处（{recall}），{sound} 句正确的话误报 {false_alarms} 句",
                found + false_alarms
            ),
            Language::English => format!(
                "{found} of {} findings right ({precision}), {found} of {faulty} faults found ({recall}), {false_alarms} false alarms in {sound} sound sentences",
                found + false_alarms
            ),
        }
    };
    Some(match language {
        Language::Chinese => format!(
            "实测（标注的句子）：编写规则时用的一半，{}；没有看过的一半，{}。",
            half(measured.building),
            half(measured.held_back)
        ),
        Language::English => format!(
            "Measured on labelled sentences: the half it was built with, {}; the half nobody looked at, {}.",
            half(measured.building),
            half(measured.held_back)
        ),
    })
}

fn maturity(maturity: Maturity, language: Language) -> &'static str {
    language.pick(match maturity {
        Maturity::Stable => ("稳定", "stable"),
        Maturity::Preview => ("试行（--preview 才检查）", "preview (run with --preview)"),
    })
}

fn basis(basis: Basis, language: Language) -> &'static str {
    language.pick(match basis {
        Basis::Law => ("法规", "law"),
        Basis::Sum => ("算术", "arithmetic"),
        Basis::Practice => ("实务（可关闭）", "practice (may be switched off)"),
    })
}

fn severity(severity: Severity, language: Language) -> &'static str {
    language.pick(severity.in_words())
}
