//! Deflating what a file holds. The highest level of it takes twice as long as the usual one and saves one byte in a hundred.

use std::collections::BTreeMap;
use std::sync::Arc;

use flate2::{Compress, Compression, FlushCompress, Status};
use gongkai_core::format::WriteError;
use gongkai_layout::FontProgram;
use lopdf::{Dictionary, Object, ObjectId, SaveOptions, Stream};

use super::failed;

/// The level at which font programs are deflated: their outlines repeat so little that the usual level gains one byte in a
/// hundred more and takes half as long again.
const OF_PROGRAMS: u32 = 2;

/// How many bytes it takes to say that a stream is deflated.
const SAYING_SO: usize = 19;

/// The file's bytes. Font programs that other files of a batch carry too are deflated once for all of them.
pub(super) fn pack(
    mut file: lopdf::Document,
    programs: &BTreeMap<Vec<u8>, Arc<FontProgram>>,
) -> Result<Vec<u8>, WriteError> {
    let shared = streams_of(&file, programs);
    let mut deflating = Compress::new(Compression::default(), true);
    for (id, object) in &mut file.objects {
        if let Object::Stream(stream) = object
            && stream.allows_compression
            && stream.dict.get(b"Filter").is_err()
        {
            let deflated = match shared.get(id) {
                Some(program) => program.packed(|| packed_program(&stream.content)).to_vec(),
                None => deflated(&mut deflating, &stream.content),
            };
            put(stream, deflated);
        }
    }
    // The structure is many small things, which are packed together.
    let packed = SaveOptions::builder().use_object_streams(true).use_xref_streams(true);
    let packed = packed.max_objects_per_stream(500).compression_level(6);
    let mut bytes = Vec::new();
    file.save_with_options(&mut bytes, packed.build()).map_err(failed)?;
    Ok(bytes)
}

/// Which streams hold font programs, by the descriptors of the fonts.
fn streams_of<'p>(
    file: &lopdf::Document,
    programs: &'p BTreeMap<Vec<u8>, Arc<FontProgram>>,
) -> BTreeMap<ObjectId, &'p FontProgram> {
    let of = |descriptor: &Dictionary| {
        let name = descriptor.get(b"FontName").and_then(Object::as_name).ok()?;
        let stream = descriptor.get(b"FontFile2").or_else(|_| descriptor.get(b"FontFile3"));
        Some((stream.and_then(Object::as_reference).ok()?, programs.get(name)?.as_ref()))
    };
    file.objects.values().filter_map(|object| of(object.as_dict().ok()?)).collect()
}

fn packed_program(content: &[u8]) -> Vec<u8> {
    deflated(&mut Compress::new(Compression::new(OF_PROGRAMS), true), content)
}

/// A content deflated by what is set up once for all of them; the content itself where it would become longer.
fn deflated(deflating: &mut Compress, content: &[u8]) -> Vec<u8> {
    deflating.reset();
    let mut out = Vec::with_capacity(content.len());
    match deflating.compress_vec(content, &mut out, FlushCompress::Finish) {
        Ok(Status::StreamEnd) => out,
        _ => content.to_vec(),
    }
}

/// Puts the deflated content into a stream, where that is shorter.
fn put(stream: &mut Stream, deflated: Vec<u8>) {
    if deflated.len() + SAYING_SO < stream.content.len() {
        stream.dict.set("Filter", "FlateDecode");
        stream.set_content(deflated);
    }
}
