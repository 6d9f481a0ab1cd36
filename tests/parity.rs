//! The same plan in Markdown, in Word, in OpenDocument and as a web page comes to the same.

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
