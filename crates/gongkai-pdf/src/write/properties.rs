//! What a file says of itself beside its text.

use gongkai_core::characters::acts;
use gongkai_core::document::Document;
use gongkai_core::document::ParagraphRole;
use lopdf::{Dictionary, text_string};

/// The properties by their names in the file, in order; none is empty.
#[derive(Debug)]
pub(super) struct Stated(Vec<(&'static str, String)>);

impl Stated {
    pub(super) fn of(document: &Document) -> Self {
        let properties = &document.properties;
        let title = properties.title.clone().or_else(|| {
            let title = document.paragraphs().find(|paragraph| paragraph.role == ParagraphRole::Title);
            title.map(|title| title.text.clone())
        });
        let texts = [
            ("Title", title),
            ("Author", properties.author.clone()),
            ("Subject", properties.subject.clone()),
            ("Keywords", properties.publication()),
            ("Creator", Some("gongkai".to_owned())),
            ("Producer", Some(concat!("gongkai ", env!("CARGO_PKG_VERSION")).to_owned())),
        ];
        let texts = texts.into_iter().filter_map(|(key, text)| Some((key, clean(&text?))));
        Self(texts.filter(|(_, text)| !text.is_empty()).collect())
    }

    /// The properties with their names.
    pub(super) fn texts(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.0.iter().map(|(key, text)| (*key, text.as_str()))
    }

    /// Whether there is a title.
    pub(super) fn is_titled(&self) -> bool {
        self.texts().any(|(key, _)| key == "Title")
    }

    /// As the file's dictionary of information.
    pub(super) fn dictionary(&self) -> Dictionary {
        let mut made = Dictionary::new();
        self.texts().for_each(|(key, text)| made.set(key, text_string(text)));
        made
    }
}

/// A text without what acts instead of being seen, and what XML cannot hold; the file states it in both its forms alike.
fn clean(text: &str) -> String {
    let kept = text.chars().map(|c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c });
    let kept: String = kept.filter(|c| !acts(*c) && !matches!(c, '\u{fffe}' | '\u{ffff}')).collect();
    kept.trim().to_owned()
}
