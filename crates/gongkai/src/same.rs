//! Whether two paths are one file.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// Files, by everything that may make two paths the same: where they really lie, their names without regard to case
/// (many file systems know none), and on Unix the file itself, which may have several names.
///
/// ```
/// use gongkai::FileSet;
/// let mut files = FileSet::default();
/// files.insert("Cargo.toml".as_ref());
/// assert!(files.contains("./src/../cargo.TOML".as_ref()));
/// assert!(!files.contains("other.toml".as_ref()));
/// ```
#[derive(Debug, Clone, Default)]
pub struct FileSet {
    names: HashSet<PathBuf>,
    files: HashSet<(u64, u64)>,
}

impl FileSet {
    /// Takes a file, which need not be there. Says whether it is new.
    pub fn insert(&mut self, path: &Path) -> bool {
        let known = self.contains(path);
        self.names.insert(name(path));
        self.files.extend(file(path));
        !known
    }

    /// Whether a path is one of the files.
    #[must_use]
    pub fn contains(&self, path: &Path) -> bool {
        self.names.contains(&name(path)) || file(path).is_some_and(|file| self.files.contains(&file))
    }
}

/// Where a file really lies, its own name without regard to case.
fn name(path: &Path) -> PathBuf {
    let real = path.canonicalize().or_else(|_| {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let folder = folder.canonicalize().or_else(|_| std::path::absolute(folder))?;
        Ok::<_, std::io::Error>(folder.join(path.file_name().unwrap_or_default()))
    });
    let real = real.unwrap_or_else(|_| path.to_owned());
    let folded = real.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    real.with_file_name(folded)
}

/// The file itself, whatever it is called.
#[cfg(unix)]
fn file(path: &Path) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt as _;
    let metadata = std::fs::metadata(path).ok()?;
    Some((metadata.dev(), metadata.ino()))
}

#[cfg(not(unix))]
fn file(_path: &Path) -> Option<(u64, u64)> {
    None
}
