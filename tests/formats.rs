//! The formats of reports: one small report in each; what each promises; and hostile names and words in all of them.

use std::collections::HashSet;
use std::sync::LazyLock;

use planlint::{
    Date, Document, DocumentRecord, FILES, Format, Options, Plan, RuleBook, Text, Trouble, Verdict, WaiverRecord,
    check, csv, github, gitlab, html, json, junit, md, sarif, xlsx,
};

const PACK: &str =
    "title = \"Invented Act, 2014: for tests\"\nlever = \"Invented Act\"\nabout = \"For tests.\"\nkeeper = \"tests\"\n";

/// The vocabulary of the program and an invented pack of three expectations: a duty, guidance, and one of another time.
static BOOK: LazyLock<RuleBook> = LazyLock::new(|| {
    let expectation = |code: &str, modality: &str, topic: &str, from: &str| {
        format!(
            "code = \"{code}\"\ntitle = \"Somebody does {code} <for> people\"\nholder = \"council\"\nmodality = \"{modality}\"\n\
             directness = \"names-topic\"\nkinds = [\"jhws\"]\nin-force = {{ from = {from} }}\nbelongs-in = [\"prevention\"]\n\
             topic = '{topic}'\nminimum = \"commitment\"\nwhy = \"Because.\"\nfix = \"We will do <this> by <date>.\"\n\
             cites = [{{ ref = \"Invented Act, section 1\", url = \"https://example.org/act\", checked = true }}]\n\
             tests = [{{ verdict = \"missing\", text = \"Nothing.\" }}]\n"
        )
    };
    let one = expectation("IN-1", "must", "lonel*", "2014-04-01");
    let two = expectation("IN-2", "should", "befriending", "2014-04-01");
    let three = expectation("IN-3", "must", "lonel*", "2030-04-01");
    let mut files: Vec<(&str, &str)> =
        FILES.iter().copied().filter(|(name, _)| name.starts_with("vocabulary/")).collect();
    files.extend([
        ("invented/pack.toml", PACK),
        ("invented/one.toml", one.as_str()),
        ("invented/two.toml", two.as_str()),
        ("invented/three.toml", three.as_str()),
    ]);
    RuleBook::load(&files).unwrap()
});

const PLAN: &str = "# Health and wellbeing strategy 2016 to 2019\n\n## Prevention\n\nThe council will visit 400 lonely people each \
                    year from April 2016.\n\nMany people live alone in the northern wards, and the needs assessment says so.\n";

/// A path that every format must escape in its own way.
const HOSTILE: &str = "plans/Adults, carers: 100% <b>&\"=cmd|.md";

fn record(path: &str, words: &str) -> DocumentRecord {
    let plan = Plan::parse(Text::from_notation(words, Format::Markdown));
    let options = Options { kind: Some("jhws".to_owned()), ..Options::default() };
    let audit = check(&plan, &BOOK, &options);
    DocumentRecord::of(&audit, &Document { path: path.to_owned(), sha256: "ab".repeat(32) })
}

fn unread(path: &str) -> DocumentRecord {
    let trouble = Trouble { message: format!("`{path}` is damaged"), help: "ask for it again".to_owned() };
    let document = Document { path: path.to_owned(), sha256: String::new() };
    DocumentRecord::unread(&document, trouble, &BOOK, &Options::default())
}

fn waived(mut record: DocumentRecord) -> DocumentRecord {
    let finding = record.outcomes.iter_mut().find(|outcome| outcome.verdict.is_finding()).unwrap();
    let expires: Date = "2027-03-31".parse().unwrap();
    finding.waiver =
        Some(WaiverRecord { reason: "=in the joint plan".to_owned(), approver: "A. Head".to_owned(), expires });
    record
}

