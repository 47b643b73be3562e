//! No command destroys work: neither what it reads, nor what somebody changed by hand or brought from elsewhere.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod run;

use std::fs;
use std::path::Path;

use run::{gongkai, names, report, report_of};

/// A folder with a few reports, a register, a list and a style.
fn office() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("in")).unwrap();
    fs::write(at("r.toml"), report(11)).unwrap();
    fs::write(at("q.toml"), report_of("青山镇人民政府", 2022, 11)).unwrap();
    fs::write(at("in/c.toml"), report_of("绿水镇人民政府", 2023, 11)).unwrap();
    fs::write(at("list.txt"), "绿水镇人民政府\n").unwrap();
    fs::write(at("style.toml"), "line_pitch = 28\n").unwrap();
    fs::write(at("days.txt"), "放假 2023-01-02\n").unwrap();
    fs::write(at("local.toml"), "[rules]\nGK404 = \"off\"\n").unwrap();
    fs::write(at("l.csv"), "编号,收到日期,申请人类型,办结日期,办理结果\n1,2023-01-09,自然人,2023-01-20,予以公开\n")
        .unwrap();
    fs::write(at("d.csv"), "编号,案件类型,收到日期,办结日期,办理结果\n1,行政复议,2023-1-9,2023-3-1,维持\n").unwrap();
    let made = gongkai(folder.path(), &["convert", "r.toml", "-o", "r.json", "-o", "r.xlsx", "-o", "r.docx"]);
    assert_eq!(made.status, 0, "{}", made.err);
    let made = gongkai(folder.path(), &["convert", "q.toml", "-o", "q.xlsx"]);
    assert_eq!(made.status, 0, "{}", made.err);
    folder
}

/// Every file with its bytes.
fn snapshot(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut all = Vec::new();
    for name in names(folder) {
        let path = folder.join(&name);
        if path.is_dir() {
            all.extend(snapshot(&path));
        } else {
            all.push((path.display().to_string(), fs::read(path).unwrap()));
        }
    }
    all
}

#[test]
fn no_command_replaces_what_it_reads() {
    let office = office();
    let folder = office.path();
    fs::hard_link(folder.join("r.toml"), folder.join("linked.toml")).unwrap();
    fs::write(folder.join("r.accepted.toml"), "").unwrap();
    let tally = ["tally", "l.csv", "--year", "2023"];
    let sum = ["consolidate", "in", "--organ", "某县人民政府"];
    let cases: Vec<Vec<&str>> = vec![
        vec!["check", "r.json", "-o", "r.json"],
        vec!["check", "r.toml", "-o", "r.toml"],
        vec!["check", "r.toml", "--previous", "q.toml", "-o", "q.toml"],
        vec!["check", "r.toml", "--children", "in", "-o", "in/c.toml"],
        vec!["check", "r.toml", "--children", "in", "--expect", "list.txt", "-o", "list.txt"],
        vec!["check", "r.toml", "--config", "local.toml", "-o", "local.toml"],
        vec!["check", "r.toml", "-o", "r.accepted.toml"],
        vec!["check", "in", "-o", "in/c.toml"],
        vec!["compare", "q.xlsx", "r.xlsx", "-o", "q.xlsx"],
        vec!["compare", "q.xlsx", "r.xlsx", "-o", "in/../R.XLSX"],
        [&sum[..], &["-o", "in/c.toml"]].concat(),
        [&sum[..], &["--own", "r.json", "-o", "r.json"]].concat(),
        [&sum[..], &["--expect", "list.txt", "-o", "s.toml", "--contributions", "list.txt"]].concat(),
        [&sum[..], &["--style", "style.toml", "-o", "style.toml"]].concat(),
        vec!["convert", "r.json", "-o", "r.json"],
        vec!["convert", "r.toml", "-o", "linked.toml"],
        vec!["convert", "r.toml", "-o", "R.TOML"],
        vec!["convert", "r.json", "-o", "x.docx", "--receipt", "r.json"],
        vec!["convert", "r.json", "-o", "style.toml", "--style", "style.toml"],
        vec!["new", "--from", "r.docx", "-o", "r.docx"],
        [&tally[..], &["--organ", "某镇", "--level", "township", "-o", "l.csv"]].concat(),
        [&tally[..], &["--into", "r.toml", "-o", "r.toml"]].concat(),
        [&tally[..], &["--into", "r.toml", "--disputes", "d.csv", "-o", "d.csv"]].concat(),
        [&tally[..], &["--into", "r.toml", "--calendar", "days.txt", "-o", "days.txt"]].concat(),
    ];
    let before = snapshot(folder);
    for mut args in cases {
        args.push("--force");
        let ran = gongkai(folder, &args);
        assert_eq!(ran.status, 2, "{args:?}: {}{}", ran.out, ran.err);
        assert!(ran.err.contains("输出就是输入文件"), "{args:?}: {}", ran.err);
        assert!(snapshot(folder) == before, "{args:?}");
    }
}

