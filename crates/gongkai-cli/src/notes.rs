//! What should be known of many outputs, each said once with the inputs that it is said of.

use std::collections::BTreeMap;

use gongkai::words::Text;

use crate::language::Language;

/// How many inputs a line names.
const NAMED: usize = 3;

/// The notes of a run so far, in no more memory than there are different ones.
#[derive(Debug, Default)]
pub(crate) struct Notes(BTreeMap<Text, Said>);

/// Of which inputs a note is said: how many, and the first of them.
#[derive(Debug, Default)]
struct Said {
    inputs: usize,
    first: Vec<String>,
}

impl Notes {
    /// Takes the notes of the next input.
    pub(crate) fn add(&mut self, input: &str, mut notes: Vec<Text>) {
        // The formats of one input may say the same.
        notes.sort();
        notes.dedup();
        for note in notes {
            let said = self.0.entry(note).or_default();
            said.inputs += 1;
            if said.first.len() < NAMED {
                said.first.push(input.to_owned());
            }
        }
    }

    /// A line for each note. One of all inputs, such as a font that the computer lacks, names none.
    pub(crate) fn lines(&self, inputs: usize, language: Language) -> impl Iterator<Item = String> {
        self.0.iter().map(move |(note, said)| {
            let note = language.of(note).to_owned();
            if said.inputs >= inputs {
                return note;
            }
            let names = said.first.join(language.pick("、", ", "));
            let more = match said.inputs {
                count if count <= NAMED => String::new(),
                count => language.pick(format!("等 {count} 个文件"), format!(" and others, {count} files in all")),
            };
            format!("{names}{more}: {note}")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_names_its_inputs_unless_all_have_it() {
        let said = |zh: &str| Text::new(zh, "in English");
        let mut notes = Notes::default();
        for input in ["a", "b", "c", "d", "e"] {
            let own = if input == "e" { vec![] } else { vec![said("总计不符")] };
            notes.add(input, [own, vec![said("字体替换"), said("字体替换")]].concat());
        }
        notes.add("f", vec![said("字体替换"), said("缺字")]);
        let lines: Vec<String> = notes.lines(6, Language::Zh).collect();
        assert_eq!(lines, ["字体替换", "a、b、c等 4 个文件: 总计不符", "f: 缺字"]);
    }
}
