//! What is refused before the interpreter sees it: bytes of other formats, and streams that unpack to far more than
//! they are. The parser unpacks a stream whole and without a limit, so each is unpacked here first into nothing.

use gongkai_core::Within;
use std::collections::HashMap;

use flate2::{Decompress, FlushDecompress, Status};
use gongkai_core::format::{FileKind, Limits, ReadError};
use hayro_interpret::hayro_syntax::object::{Name, Object, Stream};
use hayro_interpret::hayro_syntax::{Filter, Pdf};
use memchr::memmem;

use super::census::Census;
use super::draws::within as within_limit;
use super::streams::Streams;

/// The most packed bytes of a stream whose packing is so old that no tool of today uses it for more: LZW, which may
/// grow twelvehundredfold, and run lengths, which may grow sixtyfold.
pub(super) const MOST_LZW: usize = 64 << 10;
pub(super) const MOST_RUN_LENGTH: usize = 1 << 20;

/// The most bytes of the table of objects, each of which may be an entry; a file of a hundred thousand objects has half.
pub(super) const MOST_XREF: usize = 1 << 20;
/// The most bytes of all packed objects, of which four may be one.
pub(super) const MOST_OBJECTS: usize = 24 << 20;

/// What packed data became that were unpacked to their end, by the byte of the file with which they begin.
#[derive(Debug, Default)]
pub(super) struct Unpackings(HashMap<usize, Ended>);

/// How many bytes packed data are up to their end, and become.
#[derive(Debug, Clone, Copy)]
struct Ended {
    packed: usize,
    size: usize,
}

impl Unpackings {
    /// What data of the file become, where they were unpacked to their end before.
    fn of(&self, data: &[u8], file: &[u8]) -> Option<usize> {
        let at = data.as_ptr().addr().checked_sub(file.as_ptr().addr())?;
        self.0.get(&at).filter(|ended| at < file.len() && ended.packed <= data.len()).map(|ended| ended.size)
    }
}

/// Whether the bytes are a PDF at all, and none of its packed parts is a bomb. Gives what the parts became.
pub(super) fn admit(bytes: &[u8], limits: &Limits) -> Result<Unpackings, ReadError> {
    if !FileKind::is_pdf(bytes) {
        let found = known(bytes).map(str::to_owned);
        return Err(ReadError::NotThisFormat { expected: "PDF", found });
    }
    let mut census = Census::default();
    census.count(bytes, limits)?;
    let mut unpacked = 0_usize;
    let mut objects = 0_usize;
    let mut unpackings = Unpackings::default();
    let mut unpacker = Unpacker::new();
    let mut rest = bytes;
    while let Some(at) = find(rest, b"stream") {
        let (before, after) = rest.split_at_checked(at).unwrap_or((rest, &[]));
        let data = after.within(b"stream".len()..);
        if !before.ends_with(b"end") {
            let start = before.len().saturating_sub(2048);
            let near = before.get(start..).unwrap_or(before);
            let dictionary = rfind(near, b" obj").and_then(|at| near.get(at..)).unwrap_or(near);
            let packed = data.strip_prefix(b"\r").unwrap_or(data);
            let packed = packed.strip_prefix(b"\n").unwrap_or(packed);
            let has = |what: &[u8]| find(dictionary, what).is_some();
            // The tables of objects are taken apart before anything can be asked about them.
            let (table, holder) = (has(b"/XRef") || has(b"#"), has(b"/ObjStm") || has(b"#"));
            if table && packed_layers(dictionary) > 1 {
                return Err(ReadError::TooLarge { what: LAYERS, limit: 1 });
            }
            if table {
                let end = find(packed.get(..packed.len().min(MOST_XREF + 64)).unwrap_or(packed), b"endstream");
                within_limit(
                    end.unwrap_or(packed.len()),
                    MOST_XREF,
                    "对象目录的字节数 / bytes of the table of objects",
                )?;
            }
            if !is_picture(dictionary) {
                let mut own = Census::default();
                let unpacked_here = unpacker.unpack(packed, limits, |chunk| own.count(chunk, limits))?;
                if let Some(ended) = unpacked_here.ended() {
                    unpackings.0.insert(bytes.len() - packed.len(), ended);
                }
                let size = unpacked_here.size;
                if table {
                    within_limit(size, MOST_XREF, "对象目录的字节数 / bytes of the table of objects")?;
                }
                if holder {
                    census.add(&own, limits)?;
                    objects = objects.saturating_add(size);
                    within_limit(objects, MOST_OBJECTS, "压缩对象的字节数 / bytes of packed objects")?;
                }
                unpacked = unpacked.saturating_add(size);
                within(unpacked, limits.unpacked_bytes)?;
            }
        }
        rest = data;
    }
    Ok(unpackings)
}

