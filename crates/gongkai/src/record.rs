//! What a written file says of its own making, so that one which somebody changed since, or which came from elsewhere,
//! is told from one that is just as it was written.

use gongkai_core::Within;
use std::path::Path;

use gongkai_core::format::Limits;

use crate::digest::{Digest, Digesting};
use crate::{ErrorKind, read_file};

/// The custom property of packages that holds the record.
#[cfg(any(feature = "docx", feature = "xlsx"))]
const PROPERTY: &str = "GongkaiRecord";

/// The most bytes that a package unpacks to whose record is looked at; they are never held together.
#[cfg(any(feature = "docx", feature = "xlsx", feature = "ofd"))]
const MOST_UNPACKED: usize = 1 << 30;

/// What Word documents, workbooks, PDF and OFD files and web pages carry in their metadata: from what and how they were made. Other
/// text formats have no place for it.
///
/// ```
/// use gongkai::{Digest, Format, Record, WriteOptions, Year, Organ, Report};
/// let options = WriteOptions::default().with_input(Digest::of(b"the input"));
/// let report = Report::new(Organ::new("青山镇人民政府"), Year::new(2023)?);
/// let mut bytes = gongkai::write(&report, Format::Docx, &options)?.bytes;
/// assert_eq!(Record::of(&bytes).and_then(|record| record.input), options.input);
/// // What was changed since carries no record of its own any more.
/// let last = bytes.len() / 2;
/// bytes[last] ^= 1;
/// assert_eq!(Record::of(&bytes), None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Record {
    /// The digest of what it was made from, where there is one.
    pub input: Option<Digest>,
    /// The digest of the settings that it was made with: the style, the fonts, the version of the program.
    pub settings: Digest,
}

impl Record {
    pub(crate) fn new(input: Option<Digest>, settings: Digest) -> Self {
        Self { input, settings }
    }

