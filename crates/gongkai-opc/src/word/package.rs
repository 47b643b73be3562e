//! Putting the parts of a Word file together.

use gongkai_core::format::ReadError;

use crate::{Markup, PackageWriter};

/// The vocabularies of the parts, for their first elements.
pub const ROOT: [(&str, &str); 3] = [
    ("xmlns:w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    ("xmlns:v", "urn:schemas-microsoft-com:vml"),
    ("xmlns:o", "urn:schemas-microsoft-com:office:office"),
];
const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OF_OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const CORE: &str = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
const CONTENT: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// What a document says about itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Properties {
    /// Its title.
    pub title: Option<String>,
    /// What it is about.
    pub subject: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// What else was noted of it.
    pub description: Option<String>,
}

/// A Word file in the making.
#[derive(Debug)]
pub struct WordPackage {
    main: String,
    parts: Vec<(String, &'static str, String)>,
}

impl WordPackage {
    /// A file of this main part.
    #[must_use]
    pub fn new(main: String) -> Self {
        Self { main, parts: Vec::new() }
    }

    /// Adds a part of a kind (`styles`, `footnotes`, `header`), under its name without folder and ending.
    pub fn part(&mut self, name: impl Into<String>, kind: &'static str, text: String) {
        self.parts.push((name.into(), kind, text));
    }

    /// Packs the parts.
    ///
    /// # Errors
    /// [`ReadError::Damaged`] when they are too large for a ZIP.
    pub fn finish(self, properties: &Properties) -> Result<Vec<u8>, ReadError> {
        let mut types = Markup::default();
        types.open("Types", &[("xmlns", "http://schemas.openxmlformats.org/package/2006/content-types")]);
        types.empty(
            "Default",
            &[("Extension", "rels"), ("ContentType", "application/vnd.openxmlformats-package.relationships+xml")],
        );
        types.empty("Default", &[("Extension", "xml"), ("ContentType", "application/xml")]);
        let main_type = format!("{CONTENT}.document.main+xml");
        types.empty("Override", &[("PartName", "/word/document.xml"), ("ContentType", &main_type)]);
        let mut links = Markup::default();
        links.open("Relationships", &[("xmlns", RELATIONSHIPS)]);
        for (index, (name, kind, _)) in self.parts.iter().enumerate() {
            let (part, of_type) = (format!("/word/{name}.xml"), format!("{CONTENT}.{kind}+xml"));
            types.empty("Override", &[("PartName", &part), ("ContentType", &of_type)]);
            let (id, of_type) = (format!("r{index}"), format!("{OF_OFFICE}/{kind}"));
            links.empty("Relationship", &[("Id", &id), ("Type", &of_type), ("Target", &format!("{name}.xml"))]);
        }
        let mut root = Markup::default();
        root.open("Relationships", &[("xmlns", RELATIONSHIPS)]);
        let document = format!("{OF_OFFICE}/officeDocument");
        root.empty("Relationship", &[("Id", "r0"), ("Type", &document), ("Target", "word/document.xml")]);
        root.empty("Relationship", &[("Id", "r1"), ("Type", CORE), ("Target", "docProps/core.xml")]);

        // It is read at once, so that nothing is gained by making it smaller.
        let mut package = PackageWriter::new().stored();
        package.part("[Content_Types].xml", types.finish());
        package.part("_rels/.rels", root.finish());
        package.part("word/document.xml", self.main);
        package.part("word/_rels/document.xml.rels", links.finish());
        package.part("docProps/core.xml", properties.part());
        for (name, _, text) in self.parts {
            package.part(format!("word/{name}.xml"), text);
        }
        package.finish().map_err(|error| ReadError::damaged(error.to_string()))
    }
}

impl Properties {
    fn part(&self) -> String {
        let mut out = Markup::default();
        out.open(
            "cp:coreProperties",
            &[
                ("xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"),
                ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
            ],
        );
        let said = [
            ("dc:title", &self.title),
            ("dc:subject", &self.subject),
            ("dc:creator", &self.author),
            ("dc:description", &self.description),
        ];
        for (name, text) in said {
            if let Some(text) = text {
                out.open(name, &[]);
                out.text(text);
                out.close();
            }
        }
        out.finish()
    }
}
