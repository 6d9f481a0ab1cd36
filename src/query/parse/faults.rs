//! The wording of every mistake: what is wrong, and the way out.

use std::ops::Range;

use super::{DEEPEST, Distance, FURTHEST, LONGEST, QueryError, Scope};
use crate::query::ValueKind;

/// More fields than this before one part mean nothing.
pub(super) const MOST_FIELDS: usize = 8;

const OPERAND: &str = "a word, a phrase in quotes, or a search in brackets";

fn fault(code: &'static str, span: Range<usize>, message: impl Into<String>, help: impl Into<String>) -> QueryError {
    QueryError::new(code, span, message).help(help)
}

pub(super) fn nothing(query: &str) -> QueryError {
    let help = "write a word, a phrase in quotes, or a concept such as #loneliness";
    fault("PLQ100", 0..query.len(), "this query looks for nothing", help)
}

pub(super) fn too_long(query: &str) -> QueryError {
    let message = format!("this query is longer than {LONGEST} bytes and cannot be read");
    let end = query.chars().next().map_or(0, char::len_utf8);
    fault("PLQ100", 0..end, message, "write parts of it as concepts and name them with #")
}

pub(super) fn too_deep(bracket: Range<usize>) -> QueryError {
    let message = format!("brackets are nested more than {DEEPEST} deep");
    fault("PLQ100", bracket, message, "write part of the search as a concept and name it with #")
}

pub(super) fn too_many_in_a_row(span: Range<usize>) -> QueryError {
    let message = "too many parts hang on one another without brackets";
    fault("PLQ100", span, message, "write part of the search as a concept and name it with #")
}

pub(super) fn no_meaning(text: &str, span: Range<usize>) -> QueryError {
    let help = "take it out; a phrase with special characters goes in quotes";
    fault("PLQ100", span, format!("`{text}` has no meaning in a query"), help)
}

pub(super) fn open_quote(shown: &str, text: &str, span: &Range<usize>) -> QueryError {
    let at = span.start..span.start + text.chars().next().map_or(0, char::len_utf8);
    let help = format!("close it: {}\"", shown.trim_end().replace(['“', '”'], "\""));
    fault("PLQ100", at, "this quotation mark is never closed", help).label("opened here")
}

pub(super) fn no_such_scope(name: &str, span: Range<usize>) -> QueryError {
    let help = "it can be in:sentence, in:block, in:section, in:scheme or in:document";
    let message = match name {
        "" => "this does not say in what".to_owned(),
        name => format!("there is no scope called `{name}`"),
    };
    fault("PLQ100", span, message, help)
}

pub(super) fn no_such_value(text: &str, span: Range<usize>) -> QueryError {
    let known: Vec<String> = ValueKind::ALL.iter().map(|kind| format!("@{}", kind.name())).collect();
    let message = format!("there is no typed value called `{text}`");
    fault("PLQ100", span, message, format!("it can be {}", known.join(", ")))
}

pub(super) fn unnamed_column(span: Range<usize>) -> QueryError {
    fault("PLQ100", span, "this column has no name", "write a word of its name: column[lead]:")
}

pub(super) fn unnamed_heading(span: Range<usize>) -> QueryError {
    fault("PLQ100", span, "this heading has no words", "write a word of it: under[loneliness]:")
}

pub(super) fn side_by_side(texts: &[String], shown: &str, span: Range<usize>) -> QueryError {
    let plain = texts.iter().all(|text| !text.contains(['(', '"', '“', '#', '@', ':', ' ']));
    let phrase = if plain { format!("\"{shown}\" for a phrase, ") } else { String::new() };
    let help = match texts {
        [a, b] => format!("write {phrase}{a} AND {b}, {a} OR {b}, or {a} NEAR/5 {b}"),
        _ => format!("write {phrase}or AND, OR or NEAR/5 between them"),
    };
    let these = if texts.len() == 2 { "these two" } else { "these" };
    fault("PLQ101", span, format!("nothing says how {these} belong together"), help)
}

pub(super) fn open_bracket(shown: &str, at: usize) -> QueryError {
    let help = match shown.trim_end() {
        empty if empty.chars().all(|letter| letter == '(' || letter.is_whitespace()) => {
            "take it out: nothing is in it".to_owned()
        }
        shown => format!("close it: {shown}{}", ")".repeat(open_brackets(shown))),
    };
    fault("PLQ102", at..at + 1, "this bracket is never closed", help).label("opened here")
}

