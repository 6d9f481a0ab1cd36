//! `planlint audit`: folders of plans, from the outside.

use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

mod cache;
#[cfg(unix)]
mod interrupt;
mod manifest;

/// The program, in `folder`, which is also where it finds a person's caches.
pub fn planlint(folder: &tempfile::TempDir) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_planlint"));
    command.current_dir(folder).env("COLUMNS", "80").env_remove("NO_COLOR").stdin(Stdio::null());
    command.env("XDG_CACHE_HOME", folder.path().join(".caches")).env("HOME", folder.path());
    command
}

pub fn run(folder: &tempfile::TempDir, arguments: &[&str]) -> Output {
    planlint(folder).args(arguments).output().unwrap()
}

pub fn code(output: &Output) -> i32 {
    output.status.code().expect("it ends by itself")
}

pub fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

pub fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

pub fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {}{}", out(output), err(output)))
}

/// A folder with these files in it, and the folders they are in.
pub fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    folder
}

/// A plan with a need and no action.
pub const NEED: &[u8] = b"# Carers' strategy 2019-2022\n\nOne in ten carers is lonely, and many more are at risk. The needs assessment counts 4,000 carers aged over 65 who live alone in the two northern wards.\n";

/// A plan that says nothing on the topic.
pub const SILENT: &[u8] = b"# Carers' strategy 2019-2022\n\nThe council will repair the roofs of its libraries by March 2020. The head of property leads the work, at a cost of two hundred thousand pounds, and reports each quarter to the cabinet.\n";

/// The example plans, copied.
fn examples() -> tempfile::TempDir {
    let copied = tempfile::tempdir().unwrap();
    std::fs::create_dir(copied.path().join("plans")).unwrap();
    for name in ["northmoor-draft.md", "northmoor-draft.docx", "eastvale-good.md", "jhws-2016.md"] {
        std::fs::copy(Path::new("examples").join(name), copied.path().join("plans").join(name)).unwrap();
    }
    copied
}

#[test]
fn a_row_of_an_audit_is_what_check_says_of_that_plan() {
    let folder = examples();
    let audit = json(&run(&folder, &["audit", "plans", "--format", "json"]));
    let lines = out(&run(&folder, &["audit", "plans", "--format", "jsonl"]));
    let lines: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let rows = audit["documents"].as_array().unwrap();
    assert_eq!(rows.len(), 4);
    for (row, line) in rows.iter().zip(&lines[1..]) {
        let path = row["path"].as_str().unwrap();
        let check = json(&run(&folder, &["check", path, "--format", "json"]));
        assert_eq!(&check["documents"][0], row, "{path}");
        let mut line = line.clone();
        assert_eq!(line.as_object_mut().unwrap().shift_remove("type"), Some("document".into()));
        assert_eq!(&line, row, "{path}");
    }
}

#[test]
fn the_drawn_counts_of_check_are_those_of_the_row() {
    let folder = examples();
    let check = out(&run(&folder, &["check", "plans/northmoor-draft.md"]));
    let table = out(&run(&folder, &["audit", "plans/northmoor-draft.md"]));
    let row = table.lines().find(|line| line.starts_with("northmoor-draft.md")).unwrap();
    let counts: Vec<&str> = row.split_whitespace().skip(2).take(3).collect();
    let [met, weak, missing] = counts[..] else { panic!("{row}") };
    assert!(check.contains(&format!("{met} met · {weak} weak · {missing} missing")), "{row}\n{check}");
}

#[test]
fn the_bytes_do_not_depend_on_the_number_of_threads_or_on_the_run() {
    let folder = examples();
    for format in ["text", "json", "jsonl"] {
        let with = |threads: &str| {
            out(&run(&folder, &["audit", "plans", "--format", format, "--threads", threads, "--no-cache"]))
        };
        let one = with("1");
        assert!(one.len() > 500);
        assert!([with("2"), with("7"), with("7")].iter().all(|other| *other == one), "{format}");
    }
}

#[test]
fn plans_that_cannot_be_read_stop_no_other_and_never_pass() {
    let folder =
        folder(&[("plans/a.docx", b"PK\x03\x04broken"), ("plans/b.md", NEED), ("plans/c.txt", b"\0\x01\x02\x03")]);
    let output = run(&folder, &["audit", "plans", "--fail-on", "error"]);
    let text = out(&output);
    assert_eq!(code(&output), 1);
    assert!(text.contains("a.docx not read: `plans/a.docx` is damaged"), "{text}");
    assert!(text.contains("3 files: 1 read · 2 not read and in no count"), "{text}");
    let report = json(&run(&folder, &["audit", "plans", "--format", "json"]));
    assert_eq!(report["summary"]["unread"], 2);
    let outcomes = report["documents"][0]["outcomes"].as_array().unwrap();
    assert!(outcomes.len() > 40 && outcomes.iter().all(|outcome| outcome["verdict"] == "undecided"));
}

