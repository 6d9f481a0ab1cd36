//! What the cache keeps, and that nothing wrong in it is believed.

use std::path::PathBuf;

use super::{NEED, SILENT, err, folder, json, out, run};

/// Every entry of the cache in `folder`.
fn entries(folder: &tempfile::TempDir) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for version in std::fs::read_dir(folder.path().join("kept")).unwrap().map(|entry| entry.unwrap().path()) {
        if version.is_dir() {
            found.extend(std::fs::read_dir(version).unwrap().map(|entry| entry.unwrap().path()));
        }
    }
    found.sort();
    found
}

fn audit(folder: &tempfile::TempDir, arguments: &[&str]) -> String {
    let output = run(folder, &[&["audit", "plans", "--format", "json", "--cache", "kept"], arguments].concat());
    assert_eq!(err(&output), "");
    out(&output)
}

/// A folder with one Word plan, and what a first run says of it.
fn once() -> (tempfile::TempDir, String) {
    let folder = folder(&[]);
    std::fs::create_dir(folder.path().join("plans")).unwrap();
    std::fs::copy("examples/harrowdale-poor.docx", folder.path().join("plans/a.docx")).unwrap();
    let first = audit(&folder, &[]);
    assert_eq!(entries(&folder).len(), 1);
    (folder, first)
}

#[test]
fn a_second_run_says_what_the_first_said() {
    let (folder, first) = once();
    assert_eq!(audit(&folder, &[]), first);
    let entry = std::fs::metadata(&entries(&folder)[0]).unwrap().modified().unwrap();
    assert_eq!(
        audit(&folder, &["--as-of", "2014-09-01"]),
        out(&run(&folder, &["audit", "plans", "--format", "json", "--no-cache", "--as-of", "2014-09-01"]))
    );
    assert_eq!(entries(&folder).len(), 2, "other options are another question");
    assert!(
        entries(&folder).iter().any(|path| std::fs::metadata(path).unwrap().modified().unwrap() == entry),
        "an answer that is good stays as it is"
    );
}

/// Shows that entries are used at all: one whose every byte is as the program would write it, but for a verdict.
#[test]
fn an_entry_that_agrees_with_its_hash_is_what_is_said() {
    let (folder, first) = once();
    let path = &entries(&folder)[0];
    let text = std::fs::read_to_string(path).unwrap();
    let (question, rest) = text.split_once('\n').unwrap();
    let record = rest.split_once('\n').unwrap().1.replace("\"passages\":", "\"passages\":77");
    use sha2::Digest;
    let hash: String = sha2::Sha256::digest(&record).iter().map(|byte| format!("{byte:02x}")).collect();
    std::fs::write(path, format!("{question}\n{hash}\n{record}")).unwrap();
    let second = audit(&folder, &[]);
    assert!(second != first && second.contains("\"passages\": 77"));
}

#[test]
fn an_entry_with_anything_wrong_is_read_anew_and_put_right() {
    let (folder, first) = once();
    let path = &entries(&folder)[0];
    let good = std::fs::read(path).unwrap();
    let altered = String::from_utf8(good.clone()).unwrap().replace("\"missing\"", "\"met\"").into_bytes();
    let other = [b"0".repeat(64), good[64..].to_vec()].concat();
    for (what, bytes) in [
        ("altered", altered),
        ("cut", good[..good.len() / 2].to_vec()),
        ("empty", Vec::new()),
        ("of another document", other),
    ] {
        assert_ne!(bytes, good, "{what}");
        std::fs::write(path, bytes).unwrap();
        assert_eq!(audit(&folder, &[]), first, "{what}");
        assert_eq!(std::fs::read(path).unwrap(), good, "{what}");
    }
}

#[test]
fn a_document_that_changed_is_another_document() {
    let (folder, first) = once();
    std::fs::copy("examples/eastvale-good.docx", folder.path().join("plans/a.docx")).unwrap();
    assert_ne!(audit(&folder, &[]), first);
}

#[test]
fn the_same_bytes_under_another_name_keep_their_own_path() {
    let (folder, _) = once();
    std::fs::rename(folder.path().join("plans/a.docx"), folder.path().join("plans/b.docx")).unwrap();
    let report: serde_json::Value = serde_json::from_str(&audit(&folder, &[])).unwrap();
    assert_eq!(report["documents"][0]["path"], "plans/b.docx");
    assert_eq!(entries(&folder).len(), 1);
}

#[test]
fn without_a_cache_nothing_is_kept() {
    let folder = folder(&[("plans/a.md", NEED), ("plans/b.md", SILENT)]);
    let report = json(&run(&folder, &["audit", "plans", "--format", "json", "--no-cache"]));
    assert_eq!(report["summary"]["documents"], 2);
    assert!(!folder.path().join(".caches").exists() && !folder.path().join("kept").exists());
}
