//! Office packages: bounded reading, reproducible writing, and a careful XML reader.
//!
//! A `.docx` or `.xlsx` is a ZIP of XML parts (Open Packaging Conventions, ISO/IEC 29500-2). What people send is also
//! damaged, encrypted, renamed from another format, or made to exhaust the reader, so every package that gongkai reads
//! is opened here: [`Package::open`] looks at the bytes, counts the entries, refuses unsafe names, and unpacks no part
//! beyond its [`Limits`](gongkai_core::format::Limits). A reader that hands the bytes on to a library of its own calls
//! [`vet`] first, which unpacks and parses every XML part once. [`XmlReader`] reads a part without DTDs and within a
//! depth; [`PackageWriter`] packs parts so that the same parts give the same bytes.

mod edit;
mod look;
mod markup;
mod package;
mod properties;
mod relationships;
pub mod word;
pub mod workbook;
mod writer;
mod xml;

pub use edit::{
    Insertions, OpenTag, PackageEdit, is_signed, is_strict, open_tag, relationships_part, with_content_type,
    with_default_type, with_last_child, with_relationship,
};
pub use look::looks_like;
pub use markup::Markup;
pub use package::{Package, PackageKind, vet};
pub use properties::{custom_property, parts_but, parts_but_properties, with_custom_property, with_part};
pub use relationships::{Relationship, Relationships, resolve};
pub use writer::{PackageWriter, Packing};
/// What the XML of packages is limited in beside the limits of every file: names, and up to where.
pub const LIMITS: [(&str, usize); 1] = [("xml_attributes", xml::MOST_ATTRIBUTES)];

pub use xml::{Element, Node, Vocabulary, XmlReader, xml_text};
