//! The verdict on one expectation: its topic and means found, judged, and measured against the minimum.

use super::anchor::Outline;
use super::applies::{Applies, applies};
use super::{Options, Outcome, Reason, Verdict, is_action};
use crate::date::Date;
use crate::evidence::{Anchor, Claim, Flag, Passage, Reading};
use crate::kind::Recognised;
use crate::plan::{BlockKind, Plan};
use crate::query::Query;
use crate::rules::{Expectation, Expects, Link, Pack, Severity};
use crate::search::Hit;
use crate::vocabulary::{Standing, Strength};

/// What is needed to judge an expectation.
pub(super) struct Judge<'j, 'a> {
    pub(super) reading: &'j Reading<'a>,
    pub(super) outline: &'j Outline,
    /// Why nothing can be decided about the plan, if that is so.
    pub(super) undecided: Option<&'j (Reason, String)>,
    pub(super) recognised: &'j Recognised,
    pub(super) as_of: Option<Date>,
    pub(super) options: &'j Options,
}

impl Judge<'_, '_> {
    /// The outcome for `expectation`.
    pub(super) fn outcome<'b>(&self, pack: &'b Pack, expectation: &'b Expectation) -> Outcome<'b> {
        let plain = |verdict, reason, because: String, severity| Outcome {
            pack,
            expectation,
            verdict,
            reason,
            because,
            severity,
            evidence: Vec::new(),
            gap: None,
        };
        let (severity, note) = match applies(expectation, self.recognised, self.as_of, self.options.profile) {
            Applies::Yes(severity, note) => (severity, note.unwrap_or_default()),
            // What cannot be read is of no kind and no time: nothing read is never a pass.
            Applies::No(Reason::Kind | Reason::Date, _) if self.undecided.is_some() => {
                (expectation.severity(), String::new())
            }
            Applies::No(reason, because) => return plain(Verdict::NotApplicable, reason, because, None),
        };
        if let Some((reason, because)) = self.undecided {
            return plain(Verdict::Undecided, *reason, because.clone(), Some(severity));
        }
        let unused =
            || plain(Verdict::NotApplicable, Reason::Unused, "the plan has nothing that it speaks to".to_owned(), None);
        if expectation.condition.as_ref().is_some_and(|condition| !self.speaks_of(condition)) {
            return unused();
        }
        let evidence = self.evidence(expectation, &expectation.topic, expectation.means.as_ref());
        let (verdict, reason, mut evidence) = match expectation.expects {
            Expects::Presence => self.decide_both(expectation, evidence),
            Expects::Absence if evidence.is_empty() => return unused(),
            Expects::Absence => (Verdict::Weak, Reason::Misused, evidence),
        };
        deciding_first(reason, &mut evidence);
        let acts = verdict.is_finding();
        let gap = acts.then(|| self.outline.gap(self.reading, expectation, &evidence));
        let severity = acts.then_some(lessened(severity, reason));
        Outcome { pack, expectation, verdict, reason, because: note, severity, evidence, gap }
    }

    /// Whether the plan itself speaks of what `query` finds, in its body or its headings.
    fn speaks_of(&self, query: &Query) -> bool {
        let blocks = self.reading.plan().blocks();
        let kind = |hit: &Hit| blocks[self.reading.index().token(hit.first).block as usize].kind;
        let says = |kind: BlockKind| is_body(kind) || matches!(kind, BlockKind::Heading | BlockKind::HeaderRow);
        self.reading.find(query).iter().any(|hit| says(kind(hit)))
    }

    /// The verdict that `evidence` gives together with that for what the expectation asks for as well, and the evidence for
    /// both, that which decided first.
    fn decide_both(&self, expectation: &Expectation, evidence: Vec<Passage>) -> (Verdict, Reason, Vec<Passage>) {
        let decided = |evidence: &[Passage]| decide(self.reading.plan(), evidence, expectation.minimum);
        let (verdict, reason) = decided(&evidence);
        let Some(also) = &expectation.also else { return (verdict, reason, evidence) };
        let more = self.evidence(expectation, also, None);
        let short = match (verdict, decided(&more)) {
            (Verdict::Met, (Verdict::Met, _)) => return (verdict, reason, joined(evidence, more)),
            (Verdict::Met, short) => short,
            (_, (Verdict::Met, _)) => (verdict, reason),
            _ => return (verdict, reason, joined(evidence, more)),
        };
        let own_met = verdict == Verdict::Met;
        match short {
            // Of the other part nothing is said, or it is only wished for: what there is, is the one that is met.
            (Verdict::Missing, _)
            | (Verdict::Weak, Reason::Mention | Reason::Need | Reason::InPart | Reason::Aspiration) => {
                let (first, then) = if own_met { (evidence, more) } else { (more, evidence) };
                (Verdict::Weak, Reason::InPart, joined(first, then))
            }
            (verdict, reason) => {
                let (first, then) = if own_met { (more, evidence) } else { (evidence, more) };
                (verdict, reason, joined(first, then))
            }
        }
    }

