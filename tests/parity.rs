//! The same plan in Markdown and in Word comes to the same.

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

#[test]
fn word_and_markdown_give_the_same_verdicts_and_evidence() {
    for name in ["northmoor-draft", "eastvale-good", "harrowdale-poor"] {
        let (markdown, word) = (of(&format!("examples/{name}.md")), of(&format!("examples/{name}.docx")));
        for (markdown, word) in markdown.iter().zip(&word) {
            assert_eq!(markdown, word, "{name}");
        }
        assert_eq!(markdown.len(), word.len());
    }
}
