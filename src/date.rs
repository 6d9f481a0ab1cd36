//! A calendar date, for laws in force and plans of a time.

use std::fmt;
use std::str::FromStr;

use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A day of the calendar. Ordered by time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// Four digits.
    pub year: u16,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

impl Date {
    /// The day `year`-`month`-`day`, unchecked.
    #[must_use]
    pub const fn new(year: u16, month: u8, day: u8) -> Self {
        Self { year, month, day }
    }

    /// The day that people write as `1 April 2015`.
    #[must_use]
    pub fn from_words(text: &str) -> Option<Self> {
        let mut words = text.split_whitespace();
        let (day, month, year) = (words.next()?, words.next()?, words.next()?);
        let month = month_of(month, str::eq_ignore_ascii_case)?;
        let whole = words.next().is_none() && year.len() == 4;
        whole.then(|| format!("{year}-{month:02}-{day:0>2}").parse().ok()).flatten()
    }

    /// As people write it: `1 April 2015`.
    #[must_use]
    pub fn in_words(self) -> String {
        format!("{} {} {}", self.day, MONTHS[usize::from(self.month.clamp(1, 12)) - 1], self.year)
    }
}

/// The month, 1 to 12, whose name `word` is or begins: `sept`.
#[must_use]
pub(crate) fn month(word: &str) -> Option<u8> {
    const SHORTEST: usize = 3;
    let begins = |name: &str, word: &str| name.get(..word.len()).is_some_and(|part| part.eq_ignore_ascii_case(word));
    (word.len() >= SHORTEST).then(|| month_of(word, begins)).flatten()
}

fn month_of(word: &str, is: impl Fn(&str, &str) -> bool) -> Option<u8> {
    (1..).zip(MONTHS).find(|(_, name)| is(name, word)).map(|(number, _)| number)
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl FromStr for Date {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || format!("`{text}` is not a date; write it as year-month-day, for example 2026-04-01");
        let parsed: toml::value::Datetime = text.parse().map_err(|_| wrong())?;
        match (parsed.date, parsed.time) {
            (Some(date), None) => Ok(Self::new(date.year, date.month, date.day)),
            _ => Err(wrong()),
        }
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        if !from.is_human_readable() {
            let (year, month, day) = Deserialize::deserialize(from)?;
            return Ok(Self::new(year, month, day));
        }
        from.deserialize_any(Written)
    }
}

/// A day as files have it: a date of TOML, or in quotes, as in JSON.
struct Written;

impl<'de> Visitor<'de> for Written {
    type Value = Date;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a date such as 2015-04-01")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Date, E> {
        text.parse().map_err(E::custom)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Date, A::Error> {
        let read = toml::value::Datetime::deserialize(MapAccessDeserializer::new(map))?;
        let date = read.date.filter(|_| read.time.is_none());
        let date =
            date.ok_or_else(|| serde::de::Error::custom("this must be a date such as 2015-04-01, without a time"))?;
        Ok(Date::new(date.year, date.month, date.day))
    }
}

impl schemars::JsonSchema for Date {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Date".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": "string", "format": "date", "description": "a day, such as 2015-04-01, without quotes in TOML"})
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        if to.is_human_readable() {
            return to.collect_str(self);
        }
        (self.year, self.month, self.day).serialize(to)
    }
}
