//! Which module knows which, as its paths say.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// A module by the names that lead to it.
type Module = Vec<String>;

/// Each module of a crate with those that it names, from its files and their code.
pub(crate) fn modules(
    src: &Path,
    files: impl Iterator<Item = (PathBuf, String)>,
) -> BTreeMap<Module, BTreeSet<Module>> {
    let files: BTreeMap<Module, String> = files.map(|(path, code)| (module(src, &path), code)).collect();
    let known = |mut path: Module| {
        while !files.contains_key(&path) && path.pop().is_some() {}
        path
    };
    let named = files.iter().map(|(own, code)| {
        let paths = paths(code).into_iter().map(|path| known(absolute(own, path)));
        (own.clone(), paths.filter(|path| path != own && !path.is_empty()).collect())
    });
    named.collect()
}

/// Whether a module comes back to itself by way of those that it names.
pub(crate) fn is_in_a_circle(modules: &BTreeMap<Module, BTreeSet<Module>>, name: &str) -> bool {
    let start: Module = name.split("::").map(str::to_owned).collect();
    let mut open: Vec<&Module> = modules[&start].iter().collect();
    let mut seen = BTreeSet::new();
    while let Some(next) = open.pop() {
        if *next == start {
            return true;
        }
        if seen.insert(next) {
            open.extend(modules.get(next).into_iter().flatten());
        }
    }
    false
}

fn module(src: &Path, path: &Path) -> Module {
    let path = path.strip_prefix(src).unwrap_or(path).with_extension("");
    let names = path.iter().map(|part| part.to_string_lossy().into_owned());
    names.filter(|name| !["mod", "lib", "main"].contains(&name.as_str())).collect()
}

/// A path from the crate's root.
fn absolute(own: &Module, path: Vec<String>) -> Module {
    let mut base = if path.first().is_some_and(|first| first == "crate") { Module::new() } else { own.clone() };
    for name in path {
        match name.as_str() {
            "crate" => {}
            "super" => drop(base.pop()),
            _ => base.push(name),
        }
    }
    base
}

/// Every path of a code that begins at its crate or above its module; braces are taken apart.
fn paths(code: &str) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    for start in ["crate::", "super::"] {
        for (at, _) in code.match_indices(start) {
            let (before, from) = code.split_at(at);
            if !before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | ':')) {
                expand(from, Vec::new(), &mut found);
            }
        }
    }
    found
}

/// The paths that a text begins with; gives back what stands behind them.
fn expand<'a>(text: &'a str, mut path: Vec<String>, found: &mut Vec<Vec<String>>) -> &'a str {
    let mut rest = text.trim_start();
    loop {
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        let (name, behind) = rest.split_at(end);
        path.push(name.to_owned());
        rest = behind;
        let Some(further) = rest.strip_prefix("::") else {
            found.push(path);
            return rest;
        };
        rest = further.trim_start();
        if let Some(mut inside) = rest.strip_prefix('{') {
            loop {
                inside = expand(inside, path.clone(), found);
                let end = inside.find([',', '}']).unwrap_or(inside.len());
                let (_, end) = inside.split_at(end);
                let further = end.strip_prefix(',').unwrap_or(end).trim_start();
                match further.strip_prefix('}') {
                    Some(behind) => return behind,
                    None if further.is_empty() => return further,
                    None => inside = further,
                }
            }
        }
    }
}

#[test]
fn paths_are_taken_apart() {
    let code = "use crate::dom::{Dom, paint::{Ink, Pen}, NodeId};\nuse super::lines; fn f() { notcrate::x(); super::super::y::z(1); }";
    let said: Vec<String> = paths(code).iter().map(|path| path.join("::")).collect();
    assert_eq!(
        said,
        [
            "crate::dom::Dom",
            "crate::dom::paint::Ink",
            "crate::dom::paint::Pen",
            "crate::dom::NodeId",
            "super::lines",
            "super::super::y::z"
        ]
    );
    let own: Module = vec!["read".into(), "pages".into()];
    assert_eq!(absolute(&own, vec!["super".into(), "lines".into()]), ["read", "lines"]);
    let file = |name: &str, code: &str| (PathBuf::from(format!("src/{name}.rs")), code.to_owned());
    let files =
        [file("a", "use crate::b::X;"), file("b", "use super::c;"), file("c", "use crate::{a, d};"), file("d", "")];
    let modules = modules(Path::new("src"), files.into_iter());
    assert!(["a", "b", "c"].iter().all(|name| is_in_a_circle(&modules, name)) && !is_in_a_circle(&modules, "d"));
}
