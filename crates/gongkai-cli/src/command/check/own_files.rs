//! Files that earlier runs wrote into the folder of letters and that have no place for a record of their own: a body's own
//! file with remarks in it, of which nothing else is changed, the index, the archive. What stands for each is kept beside
//! them, so that one which nobody touched is replaced as review goes on, and one that somebody edited is not.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use gongkai::{Digest, Limits, Replace, WriteOptions};

use crate::run_files::Replacing;

/// Where it is kept: a line a file, as the programs write and check that make such digests.
const RECORD: &str = ".退改.sha256";

/// The files of a folder that were written without a record in them.
pub(super) struct OwnFiles<'a> {
    folder: &'a Path,
    /// What earlier runs wrote.
    before: BTreeMap<PathBuf, Digest>,
}

impl<'a> OwnFiles<'a> {
    /// The files of a folder; a record that cannot be read speaks for none.
    pub(super) fn of(folder: &'a Path) -> Self {
        let read = gongkai::read_file(folder.join(RECORD), Limits::default().file_bytes);
        let text = read.ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default();
        let line = |line: &str| {
            let (digest, name) = line.split_once("  ")?;
            Some((PathBuf::from(name), digest.parse().ok()?))
        };
        Self { folder, before: text.lines().filter_map(line).collect() }
    }

    /// Writes a file, in the place of one that an earlier run wrote and nobody changed. Gives what stands for it.
    pub(super) fn save(&self, name: &Path, bytes: Vec<u8>, replacing: Replacing) -> Result<Digest, gongkai::Error> {
        let path = self.folder.join(name);
        let digest = Digest::of(&bytes);
        let untouched = self.before.get(name).is_some_and(|written| {
            let there = gongkai::read_file(&path, Limits::default().file_bytes.saturating_mul(8));
            there.is_ok_and(|there| Digest::of(&there) == *written)
        });
        let options = replacing.in_options(WriteOptions::default());
        let options = if untouched { options.with_replace(Replace::Always) } else { options };
        gongkai::save_unsealed(path, bytes, &options)?;
        Ok(digest)
    }

    /// Keeps what stands for the files that this run wrote, and for those of earlier runs.
    pub(super) fn finish(self, now: Vec<(PathBuf, Digest)>) -> Result<(), gongkai::Error> {
        if now.is_empty() {
            return Ok(());
        }
        let mut all = self.before;
        all.extend(now);
        let lines: String = all.iter().map(|(name, digest)| format!("{digest}  {}\n", name.display())).collect();
        let options = WriteOptions::default().with_replace(Replace::Always);
        gongkai::save_unsealed(self.folder.join(RECORD), lines.into_bytes(), &options)
    }
}
