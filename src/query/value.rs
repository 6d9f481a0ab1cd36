//! The kinds of typed value that a query may ask for.

use serde::{Deserialize, Serialize};

/// A kind of typed value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ValueKind {
    /// `March 2016`, `31.03.16`, `2015/16`, `Q3 2015`, `autumn 2025`.
    Date,
    /// `2015`, from 1990 to 2049.
    Year,
    /// `£75,000`, `£1.25m`, `240k`.
    Money,
    /// `41%`, `41 per cent`.
    Percent,
    /// A role; the concept `role`.
    Role,
    /// An organisation; the concept `org`.
    Org,
    /// A measure; the concept `measure`.
    Measure,
    /// A whole number of things, in digits or words.
    Count,
    /// Any number.
    Number,
}

impl ValueKind {
    /// Every kind.
    pub const ALL: [Self; 9] = [
        Self::Date,
        Self::Year,
        Self::Money,
        Self::Percent,
        Self::Role,
        Self::Org,
        Self::Measure,
        Self::Count,
        Self::Number,
    ];

    /// Its name in queries, without `@`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Year => "year",
            Self::Money => "money",
            Self::Percent => "percent",
            Self::Role => "role",
            Self::Org => "org",
            Self::Measure => "measure",
            Self::Count => "count",
            Self::Number => "number",
        }
    }

    /// Whether it is a list of names, kept as the concept of that name.
    #[must_use]
    pub fn is_concept(self) -> bool {
        matches!(self, Self::Role | Self::Org | Self::Measure)
    }

    /// The kind called `name`.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}
