//! `gongkai review`: how the review of each body's report stands.

use std::path::{Path, PathBuf};

use clap::Args;
use gongkai::characters::one_line;
use gongkai::compare::compare;
use gongkai::{Limits, ReadOptions, Replace, WriteOptions};
use gongkai_policy::{FindingState, Review, ReviewState, Reviews};

use crate::command::compare::in_words;
use crate::inputs::kept_beside;
use crate::language::Language;
use crate::lock::Held;
use crate::run_files::shown;
use crate::{Status, Terminal, accepting, command};

/// 查看和改动审核状态：待审、已退回、重新报送、通过，每个问题改了没有（the state of the review）
///
/// 状态由 gongkai check 文件夹 --track 状态.toml 记录。几个人同时用也不会丢。
///
/// 例 / examples:
///   gongkai review 状态.toml
///   gongkai review 状态.toml --pass 青山镇人民政府 --by 张三
///   gongkai review 状态.toml --changes 青山镇人民政府
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct ReviewReports {
    /// 审核状态文件（the file of the state）
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// 通过一个单位的报告，可写多次（accept the report of a body, may be repeated）
    #[arg(long, value_name = "NAME")]
    pass: Vec<String>,
    /// 记一个单位的报告已退回，可写多次（record that the report of a body went back, may be repeated）
    #[arg(long = "send-back", value_name = "NAME")]
    send_back: Vec<String>,
    /// 备注（a note）
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    note: String,
    /// 谁，默认是系统的用户名（who; else the system's user）
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// 一个单位最近两次报送之间改了什么：单元格和句子（what changed between a body's last two submissions）
    #[arg(long, value_name = "NAME")]
    changes: Option<String>,
    /// 列出每个单位的经过和每个问题（list the history and the findings of each body）
    #[arg(short, long)]
    verbose: bool,
}

impl ReviewReports {
    pub(crate) fn run(self, language: Language, terminal: &mut Terminal<'_>) -> Status {
        match self.text(language) {
            Ok(text) => terminal.print(&text),
            Err(said) => {
                terminal.diagnose(&said);
                Status::Failed
            }
        }
    }

    fn text(&self, language: Language) -> Result<String, String> {
        let wrong = |said: &str| format!("{}: {said}", language.error());
        if !self.file.exists() {
            let said = language.pick("没有这个文件", "no such file");
            return Err(wrong(&format!("{}: {said}", shown(&self.file))));
        }
        if !self.pass.is_empty() || !self.send_back.is_empty() {
            let signed = accepting::signed(self.by.as_deref(), language)?;
            let mut unknown: Vec<String> = Vec::new();
            change(&self.file, language, |reviews| {
                for name in &self.pass {
                    if !reviews.accept(name, None, &signed, &self.note) {
                        unknown.push(with_likely(reviews, name, language));
                    }
                }
                for name in &self.send_back {
                    if !reviews.sent_back(name, None, &signed, &self.note) {
                        unknown.push(with_likely(reviews, name, language));
                    }
                }
            })?;
            if !unknown.is_empty() {
                let said = language.pick("没有这个单位的记录", "nothing is recorded of");
                return Err(wrong(&format!("{said}: {}", unknown.join("、"))));
            }
        }
        let reviews = read(&self.file, language)?;
        match &self.changes {
            Some(name) => self.changed(&reviews, name, language),
            None => Ok(self.listed(&reviews, language)),
        }
    }

    /// Every body with its state.
    fn listed(&self, reviews: &Reviews, language: Language) -> String {
        let mut text = String::new();
        for review in &reviews.bodies {
            text.push_str(&in_a_line(review, language));
            if self.verbose {
                for event in &review.history {
                    let (at, by) = (&event.signed.at, &event.signed.by);
                    let state = language.pick(event.state.in_words(), event.state.in_english());
                    text.push_str(&format!("  {at} {by} {state} {}\n", one_line(&event.note)));
                }
                for finding in &review.findings {
                    let message = one_line(&finding.message);
                    text.push_str(&format!("  {} {message}（{}）\n", finding.state.in_words(), finding.fingerprint));
                }
            }
        }
        let count = |state: ReviewState| reviews.bodies.iter().filter(|review| review.state == state).count();
        let counts: Vec<String> = ReviewState::ALL
            .iter()
            .map(|state| format!("{} {}", language.pick(state.in_words(), state.in_english()), count(*state)))
            .collect();
        text.push_str(&format!("{}\n", counts.join(language.pick("，", ", "))));
        text
    }

