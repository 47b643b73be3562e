//! Small files of the national format, made part by part.

#![allow(dead_code, reason = "shared by tests that use parts of it")]

use std::fmt::Write;

use gongkai_opc::PackageWriter;

/// A page in the making.
#[derive(Default)]
pub(crate) struct Page {
    pub(crate) objects: String,
    pub(crate) before: String,
}

impl Page {
    /// Text of a size whose characters stand so far apart, its left lower corner at a place in millimetres.
    pub(crate) fn text(&mut self, x: f64, y: f64, size: f64, text: &str, more: &str) {
        let step = |c: char| if c.is_ascii() { size / 2.0 } else { size };
        let steps: Vec<String> = text.chars().map(|c| step(c).to_string()).collect();
        let steps = steps.join(" ");
        // Its box begins above it, as a line of text does.
        let (top, text) = (y - size, text.replace('&', "&amp;"));
        let _ = write!(
            self.objects,
            r#"<ofd:TextObject ID="1" Boundary="{x} {top} 150 {size}" Font="3" Size="{size}" {more}><ofd:FillColor Value="0 0 0"/><ofd:TextCode X="0" Y="{size}" DeltaX="{steps}">{text}</ofd:TextCode></ofd:TextObject>"#
        );
    }

    /// A line from one place to another.
    pub(crate) fn line(&mut self, from: (f64, f64), to: (f64, f64)) {
        let (width, height) = (to.0 - from.0, to.1 - from.1);
        let _ = write!(
            self.objects,
            r#"<ofd:PathObject ID="2" Boundary="{} {} {width} {height}" LineWidth="0.2"><ofd:AbbreviatedData>M 0 0 L {width} {height}</ofd:AbbreviatedData></ofd:PathObject>"#,
            from.0, from.1
        );
    }

    /// The lines of a table with these edges.
    pub(crate) fn grid(&mut self, xs: &[f64], ys: &[f64]) {
        let (left, right, top, bottom) = (xs[0], xs[xs.len() - 1], ys[0], ys[ys.len() - 1]);
        for y in ys {
            self.line((left, *y), (right, *y));
        }
        for x in xs {
            self.line((*x, top), (*x, bottom));
        }
    }

    pub(crate) fn part(&self) -> String {
        format!(
            r#"<?xml version="1.0" encoding="UTF-8"?><ofd:Page xmlns:ofd="http://www.ofdspec.org/2016">{}<ofd:Content><ofd:Layer ID="9" Type="Body"><ofd:PageBlock ID="8">{}</ofd:PageBlock></ofd:Layer></ofd:Content></ofd:Page>"#,
            self.before, self.objects
        )
    }
}

/// A file in the making.
#[derive(Default)]
pub(crate) struct File<'f> {
    pub(crate) pages: &'f [Page],
    /// Whether the last page is a template.
    pub(crate) template: bool,
    /// What the pages share.
    pub(crate) resources: Option<&'f str>,
    /// What the entry says of the document beside where it is.
    pub(crate) entry: &'f str,
    /// What the document says of itself beside its pages.
    pub(crate) document: &'f str,
    /// Other parts, by their names.
    pub(crate) parts: &'f [(&'f str, String)],
}

/// What every part declares.
pub(crate) const OFD: &str = r#"xmlns:ofd="http://www.ofdspec.org/2016""#;

/// A file of these pages, the last of which is a template where `template` says so.
pub(crate) fn file(pages: &[Page], template: bool) -> Vec<u8> {
    File { pages, template, ..File::default() }.made()
}

/// A file of these pages, which share this.
pub(crate) fn with_resources(pages: &[Page], resources: &str) -> Vec<u8> {
    File { pages, resources: Some(resources), ..File::default() }.made()
}

impl File<'_> {
    pub(crate) fn made(&self) -> Vec<u8> {
        self.packed(PackageWriter::new())
    }

    /// The file with one more part, which is no XML.
    pub(crate) fn with(&self, name: &str, part: &[u8]) -> Vec<u8> {
        let mut writer = PackageWriter::new();
        writer.part(name, part);
        self.packed(writer)
    }

    fn packed(&self, mut writer: PackageWriter) -> Vec<u8> {
        let entry = self.entry;
        writer.part(
            "OFD.xml",
            format!(
                "<ofd:OFD {OFD} Version=\"1.0\" DocType=\"OFD\"><ofd:DocBody><ofd:DocInfo><ofd:Title>青山县年度报告</ofd:Title>\
                 </ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>{entry}</ofd:DocBody></ofd:OFD>"
            ),
        );
        let (own, templates) = self.pages.split_at(self.pages.len() - usize::from(self.template));
        let listed: String = (0..own.len())
            .map(|index| format!("<ofd:Page ID=\"{index}\" BaseLoc=\"Pages/Page_{index}/Content.xml\"/>"))
            .collect();
        let area = "<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>";
        let shared = self.resources.map_or("", |_| "<ofd:PublicRes>Res/Public.xml</ofd:PublicRes>");
        if let Some(resources) = self.resources {
            writer.part("Doc_0/Res/Public.xml", format!("<ofd:Res {OFD} BaseLoc=\"Res\">{resources}</ofd:Res>"));
        }
        let more = self.document;
        writer.part(
            "Doc_0/Document.xml",
            format!(
                "<ofd:Document {OFD}><ofd:CommonData>{area}{shared}<ofd:TemplatePage ID=\"77\" BaseLoc=\"Tpls/Content.xml\"/>\
                 </ofd:CommonData><ofd:Pages>{listed}</ofd:Pages>{more}</ofd:Document>"
            ),
        );
        for (index, page) in own.iter().enumerate() {
            writer.part(format!("Doc_0/Pages/Page_{index}/Content.xml"), page.part());
        }
        for page in templates {
            writer.part("Doc_0/Tpls/Content.xml", page.part());
        }
        for (name, part) in self.parts {
            writer.part(*name, part.as_str());
        }
        writer.finish().unwrap()
    }
}