    /// Every passage on `topic`, best first; of actions only those by `means`, where it is given.
    fn evidence(&self, expectation: &Expectation, topic: &Query, means: Option<&Query>) -> Vec<Passage> {
        let topic = self.reading.find(topic);
        if topic.is_empty() {
            return Vec::new();
        }
        let means = means.map(|means| self.reading.find(means));
        let anchors = self.anchors(&topic, means.as_deref(), expectation.link);
        let mut passages = self.reading.judge(&anchors);
        // Where a need is enough, it too must be one of those that the expectation asks for.
        let least = if expectation.minimum == Strength::Need { Strength::Need } else { Strength::Commitment };
        passages.iter_mut().for_each(|passage| needs_means(passage, means.is_none(), least));
        // What the kind of document keeps from being an action still says how things are: a needs assessment has mapped.
        let capped = |passage: &&mut Passage| passage.flags.contains(&Flag::Capped);
        if expectation.minimum == Strength::Need {
            let need = |passage: &mut Passage| passage.strength = passage.strength.min(Strength::Need);
            passages.iter_mut().filter(capped).for_each(need);
        }
        passages.retain(|passage| passage.strength > Strength::Absent || passage.flags.contains(&Flag::Unreadable));
        let minimum = expectation.minimum;
        let part = |passage: &Passage| is_action(minimum) && does_part(passage);
        let nearness = |passage: &Passage| self.nearness(passage, &anchors, means.is_some());
        passages.sort_by_cached_key(|passage| {
            std::cmp::Reverse((weight(passage, minimum), part(passage), nearness(passage)))
        });
        passages
    }

    /// How a passage compares with others that weigh the same: the plan's own words before a quotation; one
    /// whose deciding words name a means and the matter before one that names a means alone, or none; of measurable actions
    /// that name as much, the one that says most of who, when and how measured; of what is no action, running text before
    /// the row of a table, which may be a label.
    fn nearness(&self, passage: &Passage, anchors: &[Anchor], means: bool) -> (bool, u8, usize, bool) {
        let inside = |anchor: &&Anchor| passage.quote.contains(self.reading.index().bytes(anchor.hit));
        let here: Vec<&Anchor> = anchors.iter().filter(inside).collect();
        let mut things = here.iter().filter(|anchor| anchor.thing);
        let is_thing = |hit: &Hit| here.iter().any(|anchor| anchor.thing && anchor.hit == *hit);
        let mut matters = here.iter().filter(|anchor| !anchor.thing && !is_thing(&anchor.hit));
        let named = match (things.next().is_some(), matters.next().is_some()) {
            _ if !means => 0,
            (true, true) => 2,
            (true, false) => 1,
            (false, _) => 0,
        };
        let kind = self.reading.plan().blocks()[passage.block].kind;
        let slots = if means && passage.strength == Strength::Measurable { passage.slots.len() } else { 0 };
        let running = is_action(passage.strength) || kind != BlockKind::Row;
        (kind != BlockKind::Quotation, named, slots, running)
    }

    /// The topic, and the means that stand near enough to it.
    fn anchors(&self, topic: &[Hit], means: Option<&[Hit]>, link: Link) -> Vec<Anchor> {
        let index = self.reading.index();
        let unit = |hit: &Hit| match link {
            Link::Sentence => index.token(hit.first).sentence as usize,
            Link::Block => index.token(hit.first).block as usize,
            Link::Section => self.reading.plan().blocks()[index.token(hit.first).block as usize].section,
        };
        let near: rustc_hash::FxHashSet<usize> = topic.iter().map(unit).collect();
        let anchor = |hit: &Hit, thing: bool| Anchor { hit: *hit, thing, family: None };
        let mut anchors: Vec<Anchor> = topic.iter().map(|hit| anchor(hit, means.is_none())).collect();
        anchors
            .extend(means.into_iter().flatten().filter(|hit| near.contains(&unit(hit))).map(|hit| anchor(hit, true)));
        anchors.sort_by_key(|anchor| (anchor.hit.first, anchor.hit.last, anchor.thing));
        anchors
    }
}

/// The passages of both, those of `first` first; of two with the same words the stronger.
fn joined(mut first: Vec<Passage>, mut then: Vec<Passage>) -> Vec<Passage> {
    first.retain(|passage| !then.iter().any(|other| other.quote == passage.quote && other.strength > passage.strength));
    then.retain(|passage| first.iter().all(|other| other.quote != passage.quote));
    first.append(&mut then);
    first
}

/// Leaves out of account what a passage does about anything but a means of the expectation: it acts, but not on this.
fn needs_means(passage: &mut Passage, free: bool, least: Strength) {
    let bears = |claim: &Claim| free || claim.strength < least || claim.thing;
    if passage.claims.first().is_none_or(bears) {
        return;
    }
    let best = passage.claims.iter().filter(|claim| bears(claim)).max_by_key(|claim| claim.rank()).cloned();
    let Some(best) = best else {
        passage.strength = Strength::Mention.min(passage.strength);
        passage.standing = Standing::Asserted;
        return;
    };
    // What keeps the block from being an action at all keeps this from being one.
    // Who, when and how measured are those of its own sentence, and not of what else the block does.
    if best.quote != passage.quote {
        passage.slots.clone_from(&best.slots);
    }
    let measured = is_action(best.strength) && passage.strength == Strength::Measurable && passage.slots.len() >= 2;
    passage.strength = if measured { Strength::Measurable } else { best.strength.min(passage.strength) };
    passage.standing = best.standing;
    passage.quote = best.quote;
    passage.cues = best.cues;
    passage.carried = best.carried;
}

