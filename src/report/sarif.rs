//! SARIF 2.1.0, for code scanning: every expectation is a rule, every finding a result that keeps its identity.
//!
//! Section numbers are of the OASIS standard. What is met or does not apply is left out; it is in the JSON report.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::aside::AgainstState;
use super::entry::{Entry, entries, place};
use super::json::{Report, TOOL};
use super::lead;
use super::record::{DocumentRecord, OriginRecord};
use super::trouble::Trouble;
use crate::check::Verdict;
use crate::rules::{Expectation, Pack, RuleBook, Severity};

/// The schema of the standard with its first errata.
const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// What relative paths are relative to (§3.14.14); where that is, is nobody's business but the reader's.
const ROOT: &str = "PLANROOT";

/// Writes `report`.
///
/// # Errors
/// When `out` cannot be written to.
pub fn write(report: &Report<'_>, book: &RuleBook, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &log(report, book))?;
    writeln!(out)
}

fn log(report: &Report<'_>, book: &RuleBook) -> Value {
    let entries = entries(report, book);
    let found = entries.iter().filter(|entry| is_result(entry));
    // §3.27.23 and §3.27.24: all results have suppressions, or none has; of a baseline the same.
    let waived = |entry: &Entry<'_>| entry.outcome.waiver.is_some() || entry.outcome.waived_in_document.is_some();
    let all = All {
        waived: entries.iter().any(waived),
        compared: report.living.as_ref().is_some_and(|living| living.baseline.is_some()),
    };
    let numbers: Vec<&str> = report.documents.iter().map(|document| document.path.as_str()).collect();
    let results: Vec<Value> = found.map(|entry| result(entry, &numbers, all)).collect();
    json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": driver(book) },
            "language": "en-GB",
            "columnKind": "unicodeCodePoints",
            "defaultEncoding": "utf-8",
            "originalUriBaseIds": { ROOT: { "description": { "text": "The folder that planlint was run in." } } },
            "automationDetails": { "id": "planlint/" },
            "artifacts": report.documents.iter().map(artifact).collect::<Vec<_>>(),
            "invocations": [invocation(report)],
            "results": results,
            "properties": { "packs": report.packs, "verdicts": report.summary.verdicts },
        }],
    })
}

/// What all results have, or none.
#[derive(Clone, Copy)]
struct All {
    waived: bool,
    compared: bool,
}

/// Findings, what a person must look at, and what is met and yet weaker than a baseline has it.
fn is_result(entry: &Entry<'_>) -> bool {
    let outcome = entry.outcome;
    outcome.verdict.is_finding() || outcome.verdict == Verdict::Review || outcome.counts()
}

/// The program and all its rules, so that two files differ in results and not in rules.
fn driver(book: &RuleBook) -> Value {
    let rules: Vec<Value> = book.expectations().map(|(pack, expectation)| rule(pack, expectation)).collect();
    json!({
        "name": TOOL.name,
        "version": TOOL.version,
        "semanticVersion": TOOL.version,
        "language": "en-GB",
        "rules": rules,
    })
}

fn rule(pack: &Pack, expectation: &Expectation) -> Value {
    let severity = expectation.severity();
    let mut rule = json!({
        "id": expectation.code,
        "name": pascal(&expectation.id),
        "shortDescription": { "text": sentence(&expectation.title) },
        "fullDescription": { "text": expectation.why.trim() },
        "help": { "text": help(expectation, false), "markdown": help(expectation, true) },
        "defaultConfiguration": { "level": level(severity), "rank": rank(severity) },
        "messageStrings": { "finding": { "text": "{0}." } },
        "properties": {
            "tags": ["loneliness", pack.id, expectation.modality.name()],
            "problem.severity": match severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Advice => "recommendation",
            },
            "expectation": expectation.id,
        },
    });
    if let Some(url) = expectation.cites.iter().find_map(|cite| cite.url.as_ref()) {
        rule["helpUri"] = json!(url);
    }
    rule
}

/// Why, a drafted example and the sources.
fn help(expectation: &Expectation, markdown: bool) -> String {
    let (bold, quote) = if markdown { ("**", "> ") } else { ("", "  ") };
    let fix = expectation.fix.trim().replace('\n', &format!("\n{quote}"));
    let fix = if markdown { fix.replace('<', "&lt;").replace('>', "&gt;").replace("\n&gt; ", "\n> ") } else { fix };
    let cite = |cite: &crate::rules::Cite| {
        let reference = match &cite.url {
            Some(url) if markdown => format!("[{}]({url})", cite.reference),
            _ => cite.reference.clone(),
        };
        format!("- {reference}{}", if cite.checked { "" } else { " (not confirmed at source)" })
    };
    let cites: Vec<String> = expectation.cites.iter().map(cite).collect();
    format!(
        "{bold}Why.{bold} {}\n\n{bold}For example.{bold}\n\n{quote}{fix}\n\n{bold}Basis.{bold} This is {}.\n\n{}",
        expectation.why.trim(),
        expectation.modality.words(),
        cites.join("\n")
    )
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "note",
    }
}

