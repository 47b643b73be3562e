//! Packages made to mislead or to exhaust a reader are refused, and every refusal says why.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use gongkai_core::format::{Limits, ReadError};
use gongkai_opc::{Node, Package, PackageKind, PackageWriter, XmlReader, vet, xml_text};
use proptest::prelude::*;

const DOCUMENT: &str = "word/document.xml";

fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = PackageWriter::new();
    for (name, content) in parts {
        writer.part(*name, *content);
    }
    writer.finish().unwrap()
}

fn open(bytes: &[u8]) -> Result<Package<'_>, ReadError> {
    Package::open(bytes, PackageKind::Word, &Limits::default())
}

fn refusal(bytes: &[u8]) -> ReadError {
    vet(bytes, PackageKind::Word, &Limits::default()).expect_err("refused")
}

/// Replaces one name by another of the same length everywhere, in the directory as well as before the parts.
fn renamed(bytes: &[u8], from: &str, to: &str) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let mut out = bytes.to_vec();
    let mut at = 0;
    while let Some(found) = out.get(at..).and_then(|rest| rest.windows(from.len()).position(|w| w == from.as_bytes())) {
        out.splice(at + found..at + found + from.len(), to.bytes());
        at += found + to.len();
    }
    out
}

/// Writes a number over the bytes at an offset from each signature.
fn patched(bytes: &[u8], signature: &[u8; 4], offset: usize, value: &[u8]) -> Vec<u8> {
    let mut out = bytes.to_vec();
    let at = bytes.windows(4).position(|w| w == signature).expect("a signature");
    out.splice(at + offset..at + offset + value.len(), value.iter().copied());
    out
}

