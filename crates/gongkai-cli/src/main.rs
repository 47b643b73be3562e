//! The `gongkai` command.

use std::ffi::OsString;
use std::io::{IsTerminal as _, Write as _};
use std::process::ExitCode;
use std::thread;
use std::time::Duration;

use gongkai_cli::{Terminal, abandon, from_an_icon, run, stop};

/// A report is made of many small pieces of memory. Linked with musl, as what is released for Linux is, the system hands
/// them out one at a time to all threads, which takes as long as everything else.
#[cfg(all(feature = "mimalloc", target_os = "linux"))]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

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
    let colour = out.is_terminal() && std::env::var_os("NO_COLOR").is_none() && takes_colours();
    let interactive = err.is_terminal();
    let mut terminal = Terminal::new(Box::new(out.lock()), Box::new(err)).with_colour(colour);
    if let Some((terminal_size::Width(width), _)) = terminal_size::terminal_size().filter(|_| out.is_terminal()) {
        terminal = terminal.with_width(usize::from(width));
    }
    if interactive {
        terminal = terminal.with_progress();
    }
    let args: Vec<OsString> = std::env::args_os().collect();
    let stays = !cfg!(windows) || !from_an_icon(&args) || std::env::var_os("PROMPT").is_some();
    let status = run(args, &mut terminal);
    drop(terminal);
    if !stays {
        wait();
    }
    status.into()
}

/// Keeps a window that was opened for this program alone until what it says has been read. (A prompt, which the system's
/// shell always has, says that the window is a shell's.)
fn wait() {
    let (input, mut said) = (std::io::stdin(), std::io::stderr());
    if input.is_terminal() && said.is_terminal() {
        let _ = writeln!(said, "\n按回车键关闭窗口 / press Enter to close");
        let _ = input.read_line(&mut String::new());
    }
}

/// Whether the terminal takes colours: a console of Windows has to be asked.
fn takes_colours() -> bool {
    #[cfg(windows)]
    return anstyle_query::windows::enable_ansi_colors().unwrap_or(false);
    #[cfg(not(windows))]
    true
}

fn give_up() -> ! {
    abandon();
    std::process::exit(STOPPED)
}
