//! A small county through the desk, from a raw folder of files made by other programs to letters, overview and consolidated
//! report, all of it re-read by those programs: the example with fewer bodies.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test fails by panicking, and says where it is not run"
)]

use std::path::Path;
use std::process::Command;

#[test]
fn a_county_goes_from_a_raw_folder_to_its_papers_by_four_commands() {
    let named = |name: &str| std::env::var(name).ok().filter(|program| !program.is_empty());
    let (Some(python), Some(soffice)) = (named("GONGKAI_PYTHON"), named("GONGKAI_SOFFICE")) else {
        eprintln!("not run: GONGKAI_PYTHON and GONGKAI_SOFFICE are not set");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/county.sh");
    let output = Command::new("sh")
        .arg(script)
        .arg(folder.path())
        .arg("17")
        .env("GONGKAI", assert_cmd::cargo::cargo_bin("gongkai"))
        .env("GONGKAI_PYTHON", python)
        .env("GONGKAI_SOFFICE", soffice)
        .output()
        .unwrap();
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success() && out.contains("都对"), "{out}{err}");
}

#[test]
fn what_gives_trouble_goes_through_the_desk_too() {
    let named = std::env::var("GONGKAI_PYTHON").ok().filter(|program| !program.is_empty());
    let Some(python) = named else {
        eprintln!("not run: GONGKAI_PYTHON is not set");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/county/trouble.py");
    let output = Command::new(python)
        .arg(script)
        .arg(folder.path())
        .arg(assert_cmd::cargo::cargo_bin("gongkai"))
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .env("PYTHONUTF8", "1")
        .output()
        .unwrap();
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success() && out.contains("都对"), "{out}{err}");
}
