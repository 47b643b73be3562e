//! The sizes of a page's text, which tell whether it is drawn at the scale at which people read it.

/// The least and the greatest size of text that most of a page may have, in points.
const SMALL: f64 = 4.0;
const LARGE: f64 = 32.0;
/// The size at which text is read that has another.
const USUAL: f64 = 10.0;
/// How many of a hundred characters must be of such a size.
const MOST: usize = 80;
/// The fewest characters that tell anything.
const FEWEST: usize = 40;

/// How many characters a page has of which size.
#[derive(Debug, Default)]
pub(super) struct Sizes {
    small: Vec<f64>,
    large: Vec<f64>,
    all: usize,
}

impl Sizes {
    pub(super) fn add(&mut self, size: f64, chars: &[char]) {
        if chars.iter().all(|char| char.is_whitespace()) || size <= 0.0 {
            return;
        }
        self.all += 1;
        if size < SMALL {
            self.small.push(size);
        } else if size > LARGE {
            self.large.push(size);
        }
    }

    /// How many times larger the page is to be read; nothing for nearly all pages.
    pub(super) fn factor(self) -> Option<f64> {
        let all = self.all;
        let off =
            [self.small, self.large].into_iter().find(|off| off.len().saturating_mul(100) >= all.saturating_mul(MOST));
        let mut off = off.filter(|off| off.len() >= FEWEST)?;
        off.sort_by(f64::total_cmp);
        off.get(off.len() / 2).map(|middle| USUAL / middle)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn factor(sizes: &[(usize, f64)]) -> Option<f64> {
        let mut all = Sizes::default();
        for (count, size) in sizes {
            (0..*count).for_each(|_| all.add(*size, &['a']));
        }
        all.factor()
    }

    #[test]
    fn a_page_is_scaled_by_what_most_of_it_is() {
        assert_eq!(factor(&[(100, 2.5), (10, 4.5)]), Some(4.0));
        assert_eq!(factor(&[(100, 100.0)]), Some(0.1));
        assert_eq!((factor(&[(100, 10.0), (100, 0.2)]), factor(&[(10, 0.2)])), (None, None));
    }
}
