//! What nobody sees by its place: text that is set beyond the edge of its page, in a line as thin as a hair, or in a shape
//! that is not shown.

use gongkai_core::format::ReadError;
use gongkai_opc::Element;

use super::look::is_on;

/// A length in twentieths of a point.
type Twips = i64;

/// Lines and rows of no more than this exact height are not seen: 2 pt, as with the smallest text.
const THINNEST: Twips = 40;

/// How far from the edge of the text something must be set that no page of the file reaches: as far as its longest page is
/// wide or high, which is found in the text of the main part.
pub(super) fn reach(text: &str) -> Twips {
    /// The longer side of A4.
    const A4: Twips = 16_838;
    /// A page is no longer, and no file has more kinds of pages that tell.
    const LONGEST: Twips = 31_680;
    const MOST: usize = 64;
    let sides = |page: &str| {
        let page = page.split_once('>').map_or("", |(page, _)| page);
        let values = page.split('"').skip(1).step_by(2).filter_map(|value| value.parse::<Twips>().ok());
        values.max().unwrap_or(0)
    };
    text.split("pgSz ").skip(1).take(MOST).map(sides).fold(A4, Twips::max).min(LONGEST)
}

/// How wide the widest page of the file is, which is found in the text of the main part.
pub(super) fn widest(text: &str) -> Twips {
    const A4: Twips = 11_906;
    const LONGEST: Twips = 31_680;
    const MOST: usize = 64;
    let width = |page: &str| {
        let page = page.split_once('>').map_or("", |(page, _)| page);
        let mut attributes = page.split_whitespace().filter_map(|attribute| attribute.split_once('='));
        let width = attributes.find(|(name, _)| name.rsplit(':').next() == Some("w"))?.1;
        width.trim_end_matches('/').trim_matches(['"', '\'']).parse::<Twips>().ok()
    };
    text.split("pgSz ").skip(1).take(MOST).filter_map(width).fold(A4, Twips::max).min(LONGEST)
}

/// Where a drawing stands, as far as it was said before what is in it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Standing {
    across: bool,
    /// Whether the distance is counted from the page's edge.
    from_page: bool,
    left: Option<(bool, Twips)>,
    top: Option<(bool, Twips)>,
}

impl Standing {
    /// The next distance is one across or down, from the page's edge or from elsewhere on it.
    pub(super) fn begin(&mut self, across: bool, from_page: bool) {
        (self.across, self.from_page) = (across, from_page);
    }

    /// A distance, in 1/12,700 pt.
    pub(super) fn offset(&mut self, offset: &str) {
        let side = offset.trim().parse::<Twips>().ok().map(|offset| (self.from_page, offset / 635));
        if self.across { self.left = side } else { self.top = side }
    }

    /// Whether a drawing of this size ends before its page begins: what does not count from the page's edge counts from
    /// a place that is on the page.
    pub(super) fn is_before(&self, (wide, high): (&str, &str), page: (Twips, Twips)) -> bool {
        let ends_before = |side: Option<(bool, Twips)>, size: &str, page: Twips| {
            let size = size.trim().parse::<Twips>().map_or(0, |size| size / 635);
            side.is_some_and(|(from_page, at)| at.saturating_add(size) <= if from_page { 0 } else { -page })
        };
        ends_before(self.left, wide, page.0) || ends_before(self.top, high, page.1)
    }
}

/// Whether a paragraph's properties of this name put its text where nobody sees it.
pub(super) fn is_beyond(property: &Element<'_>, reach: Twips) -> Result<bool, ReadError> {
    let (mut beyond, mut exact, mut line) = (false, false, None);
    let name = property.name();
    property.each_attribute(|attribute, value| {
        let length = || value.trim().parse::<Twips>().unwrap_or(0);
        match (name, attribute) {
            ("ind", "left" | "start" | "hanging") => beyond |= length().abs() >= reach,
            // In hundredths of a character of 10.5 pt.
            ("ind", "leftChars" | "startChars" | "hangingChars") => beyond |= length().abs() * 21 / 10 >= reach,
            ("framePr", "x" | "y") => beyond |= length().abs() >= reach,
            ("spacing", "lineRule") | ("trHeight", "hRule") => exact = value.trim() == "exact",
            ("spacing", "line") | ("trHeight", "val") => line = Some(length()),
            _ => {}
        }
        Ok(())
    })?;
    Ok(beyond || exact && line.is_some_and(|line| (1..=THINNEST).contains(&line)))
}