#[test]
fn what_is_as_it_was_written_is_replaced_and_what_was_changed_is_not() {
    let office = office();
    let folder = office.path();
    for name in ["r.docx", "r.xlsx", "r.pdf"] {
        let run = |more: &[&str]| gongkai(folder, &[&["convert", "r.toml", "-o", name], more].concat());
        fs::write(folder.join("r.toml"), report(11)).unwrap();
        assert_eq!(run(&[]).status, 0);
        let first = fs::read(folder.join(name)).unwrap();
        // The same input again, and another one: nobody touched the file.
        assert_eq!(run(&[]).status, 0);
        assert!(fs::read(folder.join(name)).unwrap() == first, "{name}: the same input gives the same bytes");
        fs::write(folder.join("r.toml"), report(12)).unwrap();
        let ran = run(&[]);
        assert_eq!(ran.status, 0, "{name}: {}", ran.err);
        let second = fs::read(folder.join(name)).unwrap();
        assert!(second != first, "{name}");
        // A file that came from elsewhere, and one of which a byte was changed.
        let mut changed = second.clone();
        let middle = changed.len() / 2;
        changed[middle] ^= 1;
        for other in [changed, b"PK by somebody else".to_vec(), b"%PDF-1.4 by somebody else".to_vec()] {
            fs::write(folder.join(name), &other).unwrap();
            let ran = run(&[]);
            assert_eq!(ran.status, 2, "{name}");
            assert!(ran.err.contains("改动过或来自别处") && ran.err.contains("--force"), "{}", ran.err);
            assert!(fs::read(folder.join(name)).unwrap() == other, "{name}");
        }
        assert_eq!(run(&["--force"]).status, 0);
        assert!(fs::read(folder.join(name)).unwrap() == second, "{name}");
    }
}

#[test]
fn text_is_replaced_when_it_says_the_same_or_by_force() {
    let office = office();
    let folder = office.path();
    let cases: [&[&str]; 6] = [
        &["convert", "q.toml", "-o", "out.json"],
        &["convert", "q.toml", "-o", "out.toml"],
        &["convert", "q.toml", "-o", "x.docx", "--receipt", "out.json"],
        &["check", "r.toml", "-o", "out.txt"],
        &["check", "r.toml", "--format", "csv", "-o", "out.csv"],
        &["consolidate", "in", "--organ", "某县人民政府", "-o", "s.toml", "--contributions", "out.csv"],
    ];
    for args in cases {
        let out = folder.join(args.last().unwrap());
        let _ = fs::remove_file(&out);
        assert_eq!(gongkai(folder, args).status, 0, "{args:?}");
        assert_eq!(gongkai(folder, args).status, 0, "{args:?} again");
        fs::write(&out, "写了三天的东西").unwrap();
        let ran = gongkai(folder, args);
        assert_eq!(ran.status, 2, "{args:?}");
        assert!(ran.err.contains("内容不同"), "{args:?}: {}", ran.err);
        assert_eq!(fs::read_to_string(&out).unwrap(), "写了三天的东西");
        assert_eq!(gongkai(folder, &[args, &["--force"]].concat()).status, 0, "{args:?}");
        assert_ne!(fs::read_to_string(&out).unwrap(), "写了三天的东西");
    }
    // A file without a byte holds nobody's work.
    fs::write(folder.join("empty.json"), "").unwrap();
    assert_eq!(gongkai(folder, &["convert", "q.toml", "-o", "empty.json"]).status, 0);
}

#[test]
fn workbooks_of_results_are_known_again() {
    let office = office();
    let folder = office.path();
    let compare = ["compare", "q.toml", "r.toml", "-o", "c.xlsx"];
    let check = ["check", "r.toml", "--format", "xlsx", "-o", "s.xlsx"];
    for args in [&compare[..], &check] {
        assert_eq!(gongkai(folder, args).status, 0, "{args:?}");
    }
    fs::write(folder.join("r.toml"), report(12)).unwrap();
    for args in [&compare[..], &check] {
        assert!(gongkai(folder, args).status <= 1, "{args:?}");
    }
    for name in ["c.xlsx", "s.xlsx"] {
        fs::copy(folder.join("r.docx"), folder.join(name)).unwrap();
        let mut bytes = fs::read(folder.join(name)).unwrap();
        bytes.truncate(bytes.len() - 5);
        fs::write(folder.join(name), bytes).unwrap();
    }
    for args in [&compare[..], &check] {
        assert_eq!(gongkai(folder, args).status, 2, "{args:?}");
    }
}

