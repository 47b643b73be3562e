//! Cutting stretches of digits into numbers.

use gongkai_core::Within;

/// The most ways of cutting one row that are looked at.
const MOST_CUTS: usize = 60_000;
/// The most readings of one row that are kept.
const MOST_READINGS: usize = 400;

/// The numbers of a row without sums, where the words can be cut into so many numbers, or fewer, in one way only: a
/// number does not start with a zero, so that `000` is three numbers and cannot be anything else.
pub(super) fn only_cut(words: &[String], numbers: usize) -> Option<Vec<u64>> {
    let mut cut = Vec::new();
    for word in words {
        let rest = word.trim_start_matches('0');
        cut.extend(std::iter::repeat_n(0, word.len() - rest.len()));
        if !rest.is_empty() {
            cut.push(number(rest)?);
        }
    }
    // This is the way with the fewest numbers; any other has more than there are columns.
    (cut.len() == numbers).then_some(cut)
}

/// Every way of reading the words as so many numbers that keeps the sums. With fewer words than numbers, words are
/// cut; with more, neighbours are joined.
///
/// Nothing when there are too many to look at.
pub(super) fn readings(words: &[String], numbers: usize, totals: &[(Vec<usize>, usize)]) -> Option<Vec<Vec<u64>>> {
    let mut found = Vec::new();
    let mut steps = 0;
    // A place in the words: the word, the digit within it, and the numbers read so far.
    let mut open: Vec<(usize, usize, Vec<u64>)> = vec![(0, 0, Vec::new())];
    while let Some((word, digit, read)) = open.pop() {
        steps += 1;
        if steps > MOST_CUTS || found.len() > MOST_READINGS {
            return None;
        }
        if read.len() == numbers {
            if word == words.len() {
                found.push(read);
            }
            continue;
        }
        let Some(text) = words.get(word) else { continue };
        if words.len() < numbers {
            let rest = text.within(digit..);
            for length in 1..=rest.len() {
                let Some(value) = rest.get(..length).and_then(number) else { continue };
                let next = if length == rest.len() { (word + 1, 0) } else { (word, digit + length) };
                extend(&mut open, &read, value, next, totals);
            }
        } else {
            let mut joined = String::new();
            for (at, text) in words.iter().enumerate().skip(word).take(4) {
                joined.push_str(text);
                let Some(value) = number(&joined) else { continue };
                extend(&mut open, &read, value, (at + 1, 0), totals);
            }
        }
    }
    Some(found)
}

/// Whether the words can also be read as fewer numbers that keep the sums, some of the cells being blank.
pub(super) fn fits_with_blanks(words: &[String], numbers: usize, totals: &[(Vec<usize>, usize)]) -> bool {
    let fits = |numbers: usize, totals: &[(Vec<usize>, usize)]| {
        readings(words, numbers, totals).is_none_or(|found| !found.is_empty())
    };
    if let [(parts, total)] = totals
        && parts.len() + 1 == numbers
        && *total + 1 == numbers
    {
        // The total of a row is printed, and the cells before it are whichever.
        return (2..numbers).any(|printed| fits(printed, &[((0..printed - 1).collect(), printed - 1)]));
    }
    // One blank among the parts of one sum, or all cells of one sum blank.
    let without = |blank: &[usize]| {
        let at = |place: &usize| place - blank.iter().filter(|blank| *blank < place).count();
        let kept = totals.iter().filter(|(_, total)| !blank.contains(total)).map(|(parts, total)| {
            (parts.iter().filter(|part| !blank.contains(part)).map(at).collect::<Vec<_>>(), at(total))
        });
        fits(numbers - blank.len(), &kept.collect::<Vec<_>>())
    };
    totals.iter().any(|(parts, total)| {
        let all: Vec<usize> = parts.iter().copied().chain([*total]).collect();
        (all.len() < numbers && without(&all)) || parts.iter().any(|part| without(&[*part]))
    })
}

/// Puts a number behind those read so far, when no sum that is complete with it fails.
fn extend(
    open: &mut Vec<(usize, usize, Vec<u64>)>,
    read: &[u64],
    value: u64,
    next: (usize, usize),
    totals: &[(Vec<usize>, usize)],
) {
    let mut read = read.to_vec();
    read.push(value);
    let kept = totals.iter().all(|(parts, total)| {
        let last = parts.iter().chain([total]).max();
        if last.is_some_and(|last| last + 1 != read.len()) {
            return true;
        }
        let sum = parts.iter().try_fold(0_u64, |sum, at| sum.checked_add(*read.get(*at)?));
        sum.is_some() && sum == read.get(*total).copied()
    });
    if kept {
        open.push((next.0, next.1, read));
    }
}

/// Digits as a number; a number does not start with a zero.
fn number(digits: &str) -> Option<u64> {
    if digits.len() > 1 && digits.starts_with('0') || digits.len() > 12 {
        return None;
    }
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(words: &[&str]) -> Vec<Vec<u64>> {
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        readings(&words, 7, &[((0..6).collect(), 6)]).unwrap_or_default()
    }

    #[test]
    fn cuts_and_joins_by_the_sum() {
        assert_eq!(row(&["713000074"]), [[71, 3, 0, 0, 0, 0, 74]]);
        assert_eq!(row(&["1", "0", "0", "0", "0", "0", "0", "10"]), [[10, 0, 0, 0, 0, 0, 10]]);
        assert_eq!(row(&["71", "30000", "74"]), [[71, 3, 0, 0, 0, 0, 74]]);
        assert!(row(&["713000075"]).is_empty());
        assert_eq!(row(&["110000112"]).len(), 2, "11 0 … and 1 10 …");
        assert_eq!(row(&["0000000"]), [[0; 7]]);
        assert!(row(&["12345678901234567890123456789012345678901234567890"]).is_empty());
    }
}
