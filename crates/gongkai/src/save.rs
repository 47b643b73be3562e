//! Writing reports to bytes and files.

use std::path::{Path, PathBuf};
#[cfg(feature = "pdf")]
use std::sync::{Arc, OnceLock};

use gongkai_core::document::{Document, Remark};
use gongkai_core::form::CellKey;
use gongkai_core::format::{Limits, ReadError, Written};
use gongkai_core::style::Style;
use gongkai_core::words::Text;
use gongkai_core::{Report, compose};

use crate::outputs::{self, Output, Replace};
use crate::record::Record;
use crate::{Digest, Error, ErrorKind, FileSet, Format, guarded, read_file};
#[cfg(feature = "pdf")]
use gongkai_layout::Fonts;

/// How a report is written.
///
/// Clones share the fonts of the system, which are looked for once, when the first PDF is written.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct WriteOptions {
    /// The format, where the extension should not decide.
    pub format: Option<Format>,
    /// How the filing looks in Word and PDF.
    pub style: Style,
    /// Folders where fonts are looked for besides the system's.
    pub font_dirs: Vec<PathBuf>,
    /// The digest of what the report was read from, recorded in the files that can hold it.
    pub input: Option<Digest>,
    /// Which files that are there may be replaced.
    pub replace: Replace,
    /// Whether a report is refused of which an output would lose something, so that nothing is written at all.
    pub refuse_losses: bool,
    /// Whether a web page is written as the part that is pasted into a site's editor: without its frame and its sheet.
    pub fragment: bool,
    /// What to say beside cells to whoever fills them in, in formats that are filled in.
    pub hints: Vec<(CellKey, String)>,
    /// The cells that could not be read of what the report comes from: files for people say so where they stand, in words
    /// ([`gongkai_core::reading::NOT_READ`]); report files leave them open as ever.
    pub not_read: Vec<CellKey>,
    #[cfg(feature = "pdf")]
    fonts: Arc<OnceLock<Arc<Fonts>>>,
}

impl WriteOptions {
    /// The same for one format, whatever the file is called.
    #[must_use]
    pub fn with_format(mut self, format: Format) -> Self {
        self.format = Some(format);
        self
    }

    /// The same in another style.
    #[must_use]
    pub fn with_style(mut self, style: Style) -> Self {
        self.style = style;
        self
    }

    /// The same with folders where fonts are looked for besides the system's.
    #[must_use]
    pub fn with_font_dirs(mut self, dirs: Vec<PathBuf>) -> Self {
        self.font_dirs = dirs;
        #[cfg(feature = "pdf")]
        {
            self.fonts = Arc::default();
        }
        self
    }

    /// The same with these fonts and no others, found already.
    #[cfg(feature = "pdf")]
    #[must_use]
    pub fn with_fonts(mut self, fonts: Arc<Fonts>) -> Self {
        self.fonts = Arc::new(OnceLock::from(fonts));
        self
    }

    /// The same for a report that was read from what has this digest.
    #[must_use]
    pub fn with_input(mut self, input: Digest) -> Self {
        self.input = Some(input);
        self
    }

    /// The same, writing of a web page only the part that is pasted into a site's editor.
    #[must_use]
    pub fn with_fragment(mut self, fragment: bool) -> Self {
        self.fragment = fragment;
        self
    }

    /// The same with another say on which files may be replaced.
    #[must_use]
    pub fn with_replace(mut self, replace: Replace) -> Self {
        self.replace = replace;
        self
    }

    /// The same, refusing or taking that an output loses something of the report.
    #[must_use]
    pub fn with_refuse_losses(mut self, refuse: bool) -> Self {
        self.refuse_losses = refuse;
        self
    }

    /// The same for a report of which these cells could not be read.
    #[must_use]
    pub fn with_not_read(mut self, not_read: Vec<CellKey>) -> Self {
        self.not_read = not_read;
        self
    }

    /// The digest of all that decides about how a report is written: the style, the folders of fonts, this version.
    #[must_use]
    pub fn settings(&self) -> Digest {
        let made = format!("{} {:?} {:?} {}", env!("CARGO_PKG_VERSION"), self.style, self.font_dirs, self.fragment);
        Digest::of(made.as_bytes())
    }

    /// What a file that is written now says of its making.
    fn record(&self) -> Record {
        Record::new(self.input, self.settings())
    }

