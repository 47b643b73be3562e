//! Written files as independent programs see them: poppler's pdftotext and pdffonts, and qpdf.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::process::Command;
use std::sync::{Arc, LazyLock};

use gongkai_core::document::{Document, Mark, MarkKind, Paragraph, ParagraphRole};
use gongkai_core::form::{Edition, SectionKey};
use gongkai_core::format::{Limits, Reader, Writer};
use gongkai_core::style::Style;
use gongkai_core::{Cell, Organ, Report, Year, compose};
use gongkai_layout::Fonts;
use gongkai_pdf::{PdfReader, PdfWriter};
use lopdf::Object;

static FONTS: LazyLock<Arc<Fonts>> = LazyLock::new(|| Arc::new(Fonts::system()));

const OVERVIEW: [&str; 4] = [
    "2023年，我镇坚持以公开为常态、不公开为例外，围绕群众关心的事项，持续提升政府信息公开工作的标准化、规范化水平。",
    "（一）主动公开。全年通过县政府门户网站发布信息1,295条，其中政策解读642篇；“一图读懂”等形式占比67.4%，较上年提高12.5个百分点。",
    "（二）平台建设。专栏地址为https://www.example.gov.cn/zwgk/wjk/2023/index.html，公众可以在线查阅、下载；建立“会商——审查——复核”机制……",
    "（三）监督保障。依据《政府信息公开信息处理费管理办法》（国办函〔2020〕109号），全年培训1,480人次，满意度为96.8%。",
];

fn report(edition: Edition) -> Report {
    let year = if edition == Edition::E2019 { 2020 } else { 2023 };
    let mut report = Report::new(Organ::new("湘乡市山枣镇人民政府"), Year::new(year).unwrap());
    for (number, cell) in report.form_cells().enumerate() {
        report.set(cell.key, Cell::from(u32::try_from(number * 37 % 2000).unwrap()));
    }
    report.set_narrative(SectionKey::Overview, OVERVIEW);
    report.set_narrative(SectionKey::Problems, ["一是解读形式单一，质量有待提升；二是基层力量薄弱，能力不够均衡。"]);
    report.set_narrative(SectionKey::OtherMatters, ["本年度收取信息处理费0元。"]);
    report
}

fn write(document: &Document, style: Style) -> Vec<u8> {
    let writer = PdfWriter::new(Arc::clone(&FONTS), style);
    writer.write(document).expect("the tests need Chinese fonts: apt install fonts-noto-cjk fonts-lxgw-wenkai").bytes
}

/// What a program prints about a file.
fn ask(program: &str, arguments: &[&str], bytes: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file.pdf");
    std::fs::write(&file, bytes).unwrap();
    let (before, after) = arguments.split_at(arguments.iter().position(|a| *a == "FILE").unwrap());
    let output = Command::new(program).args(before).arg(&file).args(&after[1..]).output();
    let output = output.unwrap_or_else(|e| panic!("{program} is missing ({e}): apt install poppler-utils qpdf"));
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{program}: {printed} {}", String::from_utf8_lossy(&output.stderr));
    printed
}

/// The text without page numbers, line ends and page ends. Spaces stay.
fn text(bytes: &[u8]) -> String {
    let printed = ask("pdftotext", &["FILE", "-"], bytes);
    let number = |line: &&str| {
        let inside = line.trim().trim_matches('—').trim();
        line.trim().starts_with('—') && inside.chars().all(|c| c.is_ascii_digit()) && !inside.is_empty()
    };
    printed.split(['\n', '\u{c}']).filter(|line| !number(line)).collect()
}

#[test]
fn the_narrative_is_read_word_for_word() {
    for style in [Style::gbt9704(), Style::plain()] {
        let read = text(&write(&compose(&report(Edition::E2021)), style));
        for paragraph in OVERVIEW {
            assert!(read.contains(paragraph), "{paragraph}\n{read}");
        }
        for section in SectionKey::ALL {
            assert!(read.contains(section.heading()), "{}", section.heading());
        }
    }
}

#[test]
fn lines_that_justifying_opened_wide_are_read_without_spaces() {
    for before in 10..26 {
        let sentence = "政".repeat(before) + "https://www.example.gov.cn/zwgk/fdzdgknr/index.html" + "可以查阅。";
        let document = Document::new(vec![Paragraph::new(ParagraphRole::Body, sentence.as_str()).into()]);
        let read = text(&write(&document, Style::gbt9704()));
        assert_eq!(read, sentence);
    }
}

