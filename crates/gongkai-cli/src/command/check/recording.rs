//! Accepting findings of a report and withdrawing that.

use std::path::PathBuf;

use clap::Args;
use gongkai_policy::{Acceptance, ReportName};
use gongkai_wire::Finding;

use crate::accepting::{self, Accepted};
use crate::language::Language;
use crate::run_files::shown;

/// Which acceptances count in a run, and which it records or withdraws.
#[derive(Debug, Args)]
pub(super) struct Recording {
    /// 本单位的接受记录：文件夹或单个文件（如下级随报告送来、本单位认可的），可写多次，默认是当前文件夹；报告所在的别的文件夹里的记录是报送单位的，不影响结论
    /// （folders and files of acceptances that count; those beside a report elsewhere are the filer's and do not）
    #[arg(id = "accepted", long = "accepted", value_name = "DIR|FILE", default_value = ".", hide_default_value = true)]
    pub(super) places: Vec<PathBuf>,
    /// 接受一个问题，记在本单位的文件夹（或 --accepted 指明的第一处）（accept the finding with this fingerprint）
    #[arg(long, value_name = "FINGERPRINT", requires = "reason")]
    accept: Vec<String>,
    /// 接受的理由（why it is accepted）
    #[arg(long, value_name = "TEXT", requires = "accept")]
    reason: Option<String>,
    /// 撤回对一个问题的接受；记录仍保留，写明谁在何时撤回（withdraw an acceptance, which stays on record）
    #[arg(long, value_name = "FINGERPRINT")]
    withdraw: Vec<String>,
    /// 谁接受或撤回，默认是系统的用户名（who accepts or withdraws; else the system's user）
    #[arg(long, value_name = "NAME")]
    pub(super) by: Option<String>,
}

impl Recording {
    /// Whether the run changes what is on record, which it does for one report.
    pub(super) fn changes(&self) -> bool {
        !self.accept.is_empty() || !self.withdraw.is_empty()
    }

    /// What the office has on record before the run.
    pub(super) fn read(&self, language: Language) -> Result<Accepted, String> {
        Accepted::of_office(&self.places, !self.accept.is_empty(), language)
    }

    /// Records what is accepted and withdrawn of a report in which this was found, and gives what is on record then.
    pub(super) fn record(
        &self,
        report: &ReportName,
        found: &[Finding],
        language: Language,
        said: &mut String,
    ) -> Result<Accepted, String> {
        let wrong = |zh: String, en: String| Err(format!("{}: {}", language.error(), language.pick(zh, en)));
        let signed = accepting::signed(self.by.as_deref(), language)?;
        let reason = self.reason.as_deref().unwrap_or_default().trim();
        if !self.accept.is_empty() && reason.is_empty() {
            return wrong("理由不能是空的".to_owned(), "the reason is empty".to_owned());
        }
        let mut accepted = Vec::new();
        for fingerprint in &self.accept {
            let Some(finding) = found.iter().find(|finding| &finding.fingerprint == fingerprint) else {
                return wrong(
                    format!("这份报告没有指纹为“{fingerprint}”的问题；请从检查结果里复制“指纹”一行"),
                    format!("no finding has the fingerprint “{fingerprint}”; copy it from the result"),
                );
            };
            let one = Acceptance::new(fingerprint, report.clone(), reason).saying(&finding.message.zh);
            accepted.push(one.signed(signed.clone()));
        }
        let before = self.read(language)?;
        for fingerprint in &self.withdraw {
            if !before.by_office(report).iter().any(|entry| &entry.fingerprint == fingerprint) {
                return wrong(
                    format!("没有接受过这份报告指纹为“{fingerprint}”的问题；gongkai accepted 列出全部记录"),
                    format!(
                        "nothing with the fingerprint “{fingerprint}” is accepted of this report; gongkai accepted lists all"
                    ),
                );
            }
        }
        for fingerprint in &self.withdraw {
            for path in before.withdraw(fingerprint, report, &signed, language)? {
                let word = language.pick("已撤回，记入", "withdrawn, recorded in");
                said.push_str(&format!("\n{word}: {}", shown(path)));
            }
        }
        if let (false, Some(target)) = (accepted.is_empty(), accepting::target(&self.places)) {
            accepting::change(&target, language, |kept| accepted.into_iter().for_each(|one| kept.accept(one)))?;
            said.push_str(&format!("\n{}: {}", language.pick("已记入", "recorded in"), shown(&target)));
        }
        self.read(language)
    }
}