#[test]
fn where_no_plan_could_be_read_the_table_is_trouble_and_shows_no_shares() {
    let folder = folder(&[("plans/a.docx", b"PK\x03\x04broken")]);
    let output = run(&folder, &["audit", "plans"]);
    assert_eq!(code(&output), 2);
    assert!(!out(&output).contains('%') && out(&output).contains("1 file: 0 read · 1 not read"), "{}", out(&output));
    assert_eq!(code(&run(&folder, &["audit", "plans", "--format", "jsonl", "--fail-on", "never"])), 2);
}

#[test]
fn nothing_in_a_plan_is_told_apart_from_a_plan_that_could_not_be_read() {
    let folder =
        folder(&[("plans/broken.docx", b"PK\x03\x04broken"), ("plans/silent.md", SILENT), ("plans/need.md", NEED)]);
    let text = out(&run(&folder, &["audit", "plans"]));
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("1 not read and in no count · 1 says nothing on loneliness or isolation"), "{text}");
    assert!(
        text.lines().any(|line| line.starts_with("silent.md") && line.contains("(nothing on the topic)")),
        "{text}"
    );
}

/// A file without words, a scan and a template are in no count of plans that say nothing, in any format.
#[test]
fn a_plan_with_too_little_to_read_says_nothing_that_counts() {
    let scan = crate::read::pdf::maker::Maker::of(&["q 595 0 0 842 0 0 cm /Im Do Q\n"]).bytes();
    let prompts = "[Say here what will be done, for whom, by when, and who leads it.]\n\n".repeat(8);
    let folder = folder(&[
        ("plans/empty.docx", b""),
        ("plans/empty.md", b""),
        ("plans/need.md", NEED),
        ("plans/scan.pdf", &scan),
        ("plans/silent.md", SILENT),
        ("plans/template.md", prompts.as_bytes()),
    ]);
    let audit = |format: &str| out(&run(&folder, &["audit", "plans", "--format", format]));
    let text = audit("text");
    let row = |name: &str| text.lines().find(|line| line.starts_with(name)).unwrap();
    for name in ["empty.docx", "empty.md", "scan.pdf"] {
        assert!(row(name).contains("not read: `plans/") && row(name).contains("no words could"), "{text}");
    }
    assert!(row("template.md").contains("47") && !row("template.md").contains("none"), "no medal: {text}");
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        words.contains("no words could be read; look whether it is the right file") && words.contains("run OCR"),
        "{text}"
    );
    assert!(words.contains("6 files: 3 read · 3 not read and in no count · 1 says nothing on"), "{text}");
    let report = json(&run(&folder, &["audit", "plans", "--format", "json"]));
    assert_eq!(report["summary"]["unread"], 3);
    let seen = |at: usize, key: &str| report["documents"][at][key].clone();
    for at in [0, 1, 3] {
        assert!(
            seen(at, "error")["help"].as_str().is_some_and(|help| !help.is_empty()) && seen(at, "medals").is_null()
        );
    }
    assert!(seen(3, "error")["help"].as_str().unwrap().contains("OCR"));
    assert!(seen(5, "error").is_null() && seen(5, "medals").is_null() && !seen(4, "medals").is_null());
    let csv = audit("csv");
    let scan = csv.lines().find(|line| line.starts_with("\"plans/scan.pdf\"")).unwrap();
    assert!(
        scan.contains("\"undecided\"") && scan.contains("`plans/scan.pdf`: no words could be read; open it"),
        "{scan}"
    );
    let page = audit("html");
    assert!(page.contains("plans that could not be read") && page.contains("run OCR"));
    assert!(page.contains("Each plan that could be read counts once."));
}

