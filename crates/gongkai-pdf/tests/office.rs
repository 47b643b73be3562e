//! Reads PDFs that other programs made: LibreOffice from Word files, and a browser from pages.
//!
//! The files are made anew for each seed, with the mess that offices make varied at random, and every cell is compared.
//! It needs python3 with python-docx, `soffice`, and for pages `chromium`, so it runs when asked for:
//! `cargo test -p gongkai-pdf --test office -- --ignored`; `GONGKAI_SEEDS=100..140` picks other seeds.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod filings;

use std::path::Path;
use std::process::Command;

use filings::{Filing, Random, compare};
use gongkai_core::format::{Limits, Reader};
use gongkai_pdf::PdfReader;

fn seeds() -> std::ops::Range<u64> {
    let given = std::env::var("GONGKAI_SEEDS").unwrap_or_else(|_| "1..5".to_owned());
    let (from, to) = given.split_once("..").expect("a range");
    from.parse().expect("a seed")..to.parse().expect("a seed")
}

fn run(command: &mut Command) {
    let done = command.output().expect("the program starts");
    assert!(done.status.success(), "{command:?}: {}", String::from_utf8_lossy(&done.stderr));
}

fn judge(folder: &Path, filings: &[Filing]) {
    let mut wrong = Vec::new();
    for filing in filings {
        let path = folder.join(format!("{}.pdf", filing.name));
        let bytes = std::fs::read(&path).expect("the program made a PDF");
        let differences = match PdfReader.read(&bytes, &Limits::default()) {
            Ok(document) => compare(filing, &document),
            Err(error) => vec![error.to_string()],
        };
        if !differences.is_empty() {
            wrong.push(format!("{} {}:\n  {}", path.display(), filing.style, differences.join("\n  ")));
        }
    }
    assert!(wrong.is_empty(), "{} of {} files read wrongly\n{}", wrong.len(), filings.len(), wrong.join("\n"));
}

#[test]
#[ignore = "needs python-docx and LibreOffice"]
fn reads_what_libreoffice_exports() {
    let filings: Vec<Filing> = seeds().map(|seed| Filing::random(&mut Random::new(seed), seed)).collect();
    export("gongkai-pdf-office", &filings);
}

#[test]
#[ignore = "needs python-docx and LibreOffice"]
fn never_reads_wrongly_without_rulings() {
    let bare = |seed| {
        let mut filing = Filing::random(&mut Random::new(seed ^ 0x0B), seed);
        filing.style["borders"] = "none".into();
        filing
    };
    export("gongkai-pdf-bare", &seeds().map(bare).collect::<Vec<_>>());
}

fn export(name: &str, filings: &[Filing]) {
    let folder = std::env::temp_dir().join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder");
    let json: Vec<serde_json::Value> = filings.iter().map(Filing::to_json).collect();
    std::fs::write(folder.join("filings.json"), serde_json::to_vec(&json).expect("JSON")).expect("written");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tools/make_docx.py");
    run(Command::new("python3").arg(script).arg(folder.join("filings.json")).arg(&folder));
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    let files = filings.iter().map(|filing| folder.join(format!("{}.docx", filing.name)));
    run(Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", "pdf", "--outdir"])
        .arg(&folder)
        .args(files));
    judge(&folder, filings);
}

#[test]
#[ignore = "needs chromium"]
fn reads_what_a_browser_prints() {
    let folder = std::env::temp_dir().join("gongkai-pdf-browser");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder");
    let mut filings = Vec::new();
    for seed in seeds() {
        let mut random = Random::new(seed ^ 0xB0);
        let filing = Filing::random(&mut random, seed);
        let page = folder.join(format!("{}.html", filing.name));
        std::fs::write(&page, filing.to_html(&mut random)).expect("written");
        run(Command::new("chromium")
            .args(["--headless", "--no-sandbox", "--disable-gpu"])
            .arg(format!("--user-data-dir={}", folder.join("profile").display()))
            .arg(format!("--print-to-pdf={}", folder.join(format!("{}.pdf", filing.name)).display()))
            .arg(format!("file://{}", page.display())));
        filings.push(filing);
    }
    judge(&folder, &filings);
}