type Writer = fn(&json::Report<'_>, &RuleBook, &mut dyn std::io::Write) -> std::io::Result<()>;

const WRITERS: [(&str, Writer); 8] = [
    ("csv", csv::write),
    ("github", github::write),
    ("gitlab", gitlab::write),
    ("html", html::write),
    ("junit", junit::write),
    ("md", md::write),
    ("sarif", sarif::write),
    ("xlsx", xlsx::write),
];

fn bytes(writer: Writer, documents: &[DocumentRecord]) -> Vec<u8> {
    let mut out = Vec::new();
    writer(&json::report(documents, &BOOK, json::NotTried::default()), &BOOK, &mut out).unwrap();
    out
}

fn text(writer: Writer, documents: &[DocumentRecord]) -> String {
    String::from_utf8(bytes(writer, documents)).unwrap()
}

fn value(writer: Writer, documents: &[DocumentRecord]) -> serde_json::Value {
    serde_json::from_slice(&bytes(writer, documents)).unwrap()
}

/// One plan with something met and something missing, one hostile path, one that could not be read.
fn documents() -> Vec<DocumentRecord> {
    vec![record("plans/westering.md", PLAN), waived(record(HOSTILE, PLAN)), unread("plans/scan.docx")]
}

#[test]
fn the_small_report_has_what_the_tests_need() {
    let verdicts: Vec<Verdict> = documents()[0].outcomes.iter().map(|outcome| outcome.verdict).collect();
    assert_eq!(verdicts, [Verdict::Met, Verdict::Missing, Verdict::NotApplicable]);
}

#[test]
fn every_format_gives_the_same_bytes_for_the_same_report() {
    for (name, writer) in WRITERS {
        assert_eq!(bytes(writer, &documents()), bytes(writer, &documents()), "{name}");
    }
}

#[test]
fn every_format_writes_a_report_on_nothing() {
    for (name, writer) in WRITERS {
        assert!(!bytes(writer, &[]).is_empty(), "{name}");
        assert!(!bytes(writer, &[unread("scan.docx")]).is_empty(), "{name}");
    }
}

#[test]
fn csv_has_a_row_for_each_plan_and_expectation() {
    let text = text(csv::write, &documents());
    let rows: Vec<&str> = text.split("\r\n").collect();
    assert_eq!(rows.len(), 1 + 9 + 1, "{text}");
    assert!(rows[0].starts_with("\"path\",\"kind\","));
    assert!(rows[1].contains("\"met\",\"evidence\""), "{}", rows[1]);
    assert!(rows.iter().take(10).all(|row| row.matches("\",\"").count() == csv::COLUMNS.len() - 1));
}

#[test]
fn csv_runs_nothing_in_a_spreadsheet() {
    let text = text(csv::write, &documents());
    assert!(text.contains("\"'=in the joint plan\""), "{text}");
    let mut formula = record("=HYPERLINK(\"x\").md", PLAN);
    formula.about.insert("region".to_owned(), "@North".to_owned());
    let row = text_row(&formula);
    assert!(row.starts_with("\"'=HYPERLINK(\"\"x\"\").md\"") && row.ends_with("\"'@North\""), "{row}");
}

fn text_row(document: &DocumentRecord) -> String {
    text(csv::write, std::slice::from_ref(document)).split("\r\n").nth(1).unwrap().to_owned()
}

#[test]
fn github_commands_are_escaped_as_the_toolkit_does() {
    let text = text(github::write, &[record(HOSTILE, PLAN)]);
    insta::assert_snapshot!(text, @r#"
    ::notice title=planlint::1 plan: 0 errors, 1 warning and 0 pieces of advice
    ::warning title=IN-2 not in this plan,file=plans/Adults%2C carers%3A 100%25 <b>&"=cmd|.md,line=7::not in this plan; expected: somebody does IN-2 <for> people%0AWhere: Health and wellbeing strategy 2016 to 2019 › Prevention › line 7%0AFor example: We will do <this> by <date>.%0ABasis: guidance: Invented Act, section 1
    "#);
}

#[test]
fn gitlab_findings_keep_their_fingerprints_as_a_plan_grows() {
    let prints = |words: &str| -> Vec<String> {
        let issues = value(gitlab::write, &[record("a.md", words), record("b.md", words)]);
        issues.as_array().unwrap().iter().map(|issue| issue["fingerprint"].as_str().unwrap().to_owned()).collect()
    };
    let before = prints(PLAN);
    let after = prints(&PLAN.replace("## Prevention", "## Foreword\n\nWelcome to all of you.\n\n## Prevention"));
    assert_eq!(before, after);
    assert_eq!(before.iter().collect::<HashSet<_>>().len(), before.len());
}

#[test]
fn gitlab_takes_paths_of_the_repository_only_and_one_line_of_words() {
    let issues = value(gitlab::write, &[record("/somewhere/a.md", PLAN), record("./b.md", PLAN)]);
    let paths: Vec<&str> =
        issues.as_array().unwrap().iter().map(|issue| issue["location"]["path"].as_str().unwrap()).collect();
    assert_eq!(paths, ["somewhere/a.md", "b.md"]);
    assert!(issues[0]["location"]["lines"]["begin"].as_u64().unwrap() >= 1);
    assert!(!issues[0]["description"].as_str().unwrap().contains('\n'));
    assert_eq!(issues[0]["severity"], "minor");
    assert_eq!(value(gitlab::write, &[]), serde_json::json!([]));
}

#[test]
fn sarif_is_as_the_standard_and_github_ask_where_validators_do_not_look() {
    let log = value(sarif::write, &documents());
    let run = &log["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    assert_eq!(run["invocations"][0]["executionSuccessful"], false);
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    assert_eq!(rules.len(), 3, "every expectation is a rule, whatever it found");
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), 2 + 3);
    let mut prints = HashSet::new();
    for result in results {
        let failure = result["kind"] == "fail";
        assert_eq!(failure, result["level"] != "none", "{result}");
        assert_eq!(failure, result.get("rank").is_some(), "{result}");
        let rule = &rules[usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
        assert_eq!(rule["id"], result["ruleId"]);
        assert!(result["suppressions"].is_array(), "all have them where one has");
        let place = &result["locations"][0]["physicalLocation"];
        let uri = place["artifactLocation"]["uri"].as_str().unwrap();
        assert!(!uri.contains([' ', ':', '<', '"']) && !uri.starts_with('/'), "{uri}");
        for side in ["startLine", "startColumn", "endLine", "endColumn"] {
            assert!(place["region"][side].as_u64().unwrap() >= 1, "{side}");
        }
        assert!(prints.insert(result["partialFingerprints"]["primaryLocationLineHash"].to_string()));
    }
    assert_eq!(results.iter().filter(|result| result["suppressions"][0]["status"] == "accepted").count(), 1);
}

#[test]
fn sarif_has_suppressions_nowhere_where_nothing_is_accepted() {
    let log = value(sarif::write, &[record("a.md", PLAN)]);
    let results = log["runs"][0]["results"].as_array().unwrap();
    assert!(results.iter().all(|result| result.get("suppressions").is_none()) && !results.is_empty());
}

#[test]
fn junit_counts_add_up_and_forbidden_characters_go() {
    let mut documents = documents();
    documents[0].outcomes[1].message.push('\u{b}');
    let text = text(junit::write, &documents);
    assert!(text.contains("tests=\"9\" failures=\"1\" errors=\"3\""), "{text}");
    assert_eq!(text.matches("<testcase ").count(), 9);
    assert_eq!(text.matches("<failure ").count(), 1);
    assert_eq!(text.matches("<error ").count(), 3);
    assert_eq!(text.matches("<skipped ").count(), 3, "two of another time, one accepted");
    assert!(!text.contains('\u{b}'));
}

#[test]
fn junit_is_valid_by_the_schema_of_jenkins() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("report.xml");
    std::fs::write(&file, bytes(junit::write, &documents())).unwrap();
    let run = std::process::Command::new("xmllint")
        .args(["--noout", "--schema", "tests/schemas/junit-10.xsd"])
        .arg(&file)
        .output();
    match run {
        Ok(output) => assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr)),
        Err(_) => println!("skipped: xmllint is not installed"),
    }
}

