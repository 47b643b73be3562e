//! The `gongkai` command.

use std::io::IsTerminal as _;
use std::process::ExitCode;
use std::thread;
use std::time::Duration;

use gongkai_cli::{Terminal, abandon, run, stop};

/// What shells report for a program that was stopped by Ctrl-C.
const STOPPED: i32 = 130;

/// How long files in hand may still take once somebody has asked to stop.
const PATIENCE: Duration = Duration::from_millis(1200);

fn main() -> ExitCode {
    // Files in hand are finished if that takes no longer than somebody waits; whoever asks twice does not want to wait at
    // all. Outputs are whole or not there in either case. Where the system takes no handler, Ctrl-C ends the program as
    // always.
    let _ = ctrlc::set_handler(|| {
        if stop() {
            give_up();
        }
        thread::spawn(|| {
            thread::sleep(PATIENCE);
            give_up();
        });
    });
    // What goes wrong over a file is said as that file's error; where in the program, to whoever asks for it.
    if std::env::var_os("RUST_BACKTRACE").is_none() {
        std::panic::set_hook(Box::new(|_| {}));
    }
    let (out, err) = (std::io::stdout(), std::io::stderr());
    let colour = out.is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let interactive = err.is_terminal();
    let mut terminal = Terminal::new(Box::new(out.lock()), Box::new(err)).with_colour(colour);
    if let Some((terminal_size::Width(width), _)) = terminal_size::terminal_size().filter(|_| colour) {
        terminal = terminal.with_width(usize::from(width));
    }
    if interactive {
        terminal = terminal.with_progress();
    }
    run(std::env::args_os(), &mut terminal).into()
}

fn give_up() -> ! {
    abandon();
    std::process::exit(STOPPED)
}
