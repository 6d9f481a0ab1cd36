//! What a row or a paragraph says of how its action stands: in a column of its own, in a cell of a row without names of
//! columns, in any that says it has ended, or after the word itself: "Status: on hold".

use super::passage::{column_of, names_columns, own};
use super::{Reading, form, lists};
use crate::plan::{Block, BlockId, Cell};
use crate::text::Span;
use crate::vocabulary::Standing;

/// The lists of words that say how an action stands, and what they say.
const SAYS: [(&str, Standing); 4] = [
    ("status-done", Standing::Asserted),
    ("status-waiting", Standing::Conditional),
    ("status-ended", Standing::Ceased),
    ("status-not", Standing::Negated),
];

/// What the block `id`, or the form it is in, says of its action: that it stands, that it waits, that it is given up.
pub(super) fn of(reading: &Reading<'_>, id: BlockId) -> Option<Standing> {
    let block = &reading.plan.blocks()[id];
    let cells = &reading.plan.cells()[block.cells.clone()];
    let nameless = !names_columns(reading, block);
    let is_status = |cell: &&Cell| column_of(block, cell).map_or(nameless, |name| reading.columns(name).status);
    let from = usize::from(nameless).min(cells.len());
    let mut columns = cells[from..].iter().filter(is_status);
    let in_column = columns.find_map(|cell| read(reading, reading.plan.words(cell.span), !nameless));
    let in_form = || {
        let named = |cell: &&Cell| cell.name.is_some_and(|name| reading.columns(name).status);
        form::notes(reading, id).filter(named).find_map(|cell| read(reading, reading.plan.words(cell.span), true))
    };
    in_column
        .or_else(in_form)
        .or_else(|| in_any_cell(reading, block))
        .or_else(|| after_its_name(reading, reading.plan.words(block.span)))
        .or_else(|| after_a_label(reading, block))
}

/// What a cell behind the first says of the whole row though its column is for something else, where that is that the
/// action has ended or has stopped for now: a date that reads "Decommissioned March 2020", a measure that reads "On hold".
fn in_any_cell(reading: &Reading<'_>, block: &Block) -> Option<Standing> {
    let opens = |sentence: &u32| {
        let first = own(reading, reading.index.sentence(*sentence)).next();
        first.is_some_and(|word| word.is(lists::STATUS_FIRST))
    };
    let first = block.cells.start;
    let cell = |sentence: u32| reading.plan.sentences()[sentence as usize].cell.filter(|cell| *cell > first);
    let cells =
        reading.index.sentences_of(block).filter(opens).filter_map(cell).map(|cell| &reading.plan.cells()[cell]);
    cells.filter(|cell| column_of(block, cell).is_some()).find_map(|cell| {
        let words = reading.plan.words(cell.span);
        let halted =
            || (1..=2).any(|count| reading.vocabulary.matcher.list_has("status-halted", first_words(words, count)));
        match read(reading, words, false)? {
            Standing::Ceased => Some(Standing::Ceased),
            Standing::Conditional if halted() => Some(Standing::Conditional),
            _ => None,
        }
    })
}

/// Whether the last words of running text say that its action stands: "Action 7. Cards for people who live alone. Done."
pub(super) fn ends_done(reading: &Reading<'_>, words: &str) -> bool {
    const LONGEST: usize = 24;
    let words = words.trim_end_matches(['.', ' ']);
    let tail = &words[words.ceil_char_boundary(words.len().saturating_sub(LONGEST))..];
    let mark = tail.rfind(['.', ';']).max(tail.rfind(" - ").or_else(|| tail.rfind(" – ")));
    let last = mark.map(|at| tail[at..].trim_start_matches(['.', ';', '-', '–', ' ']));
    last.is_some_and(|last| read(reading, last, false) == Some(Standing::Asserted))
}

/// What is said right after the label of a recommendation: "Recommendation 5 - Agreed in principle."
fn after_a_label(reading: &Reading<'_>, block: &Block) -> Option<Standing> {
    let label = block.label.filter(|label| first_is(reading, *label, "label-wish"))?;
    let words = reading.plan.words(Span { start: label.end, ..block.span });
    let head = words.trim_start_matches(|letter: char| !letter.is_alphanumeric()).split('.').next()?;
    read(reading, head, false).filter(|says| *says != Standing::Asserted)
}

