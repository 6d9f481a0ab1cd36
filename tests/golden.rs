//! The verdicts on the example plans, held in tables under tests/golden/, each written by somebody who read the plan.
//!
//! A row is code, verdict, reason. `# disputed` at its end says that planlint is wrong there today: the row holds what it
//! says now, the comment above holds what it should say and why, and the test prints both and passes over the row.
//! `UPDATE_GOLDEN=1` writes what planlint says now, keeps the disputes, and drops those that it has settled.

use std::fs;
use std::path::{Path, PathBuf};

use planlint::{Date, Options, Plan, RuleBook, Verdict, check, read};

/// A verdict with its reason, by name.
type Ruling = (String, String);

/// A line of a table.
#[derive(Clone, Debug, PartialEq)]
struct Row {
    code: String,
    ruling: Ruling,
    dispute: Option<Dispute>,
}

/// What the verdict should be, and why.
#[derive(Clone, Debug, PartialEq)]
struct Dispute {
    right: Ruling,
    why: String,
}

/// A table: the plan, the setting it was checked in, and the rows.
struct Table {
    path: PathBuf,
    example: String,
    kind: String,
    as_of: String,
    rows: Vec<Row>,
}

#[test]
fn every_example_has_the_verdicts_that_its_reader_stands_behind() {
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    let mut differences = String::new();
    for table in tables() {
        let rulings = rulings(&table.example, &table.kind, table.as_of.parse().unwrap());
        if update {
            fs::write(&table.path, renewed(&table, &rulings)).unwrap();
        } else {
            differences += &compared(&table, &rulings);
        }
    }
    assert!(
        differences.is_empty(),
        "verdicts differ from tests/golden (- expected, + now):\n{differences}\nread the evidence; then UPDATE_GOLDEN=1 writes them again"
    );
}

#[test]
fn the_same_draft_is_held_to_other_expectations_at_other_times() {
    let applying = |year, month| -> Vec<String> {
        let rulings = rulings("examples/northmoor-draft.md", "bcf-2014", Date::new(year, month, 1));
        rulings
            .into_iter()
            .filter(|(_, ruling)| ruling.0 != Verdict::NotApplicable.name())
            .map(|(code, _)| code)
            .collect()
    };
    let (early, middle, late) = (applying(2014, 9), applying(2016, 4), applying(2026, 11));
    let holds = |codes: &[String], code: &str| codes.iter().any(|other| other == code);
    for (code, wanted) in [
        ("TPC-1", [true, false, false]),
        ("FYFV-1", [false, true, false]),
        ("BCF-6", [true, true, false]),
        ("UPC-1", [false, false, true]),
        ("CA-1", [true, true, true]),
    ] {
        assert_eq!(
            [holds(&early, code), holds(&middle, code), holds(&late, code)],
            wanted,
            "{code} in 2014, 2016 and 2026"
        );
    }
}

/// Every table, in the order of its name.
fn tables() -> Vec<Table> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(root().join("tests/golden")).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.into_iter().map(table).collect()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn table(path: PathBuf) -> Table {
    let text = fs::read_to_string(&path).unwrap();
    let head: Vec<&str> = text.lines().next().unwrap().split('\t').collect();
    let value = |cell: usize, name: &str| {
        head[cell]
            .strip_prefix(name)
            .unwrap_or_else(|| panic!("{}: no `{name}` in the first line", path.display()))
            .to_owned()
    };
    let (example, kind, as_of) = (value(0, "# "), value(1, "kind: "), value(2, "as-of: "));
    let rows = rows(&text);
    Table { path, example, kind, as_of, rows }
}

fn rows(text: &str) -> Vec<Row> {
    let mut dispute = None;
    let mut rows = Vec::new();
    for line in text.lines().skip(2) {
        let cells: Vec<&str> = line.split('\t').collect();
        let ruling = (cells[1].to_owned(), cells[2].to_owned());
        if cells[0].starts_with("# ") {
            dispute = Some(Dispute { right: ruling, why: cells[3].to_owned() });
        } else {
            assert_eq!(
                dispute.is_some(),
                cells.get(3) == Some(&"# disputed"),
                "a dispute has a comment above and a mark beside: {line}"
            );
            rows.push(Row { code: cells[0].to_owned(), ruling, dispute: dispute.take() });
        }
    }
    rows
}

/// What planlint says now, by code, in its own order.
fn rulings(example: &str, kind: &str, as_of: Date) -> Vec<(String, Ruling)> {
    let plan = Plan::parse(read(&root().join(example)).unwrap());
    let options = Options { kind: Some(kind.to_owned()), as_of: Some(as_of), ..Options::default() };
    let audit = check(&plan, RuleBook::builtin(), &options);
    audit
        .outcomes
        .iter()
        .map(|outcome| {
            (outcome.expectation.code.clone(), (outcome.verdict.name().to_owned(), outcome.reason.name().to_owned()))
        })
        .collect()
}

/// The rows that differ, as a diff; disputes are printed and passed over.
fn compared(table: &Table, rulings: &[(String, Ruling)]) -> String {
    let mut lines = String::new();
    for row in &table.rows {
        let now = rulings.iter().find(|(code, _)| *code == row.code).map(|(_, ruling)| ruling);
        match &row.dispute {
            Some(dispute) => println!("{}", in_dispute(table, row, dispute, now)),
            None if now == Some(&row.ruling) => {}
            None => lines += &format!("  - {}\n  + {}\n", line(&row.code, Some(&row.ruling)), line(&row.code, now)),
        }
    }
    for (code, ruling) in rulings.iter().filter(|(code, _)| table.rows.iter().all(|row| row.code != *code)) {
        lines += &format!("  + {}\n", line(code, Some(ruling)));
    }
    if lines.is_empty() { lines } else { format!("\n{} as {} on {}\n{lines}", table.example, table.kind, table.as_of) }
}

fn in_dispute(table: &Table, row: &Row, dispute: &Dispute, now: Option<&Ruling>) -> String {
    let state = if now == Some(&dispute.right) { "settled" } else { "disputed" };
    format!(
        "{state}: {} on {}: {}, should be {} {}: {}",
        table.example,
        table.as_of,
        line(&row.code, now),
        dispute.right.0,
        dispute.right.1,
        dispute.why
    )
}

fn line(code: &str, ruling: Option<&Ruling>) -> String {
    ruling.map_or_else(|| format!("{code:7} is gone"), |(verdict, reason)| format!("{code:7} {verdict} {reason}"))
}

/// The table as it is to be written, with what planlint says now.
fn renewed(table: &Table, rulings: &[(String, Ruling)]) -> String {
    let mut text =
        format!("# {}\tkind: {}\tas-of: {}\n# code\tverdict\treason\n", table.example, table.kind, table.as_of);
    for (code, ruling) in rulings {
        let dispute = table.rows.iter().find(|row| row.code == *code).and_then(|row| row.dispute.as_ref());
        let mark = match dispute.filter(|dispute| dispute.right != *ruling) {
            Some(Dispute { right, why }) => {
                text += &format!("# {code} should be\t{}\t{}\t{why}\n", right.0, right.1);
                "\t# disputed"
            }
            None => "",
        };
        text += &format!("{code}\t{}\t{}{mark}\n", ruling.0, ruling.1);
    }
    text
}
