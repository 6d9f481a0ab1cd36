//! Ctrl-C: whole files or none.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::{NEED, folder, planlint};

/// The report of an earlier run.
const BEFORE: &str = "{\"type\":\"run\",\"schema_version\":\"2.0\",\"tool\":{\"name\":\"planlint\"}}\n";

#[test]
fn an_interrupted_audit_leaves_whole_files_or_none() {
    let plan =
        [NEED, &b"\n## Actions\n\nWe will fund a befriending service for lonely carers.\n".repeat(4_000)].concat();
    let names: Vec<String> = (0..40).map(|n| format!("plans/{n:03}.md")).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), plan.as_slice())).collect();
    let folder = folder(&files);
    std::fs::create_dir(folder.path().join("reports")).unwrap();
    std::fs::write(folder.path().join("reports/last.jsonl"), BEFORE).unwrap();
    let there = || std::fs::read_dir(folder.path().join("reports")).unwrap().count();
    let mut child = planlint(&folder)
        .args(["audit", "plans", "--no-cache", "--format", "jsonl", "--output", "reports/last.jsonl"])
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let begun = Instant::now();
    while there() < 2 && begun.elapsed() < Duration::from_secs(20) {
        std::thread::sleep(Duration::from_millis(2));
    }
    assert_eq!(there(), 2, "the report is being written beside the old one");
    Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert_eq!(there(), 1);
    assert_eq!(std::fs::read_to_string(folder.path().join("reports/last.jsonl")).unwrap(), BEFORE);
}