/// Pictures are never unpacked, so they may be as large as they like. Names may be written in codes; such a
/// dictionary is not trusted to name a picture.
fn is_picture(dictionary: &[u8]) -> bool {
    let has = |what: &[u8]| find(dictionary, what).is_some();
    (has(b"/Image") || has(b"DCTDecode") || has(b"JPXDecode")) && !has(b"#") && !has(b"/ObjStm") && !has(b"/XRef")
}

fn within(bytes: usize, limit: usize) -> Result<(), ReadError> {
    if bytes > limit {
        Err(ReadError::TooLarge { what: "解压后的字节数 / unpacked bytes", limit })
    } else {
        Ok(())
    }
}

/// What more than one layer of packing is called.
const LAYERS: &str = "重复压缩的层数 / layers of packing";

/// How many ways of packing a dictionary names.
fn packed_layers(dictionary: &[u8]) -> usize {
    const WAYS: [&[u8]; 5] = [b"FlateDecode", b"LZWDecode", b"RunLengthDecode", b"ASCIIHexDecode", b"ASCII85Decode"];
    WAYS.iter().filter(|way| find(dictionary, way).is_some()).count()
}

/// What unpacking gave.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Unpacked {
    /// How many bytes.
    size: usize,
    /// Whether some of the packed bytes cannot be unpacked, so that something of them is lost.
    damaged: bool,
    /// How many packed bytes there were up to their end, where they have one.
    packed: Option<usize>,
}

impl Unpacked {
    fn ended(self) -> Option<Ended> {
        self.packed.map(|packed| Ended { packed, size: self.size })
    }
}

/// Unpacks one stream after the other into the same small piece of memory.
struct Unpacker {
    decoder: Decompress,
    chunk: Vec<u8>,
}

impl Unpacker {
    fn new() -> Self {
        Self { decoder: Decompress::new(true), chunk: vec![0; 32 << 10] }
    }

    /// How many bytes packed data becomes, which are shown piece by piece as they come; none when it is not packed in the
    /// usual way. A sum at its end that is not that of the data says that they are damaged as well.
    fn unpack(
        &mut self,
        packed: &[u8],
        limits: &Limits,
        mut seen: impl FnMut(&[u8]) -> Result<(), ReadError>,
    ) -> Result<Unpacked, ReadError> {
        if packed.first().is_none_or(|first| first & 0x0F != 8) {
            return Ok(Unpacked::default());
        }
        let Self { decoder, chunk } = self;
        decoder.reset(true);
        let mut rest = packed;
        let mut size = 0_usize;
        loop {
            let (read, made) = (decoder.total_in(), decoder.total_out());
            let Ok(status) = decoder.decompress(rest, chunk, FlushDecompress::None) else {
                return Ok(Unpacked { size, damaged: true, packed: None });
            };
            let length = |bytes: u64| usize::try_from(bytes).unwrap_or(usize::MAX);
            let (read, made) = (length(decoder.total_in() - read), length(decoder.total_out() - made));
            rest = rest.within(read..);
            size = size.saturating_add(made);
            within(size, limits.part_bytes)?;
            seen(chunk.within(..made))?;
            match status {
                Status::StreamEnd => {
                    return Ok(Unpacked { size, damaged: false, packed: Some(packed.len() - rest.len()) });
                }
                // Some writers leave the end out.
                _ if read == 0 && made == 0 => return Ok(Unpacked { size, damaged: false, packed: None }),
                _ => {}
            }
        }
    }
}

/// What bytes look like that are no PDF.
fn known(bytes: &[u8]) -> Option<&'static str> {
    let text = bytes.trim_ascii_start();
    let page = [b"<!DOCTYPE".as_slice(), b"<html"].iter().any(|start| text.starts_with(start));
    FileKind::of(text).map(FileKind::in_words).or(page.then_some("HTML"))
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    memmem::find(bytes, what)
}

fn rfind(bytes: &[u8], what: &[u8]) -> Option<usize> {
    memmem::rfind(bytes, what)
}

