//! What PDF files are limited in beside the limits of every file: most of what the parser and the interpreter would take
//! before anybody can count it.

use super::{budget, census, content, draws, fields, guard, paints, typefaces};

/// The names of the limits, and up to where. All are counted before the interpreter begins.
pub const LIMITS: [(&str, usize); 22] = [
    ("pdf_dictionaries", census::DICTIONARIES),
    ("pdf_versions_of_a_page", census::VERSIONS),
    ("pdf_object_table_bytes", guard::MOST_XREF),
    ("pdf_packed_object_bytes", guard::MOST_OBJECTS),
    ("pdf_lzw_bytes", guard::MOST_LZW),
    ("pdf_run_length_bytes", guard::MOST_RUN_LENGTH),
    ("pdf_page_characters", budget::PAGE_CHARACTERS),
    ("pdf_code_bytes", content::MOST_OF_A_CODE),
    ("pdf_string_bytes", draws::STRING),
    ("pdf_form_depth", draws::DEEPEST),
    ("pdf_path_pieces", draws::PATH),
    ("pdf_dashes", draws::DASHES),
    ("pdf_clip_bytes", draws::CLIP),
    ("pdf_face_names_bytes", typefaces::NAMES),
    ("pdf_all_names_bytes", typefaces::ALL_NAMES),
    ("pdf_face_widths", typefaces::WIDTHS),
    ("pdf_outline_bytes", typefaces::OUTLINE),
    ("pdf_paint_parts", paints::PARTS),
    ("pdf_paint_depth", paints::DEEPEST),
    ("pdf_paint_bytes", paints::DATA),
    ("pdf_profile_bytes", paints::PROFILE),
    ("pdf_field_depth", fields::DEEPEST),
];
