//! What is looked for in a page before it is taken apart: tags with more attributes than any page has. The parser
//! compares every attribute of a tag with all others, so that their number must be known beforehand.

use gongkai_core::Within;
use std::borrow::Cow;

use gongkai_core::format::ReadError;
use memchr::{memchr, memchr2};

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

/// The readings of a page that are still within a tag, each with how many attributes it has begun. Nearly always there is
/// none or one.
#[derive(Clone, Copy)]
enum Readings {
    None,
    One(In, usize),
    /// By the place of their states.
    Many([Option<usize>; STATES.len()]),
}

impl Readings {
    /// Follows the readings through one more byte.
    fn pass(&mut self, byte: u8) {
        let next = |state: In, count: usize| state.after(byte).map(|(to, begins)| (to, count + usize::from(begins)));
        match self {
            Self::None => {}
            Self::One(state, count) => match next(*state, *count) {
                Some(after) => (*state, *count) = after,
                None => *self = Self::None,
            },
            Self::Many(counts) => {
                let all = STATES.into_iter().zip(*counts).filter_map(|(state, count)| next(state, count?));
                *self = all.fold(Self::None, Self::with);
            }
        }
    }

    /// The same with one more reading; of two in one state the one with more attributes.
    fn with(self, (state, count): (In, usize)) -> Self {
        let mut counts = match self {
            Self::None => return Self::One(state, count),
            Self::One(other, known) if other as usize == state as usize => return Self::One(state, known.max(count)),
            Self::One(other, known) => {
                let mut counts = [None; STATES.len()];
                counts[other as usize] = Some(known);
                counts
            }
            Self::Many(counts) => counts,
        };
        let place = &mut counts[state as usize];
        *place = Some(place.map_or(count, |known| known.max(count)));
        Self::Many(counts)
    }

    /// How many of the bytes that come change nothing: text outside of tags, and what stands within quotation marks or is
    /// of a name or value.
    fn unchanged_by(&self, bytes: &[u8]) -> usize {
        let ends = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'<' | b'>' | b'/' | b'=');
        let next = match self {
            Self::None => memchr(b'<', bytes),
            Self::One(In::Single, _) => memchr2(b'\'', b'<', bytes),
            Self::One(In::Double, _) => memchr2(b'"', b'<', bytes),
            Self::One(In::TagName | In::Name | In::Value, _) => bytes.iter().position(ends),
            Self::One(..) | Self::Many(_) => return 0,
        };
        next.unwrap_or(bytes.len())
    }

    fn most(&self) -> usize {
        match self {
            Self::None => 0,
            Self::One(_, count) => *count,
            Self::Many(counts) => counts.iter().flatten().copied().max().unwrap_or(0),
        }
    }
}

/// The most attributes that any tag of the page has, wherever one may begin: whether `<b` stands in a script, in a
/// comment or in the value of another tag is not asked, all readings are followed at once.
fn most_attributes(page: &str) -> usize {
    let mut readings = Readings::None;
    let mut most = 0;
    let (mut before, mut last) = (0_u8, 0_u8);
    let mut rest = page.as_bytes();
    loop {
        // Behind `<` and `</` a tag may begin.
        if last != b'<' && last != b'/' {
            let same = readings.unchanged_by(rest);
            rest = rest.within(same..);
        }
        let Some((&byte, after)) = rest.split_first() else { return most };
        rest = after;
        if !matches!(readings, Readings::None) {
            readings.pass(byte);
            most = most.max(readings.most());
            if most > MOST_ATTRIBUTES {
                return most;
            }
        }
        if byte.is_ascii_alphabetic() && (last == b'<' || (last == b'/' && before == b'<')) {
            readings = readings.with((In::TagName, 0));
        }
        (before, last) = (last, byte);
    }
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
            out.push_str(from.within(..open));
            let close =
                from.match_indices("</").map(|(at, _)| at).find(|at| *at >= open && lower(from, *at, "</script"));
            rest = from.within(close.unwrap_or(from.len())..);
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
