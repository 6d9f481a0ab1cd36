//! Lists `rules/` so that every file in it is inside the program: the registry nobody edits.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    println!("cargo:rerun-if-changed=rules");
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").expect("cargo sets it")).join("rules");
    let files = walkdir::WalkDir::new(&root).sort_by_file_name();
    let mut code = String::from("&[\n");
    for entry in files.into_iter().map(|entry| entry.expect("rules/ can be read")) {
        if entry.path().extension().is_some_and(|ending| ending == "toml") {
            let name = name(&root, entry.path());
            let path = entry.path().display().to_string();
            writeln!(code, "    ({name:?}, include_str!({path:?})),").expect("writing to a string");
        }
    }
    code.push_str("]\n");
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo sets it")).join("rules.rs");
    fs::write(out, code).expect("the output folder can be written");
}

/// The file's name from `rules/`, with `/` between folders whatever the system.
fn name(root: &Path, path: &Path) -> String {
    let inside = path.strip_prefix(root).expect("walked from the root");
    inside.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}
