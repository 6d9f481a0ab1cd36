//! Whose plan it is: manifests, and the groups made from them.

use super::{NEED, SILENT, code, err, folder, json, out, run};

const MANIFEST: &[u8] = b"\xef\xbb\xbfPath,Organisation,Region\nplans/a.md,Northmoor,North\nplans/b.md,\"Eastvale, City of\",East\nplans/gone.md,Gone,East\n";

fn plans() -> tempfile::TempDir {
    folder(&[("plans/a.md", NEED), ("plans/b.md", SILENT), ("plans/c.md", NEED), ("list.csv", MANIFEST)])
}

#[test]
fn a_manifest_says_whose_plan_it_is() {
    let folder = plans();
    let report = json(&run(&folder, &["audit", "plans", "--format", "json", "--manifest", "list.csv"]));
    assert_eq!(
        report["documents"][1]["about"],
        serde_json::json!({"Organisation": "Eastvale, City of", "Region": "East"})
    );
    assert!(report["documents"][2].get("about").is_none());
}

#[test]
fn rows_without_a_plan_and_plans_without_a_row_are_said() {
    let folder = plans();
    let said = err(&run(&folder, &["audit", "plans", "--manifest", "list.csv"]));
    assert!(said.contains("1 row of `list.csv` matches no plan: `plans/gone.md`"), "{said}");
    assert!(said.contains("1 plan has no row in `list.csv`: `plans/c.md`"), "{said}");
}

#[test]
fn rows_are_found_from_the_folder_of_the_manifest_too() {
    let folder = folder(&[("plans/a.md", NEED), ("plans/list.csv", b"path,region\na.md,North\n")]);
    let output = run(&folder, &["audit", "./plans", "--format", "json", "--manifest", "plans/list.csv"]);
    assert_eq!(
        (json(&output)["documents"][0]["about"]["region"].clone(), err(&output)),
        ("North".into(), String::new())
    );
}

#[test]
fn shares_are_grouped_by_a_column() {
    let folder = plans();
    let text = out(&run(&folder, &["audit", "plans", "--manifest", "list.csv", "--by", "region"]));
    let heading = text.lines().find(|line| line.contains("all plans")).unwrap();
    assert_eq!(heading.split_whitespace().collect::<Vec<_>>(), ["all", "plans", "East", "North"], "{text}");
    assert!(text.contains("not said"), "{text}");
    let read = text.lines().find(|line| line.starts_with("plans read")).unwrap();
    assert_eq!(read.split_whitespace().collect::<Vec<_>>(), ["plans", "read", "3", "1", "1"], "{text}");
}

#[test]
fn shares_are_grouped_by_what_plans_say_themselves() {
    let folder = plans();
    let text = out(&run(&folder, &["audit", "plans", "--by", "kind"]));
    assert!(text.contains("3 files: 3 read"), "{text}");
    let text = out(&run(&folder, &["audit", "plans/a.md", "examples", "--by", "year"]));
    assert!(text.contains("not read"), "what is not there is said: {text}");
}

#[test]
fn what_cannot_be_grouped_by_is_refused() {
    let folder = plans();
    let wrong = run(&folder, &["audit", "plans", "--by", "regoin", "--manifest", "list.csv"]);
    assert!(code(&wrong) == 2 && err(&wrong).contains("there is no column called `regoin`"), "{}", err(&wrong));
    let none = run(&folder, &["audit", "plans", "--by", "region"]);
    assert!(code(&none) == 2 && err(&none).contains("give a manifest"), "{}", err(&none));
}

#[test]
fn a_manifest_that_cannot_be_used_says_why() {
    for (text, words) in [
        ("file,region\nplans/a.md,North\n", "has no column called `path`"),
        ("path\nplans/a.md\n./plans/a.md\n", "two rows for `plans/a.md`, the first in line 2"),
        ("path\nplans/\u{fffd}.md\n", ""),
    ] {
        let folder = folder(&[("plans/a.md", NEED), ("list.csv", text.as_bytes())]);
        let output = run(&folder, &["audit", "plans", "--manifest", "list.csv"]);
        assert!(err(&output).contains(words), "{}", err(&output));
        assert!(words.is_empty() || code(&output) == 2, "{text}");
    }
    let folder = folder(&[("plans/a.md", NEED), ("list.csv", b"path\nplans/\xff.md\n")]);
    let output = run(&folder, &["audit", "plans", "--manifest", "list.csv"]);
    assert!(code(&output) == 2 && err(&output).contains("CSV UTF-8"), "{}", err(&output));
}
