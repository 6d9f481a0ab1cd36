//! Living with findings: waivers, baselines, and what becomes of them.

use std::path::Path;
use std::process::{Command, Output, Stdio};

use planlint::{
    Date, Document, DocumentRecord, Ledger, Living, OutcomeRecord, Plan, Register, RuleBook, WaiverState, check,
    read_bytes,
};

mod agree;
mod baseline;
mod diff;
mod remark;
mod reports;
mod waive;

const TODAY: Date = Date::new(2026, 11, 25);

/// A carers' strategy with one wish and nothing else on the topic: CA-7 is a finding, CA-1 does not apply.
const WISH: &str = "\
# Carers strategy 2026 to 2028

## Prevention

We aim to explore lunch clubs for lonely carers.

The council and its partners will publish a budget for the years to come once the board has agreed it.
";

/// The same with an action in its place.
const ACTION: &str = "\
# Carers strategy 2026 to 2028

## Prevention

We will fund ten lunch clubs for lonely carers from April 2026, led by Public Health.

The council and its partners will publish a budget for the years to come once the board has agreed it.
";

fn record(path: &str, text: &str) -> DocumentRecord {
    let plan = Plan::parse(read_bytes(path, text.as_bytes()).unwrap());
    let audit = check(&plan, RuleBook::builtin(), &planlint::Options::default());
    DocumentRecord::of(&audit, &Document { path: path.to_owned(), sha256: String::new() })
}

fn outcome<'r>(record: &'r DocumentRecord, code: &str) -> &'r OutcomeRecord {
    record.outcomes.iter().find(|outcome| outcome.code == code).expect("there is such an expectation")
}

/// A register with these waivers, each `code, plan, granted, expires`.
fn register(waivers: &[(&str, &str, &str, &str)]) -> String {
    let entry = |(code, plan, granted, expires): &(&str, &str, &str, &str)| {
        format!(
            "[[waiver]]\nexpectation = \"{code}\"\nplan = \"{plan}\"\nreason = \"the new service starts in spring\"\n\
             approver = \"Director of Public Health\"\ngranted = {granted}\nexpires = {expires}\n"
        )
    };
    waivers.iter().map(entry).collect::<Vec<_>>().join("\n")
}

/// What a register makes of the plan at `path` on `today`.
fn lived(text: &str, path: &str, plan: &str, today: Date) -> (DocumentRecord, Ledger) {
    let book = RuleBook::builtin();
    let mut living = Living::new(today, book);
    living.register = Some(Register::read("waivers.toml", text, book, today).unwrap());
    let mut documents = [record(path, plan)];
    living.apply(&mut documents);
    let [document] = documents;
    (document, living.ledger().expect("there is a register"))
}

fn states(ledger: &Ledger) -> Vec<WaiverState> {
    ledger.waivers.iter().map(|waiver| waiver.state).collect()
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_planlint"))
        .env("COLUMNS", "100")
        .env_remove("PLANLINT_TODAY")
        .current_dir(folder)
        .stdin(Stdio::null())
        .args(arguments)
        .output()
        .unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("it ends by itself")
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// The same in one line, so that where lines end does not matter.
fn flat(output: &Output) -> String {
    said(output).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}
