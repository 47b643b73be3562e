//! Small PDFs put together by hand.

use std::io::Write;

/// A PDF with a Latin face (`/F1`), a Chinese one in a predefined encoding (`/F2`), one that does not name its
/// characters (`/F3`), a picture (`/Im1`) and two forms that draw each other twice (`/Fm1`).
pub(crate) struct Small {
    pages: Vec<(Vec<u8>, String, bool)>,
    forms: Vec<String>,
    objects: Vec<Vec<u8>>,
    catalogue: String,
}

impl Small {
    pub(crate) fn new() -> Self {
        Self { pages: Vec::new(), forms: Vec::new(), objects: Vec::new(), catalogue: String::new() }
    }

    pub(crate) fn page(self, content: &str) -> Self {
        self.page_with(content, "")
    }

    pub(crate) fn page_with(mut self, content: &str, entries: &str) -> Self {
        self.pages.push((content.as_bytes().to_vec(), entries.to_owned(), false));
        self
    }

    pub(crate) fn packed_page(mut self, content: &[u8]) -> Self {
        let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        packer.write_all(content).expect("memory");
        self.pages.push((packer.finish().expect("memory"), String::new(), true));
        self
    }

    /// Forms with the content of each; the first is the pages' `/Fm2`, and each is `/Fm` to the one before it.
    pub(crate) fn forms(mut self, contents: &[String]) -> Self {
        self.forms.extend_from_slice(contents);
        self
    }

    /// One more object; the first has the number 11, when there are no forms.
    pub(crate) fn object(mut self, object: &str) -> Self {
        self.objects.push(object.as_bytes().to_vec());
        self
    }

    /// One more object that is a stream, packed.
    pub(crate) fn stream(mut self, entries: &str, content: &[u8]) -> Self {
        let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        packer.write_all(content).expect("memory");
        let packed = packer.finish().expect("memory");
        let mut object =
            format!("<< {entries} /Filter /FlateDecode /Length {} >>\nstream\n", packed.len()).into_bytes();
        object.extend_from_slice(&packed);
        object.extend_from_slice(b"\nendstream");
        self.objects.push(object);
        self
    }

    /// More entries of the catalogue.
    pub(crate) fn catalogue(mut self, entries: &str) -> Self {
        self.catalogue += entries;
        self
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        let form = |content: &str, other: usize| {
            let resources = format!("/Resources << /Font << /F1 3 0 R >> /XObject << /Fm {other} 0 R >> >>");
            let length = content.len();
            format!(
                "<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] {resources} /Length {length} >>\nstream\n{content}\nendstream"
            )
        };
        let mut objects: Vec<Vec<u8>> = vec![
            format!("<< /Type /Catalog /Pages 2 0 R {} >>", self.catalogue).into_bytes(),
            Vec::new(),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_vec(),
            b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [5 0 R] >>".to_vec(),
            b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> >>".to_vec(),
            b"<< /Type /Font /Subtype /Type0 /BaseFont /Nameless /Encoding /Identity-H /DescendantFonts [7 0 R] >>".to_vec(),
            b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Nameless /DW 1000 /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>".to_vec(),
            b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\nstream\n\x80\nendstream".to_vec(),
            form("/Fm Do /Fm Do", 10).into_bytes(),
            form("/Fm Do /Fm Do", 9).into_bytes(),
        ];
        for content in &self.forms {
            objects.push(form(content, objects.len() + 2).into_bytes());
        }
        objects.extend(self.objects.iter().cloned());
        let mut kids = String::new();
        for (content, entries, packed) in &self.pages {
            let number = objects.len() + 1;
            kids += &format!("{number} 0 R ");
            let paper = if entries.contains("/MediaBox") { "" } else { "/MediaBox [0 0 595 842]" };
            let resources = if entries.contains("/Resources") {
                ""
            } else {
                "/Resources << /Font << /F1 3 0 R /F2 4 0 R /F3 6 0 R >> /XObject << /Im1 8 0 R /Fm1 9 0 R /Fm2 11 0 R >> >>"
            };
            let contents =
                if entries.contains("/Contents [") { String::new() } else { format!("/Contents {} 0 R", number + 1) };
            let page = format!("<< /Type /Page /Parent 2 0 R {paper} {entries} {contents} {resources} >>");
            objects.push(page.into_bytes());
            let filter = if *packed { "/Filter /FlateDecode" } else { "" };
            let mut stream = format!("<< {filter} /Length {} >>\nstream\n", content.len()).into_bytes();
            stream.extend_from_slice(content);
            stream.extend_from_slice(b"\nendstream");
            objects.push(stream);
        }
        objects[1] = format!("<< /Type /Pages /Kids [{kids}] /Count {} >>", self.pages.len()).into_bytes();
        let mut file = b"%PDF-1.7\n".to_vec();
        let mut places = Vec::new();
        for (index, object) in objects.iter().enumerate() {
            places.push(file.len());
            file.extend_from_slice(format!("{} 0 obj\n", index + 1).as_bytes());
            file.extend_from_slice(object);
            file.extend_from_slice(b"\nendobj\n");
        }
        let table = file.len();
        file.extend_from_slice(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).as_bytes());
        for place in places {
            file.extend_from_slice(format!("{place:010} 00000 n \n").as_bytes());
        }
        let trailer = format!("trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n", objects.len() + 1);
        file.extend_from_slice(trailer.as_bytes());
        file
    }
}
