//! Rows of tables of measures: Measure | Now | April 2026. What is measured, how it stands and what is to be reached are
//! in cells of their own, and make together an outcome target; where nothing is to be reached, they tell a need.

use super::{Anchor, CueUse, Reading, lists, passage, slots, status, title};
use crate::plan::{Block, BlockKind, Cell};
use crate::query::ValueKind;
use crate::text::Span;
use crate::vocabulary::Slot;

/// A row of a table of measures.
pub(super) struct Figures {
    /// The slots of the target that it sets: the figure to be reached, and the date where the name of its column gives one.
    /// None where it sets none.
    pub(super) target: Option<Vec<(Slot, Span)>>,
    /// Whether any of its cells is a figure.
    pub(super) counts: bool,
}

impl Figures {
    /// What the row `block` measures, if it stands in a table of measures.
    pub(super) fn of(reading: &Reading<'_>, block: &Block) -> Option<Self> {
        if block.kind != BlockKind::Row {
            return None;
        }
        let (first, cells) = reading.plan.cells()[block.cells.clone()].split_first()?;
        let column = |cell: &Cell| passage::column_of(block, cell).map(|name| (name, reading.columns(name)));
        let named = column(first);
        let indicator = named.is_some_and(|(_, column)| column.indicator);
        let now = cells.iter().filter_map(column).any(|(_, column)| column.now);
        let words = |cell: &Cell| reading.plan.words(cell.span);
        let target = |cell: &&Cell| {
            let Some((name, column)) = column(cell) else { return false };
            let date = date_in(reading, name);
            let is_ahead = |date: Span| !slots::is_stale(reading, date);
            let ahead = date.is_some_and(is_ahead);
            // The level of others may be what is to be reached: England average by 2027.
            let dated = || date_in(reading, cell.span).is_some_and(is_ahead);
            if column.target && !is_anothers(reading, name) && names_level(reading, cell.span) && dated() {
                return true;
            }
            let wanted =
                (column.target && (ahead || date.is_none())) || ((now || column.planned) && !column.now && ahead);
            let own = !column.outturn && !is_anothers(reading, name);
            let figure = || {
                is_figure(words(cell))
                    && (words(cell).contains('%') || (indicator && date_in(reading, cell.span).is_none()))
            };
            (wanted && own) && (figure() || aims_at_level(reading, cell.span))
        };
        // Whose the whole row is: National target | ..., Government: adults who feel lonely | ...
        let of_another = named.is_some_and(|(name, column)| column.target && is_anothers(reading, name))
            || (words(first).contains(':') && is_anothers(reading, first.span));
        let target = cells.iter().filter(target).last().filter(|_| !of_another).map(|cell| {
            let date = cell.name.and_then(|name| date_in(reading, name)).or_else(|| date_in(reading, cell.span));
            std::iter::once((Slot::Measure, cell.span)).chain(date.map(|date| (Slot::Date, date))).collect()
        });
        let counts = |cell: &Cell| {
            let bare = column(cell).is_some_and(|(_, column)| column.slot.is_none() || column.now || column.target);
            bare && is_figure(words(cell)) && date_in(reading, cell.span).is_none()
        };
        let counts = cells.iter().any(counts);
        let measures = indicator || named.is_some_and(|(_, column)| column.target);
        let told = counts || now || cells.iter().filter_map(column).any(|(_, column)| column.target);
        (target.is_some() || (measures && told)).then_some(Self { target, counts })
    }
}

/// Whether a cell behind the first of a row is a share of a hundred and no more, and so what the row names is a finding:
/// Loneliness | 39%; Lonely carers | 24.7% (2021/22) | to be agreed.
pub(super) fn is_finding(reading: &Reading<'_>, block: &Block) -> bool {
    let share = |words: &str| {
        let rest = words.split_once('%').map(|(_, rest)| rest.trim_start());
        is_figure(words) && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('('))
    };
    reading.plan.cells()[block.cells.clone()].iter().skip(1).any(|cell| share(reading.plan.words(cell.span)))
}

/// Whether the label of a block, or the name of the column that `span` stands in, is that of what will come of a thing.
pub(super) fn tells_results(reading: &Reading<'_>, block: &Block, span: Span) -> bool {
    let cells = &reading.plan.cells()[block.cells.clone()];
    let column = cells.iter().find(|cell| cell.span.contains(span)).and_then(|cell| cell.name);
    block.label.into_iter().chain(column).any(|name| title::tells_results(reading, name))
}

