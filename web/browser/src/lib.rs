//! planlint for a page that runs entirely in the browser: a plan's bytes and what is asked come in, JSON goes out.
//!
//! The same functions as the local server's, for `web/engine/browser.js` to call. `web/build` makes the folder.

use planlint::web::{self, Asked, Download};
use serde::Serialize;
use wasm_bindgen::prelude::wasm_bindgen;

/// What the page needs to know before any plan, as JSON.
#[wasm_bindgen]
#[must_use]
pub fn about() -> String {
    json(&web::about())
}

/// The page of a plan, as JSON; `asked` is JSON.
///
/// # Errors
/// What stands in the way and the way out, as JSON.
#[wasm_bindgen]
pub fn page(bytes: &[u8], asked: &str) -> Result<String, String> {
    web::page(bytes, &read(asked)?).map(|page| json(&page)).map_err(|trouble| json(&trouble))
}

/// The bytes of a download of a plan; `asked` is JSON.
///
/// # Errors
/// As [`page`].
#[wasm_bindgen]
pub fn download(which: &str, bytes: &[u8], asked: &str) -> Result<Vec<u8>, String> {
    let Some(which) = Download::named(which) else { return Err(trouble("there is no such download")) };
    web::download(which, bytes, &read(asked)?).map_err(|trouble| json(&trouble))
}

fn read(asked: &str) -> Result<Asked, String> {
    serde_json::from_str(asked).map_err(|_| trouble("the page does not say what it asks"))
}

fn trouble(message: &str) -> String {
    json(&serde_json::json!({ "message": message, "help": "load the page again" }))
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("records of our own have only names for keys")
}
