//! `-`: the standard input as a file, and the standard output as one.

use std::ffi::OsStr;
use std::io::Read as _;
use std::path::Path;
use std::sync::OnceLock;

use gongkai::{Error, ErrorKind, Format, Limits, Loaded, ReadError, ReadOptions};

/// What names the standard streams.
const NAME: &str = "-";

/// Whether a path names a standard stream.
pub(crate) fn is_standard(path: &Path) -> bool {
    path.as_os_str() == OsStr::new(NAME)
}

/// A file's bytes, or those of the standard input.
pub(crate) fn load(path: &Path, limits: &Limits) -> Result<Loaded, Error> {
    if is_standard(path) {
        return input(limits).map(|bytes| Loaded::of_bytes(NAME, bytes.to_vec()));
    }
    Loaded::of(path, limits)
}

/// The options with the format of the standard input, which has no name: by its content; text is a report file where it
/// reads as one.
pub(crate) fn told(path: &Path, loaded: &Loaded, options: &ReadOptions) -> ReadOptions {
    let options = options.clone();
    if !is_standard(path) || options.format.is_some() || loaded.format(&options).is_ok() {
        return options;
    }
    let toml = options.clone().with_format(Format::Toml);
    if loaded.read(&toml).is_ok() { toml } else { options.with_format(Format::Text) }
}

/// The bytes of the standard input, which can be read only once.
pub(crate) fn input(limits: &Limits) -> Result<&'static [u8], Error> {
    static READ: OnceLock<Result<Vec<u8>, ErrorKind>> = OnceLock::new();
    let most = limits.file_bytes;
    let read = READ.get_or_init(|| {
        let mut bytes = Vec::new();
        let room = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
        match std::io::stdin().lock().take(room).read_to_end(&mut bytes) {
            Ok(_) if bytes.len() > most => {
                Err(ReadError::TooLarge { what: "文件字节数 / bytes of the file", limit: most }.into())
            }
            Ok(_) => Ok(bytes),
            Err(error) => Err(error.into()),
        }
    });
    read.as_deref().map_err(|kind| Error::new(NAME, kind.clone()))
}
