//! Numbers in narrow cells, which no program that shows the file may break over lines.

use gongkai_core::style::Twips;

/// Where a line of a cell's text must end so that a number stays whole.
///
/// What may not begin a line is kept with the number before it, and what may not end one with what follows. Where a number
/// fits a line but not together with these, LibreOffice breaks the number.
pub(super) fn ends(text: &str, half_points: u32, room: Twips) -> Vec<usize> {
    /// Widths in tenths of the size: of a digit or a sign in a number, and of a Chinese sign.
    const NARROW: u32 = 5;
    const WIDE: u32 = 10;
    let holds = room.0.checked_div(half_points).unwrap_or(u32::MAX);
    let mut ends = Vec::new();
    // The width of the word that is being read, and whether it has a digit.
    let (mut word, mut number) = (0_u32, false);
    let mut characters = text.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        let opens = matches!(c, '（' | '(' | '【' | '[' | '〔' | '［' | '《' | '〈');
        if c.is_ascii_graphic() && !opens {
            word += NARROW;
            number |= c.is_ascii_digit();
            continue;
        }
        let own = if c.is_ascii() { NARROW } else { WIDE };
        let clings = if opens {
            let next = characters.peek().map_or(0, |(_, next)| if next.is_ascii() { NARROW } else { WIDE });
            own + next
        } else if matches!(
            c,
            '，' | '。' | '；' | '：' | '、' | '）' | '】' | '〕' | '］' | '》' | '〉' | '！' | '？' | '％' | '‰'
        ) {
            own
        } else {
            0
        };
        if number && clings > 0 && word + clings > holds {
            ends.push(at);
        }
        (word, number) = (0, false);
    }
    ends
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_that_fits_alone_stands_alone() {
        // Seven digits and a half in 7.5 pt.
        let room = Twips(15 * 38);
        let ends = |text: &str| ends(text, 15, room);
        assert_eq!(ends("1853829（其中1件）"), [7]);
        assert_eq!(ends("1853829，含旧件"), [7]);
        assert_eq!(ends("其中1853829％、2件"), [13]);
        assert_eq!(ends("1853829(其中"), [7]);
        for whole in ["1853829", "1853829件", "18（其中1件）", "本（其中）", "1853（", ""] {
            assert!(ends(whole).is_empty(), "{whole}");
        }
        assert!(super::ends("1853829（其中）", 15, Twips(15 * 60)).is_empty());
    }
}