    /// What changed between the last two submissions of a body.
    fn changed(&self, reviews: &Reviews, name: &str, language: Language) -> Result<String, String> {
        let wrong = |zh: &str, en: &str| {
            let name = with_likely(reviews, name, language);
            Err(format!("{}: {}: {name}", language.error(), language.pick(zh, en)))
        };
        let Some(review) = reviews.place(name, None).and_then(|place| reviews.bodies.get(place)) else {
            return wrong("没有这个单位的记录", "nothing is recorded of");
        };
        let [.., before, after] = review.submissions.as_slice() else {
            return wrong("只报送过一次", "has filed once");
        };
        let folder = kept_beside(&self.file);
        let open = |copy: &Option<String>| {
            let path = folder.join(copy.as_deref().unwrap_or_default());
            gongkai::open(&path, &ReadOptions::default()).map_err(|error| command::describe(language, &error))
        };
        let (earlier, later) = (open(&before.copy)?, open(&after.copy)?);
        let comparison = compare(&[&earlier.report, &later.report]);
        Ok(format!(
            "{}（{}）→ {}（{}）\n{}",
            before.file,
            before.at,
            after.file,
            after.at,
            in_words(&comparison, language)
        ))
    }
}

/// A name that no body has, with the names that hold it: a review is not closed by a guess.
fn with_likely(reviews: &Reviews, name: &str, language: Language) -> String {
    let words = name.trim().trim_end_matches("人民政府");
    let holds = |organ: &&str| !words.is_empty() && *organ != name && organ.contains(words);
    let likely: Vec<&str> = reviews.bodies.iter().map(|review| review.organ.as_str()).filter(holds).take(5).collect();
    let name = one_line(name);
    match likely.is_empty() {
        true => name.to_string(),
        false => match language {
            Language::Zh => format!("{name}（是不是“{}”？请写全称）", one_line(&likely.join("”“"))),
            Language::En => format!("{name} (is it “{}”? give the full name)", one_line(&likely.join("”, “"))),
        },
    }
}

/// A body's state in a line.
fn in_a_line(review: &Review, language: Language) -> String {
    let year = review.year.map(|year| year.to_string()).unwrap_or_default();
    let state = language.pick(review.state.in_words(), review.state.in_english());
    let (open, mended) = (review.count(FindingState::Open), review.count(FindingState::Mended));
    let accepted = review.count(FindingState::Accepted);
    let said = match language {
        Language::Zh => {
            format!("报送 {} 次，未改 {open}，已改 {mended}，已接受 {accepted}", review.submissions.len())
        }
        Language::En => {
            format!("filed {} times, {open} open, {mended} mended, {accepted} accepted", review.submissions.len())
        }
    };
    let last =
        review.history.last().map(|event| format!("{} {}", event.signed.at, event.signed.by)).unwrap_or_default();
    format!("{state}\t{}\t{year}\t{said}\t{last}\n", one_line(&review.organ))
}

/// The reviews of a file; none where there is no such file.
pub(crate) fn read(path: &Path, language: Language) -> Result<Reviews, String> {
    if !path.exists() {
        return Ok(Reviews::default());
    }
    let bytes =
        gongkai::read_file(path, Limits::default().file_bytes).map_err(|error| command::describe(language, &error))?;
    Reviews::read(&bytes).map_err(|error| command::check::wrong_policy(language, path, &error))
}

/// Reads, changes and writes the reviews of a file while no other run does.
pub(crate) fn change(path: &Path, language: Language, change: impl FnOnce(&mut Reviews)) -> Result<(), String> {
    let held = Held::beside(path).map_err(|error| format!("{}: {}: {error}", language.error(), shown(path)))?;
    let mut reviews = read(path, language)?;
    change(&mut reviews);
    gongkai::save_unsealed(
        path,
        reviews.to_toml().into_bytes(),
        &WriteOptions::default().with_replace(Replace::Always),
    )
    .map_err(|error| command::describe(language, &error))?;
    drop(held);
    Ok(())
}