/// Whether the streams, as the parser finds them, unpack within the limits: those that are encrypted or packed in a
/// way that the bytes alone do not show. Gives what became of them.
pub(super) fn admit_streams(pdf: &Pdf, unpackings: &Unpackings, limits: &Limits) -> Result<Streams, ReadError> {
    let mut unpacked = 0_usize;
    let mut streams = Streams::default();
    let file: &[u8] = pdf.data().as_ref();
    let mut unpacker = Unpacker::new();
    for object in pdf.objects() {
        let Object::Stream(stream) = object else { continue };
        if stream.dict().get::<Name<'_>>(b"Subtype").is_some_and(|name| name.as_ref() == b"Image") {
            continue;
        }
        let own = unpacked_size(&stream, (unpackings, file), &mut unpacker, limits)?;
        if own.damaged {
            streams.damaged.insert(stream.obj_id());
        }
        if own.packed.is_some() {
            streams.note_size(&stream, own.size);
        }
        unpacked = unpacked.saturating_add(own.size);
        within(unpacked, limits.unpacked_bytes)?;
    }
    Ok(streams)
}

fn unpacked_size(
    stream: &Stream<'_>,
    (unpackings, file): (&Unpackings, &[u8]),
    unpacker: &mut Unpacker,
    limits: &Limits,
) -> Result<Unpacked, ReadError> {
    let filters = stream.filters();
    let grows = |filter: &&Filter| matches!(filter, Filter::FlateDecode | Filter::LzwDecode | Filter::RunLengthDecode);
    let mut growing = filters.iter().filter(grows);
    let Some(filter) = growing.next() else { return Ok(Unpacked::default()) };
    let raw = stream.raw_data();
    if growing.next().is_some() {
        // Packing twice gains nothing, except for a bomb.
        return Err(ReadError::TooLarge { what: LAYERS, limit: 1 });
    }
    let size = |size: usize| Unpacked { size, damaged: false, packed: None };
    match filter {
        Filter::LzwDecode => within(raw.len(), MOST_LZW).map(|()| size(raw.len().saturating_mul(8))),
        Filter::RunLengthDecode => within(raw.len(), MOST_RUN_LENGTH).map(|()| size(raw.len())),
        _ if filters.len() > 1 => {
            // The text form of packed bytes comes first and only shrinks; packed bytes grow a thousandfold at most.
            within(raw.len(), limits.part_bytes / 64).map(|()| size(raw.len()))
        }
        _ => match unpackings.of(&raw, file) {
            Some(size) => Ok(Unpacked { size, damaged: false, packed: Some(raw.len()) }),
            None => unpacker.unpack(&raw, limits, |_| Ok(())),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_what_is_no_pdf() {
        let refused = admit(b"PK\x03\x04....", &Limits::default());
        assert!(matches!(refused, Err(ReadError::NotThisFormat { found: Some(_), .. })));
        assert!(matches!(admit(b"hello", &Limits::default()), Err(ReadError::NotThisFormat { found: None, .. })));
    }

    #[test]
    fn what_was_unpacked_to_its_end_is_known_again_by_its_place() {
        use std::io::Write;
        let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
        packer.write_all(&b"q Q ".repeat(100)).unwrap();
        let packed = packer.finish().unwrap();
        let cut = packed.split_at(packed.len() - 6).0;
        let object = |data: &[u8]| [b"1 0 obj\n<< /Filter /FlateDecode >>\nstream\n", data, b"\nendstream\n"].concat();
        let file = [b"%PDF-1.7\n".to_vec(), object(&packed), object(cut)].concat();
        let unpackings = admit(&file, &Limits::default()).unwrap();
        let at = find(&file, &packed).unwrap();
        let whole = file.get(at..at + packed.len()).unwrap();
        assert_eq!(unpackings.of(whole, &file), Some(400));
        assert_eq!(unpackings.of(whole.split_at(packed.len() - 1).0, &file), None, "less than was unpacked");
        assert_eq!(unpackings.of(&packed, &file), None, "the same bytes of something else");
        let second = at + packed.len() + find(file.get(at + packed.len()..).unwrap(), cut).unwrap();
        assert_eq!(unpackings.of(file.get(second..).unwrap(), &file), None, "data without an end");
    }

    #[test]
    fn finds_from_both_ends() {
        assert_eq!(find(b"aab aab", b"ab"), Some(1));
        assert_eq!(rfind(b"aab aab", b"ab"), Some(5));
        assert_eq!(find(b"aa", b"ab"), None);
    }
}
