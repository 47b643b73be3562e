//! The lines of a title: broken before its year, then into as few lines as hold it, none ending within a name where
//! that can be helped (GB/T 9704—2012 clause 7.3.1: 回行时词意完整、排列对称).

use crate::numerals::is_any_digit;

use super::setting::quarters;
use super::{Style, Twips};

/// Longer titles are no titles, and are left to whoever sets them.
const LONGEST: usize = 200;

/// What a line that ends within a name costs: as much as one that is four characters from being even.
const WITHIN_A_NAME: u64 = 512;

/// What a line that ends within a word costs: more than any unevenness between two words.
const WITHIN_A_WORD: u64 = 4096;

/// The words of which titles of these reports and of the letters about them are made.
const WORDS: [&str; 13] =
    ["政府", "信息", "公开", "工作", "年度", "报告", "情况", "汇总", "修改", "意见", "人民", "领导", "小组"];

/// Ends of the names of places and organs.
const NAME_ENDS: &str = "省市州盟县区旗镇乡府局厅委室院会";

const NEVER_FIRST: &str = "）〕》”’、，。：；·";
const NEVER_LAST: &str = "（〔《“‘";

impl Style {
    /// The lines of a title. One that is too long for a line is broken before its year, unless the style says
    /// otherwise, and what is still too long into lines of like length, behind the name of a place or an organ where
    /// there is one near.
    ///
    /// ```
    /// use gongkai_core::style::Style;
    /// let style = Style::gbt9704();
    /// let title = "湘乡市山枣镇人民政府2023年政府信息公开工作年度报告";
    /// assert_eq!(style.title_lines(title), ["湘乡市山枣镇人民政府", "2023年政府信息公开工作年度报告"]);
    /// let title = "某某自治区某某盟西某某某某旗某某某镇人民政府办公室";
    /// assert_eq!(style.title_lines(title), ["某某自治区某某盟西某某某某旗", "某某某镇人民政府办公室"]);
    /// assert_eq!(style.title_lines("2023年政府信息公开工作年度报告"), ["2023年政府信息公开工作年度报告"]);
    /// ```
    #[must_use]
    pub fn title_lines<'t>(&self, title: &'t str) -> Vec<&'t str> {
        let room = self.title_room();
        if quarters(title) <= room || title.chars().count() > LONGEST {
            return vec![title];
        }
        let year = if self.break_title { before_year(title) } else { None };
        match year.and_then(|year| title.split_at_checked(year)) {
            Some((organ, rest)) => [balanced(organ, room), balanced(rest, room)].concat(),
            None => balanced(title, room),
        }
    }

    /// How much a line of the title holds, in quarters of a character.
    fn title_room(&self) -> u64 {
        let character = Twips::half_points(self.title.half_points).0.max(1);
        u64::from(self.page.text_width().0) * 4 / u64::from(character)
    }
}

/// Where the year of a title begins, when something stands before it.
fn before_year(title: &str) -> Option<usize> {
    let year = title.match_indices('年').find_map(|(end, _)| {
        let before = title.get(..end)?;
        let start = before.char_indices().rev().nth(3)?.0;
        before.get(start..)?.chars().all(is_any_digit).then_some(start)
    })?;
    (year > 0).then_some(year)
}

/// The fewest lines that hold a text, as even as ends of names allow. A text that cannot be broken is one line.
fn balanced(text: &str, room: u64) -> Vec<&str> {
    let mut places: Vec<usize> = vec![0];
    places.extend(text.char_indices().map(|(place, _)| place).filter(|&place| may_break(text, place)));
    places.push(text.len());
    // For each place the fewest lines before it, the least cost of so many, and where the last of them begins.
    let mut best: Vec<Option<(usize, u64, usize)>> = vec![Some((0, 0, 0))];
    for (to, &end) in places.iter().enumerate().skip(1) {
        let reached = (0..to).filter_map(|from| {
            let (lines, cost, _) = best.get(from).copied().flatten()?;
            let start = places.get(from).copied()?;
            let slack = room.checked_sub(quarters(text.get(start..end)?))?;
            let within = match end {
                end if end == text.len() || ends_a_name(text, end) => 0,
                end if is_within_a_word(text, end) => WITHIN_A_WORD,
                _ => WITHIN_A_NAME,
            };
            Some((lines + 1, cost + slack * slack + within, from))
        });
        best.push(reached.min());
    }
    let mut lines = Vec::new();
    let mut to = places.len() - 1;
    while to > 0 {
        let Some((_, _, from)) = best.get(to).copied().flatten() else { return vec![text] };
        let line = places.get(from).zip(places.get(to)).and_then(|(&start, &end)| text.get(start..end));
        lines.extend(line);
        to = from;
    }
    lines.reverse();
    lines
}

