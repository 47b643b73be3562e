//! What one value cell of a report holds, exactly as it was published.

use std::borrow::Cow;
use std::fmt;

use crate::Number;
use crate::characters::{is_invisible, is_narrow_space, is_off_line_digit, off_line};

/// One value cell as published. Nothing becomes 0 by default: a blank, a dash and a word stay what they are.
///
/// [`Cell::parse`] is the one place where printed text becomes a cell; every reader goes through it.
///
/// ```
/// use gongkai_core::{Cell, Number};
/// assert_eq!(Cell::parse("0"), Cell::from(0));
/// assert_eq!(Cell::parse("\u{a0}"), Cell::Blank);
/// let noted = Cell::parse("22（其中修订16件）");
/// assert_eq!(noted.number(), Some(Number::from(22_u64)));
/// assert_eq!(noted.note(), Some("（其中修订16件）"));
/// assert_eq!(noted.printed(), "22（其中修订16件）");
/// ```
///
/// It can be nothing else, so whoever takes cells apart says what becomes of each kind.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Cell {
    /// A number, perhaps printed with a note or in a way of its own.
    Number(Figure),
    /// Nothing was printed (空白).
    Blank,
    /// A dash or slash was printed where a number belongs.
    Dash(String),
    /// The report says that the cell does not apply (不适用, 无此项).
    NotApplicable(String),
    /// Any other text.
    Text(String),
}

/// A number and, when it differs, the text that was printed for it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Figure {
    /// The number itself.
    pub value: Number,
    /// The printed text, kept only where it is not the plain number: `+1036`, `1,295`, `22（其中修订16件）`.
    printed: Option<Box<str>>,
}

impl Cell {
    /// Reads a cell from its printed text. Never fails: what is no number is kept as what it is.
    #[must_use]
    pub fn parse(printed: &str) -> Self {
        // Nearly every cell is a short plain number, and each is looked at more than once on its way to the report.
        if let Some(value) = short_count(printed) {
            return value.into();
        }
        let text = tidy(printed);
        if text.is_empty() {
            return Self::Blank;
        }
        if text.chars().all(is_dash) {
            return Self::Dash(text.into_owned());
        }
        // Most cells that are no short number are labels, whose first character begins no number.
        let figure = if text.starts_with(is_number_part) {
            Figure::parse(&text)
        } else if text.starts_with(is_mark) {
            Figure::behind_mark(&text)
        } else if let Some((falls, _)) = sign_in_words(&text) {
            Figure::behind_sign(&text, falls)
        } else {
            None
        };
        if let Some(figure) = figure {
            return Self::Number(figure);
        }
        // Short words are often spaced out to fill their cell; none of these has white space before it.
        let is = |word: &&str| text.chars().filter(|c| !c.is_whitespace()).eq(word.chars());
        if text.starts_with(['不', '无', 'N', 'n']) && ["不适用", "不涉及", "无此项", "N/A", "n/a", "NA"].iter().any(is)
        {
            Self::NotApplicable(text.into_owned())
        } else {
            Self::Text(text.into_owned())
        }
    }

    /// The number, where the cell holds one.
    #[must_use]
    pub fn number(&self) -> Option<Number> {
        match self {
            Self::Number(figure) => Some(figure.value),
            _ => None,
        }
    }

    /// What stands beside the number: a note or a unit.
    #[must_use]
    pub fn note(&self) -> Option<&str> {
        match self {
            Self::Number(figure) => figure.note(),
            _ => None,
        }
    }

    /// The word or arrow that the number's sign is printed as, which belongs where a change is stated: `增`, `减少`, `↓`.
    pub(crate) fn worded_sign(&self) -> Option<&str> {
        match self {
            Self::Number(figure) => figure.worded_sign(),
            _ => None,
        }
    }

