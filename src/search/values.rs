//! Typed values: dates, sums of money, percentages, counts, as council plans write them.

use rustc_hash::FxHashMap;

use super::{Hit, Token};
use crate::plan::Plan;
use crate::query::ValueKind;

const MONTHS: [&str; 24] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "oct",
    "nov",
    "dec",
];

/// Month names that are words of their own: dates with a year, a day or one of [`BEFORE_MONTHS`] beside them.
const AMBIGUOUS: [&str; 5] = ["may", "march", "mar", "sep", "dec"];

const BEFORE_MONTHS: [&str; 15] = [
    "by", "in", "from", "until", "till", "since", "of", "end", "before", "during", "early", "late", "mid", "to",
    "between",
];

const SEASONS: [&str; 6] = ["spring", "summer", "autumn", "winter", "christmas", "easter"];

const NUMBERS: [&str; 27] = [
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
    "hundred",
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
    /// `1st`, `31st`.
    Ordinal,
    Count,
    Decimal,
    /// `31.03.16`.
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
    while let Some(token) = tokens.get(at) {
        if shapes[token.word as usize] == Shape::Other {
            at += 1;
            continue;
        }
        let kinds = words.at(at);
        let mut longest = 1;
        for (kind, length) in kinds.iter().flatten() {
            found.entry(*kind).or_default().push(Hit { first: at as u32, last: (at + length - 1) as u32 });
            longest = longest.max(*length);
        }
        // The year of a date is one too: between April 2009 and March 2011.
        if words.shape(at) != Shape::Year
            && let Some(year) = (at + 1..at + longest).find(|year| words.shape(*year) == Shape::Year)
        {
            found.entry(ValueKind::Year).or_default().push(Hit { first: year as u32, last: year as u32 });
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

    fn written(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| self.plan.words(token.span))
    }

    fn same_sentence(&self, at: usize, other: usize) -> bool {
        self.tokens.get(other).is_some_and(|token| token.sentence == self.tokens[at].sentence)
    }

    /// Whether two words follow one another in a sentence with only one of these marks between them.
    fn joined(&self, at: usize, marks: &[char]) -> bool {
        let (Some(a), Some(b)) = (self.tokens.get(at), self.tokens.get(at + 1)) else { return false };
        let between = self.plan.text().as_str().get(a.span.end as usize..b.span.start as usize).unwrap_or_default();
        let mut letters = between.chars();
        a.sentence == b.sentence
            && letters.next().is_some_and(|letter| marks.contains(&letter))
            && letters.next().is_none()
    }

    /// The values that begin at a word, with their length in words.
    fn at(&self, at: usize) -> Found {
        let one = |kind, length| [Some((kind, length)), None, None];
        let next = |n: usize| if self.same_sentence(at, at + n) { self.shape(at + n) } else { Shape::Other };
        match self.shape(at) {
            Shape::Other => [None; 3],
            Shape::Month if self.is_year(at, at + 1) => one(ValueKind::Date, 2),
            Shape::Month if self.is_month(at) && self.names_a_month(at) => one(ValueKind::Date, 1),
            Shape::Season | Shape::Quarter if next(1) == Shape::Year => {
                one(ValueKind::Date, 1 + self.year_length(at + 1))
            }
            Shape::Quarter => one(ValueKind::Date, 1),
            Shape::Month | Shape::Season => [None; 3],
            Shape::Year if self.written(at).contains(',') => self.count(at),
            Shape::Year => [Some((ValueKind::Date, self.year_length(at))), Some((ValueKind::Year, 1)), None],
            Shape::Dotted => one(ValueKind::Date, 1),
            Shape::Money => one(ValueKind::Money, if self.is_large(at, at + 1) { 2 } else { 1 }),
            Shape::Percent => one(ValueKind::Percent, 1),
            Shape::Short | Shape::Ordinal if next(1) == Shape::Month && self.is_month(at + 1) => {
                one(ValueKind::Date, if self.is_year(at, at + 2) { 3 } else { 2 })
            }
            Shape::Ordinal if self.form(at + 1) == "of" && next(2) == Shape::Month && self.is_month(at + 2) => {
                one(ValueKind::Date, if self.is_year(at, at + 3) { 4 } else { 3 })
            }
            Shape::Short if self.is_day(at) => one(ValueKind::Date, 3),
            Shape::Ordinal => [None; 3],
            Shape::Short | Shape::Count | Shape::Decimal => self.count(at),
        }
    }

    fn count(&self, at: usize) -> Found {
        if self.same_sentence(at, at + 1) && self.form(at + 1) == "percent" {
            return [Some((ValueKind::Percent, 2)), None, None];
        }
        if self.same_sentence(at, at + 2) && self.form(at + 1) == "per" && self.form(at + 2) == "cent" {
            return [Some((ValueKind::Percent, 3)), None, None];
        }
        let whole = (self.shape(at) != Shape::Decimal).then_some((ValueKind::Count, 1));
        [whole, Some((ValueKind::Number, 1)), None]
    }

    /// Whether the word at `at` is a year, in four digits or two, in the sentence of that at `from`.
    fn is_year(&self, from: usize, at: usize) -> bool {
        let recent = || self.form(at).parse().is_ok_and(|year: u32| !(50..90).contains(&year));
        let short = self.shape(at) == Shape::Short && self.form(at).len() == 2 && recent();
        self.same_sentence(from, at) && (self.shape(at) == Shape::Year || short)
    }

    /// Whether a month's name is meant as one: `march` and `may` only with a capital.
    fn is_month(&self, at: usize) -> bool {
        !AMBIGUOUS.contains(&self.form(at)) || self.written(at).starts_with(char::is_uppercase)
    }

    /// Whether a month's name on its own is a date.
    fn names_a_month(&self, at: usize) -> bool {
        let before = || at > 0 && self.same_sentence(at, at - 1) && BEFORE_MONTHS.contains(&self.form(at - 1));
        !AMBIGUOUS.contains(&self.form(at)) || before()
    }

    /// Number of words of a year: two in 2015/16 and 2015/2016.
    fn year_length(&self, at: usize) -> usize {
        let short =
            self.joined(at, &['/', '-', '–']) && self.form(at + 1).len() == 2 && self.shape(at + 1) == Shape::Short;
        let long = self.joined(at, &['/']) && self.shape(at + 1) == Shape::Year;
        if short || long { 2 } else { 1 }
    }

    /// Whether a day in figures begins here: `31/03/2016`, `31-03-16`.
    fn is_day(&self, at: usize) -> bool {
        let marks = ['/', '-'];
        self.joined(at, &marks)
            && self.joined(at + 1, &marks)
            && self.shape(at + 1) == Shape::Short
            && self.is_year(at, at + 2)
            && day_and_month(self.form(at), self.form(at + 1))
    }

    fn is_large(&self, at: usize, next: usize) -> bool {
        self.same_sentence(at, next) && matches!(self.form(next), "million" | "billion" | "thousand" | "m" | "bn" | "k")
    }
}

fn day_and_month(day: &str, month: &str) -> bool {
    let within = |number: &str, most: u32| number.parse().is_ok_and(|number: u32| (1..=most).contains(&number));
    within(day, 31) && within(month, 12)
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
    let digits = form.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
    let (number, rest) = form.split_at(digits);
    let stops = number.matches('.').count();
    match (rest, stops) {
        ("", 0) if digits == 4 && number.parse().is_ok_and(|year: u32| (1990..2050).contains(&year)) => Shape::Year,
        ("", 0) if digits <= 2 => Shape::Short,
        ("", 0) => Shape::Count,
        ("", 1) => Shape::Decimal,
        ("", 2) if is_dotted_day(number) => Shape::Dotted,
        ("k" | "m" | "bn", 0 | 1) => Shape::Money,
        ("st" | "nd" | "rd" | "th", 0) if digits <= 2 => Shape::Ordinal,
        ("%", 0 | 1) => Shape::Percent,
        _ => Shape::Other,
    }
}

/// `31.03.16` and `31.3.2016`; not the clause `4.2.1`.
fn is_dotted_day(number: &str) -> bool {
    let mut parts = number.split('.');
    match (parts.next(), parts.next(), parts.next()) {
        (Some(day), Some(month), Some(year)) => matches!(year.len(), 2 | 4) && day_and_month(day, month),
        _ => false,
    }
}
