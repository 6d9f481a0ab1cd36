//! Checking: every expectation of every pack against a plan, to a verdict with its reason and evidence. Cannot fail.

use serde::{Deserialize, Serialize};

use crate::date::Date;
use crate::evidence::medals::{Medals, medals};
use crate::evidence::{Passage, Reading, Setting};
use crate::kind::{self, Recognised};
use crate::plan::{BlockKind, Plan};
use crate::rules::{Expectation, Pack, RuleBook, Severity};
use crate::search::Index;
use crate::vocabulary::{Standing, Strength};

pub mod anchor;
mod applies;
mod prevention;
mod verdict;

pub use anchor::{Gap, GapKind, Sureness};
pub use applies::Profile;
pub use prevention::{Focus, PreventionReview};
pub(crate) use verdict::meets;

/// Words below which a document is undecided: a page of a plan has about 400, a scanned one a handful.
pub const FEWEST_WORDS: usize = 20;

/// What a person asked for.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The kind of plan, where the person knows better.
    pub kind: Option<String>,
    /// The day to check against, where it is not the plan's own.
    pub as_of: Option<Date>,
    /// Which expectations to take.
    pub profile: Profile,
    /// Packs to check against; all where empty.
    pub packs: Vec<String>,
    /// The fewest words that a document can be judged by; 20 where not given.
    pub fewest_words: Option<usize>,
}

/// The verdict on one expectation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Asserted evidence at or above the minimum.
    Met,
    /// Something is there, short of the minimum.
    Weak,
    /// Nothing on the topic in what was searched.
    Missing,
    /// Evidence is there but a person must look.
    Review,
    /// Wrong kind of plan or wrong time.
    NotApplicable,
    /// Too little could be read.
    Undecided,
}

impl Verdict {
    /// Every verdict.
    pub const ALL: [Self; 6] =
        [Self::Met, Self::Weak, Self::Missing, Self::Review, Self::NotApplicable, Self::Undecided];

    /// Its name in reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Weak => "weak",
            Self::Missing => "missing",
            Self::Review => "review",
            Self::NotApplicable => "not-applicable",
            Self::Undecided => "undecided",
        }
    }

    /// Whether it is something to act on.
    #[must_use]
    pub fn is_finding(self) -> bool {
        matches!(self, Self::Weak | Self::Missing | Self::Undecided)
    }
}

/// Why a verdict is what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// Met: the strength of the best evidence meets the minimum.
    Evidence,
    /// Weak: an action without two of owner, date, measure, resource.
    Unmeasured,
    /// Weak: an action that hangs on a condition.
    Conditional,
    /// Weak: a wish, an aim or a thought.
    Aspiration,
    /// Weak: a need without an answer.
    Need,
    /// Weak: the topic is named and no more.
    Mention,
    /// Weak: said not to be done, or to have stopped.
    Contrary,
    /// Weak: a part of what is expected is there, and nothing on the rest.
    InPart,
    /// Weak: the plan uses something for what it is not, or of another time.
    Misused,
    /// Missing: nothing on the topic.
    Nothing,
    /// Not applicable: the plan has nothing that this speaks to.
    Unused,
    /// Review: it is said to be done and not to be done.
    Mixed,
    /// Review: the only words on the topic cannot be read as language.
    Unreadable,
    /// Not applicable: another kind of plan.
    Kind,
    /// Not applicable: not in force then.
    Date,
    /// Not applicable: left out by the profile.
    Profile,
    /// Not applicable: left out by a council's own pack, with its reason.
    LeftOut,
    /// Undecided: hardly any words could be read.
    TooLittle,
    /// Undecided: a template that is not filled in.
    Template,
}

impl Reason {
    /// Its name in reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Evidence => "evidence",
            Self::Unmeasured => "unmeasured",
            Self::Conditional => "conditional",
            Self::Aspiration => "aspiration",
            Self::Need => "need",
            Self::Mention => "mention",
            Self::Contrary => "contrary",
            Self::InPart => "in-part",
            Self::Misused => "misused",
            Self::Nothing => "nothing",
            Self::Unused => "unused",
            Self::Mixed => "mixed",
            Self::Unreadable => "unreadable",
            Self::Kind => "kind",
            Self::Date => "date",
            Self::Profile => "profile",
            Self::LeftOut => "left-out",
            Self::TooLittle => "too-little",
            Self::Template => "template",
        }
    }
}

/// What was looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Examined {
    /// Blocks read: headings, paragraphs, items, rows.
    pub blocks: usize,
    /// Sections.
    pub sections: usize,
    /// Tables.
    pub tables: usize,
    /// Words.
    pub words: usize,
    /// Pages, in formats that have them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pages: Option<usize>,
    /// Blocks that cannot be read as language.
    pub unreadable: usize,
    /// Prompts of a template nobody has replaced.
    pub prompts: usize,
}

impl Examined {
    /// Why nothing can be decided about a document of which this was read, if that is so.
    fn undecided(&self, options: &Options) -> Option<(Reason, String)> {
        let Self { words, blocks, prompts, unreadable, .. } = *self;
        if words < options.fewest_words.unwrap_or(FEWEST_WORDS) {
            let because = match words {
                0 => "no words could be read".to_owned(),
                1 => "only 1 word could be read".to_owned(),
                _ => format!("only {words} words could be read"),
            };
            return Some((Reason::TooLittle, because));
        }
        if unreadable * 2 > blocks && blocks > 4 {
            return Some((Reason::TooLittle, format!("{unreadable} of {blocks} blocks cannot be read as language")));
        }
        let of_a_template =
            || format!("{prompts} of {blocks} blocks are prompts of a template that nobody has filled in");
        (prompts * 2 > blocks).then(|| (Reason::Template, of_a_template()))
    }
}

