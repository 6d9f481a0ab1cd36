//! Puts `rules/` inside the program: the text of every file, and the rule book they make. The registry nobody edits.
//! Gives each build a name, so that a cache knows which program wrote it.
#![allow(
    dead_code,
    unused_imports,
    missing_docs,
    clippy::print_stderr,
    reason = "the modules are the program's own; a part of them is used"
)]

use std::fmt::Write as _;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::{env, fs};

mod date;
mod fault;
mod query;
mod rules;
mod vocabulary;
mod words;

fn main() {
    println!("cargo:rerun-if-changed=rules");
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").expect("cargo sets it")).join("rules");
    let files = walkdir::WalkDir::new(&root).sort_by_file_name().into_iter();
    let files = files.map(|entry| entry.expect("rules/ can be read").into_path());
    let files: Vec<PathBuf> = files.filter(|path| path.extension().is_some_and(|ending| ending == "toml")).collect();
    name_build();
    write("rules.rs", listed(&root, &files).as_bytes());
    let book = loaded(&root, &files);
    write("rules.book", &baked(&book));
    write("finders.book", &baked(&book.into_finders()));
}

/// The files as Rust would list them: name and text.
fn listed(root: &Path, files: &[PathBuf]) -> String {
    let mut code = String::from("&[\n");
    for path in files {
        let (name, path) = (name(root, path), path.display().to_string());
        writeln!(code, "    ({name:?}, include_str!({path:?})),").expect("writing to a string");
    }
    code + "]\n"
}

/// The rule book they make.
///
/// Stops the build with every fault in the files: a program without its rules is of no use.
fn loaded(root: &Path, files: &[PathBuf]) -> rules::RuleBook {
    let read = |path: &PathBuf| (name(root, path), fs::read_to_string(path).expect("a rule file can be read"));
    let texts: Vec<(String, String)> = files.iter().map(read).collect();
    let texts: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    match rules::RuleBook::load(&texts) {
        Ok(book) => book,
        Err(faults) => {
            eprintln!("{:?}", miette::Report::new(faults));
            std::process::exit(1)
        }
    }
}

/// A part of a rule book as the program reads it back.
fn baked(part: &impl serde::Serialize) -> Vec<u8> {
    postcard::to_allocvec(part).expect("a rule book can be written")
}

/// `PLANLINT_BUILD`: the version, and a hash of everything that decides what the program says.
fn name_build() {
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

fn write(name: &str, bytes: &[u8]) {
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo sets it"));
    fs::write(out.join(name), bytes).expect("the output folder can be written");
}
