//! Trials: the tests inside rule files, each with a name, run the same by `planlint test` and by `cargo test`.

use crate::check::{Audit, Options, Outcome, Reason, Verdict, check};
use crate::kind::recognise;
use crate::plan::Plan;
use crate::read::read_bytes;
use crate::rules::{Example, Expectation, Expects, RuleBook};
use crate::search::Index;
use crate::vocabulary::{ConceptCard, Cue, KindCard, Toned};

mod mutate;

pub use mutate::{Mutant, mutants};

/// One test.
pub struct Trial {
    /// Its name: `care-act/prevention-offer::weak-aspiration::3`.
    pub name: String,
    run: Box<dyn Fn() -> Result<(), String> + Send>,
}

impl Trial {
    /// Runs it.
    ///
    /// # Errors
    /// What was expected and what came out.
    pub fn run(self) -> Result<(), String> {
        (self.run)()
    }
}

/// Every test of `book`: of expectations, of their coverage, of concepts, of cues and of kinds.
#[must_use]
pub fn all(book: &'static RuleBook) -> Vec<Trial> {
    let mut trials = Vec::new();
    for (_, expectation) in book.expectations() {
        for (n, example) in expectation.tests.iter().enumerate() {
            let reason = example.reason.as_ref().map(|reason| format!("-{reason}")).unwrap_or_default();
            let name = format!("{}::{}{reason}::{}", expectation.id, example.verdict, n + 1);
            trials.push(Trial { name, run: Box::new(move || judge(book, expectation, example)) });
        }
        trials.push(Trial {
            name: format!("{}::covers-every-verdict", expectation.id),
            run: Box::new(move || covers(expectation)),
        });
    }
    for (index, card) in book.vocabulary.cards.iter().enumerate() {
        trials.extend(concept_trials(book, index, card));
    }
    for (index, cue) in book.vocabulary.cues.iter().enumerate() {
        trials.extend(cue_trials(book, index, cue));
    }
    trials.extend(tone_trials(book));
    trials.extend(book.vocabulary.kinds.iter().flat_map(|card| kind_trials(book, card)));
    trials
}

fn judge(book: &RuleBook, expectation: &Expectation, example: &Example) -> Result<(), String> {
    let text = read_bytes("example.md", example.text.as_bytes()).map_err(|error| error.to_string())?;
    let plan = Plan::parse(text);
    let audit = audit(&plan, book, expectation, example);
    let outcome = audit.outcomes.iter().find(|outcome| outcome.expectation.id == expectation.id);
    let outcome = outcome.ok_or_else(|| "it was not checked".to_owned())?;
    let right = outcome.verdict.name() == example.verdict
        && example.reason.as_ref().is_none_or(|reason| outcome.reason.name() == reason);
    if right { Ok(()) } else { Err(told(&plan, book, outcome, example)) }
}

/// Checks an example's plan as its test does.
fn audit<'a>(plan: &'a Plan, book: &'a RuleBook, expectation: &Expectation, example: &Example) -> Audit<'a> {
    let kind = example.kind.clone().or_else(|| usual_kind(book, expectation));
    let as_of = example.as_of.or(expectation.in_force.from);
    check(plan, book, &Options { kind, as_of, fewest_words: Some(1), ..Options::default() })
}

/// The first kind of plan that the expectation applies to and that lets a statement be all it can be.
fn usual_kind(book: &RuleBook, expectation: &Expectation) -> Option<String> {
    let kinds = || expectation.kinds.iter().map(|kind| kind.replace('*', "2014"));
    let free = |kind: &String| book.vocabulary.kind(kind).is_none_or(|card| card.cap.is_none());
    kinds().find(free).or_else(|| kinds().next())
}

/// The verdict on an example, and its reason.
fn outcome_of(book: &RuleBook, expectation: &Expectation, example: &Example) -> Result<(Verdict, Reason), String> {
    let text = read_bytes("example.md", example.text.as_bytes()).map_err(|error| error.to_string())?;
    let plan = Plan::parse(text);
    let audit = audit(&plan, book, expectation, example);
    let outcome = audit.outcomes.iter().find(|outcome| outcome.expectation.id == expectation.id);
    outcome.map(|outcome| (outcome.verdict, outcome.reason)).ok_or_else(|| "it was not checked".to_owned())
}

fn told(plan: &Plan, book: &RuleBook, outcome: &Outcome<'_>, example: &Example) -> String {
    let wanted =
        example.reason.as_ref().map_or(example.verdict.clone(), |reason| format!("{} ({reason})", example.verdict));
    let mut said = format!(
        "expected {wanted}, came out {} ({})\ntext: {}",
        outcome.verdict.name(),
        outcome.reason.name(),
        example.text.trim()
    );
    for passage in outcome.evidence.iter().take(3) {
        let cues: Vec<String> = passage
            .cues
            .iter()
            .map(|cue| format!("{}: {}", book.vocabulary.cues[cue.cue].id, plan.words(cue.span)))
            .collect();
        said += &format!(
            "\n{} {}: “{}” [{}]",
            passage.strength,
            passage.standing,
            plan.words(passage.quote),
            cues.join("; ")
        );
    }
    said
}

