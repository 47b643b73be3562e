//! Files are written complete or not at all, and a wrong file gets one clear error with its name.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;

use gongkai::{Cell, Format, Organ, ReadOptions, Report, WriteOptions, Year, open, save, save_all};

fn report() -> Report {
    let mut report = Report::new(Organ::new("青山镇人民政府"), Year::new(2023).unwrap());
    report.set("applications.received.total".parse().unwrap(), Cell::from(4));
    report
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn what_is_saved_opens_again() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["报告.toml", "报告.JSON"] {
        let path = folder.path().join(name);
        save(&report(), &path, &WriteOptions::default()).unwrap();
        assert_eq!(open(&path, &ReadOptions::default()).unwrap().report, report());
    }
    assert_eq!(names(folder.path()), ["报告.JSON", "报告.toml"]);
}

#[test]
fn files_with_macros_and_templates_are_read_and_never_written() {
    let folder = tempfile::tempdir().unwrap();
    for (format, names) in
        [(Format::Docx, ["a.docm", "b.DOTX", "c.dotm"]), (Format::Xlsx, ["a.xlsm", "b.xltx", "c.XLTM"])]
    {
        let bytes = gongkai::write(&report(), format, &WriteOptions::default()).unwrap();
        for name in names {
            let path = folder.path().join(name);
            fs::write(&path, &bytes.bytes).unwrap();
            let read = open(&path, &ReadOptions::default()).unwrap().report;
            assert_eq!(read.cell("applications.received.total".parse().unwrap()), Some(&Cell::from(4)), "{name}");
            assert_eq!(Format::of_path(&path), None, "{name}");
            fs::remove_file(&path).unwrap();
            assert!(save(&report(), &path, &WriteOptions::default()).is_err(), "{name}");
        }
    }
    // Nor is a page with its pictures in one file.
    assert!(save(&report(), folder.path().join("a.mht"), &WriteOptions::default()).is_err());
    assert_eq!(names(folder.path()), [""; 0]);
}

#[test]
fn all_or_none() {
    let folder = tempfile::tempdir().unwrap();
    let (good, old, bad) = (folder.path().join("a.toml"), folder.path().join("b.json"), folder.path().join("c.json"));
    fs::write(&old, "before").unwrap();
    fs::create_dir(&bad).unwrap();
    let error = save_all(&report(), &[&good, &old, &bad], &WriteOptions::default()).unwrap_err();
    assert!(error.to_string().ends_with("c.json: 这是文件夹，不是文件 / is a directory"), "{error}");
    assert_eq!(names(folder.path()), ["b.json", "c.json"]);
    assert_eq!(fs::read_to_string(&old).unwrap(), "before");

    let unknown = folder.path().join("d.docm");
    assert!(save_all(&report(), &[&good, &unknown], &WriteOptions::default()).is_err());
    assert!(save_all(&report(), &[&good, &good], &WriteOptions::default()).is_err());
    assert_eq!(names(folder.path()), ["b.json", "c.json"]);
}

#[test]
fn folders_of_outputs_are_made_and_one_that_cannot_be_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    save(&report(), folder.path().join("no/such/a.toml"), &WriteOptions::default()).unwrap();
    assert!(folder.path().join("no/such/a.toml").is_file());
    // A file stands where a folder should.
    let error = save(&report(), folder.path().join("no/such/a.toml/b.toml"), &WriteOptions::default()).unwrap_err();
    assert!(error.to_string().contains("a.toml"), "{error}");
    assert_eq!(std::fs::read_dir(folder.path().join("no/such")).unwrap().count(), 1);
}

#[test]
fn wrong_files_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let case = |name: &str, bytes: &[u8], expected: &str| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        let error = open(&path, &ReadOptions::default()).unwrap_err().to_string();
        let error = error.replace(&format!("{}", path.display()), name);
        assert_eq!(error, expected);
    };
    case("a.toml", b"", "a.toml: 文件是空的 / the file is empty");
    case(
        "a.toml",
        b"year = 2023\nyera = 1\n",
        "a.toml:2:1: 不认识的键“yera”；是否应为“year”？ / unknown key “yera”; did you mean “year”?",
    );
    case("a.json", b"%PDF-1.7 ", "a.json: 不是 JSON 文件，而像是 PDF / is not JSON but looks like PDF");
    case(
        "a.odt",
        b"x",
        "a.odt: 不能读取 OpenDocument (.odt, .ods)；请用 Word 或 WPS 另存为 .docx 或 .xlsx / cannot read OpenDocument (.odt, .ods); save it as .docx or .xlsx",
    );
    // Under the name of an older format it is read by what it is, or named.
    case(
        "a.doc",
        b"\x89PNG\r\n\x1a\n",
        "a.doc: 不是旧版 Word、WPS（.doc、.wps）文件，而像是 PNG 图片 / is not old Word or WPS (.doc, .wps) but looks like a PNG picture",
    );
    case(
        "a.dat",
        b"%PDF-1.7 ",
        "a.dat: 认不出文件格式“dat”，内容像是PDF / unknown format “dat”; the content looks like PDF",
    );
    case("a", b"abc", "a: 认不出文件格式 / unknown format");
    let missing = open(folder.path().join("none.toml"), &ReadOptions::default()).unwrap_err();
    assert!(missing.to_string().contains("文件或文件夹不存在"), "{missing}");
    assert!(open(folder.path(), &ReadOptions::default()).unwrap_err().to_string().contains("这是文件夹"));
}

#[test]
fn a_file_without_extension_is_told_by_content() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report");
    fs::write(&path, "{\"year\": 2023}").unwrap();
    assert_eq!(open(&path, &ReadOptions::default()).unwrap().report.year, Year::new(2023).ok());
    fs::write(&path, "year = 2023").unwrap();
    let options = ReadOptions::default().with_format(Format::Toml);
    assert_eq!(open(&path, &options).unwrap().report.year, Year::new(2023).ok());
}

#[test]
fn no_more_than_the_limit_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.toml");
    fs::write(&path, "year = 2023 # ……………………").unwrap();
    let mut limits = gongkai::Limits::default();
    limits.file_bytes = 16;
    let error = open(&path, &ReadOptions::default().with_limits(limits)).unwrap_err();
    assert!(error.to_string().contains("超过读取上限"), "{error}");
}

#[cfg(unix)]
#[test]
fn links_are_followed_and_devices_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let (real, link) = (folder.path().join("real.toml"), folder.path().join("link.toml"));
    fs::write(&real, "before").unwrap();
    std::os::unix::fs::symlink(&real, &link).unwrap();
    save(&report(), &link, &WriteOptions::default()).unwrap();
    assert!(link.is_symlink());
    assert_eq!(open(&real, &ReadOptions::default()).unwrap().report, report());
    let options = WriteOptions::default().with_format(Format::Toml);
    let error = save(&report(), "/dev/null", &options).unwrap_err();
    assert!(error.to_string().contains("不是普通文件"), "{error}");
}
