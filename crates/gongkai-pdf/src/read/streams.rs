//! What is known of a file's streams once each was unpacked: which of them are damaged, and how large they are.

use std::collections::{HashMap, HashSet};

use hayro_interpret::hayro_syntax::object::{ObjectIdentifier, Stream};

/// The streams of a file.
#[derive(Debug, Default)]
pub(super) struct Streams {
    /// Those that cannot be unpacked whole.
    pub(super) damaged: HashSet<ObjectIdentifier>,
    sizes: HashMap<ObjectIdentifier, usize>,
}

impl Streams {
    /// Notes how many bytes a stream unpacks to that is packed once, where the parser gives it so and not made into
    /// something else after its unpacking.
    pub(super) fn note_size(&mut self, stream: &Stream<'_>, size: usize) {
        let changed: [&[u8]; 3] = [b"DecodeParms", b"DP", b"F"];
        if !changed.iter().any(|key| stream.dict().contains_key(*key)) {
            self.sizes.insert(stream.obj_id(), size);
        }
    }

    /// How many bytes a stream unpacks to; none where it cannot be unpacked.
    pub(super) fn size(&self, stream: &Stream<'_>) -> usize {
        let known = self.sizes.get(&stream.obj_id()).copied();
        known.unwrap_or_else(|| stream.decoded_data().map_or(0, |bytes| bytes.len()))
    }
}
