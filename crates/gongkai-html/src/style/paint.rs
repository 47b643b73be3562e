//! What text and its ground are painted with, as far as it is one plain colour.

use cssparser::color::{parse_hash_color, parse_named_color};
use gongkai_core::document::Colour;

/// What a declaration says about a colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Paint {
    /// One colour that hides what is behind it.
    Plain(Colour),
    /// Nothing is painted.
    Clear,
    /// What the element around it has.
    Inherited,
    /// A picture, a gradient, a colour that lets others through, or one that cannot be told.
    Unknown,
}

/// The colour of text, by its value in small letters.
pub(crate) fn of_text(value: &str) -> Paint {
    match value {
        "inherit" | "unset" | "currentcolor" => Paint::Inherited,
        "initial" => Paint::Plain(Colour::BLACK),
        _ => colour(value),
    }
}

/// What is behind text, by the value of `background` or `background-color`.
pub(crate) fn of_ground(value: &str) -> Paint {
    const NOT_PLAIN: [&str; 6] = ["url(", "gradient(", "image(", "image-set(", "var(", "element("];
    if NOT_PLAIN.iter().any(|sign| value.contains(sign)) {
        return Paint::Unknown;
    }
    let mut found = Paint::Clear;
    for word in words(value) {
        match (word, colour(word)) {
            ("inherit", _) => return Paint::Inherited,
            (_, paint @ (Paint::Plain(_) | Paint::Clear)) => found = paint,
            _ if word.starts_with('#') || word.contains("rgb") || word.contains("hsl") || word.contains("color") => {
                found = Paint::Unknown;
            }
            _ => {}
        }
    }
    found
}

/// The colour that an attribute of old pages names: `#FFFFFF`, `FFFFFF`, `white`.
pub(crate) fn of_attribute(value: &str) -> Paint {
    let value = value.trim().to_ascii_lowercase();
    match colour(&value) {
        Paint::Unknown => Colour::of_hex(&value).map_or(Paint::Unknown, Paint::Plain),
        known => known,
    }
}

/// The words of a value; what stands in brackets is one with its name.
fn words(value: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0_usize;
    let parts = value.split(move |c: char| {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && (c.is_whitespace() || c == ',' || c == '/')
    });
    parts.filter(|word| !word.is_empty())
}

fn colour(value: &str) -> Paint {
    if let Some(digits) = value.strip_prefix('#') {
        return match parse_hash_color(digits.as_bytes()) {
            Ok((red, green, blue, opacity)) => seen(Colour::new(red, green, blue), opacity),
            Err(()) => Paint::Unknown,
        };
    }
    if let Some((name, rest)) = value.split_once('(') {
        let inside = rest.strip_suffix(')').unwrap_or(rest);
        let parts: Vec<&str> = inside.split([',', ' ', '/']).filter(|part| !part.is_empty()).collect();
        let opacity = parts.get(3).map_or(Some(1.0), |part| share(part, 1.0));
        let colour = match (name.trim(), parts.as_slice()) {
            ("rgb" | "rgba", [red, green, blue, ..]) => rgb(red, green, blue),
            ("hsl" | "hsla", [_, vivid, light, ..]) => grey(vivid, light),
            _ => None,
        };
        return colour.zip(opacity).map_or(Paint::Unknown, |(colour, opacity)| seen(colour, opacity));
    }
    match value {
        "transparent" => Paint::Clear,
        // The colours of the system, as programs of offices write them.
        "windowtext" | "canvastext" | "fieldtext" => Paint::Plain(Colour::BLACK),
        "window" | "canvas" | "field" => Paint::Plain(Colour::WHITE),
        _ => match parse_named_color(value) {
            Ok((red, green, blue)) => Paint::Plain(Colour::new(red, green, blue)),
            Err(()) => Paint::Unknown,
        },
    }
}

fn seen(colour: Colour, opacity: f32) -> Paint {
    if opacity <= 0.02 {
        Paint::Clear
    } else if opacity < 0.99 {
        Paint::Unknown
    } else {
        Paint::Plain(colour)
    }
}

fn rgb(red: &str, green: &str, blue: &str) -> Option<Colour> {
    let part = |text: &str| format!("{:.0}", share(text, 255.0)?.clamp(0.0, 255.0)).parse::<u8>().ok();
    Some(Colour::new(part(red)?, part(green)?, part(blue)?))
}

/// A colour by its light, where it has no hue or is as light or dark as can be.
fn grey(vivid: &str, light: &str) -> Option<Colour> {
    let plain = share(vivid, 1.0)? <= 0.0;
    let amount = share(light, 1.0)?.clamp(0.0, 1.0);
    let one = format!("{:.0}", amount * 255.0).parse::<u8>().ok()?;
    (plain || one == 0 || one == 255).then(|| Colour::new(one, one, one))
}

/// A number, or so many hundredths of a whole.
fn share(text: &str, whole: f32) -> Option<f32> {
    match text.strip_suffix('%') {
        Some(hundredths) => hundredths.trim().parse::<f32>().ok().map(|part| part / 100.0 * whole),
        None => text.trim().parse::<f32>().ok(),
    }
    .filter(|number| number.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_in_all_their_spellings() {
        let white = Paint::Plain(Colour::WHITE);
        for value in [
            "#fff",
            "#ffffff",
            "#ffff",
            "white",
            "rgb(255,255,255)",
            "rgb(255 255 255 / 1)",
            "rgba(100%, 100%, 100%, 1)",
            "hsl(0, 0%, 100%)",
            "window",
        ] {
            assert_eq!(of_text(value), white, "{value}");
            assert_eq!(of_ground(value), white, "{value}");
        }
        assert_eq!(of_attribute("FFFFFF"), white);
        assert_eq!(of_ground("no-repeat 0 0 #fff"), white);
        for value in ["transparent", "rgba(0, 0, 0, 0)", "#0000"] {
            assert_eq!((of_text(value), of_ground(value)), (Paint::Clear, Paint::Clear), "{value}");
        }
        assert_eq!(of_ground("none"), Paint::Clear);
        for value in ["var(--a)", "rgba(0,0,0,.5)", "#12345", "linear-gradient(#fff, #fff)", "lab(1 2 3)"] {
            assert_eq!(of_text(value), Paint::Unknown, "{value}");
        }
        for value in ["#fff url(a.png)", "linear-gradient(#000, #fff)", "var(--a)", "rgba(0,0,0,.5)"] {
            assert_eq!(of_ground(value), Paint::Unknown, "{value}");
        }
    }
}
