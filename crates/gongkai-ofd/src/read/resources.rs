//! What the pages of a file share: settings of lines and areas, and graphics that are drawn in several places.

use std::collections::{HashMap, HashSet};

use gongkai_core::format::{Limits, Meter, ReadError};
use gongkai_opc::{Element, Package, resolve};

use super::objects::{self, Settings};
use super::things::{self, Found, Thing};
use super::{media, numbers, structure};

/// The shared settings and graphics by their numbers.
#[derive(Debug, Default)]
pub(super) struct Resources {
    settings: HashMap<String, Settings>,
    graphics: HashMap<String, Vec<Thing>>,
    /// The numbers of the bold faces.
    bold: HashSet<String>,
    /// The numbers of the pictures through which nothing shows.
    solid: HashSet<String>,
    /// The parts that were read: pages refer to the same one.
    parts: HashSet<String>,
}

impl Resources {
    /// Adds what a part states.
    pub(super) fn add(
        &mut self,
        package: &mut Package<'_>,
        part: &str,
        limits: &Limits,
        meter: &mut Meter,
    ) -> Result<(), ReadError> {
        if !self.parts.insert(part.to_owned()) {
            return Ok(());
        }
        let Some(text) = package.xml_part(part)? else { return Ok(()) };
        let (mut graphic, mut settings): (Option<String>, Option<(String, Settings)>) = (None, None);
        let (mut folder, mut medium, mut files) = (String::new(), String::new(), Vec::new());
        things::things(&text, part, limits, meter, |found, _| {
            match found {
                Found::Opened(element) => match element.name() {
                    "Res" => folder = element.attribute("BaseLoc")?.unwrap_or_default().trim().to_owned(),
                    "MultiMedia" => medium = element.attribute("ID")?.unwrap_or_default().trim().to_owned(),
                    "CompositeGraphicUnit" | "VectorG" => graphic = element.attribute("ID")?.map(|id| id.into_owned()),
                    "Font" if is_bold(element)? => {
                        self.bold.extend(element.attribute("ID")?.map(|number| number.trim().to_owned()));
                    }
                    "DrawParam" => {
                        let mut own = Settings::default();
                        let mut number = String::new();
                        element.each_attribute(|name, value| {
                            match name {
                                "ID" => value.clone_into(&mut number),
                                "Relative" => own.relative = Some(value.to_owned()),
                                "LineWidth" => own.line_width = numbers::number(value),
                                _ => {}
                            }
                            Ok(())
                        })?;
                        settings = Some((number, own));
                    }
                    "FillColor" | "StrokeColor" => {
                        if let Some((_, settings)) = &mut settings {
                            let ink = Some(objects::ink(element, [0.9; 3])?);
                            match element.name() {
                                "FillColor" => settings.fill = ink,
                                _ => settings.stroke = ink,
                            }
                        }
                    }
                    _ => {}
                },
                Found::Thing(thing) => {
                    let of = graphic.as_ref().map(|number| self.graphics.entry(number.clone()).or_default());
                    of.into_iter().for_each(|things| things.push((*thing).clone()));
                }
                Found::Closed("CompositeGraphicUnit" | "VectorG") => graphic = None,
                Found::Closed("DrawParam") => self.settings.extend(settings.take()),
                Found::Text("MediaFile", file) => files.push((medium.clone(), file.trim().to_owned())),
                Found::Closed(_) | Found::Text(..) => {}
            }
            Ok(())
        })?;
        for (number, file) in files {
            let beside = resolve(part, &format!("{folder}/{file}")).filter(|part| package.has(part));
            let Some(place) = beside.or_else(|| structure::part(package, part, &file)) else { continue };
            let head = match package.head(&place, media::HEAD) {
                // A picture that cannot be unpacked is shown by nobody.
                Err(ReadError::Damaged { .. }) => None,
                head => head?,
            };
            if head.is_some_and(|head| !media::shows_through(&head)) {
                self.solid.insert(number);
            }
        }
        Ok(())
    }

    /// Whether nothing shows through a picture.
    pub(super) fn is_solid(&self, number: &str) -> bool {
        self.solid.contains(number)
    }

    /// Whether a face is bold.
    pub(super) fn is_bold(&self, face: &str) -> bool {
        self.bold.contains(face)
    }

    /// The things of a graphic.
    pub(super) fn graphic(&self, number: &str) -> Option<&[Thing]> {
        self.graphics.get(number).map(Vec::as_slice)
    }

    /// A thing's settings, those included that these refer to.
    pub(super) fn settings(&self, number: &str) -> Settings {
        /// How often settings refer to others.
        const DEEPEST: usize = 8;
        let mut found = Settings::default();
        let mut next = Some(number);
        for _ in 0..DEEPEST {
            let Some(own) = next.and_then(|number| self.settings.get(number)) else { break };
            found.line_width = found.line_width.or(own.line_width);
            found.fill = found.fill.or(own.fill);
            found.stroke = found.stroke.or(own.stroke);
            next = own.relative.as_deref();
        }
        found
    }
}

/// Whether a face says that it is bold, or its name does.
fn is_bold(face: &Element<'_>) -> Result<bool, ReadError> {
    let mut bold = false;
    face.each_attribute(|name, value| {
        bold |= match name {
            "Bold" => matches!(value.trim(), "true" | "1"),
            "FontName" => value.to_ascii_lowercase().contains("bold"),
            _ => false,
        };
        Ok(())
    })?;
    Ok(bold)
}
