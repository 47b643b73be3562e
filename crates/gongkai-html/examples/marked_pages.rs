//! Writes documents of marks, links, small tables and signatures as web pages and as parts to be pasted, for other programs
//! to look at: `marked_pages FOLDER COUNT` fills `FOLDER/page` and `FOLDER/part`.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a tool for tests")]

#[path = "../../gongkai-docx/tests/marked/mod.rs"]
mod marked;
#[path = "../../gongkai-docx/tests/reports/mod.rs"]
mod reports;

use std::path::PathBuf;

use gongkai_core::format::Writer;
use gongkai_core::style::Style;
use gongkai_html::HtmlWriter;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().expect("a folder"));
    let count: u64 = arguments.next().expect("a count").parse().expect("a count");
    let page = HtmlWriter::new(Style::gbt9704());
    for (kind, writer) in [("page", page.clone()), ("part", page.as_fragment())] {
        let folder = folder.join(kind);
        std::fs::create_dir_all(&folder).expect("the folder is made");
        for seed in 0..count {
            let written = writer.write(&marked::document(seed)).expect("written");
            std::fs::write(folder.join(format!("{seed:03}-marked.html")), written.bytes).expect("the file is written");
        }
    }
}