fn rank(severity: Severity) -> f64 {
    match severity {
        Severity::Error => 90.0,
        Severity::Warning => 50.0,
        Severity::Advice => 20.0,
    }
}

fn artifact(document: &DocumentRecord) -> Value {
    let mut artifact = json!({ "location": location(&document.path), "roles": ["analysisTarget"] });
    if let Some(mime) = document.format.as_deref().and_then(mime) {
        artifact["mimeType"] = json!(mime);
    }
    if let Some(sha256) = &document.sha256 {
        artifact["hashes"] = json!({ "sha-256": sha256 });
    }
    if let Some(kind) = &document.kind {
        artifact["properties"] = json!({ "kind": kind, "asOf": document.as_of, "about": document.about });
    }
    artifact
}

fn mime(format: &str) -> Option<&'static str> {
    Some(match format {
        "markdown" => "text/markdown",
        "text" => "text/plain",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "odt" => "application/vnd.oasis.opendocument.text",
        "pdf" => "application/pdf",
        "html" => "text/html",
        _ => return None,
    })
}

/// A path as a URI (RFC 3986): relative to the root where it can be, so that no place of this machine is in a report.
fn location(path: &str) -> Value {
    let uri = encoded(path.trim_start_matches("./"));
    match path {
        "-" => json!({ "uri": "standard-input", "uriBaseId": ROOT }),
        _ if path.starts_with('/') => json!({ "uri": format!("file://{uri}") }),
        _ if path.get(1..3) == Some(":/") => json!({ "uri": format!("file:///{uri}") }),
        _ => json!({ "uri": uri, "uriBaseId": ROOT }),
    }
}

fn encoded(path: &str) -> String {
    let byte = |byte: u8| match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    path.bytes().map(byte).collect()
}

/// Whether everything could be read, and what was left out of what could (§3.20.14, §3.20.21).
fn invocation(report: &Report<'_>) -> Value {
    let note = |level: &str, document: &DocumentRecord, words: &str| {
        json!({
            "level": level,
            "message": { "text": format!("{}: {words}", document.path) },
            "locations": [{ "physicalLocation": { "artifactLocation": location(&document.path) } }],
        })
    };
    let of = |document: &DocumentRecord| {
        let error = document.error.iter().map(Trouble::words);
        let error: Vec<Value> = error.map(|words| note("error", document, &words)).collect();
        let notices = document.notices.iter().map(|words| note("note", document, words));
        error.into_iter().chain(notices).collect::<Vec<_>>()
    };
    json!({
        "executionSuccessful": report.summary.unread == 0,
        "toolExecutionNotifications": report.documents.iter().flat_map(of).collect::<Vec<_>>(),
    })
}

fn result(entry: &Entry<'_>, documents: &[&str], all: All) -> Value {
    let outcome = entry.outcome;
    let index = documents.iter().position(|path| *path == entry.document.path);
    let words = entry.message();
    let mut result = json!({
        "ruleId": outcome.code,
        "ruleIndex": entry.number,
        // §3.27.9 and §3.27.10: only a failure has a level; open is for too little to tell.
        "kind": match outcome.verdict {
            Verdict::Review => "review",
            Verdict::Undecided => "open",
            _ => "fail",
        },
        "level": if is_failure(entry) { level(entry.severity()) } else { "none" },
        "message": { "text": sentence(&words), "id": "finding", "arguments": [words] },
        "locations": [place_of(entry, entry.origin(), index)],
        "partialFingerprints": fingerprints(entry),
        "properties": properties(entry),
    });
    if is_failure(entry) {
        result["rank"] = json!(rank(entry.severity()));
    }
    if all.waived {
        result["suppressions"] = suppressions(entry);
    }
    if all.compared {
        result["baselineState"] = json!(baseline_state(entry));
    }
    let related = related(entry, index);
    if !related.is_empty() {
        result["relatedLocations"] = json!(related);
    }
    result
}

fn is_failure(entry: &Entry<'_>) -> bool {
    match entry.outcome.verdict {
        Verdict::Weak | Verdict::Missing => true,
        Verdict::Review | Verdict::Undecided => false,
        _ => entry.outcome.counts(),
    }
}