    /// The text to print for this cell, the same as was published.
    #[must_use]
    pub fn printed(&self) -> Cow<'_, str> {
        match self {
            Self::Number(figure) => match &figure.printed {
                Some(text) => Cow::Borrowed(text),
                None => Cow::Owned(figure.value.to_string()),
            },
            Self::Blank => Cow::Borrowed(""),
            Self::Dash(text) | Self::NotApplicable(text) | Self::Text(text) => Cow::Borrowed(text),
        }
    }

    /// The plain number, where nothing but the number was printed: the only cells that may be computed with in a
    /// spreadsheet without losing what was published.
    #[must_use]
    pub fn plain_number(&self) -> Option<Number> {
        match self {
            Self::Number(figure) if figure.printed.is_none() => Some(figure.value),
            _ => None,
        }
    }

    /// Whether nothing was printed.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        matches!(self, Self::Blank)
    }
}

impl Figure {
    /// Reads a number that starts the text; the rest must look like a unit or a note.
    fn parse(text: &str) -> Option<Self> {
        let plain = half_width(text);
        let (sign, unsigned) = match plain.strip_prefix(['-', '−', '－']) {
            Some(rest) => ("-", rest),
            None => ("", plain.strip_prefix(['+', '＋']).unwrap_or(&plain)),
        };
        let end = unsigned
            .char_indices()
            .find(|&(_, c)| !(c.is_ascii_digit() || c == '.' || c == ','))
            .map_or(unsigned.len(), |(i, _)| i);
        let (digits, rest) = unsigned.split_at_checked(end)?;
        let digits = without_separators(digits)?;
        if !is_note(rest.trim_start()) {
            return None;
        }
        let value: Number = format!("{sign}{digits}").parse().ok()?;
        let printed = (value.to_string() != text).then(|| text.into());
        Some(Self { value, printed })
    }

    /// Reads a number behind the mark of a note: `¹18`, `*18`. Behind the mark stands nothing but the number and its unit,
    /// or it might be one of a list.
    fn behind_mark(text: &str) -> Option<Self> {
        let rest = text.trim_start_matches(is_mark).trim_start();
        let figure = rest.starts_with(is_digit).then(|| Self::parse(rest)).flatten()?;
        let listed = |c: char| is_digit(c) || matches!(c, '①'..='⑳');
        if figure.note().is_some_and(|note| note.contains(listed)) {
            return None;
        }
        Some(Self { printed: Some(text.into()), ..figure })
    }

    /// Reads a change whose sign is a word or an arrow: `增10`, `减少3项`, `↓3`. Behind it stands nothing but the number
    /// and its unit: `增10（减3）` tells of more than one change.
    fn behind_sign(text: &str, falls: bool) -> Option<Self> {
        let (_, rest) = sign_in_words(text)?;
        let figure = rest.starts_with(is_digit).then(|| Self::parse(rest)).flatten()?;
        if figure.note().is_some_and(|note| note.contains(|c| is_digit(c) || is_opening(c))) {
            return None;
        }
        let value = if falls { Number::ZERO.checked_sub(figure.value)? } else { figure.value };
        Some(Self { value, printed: Some(text.into()) })
    }

    /// The word or arrow that the number's sign is printed as: `增`, `减少`, `↓`.
    fn worded_sign(&self) -> Option<&str> {
        let printed = self.printed.as_deref()?;
        let (_, rest) = sign_in_words(printed)?;
        printed.strip_suffix(rest).map(str::trim_end)
    }

    /// What stands beside the number, without the number.
    #[must_use]
    pub fn note(&self) -> Option<&str> {
        let printed = self.printed.as_deref()?;
        let printed = sign_in_words(printed).map_or(printed, |(_, rest)| rest);
        if printed.starts_with(is_mark) {
            let end = printed.char_indices().find(|&(_, c)| !is_mark(c)).map(|(i, _)| i)?;
            return printed.get(..end);
        }
        let start = printed.char_indices().find(|&(_, c)| !is_number_part(c)).map(|(i, _)| i)?;
        printed.get(start..).map(str::trim).filter(|note| !note.is_empty())
    }
}

impl From<Number> for Cell {
    fn from(value: Number) -> Self {
        Self::Number(Figure { value, printed: None })
    }
}

macro_rules! from_whole {
    ($($whole:ty),*) => {$(
        impl From<$whole> for Cell {
            fn from(value: $whole) -> Self {
                Number::from(value).into()
            }
        }
    )*};
}

