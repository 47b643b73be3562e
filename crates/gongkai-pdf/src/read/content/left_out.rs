//! Forms and pictures that belong to a layer which no screen shows: the interpreter draws them when the layer is off
//! only by its use or by a condition, and does not tell its device whose they are. So a page is interpreted without them.

use gongkai_core::Within;
use gongkai_core::format::{Meter, ReadError};
use hayro_interpret::hayro_syntax::content::UntypedIter;
use hayro_interpret::hayro_syntax::object::{Dict, Object};
use hayro_interpret::hayro_syntax::page::Page;

use super::super::forms::Forms;

/// A page's content without what no screen shows.
pub(super) struct Left<'a> {
    pub(super) content: Vec<u8>,
    /// The layers that what is left out belongs to.
    pub(super) layers: Vec<Dict<'a>>,
}

/// The content of a page without the forms and pictures on layers that are not shown; nothing when it draws none.
pub(super) fn without_hidden<'a>(
    page: &Page<'a>,
    forms: &Forms<'a>,
    meter: &mut Meter,
) -> Result<Option<Left<'a>>, ReadError> {
    let Some(content) = page.page_stream().filter(|_| forms.has_layers()) else { return Ok(None) };
    meter.work(content.len())?;
    let mut names: Vec<Vec<u8>> = Vec::new();
    let mut layers = Vec::new();
    let mut shown: Vec<Vec<u8>> = Vec::new();
    let mut count = 0;
    let mut instructions = UntypedIter::new(content);
    while let Some(instruction) = instructions.next() {
        let operator: &[u8] = instruction.operator;
        let Some(Object::Name(name)) = instruction.operands().last().filter(|_| operator == b"Do") else { continue };
        meter.work(names.len() + shown.len())?;
        if names.iter().any(|off| off == name.as_ref()) {
            count += 1;
            continue;
        }
        if shown.iter().any(|on| on == name.as_ref()) {
            continue;
        }
        let drawn = page.resources().get_x_object(name);
        match drawn.filter(|drawn| forms.is_off(drawn.dict())) {
            Some(drawn) => {
                layers.extend(drawn.dict().get::<Dict<'_>>(b"OC"));
                names.push(name.as_ref().to_vec());
                count += 1;
            }
            None => shown.push(name.as_ref().to_vec()),
        }
    }
    if names.is_empty() {
        return Ok(None);
    }
    let mut content = content.to_vec();
    // What is found in the bytes must be what was read, lest anything else is taken out.
    Ok((blank(&mut content, &names) == count).then_some(Left { content, layers }))
}

/// Puts spaces in the place of each drawing of one of these names, and says how many there were.
fn blank(content: &mut [u8], names: &[Vec<u8>]) -> usize {
    let mut found = Vec::new();
    for at in 0..content.len() {
        let before = content.within(..at);
        let operator = content.within(at..);
        let Some(after) = operator.strip_prefix(b"Do") else { continue };
        if after.first().is_some_and(|byte| !is_end(*byte)) || !before.last().is_some_and(u8::is_ascii_whitespace) {
            continue;
        }
        let end = before.trim_ascii_end().len();
        let named = before.within(..end);
        let start = named.iter().rposition(|byte| is_end(*byte)).unwrap_or(0);
        let name = named.get(start..).and_then(|name| name.strip_prefix(b"/"));
        if name.is_some_and(|name| names.iter().any(|off| off == name)) {
            found.push(start..at + 2);
        }
    }
    for range in &found {
        content.get_mut(range.clone()).unwrap_or_default().fill(b' ');
    }
    found.len()
}

/// Whether a byte ends what stands before it.
fn is_end(byte: u8) -> bool {
    byte.is_ascii_whitespace()
        || matches!(byte, 0 | b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_drawings_of_these_names_are_blanked() {
        let mut content = b"q /Fm1 Do Q (Do it) Tj /Fm10 Do /Fm1\nDo/Fm1 Do".to_vec();
        assert_eq!(blank(&mut content, &[b"Fm1".to_vec()]), 3);
        let words: Vec<&[u8]> = content.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty()).collect();
        assert_eq!(words, [&b"q"[..], b"Q", b"(Do", b"it)", b"Tj", b"/Fm10", b"Do"]);
    }
}
