//! The `gongkai` command as a library, so that it can be driven without a process.
//!
//! Results go to the terminal's output, progress and diagnostics to its error stream. The status is 0 when nothing is
//! wrong, 1 when there are findings at error level, 2 when something could not be done.

mod accepting;
mod args;
mod batch;
mod bodies;
mod command;
mod configuration;
mod count;
mod dropped;
#[cfg(feature = "fetch")]
mod fetching;
mod help;
mod inputs;
mod language;
mod lock;
mod names;
mod notes;
mod output;
mod pairing;
mod receipt;
mod run_files;
mod standard;
mod status;
mod terminal;
mod usage;

use std::ffi::OsString;

use clap::{CommandFactory as _, FromArgMatches as _};
use gongkai::words::InWords as _;

use language::Language;

pub use batch::stop;
pub use dropped::from_an_icon;
pub use gongkai::abandon;
pub use status::Status;
pub use terminal::Terminal;

/// Runs the command with its arguments, the program's name first.
pub fn run<I: IntoIterator<Item = OsString>>(args: I, terminal: &mut Terminal<'_>) -> Status {
    let args: Vec<OsString> = args.into_iter().collect();
    if let Some(status) = guarded(Language::default(), terminal, |terminal| dropped::run(&args, terminal)) {
        return status;
    }
    let language = usage::language(&args);
    // The help and what is said of wrong arguments are put into words only for whoever is to read them.
    let in_words = || help::in_language(args::Arguments::command(), language).try_get_matches_from(&args);
    let found = args::Arguments::command().try_get_matches_from(&args).or_else(|_| in_words());
    let parsed = found.and_then(|found| args::Arguments::from_arg_matches(&found));
    let parsed = match parsed {
        Ok(parsed) => parsed,
        Err(error) => {
            // Help and version that were asked for are results; everything else is a diagnostic.
            if error.use_stderr() {
                terminal.diagnose(&usage::said(&error, language));
                return Status::Failed;
            }
            let text = if terminal.colour { error.render().ansi().to_string() } else { error.render().to_string() };
            return terminal.print_styled(&text);
        }
    };
    let language = parsed.lang;
    terminal.as_asked(language, parsed.color, parsed.quiet);
    guarded(language, terminal, |terminal| Some(parsed.command.run(language, terminal))).unwrap_or(Status::Failed)
}

/// Runs something in which a fault of the program itself is said, not the end of everything.
fn guarded(
    language: Language,
    terminal: &mut Terminal<'_>,
    run: impl FnOnce(&mut Terminal<'_>) -> Option<Status>,
) -> Option<Status> {
    gongkai::guarded(|| run(terminal)).unwrap_or_else(|said| {
        Some(command::say_failure(terminal, language, &gongkai::ErrorKind::Internal(said).in_words()))
    })
}
