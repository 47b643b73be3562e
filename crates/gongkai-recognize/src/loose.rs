//! Tables whose cells nothing parts: a label and its numbers on one line, each on a line of its own, or all of a table
//! in one paragraph.
//!
//! Text pasted from a browser or taken from a PDF often loses its tables. A run of paragraphs that are nothing but
//! labels of the forms and values is put together as a table again, one row for each label with the values behind
//! it; what the rows and columns mean is found as in any other table.

mod joins;

use gongkai_core::Within;
use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

use super::dictionary::{Match, dictionary};
use super::editions::least_of_group;
use super::fields;
use super::nothing::says_nothing;
use super::rows::{self, Kind, Piece};
use super::scan::{self, Token};
use super::sections::heading;
use super::standing::{Printed, Standing};
use super::steps::Step;
use gongkai_core::characters::is_blank;
use gongkai_core::document::{Block, Document, Paragraph, Table};
use gongkai_core::form::SectionKey;
use gongkai_core::page_number::is_page_number;

/// The most characters of paragraphs that follow one another in which tables are looked for.
const MOST_CHARACTERS: usize = 400_000;
/// The most different texts that are compared with every label.
const MOST_SEARCHES: usize = 4_000;

/// The document with its loose rows put together as tables; nothing when it has none.
pub(super) fn with_tables(document: &Document) -> Option<Document> {
    let mut step = Step::through(document);
    let mut paragraphs: Vec<&Paragraph> = Vec::new();
    let mut found = false;
    let mut place = Place { section: None, document, printed: OnceCell::new() };
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => paragraphs.push(paragraph),
            Block::Table(table) => {
                found |= stretch(&std::mem::take(&mut paragraphs), Some(table), &mut place, &mut step);
                match fields::tables(table) {
                    Some(tables) => {
                        found = true;
                        step.put_all(tables);
                    }
                    None => step.keep(block),
                }
            }
        }
    }
    found |= stretch(&paragraphs, None, &mut place, &mut step);
    found.then(|| step.document())
}

/// Where the reading stands: the section, and the tables that the document prints as tables.
struct Place<'d> {
    section: Option<SectionKey>,
    document: &'d Document,
    /// Looked for where it matters.
    printed: OnceCell<Printed>,
}

impl Place<'_> {
    fn standing(&self) -> Standing {
        Standing::Text(self.section, *self.printed.get_or_init(|| Printed::of(self.document)))
    }

    fn pass(&mut self, paragraph: &Paragraph) {
        self.section = heading(&paragraph.text).and_then(|heading| heading.section).or(self.section);
    }
}

/// What a paragraph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fit {
    /// Nothing of its own: a page number, or the rest of a label that began before.
    Nothing,
    /// Labels and values.
    Row,
    /// A stretch of a label, and no more.
    Piece,
    /// A word or two: a label that nobody knows, or a line of text.
    Stray,
    Prose,
}

/// Paragraphs that follow one another up to a table, with their tables. Says whether there are any.
fn stretch<'d>(
    paragraphs: &[&'d Paragraph],
    behind: Option<&Table>,
    place: &mut Place<'_>,
    step: &mut Step<'d>,
) -> bool {
    let characters: usize = paragraphs.iter().map(|paragraph| paragraph.text.len()).sum();
    if characters > MOST_CHARACTERS * 3 {
        for paragraph in paragraphs {
            place.pass(paragraph);
            step.keep_paragraph(paragraph);
        }
        return false;
    }
    let texts: Vec<&str> =
        paragraphs.iter().map(|p| if is_page_number(&p.text) { "" } else { p.text.as_str() }).collect();
    let mut lines = lines(&texts);
    joins::join_heads(&mut lines);
    joins::join_rows(&mut lines);
    mend(&mut lines);
    let mut fits: Vec<Fit> = lines.iter().map(|line| fit(line)).collect();
    rows_of_words(&mut lines, &mut fits);
    counts_beside_tables(&lines, &mut fits);
    let mut found = false;
    let mut at = 0;
    while let Some(paragraph) = paragraphs.get(at) {
        let end = end_of_run(&fits, at);
        place.pass(paragraph);
        let rows = || rows::rows(&pieces(paragraphs, &lines, at, end));
        let blanks = || !figures_follow(paragraphs.within(end..), behind);
        let table = (end > at).then(|| rows::table(&rows(), place.standing(), blanks())).flatten();
        match table {
            Some(table) => {
                found = true;
                step.put(table);
                at = end;
            }
            None => {
                step.keep_paragraph(paragraph);
                at += 1;
                // A run that makes no table is text to its end.
                while at < end {
                    if let Some(paragraph) = paragraphs.get(at) {
                        place.pass(paragraph);
                        step.keep_paragraph(paragraph);
                    }
                    at += 1;
                }
            }
        }
    }
    found
}

