//! Colours, shadings and functions: what the interpreter takes apart as soon as one is named, counted before it does.
//!
//! They refer to each other, and the interpreter follows them without a limit: a colour space whose base is itself would
//! never end.

use gongkai_core::format::ReadError;
use hayro_interpret::hayro_syntax::object::{Object, Stream};

use super::draws::{DRAWING, within};

/// How deep colours and functions may refer to each other; a separation over a profile is four deep.
pub(super) const DEEPEST: usize = 12;
/// The most parts of one paint.
pub(super) const PARTS: usize = 4_096;
/// The most bytes that the table, program or mesh of one paint may unpack to: the interpreter takes a mesh apart into
/// triangles of a hundred bytes, each of which may be of a few bits.
pub(super) const DATA: usize = 256 << 10;
/// The same for a colour profile, which is looked at as it is.
pub(super) const PROFILE: usize = 4 << 20;

/// The entries under which a paint refers to another.
const PARTS_OF: [&[u8]; 9] =
    [b"ColorSpace", b"CS", b"Alternate", b"Function", b"Functions", b"Shading", b"TR", b"TR2", b"SMask"];

/// What a paint costs, as bytes of content.
pub(super) fn cost(paint: &Object<'_>) -> Result<usize, ReadError> {
    let mut parts = 0;
    walk(paint, 0, &mut parts)
}

fn walk(object: &Object<'_>, depth: usize, parts: &mut usize) -> Result<usize, ReadError> {
    *parts += 1;
    within(*parts, PARTS, "一种颜色或渐变的部件数 / parts of one paint")?;
    within(depth, DEEPEST, "颜色与函数嵌套层数 / colours and functions within each other")?;
    let mut cost = 16_usize;
    match object {
        Object::Array(array) => {
            for item in array.iter::<Object<'_>>() {
                // The numbers of an array cost their own size; what they are in was counted as it was unpacked.
                let more = if matches!(item, Object::Number(_)) { 8 } else { walk(&item, depth + 1, parts)? };
                cost = cost.saturating_add(more);
            }
        }
        Object::Dict(dictionary) => {
            cost = cost.saturating_add(dictionary.data().len());
            for key in PARTS_OF {
                if let Some(part) = dictionary.get::<Object<'_>>(key) {
                    cost = cost.saturating_add(walk(&part, depth + 1, parts)?);
                }
            }
        }
        Object::Stream(stream) => {
            cost = cost.saturating_add(data(stream)?).saturating_add(DRAWING);
            cost = cost.saturating_add(walk(&Object::Dict(stream.dict().clone()), depth + 1, parts)?);
        }
        _ => {}
    }
    Ok(cost)
}

/// How many bytes a stream unpacks to, within what its kind may.
fn data(stream: &Stream<'_>) -> Result<usize, ReadError> {
    let dictionary = stream.dict();
    let mesh_or_function = dictionary.contains_key(b"ShadingType") || dictionary.contains_key(b"FunctionType");
    let size = stream.decoded_data().map_or(0, |bytes| bytes.len());
    let limit = if mesh_or_function { DATA } else { PROFILE };
    within(size, limit, "颜色、渐变或函数的字节数 / bytes of a colour, shading or function")?;
    Ok(size)
}