/// The characters before and behind a place of a text.
fn beside(text: &str, place: usize) -> Option<(char, char)> {
    let (before, after) = text.split_at_checked(place)?;
    before.chars().next_back().zip(after.chars().next())
}

fn may_break(text: &str, place: usize) -> bool {
    beside(text, place).is_some_and(|(before, after)| {
        let within_a_word = before.is_ascii() && after.is_ascii();
        let kept = NEVER_LAST.contains(before) || NEVER_FIRST.contains(after);
        !within_a_word && !kept
    })
}

fn is_within_a_word(text: &str, place: usize) -> bool {
    beside(text, place).is_some_and(|(before, after)| WORDS.iter().any(|word| word.chars().eq([before, after])))
}

fn ends_a_name(text: &str, place: usize) -> bool {
    beside(text, place).is_some_and(|(before, after)| {
        let name = NAME_ENDS.contains(before) && !NAME_ENDS.contains(after);
        name || NEVER_FIRST.contains(before) || NEVER_LAST.contains(after)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_break_before_the_year_or_where_names_end() {
        let style = Style::gbt9704();
        let chinese = "某某市某某区人民政府办公室二〇二三年政府信息公开工作年度报告";
        assert_eq!(style.title_lines(chinese)[1], "二〇二三年政府信息公开工作年度报告");
        let without = Style { break_title: false, ..style.clone() };
        assert_eq!(without.title_lines(chinese), ["某某市某某区人民政府办公室", "二〇二三年政府信息公开工作年度报告"]);
        let bracket = "某某自治区某某盟西某某某某旗某某花镇人民政府办公室（政务公开领导小组办公室）2023年报告";
        assert_eq!(
            style.title_lines(bracket),
            ["某某自治区某某盟西某某某某旗某某花镇", "人民政府办公室（政务公开领导小组办公室）", "2023年报告"]
        );
    }

    #[test]
    fn no_line_ends_within_a_word() {
        let style = Style::gbt9704();
        assert_eq!(
            style.title_lines("关于某县大柳镇人民政府2024年政府信息公开工作年度报告的修改意见"),
            ["关于某县大柳镇人民政府", "2024年政府信息公开", "工作年度报告的修改意见"]
        );
        for organ in ["某市人民政府", "某某自治州某某自治县人民政府办公室", "某县信息公开工作领导小组"]
        {
            let title = format!("{organ}二〇二四年政府信息公开工作年度报告情况汇总的修改意见");
            let lines = style.title_lines(&title);
            let ends = lines.iter().scan(0, |end, line| {
                *end += line.len();
                Some(*end)
            });
            assert!(ends.take(lines.len() - 1).all(|end| !is_within_a_word(&title, end)), "{lines:?}");
        }
    }

    #[test]
    fn no_line_is_one_character_and_nothing_is_lost() {
        let style = Style::gbt9704();
        for length in 1..=LONGEST {
            let title = "政府信息公开（试行）工作".chars().cycle().take(length).collect::<String>();
            let lines = style.title_lines(&title);
            assert_eq!(lines.concat(), title);
            assert!(lines.len() == 1 || lines.iter().all(|line| line.chars().count() > 4), "{lines:?}");
            assert!(lines.iter().all(|line| quarters(line) <= style.title_room()), "{lines:?}");
        }
        let word = "a".repeat(150);
        assert_eq!(style.title_lines(&word), [word.as_str()]);
    }
}
