//! Counting with dates: what day it is in London, months on, days between. Apart from [`Date`] itself, which rule files
//! need while planlint is built.

use crate::date::Date;

impl Date {
    /// What day it is in London at `moment`: where English law, and so every waiver, ends a day at midnight.
    #[must_use]
    pub fn in_london(moment: std::time::SystemTime) -> Self {
        let moment = jiff::Timestamp::try_from(moment).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
        moment.to_zoned(jiff::tz::get!("Europe/London")).date().into()
    }

    /// The same day `months` later, or the last of that month where it is shorter.
    #[must_use]
    pub fn months_later(self, months: i32) -> Self {
        use jiff::ToSpan;
        self.civil().checked_add(months.months()).map_or(self, Into::into)
    }

    /// As long after this day as `to` is after `from`, in months and days.
    #[must_use]
    pub fn as_long_after(self, from: Self, to: Self) -> Self {
        let length = from.civil().until((jiff::Unit::Month, to.civil()));
        length.and_then(|length| self.civil().checked_add(length)).map_or(self, Into::into)
    }

    /// Days from this one to `other`; fewer than none where `other` is earlier.
    #[must_use]
    pub fn days_to(self, other: Self) -> i32 {
        self.civil().until(other.civil()).map_or(0, |span| span.get_days())
    }

    fn civil(self) -> jiff::civil::Date {
        let part = |number: u16| i8::try_from(number).unwrap_or(1);
        let year = i16::try_from(self.year).unwrap_or(i16::MAX);
        jiff::civil::Date::new(year, part(self.month.into()), part(self.day.into())).unwrap_or_default()
    }
}

impl From<jiff::civil::Date> for Date {
    fn from(date: jiff::civil::Date) -> Self {
        Self::new(date.year().unsigned_abs(), date.month().unsigned_abs(), date.day().unsigned_abs())
    }
}
