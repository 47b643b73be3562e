//! How a workbook shows a number, in both directions: from printed text to a number with a format, and back.

use std::iter::once;

use gongkai_core::sums::Addend;
use gongkai_core::{Cell, Number};

/// The most significant digits that a workbook's doubles keep exactly.
const EXACT_DIGITS: usize = 15;
/// The most digits that Excel's General format shows without rounding or an exponent.
const GENERAL_DIGITS: usize = 11;
/// A format shows at most this many decimals.
const MOST_DECIMALS: usize = 28;

/// The format of cells that hold nothing yet.
pub(crate) const GENERAL: &str = "General";

/// What a value cell's printed text becomes in a workbook.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Held {
    /// A number that a workbook's double holds exactly, with the format that shows it as printed.
    Number {
        /// The number.
        value: Number,
        /// The format's code.
        format: String,
    },
    /// Text: a dash, a note, a number of more than fifteen digits.
    Text(String),
    /// Nothing.
    Blank,
}

impl Held {
    /// What a printed text becomes.
    pub(crate) fn of(printed: &str) -> Self {
        let cell = Cell::parse(printed);
        if cell.is_blank() {
            return Self::Blank;
        }
        let Some(value) = cell.number().filter(|value| digits(*value) <= EXACT_DIGITS) else {
            return Self::Text(printed.to_owned());
        };
        let shown = cell.printed();
        candidates(value)
            .find(|format| show(value.to_f64(), format).text == shown)
            .map_or_else(|| Self::Text(printed.to_owned()), |format| Self::Number { value, format })
    }

    /// What a formula can add of it.
    pub(crate) fn addend(&self) -> Addend {
        match self {
            Self::Number { value, .. } => Addend::Number(*value),
            Self::Blank => Addend::Empty,
            Self::Text(_) => Addend::Words,
        }
    }

    /// The number, where it is one.
    pub(crate) fn number(&self) -> Option<Number> {
        match self {
            Self::Number { value, .. } => Some(*value),
            _ => None,
        }
    }
}

/// How many digits a number is written with, leading zeros left out.
fn digits(value: Number) -> usize {
    let text = value.to_string();
    text.chars().filter(char::is_ascii_digit).skip_while(|&digit| digit == '0').count()
}

/// The formats in which a number may have been printed, the plainest first.
fn candidates(value: Number) -> impl Iterator<Item = String> {
    let scale = usize::try_from(value.decimal().scale()).unwrap_or(0);
    let decimals = if scale == 0 { String::new() } else { format!(".{}", "0".repeat(scale)) };
    let plain = if scale == 0 && digits(value) <= GENERAL_DIGITS { GENERAL.to_owned() } else { format!("0{decimals}") };
    let others: [fn(&str) -> String; 2] =
        [|decimals| format!("#,##0{decimals}"), |decimals| format!("+0{decimals};-0{decimals};0{decimals}")];
    once(plain).chain(others.into_iter().map(move |other| other(&decimals)))
}

/// A stored number as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Shown {
    /// The number as its format shows it, never rounded by the format.
    pub(crate) text: String,
    /// What the format would have shown instead, where it hides the number or rounds it.
    pub(crate) hidden: Option<String>,
}

/// The exact decimal that a double stands for, in the fifteen digits that a workbook keeps: 7730.280000000001 was
/// typed as 7730.28. Nothing for numbers too large or small for plain digits.
pub(crate) fn decimal(value: f64) -> Option<Number> {
    let scientific = format!("{value:.14e}");
    let (mantissa, exponent) = scientific.split_once('e')?;
    let exponent: i32 = exponent.parse().ok()?;
    if !(-14..=27).contains(&exponent) {
        return (value == 0.0).then_some(Number::ZERO);
    }
    let (sign, mantissa) = mantissa.strip_prefix('-').map_or(("", mantissa), |rest| ("-", rest));
    let figures: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let figures = figures.trim_end_matches('0');
    if figures.is_empty() {
        return Some(Number::ZERO);
    }
    let text = match usize::try_from(exponent) {
        Ok(exponent) => {
            let whole: String = figures.chars().chain(std::iter::repeat('0')).take(exponent + 1).collect();
            let fraction: String = figures.chars().skip(exponent + 1).collect();
            if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
        }
        Err(_) => {
            let zeros = usize::try_from(-1 - exponent).ok()?;
            format!("{sign}0.{}{figures}", "0".repeat(zeros))
        }
    };
    text.parse().ok()
}

