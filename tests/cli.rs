//! Commands and what they print, as data in `cli/`; and what a table of commands cannot say.

use std::io::Write;
use std::process::{Command, Output, Stdio};

/// Every `tests/cli/*.trycmd`: a command, its output and its exit code.
#[test]
fn commands_do_what_their_files_say() {
    trycmd::TestCases::new().case("tests/cli/*.trycmd").env("COLUMNS", "80").env("NO_COLOR", "1");
}

fn planlint() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_planlint"));
    command.env("COLUMNS", "80").env_remove("NO_COLOR").stdin(Stdio::null());
    command
}

fn run(folder: &tempfile::TempDir, arguments: &[&str]) -> Output {
    planlint().current_dir(folder).args(arguments).output().unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("it ends by itself")
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// A folder with these files in it.
fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        std::fs::write(folder.path().join(name), bytes).unwrap();
    }
    folder
}

const PLAN: &[u8] = b"# Plan\n\nOne in ten residents is lonely, and many more are at risk. The needs assessment counts 4,000 people aged over 65 who live alone in the two northern wards.\n";

/// Files that cannot be read: what is said of each.
const UNREADABLE: &[(&str, &[u8], &str)] = &[
    ("noise.docx", b"\x00\x01\x02\x03noise\xff\xfe\x00", "is damaged"),
    ("cut.docx", b"PK\x03\x04\x14\x00word/document.xml", "is damaged"),
    ("cut.pdf", b"%PDF-1.7\n", "is damaged"),
    (
        "old.doc",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1W\x00o\x00r\x00d\x00D\x00o\x00c\x00u\x00m\x00e\x00n\x00t\x00",
        "is in the old Word format",
    ),
    ("noise.txt", b"\x00\x01\x02\x03\x04\x05\x06\x07", "holds no text that can be read"),
];

#[test]
fn what_cannot_be_read_is_said_with_the_way_out_and_never_passes() {
    for (name, bytes, words) in UNREADABLE {
        let folder = folder(&[(name, bytes)]);
        let output = run(&folder, &["check", name]);
        assert_eq!(code(&output), 2, "{name}: {}", said(&output));
        assert!(said(&output).contains(words) && said(&output).contains("help: "), "{}", said(&output));
    }
}

#[test]
fn one_bad_file_stops_no_other_and_is_listed_last() {
    for (name, bytes, _) in UNREADABLE {
        let folder = folder(&[(name, bytes), ("plan.md", PLAN)]);
        let output = run(&folder, &["check", name, "plan.md", "--fail-on", "error"]);
        let text = String::from_utf8(output.stdout.clone()).unwrap();
        assert_eq!(code(&output), 1, "{name}");
        assert!(text.contains("2 files: 1 checked, 1 not read") && text.contains("undecided: "), "{text}");
    }
}

