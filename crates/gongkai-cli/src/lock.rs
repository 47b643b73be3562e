//! Locks beside files that several people may change at once.

use std::fs::OpenOptions;
use std::path::{Path, PathBuf};
use std::time::Duration;

use same_file::Handle;

/// A lock beside a file, held until it is dropped. What a killed run leaves of it holds nobody.
pub(crate) struct Held {
    path: PathBuf,
    /// The lock that is let go after its file is gone, so that whoever waited for it sees that and takes a new one.
    _lock: Handle,
}

impl Held {
    /// The lock beside a file, once nobody else holds it.
    pub(crate) fn beside(path: &Path) -> std::io::Result<Self> {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let path = path.with_file_name(format!(".{name}.lock"));
        // Windows refuses the name for a moment while a file that others had open goes away.
        let mut patience = if cfg!(windows) { 200 } else { 0 };
        loop {
            match OpenOptions::new().read(true).append(true).create(true).open(&path) {
                Ok(file) => {
                    let lock = Handle::from_file(file)?;
                    lock.as_file().lock()?;
                    // Whoever held it before has taken the file away.
                    if Handle::from_path(&path).is_ok_and(|there| there == lock) {
                        return Ok(Self { path, _lock: lock });
                    }
                }
                Err(_) if patience > 0 => {
                    patience -= 1;
                    std::thread::sleep(Duration::from_millis(10));
                }
                Err(error) => return Err(error),
            }
        }
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.path);
    }
}