/// What is said after the name of such a column in running words: "Status: closed", "Update - on hold".
fn after_its_name(reading: &Reading<'_>, words: &str) -> Option<Standing> {
    let apart = |letter: Option<char>| letter == Some(' ');
    words.split('.').find_map(|part| {
        let marks = part.match_indices([':', '-', '–']).filter(|(at, mark)| {
            let after = &part[at + mark.len()..];
            *mark == ":" || (apart(part[..*at].chars().next_back()) && apart(after.chars().next()))
        });
        marks.into_iter().find_map(|(at, mark)| {
            let before = part[..at].trim_end();
            let name = before.rsplit(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default();
            let named = reading.vocabulary.matcher.list_has("column-status", name);
            let says = named.then(|| read(reading, &part[at + mark.len()..], false)).flatten();
            says.filter(|says| *says != Standing::Asserted)
        })
    })
}

/// What `words` say, a note after them apart: Closed - venue sold. Where nothing names them a status, "done" must be all of
/// them; that a thing waits or has ended may go on: On hold pending sign-off.
fn read(reading: &Reading<'_>, words: &str, named: bool) -> Option<Standing> {
    let parts = |(at, letter): &(usize, char)| {
        matches!(letter, ':' | ',' | ';' | '(' | '–' | '—') || words[*at..].starts_with(" - ")
    };
    let head = &words[..words.char_indices().find(parts).map_or(words.len(), |(at, _)| at)];
    // What a note says goes before what it is a note on: Closed: not proceeding.
    let note = words[head.len()..].trim_start_matches(|letter: char| !letter.is_alphanumeric());
    let given_up = |count| reading.vocabulary.matcher.list_has("status-ended", first_words(note, count));
    if !note.is_empty() && (2..=3).any(given_up) {
        return Some(Standing::Ceased);
    }
    SAYS.into_iter().find_map(|(list, says)| {
        let known = |said: &str| reading.vocabulary.matcher.list_has(list, said);
        // On hold pending sign-off; and not "Closed groups for carers".
        let goes_on = |rest: &str| {
            let next = first_words(rest, 1);
            next.starts_with(|letter: char| letter.is_ascii_digit())
                || reading.vocabulary.matcher.list_has("status-on", next)
        };
        let begins = !matches!(says, Standing::Asserted | Standing::Negated)
            && (1..=3).any(|count| {
                let first = first_words(head, count);
                known(first) && (goes_on(&head.trim()[first.len()..]) || goes_on(last_word(first)))
            });
        (known(head) || begins || (named && known(words))).then_some(says)
    })
}

/// The first `count` words of `text`; of a run without blanks that is longer than any word, its beginning.
fn first_words(text: &str, count: usize) -> &str {
    const LONGEST: usize = 30;
    let text = text.trim();
    let near = &text[..text.floor_char_boundary(count * LONGEST)];
    let end = near.match_indices(' ').nth(count - 1).map_or(near.len(), |(at, _)| at);
    &near[..end]
}

/// The last word of `text`.
fn last_word(text: &str) -> &str {
    text.rsplit(' ').next().unwrap_or_default()
}

/// Whether the first word of a stretch is in a list.
pub(super) fn first_is(reading: &Reading<'_>, stretch: Span, list: &str) -> bool {
    let mut words = reading.plan.words(stretch).split(|letter: char| !letter.is_alphanumeric());
    let first = words.find(|word| !word.is_empty()).unwrap_or_default();
    reading.vocabulary.matcher.list_has(list, first)
}

/// Whether a sentence opens the answer to what stands before it: "Progress: ...", "Response since May: ..."
pub(super) fn answers(reading: &Reading<'_>, sentence: Span) -> bool {
    const MOST: usize = 6;
    let label = reading.plan.words(sentence).split_once(':').map(|(label, _)| label);
    first_is(reading, sentence, "label-answer") && label.is_some_and(|label| label.split(' ').count() <= MOST)
}

/// Whether a cell without a column's name holds nothing but the name of a body or a post: Army Welfare Service, L&D Team.
/// Capitals are not enough, as "Knit and Natter" has them too: one of its words must be that of a body or a worker.
pub(super) fn looks_like_a_body(reading: &Reading<'_>, cell: &str) -> bool {
    const JOINS: [&str; 6] = ["and", "&", "of", "the", "for", "/"];
    let words: Vec<&str> = cell.split_whitespace().filter(|word| !JOINS.contains(word)).collect();
    let named = |word: &&str| {
        let word = word.trim_matches(|letter: char| !letter.is_alphanumeric());
        word.starts_with(char::is_uppercase) && !word.contains(|letter: char| letter.is_ascii_digit())
    };
    let body = |word: &&str| {
        ["body", "owner-word", "worker"].iter().any(|list| reading.vocabulary.matcher.list_has(list, word))
    };
    (2..=7).contains(&words.len())
        && words.iter().all(named)
        && words.iter().any(body)
        && !cell.contains(['.', ':', ';', '£', '%'])
}
