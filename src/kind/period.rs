//! The period of a plan: the years that its title, its opening, its headings or its text give.

use super::opening::{Opening, is_title_line};
use crate::date::{Date, month};
use crate::plan::{BlockKind, Plan};
use crate::query::Query;
use crate::query::ValueKind;
use crate::search::{Hit, Index};
use crate::text::Span;
use crate::vocabulary::Vocabulary;

/// The longest that a plan runs, in years.
const LONGEST: u16 = 25;

/// How often a financial year must come in the text to be taken for the plan's.
const OFTEN: usize = 3;

/// How often the text must tell of later years as gone by for years to be too early for the plan.
const TOLD: usize = 2;

/// Years as the text writes them.
#[derive(Clone, Copy, Debug)]
struct Years {
    first: u16,
    last: u16,
    /// Whether it is a stretch (`2015/16`, `2018 to 2023`) and not a year or a day.
    stretch: bool,
    span: Span,
    hit: Hit,
    block: usize,
}

/// Where years stand, the most telling first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Stand {
    Title,
    Opening,
    Heading,
    Text,
}

/// A plan's period and where it says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Period {
    pub(super) first: u16,
    pub(super) last: u16,
    pub(super) because: String,
}

/// Everything that a document says of its time.
#[derive(Debug)]
pub(super) struct Said {
    /// Stretches, by how telling they are, then by how often they come.
    stretches: Vec<(Stand, usize, Period)>,
    /// The first year or day of its title or opening.
    day: Option<(Stand, Period)>,
    /// The day of which its title or opening says that it is, and its words.
    pub(super) dated: Option<(Date, String)>,
}

impl Said {
    /// What `plan` says.
    pub(super) fn new(index: &Index<'_>, plan: &Plan, opening: &Opening, vocabulary: &Vocabulary) -> Self {
        let find = |queries: &[Query]| -> Vec<Hit> {
            queries.iter().flat_map(|query| index.find(query, &vocabulary.concepts)).collect()
        };
        let words = &vocabulary.period;
        let reader = Reader {
            index,
            plan,
            opening,
            cued: find(&words.own),
            dated: find(&words.dated),
            extended: find(&words.extended),
        };
        let years = reader.years();
        let gone = gone(&reader, &years, &find(&words.gone));
        let mut stretches = Vec::new();
        let mut day: Option<(Stand, Period)> = None;
        let mut dated = None;
        for each in &years {
            let stand = reader.stand(each);
            if dated.is_none() && stand <= Stand::Opening {
                dated = reader.own_day(each, stand);
            }
            // What the text tells of as gone by is before the plan.
            if gone.iter().filter(|year| **year > each.last).count() >= TOLD {
                continue;
            }
            let early = stand <= Stand::Opening && is_title_line(plan, each.block);
            if each.stretch {
                add(&mut stretches, stand, reader.period(each, stand));
                if stand != Stand::Text {
                    add(&mut stretches, Stand::Text, reader.period(each, Stand::Text));
                }
            } else if early && day.as_ref().is_none_or(|(before, _)| stand < *before) {
                day = Some((stand, reader.period(each, stand)));
            }
        }
        stretches.sort_by_key(|(stand, count, _)| (*stand, std::cmp::Reverse(*count)));
        Self { stretches, day, dated }
    }

    /// The year in which its period most likely begins, before anything is known of its kind.
    pub(super) fn likely(&self) -> Option<u16> {
        let early = self.stretches.iter().find(|(stand, ..)| *stand <= Stand::Opening);
        let often = || self.stretches.iter().find(|(stand, count, _)| *stand == Stand::Text && *count >= OFTEN);
        let stretch = early.or_else(often).map(|(_, _, period)| period);
        stretch.or(self.day.as_ref().map(|(_, day)| day)).map(|period| period.first)
    }

    /// Its period; `years` are those of its template, `sure` whether it is surely of that template.
    pub(super) fn period(&self, years: Option<(u16, u16)>, sure: bool) -> Option<Period> {
        match years {
            Some(years) => self.within(years).or_else(|| sure.then(|| own(years))).or_else(|| self.said()),
            None => self.said(),
        }
    }

