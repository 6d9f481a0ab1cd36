//! Scaffolds: a kind of plan, or the audit of a draft, comes in; out goes a plan to be written, with a prompt wherever
//! something is expected.
//!
//! Every line but the headings is in brackets, which planlint reads as prompts of a template: a scaffold that nobody has
//! filled in is undecided, and never met.

use crate::check::{Audit, Options, Outcome, check};
use crate::plan::Plan;
use crate::report::{account, basis_in_brief, lower_first, place, sentence};
use crate::rules::{Expects, RuleBook};
use crate::text::{Format, Text};

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
    /// A scaffold for a plan that is still to be written: everything that `book` expects of the kind and the time in
    /// `options`.
    #[must_use]
    pub fn of_kind(book: &RuleBook, options: &Options) -> Self {
        let nothing = Plan::parse(Text::from_notation("", Format::Markdown));
        // of nothing, nothing is met; and it is not too little to say so
        let audit = check(&nothing, book, &Options { fewest_words: Some(0), ..options.clone() });
        Self { title: title(&audit), about: ABOUT.to_owned(), sections: sections(&audit) }
    }

    /// A scaffold for what is weak or missing in a draft, by its `audit`; messages call the draft `name`.
    #[must_use]
    pub fn for_draft(audit: &Audit<'_>, name: &str) -> Self {
        let title = format!("{}: what to add to {name}", title(audit));
        Self { title, about: ADDITIONS.to_owned(), sections: sections(audit) }
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

const ADDITIONS: &str = "[These are the passages that planlint did not find in the draft, or found too weak. Write them in your \
                         own words in the draft itself, at the place that each prompt gives.]";

fn title(audit: &Audit<'_>) -> String {
    sentence(if audit.recognised.kind.is_some() { &audit.recognised.title } else { "plan" })
}

/// The sections that have something to be written in them, in the order plans put them.
fn sections(audit: &Audit<'_>) -> Vec<Stretch> {
    let findings: Vec<&Outcome<'_>> = audit.outcomes.iter().filter(|outcome| is_wanted(audit, outcome)).collect();
    let section = |(key, heading): &(String, String)| {
        let here = findings.iter().filter(|outcome| outcome.expectation.belongs_in.first() == Some(key));
        let prompts: Vec<Prompt> = here.map(|outcome| prompt(audit, outcome)).collect();
        (!prompts.is_empty()).then(|| Stretch { heading: sentence(heading), prompts })
    };
    audit.book.vocabulary.headings.iter().filter_map(section).collect()
}

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
    let after = outcome.gap.as_ref().and_then(|gap| gap.after);
    let at = after.map(|after| {
        format!("; in the draft: {}, {}", account::remedy(outcome.gap.as_ref()), place(audit.plan, after))
    });
    let at = at.unwrap_or_default();
    Prompt {
        code: expectation.code.clone(),
        say: format!("[Say here: {what}, so that {title}{at}] ({}; {})", expectation.code, basis_in_brief(expectation)),
        example: format!("[For example: {}]", one_line(&expectation.fix)),
    }
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
