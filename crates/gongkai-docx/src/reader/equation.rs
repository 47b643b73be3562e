//! What an `EQ` field sets: raised and lowered text, signs in circles, fractions, as Word sets them from the
//! instruction alone (带圈字符、拼音指南、上下标 are made so).

use gongkai_core::Within;
use gongkai_core::characters::OffLine;

/// How deep the parts of an equation may nest.
const DEEPEST: usize = 16;

/// A part of what is set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) text: String,
    pub(super) level: Option<OffLine>,
    /// Whether it only tells how another part is read (拼音).
    pub(super) reading: bool,
}

/// The parts of an equation in reading order.
pub(super) fn parts(instruction: &str) -> Vec<Part> {
    let characters: Vec<char> = instruction.chars().collect();
    let mut at = 0;
    let mut out = Vec::new();
    while at < characters.len() {
        sequence(&characters, &mut at, 0, &mut out);
        // A bracket or comma that belongs to nothing is text.
        if let Some(&c) = characters.get(at) {
            push(&mut out, c, None);
            at += 1;
        }
    }
    let blank = |part: &Part| part.text.trim().is_empty();
    out.drain(..out.iter().take_while(|part| blank(part)).count());
    while out.last().is_some_and(blank) {
        out.pop();
    }
    if let Some(first) = out.first_mut() {
        first.text = first.text.trim_start().to_owned();
    }
    if let Some(last) = out.last_mut() {
        last.text.truncate(last.text.trim_end().len());
    }
    out
}

fn push(out: &mut Vec<Part>, c: char, level: Option<OffLine>) {
    match out.last_mut() {
        Some(last) if last.level == level && !last.reading => last.text.push(c),
        _ => out.push(Part { text: c.to_string(), level, reading: false }),
    }
}

fn push_text(out: &mut Vec<Part>, text: &str) {
    text.chars().for_each(|c| push(out, c, None));
}

/// Reads text and switches up to a bracket or comma that belongs to what is outside.
fn sequence(characters: &[char], at: &mut usize, depth: usize, out: &mut Vec<Part>) {
    while let Some(&c) = characters.get(*at) {
        match c {
            '(' | ')' | ',' | ';' if depth > 0 && c != '(' => return,
            ')' | ',' | ';' if depth == 0 => return,
            '\\' => {
                *at += 1;
                match characters.get(*at) {
                    Some(&name) if name.is_ascii_alphabetic() => {
                        *at += 1;
                        switch(name.to_ascii_lowercase(), characters, at, depth, out);
                    }
                    Some('*') => format(characters, at),
                    Some(&escaped) => {
                        push(out, escaped, None);
                        *at += 1;
                    }
                    None => {}
                }
            }
            // An instruction is spaced to be read.
            ' ' if out.is_empty() => *at += 1,
            c => {
                push(out, c, None);
                *at += 1;
            }
        }
    }
}

/// Passes over how the result is to be set: `\* jc2 \* "Font:宋体"`.
fn format(characters: &[char], at: &mut usize) {
    let mut quoted = false;
    *at += 1;
    while characters.get(*at).is_some_and(|c| c.is_whitespace()) {
        *at += 1;
    }
    while let Some(&c) = characters.get(*at) {
        if c == '"' {
            quoted = !quoted;
        } else if !quoted && (c.is_whitespace() || c == '\\') {
            return;
        }
        *at += 1;
    }
}

