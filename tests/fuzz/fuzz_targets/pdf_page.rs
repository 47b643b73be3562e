//! Any bytes as what a PDF page draws, as the map of its typeface, and as what lies on it, so that the fuzzer need not
//! learn how PDF files are put together.
#![no_main]

mod guarded;
mod parted;

use gongkai_core::format::{Limits, Reader};
use gongkai::recognize::recognize;
use libfuzzer_sys::fuzz_target;

fuzz_target!(init: guarded::let_libraries_unwind(), |data: &[u8]| {
    let [content, map, notes, field] = parted::parts(data);
    if let Ok(document) = gongkai_pdf::PdfReader.read(&pdf(content, map, notes, field), &Limits::default()) {
        let _ = recognize(&document);
    }
});

/// A file of one page.
fn pdf(content: &[u8], map: &[u8], notes: &[u8], field: &[u8]) -> Vec<u8> {
    let stream = |bytes: &[u8]| {
        let head = format!("<< /Length {} >>\nstream\n", bytes.len());
        [head.as_bytes(), bytes, b"\nendstream"].concat()
    };
    let page = [
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> /Annots [7 0 R "
            .as_slice(),
        notes,
        b"] >>",
    ]
    .concat();
    let objects = [
        b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [7 0 R] /NeedAppearances true >> >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
        page,
        stream(content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>".to_vec(),
        stream(map),
        [b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /Rect [10 10 90 30] ".as_slice(), field, b" >>"].concat(),
    ];
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        places.push(file.len());
        file.extend(format!("{} 0 obj\n", index + 1).bytes());
        file.extend(object);
        file.extend(b"\nendobj\n");
    }
    let xref = file.len();
    file.extend(format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1).bytes());
    file.extend(places.iter().flat_map(|place| format!("{place:010} 00000 n \n").into_bytes()));
    file.extend(format!("trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{xref}\n%%EOF\n", places.len() + 1).bytes());
    file
}
