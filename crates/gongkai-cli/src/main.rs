//! The `gongkai` command.

use std::io::IsTerminal as _;
use std::process::ExitCode;

use gongkai_cli::{Terminal, run};

fn main() -> ExitCode {
    let (out, err) = (std::io::stdout(), std::io::stderr());
    let colour = out.is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let interactive = err.is_terminal();
    let mut terminal = Terminal::new(Box::new(out.lock()), Box::new(err)).with_colour(colour);
    if interactive {
        terminal = terminal.with_progress();
    }
    run(std::env::args_os(), &mut terminal).into()
}
