//! The colours that a file's numbers mean: sRGB (IEC 61966-2-1) as a profile of the ICC, made here from its definition.

/// The white of the profile connection space, D50.
const D50: [f64; 3] = [0.9642, 1.0, 0.8249];

/// The primaries of sRGB, adapted to D50.
const PRIMARIES: [(&[u8; 4], [f64; 3]); 3] = [
    (b"rXYZ", [0.436_074_7, 0.222_504_5, 0.013_932_2]),
    (b"gXYZ", [0.385_064_9, 0.716_878_6, 0.097_104_5]),
    (b"bXYZ", [0.143_080_4, 0.060_616_9, 0.714_173_3]),
];

/// The way from the white of sRGB, D65, to D50 (Bradford).
const ADAPTATION: [f64; 9] = [
    1.047_811_2,
    0.022_886_6,
    -0.050_127_0,
    0.029_542_4,
    0.990_484_4,
    -0.017_049_1,
    -0.009_234_5,
    0.015_043_6,
    0.752_131_6,
];

/// The curve of sRGB: a power, and a line where it is dark.
const CURVE: [f64; 5] = [2.4, 1.0 / 1.055, 0.055 / 1.055, 1.0 / 12.92, 0.040_45];

/// The profile, of version 4.2.
pub(super) fn srgb() -> Vec<u8> {
    let curve = [&b"para\0\0\0\0\0\x03\0\0"[..], &fixed(&CURVE)].concat();
    let mut tags: Vec<([u8; 4], Vec<u8>)> = vec![
        (*b"desc", text("sRGB")),
        (*b"cprt", text("No copyright, use freely")),
        (*b"wtpt", triple(&D50)),
        (*b"chad", [&b"sf32\0\0\0\0"[..], &fixed(&ADAPTATION)].concat()),
    ];
    tags.extend(PRIMARIES.iter().map(|(name, colour)| (**name, triple(colour))));
    tags.push((*b"rTRC", curve));
    const HEADER: usize = 128;
    // Green and blue have the curve of red.
    let count = tags.len() + 2;
    let mut places = Vec::new();
    let mut body = Vec::new();
    for (name, data) in &tags {
        places.push((*name, HEADER + 4 + 12 * count + body.len(), data.len()));
        body.extend(data);
        body.resize(body.len().next_multiple_of(4), 0);
    }
    if let Some(&(_, place, length)) = places.last() {
        places.extend([(*b"gTRC", place, length), (*b"bTRC", place, length)]);
    }
    let mut table = long(count);
    for (name, place, length) in places {
        table.extend(name);
        table.extend(long(place));
        table.extend(long(length));
    }
    let mut profile = long(HEADER + table.len() + body.len());
    profile.extend(b"\0\0\0\0\x04\x20\0\0mntrRGB XYZ ");
    // A day must be stated: the one on which the definition of the colours was published, 1999-10-18.
    profile.extend([1999_u16, 10, 18, 0, 0, 0].into_iter().flat_map(u16::to_be_bytes));
    profile.extend(b"acsp");
    profile.resize(68, 0);
    profile.extend(fixed(&D50));
    profile.resize(HEADER, 0);
    profile.extend(table);
    profile.extend(body);
    profile
}

fn long(number: usize) -> Vec<u8> {
    u32::try_from(number).unwrap_or(u32::MAX).to_be_bytes().to_vec()
}

/// Numbers with sixteen bits behind the point.
#[expect(clippy::cast_possible_truncation, reason = "the numbers above are below 32768")]
fn fixed(numbers: &[f64]) -> Vec<u8> {
    numbers.iter().flat_map(|number| ((number * 65_536.0).round() as i32).to_be_bytes()).collect()
}

fn triple(colour: &[f64; 3]) -> Vec<u8> {
    [&b"XYZ \0\0\0\0"[..], &fixed(colour)].concat()
}

/// A text in one language.
fn text(text: &str) -> Vec<u8> {
    let words: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    [&b"mluc\0\0\0\0\0\0\0\x01\0\0\0\x0cenUS"[..], &long(words.len()), &long(28), &words].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_profile_says_how_long_it_is_and_where_its_parts_are() {
        let profile = srgb();
        let number = |at: usize| u32::from_be_bytes(profile[at..at + 4].try_into().unwrap()) as usize;
        assert_eq!(number(0), profile.len());
        assert_eq!(&profile[36..40], b"acsp");
        let count = number(128);
        assert_eq!(count, 10);
        for tag in 0..count {
            let at = 132 + 12 * tag;
            let (place, length) = (number(at + 4), number(at + 8));
            assert!(place % 4 == 0 && place >= 132 + 12 * count && place + length <= profile.len());
        }
    }
}