/// Reads a switch: its options, each after a backslash, and its arguments in brackets.
fn switch(name: char, characters: &[char], at: &mut usize, depth: usize, out: &mut Vec<Part>) {
    let mut options: Vec<String> = Vec::new();
    let mut arguments: Vec<(Vec<Part>, usize)> = Vec::new();
    while let Some(&c) = characters.get(*at) {
        match c {
            '\\' => {
                *at += 1;
                let start = *at;
                while characters.get(*at).is_some_and(char::is_ascii_alphabetic) {
                    *at += 1;
                }
                let mut option: String = characters.within(start..*at).iter().map(char::to_ascii_lowercase).collect();
                // A bracket to be used is named with a backslash of its own: \lc\{
                if matches!(option.as_str(), "lc" | "rc" | "bc" | "fc" | "vc") && characters.get(*at) == Some(&'\\') {
                    option.extend(characters.get(*at + 1));
                    *at += 2;
                }
                if *at == start {
                    return;
                }
                options.push(option);
            }
            '(' if depth < DEEPEST => {
                *at += 1;
                loop {
                    let mut argument = Vec::new();
                    sequence(characters, at, depth + 1, &mut argument);
                    arguments.push((argument, options.len()));
                    let end = characters.get(*at).copied();
                    *at += 1;
                    if !matches!(end, Some(',' | ';')) {
                        break;
                    }
                }
                // Stacked text may go on: \s\up 8(2)\do 8(3)
                let again = name == 's' && characters.get(*at) == Some(&'\\');
                if !again {
                    break;
                }
            }
            c if c.is_ascii_digit() || c == ' ' || c == '-' || c == '.' => *at += 1,
            _ => break,
        }
    }
    set(name, &options, arguments, out);
}

/// Sets what a switch makes of its arguments.
fn set(name: char, options: &[String], arguments: Vec<(Vec<Part>, usize)>, out: &mut Vec<Part>) {
    let has = |option: &str| options.iter().any(|given| given.eq_ignore_ascii_case(option));
    let named =
        |option: &str| options.iter().find_map(|given| given.strip_prefix(option).and_then(|rest| rest.chars().next()));
    let count = arguments.len();
    let mut arguments = arguments.into_iter();
    let text = |parts: &[Part]| parts.iter().map(|part| part.text.as_str()).collect::<String>();
    match name {
        's' => {
            for (index, (parts, so_far)) in arguments.enumerate() {
                let option = so_far.checked_sub(1).and_then(|last| options.get(last)).map(String::as_str);
                let level = match option {
                    Some("up") => Some(OffLine::Raised),
                    Some("do") => Some(OffLine::Lowered),
                    // Without an option two texts stand one over the other.
                    _ if count > 1 && index == 0 => Some(OffLine::Raised),
                    _ if count > 1 => Some(OffLine::Lowered),
                    _ => None,
                };
                out.extend(parts.into_iter().map(|part| Part { level: level.or(part.level), ..part }));
            }
        }
        'o' => {
            let arguments: Vec<Vec<Part>> = arguments.map(|(parts, _)| parts).collect();
            let texts: Vec<String> = arguments.iter().map(|parts| text(parts)).collect();
            if let Some(sign) = enclosed(&texts) {
                push_text(out, &sign);
                return;
            }
            let raised = |parts: &Vec<Part>| !parts.is_empty() && parts.iter().all(|part| part.level.is_some());
            let reads = arguments.iter().filter(|parts| raised(parts)).count() == 1 && arguments.len() == 2;
            let (above, on): (Vec<_>, Vec<_>) = arguments.into_iter().partition(raised);
            out.extend(on.into_iter().flatten());
            out.extend(above.into_iter().flatten().map(|part| Part { reading: reads, ..part }));
        }
        'f' => {
            for (index, (parts, _)) in arguments.enumerate() {
                push_text(out, if index == 0 { "" } else { "/" });
                out.extend(parts);
            }
        }
        'r' => {
            if count > 1
                && let Some((degree, _)) = arguments.next()
            {
                out.extend(degree.into_iter().map(|part| Part { level: Some(OffLine::Raised), ..part }));
            }
            push_text(out, "√");
            out.extend(arguments.flat_map(|(parts, _)| parts));
        }
        'b' => {
            let both = named("bc");
            let left = named("lc").or(both);
            let right = named("rc").or(both.map(closing));
            let neither = left.is_none() && right.is_none();
            out.extend(left.or(neither.then_some('(')).into_iter().map(|c| Part::plain(c.to_string())));
            out.extend(arguments.flat_map(|(parts, _)| parts));
            out.extend(right.or(neither.then_some(')')).into_iter().map(|c| Part::plain(c.to_string())));
        }
        'i' => {
            let sign = if has("su") {
                "∑"
            } else if has("pr") {
                "∏"
            } else {
                "∫"
            };
            push_text(out, sign);
            for (level, (parts, _)) in [Some(OffLine::Lowered), Some(OffLine::Raised), None]
                .into_iter()
                .chain(std::iter::repeat(None))
                .zip(arguments)
            {
                out.extend(parts.into_iter().map(|part| Part { level: level.or(part.level), ..part }));
            }
        }
        // Lists and arrays are read one after another; boxes and displacements change no text.
        'l' | 'a' => {
            let between = if name == 'l' { "," } else { " " };
            for (index, (parts, _)) in arguments.enumerate() {
                push_text(out, if index == 0 { "" } else { between });
                out.extend(parts);
            }
        }
        _ => out.extend(arguments.flat_map(|(parts, _)| parts)),
    }
}

