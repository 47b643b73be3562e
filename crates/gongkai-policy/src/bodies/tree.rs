//! `bodies.toml`: the tree of an office's bodies.

use gongkai_core::Level;
use gongkai_core::bodies::{Bodies, Body};
use serde::Deserialize;
use toml::Spanned;

use crate::PolicyError;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct TreeFile {
    #[serde(default, rename = "body")]
    bodies: Vec<Spanned<BodyFile>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct BodyFile {
    name: String,
    #[serde(default)]
    short: Vec<String>,
    #[serde(default)]
    former: Vec<String>,
    level: Option<Spanned<String>>,
    under: Option<String>,
    files: Option<bool>,
}

pub(super) fn read(bytes: &[u8]) -> Result<Bodies, PolicyError> {
    let text = gongkai_encoding::decode(bytes, "TOML").map_err(|error| PolicyError::said("", &(0..0), &error))?;
    let file: TreeFile = toml::from_str(&text).map_err(|error| PolicyError::of_toml(&text, &error))?;
    if file.bodies.is_empty() {
        let (zh, en) = ("没有一个 [[body]]；每个单位写一段", "no [[body]]; write one for each");
        return Err(PolicyError::at(&text, &(0..0), zh, en));
    }
    let mut spans = Vec::new();
    let mut all = Vec::new();
    for entry in file.bodies {
        spans.push(entry.span());
        let BodyFile { name, short, former, level, under, files } = entry.into_inner();
        let mut body = Body::new(name.trim());
        (body.short, body.former) = (short, former);
        body.under = under.filter(|under| !under.trim().is_empty());
        body.files = files.unwrap_or(true);
        if let Some(level) = level {
            let span = level.span();
            let known = level.as_ref().trim().parse::<Level>();
            body.level = Some(known.map_err(|error| PolicyError::said(&text, &span, &error))?);
        }
        all.push(body);
    }
    Bodies::new(all).map_err(|error| {
        let span = spans.get(error.at()).cloned().unwrap_or(0..0);
        PolicyError::said(&text, &span, &error)
    })
}
