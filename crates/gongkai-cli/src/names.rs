//! Names of output files: within their folder, portable, and no two alike.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

use gongkai::Format;
use gongkai::characters::one_line;
use gongkai::file_name::portable;

use crate::run_files::Reads;

/// Gives out names within a folder.
#[derive(Debug, Default)]
pub(crate) struct Names {
    taken: BTreeSet<String>,
    /// Files that are to be read, which no output may replace.
    inputs: Reads,
}

/// Where the outputs of one input go.
#[derive(Debug)]
pub(crate) struct Named {
    pub(crate) paths: Vec<PathBuf>,
    /// What was changed about the name, to be said.
    pub(crate) changed: Option<String>,
}

impl Names {
    /// Names beside files that are to be read, none of which is given out.
    pub(crate) fn beside<'a>(inputs: impl IntoIterator<Item = &'a Path>) -> Self {
        Self { inputs: Reads::of(inputs), ..Self::default() }
    }

    /// The outputs of an input in a folder, one for each format.
    pub(crate) fn give(&mut self, folder: &Path, relative: &Path, formats: &[Format]) -> Named {
        let parts: Vec<String> = relative
            .components()
            .filter_map(|part| match part {
                Component::Normal(name) => Some(name.to_string_lossy().into_owned()),
                _ => None,
            })
            .collect();
        let (name, folders) =
            parts.split_last().map_or(("report", [].as_slice()), |(name, rest)| (name.as_str(), rest));
        let stem = Path::new(name).file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let mut base: PathBuf = folders.iter().map(|part| portable(part)).collect();
        let safe = portable(&stem);
        let mut number = 1_usize;
        let chosen = loop {
            let candidate = if number == 1 { safe.clone() } else { format!("{safe}-{number}") };
            let keys: Vec<String> = formats.iter().map(|format| key(&base, &candidate, *format)).collect();
            let replaced = |format: &Format| self.inputs.has(&folder.join(&base).join(format!("{candidate}.{format}")));
            if keys.iter().all(|key| !self.taken.contains(key)) && !formats.iter().any(replaced) {
                self.taken.extend(keys);
                break candidate;
            }
            number += 1;
        };
        let changed = (chosen != stem || folders.iter().any(|part| portable(part) != *part))
            .then(|| one_line(&format!("{} → {}", relative.display(), base.join(&chosen).display())).into_owned());
        base = folder.join(base);
        Named { paths: formats.iter().map(|format| base.join(format!("{chosen}.{format}"))).collect(), changed }
    }
}

/// What two names must differ in: many file systems know no case.
fn key(base: &Path, stem: &str, format: Format) -> String {
    base.join(format!("{stem}.{format}")).to_string_lossy().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn give(names: &mut Names, relative: &str) -> (String, bool) {
        let named = names.give(Path::new("out"), Path::new(relative), &[Format::Pdf]);
        (named.paths[0].to_string_lossy().into_owned(), named.changed.is_some())
    }

    #[test]
    fn names_are_portable_and_no_two_alike() {
        let mut names = Names::default();
        for (relative, expected) in [
            ("甲/报告.docx", ("out/甲/报告.pdf", false)),
            ("甲/报告.html", ("out/甲/报告-2.pdf", true)),
            ("A.docx", ("out/A.pdf", false)),
            ("a.docx", ("out/a-2.pdf", true)),
            ("../../x.docx", ("out/x.pdf", false)),
            ("con.docx", ("out/_con.pdf", true)),
            ("a:b?.docx", ("out/a_b_.pdf", true)),
            ("结尾. .docx", ("out/结尾.pdf", true)),
            ("COM1.2023.docx", ("out/_COM1.2023.pdf", true)),
            ("NUL /x.docx", ("out/_NUL/x.pdf", true)),
            ("报告\u{202e}xcod.docx", ("out/报告_xcod.pdf", true)),
            ("..docx", ("out/_.pdf", true)),
            ("-o.docx", ("out/-o.pdf", false)),
        ] {
            assert_eq!(give(&mut names, relative), (expected.0.to_owned(), expected.1), "{relative}");
        }
        let (long, changed) = give(&mut names, &format!("{}.docx", "长".repeat(120)));
        assert!(changed && long.len() < 220, "{long}");
    }
}
