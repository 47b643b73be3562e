//! The policy of an office.

use std::collections::BTreeMap;

use gongkai_core::bodies::Bodies;
use gongkai_core::check::{
    Basis, CheckReport, Maturity, RuleId, RuleOutcome, Severity, Subject, Thresholds, Verdict, check, rule,
};
use toml::Spanned;

use crate::error::PolicyError;
use crate::file::{PolicyFile, ThresholdsFile};
use crate::local::{LocalCheck, LocalOutcome};
use crate::required::Required;
use crate::words::WordList;

/// Severities, thresholds and local checks. The default changes nothing.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Policy {
    /// What is set for single rules.
    pub rules: BTreeMap<RuleId, Setting>,
    /// Whether the rules that are in preview are run; one for which the file sets a severity is run in any case.
    pub preview: bool,
    /// The factors that rules of practice measure with.
    pub thresholds: Thresholds,
    /// The local checks in the order of the file.
    pub checks: Vec<LocalCheck>,
    /// Words that are wrong, each with what to write instead.
    pub words: WordList,
    /// Statements that notices ask of the text.
    pub required: Vec<Required>,
    /// Bodies with several names, as before and after they were renamed (`names`, `新名=旧名`).
    pub bodies: Bodies,
}

/// What a policy sets for a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setting {
    /// Its findings are not reported; for rules of practice only.
    Off,
    /// Its findings have this severity.
    At(Severity),
}

/// The result of checking one report by all rules and local checks.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Assessment {
    /// What the registry's rules say, severities as the policy sets them.
    pub report: CheckReport,
    /// The rules that the policy switched off, which the report leaves out.
    pub switched_off: Vec<RuleId>,
    /// What the local checks say.
    pub local: Vec<LocalOutcome>,
}

impl Policy {
    /// Reads a policy from the text of `gongkai.toml`.
    ///
    /// # Errors
    /// [`PolicyError`] with line and column: not UTF-8 or TOML, an unknown key or rule, a rule of law or arithmetic that
    /// is lowered or switched off, an expression that cannot be read.
    pub fn read(bytes: &[u8]) -> Result<Self, PolicyError> {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let text = std::str::from_utf8(bytes)
            .map_err(|_| PolicyError::at("", &(0..0), "不是 UTF-8 文字；请另存为 UTF-8", "not UTF-8 text"))?;
        let file: PolicyFile = toml::from_str(text).map_err(|error| PolicyError::of_toml(text, &error))?;
        let mut policy =
            Self { preview: file.preview, thresholds: thresholds(text, &file.thresholds)?, ..Self::default() };
        for (name, word) in &file.rules {
            let (id, setting) = setting(text, name, word)?;
            policy.rules.insert(id, setting);
        }
        let mut ids = vec![crate::words::ID.to_owned()];
        let mut once = |id: &str, span: std::ops::Range<usize>| {
            if ids.iter().any(|other| other == id) {
                let (zh, en) =
                    (format!("{id} 写了两次，或是词表的编号"), format!("{id} is written twice, or is the word list's"));
                return Err(PolicyError::at(text, &span, &zh, &en));
            }
            ids.push(id.to_owned());
            Ok(())
        };
        for check in file.checks {
            once(check.id.as_ref(), check.id.span())?;
            policy.checks.push(LocalCheck::new(text, check)?);
        }
        for required in file.required {
            once(required.id.as_ref(), required.id.span())?;
            policy.required.push(Required::new(text, required)?);
        }
        policy.words = WordList::new(text, file.words.into_iter().collect())?;
        let mut names = Vec::new();
        for line in file.names {
            if !line.as_ref().contains(['=', '＝']) {
                let (zh, en) = (
                    "names 的每一项要写两个名称，如 \"某县乡村振兴局=某县扶贫开发办公室\"",
                    "each of names gives two names, like \"new=old\"",
                );
                return Err(PolicyError::at(text, &line.span(), zh, en));
            }
            names.push(line.into_inner());
        }
        policy.bodies = Bodies::of_lines(names);
        Ok(policy)
    }

