//! Mutations: each test that is met, changed so that the verdict must change too, or must not.
//!
//! Take the evidence away, and it can be met no longer; say that it will not be done, and it can be met no longer; put
//! pages of other matters round it, and it must be met still.

use super::outcome_of;
use crate::check::Verdict;
use crate::evidence::Passage;
use crate::plan::Plan;
use crate::read::read_bytes;
use crate::rules::{Example, Expectation, Expects, RuleBook};
use crate::text::Span;
use crate::vocabulary::{Standing, Strength};

/// What became of a mutant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mutant {
    /// Its name: `care-act/carers::1::negated`.
    pub name: String,
    /// The text that was judged.
    pub text: String,
    /// Whether the verdict was what it must be.
    pub caught: bool,
}

/// Every mutant of every test that is met.
#[must_use]
pub fn mutants(book: &RuleBook) -> Vec<Mutant> {
    let wanted = |expectation: &&Expectation| expectation.expects == Expects::Presence;
    let expectations = book.expectations().map(|(_, expectation)| expectation).filter(wanted);
    expectations.flat_map(|expectation| of(book, expectation)).collect()
}

fn of(book: &RuleBook, expectation: &Expectation) -> Vec<Mutant> {
    let met = |example: &&Example| example.verdict == Verdict::Met.name();
    let examples = expectation.tests.iter().enumerate().filter(|(_, example)| met(example));
    examples.flat_map(|(n, example)| changed(book, expectation, example, n + 1)).collect()
}

/// An example's mutants.
fn changed(book: &RuleBook, expectation: &Expectation, example: &Example, number: usize) -> Vec<Mutant> {
    let (all, deciding) = quotes(book, expectation, example);
    let replaced = |quotes: &[String], with: &dyn Fn(&str) -> String| {
        quotes.iter().fold(example.text.clone(), |text, quote| text.replace(quote.as_str(), &with(quote)))
    };
    let mut mutants =
        vec![("deleted", replaced(&all, &|_| "This part of the plan is still to be written.".to_owned()), false)];
    // A fragment that begins with a number has no verb of its own to deny.
    let deniable = deciding.iter().all(|quote| quote.starts_with(char::is_alphabetic));
    if expectation.minimum >= Strength::Commitment && deniable {
        mutants.push(("negated", replaced(&deciding, &negated), false));
    }
    mutants.push(("padded", format!("{PAD}\n{}\n\n{PAD}", example.text), true));
    let judge = |(name, text, holds): (&str, String, bool)| {
        let changed = Example { text: text.clone(), ..example.clone() };
        let met = outcome_of(book, expectation, &changed).is_ok_and(|(verdict, _)| verdict == Verdict::Met);
        Mutant { name: format!("{}::{number}::{name}", expectation.id), text, caught: met == holds }
    };
    mutants.into_iter().map(judge).collect()
}

/// The statements of the passages that make an example met: all of them, and those that decided.
fn quotes(book: &RuleBook, expectation: &Expectation, example: &Example) -> (Vec<String>, Vec<String>) {
    let Ok(text) = read_bytes("example.md", example.text.as_bytes()) else { return Default::default() };
    let plan = Plan::parse(text);
    let audit = super::audit(&plan, book, expectation, example);
    let outcome = audit.outcomes.iter().find(|outcome| outcome.expectation.id == expectation.id);
    let enough = |passage: &&Passage| passage.standing == Standing::Asserted && passage.strength >= expectation.minimum;
    let passages: Vec<&Passage> =
        outcome.into_iter().flat_map(|outcome| outcome.evidence.iter().filter(enough)).collect();
    let words = |spans: Vec<Span>| {
        let mut quotes: Vec<String> = spans.into_iter().map(|span| plan.words(span).to_owned()).collect();
        quotes.sort_by_key(|quote| (std::cmp::Reverse(quote.len()), quote.clone()));
        quotes.dedup();
        quotes
    };
    let all = passages.iter().flat_map(|passage| passage.claims.iter().map(|claim| claim.quote)).collect();
    (words(all), words(passages.iter().map(|passage| passage.quote).collect()))
}

/// A statement with its verbs denied.
fn negated(statement: &str) -> String {
    const VERBS: [(&str, &str); 16] = [
        (" will ", " will not "),
        (" is ", " is not "),
        (" are ", " are not "),
        (" has ", " has not "),
        (" have ", " have not "),
        (" can ", " cannot "),
        (" continues to ", " does not continue to "),
        (" funds ", " does not fund "),
        (" fund ", " do not fund "),
        (" provides ", " does not provide "),
        (" runs ", " does not run "),
        (" run ", " do not run "),
        (" employs ", " does not employ "),
        (" asks ", " does not ask "),
        (" visit ", " do not visit "),
        (" offers ", " does not offer "),
    ];
    let denied = VERBS.iter().fold(statement.to_owned(), |text, (verb, denied)| text.replace(verb, denied));
    if denied != statement {
        return denied;
    }
    let mut letters = statement.chars();
    let first = letters.next().map(|letter| letter.to_lowercase().to_string()).unwrap_or_default();
    format!("We do not plan to {first}{}", letters.as_str())
}

/// Pages on other matters.
const PAD: &str = "
## Estates

The boiler at the depot will be replaced in the summer. Car parking charges are reviewed every year by the property board.

## Information governance

The NHS number is used as the common identifier. Staff complete training each year, and the toolkit return was submitted in March.

## Medicines

The formulary is agreed by the area prescribing committee. Pharmacists review repeat prescriptions in every care home.
";