/// The number that a workbook's digits are: whole numbers exactly as they stand, all others in the fifteen digits that a
/// double keeps. Nothing for what is no number of plain digits.
pub(crate) fn stored(digits: &str) -> Option<Number> {
    // A whole number that a double keeps is the same either way, and nearly all are.
    let short = digits.len() <= EXACT_DIGITS && !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if let Some(whole) = short.then(|| digits.parse::<u64>().ok()).flatten() {
        return Some(whole.into());
    }
    if is_long(digits) {
        return digits.parse().ok();
    }
    decimal(digits.parse().ok()?)
}

/// Whether digits are a whole number of more than a double keeps, as programs write that do not compute.
pub(crate) fn is_long(digits: &str) -> bool {
    let plain = digits.trim_start_matches('-').trim_start_matches('0');
    plain.len() > EXACT_DIGITS
        && plain.chars().all(|c| c.is_ascii_digit())
        && plain.trim_end_matches('0').len() > EXACT_DIGITS
}

/// A double as its format shows it, see [`show_number`].
pub(crate) fn show(value: f64, code: &str) -> Shown {
    match decimal(value) {
        Some(number) => show_number(number, code),
        None => Shown { text: value.to_string(), hidden: None },
    }
}

/// A stored number as its format shows it. Decimals are padded, thousands grouped and units added as the format says;
/// but a format that rounds or hides a number does not change what was stored, and is told beside it.
pub(crate) fn show_number(number: Number, code: &str) -> Shown {
    let plain = number.to_string();
    if code.is_empty() {
        return Shown { text: plain, hidden: None };
    }
    let Some(section) = Section::of(code, number) else { return Shown { text: plain, hidden: None } };
    if section.places.is_empty() {
        let hidden = (!section.general && !section.has_text).then_some(section.suffix);
        return Shown { text: plain, hidden };
    }
    let scaled = if section.percent { number.checked_mul_hundred() } else { Some(number) };
    let Some(scaled) = scaled.and_then(|scaled| scaled.moved(section.moved)) else {
        return Shown { text: plain, hidden: None };
    };
    let digits = scaled.to_string();
    let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
    let (sign, whole) = whole.strip_prefix('-').map_or(("", whole), |rest| ("-", rest));
    let hidden = (fraction.len() > section.most_decimals).then(|| format!("{} 位小数", section.most_decimals));
    let mut fraction = fraction.to_owned();
    while fraction.len() < section.least_decimals {
        fraction.push('0');
    }
    let sign = if section.plus { "+" } else { sign };
    let whole = format!("{}{whole}", "0".repeat(section.least_whole.saturating_sub(whole.len())));
    let whole = if section.grouped { grouped(&whole) } else { whole };
    let point = if fraction.is_empty() { "" } else { "." };
    let percent = if section.percent { "%" } else { "" };
    Shown { text: format!("{sign}{whole}{point}{fraction}{percent}{}", section.suffix), hidden }
}