impl Part {
    fn plain(text: String) -> Self {
        Self { text, level: None, reading: false }
    }
}

fn closing(opening: char) -> char {
    match opening {
        '(' => ')',
        '[' => ']',
        '{' => '}',
        '<' => '>',
        other => other,
    }
}

/// A sign in a circle, or in brackets where there is none of its own; nothing unless one of two texts is a circle,
/// square or triangle.
fn enclosed(texts: &[String]) -> Option<String> {
    let [first, second] = texts else { return None };
    let shape = |text: &str| matches!(text.trim(), "○" | "◯" | "〇" | "□" | "△" | "◇");
    let (around, inner) = match (shape(first), shape(second)) {
        (true, false) => (first, second),
        (false, true) => (second, first),
        _ => return None,
    };
    let inner = inner.trim();
    let round = !matches!(around.trim(), "□" | "△" | "◇");
    let circled =
        inner.parse::<u32>().ok().filter(|_| round && !inner.starts_with('0')).and_then(|number| match number {
            1..=20 => char::from_u32(0x2460 + number - 1),
            21..=35 => char::from_u32(0x3251 + number - 21),
            36..=50 => char::from_u32(0x32b1 + number - 36),
            _ => None,
        });
    Some(circled.map_or_else(|| format!("({inner})"), String::from))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(instruction: &str) -> String {
        let mut out = String::new();
        for part in parts(instruction) {
            match (part.reading, part.level) {
                (true, _) => out.push_str(&format!("<{}>", part.text)),
                (_, Some(OffLine::Raised)) => out.push_str(&format!("^{{{}}}", part.text)),
                (_, Some(OffLine::Lowered)) => out.push_str(&format!("_{{{}}}", part.text)),
                (_, None) => out.push_str(&part.text),
            }
        }
        out
    }

    #[test]
    fn equations_are_what_they_set() {
        for (instruction, expected) in [
            (r" \s\up 5(1)", "^{1}"),
            (r" \S\DO4(2)", "_{2}"),
            (r"18\s\up 6(注1)", "18^{注1}"),
            (r" \s\up 8(2)\do 8(3)", "^{2}_{3}"),
            (r" \s(a,b)", "^{a}_{b}"),
            (r" \o\ac(○,1)", "①"),
            (r" \o\ac(○,25)", "㉕"),
            (r" \o\ac(□,甲)", "(甲)"),
            (r#" \* jc0 \* "Font:宋体" \* hps10 \o\ad(\s\up 9(tuàn),彖)"#, "彖<tuàn>"),
            (r" \f(1,2)", "1/2"),
            (r" \r(3,8)", "^{3}√8"),
            (r" \x(框)", "框"),
            (r" \b\bc\{(甲)", "{甲}"),
            (r" \b(甲)", "(甲)"),
            (r" \i\su(1,5,3)", "∑_{1}^{5}3"),
            (r" \l(1,2)", "1,2"),
            (r"a\,b\(c\)", "a,b(c)"),
            (r"\s\up", ""),
            (r"\s\up 5(1", "^{1}"),
            (r"a)b,c", "a)b,c"),
            (r"a(b)", "a(b)"),
        ] {
            assert_eq!(shown(instruction), expected, "{instruction}");
        }
    }

    #[test]
    fn deep_or_broken_equations_end() {
        for instruction in [
            r"\o(".repeat(100_000),
            r"\s\up 5(".repeat(50_000),
            "\\".repeat(100_000),
            ")".repeat(100_000),
            ",(".repeat(50_000),
        ] {
            let _ = parts(&instruction);
        }
    }
}
