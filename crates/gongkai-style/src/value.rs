//! The values that settings have.

use gongkai_core::style::Twips;
use toml::de::DeValue;

/// The sizes that offices name, in half-points.
const NAMED_SIZES: [(&str, u32); 16] = [
    ("初号", 84),
    ("小初", 72),
    ("一号", 52),
    ("小一", 48),
    ("二号", 44),
    ("小二", 36),
    ("三号", 32),
    ("小三", 30),
    ("四号", 28),
    ("小四", 24),
    ("五号", 21),
    ("小五", 18),
    ("六号", 15),
    ("小六", 13),
    ("七号", 11),
    ("八号", 10),
];

/// A number, whole or not.
fn number(value: &DeValue<'_>) -> Option<f64> {
    let number: f64 = match value {
        DeValue::Integer(integer) if integer.radix() == 10 => integer.as_str().parse().ok()?,
        DeValue::Float(float) => float.as_str().parse().ok()?,
        _ => return None,
    };
    number.is_finite().then_some(number)
}

/// A number within limits as the nearest whole number of a finer unit, so many to one of the file's.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the limits are those of the settings")]
fn whole(value: &DeValue<'_>, finer: f64, (least, most): (f64, f64)) -> Option<u32> {
    let number = number(value).filter(|number| (least..=most).contains(number))?;
    Some((number * finer).round() as u32)
}

/// A length in millimetres, at most those of A2 paper.
pub(super) fn millimetres(value: &DeValue<'_>, least: f64) -> Option<Twips> {
    whole(value, 1440.0 / 25.4, (least, 600.0)).map(Twips)
}

/// A distance between lines in points.
pub(super) fn pitch(value: &DeValue<'_>) -> Option<Twips> {
    whole(value, 20.0, (6.0, 100.0)).map(Twips)
}

/// A small whole number.
pub(super) fn count(value: &DeValue<'_>, least: u32, most: u32) -> Option<u32> {
    let DeValue::Integer(integer) = value else { return None };
    let number: u32 = integer.as_str().parse().ok().filter(|_| integer.radix() == 10)?;
    (least..=most).contains(&number).then_some(number)
}

/// A size in half-points: points, in halves, or an office's name for it.
pub(super) fn size(value: &DeValue<'_>) -> Option<u32> {
    match value {
        DeValue::String(name) => {
            let name = name.trim().replace('号', "");
            let plain = |known: &str| known.replace('号', "");
            NAMED_SIZES.iter().find(|(known, _)| plain(known) == name).map(|&(_, size)| size)
        }
        _ => whole(value, 2.0, (5.0, 96.0)),
    }
}

/// Yes or no.
pub(super) fn truth(value: &DeValue<'_>) -> Option<bool> {
    value.as_bool()
}

/// The name of a font family.
pub(super) fn family(value: &DeValue<'_>) -> Option<String> {
    let name = value.as_str()?.trim();
    let fit = !name.is_empty() && name.chars().count() <= 100 && !name.chars().any(char::is_control);
    fit.then(|| name.to_owned())
}

/// A colour as `D9D9D9` or `#D9D9D9`; `none` for no shade.
pub(super) fn colour(value: &DeValue<'_>) -> Option<Option<[u8; 3]>> {
    let text = value.as_str()?.trim();
    if text == "none" || text == "无" {
        return Some(None);
    }
    let digits = text.strip_prefix('#').unwrap_or(text);
    if digits.len() != 6 || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    let part = |start: usize| u8::from_str_radix(digits.get(start..start + 2)?, 16).ok();
    Some(Some([part(0)?, part(2)?, part(4)?]))
}