/// How the result stands to the baseline (§3.27.24): what says less or more than it did is updated.
fn baseline_state(entry: &Entry<'_>) -> &'static str {
    match entry.outcome.baseline.as_ref().map(|against| against.state) {
        Some(AgainstState::New) => "new",
        Some(AgainstState::Worse | AgainstState::Better) => "updated",
        Some(AgainstState::Known) | None => "unchanged",
    }
}

/// The identity, and the same under the one name that GitHub reads.
fn fingerprints(entry: &Entry<'_>) -> Value {
    let identity = entry.fingerprint();
    json!({ "planlint/v1": identity, "primaryLocationLineHash": format!("{}:1", &identity[..16]) })
}

fn properties(entry: &Entry<'_>) -> Value {
    let outcome = entry.outcome;
    json!({
        "verdict": outcome.verdict.name(),
        "reason": outcome.reason.name(),
        "strength": entry.passage().map(|passage| passage.strength),
        "standing": entry.passage().map(|passage| passage.standing),
        "place": entry.origin().map(|origin| origin.place.as_str()),
    })
}

/// What sets the result aside: waivers of a file, and those in the document itself (§3.35.2).
///
/// Microsoft's multitool writes the expiry and the approver of a suppression under these names.
fn suppressions(entry: &Entry<'_>) -> Value {
    let outcome = entry.outcome;
    let external = outcome.waiver.as_ref().map(|waiver| {
        json!({
            "kind": "external",
            "status": "accepted",
            "justification": waiver.reason,
            "properties": { "expiryUtc": format!("{}T23:59:59Z", waiver.expires), "alias": waiver.approver },
        })
    });
    let in_source = outcome.waived_in_document.as_ref().map(|waiver| {
        let mut suppression = json!({ "kind": "inSource", "status": "accepted", "justification": waiver.reason });
        suppression["location"] = json!({ "logicalLocations": [{ "name": waiver.place, "kind": "element" }] });
        if let Some(expires) = waiver.expires {
            suppression["properties"] = json!({ "expiryUtc": format!("{expires}T23:59:59Z") });
        }
        suppression
    });
    json!(external.into_iter().chain(in_source).collect::<Vec<_>>())
}

/// Where the action belongs, and what came nearest, where the result does not stand there already.
fn related(entry: &Entry<'_>, index: Option<usize>) -> Vec<Value> {
    let anchor = entry.outcome.anchor.as_ref().and_then(|anchor| anchor.origin.as_ref());
    let passages = entry.outcome.nearest.iter().chain(&entry.outcome.evidence).filter_map(|one| one.origin.as_ref());
    let anchor = anchor.map(|origin| (origin, "the action belongs after this"));
    let mut places: Vec<(&OriginRecord, &str)> = anchor
        .into_iter()
        .chain(passages.map(|origin| (origin, lead(entry.outcome.reason, entry.expectation))))
        .collect();
    let mut seen: Vec<&OriginRecord> = entry.origin().into_iter().collect();
    places.retain(|(origin, _)| {
        let new = !seen.contains(origin);
        seen.push(origin);
        new
    });
    let related = places.into_iter().enumerate().map(|(number, (origin, words))| {
        let mut related = place_of(entry, Some(origin), index);
        related["id"] = json!(number + 1);
        related["message"] = json!({ "text": sentence(words) });
        related
    });
    related.collect()
}

/// A place: line and column in text; elsewhere the paragraph stands for the line, and the words of the place are in the
/// logical location (appendix H allows that of what has no lines).
fn place_of(entry: &Entry<'_>, origin: Option<&OriginRecord>, index: Option<usize>) -> Value {
    let mut artifact = location(&entry.document.path);
    artifact["index"] = json!(index);
    let mut location = json!({ "physicalLocation": { "artifactLocation": artifact, "region": region(entry, origin) } });
    let Some(origin) = origin else { return location };
    let passages = entry.outcome.evidence.iter().chain(&entry.outcome.nearest);
    let passage = passages.into_iter().find(|passage| passage.origin.as_ref() == Some(origin));
    let anchor = entry.outcome.anchor.as_ref().and_then(|anchor| anchor.section.as_deref());
    let section = passage.map_or(anchor.unwrap_or_default(), |passage| passage.section.as_slice());
    location["logicalLocations"] =
        json!([{ "name": origin.place, "fullyQualifiedName": place(section, Some(origin)), "kind": "element" }]);
    location
}

fn region(entry: &Entry<'_>, origin: Option<&OriginRecord>) -> Value {
    let line = origin.and_then(|origin| origin.line.or(origin.paragraph)).unwrap_or(1);
    let column = origin.and_then(|origin| origin.line.and(origin.column)).unwrap_or(1);
    let passages = entry.outcome.evidence.iter().chain(&entry.outcome.nearest);
    let quote = passages.into_iter().find(|passage| passage.origin.as_ref() == origin).map(|passage| &passage.quote);
    let one_line = quote.filter(|quote| !quote.contains('\n'));
    let width = one_line.map_or(0, |quote| u32::try_from(quote.chars().count()).unwrap_or(0));
    let mut region = Map::new();
    for (name, value) in
        [("startLine", line), ("startColumn", column), ("endLine", line), ("endColumn", column.saturating_add(width))]
    {
        region.insert(name.to_owned(), json!(value));
    }
    if let Some(quote) = quote {
        region.insert("snippet".to_owned(), json!({ "text": quote }));
    }
    Value::Object(region)
}

/// `care-act/prevention-offer` as `CareActPreventionOffer`.
fn pascal(id: &str) -> String {
    let word = |word: &str| {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>()).unwrap_or_default()
    };
    id.split(['/', '-', '_']).map(word).collect()
}

/// `words` as a sentence with its full stop.
fn sentence(words: &str) -> String {
    format!("{}.", words.trim().trim_end_matches('.'))
}
