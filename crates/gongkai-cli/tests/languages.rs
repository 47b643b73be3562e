//! What is said of bad input is said in one language: an English message holds Chinese only in quotation marks, and a
//! Chinese one no English but names, options and quotations.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod run;

use std::fs;
use std::path::Path;

use run::{gongkai, report, report_of};

/// What stands outside quotation marks and the titles of documents.
fn unquoted(text: &str) -> String {
    let mut open = 0_usize;
    text.chars()
        .filter(|c| match c {
            '“' | '《' => {
                open += 1;
                false
            }
            '”' | '》' => {
                open = open.saturating_sub(1);
                false
            }
            _ => open == 0,
        })
        .collect()
}

fn is_chinese(c: char) -> bool {
    ('\u{3400}'..='\u{9fff}').contains(&c)
        || ('\u{3000}'..='\u{303f}').contains(&c)
        || ('\u{ff00}'..='\u{ff5e}').contains(&c)
}

/// Two words of small letters one after the other, which neither options nor the names of files and formats are.
fn is_english(line: &str) -> bool {
    let word = |word: &str| word.len() > 1 && word.chars().all(|c| c.is_ascii_lowercase());
    let words: Vec<&str> = line.split(' ').map(|one| one.trim_end_matches([',', ';', ':', '.'])).collect();
    words.windows(2).any(|pair| pair.iter().all(|one| word(one) && *one != "gongkai"))
}

