//! How far a person and planlint agree on a coded sheet: each question with its measures, and every disagreement.

use serde::Serialize;

use super::measures::{Weights, alike, alpha, interval, kappa};
use super::sample::Label;
use super::sheet::Coded;
use crate::vocabulary::{Standing, Strength};

/// Version of the format: the first number changes when a field changes its meaning or goes.
pub const AGREEMENT_VERSION: &str = "1.0";

/// How far two agree.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Agreement {
    /// [`AGREEMENT_VERSION`].
    pub agreement_version: &'static str,
    /// Units in the sheet.
    pub units: usize,
    /// Units that the person coded.
    pub coded: usize,
    /// Where draws for the intervals began.
    pub seed: u64,
    /// Each question.
    pub questions: Vec<Question>,
    /// Blocks that the coded units stand for.
    pub population: usize,
    /// How many units have each strength: the person's down, planlint's across.
    pub confusion: [[usize; 6]; 6],
    /// Units on which they differ.
    pub disagreements: Vec<Disagreement>,
}

/// One question, and how far they agree on it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Question {
    /// Its name.
    pub name: &'static str,
    /// Units on which both answer it.
    pub units: usize,
    /// Each measure.
    pub measures: Vec<Measure>,
}

/// A measure of agreement.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Measure {
    /// Its name.
    pub name: &'static str,
    /// Its value; `None` where all are alike and nothing can be told from chance.
    pub value: Option<f64>,
    /// Its 95 % interval.
    pub interval: Option<[f64; 2]>,
}

/// A unit on which they differ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Disagreement {
    /// What sheet and key call it.
    pub unit: String,
    /// Its plan, and where in it.
    pub place: String,
    /// What the person says.
    pub person: String,
    /// What planlint says.
    pub planlint: String,
    /// Its words.
    pub text: String,
    /// What the person noted.
    pub note: String,
}

type Pairs = Vec<(usize, usize)>;

/// A measure at work on pairs.
type Measuring<'m> = &'m dyn Fn(&[(usize, usize)]) -> Option<f64>;

/// How far the persons and planlint agree on `units`; intervals are drawn from `seed`.
#[must_use]
pub fn agreement(units: &[Coded], seed: u64) -> Agreement {
    let coded: Vec<(&Coded, Label)> = units.iter().filter_map(|unit| Some((unit, unit.person?))).collect();
    let both = |pair: fn(Label) -> Option<usize>| -> Pairs {
        coded.iter().filter_map(|(unit, person)| Some((pair(*person)?, pair(unit.said)?))).collect()
    };
    let mut strength = question("strength, 0 to 5", &both(|label| Some(label.strength as usize)), 6, seed);
    strength.measures.push(weighted(&coded, seed));
    let questions = vec![
        strength,
        question("an action that stands, yes or no", &both(stands), 2, seed),
        question("standing", &both(|label| Some(label.standing? as usize)), 7, seed),
        question("family", &both(|label| Some(label.family? as usize)), 3, seed),
    ];
    let mut confusion = [[0; 6]; 6];
    for (unit, person) in &coded {
        confusion[person.strength as usize][unit.said.strength as usize] += 1;
    }
    Agreement {
        agreement_version: AGREEMENT_VERSION,
        units: units.len(),
        coded: coded.len(),
        seed,
        questions,
        population: coded.iter().map(|(unit, _)| unit.weight).sum::<f64>().round() as usize,
        confusion,
        disagreements: coded.iter().filter_map(|(unit, person)| disagreement(unit, *person)).collect(),
    }
}

/// Whether it is an action that stands; `None` where a person did not say whether it does.
fn stands(label: Label) -> Option<usize> {
    let acts = label.strength >= Strength::Commitment;
    match label.standing {
        None if acts => None,
        standing => Some(usize::from(acts && standing == Some(Standing::Asserted))),
    }
}

fn question(name: &'static str, pairs: &Pairs, categories: usize, seed: u64) -> Question {
    let measure = |name, measure: Measuring<'_>| Measure {
        name,
        value: measure(pairs).map(rounded),
        interval: interval(pairs, seed, measure).map(|ends| ends.map(rounded)),
    };
    let mut measures = vec![
        measure("the same", &|pairs| alike(pairs)),
        measure("kappa (Cohen)", &|pairs| kappa(pairs, categories, Weights::Equal)),
    ];
    if categories == 6 {
        measures.push(measure("kappa, by squared distance", &|pairs| kappa(pairs, 6, Weights::Quadratic)));
        measures.push(measure("alpha (Krippendorff, ordinal)", &|pairs| alpha(pairs, 6)));
    }
    Question { name, units: pairs.len(), measures }
}

/// The share of all blocks on whose strength they agree: each unit counts for those of its stratum that were not drawn.
fn weighted(coded: &[(&Coded, Label)], seed: u64) -> Measure {
    let units: Vec<(f64, bool)> =
        coded.iter().map(|(unit, person)| (unit.weight, unit.said.strength == person.strength)).collect();
    let share = |units: &[(f64, bool)]| {
        let all: f64 = units.iter().map(|(weight, _)| weight).sum();
        let same: f64 = units.iter().filter(|(_, same)| *same).map(|(weight, _)| weight).sum();
        (all > 0.0).then(|| same / all)
    };
    Measure {
        name: "the same, weighted to all blocks",
        value: share(&units).map(rounded),
        interval: interval(&units, seed, share).map(|ends| ends.map(rounded)),
    }
}

/// To four places, so that no machine's last digit shows.
fn rounded(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}

fn disagreement(unit: &Coded, person: Label) -> Option<Disagreement> {
    let differs = unit.said.strength != person.strength
        || person.standing.is_some_and(|standing| unit.said.standing != Some(standing))
        || person.family.is_some_and(|family| unit.said.family.is_some_and(|said| said != family));
    differs.then(|| Disagreement {
        unit: unit.id.clone(),
        place: unit.place.clone(),
        person: in_words(person),
        planlint: in_words(unit.said),
        text: unit.text.clone(),
        note: unit.note.clone(),
    })
}

fn in_words(label: Label) -> String {
    let standing = label.standing.map(|standing| format!(", {}", standing.name())).unwrap_or_default();
    let family = label.family.map(|family| format!(", {}", family.name())).unwrap_or_default();
    format!("{} {}{standing}{family}", label.strength.level(), label.strength.name())
}
