//! Baselines: what plans promised on the day one was made. Known findings do not count; strengths may only rise.
//!
//! Identity is the plan and the expectation, never the place: a paragraph may move.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use super::names::Names;
use crate::check::Verdict;
use crate::report::aside::{Against, AgainstState};
use crate::report::json::{TOOL, Tool};
use crate::report::ledger::BaselineUse;
use crate::report::level::Level;
use crate::report::record::{DocumentRecord, OutcomeRecord};
use crate::rules::RuleBook;

/// Version of the file: the first number changes when a field changes its meaning or goes.
pub const BASELINE_VERSION: &str = "1.0";

/// A baseline as it is written to its file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BaselineFile {
    /// [`BASELINE_VERSION`].
    pub baseline_version: String,
    /// The program that wrote it.
    pub tool: WrittenBy,
    /// The packs it was made with, and the hash of each.
    pub packs: IndexMap<String, String>,
    /// The plans, as seen from the folder of the file.
    pub plans: IndexMap<String, PlanLevels>,
}

/// The program that wrote a baseline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrittenBy {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
}

/// What one plan promised.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanLevels {
    /// Of its bytes; `None` where it could not be opened.
    pub sha256: Option<String>,
    /// How far it went, by id of the expectation. What did not apply is left out.
    pub expectations: IndexMap<String, Level>,
}

impl BaselineFile {
    /// What `documents` promise now, for a file that stands where `names` looks from.
    #[must_use]
    pub fn of(documents: &[DocumentRecord], book: &RuleBook, names: &Names) -> Self {
        let Tool { name, version } = TOOL;
        let mut plans: IndexMap<String, PlanLevels> = documents
            .iter()
            .map(|document| {
                let applies = document.outcomes.iter().filter(|outcome| outcome.verdict != Verdict::NotApplicable);
                let expectations = applies.map(|outcome| (outcome.expectation.clone(), Level::of(outcome))).collect();
                (names.name(&document.path), PlanLevels { sha256: document.sha256.clone(), expectations })
            })
            .collect();
        plans.sort_keys();
        Self {
            baseline_version: BASELINE_VERSION.to_owned(),
            tool: WrittenBy { name: name.to_owned(), version: version.to_owned() },
            packs: book.packs.iter().map(|pack| (pack.id.clone(), pack.sha256.clone())).collect(),
            plans,
        }
    }

    /// How many findings it has.
    #[must_use]
    pub fn findings(&self) -> usize {
        let levels = self.plans.values().flat_map(|plan| plan.expectations.values());
        levels.filter(|level| level.verdict.is_finding()).count()
    }
}

/// A baseline in use.
#[derive(Clone, Debug)]
pub struct Baseline {
    path: String,
    file: BaselineFile,
    names: Names,
    packs_changed: Vec<String>,
}

/// What a run has shown of a baseline.
#[derive(Debug, Default)]
pub(super) struct Compared {
    used: BaselineUse,
    /// Plans of the baseline that were checked.
    plans: BTreeSet<String>,
}

impl Baseline {
    /// Takes `file`, which is kept at `path`, into use.
    #[must_use]
    pub fn new(path: &str, file: BaselineFile, book: &RuleBook) -> Self {
        let same = |id: &String, hash: &String| book.packs.iter().any(|pack| pack.id == *id && pack.sha256 == *hash);
        let changed = file.packs.iter().filter(|(id, hash)| !same(id, hash)).map(|(id, _)| id.clone()).collect();
        Self { path: path.to_owned(), file, names: Names::beside(path.as_ref()), packs_changed: changed }
    }

    /// The file, as given.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Marks every outcome of `document` that differs from the baseline, and every finding.
    pub(super) fn apply(&self, document: &mut DocumentRecord, compared: &mut Compared) {
        let name = self.names.name(&document.path);
        let used = &mut compared.used;
        let Some(plan) = self.file.plans.get(&name) else {
            used.new_plans.push(document.path.clone());
            for outcome in document.outcomes.iter_mut().filter(|outcome| outcome.verdict.is_finding()) {
                outcome.baseline = Some(Against { state: AgainstState::New, was: None });
                used.new += 1;
            }
            return;
        };
        compared.plans.insert(name);
        for outcome in &mut document.outcomes {
            let was = plan.expectations.get(&outcome.expectation);
            outcome.baseline = against(outcome, was);
            let Some(against) = &outcome.baseline else { continue };
            match against.state {
                AgainstState::New => used.new += 1,
                AgainstState::Known => used.known += 1,
                AgainstState::Worse => used.worse += 1,
                AgainstState::Better => used.better += 1,
            }
            let had = was.is_some_and(|was| was.verdict.is_finding());
            used.known += usize::from(against.state == AgainstState::Better && outcome.verdict.is_finding());
            used.fixed += usize::from(had && outcome.verdict == Verdict::Met);
        }
    }

    /// What became of it.
    pub(super) fn ended(&self, compared: &Compared) -> BaselineUse {
        let mut used = compared.used.clone();
        used.path.clone_from(&self.path);
        used.packs_changed.clone_from(&self.packs_changed);
        used.new_plans.sort();
        used.plans_gone = self.file.plans.keys().filter(|name| !compared.plans.contains(*name)).cloned().collect();
        used
    }
}

/// How `outcome` stands to what the baseline has; `None` where there is nothing to say.
fn against(outcome: &OutcomeRecord, was: Option<&Level>) -> Option<Against> {
    let now = Level::of(outcome);
    let finding = outcome.verdict.is_finding();
    let state = match was.and_then(|was| now.compare(was)) {
        // what was met or to be looked at and is neither now is weaker, so a finding that was none is never `Known`
        Some(Ordering::Less) => AgainstState::Worse,
        Some(Ordering::Greater) => AgainstState::Better,
        Some(Ordering::Equal) if finding => AgainstState::Known,
        None if finding => AgainstState::New,
        _ => return None,
    };
    Some(Against { state, was: was.cloned() })
}