    /// Checks a report by the registry's rules and the local checks, as this policy has them.
    #[must_use]
    pub fn assess(&self, subject: &Subject<'_>) -> Assessment {
        let mut subject = subject.with_thresholds(self.thresholds);
        if subject.bodies.is_empty() {
            subject.bodies = &self.bodies;
        }
        let all = subject.preview || self.preview;
        let set = |id: &RuleId| matches!(self.rules.get(id), Some(Setting::At(_)));
        subject.preview = all || self.rules.keys().any(|id| set(id) && is_preview(*id));
        let mut report = check(&subject);
        if !all {
            report.findings.retain(|finding| !is_preview(finding.rule) || set(&finding.rule));
            let unasked = |outcome: &&mut RuleOutcome| is_preview(outcome.rule) && !set(&outcome.rule);
            for outcome in report.outcomes.iter_mut().filter(unasked) {
                *outcome = RuleOutcome::of(outcome.rule, &Verdict::in_preview());
            }
        }
        let mut switched_off = Vec::new();
        for (&id, setting) in &self.rules {
            match setting {
                Setting::Off => {
                    report.findings.retain(|finding| finding.rule != id);
                    report.outcomes.retain(|outcome| outcome.rule != id);
                    switched_off.push(id);
                }
                Setting::At(severity) => {
                    for finding in report.findings.iter_mut().filter(|finding| finding.rule == id) {
                        finding.severity = *severity;
                    }
                }
            }
        }
        report.findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
        let words = (!self.words.is_empty()).then(|| self.words.assess(&subject));
        let required = self.required.iter().map(|required| required.assess(&subject));
        let local = self.checks.iter().map(|check| check.assess(&subject)).chain(required).chain(words).collect();
        Assessment { report, switched_off, local }
    }
}

fn is_preview(id: RuleId) -> bool {
    rule(id).is_some_and(|rule| rule.info().maturity == Maturity::Preview)
}

/// A severity by its word.
pub(crate) fn severity(word: &str) -> Option<Severity> {
    Severity::ALL.into_iter().find(|severity| severity.in_words().1 == word)
}

fn setting(text: &str, name: &Spanned<String>, word: &Spanned<String>) -> Result<(RuleId, Setting), PolicyError> {
    let found = name.as_ref().parse::<RuleId>().ok().and_then(rule);
    let Some(rule) = found else {
        let name_text = name.as_ref();
        return Err(PolicyError::at(
            text,
            &name.span(),
            &format!("没有规则“{name_text}”；gongkai rules 列出全部规则"),
            &format!("there is no rule “{name_text}”"),
        ));
    };
    let info = rule.info();
    let setting = match word.as_ref().as_str() {
        "off" => Setting::Off,
        other => Setting::At(severity(other).ok_or_else(|| {
            PolicyError::at(
                text,
                &word.span(),
                &format!("“{other}”不是级别；可用 \"off\"、\"info\"、\"warning\"、\"error\""),
                &format!("“{other}” is none of \"off\", \"info\", \"warning\", \"error\""),
            )
        })?),
    };
    let lowered = match setting {
        Setting::Off => true,
        Setting::At(severity) => severity < info.severity,
    };
    if info.maturity == Maturity::Preview && setting == Setting::At(Severity::Error) {
        return Err(PolicyError::at(
            text,
            &word.span(),
            &format!("{}（{}）是试行规则，不能定为错误；可用 \"info\"、\"warning\"", info.id, info.title.0),
            &format!("{} ({}) is a preview and cannot be an error", info.id, info.title.1),
        ));
    }
    if lowered && info.basis != Basis::Practice && info.maturity == Maturity::Stable {
        let id = info.id;
        return Err(PolicyError::at(
            text,
            &word.span(),
            &format!(
                "{id}（{}）依据法规或算术，不能关闭或降级；个别问题可用 gongkai check --accept 指纹 --reason 理由 接受",
                info.title.0
            ),
            &format!(
                "{id} ({}) rests on law or arithmetic and cannot be lowered; accept a single finding with a reason",
                info.title.1
            ),
        ));
    }
    Ok((info.id, setting))
}

fn thresholds(text: &str, file: &ThresholdsFile) -> Result<Thresholds, PolicyError> {
    let mut thresholds = Thresholds::default();
    if let Some(factor) = &file.jump_factor {
        if !(factor.as_ref().is_finite() && *factor.as_ref() > 1.0) {
            return Err(PolicyError::at(text, &factor.span(), "jump_factor 应大于 1", "jump_factor must be above 1"));
        }
        thresholds.jump_factor = *factor.as_ref();
    }
    if let Some(percent) = &file.overlap_percent {
        if !(1..=100).contains(percent.as_ref()) {
            let (zh, en) = ("overlap_percent 应在 1—100 之间", "overlap_percent lies between 1 and 100");
            return Err(PolicyError::at(text, &percent.span(), zh, en));
        }
        thresholds.overlap_percent = *percent.as_ref();
    }
    thresholds.jump_least = file.jump_least.unwrap_or(thresholds.jump_least);
    thresholds.overview_characters = file.overview_characters.unwrap_or(thresholds.overview_characters);
    Ok(thresholds)
}
