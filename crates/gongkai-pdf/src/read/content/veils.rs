//! Through what a drawing is seen: groups of drawings that let others show through, and pictures that do.

use hayro_interpret::hayro_syntax::object::Dict;
use hayro_interpret::{DrawProps, Image};

use super::Collector;
use super::shapes::Ink;

/// How a group of drawings is put on the page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Veil {
    /// How much of what lies below it takes away, from 0 to 1.
    pub(super) opacity: f32,
    /// Whether it is simply laid over what lies below.
    pub(super) plain: bool,
}

impl Collector<'_, '_> {
    /// What marks a paint leaves where it is drawn now.
    pub(super) fn ink(&self, props: &DrawProps<'_>) -> Ink {
        let opacity = self.veils.iter().map(|veil| veil.opacity).product();
        Ink::of(props, opacity, self.veils.iter().all(|veil| veil.plain))
    }

    /// Whether nothing shows through what is drawn now.
    pub(super) fn is_unveiled(&self) -> bool {
        self.veils.iter().all(|veil| veil.plain && veil.opacity > 0.95)
    }
}

/// Whether a picture fills all of its area: it has no mask and is none.
pub(super) fn is_solid(image: &Image<'_, '_>) -> bool {
    let masked = |picture: &Dict<'_>| {
        [b"SMask".as_slice(), b"Mask", b"SMaskInData"].into_iter().any(|key| picture.contains_key(key))
    };
    match image {
        Image::Raster(picture) => !masked(picture.stream().dict()),
        Image::Stencil(_) => false,
    }
}
