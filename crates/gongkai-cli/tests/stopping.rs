//! Stopping a run: whole files only, and nothing left over.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod run;

use std::fs;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use run::{gongkai, names, report_of};

#[test]
fn whoever_stops_a_run_finds_whole_files_and_no_others() {
    for signal in ["INT", "TERM", "KILL"] {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        fs::create_dir(folder.join("in")).unwrap();
        for n in 0..400 {
            fs::write(folder.join(format!("in/{n:03}.toml")), report_of(&format!("第{n}镇"), 2023, 11)).unwrap();
        }
        let args = ["convert", "in", "-d", "out", "--to", "docx,xlsx"];
        let mut command = Command::new(assert_cmd::cargo::cargo_bin("gongkai"));
        command.current_dir(folder).args(args).stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        while !folder.join("out").exists() {
            sleep(Duration::from_millis(5));
        }
        sleep(Duration::from_millis(300));
        let sent = Command::new("kill").args([format!("-{signal}"), child.id().to_string()]).status().unwrap();
        assert!(sent.success());
        let status = child.wait().unwrap();
        assert!(!status.success(), "{signal}: the run was over before it was stopped");
        let made = names(&folder.join("out"));
        assert!(made.iter().filter(|name| !name.starts_with('.')).count() < 800, "{signal}: nothing was stopped");
        if signal != "KILL" {
            assert!(made.iter().all(|name| !name.starts_with('.')), "{signal}: {made:?}");
            let pairs = made.iter().filter(|name| name.ends_with(".docx")).count();
            assert_eq!(made.len(), 2 * pairs, "{signal}: an input has all its outputs or none");
        }
        for name in made.iter().filter(|name| !name.starts_with('.')) {
            let bytes = fs::read(folder.join("out").join(name)).unwrap();
            assert!(gongkai::Record::of(&bytes).is_some(), "{signal}: {name} is not whole");
        }
        // The next run clears what was left.
        let ran = gongkai(folder, &["convert", "in/000.toml", "-o", "out/000.docx"]);
        assert_eq!(ran.status, 0, "{}", ran.err);
        assert!(names(&folder.join("out")).iter().all(|name| !name.starts_with('.')), "{signal}");
    }
}