/// The figure of what will come of a thing, as the sentence `span` has it under a heading that says so: 50 fewer lonely carers.
/// None where it is a sentence with a verb, which says itself what it is, or tells of the past.
pub(super) fn result(reading: &Reading<'_>, block: &Block, span: Span, own: &[Anchor]) -> Option<(Slot, Span)> {
    let sentence = reading.index.sentences_of(block).find(|at| reading.plan.sentences()[*at as usize].span == span)?;
    let topics: Vec<_> = own.iter().map(|anchor| anchor.hit).collect();
    let on_topic = |at: u32| topics.iter().any(|hit| (hit.first..=hit.last).contains(&at));
    let matcher = &reading.vocabulary.matcher;
    let mut good = false;
    for at in reading.index.sentence(sentence).filter(|at| reading.index.token(*at).own) {
        let word = reading.index.token(at).word;
        // A verb of those whom it is about is none of the sentence: the share of adults who are lonely.
        let theirs = at > 0 && reading.word(reading.index.token(at - 1).word).is(lists::RELATIVE);
        if reading.word(word).is(lists::FINITE) && !on_topic(at) && !theirs {
            return None;
        }
        let form = reading.index.form(word);
        good |= matcher.list_has("result-word", form) || matcher.list_has("result-change", form);
    }
    let stale = date_in(reading, span).is_some_and(|date| slots::is_stale(reading, date));
    let first = topics.iter().map(|hit| reading.index.bytes(*hit)).find(|topic| span.contains(*topic))?;
    let figures = [ValueKind::Percent, ValueKind::Number];
    // A number that begins nothing, or has a mark behind it, is that of a part: Outcome 3: fewer lonely people.
    let counts = |value: &Span| {
        let all = reading.plan.text().as_str();
        let before = all[span.start as usize..value.start as usize].trim_end();
        let opens = before.is_empty() || before.ends_with([';', ',', ':', '(']);
        reading.plan.words(*value).contains('%') || (opens && all[value.end as usize..].starts_with(' '))
    };
    // The nearest before the topic, or else the first behind it: 42% of carers with ...; Social contact at 47%.
    let values = figures.into_iter().flat_map(|kind| values_in(reading, kind, span));
    let mut values: Vec<Span> = values.filter(counts).collect();
    values.sort_unstable_by_key(|value| (value.start, std::cmp::Reverse(value.end)));
    let before = values.iter().rev().find(|value| value.start < first.start);
    let figure = before.or(values.first()).filter(|_| good && !stale)?;
    Some((Slot::Measure, *figure))
}

/// Whether what is wished for has its figures and its day: by 2024 we would like to see an increase from 31% to 36%. That is a
/// target, whatever verb it hangs on; what a recommendation asks for is none.
pub(super) fn is_wished(reading: &Reading<'_>, wish: &CueUse, slots: &[(Slot, Span)]) -> bool {
    let fills = |wanted: Slot, is: &dyn Fn(Span) -> bool| slots.iter().any(|(slot, at)| *slot == wanted && is(*at));
    status::first_is(reading, wish.span, "wisher")
        && fills(Slot::Measure, &|figures| reading.plan.words(figures).matches('%').count() > 1)
        && fills(Slot::Date, &|date| !slots::is_stale(reading, date))
}

/// Whether `words` begin with whose figures they give, and these are not the plan's own: England target.
fn is_anothers(reading: &Reading<'_>, words: Span) -> bool {
    status::first_is(reading, words, "figures-of-others")
}

/// Whether a cell says no figure, but the level of others: England average, top quarter.
fn names_level(reading: &Reading<'_>, cell: Span) -> bool {
    any_is(reading, cell, "level-word")
}

/// Whether a cell says in its first words that the level of others is to be reached, and not merely what it is: at or above
/// the England average, in the top quartile, better than our neighbours.
fn aims_at_level(reading: &Reading<'_>, cell: Span) -> bool {
    const FIRST: usize = 3;
    let mut first = words_of(reading, cell).take(FIRST);
    first.any(|word| reading.vocabulary.matcher.list_has("level-aim", word))
        && (names_level(reading, cell) || any_is(reading, cell, "level-of"))
}

/// Whether any word of `span` is of a list.
fn any_is(reading: &Reading<'_>, span: Span, list: &str) -> bool {
    words_of(reading, span).any(|word| reading.vocabulary.matcher.list_has(list, word))
}

/// The words of `span`.
fn words_of<'r>(reading: &'r Reading<'_>, span: Span) -> impl Iterator<Item = &'r str> {
    let words = reading.plan.words(span).split(|letter: char| !letter.is_alphanumeric());
    words.filter(|word| !word.is_empty())
}

/// The first date in `span`.
fn date_in(reading: &Reading<'_>, span: Span) -> Option<Span> {
    values_in(reading, ValueKind::Date, span).next()
}

/// The values of a kind in `span`.
fn values_in<'r>(reading: &'r Reading<'_>, kind: ValueKind, span: Span) -> impl Iterator<Item = Span> + use<'r> {
    let values = reading.index.values(kind);
    let from = values.partition_point(|value| reading.index.bytes(*value).start < span.start);
    let values = values[from..].iter().map(|value| reading.index.bytes(*value));
    values.take_while(move |value| value.start < span.end).filter(move |value| span.contains(*value))
}

/// Whether a cell begins with a figure: 46%, <5, 2,000.
fn is_figure(words: &str) -> bool {
    const SIGNS: [char; 11] = ['<', '>', '≤', '≥', '=', '~', '+', '-', '–', '£', ' '];
    words.trim_start_matches(SIGNS).starts_with(|first: char| first.is_ascii_digit())
}