from_whole!(i32, i64, u32, u64);

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.printed())
    }
}

/// A count as nearly all are printed: a few digits, none of them a zero before others, and nothing else.
fn short_count(printed: &str) -> Option<u64> {
    let digits = printed.as_bytes();
    let plain = (1..=15).contains(&digits.len())
        && digits.iter().all(u8::is_ascii_digit)
        && (digits.len() == 1 || digits.first() != Some(&b'0'));
    plain.then(|| printed.parse().ok()).flatten()
}

/// Without the white space around the text, hard and ideographic spaces and invisible characters included; white
/// space inside becomes one space, and nothing where a line breaks between two Chinese characters or beside a Chinese sign,
/// which no space parts, before a note or inside one.
fn tidy(printed: &str) -> Cow<'_, str> {
    if !printed.contains(|c: char| c.is_whitespace() || is_invisible(c)) {
        return Cow::Borrowed(printed);
    }
    let mut out = String::with_capacity(printed.len());
    let (mut spaced, mut broken, mut depth) = (false, false, 0_usize);
    let mut chars = printed.chars().filter(|&c| !is_invisible(c)).peekable();
    while let Some(c) = chars.next() {
        // Within a number a narrow space parts thousands, which is how many programs group them.
        let within = out.ends_with(is_digit) && chars.peek().is_some_and(|&next| is_digit(next));
        if c.is_whitespace() && !(is_narrow_space(c) && within && !spaced) {
            spaced = true;
            broken |= matches!(c, '\n' | '\r');
            continue;
        }
        let before = out.chars().next_back();
        let both = |is: fn(char) -> bool| is(c) && before.is_some_and(is);
        // Two numbers of a note have more between them than the end of a line.
        let beside_sign = is_chinese_sign(c) || before.is_some_and(is_chinese_sign) || is_opening(c);
        let joined = broken && (beside_sign || both(is_ideograph) || depth > 0 && !both(|c| c.is_ascii_alphabetic()));
        if std::mem::take(&mut spaced) && !joined && !out.is_empty() {
            out.push(' ');
        }
        match c {
            c if is_opening(c) => depth += 1,
            '）' | ')' | '〕' | ']' | '】' => depth = depth.saturating_sub(1),
            _ => {}
        }
        broken = false;
        out.push(c);
    }
    Cow::Owned(out)
}

/// Whether a character parts the thousands of a number, and is no comma.
fn is_separator(c: char) -> bool {
    is_narrow_space(c) || matches!(c, '\'' | '’')
}

/// Whether a character begins a note.
fn is_opening(c: char) -> bool {
    matches!(c, '（' | '(' | '〔' | '[' | '【')
}

/// Whether a character is a sign of Chinese text, which has its space in itself.
fn is_chinese_sign(c: char) -> bool {
    matches!(c, '（' | '）' | '〔' | '〕' | '【' | '】' | '《' | '》' | '，' | '。' | '；' | '：' | '、' | '％')
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '－' | '—' | '–' | '―' | '─' | '−' | '⸺' | '/' | '／' | '\\' | '﹣' | ' ')
}

/// The sign that a change is printed with where it is none of arithmetic, as whether it falls, and what stands behind it.
fn sign_in_words(text: &str) -> Option<(bool, &str)> {
    let mut chars = text.chars();
    let (falls, more) = match chars.next()? {
        '增' => (false, '加'),
        '减' | '減' => (true, '少'),
        '↑' => (false, ' '),
        '↓' => (true, ' '),
        _ => return None,
    };
    Some((falls, chars.as_str().trim_start_matches(more).trim_start()))
}

/// Whether a character marks what a note is about.
fn is_mark(c: char) -> bool {
    matches!(c, '*' | '＊' | '※' | '†' | '‡' | '①'..='⑳') || is_off_line_digit(c)
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '０'..='９')
}

fn is_number_part(c: char) -> bool {
    c.is_ascii_digit()
        || matches!(c, '０'..='９' | '.' | '．' | ',' | '，' | '+' | '＋' | '-' | '－' | '−')
        || is_separator(c)
}

