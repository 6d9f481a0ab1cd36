//! How far two coders agree: the share of units alike, Cohen's kappa, Krippendorff's alpha, and how sure each is.

use super::random::Random;

/// How often units are drawn again for an interval.
pub const DRAWS: usize = 2000;

/// How much a difference of two categories weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weights {
    /// Every difference alike.
    Equal,
    /// By the square of how far apart they are: for categories in order.
    Quadratic,
}

/// The share of units on which both coders say the same; `None` without units.
#[must_use]
pub fn alike(pairs: &[(usize, usize)]) -> Option<f64> {
    let same = pairs.iter().filter(|(one, other)| one == other).count();
    (!pairs.is_empty()).then(|| same as f64 / pairs.len() as f64)
}

/// Cohen's kappa of two coders' `categories` (Cohen 1960, "A coefficient of agreement for nominal scales"; weighted:
/// Cohen 1968). `None` where both use one category alone, and nothing can be told from chance.
#[must_use]
pub fn kappa(pairs: &[(usize, usize)], categories: usize, weights: Weights) -> Option<f64> {
    let weight = |one: usize, other: usize| match weights {
        Weights::Equal => f64::from(u8::from(one != other)),
        Weights::Quadratic => (one as f64 - other as f64).powi(2),
    };
    let (mut first, mut second) = (vec![0.0; categories], vec![0.0; categories]);
    let mut observed = 0.0;
    for (one, other) in pairs {
        first[*one] += 1.0;
        second[*other] += 1.0;
        observed += weight(*one, *other);
    }
    let mut expected = 0.0;
    for (one, of_one) in first.iter().enumerate() {
        for (other, of_other) in second.iter().enumerate() {
            expected += of_one * of_other * weight(one, other) / pairs.len().max(1) as f64;
        }
    }
    (expected > 0.0).then(|| 1.0 - observed / expected)
}

/// Krippendorff's alpha for two coders and `categories` in order (Krippendorff 2011, "Computing Krippendorff's
/// Alpha-Reliability", ordinal difference function). `None` where only one category is in use.
#[must_use]
pub fn alpha(pairs: &[(usize, usize)], categories: usize) -> Option<f64> {
    let mut coincidence = vec![vec![0.0_f64; categories]; categories];
    for (one, other) in pairs {
        coincidence[*one][*other] += 1.0;
        coincidence[*other][*one] += 1.0;
    }
    let totals: Vec<f64> = coincidence.iter().map(|row| row.iter().sum()).collect();
    let all: f64 = totals.iter().sum();
    let difference = |one: usize, other: usize| {
        let (low, high) = (one.min(other), one.max(other));
        let between: f64 = totals[low..=high].iter().sum();
        (between - f64::midpoint(totals[low], totals[high])).powi(2)
    };
    let (mut observed, mut expected) = (0.0, 0.0);
    for one in 0..categories {
        for other in (0..categories).filter(|other| *other != one) {
            observed += coincidence[one][other] * difference(one, other);
            expected += totals[one] * totals[other] * difference(one, other);
        }
    }
    (expected > 0.0).then(|| 1.0 - (all - 1.0) * observed / expected)
}

/// The 95 % interval of `measure` by drawing `units` again with replacement (percentile bootstrap; Efron 1979), from
/// `seed`. Draws on which the measure is not defined are left out; `None` where most are.
#[must_use]
pub fn interval<U: Clone, M: Fn(&[U]) -> Option<f64>>(units: &[U], seed: u64, measure: M) -> Option<[f64; 2]> {
    let mut random = Random::new(seed);
    let mut values = Vec::with_capacity(DRAWS);
    let mut drawn = Vec::with_capacity(units.len());
    for _ in 0..DRAWS {
        drawn.clear();
        drawn.extend((0..units.len()).map(|_| units[random.below(units.len())].clone()));
        values.extend(measure(&drawn));
    }
    values.sort_by(f64::total_cmp);
    let tail = values.len() / 40;
    (values.len() > DRAWS / 2).then(|| [values[tail], values[values.len() - 1 - tail]])
}
