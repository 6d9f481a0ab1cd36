//! Typed values: dates, sums of money, percentages, counts, as council plans write them.

use rustc_hash::FxHashMap;

use super::{Hit, Token};
use crate::plan::Plan;

/// A kind of typed value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
    pub const ALL: [Self; 9] =
        [Self::Date, Self::Year, Self::Money, Self::Percent, Self::Role, Self::Org, Self::Measure, Self::Count, Self::Number];

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

const MONTHS: [&str; 24] = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
];

/// Month names that are words of their own, and so say nothing without a year.
const AMBIGUOUS: [&str; 5] = ["may", "march", "mar", "sep", "dec"];

const SEASONS: [&str; 6] = ["spring", "summer", "autumn", "winter", "christmas", "easter"];

const NUMBERS: [&str; 27] = [
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
    "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "thirty", "forty", "fifty", "sixty", "seventy",
    "eighty", "ninety", "hundred",
];

/// What a word is on its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Shape {
    #[default]
    Other,
    Month,
    Season,
    Quarter,
    Year,
    /// One or two digits.
    Short,
    Count,
    Dotted,
    Money,
    Percent,
}

/// Every typed value in the words of a plan.
pub(super) fn values(plan: &Plan, tokens: &[Token], forms: &[String]) -> FxHashMap<ValueKind, Vec<Hit>> {
    let shapes: Vec<Shape> = forms.iter().map(|form| shape(form)).collect();
    let mut found: FxHashMap<ValueKind, Vec<Hit>> = FxHashMap::default();
    let words = Words { plan, tokens, forms, shapes: &shapes };
    let mut at = 0;
    while at < tokens.len() {
        let kinds = words.at(at);
        let mut longest = 1;
        for (kind, length) in kinds.iter().flatten() {
            found.entry(*kind).or_default().push(Hit { first: at as u32, last: (at + length - 1) as u32 });
            longest = longest.max(*length);
        }
        at += longest;
    }
    found
}

struct Words<'w> {
    plan: &'w Plan,
    tokens: &'w [Token],
    forms: &'w [String],
    shapes: &'w [Shape],
}

type Found = [Option<(ValueKind, usize)>; 3];

impl Words<'_> {
    fn shape(&self, at: usize) -> Shape {
        self.tokens.get(at).map_or(Shape::Other, |token| self.shapes[token.word as usize])
    }

    fn form(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| &self.forms[token.word as usize])
    }

    /// Whether two words follow one another in a sentence with only this between them.
    fn joined(&self, at: usize, marks: &[char]) -> bool {
        let (Some(a), Some(b)) = (self.tokens.get(at), self.tokens.get(at + 1)) else { return false };
        let between = self.plan.text().as_str().get(a.span.end as usize..b.span.start as usize).unwrap_or(".");
        a.sentence == b.sentence && between.chars().count() == 1 && between.starts_with(marks)
    }

    /// The values that begin at a word, with their length in words.
    fn at(&self, at: usize) -> Found {
        let one = |kind, length| [Some((kind, length)), None, None];
        let same = |n: usize| self.tokens.get(at + n).is_some_and(|token| token.sentence == self.tokens[at].sentence);
        match self.shape(at) {
            Shape::Other => [None; 3],
            Shape::Month if same(1) && self.is_year(at + 1) => one(ValueKind::Date, 2),
            Shape::Month if !AMBIGUOUS.contains(&self.form(at)) => one(ValueKind::Date, 1),
            Shape::Season | Shape::Quarter if same(1) && self.shape(at + 1) == Shape::Year => one(ValueKind::Date, if self.financial(at + 1) { 3 } else { 2 }),
            Shape::Quarter => one(ValueKind::Date, 1),
            Shape::Month | Shape::Season => [None; 3],
            Shape::Year if self.financial(at) => [Some((ValueKind::Date, 2)), Some((ValueKind::Year, 1)), None],
            Shape::Year => [Some((ValueKind::Date, 1)), Some((ValueKind::Year, 1)), None],
            Shape::Short if same(1) && self.shape(at + 1) == Shape::Month => one(ValueKind::Date, if same(2) && self.is_year(at + 2) { 3 } else { 2 }),
            Shape::Short if self.joined(at, &['/']) && self.joined(at + 1, &['/']) => one(ValueKind::Date, 3),
            Shape::Dotted => one(ValueKind::Date, 1),
            Shape::Money => one(ValueKind::Money, if same(1) && matches!(self.form(at + 1), "million" | "billion" | "m" | "k" | "thousand") { 2 } else { 1 }),
            Shape::Percent => one(ValueKind::Percent, 1),
            Shape::Short | Shape::Count => self.number(at, same(1), same(2)),
        }
    }

    fn number(&self, at: usize, one: bool, two: bool) -> Found {
        if one && self.form(at + 1) == "percent" {
            return [Some((ValueKind::Percent, 2)), None, None];
        }
        if two && self.form(at + 1) == "per" && self.form(at + 2) == "cent" {
            return [Some((ValueKind::Percent, 3)), None, None];
        }
        [Some((ValueKind::Count, 1)), Some((ValueKind::Number, 1)), None]
    }

    fn is_year(&self, at: usize) -> bool {
        self.shape(at) == Shape::Year || (self.shape(at) == Shape::Short && self.form(at).len() == 2)
    }

    /// A year and the last two digits of the next: 2015/16.
    fn financial(&self, at: usize) -> bool {
        self.joined(at, &['/', '-', '–']) && self.form(at + 1).len() == 2 && self.shape(at + 1) == Shape::Short
    }
}

fn shape(form: &str) -> Shape {
    let bytes = form.as_bytes();
    match bytes.first() {
        Some(b'a'..=b'z') => word(form),
        Some(b'0'..=b'9') => number(form),
        _ if form.starts_with('£') => Shape::Money,
        _ => Shape::Other,
    }
}

fn word(form: &str) -> Shape {
    if MONTHS.contains(&form) {
        Shape::Month
    } else if SEASONS.contains(&form) {
        Shape::Season
    } else if NUMBERS.contains(&form) {
        Shape::Count
    } else if form.len() == 2 && form.starts_with('q') && form.as_bytes()[1].is_ascii_digit() {
        Shape::Quarter
    } else {
        Shape::Other
    }
}

fn number(form: &str) -> Shape {
    let digits = form.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &form[digits..];
    match rest {
        "" if digits == 4 && (1990..2050).contains(&form.parse().unwrap_or(0)) => Shape::Year,
        "" if digits <= 2 => Shape::Short,
        "" => Shape::Count,
        "k" | "m" | "bn" => Shape::Money,
        "st" | "nd" | "rd" | "th" => Shape::Short,
        _ if form.ends_with('%') => Shape::Percent,
        _ if form.matches('.').count() == 2 && form.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') => Shape::Dotted,
        _ if form.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') => Shape::Count,
        _ => Shape::Other,
    }
}
