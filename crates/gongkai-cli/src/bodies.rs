//! The office's bodies: the tree in `bodies.toml`, and lists of those who must file.

use std::path::{Path, PathBuf};

use clap::Args;
use gongkai::bodies::Bodies;
use gongkai::words::InWords as _;
use gongkai::{ErrorKind, Format, Limits, ReadError};
use gongkai_policy::{Listed, read_bodies};

use crate::inputs::Input;
use crate::language::Language;
use crate::run_files::shown;
use crate::{Terminal, command};

/// The tree that is used where none is named and this one lies in the current folder.
pub(crate) const TREE: &str = "bodies.toml";

/// Who the bodies are, and who of them must file.
#[derive(Debug, Clone, Args)]
pub(crate) struct Known {
    /// 应报单位名单（.txt、.csv、.xlsx、.xls，每行一个），或单位树 bodies.toml（who must file: a list, or the tree of bodies）
    #[arg(long, value_name = "LIST")]
    pub(crate) expect: Option<PathBuf>,
    /// 单位树：各单位的名称、简称、曾用名和上下级；默认用当前文件夹的 bodies.toml（the tree of bodies）
    #[arg(long, value_name = "FILE")]
    pub(crate) bodies: Option<PathBuf>,
}

/// What was read of it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Office {
    /// Everybody who is known, with every name.
    pub(crate) bodies: Bodies,
    /// Those who must file, where that was said, each with the names that are known of it.
    pub(crate) expected: Option<Bodies>,
}

impl Office {
    /// Whether a file that could not be read only lies among the reports of a folder (说明.txt): it holds no report, and is
    /// not meant as one. It is meant as one where its name says so or speaks of a body, and where it may be a scan.
    pub(crate) fn passes_over(&self, input: &Input, error: &gongkai::Error, in_folder: bool) -> bool {
        let no_report = matches!(&error.kind, ErrorKind::Read(ReadError::NoReport { .. }));
        let stem = input.relative.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let named = ["年报", "年度报告", "报告", "年度信息公开"].iter().any(|word| stem.contains(word));
        let about = ["说明", "通知", "须知", "名单", "清单", "读我"].iter().any(|word| stem.contains(word));
        let file = input.relative.display().to_string();
        let speaks = |bodies: &Bodies| bodies.file_names().of_path(&file).is_some();
        let body = self.expected.as_ref().is_some_and(speaks) || speaks(&self.bodies);
        let may_be_scan =
            matches!(Format::of_input(&input.path), None | Some(Format::Pdf | Format::Ofd | Format::Html));
        in_folder && no_report && !body && (about || !named) && !may_be_scan
    }
}

/// Says that a file holds no report and is passed over.
pub(crate) fn say_passed_over(input: &Input, error: &gongkai::Error, language: Language, terminal: &mut Terminal<'_>) {
    let (name, why) = (shown(&input.relative), error.kind.in_words());
    terminal.diagnose(&match language {
        Language::Zh => format!("不是报告，跳过: {name}（{}）", why.zh),
        Language::En => format!("no report, passed over: {name} ({})", why.en),
    });
}

impl Known {
    /// The files that are read.
    pub(crate) fn files(&self) -> impl Iterator<Item = PathBuf> + '_ {
        self.expect.iter().cloned().chain(self.tree())
    }

    /// The tree: the file that is named, or the one in the current folder.
    fn tree(&self) -> Option<PathBuf> {
        let default = Path::new(TREE);
        self.bodies.clone().or_else(|| default.is_file().then(|| default.to_owned()))
    }

    /// Reads what was given, and says what of a list was taken for no body.
    pub(crate) fn read(&self, language: Language, terminal: &mut Terminal<'_>) -> Result<Office, String> {
        let bodies = self.tree().map(|path| read(&path, language)).transpose()?.unwrap_or_default();
        let listed = self.expect.as_ref().map(|path| read(path, language)).transpose()?;
        for said in bodies.remarks.iter().chain(listed.iter().flat_map(|listed| &listed.remarks)) {
            terminal.note(&format!("{}: {}", language.note(), language.of(said)));
        }
        let expected = listed.map(|listed| listed.bodies.with_names_of(&bodies.bodies));
        Ok(Office { bodies: bodies.bodies, expected })
    }
}

/// The bytes of a list, a workbook of the older notation put into the newer one.
pub(crate) fn list_bytes(path: &Path, language: Language) -> Result<Vec<u8>, String> {
    let limits = Limits::default();
    let failed = |error: &gongkai::Error| command::describe(language, error);
    let bytes = gongkai::read_file(path, limits.file_bytes).map_err(|error| failed(&error))?;
    let newer = gongkai::newer_workbook(&bytes, &limits).map_err(|error| failed(&gongkai::Error::new(path, error)))?;
    Ok(newer.into_owned())
}

fn read(path: &Path, language: Language) -> Result<Listed, String> {
    let bytes = list_bytes(path, language)?;
    read_bodies(&path.to_string_lossy(), &bytes).map_err(|error| command::check::wrong_policy(language, path, &error))
}