#[test]
fn the_page_loads_nothing_and_holds_everything_without_its_script() {
    let page = text(html::write, &documents());
    let body = page.split("<script>").next().unwrap();
    for wanted in [
        "id=\"p1-in-1\"",
        "id=\"p2-in-2\"",
        "The council will visit 400 lonely people each year from April 2016.",
        "id=\"e-in-3\"",
        "https://example.org/act",
        "Could not be read",
        "ask for it again",
        "Accepted until 31 March 2027 by A. Head",
    ] {
        assert!(body.contains(&wanted.replace("ask for", "Ask for")) || body.contains(wanted), "{wanted}");
    }
    assert!(body.contains(&"ab".repeat(32)) && body.contains(&BOOK.packs[0].sha256), "hashes of plans and packs");
    for loads in [" src=", "<link", "@import", "url(", " style=", " onclick="] {
        assert!(!page.contains(loads), "{loads}");
    }
    assert!(page.contains("default-src 'none'"));
}

#[test]
fn the_page_escapes_what_plans_say() {
    let page = text(html::write, &documents());
    assert!(page.contains("100% &lt;b&gt;&amp;&quot;=cmd|.md") && !page.contains("<b>"));
}

#[test]
fn the_pages_links_lead_somewhere_and_its_ids_are_unique() {
    for documents in [documents(), (0..14).map(|at| record(&format!("plan-{at}.md"), PLAN)).collect()] {
        let page = text(html::write, &documents);
        let after = |mark: &str| -> Vec<String> {
            page.split(mark).skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
        };
        let ids = after(" id=\"");
        let known: HashSet<&String> = ids.iter().collect();
        assert_eq!(known.len(), ids.len(), "an id stands twice");
        for link in after("href=\"#") {
            assert!(known.contains(&link), "#{link} leads nowhere");
        }
    }
}

