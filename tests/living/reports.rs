//! Nothing is hidden: every format says of a finding what was decided about it, or was known before.

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

use super::{ACTION, WISH, code, folder, register, run, said};

const REMARK: &str = "\n<!-- planlint: waive CA-5 – told in the council's own guide -->\n";

/// A folder with three plans: one with an accepted finding and one waived in the document, one weaker than the baseline.
fn lived() -> tempfile::TempDir {
    let waived = format!("{WISH}{REMARK}");
    let folder = folder(&[
        ("plans/waived.md", &waived),
        ("plans/weaker.md", ACTION),
        ("waivers.toml", &register(&[("CA-7", "plans/waived.md", "2026-11-01", "2027-03-31")])),
    ]);
    let made = run(folder.path(), &["baseline", "plans", "--output", "baseline.json"]);
    assert_eq!(code(&made), 0, "{}", said(&made));
    std::fs::write(folder.path().join("plans/weaker.md"), WISH).unwrap();
    folder
}

fn report(folder: &tempfile::TempDir, format: &str) -> String {
    let common = ["audit", "plans", "--waivers", "waivers.toml", "--baseline", "baseline.json"];
    let rest = ["--today", "2026-11-25", "--fail-on", "never", "--no-cache", "--format", format];
    let output = run(folder.path(), &[&common[..], &rest].concat());
    assert_eq!(code(&output), 0, "{}", said(&output));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn sarif_has_suppressions_of_both_kinds_and_the_state_to_the_baseline() {
    let log: serde_json::Value = serde_json::from_str(&report(&lived(), "sarif")).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    let of = |code: &str, path: &str| {
        let is = |result: &&serde_json::Value| {
            let place = &result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
            result["ruleId"] == code && place == path
        };
        results.iter().find(is).unwrap_or_else(|| panic!("no {code} in {path}"))
    };
    let accepted = of("CA-7", "plans/waived.md");
    assert_eq!(accepted["suppressions"][0]["kind"], "external");
    let by_author = of("CA-5", "plans/waived.md");
    assert_eq!(by_author["suppressions"][0]["kind"], "inSource", "{by_author}");
    assert!(by_author["suppressions"][0]["justification"].as_str().unwrap().contains("own guide"));
    let weaker = of("PH-3", "plans/weaker.md");
    assert_eq!((&weaker["kind"], &weaker["baselineState"]), (&"fail".into(), &"updated".into()));
    assert!(weaker["message"]["text"].as_str().unwrap().contains("weaker than in the baseline, where it was met"));
    let states = ["new", "unchanged", "updated"];
    assert!(results.iter().all(|result| states.contains(&result["baselineState"].as_str().unwrap())));
    assert!(results.iter().any(|result| result["baselineState"] == "unchanged"));
}

#[test]
fn pages_tables_and_summaries_say_who_accepted_what() {
    let folder = lived();
    for (format, words) in [
        ("html", "Accepted until 31 March 2027 by Director of Public Health"),
        ("html", "Waived in the document itself, line"),
        ("html", "Weaker than in the baseline, where it was met"),
        ("html", "Known from the baseline"),
        ("md", "### Waived in the document itself, and not counted"),
        ("md", "until 31 March 2027, approved by Director of Public Health"),
        ("md", "### Weaker than in the baseline"),
        ("github", "weaker than in the baseline"),
        ("gitlab", "accepted until 31 March 2027"),
        ("junit", "known from the baseline"),
        ("csv", "\"told in the council's own guide\""),
        ("csv", "\"worse\""),
    ] {
        let report = report(&folder, format);
        let plain = report.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(plain.contains(words), "{format} does not say: {words}");
    }
}

#[test]
fn what_is_known_or_accepted_is_no_annotation_of_a_build() {
    let report = report(&lived(), "github");
    assert!(!report.contains("file=plans/waived.md"), "{report}");
    assert!(report.contains("file=plans/weaker.md"), "{report}");
}

#[test]
fn waivers_may_be_kept_in_a_workbook() {
    let folder = folder(&[("plans/a.md", WISH)]);
    let path = folder.path().join("waivers.xlsx");
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let names = ["Expectation", "Plan", "Reason", "Approver", "Granted", "Expires", "Evidence"];
    for (column, name) in (0..).zip(names) {
        sheet.write_string(0, column, name).unwrap();
    }
    // people leave rows empty, and Excel makes days of what looks like one
    for (column, words) in
        [(0, "CA-7"), (1, "plans/a.md"), (2, "starts, in spring"), (3, "Director"), (4, "2026-11-01")]
    {
        sheet.write_string(2, column, words).unwrap();
    }
    let day = ExcelDateTime::from_ymd(2027, 3, 31).unwrap();
    sheet.write_datetime_with_format(2, 5, &day, &Format::new().set_num_format("dd/mm/yyyy")).unwrap();
    book.save(&path).unwrap();
    let check = ["check", "plans/a.md", "--waivers", "waivers.xlsx", "--today", "2026-11-25", "--format", "json"];
    let output = run(folder.path(), &check);
    let report: serde_json::Value =
        serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", said(&output)));
    let outcomes = report["documents"][0]["outcomes"].as_array().unwrap();
    let waived = outcomes.iter().find(|outcome| outcome["code"] == "CA-7").unwrap();
    assert_eq!(waived["waiver"]["expires"], "2027-03-31");
    assert_eq!(waived["waiver"]["reason"], "starts, in spring");
    // planlint does not write into it, and a fault in it is shown by its row
    let refused = run(
        folder.path(),
        &[
            "waive",
            "CA-1",
            "--plan",
            "plans/a.md",
            "--reason",
            "r",
            "--approver",
            "a",
            "--expires",
            "2027-01-01",
            "--waivers",
            "waivers.xlsx",
            "--today",
            "2026-11-25",
        ],
    );
    assert_eq!(code(&refused), 2);
    assert!(said(&refused).contains("does not write to tables of waivers"), "{}", said(&refused));
    let late = run(folder.path(), &["check", "plans/a.md", "--waivers", "waivers.xlsx", "--today", "2026-10-01"]);
    assert_eq!(code(&late), 2);
    assert!(said(&late).contains("waivers.xlsx:3"), "{}", said(&late));
    assert!(said(&late).contains("given in the future"), "{}", said(&late));
}

#[test]
fn the_schema_of_waivers_takes_what_waive_writes_and_names_every_field() {
    let folder = folder(&[("plans/a.md", WISH)]);
    let output = run(folder.path(), &["schema", "waivers"]);
    let schema: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let one = &schema["properties"]["waiver"]["items"];
    let fields: Vec<&str> = one["properties"].as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(fields, ["expectation", "plan", "reason", "approver", "granted", "expires", "evidence"]);
    assert_eq!(one["required"].as_array().unwrap().len(), fields.len() - 1);
    let settings = run(folder.path(), &["schema", "settings"]);
    let settings: serde_json::Value = serde_json::from_slice(&settings.stdout).unwrap();
    assert_eq!(settings["properties"]["profile"]["enum"][1], "default", "{settings}");
    assert_eq!(settings["properties"]["levers"]["type"], "array");
    let none = run(folder.path(), &["schema", "waiver"]);
    assert!(said(&none).contains("did you mean `waivers`?"), "{}", said(&none));
}

#[test]
fn a_workbook_of_waivers_with_a_password_says_so() {
    let folder = folder(&[("plans/a.md", WISH)]);
    std::fs::write(folder.path().join("waivers.xlsx"), crate::read::unreadable::wide("EncryptedPackage")).unwrap();
    let output = run(folder.path(), &["check", "plans/a.md", "--waivers", "waivers.xlsx"]);
    assert_eq!(code(&output), 2);
    assert!(said(&output).contains("is protected by a password"), "{}", said(&output));
}