/// How many brackets of `shown` are open at its end.
fn open_brackets(shown: &str) -> usize {
    let mut quoted = false;
    shown.chars().fold(0_usize, |open, letter| {
        quoted ^= letter == '"';
        match letter {
            '(' if !quoted => open + 1,
            ')' if !quoted => open.saturating_sub(1),
            _ => open,
        }
    })
}

pub(super) fn stray_bracket(span: Range<usize>) -> QueryError {
    fault("PLQ102", span, "this bracket closes nothing", "take it out, or open one before it")
}

pub(super) fn empty_brackets(span: Range<usize>) -> QueryError {
    fault("PLQ103", span, "there is nothing in these brackets", "take them out")
}

pub(super) fn empty_quotes(span: Range<usize>) -> QueryError {
    fault("PLQ103", span, "there is nothing between these quotes", "take them out")
}

/// Another database's operator, and what it is here.
pub(super) fn foreign(text: &str, span: Range<usize>) -> (QueryError, Distance) {
    let lower = text.to_lowercase();
    let ordered = lower.starts_with("pre")
        || lower.starts_with("next")
        || lower == "adj"
        || (text.starts_with('W') && is_ebsco(text));
    let between = lower.starts_with("w/") || lower.starts_with("pre/") || is_ebsco(text);
    let digits = text.trim_start_matches(|letter: char| !letter.is_ascii_digit());
    let number: u32 = if digits.is_empty() { 1 } else { digits.parse().unwrap_or(u32::MAX) };
    // EBSCO, Scopus and ProQuest count the words between; Ovid and Embase count positions, as here.
    let words = number.saturating_add(u32::from(between)).max(1);
    let meant = Distance { ordered, not: false, words: words.min(FURTHEST) };
    let note = if between { ": that database counts the words between, here side by side is 1" } else { "" };
    let help = if words > FURTHEST {
        format!("{FURTHEST} words is the most; write (… AND …) in:sentence")
    } else {
        format!("write {meant}{note}")
    };
    (fault("PLQ104", span, format!("`{text}` is another database's operator"), help), meant)
}

/// `N5` and `W5`.
fn is_ebsco(text: &str) -> bool {
    text.strip_prefix(['N', 'W']).is_some_and(|number| number.starts_with(|digit: char| digit.is_ascii_digit()))
}

pub(super) fn no_number(text: &str, span: Range<usize>) -> QueryError {
    let meant = meant_near(text);
    let name = if meant.ordered { "NEXT" } else { "NEAR" };
    fault("PLQ105", span, format!("{name} does not say how near"), format!("write a number of words: {meant}"))
}

/// What NEAR without a number stands for while the rest is read.
pub(super) fn meant_near(text: &str) -> Distance {
    Distance { ordered: text.contains("NEXT"), not: text.starts_with("NOT"), words: 5 }
}

pub(super) fn no_distance(ordered: bool, span: Range<usize>) -> QueryError {
    let help = format!("1 is side by side: {}/1", if ordered { "NEXT" } else { "NEAR" });
    fault("PLQ106", span, "a distance of 0 is no distance", help)
}

pub(super) fn too_far(span: Range<usize>) -> QueryError {
    let message = format!("a distance of more than {FURTHEST} words says no more than the same sentence does");
    fault("PLQ106", span, message, "write (… AND …) in:sentence")
}

pub(super) fn of_without_list(span: Range<usize>) -> QueryError {
    fault("PLQ107", span, "OF needs a list in brackets", "write 2 OF (a, b, c)")
}

pub(super) fn list_without_number(span: Range<usize>) -> QueryError {
    let help = "write 2 OF (a, b, c), or join them with OR";
    fault("PLQ107", span, "a list with commas needs a number before it", help)
}

pub(super) fn not_so_many(least: usize, parts: usize, span: Range<usize>) -> QueryError {
    let message = match (least, parts) {
        (0, _) => "0 of a list is always found".to_owned(),
        (_, 1) => "this list has only one part".to_owned(),
        (_, parts) => format!("this list has only {parts} parts"),
    };
    fault("PLQ107", span, message, "write 2 OF (a, b, c), with commas between the parts")
}