/// Every expectation has a test for every verdict it can give.
fn covers(expectation: &Expectation) -> Result<(), String> {
    let has = |verdict: Verdict| expectation.tests.iter().any(|test| test.verdict == verdict.name());
    let possible: &[Verdict] = match expectation.expects {
        Expects::Presence => &[Verdict::Met, Verdict::Weak, Verdict::Missing],
        Expects::Absence => &[Verdict::Weak, Verdict::NotApplicable],
    };
    let lacking: Vec<&str> = possible.iter().copied().filter(|verdict| !has(*verdict)).map(Verdict::name).collect();
    if lacking.is_empty() { Ok(()) } else { Err(format!("it has no test for {}", lacking.join(", "))) }
}

fn concept_trials(book: &'static RuleBook, index: usize, card: &'static ConceptCard) -> Vec<Trial> {
    let trial = |text: &'static String, wanted: bool, n: usize| {
        let name = format!("vocabulary/#{}::{}::{}", card.name, if wanted { "yes" } else { "no" }, n + 1);
        let run = move || {
            let plan = Plan::parse(read_bytes("example.txt", text.as_bytes()).map_err(|error| error.to_string())?);
            let found = !Index::new(&plan, &book.terms).concept(index, &book.vocabulary.concepts).is_empty();
            if found == wanted {
                Ok(())
            } else {
                Err(format!("#{} is {} in: {text}", card.name, if found { "found" } else { "not found" }))
            }
        };
        Trial { name, run: Box::new(run) }
    };
    let yes = card.yes.iter().enumerate().map(|(n, text)| trial(text, true, n));
    let no = card.no.iter().enumerate().map(|(n, text)| trial(text, false, n));
    yes.chain(no).collect()
}

fn cue_trials(book: &'static RuleBook, index: usize, cue: &'static Cue) -> Vec<Trial> {
    let trial = |text: &'static String, wanted: bool, n: usize| {
        let name = format!("vocabulary/{}::{}::{}", cue.id, if wanted { "yes" } else { "no" }, n + 1);
        let run = move || {
            let plan = Plan::parse(read_bytes("example.txt", text.as_bytes()).map_err(|error| error.to_string())?);
            let found = crate::evidence::cues_in(&plan, &book.vocabulary, &book.terms).contains(&index);
            if found == wanted {
                Ok(())
            } else {
                Err(format!("the cue is {} in: {text}", if found { "found" } else { "not found" }))
            }
        };
        Trial { name, run: Box::new(run) }
    };
    let yes = cue.yes.iter().enumerate().map(|(n, text)| trial(text, true, n));
    let no = cue.no.iter().enumerate().map(|(n, text)| trial(text, false, n));
    yes.chain(no).collect()
}

fn tone_trials(book: &'static RuleBook) -> Vec<Trial> {
    let tone = &book.vocabulary.tone;
    let trial = |text: &'static String, (list, asked, counts): (&str, Toned, bool), n: usize| {
        let run = move || {
            let plan = Plan::parse(read_bytes("example.txt", text.as_bytes()).map_err(|error| error.to_string())?);
            let index = Index::new(&plan, &book.terms);
            let words = || (0..index.own_words() as u32).map(|at| index.form(index.token(at).word));
            let told = tone.tells(asked, words());
            if told != counts { Ok(()) } else { Err(format!("its tone is {}: {text}", tone.of(words()))) }
        };
        Trial { name: format!("vocabulary/tone::{list}::{}", n + 1), run: Box::new(run) }
    };
    let lists = [
        (&tone.yes, ("yes", Toned::Least, true)),
        (&tone.no, ("no", Toned::Least, false)),
        (&tone.never, ("never", Toned::Lowest, false)),
    ];
    let trials =
        |(texts, of): (&'static Vec<String>, _)| texts.iter().enumerate().map(move |(n, text)| trial(text, of, n));
    lists.into_iter().flat_map(trials).collect()
}

fn kind_trials(book: &'static RuleBook, card: &'static KindCard) -> Vec<Trial> {
    let trial = |text: &'static String, wanted: bool, n: usize| {
        let name = format!("vocabulary/kinds/{}::{}::{}", card.id, if wanted { "yes" } else { "no" }, n + 1);
        let run = move || {
            let plan = Plan::parse(read_bytes("example.md", text.as_bytes()).map_err(|error| error.to_string())?);
            let recognised = recognise(&plan, book, None);
            let kind = recognised.kind.as_deref().unwrap_or("no kind");
            if (kind == card.id) == wanted {
                Ok(())
            } else {
                Err(format!("it came out as {kind} ({}): {text}", recognised.because))
            }
        };
        Trial { name, run: Box::new(run) }
    };
    let yes = card.yes.iter().enumerate().map(|(n, text)| trial(text, true, n));
    let no = card.no.iter().enumerate().map(|(n, text)| trial(text, false, n));
    yes.chain(no).collect()
}