#[test]
fn every_font_is_embedded_subset_and_has_its_characters() {
    for style in [Style::gbt9704(), Style::plain()] {
        let bytes = write(&compose(&report(Edition::E2021)), style);
        let printed = ask("pdffonts", &["FILE"], &bytes);
        let fonts: Vec<&str> = printed.lines().skip(2).collect();
        assert!(fonts.len() >= 2, "{printed}");
        for font in fonts {
            let said: Vec<&str> = font.split_whitespace().filter(|word| matches!(*word, "yes" | "no")).collect();
            assert_eq!(said, ["yes", "yes", "yes"], "{printed}");
        }
        assert!(bytes.len() < 400_000, "{} bytes", bytes.len());
    }
}

#[test]
fn the_file_is_sound() {
    for edition in Edition::all() {
        let bytes = write(&compose(&report(edition)), Style::gbt9704());
        let printed = ask("qpdf", &["--check", "FILE"], &bytes);
        assert!(printed.contains("No syntax or stream encoding errors"), "{printed}");
    }
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    let document = compose(&report(Edition::E2021));
    let first = write(&document, Style::gbt9704());
    let again = PdfWriter::new(Arc::new(Fonts::system()), Style::gbt9704()).write(&document).unwrap().bytes;
    assert!(first == again);
    let writer = PdfWriter::new(Arc::clone(&FONTS), Style::gbt9704());
    let together = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(|| writer.write(&document).unwrap().bytes)).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect::<Vec<_>>()
    });
    assert!(together.iter().all(|bytes| *bytes == first));
}

#[test]
fn the_file_says_what_it_is_and_where_its_sections_are() {
    let bytes = write(&compose(&report(Edition::E2021)), Style::gbt9704());
    let file = lopdf::Document::load_mem(&bytes).unwrap();
    let catalog = file.catalog().unwrap();
    assert_eq!(catalog.get(b"Lang").and_then(Object::as_str).unwrap(), b"zh-CN");
    let said = ask("pdfinfo", &["FILE"], &bytes);
    assert!(said.contains("湘乡市山枣镇人民政府2023年政府信息公开工作年度报告"), "{said}");
    assert!(said.lines().any(|line| line.starts_with("Author:") && line.ends_with("湘乡市山枣镇人民政府")), "{said}");
    assert!(!said.contains("CreationDate") && !said.contains("ModDate"), "a clock was read: {said}");

    let outlines = catalog.get(b"Outlines").and_then(Object::as_reference).unwrap();
    let mut next = file.get_dictionary(outlines).unwrap().get(b"First").and_then(Object::as_reference).ok();
    let mut titles = Vec::new();
    let mut topics = 0;
    while let Some(id) = next {
        let entry = file.get_dictionary(id).unwrap();
        titles.push(lopdf::decode_text_string(entry.get(b"Title").unwrap()).unwrap());
        topics += entry.get(b"Count").and_then(Object::as_i64).unwrap_or(0);
        next = entry.get(b"Next").and_then(Object::as_reference).ok();
    }
    assert_eq!(titles, SectionKey::ALL.map(SectionKey::heading));
    assert_eq!(topics, 3);
}

#[test]
fn characters_that_share_a_glyph_and_rare_ones_are_read_as_written() {
    // The radical ⼀ (U+2F00) is drawn with the glyph of 一 in many fonts, and 𠮷 lies beyond the basic plane.
    let sentence = "⼀与一，𠮷与吉，〇与零。";
    let document = Document::new(vec![Paragraph::new(ParagraphRole::Body, sentence).into()]);
    assert_eq!(text(&write(&document, Style::gbt9704())), sentence);
}

#[test]
fn text_that_could_be_code_is_inert() {
    let sentence = "(公开) Tj ET <</S/JavaScript>> \\) endstream endobj =1+1 @SUM";
    let document = Document::new(vec![Paragraph::new(ParagraphRole::Heading1, sentence).into()]);
    let bytes = write(&document, Style::gbt9704());
    ask("qpdf", &["--check", "FILE"], &bytes);
    assert_eq!(text(&bytes).replace(' ', ""), sentence.replace(' ', ""));
}

#[test]
fn substitutions_are_said_once() {
    let writer = PdfWriter::new(Arc::clone(&FONTS), {
        let mut style = Style::gbt9704();
        style.families.insert(gongkai_core::style::FontRole::Body, "没有这种字体".to_owned());
        style
    });
    let notes = writer.write(&compose(&report(Edition::E2021))).unwrap().notes;
    assert_eq!(notes.iter().filter(|note| note.zh.contains("没有这种字体")).count(), 1, "{notes:?}");
    let mut seen = notes.clone();
    seen.dedup();
    assert_eq!(seen, notes);
}

