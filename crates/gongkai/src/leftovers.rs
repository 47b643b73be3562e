//! Files that wait to be moved into their places, and what a run that was killed leaves of them.
//!
//! Every such file is called `.gongkai-…` and is locked as long as the run that made it lives. One that nobody holds is
//! what a killed run left, and may be cleared.

use std::collections::BTreeSet;
use std::fs::{self, File, TryLockError};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError, RwLock};

use gongkai_core::characters::one_line;
use gongkai_core::check::Text;
use gongkai_core::format::Limits;
use tempfile::{Builder, NamedTempFile};

use crate::{Digest, Error, read_file};

/// What the names of all files that wait begin with.
const PREFIX: &str = ".gongkai-";
/// What the name of a file ends with that says which outputs are moved together.
const ANNOUNCEMENT: &str = ".set";
/// How often a file is made anew that was cleared before it was locked.
const TRIES: usize = 16;

/// The files that wait now, to be removed when the run is given up.
static WAITING: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());
/// Held by whoever makes or moves files; taken for good by whoever gives up.
static PLACING: RwLock<()> = RwLock::new(());

/// Does something that must not be broken off by [`abandon`].
pub(crate) fn uninterrupted<T>(action: impl FnOnce() -> T) -> T {
    let _held = PLACING.read().unwrap_or_else(PoisonError::into_inner);
    action()
}

/// Gives up writing, for a process that is about to end: waits for outputs that are being moved together, lets no
/// further file be made or moved, and removes those that wait. Whoever calls this must end the process.
pub fn abandon() {
    std::mem::forget(PLACING.write().unwrap_or_else(PoisonError::into_inner));
    for path in WAITING.lock().unwrap_or_else(PoisonError::into_inner).iter() {
        let _ = fs::remove_file(path);
    }
}

/// A file that waits to be moved into its place; removed unless it is.
pub(crate) struct Waiting {
    file: Listed,
    /// The permissions that the file in its place has and keeps.
    permissions: Option<fs::Permissions>,
}

impl Waiting {
    /// An empty file beside its place.
    pub(crate) fn beside(place: &Path) -> io::Result<Self> {
        let permissions = fs::metadata(place).ok().filter(fs::Metadata::is_file).map(|found| found.permissions());
        Ok(Self { file: locked(place, "", permissions.as_ref())?, permissions })
    }

    pub(crate) fn fill(&self, bytes: &[u8]) -> io::Result<()> {
        let mut file = self.file.get()?.as_file();
        file.write_all(bytes)?;
        file.sync_all()
    }

    pub(crate) fn copy_of(&self, path: &Path) -> io::Result<()> {
        io::copy(&mut File::open(path)?, &mut self.file.get()?.as_file()).map(|_| ())
    }

    /// Moves it into its place.
    pub(crate) fn become_file(self, place: &Path) -> io::Result<()> {
        if let Some(permissions) = self.permissions {
            self.file.get()?.as_file().set_permissions(permissions)?;
        }
        self.file.move_to(place)
    }
}

/// A file that waits, on the list of those that are removed when the run is given up.
struct Listed(Option<NamedTempFile>);

impl Listed {
    fn new(file: NamedTempFile) -> Self {
        WAITING.lock().unwrap_or_else(PoisonError::into_inner).insert(file.path().to_owned());
        Self(Some(file))
    }