    /// The record that a file carries; nothing where it carries none, or is not just as it was written.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Option<Self> {
        let (record, output) = match Kind::of(bytes)? {
            #[cfg(any(feature = "docx", feature = "xlsx"))]
            Kind::Package => {
                let stated = gongkai_opc::custom_property(bytes, PROPERTY, &Limits::default()).ok()??;
                let mut digesting = Digesting::default();
                gongkai_opc::parts_but_properties(bytes, MOST_UNPACKED, &mut |piece| digesting.add(piece)).ok()?;
                (Self::parse(&stated)?, digesting.finish())
            }
            #[cfg(feature = "ofd")]
            Kind::Ofd => {
                let stated = gongkai_ofd::record::stated(bytes, &Limits::default()).ok()??;
                let mut digesting = Digesting::default();
                gongkai_ofd::record::others(bytes, MOST_UNPACKED, &mut |piece| digesting.add(piece)).ok()?;
                (Self::parse(&stated)?, digesting.finish())
            }
            #[cfg(feature = "pdf")]
            Kind::Pdf => {
                let place = gongkai_pdf::record::place(bytes)?;
                let stated = std::str::from_utf8(bytes.get(place.clone())?).ok()?;
                (Self::parse(stated)?, digest_around(bytes, &place))
            }
            #[cfg(feature = "html")]
            Kind::Html => {
                let place = gongkai_html::record::place(bytes)?;
                let stated = std::str::from_utf8(bytes.get(place.clone())?).ok()?;
                (Self::parse(stated)?, digest_around(bytes, &place))
            }
        };
        let (record, stated) = record;
        (stated == output).then_some(record)
    }

    /// The record of a file on disk; nothing where it is no regular file or carries none that holds.
    #[must_use]
    pub fn of_file(path: &Path) -> Option<Self> {
        Self::of(&read_file(path, Limits::default().file_bytes).ok()?)
    }

    /// Whether bytes are of a kind that has a place for a record.
    pub(crate) fn has_place(bytes: &[u8]) -> bool {
        Kind::of(bytes).is_some()
    }

    /// The bytes with the record in them; those of text formats as they are.
    pub(crate) fn put_into(self, bytes: Vec<u8>) -> Result<Vec<u8>, ErrorKind> {
        match Kind::of(&bytes) {
            #[cfg(any(feature = "docx", feature = "xlsx"))]
            Some(Kind::Package) => {
                let all = Digesting::default();
                Ok(gongkai_opc::with_custom_property(&bytes, PROPERTY, all, Digesting::add, |all| self.sealing(all))?)
            }
            #[cfg(feature = "ofd")]
            Some(Kind::Ofd) => {
                let all = Digesting::default();
                Ok(gongkai_ofd::record::with_record(&bytes, all, Digesting::add, |all| self.sealing(all))?)
            }
            #[cfg(feature = "pdf")]
            Some(Kind::Pdf) => Ok(self.filled_in(gongkai_pdf::record::place(&bytes), bytes)),
            #[cfg(feature = "html")]
            Some(Kind::Html) => Ok(self.filled_in(gongkai_html::record::place(&bytes), bytes)),
            None => Ok(bytes),
        }
    }

    /// The record of a package whose other parts were digested.
    #[cfg(any(feature = "docx", feature = "xlsx", feature = "ofd"))]
    fn sealing(self, all: Digesting) -> String {
        self.printed(all.finish())
    }

    /// The bytes with the record in a place of fixed length.
    #[cfg(any(feature = "pdf", feature = "html"))]
    fn filled_in(self, place: Option<std::ops::Range<usize>>, mut bytes: Vec<u8>) -> Vec<u8> {
        if let Some(place) = place {
            let stated = format!("{:<1$}", self.printed(digest_around(&bytes, &place)), place.len());
            if let Some(room) = bytes.get_mut(place) {
                room.copy_from_slice(stated.as_bytes());
            }
        }
        bytes
    }

    fn printed(&self, output: Digest) -> String {
        let input = self.input.map_or_else(|| "-".repeat(64), |input| input.to_string());
        format!("1 output={output} input={input} settings={}", self.settings)
    }

    /// The record and the digest of the output that a text states.
    fn parse(text: &str) -> Option<(Self, Digest)> {
        let mut words = text.split_whitespace();
        if words.next() != Some("1") {
            return None;
        }
        let output = words.next()?.strip_prefix("output=")?.parse().ok()?;
        let input = words.next()?.strip_prefix("input=")?.parse().ok();
        let settings = words.next()?.strip_prefix("settings=")?.parse().ok()?;
        Some((Self { input, settings }, output))
    }
}

/// The kinds of files that have a place for a record.
enum Kind {
    #[cfg(any(feature = "docx", feature = "xlsx"))]
    Package,
    #[cfg(feature = "ofd")]
    Ofd,
    #[cfg(feature = "pdf")]
    Pdf,
    #[cfg(feature = "html")]
    Html,
}

impl Kind {
    fn of(bytes: &[u8]) -> Option<Self> {
        #[cfg(feature = "ofd")]
        if gongkai_ofd::record::has_place(bytes) {
            return Some(Self::Ofd);
        }
        #[cfg(any(feature = "docx", feature = "xlsx"))]
        if gongkai_core::format::FileKind::is_archive(bytes) {
            return Some(Self::Package);
        }
        #[cfg(feature = "pdf")]
        if gongkai_core::format::FileKind::of(bytes) == Some(gongkai_core::format::FileKind::Pdf) {
            return Some(Self::Pdf);
        }
        #[cfg(feature = "html")]
        if bytes.starts_with(b"<!DOCTYPE html>") && gongkai_html::record::place(bytes).is_some() {
            return Some(Self::Html);
        }
        None
    }
}

/// The digest of a file without what stands in the place of its record.
#[cfg(any(feature = "pdf", feature = "html"))]
fn digest_around(bytes: &[u8], place: &std::ops::Range<usize>) -> Digest {
    let mut digesting = Digesting::default();
    digesting.add(bytes.within(..place.start));
    digesting.add(bytes.within(place.end..));
    digesting.finish()
}
