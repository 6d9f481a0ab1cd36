//! JUnit XML: a suite for each plan, a test case for each expectation. Valid by Jenkins's `junit-10.xsd`.
//!
//! Weak and missing are failures; undecided and unread are errors; what does not apply, what a person must look at and
//! what was accepted for a time are skipped, and say why.

use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use super::entry::{Entry, Known};
use super::json::Report;
use super::record::DocumentRecord;
use super::{basis, lead};
use crate::check::Verdict;
use crate::rules::RuleBook;

/// Writes `report`.
///
/// # Errors
/// When `out` cannot be written to.
pub fn write(report: &Report<'_>, book: &RuleBook, out: &mut dyn Write) -> io::Result<()> {
    let known = Known::of(book);
    let mut xml = Writer::new_with_indent(&mut *out, b' ', 2);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let all = report.documents.iter().flat_map(|document| known.entries(document)).map(|entry| Result::of(&entry));
    let counts = Counts::of(all);
    let mut root = element("testsuites", &[("name", "planlint"), ("time", "0")]);
    for (name, count) in [("tests", counts.tests), ("failures", counts.failures), ("errors", counts.errors)] {
        root.push_attribute((name, count.to_string().as_str()));
    }
    xml.write_event(Event::Start(root))?;
    for document in report.documents {
        suite(document, &known, &mut xml)?;
    }
    xml.write_event(Event::End(BytesEnd::new("testsuites")))?;
    drop(xml);
    writeln!(out)
}

/// What a test case ends with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Result {
    Passed,
    Failure,
    Error,
    Skipped,
}

impl Result {
    fn of(entry: &Entry<'_>) -> Self {
        match entry.outcome.verdict {
            _ if entry.outcome.is_set_aside() => Self::Skipped,
            Verdict::Met => Self::Passed,
            Verdict::Weak | Verdict::Missing => Self::Failure,
            Verdict::Undecided => Self::Error,
            Verdict::Review | Verdict::NotApplicable => Self::Skipped,
        }
    }
}

#[derive(Default)]
struct Counts {
    tests: usize,
    failures: usize,
    errors: usize,
    skipped: usize,
}

impl Counts {
    fn of(results: impl Iterator<Item = Result>) -> Self {
        results.fold(Self::default(), |counts, result| Self {
            tests: counts.tests + 1,
            failures: counts.failures + usize::from(result == Result::Failure),
            errors: counts.errors + usize::from(result == Result::Error),
            skipped: counts.skipped + usize::from(result == Result::Skipped),
        })
    }
}

type Xml<'o, 'w> = Writer<&'o mut (dyn Write + 'w)>;

fn suite(document: &DocumentRecord, known: &Known<'_>, xml: &mut Xml<'_, '_>) -> io::Result<()> {
    let entries: Vec<Entry<'_>> = known.entries(document).collect();
    let counts = Counts::of(entries.iter().map(Result::of));
    let mut start = element("testsuite", &[("name", document.path.as_str()), ("time", "0")]);
    let counted = [
        ("tests", counts.tests),
        ("failures", counts.failures),
        ("errors", counts.errors),
        ("skipped", counts.skipped),
    ];
    for (name, count) in counted {
        start.push_attribute((name, count.to_string().as_str()));
    }
    xml.write_event(Event::Start(start))?;
    properties(document, xml)?;
    for entry in &entries {
        case(entry, xml)?;
    }
    xml.write_event(Event::End(BytesEnd::new("testsuite")))
}

fn properties(document: &DocumentRecord, xml: &mut Xml<'_, '_>) -> io::Result<()> {
    let own = [
        ("kind", document.kind.clone()),
        ("as_of", document.as_of.map(|day| day.to_string())),
        ("sha256", document.sha256.clone()),
    ];
    let own = own.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
    let about = document.about.iter().map(|(name, value)| (name.clone(), value.clone()));
    let all: Vec<(String, String)> = own.chain(about).collect();
    if all.is_empty() {
        return Ok(());
    }
    xml.write_event(Event::Start(BytesStart::new("properties")))?;
    for (name, value) in all {
        xml.write_event(Event::Empty(element("property", &[("name", &name), ("value", &value)])))?;
    }
    xml.write_event(Event::End(BytesEnd::new("properties")))
}

fn case(entry: &Entry<'_>, xml: &mut Xml<'_, '_>) -> io::Result<()> {
    let class = format!("{}.{}", dotted(&entry.document.path), dotted(&entry.pack.id));
    let name = format!("{} {}", entry.outcome.code, entry.expectation.title);
    let case = element("testcase", &[("classname", &class), ("name", &name), ("time", "0")]);
    let (ending, kind, words) = match Result::of(entry) {
        Result::Passed => return xml.write_event(Event::Empty(case)),
        Result::Failure => ("failure", entry.severity().name(), detail(entry)),
        Result::Error => ("error", entry.outcome.reason.name(), detail(entry)),
        Result::Skipped => ("skipped", "", String::new()),
    };
    xml.write_event(Event::Start(case))?;
    let mut end = element(ending, &[("message", &said(entry))]);
    if !kind.is_empty() {
        end.push_attribute(("type", kind));
    }
    if words.is_empty() {
        xml.write_event(Event::Empty(end))?;
    } else {
        xml.write_event(Event::Start(end))?;
        xml.write_event(Event::Text(BytesText::new(&allowed(&words))))?;
        xml.write_event(Event::End(BytesEnd::new(ending)))?;
    }
    xml.write_event(Event::End(BytesEnd::new("testcase")))
}

fn said(entry: &Entry<'_>) -> String {
    match entry.outcome.verdict {
        Verdict::NotApplicable => {
            format!("{}: {}", lead(entry.outcome.reason, entry.expectation), entry.outcome.because)
        }
        Verdict::Review => format!("to be looked at by a person: {}", lead(entry.outcome.reason, entry.expectation)),
        _ => entry.message(),
    }
}

/// Where a finding belongs, what came nearest, a drafted example, the basis: a line each.
fn detail(entry: &Entry<'_>) -> String {
    let mut lines = Vec::new();
    if let Some(anchor) = &entry.outcome.anchor {
        let place = super::entry::place(anchor.section.as_deref().unwrap_or_default(), anchor.origin.as_ref());
        lines.extend((!place.is_empty()).then(|| format!("where: {place}")));
    }
    if let Some(nearest) = &entry.outcome.nearest {
        let place = super::entry::place(&nearest.section, nearest.origin.as_ref());
        lines.push(format!("nearest: “{}” ({place})", nearest.quote));
    }
    if entry.document.error.is_none() {
        lines.push(format!("for example: {}", entry.expectation.fix.trim()));
    }
    lines.push(format!("basis: {}: {}", entry.expectation.modality.words(), basis(entry.expectation)));
    lines.join("\n")
}

fn element<'n>(name: &'n str, attributes: &[(&str, &str)]) -> BytesStart<'n> {
    let mut start = BytesStart::new(name);
    for (key, value) in attributes {
        start.push_attribute((*key, allowed(value).as_str()));
    }
    start
}

/// `words` without the characters that XML 1.0 has no way to say (§2.2), which text from Word may hold.
fn allowed(words: &str) -> String {
    let known =
        |letter: &char| !matches!(letter, '\0'..='\x08' | '\x0b' | '\x0c' | '\x0e'..='\x1f' | '\u{fffe}' | '\u{ffff}');
    words.chars().filter(known).collect()
}

/// A path as a class name: servers make groups of what lies between dots.
fn dotted(path: &str) -> String {
    let name = path.trim_start_matches(['.', '/']).replace('.', "_");
    name.replace('/', ".")
}
