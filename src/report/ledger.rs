//! What became of every waiver and of the baseline in a run, as every format is to say it.

use serde::{Deserialize, Serialize};

use super::trouble::Trouble;
use crate::check::Verdict;
use crate::date::Date;

pub mod words;

/// What became of every waiver and of the baseline in a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ledger {
    /// The day it was taken to be.
    pub today: Date,
    /// The file of waivers, as given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub register: Option<String>,
    /// Its waivers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waivers: Vec<WaiverUse>,
    /// What the documents' authors waived themselves, or tried to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remarks: Vec<RemarkUse>,
    /// What became of the baseline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub baseline: Option<BaselineUse>,
}

impl Ledger {
    /// Whether anything in it is itself a finding: a lapsed waiver, or one in a document that cannot hold.
    #[must_use]
    pub fn counts(&self) -> bool {
        self.waivers.iter().any(|waiver| waiver.state == WaiverState::Lapsed)
            || self.remarks.iter().any(|remark| remark.trouble.is_some())
    }
}

/// What became of a waiver.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WaiverState {
    /// It covers findings.
    InForce,
    /// It covers findings, and its last day is at most 60 days off.
    EndsSoon,
    /// Its last day is past: its findings count again, and it is itself one.
    Lapsed,
    /// Plans it is for were checked, and there was nothing for it to cover.
    NotNeeded,
    /// No plan it is for was checked.
    Elsewhere,
}

/// A waiver, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaiverUse {
    /// What became of it.
    pub state: WaiverState,
    /// Id of the expectation.
    pub expectation: String,
    /// Its code.
    pub code: String,
    /// The plan or pattern, as written.
    pub plan: String,
    /// Why.
    pub reason: String,
    /// Who says so.
    pub approver: String,
    /// The day it was given.
    pub granted: Date,
    /// Its last day.
    pub expires: Date,
    /// Where more is written about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<String>,
    /// Days from the day of the run to its last; fewer than none where it has lapsed.
    pub days_left: i32,
    /// How many findings it is for.
    pub findings: usize,
    /// Whether no file has the name of its plan: it was renamed or moved, or the name is misspelt.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub astray: bool,
    /// The verdict that left it nothing to cover, where it is not needed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settled: Option<Verdict>,
}

/// A comment that speaks to planlint, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemarkUse {
    /// The document.
    pub path: String,
    /// Where in it, in words.
    pub place: String,
    /// The words after `planlint:`.
    pub words: String,
    /// Codes of the findings it covers.
    pub covers: Vec<String>,
    /// Codes it names that have nothing to cover.
    pub not_needed: Vec<String>,
    /// Why it does not hold, and the way out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trouble: Option<Trouble>,
}

impl RemarkUse {
    /// What became of it, in words.
    #[must_use]
    pub fn in_words(&self) -> String {
        match &self.trouble {
            Some(trouble) => format!("{}; {}", trouble.message, trouble.help),
            None if self.covers.is_empty() => {
                format!("this waiver is not needed: no finding here for {}", self.not_needed.join(", "))
            }
            None => format!("this waiver covers {}", self.covers.join(", ")),
        }
    }
}

/// What became of a baseline in a run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BaselineUse {
    /// The file, as given.
    pub path: String,
    /// Findings that it has.
    pub known: usize,
    /// Findings that it does not have.
    pub new: usize,
    /// Outcomes weaker than it has them.
    pub worse: usize,
    /// Outcomes stronger than it has them, those put right among them.
    pub better: usize,
    /// Findings that it has, and that are met now.
    pub fixed: usize,
    /// Plans checked that it does not have.
    pub new_plans: Vec<String>,
    /// Plans that it has, and that were not checked.
    pub plans_gone: Vec<String>,
    /// Packs that have changed since it was made: what they ask may have changed too.
    pub packs_changed: Vec<String>,
}
