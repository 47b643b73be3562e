//! The engine: calls by name.

use std::sync::{Arc, Mutex, Once, PoisonError};

use gongkai::layout::Fonts;
use gongkai_wire::{Failure, Fault, Words};
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::{assessing, collecting, counting, drafting, opening, writing};

/// What answers a call: a value, or why there is none.
pub(crate) type Outcome<T> = Result<T, Fault>;

/// Answers calls. It keeps nothing from one call to the next but the faces that it was given.
#[wasm_bindgen]
#[derive(Debug, Default)]
pub struct Engine {
    /// Files that were given for the next call.
    given: Vec<Vec<u8>>,
    fonts: Option<Arc<Fonts>>,
}

/// The answer to a call.
#[wasm_bindgen]
#[derive(Debug, Default)]
pub struct Answer {
    json: String,
    file: Option<Vec<u8>>,
}

/// What the last panic said, for the host that finds the instance broken.
static LAST_WORDS: Mutex<String> = Mutex::new(String::new());

/// Keeps what a panic says: after it nothing of the instance runs any more but this question.
fn listen() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        std::panic::set_hook(Box::new(|said| {
            *LAST_WORDS.lock().unwrap_or_else(PoisonError::into_inner) = said.to_string();
        }));
    });
}

/// What the last panic said; empty where none was.
#[wasm_bindgen]
#[must_use]
pub fn last_words() -> String {
    LAST_WORDS.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

/// Which engine this is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Version {
    /// The version of the library.
    pub engine: String,
    /// The version of the shapes of values.
    pub wire: u32,
}

#[wasm_bindgen]
impl Engine {
    /// An engine without faces.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Self {
        listen();
        Self::default()
    }

    /// Gives a file to the next call.
    pub fn give(&mut self, bytes: Vec<u8>) {
        self.given.push(bytes);
    }

    /// Answers a call: its name, and what it asks as JSON.
    pub fn call(&mut self, name: &str, request: &str) -> Answer {
        let files = std::mem::take(&mut self.given);
        self.answer(name, request, files).unwrap_or_else(|fault| Answer::of(&Failure::from(fault)))
    }
}

#[wasm_bindgen]
impl Answer {
    /// The value as JSON.
    #[must_use]
    pub fn json(&self) -> String {
        self.json.clone()
    }

    /// The file that was made, where the call makes one; it is handed over once.
    pub fn file(&mut self) -> Option<Vec<u8>> {
        self.file.take()
    }
}

impl Answer {
    /// A value, which serde can always write.
    fn of<T: Serialize>(value: &T) -> Self {
        match serde_json::to_string(value) {
            Ok(json) => Self { json, file: None },
            Err(error) => Self {
                json: serde_json::json!({ "failed": Fault::new("internal", Words::of_printed(&error.to_string())) })
                    .to_string(),
                file: None,
            },
        }
    }

    fn with_file(mut self, bytes: Vec<u8>) -> Self {
        self.file = Some(bytes);
        self
    }
}

impl Engine {
    fn answer(&mut self, name: &str, request: &str, files: Vec<Vec<u8>>) -> Outcome<Answer> {
        let mut files = files.into_iter();
        let mut file = || files.next().ok_or_else(|| input("没有给出文件", "no file was given"));
        Ok(match name {
            "version" => {
                Answer::of(&Version { engine: env!("CARGO_PKG_VERSION").to_owned(), wire: gongkai_wire::VERSION })
            }
            "forms" => Answer::of(&gongkai_wire::Forms::all()),
            "formats" => Answer::of(&gongkai_wire::formats()),
            "rules" => Answer::of(&gongkai_wire::rules()),
            "explain" => Answer::of(&assessing::explain(&asked::<String>(request)?)?),
            "open" => Answer::of(&opening::open(asked(request)?, file()?)?),
            "file_names" => {
                let names: Vec<String> = asked(request)?;
                Answer::of(&gongkai::file_name::in_one_folder(names.iter().map(String::as_str)))
            }
            "cells" => Answer::of(&opening::cells(&asked::<Vec<String>>(request)?)),
            "check" => Answer::of(&assessing::check(asked(request)?)?),
            "sums" => Answer::of(&assessing::sums(asked(request)?)?),
            "create" => Answer::of(&drafting::create(asked(request)?)?),
            "draft" => Answer::of(&drafting::draft(asked(request)?)?),
            "tally" => Answer::of(&counting::tally(asked(request)?, file)?),
            "use_fonts" => {
                let fonts = Arc::new(Fonts::of_files(files));
                let faces = writing::faces(&fonts, asked(request)?)?;
                self.fonts = Some(fonts);
                Answer::of(&faces)
            }
            "write" => made(writing::write(asked(request)?, self.fonts.as_ref())?),
            "compare" => Answer::of(&collecting::compare(asked(request)?)?),
            "comparison_workbook" => made(collecting::comparison_workbook(asked(request)?)?),
            "consolidate" => Answer::of(&collecting::consolidate(asked(request)?)?),
            "contributions_workbook" => made(collecting::contributions_workbook(asked(request)?)?),
            "overview_workbook" => made(collecting::overview_workbook(asked(request)?)?),
            // So that whoever embeds the engine can try what happens when it breaks.
            #[cfg(target_arch = "wasm32")]
            #[expect(clippy::panic, reason = "it is what was asked for")]
            "break" => panic!("asked to break"),
            _ => return Err(input(&format!("没有“{name}”这个调用"), &format!("there is no call “{name}”"))),
        })
    }
}

fn made((made, bytes): (writing::Made, Vec<u8>)) -> Answer {
    Answer::of(&made).with_file(bytes)
}

/// What a call asks, from its JSON.
fn asked<T: DeserializeOwned>(request: &str) -> Outcome<T> {
    serde_json::from_str(request)
        .map_err(|error| input(&format!("调用的内容不对：{error}"), &format!("wrong request: {error}")))
}

/// A fault of whoever calls.
pub(crate) fn input(zh: &str, en: &str) -> Fault {
    Fault::new("input", Words::new(zh, en))
}
