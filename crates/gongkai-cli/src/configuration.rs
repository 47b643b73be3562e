//! The office's configuration: the file that is named, else the `gongkai.toml` nearest to what was named on the command line,
//! in that folder or one above. What lies deeper in a folder that was named came from those who submit: it sets nothing.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args;
use gongkai::Limits;
use gongkai::bodies::Bodies;
use gongkai::check::{Basis, Rule, RuleId, rule, rules};
use gongkai::words::Text;
use gongkai_policy::{Policy, Setting};

use crate::accepting::folder_of;
use crate::command;
use crate::inputs::Input;
use crate::language::Language;
use crate::run_files::shown;

/// The name under which a configuration is found.
pub(crate) const NAME: &str = "gongkai.toml";

/// Which configuration is used.
#[derive(Debug, Args)]
pub(crate) struct Configured {
    /// 本单位的配置；默认用报告所在文件夹或其上级最近的 gongkai.toml（the office's configuration; by default the gongkai.toml nearest above each report）
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
}

/// Which rules of practice are run.
#[derive(Debug, Args)]
pub(crate) struct Selecting {
    /// 实务规则只查这几条，逗号分隔，如 GK301,GK302；法规和算术规则照常检查（of the rules of practice only these; rules of law and arithmetic are run in any case）
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    select: Vec<String>,
    /// 不查这几条实务规则，逗号分隔；法规和算术规则不能略去（leave these rules of practice out; those of law and arithmetic cannot be）
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    ignore: Vec<String>,
}

/// The configurations of a run.
#[derive(Debug, Default)]
pub(crate) struct Configurations {
    read: Vec<(PathBuf, Policy)>,
    /// Which of them is used for the reports of a folder.
    of_folder: BTreeMap<PathBuf, Option<usize>>,
    /// The one that is named, which is used for every report.
    named: Option<usize>,
    none: Policy,
}

impl Configurations {
    /// Reads what is used for these files.
    pub(crate) fn read<'f>(
        configured: &Configured,
        files: impl IntoIterator<Item = &'f Input>,
        language: Language,
    ) -> Result<Self, String> {
        let mut all = Self::default();
        if let Some(path) = &configured.config {
            all.named = Some(all.index(path, language)?);
            return Ok(all);
        }
        for file in files {
            let folder = folder_of(&file.path);
            if !all.of_folder.contains_key(folder) {
                let depth = file.relative.components().count();
                let named = file.path.ancestors().nth(depth).filter(|above| !above.as_os_str().is_empty());
                let found =
                    nearest(named.unwrap_or(Path::new("."))).map(|path| all.index(&path, language)).transpose()?;
                all.of_folder.insert(folder.to_owned(), found);
            }
        }
        Ok(all)
    }

    fn index(&mut self, path: &Path, language: Language) -> Result<usize, String> {
        if let Some(known) = self.read.iter().position(|(known, _)| known == path) {
            return Ok(known);
        }
        let bytes = gongkai::read_file(path, Limits::default().settings_bytes)
            .map_err(|error| command::describe(language, &error))?;
        let policy = Policy::read(&bytes).map_err(|error| command::check::wrong_policy(language, path, &error))?;
        self.read.push((path.to_owned(), policy));
        Ok(self.read.len() - 1)
    }

    /// What is used for a file.
    pub(crate) fn of(&self, file: &Path) -> &Policy {
        let index = self.named.or_else(|| self.of_folder.get(folder_of(file)).copied().flatten());
        index.and_then(|index| self.read.get(index)).map_or(&self.none, |(_, policy)| policy)
    }

    /// Every file that was read.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &PathBuf> {
        self.read.iter().map(|(path, _)| path)
    }

    /// Which files were found, where none was named: somebody else may have put one there.
    pub(crate) fn found(&self) -> impl Iterator<Item = &Path> {
        self.read.iter().filter(|_| self.named.is_none()).map(|(path, _)| path.as_path())
    }

    /// The bodies with every name that any of them gives.
    pub(crate) fn bodies(&self) -> Bodies {
        self.read.iter().fold(Bodies::none(), |bodies, (_, policy)| bodies.and(&policy.bodies))
    }

    /// Leaves out the rules of practice that are not asked for.
    pub(crate) fn select(&mut self, selecting: &Selecting) -> Result<(), Text> {
        let select = known(&selecting.select)?;
        let ignore = known(&selecting.ignore)?;
        if let Some(kept) = ignore.iter().find(|rule| rule.info().basis != Basis::Practice) {
            let (id, title) = (kept.info().id, kept.info().title);
            return Err(Text::new(
                format!("{id} {}不是实务规则，不能用 --ignore 略去；个别情况属实的，用 --accept 接受", title.0),
                format!(
                    "{id} {} is no rule of practice and cannot be left out; accept single findings by --accept",
                    title.1
                ),
            ));
        }
        let policies = self.read.iter_mut().map(|(_, policy)| policy).chain([&mut self.none]);
        for policy in policies {
            for one in rules().iter().filter(|one| one.info().basis == Basis::Practice) {
                let (id, asked) =
                    (one.info().id, |list: &[&dyn Rule]| list.iter().any(|r| r.info().id == one.info().id));
                if asked(&ignore) || (!select.is_empty() && !asked(&select)) {
                    policy.rules.insert(id, Setting::Off);
                } else if asked(&select) && !matches!(policy.rules.get(&id), Some(Setting::At(_))) {
                    // What is asked for by name is run though it is switched off or in preview.
                    policy.rules.insert(id, Setting::At(one.info().severity));
                }
            }
        }
        Ok(())
    }
}

/// The rules of these ids or names.
fn known(names: &[String]) -> Result<Vec<&'static dyn Rule>, Text> {
    let one = |name: &String| {
        let name = name.trim();
        let by_id = name.to_uppercase().parse::<RuleId>().ok().and_then(rule);
        by_id.or_else(|| rules().iter().copied().find(|rule| rule.info().name == name.to_lowercase())).ok_or_else(
            || {
                Text::new(
                    format!("没有规则“{name}”；gongkai rules 列出全部规则"),
                    format!("there is no rule “{name}”; see gongkai rules"),
                )
            },
        )
    };
    names.iter().map(one).collect()
}

/// The configuration nearest to a folder, in it or above.
fn nearest(folder: &Path) -> Option<PathBuf> {
    let here = folder.join(NAME);
    if here.is_file() {
        // Named as a person would name it.
        return Some(if folder == Path::new(".") { PathBuf::from(NAME) } else { here });
    }
    let whole = folder.canonicalize().ok()?;
    let found = whole.ancestors().skip(1).map(|above| above.join(NAME)).find(|path| path.is_file())?;
    let current = std::env::current_dir().ok().and_then(|current| current.canonicalize().ok());
    let short = current.and_then(|current| found.strip_prefix(current).ok().map(Path::to_owned));
    Some(short.unwrap_or(found))
}

/// Says which configurations were found that do not lie in the current folder.
pub(crate) fn say_found(configurations: &Configurations, language: Language, terminal: &mut crate::Terminal<'_>) {
    for path in configurations.found().filter(|path| *path != Path::new(NAME)) {
        let word = language.pick("按配置检查", "checked by the configuration");
        terminal.note(&format!("{word}: {}", shown(path)));
    }
}
