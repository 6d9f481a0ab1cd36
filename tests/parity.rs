//! The same plan in Markdown, in Word, in OpenDocument, as a web page and as a PDF comes to the same.

use std::path::Path;

use planlint::{Audit, Options, Plan, RuleBook, check, read};

/// Verdict, reason and quotes of every expectation, blanks made one; the quotes in the order of the alphabet, for notes
/// stand elsewhere in a Word file than in Markdown.
fn outcomes(audit: &Audit<'_>) -> Vec<String> {
    let quote = |span| audit.plan.words(span).split_whitespace().collect::<Vec<_>>().join(" ");
    let line = |outcome: &planlint::Outcome<'_>| {
        let mut quotes: Vec<String> = outcome.evidence.iter().map(|passage| quote(passage.quote)).collect();
        quotes.sort();
        format!(
            "{} {} {}\n{}",
            outcome.expectation.code,
            outcome.verdict.name(),
            outcome.reason.name(),
            quotes.join("\n")
        )
    };
    audit.outcomes.iter().map(line).collect()
}

fn of(file: &str) -> Vec<String> {
    let plan = Plan::parse(read(Path::new(file)).unwrap());
    outcomes(&check(&plan, RuleBook::builtin(), &Options::default()))
}

/// The verdicts and evidence of the three examples, read from files that end in `ending`, are those of the Markdown.
fn same_as_markdown(ending: &str) {
    for name in ["northmoor-draft", "eastvale-good", "harrowdale-poor"] {
        let (markdown, other) = (of(&format!("examples/{name}.md")), of(&format!("examples/{name}.{ending}")));
        for (markdown, other) in markdown.iter().zip(&other) {
            assert_eq!(markdown, other, "{name}.{ending}");
        }
        assert_eq!(markdown.len(), other.len());
    }
}

#[test]
fn word_and_markdown_give_the_same_verdicts_and_evidence() {
    same_as_markdown("docx");
}

#[test]
fn open_document_and_markdown_give_the_same_verdicts_and_evidence() {
    same_as_markdown("odt");
}

#[test]
fn web_pages_and_markdown_give_the_same_verdicts_and_evidence() {
    same_as_markdown("html");
}

/// Code, verdict and reason of every expectation, for a plan as `benches/readers/make.py` saves it.
fn verdicts(file: &str) -> Vec<(String, planlint::Verdict, &'static str)> {
    let plan = Plan::parse(read(Path::new(file)).unwrap());
    let audit = check(&plan, RuleBook::builtin(), &Options::default());
    let verdict =
        |outcome: &planlint::Outcome<'_>| (outcome.expectation.code.clone(), outcome.verdict, outcome.reason.name());
    audit.outcomes.iter().map(verdict).collect()
}

#[test]
fn a_tagged_pdf_and_markdown_give_the_same_verdicts() {
    assert_eq!(verdicts("tests/parity/jhws-2016-tagged.pdf"), verdicts("examples/jhws-2016.md"));
}

// Without tags a table that has no ruled lines falls into lines, and a note at a page's end may part a sentence: an
// action may lose its date or measure. It never gains one.
#[test]
fn an_untagged_pdf_earns_nothing_that_the_plan_does_not() {
    for name in ["jhws-2016", "northmoor-draft"] {
        let (markdown, pdf) = (verdicts(&format!("examples/{name}.md")), verdicts(&format!("tests/parity/{name}.pdf")));
        assert_eq!(markdown.len(), pdf.len());
        let mut differing = 0;
        for ((code, markdown, why), (_, pdf, other)) in markdown.into_iter().zip(pdf) {
            if (markdown, why) != (pdf, other) {
                assert_eq!(markdown, planlint::Verdict::Met, "{name} {code}: {other}");
                differing += 1;
            }
        }
        assert!(differing <= 3, "{name}: {differing} verdicts differ");
    }
}
