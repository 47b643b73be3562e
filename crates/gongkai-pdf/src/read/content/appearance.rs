//! Notes and fields as they are drawn over a page.

use hayro_interpret::hayro_syntax::content::TypedIter;
use hayro_interpret::hayro_syntax::object::Dict;
use hayro_interpret::hayro_syntax::page::{Page, Resources};
use hayro_interpret::kurbo::{Affine, Shape};
use hayro_interpret::{ClipPath, Context, Device, FillRule, interpret};

use super::super::characters::Drawn;
use super::super::fold::UNREADABLE;
use super::super::notes::{Appearance, Value};
use super::super::typed::{self, Verdict};
use super::{Collector, Interpreting};

impl Collector<'_, '_> {
    /// Draws a note as its file does, and sets its value where the drawing shows none.
    pub(super) fn appearance<'a>(
        &mut self,
        page: &Page<'a>,
        note: &Appearance<'a>,
        to_page: Affine,
        with: &Interpreting<'a>,
    ) {
        let before = self.raw.len();
        if let Some(form) = &note.form
            && !with.forms.is_off(form.dict())
        {
            let own = form.dict().get::<Dict<'_>>(b"Resources").or_else(|| with.forms.resources()).map(Resources::new);
            let transform = to_page * note.placed;
            let bounds = self.bounds;
            let mut context = Context::new(transform, bounds, &with.cache, page.xref(), with.settings.clone());
            let content = form.decoded_data().unwrap_or_default();
            self.veils.clear();
            self.layers.anew();
            self.push_clip_path(&ClipPath { path: transform * note.bounds.to_path(0.1), fill: FillRule::NonZero });
            let clips = self.clips.len();
            let resources = own.as_ref().unwrap_or(page.resources());
            interpret(TypedIter::new(&content), resources, &mut context, self);
            self.clips.truncate(clips);
            self.pop_clip();
        }
        let Some(value) = &note.value else { return };
        let shown: String = self.raw.iter().skip(before).map(|raw| raw.char).collect();
        let verdict = typed::judge(value, &shown);
        if verdict == Verdict::Drawn {
            return;
        }
        self.raw.truncate(before);
        let area = to_page.transform_rect_bbox(note.area);
        // It stands on whatever the drawing filled.
        let step = self.next_step();
        let drawn = Drawn { step, room: self.bounds.x1 - area.x1, ink: None, bold: false, face: 0 };
        let unknown = Value { text: UNREADABLE.to_string(), ..value.clone() };
        let value = if verdict == Verdict::Stated {
            value
        } else {
            self.content.remarks.push(typed::differ(value, &shown, self.number));
            &unknown
        };
        let set = typed::set(value, area, drawn);
        self.marks += set.iter().filter(|raw| raw.char == UNREADABLE).count();
        self.raw.extend(set);
    }
}
