//! The PDF of the pages: its objects one after another, and where each begins.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::canvas::{Canvas, Typefaces};

/// Objects with numbers of their own: the catalogue, the list of pages, what all pages use, and two blank pictures, the
/// second of which lets what is below show through. What the
/// characters of each width draw, which is nothing, comes next, then the faces and the pages.
const CATALOGUE: usize = 1;
const PAGES: usize = 2;
const RESOURCES: usize = 3;
const PICTURE: usize = 4;
const THROUGH: usize = 5;
const FIRST_FREE: usize = 6;

/// The file of these pages.
pub(super) fn file(pages: Vec<Canvas>, faces: &Typefaces, headings: &[(usize, String)]) -> Vec<u8> {
    let mut file = File::default();
    let faces: Vec<&[(char, u16)]> = faces.faces().collect();
    let widths: BTreeSet<u16> = faces.iter().copied().flatten().map(|(_, width)| *width).collect();
    let blanks: BTreeMap<u16, usize> = widths.into_iter().zip(FIRST_FREE..).collect();
    let first = FIRST_FREE + blanks.len();
    let face = |index: usize| first + index * 2;
    let page = |index: usize| face(faces.len()) + index * 2;
    let outline = page(pages.len());
    let headed = if headings.is_empty() { String::new() } else { format!("/Outlines {outline} 0 R") };
    file.object(&format!("<</Type/Catalog/Pages 2 0 R{headed}>>"));
    let kids: Vec<String> = (0..pages.len()).map(|index| format!("{} 0 R", page(index))).collect();
    file.object(&format!("<</Type/Pages/Count {}/Kids[{}]>>", pages.len(), kids.join(" ")));
    let fonts: Vec<String> = (0..faces.len()).map(|index| format!("/F{index} {} 0 R", face(index))).collect();
    let covers: BTreeSet<u8> = pages.iter().flat_map(|canvas| canvas.covers.iter().copied()).collect();
    let covers: String = covers.into_iter().map(cover).collect();
    file.object(&format!(
        "<</Font<<{}>>/XObject<</I {PICTURE} 0 R/J {THROUGH} 0 R>>/ExtGState<<{covers}>>>>",
        fonts.join("")
    ));
    let blank = "/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray";
    file.stream(blank, &["~"]);
    file.stream(&format!("{blank}/Mask[0 0]"), &["~"]);
    // A letter that drew nothing would be one that nobody sees.
    blanks.keys().for_each(|width| file.stream("", &[&format!("{width} 0 d0 0 0 1 1 re f")]));
    for (index, characters) in faces.iter().enumerate() {
        file.object(&described(characters, &blanks, face(index) + 1));
        file.stream("", &[&names(characters)]);
    }
    // A page that is written is held no longer.
    for (index, canvas) in pages.into_iter().enumerate() {
        let content = page(index) + 1;
        file.object(&format!(
            "<</Type/Page/Parent {PAGES} 0 R/MediaBox[0 0 {:.3} {:.3}]/Resources {RESOURCES} 0 R/Contents {content} 0 R/Annots[{}]>>",
            canvas.width,
            canvas.height,
            canvas.links.iter().map(link).collect::<String>(),
        ));
        file.stream("", &canvas.content());
    }
    if !headings.is_empty() {
        entries(headings, outline).iter().for_each(|entry| file.object(entry));
    }
    file.finish()
}

/// The outline, whose root has this number, and its entries with the numbers behind it.
fn entries(headings: &[(usize, String)], root: usize) -> Vec<String> {
    let number = |index: usize| root + 1 + index;
    let mut made = vec![format!("<</Type/Outlines/First {} 0 R/Count {}>>", number(0), headings.len())];
    // For each entry the next beside it: the entries that are still open, from the highest.
    let mut next: Vec<Option<usize>> = vec![None; headings.len()];
    let mut open: Vec<(usize, usize)> = Vec::new();
    for (index, (depth, _)) in headings.iter().enumerate() {
        while let Some((_, last)) = open.pop_if(|(other, _)| *other >= *depth) {
            let beside = open.last().is_none_or(|(other, _)| *other < *depth);
            next.get_mut(last).filter(|_| beside).into_iter().for_each(|next| *next = Some(index));
        }
        open.push((*depth, index));
    }
    for (index, (depth, title)) in headings.iter().enumerate() {
        let mut entry = String::from("<</Title<feff");
        for unit in title.encode_utf16() {
            // Writing to a string cannot fail.
            let _ = write!(entry, "{unit:04x}");
        }
        entry.push('>');
        if let Some(next) = next.get(index).copied().flatten() {
            let _ = write!(entry, "/Next {} 0 R", number(next));
        }
        if headings.get(index + 1).is_some_and(|(below, _)| below > depth) {
            let _ = write!(entry, "/First {} 0 R", number(index + 1));
        }
        made.push(entry + ">>");
    }
    made
}

