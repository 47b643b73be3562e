//! The layers that what is drawn belongs to: what is on one that no screen shows is not read, and said.

use std::collections::BTreeSet;

use gongkai_core::document::{Position, Remark, RemarkKind};
use gongkai_core::words::Text;
use hayro_interpret::hayro_syntax::object::{Dict, String as PdfString};

use super::super::forms::Forms;
use super::super::notes;

/// The layers within each other at a place of a page's content.
pub(super) struct Layers<'b, 'f> {
    forms: &'b Forms<'f>,
    /// Whether what each stretch of content holds is shown.
    shown: Vec<bool>,
    /// The names of the layers that were not.
    off: BTreeSet<String>,
}

impl<'b, 'f> Layers<'b, 'f> {
    pub(super) fn of(forms: &'b Forms<'f>) -> Self {
        Self { forms, shown: Vec::new(), off: BTreeSet::new() }
    }

    /// A stretch of content begins.
    pub(super) fn begin(&mut self, tag: &[u8], properties: Option<&Dict<'_>>) {
        let layer = properties.filter(|_| tag == b"OC");
        let off = layer.filter(|layer| self.forms.hides(layer, None));
        off.into_iter().for_each(|layer| self.note(layer));
        self.shown.push(self.is_shown() && off.is_none());
    }

    /// Notes a layer that is not shown, by its name.
    pub(super) fn note(&mut self, layer: &Dict<'_>) {
        match layer.get::<PdfString<'_>>(b"Name") {
            Some(name) => self.off.extend(notes::decode(name.as_bytes())),
            None => self.off.extend([String::new()]),
        }
    }

    /// The stretch that began last ends.
    pub(super) fn end(&mut self) {
        self.shown.pop();
    }

    /// Content of its own begins, whatever was left open before it.
    pub(super) fn anew(&mut self) {
        self.shown.clear();
    }

    pub(super) fn is_shown(&self) -> bool {
        self.shown.last().copied().unwrap_or(true)
    }

    /// What is to be said of the layers that are not shown.
    pub(super) fn remarks(&self, page: usize) -> Vec<Remark> {
        let said = |name: &String| {
            let name = Text::quotation(name);
            let detail = format!(
                "图层{}不显示，其中的内容未读 / the layer {} is not shown, and what it holds is not read",
                name.zh, name.en
            );
            Remark::new(RemarkKind::NotShown, detail, Position::default().page(page))
        };
        self.off.iter().map(said).collect()
    }
}
