//! Who may use whom, read off the `crate::` paths of the source.

use std::fs;
use std::path::{Path, PathBuf};

/// Each module with the modules it may name, lowest first.
const MAY_USE: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("words", &[]),
    ("date", &[]),
    ("calendar", &["date"]),
    ("fault", &[]),
    ("table", &[]),
    ("read", &["text"]),
    ("plan", &["text"]),
    // A query names the kinds of value that search recognises; nothing else of search.
    ("query", &["words", "fault"]),
    ("search", &["plan", "query", "text", "words"]),
    ("vocabulary", &["query", "words", "fault"]),
    ("evidence", &["plan", "search", "text", "vocabulary", "query"]),
    ("rules", &["query", "vocabulary", "fault", "date"]),
    ("builtin", &["rules", "fault"]),
    // The build loads the rule files with the modules themselves.
    ("build", &[]),
    ("kind", &["plan", "rules", "vocabulary", "date", "search", "query", "text", "words"]),
    ("check", &["plan", "evidence", "rules", "kind", "search", "vocabulary", "query", "date", "text"]),
    ("report", &["kind", "check", "evidence", "plan", "rules", "text", "vocabulary", "date", "table"]),
    // Comments: what a report says, put into the document it is about.
    ("annotate", &["report", "check", "evidence", "plan", "read", "rules", "text", "vocabulary"]),
    // A plan to be written, from what a check of an empty one or of a draft finds.
    ("scaffold", &["report", "check", "plan", "rules", "text"]),
    ("living", &["report", "check", "rules", "date", "fault", "table"]),
    ("diff", &["report", "check", "rules", "vocabulary"]),
    ("agree", &["report", "check", "evidence", "plan", "vocabulary", "fault", "table"]),
    ("trial", &["check", "evidence", "plan", "read", "rules", "search", "vocabulary", "kind", "date", "text"]),
    ("lsp", &["check", "living", "plan", "read", "report", "rules", "text", "date"]),
    ("web", &["annotate", "check", "living", "plan", "read", "report", "rules", "date", "fault"]),
    (
        "cli",
        &[
            "annotate",
            "lsp",
            "check",
            "agree",
            "diff",
            "evidence",
            "living",
            "plan",
            "query",
            "read",
            "report",
            "rules",
            "scaffold",
            "text",
            "trial",
            "vocabulary",
            "date",
            "fault",
            "web",
            "table",
        ],
    ),
];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn all() -> Vec<PathBuf> {
    sources(Path::new("src"))
}

/// The module of a file: `src/read/docx.rs` is of `read`.
fn module(file: &Path) -> String {
    let inside = file.strip_prefix("src").unwrap();
    inside.iter().next().unwrap().to_string_lossy().trim_end_matches(".rs").to_owned()
}

/// Every path that `source` names after `crate::`, as far as two steps, comments apart.
fn named(source: &str) -> Vec<String> {
    let code = source.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    let path = |rest: &str| {
        let end = rest
            .find(|letter: char| !(letter.is_alphanumeric() || letter == '_' || letter == ':'))
            .unwrap_or(rest.len());
        rest[..end].trim_end_matches(':').to_owned()
    };
    code.split("crate::").skip(1).map(path).filter(|path| !path.is_empty()).collect()
}

#[test]
fn modules_use_only_what_lies_below_them() {
    for file in all() {
        let module = module(&file);
        let Some((_, allowed)) = MAY_USE.iter().find(|(name, _)| *name == module) else {
            assert!(
                ["lib", "main"].contains(&module.as_str()),
                "{}: `{module}` is in no layer; add it to tests/layers.rs",
                file.display()
            );
            continue;
        };
        for path in named(&fs::read_to_string(&file).unwrap()) {
            let used = path.split("::").next().unwrap();
            let may = used == module || allowed.iter().any(|allowed| *allowed == used || path.starts_with(allowed));
            assert!(may, "{}: `{module}` may not use `{used}`", file.display());
        }
    }
}

#[test]
fn the_scan_sees_a_module_that_reaches_up() {
    assert_eq!(
        named("use crate::check::{Audit};\n// crate::rules\nlet x = crate::text::Span;"),
        ["check", "text::Span"]
    );
}

#[test]
fn no_file_is_a_drawer_for_everything() {
    for file in all() {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let drawer = ["mod.rs", "utils.rs", "util.rs", "helpers.rs", "helper.rs", "common.rs", "misc.rs"]
            .contains(&name.as_str());
        assert!(!drawer, "{}: name it for what is in it", file.display());
    }
}

#[test]
fn every_file_says_what_it_is_for() {
    for file in all() {
        assert!(fs::read_to_string(&file).unwrap().starts_with("//! "), "{}: opens without `//!`", file.display());
    }
}