    /// Whether the folders of fonts can be read. Writing takes one that cannot for empty, so that a filing made elsewhere
    /// still comes out; whoever names a folder by hand wants to know.
    ///
    /// # Errors
    /// [`Error`] for the first folder that cannot be read.
    ///
    /// ```
    /// let options = gongkai::WriteOptions::default().with_font_dirs(vec!["no/such/folder".into()]);
    /// assert!(options.check_font_dirs().unwrap_err().to_string().contains("不存在"));
    /// ```
    pub fn check_font_dirs(&self) -> Result<(), Error> {
        self.font_dirs.iter().try_for_each(|dir| match std::fs::read_dir(dir) {
            Ok(_) => Ok(()),
            Err(error) => Err(Error::io(dir, error)),
        })
    }

    /// The fonts that PDF files are set with, looked for at the first call.
    #[cfg(feature = "pdf")]
    #[must_use]
    pub fn fonts(&self) -> Arc<Fonts> {
        Arc::clone(self.fonts.get_or_init(|| Arc::new(Fonts::with_dirs(&self.font_dirs))))
    }
}

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Saved {
    /// The file.
    pub path: PathBuf,
    /// What should be known: a substituted font, a total that is no formula.
    pub notes: Vec<Text>,
    /// What the report says that the file does not.
    pub lost: Vec<Remark>,
    /// Whether the file was written; it is left alone where it holds just these bytes.
    pub changed: bool,
}

impl Saved {
    /// What the report says that the file does not, with the file.
    pub fn losses(&self) -> impl Iterator<Item = Loss> {
        self.lost.iter().map(|lost| Loss { path: self.path.clone(), remark: lost.clone() })
    }
}

/// Something of a report that an output does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Loss {
    /// The output.
    pub path: PathBuf,
    /// What it does not hold.
    pub remark: Remark,
}

impl Loss {
    /// What an output of this path does not hold.
    pub fn new(path: impl Into<PathBuf>, remark: Remark) -> Self {
        Self { path: path.into(), remark }
    }
}

/// Writes a report as bytes of one format.
///
/// # Errors
/// [`Error`] when the format is not written, no font is found, or the report holds what the format cannot.
pub fn write(report: &Report, format: Format, options: &WriteOptions) -> Result<Written, Error> {
    write_kind(report, format, options).map_err(Error::from)
}

/// Writes a document that is no report, a letter for instance, as bytes of one format.
///
/// # Errors
/// [`Error`] when the format is not written or holds reports alone, or no font is found.
pub fn write_document(document: &Document, format: Format, options: &WriteOptions) -> Result<Written, Error> {
    let plain = match format {
        Format::Toml | Format::Json => false,
        _ => format.is_written(),
    };
    if !plain {
        return Err(ErrorKind::NotWritten(format).into());
    }
    Ok(format.writer(None, options)?.write(document).map_err(ErrorKind::from)?)
}

fn write_kind(report: &Report, format: Format, options: &WriteOptions) -> Result<Written, ErrorKind> {
    match format {
        Format::Toml => Ok(Written::new(gongkai_data::write_toml(report).into_bytes())),
        Format::Json => Ok(Written::new(gongkai_data::write_json(report).into_bytes())),
        _ if !format.is_written() => Err(ErrorKind::NotWritten(format)),
        _ => {
            // A workbook's sheets are known by the form's headings.
            let plain = (format == Format::Xlsx).then(|| report.clone().with_the_forms_headings());
            let set = plain.as_ref().unwrap_or(report);
            let Written { bytes, notes, mut lost, .. } =
                format.writer(Some(report), options)?.write(&compose::compose_with(set, &options.not_read))?;
            lost.extend(report.headings_lost(set));
            Ok(Written::new(options.record().put_into(bytes)?).with_notes(notes).with_lost(lost))
        }
    }
}

/// Writes a report to a file, by its extension. The file appears complete or not at all.
///
/// # Errors
/// As [`write()`], when the file system refuses, and when something of the report would be lost and
/// [`WriteOptions::refuse_losses`] is set.
pub fn save(report: &Report, path: impl AsRef<Path>, options: &WriteOptions) -> Result<Saved, Error> {
    let saved = save_all(report, &[path.as_ref()], options)?;
    saved.into_iter().next().ok_or_else(|| ErrorKind::SameOutput.into())
}