/// What comes first among passages: asserted before not, enough before short of it, strong before weak.
fn weight(passage: &Passage, minimum: Strength) -> (bool, bool, bool, Strength) {
    let readable = !passage.flags.contains(&Flag::Unreadable);
    (readable, passage.standing == Standing::Asserted, meets(passage.strength, minimum), passage.strength)
}

/// The verdict that the evidence gives.
fn decide(plan: &Plan, evidence: &[Passage], minimum: Strength) -> (Verdict, Reason) {
    let asserted = |passage: &&Passage| passage.standing == Standing::Asserted;
    let standing = |wanted: &[Standing]| {
        evidence.iter().any(|passage| wanted.contains(&passage.standing) && is_action(passage.strength))
    };
    let Some(_) = evidence.first() else { return (Verdict::Missing, Reason::Nothing) };
    if evidence.iter().all(|passage| passage.flags.contains(&Flag::Unreadable)) {
        return (Verdict::Review, Reason::Unreadable);
    }
    // A heading, caption or source names a matter; it is not a statement about this plan.
    let stated = |passage: &&Passage| minimum != Strength::Mention || is_body(plan.blocks()[passage.block].kind);
    let best =
        evidence.iter().filter(asserted).filter(stated).map(|passage| passage.strength).max().unwrap_or_default();
    let contrary = standing(&[Standing::Negated, Standing::Ceased]);
    let enough = evidence.iter().filter(asserted).filter(stated).any(|passage| meets(passage.strength, minimum));
    if enough {
        return if contrary && best == Strength::Commitment && minimum == best && denied(evidence) {
            (Verdict::Review, Reason::Mixed)
        } else {
            (Verdict::Met, Reason::Evidence)
        };
    }
    let reason = match best {
        Strength::Commitment => Reason::Unmeasured,
        // What the plan would do weighs more than what has ended or is not done elsewhere.
        _ if standing(&[Standing::Conditional]) => Reason::Conditional,
        _ if contrary => Reason::Contrary,
        _ if !is_action(minimum) && evidence.iter().any(|passage| passage.standing == Standing::Conditional) => {
            Reason::Conditional
        }
        Strength::Aspiration => Reason::Aspiration,
        _ if is_action(minimum) && evidence.iter().any(does_part) => Reason::InPart,
        Strength::Need => Reason::Need,
        _ => Reason::Mention,
    };
    (Verdict::Weak, reason)
}

/// Whether a passage tells of something done on the topic, but without what the expectation asks for: a service that runs,
/// and no number to it.
fn does_part(passage: &Passage) -> bool {
    let acts = |claim: &Claim| claim.standing == Standing::Asserted && is_action(claim.strength) && !claim.thing;
    passage.strength < Strength::Aspiration && !passage.flags.contains(&Flag::Capped) && passage.claims.iter().any(acts)
}

/// Puts what a verdict rests on first, where that is no passage of the greatest strength: what is said not to be done, and
/// not the need that stands beside it. Behind what hangs on a condition comes what has ended.
fn deciding_first(reason: Reason, evidence: &mut [Passage]) {
    let contrary = |passage: &Passage| {
        matches!(passage.standing, Standing::Negated | Standing::Ceased) && is_action(passage.strength)
    };
    let conditional = |passage: &Passage| passage.standing == Standing::Conditional;
    evidence.sort_by_key(|passage| match reason {
        Reason::Contrary => !contrary(passage) as u8,
        Reason::Conditional if conditional(passage) => 0,
        Reason::Conditional => 2 - contrary(passage) as u8,
        _ => 0,
    });
}

/// Whether a statement of this strength is enough: a wish is stronger than a need, but is no evidence of one.
pub(crate) fn meets(strength: Strength, minimum: Strength) -> bool {
    strength >= minimum && !(minimum == Strength::Need && strength == Strength::Aspiration)
}

/// Whether the plan's only passage of action also says that the thing is not done.
fn denied(evidence: &[Passage]) -> bool {
    let acts = evidence.iter().filter(|passage| passage.is_asserted_action());
    let contrary = |standing: Standing| matches!(standing, Standing::Negated | Standing::Ceased);
    acts.clone().count() == 1
        && acts.flat_map(|passage| &passage.claims).any(|claim| contrary(claim.standing) && is_action(claim.strength))
}

/// An action short of measures matters one step less than none.
fn lessened(severity: Severity, reason: Reason) -> Severity {
    match (severity, reason) {
        (Severity::Error, Reason::Unmeasured) => Severity::Warning,
        (severity, _) => severity,
    }
}

/// Whether a block is of the body of a plan.
pub(super) fn is_body(kind: BlockKind) -> bool {
    matches!(kind, BlockKind::Paragraph | BlockKind::Item | BlockKind::Row | BlockKind::Quotation)
}
