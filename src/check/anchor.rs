//! Where a missing action belongs. The first that applies: the sentence that calls for it; the end of the section that
//! answers the same matter; an action table, for an action; between the neighbours of the section that is not there; the contents
//! list; the end of the plan. Never line 1, never the whole document.

use std::cmp::Reverse;

use serde::{Deserialize, Serialize};

use super::is_action;
use super::verdict::is_body;
use crate::evidence::{Passage, Reading};
use crate::plan::{BlockId, BlockKind, Plan, SectionId};
use crate::rules::{Expectation, Expects, RuleBook};
use crate::search::Hit;
use crate::vocabulary::Strength;

/// Which rule found the place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GapKind {
    /// After the sentence that calls for it.
    Trigger,
    /// At the end of the section that answers the same matter.
    SectionEnd,
    /// After the last row of an action table.
    TableRow,
    /// Between the neighbours of the section that is missing.
    SiblingGap,
    /// In the contents list.
    Contents,
    /// At the end of the plan.
    DocumentEnd,
}

impl GapKind {
    /// Its name in reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Trigger => "trigger",
            Self::SectionEnd => "section-end",
            Self::TableRow => "table-row",
            Self::SiblingGap => "sibling-gap",
            Self::Contents => "contents",
            Self::DocumentEnd => "document-end",
        }
    }
}

/// How sure the place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sureness {
    /// The plan itself points there.
    High,
    /// A heading or table of that name.
    Medium,
    /// A guess from the order of such plans, or none.
    Low,
}

/// A place where a missing action belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    /// Which rule found it.
    pub kind: GapKind,
    /// The block after which it belongs; `None` in an empty plan.
    pub after: Option<BlockId>,
    /// The heading to show with it.
    pub heading: Option<BlockId>,
    /// For `sibling-gap`: the heading before which it belongs.
    pub before: Option<BlockId>,
    /// How sure it is.
    pub sureness: Sureness,
}

/// The plan's sections by key, made once for all expectations.
pub struct Outline {
    keys: Vec<(String, Vec<SectionId>)>,
    actions: Vec<usize>,
    /// What each section has of the topic, the sections inside it counted.
    matter: Vec<Matter>,
}

/// What a section has of loneliness, isolation and contact services.
#[derive(Clone, Copy, Debug, Default)]
struct Matter {
    /// Whether its heading names it.
    named: bool,
    /// How often it is spoken of.
    times: usize,
}

impl Outline {
    /// Finds which of the plan's sections answer to which key, by the words of their headings.
    pub(super) fn new(reading: &Reading<'_>, book: &RuleBook) -> Self {
        let plan = reading.plan();
        let in_heading =
            |hit: &Hit| plan.blocks()[reading.index().token(hit.first).block as usize].kind == BlockKind::Heading;
        let hits_of = |queries: &[crate::query::Query]| -> Vec<Hit> {
            queries.iter().flat_map(|query| reading.find(query)).filter(in_heading).collect()
        };
        let hits: Vec<(&String, Vec<Hit>)> =
            book.vocabulary.sections.iter().map(|(key, queries)| (key, hits_of(queries))).collect();
        // The longest words say what a heading is about: a needs assessment is no assessment of a person.
        let mut longest: Vec<Hit> = hits.iter().flat_map(|(_, hits)| hits.iter().copied()).collect();
        longest.sort_unstable_by_key(|hit| (hit.first, Reverse(hit.last)));
        longest.dedup();
        let mut end = None;
        longest.retain(|hit| {
            let is_part = end.is_some_and(|end| hit.last <= end);
            end = end.max(Some(hit.last));
            !is_part
        });
        let is_longest =
            |hit: &&Hit| longest.binary_search_by_key(&hit.first, |hit| hit.first).is_ok_and(|at| longest[at] == **hit);
        let sections_of = |hits: &[Hit]| {
            let section = |hit: &Hit| plan.blocks()[reading.index().token(hit.first).block as usize].section;
            let whole = hits.iter().filter(is_longest).map(section);
            let mut sections: Vec<SectionId> = whole.filter(|section| !is_title(plan, *section)).collect();
            sections.sort_unstable();
            sections.dedup();
            sections
        };
        let keys = hits.iter().map(|(key, hits)| ((*key).clone(), sections_of(hits))).collect();
        let is = |words: &str| book.vocabulary.matcher.list_has("column-action", words);
        let acts = |table: &&usize| {
            let header = plan.tables()[**table].header.map(|header| plan.blocks()[header].cells.clone());
            header.is_some_and(|cells| plan.cells()[cells].iter().any(|cell| is(plan.words(cell.span))))
        };
        let tables: Vec<usize> = (0..plan.tables().len()).collect();
        Self { keys, actions: tables.iter().filter(acts).copied().collect(), matter: matter(reading) }
    }

    /// Where what `expectation` expects belongs.
    pub(super) fn gap(&self, reading: &Reading<'_>, expectation: &Expectation, evidence: &[Passage]) -> Gap {
        let plan = reading.plan();
        let least = if expectation.expects == Expects::Absence { Strength::Mention } else { Strength::Need };
        trigger(plan, evidence, least)
            .or_else(|| self.section_end(plan, expectation))
            .or_else(|| self.table_row(plan).filter(|_| is_action(expectation.minimum)))
            .or_else(|| self.sibling_gap(plan, expectation))
            .or_else(|| contents(plan))
            .unwrap_or_else(|| document_end(plan))
    }