    fn get(&self) -> io::Result<&NamedTempFile> {
        self.0.as_ref().ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    /// Moves the file to its place.
    fn move_to(mut self, place: &Path) -> io::Result<()> {
        let file = self.0.take().ok_or(io::ErrorKind::NotFound)?;
        let waited = file.path().to_owned();
        let moved = file.persist(place).map(|_| ()).map_err(|error| error.error);
        forget(&waited);
        moved
    }
}

impl Drop for Listed {
    fn drop(&mut self) {
        if let Some(file) = self.0.take() {
            let path = file.path().to_owned();
            drop(file);
            forget(&path);
        }
    }
}

/// Says which outputs are moved together, so that the next run can tell when this one was killed between two of them.
pub(crate) struct Announced(#[expect(dead_code, reason = "the file is there as long as this is")] Listed);

impl Announced {
    /// All of them are in place, or none.
    pub(crate) fn done(self) {}
}

/// Writes down which outputs are about to be moved.
pub(crate) fn announce(outputs: &[(&Path, &[u8])]) -> Result<Announced, Error> {
    let place = outputs.first().map_or(Path::new("."), |(path, _)| path);
    let written = (|| {
        let listed = locked(place, ANNOUNCEMENT, None)?;
        let mut text = Vec::new();
        for (path, bytes) in outputs {
            let path = std::path::absolute(path)?;
            writeln!(text, "{} {}", Digest::of(bytes), path.display())?;
        }
        let mut file = listed.get()?.as_file();
        file.write_all(&text)?;
        file.sync_all()?;
        Ok(Announced(listed))
    })();
    written.map_err(|error| Error::io(place, error))
}

/// A new file in the folder of its place, locked so that nobody takes it for left over.
fn locked(place: &Path, suffix: &str, permissions: Option<&fs::Permissions>) -> io::Result<Listed> {
    let folder = place.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    uninterrupted(|| {
        for _ in 0..TRIES {
            let file = builder(suffix, permissions).tempfile_in(folder)?;
            // Where the file system has no locks, nothing is cleared either.
            let _ = file.as_file().lock();
            // Between making and locking it another run may have taken it for left over.
            if file.path().exists() {
                return Ok(Listed::new(file));
            }
        }
        Err(io::ErrorKind::ResourceBusy.into())
    })
}

/// Files get the permissions of those that they replace, or those that any new file gets.
fn builder<'a>(suffix: &'a str, permissions: Option<&fs::Permissions>) -> Builder<'static, 'a> {
    let mut builder = Builder::new();
    builder.prefix(PREFIX).rand_bytes(12).suffix(suffix);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let new = || fs::Permissions::from_mode(0o666);
        builder.permissions(permissions.cloned().unwrap_or_else(new));
    }
    #[cfg(not(unix))]
    let _ = permissions;
    builder
}

fn forget(path: &Path) {
    WAITING.lock().unwrap_or_else(PoisonError::into_inner).remove(path);
}

/// Clears what killed runs left in a folder, and says of which outputs such a run replaced some and not the others.
#[must_use]
pub fn clear_leftovers(folder: &Path) -> Vec<Text> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut said = Vec::new();
    for entry in entries.filter_map(Result::ok) {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if !is_own(&name) || !entry.file_type().is_ok_and(|kind| kind.is_file()) {
            continue;
        }
        let path = entry.path();
        let Ok(file) = File::open(&path) else { continue };
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock | TryLockError::Error(_)) => continue,
        }
        if name.ends_with(ANNOUNCEMENT) {
            said.extend(half_replaced(&path));
        }
        let _ = fs::remove_file(&path);
    }
    said
}

/// Whether a name is one that files get which wait.
fn is_own(name: &str) -> bool {
    let Some(rest) = name.strip_prefix(PREFIX) else { return false };
    let rest = rest.strip_suffix(ANNOUNCEMENT).unwrap_or(rest);
    !rest.is_empty() && rest.chars().all(|c| c.is_ascii_alphanumeric())
}

/// What is to be said of outputs that were to be moved together, when some were moved and some were not.
fn half_replaced(announcement: &Path) -> Option<Text> {
    let limits = Limits::default();
    let text = String::from_utf8(read_file(announcement, limits.settings_bytes).ok()?).ok()?;
    let (mut new, mut old) = (Vec::new(), Vec::new());
    for line in text.lines() {
        let (digest, path) = line.split_once(' ')?;
        let digest: Digest = digest.parse().ok()?;
        let there = read_file(path, limits.file_bytes).ok().map(|bytes| Digest::of(&bytes));
        let name = one_line(path).into_owned();
        if there == Some(digest) { new.push(name) } else { old.push(name) }
    }
    if new.is_empty() || old.is_empty() {
        return None;
    }
    Some(Text::new(
        format!("上次运行中断，只写好了 {}；{} 还是旧的或没有，请重新生成", new.join("、"), old.join("、")),
        format!(
            "an earlier run was stopped after it had written {}; {} are old or missing, so make them anew",
            new.join(", "),
            old.join(", ")
        ),
    ))
}