/// How much of what it is drawn over an ink covers.
fn cover(of: u8) -> String {
    let share = f64::from(of) / 255.0;
    format!("/A{of}<</ca {share:.4}/CA {share:.4}>>")
}

/// A place that leads to an address, which is written in hexadecimal.
fn link(([left, bottom, right, top], address): &([f64; 4], String)) -> String {
    let mut written = String::new();
    for byte in address.bytes() {
        // Writing to a string cannot fail.
        let _ = write!(written, "{byte:02x}");
    }
    format!("<</Type/Annot/Subtype/Link/Rect[{left:.3} {bottom:.3} {right:.3} {top:.3}]/A<</S/URI/URI<{written}>>>>>")
}

/// A face: the codes of its characters, how wide they are, and what they draw.
fn described(characters: &[(char, u16)], blanks: &BTreeMap<u16, usize>, names: usize) -> String {
    let (mut drawn, mut codes, mut widths) = (String::new(), String::new(), String::new());
    for (code, (_, em)) in (1_usize..).zip(characters) {
        let number = blanks.get(em).copied().unwrap_or(FIRST_FREE);
        // Writing to a string cannot fail.
        let _ = write!(drawn, "/c{code} {number} 0 R");
        let _ = write!(codes, "/c{code}");
        let _ = write!(widths, "{em} ");
    }
    format!(
        "<</Type/Font/Subtype/Type3/FontBBox[0 0 1000 1000]/FontMatrix[0.001 0 0 0.001 0 0]/FirstChar 1/LastChar {}\
         /CharProcs<<{drawn}>>/Encoding<</Type/Encoding/Differences[1{codes}]>>/Widths[{widths}]/Resources<<>>\
         /ToUnicode {names} 0 R>>",
        characters.len()
    )
}

/// Which characters the codes of a face stand for.
fn names(characters: &[(char, u16)]) -> String {
    let mut out = String::from(
        "/CIDInit/ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n\
         1 begincodespacerange <00> <ff> endcodespacerange\n",
    );
    // A list may have so many.
    for (index, listed) in characters.chunks(100).enumerate() {
        let _ = writeln!(out, "{} beginbfchar", listed.len());
        for (offset, (c, _)) in listed.iter().enumerate() {
            let _ = write!(out, "<{:02x}> <", index * 100 + offset + 1);
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(out, "{unit:04x}");
            }
            out.push_str(">\n");
        }
        out.push_str("endbfchar\n");
    }
    out.push_str("endcmap CMapName currentdict /CMap defineresource pop end end");
    out
}

#[derive(Default)]
struct File {
    bytes: Vec<u8>,
    places: Vec<usize>,
}

impl File {
    fn object(&mut self, described: &str) {
        self.put(&[described]);
    }

    /// A stream of these data, which are put into the file as they are: they may be most of it.
    fn stream(&mut self, described: &str, data: &[&str]) {
        let length: usize = data.iter().map(|part| part.len()).sum();
        let head = format!("<</Length {length}{described}>>\nstream\n");
        self.put(&[&[head.as_str()], data, &["\nendstream"]].concat());
    }

    /// An object of these parts.
    fn put(&mut self, parts: &[&str]) {
        if self.bytes.is_empty() {
            self.bytes.extend(b"%PDF-1.7\n");
        }
        self.places.push(self.bytes.len());
        let (begins, ends) = (format!("{} 0 obj\n", self.places.len()), "\nendobj\n");
        self.bytes.reserve(begins.len() + parts.iter().map(|part| part.len()).sum::<usize>() + ends.len());
        self.bytes.extend(begins.as_bytes());
        parts.iter().for_each(|part| self.bytes.extend(part.as_bytes()));
        self.bytes.extend(ends.as_bytes());
    }

    fn finish(mut self) -> Vec<u8> {
        let start = self.bytes.len();
        let mut end = format!("xref\n0 {}\n0000000000 65535 f \n", self.places.len() + 1);
        for place in &self.places {
            let _ = writeln!(end, "{place:010} 00000 n ");
        }
        let count = self.places.len() + 1;
        let _ = write!(end, "trailer\n<</Size {count}/Root {CATALOGUE} 0 R>>\nstartxref\n{start}\n%%EOF\n");
        self.bytes.extend(end.as_bytes());
        self.bytes
    }
}