    /// Its period where a person gave the kind, whose template is of `years`. What the document says of its own time in
    /// its title, opening or headings stands, whatever the kind; the kind decides where that is said nowhere, or of two
    /// stretches that are said as plainly. The years of the template come last.
    pub(super) fn told(&self, years: Option<(u16, u16)>) -> Option<Period> {
        let Some(years) = years else { return self.said() };
        let plain = self.stretches.first().filter(|(stand, ..)| *stand < Stand::Text);
        match (plain, self.fitting(years)) {
            (Some((stand, _, period)), fitting) if fitting.is_none_or(|(other, ..)| other > stand) => {
                Some(period.clone())
            }
            (_, Some((_, _, period))) => Some(period.clone()),
            _ => self.often().or_else(|| self.day_far_from(years)).cloned().or_else(|| Some(own(years))),
        }
    }

    /// The day of the document, where it can be that of no plan of `years`: plans are written the year before or later.
    fn day_far_from(&self, years: (u16, u16)) -> Option<&Period> {
        let near = years.0.saturating_sub(1)..=years.1;
        self.day.as_ref().map(|(_, day)| day).filter(|day| !near.contains(&day.first))
    }

    /// The most telling stretch that begins in the years of a template.
    fn within(&self, years: (u16, u16)) -> Option<Period> {
        self.fitting(years).map(|(_, _, period)| period.clone())
    }

    /// The same, with where it stands.
    fn fitting(&self, years: (u16, u16)) -> Option<&(Stand, usize, Period)> {
        self.stretches.iter().find(|(_, _, period)| (years.0..years.1).contains(&period.first))
    }

    fn said(&self) -> Option<Period> {
        let at =
            |stand: Stand| self.stretches.iter().find(move |(other, ..)| *other == stand).map(|(_, _, period)| period);
        let title = || self.day.as_ref().filter(|(stand, _)| *stand == Stand::Title).map(|(_, day)| day);
        let day = || self.day.as_ref().map(|(_, day)| day);
        at(Stand::Title)
            .or_else(|| at(Stand::Opening))
            .or_else(title)
            .or_else(|| at(Stand::Heading))
            .or_else(day)
            .or_else(|| self.often())
            .cloned()
    }

    /// The stretch that comes most often in its text. Data are of years gone by: one that ended before the document's own
    /// date is not its period.
    fn often(&self) -> Option<&Period> {
        let year = self.day.as_ref().map_or(0, |(_, day)| day.first);
        self.stretches
            .iter()
            .find(|(stand, count, period)| *stand == Stand::Text && *count >= OFTEN && period.last >= year)
            .map(|(_, _, period)| period)
    }
}

/// Counts a stretch once more where it stands.
fn add(stretches: &mut Vec<(Stand, usize, Period)>, stand: Stand, new: Period) {
    match stretches
        .iter_mut()
        .find(|(other, _, period)| *other == stand && (period.first, period.last) == (new.first, new.last))
    {
        Some((_, count, _)) => *count += 1,
        None => stretches.push((stand, 1, new)),
    }
}

/// The years that the text tells of as gone by, each as often as it does.
fn gone(reader: &Reader<'_>, years: &[Years], told: &[Hit]) -> Vec<u16> {
    let told = |years: &&Years| reader.stand(years) >= Stand::Text && among(told, years).is_some();
    years.iter().filter(told).map(|years| years.first).collect()
}

/// The first of `cues` that `years` stand in or beside.
fn among(cues: &[Hit], years: &Years) -> Option<Hit> {
    cues.iter().find(|cue| cue.first <= years.hit.last && years.hit.first <= cue.last).copied()
}

fn own((first, last): (u16, u16)) -> Period {
    Period { first, last, because: "the years of its template".to_owned() }
}

struct Reader<'r> {
    index: &'r Index<'r>,
    plan: &'r Plan,
    opening: &'r Opening,
    /// Where the words of a plan's own period are found.
    cued: Vec<Hit>,
    /// Where those of its own day are.
    dated: Vec<Hit>,
    /// Where those of a plan that it takes further are.
    extended: Vec<Hit>,
}