    /// The sections that answer to `key`.
    pub(super) fn sections(&self, key: &str) -> &[SectionId] {
        self.keys.iter().find(|(known, _)| known == key).map_or(&[], |(_, sections)| sections)
    }

    fn section_end(&self, plan: &Plan, expectation: &Expectation) -> Option<Gap> {
        let body = |section: &SectionId| {
            let blocks = plan.sections()[*section].blocks.clone();
            // What holds the contents list is the front of the document.
            if plan.blocks()[blocks.clone()].iter().any(|block| block.kind == BlockKind::Contents) {
                return None;
            }
            let last = blocks.rev().find(|block| is_body(plan.blocks()[*block].kind))?;
            Some((plan.sections()[*section].heading?, last))
        };
        let sections = expectation.belongs_in.iter().flat_map(|key| self.sections(key));
        let mut places = sections.filter_map(|section| Some((*section, body(section)?)));
        let first = places.next()?;
        // Of several with one heading ("What we will do", under each priority) that whose chapter is about loneliness.
        let same = |(_, (heading, _)): &(SectionId, (BlockId, BlockId))| {
            let words = |heading: BlockId| plan.words(plan.blocks()[heading].span).to_lowercase();
            words(*heading) == words(first.1.0)
        };
        let all = std::iter::once(first).chain(places.filter(same));
        let (_, (heading, last)) = all.min_by_key(|(section, _)| Reverse(self.nearness(plan, *section)))?;
        Some(Gap {
            kind: GapKind::SectionEnd,
            after: Some(last),
            heading: Some(heading),
            before: None,
            sureness: Sureness::Medium,
        })
    }

    fn table_row(&self, plan: &Plan) -> Option<Gap> {
        let tables = self.actions.iter().filter_map(|table| {
            let table = &plan.tables()[*table];
            Some((table, table.rows.clone().next_back()?))
        });
        let section = |row: BlockId| plan.blocks()[row].section;
        let (table, after) = tables.min_by_key(|(_, row)| Reverse(self.nearness(plan, section(*row))))?;
        Some(Gap {
            kind: GapKind::TableRow,
            after: Some(after),
            heading: table.header,
            before: None,
            sureness: Sureness::Medium,
        })
    }

    /// How near a section is to the topic: whether it or the chapter that it stands in is headed by it, and how often
    /// they speak of it.
    fn nearness(&self, plan: &Plan, section: SectionId) -> (bool, usize, usize) {
        let chapter = plan.sections()[section].parent.filter(|over| *over > 0 && !is_title(plan, *over));
        let (own, over) = (self.matter[section], self.matter[chapter.unwrap_or(section)]);
        (own.named || over.named, over.times, own.times)
    }

    /// Between the last section whose key comes before the wanted one in the order of plans, and the section after it.
    fn sibling_gap(&self, plan: &Plan, expectation: &Expectation) -> Option<Gap> {
        let wanted = expectation.belongs_in.first()?;
        let place = self.keys.iter().position(|(key, _)| key == wanted)?;
        let section = self.keys[..place].iter().rev().find_map(|(_, sections)| sections.last().copied())?;
        let own = &plan.sections()[section];
        let after = own.blocks.clone().next_back()?;
        let next = plan.sections().iter().filter_map(|section| section.heading).find(|heading| *heading > after);
        Some(Gap {
            kind: GapKind::SiblingGap,
            after: Some(after),
            heading: own.heading,
            before: next,
            sureness: Sureness::Low,
        })
    }
}

/// What each section of the plan has of the topic.
fn matter(reading: &Reading<'_>) -> Vec<Matter> {
    let plan = reading.plan();
    let mut all = vec![Matter::default(); plan.sections().len()];
    for block in reading.topic_blocks() {
        let block = &plan.blocks()[block];
        all[block.section].named |= block.kind == BlockKind::Heading;
        for section in std::iter::successors(Some(block.section), |section| plan.sections()[*section].parent) {
            all[section].times += 1;
        }
    }
    all
}

/// Whether a section is the whole plan under its title: a strategy for health and wellbeing is no section on wellbeing.
fn is_title(plan: &Plan, section: SectionId) -> bool {
    section == 1
        && plan.sections()[section].blocks.end == plan.blocks().len()
        && plan.sections().iter().any(|other| other.parent == Some(section))
}

/// The passage that comes nearest to what is expected calls for it.
fn trigger(plan: &Plan, evidence: &[Passage], least: Strength) -> Option<Gap> {
    let calls = |passage: &&Passage| passage.strength >= least && is_body(plan.blocks()[passage.block].kind);
    let block = evidence.iter().find(calls)?.block;
    let heading = plan.headings_over(block).pop();
    Some(Gap { kind: GapKind::Trigger, after: Some(block), heading, before: None, sureness: Sureness::High })
}

fn contents(plan: &Plan) -> Option<Gap> {
    let last = plan.blocks().iter().rposition(|block| block.kind == BlockKind::Contents)?;
    Some(Gap {
        kind: GapKind::Contents,
        after: Some(last),
        heading: plan.headings_over(last).pop(),
        before: None,
        sureness: Sureness::Low,
    })
}

fn document_end(plan: &Plan) -> Gap {
    let after = plan.blocks().len().checked_sub(1);
    Gap { kind: GapKind::DocumentEnd, after, heading: None, before: None, sureness: Sureness::Low }
}
