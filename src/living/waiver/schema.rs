//! The JSON Schema of a file of waivers in TOML, for editors: from the fields that are read, so never out of step.

use serde_json::{Map, Value, json};

use super::load::{FIELDS, OPTIONAL, wanted};

/// The schema.
#[must_use]
pub fn schema() -> Value {
    let field = |name: &&str| {
        let form = match *name {
            "granted" | "expires" => json!({ "type": "string", "format": "date", "description": wanted(name) }),
            _ => json!({ "type": "string", "minLength": 1, "description": wanted(name) }),
        };
        ((*name).to_owned(), form)
    };
    let properties: Map<String, Value> = FIELDS.iter().map(field).collect();
    let required: Vec<&str> = FIELDS.into_iter().filter(|name| *name != OPTIONAL).collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "waivers.toml",
        "description": "findings of planlint that somebody has accepted for a time",
        "type": "object",
        "additionalProperties": false,
        "properties": {
            "waiver": {
                "type": "array",
                "items": {
                    "type": "object",
                    "additionalProperties": false,
                    "properties": properties,
                    "required": required,
                },
            },
        },
    })
}
