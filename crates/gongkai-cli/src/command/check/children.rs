//! The reports that consolidated ones add up: for one report all that are given, for several to each its own.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use gongkai::bodies::{Bodies, lies_within};
use gongkai::characters::one_line;
use gongkai::check::Child;
use gongkai::{ReadOptions, Report};

use crate::inputs::{self, Input};
use crate::language::Language;
use crate::run_files::shown;
use crate::{Status, Terminal, batch, command};

/// The subordinate reports of a run.
pub(super) struct Children {
    /// Each with its path within the folder that was named, and whether some report has taken it for its own.
    read: Vec<(PathBuf, Child, AtomicBool)>,
    /// Whether all of them are one report's.
    of_one: bool,
}

impl Children {
    /// Reads what was given, and says what of it cannot be read.
    pub(super) fn read(
        paths: &[PathBuf],
        of_one: bool,
        jobs: Option<usize>,
        language: Language,
        terminal: &mut Terminal<'_>,
    ) -> (Option<Self>, Status) {
        if paths.is_empty() {
            return (None, Status::Fine);
        }
        let mut status = Status::Fine;
        let found = inputs::expand(paths);
        for failure in &found.failures {
            status = command::say_failure(terminal, language, failure);
        }
        let options = ReadOptions::default();
        let open = |input: &Input| (input.relative.clone(), gongkai::open(&input.path, &options));
        let broken = |input: &Input, said| {
            let error = gongkai::Error::new(&input.path, gongkai::ErrorKind::Internal(said));
            (input.relative.clone(), Err(error))
        };
        let name = |input: &Input| input.relative.display().to_string();
        let (readings, undone) = batch::all(&found.files, jobs, &terminal.bar(found.files.len()), name, open, broken);
        status = status.max(command::say_undone(terminal, language, undone));
        let mut read = Vec::new();
        for (path, reading) in readings {
            match reading {
                Ok(reading) => {
                    let child = Child::new(path.display().to_string(), reading.report);
                    read.push((path, child, AtomicBool::new(false)));
                }
                Err(error) => status = command::fail_with(terminal, language, &error),
            }
        }
        (Some(Self { read, of_one }), status)
    }

    /// Those of a report: of several the ones in a folder that bears its body's name, else the ones whose own names say
    /// that they lie in its county.
    pub(super) fn of(&self, report: &Report, bodies: &Bodies) -> Vec<Child> {
        let organ = report.organ.name.trim();
        let in_folder = |path: &Path| {
            let folders = path.parent().into_iter().flat_map(Path::components);
            let mut folders = folders.map(|folder| folder.as_os_str().to_string_lossy());
            folders.any(|folder| !organ.is_empty() && bodies.are_one(&folder, organ))
        };
        let take = |own: &dyn Fn(&Path, &Child) -> bool| -> Vec<Child> {
            let own = self.read.iter().filter(|(path, child, _)| own(path, child));
            own.map(|(_, child, taken)| {
                taken.store(true, Ordering::Relaxed);
                child.clone()
            })
            .collect()
        };
        if self.of_one {
            return take(&|_, _| true);
        }
        let own = take(&|path, _| in_folder(path));
        if own.is_empty() { take(&|_, child| lies_within(&child.report.organ.name, organ)) } else { own }
    }

    /// Says which of them no report has taken for its own.
    pub(super) fn say_left(&self, language: Language, terminal: &mut Terminal<'_>) {
        let left = self.read.iter().filter(|(_, _, taken)| !taken.load(Ordering::Relaxed));
        for (path, child, _) in left {
            let (file, organ) = (shown(path), one_line(&child.report.organ.name));
            let zh = format!("注意: “{organ}”的报告（{file}）不属于所检查的任何一份汇总，没有用");
            let en = format!("note: the report of “{organ}” ({file}) belongs to none of those checked and is not used");
            terminal.diagnose(language.pick(&zh, &en));
        }
    }
}
