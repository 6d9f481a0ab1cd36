//! The JSON Schema of `planlint.toml`, for editors: from the keys that are read, so never out of step.

use serde_json::{Map, Value, json};

use super::{KEYS, Key};

/// The schema.
pub(crate) fn schema() -> Value {
    let properties: Map<String, Value> = KEYS.iter().map(|key| (key.name.to_owned(), form(key))).collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "planlint.toml",
        "description": "settings of planlint for the plans in this folder and below",
        "type": "object",
        "additionalProperties": false,
        "properties": properties,
    })
}

fn form(key: &Key) -> Value {
    let mut word = json!({ "type": "string" });
    let choices = (key.choices)();
    if !choices.is_empty() {
        word["enum"] = json!(choices);
    }
    let mut form = if key.many { json!({ "type": "array", "items": word }) } else { word };
    let flag = super::variable(key.name);
    form["description"] = json!(format!("where nothing is set: {}; the variable {flag} goes before it", key.built_in));
    form
}