#[test]
fn no_font_names_the_package_to_install() {
    let none = Arc::new(Fonts::only_dirs::<&std::path::Path>(&[]));
    let error = PdfWriter::new(none, Style::gbt9704()).write(&compose(&report(Edition::E2021))).unwrap_err();
    assert!(error.to_string().contains("fonts-noto-cjk"), "{error}");
}

#[test]
fn an_empty_document_is_one_page() {
    let bytes = write(&Document::new(Vec::new()), Style::gbt9704());
    assert!(ask("pdfinfo", &["FILE"], &bytes).lines().any(|line| line.starts_with("Pages:") && line.ends_with(" 1")));
    ask("qpdf", &["--check", "FILE"], &bytes);
}

#[test]
fn links_are_annotations_with_their_address() {
    let text = "详见年度公开目录。";
    let mut paragraph = Paragraph::new(ParagraphRole::Body, text);
    let range = text.find('年').unwrap()..text.find('。').unwrap();
    let kind = MarkKind::Link("https://www.example.gov.cn/目录 (1).html".into());
    paragraph.marks = Mark::new(range, kind).into_iter().collect();
    let bytes = write(&Document::new(vec![paragraph.into()]), Style::gbt9704());
    let file = lopdf::Document::load_mem(&bytes).unwrap();
    let page = file.get_pages().into_values().next().unwrap();
    let resolved = |object: &Object| file.dereference(object).unwrap().1.clone();
    let annotations = resolved(file.get_dictionary(page).unwrap().get(b"Annots").unwrap());
    let [annotation] = annotations.as_array().unwrap().as_slice() else { panic!("{annotations:?}") };
    let annotation = resolved(annotation);
    let action = resolved(annotation.as_dict().unwrap().get(b"A").unwrap());
    let action = action.as_dict().unwrap();
    let address = action.get(b"URI").and_then(Object::as_str).unwrap();
    assert_eq!(address, b"https://www.example.gov.cn/%E7%9B%AE%E5%BD%95%20(1).html");
    ask("qpdf", &["--check", "FILE"], &bytes);
}

/// Where the packed parts of a file begin, and how long they are.
fn packed_parts(bytes: &[u8]) -> Vec<(usize, usize)> {
    let find = |what: &[u8], from: usize| {
        bytes[from..].windows(what.len()).position(|window| window == what).map(|at| from + at)
    };
    let (mut parts, mut from) = (Vec::new(), 0);
    while let Some(start) = find(b"stream\n", from).map(|at| at + b"stream\n".len()) {
        let end = find(b"endstream", start).unwrap();
        if bytes[start] & 0x0F == 8 {
            parts.push((start, end - start));
        }
        from = end + b"endstream".len();
    }
    parts
}

/// Whatever part of a file is damaged: the reading is the same, or the file is refused, or what is lost is said.
#[test]
fn damaged_parts_are_not_passed_over_in_silence() {
    let whole = write(&compose(&report(Edition::E2021)), Style::gbt9704());
    let read = |bytes: &[u8]| PdfReader.read(bytes, &Limits::default());
    let sound = read(&whole).unwrap();
    assert!(!sound.remarks.iter().any(|remark| remark.kind.is_loss()), "{:?}", sound.remarks);
    let parts = packed_parts(&whole);
    assert!(parts.len() > 8, "{parts:?}");
    let mut said = 0;
    for (start, length) in parts {
        for at in [2, length / 2] {
            let mut damaged = whole.clone();
            damaged[start + at..start + at + 6].iter_mut().for_each(|byte| *byte ^= 0xff);
            let Ok(document) = read(&damaged) else { continue };
            let lossy = document.remarks.iter().any(|remark| remark.kind.is_loss());
            let unlike = || sound.blocks.iter().zip(&document.blocks).find(|(own, read)| own != read);
            let what = String::from_utf8_lossy(&whole[start.saturating_sub(200)..start]).into_owned();
            assert!(lossy || document.blocks == sound.blocks, "damaged at {at}: {what} {:?}", unlike());
            let broken = |text: &str| text.contains("段内容损坏");
            said += usize::from(document.remarks.iter().any(|remark| broken(&remark.detail.zh)));
        }
    }
    assert!(said >= 4, "pages are among the parts: {said}");
}