/// A note or unit may follow a number; further digits or letters may not, since then it is another number. Nor may words
/// behind a bracket that is closed: `1038(三)不予公开` is a number and the label of the next row.
fn is_note(rest: &str) -> bool {
    const UNITS: [char; 20] = [
        '件', '条', '项', '个', '元', '万', '亿', '宗', '部', '次', '份', '起', '人', '家', '例', '笔', '批', '户',
        '名', '篇',
    ];
    match rest.chars().next() {
        None | Some('*' | '※' | '①'..='⑳') => true,
        Some('（' | '(' | '〔' | '[' | '【') => !is_letter(behind_brackets(rest)),
        // A mark above or below the line is no digit of the number.
        Some(first) => UNITS.contains(&first) || off_line(first).is_some(),
    }
}

/// What stands behind the brackets that a text begins with, units left out; nothing where they are not closed.
fn behind_brackets(text: &str) -> Option<char> {
    let mut depth = 0_usize;
    text.chars().find(|&c| {
        match c {
            c if is_opening(c) => depth += 1,
            '）' | ')' | '〕' | ']' | '】' => depth = depth.saturating_sub(1),
            other => return depth == 0 && !other.is_whitespace() && !matches!(other, '件' | '条' | '项' | '个' | '元'),
        }
        false
    })
}

fn is_letter(c: Option<char>) -> bool {
    c.is_some_and(char::is_alphanumeric)
}

/// `1,295` → `1295`; nothing when the separators do not stand at every third digit.
fn without_separators(digits: &str) -> Option<String> {
    let (whole, fraction) = match digits.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (digits, None),
    };
    if whole.contains(',') {
        let mut groups = whole.split(',');
        let head = groups.next()?;
        if head.is_empty() || head.len() > 3 || !groups.all(|group| group.len() == 3) {
            return None;
        }
    }
    let mut out = whole.replace(',', "");
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    Some(out)
}