#[test]
fn outputs_say_what_they_were_made_from() {
    let office = office();
    let folder = office.path();
    let sum = ["consolidate", "in", "--organ", "某县人民政府", "-o", "s.docx", "--contributions", "t.xlsx"];
    let tally = ["tally", "l.csv", "--year", "2023", "--organ", "青山镇人民政府", "-o", "u.xlsx"];
    let check = ["check", "r.toml", "in", "-o", "v.xlsx", "--return", "back"];
    let compare = ["compare", "q.toml", "r.toml", "-o", "w.xlsx"];
    let all = [&sum[..], &tally, &check, &compare];
    let outputs = ["s.docx", "t.xlsx", "u.xlsx", "v.xlsx", "w.xlsx"];
    let made_from = || {
        all.iter().for_each(|args| assert!(gongkai(folder, args).status < 2, "{args:?}"));
        outputs.map(|name| gongkai::Record::of(&fs::read(folder.join(name)).unwrap()).unwrap().input.unwrap())
    };
    let before = made_from();
    assert_eq!(made_from(), before, "the same again");
    // Whatever changes of what each of them reads shows in its record, though its figures be the same.
    let add = |name: &str, text: &str| {
        let path = folder.join(name);
        fs::write(&path, fs::read_to_string(&path).unwrap() + text).unwrap();
    };
    for name in ["in/c.toml", "r.toml"] {
        add(name, "# 核对过\n");
    }
    add("l.csv", "2,2023-02-09,自然人,2023-02-20,予以公开\n");
    let after = made_from();
    for ((name, before), after) in outputs.iter().zip(before).zip(after) {
        assert_ne!(before, after, "{name}");
    }
}

#[test]
fn the_record_in_the_output_says_whether_it_is_up_to_date() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::create_dir(folder.join("in")).unwrap();
    let again = |more: &[&str]| {
        gongkai(folder, &[&["convert", "in", "-d", "out", "--to", "docx,pdf,ofd,xlsx,json", "--newer"], more].concat())
    };
    fs::write(folder.join("in/a.toml"), report(11)).unwrap();
    assert_eq!(again(&[]).out.lines().count(), 5);
    let ran = again(&[]);
    assert_eq!((ran.status, ran.out.as_str()), (0, ""), "nothing has changed: {}", ran.err);
    // Another style, and the first again.
    let binary = ["convert", "in", "-d", "out", "--to", "docx,pdf,ofd", "--newer"];
    let plain = gongkai(folder, &[&binary[..], &["--profile", "plain"]].concat());
    assert_eq!((plain.status, plain.out.lines().count()), (0, 3), "{}", plain.err);
    assert_eq!(gongkai(folder, &binary).out.lines().count(), 3);
    // Another input, older than the outputs by the clock.
    fs::write(folder.join("in/a.toml"), report(12)).unwrap();
    let old = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000_000);
    fs::File::options().append(true).open(folder.join("in/a.toml")).unwrap().set_modified(old).unwrap();
    assert_eq!(gongkai(folder, &binary).out.lines().count(), 3, "the time says nothing");
    // An output of another input stands for nothing.
    fs::write(folder.join("b.toml"), report_of("绿水镇人民政府", 2023, 11)).unwrap();
    assert_eq!(gongkai(folder, &["convert", "b.toml", "-o", "out/a.docx", "-o", "out/a.ofd"]).status, 0);
    assert_eq!(gongkai(folder, &binary).out.lines().count(), 3);
}

#[test]
fn a_result_is_not_put_into_a_file_that_is_called_something_else() {
    let office = office();
    let folder = office.path();
    for args in [
        &["check", "r.toml", "-o", "x.doc"][..],
        &["check", "r.toml", "-o", "x.pdf"],
        &["check", "r.toml", "-o", "x.toml"],
        &["check", "r.toml", "--format", "json", "-o", "x.xlsx"],
        &["check", "r.toml", "--format", "xlsx", "-o", "x.csv"],
        &["compare", "q.toml", "r.toml", "-o", "x.docx"],
        &["compare", "q.toml", "r.toml", "-o", "x.txt"],
        &["convert", "r.toml", "-o", "y.json", "--receipt", "x.docx"],
        &["consolidate", "in", "--organ", "某县人民政府", "-o", "y.toml", "--contributions", "x.docx"],
    ] {
        let ran = gongkai(folder, args);
        assert_eq!(ran.status, 2, "{args:?}");
        assert!(ran.err.contains("x."), "{args:?}: {}", ran.err);
        assert!(names(folder).iter().all(|name| !name.starts_with("x.") && !name.starts_with("y.")), "{args:?}");
    }
    // Where nothing else is said, the name says which format is meant.
    assert_eq!(gongkai(folder, &["check", "r.toml", "-o", "x.json"]).status, 0);
    assert!(fs::read_to_string(folder.join("x.json")).unwrap().starts_with('{'));
    for name in ["x.xlsx", "x.docx"] {
        assert_eq!(gongkai(folder, &["check", "r.toml", "-o", name]).status, 0);
        assert!(fs::read(folder.join(name)).unwrap().starts_with(b"PK"));
    }
}

