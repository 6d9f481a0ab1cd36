//! What a line of plain text looks like: a bullet, a number, capitals, a rule, the end of a paragraph.

/// How many bytes the bullet takes that `line` begins with, if it does.
pub(in crate::read) fn bullet(line: &str) -> Option<usize> {
    let first = line.chars().next()?;
    let rest = &line[first.len_utf8()..];
    let spaced = rest.starts_with(char::is_whitespace);
    let is_bullet = match first {
        '•' | '●' | '▪' | '■' | '◦' | '○' | '‣' | '➢' | '✓' | '❖' | '◆' | '□' | '⁃' | '·' | '\u{f000}'..='\u{f0ff}' => {
            true
        }
        '-' | '*' | '–' | '—' | '+' => spaced,
        // what Word's hollow bullet is copied as
        'o' => {
            rest.starts_with(['\t', '\u{a0}'])
                || rest.starts_with("  ")
                || (spaced && rest.trim_start().starts_with(char::is_uppercase))
        }
        _ => false,
    };
    (is_bullet && !rest.trim().is_empty()).then_some(first.len_utf8())
}

/// Whether `line` begins with a number or letter as clauses and items have: `7)`, `(a)`, `4.2`, `iv.`.
pub(in crate::read) fn is_numbered(line: &str) -> bool {
    let opened = line.starts_with('(');
    let line = line.trim_start_matches('(');
    let end = line.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '.').unwrap_or(line.len());
    let (number, rest) = line.split_at(end);
    let (label, dotted) = number.strip_suffix('.').map_or((number, false), |label| (label, true));
    let (closed, rest) = rest.strip_prefix(')').map_or((false, rest), |rest| (true, rest));
    let spaced = rest.starts_with(char::is_whitespace);
    let capital = rest.trim_start().starts_with(|letter: char| letter.is_uppercase());
    let small = label.len() <= 3 && label.bytes().all(|byte| byte.is_ascii_digit());
    let parts =
        || label.split('.').all(|part| (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()));
    let letter = label.len() == 1 || (label.len() <= 4 && label.bytes().all(|byte| b"ivx".contains(&byte)));
    match (label.is_empty(), closed) {
        (true, _) => false,
        (_, true) => spaced && (small || parts() || letter && label.bytes().all(|byte| byte.is_ascii_alphabetic())),
        _ if opened => false,
        _ => spaced && capital && (dotted && small || label.contains('.') && parts()),
    }
}

/// Whether the number that `line` begins with could as well end a sentence: `4. The`.
pub(in crate::read) fn may_be_a_full_stop(line: &str) -> bool {
    line.split_whitespace().next().is_some_and(|number| number.ends_with('.'))
}

/// Whether `line` is a few words in capitals.
pub(super) fn is_capitals(line: &str) -> bool {
    let letters = line.chars().filter(|letter| letter.is_alphabetic());
    letters.count() >= 4 && !line.contains(char::is_lowercase) && line.split_whitespace().count() <= 12
}

/// The level of heading that a line of nothing but `=` (1) or `-`, `_`, `~` (2) makes of the line above it.
pub(super) fn rule(line: &str) -> Option<u8> {
    let first = line.chars().next().filter(|first| matches!(first, '=' | '-' | '_' | '~' | '*'))?;
    let all_same = line.len() >= 3 && line.chars().all(|letter| letter == first);
    all_same.then_some(if first == '=' { 1 } else { 2 })
}

/// The width that most full lines of a document come near to, in characters.
pub(super) fn width<'a>(lines: impl Iterator<Item = &'a str>) -> usize {
    let mut counts = [0_usize; WIDEST + 1];
    lines.for_each(|line| counts[line.chars().take(WIDEST).count()] += 1);
    let all: usize = counts[1..].iter().sum();
    let mut wider = 0;
    (1..=WIDEST)
        .rev()
        .find(|width| {
            wider += counts[*width];
            wider * 10 > all
        })
        .unwrap_or(WIDEST)
}

/// Longer lines were not broken by hand, nor by a program that breaks lines.
const WIDEST: usize = 140;

/// Whether `next` begins a paragraph because `last` was left shorter than it had to be, or is a paragraph by itself.
pub(super) fn is_loose(last: &str, next: &str, width: usize) -> bool {
    let length = last.chars().take(WIDEST).count();
    if length >= WIDEST {
        return true;
    }
    let word = next.split_whitespace().next().unwrap_or_default().chars().count();
    let had_room = (length + 1 + word) * 10 < width * 8;
    had_room && (next.starts_with(char::is_uppercase) || last.ends_with(['.', '!', '?', ':']))
}

/// Whether `words` are few and do not end as a sentence does, as headings are.
pub(in crate::read) fn could_be_heading(words: &str) -> bool {
    words.split_whitespace().nth(12).is_none()
        && !words.contains(LEADER)
        && !words.ends_with(['.', ':', ';', ',', '!', '?'])
        && !is_field(words)
}

/// What leads from a title to its page in a list of contents.
const LEADER: &str = "....";

/// Whether `words` give a name and its value: `Goal: ten clubs`, but not `Priority 1: loneliness`.
fn is_field(words: &str) -> bool {
    let name = words.split_once(": ").map(|(name, _)| name);
    name.is_some_and(|name| name.split_whitespace().count() < 4 && !name.contains(|letter: char| letter.is_numeric()))
}

/// Whether `words` are those under a figure or table: `Table 2 – Schemes and leads`.
pub(in crate::read) fn is_caption(words: &str) -> bool {
    let (name, rest) = words.split_once(' ').unwrap_or_default();
    let is_named = ["Table", "Figure", "Fig", "Fig.", "Map", "Chart", "Graph", "Box", "Diagram"].contains(&name);
    let number = rest.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '.').unwrap_or(rest.len());
    let after = rest[number..].trim_start();
    let numbered =
        rest.starts_with(|letter: char| letter.is_ascii_digit() || letter.is_ascii_uppercase()) && number < 6;
    let parted = after.is_empty() || after.starts_with([':', '-', '–', '—', '.']) || rest[..number].ends_with('.');
    is_named && numbered && parted && words.split_whitespace().nth(30).is_none()
}

/// Whether `words` are a date and no more, as on a title page: `September 2013`, `12th May 2014`.
pub(in crate::read) fn is_date(words: &str) -> bool {
    let months = [
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
    ];
    let (named, others): (Vec<&str>, Vec<&str>) = words
        .split([' ', ','])
        .filter(|word| !word.is_empty())
        .partition(|word| months.contains(&word.to_lowercase().as_str()));
    named.len() == 1
        && !others.is_empty()
        && others.iter().all(|word| word.starts_with(|letter: char| letter.is_ascii_digit()))
}
