//! The house keeps its walls: which crate may know which.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "house/circles.rs"]
mod circles;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use gongkai::form::{CellKey, Edition};
use gongkai::words::Text;
use serde_json::Value;

/// Crates that read or write one format each.
const FORMATS: [&str; 10] = [
    "gongkai-data",
    "gongkai-doc",
    "gongkai-docx",
    "gongkai-html",
    "gongkai-ofd",
    "gongkai-pdf",
    "gongkai-rtf",
    "gongkai-text",
    "gongkai-xls",
    "gongkai-xlsx",
];
/// Crates that several formats stand on.
const SUPPORTS: [&str; 4] = ["gongkai-compound", "gongkai-encoding", "gongkai-layout", "gongkai-opc"];
/// Crates that add something to the domain beside the formats.
const COMPANIONS: [&str; 4] = ["gongkai-collate", "gongkai-policy", "gongkai-recognize", "gongkai-style"];
/// Formats that also write what is found out about many reports, and so know the crate that finds it out.
const OVERVIEWS: [&str; 1] = ["gongkai-xlsx"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the workspace")
}

/// What cargo says of the workspace's crates.
fn metadata() -> Value {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(root())
        .output()
        .expect("cargo runs");
    serde_json::from_slice(&output.stdout).expect("cargo metadata is JSON")
}

/// Each crate of the workspace with the workspace crates that it depends on, development dependencies left out.
fn dependencies() -> BTreeMap<String, BTreeSet<String>> {
    let metadata = metadata();
    let packages = metadata["packages"].as_array().expect("packages");
    packages
        .iter()
        .map(|package| {
            let own = package["dependencies"].as_array().expect("dependencies").iter();
            let own = own.filter(|d| d["kind"].is_null()).filter_map(|d| d["name"].as_str());
            let own = own.filter(|name| name.starts_with("gongkai")).map(str::to_owned).collect();
            (package["name"].as_str().expect("a name").to_owned(), own)
        })
        .collect()
}

fn allowed(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn the_domain_knows_no_other_crate() {
    assert_eq!(dependencies()["gongkai-core"], BTreeSet::new());
}

#[test]
fn a_format_knows_the_domain_and_never_another_format() {
    let dependencies = dependencies();
    let may = allowed(&[&["gongkai-core"], SUPPORTS.as_slice()].concat());
    for format in FORMATS.iter().chain(&COMPANIONS) {
        let mut may = may.clone();
        if OVERVIEWS.contains(format) {
            may.insert("gongkai-collate".to_owned());
        }
        let extra: Vec<_> = dependencies[*format].difference(&may).collect();
        assert!(extra.is_empty(), "{format} depends on {extra:?}");
    }
    for support in SUPPORTS {
        assert_eq!(dependencies[support], allowed(&["gongkai-core"]), "{support}");
    }
}

#[test]
fn every_crate_has_its_place() {
    let known: BTreeSet<String> = allowed(
        &[
            FORMATS.as_slice(),
            &SUPPORTS,
            &COMPANIONS,
            &["gongkai", "gongkai-core", "gongkai-wire", "gongkai-wasm", "gongkai-cli"],
        ]
        .concat(),
    );
    let crates: BTreeSet<String> = dependencies().into_keys().collect();
    assert_eq!(crates, known, "a new crate is given its place in this test and in ARCHITECTURE.md");
}

/// The sources of a crate's library, as text.
fn sources(name: &str) -> Vec<(PathBuf, String)> {
    let mut folders = vec![root().join("crates").join(name).join("src")];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = std::fs::read_to_string(&path).expect("a source");
                files.push((path, text));
            }
        }
    }
    files
}

#[test]
fn the_domain_opens_no_files_and_asks_no_clock() {
    // What is compiled for its own tests alone may look at the tester's environment.
    let domain = ["gongkai-core", "gongkai-recognize", "gongkai-collate"].into_iter().flat_map(sources);
    for (path, text) in domain.filter(|(path, _)| !path.ends_with("tests.rs")) {
        for forbidden in ["std::fs", "std::net", "std::env", "SystemTime", "Instant::now", "std::process", "Zoned::now"]
        {
            assert!(!text.contains(forbidden), "{} uses {forbidden}", path.display());
        }
    }
}