/// Writes a report to several files: all of them, or none when one of them fails.
///
/// # Errors
/// As [`save`], and when two of the files are one.
pub fn save_all<P: AsRef<Path>>(report: &Report, paths: &[P], options: &WriteOptions) -> Result<Vec<Saved>, Error> {
    save_all_with(report, paths, options, Vec::new())
}

/// Writes a report to several files with further files beside them: all of them, or none when one of them fails.
///
/// # Errors
/// As [`save_all`].
pub fn save_all_with<P: AsRef<Path>>(
    report: &Report,
    paths: &[P],
    options: &WriteOptions,
    beside: Vec<(PathBuf, Vec<u8>)>,
) -> Result<Vec<Saved>, Error> {
    let mut outputs: Vec<Output> = Vec::new();
    let mut saved = Vec::new();
    let mut taken = FileSet::default();
    for path in paths {
        let path = path.as_ref();
        if !taken.insert(path) {
            return Err(Error::new(path, ErrorKind::SameOutput));
        }
        let format = options.format.or_else(|| Format::of_path(path)).ok_or_else(|| {
            let name = path.extension().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            Error::new(path, ErrorKind::UnknownFormat { name, content: None })
        })?;
        let written = guarded(|| write_kind(report, format, options))
            .unwrap_or_else(|said| Err(ErrorKind::Internal(said)))
            .map_err(|kind| Error::new(path, kind))?;
        outputs.push(Output { path: path.to_owned(), bytes: written.bytes });
        saved.push(Saved { path: path.to_owned(), notes: written.notes, lost: written.lost, changed: false });
    }
    for (path, bytes) in beside {
        if !taken.insert(&path) {
            return Err(Error::new(path, ErrorKind::SameOutput));
        }
        let bytes = options.record().put_into(bytes).map_err(|kind| Error::new(&path, kind))?;
        saved.push(Saved { path: path.clone(), notes: Vec::new(), lost: Vec::new(), changed: false });
        outputs.push(Output { path, bytes });
    }
    if options.refuse_losses {
        let lost: Vec<Loss> = saved.iter().flat_map(Saved::losses).collect();
        if !lost.is_empty() {
            return Err(ErrorKind::Lossy(lost).into());
        }
    }
    let changed = outputs::place(&outputs, options.replace)?;
    saved.iter_mut().zip(changed).for_each(|(saved, changed)| saved.changed = changed);
    Ok(saved)
}

/// Puts bytes into a file, which appears complete or not at all. A workbook, Word or PDF file gets its record.
///
/// # Errors
/// [`Error`] when the file system refuses, or the file that is there may not be replaced.
pub fn save_bytes(path: impl AsRef<Path>, bytes: Vec<u8>, options: &WriteOptions) -> Result<(), Error> {
    let path = path.as_ref();
    let bytes = options.record().put_into(bytes).map_err(|kind| Error::new(path, kind))?;
    outputs::place(&[Output { path: path.to_owned(), bytes }], options.replace).map(|_| ())
}

/// Puts the bytes of somebody's own file, a template that was filled in, into a file: nothing is added to them, so that it
/// has no record and is replaced like any file from elsewhere.
///
/// # Errors
/// As [`save_bytes`].
pub fn save_unsealed(path: impl AsRef<Path>, bytes: Vec<u8>, options: &WriteOptions) -> Result<(), Error> {
    outputs::place(&[Output { path: path.as_ref().to_owned(), bytes }], options.replace).map(|_| ())
}

/// Reads a house style from a TOML file.
///
/// # Errors
/// [`Error`] when the file cannot be opened, is not UTF-8 text, or sets something that there is not.
pub fn open_style(path: impl AsRef<Path>) -> Result<Style, Error> {
    let path = path.as_ref();
    let bytes = read_file(path, Limits::default().settings_bytes)?;
    let text =
        String::from_utf8(bytes).map_err(|_| Error::new(path, ReadError::Encoding { encoding: "UTF-8", line: 1 }))?;
    read_style(&text).map_err(|error| Error { path: Some(path.to_owned()), ..error })
}

/// Reads a house style from the text of its TOML file.
///
/// # Errors
/// [`Error`] when it sets something that there is not.
pub fn read_style(text: &str) -> Result<Style, Error> {
    gongkai_style::read_style(text).map_err(|error| ErrorKind::Style(error).into())
}
