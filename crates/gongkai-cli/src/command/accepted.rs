//! `gongkai accepted`: what an office has accepted.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use gongkai::characters::one_line;
use gongkai::words::Text;
use gongkai_policy::{Acceptance, Signed};
use gongkai_wire::ListedAcceptance;

use crate::accepting::Accepted;
use crate::language::Language;
use crate::output::inert_json;
use crate::run_files::shown;
use crate::{Status, Terminal, command};

/// 列出接受的问题：哪个机关哪一年、谁、何时、为什么；撤回用 gongkai check 报告 --withdraw 指纹（list accepted findings）
///
/// 例 / examples:
///   gongkai accepted
///   gongkai accepted 青山镇送来的.accepted.toml --format json
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct ListAccepted {
    /// 记录所在的文件夹或文件，默认是当前文件夹（folders and files of acceptances）
    #[arg(value_name = "DIR|FILE", default_value = ".", hide_default_value = true)]
    places: Vec<PathBuf>,
    /// 输出格式（output format）
    #[arg(long, value_enum, default_value_t)]
    format: Shown,
}

#[derive(Debug, Clone, Copy, Default, ValueEnum)]
enum Shown {
    /// 文字（text）
    #[default]
    Text,
    /// JSON
    Json,
}

impl ListAccepted {
    pub(crate) fn run(self, language: Language, terminal: &mut Terminal<'_>) -> Status {
        let accepted = match Accepted::of_office(&self.places, false, language) {
            Ok(accepted) => accepted,
            Err(said) => {
                terminal.diagnose(&said);
                return Status::Failed;
            }
        };
        match self.format {
            Shown::Text => terminal.print(&text(&accepted, language)),
            Shown::Json => {
                let listed = accepted.all().map(|(path, entry)| ListedAcceptance::new(path, entry));
                let listed: Vec<ListedAcceptance> = listed.collect();
                match serde_json::to_string_pretty(&listed) {
                    Ok(json) => terminal.print(&format!("{}\n", inert_json(&json))),
                    Err(error) => command::say_failure(terminal, language, &Text::of_printed(&error.to_string())),
                }
            }
        }
    }
}

fn text(accepted: &Accepted, language: Language) -> String {
    let mut out = String::new();
    let (mut holding, mut withdrawn, mut anew) = (0, 0, 0);
    for (path, entry) in accepted.all() {
        let followed = accepted.all().any(|(_, other)| entry.is_followed_by(other));
        let word = match (entry.holds(), followed) {
            (true, _) => {
                holding += 1;
                language.pick("已接受", "accepted")
            }
            (false, true) => {
                anew += 1;
                language.pick("后来重新接受", "accepted anew later")
            }
            (false, false) => {
                withdrawn += 1;
                language.pick("已撤回", "withdrawn")
            }
        };
        out.push_str(&format!("{word} {} {}\n", one_line(&entry.fingerprint), one_line(&of_report(entry, language))));
        let mut line = |name: &str, text: &str| {
            if !text.is_empty() {
                out.push_str(&format!("  {name}: {}\n", one_line(text)));
            }
        };
        let quoted = if entry.message.is_empty() { String::new() } else { format!("“{}”", entry.message) };
        line(language.pick("问题", "finding"), language.pick(&entry.message, &quoted));
        line(language.pick("理由", "reason"), &entry.reason);
        line(language.pick("接受", "accepted"), &signature(entry.accepted.as_ref()));
        if !followed {
            line(language.pick("撤回", "withdrawn"), &signature(entry.withdrawn.as_ref()));
        }
        line(language.pick("记在", "kept in"), &shown(path));
    }
    let (again_zh, again_en) = match anew {
        0 => (String::new(), String::new()),
        _ => (format!("；另有 {anew} 条后来重新接受"), format!("; {anew} accepted anew later")),
    };
    out.push_str(&language.pick(
        format!("共接受 {holding} 个问题，撤回 {withdrawn} 个{again_zh}\n"),
        format!("{holding} accepted, {withdrawn} withdrawn{again_en}\n"),
    ));
    out
}

/// Who and when, as far as that is on record.
fn signature(signed: Option<&Signed>) -> String {
    signed.map(|signed| format!("{} {}", signed.by, signed.at).trim().to_owned()).unwrap_or_default()
}

/// Whose report an acceptance is of.
fn of_report(entry: &Acceptance, language: Language) -> String {
    let organ = entry.of.organ.as_deref().unwrap_or_default();
    let year = entry.of.year.map(|year| language.pick(format!("{year}年"), format!(" {year}"))).unwrap_or_default();
    let file =
        entry.of.file.as_deref().map(|file| language.pick(format!("（文件 {file}）"), format!(" (file {file})")));
    format!("{organ}{year}{}", file.unwrap_or_default())
}
