//! The shapes of notes, which older programs draw and newer ones still ask for (VML).

use gongkai_core::format::ReadError;
use gongkai_opc::workbook::Place;

/// A drawing without shapes.
pub(super) const EMPTY: &str = "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><o:shapelayout v:ext=\"edit\"><o:idmap v:ext=\"edit\" data=\"1\"/></o:shapelayout></xml>";

const KIND: &str = "<v:shapetype xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" id=\"_x0000_t202\" coordsize=\"21600,21600\" o:spt=\"202\" path=\"m,l,21600r21600,l21600,xe\"><v:stroke joinstyle=\"miter\"/><v:path gradientshapeok=\"t\" o:connecttype=\"rect\"/></v:shapetype>";

/// A drawing with the shapes of notes at these cells, each with how many lines it says.
///
/// Excel's own drawings are not always well-formed, so that they are not read as markup: the shapes stand before the end
/// of the root.
pub(super) fn with_shapes(text: &str, shapes: &[(Place, usize)]) -> Result<String, ReadError> {
    let end = text.rfind("</xml>").ok_or_else(|| ReadError::damaged("批注图形没有结尾 / a drawing without its end"))?;
    let (Some(before), Some(after)) = (text.get(..end), text.get(end..)) else { return Ok(text.to_owned()) };
    let mut added = String::new();
    if !text.contains("_x0000_t202\"") || !text.contains("shapetype") {
        added.push_str(KIND);
    }
    let mut number = next_number(text);
    for &((row, column), lines) in shapes {
        let high = u32::try_from(lines).unwrap_or(u32::MAX).saturating_mul(2).clamp(4, 24);
        let (left, right, bottom) = (column.saturating_add(1), column.saturating_add(5), row.saturating_add(high));
        added.push_str(&format!(
            "<v:shape xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" xmlns:x=\"urn:schemas-microsoft-com:office:excel\" id=\"_x0000_s{number}\" type=\"#_x0000_t202\" style=\"position:absolute;visibility:hidden\" fillcolor=\"#ffffe1\" o:insetmode=\"auto\"><v:fill color2=\"#ffffe1\"/><v:shadow color=\"black\" obscured=\"t\"/><v:path o:connecttype=\"none\"/><v:textbox style=\"mso-direction-alt:auto\"/><x:ClientData ObjectType=\"Note\"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{left}, 15, {row}, 2, {right}, 31, {bottom}, 1</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
        ));
        number = number.saturating_add(1);
    }
    Ok(format!("{before}{added}{after}"))
}

/// A number that no shape of the drawing has.
fn next_number(text: &str) -> u32 {
    const FIRST: u32 = 1025;
    let digits = |rest: &str| -> Option<u32> {
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        rest.get(..end)?.parse().ok()
    };
    let taken = text.match_indices("_x0000_s").filter_map(|(at, mark)| digits(text.get(at + mark.len()..)?));
    taken.map(|number| number.saturating_add(1)).max().unwrap_or(FIRST).max(FIRST)
}
