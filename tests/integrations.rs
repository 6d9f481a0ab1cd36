//! What runs planlint elsewhere: the GitHub Action's script, the pre-commit hook, the container.

#![cfg(unix)]

use std::path::Path;
use std::process::Command;

const PLANLINT: &str = env!("CARGO_BIN_EXE_planlint");

/// Runs the action's script in `folder`; its exit code, and what it leaves for the job.
fn action(folder: &Path, plans: &str, arguments: &str) -> (bool, String) {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("action/check");
    let output = folder.join("outputs");
    std::fs::write(&output, "").unwrap();
    let ran = Command::new(script)
        .current_dir(folder)
        .envs([("PLANLINT", PLANLINT), ("PLANS", plans), ("ARGUMENTS", arguments)])
        .envs([("FAIL_ON", "error"), ("SARIF", "planlint.sarif"), ("GITHUB_STEP_SUMMARY", "summary.md")])
        .env("GITHUB_OUTPUT", &output)
        .output()
        .unwrap();
    (ran.status.success(), std::fs::read_to_string(output).unwrap())
}

fn folder_with(name: &str, text: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(name), text).unwrap();
    folder
}

#[test]
fn the_action_leaves_findings_and_the_exit_code_for_later_steps() {
    let plan = include_str!("../examples/harrowdale-poor.md");
    let folder = folder_with("draft.md", plan);
    let (ran, outputs) = action(folder.path(), "draft.md", "--no-config --lever care-act");
    assert!(ran);
    assert_eq!(outputs, "code=1\nwritten=true\n");
    let sarif: serde_json::Value =
        serde_json::from_slice(&std::fs::read(folder.path().join("planlint.sarif")).unwrap()).unwrap();
    assert!(!sarif["runs"][0]["results"].as_array().unwrap().is_empty());
    assert!(std::fs::read_to_string(folder.path().join("summary.md")).unwrap().contains("draft.md"));
}

#[test]
fn the_action_takes_plans_with_blanks_in_their_names_a_line_each() {
    let folder = folder_with("Draft plan 2015.md", include_str!("../examples/harrowdale-poor.md"));
    std::fs::write(folder.path().join("good.md"), include_str!("../examples/eastvale-good.md")).unwrap();
    let (_, outputs) = action(folder.path(), "Draft plan 2015.md\ngood.md\n", "--no-config");
    assert_eq!(outputs, "code=1\nwritten=true\n");
    let summary = std::fs::read_to_string(folder.path().join("summary.md")).unwrap();
    assert!(summary.contains("Draft plan 2015.md") && summary.contains("good.md"), "{summary}");
    assert!(!summary.contains("no such file"), "{summary}");
}

#[test]
fn the_action_shows_plans_by_their_place_in_the_checkout() {
    let folder = folder_with("draft.md", include_str!("../examples/harrowdale-poor.md"));
    let checkout = folder.path().canonicalize().unwrap();
    for plans in [checkout.join("draft.md").display().to_string(), checkout.display().to_string()] {
        let (_, outputs) = action(&checkout, &plans, "--no-config --lever care-act");
        assert_eq!(outputs, "code=1\nwritten=true\n");
        let sarif: serde_json::Value =
            serde_json::from_slice(&std::fs::read(checkout.join("planlint.sarif")).unwrap()).unwrap();
        let place = &sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
        assert_eq!(place, "draft.md", "{plans}");
    }
}

#[test]
fn the_action_builds_anew_when_a_file_inside_the_program_changes() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let action = include_str!("../action/action.yml");
    let hashed = action.split("$(find ").nth(1).unwrap().split(" -type f").next().unwrap();
    let hashed: Vec<&str> = hashed.split(' ').collect();
    let sources = walkdir::WalkDir::new(root.join("src")).into_iter().map(|entry| entry.unwrap().into_path());
    for source in sources.filter(|path| path.extension().is_some_and(|ending| ending == "rs")) {
        let text = std::fs::read_to_string(&source).unwrap();
        for named in text.split("include_str!(\"").skip(1) {
            let file = source.parent().unwrap().join(named.split('"').next().unwrap()).canonicalize().unwrap();
            let inside = |folder: &&str| file.starts_with(root.canonicalize().unwrap().join(folder));
            assert!(hashed.iter().any(inside), "{}", file.display());
        }
    }
}

#[test]
fn the_action_writes_nothing_where_the_command_cannot_be_carried_out() {
    let folder = folder_with("draft.md", "# A plan");
    let (ran, outputs) = action(folder.path(), "draft.md", "--kind bfc-2014");
    assert!(ran, "the exit code is told by a later step");
    assert_eq!(outputs, "code=2\nwritten=false\n");
    assert!(!folder.path().join("planlint.sarif").exists());
}

#[test]
fn the_hook_takes_the_formats_that_planlint_reads() {
    let manifest = include_str!("../.pre-commit-hooks.yaml");
    let files = manifest.lines().find_map(|line| line.trim().strip_prefix("files: ")).unwrap();
    for ending in ["docx", "odt", "pdf", "xlsx", "ods"] {
        assert!(files.contains(ending), "{ending}");
    }
    assert!(!files.contains("md"), "a repository's README is no plan");
    let entry = manifest.lines().find_map(|line| line.trim().strip_prefix("entry: ")).unwrap();
    let (program, command) = entry.split_once(' ').unwrap();
    assert_eq!(program, "planlint");
    let plan = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/eastvale-good.md");
    let ran = Command::new(PLANLINT).args([command, "--no-config", plan]).output().unwrap();
    assert!(ran.status.code().is_some_and(|code| code < 2), "{ran:?}");
}