fn write(folder: &Path, files: &[(&str, &[u8])]) {
    for (name, bytes) in files {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

/// The bodies whose reports are among them.
const BODIES: [&str; 3] = ["青山镇", "绿水镇", "红土镇"];

/// Files of every bad kind.
fn bad_files(folder: &Path) {
    let files: &[(&str, &[u8])] = &[
        ("empty.docx", b""),
        ("empty.txt", b""),
        ("cut.pdf", b"%PDF-1.7\n1 0 obj"),
        ("cut.docx", b"PK\x03\x04word/document.xml"),
        ("cut.xlsx", b"PK\x03\x04xl/workbook.xml"),
        ("cut.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ("cut.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ("cut.ofd", b"PK\x03\x04OFD.xml"),
        ("picture.docx", b"\x89PNG\r\n\x1a\n"),
        ("picture.png", b"\x89PNG\r\n\x1a\n"),
        ("old.rtf", b"{\\rtf1 a}"),
        ("other.odt", b"PK\x03\x04content.xml"),
        ("archive.zip", b"PK\x03\x04a.txt"),
        ("pdf.docx", b"%PDF-1.7"),
        ("bytes.txt", b"\x00\x01\x02\x03\xff\xfe"),
        ("half.txt", b"\xd6\xd0\xce\xc4\xff\xff\xff"),
        ("unknown.xyz", b"\x00\x01"),
        ("nothing", b"\x00\x01"),
        ("prose.txt", "一、总体情况\n全年工作扎实。\n".as_bytes()),
        ("list.html", "<html><body><ul><li><a href=a.docx>甲局2023年政府信息公开工作年度报告</a><li><a href=b.docx>乙局2023年政府信息公开工作年度报告</a><li><a href=c.docx>丙局2023年政府信息公开工作年度报告</a></ul></body></html>".as_bytes()),
        ("attached.html", "<html><body><p>报告见附件</p><a href=a.docx>附件：2023年政府信息公开工作年度报告.docx</a></body></html>".as_bytes()),
        ("login.html", "<html><body><form><input type=password></form>请登录</body></html>".as_bytes()),
        ("missing.html", "<html><head><title>404</title></head><body>您访问的页面不存在</body></html>".as_bytes()),
        ("script.html", b"<html><body><script>x()</script></body></html>"),
        ("syntax.toml", b"year = \n"),
        ("key.toml", b"year = 2023\nyaer = 1\n"),
        ("type.toml", b"year = 2023\n[applications]\nreceived = \"a\"\n"),
        ("row.toml", b"year = 2023\n[applications]\nrecieved = [1,2,3,4,5,6,7]\n"),
        ("length.toml", b"year = 2023\n[applications]\nreceived = [1,2]\n"),
        ("year.toml", b"year = 1023\n"),
        ("part.toml", b"year = 2023\noverview = [{ cells = [[1]] }]\n"),
        ("syntax.json", b"{\"year\": 2023,,}"),
        ("comment.json", b"{\"year\": 2023 /* a */}"),
        ("open.json", b"{\"year\": 2023"),
        ("value.json", b"{\"year\": [2023]}"),
        ("style/syntax.toml", b"[page\n"),
        ("style/key.toml", b"[page]\ntopp = 37\n"),
        ("style/value.toml", b"[page]\ntop = \"x\"\n"),
        ("style/room.toml", b"[page]\nleft = 120\nright = 90\n"),
        ("policy/syntax.toml", b"[rules\n"),
        ("policy/key.toml", b"rulse = 1\n"),
        ("policy/law.toml", b"[rules]\nGK101 = \"off\"\n"),
        ("policy/rule.toml", b"[rules]\nGK999 = \"off\"\n"),
        ("policy/word.toml", b"[rules]\nGK302 = \"never\"\n"),
        ("policy/expression.toml", b"[[checks]]\nid = \"A1\"\nmessage = \"m\"\nmust = \"a +\"\n"),
        ("policy/words.toml", "[words]\n\"甲\" = \"乙\"\n\"乙\" = \"甲\"\n".as_bytes()),
        ("policy/same.toml", "[words]\n\"甲\" = \"甲\"\n".as_bytes()),
        ("policy/names.toml", "names = [\"甲局\"]\n".as_bytes()),
        ("policy/bytes.toml", b"\xff\xfe"),
        ("accepted/a.accepted.toml", b"[[accepted]]\n"),
        ("registers/empty.csv", b""),
        ("registers/columns.csv", "编号,日期\n1,2023-01-02\n".as_bytes()),
        ("registers/lines.csv", "编号,收到日期,申请人类型,办结日期,办理结果\n1,二月,自然人,,\n2,2023-01-09,火星人,,\n3,,自然人,,\n4,2023-02-03,自然人,2023-01-02,予以公开\n5,2023-02-03,自然人,2023-02-05,\n6,2023-02-03,自然人,,予以公开\n6,2023-02-03,自然人,,\n7,2023-02-30,自然人,,\n8\n".as_bytes()),
        ("registers/quote.csv", "编号,收到日期,申请人类型,办结日期,办理结果\n1,2023-01-09,\"自然人,,\n2,2023-01-09,自然人,,\n3,2023-01-09,自然人,,\n".as_bytes()),
        ("registers/calendar.txt", "放假 明天\n".as_bytes()),
        ("registers/good.csv", "编号,收到日期,申请人类型,办结日期,办理结果\n1,2023-01-09,自然人,2023-01-20,予以公开\n".as_bytes()),
        ("twice/c.txt", b"nothing of a report"),
        ("notes/notes.txt", b"nothing of a report"),
        ("notes/cut.pdf", b"%PDF-1.7\n1 0 obj"),
        ("notes/changed.docx", b"PK\x03\x04word/document.xml"),
        ("list.txt", "青山镇\n红土镇\n".as_bytes()),
        ("taken.toml", b"# mine\n"),
    ];
    write(folder, files);
    for (name, text) in [
        ("years/a.toml", report_of("青山镇人民政府", 2022, 11)),
        ("years/b.toml", report_of("绿水镇人民政府", 2023, 11)),
        ("twice/a.toml", report_of("青山镇人民政府", 2023, 11)),
        ("twice/b.toml", report_of("青山镇人民政府", 2023, 12)),
        ("last/a.toml", report_of("青山镇人民政府", 2022, 11)),
        ("this/a.toml", report_of("青山镇人民政府", 2023, 11)),
        ("this/b.toml", report_of("红土镇人民政府", 2023, 11)),
        ("notes/a.toml", report_of("青山镇人民政府", 2023, 11)),
        ("good.toml", report(11)),
    ] {
        write(folder, &[(name, text.as_bytes())]);
    }
    fs::create_dir_all(folder.join("hollow")).unwrap();
}

#[test]
fn what_is_said_of_bad_input_is_in_one_language() {
    let folder = tempfile::tempdir().unwrap();
    bad_files(folder.path());
    let files = "empty.docx empty.txt cut.pdf cut.docx cut.xlsx cut.doc cut.xls cut.ofd picture.docx picture.png old.rtf \
                 other.odt archive.zip pdf.docx bytes.txt half.txt unknown.xyz nothing prose.txt list.html attached.html \
                 login.html missing.html script.html syntax.toml key.toml type.toml row.toml length.toml year.toml \
                 part.toml syntax.json comment.json open.json value.json gone.docx hollow style";
    let mut runs: Vec<String> = Vec::new();
    for file in files.split_whitespace() {
        runs.push(format!("check {file}"));
        runs.push(format!("convert {file} -d out --to json"));
    }
    for style in ["syntax", "key", "value", "room", "gone"] {
        runs.push(format!("convert good.toml -o out/a.json --style style/{style}.toml"));
    }
    for policy in ["syntax", "key", "law", "rule", "word", "expression", "words", "same", "names", "bytes", "gone"] {
        runs.push(format!("check good.toml --config policy/{policy}.toml"));
    }
    for register in ["empty.csv", "columns.csv", "lines.csv", "quote.csv", "gone.csv"] {
        runs.push(format!("tally registers/{register} --year 2023 --organ A -o out/t.toml"));
    }
    let more = "check good.toml --accepted accepted|check good.toml --accepted gone|check good.toml --accept GK104-0 --reason x\
                |check good.toml --withdraw GK104-0|check good.toml --previous gone.toml|check good.toml --previous years/b.toml\
                |check good.toml --children gone|check good.toml --children years --expect gone.txt\
                |check good.toml --children years --expect list.txt|check this --previous last|check this --accept X --reason y\
                |check good.toml --format xlsx|check good.toml -o good.docx|check good.toml -o good.toml\
                |check good.toml --ignore GK101|check good.toml --ignore GK999|check good.toml --select nothing\
                |check good.toml --sheet x|check good.toml --from xyz|check good.toml --strict|check|check --nonsense\
                |check notes|check notes --format csv|check notes --format html -o out/n.html|check notes --return back --track back.toml\
                |review back.toml|review gone.toml|check notes --expect list.txt --strict|consolidate notes --organ A -o out/s.toml\
                |report notes -o out/o.docx|report notes --expect list.txt -o out/o.html|report hollow -o out/o.docx\
                |check good.toml --return out --date tomorrow|check good.toml --jobs 0\
                |convert good.toml -o good.doc|convert good.toml -o a.xyz|convert good.toml -o taken.toml\
                |convert good.toml -o out/a.json -o out/a.json|convert good.toml -o - |convert good.toml -o - --to json --fragment\
                |convert good.toml -o out/a.json --to json|convert this -o a.json|convert good.toml -o out/a.json --receipt r.docx\
                |convert good.toml -o out/a.docx --font-dir gone|convert good.toml -d out --to doc\
                |convert good.toml -o gone/deep/\0a.json\
                |consolidate years --organ A -o out/s.toml|consolidate twice --organ A --expect list.txt -o out/s.toml\
                |consolidate twice --organ A --year 1800 -o out/s.toml|consolidate hollow --organ A -o out/s.toml\
                |consolidate this --organ A --expect gone.txt -o out/s.toml\
                |compare good.toml gone.toml|compare good.toml this|compare last this|compare hollow last\
                |compare last/a.toml this/b.toml|compare good.toml years/a.toml -o a.docx|compare good.toml\
                |tally registers/good.csv --year 2023 --organ A -o out/t.toml --map x|tally registers/good.csv --year x --organ A -o t.toml\
                |tally registers/good.csv --year 2023 --organ A -o out/t.toml --calendar registers/calendar.txt\
                |tally registers/good.csv --year 2023 --organ A -o out/t.toml --sheet x\
                |new --organ A --level nothing --year 2023 -o out/n.toml|new --organ A --year 1900 -o out/n.toml\
                |new --from gone.docx -o out/n.toml|new --organ A --year 2023 -o taken.toml\
                |explain GK999|explain|rules --format x|accepted gone|accepted accepted|manual|completions x|nonsense";
    runs.extend(more.split('|').map(|run| run.replace('\0', "").trim().to_owned()));
    let mut wrong = Vec::new();
    for run in &runs {
        for lang in ["zh", "en"] {
            let mut args: Vec<&str> = run.split_whitespace().collect();
            args.extend(["--lang", lang]);
            let ran = gongkai(folder.path(), &args);
            assert!(!ran.err.contains("panicked"), "{run}: {}", ran.err);
            // What is printed of the reports themselves, their lines and their bodies, is as they have it.
            let of_reports = |line: &&str| line.contains(" | ") || BODIES.iter().any(|body| line.contains(body));
            let printed = ran.out.lines().filter(|line| !of_reports(line));
            for line in ran.err.lines().chain(printed) {
                let plain = unquoted(line);
                let bad = match lang {
                    "en" => plain.contains(is_chinese),
                    // How the command is used is printed by its parser, and what the tables say is of no language.
                    _ => is_english(&plain) && !plain.starts_with("用法") && !plain.contains("可用:"),
                };
                if bad {
                    wrong.push(format!("{run} [{lang}]: {line}"));
                }
            }
        }
    }
    wrong.sort();
    wrong.dedup();
    assert!(wrong.is_empty(), "{} lines:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn json_holds_no_message_in_both_languages_at_once() {
    let folder = tempfile::tempdir().unwrap();
    bad_files(folder.path());
    for args in [
        ["check", "cut.docx", "--format", "json"],
        ["check", "prose.txt", "--format", "json"],
        ["check", "this", "--format", "json"],
        ["check", "good.toml", "--format", "sarif"],
        ["check", "cut.docx", "--format", "csv"],
        ["rules", "--format", "json", "--quiet"],
    ] {
        let ran = gongkai(folder.path(), &args);
        for line in ran.out.lines().filter(|line| line.contains(" / ")) {
            let (before, after) = line.split_once(" / ").unwrap();
            let both = before.contains(is_chinese) && after.starts_with(|c: char| c.is_ascii_lowercase());
            assert!(!both, "{args:?}: {line}");
        }
    }
}
