//! Faces made of drawings that draw nothing: some programs lay the text that they recognised under a scan in such a face.

use std::collections::HashSet;

use gongkai_core::format::{Meter, ReadError};
use hayro_interpret::hayro_syntax::content::UntypedIter;
use hayro_interpret::hayro_syntax::object::{Dict, Name, ObjectIdentifier, Stream};
use hayro_interpret::hayro_syntax::page::Page;

/// What leaves a mark.
const PAINTS: [&[u8]; 16] =
    [b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"S", b"s", b"sh", b"Do", b"BI", b"Tj", b"TJ", b"'", b"\""];

/// Whether all of a page's own faces that are made of drawings draw nothing. What forms bring is not known here, so a page
/// that draws forms has none. The file's faces that are made otherwise are `known` from page to page.
pub(super) fn draw_nothing(
    page: &Page<'_>,
    known: &mut HashSet<ObjectIdentifier>,
    meter: &mut Meter,
) -> Result<bool, ReadError> {
    let resources = page.resources();
    let is_form = |name: &Name<'_>| {
        let form = resources.x_objects.get::<Stream<'_>>(name.as_ref());
        form.is_some_and(|form| form.dict().get::<Name<'_>>(b"Subtype").is_some_and(|kind| kind.as_ref() == b"Form"))
    };
    let mut met = false;
    for name in resources.fonts.keys() {
        meter.work(1)?;
        let id = resources.fonts.get_ref(name.as_ref()).map(ObjectIdentifier::from);
        if id.is_some_and(|id| known.contains(&id)) {
            continue;
        }
        let Some(font) = resources.fonts.get::<Dict<'_>>(name.as_ref()) else { continue };
        if font.get::<Name<'_>>(b"Subtype").is_none_or(|kind| kind.as_ref() != b"Type3") {
            known.extend(id);
            continue;
        }
        let Some(letters) = font.get::<Dict<'_>>(b"CharProcs") else { continue };
        for letter in letters.keys() {
            let Some(letter) = letters.get::<Stream<'_>>(letter.as_ref()) else { continue };
            // What is damaged is not known.
            let Ok(program) = letter.decoded_data() else { return Ok(false) };
            meter.work(program.len() + 1)?;
            let mut instructions = UntypedIter::new(&program);
            while let Some(instruction) = instructions.next() {
                let operator: &[u8] = instruction.operator;
                if PAINTS.contains(&operator) {
                    return Ok(false);
                }
            }
        }
        met = true;
    }
    Ok(met && !resources.x_objects.keys().any(|name| is_form(&name)))
}
