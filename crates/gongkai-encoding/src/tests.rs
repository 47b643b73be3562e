use super::*;

const TEXT: &str = "一、总体情况\n2023年，全镇主动公开信息。\n";
const PAGE: &str = "<html><head></head>\n<body>二、主动公开政府信息情况</body></html>";

fn utf16(text: &str, big: bool) -> Vec<u8> {
    let units = text.encode_utf16();
    if big { units.flat_map(u16::to_be_bytes).collect() } else { units.flat_map(u16::to_le_bytes).collect() }
}

fn gb(text: &str) -> Vec<u8> {
    GB18030.encode(text).0.into_owned()
}

fn wrong(encoding: &'static str, line: usize) -> Result<Cow<'static, str>, ReadError> {
    Err(ReadError::Encoding { encoding, line })
}

#[test]
fn every_encoding_with_its_mark_and_without() {
    for text in [TEXT, PAGE] {
        for bytes in [text.as_bytes().to_vec(), utf16(text, false), utf16(text, true), gb(text)] {
            assert_eq!(decode(&bytes, "CSV").as_deref(), Ok(text));
            assert_eq!(decode_page(&bytes, "HTML", None).as_deref(), Ok(text));
        }
        for (mark, bytes) in [
            (&[0xef, 0xbb, 0xbf][..], text.as_bytes().to_vec()),
            (&[0xff, 0xfe], utf16(text, false)),
            (&[0xfe, 0xff], utf16(text, true)),
        ] {
            assert_eq!(decode(&[mark, &bytes].concat(), "CSV").as_deref(), Ok(text));
            assert_eq!(decode_page(&[mark, &bytes].concat(), "HTML", None).as_deref(), Ok(text));
        }
    }
}

#[test]
fn a_broken_file_is_refused_with_its_first_broken_line() {
    let broken = |text: Vec<u8>, tail: &[u8]| [text.as_slice(), tail].concat();
    assert_eq!(decode(&broken(TEXT.as_bytes().to_vec(), b"\xff\xff\n"), "CSV"), wrong("UTF-8", 3));
    assert_eq!(decode(&broken(gb(TEXT), b"\xff\xff\n"), "CSV"), wrong("UTF-8/GB18030", 3));
    assert_eq!(decode(b"a\n\xff\xfe\xff\n", "CSV"), wrong("UTF-8/GB18030", 2));
    assert_eq!(decode(b"\xef\xbb\xbfa\n\xff\n", "CSV"), wrong("UTF-8", 2));
    assert_eq!(decode(&broken(vec![0xff, 0xfe], &utf16("a\n\u{4e00}", false)[..5]), "CSV"), wrong("UTF-16LE", 2));
    let cut = decode(&TEXT.as_bytes()[..TEXT.len() - 5], "CSV").unwrap_err();
    assert!(matches!(&cut, ReadError::Damaged { .. }) && cut.position().line == Some(2), "{cut:?}");
}

#[test]
fn a_stray_control_character_is_let_pass_and_many_are_not_text() {
    assert_eq!(decode(&gb("编号\n1\n\u{1a}"), "CSV").as_deref(), Ok("编号\n1\n\u{1a}"));
    assert_eq!(decode(&gb("编号\u{1}\u{2}\u{3}"), "CSV"), wrong("UTF-8/GB18030", 1));
}

#[test]
fn another_kind_of_file_is_named() {
    let found = |bytes, name: &str| {
        let other = ReadError::NotThisFormat { expected: "CSV", found: Some(name.to_owned()) };
        assert_eq!(decode(bytes, "CSV"), Err(other.clone()));
        other
    };
    assert_eq!(decode_page(b"%PDF-1.7", "CSV", None), Err(found(b"%PDF-1.7", "PDF")));
    found(b"\x00\x01\x02\x03\x04", "二进制文件 / binary");
}

#[test]
fn what_the_bytes_can_be_says_more_than_what_a_page_declares() {
    for declared in [encoding_rs::GBK, UTF_8, UTF_16LE, encoding_rs::WINDOWS_1252].map(Some) {
        assert_eq!(decode_page(PAGE.as_bytes(), "HTML", declared).as_deref(), Ok(PAGE));
        assert_eq!(decode_page(&gb(PAGE), "HTML", declared).as_deref(), Ok(PAGE));
    }
    let big5 = encoding_rs::BIG5.encode("公開").0;
    assert_eq!(decode_page(&big5, "HTML", Some(encoding_rs::BIG5)).as_deref(), Ok("公開"));
}

#[test]
fn a_page_may_have_a_few_broken_characters() {
    let long = PAGE.repeat(100);
    let with = |slips: &[u8]| [long.as_bytes(), slips, PAGE.as_bytes()].concat();
    let one = with(b"\xff");
    let text = decode_page(&one, "HTML", Some(UTF_8)).unwrap();
    assert_eq!(text.matches(char::REPLACEMENT_CHARACTER).count(), 1);
    assert!(decode(&one, "HTML").is_err(), "a file is read whole or not at all");
    assert_eq!(decode_page(&with(&[0xff; 9]), "HTML", Some(UTF_8)), wrong("UTF-8", 101));
}
