//! Words as people write them, brought to one form for comparing.

use gongkai_core::characters::is_blank;

/// The text without white space and punctuation that people vary: brackets, dots and quotes; digits half-width.
pub(crate) fn bare(text: &str) -> String {
    text.chars()
        .filter(|c| !is_blank(*c) && !c.is_control())
        .filter(|c| {
            !matches!(c, '“' | '”' | '"' | '\'' | '‘' | '’' | '、' | '，' | ',' | '。' | '：' | ':' | '；' | ';')
        })
        .map(|c| match c {
            '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10).unwrap_or(c),
            '（' => '(',
            '）' => ')',
            '．' => '.',
            '／' => '/',
            other => other,
        })
        .collect()
}

/// The nearest of the known words, when the text is plainly a slip of the pen for it.
pub(crate) fn nearest<'a>(text: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let mut best: Option<(f64, &str)> = None;
    for word in known {
        let score = strsim::normalized_levenshtein(text, word);
        if best.is_none_or(|(most, _)| score > most) {
            best = Some((score, word));
        }
    }
    best.filter(|&(score, _)| score >= 0.5).map(|(_, word)| word)
}
