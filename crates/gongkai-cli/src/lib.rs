//! The `gongkai` command as a library, so that it can be driven without a process.
//!
//! Results go to the terminal's output, progress and diagnostics to its error stream. The status is 0 when nothing is
//! wrong, 1 when there are findings at error level, 2 when something could not be done.

mod args;
mod batch;
mod command;
mod inputs;
mod language;
mod names;
mod notes;
mod output;
mod receipt;
mod status;
mod terminal;

use std::ffi::OsString;

use clap::Parser as _;

pub use batch::stop;
pub use command::check::check_schema;
pub use status::Status;
pub use terminal::Terminal;

/// Runs the command with its arguments, the program's name first.
pub fn run<I: IntoIterator<Item = OsString>>(args: I, terminal: &mut Terminal<'_>) -> Status {
    let parsed = match args::Arguments::try_parse_from(args) {
        Ok(parsed) => parsed,
        Err(error) => {
            let text = if terminal.colour { error.render().ansi().to_string() } else { error.render().to_string() };
            // Help and version that were asked for are results; everything else is a diagnostic.
            if error.use_stderr() {
                terminal.diagnose(text.trim_end());
                return Status::Failed;
            }
            return terminal.print(&text);
        }
    };
    parsed.command.run(parsed.lang, terminal)
}