/// Whether a shape is not shown where its style says: hidden, or beyond the edge of its page.
pub(super) fn is_off(style: &str, reach: Twips) -> bool {
    let of = |name: &str| {
        let mut rules = style.split(';').filter_map(|rule| rule.split_once(':'));
        rules.find(|(own, _)| own.trim() == name).map(|(_, value)| value.trim())
    };
    let ends_before = |from: &str, at: &str, size: &str| {
        let ends = of(at).and_then(twips).map(|at| at + of(size).and_then(twips).unwrap_or(0));
        of(from) == Some("page") && ends.is_some_and(|end| end <= 0)
    };
    if ends_before("mso-position-horizontal-relative", "margin-left", "width")
        || ends_before("mso-position-vertical-relative", "margin-top", "height")
    {
        return true;
    }
    style.split(';').filter_map(|rule| rule.split_once(':')).any(|(name, value)| {
        let value = value.trim();
        match name.trim() {
            "visibility" => value == "hidden",
            "margin-left" | "margin-top" | "left" | "top" => twips(value).is_some_and(|at| at.abs() >= reach),
            _ => false,
        }
    })
}

/// Whether a drawing's distance from what it is placed by, in 1/12,700 pt, leaves its page.
pub(super) fn is_distant(offset: &str, reach: Twips) -> bool {
    offset.trim().parse::<Twips>().is_ok_and(|offset| offset.abs() / 635 >= reach)
}

/// Whether a drawing says that it is hidden.
pub(super) fn is_hidden(properties: &Element<'_>) -> Result<bool, ReadError> {
    Ok(properties.attribute("hidden")?.is_some_and(|hidden| is_on(&hidden)))
}

/// A length of a shape's style: in points unless it says otherwise.
fn twips(value: &str) -> Option<Twips> {
    let unit = value.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(value.len());
    let (number, unit) = value.split_at_checked(unit)?;
    // Of less than a point nothing depends here.
    let whole: Twips = number.trim().split('.').next()?.parse().ok()?;
    let each = match unit.trim() {
        "" | "pt" => 20,
        "in" => 1440,
        "cm" => 567,
        "mm" => 57,
        "px" => 15,
        _ => return None,
    };
    whole.checked_mul(each)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_reach_as_far_as_the_longest_of_them() {
        assert_eq!(reach("<w:p/>"), 16_838);
        assert_eq!(reach(r#"<w:pgSz w:w="16838" w:h="23811"/><w:pgSz w:w="11906"/>"#), 23_811);
        assert_eq!(reach(r#"<w:pgSz w:w="999999999"/>"#), 31_680);
        assert_eq!((widest("<w:p/>"), widest(r#"<w:pgSz w:h="23811" w:w="16838"/>"#)), (11_906, 16_838));
    }

    #[test]
    fn a_drawing_that_ends_before_its_page_begins_is_off() {
        let before = |from_page: bool, offset: &str| {
            let mut standing = Standing::default();
            standing.begin(true, from_page);
            standing.offset(offset);
            standing.is_before(("762000", "254000"), (11_906, 16_838))
        };
        assert!(before(true, "-5000000") && !before(true, "-300000") && !before(true, "100000"));
        assert!(before(false, "-9000000") && !before(false, "-5000000"));
    }

    #[test]
    fn shapes_are_off_by_their_style() {
        for off in ["visibility:hidden", "left:1pt;margin-left:-999pt", "top: 400in", "left:-300cm"] {
            assert!(is_off(off, 16_838), "{off}");
        }
        let page = "mso-position-horizontal-relative:page";
        assert!(is_off(&format!("margin-left:-80pt;width:60pt;{page}"), 16_838));
        assert!(!is_off(&format!("margin-left:-40pt;width:60pt;{page}"), 16_838));
        for on in ["", "visibility:visible", "margin-left:-20pt;margin-top:700.5pt", "width:9999pt", "left:1e9pt"] {
            assert!(!is_off(on, 16_838), "{on}");
        }
        assert!(is_distant("-20000000", 16_838) && !is_distant("-900000", 16_838) && !is_distant("x", 16_838));
    }
}