#[test]
fn folders_are_made_and_nothing_is_left_over() {
    let office = office();
    let folder = office.path();
    let long = "0123456789ab";
    fs::create_dir(folder.join("out")).unwrap();
    for name in [format!(".gongkai-{long}"), format!("out/.gongkai-{long}")] {
        fs::write(folder.join(name), "half a file").unwrap();
    }
    fs::write(folder.join("out/.gongkai-notes.txt"), "somebody's own").unwrap();
    // What a run that lives holds is not touched.
    let held = fs::File::create(folder.join("out/.gongkai-held")).unwrap();
    held.lock().unwrap();
    for args in [
        &["convert", "r.toml", "-o", "out/a/b/r.docx", "-o", "out/r.json"][..],
        &["check", "r.toml", "-o", "out/c/r.txt"],
        &["check", "r.toml", "-o", "made.txt"],
        &["compare", "q.toml", "r.toml", "-o", "out/d/r.xlsx"],
        &["new", "--from", "q.toml", "-o", "out/e/r.xlsx"],
        &["tally", "l.csv", "--year", "2023", "--organ", "某镇", "-o", "out/f/r.toml"],
        &["consolidate", "in", "--organ", "某县人民政府", "-o", "out/g/r.toml", "--contributions", "out/h/c.xlsx"],
    ] {
        let ran = gongkai(folder, args);
        assert_eq!(ran.status, 0, "{args:?}: {}", ran.err);
    }
    assert!(names(folder).iter().all(|name| !name.starts_with('.')), "{:?}", names(folder));
    let hidden: Vec<String> = names(&folder.join("out")).into_iter().filter(|name| name.starts_with('.')).collect();
    assert_eq!(hidden, [".gongkai-held", ".gongkai-notes.txt"]);
}

#[test]
fn outputs_of_which_a_killed_run_replaced_some_are_named() {
    let office = office();
    let folder = office.path();
    assert_eq!(gongkai(folder, &["convert", "r.toml", "-o", "a.docx", "-o", "a.xlsx"]).status, 0);
    // What such a run writes down before it moves its outputs.
    let digest = |name: &str| gongkai::Digest::of(&fs::read(folder.join(name)).unwrap());
    let line = |name: &str, digest: gongkai::Digest| format!("{digest} {}\n", folder.join(name).display());
    let half = line("a.docx", digest("a.docx")) + &line("a.xlsx", digest("a.docx"));
    fs::write(folder.join(".gongkai-0123456789ab.set"), half).unwrap();
    let ran = gongkai(folder, &["convert", "r.toml", "-o", "a.docx", "-o", "a.xlsx"]);
    assert_eq!(ran.status, 0);
    assert!(ran.err.contains("上次运行中断") && ran.err.contains("a.xlsx 还是旧的"), "{}", ran.err);
    let whole = line("a.docx", digest("a.docx")) + &line("a.xlsx", digest("a.xlsx"));
    fs::write(folder.join(".gongkai-0123456789ab.set"), whole).unwrap();
    let ran = gongkai(folder, &["convert", "r.toml", "-o", "a.docx", "-o", "a.xlsx"]);
    assert!(!ran.err.contains("上次运行中断"), "{}", ran.err);
}

#[cfg(unix)]
#[test]
fn who_may_read_an_output_stays_as_it_is() {
    use std::os::unix::fs::PermissionsExt as _;
    let office = office();
    let folder = office.path();
    for name in ["r.docx", "m.json"] {
        let path = folder.join(name);
        let mode = || fs::metadata(&path).unwrap().permissions().mode() & 0o777;
        gongkai(folder, &["convert", "r.toml", "-o", name]);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        let before = fs::read(&path).unwrap();
        fs::write(folder.join("r.toml"), report(12)).unwrap();
        assert_eq!(gongkai(folder, &["convert", "r.toml", "-o", name, "--force"]).status, 0);
        assert!(fs::read(&path).unwrap() != before, "it was written");
        assert_eq!(mode(), 0o600, "{name}");
        fs::write(folder.join("r.toml"), report(11)).unwrap();
    }
}
