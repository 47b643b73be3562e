//! The bodies of an office as a file: a tree of them (`bodies.toml`), or a list of names as offices keep them.
//!
//! A list comes as text (UTF-8, UTF-16, GBK), CSV or a workbook, with numbers before the names or without, with a row of
//! headings or without. What stands in it and is no body — a title, a heading of a group — is said.

mod addresses;
mod cells;
mod list;
mod tree;

use gongkai_core::bodies::Bodies;
use gongkai_core::check::Text;
use gongkai_core::document::Position;

use crate::PolicyError;

pub use addresses::{Address, Addresses, read_addresses};

/// The bodies of a file, with what should be known of how it was read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Listed {
    /// The bodies, in the order of the file.
    pub bodies: Bodies,
    /// Lines that were taken for no body, and names that stand twice.
    pub remarks: Vec<Text>,
}

/// Reads the bodies of a file by its name: `.toml` is a tree, anything else a list.
///
/// ```
/// use gongkai_policy::read_bodies;
/// let tree = "[[body]]\nname = \"某县人民政府\"\n[[body]]\nname = \"某县教育局\"\nunder = \"某县人民政府\"\n";
/// assert_eq!(read_bodies("bodies.toml", tree.as_bytes())?.bodies.under("某县人民政府").all().len(), 1);
/// let list = "应报单位名单\n1. 青山镇人民政府\n2. 绿水镇人民政府\n";
/// let listed = read_bodies("名单.txt", list.as_bytes())?;
/// assert_eq!(listed.bodies.all()[1].name, "绿水镇人民政府");
/// assert_eq!(listed.remarks.len(), 1);
/// # Ok::<(), gongkai_policy::PolicyError>(())
/// ```
///
/// # Errors
/// [`PolicyError`] with the line: a file that cannot be read, an unknown key or level, two bodies of one name, an unknown
/// superior, a circle, a list without a single name.
pub fn read_bodies(name: &str, bytes: &[u8]) -> Result<Listed, PolicyError> {
    if name.to_ascii_lowercase().ends_with(".toml") {
        return tree::read(bytes).map(|bodies| Listed { bodies, remarks: Vec::new() });
    }
    list::of_rows(&cells::rows(bytes)?)
}

/// An error on a line.
fn on_line(line: usize, zh: impl Into<String>, en: impl Into<String>) -> PolicyError {
    PolicyError { message: Text::new(zh, en), position: Position::default().line(line) }
}