impl Reader<'_> {
    /// Every year, stretch and day of the document, in order.
    fn years(&self) -> Vec<Years> {
        let mut years: Vec<Years> = Vec::new();
        let dates = self.index.values(ValueKind::Date).iter();
        let counts = |hit: &&Hit| self.index.token(hit.first).own && !self.is_in_brackets(hit);
        for date in dates.filter(counts).filter_map(|hit| self.date(*hit)) {
            match years.last_mut() {
                Some(before) if self.runs_on(before, &date) => {
                    before.last = date.last;
                    before.stretch = true;
                    before.span = before.span.join(date.span);
                    before.hit.last = date.hit.last;
                }
                _ => years.push(date),
            }
        }
        years
    }

    /// Whether it stands in a prompt in brackets: the years there are those of what the prompt cites.
    fn is_in_brackets(&self, hit: &Hit) -> bool {
        let block = &self.plan.blocks()[self.index.token(hit.first).block as usize];
        block.kind == BlockKind::Guidance && self.plan.words(block.span).starts_with('[')
    }

    fn date(&self, hit: Hit) -> Option<Years> {
        let forms: Vec<&str> = (hit.first..=hit.last).map(|at| self.index.form(self.index.token(at).word)).collect();
        let at = forms.iter().position(|form| form.len() == 4 && form.bytes().all(|byte| byte.is_ascii_digit()))?;
        let first: u16 = forms[at].parse().ok()?;
        let last = forms
            .get(at + 1)
            .and_then(|form| form.parse::<u16>().ok())
            .map_or(first, |next| if next < 100 { first - first % 100 + next } else { next });
        // The year after 1999 is written 00, and 2015-03 is a month.
        let last = if (first..=first + LONGEST).contains(&last) { last } else { first };
        Some(Years {
            first,
            last,
            stretch: last > first,
            span: self.index.bytes(hit),
            hit,
            block: self.index.token(hit.first).block as usize,
        })
    }

    /// Whether two dates are the ends of one stretch: `2018 to 2023`, `2014/15 – 2015/16`, `2014/15 and 2015/16`.
    fn runs_on(&self, before: &Years, date: &Years) -> bool {
        let next = before.block == date.block
            && date.first >= before.first
            && date.last > before.last
            && date.last - before.first <= LONGEST;
        if !next {
            return false;
        }
        let between = self.plan.text().as_str().get(before.span.end as usize..date.span.start as usize).unwrap_or(".");
        match between.trim().to_lowercase().as_str() {
            "-" | "–" | "—" | "/" | "to" | "until" | "through" | "to the end of" => true,
            "and" | "&" | "," => before.stretch && date.stretch && date.first <= before.last,
            _ => false,
        }
    }

    fn stand(&self, years: &Years) -> Stand {
        let block = &self.plan.blocks()[years.block];
        let cued = || among(&self.cued, years).is_some();
        let row = matches!(block.kind, BlockKind::Row | BlockKind::HeaderRow);
        if self.opening.is_title(years.block) && !row {
            Stand::Title
        } else if self.opening.holds(years.block) && !row && (is_title_line(self.plan, years.block) || cued()) {
            Stand::Opening
        } else if block.kind == BlockKind::Heading {
            Stand::Heading
        } else {
            Stand::Text
        }
    }

    fn period(&self, years: &Years, stand: Stand) -> Period {
        let place = match stand {
            Stand::Title => "in its title",
            Stand::Opening => "in its opening",
            Stand::Heading => "in its headings",
            Stand::Text => "most often in its text",
        };
        // What takes a plan further begins where that ends.
        let extended = among(&self.extended, years).filter(|_| stand <= Stand::Heading);
        let (first, words) = match extended {
            Some(cue) => (years.last, self.words(self.index.bytes(cue))),
            None => (years.first, self.words(years.span)),
        };
        Period { first, last: years.last, because: format!("“{words}” {place}") }
    }

    /// The day of `years` where a line of the title or opening says that the document is of it; of a month its first, and
    /// of a year the first of April. What a sentence tells is of something else.
    fn own_day(&self, years: &Years, stand: Stand) -> Option<(Date, String)> {
        let cue = among(&self.dated, years).filter(|_| is_title_line(self.plan, years.block))?;
        let forms = (years.hit.first..=years.hit.last).map(|at| self.index.form(self.index.token(at).word));
        let number = |form: &str| form.trim_end_matches(char::is_alphabetic).parse::<u8>().ok();
        let (mut named, mut numbers) = (None, Vec::new());
        for form in forms {
            named = named.or_else(|| month(form));
            numbers.extend(number(form).filter(|number| (1..=31).contains(number)));
        }
        let (month, day) = match (named, numbers.as_slice()) {
            (Some(month), days) => (month, days.first().copied().unwrap_or(1)),
            (None, [day, month, ..]) if *month <= 12 => (*month, *day),
            _ => (4, 1),
        };
        let place = if stand == Stand::Title { "in its title" } else { "in its opening" };
        let words = self.words(self.index.bytes(cue));
        Some((Date::new(years.first, month, day), format!("“{words}” {place}")))
    }

    fn words(&self, span: Span) -> String {
        self.plan.words(span).split_whitespace().collect::<Vec<_>>().join(" ")
    }
}
