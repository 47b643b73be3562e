//! Content controls: what they prompt for, and what they show that is kept elsewhere in the file.

use gongkai_core::document::{RemarkKind, Unclear};
use gongkai_core::format::ReadError;
use gongkai_core::words::Text;

use super::{Inline, Target, Walker, each_property};
use crate::reader::grid::Piece;
use crate::reader::look::{Stated, switched_on};
use crate::reader::remarks::{CONTENTS, Left, PLACEHOLDER};
use crate::reader::stores::Stored;

/// What a content control says of itself.
#[derive(Debug, Default)]
pub(super) struct Control {
    /// Why its content is not shown.
    left: Option<Left>,
    /// What is kept for it elsewhere, which is shown in the place of its content.
    stored: Stored,
    /// Whether it shows that as it is kept, and not as a date or one of several choices.
    plain: bool,
}

impl Walker<'_> {
    pub(super) fn control_properties(&mut self) -> Result<(), ReadError> {
        let (control, stores) = (&mut self.control, &self.shared.stores);
        each_property(&mut self.xml, |element, _| {
            match element.name() {
                "showingPlcHdr" if switched_on(element)? => control.left = Some(PLACEHOLDER),
                "docPartGallery" if element.val()?.is_some_and(|gallery| gallery == "Table of Contents") => {
                    control.left = Some(CONTENTS);
                }
                "dataBinding" => control.stored = stores.at(&element.attribute("xpath")?.unwrap_or_default()),
                "text" => control.plain = true,
                _ => {}
            }
            Ok(())
        })
    }

    pub(super) fn control_content(&mut self, target: &mut Target<'_>) -> Result<(), ReadError> {
        let Control { left, stored, plain } = std::mem::take(&mut self.control);
        let prompt = left == Some(PLACEHOLDER);
        // The cells of a prompt are cells: without them those behind them would stand under other heads.
        let of_cells = matches!(target, Target::Row(_) | Target::Table(_));
        match left {
            Some(left) if !prompt || (stored == Stored::Nowhere && !of_cells) => return self.leave_out(left),
            None if stored == Stored::Nowhere => return self.children(target),
            _ => {}
        }
        let (before, begun) = (self.prompting, self.heard.len());
        self.prompting |= prompt;
        self.hearing += 1;
        let read = self.children(target);
        self.hearing = self.hearing.saturating_sub(1);
        self.prompting = before;
        read?;
        let heard = self.heard.get(begun..).unwrap_or_default().to_owned();
        if self.hearing == 0 {
            self.heard.clear();
        }
        let mut own = heard.as_str();
        if prompt {
            self.left_out(PLACEHOLDER, &heard);
            own = "";
        }
        let said = |text: &str| -> String { text.split_whitespace().collect() };
        let own = said(own);
        match stored {
            Stored::Text(text) if said(&text) == own => Ok(()),
            Stored::Text(text) if own.is_empty() && plain => self.put(target, &text),
            Stored::Text(text) if plain => {
                let differs = Text::of_printed(
                    "控件中的文字与其绑定的数据不同，打开时显示的是数据 / a control shows other data than its text",
                );
                self.remark(RemarkKind::ShownOtherwise, differs.and(&Text::quotation(&text)));
                unclear(target, Unclear::Contradicted);
                Ok(())
            }
            Stored::Text(_) | Stored::Unknown if own.is_empty() => {
                self.remark(RemarkKind::Unknown, "控件所绑定的数据未读入 / the data that a control shows is not read");
                unclear(target, Unclear::NoResult);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// Shows a text in the place of a control's content.
    fn put(&mut self, target: &mut Target<'_>, text: &str) -> Result<(), ReadError> {
        self.set_look(Stated::default(), None);
        let mut inline = Inline::default();
        let of_cells = matches!(target, Target::Row(_));
        let pieces = match target {
            Target::Paragraph(inline) | Target::Run(inline) | Target::Drawing(inline) => {
                return self.push(inline, text);
            }
            target => held(target),
        };
        let Some(pieces) = pieces else { return Ok(()) };
        self.push(&mut inline, text)?;
        // The cell that a control holds is closed by now.
        let before = self.inside;
        self.inside += usize::from(of_cells);
        let put = self.finish(inline, pieces);
        self.inside = before;
        put
    }
}

fn unclear(target: &mut Target<'_>, unclear: Unclear) {
    if let Some(pieces) = held(target) {
        pieces.push(Piece::Unclear(unclear));
    }
}

/// The pieces that stand, or stood last, in what is being read.
fn held<'t>(target: &'t mut Target<'_>) -> Option<&'t mut Vec<Piece>> {
    match target {
        Target::Paragraph(inline) | Target::Run(inline) | Target::Drawing(inline) => Some(&mut inline.boxes),
        Target::Blocks(pieces) => Some(pieces),
        Target::Cell(cell) => Some(&mut cell.pieces),
        Target::Row(row) => row.cells.last_mut().map(|cell| &mut cell.pieces),
        Target::Table(_) => None,
    }
}