/// Counts the verdicts of the report itself, and looks for the share that they make.
#[test]
fn a_share_leaves_out_what_does_not_apply_and_what_could_not_be_read() {
    let folder = folder(&[("plans/broken.docx", b"PK\x03\x04broken"), ("plans/need.md", NEED)]);
    let report = json(&run(&folder, &["audit", "plans", "--format", "json"]));
    let outcomes = report["documents"][1]["outcomes"].as_array().unwrap();
    let count = |verdicts: &[&str]| {
        outcomes.iter().filter(|outcome| verdicts.contains(&outcome["verdict"].as_str().unwrap())).count()
    };
    let (met, judged) = (count(&["met"]), count(&["met", "weak", "missing", "review"]));
    assert!(judged < outcomes.len(), "something does not apply");
    let text = out(&run(&folder, &["audit", "plans"]));
    let line = text.lines().find(|line| line.starts_with("every lever")).unwrap();
    assert!(line.contains(&format!(" {met}/{judged} ")), "{line}");
}

#[test]
fn lines_say_what_ran_first_and_the_counts_last() {
    let folder = folder(&[("plans/a.md", NEED), ("plans/b.md", SILENT), ("plans/c.docx", b"PK\x03\x04")]);
    let report = json(&run(&folder, &["audit", "plans", "--format", "json"]));
    let text = out(&run(&folder, &["audit", "plans", "--format", "jsonl"]));
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(
        lines.iter().map(|line| line["type"].as_str().unwrap()).collect::<Vec<_>>(),
        ["run", "document", "document", "document", "summary"]
    );
    assert_eq!(lines[0]["packs"], report["packs"]);
    for key in ["documents", "verdicts", "unread", "passed_over"] {
        assert_eq!(lines[4][key], report["summary"][key], "{key}");
    }
}

#[test]
fn what_a_folder_passes_over_is_said() {
    let folder = folder(&[
        ("plans/good.md", NEED),
        ("plans/.hidden.md", NEED),
        ("plans/~$good.docx", b"lock"),
        ("plans/README.md", b"about"),
        ("plans/old/one.md", NEED),
        ("plans/drafts/kept.md", NEED),
        ("plans/drafts/two.md", NEED),
        ("plans/drafts/.planlintignore", b"# not these\ntwo.md\n"),
        ("plans/.planlintignore", b"old/\n"),
        ("plans/scan.rtf", b"{\\rtf1 x}"),
    ]);
    let output = run(&folder, &["audit", "plans", "--format", "json"]);
    let report = json(&output);
    let paths: Vec<&str> =
        report["documents"].as_array().unwrap().iter().map(|row| row["path"].as_str().unwrap()).collect();
    assert_eq!(paths, ["plans/drafts/kept.md", "plans/good.md", "plans/scan.rtf"]);
    let said = err(&output);
    assert!(said.contains("passed over: 3 hidden, 1 lock file, 1 README, 2 by .planlintignore"), "{said}");
    let passed = &report["summary"]["passed_over"];
    assert_eq!(*passed, serde_json::json!({ "hidden": 3, "lock-file": 1, "readme": 1, "ignored": 2 }));
    assert!(said.contains("not read: `plans/scan.rtf` is a rich text (RTF) file"), "{said}");
}

#[test]
fn a_report_that_planlint_wrote_is_no_plan_and_may_be_written_again() {
    let folder = folder(&[("plans/a.md", NEED), ("plans/b.html", b"<title>Plan</title><p>One in ten is lonely.</p>")]);
    for (number, (format, ending)) in
        [("html", "html"), ("md", "md"), ("xlsx", "xlsx"), ("text", "txt")].iter().enumerate()
    {
        let report = ["audit", "plans", "--format", format, "-o", &format!("plans/report.{ending}")];
        let first = run(&folder, &report);
        assert!(code(&first) < 2, "{format}: {}", err(&first));
        let again = run(&folder, &report);
        assert!(code(&again) < 2 && err(&again).contains("passed over: "), "{format}: {}", err(&again));
        let report = json(&run(&folder, &["audit", "plans", "--format", "json"]));
        assert_eq!(report["summary"]["documents"], 2);
        assert_eq!(report["summary"]["passed_over"], serde_json::json!({ "report": number + 1 }));
    }
}

#[cfg(unix)]
#[test]
fn a_named_pipe_in_a_folder_is_passed_over_and_not_waited_for() {
    let folder = folder(&[("plans/good.md", NEED)]);
    let pipe = folder.path().join("plans/pipe.md");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    for command in ["audit", "check"] {
        let output = run(&folder, &[command, "plans", "--format", "json"]);
        let report = json(&output);
        assert_eq!(report["documents"].as_array().unwrap().len(), 1);
        assert_eq!(report["summary"]["passed_over"], serde_json::json!({ "special": 1 }));
        assert!(err(&output).contains("passed over: 1 neither file nor folder"), "{}", err(&output));
    }
}

