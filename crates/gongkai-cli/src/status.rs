//! Exit statuses.

use std::process::ExitCode;

/// How a run ended; the greater is the worse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Status {
    /// Nothing is wrong.
    #[default]
    Fine,
    /// There are findings at error level.
    Findings,
    /// Something could not be done.
    Failed,
}

impl Status {
    /// The status as the process reports it: 0, 1 or 2.
    #[must_use]
    pub fn code(self) -> u8 {
        match self {
            Self::Fine => 0,
            Self::Findings => 1,
            Self::Failed => 2,
        }
    }
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(status.code())
    }
}
