//! The shape of `gongkai.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PolicyFile {
    /// Rule ids with `"off"`, `"info"`, `"warning"` or `"error"`.
    #[serde(default)]
    pub(crate) rules: BTreeMap<Spanned<String>, Spanned<String>>,
    /// Whether rules in preview are run.
    #[serde(default)]
    pub(crate) preview: bool,
    #[serde(default)]
    pub(crate) thresholds: ThresholdsFile,
    /// Local checks.
    #[serde(default, rename = "check")]
    pub(crate) checks: Vec<CheckFile>,
    /// Words that are wrong with what to write instead.
    #[serde(default)]
    pub(crate) words: BTreeMap<Spanned<String>, Spanned<String>>,
    /// Statements that notices ask for.
    #[serde(default)]
    pub(crate) required: Vec<RequiredFile>,
    /// Bodies with several names, `新名=旧名`.
    #[serde(default)]
    pub(crate) names: Vec<Spanned<String>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ThresholdsFile {
    pub(crate) jump_factor: Option<Spanned<f64>>,
    pub(crate) jump_least: Option<u32>,
    pub(crate) overlap_percent: Option<Spanned<u8>>,
    pub(crate) overview_characters: Option<usize>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CheckFile {
    pub(crate) id: Spanned<String>,
    pub(crate) title: Option<String>,
    pub(crate) expression: Spanned<String>,
    pub(crate) message: String,
    pub(crate) message_en: Option<String>,
    pub(crate) help: Option<String>,
    pub(crate) severity: Option<Spanned<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RequiredFile {
    pub(crate) id: Spanned<String>,
    pub(crate) notice: Spanned<String>,
    pub(crate) words: Spanned<Vec<String>>,
    pub(crate) section: Option<Spanned<String>>,
    #[serde(default)]
    pub(crate) number: bool,
    pub(crate) equals: Option<Spanned<String>>,
    pub(crate) severity: Option<Spanned<String>>,
}
