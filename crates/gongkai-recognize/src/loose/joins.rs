//! Labels that lines break, put together again across the lines.

use crate::dictionary::{Match, dictionary};
use crate::scan::{Kind, Token};

/// Labels of a head that lines break in two, side by side: `商业  科研` over `企业  机构`. Where each word of a line
/// makes a label with the word over it, the lines are one; a line of labels may stand between.
pub(super) fn join_heads(lines: &mut [Vec<Token>]) {
    let words = |line: &[Token]| !line.is_empty() && line.iter().all(|token| token.kind == Kind::Word);
    for at in 1..lines.len() {
        let (before, rest) = lines.split_at_mut(at);
        let Some(below) = rest.first_mut().filter(|line| words(line)) else { continue };
        let mut printed = before.iter_mut().rev().filter(|line| !line.is_empty());
        let joined = |above: &[Token]| -> Option<Vec<Match>> {
            let pairs = above.iter().zip(below.iter());
            let found = pairs.map(|(a, b)| match a.kind {
                Kind::Word => dictionary().exact(&format!("{}{}", a.text, b.text)).filter(Match::is_head),
                _ => None,
            });
            (above.len() >= below.len()).then(|| found.collect()).flatten()
        };
        let labels = |line: &Vec<Token>| line.iter().all(|token| matches!(token.kind, Kind::Label(_)));
        let above = match printed.next() {
            Some(line) if joined(line).is_some() => Some(line),
            Some(line) if labels(line) => printed.next().filter(|line| joined(line).is_some()),
            _ => None,
        };
        let Some((above, found)) = above.and_then(|above| joined(above).map(|found| (above, found))) else { continue };
        for ((token, piece), label) in above.iter_mut().zip(below.iter()).zip(found) {
            token.kind = Kind::Label(label);
            token.text.push_str(&piece.text);
        }
        below.clear();
    }
}

/// Labels of rows that wrap around their values, with pieces of an upright group's label before them:
/// `（四） 2.没有现成信息需要另行制` over `无法 作 35 1 0 …`. Where the last word of a line, the last word before the values
/// below and perhaps the last word below those are one label, it stands before the values.
pub(super) fn join_rows(lines: &mut [Vec<Token>]) {
    for at in 0..lines.len() {
        let Some((above, below)) = lines.split_at_mut_checked(at + 1) else { continue };
        let words = |line: &&mut Vec<Token>| !line.is_empty() && line.iter().all(|token| token.kind != Kind::Value);
        let Some(above) = above.last_mut().filter(words) else { continue };
        let mut printed = below.iter_mut().filter(|line| !line.is_empty());
        let (Some(line), rest) = (printed.next(), printed.next()) else { continue };
        let words = line.iter().take_while(|token| token.kind == Kind::Word).count();
        let valued = line.get(words).is_some_and(|token| token.kind == Kind::Value);
        let (Some(first), Some(middle)) = (above.last().filter(|token| token.kind == Kind::Word), words.checked_sub(1))
        else {
            continue;
        };
        let Some(second) = line.get(middle).filter(|_| valued) else { continue };
        let begun = format!("{}{}", first.text, second.text);
        let third = rest.filter(|line| line.iter().all(|token| token.kind == Kind::Word));
        let (label, third) = match (row(&begun), third) {
            (Some(label), _) => (label, None),
            (None, Some(line)) => {
                let ended = line.last().and_then(|last| row(&format!("{begun}{}", last.text)));
                let Some(label) = ended else { continue };
                (label, Some(line))
            }
            _ => continue,
        };
        let mut text = begun;
        above.pop();
        // “其他” before it is a piece of “（六）其他⏎处理”, and no column.
        above.pop_if(
            |token| matches!(token.kind, Kind::Label(own) if own.number.is_none() && own.applicant().is_some()),
        );
        text.extend(third.and_then(Vec::pop).map(|last| last.text));
        if let Some(token) = line.get_mut(middle) {
            token.kind = Kind::Label(label);
            token.text = text;
        }
    }
}

fn row(text: &str) -> Option<Match> {
    dictionary().exact(text).filter(|found| found.row().is_some() && found.number.is_some())
}
