//! What paragraphs are in the filing: as the page's elements say it, and as a page that was written here says it where
//! its elements cannot.

use gongkai_core::document::ParagraphRole;
use gongkai_core::numerals::is_ordinal;

/// The attribute that says what a paragraph is.
pub(crate) const ROLE: &str = "data-role";

/// The values of the attribute.
const NAMES: [(ParagraphRole, &str); 7] = [
    (ParagraphRole::Title, "title"),
    (ParagraphRole::Heading1, "heading-1"),
    (ParagraphRole::Heading2, "heading-2"),
    (ParagraphRole::Heading3, "heading-3"),
    (ParagraphRole::Body, "body"),
    (ParagraphRole::Signature, "signature"),
    (ParagraphRole::SignatureDate, "signature-date"),
];

/// What an element is in a report. Sites differ in which heading heads a section: the numbering tells.
pub(crate) fn of_element(name: &str, words: &str) -> ParagraphRole {
    let rest = words.trim_start_matches(is_ordinal);
    match name {
        "h1" => ParagraphRole::Title,
        _ if !is_heading(name) => ParagraphRole::Body,
        _ if rest.len() < words.len() && rest.starts_with(['、', '.', '．']) => ParagraphRole::Heading1,
        "h2" | "h3" => ParagraphRole::Heading2,
        _ => ParagraphRole::Heading3,
    }
}

/// Whether an element is a heading of the page.
pub(crate) fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// How the attribute names a role.
pub(crate) fn name(role: ParagraphRole) -> Option<&'static str> {
    NAMES.into_iter().find(|(known, _)| *known == role).map(|(_, name)| name)
}

/// The role that the attribute names.
pub(crate) fn named(name: &str) -> Option<ParagraphRole> {
    NAMES.into_iter().find(|(_, known)| *known == name.trim()).map(|(role, _)| role)
}
