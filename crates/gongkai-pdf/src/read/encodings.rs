//! The encodings that PDF defines by name for Chinese faces, each code of which takes its two bytes whether it names a
//! character or not.
//!
//! The interpreter takes a single byte where it knows no character for two, and everything behind is then read shifted by
//! half a character: 37 behind U+2066 becomes 昀㜀. Here such codes name the sign for a missing character instead, and those of
//! characters that nobody sees a space.

use std::fmt::Write as _;
use std::sync::{Arc, OnceLock};

use gongkai_core::characters::is_invisible;
use hayro_interpret::hayro_cmap::{CMap, CMapName, load_embedded};

/// What is put behind the name of an encoding to mean it as it comes.
const AS_IT_COMES: &[u8] = b".own";

/// An encoding of two bytes a code.
struct Encoding {
    name: CMapName<'static>,
    printed: &'static str,
    vertical: bool,
    /// The least second byte of a code.
    second: u8,
    whole: OnceLock<Option<Vec<u8>>>,
}

impl Encoding {
    const fn new(name: CMapName<'static>, printed: &'static str, vertical: bool, second: u8) -> Self {
        Self { name, printed, vertical, second, whole: OnceLock::new() }
    }
}

static ENCODINGS: [Encoding; 8] = [
    Encoding::new(CMapName::UniGbUcs2H, "UniGB-UCS2-H", false, 0),
    Encoding::new(CMapName::UniGbUcs2V, "UniGB-UCS2-V", true, 0),
    Encoding::new(CMapName::UniGbUtf16H, "UniGB-UTF16-H", false, 0),
    Encoding::new(CMapName::UniGbUtf16V, "UniGB-UTF16-V", true, 0),
    Encoding::new(CMapName::GbkEucH, "GBK-EUC-H", false, 0x40),
    Encoding::new(CMapName::GbkEucV, "GBK-EUC-V", true, 0x40),
    Encoding::new(CMapName::GbkpEucH, "GBKp-EUC-H", false, 0x40),
    Encoding::new(CMapName::GbkpEucV, "GBKp-EUC-V", true, 0x40),
];

/// What gives the interpreter its encodings.
type Resolver = Arc<dyn Fn(CMapName<'_>) -> Option<&'static [u8]> + Send + Sync>;

/// Gives the interpreter its encodings.
pub(super) fn resolver() -> Resolver {
    Arc::new(|name| {
        if let CMapName::Custom(own) = name {
            let named = own.strip_suffix(AS_IT_COMES)?;
            return ENCODINGS
                .iter()
                .find(|one| one.printed.as_bytes() == named)
                .and_then(|one| load_embedded(one.name));
        }
        match ENCODINGS.iter().find(|one| one.name == name) {
            Some(one) => one.whole.get_or_init(|| whole(one)).as_deref().or_else(|| load_embedded(name)),
            None => load_embedded(name),
        }
    })
}

/// The encoding with its gaps filled.
fn whole(encoding: &Encoding) -> Option<Vec<u8>> {
    let own = CMap::parse(load_embedded(encoding.name)?, load_embedded)?;
    let single = |byte: u32| own.lookup_cid_code(byte, 1).is_some();
    // The first halves of codes of four bytes.
    let surrogate = |code: u32| (0xd800..0xe000).contains(&code);
    // Where codes are those of Unicode, a mark that nobody sees is no missing character.
    let unicode = encoding.second == 0;
    let invisible = |code: u32| unicode && char::from_u32(code).is_some_and(is_invisible);
    let mut gaps: Vec<(u32, u32)> = Vec::new();
    let mut unseen: Vec<u32> = Vec::new();
    for first in (0..=0xff_u32).filter(|first| !single(*first)) {
        // A range never goes over to another first byte.
        let mut begun = false;
        for second in u32::from(encoding.second)..=0xff {
            let code = first << 8 | second;
            let free = !surrogate(code) && own.lookup_cid_code(code, 2).is_none();
            if free && invisible(code) {
                unseen.push(code);
            }
            let gap = free && !invisible(code);
            match gaps.last_mut().filter(|_| begun) {
                Some((_, last)) if gap => *last = code,
                _ if gap => gaps.push((code, code)),
                _ => {}
            }
            begun = gap;
        }
    }
    let printed = encoding.printed;
    let mode = u8::from(encoding.vertical);
    let base = String::from_utf8_lossy(AS_IT_COMES);
    let mut text = format!(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/{printed}{base} usecmap\n/CIDSystemInfo 3 dict dup begin\n\
         /Registry (Adobe) def\n/Ordering (GB1) def\n/Supplement 4 def\nend def\n/CMapName /{printed} def\n/WMode {mode} def\n\
         1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n"
    );
    for gaps in gaps.chunks(100) {
        writeln!(text, "{} beginnotdefrange", gaps.len()).ok()?;
        for (from, to) in gaps {
            writeln!(text, "<{from:04x}> <{to:04x}> 0").ok()?;
        }
        text.push_str("endnotdefrange\n");
    }
    if let Some(space) = own.lookup_cid_code(u32::from(' '), 2) {
        for unseen in unseen.chunks(100) {
            writeln!(text, "{} begincidchar", unseen.len()).ok()?;
            for code in unseen {
                writeln!(text, "<{code:04x}> {space}").ok()?;
            }
            text.push_str("endcidchar\n");
        }
    }
    text.push_str("endcmap\nend\nend\n");
    Some(text.into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_of_two_bytes_is_known_and_the_others_are_as_they_were() {
        let resolver = resolver();
        for encoding in &ENCODINGS {
            let whole = CMap::parse(resolver(encoding.name).unwrap(), |name| resolver(name)).expect(encoding.printed);
            let own = CMap::parse(load_embedded(encoding.name).unwrap(), load_embedded).unwrap();
            for byte in 0..=0xff_u32 {
                assert_eq!(whole.lookup_cid_code(byte, 1), own.lookup_cid_code(byte, 1), "{} {byte}", encoding.printed);
            }
            for code in 0..=0xffff_u32 {
                let (before, after) = (own.lookup_cid_code(code, 2), whole.lookup_cid_code(code, 2));
                assert!(before.is_none() || after == before, "{} {code:04x}: {before:?} {after:?}", encoding.printed);
            }
        }
        let ucs2 = CMap::parse(resolver(CMapName::UniGbUcs2H).unwrap(), |name| resolver(name)).unwrap();
        let space = ucs2.lookup_cid_code(0x20, 2);
        assert_eq!((ucs2.lookup_cid_code(0x2066, 2), ucs2.lookup_cid_code(0x0378, 2)), (space, Some(0)));
    }
}
