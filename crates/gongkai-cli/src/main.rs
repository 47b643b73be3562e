//! The `gongkai` command.

use std::io::IsTerminal as _;
use std::process::ExitCode;

use gongkai_cli::{Terminal, run, stop};

/// What shells report for a program that was stopped by Ctrl-C.
const STOPPED: i32 = 130;

fn main() -> ExitCode {
    // Files in hand are finished, so that outputs are whole; whoever asks twice does not want to wait for that. Where
    // the system takes no handler, Ctrl-C ends the program as always.
    let _ = ctrlc::set_handler(|| {
        if stop() {
            std::process::exit(STOPPED);
        }
    });
    let (out, err) = (std::io::stdout(), std::io::stderr());
    let colour = out.is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let interactive = err.is_terminal();
    let mut terminal = Terminal::new(Box::new(out.lock()), Box::new(err)).with_colour(colour);
    if interactive {
        terminal = terminal.with_progress();
    }
    run(std::env::args_os(), &mut terminal).into()
}