/// Whether figures stand behind labels without a label of their own: in lines that say nothing else, or in the first row of
/// a table. They may be those of the labels, which then are no labels of blanks.
fn figures_follow(paragraphs: &[&Paragraph], table: Option<&Table>) -> bool {
    let figures = |text: &str| text.contains(|c: char| c.is_ascii_digit()) && !text.contains(char::is_alphabetic);
    let printed = |text: &&str| !text.chars().all(is_blank) && !is_page_number(text);
    match paragraphs.iter().map(|paragraph| paragraph.text.as_str()).find(printed) {
        Some(text) => figures(text),
        None => table.is_some_and(|table| {
            let first: Vec<&str> =
                (0..table.columns()).filter_map(|column| Some(table.at(0, column)?.text.as_str())).collect();
            first.iter().any(|text| figures(text)) && !first.iter().any(|text| text.contains(char::is_alphabetic))
        }),
    }
}

/// The end of the run of rows that begins here; here itself when none does.
fn end_of_run(fits: &[Fit], start: usize) -> usize {
    const MOST_STRAY: usize = 2;
    const MOST_BEFORE: usize = 60;
    let (mut end, mut stray) = (start, 0);
    for (at, fit) in fits.iter().enumerate().skip(start) {
        match fit {
            Fit::Prose => break,
            Fit::Row => (end, stray) = (at + 1, 0),
            // Neither a page number nor a word before the first row is the table's.
            Fit::Nothing | Fit::Stray if end == start => return start,
            Fit::Stray if stray == MOST_STRAY => break,
            Fit::Stray => stray += 1,
            // No head is broken into so many pieces before the first row.
            Fit::Piece if end == start && at - start > MOST_BEFORE => return start,
            Fit::Nothing | Fit::Piece if at - end.max(start) > MOST_BEFORE => break,
            Fit::Nothing | Fit::Piece => {}
        }
    }
    end
}

/// The tokens of each text, those of a label that runs over several with the first of them.
fn lines(texts: &[&str]) -> Vec<Vec<Token>> {
    let mut lines: Vec<Vec<Token>> = vec![Vec::new(); texts.len()];
    for token in scan::tokens(texts) {
        let corner = token.kind == scan::Kind::Word && dictionary().is_piece_of_corner(&token.text);
        if !corner && let Some(line) = lines.get_mut(token.source) {
            line.push(token);
        }
    }
    lines
}

/// Words that are a label which lost or changed characters, as that label.
fn mend(lines: &mut [Vec<Token>]) {
    let mut searches = Searches::default();
    for line in lines {
        let mut mended: Vec<Token> = Vec::with_capacity(line.len());
        let mut rest = line.as_slice();
        while let Some(first) = rest.first() {
            let words = rest.iter().take_while(|token| token.kind == scan::Kind::Word).count();
            let behind = rest.get(words);
            let alone = behind.is_none_or(|token| token.kind == scan::Kind::Value);
            if words == 0 || !alone || searches.are_over() {
                let taken = words.max(1);
                mended.extend(rest.iter().take(taken).cloned());
                rest = rest.within(taken..);
                continue;
            }
            let joined: String = rest.iter().take(words).map(|token| token.text.as_str()).collect();
            let short = joined.chars().count() <= 60 && !is_sentence(&joined);
            let found = short.then(|| searches.look_up(&joined)).flatten();
            let label = found.filter(|found| found.row().is_some() || found.is_head());
            // A word before values is one cell, whatever it means.
            let one = label.is_some() || (short && behind.is_some());
            // Words side by side may be a label each, as in a head whose labels were cut: “商业企  科研机”.
            let each: Vec<Option<Match>> = match (label, behind) {
                (None, None) if words > 1 && short => {
                    rest.iter().take(words).map(|word| searches.look_up(&word.text)).collect()
                }
                _ => Vec::new(),
            };
            if !each.is_empty() && each.iter().all(Option::is_some) {
                for (token, found) in rest.iter().zip(each.into_iter().flatten()) {
                    mended.push(Token { kind: scan::Kind::Label(found), ..token.clone() });
                }
            } else if one && let Some(last) = rest.get(words - 1) {
                let kind = label.map_or(scan::Kind::Word, scan::Kind::Label);
                mended.push(Token { kind, text: joined, last: last.last, end: last.end, ..first.clone() });
            } else {
                mended.extend(rest.iter().take(words).cloned());
            }
            rest = rest.within(words..);
        }
        *line = mended;
    }
}

