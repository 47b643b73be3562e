//! What a file says of its form and its layers as a whole: the parts that lie over pages are read by `notes`.

use std::collections::HashSet;

use gongkai_core::document::{Position, Remark, RemarkKind};
use gongkai_core::format::{Meter, ReadError};
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{Array, Dict, MaybeRef, Name, Object, ObjectIdentifier};

/// How deep conditions on layers may lie within each other; people write one or two.
const CONDITIONS: usize = 8;

/// The form and the layers of a file.
#[derive(Debug, Default)]
pub(super) struct Forms<'a> {
    form: Option<Dict<'a>>,
    /// The layers that are switched off.
    off: HashSet<ObjectIdentifier>,
    /// Whether there are layers at all.
    layered: bool,
}

impl<'a> Forms<'a> {
    /// What a file's catalogue says.
    pub(super) fn of(pdf: &'a Pdf, meter: &mut Meter) -> Result<Self, ReadError> {
        let xref = pdf.xref();
        let Some(catalogue) = xref.get::<Dict<'_>>(xref.root_id()) else { return Ok(Self::default()) };
        let mut off = HashSet::new();
        let layers = catalogue.get::<Dict<'_>>(b"OCProperties");
        let layered = layers.is_some();
        if let Some((layers, usual)) = layers.and_then(|layers| Some((layers.clone(), layers.get::<Dict<'_>>(b"D")?))) {
            if usual.get::<Name<'_>>(b"BaseState").is_some_and(|state| state.as_ref() == b"OFF") {
                off.extend(references(layers.get::<Array<'_>>(b"OCGs"), meter)?);
                for on in references(usual.get::<Array<'_>>(b"ON"), meter)? {
                    off.remove(&on);
                }
            }
            off.extend(references(usual.get::<Array<'_>>(b"OFF"), meter)?);
            // A layer for printers alone is switched on and says of itself that no screen shows it.
            for layer in references(layers.get::<Array<'_>>(b"OCGs"), meter)? {
                let usage = xref.get::<Dict<'_>>(layer).and_then(|layer| layer.get::<Dict<'_>>(b"Usage"));
                let view = usage.and_then(|usage| usage.get::<Dict<'_>>(b"View"));
                let state = view.and_then(|view| view.get::<Name<'_>>(b"ViewState"));
                if state.is_some_and(|state| state.as_ref() == b"OFF") {
                    off.insert(layer);
                }
            }
        }
        if catalogue.get::<bool>(b"NeedsRendering").unwrap_or(false) {
            let message = "PDF 是动态 XFA 表单，内容由 Adobe 软件临时生成，页面上没有；请在 Adobe Acrobat 中打开后打印为 PDF \
                 / a dynamic XFA form, whose pages are made by its viewer: print it to PDF from the viewer";
            return Err(ReadError::no_report(message));
        }
        Ok(Self { form: catalogue.get::<Dict<'_>>(b"AcroForm"), off, layered })
    }

    /// Whether the file has layers.
    pub(super) fn has_layers(&self) -> bool {
        self.layered
    }

    /// Whether a part of the file belongs to a layer that is switched off.
    pub(super) fn is_off(&self, part: &Dict<'a>) -> bool {
        let Some(layer) = part.get::<Dict<'_>>(b"OC") else { return false };
        self.hides(&layer, part.get_ref(b"OC").map(ObjectIdentifier::from))
    }

    /// Whether what belongs to a layer, or to a group of layers, is not shown.
    pub(super) fn hides(&self, layer: &Dict<'_>, id: Option<ObjectIdentifier>) -> bool {
        if let Some(condition) = layer.get::<Array<'_>>(b"VE") {
            return !self.holds(&condition, 0);
        }
        if !layer.contains_key(b"OCGs") {
            return id.or_else(|| layer.obj_id()).is_some_and(|id| self.off.contains(&id));
        }
        let alone = layer.get_ref(b"OCGs").map(ObjectIdentifier::from);
        let members = layer.get::<Array<'_>>(b"OCGs");
        let members: Vec<bool> = match &members {
            Some(members) => members.raw_iter().filter_map(reference).map(|id| self.off.contains(&id)).collect(),
            None => alone.into_iter().map(|id| self.off.contains(&id)).collect(),
        };
        let policy = layer.get::<Name<'_>>(b"P");
        !members.is_empty()
            && match policy.as_deref() {
                Some(b"AllOn") => members.contains(&true),
                Some(b"AnyOff") => !members.contains(&true),
                Some(b"AllOff") => members.contains(&false),
                _ => !members.contains(&false),
            }
    }

    /// Whether a condition on layers holds.
    fn holds(&self, condition: &Array<'_>, depth: usize) -> bool {
        let mut items = condition.raw_iter();
        let operator = items.next().and_then(|item| match item {
            MaybeRef::NotRef(Object::Name(name)) => Some(name),
            _ => None,
        });
        let Some(operator) = operator.filter(|_| depth < CONDITIONS) else { return true };
        let mut parts = items.take(CONDITIONS * CONDITIONS).map(|item| match item {
            MaybeRef::Ref(layer) => !self.off.contains(&layer.into()),
            MaybeRef::NotRef(Object::Array(part)) => self.holds(&part, depth + 1),
            MaybeRef::NotRef(_) => true,
        });
        match operator.as_ref() {
            b"Not" => !parts.next().unwrap_or(false),
            b"Or" => parts.any(|shown| shown),
            _ => parts.all(|shown| shown),
        }
    }

    /// The typeface dictionary that fields without one of their own use.
    pub(super) fn resources(&self) -> Option<Dict<'a>> {
        self.form.as_ref()?.get::<Dict<'_>>(b"DR")
    }

    /// How fields without a look of their own are set.
    pub(super) fn look(&self) -> Option<Vec<u8>> {
        let look = self.form.as_ref()?.get::<hayro_interpret::hayro_syntax::object::String<'_>>(b"DA")?;
        Some(look.as_bytes().to_vec())
    }

    /// What of the form is not read at all.
    pub(super) fn remarks(&self) -> Vec<Remark> {
        let xfa = self.form.as_ref().and_then(|form| form.get::<Object<'_>>(b"XFA"));
        let said = xfa.map(|_| {
            let detail = "文件另带 XFA 表单数据，未读；只读页面上的表单域 / its XFA data is not read, only the fields on its pages";
            Remark::new(RemarkKind::FormField, detail, Position::default().page(1))
        });
        said.into_iter().collect()
    }
}

fn reference(item: MaybeRef<Object<'_>>) -> Option<ObjectIdentifier> {
    if let MaybeRef::Ref(reference) = item { Some(reference.into()) } else { None }
}

fn references(array: Option<Array<'_>>, meter: &mut Meter) -> Result<Vec<ObjectIdentifier>, ReadError> {
    let mut found = Vec::new();
    for item in array.iter().flat_map(Array::raw_iter) {
        meter.nodes(1)?;
        if let MaybeRef::Ref(reference) = item {
            found.push(reference.into());
        }
    }
    Ok(found)
}