fn grouped(whole: &str) -> String {
    let length = whole.chars().count();
    let mut out = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (length - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

trait Hundredfold: Sized {
    fn checked_mul_hundred(self) -> Option<Self>;
    /// With its decimal point so many places to the left.
    fn moved(self, places: usize) -> Option<Self>;
}

impl Hundredfold for Number {
    fn checked_mul_hundred(self) -> Option<Self> {
        let hundred = Number::from(100_u32).decimal();
        self.decimal().checked_mul(hundred).map(|product| Number::from(product.normalize()))
    }

    fn moved(self, places: usize) -> Option<Self> {
        if places == 0 {
            return Some(self);
        }
        let scale = 10_u64.checked_pow(u32::try_from(places).ok()?)?;
        let quotient = self.decimal().checked_div(Number::from(scale).decimal())?;
        Some(Number::from(quotient.normalize()))
    }
}

/// The part of a format's code that applies to a number, understood as far as counts and amounts need.
#[derive(Debug, Default)]
struct Section {
    /// The digit places as written: `#,##0.00`.
    places: String,
    least_whole: usize,
    least_decimals: usize,
    most_decimals: usize,
    grouped: bool,
    /// How many places the point of the number stands to the left of where it is stored: three for each comma behind the
    /// digits, and as many as there are digits behind a point that is only drawn, as in formats that show 万.
    moved: usize,
    percent: bool,
    plus: bool,
    general: bool,
    has_text: bool,
    /// What stands behind the digits: a unit.
    suffix: String,
}

impl Section {
    /// Nothing when the code is one that shows no plain decimal: fractions, exponents, dates.
    fn of(code: &str, value: Number) -> Option<Self> {
        let sections = sections(code);
        let conditional = sections.iter().take(3).any(|section| Condition::of(section).is_some());
        let index = if conditional {
            let holds = |section: &String| Condition::of(section).is_none_or(|condition| condition.holds(value));
            sections.iter().take(3).position(holds)?
        } else if value.is_negative() && sections.len() > 1 {
            1
        } else if value.is_zero() && sections.len() > 2 {
            2
        } else {
            0
        };
        let mut section = Self::default();
        let mut chars = sections.get(index)?.chars().peekable();
        let mut drawn_point = false;
        while let Some(c) = chars.next() {
            match c {
                '"' => {
                    for quoted in chars.by_ref().take_while(|&quoted| quoted != '"') {
                        section.literal(quoted);
                    }
                }
                '\\' | '!' => {
                    let escaped = chars.next();
                    let digits_on = chars.peek().is_some_and(|next| matches!(next, '0' | '#' | '?'));
                    let among = !section.places.is_empty() && section.suffix.is_empty();
                    match escaped {
                        Some('.') if among && digits_on && !section.places.contains('.') => {
                            section.places.push('.');
                            drawn_point = true;
                        }
                        Some(escaped) => section.literal(escaped),
                        None => {}
                    }
                }
                // Room as wide as a character, or filled with one: neither is text of the cell.
                '_' | '*' => drop(chars.next()),
                '[' => drop(chars.by_ref().take_while(|&inside| inside != ']').count()),
                '0' | '#' | '?' | '.' | ',' if section.suffix.is_empty() => section.places.push(c),
                '%' => section.percent = true,
                'E' | 'e' | '/' => return None,
                'G' | 'g' => {
                    section.general = true;
                    break;
                }
                '@' => section.has_text = true,
                other => section.literal(other),
            }
        }
        let (whole, decimals) = section.places.split_once('.').unwrap_or((&section.places, ""));
        let count = |places: &str, wanted: &[char]| places.chars().filter(|c| wanted.contains(c)).count();
        let behind = |places: &str| places.chars().rev().take_while(|&c| c == ',').count();
        section.moved =
            3 * (behind(whole) + behind(decimals)) + if drawn_point { count(decimals, &['0', '#', '?']) } else { 0 };
        let whole = whole.trim_end_matches(',');
        (section.least_whole, section.grouped) = (count(whole, &['0']), whole.contains(','));
        (section.least_decimals, section.most_decimals) =
            (count(decimals, &['0']).min(MOST_DECIMALS), count(decimals, &['0', '#', '?']));
        section.plus &= !value.is_negative() && !value.is_zero();
        Some(section)
    }

    /// Keeps what stands behind the digits; signs, brackets for negative numbers and currency marks in front are
    /// how the format draws the number, not text of the cell.
    fn literal(&mut self, c: char) {
        self.plus |= c == '+' && self.places.is_empty();
        let drawn = matches!(c, '-' | '+' | '(' | ')' | ' ' | '\u{a0}');
        if !drawn && !self.places.is_empty() {
            self.suffix.push(c);
        }
    }
}

/// For which numbers a section of a format is: `[>100]`, `[=0]`.
struct Condition {
    asked: std::cmp::Ordering,
    or_equal: bool,
    not: bool,
    than: Number,
}

impl Condition {
    fn of(section: &str) -> Option<Self> {
        use std::cmp::Ordering::{Equal, Greater, Less};
        section.split('[').skip(1).find_map(|inside| {
            let (inside, _) = inside.split_once(']')?;
            let ways = [("<>", Equal, false, true), (">=", Greater, true, false), ("<=", Less, true, false)];
            let plain = [(">", Greater, false, false), ("<", Less, false, false), ("=", Equal, false, false)];
            ways.into_iter().chain(plain).find_map(|(sign, asked, or_equal, not)| {
                let than = inside.trim().strip_prefix(sign)?.trim().parse().ok()?;
                Some(Self { asked, or_equal, not, than })
            })
        })
    }

    fn holds(&self, value: Number) -> bool {
        let order = value.decimal().cmp(&self.than.decimal());
        (order == self.asked || self.or_equal && order.is_eq()) != self.not
    }
}

/// The sections of a format's code: positive, negative, zero, text.
fn sections(code: &str) -> Vec<String> {
    let mut sections = vec![String::new()];
    let (mut quoted, mut escaped) = (false, false);
    for c in code.chars() {
        match c {
            ';' if !quoted && !escaped => sections.push(String::new()),
            _ => {
                quoted ^= c == '"' && !escaped;
                if let Some(last) = sections.last_mut() {
                    last.push(c);
                }
            }
        }
        escaped = !escaped && !quoted && matches!(c, '\\' | '!');
    }
    sections
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printed_numbers_survive_the_double() {
        for (printed, format) in [
            ("0", "General"),
            ("4119", "General"),
            ("-18", "General"),
            ("7730.28", "0.00"),
            ("24252.311082", "0.000000"),
            ("73802895.90", "0.00"),
            ("2.00", "0.00"),
            ("1,295", "#,##0"),
            ("1,234.50", "#,##0.00"),
            ("+1036", "+0;-0;0"),
            ("123456789012", "0"),
        ] {
            let Held::Number { value, format: found } = Held::of(printed) else { panic!("{printed} is a number") };
            assert_eq!(found, format, "{printed}");
            assert_eq!(show(value.to_f64(), &found).text, printed);
        }
    }

    #[test]
    fn what_a_double_or_format_cannot_hold_is_text() {
        for text in ["-", "/", "1234567890123456", "22（其中修订16件）", "007", "１２", "251000元", "-0", "1 0", "无"]
        {
            assert_eq!(Held::of(text), Held::Text(text.to_owned()), "{text}");
        }
        assert_eq!(Held::of("\u{a0}"), Held::Blank);
    }

    #[test]
    fn doubles_are_read_in_fifteen_digits() {
        for (value, text) in [
            (7730.280000000001, "7730.28"),
            (0.1 + 0.2, "0.3"),
            (12.0, "12"),
            (-0.0, "0"),
            (1e15, "1000000000000000"),
            (0.000123, "0.000123"),
            (-18.5, "-18.5"),
        ] {
            assert_eq!(decimal(value).map(|number| number.to_string()).as_deref(), Some(text));
        }
        assert_eq!(decimal(f64::NAN), None);
        assert_eq!(decimal(1e300), None);
    }

    #[test]
    fn whole_numbers_keep_all_their_digits() {
        for (digits, text) in [
            ("1234567890123456789", "1234567890123456789"),
            ("-1234567890123456", "-1234567890123456"),
            ("7730.2800000000007", "7730.28"),
            ("1.2345E3", "1234.5"),
            ("100000000000000000000", "100000000000000000000"),
        ] {
            assert_eq!(stored(digits).map(|number| number.to_string()).as_deref(), Some(text), "{digits}");
        }
        assert!(is_long("1234567890123456789") && !is_long("1000000000000000000") && !is_long("123456789012345"));
        assert_eq!(stored("12a"), None);
    }

    #[test]
    fn formats_of_other_peoples_workbooks() {
        for (value, code, text) in [
            (5.0, "0_ ", "5"),
            (-5.0, "0_);[Red]\\(0\\)", "-5"),
            (1295.0, "#,##0_);(#,##0)", "1,295"),
            (0.5, "0.00%", "50.00%"),
            (0.255, "0%", "25.5%"),
            (12.0, "0\"件\"", "12件"),
            (12.0, "G/通用格式", "12"),
            (3.5, "0.0000_ ", "3.5000"),
            (7.0, "000", "007"),
            (18.0, "\"+\"0;-0;0", "+18"),
            (18.0, "\\+0", "+18"),
            (7.0, "_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* \"-\"??_ ;_ @_ ", "7.00"),
            (7.0, "@", "7"),
            (185.0, "[>100]0\"件（多）\";0\"件\"", "185件（多）"),
            (85.0, "[>100]0\"件（多）\";0\"件\"", "85件"),
            (85.0, "[=0]\"—\";[<=20]0\"条\";0\"件\"", "85件"),
            (20.0, "[=0]\"—\";[<=20]0\"条\";0\"件\"", "20条"),
            (8.0, "[Blue][<>0]0;[Red]0", "8"),
            // A point that is only drawn, and commas behind the digits, show larger units.
            (43_634_500.0, "0!.0000", "4363.4500"),
            (43_634_500.0, "0\\.0000\"万元\"", "4363.4500万元"),
            (43_634_500.0, "0!.0,", "4363.45"),
            (43_634_500.0, "#,##0,", "43,634.5"),
            (43_634_500.0, "0.0,,\"百万\"", "43.6345百万"),
            (12.0, "0!件", "12件"),
            (12.0, "0!.", "12."),
            (7.0, "\"", "7"),
        ] {
            assert_eq!(show(value, code).text, text, "{value} as {code}");
        }
    }

    #[test]
    fn formats_that_hide_a_number_do_not_change_it() {
        for (value, code) in [(0.0, "0;-0;;@"), (5.0, ";;;"), (2.5, "0"), (0.0, "[=0]\"—\";0")] {
            let shown = show(value, code);
            assert_eq!(shown.text, decimal(value).expect("a number").to_string());
            assert!(shown.hidden.is_some(), "{code} hides {value}");
        }
        assert_eq!(show(2.5, "0.00").hidden, None);
        assert_eq!(show(2.5, "General").hidden, None);
        assert_eq!(show(5.0, "[=0]\"—\";0").hidden, None);
        assert!(show(43_634_512.0, "0!.0,").hidden.is_some(), "what is shown is rounded");
    }
}
