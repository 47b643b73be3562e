//! Whether a value is of a JSON Schema of docs/schema, as far as those use the language. A word of the language that is not
//! known here is a fault of its own, so that nothing passes because nobody looked.

use std::path::Path;

use serde_json::Value;

/// What is wrong with a value by the published schema of a name; nothing where nothing is.
pub(crate) fn faults(name: &str, value: &Value) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/schema");
    let text = std::fs::read_to_string(folder.join(format!("{name}.schema.json"))).unwrap();
    let root: Value = serde_json::from_str(&text).unwrap();
    let mut faults = Vec::new();
    Validating { root: &root }.value(&root, value, name, &mut faults);
    faults
}

struct Validating<'s> {
    root: &'s Value,
}

impl Validating<'_> {
    fn value(&self, schema: &Value, value: &Value, at: &str, faults: &mut Vec<String>) {
        let Some(words) = schema.as_object() else {
            if schema == &Value::Bool(false) {
                faults.push(format!("{at} may not be there"));
            }
            return;
        };
        for (word, told) in words {
            let holds = match word.as_str() {
                "$schema" | "$defs" | "title" | "description" | "default" | "examples" | "format" => true,
                "type" => is_of(told, value),
                "enum" => told.as_array().unwrap().contains(value),
                "const" => told == value,
                "minimum" => value.as_f64().is_none_or(|number| number >= told.as_f64().unwrap()),
                "maximum" => value.as_f64().is_none_or(|number| number <= told.as_f64().unwrap()),
                "minItems" => value.as_array().is_none_or(|items| items.len() as u64 >= told.as_u64().unwrap()),
                "maxItems" => value.as_array().is_none_or(|items| items.len() as u64 <= told.as_u64().unwrap()),
                "minProperties" => value.as_object().is_none_or(|keys| keys.len() as u64 >= told.as_u64().unwrap()),
                "maxProperties" => value.as_object().is_none_or(|keys| keys.len() as u64 <= told.as_u64().unwrap()),
                "required" => {
                    let key = |key: &Value| value.get(key.as_str().unwrap()).is_some();
                    !value.is_object() || told.as_array().unwrap().iter().all(key)
                }
                "$ref" => {
                    let name = told.as_str().unwrap().strip_prefix('#').unwrap();
                    self.value(self.root.pointer(name).unwrap(), value, at, faults);
                    true
                }
                "items" => {
                    for (number, item) in value.as_array().into_iter().flatten().enumerate() {
                        self.value(told, item, &format!("{at}[{number}]"), faults);
                    }
                    true
                }
                "properties" => {
                    for (key, schema) in told.as_object().unwrap() {
                        if let Some(value) = value.get(key) {
                            self.value(schema, value, &format!("{at}.{key}"), faults);
                        }
                    }
                    true
                }
                "additionalProperties" => {
                    let known = words.get("properties").and_then(Value::as_object);
                    let others = value.as_object().into_iter().flatten();
                    for (key, value) in others.filter(|(key, _)| !known.is_some_and(|known| known.contains_key(*key))) {
                        self.value(told, value, &format!("{at}.{key}"), faults);
                    }
                    true
                }
                "allOf" => {
                    told.as_array().unwrap().iter().for_each(|schema| self.value(schema, value, at, faults));
                    true
                }
                "anyOf" => self.holding(told, value, at) > 0,
                "oneOf" => self.holding(told, value, at) == 1,
                _ => panic!("{at}: “{word}” is not known here"),
            };
            if !holds {
                faults.push(format!("{at}: {value} is not {word} {told}"));
            }
        }
    }

    /// How many of several schemas hold.
    fn holding(&self, schemas: &Value, value: &Value, at: &str) -> usize {
        let holds = |schema: &&Value| {
            let mut faults = Vec::new();
            self.value(schema, value, at, &mut faults);
            faults.is_empty()
        };
        schemas.as_array().unwrap().iter().filter(holds).count()
    }
}

fn is_of(told: &Value, value: &Value) -> bool {
    let is = |kind: &Value| match kind.as_str().unwrap() {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        "number" => value.is_number(),
        "integer" => value.is_i64() || value.is_u64(),
        kind => panic!("“{kind}” is no type"),
    };
    told.as_array().map_or_else(|| is(told), |several| several.iter().any(is))
}