#[test]
fn in_json_a_bad_file_is_undecided_on_every_expectation() {
    let folder = folder(&[("scan.pdf", b"%PDF-1.7\n"), ("plan.md", PLAN)]);
    let output = run(&folder, &["check", "scan.pdf", "plan.md", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(code(&output), 1);
    let outcomes = report["documents"][0]["outcomes"].as_array().unwrap();
    assert!(!outcomes.is_empty() && outcomes.iter().all(|outcome| outcome["verdict"] == "undecided"));
    assert_eq!((&report["summary"]["documents"], &report["summary"]["unread"]), (&2.into(), &1.into()));
}

#[test]
fn an_empty_plan_is_undecided_and_never_a_pass() {
    let files: &[(&str, &[u8])] = &[("empty.md", b""), ("blanks.txt", b" \n\t\n \n"), ("word.md", b"Plan\n")];
    let folder = folder(files);
    for (name, _) in files {
        let output = run(&folder, &["check", name]);
        assert_eq!(code(&output), 2, "{name}");
        assert!(said(&output).contains("undecided") && !said(&output).contains("OCR"), "{}", said(&output));
    }
}

#[test]
fn where_nothing_could_be_read_the_code_is_2_in_every_format_and_the_report_is_whole() {
    let folder = folder(&[("word.md", b"Plan\n"), ("noise.docx", b"\x00\x01\x02\x03noise\xff\xfe\x00")]);
    for format in
        ["text", "narrated", "json", "jsonl", "html", "xlsx", "md", "csv", "sarif", "junit", "github", "gitlab"]
    {
        let check =
            ["check", "word.md", "noise.docx", "nothere.docx", "-f", format, "--fail-on", "never", "-o", "report"];
        let output = run(&folder, &check);
        assert_eq!(code(&output), 2, "{format}: {}", said(&output));
        assert!(std::fs::metadata(folder.path().join("report")).unwrap().len() > 0, "{format}");
        std::fs::remove_file(folder.path().join("report")).unwrap();
    }
}

#[test]
fn what_is_empty_or_too_short_is_told_so_and_not_taken_for_pictures() {
    let folder = folder(&[("empty.docx", b""), ("two.txt", b"Two words"), ("one.md", b"Plan")]);
    for (name, words) in [
        ("empty.docx", "no words could be read; look whether it is the right file"),
        ("two.txt", "only 2 words could be read; that is too short to be judged"),
        ("one.md", "only 1 word could be read; that"),
    ] {
        let output = said(&run(&folder, &["check", name, "--format", "narrated"]));
        let output = output.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(output.to_lowercase().contains(words), "{output}");
    }
}

#[test]
fn old_and_wide_encodings_are_read() {
    let wide: Vec<u8> = b"\xff\xfe"
        .iter()
        .copied()
        .chain(String::from_utf8_lossy(PLAN).encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let files: &[(&str, &[u8])] = &[
        ("wide.txt", &wide),
        ("windows.txt", b"# Plan\n\nOne in ten residents is lonely \x96 a \x93high\x94 figure.\n"),
        ("broken.md", b"# Plan\n\nOne in ten residents is lonely \xff here.\n"),
    ];
    let folder = folder(files);
    for (name, _) in files {
        let output = run(&folder, &["evidence", name, "--format", "jsonl"]);
        assert_eq!(code(&output), 0, "{name}");
        assert!(said(&output).contains("lonely"), "{name}");
    }
}

#[test]
fn the_plan_itself_is_never_written_over() {
    let folder = folder(&[("plan.md", PLAN)]);
    for output in ["plan.md", "./plan.md"] {
        for command in ["check", "evidence"] {
            let ended = run(&folder, &[command, "plan.md", "--output", output]);
            assert_eq!(code(&ended), 2, "{}", said(&ended));
            assert!(said(&ended).contains("is the plan itself"));
        }
    }
    assert_eq!(std::fs::read(folder.path().join("plan.md")).unwrap(), PLAN);
}

#[test]
fn a_draft_that_is_no_part_of_the_run_is_not_written_over_by_another_kind_of_file() {
    let kept = ["draft.docx", "DRAFT.ODT", "scan.pdf", "figures.xlsx", "waivers.toml", "notes.md"];
    let mut files: Vec<(&str, &[u8])> = kept.iter().map(|name| (*name, b"words".as_slice())).collect();
    files.extend([("plan.md", PLAN), ("old.md", PLAN)]);
    let folder = folder(&files);
    for name in kept {
        for arguments in [
            ["check", "plan.md"].as_slice(),
            &["check", "plan.md", "--format", "json"],
            &["audit", "plan.md", "--format", "html"],
            &["evidence", "plan.md", "--format", "csv"],
            &["baseline", "plan.md"],
            &["sample", "plan.md"],
            &["diff", "old.md", "plan.md", "--format", "json"],
        ] {
            let ended = run(&folder, &[arguments, &["--output", name]].concat());
            assert_eq!(code(&ended), 2, "{name}: {}", said(&ended));
            assert!(said(&ended).contains("choose a name that ends in ."), "{name}: {}", said(&ended));
        }
        assert_eq!(std::fs::read(folder.path().join(name)).unwrap(), b"words", "{name}");
    }
    let ended =
        run(&folder, &["check", "plan.md", "--format", "xlsx", "--output", "report.xlsx", "--fail-on", "never"]);
    assert_eq!(code(&ended), 0, "{}", said(&ended));
}

/// Every command that writes a report, in each of its formats, with the ending of the file.
const REPORTS: [(&[&str], &str); 20] = [
    (&["check", "plan.md"], "txt"),
    (&["check", "plan.md", "-f", "narrated"], "txt"),
    (&["check", "plan.md", "-f", "md"], "md"),
    (&["audit", "plan.md"], "txt"),
    (&["audit", "plan.md", "-f", "narrated"], "txt"),
    (&["audit", "plan.md", "-f", "json"], "json"),
    (&["audit", "plan.md", "-f", "jsonl"], "jsonl"),
    (&["audit", "plan.md", "-f", "csv"], "csv"),
    (&["audit", "plan.md", "-f", "sarif"], "sarif"),
    (&["audit", "plan.md", "-f", "junit"], "xml"),
    (&["audit", "plan.md", "-f", "github"], "txt"),
    (&["audit", "plan.md", "-f", "gitlab"], "json"),
    (&["audit", "plan.md", "-f", "html"], "html"),
    (&["audit", "plan.md", "-f", "xlsx"], "xlsx"),
    (&["audit", "plan.md", "-f", "md"], "md"),
    (&["evidence", "plan.md"], "txt"),
    (&["evidence", "plan.md", "-f", "jsonl"], "jsonl"),
    (&["evidence", "plan.md", "-f", "csv"], "csv"),
    (&["diff", "old.md", "plan.md"], "txt"),
    (&["diff", "old.md", "plan.md", "-f", "json"], "json"),
];

#[test]
fn a_report_takes_the_place_of_a_report_or_of_nothing_and_of_no_other_file() {
    let folder = folder(&[("plan.md", PLAN), ("old.md", PLAN)]);
    for (arguments, ending) in REPORTS {
        let name = &format!("draft.{ending}");
        let path = folder.path().join(name);
        let written = || run(&folder, &[arguments, &["--output", name]].concat());
        std::fs::write(&path, "Somebody's draft\n").unwrap();
        let refused = written();
        let words = said(&refused).split_whitespace().filter(|word| *word != "│").collect::<Vec<_>>().join(" ");
        assert_eq!(code(&refused), 2, "{arguments:?}: {words}");
        assert!(words.contains(&format!("`{name}` is there already, and is no report of planlint")), "{words}");
        assert!(words.contains(&format!("such as `draft-report.{ending}`")), "{words}");
        assert_eq!(std::fs::read(&path).unwrap(), b"Somebody's draft\n", "{arguments:?}");
        std::fs::write(&path, "").unwrap();
        assert!(code(&written()) < 2, "{arguments:?}: {}", said(&written()));
        let first = std::fs::read(&path).unwrap();
        assert!(first.len() > 2, "{arguments:?}");
        assert!(code(&written()) < 2, "{arguments:?}: {}", said(&written()));
        assert_eq!(std::fs::read(&path).unwrap(), first, "{arguments:?}");
    }
}

#[test]
fn what_people_work_in_is_no_report() {
    let folder = folder(&[("plan.md", PLAN)]);
    run(&folder, &["baseline", "plan.md"]);
    run(&folder, &["sample", "plan.md"]);
    for (format, name) in [("json", "baseline.json"), ("csv", "sheet.csv"), ("csv", "sheet.key.csv")] {
        let path = folder.path().join(name);
        let before = std::fs::read(&path).unwrap();
        let refused = run(&folder, &["check", "plan.md", "-f", format, "-o", name]);
        assert_eq!(code(&refused), 2, "{name}: {}", said(&refused));
        assert_eq!(std::fs::read(&path).unwrap(), before, "{name}");
    }
}

#[test]
fn the_beginning_of_a_kind_says_which_were_meant() {
    let folder = folder(&[("plan.md", PLAN)]);
    let told = |kind: &str| {
        let ended = run(&folder, &["check", "plan.md", "--kind", kind]);
        said(&ended).split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert!(told("Carers").contains("did you mean `carers-strategy`?"), "{}", told("Carers"));
    assert!(told("bcf").contains("did you mean one of these: bcf-2014, bcf-2016"), "{}", told("bcf"));
}

#[test]
fn codes_that_there_are_go_from_and_to_within_one_list() {
    let ended = run(&folder(&[]), &["explain", "ZZ-99"]);
    let words = said(&ended).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("CA-1 to CA-8, CS-1 to CS-2, FYFV-1, NCM-1, NCM-2, IPC-1 to IPC-3"), "{words}");
}

#[test]
fn an_output_among_the_plans_is_one_of_them_and_not_the_plan() {
    let folder = folder(&[("a.md", PLAN), ("b.md", PLAN)]);
    let ended = run(&folder, &["check", ".", "--output", "b.md"]);
    assert_eq!(code(&ended), 2);
    assert!(said(&ended).contains("`b.md` is one of the files to be read"), "{}", said(&ended));
}

#[cfg(target_os = "linux")]
#[test]
fn where_nothing_can_be_written_it_is_said_with_the_way_out() {
    let folder = folder(&[("plan.md", PLAN)]);
    let ended = run(&folder, &["check", "plan.md", "--output", "/proc/report.txt"]);
    let said = said(&ended);
    assert_eq!(code(&ended), 2);
    assert!(said.contains("`/proc/report.txt` cannot be written: nothing can be written there"), "{said}");
    assert!(said.contains("help: choose another place") && !said.contains(".tmp"), "{said}");
}

#[cfg(unix)]
#[test]
fn a_report_has_the_rights_of_what_it_replaces_and_else_those_of_any_new_file() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder(&[("plan.md", PLAN), ("closed.txt", b""), ("open.txt", b"")]);
    let path = |name: &str| folder.path().join(name);
    let set = |name: &str, mode| std::fs::set_permissions(path(name), std::fs::Permissions::from_mode(mode)).unwrap();
    let mode = |name: &str| path(name).metadata().unwrap().permissions().mode() & 0o777;
    set("closed.txt", 0o600);
    set("open.txt", 0o664);
    for name in ["closed.txt", "open.txt", "new.txt"] {
        assert_eq!(code(&run(&folder, &["check", "plan.md", "--output", name])), 1);
    }
    std::fs::write(path("any.txt"), b"new").unwrap();
    assert_eq!((mode("closed.txt"), mode("open.txt"), mode("new.txt")), (0o600, 0o664, mode("any.txt")));
}

#[test]
fn an_output_that_cannot_be_made_is_refused_before_any_work() {
    let folder = folder(&[("plan.md", PLAN)]);
    for (output, words) in [(".", "is a folder"), ("nowhere/report.txt", "the folder `nowhere` does not exist")] {
        let ended = run(&folder, &["check", "plan.md", "--output", output]);
        assert_eq!(code(&ended), 2);
        assert!(said(&ended).contains(words), "{}", said(&ended));
    }
}

#[test]
fn output_goes_to_the_file_and_nowhere_else() {
    let folder = folder(&[("plan.md", PLAN)]);
    let ended = run(&folder, &["check", "plan.md", "--output", "report.txt"]);
    assert_eq!((code(&ended), said(&ended).as_str()), (1, ""));
    assert!(std::fs::read_to_string(folder.path().join("report.txt")).unwrap().contains("\n\nplan.md\n"));
}

#[cfg(unix)]
#[test]
fn a_device_as_output_stays_a_device() {
    let folder = folder(&[("plan.md", PLAN)]);
    std::os::unix::net::UnixListener::bind(folder.path().join("socket")).unwrap();
    run(&folder, &["check", "plan.md", "--output", "socket"]);
    use std::os::unix::fs::FileTypeExt;
    assert!(std::fs::metadata(folder.path().join("socket")).unwrap().file_type().is_socket());
}

#[test]
fn a_reader_that_has_seen_enough_changes_nothing() {
    let mut child = planlint()
        .args(["explain", "--all", "--format", "json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((code(&output), said(&output).as_str()), (0, ""));
}

#[test]
fn a_file_name_with_blanks_and_quotes_can_be_pasted_back() {
    let name = "it's a \"plan\" $x.md";
    let folder = folder(&[(name, PLAN)]);
    let output = run(&folder, &["check", name]);
    assert!(said(&output).contains("--in 'it'\\''s a \"plan\" $x.md'"), "{}", said(&output));
}

#[test]
fn a_missing_file_says_what_may_have_been_meant() {
    let folder = folder(&[("northmoor.md", PLAN)]);
    let output = run(&folder, &["check", "northmor.md"]);
    assert_eq!(code(&output), 2);
    assert!(said(&output).contains("did you mean `northmoor.md`?"), "{}", said(&output));
}

#[test]
fn a_folder_without_plans_is_said_to_be_one() {
    let folder = folder(&[("notes.xyz", b"x"), ("~$plan.docx", b"x"), (".hidden.md", PLAN)]);
    for command in ["check", "evidence", "baseline", "sample"] {
        let output = run(&folder, &[command, "."]);
        assert_eq!(code(&output), 3);
        assert!(said(&output).contains("no plans found") && said(&output).contains("1 hidden"), "{}", said(&output));
    }
}

#[test]
fn a_plan_of_a_folder_in_a_format_that_is_not_read_is_said_everywhere() {
    let old = UNREADABLE[3].1;
    let folder =
        folder(&[("old.DOC", old), ("rich.rtf", b"{\\rtf1 x}"), ("talk.ppt", b"\xd0\xcf\x11\xe0"), ("plan.md", PLAN)]);
    let output = run(&folder, &["check", "."]);
    assert_eq!(code(&output), 1);
    assert!(said(&output).contains("4 files: 1 checked, 3 not read"), "{}", said(&output));
    let row = |format: &str, words: &str| {
        let said = said(&run(&folder, &["audit", ".", "--format", format]));
        assert!(said.contains(words) && said.contains("rich.rtf"), "{format}: {said}");
    };
    row("text", "old.DOC  not read: `./old.DOC` is in the old Word format");
    row("csv", "\"./old.DOC\"");
    row("json", "\"unread\": 3");
    row("html", "old.DOC");
}

#[test]
fn a_plan_that_is_named_twice_is_there_once() {
    let folder = folder(&[("b.md", PLAN), ("a.md", PLAN)]);
    let output = run(&folder, &["check", "b.md", ".", "./x/../b.md", "--format", "csv"]);
    let rows = said(&output);
    let paths: Vec<&str> = rows.lines().skip(1).map(|row| row.split(',').next().unwrap()).collect();
    let mut each = paths.clone();
    each.dedup();
    assert_eq!(each, ["\"b.md\"", "\"./a.md\""]);
}

#[test]
fn evidence_of_a_plan_that_cannot_be_read_is_not_said_to_be_none() {
    let folder = folder(&[("empty.pdf", b""), ("plan.md", PLAN)]);
    let output = run(&folder, &["evidence", "empty.pdf", "plan.md", "--format", "csv"]);
    assert_eq!(code(&output), 1);
    assert!(said(&output).contains("not read: `empty.pdf`: no words could be read"), "{}", said(&output));
}

#[test]
fn what_is_expected_is_shown_of_a_lever_a_kind_and_a_time() {
    let folder = folder(&[]);
    let all = |more: &[&str]| {
        let output = run(&folder, &[&["explain", "--all", "--format", "json"], more].concat());
        let shown: Vec<serde_json::Value> = serde_json::from_slice(&output.stdout).unwrap();
        shown
    };
    let whole = all(&[]);
    let care = all(&["--lever", "care-act"]);
    assert!(!care.is_empty() && care.iter().all(|each| each["pack"] == "care-act"));
    for more in [["--kind", "jhws"], ["--as-of", "2014-09-01"], ["--profile", "statutory"]] {
        let some = all(&more).len();
        assert!(0 < some && some < whole.len(), "{more:?}: {some}");
    }
    let book = run(&folder, &["explain", "--all", "--format", "md", "--lever", "care-act"]);
    assert!(said(&book).contains("### CA-1 ") && !said(&book).contains("### BCF-1 "));
}

#[test]
fn a_kind_that_is_not_known_is_refused() {
    let folder = folder(&[("plan.md", PLAN)]);
    let output = run(&folder, &["check", "plan.md", "--kind", "no-such-kind"]);
    assert_eq!(code(&output), 2);
    assert!(said(&output).contains("there is no kind of plan called `no-such-kind`"), "{}", said(&output));
}

#[test]
fn a_hundred_thousand_brackets_are_answered_in_a_few_lines() {
    let output = planlint().args(["show", "query", &"(".repeat(100_000)]).output().unwrap();
    assert_eq!(code(&output), 2);
    assert!(said(&output).len() < 1000 && said(&output).contains("PLQ100"), "{}", said(&output).len());
}

#[test]
fn standard_input_is_a_plan_like_any_other() {
    let mut child = planlint()
        .args(["check", "-", "--stdin-filename", "plan.txt"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(PLAN).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(code(&output), 1);
    assert!(!said(&output).contains("--in -"), "standard input cannot be read twice");
}

#[test]
fn a_big_file_of_one_line_is_refused_and_not_cut() {
    let folder = folder(&[("line.md", "lonely word ".repeat(3 << 20).as_bytes())]);
    let output = run(&folder, &["check", "line.md"]);
    assert_eq!(code(&output), 2);
    assert!(said(&output).contains("is too large"), "{}", said(&output));
}

/// Every key in what the program writes for machines is described in `docs/json.md`.
#[test]
fn every_key_of_the_machine_formats_is_described() {
    let described = std::fs::read_to_string("docs/json.md").unwrap();
    let mut keys = std::collections::BTreeSet::new();
    let folder = folder(&[("scan.pdf", b"%PDF-1.7\n")]);
    let bad = run(&folder, &["check", "scan.pdf", "--format", "json"]).stdout;
    keys_of(&serde_json::from_slice(&bad).unwrap(), &mut keys);
    for file in [
        "examples/northmoor-draft.md",
        "examples/northmoor-draft.docx",
        "examples/eastvale-good.docx",
        "examples/harrowdale-poor.md",
    ] {
        let report = planlint().args(["check", file, "--format", "json"]).output().unwrap().stdout;
        keys_of(&serde_json::from_slice(&report).unwrap(), &mut keys);
        let rows = planlint().args(["evidence", file, "--format", "jsonl"]).output().unwrap().stdout;
        for row in String::from_utf8(rows).unwrap().lines() {
            keys_of(&serde_json::from_str(row).unwrap(), &mut keys);
        }
    }
    assert!(keys.len() > 40);
    let missing: Vec<&String> = keys.iter().filter(|key| !described.contains(&format!("`{key}`"))).collect();
    assert!(missing.is_empty(), "not described in docs/json.md: {missing:?}");
}

fn keys_of(value: &serde_json::Value, keys: &mut std::collections::BTreeSet<String>) {
    match value {
        serde_json::Value::Array(values) => values.iter().for_each(|value| keys_of(value, keys)),
        serde_json::Value::Object(fields) => {
            for (key, value) in fields {
                keys.insert(key.clone());
                keys_of(value, keys);
            }
        }
        _ => {}
    }
}

#[test]
fn evidence_lists_as_many_passages_as_check_counts_though_it_judges_nothing() {
    for name in ["northmoor-draft.docx", "harrowdale-poor.md", "neighbourhood-health-2025.md"] {
        let plan = format!("examples/{name}");
        let report = planlint().args(["check", &plan, "--format", "json"]).output().unwrap();
        let report: serde_json::Value = serde_json::from_slice(&report.stdout).unwrap();
        let listed = planlint().args(["evidence", &plan, "--format", "jsonl"]).output().unwrap();
        let listed = String::from_utf8_lossy(&listed.stdout).lines().count();
        assert_eq!(report["documents"][0]["passages"], listed, "{name}");
    }
}
