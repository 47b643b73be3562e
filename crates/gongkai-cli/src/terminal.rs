//! Where results and diagnostics go.

use std::io::Write;

use gongkai::characters::inert;
use gongkai::words::is_unparted;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::Status;
use crate::language::Language;

/// How many columns a line has where results go to a file or the terminal does not say.
const WIDTH: usize = 100;

/// When results are in colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub(crate) enum Colours {
    /// 在终端上（on a terminal）
    #[default]
    Auto,
    /// 总是（always）
    Always,
    /// 从不（never）
    Never,
}

/// The two streams of a run, and what they can show.
pub struct Terminal<'a> {
    out: Box<dyn Write + 'a>,
    err: Box<dyn Write + 'a>,
    /// Whether results are shown in colour.
    pub(crate) colour: bool,
    /// How many columns a line of results has.
    pub(crate) width: usize,
    progress: bool,
    quiet: bool,
    language: Language,
}

impl<'a> Terminal<'a> {
    /// A terminal of these streams, without colour and without a progress bar.
    #[must_use]
    pub fn new(out: Box<dyn Write + 'a>, err: Box<dyn Write + 'a>) -> Self {
        Self { out, err, colour: false, width: WIDTH, progress: false, quiet: false, language: Language::default() }
    }

    /// The same with results in colour, or not.
    #[must_use]
    pub fn with_colour(mut self, colour: bool) -> Self {
        self.colour = colour;
        self
    }

    /// The same with lines of so many columns.
    #[must_use]
    pub fn with_width(mut self, width: usize) -> Self {
        self.width = width;
        self
    }

    /// The same with a progress bar on the standard error stream of the process.
    #[must_use]
    pub fn with_progress(mut self) -> Self {
        self.progress = true;
        self
    }

    /// Follows what somebody asked for on the command line: the language, neither progress nor notes, and when results are
    /// in colour.
    pub(crate) fn as_asked(&mut self, language: Language, colours: Colours, quiet: bool) {
        self.language = language;
        self.quiet = quiet;
        self.progress &= !quiet;
        match colours {
            Colours::Auto => {}
            Colours::Always => self.colour = true,
            Colours::Never => self.colour = false,
        }
    }

    /// Prints a result, in which no character acts on the terminal. A reader that has gone away (`gongkai … | head`)
    /// ends the run without a complaint.
    pub(crate) fn print(&mut self, text: &str) -> Status {
        self.put(&inert(text))
    }

    /// Prints a result that may be in colour: whoever made it has made inert what was read from files.
    pub(crate) fn print_styled(&mut self, text: &str) -> Status {
        if self.colour { self.put(text) } else { self.print(text) }
    }

    /// Hands on a file as it is, for whatever program reads the standard output.
    pub(crate) fn print_bytes(&mut self, bytes: &[u8]) -> Status {
        self.put_bytes(bytes)
    }

    fn put(&mut self, text: &str) -> Status {
        self.put_bytes(text.as_bytes())
    }

    fn put_bytes(&mut self, bytes: &[u8]) -> Status {
        match self.out.write_all(bytes).and_then(|()| self.out.flush()) {
            Ok(()) => Status::Fine,
            Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Status::Fine,
            Err(error) => {
                let (why, word) = (gongkai::refusal(&error), ("无法输出结果", "cannot print results"));
                let said = self.language.pick(format!("{}：{}", word.0, why.zh), format!("{}: {}", word.1, why.en));
                self.diagnose(&said);
                Status::Failed
            }
        }
    }

    /// Says what is good to know and nobody has to act on; not to whoever wants quiet.
    pub(crate) fn note(&mut self, text: &str) {
        if !self.quiet {
            self.diagnose(text);
        }
    }

    /// Says something beside the results, in which no character acts on the terminal. Nothing can be done when that fails.
    pub(crate) fn diagnose(&mut self, text: &str) {
        debug_assert!(!is_unparted(text), "in both languages: {text}");
        let _ = writeln!(self.err, "{}", inert(text));
    }

    /// A bar for so many files; hidden unless a person looks at it and there is more than one.
    pub(crate) fn bar(&self, files: usize) -> ProgressBar {
        if !self.progress || files < 2 {
            return ProgressBar::hidden();
        }
        let bar = ProgressBar::with_draw_target(u64::try_from(files).ok(), ProgressDrawTarget::stderr());
        if let Ok(style) = ProgressStyle::with_template("{bar:32} {pos}/{len} {wide_msg}") {
            bar.set_style(style);
        }
        bar
    }
}
