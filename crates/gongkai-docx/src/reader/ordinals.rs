//! Numbers of automatic numbering as Word prints them.

use gongkai_core::numerals::DIGITS;

const LEGAL_DIGITS: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];
const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
const BRANCHES: &str = "子丑寅卯辰巳午未申酉戌亥";

/// A number in a number format of WordprocessingML (`w:numFmt`); formats that no Chinese document uses are printed in
/// digits.
pub(super) fn print(number: u32, format: &str) -> String {
    match format {
        "none" | "bullet" => String::new(),
        "decimalZero" => format!("{number:02}"),
        "upperRoman" => roman(number),
        "lowerRoman" => roman(number).to_lowercase(),
        "upperLetter" => letters(number, 'A'),
        "lowerLetter" => letters(number, 'a'),
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "koreanCounting" => counted(number, &DIGITS, ['十', '百', '千', '万'], '零', true),
        "chineseLegalSimplified" | "ideographLegalTraditional" | "japaneseLegal" => {
            counted(number, &LEGAL_DIGITS, ['拾', '佰', '仟', '万'], '零', false)
        }
        "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" => digit_by_digit(number),
        "ideographTraditional" => cycled(number, STEMS),
        "ideographZodiac" => cycled(number, BRANCHES),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => {
            enclosed(number, &[(1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32b1)])
        }
        "decimalEnclosedParen" => enclosed(number, &[(1, 20, 0x2474)]),
        "decimalEnclosedFullstop" => enclosed(number, &[(1, 20, 0x2488)]),
        "ideographEnclosedCircle" => enclosed(number, &[(1, 10, 0x3280)]),
        "decimalFullWidth" | "decimalFullWidth2" => {
            number.to_string().chars().filter_map(|c| char::from_u32(u32::from(c) - u32::from('0') + 0xff10)).collect()
        }
        _ => number.to_string(),
    }
}

/// 一, 十, 十一, 二十, 一百零五, 一千零二十.
fn counted(
    number: u32,
    digits: &[char; 10],
    [ten, hundred, thousand, ten_thousand]: [char; 4],
    zero: char,
    bare_ten: bool,
) -> String {
    if number == 0 {
        return zero.to_string();
    }
    let mut out = String::new();
    let high = number / 10_000;
    if high > 0 {
        out = counted(high % 10_000, digits, [ten, hundred, thousand, ten_thousand], zero, bare_ten);
        out.push(ten_thousand);
    }
    let mut gap = false;
    for (unit, name) in [(1000, Some(thousand)), (100, Some(hundred)), (10, Some(ten)), (1, None)] {
        let digit = number / unit % 10;
        if digit == 0 {
            gap = true;
            continue;
        }
        if gap && !out.is_empty() {
            out.push(zero);
        }
        gap = false;
        // Ten is printed 十 and not 一十 where nothing stands before it.
        let bare = bare_ten && unit == 10 && digit == 1 && out.is_empty();
        if !bare {
            out.extend(usize::try_from(digit).ok().and_then(|digit| digits.get(digit)));
        }
        out.extend(name);
    }
    out
}

/// 一, 一〇, 二五.
fn digit_by_digit(number: u32) -> String {
    number.to_string().chars().filter_map(|c| DIGITS.get(usize::try_from(c.to_digit(10)?).ok()?)).collect()
}

fn cycled(number: u32, signs: &str) -> String {
    let count = signs.chars().count();
    let index = usize::try_from(number.saturating_sub(1)).unwrap_or(0) % count;
    signs.chars().nth(index).map(String::from).unwrap_or_default()
}

/// The sign for a number out of runs of signs, or the number in digits where there is none.
fn enclosed(number: u32, runs: &[(u32, u32, u32)]) -> String {
    runs.iter()
        .find(|(first, last, _)| (*first..=*last).contains(&number))
        .and_then(|(first, _, sign)| char::from_u32(sign + (number - first)))
        .map_or_else(|| number.to_string(), String::from)
}

/// A, B … Z, AA, BB, as Word repeats letters.
fn letters(number: u32, first: char) -> String {
    let Some(index) = number.checked_sub(1) else { return number.to_string() };
    let letter = char::from_u32(u32::from(first) + index % 26).unwrap_or(first);
    let times = usize::try_from(index / 26).unwrap_or(0).min(30) + 1;
    std::iter::repeat_n(letter, times).collect()
}

fn roman(number: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if number > 9999 {
        return number.to_string();
    }
    let mut rest = number;
    let mut out = String::new();
    for (value, sign) in SIGNS {
        while rest >= value {
            out.push_str(sign);
            rest -= value;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::print;

    #[test]
    fn numbers_are_printed_as_word_prints_them() {
        for (number, format, printed) in [
            (1, "chineseCountingThousand", "一"),
            (10, "chineseCountingThousand", "十"),
            (12, "japaneseCounting", "十二"),
            (20, "chineseCounting", "二十"),
            (105, "chineseCountingThousand", "一百零五"),
            (110, "chineseCountingThousand", "一百一十"),
            (1020, "chineseCountingThousand", "一千零二十"),
            (20_003, "chineseCountingThousand", "二万零三"),
            (u32::MAX, "none", ""),
            (15, "chineseLegalSimplified", "壹拾伍"),
            (10, "ideographDigital", "一〇"),
            (3, "ideographTraditional", "丙"),
            (11, "ideographTraditional", "甲"),
            (3, "decimalEnclosedCircle", "③"),
            (51, "decimalEnclosedCircle", "51"),
            (2, "decimalEnclosedParen", "⑵"),
            (7, "decimalFullWidth", "７"),
            (4, "upperRoman", "IV"),
            (28, "lowerLetter", "bb"),
            (3, "decimalZero", "03"),
            (3, "decimal", "3"),
            (3, "unheard of", "3"),
        ] {
            assert_eq!(print(number, format), printed, "{number} in {format}");
        }
    }
}
