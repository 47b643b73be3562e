//! All that goes back in one archive.

use std::path::{Path, PathBuf};

use gongkai::Limits;
use gongkai_opc::Packing;

/// All that goes back, packed into one archive.
pub(super) struct Bundle;

impl Bundle {
    /// The most that is packed, in bytes.
    const MOST: usize = 1 << 30;

    /// The archive of files of a folder, the index in front; nothing where there is too much. Each file is read again as
    /// it is packed, so that all of them are never held at once.
    pub(super) fn of(folder: &Path, index: &str, mut files: Vec<PathBuf>) -> Result<Option<Vec<u8>>, String> {
        files.sort();
        files.insert(0, PathBuf::from(index));
        let mut packing = Packing::new();
        let most = Limits::default().file_bytes.saturating_mul(8);
        for name in files {
            let bytes = gongkai::read_file(folder.join(&name), most).map_err(|error| error.to_string())?;
            let name: Vec<String> = name.iter().map(|part| part.to_string_lossy().into_owned()).collect();
            packing.add(&name.join("/"), &bytes).map_err(|error| error.to_string())?;
            if packing.taken() > Self::MOST {
                return Ok(None);
            }
        }
        packing.finish().map(Some).map_err(|error| error.to_string())
    }
}