/// What words were found to be, each compared with the labels once however often the lines repeat it.
#[derive(Default)]
struct Searches {
    known: HashMap<String, Option<Match>>,
}

impl Searches {
    fn are_over(&self) -> bool {
        self.known.len() >= MOST_SEARCHES
    }

    fn look_up(&mut self, text: &str) -> Option<Match> {
        if let Some(known) = self.known.get(text) {
            return *known;
        }
        let found = dictionary().look_up(text).found();
        self.known.insert(text.to_owned(), found);
        found
    }
}

fn is_sentence(text: &str) -> bool {
    text.contains(['。', '；', '！', '？', '：', ':'])
}

fn fit(line: &[Token]) -> Fit {
    const LONGEST_WORDS: usize = 14;
    const STRAY: usize = 8;
    if line.is_empty() {
        return Fit::Nothing;
    }
    let labels =
        || line.iter().filter_map(|token| if let scan::Kind::Label(found) = token.kind { Some(found) } else { None });
    let values = line.iter().filter(|token| token.kind == scan::Kind::Value).count();
    // Pieces of labels are what lines leave of them; only what else stands in the line tells what it is.
    let words = || line.iter().filter(|token| token.kind == scan::Kind::Word).map(|token| token.text.as_str());
    let pieces = words().count() > 0 && words().all(|word| dictionary().has_piece(word));
    let words: String = words().filter(|word| word.chars().count() < 4 || !dictionary().has_piece(word)).collect();
    if is_sentence(&words) || labels().any(|found| found.section().is_some()) {
        return Fit::Prose;
    }
    // “无。” of a narrative and “无” in a cell look alike; a table does not begin with one.
    if line.len() < least_of_group() && is_nothing(line) {
        return Fit::Nothing;
    }
    let length = words.chars().count();
    match (labels().count(), values) {
        (0, 0) if pieces || dictionary().has_piece(&words) => Fit::Piece,
        (0, 0) if length <= STRAY && !words.contains(['，', '、', ',']) => Fit::Stray,
        (0, 0) => Fit::Prose,
        (0, values) if length == 0 || (length <= 60 && values >= 3) => Fit::Row,
        (0, _) => Fit::Prose,
        _ if pieces || length <= LONGEST_WORDS && !words.contains(['，', ',']) => Fit::Row,
        _ if dictionary().has_piece(&words) => Fit::Row,
        _ => Fit::Prose,
    }
}

fn is_nothing(line: &[Token]) -> bool {
    !line.is_empty() && line.iter().all(|token| token.kind == scan::Kind::Value && token.text == "无")
}

/// The word that is all of a line, as 没有 and 未发生 are in cells.
fn only_word(line: &[Token]) -> Option<&str> {
    const LONGEST: usize = 6;
    match line {
        [only] if only.kind == scan::Kind::Word && only.text.chars().count() <= LONGEST => Some(&only.text),
        [only] if only.kind == scan::Kind::Value && only.text == "无" => Some(&only.text),
        _ => None,
    }
}