#[test]
fn no_crate_has_a_drawer_for_everything() {
    for name in dependencies().keys() {
        for (path, _) in sources(name) {
            let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
            assert!(
                !["utils", "util", "helpers", "helper", "common", "manager", "misc"].contains(&stem),
                "{}",
                path.display()
            );
        }
    }
}

/// The texts of the errors that are declared with one: what stands in quotation marks first after `#[error(`.
fn declared_errors(source: &str) -> impl Iterator<Item = &str> {
    source.split("#[error(").skip(1).filter_map(|rest| {
        let literal = rest.strip_prefix('"').or_else(|| rest.trim_start().strip_prefix('"'))?;
        let end = literal
            .match_indices('"')
            .map(|(at, _)| at)
            .find(|at| !literal.get(..*at).is_some_and(|before| before.ends_with('\\')))?;
        literal.get(..end)
    })
}

#[test]
fn every_error_is_declared_in_both_languages() {
    let (mut seen, mut wrong) = (0, Vec::new());
    for name in dependencies().into_keys() {
        for (path, source) in sources(&name) {
            // An error that hands on another's words, or a message in both languages, says nothing of its own.
            for text in declared_errors(&source).filter(|text| !["{0}", "{message}"].contains(text)) {
                let said = Text::of_printed(text);
                seen += 1;
                if said.zh == said.en || !said.is_in_both() {
                    wrong.push(format!("{}: {text}", path.display()));
                }
            }
        }
    }
    assert!(seen > 30, "{seen}");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The code of a library without its comments and its tests.
fn code(name: &str) -> impl Iterator<Item = (PathBuf, String)> {
    let of_tests =
        |path: &Path| path.components().any(|part| part.as_os_str() == "tests") || path.ends_with("tests.rs");
    sources(name).into_iter().filter(move |(path, _)| !of_tests(path)).map(|(path, text)| {
        let code = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default().lines();
        let code = code.filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>();
        (path, code.join("\n"))
    })
}

/// Whatever depends on an edition follows from its declaration; the forms and the rules alone name one.
#[test]
fn only_forms_and_rules_name_an_edition() {
    let allowed = [
        "crates/gongkai-core/src/form",
        "crates/gongkai-core/src/check/rule.rs",
        "crates/gongkai-core/src/check/rules",
    ];
    let allowed = allowed.map(|path| root().join(path));
    for (path, code) in dependencies().keys().flat_map(|name| code(name)) {
        let named = code.contains("E2019") || code.contains("E2021");
        // In messages, too: a literal within one is in quotation marks of its own.
        let quoted = |literal: &str| literal.trim_end_matches('\\').parse::<Edition>().is_ok();
        let named = named || code.split('"').skip(1).any(quoted);
        assert!(!named || allowed.iter().any(|own| path.starts_with(own)), "{} names an edition", path.display());
    }
}

/// What is known once: a piece of it as the code writes it, and the files that may hold it, with the reason where they are
/// several.
const ONCE: [(&str, &[&str]); 11] = [
    // How a message in one piece is parted into its languages; the help has a notation of its own.
    ("(\" / \")", &["gongkai-cli/src/help.rs"]),
    // Characters that nobody sees; rich text writes some of them in words.
    ("u{200b}", &["gongkai-core/src/characters.rs", "gongkai-rtf/src/destination.rs"]),
    // How files begin; an archive's entries begin so as well, and the PDF that an OFD file is put into.
    ("PK\\x03\\x04", &["gongkai-core/src/format/kind.rs", "gongkai/src/packed.rs"]),
    ("b\"PK\"", &["gongkai-core/src/format/kind.rs"]),
    ("b\"%PDF", &["gongkai-core/src/format/kind.rs", "gongkai-ofd/src/read/pdf.rs"]),
    ("\\xd0\\xcf\\x11\\xe0", &["gongkai-core/src/format/kind.rs"]),
    // What names of files may not hold.
    ("'|' | '?' | '*'", &["gongkai-core/src/file_name.rs"]),
    // What is told of a format where formats are listed.
    ("\"application/msword\"", &["gongkai/src/formats.rs"]),
    // Numbers of pages.
    ("fn is_page_number(text", &["gongkai-core/src/page_number.rs"]),
    // Numerals.
    ("'一', '二', '三', '四'", &["gongkai-core/src/numerals.rs"]),
    // How reports head a section otherwise than the form.
    ("存在的问题及改进措施", &["gongkai-recognize/src/sections.rs"]),
];

#[test]
fn knowledge_stands_in_one_place() {
    let files: Vec<(PathBuf, String)> = dependencies().keys().flat_map(|name| code(name)).collect();
    for (piece, allowed) in ONCE {
        let allowed: BTreeSet<PathBuf> = allowed.iter().map(|path| root().join("crates").join(path)).collect();
        let found: BTreeSet<PathBuf> =
            files.iter().filter(|(_, code)| code.contains(piece)).map(|(path, _)| path.clone()).collect();
        let elsewhere: Vec<_> = found.difference(&allowed).collect();
        assert!(elsewhere.is_empty(), "{piece} stands in {elsewhere:?} too");
        assert!(!found.is_empty(), "{piece} stands nowhere: mend the test");
    }
}

/// A cell that code names by a text is found missing when it runs; by its constants, when it is compiled.
#[test]
fn cells_are_named_by_constants() {
    let form = root().join("crates/gongkai-core/src/form");
    for (path, code) in dependencies().keys().flat_map(|name| code(name)).filter(|(path, _)| !path.starts_with(&form)) {
        for literal in code.split('"').skip(1) {
            assert!(literal.parse::<CellKey>().is_err(), "{} names {literal}", path.display());
        }
    }
}

/// What puts the whole together knows its parts, and no part knows it.
#[test]
fn what_assembles_is_known_by_no_part() {
    for (name, module) in
        [("gongkai-pdf", "read::pages"), ("gongkai-html", "flow"), ("gongkai-collate", "ledger::entry")]
    {
        let modules = circles::modules(&root().join("crates").join(name).join("src"), code(name));
        assert!(!circles::is_in_a_circle(&modules, module), "{name}: {module} is in a circle of imports");
    }
}

/// The domain has no shape of JSON of its own: what leaves the program are the types of `gongkai-wire`.
#[test]
fn only_the_wire_writes_json_of_reports() {
    for name in ["gongkai-core", "gongkai-recognize", "gongkai-collate", "gongkai"] {
        for (path, code) in code(name).filter(|(path, _)| !path.ends_with("serialized.rs")) {
            assert!(!code.contains("serde::") && !code.contains("Serialize"), "{} serializes", path.display());
        }
    }
    // The command prints them, and SARIF, which is others' shape.
    for (path, code) in code("gongkai-cli").filter(|(path, _)| !path.ends_with("sarif.rs")) {
        let declares = code.lines().any(|line| line.contains("derive(") && line.contains("Serialize"));
        assert!(!declares && !code.contains("json!"), "{} has a shape of its own", path.display());
    }
}

/// What a program shows is made for people or declared for machines; the notation of debugging is neither.
#[test]
fn no_output_is_written_in_the_notation_of_debugging() {
    // Options are told apart by it where a run asks whether it was asked the same before; nobody reads that.
    let digests = [
        "gongkai/src/open.rs",
        "gongkai/src/save.rs",
        "gongkai-cli/src/command/check/settings.rs",
        "gongkai-cli/src/command/consolidate.rs",
        "gongkai-cli/src/command/tally/mod.rs",
    ];
    let digests = digests.map(|path| root().join("crates").join(path));
    for (path, code) in dependencies().keys().flat_map(|name| code(name)).filter(|(path, _)| !digests.contains(path)) {
        for line in code.lines().filter(|line| line.contains(":?}")) {
            assert!(line.contains("assert"), "{}: {line}", path.display());
        }
    }
}

#[test]
fn every_crate_says_to_those_who_find_it_alone_what_it_is() {
    let metadata = metadata();
    for package in metadata["packages"].as_array().expect("packages") {
        let (name, said) = (package["name"].as_str().unwrap(), package["description"].as_str().unwrap());
        let manifest = Path::new(package["manifest_path"].as_str().unwrap());
        let readme = std::fs::read_to_string(manifest.with_file_name("README.md")).unwrap_or_default();
        assert!(readme.starts_with(&format!("# {name}\n\n{said}.\n")), "{name}: README.md does not begin with {said}");
        assert!(package["license"].is_string() && package["readme"].is_string(), "{name}");
        let list =
            |key: &str| -> Vec<&str> { package[key].as_array().unwrap().iter().filter_map(Value::as_str).collect() };
        // Who gets the crate alone gets the licences with it.
        let has = |licence: &str| manifest.with_file_name(licence).exists();
        assert!(["LICENSE-MIT", "LICENSE-APACHE"].into_iter().all(has), "{name} has no text of its licences");
        // What crates.io takes.
        let (keywords, categories) = (list("keywords"), list("categories"));
        assert!((1..=5).contains(&keywords.len()) && keywords.iter().all(|word| word.len() <= 20), "{name}");
        assert!((1..=5).contains(&categories.len()), "{name}");
        assert_eq!(categories.contains(&"command-line-utilities"), name == "gongkai-cli", "{name}");
        let documented = &package["metadata"]["docs"]["rs"]["all-features"];
        let has_features = package["features"].as_object().is_some_and(|features| !features.is_empty());
        assert_eq!(documented == &Value::Bool(true), has_features, "{name}: docs.rs shows every feature");
    }
}

/// A dependency that no source of its crate names is compiled for nothing.
#[test]
fn every_dependency_is_used() {
    // Asked for one of its features alone, where it is compiled for pages.
    const FOR_A_FEATURE: [(&str, &str); 1] = [("gongkai-wasm", "rust_xlsxwriter")];
    let metadata = metadata();
    let mut unused = Vec::new();
    for package in metadata["packages"].as_array().expect("packages") {
        let name = package["name"].as_str().unwrap();
        let folder = Path::new(package["manifest_path"].as_str().unwrap()).parent().unwrap().to_owned();
        // Tests and examples may stand outside of the crate's folder.
        let targets = package["targets"].as_array().unwrap().iter();
        let mut files: Vec<PathBuf> = targets.map(|target| target["src_path"].as_str().unwrap().into()).collect();
        let mut folders = vec![folder];
        while let Some(folder) = folders.pop() {
            for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|extension| extension == "rs") {
                    files.push(path);
                }
            }
        }
        let (mut sources, mut read) = (String::new(), BTreeSet::new());
        while let Some(path) = files.pop() {
            if !read.insert(path.canonicalize().unwrap()) {
                continue;
            }
            let source = std::fs::read_to_string(&path).unwrap();
            // Modules of tests that crates share.
            let shared = source.split("#[path = \"").skip(1).filter_map(|rest| rest.split('"').next());
            files.extend(shared.map(|shared| path.with_file_name(shared)));
            sources.push_str(&source);
        }
        for dependency in package["dependencies"].as_array().unwrap() {
            let used = dependency["name"].as_str().unwrap();
            let named = sources.contains(&used.replace('-', "_"));
            if !named && !FOR_A_FEATURE.contains(&(name, used)) {
                unused.push(format!("{name} does not use {used}"));
            }
        }
    }
    assert_eq!(unused, Vec::<String>::new());
}

/// The domain's tests are linked once, so a file that the one program does not name would run nowhere.
#[test]
fn the_domain_s_tests_are_one_program_and_none_is_left_out() {
    let folder = root().join("crates/gongkai-core/tests");
    let program = std::fs::read_to_string(folder.join("core.rs")).unwrap();
    let named: BTreeSet<String> =
        program.lines().filter_map(|line| Some(line.strip_prefix("mod ")?.strip_suffix(';')?.to_owned())).collect();
    let files = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
    for path in files.filter(|path| path.extension().is_some_and(|extension| extension == "rs")) {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        assert!(name == "core" || named.contains(&name), "tests/core.rs does not name {name}");
    }
    let manifest = std::fs::read_to_string(folder.with_file_name("Cargo.toml")).unwrap();
    assert!(manifest.contains("autotests = false") && manifest.matches("[[test]]").count() == 1);
}