#[test]
fn what_does_not_apply_or_was_not_read_is_in_no_share() {
    let page = text(html::write, &documents());
    assert!(
        page.contains("met: 2 of 4 that apply") && page.contains("2 of 4 met (50%)"),
        "two plans, two expectations each"
    );
    assert!(text(md::write, &documents()).contains("**2 of 4 met (50%)**"));
}

#[test]
fn the_workbook_has_its_sheets_and_no_formula() {
    let bytes = bytes(xlsx::write, &documents());
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut part = |name: &str| std::io::read_to_string(archive.by_name(name).unwrap()).unwrap();
    let book = part("xl/workbook.xml");
    for name in ["Summary", "Matrix", "Evidence", "Expectations", "Waivers", "Run"] {
        assert!(book.contains(&format!("name=\"{name}\"")), "{name}");
    }
    for sheet in 1..=6 {
        assert!(!part(&format!("xl/worksheets/sheet{sheet}.xml")).contains("<f>"), "sheet {sheet}");
    }
    let matrix = part("xl/worksheets/sheet2.xml");
    assert!(matrix.contains("state=\"frozen\"") && matrix.contains("<autoFilter"));
    let words = part("xl/sharedStrings.xml");
    assert!(words.contains("=in the joint plan") && words.contains("not read"));
}

#[test]
fn the_summary_is_short_and_safe_in_a_table() {
    let text = text(md::write, &documents());
    assert!(text.contains("&lt;b>&amp;\"=cmd\\|.md"), "{text}");
    assert!(text.contains("## Could not be read") && text.lines().count() < 120, "{}", text.lines().count());
}

#[test]
fn check_writes_every_format_to_a_file() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("plan.md"), PLAN).unwrap();
    for (name, _) in WRITERS {
        let run = std::process::Command::new(env!("CARGO_BIN_EXE_planlint"))
            .current_dir(&folder)
            .args(["check", "plan.md", "--format", name, "--output", "report"])
            .output()
            .unwrap();
        assert!(matches!(run.status.code(), Some(0 | 1)), "{name}: {}", String::from_utf8_lossy(&run.stderr));
        assert!(std::fs::metadata(folder.path().join("report")).unwrap().len() > 100, "{name}");
    }
}
