//! Lists `rules/` so that every file in it is inside the program: the registry nobody edits. Gives each build a name, so
//! that a cache knows which program wrote it.

use std::fmt::Write as _;
use std::hash::{DefaultHasher, Hash, Hasher};
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
    build();
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo sets it")).join("rules.rs");
    fs::write(out, code).expect("the output folder can be written");
}

/// `PLANLINT_BUILD`: the version, and a hash of everything that decides what the program says.
fn build() {
    let mut hash = DefaultHasher::new();
    for part in ["src", "grammar", "rules", "Cargo.lock"] {
        println!("cargo:rerun-if-changed={part}");
        for entry in walkdir::WalkDir::new(part).sort_by_file_name().into_iter().filter_map(Result::ok) {
            if entry.file_type().is_file() {
                entry.path().hash(&mut hash);
                fs::read(entry.path()).unwrap_or_default().hash(&mut hash);
            }
        }
    }
    let version = env::var("CARGO_PKG_VERSION").expect("cargo sets it");
    println!("cargo:rustc-env=PLANLINT_BUILD={version}-{:016x}", hash.finish());
}

/// The file's name from `rules/`, with `/` between folders whatever the system.
fn name(root: &Path, path: &Path) -> String {
    let inside = path.strip_prefix(root).expect("walked from the root");
    inside.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}
