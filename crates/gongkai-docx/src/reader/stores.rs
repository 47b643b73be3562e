//! What a document keeps beside its text, which content controls show: each value by its path.

use std::collections::HashMap;

use gongkai_core::format::{Limits, Meter, ReadError};
use gongkai_opc::{Node, XmlReader};

/// What is kept for a content control.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) enum Stored {
    /// Nothing, so that its own content is shown.
    #[default]
    Nowhere,
    /// This text.
    Text(String),
    /// Something that is not made out.
    Unknown,
}

/// The values of all parts of data.
#[derive(Debug, Default)]
pub(super) struct Stores(HashMap<String, Stored>);

/// An element that is open.
#[derive(Debug, Default)]
struct Open {
    /// How long its path is.
    path: usize,
    /// How many children of each name it had so far.
    children: HashMap<String, usize>,
    text: String,
}

impl Stores {
    /// Takes in a part of data.
    pub(super) fn take(&mut self, text: &str, part: &str, limits: &Limits, meter: &mut Meter) -> Result<(), ReadError> {
        let mut reader = XmlReader::new(text, part, limits);
        let mut path = String::new();
        let mut open = vec![Open::default()];
        loop {
            match reader.node()? {
                Node::Open(element) => {
                    let name = element.name();
                    if let Some(parent) = open.last_mut() {
                        let count = parent.children.entry(name.to_owned()).or_default();
                        *count += 1;
                        path.push_str(&format!("/{name}[{count}]"));
                    }
                    // Every path is kept whole.
                    meter.characters(path.len())?;
                    open.push(Open { path: path.len(), ..Open::default() });
                    element.each_attribute(|name, value| {
                        meter.characters(path.len())?;
                        self.keep(format!("{path}/@{name}"), value);
                        Ok(())
                    })?;
                }
                Node::Text(text) => {
                    if let Some(open) = open.last_mut() {
                        meter.characters(text.len())?;
                        open.text.push_str(&text);
                    }
                }
                Node::Close => {
                    if let Some(closed) = open.pop() {
                        self.keep(path.clone(), &closed.text);
                    }
                    path.truncate(open.last().map_or(0, |open| open.path));
                }
                Node::End => return Ok(()),
            }
        }
    }

    fn keep(&mut self, path: String, value: &str) {
        let stored = Stored::Text(value.to_owned());
        // Which of two parts is meant is not looked into where they say the same.
        let kept = self.0.entry(path).or_insert_with(|| stored.clone());
        if *kept != stored {
            *kept = Stored::Unknown;
        }
    }

    /// What is kept at a path (`/ns0:report[1]/ns0:received[1]`); the prefixes of its names are not looked at.
    pub(super) fn at(&self, path: &str) -> Stored {
        if self.0.is_empty() {
            return Stored::Nowhere;
        }
        let mut plain = String::new();
        for step in path.trim().strip_prefix('/').unwrap_or_default().split('/') {
            let (attribute, name) = step.strip_prefix('@').map_or((false, step), |name| (true, name));
            let (name, count) = name.split_once('[').unwrap_or((name, "1]"));
            let name = name.rsplit_once(':').map_or(name, |(_, name)| name);
            let count = count.strip_suffix(']').and_then(|count| count.trim().parse::<usize>().ok());
            match count {
                Some(count) if !name.is_empty() && !name.contains(['*', '(']) => plain.push_str(&match attribute {
                    true => format!("/@{name}"),
                    false => format!("/{name}[{count}]"),
                }),
                _ => return Stored::Unknown,
            }
        }
        self.0.get(&plain).cloned().unwrap_or_default()
    }
}