#[test]
fn patterns_take_plans_and_leave_plans_out() {
    let folder =
        folder(&[("plans/a.md", NEED), ("plans/b.txt", NEED), ("plans/old/c.md", NEED), ("plans/old/deep/d.md", NEED)]);
    let paths = |arguments: &[&str]| {
        let output = run(&folder, &[&["audit", "plans", "--format", "json"], arguments].concat());
        let report = json(&output);
        report["documents"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row["path"].as_str().unwrap().replace("plans/", ""))
            .collect::<Vec<_>>()
    };
    assert_eq!(paths(&["--exclude", "old/**"]), ["a.md", "b.txt"]);
    assert_eq!(paths(&["--exclude", "old/deep"]), ["a.md", "b.txt", "old/c.md"]);
    assert_eq!(paths(&["--include", "*.md"]), ["a.md", "old/c.md", "old/deep/d.md"]);
    assert_eq!(paths(&["--include", "*.md", "--exclude", "deep/"]), ["a.md", "old/c.md"]);
    let none = run(&folder, &["audit", "plans", "--exclude", "*"]);
    assert!(code(&none) == 3 && err(&none).contains("by `exclude`"), "{}", err(&none));
    let wrong = run(&folder, &["audit", "plans", "--exclude", "a{b"]);
    assert!(code(&wrong) == 2 && err(&wrong).contains("the pattern `a{b` of `exclude`"), "{}", err(&wrong));
}

#[test]
fn what_a_person_names_is_read_whatever_its_name() {
    let folder = folder(&[("plans/.hidden.md", NEED)]);
    assert_eq!(json(&run(&folder, &["audit", "plans/.hidden.md", "--format", "json"]))["summary"]["documents"], 1);
}

#[test]
fn nothing_but_the_report_is_written_when_nobody_watches() {
    let folder = folder(&[("plans/a.md", NEED), ("plans/b.md", NEED)]);
    let output = run(&folder, &["audit", "plans", "--format", "jsonl"]);
    assert_eq!(err(&output), "");
    let written = run(&folder, &["audit", "plans", "--format", "jsonl", "--output", "report.jsonl"]);
    assert_eq!((out(&written), err(&written)), (String::new(), String::new()));
    assert_eq!(std::fs::read_to_string(folder.path().join("report.jsonl")).unwrap(), out(&output));
}

#[test]
fn a_reader_that_has_seen_enough_ends_the_audit_quietly() {
    let folder = folder(&[("plans/a.md", NEED), ("plans/b.md", NEED)]);
    let mut child = planlint(&folder)
        .args(["audit", "plans", "--format", "jsonl"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(code(&output) < 2 && err(&output).is_empty(), "{}", err(&output));
}

#[test]
fn exit_codes_follow_what_is_to_be_acted_on() {
    let folder = folder(&[("plans/a.md", NEED)]);
    for (fail_on, expected) in [("never", 0), ("advice", 1)] {
        assert_eq!(code(&run(&folder, &["audit", "plans", "--fail-on", fail_on])), expected, "{fail_on}");
    }
    assert_eq!(code(&run(&folder, &["audit", "nowhere"])), 2);
    std::fs::create_dir(folder.path().join("empty")).unwrap();
    assert_eq!(code(&run(&folder, &["audit", "empty"])), 3);
}

#[test]
fn narrated_says_in_words_what_the_table_says_in_columns() {
    let folder = folder(&[("plans/a.md", NEED), ("plans/silent.md", SILENT)]);
    let text = out(&run(&folder, &["audit", "plans", "--format", "narrated"]));
    assert!(text.contains("silent.md: carers-strategy; ") && text.contains("every lever: "), "{text}");
    assert!(text.contains(" met, ") && text.contains(" per cent") && !text.contains("  0"), "{text}");
}

#[test]
fn completions_and_manual_know_every_command() {
    let folder = folder(&[]);
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(out(&run(&folder, &["completions", shell])).contains("audit"), "{shell}");
    }
    assert!(out(&run(&folder, &["man"])).contains(".TH planlint 1"));
    assert!(out(&run(&folder, &["man", "audit"])).contains("\\-\\-manifest"));
    let wrong = run(&folder, &["man", "audti"]);
    assert!(code(&wrong) == 2 && err(&wrong).contains("there is no command called `audti`"), "{}", err(&wrong));
}