/// Lines of nothing but 无 one below another, or of the same word, are the cells of a row.
fn rows_of_words(lines: &mut [Vec<Token>], fits: &mut [Fit]) {
    let mut at = 0;
    while let Some(first) = lines.get(at) {
        let same = |line: &&Vec<Token>| match (only_word(first), only_word(line)) {
            (Some(first), Some(own)) => first == own || says_nothing(first) && says_nothing(own),
            _ => is_nothing(first) && is_nothing(line),
        };
        let run = lines.iter().skip(at).take_while(same).count();
        // So many one after another are the cells of a group of table 四.
        if run >= least_of_group() {
            fits.iter_mut().skip(at).take(run).for_each(|fit| *fit = Fit::Row);
            let words = lines.iter_mut().skip(at).take(run).flatten();
            words.for_each(|token| token.kind = scan::Kind::Value);
        }
        at += run.max(1);
    }
}

/// A line that says a label, a number and its unit in one, as 自然人180件, is text where no row stands on one side of it and a table
/// has the label in a line of its own.
fn counts_beside_tables(lines: &[Vec<Token>], fits: &mut [Fit]) {
    let label =
        |token: &Token| if let scan::Kind::Label(found) = token.kind { Some(found.entry.printed) } else { None };
    let alone: HashSet<&str> =
        lines.iter().filter_map(|line| if let [only] = line.as_slice() { label(only) } else { None }).collect();
    let counts = |line: &Vec<Token>| match line.as_slice() {
        [first, value] => {
            let unit = value.glued && value.kind == scan::Kind::Value && value.text.ends_with(char::is_alphabetic);
            unit && label(first).is_some_and(|label| alone.contains(label))
        }
        _ => false,
    };
    let mut pass = |places: &mut dyn Iterator<Item = usize>| {
        let mut outside = true;
        for at in places {
            let Some((line, fit)) = lines.get(at).zip(fits.get_mut(at)) else { continue };
            if outside && *fit == Fit::Row && counts(line) {
                *fit = Fit::Prose;
            }
            outside = *fit == Fit::Prose || outside && *fit == Fit::Nothing;
        }
    };
    pass(&mut (0..lines.len()));
    pass(&mut (0..lines.len()).rev());
}

fn pieces(paragraphs: &[&Paragraph], lines: &[Vec<Token>], from: usize, to: usize) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let lines = lines.within(from..to);
    for (line, paragraph) in lines.iter().zip(paragraphs.within(from..to)) {
        let mut tokens = line.iter().enumerate().peekable();
        while let Some((index, token)) = tokens.next() {
            let mut piece = Piece {
                kind: match token.kind {
                    scan::Kind::Label(found) => Kind::Label(found),
                    scan::Kind::Value => Kind::Value,
                    scan::Kind::Word => Kind::Word,
                },
                text: token.text.clone(),
                position: paragraph.position,
                same_line: index > 0,
            };
            match tokens.peek().map(|(_, next)| next) {
                // “3985 件”: the unit stands apart from its number.
                Some(next) if piece.kind == Kind::Value && next.kind == scan::Kind::Word && is_unit(&next.text) => {
                    piece.text = format!("{} {}", piece.text, next.text);
                    tokens.next();
                }
                // Digits that nothing parts from a number may be the number's.
                Some(next)
                    if piece.kind == Kind::Word
                        && next.kind == scan::Kind::Value
                        && next.glued
                        && piece.text.contains(|c: char| c.is_ascii_digit()) =>
                {
                    piece.text.push_str(&next.text);
                    tokens.next();
                }
                // “（六）其他⏎处理”: before a numbered row on its line, a label that also is a column's is a piece.
                Some(next)
                    if piece.label().is_some_and(|own| own.number.is_none() && own.applicant().is_some())
                        && matches!(next.kind, scan::Kind::Label(row) if row.number.is_some() && row.row().is_some()) =>
                {
                    continue;
                }
                // “其中 行政许可” is no label of the form; only a numbered one says by itself what it is.
                Some(next)
                    if piece.kind == Kind::Word
                        && matches!(next.kind, scan::Kind::Label(found) if found.number.is_none() && found.row().is_some()) =>
                {
                    piece.text.push_str(&next.text);
                    tokens.next();
                }
                _ => {}
            }
            pieces.push(piece);
        }
    }
    pieces
}

fn is_unit(word: &str) -> bool {
    matches!(word, "件" | "条" | "项" | "个" | "元" | "万元" | "宗" | "部" | "次" | "份" | "起" | "笔")
}
