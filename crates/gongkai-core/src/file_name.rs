//! Names of files that every system takes: of what is written, packed or offered for saving.

use std::collections::BTreeSet;

use crate::characters::is_invisible;

/// The longest name in bytes that every file system takes, room left for a number and an extension.
const LONGEST: usize = 200;

/// Names that Windows keeps for devices.
const DEVICES: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1", "lpt2",
    "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// A name, without its extension, as every system takes it: what one of them refuses is `_`.
///
/// ```
/// use gongkai_core::file_name::portable;
/// assert_eq!(portable("青山镇：2023/2024?"), "青山镇：2023_2024_");
/// assert_eq!(portable("con"), "_con");
/// assert_eq!(portable(". "), "_");
/// ```
#[must_use]
pub fn portable(name: &str) -> String {
    // Marks of writing direction and of no width make two names look alike, or an extension look like another.
    let refused = |c: char| matches!(c, '<' | '>' | ':' | '"' | '/' | '\\' | '|' | '?' | '*' | '\u{fffd}');
    let bad = |c: char| c.is_control() || is_invisible(c) || refused(c);
    let mut out: String = name.chars().map(|c| if bad(c) { '_' } else { c }).collect();
    out.truncate(out.floor_char_boundary(LONGEST));
    let trimmed = out.trim_end_matches(['.', ' ']).trim_start().len();
    let out = if trimmed == 0 { "_".to_owned() } else { out.trim_end_matches(['.', ' ']).trim_start().to_owned() };
    let stem = out.split('.').next().unwrap_or_default().to_lowercase();
    if DEVICES.contains(&stem.as_str()) { format!("_{out}") } else { out }
}

/// The names of several files in one folder, in their order: portable, and no two alike on a system that knows no case.
///
/// ```
/// use gongkai_core::file_name::in_one_folder;
/// assert_eq!(in_one_folder(["甲镇", "A", "a", "甲镇", "甲镇-2"]), ["甲镇", "A", "a-2", "甲镇-2", "甲镇-2-2"]);
/// ```
#[must_use]
pub fn in_one_folder<'a>(names: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let given = |name| {
        let safe = portable(name);
        let mut chosen = safe.clone();
        let mut number = 1_usize;
        while !taken.insert(chosen.to_lowercase()) {
            number += 1;
            chosen = format!("{safe}-{number}");
        }
        chosen
    };
    names.into_iter().map(given).collect()
}