/// Full-width digits and signs as their half-width selves; everything else as it is.
fn half_width(text: &str) -> Cow<'_, str> {
    let narrow = |c: char| match c {
        '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10).unwrap_or(c),
        '．' => '.',
        '，' => ',',
        parting if is_separator(parting) => ',',
        other => other,
    };
    if text.chars().any(|c| narrow(c) != c) {
        Cow::Owned(text.chars().map(narrow).collect())
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Option<String> {
        Cell::parse(text).number().map(|n| n.to_string())
    }

    #[test]
    fn blanks_and_dashes_are_not_zero() {
        for blank in ["", " ", "\u{a0}", "　", "\u{200b}", "\n\t"] {
            assert_eq!(Cell::parse(blank), Cell::Blank, "{blank:?}");
        }
        for dash in ["-", "—", "——", "/", "／", "－", "- -"] {
            assert_eq!(Cell::parse(dash), Cell::Dash(dash.to_owned()), "{dash:?}");
        }
        assert_eq!(Cell::parse("不适用"), Cell::NotApplicable("不适用".to_owned()));
        assert_eq!(Cell::parse("无"), Cell::Text("无".to_owned()));
    }

    #[test]
    fn marks_before_a_number_are_notes_of_it() {
        for (printed, value, note) in
            [("¹18", "18", "¹"), ("*1,036", "1036", "*"), ("※ 35件", "35", "※"), ("①②7", "7", "①②"), ("†０", "0", "†")]
        {
            let cell = Cell::parse(printed);
            assert_eq!(cell.number().map(|n| n.to_string()).as_deref(), Some(value), "{printed}");
            assert_eq!((cell.note(), cell.printed().as_ref()), (Some(note), printed));
        }
        for printed in ["①12 ②30", "①", "*", "⁻5", "①③", "*-5", "①12（另有3件）"] {
            assert_eq!(number(printed), None, "{printed}");
        }
    }

    #[test]
    fn a_sign_may_be_a_word_or_an_arrow() {
        for (printed, value, note) in [
            ("增10", "10", None),
            ("增加 10", "10", None),
            ("减35项", "-35", Some("项")),
            ("减少３５", "-35", None),
            ("減少1,036", "-1036", None),
            ("↑2", "2", None),
            ("↓ 2", "-2", None),
            ("减0", "0", None),
        ] {
            let cell = Cell::parse(printed);
            assert_eq!(cell.number().map(|n| n.to_string()).as_deref(), Some(value), "{printed}");
            assert_eq!((cell.note(), cell.printed().as_ref(), cell.plain_number()), (note, printed, None));
        }
        for printed in
            ["增", "增/减", "增减3", "减-3", "增+3", "增10（减3）", "增10减3", "增少3", "新增3条，减2", "减免3"]
        {
            assert_eq!(number(printed), None, "{printed}");
            assert_eq!(Cell::parse(printed), Cell::Text(printed.to_owned()));
        }
    }

    #[test]
    fn numbers_keep_how_they_were_printed() {
        for (printed, value) in [
            ("1,295", "1295"),
            ("+1036", "1036"),
            ("1\u{2009}295", "1295"),
            ("12\u{202f}345\u{202f}678", "12345678"),
            ("1'295件", "1295"),
            ("1’295.5", "1295.5"),
            ("－18", "-18"),
            ("１２", "12"),
            ("251000元", "251000"),
            ("55（含自然失效29件）", "55"),
            ("22 （其中修订16件）", "22"),
            ("007", "7"),
            ("2笔", "2"),
        ] {
            assert_eq!(number(printed).as_deref(), Some(value), "{printed}");
            assert_eq!(Cell::parse(printed).printed(), printed);
            assert_eq!(Cell::parse(printed).plain_number(), None, "{printed}");
        }
        assert_eq!(Cell::parse(" 4 ").plain_number(), Some(Number::from(4_u64)));
        assert_eq!(Cell::parse("73802895.90").printed(), "73802895.90");
        assert_eq!(Cell::parse("251000元").note(), Some("元"));
        assert_eq!(Cell::parse("12").note(), None);
        assert_eq!(Cell::parse("1,295").note(), None);
    }

    #[test]
    fn a_plain_number_is_one_however_long() {
        for digits in 1..=28 {
            let text = "9".repeat(digits);
            assert_eq!(Cell::parse(&text).plain_number(), text.parse().ok(), "{text}");
            assert_eq!(Cell::parse(&text).printed(), text);
        }
        for text in ["00", "007"] {
            assert_eq!(Cell::parse(text).printed(), text);
            assert_eq!(Cell::parse(text).plain_number(), None, "{text}");
        }
    }

    #[test]
    fn a_line_break_between_chinese_characters_is_no_space() {
        assert_eq!(Cell::parse("不\n适用"), Cell::NotApplicable("不适用".to_owned()));
        assert_eq!(Cell::parse("不 适 用"), Cell::NotApplicable("不 适 用".to_owned()));
        assert_eq!(Cell::parse("22（其中\n修订\r\n16件）").printed(), "22（其中修订16件）");
        assert_eq!(Cell::parse("22（其中修订1\n6件）").printed(), "22（其中修订16件）");
        assert_eq!(Cell::parse("1\n2"), Cell::Text("1 2".to_owned()));
        assert_eq!(Cell::parse("22\n（其中修订16件，\n另2件）").printed(), "22（其中修订16件，另2件）");
        assert_eq!(Cell::parse("22 （其中）").printed(), "22 （其中）");
    }

    #[test]
    fn words_behind_a_bracket_are_no_note() {
        for text in ["1038(三)不予公", "7（一）予以公开", "3(a)b", "3（一）2"] {
            assert_eq!(Cell::parse(text), Cell::Text(text.to_owned()), "{text}");
        }
        for text in
            ["22（其中修订16件）", "22（其中修订16件", "3（一）", "3（见注）（二）", "3（新增）件", "3（新增）。"]
        {
            assert!(Cell::parse(text).number().is_some(), "{text}");
        }
    }

    #[test]
    fn what_could_be_two_numbers_is_text() {
        for text in ["1 0", "10-12", "1.2.3", "12,34", "约20", "3a", "2024年"] {
            assert_eq!(Cell::parse(text), Cell::Text(text.to_owned()), "{text}");
        }
    }
}