pub(super) fn no_side(name: &str, side: &str, span: Range<usize>) -> QueryError {
    fault(
        "PLQ108",
        span,
        format!("{name} needs something {side} it"),
        format!("write {OPERAND} {side} it, or take it out"),
    )
}

pub(super) fn lone_comma(span: Range<usize>, side: &str) -> QueryError {
    fault("PLQ108", span, format!("there is nothing {side} this comma"), "take it out")
}

pub(super) fn field_of_nothing(span: Range<usize>) -> QueryError {
    fault("PLQ108", span, "there is nothing after this field", format!("write {OPERAND} after it"))
}

pub(super) fn scope_of_nothing(span: Range<usize>) -> QueryError {
    fault("PLQ108", span, "there is nothing before this scope", "write it after what it applies to")
}

pub(super) fn nothing_to_take_from(span: Range<usize>) -> QueryError {
    let help = "say first what to look for: lonel* NOT \"lone worker*\"";
    fault("PLQ108", span, "NOT needs something before it to take away from", help)
}

pub(super) fn small_letters(text: &str, span: Range<usize>) -> QueryError {
    let help = format!("as an operator write {}; as a word to look for write \"{text}\"", text.to_uppercase());
    fault("PLQ109", span, format!("`{text}` is not in capitals"), help)
}

pub(super) fn mixed(texts: &[String], operator: &str, or_first: bool, span: Range<usize>) -> QueryError {
    let help = match texts {
        [a, b, c] if or_first => format!("write ({a} OR {b}) {operator} {c}, or {a} OR ({b} {operator} {c})"),
        [a, b, c] => format!("write ({a} {operator} {b}) OR {c}, or {a} {operator} ({b} OR {c})"),
        _ => "put brackets round what belongs together".to_owned(),
    };
    fault("PLQ110", span, "AND or NOT mixed with OR can be read in two ways", help)
}

pub(super) fn not_last(shown: &str, span: Range<usize>) -> QueryError {
    let help = format!("put brackets round what NOT takes away from, and join {shown} outside them");
    fault("PLQ111", span, "NOT must come last in a chain of ANDs", help)
}

pub(super) fn and_in_distance(name: &str, span: Range<usize>) -> QueryError {
    let message = format!("AND and NOT have no place for {name} to measure from");
    fault("PLQ112", span, message, "use OR in these brackets, or move the AND outside")
}

pub(super) fn two_distances(a: &str, distance: Distance, b: &str, span: Range<usize>) -> QueryError {
    let help = format!("put one pair in brackets: ({a}) {distance} {b}");
    fault("PLQ113", span, "two distances in a row can be read in two ways", help)
}

pub(super) fn idle_scope(shown: &str, scope: Scope, span: Range<usize>) -> QueryError {
    let name = scope.name();
    let message = format!("in:{name} has nothing to hold together in `{shown}`, which is all it applies to");
    fault(
        "PLQ114",
        span,
        message,
        format!("put what belongs together in brackets before it: (… AND {shown}) in:{name}"),
    )
}

pub(super) fn star_not_last(stem: &str, at: usize, place: usize) -> QueryError {
    let words = stem.trim_matches('*');
    let help = match at {
        0 => format!("a search for endings is not possible; write the words out, joined by OR: a{words} OR b{words}"),
        _ => format!("write {}*", &stem[..at]),
    };
    fault("PLQ120", place..place + 1, "`*` stands for an ending and can only be last", help)
}

pub(super) fn too_few_letters(span: Range<usize>) -> QueryError {
    let message = "fewer than three letters before `*` would match too much";
    fault("PLQ121", span, message, "write the words out, joined by OR")
}

pub(super) fn other_wildcard(word: &str, at: usize, place: usize) -> QueryError {
    let (before, mark, after) = (&word[..at], &word[at..=at], &word[at + 1..]);
    let help = format!("write {before}* for any ending, or {before}?{after} for exactly one letter");
    fault("PLQ122", place..place + 1, format!("`{mark}` is not a wildcard here"), help)
}

pub(super) fn never_found(word: &str, span: Range<usize>) -> QueryError {
    let message = format!("`{word}` can never be found: nothing of it is a word");
    fault("PLQ130", span, message, "take it out: marks between words are not searched")
}
