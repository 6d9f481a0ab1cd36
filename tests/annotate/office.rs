//! What other programs make of the comments, and the command itself.

use std::fs;
use std::process::{Command, Output, Stdio};

fn run(folder: &tempfile::TempDir, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_planlint"));
    command.current_dir(folder).env("COLUMNS", "100").stdin(Stdio::null()).args(arguments).output().unwrap()
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// A folder with Northmoor's draft in it.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::copy("examples/northmoor-draft.docx", folder.path().join("draft.docx")).unwrap();
    folder
}

#[test]
fn the_command_writes_a_copy_and_says_what_is_in_it() {
    let folder = folder();
    let draft = fs::read(folder.path().join("draft.docx")).unwrap();
    let output = run(&folder, &["annotate", "draft.docx", "-o", "reviewed.docx", "--lever", "care-act"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert_eq!(said(&output), "reviewed.docx: 5 comments (5 new)\n");
    assert!(fs::read(folder.path().join("draft.docx")).unwrap() == draft, "the draft is as it was");
    let again = run(&folder, &["annotate", "reviewed.docx", "-o", "again.docx", "--lever", "care-act"]);
    assert_eq!(said(&again), "again.docx: 5 comments (5 as before)\n");
    let same = |name| fs::read(folder.path().join(name)).unwrap();
    assert!(same("again.docx") == same("reviewed.docx"));
}

#[test]
fn an_output_that_is_there_is_replaced_only_by_itself_or_by_force() {
    let folder = folder();
    let annotate = |more: &[&str]| {
        let arguments = [&["annotate", "draft.docx", "-o", "reviewed.docx"], more].concat();
        run(&folder, &arguments)
    };
    assert_eq!(annotate(&[]).status.code(), Some(0));
    assert_eq!(annotate(&[]).status.code(), Some(0), "the same bytes are no loss");
    let refused = annotate(&["--all"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(said(&refused).contains("`reviewed.docx` is there already") && said(&refused).contains("--force"));
    assert_eq!(annotate(&["--all", "--force"]).status.code(), Some(0));
}

#[test]
fn a_waiver_that_does_not_hold_is_said() {
    let folder = folder();
    let register = "[[waiver]]\nexpectation = \"CA-1\"\nplan = \"draft.docx\"\nreason = \"later\"\napprover = \"the board\"\n\
                    granted = 2026-01-01\nexpires = 2026-03-31\n";
    fs::write(folder.path().join("waivers.toml"), register).unwrap();
    let annotate = |today| {
        let waivers = ["--waivers", "waivers.toml", "--today", today];
        run(&folder, &[&["annotate", "draft.docx", "-o", "reviewed.docx", "--force"], &waivers[..]].concat())
    };
    assert!(said(&annotate("2026-04-01")).contains("lapsed: CA-1 for `draft.docx`, on 31 March 2026"));
    assert!(!said(&annotate("2026-01-31")).contains("CA-1"));
}

#[test]
fn names_that_would_lose_something_are_refused() {
    let folder = folder();
    fs::write(folder.path().join("plan.md"), "# Plan\n\nWe meet each month.\n").unwrap();
    for (arguments, words) in [
        (["annotate", "draft.docx", "-o", "draft.docx"], "is the plan itself"),
        (["annotate", "draft.docx", "-o", "reviewed.docm"], "call the output `reviewed.docx`"),
        (["annotate", "draft.docx", "-o", "reviewed"], "call the output `reviewed.docx`"),
        (["annotate", "plan.md", "-o", "reviewed.docx"], "neither a Word document nor an OpenDocument text"),
        (["annotate", "nowhere.docx", "-o", "reviewed.docx"], "cannot read `nowhere.docx`"),
    ] {
        let output = run(&folder, &arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(said(&output).contains(words), "{arguments:?}: {}", said(&output));
    }
    assert!(!folder.path().join("reviewed.docx").exists());
}

#[test]
fn an_open_document_is_annotated_by_the_same_command() {
    let folder = folder();
    fs::copy("examples/northmoor-draft.odt", folder.path().join("draft.odt")).unwrap();
    let draft = fs::read(folder.path().join("draft.odt")).unwrap();
    let annotate =
        |arguments: [&str; 3]| run(&folder, &[&["annotate"], &arguments[..], &["--lever", "care-act"]].concat());
    assert_eq!(said(&annotate(["draft.odt", "-o", "reviewed.odt"])), "reviewed.odt: 5 comments (5 new)\n");
    assert_eq!(said(&annotate(["reviewed.odt", "-o", "again.odt"])), "again.odt: 5 comments (5 as before)\n");
    let bytes = |name| fs::read(folder.path().join(name)).unwrap();
    assert!(bytes("again.odt") == bytes("reviewed.odt") && bytes("draft.odt") == draft);
    for (arguments, words) in [
        (["draft.odt", "-o", "draft.odt"], "is the plan itself"),
        (["draft.odt", "-o", "reviewed.docx"], "call the output `reviewed.odt`"),
    ] {
        let output = annotate(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(said(&output).contains(words), "{arguments:?}: {}", said(&output));
    }
    assert!(bytes("draft.odt") == draft);
}

#[test]
fn a_pdf_is_refused_with_the_reason_and_the_way_out() {
    let folder = folder();
    let words = "BT /F1 12 Tf 72 700 Td (We will explore a befriending service for isolated older people.) Tj ET";
    fs::write(folder.path().join("plan.pdf"), crate::read::pdf::maker::Maker::of(&[words]).bytes()).unwrap();
    for output in ["reviewed.pdf", "reviewed.docx"] {
        let refused = run(&folder, &["annotate", "plan.pdf", "-o", output, "--kind", "bcf-2014"]);
        let words = said(&refused).split_whitespace().filter(|word| *word != "│").collect::<Vec<_>>().join(" ");
        assert_eq!(refused.status.code(), Some(2), "{words}");
        assert!(words.contains("planlint::annotate::pdf × no comments are written into `plan.pdf`"), "{words}");
        assert!(words.contains("planlint check plan.pdf --format html -o report.html"), "{words}");
        assert!(!folder.path().join(output).exists());
    }
}

/// Reads comments as another program does.
const PYTHON: &str = "
import sys, docx
for comment in docx.Document(sys.argv[1]).comments:
    print(comment.author, comment.initials, comment.text.split(' ')[0], sep='|')
";

#[test]
fn python_docx_reads_every_comment() {
    let folder = folder();
    assert_eq!(
        run(&folder, &["annotate", "draft.docx", "-o", "reviewed.docx", "--lever", "care-act"]).status.code(),
        Some(0)
    );
    let known = Command::new("python3").args(["-c", "import docx; docx.Document().comments"]).output();
    if !known.is_ok_and(|known| known.status.success()) {
        return println!("skipped: python-docx 1.2 or later is not here");
    }
    let read = Command::new("python3").args(["-c", PYTHON, "reviewed.docx"]).current_dir(&folder).output().unwrap();
    let codes = ["CA-1", "CA-3", "CA-6", "CA-7", "CA-8"].map(|code| format!("planlint|pl|{code}\n")).concat();
    assert_eq!(String::from_utf8_lossy(&read.stdout), codes, "{}", String::from_utf8_lossy(&read.stderr));
}

#[test]
fn libreoffice_reads_every_comment() {
    if std::env::var_os("PLANLINT_OFFICE").is_none() {
        return println!("skipped: it takes 20 seconds; set PLANLINT_OFFICE to run it");
    }
    let folder = folder();
    assert_eq!(
        run(&folder, &["annotate", "draft.docx", "-o", "reviewed.docx", "--lever", "care-act"]).status.code(),
        Some(0)
    );
    let profile = format!("-env:UserInstallation=file://{}", folder.path().join("profile").display());
    let made = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", "fodt", "reviewed.docx"])
        .current_dir(&folder)
        .output();
    let Ok(text) = fs::read_to_string(folder.path().join("reviewed.fodt")) else {
        return println!("skipped: LibreOffice is not here ({made:?})");
    };
    assert_eq!(text.matches("<office:annotation ").count(), 5);
    assert_eq!(text.matches("<dc:creator>planlint</dc:creator>").count(), 5);
    assert!(text.contains("A wish, not yet an action. Expected: the prevention offer"));
}

#[test]
fn libreoffice_keeps_every_comment_of_an_open_document() {
    if std::env::var_os("PLANLINT_OFFICE").is_none() {
        return println!("skipped: it takes 20 seconds; set PLANLINT_OFFICE to run it");
    }
    let folder = folder();
    fs::copy("examples/northmoor-draft.odt", folder.path().join("draft.odt")).unwrap();
    let annotate = |file: &str, output: &str| run(&folder, &["annotate", file, "-o", output, "--lever", "care-act"]);
    assert_eq!(annotate("draft.odt", "reviewed.odt").status.code(), Some(0));
    let profile = format!("-env:UserInstallation=file://{}", folder.path().join("profile").display());
    let made = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", "odt", "--outdir", "saved", "reviewed.odt"])
        .current_dir(&folder)
        .output();
    if !folder.path().join("saved/reviewed.odt").exists() {
        return println!("skipped: LibreOffice is not here ({made:?})");
    }
    assert_eq!(said(&annotate("saved/reviewed.odt", "again.odt")), "again.odt: 5 comments (5 as before)\n");
}
