//! Where the interpreter of PDF pages looks for colour management: see the README of the folder above.
//!
//! A profile of grey or of red, green and blue is refused, so that the interpreter takes the device's colours in its place, as the
//! standard says of whoever cannot read profiles (ISO 32000-1, 8.6.5.5). Inks and L*a*b* have no such other way: they are
//! converted by the plain formulas, which tell white from black and one colour from another.

use std::sync::Arc;

/// Why a profile or a conversion is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Absent;

/// What the numbers of a profile's colours mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DataColorSpace {
    /// Amounts of cyan, magenta, yellow and black.
    Cmyk,
    /// Lightness and two opponent colours.
    Lab,
    /// Red, green and blue.
    Rgb,
}

/// In what order a point's numbers stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// One.
    Gray,
    /// Three.
    Rgb,
    /// Four.
    Rgba,
}

/// A colour by its stimuli, of which nothing is used.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Xyzd;

impl Xyzd {
    /// A colour.
    pub fn new(_: f64, _: f64, _: f64) -> Self {
        Self
    }
}

/// A curve, of which nothing is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Curve;

/// How a conversion is made; there is one way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TransformOptions;

/// What a profile says of the colours of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct ColorProfile {
    /// What the numbers mean.
    pub color_space: DataColorSpace,
    /// Not used.
    pub white_point: Xyzd,
    /// Not used.
    pub red_trc: Curve,
    /// Not used.
    pub gray_trc: Curve,
}

impl ColorProfile {
    fn of(color_space: DataColorSpace) -> Self {
        Self { color_space, white_point: Xyzd, red_trc: Curve, gray_trc: Curve }
    }

    /// A profile of inks or of L*a*b*, by the signature in its head (ICC.1, 7.2.8).
    ///
    /// # Errors
    /// [`Absent`] of any other.
    pub fn new_from_slice(bytes: &[u8]) -> Result<Self, Absent> {
        match bytes.get(16..20) {
            Some(b"CMYK") => Ok(Self::of(DataColorSpace::Cmyk)),
            Some(b"Lab ") => Ok(Self::of(DataColorSpace::Lab)),
            _ => Err(Absent),
        }
    }

    /// What colours are converted to.
    pub fn new_srgb() -> Self {
        Self::of(DataColorSpace::Rgb)
    }

    /// What grey is converted to.
    pub fn new_gray_with_gamma(_: f32) -> Self {
        Self::of(DataColorSpace::Rgb)
    }

    /// A conversion to red, green and blue.
    ///
    /// # Errors
    /// [`Absent`] where the points have not as many numbers as the profile's colours.
    pub fn create_transform_8bit(
        &self,
        from: Layout,
        _: &Self,
        _: Layout,
        _: TransformOptions,
    ) -> Result<Arc<Transform8BitExecutor>, Absent> {
        match (self.color_space, from) {
            (DataColorSpace::Cmyk, Layout::Rgba) => Ok(Arc::new(Inks)),
            (DataColorSpace::Lab, Layout::Rgb) => Ok(Arc::new(Lab)),
            _ => Err(Absent),
        }
    }

    /// A conversion in place of three numbers to three.
    ///
    /// # Errors
    /// [`Absent`] of all but L*a*b*.
    pub fn create_in_place_transform_8bit(
        &self,
        from: Layout,
        _: &Self,
        _: TransformOptions,
    ) -> Result<Arc<dyn InPlaceTransformExecutor<u8> + Send + Sync>, Absent> {
        match (self.color_space, from) {
            (DataColorSpace::Lab, Layout::Rgb) => Ok(Arc::new(Lab)),
            _ => Err(Absent),
        }
    }
}

/// A conversion of points.
pub trait TransformExecutor<T> {
    /// Converts points.
    ///
    /// # Errors
    /// [`Absent`] where the numbers are not whole points, or not as many.
    fn transform(&self, from: &[T], to: &mut [T]) -> Result<(), Absent>;
}

/// A conversion of points where they stand.
pub trait InPlaceTransformExecutor<T> {
    /// Converts points.
    ///
    /// # Errors
    /// [`Absent`] where the numbers are not whole points.
    fn transform(&self, points: &mut [T]) -> Result<(), Absent>;
}

/// A conversion of points of bytes.
pub type Transform8BitExecutor = dyn TransformExecutor<u8> + Send + Sync;

/// What inks leave of white light.
struct Inks;

impl TransformExecutor<u8> for Inks {
    fn transform(&self, from: &[u8], to: &mut [u8]) -> Result<(), Absent> {
        let (points, rest) = from.as_chunks::<4>();
        let (converted, beyond) = to.as_chunks_mut::<3>();
        if points.len() != converted.len() || !rest.is_empty() || !beyond.is_empty() {
            return Err(Absent);
        }
        for ([cyan, magenta, yellow, black], point) in points.iter().zip(converted) {
            let left = |ink: &u8| {
                let light = u16::from(255 - ink) * u16::from(255 - black);
                u8::try_from((light + 127) / 255).unwrap_or(255)
            };
            *point = [left(cyan), left(magenta), left(yellow)];
        }
        Ok(())
    }
}

/// L*a*b* with the white of print.
struct Lab;

impl Lab {
    fn convert([lightness, a, b]: [u8; 3]) -> [u8; 3] {
        let y = (f32::from(lightness) / 255.0 * 100.0 + 16.0) / 116.0;
        let (x, z) = (y + (f32::from(a) - 128.0) / 500.0, y - (f32::from(b) - 128.0) / 200.0);
        let stimulus = |t: f32| if t > 6.0 / 29.0 { t * t * t } else { (t - 4.0 / 29.0) * 108.0 / 841.0 };
        let (x, y, z) = (stimulus(x) * 0.9642, stimulus(y), stimulus(z) * 0.8249);
        let shown = |linear: f32| {
            let linear = linear.clamp(0.0, 1.0);
            let shown = if linear > 0.003_130_8 { 1.055 * linear.powf(1.0 / 2.4) - 0.055 } else { 12.92 * linear };
            // Within a byte by the clamp.
            (shown * 255.0).round() as u8
        };
        [
            shown(3.133_9 * x - 1.616_9 * y - 0.490_6 * z),
            shown(-0.978_8 * x + 1.916_1 * y + 0.033_5 * z),
            shown(0.071_9 * x - 0.229_0 * y + 1.405_2 * z),
        ]
    }
}

impl TransformExecutor<u8> for Lab {
    fn transform(&self, from: &[u8], to: &mut [u8]) -> Result<(), Absent> {
        if from.len() != to.len() {
            return Err(Absent);
        }
        to.copy_from_slice(from);
        InPlaceTransformExecutor::transform(self, to)
    }
}

impl InPlaceTransformExecutor<u8> for Lab {
    fn transform(&self, points: &mut [u8]) -> Result<(), Absent> {
        let (points, rest) = points.as_chunks_mut::<3>();
        points.iter_mut().for_each(|point| *point = Self::convert(*point));
        if rest.is_empty() { Ok(()) } else { Err(Absent) }
    }
}
