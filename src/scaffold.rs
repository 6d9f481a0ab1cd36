//! Scaffolds: an audit comes in; out goes a plan to be written, with a prompt wherever something is expected.
//!
//! Every line but the headings is in brackets, which planlint reads as prompts of a template: a scaffold that nobody has
//! filled in is undecided, and never met.

use crate::check::{Audit, Outcome, Verdict};
use crate::report::{account, basis_in_brief, lower_first, place, sentence};
use crate::rules::Expects;

mod markdown;
mod word;

/// A plan to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scaffold {
    /// What it will be: `Better Care Fund plan for 2025/26`.
    pub title: String,
    /// What to do with it; in brackets, like every prompt.
    pub about: String,
    /// Its sections, in the order plans put them.
    pub sections: Vec<Stretch>,
}

/// A section of a scaffold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Its heading.
    pub heading: String,
    /// What is to be said in it.
    pub prompts: Vec<Prompt>,
}

/// What is expected at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prompt {
    /// The code of the expectation.
    pub code: String,
    /// What to say, and on whose authority.
    pub say: String,
    /// A drafted example.
    pub example: String,
}

impl Prompt {
    /// Its lines.
    pub(crate) fn lines(&self) -> [&str; 2] {
        [&self.say, &self.example]
    }
}

impl Scaffold {
    /// A scaffold for everything to act on in `audit`: all that applies where it is the audit of an empty plan, what is
    /// weak or missing where it is that of a draft, which is then called `draft`.
    #[must_use]
    pub fn new(audit: &Audit<'_>, draft: Option<&str>) -> Self {
        let title = sentence(if audit.recognised.kind.is_some() { &audit.recognised.title } else { "plan" });
        let findings: Vec<&Outcome<'_>> = audit.outcomes.iter().filter(|outcome| is_wanted(audit, outcome)).collect();
        let sections = audit.book.vocabulary.headings.iter().filter_map(|(key, heading)| {
            let here = findings.iter().filter(|outcome| outcome.expectation.belongs_in.first() == Some(key));
            let prompts: Vec<Prompt> = here.map(|outcome| prompt(audit, outcome)).collect();
            (!prompts.is_empty()).then(|| Stretch { heading: sentence(heading), prompts })
        });
        let sections = sections.collect();
        match draft {
            None => Self { title, about: ABOUT.to_owned(), sections },
            Some(draft) => {
                Self { title: format!("{title}: what to add to {draft}"), about: format!("[{ADDITIONS}]"), sections }
            }
        }
    }

    /// How many prompts it has.
    #[must_use]
    pub fn prompts(&self) -> usize {
        self.sections.iter().map(|section| section.prompts.len()).sum()
    }
}

const ABOUT: &str = "[This is a frame and not a plan. Put your own words in place of every line in brackets, and take out \
                     what is not for your plan; planlint reads a bracket as a prompt that nobody has answered. Nothing here \
                     is a duty to mention loneliness: each prompt says who expects it.]";

const ADDITIONS: &str = "These are the passages that planlint did not find in the draft, or found too weak. Write them in your \
                         own words in the draft itself, at the place that each prompt gives";

/// Whether there is something to write. For a plan of no time, levers that have closed ask for nothing any more.
fn is_wanted(audit: &Audit<'_>, outcome: &Outcome<'_>) -> bool {
    let expectation = outcome.expectation;
    let open = audit.as_of.is_some() || expectation.in_force.to.is_none();
    outcome.verdict.is_finding() && expectation.expects == Expects::Presence && open
}

fn prompt(audit: &Audit<'_>, outcome: &Outcome<'_>) -> Prompt {
    let expectation = outcome.expectation;
    let what = account::expected(outcome).trim_start_matches("expected here: ");
    let title = lower_first(&expectation.title);
    let at = match (outcome.verdict, outcome.gap.as_ref().and_then(|gap| gap.after)) {
        (Verdict::Undecided, _) | (_, None) => String::new(),
        (_, Some(after)) => {
            format!("; in the draft: {}, {}", account::remedy(outcome.gap.as_ref()), place(audit.plan, after))
        }
    };
    Prompt {
        code: expectation.code.clone(),
        say: format!("[Say here: {what}, so that {title}{at}] ({}; {})", expectation.code, basis_in_brief(expectation)),
        example: format!("[For example: {}]", one_line(&expectation.fix)),
    }
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
