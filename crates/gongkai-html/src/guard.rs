//! What is looked for in a page before it is taken apart: tags with more attributes than any page has. The parser
//! compares every attribute of a tag with all others, so that their number must be known beforehand.

use std::borrow::Cow;

use gongkai_core::format::ReadError;

/// The most attributes of one tag.
pub(crate) const MOST_ATTRIBUTES: usize = 1000;

/// The page as it may be parsed: scripts, whose comparisons look like tags without an end, are emptied where that is
/// what makes a tag too long.
///
/// # Errors
/// [`ReadError::TooLarge`] when a tag has more attributes than a page may have.
pub(crate) fn admit(page: &str) -> Result<Cow<'_, str>, ReadError> {
    if most_attributes(page) <= MOST_ATTRIBUTES {
        return Ok(Cow::Borrowed(page));
    }
    let page = without_scripts(page);
    if most_attributes(&page) <= MOST_ATTRIBUTES {
        return Ok(Cow::Owned(page));
    }
    Err(ReadError::TooLarge { what: "一个标签的属性数 / attributes of one tag", limit: MOST_ATTRIBUTES })
}

/// Where in a tag a reader stands.
#[derive(Clone, Copy)]
enum In {
    TagName,
    BeforeName,
    Name,
    AfterName,
    BeforeValue,
    Value,
    Single,
    Double,
}

const STATES: [In; 8] =
    [In::TagName, In::BeforeName, In::Name, In::AfterName, In::BeforeValue, In::Value, In::Single, In::Double];

impl In {
    /// Where the reader stands after one more byte, and whether an attribute began; nothing after the tag's end.
    fn after(self, byte: u8) -> Option<(Self, bool)> {
        let blank = byte.is_ascii_whitespace();
        let next = match (self, byte) {
            (Self::Single, b'\'') | (Self::Double, b'"') => Self::BeforeName,
            (Self::Single, _) => Self::Single,
            (Self::Double, _) => Self::Double,
            (_, b'>') => return None,
            (Self::BeforeValue, b'"') => Self::Double,
            (Self::BeforeValue, b'\'') => Self::Single,
            (Self::BeforeValue, _) if blank => Self::BeforeValue,
            (Self::BeforeValue, _) => Self::Value,
            (Self::Value, _) if blank => Self::BeforeName,
            (Self::Value, _) => Self::Value,
            (_, b'/') => Self::BeforeName,
            (Self::Name | Self::AfterName, b'=') => Self::BeforeValue,
            (Self::Name | Self::AfterName, _) if blank => Self::AfterName,
            (_, _) if blank => Self::BeforeName,
            (Self::TagName, _) => Self::TagName,
            (Self::Name, _) => Self::Name,
            (Self::BeforeName | Self::AfterName, _) => return Some((Self::Name, true)),
        };
        Some((next, false))
    }
}

/// The most attributes that any tag of the page has, wherever one may begin: whether `<b` stands in a script, in a
/// comment or in the value of another tag is not asked, all readings are followed at once.
fn most_attributes(page: &str) -> usize {
    let mut counts: [Option<usize>; STATES.len()] = [None; STATES.len()];
    let mut alive = false;
    let mut most = 0;
    let (mut before, mut last) = (0_u8, 0_u8);
    for byte in page.bytes() {
        if alive {
            let mut next = [None; STATES.len()];
            for (state, count) in STATES.into_iter().zip(counts) {
                let Some(count) = count else { continue };
                let Some((to, begins)) = state.after(byte) else { continue };
                let count = count + usize::from(begins);
                most = most.max(count);
                if most > MOST_ATTRIBUTES {
                    return most;
                }
                if let Some(place) = next.get_mut(to as usize) {
                    *place = Some(place.map_or(count, |other: usize| other.max(count)));
                }
            }
            counts = next;
            alive = counts.iter().any(Option::is_some);
        }
        if byte.is_ascii_alphabetic() && (last == b'<' || (last == b'/' && before == b'<')) {
            if let Some(place) = counts.get_mut(In::TagName as usize) {
                *place = place.or(Some(0));
            }
            alive = true;
        }
        (before, last) = (last, byte);
    }
    most
}

/// The page with what stands between the tags of its scripts taken out.
fn without_scripts(page: &str) -> String {
    let mut out = String::with_capacity(page.len());
    let mut rest = page;
    let lower = |text: &str, at: usize, word: &str| {
        text.as_bytes().get(at..at + word.len()).is_some_and(|part| part.eq_ignore_ascii_case(word.as_bytes()))
    };
    while let Some(at) = rest.find('<') {
        let (before, from) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.push_str(before);
        let end = if from.starts_with("<!--") {
            from.find("-->").map_or(from.len(), |at| at + 3)
        } else if lower(from, 0, "<script") {
            let open = from.find('>').map_or(from.len(), |at| at + 1);
            out.push_str(from.get(..open).unwrap_or_default());
            let close =
                from.match_indices("</").map(|(at, _)| at).find(|at| *at >= open && lower(from, *at, "</script"));
            rest = from.get(close.unwrap_or(from.len())..).unwrap_or_default();
            continue;
        } else {
            1
        };
        let (kept, after) = from.split_at_checked(end).unwrap_or((from, ""));
        out.push_str(kept);
        rest = after;
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_counted_wherever_a_tag_may_begin() {
        for (page, most) in [
            ("没有标签 a b c", 0),
            ("<p>a b c</p>", 0),
            ("<td a=1 b = '2 3 4' c=\"5>6\" d/e>x y z", 5),
            ("<p title='<x 1 2 3 4>'>", 4),
            ("<svg><style><x a='</style>' b c d e>", 5),
            ("<td a b c", 3),
        ] {
            assert_eq!(most_attributes(page), most, "{page}");
        }
        let many = format!("<td {}>", "a ".repeat(2000));
        assert!(matches!(admit(&many), Err(ReadError::TooLarge { .. })));
        assert!(admit(&format!("<svg><style>{many}</style>")).is_err());
    }

    #[test]
    fn a_script_is_no_tag() {
        let script = format!("<p>甲</p><SCRIPT>if(a<b){{ {} }}</SCRIPT><p>乙</p>", "var x ; ".repeat(900));
        let admitted = admit(&script).unwrap_or_default();
        assert_eq!(admitted, "<p>甲</p><SCRIPT></SCRIPT><p>乙</p>");
    }
}