/// The verdict on one expectation, with what it rests on.
#[derive(Clone, Debug)]
pub struct Outcome<'a> {
    /// The pack it is of.
    pub pack: &'a Pack,
    /// The expectation.
    pub expectation: &'a Expectation,
    /// The verdict.
    pub verdict: Verdict,
    /// Why.
    pub reason: Reason,
    /// What there is to add to the reason, in words: what the date or kind was.
    pub because: String,
    /// How much it matters; `None` where there is nothing to act on.
    pub severity: Option<Severity>,
    /// Passages that bear on it, best first. For `met`, those at or above the minimum come first.
    pub evidence: Vec<Passage>,
    /// Where the missing action belongs.
    pub gap: Option<Gap>,
}

impl Outcome<'_> {
    /// The passages that are by themselves enough for the expectation, best first.
    pub fn sufficient(&self) -> impl Iterator<Item = &Passage> {
        let minimum = self.expectation.minimum;
        self.evidence
            .iter()
            .filter(move |passage| passage.standing == Standing::Asserted && meets(passage.strength, minimum))
    }
}

/// Everything found out about one plan.
#[derive(Debug)]
pub struct Audit<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// The rule book it was checked against.
    pub book: &'a RuleBook,
    /// What kind of plan it is, and of what time.
    pub recognised: Recognised,
    /// The day it was checked against.
    pub as_of: Option<Date>,
    /// What was looked at.
    pub examined: Examined,
    /// Why nothing can be decided about the plan, if that is so.
    pub undecided: Option<(Reason, String)>,
    /// One for every expectation, in the order of the packs.
    pub outcomes: Vec<Outcome<'a>>,
    /// Every passage on loneliness, isolation or contact services.
    pub passages: Vec<Passage>,
    /// The Campaign's grades.
    pub medals: Medals,
    /// What the British Red Cross counted.
    pub prevention: PreventionReview,
}

impl<'a> Audit<'a> {
    /// The outcomes to act on, the most severe first.
    #[must_use]
    pub fn findings(&self) -> Vec<&Outcome<'a>> {
        let mut findings: Vec<&Outcome<'a>> =
            self.outcomes.iter().filter(|outcome| outcome.verdict.is_finding()).collect();
        findings.sort_by_key(|outcome| std::cmp::Reverse(outcome.severity));
        findings
    }

    /// How many outcomes have this verdict.
    #[must_use]
    pub fn count(&self, verdict: Verdict) -> usize {
        self.outcomes.iter().filter(|outcome| outcome.verdict == verdict).count()
    }
}

/// Checks `plan` against every expectation of `book`, in order. This cannot fail.
#[must_use]
pub fn check<'a>(plan: &'a Plan, book: &'a RuleBook, options: &Options) -> Audit<'a> {
    audit(plan, book, options, |pack| options.packs.is_empty() || options.packs.contains(&pack.id))
}

/// The same without outcomes, for those who ask what a plan says and not what is expected of it: that takes a third
/// less time.
pub(crate) fn unjudged<'a>(plan: &'a Plan, book: &'a RuleBook, options: &Options) -> Audit<'a> {
    audit(plan, book, options, |_| false)
}

fn audit<'a>(plan: &'a Plan, book: &'a RuleBook, options: &Options, wanted: impl Fn(&Pack) -> bool) -> Audit<'a> {
    let index = Index::new(plan, &book.terms);
    let recognised = kind::recognise_in(plan, &index, book, options.kind.as_deref());
    let as_of = options.as_of.or(recognised.day());
    let setting = Setting { cap: recognised.cap, year: recognised.first_year() };
    let reading = Reading::of(index, &book.vocabulary, setting);
    let examined = examined(plan, &reading);
    let undecided = examined.undecided(options);
    let outline = anchor::Outline::new(&reading, book);
    let judge = verdict::Judge {
        reading: &reading,
        outline: &outline,
        undecided: undecided.as_ref(),
        recognised: &recognised,
        as_of,
        options,
    };
    let outcomes = book
        .expectations()
        .filter(|(pack, _)| wanted(pack))
        .map(|(pack, expectation)| judge.outcome(pack, expectation))
        .collect();
    let passages = reading.passages();
    let medals = medals(&reading, &passages);
    let prevention = PreventionReview::of(&reading, &outline);
    Audit { plan, book, recognised, as_of, examined, undecided, outcomes, passages, medals, prevention }
}

fn examined(plan: &Plan, reading: &Reading<'_>) -> Examined {
    let of = |kind: BlockKind| plan.blocks().iter().filter(|block| block.kind == kind).count();
    Examined {
        blocks: plan.blocks().len(),
        sections: plan.sections().len() - 1,
        tables: plan.tables().len(),
        words: reading.index().own_words(),
        pages: plan.text().pages().map(|pages| pages as usize),
        unreadable: of(BlockKind::Unreadable),
        prompts: of(BlockKind::Guidance),
    }
}

/// Whether `strength` is that of something done.
pub(crate) fn is_action(strength: Strength) -> bool {
    strength >= Strength::Commitment
}