#[test]
fn a_sound_package_is_read_by_folded_name() {
    let bytes = package(&[
        ("[Content_Types].xml", b"<Types/>"),
        (
            "_rels/.rels",
            br#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1"
            Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" Target="/Word/Document2.xml"/></Relationships>"#,
        ),
        ("Word/Document2.xml", b"<a/>"),
        ("Word/_rels/Document2.xml.rels", br#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"
            ><Relationship Id="r1" Type="http://x/styles" Target="../Word/styles.xml"/></Relationships>"#),
    ]);
    let mut package = open(&bytes).unwrap();
    let main = package.main_part(DOCUMENT).unwrap();
    assert_eq!(main, "Word/Document2.xml");
    assert_eq!(package.relationships(&main).unwrap().target(&main, "styles").as_deref(), Some("Word/styles.xml"));
    assert_eq!(package.xml_part("word/document2.XML").unwrap().as_deref(), Some("<a/>"));
    vet(&bytes, PackageKind::Word, &Limits::default()).unwrap();
}

#[test]
fn what_is_no_package_is_named() {
    assert_eq!(refusal(b""), ReadError::Empty);
    let pdf = refusal(b"%PDF-1.4").to_string();
    assert!(pdf.contains("DOCX") && pdf.contains("PDF"), "{pdf}");
    let sheet = refusal(&package(&[("xl/workbook.xml", b"<a/>")])).to_string();
    assert!(sheet.contains("XLSX"), "{sheet}");
    let ofd = refusal(&package(&[("OFD.xml", b"<a/>")])).to_string();
    assert!(ofd.contains("OFD"), "{ofd}");
    let zip = refusal(&package(&[("readme.txt", b"hello")])).to_string();
    assert!(zip.contains("ZIP"), "{zip}");
}

#[test]
fn cut_packages_are_damaged_wherever_they_are_cut() {
    let bytes = package(&[(DOCUMENT, "<a>一二三四五</a>".repeat(50).as_bytes())]);
    for length in 2..bytes.len() {
        let refused = refusal(&bytes[..length]);
        assert!(matches!(refused, ReadError::Damaged { .. }), "{length}: {refused:?}");
        // It is told in words of those who send files, not of those who pack them.
        let said = refused.to_string();
        assert!(!said.contains("EOCD") && !said.to_lowercase().contains("archive"), "{said}");
    }
}

#[test]
fn unsafe_and_doubled_names_are_refused() {
    let bytes = package(&[(DOCUMENT, b"<a/>"), ("word/aa/bb.xml", b"<a/>")]);
    for name in ["/ord/aa/bb.xml", "word/../bb.xml", "c:rd/aa/bb.xml", "..\\d/aa/bb.xml", "word/aa/b\x01.xml"] {
        let refused = refusal(&renamed(&bytes, "word/aa/bb.xml", name)).to_string();
        assert!(refused.contains("部件名不安全"), "{name}: {refused}");
    }
    let bytes = package(&[(DOCUMENT, b"<a/>"), ("word/documenT.xmx", b"<a/>")]);
    for name in ["word/document.xml", "WORD/document.XML"] {
        let refused = refusal(&renamed(&bytes, "word/documenT.xmx", name)).to_string();
        assert!(refused.contains("重名"), "{name}: {refused}");
    }
}

#[test]
fn encrypted_entries_are_said_to_be_encrypted() {
    let bytes = package(&[(DOCUMENT, b"<a/>")]);
    let local = patched(&bytes, b"PK\x03\x04", 6, &[1]);
    let both = patched(&local, b"PK\x01\x02", 8, &[1]);
    assert_eq!(refusal(&both), ReadError::Encrypted);
}

#[test]
fn bombs_are_refused_before_and_while_unpacking() {
    let zeros = vec![b' '; 8 << 20];
    let bytes = package(&[(DOCUMENT, &zeros)]);
    let refused = refusal(&bytes).to_string();
    assert!(refused.contains("压缩比"), "{refused}");

    let mut limits = Limits::default();
    limits.part_bytes = 1000;
    let bytes = package(&[(DOCUMENT, "<a>一二三</a>".repeat(100).as_bytes())]);
    let stated = vet(&bytes, PackageKind::Word, &limits).unwrap_err();
    assert!(matches!(stated, ReadError::TooLarge { limit: 1000, .. }), "{stated:?}");
    // The directory lies about the size: unpacking stops at the limit all the same.
    let lie = 10_u32.to_le_bytes();
    let lying = patched(&patched(&bytes, b"PK\x01\x02", 24, &lie), b"PK\x03\x04", 22, &lie);
    let found = vet(&lying, PackageKind::Word, &limits).unwrap_err();
    assert!(matches!(found, ReadError::TooLarge { limit: 1000, .. } | ReadError::Damaged { .. }), "{found:?}");

    let mut limits = Limits::default();
    limits.unpacked_bytes = 1500;
    let twice = package(&[(DOCUMENT, &[b' '; 1000]), ("word/other.bin", &[b' '; 1000])]);
    let refused = vet(&twice, PackageKind::Word, &limits).unwrap_err();
    assert!(matches!(refused, ReadError::TooLarge { limit: 1500, .. }), "{refused:?}");
}

#[test]
fn too_many_parts_are_refused() {
    let mut writer = PackageWriter::new();
    for number in 0..5000 {
        writer.part(format!("word/{number}.xml"), "<a/>");
    }
    let refused = refusal(&writer.finish().unwrap());
    assert!(matches!(refused, ReadError::TooLarge { .. }), "{refused:?}");
}

#[test]
fn entities_dtds_and_depth_are_refused() {
    let laughs = br#"<!DOCTYPE a [<!ENTITY l "lol"><!ENTITY m "&l;&l;&l;">]><a>&m;</a>"#;
    let refused = refusal(&package(&[(DOCUMENT, laughs)])).to_string();
    assert!(refused.contains("DTD"), "{refused}");
    let refused = refusal(&package(&[(DOCUMENT, b"<a>&m;</a>")])).to_string();
    assert!(refused.contains("&m;"), "{refused}");
    let deep = "<a>".repeat(100_000) + &"</a>".repeat(100_000);
    let refused = refusal(&package(&[(DOCUMENT, deep.as_bytes())]));
    assert!(matches!(refused, ReadError::TooLarge { limit: 256 | 200, .. }), "{refused:?}");
    for broken in ["<a><b></a>", "<a>", "", "<a b=>x</a", "</a>", "<a>&#0;</a>"] {
        let refused = refusal(&package(&[(DOCUMENT, broken.as_bytes())]));
        assert!(matches!(refused, ReadError::Damaged { .. }), "{broken}: {refused:?}");
    }
}

#[test]
fn parts_may_be_utf_16() {
    let text = "<?xml version=\"1.0\" encoding=\"UTF-16\"?><a>年报</a>";
    let mut little = vec![0xff, 0xfe];
    little.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
    let mut big = vec![0xfe, 0xff];
    big.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
    for bytes in [little, big] {
        let text = xml_text(bytes, "a.xml").unwrap();
        let mut reader = XmlReader::new(&text, "a.xml", &Limits::default());
        let mut found = String::new();
        loop {
            match reader.node().unwrap() {
                Node::Text(text) => found.push_str(&text),
                Node::End => break,
                _ => {}
            }
        }
        assert_eq!(found, "年报");
    }
    assert!(xml_text(vec![b'<', 0xff], "a.xml").is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Whatever bytes of a package are changed, opening it ends without a panic.
    #[test]
    fn changed_bytes_never_panic(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8)) {
        let mut bytes = package(&[(DOCUMENT, "<a>一二三</a>".repeat(9).as_bytes()), ("word/b.xml", b"<a/>")]);
        for (index, value) in changes {
            let at = index.index(bytes.len());
            bytes[at] = value;
        }
        let _ = vet(&bytes, PackageKind::Word, &Limits::default());
    }
}

/// However many attributes an element has, each is looked up in one pass.
#[test]
fn many_attributes_are_looked_up_in_one_pass() {
    let attributes: String = (0..200_000).map(|n| format!(" a{n}=\"1\"")).collect();
    let text = format!("<a{attributes} val=\"2\"/>");
    let mut reader = XmlReader::new(&text, "a.xml", &Limits::default());
    let Node::Open(element) = reader.node().unwrap() else { panic!("no element") };
    assert_eq!(element.val().unwrap().as_deref(), Some("2"));
}

#[test]
fn relationships_are_found_by_id_and_counted() {
    let entry =
        |id: &str, target: &str| format!(r#"<Relationship Id="{id}" Type="http://x/styles" Target="{target}"/>"#);
    let list = |entries: &str| {
        format!(
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{entries}</Relationships>"#
        )
    };
    let related =
        |entries: &str| package(&[(DOCUMENT, b"<a/>"), ("word/_rels/document.xml.rels", list(entries).as_bytes())]);
    let bytes = related(&format!("{}{}", entry("r1", "a.xml"), entry("r1", "b.xml")));
    let relationships = open(&bytes).unwrap().relationships(DOCUMENT).unwrap();
    assert_eq!(relationships.part(DOCUMENT, "r1").as_deref(), Some("word/a.xml"), "the first of an id counts");
    let bytes = related(&entry("r", "a.xml").repeat(3));
    let mut limits = Limits::default();
    limits.nodes = 8;
    let refused = Package::open(&bytes, PackageKind::Word, &limits).unwrap().relationships(DOCUMENT).unwrap_err();
    assert!(matches!(refused, ReadError::TooLarge { limit: 8, .. }));
}

#[test]
fn a_part_says_what_it_is() {
    let types = br#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="HTML" ContentType="text/html"/>
        <Override PartName="/word/B.html" ContentType="message/rfc822"/></Types>"#;
    let bytes = package(&[("[Content_Types].xml", types), (DOCUMENT, b"<a/>")]);
    let mut package = open(&bytes).unwrap();
    assert_eq!(package.content_type("word/a.html").unwrap().as_deref(), Some("text/html"));
    assert_eq!(package.content_type("word/b.html").unwrap().as_deref(), Some("message/rfc822"));
    assert_eq!(package.content_type("word/c").unwrap(), None);
}
