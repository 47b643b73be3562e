//! Files without a command: dropped on the program's icon by somebody who never saw a shell.
//!
//! They are checked, and what was found is written beside them as a page that a double click opens. Nothing else is
//! written, and nothing is opened.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::{CommandFactory as _, Parser as _};

use crate::args::{Arguments, Command};
use crate::language::Language;
use crate::run_files::shown;
use crate::{Status, Terminal, command};

/// The name of the page, and its ending.
const NAME: (&str, &str) = ("检查结果", "html");

/// How many pages of earlier runs may lie there.
const MOST: u32 = 999;

/// The files that the arguments name, where they are nothing but files.
fn files(args: &[OsString]) -> Option<&[OsString]> {
    let files = args.get(1..).filter(|files| !files.is_empty())?;
    let is_command = |name: &OsString| {
        let name = name.to_string_lossy();
        name == "help" || Arguments::command().get_subcommands().any(|command| command.get_name() == name)
    };
    let all_there = files.iter().all(|file| !file.to_string_lossy().starts_with('-') && Path::new(file).exists());
    (all_there && !files.first().is_some_and(is_command)).then_some(files)
}

/// Whether the arguments are what a double click or files dropped on the icon give: whoever does that has no window that
/// stays.
#[must_use]
pub fn from_an_icon(args: &[OsString]) -> bool {
    args.len() < 2 || files(args).is_some()
}

/// Checks the files and writes the page, where the arguments name files alone.
pub(crate) fn run(args: &[OsString], terminal: &mut Terminal<'_>) -> Option<Status> {
    let files = files(args)?;
    let language = Language::default();
    let Some(page) = page_beside(Path::new(files.first()?)) else {
        let zh = format!("已有太多“{}”，请移走一些", NAME.0);
        return Some(command::fail(terminal, language, &zh, "too many lists of findings lie there; move some away"));
    };
    let words = ["gongkai", "check", "--format", "html", "--output"].map(OsString::from);
    let args = words.into_iter().chain([page.clone().into_os_string(), "--".into()]).chain(files.iter().cloned());
    let status = match Arguments::try_parse_from(args) {
        Ok(Arguments { command: Command::Check(check), .. }) => check.run(language, terminal),
        _ => return None,
    };
    if page.exists() {
        let said = language.pick("检查结果写在", "the findings are in");
        terminal.diagnose(&format!("\n{said} {}", shown(&page)));
    }
    Some(status)
}

/// A name beside the file that nothing has.
fn page_beside(file: &Path) -> Option<PathBuf> {
    let (name, ending) = NAME;
    let names = std::iter::once(format!("{name}.{ending}")).chain((2..=MOST).map(|n| format!("{name}-{n}.{ending}")));
    names.map(|name| file.with_file_name(name)).find(|path| !path.exists())
}
