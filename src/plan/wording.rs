//! Questions about the words of one line, answered without looking at the lines around it.

use super::shape::Shape;
use crate::text::Span;

/// Words that, with a number after them, begin a caption.
const CAPTIONS: &[&str] = &["figure", "fig", "fig.", "table", "chart", "graph", "map", "diagram", "box", "exhibit"];

/// What templates ask their reader to do, after "Please". Not "note": plans say that themselves.
const PROMPTS: &[&str] = &[
    "add",
    "attach",
    "briefly",
    "complete",
    "confirm",
    "describe",
    "detail",
    "enter",
    "explain",
    "give",
    "identify",
    "include",
    "indicate",
    "insert",
    "list",
    "outline",
    "provide",
    "select",
    "set",
    "specify",
    "state",
    "summarise",
    "tick",
];

/// How prompts in brackets begin.
const BRACKETED: &[&str] =
    &["insert", "enter", "name of", "please", "add ", "click", "delete", "date of", "type here", "tbc"];

/// Blanks of drafted examples that, in square brackets, are nothing else: a plan that leaves one open has not been written
/// there yet. Places, groups and organisations are none of them, for quotes leave those out in the same way.
const BLANKS: &[&str] = &[
    "amount",
    "baseline",
    "board",
    "date",
    "indicator",
    "measure",
    "number",
    "number or share",
    "period",
    "role",
    "share",
    "source, year",
    "target",
    "year",
];

/// How the prompts begin that `planlint scaffold` writes, whatever follows the bracket.
const SCAFFOLDED: &[&str] = &["[Say here: ", "[For example: "];

/// Words that show that what stands before a colon is the start of a sentence and no name.
const NOT_NAMES: &[&str] = &[
    "will",
    "we",
    "are",
    "is",
    "was",
    "were",
    "has",
    "have",
    "that",
    "following",
    "include",
    "includes",
    "including",
    "example",
];

/// The name in `Name: value`, where the words begin with one.
pub(super) fn field(notation: &str, words: Span) -> Option<Span> {
    let text = &notation[words.range()];
    let colon = text.bytes().take(60).position(|byte| byte == b':')?;
    let (name, value) = (text[..colon].trim_end(), &text[colon + 1..]);
    let first = name.bytes().next()?;
    let count = name.split_ascii_whitespace().count();
    let parted = value.starts_with([' ', '\t']);
    let named = name.split_ascii_whitespace().all(is_name_word);
    let fits = parted && first.is_ascii_uppercase() && count <= 5 && named;
    fits.then(|| Span { start: words.start, end: words.start + name.len() as u32 })
}

fn is_name_word(word: &str) -> bool {
    let plain = |letter: char| {
        letter.is_alphanumeric() || matches!(letter, '/' | '-' | '–' | '&' | '\'' | '’' | '(' | ')' | '.')
    };
    word.chars().all(plain) && !NOT_NAMES.iter().any(|other| word.eq_ignore_ascii_case(other))
}

/// Whether it is a prompt or instruction to the plan's writer.
pub(super) fn is_prompt(words: &str, shape: &Shape) -> bool {
    match shape.first {
        b'[' if SCAFFOLDED.iter().any(|prompt| words.starts_with(prompt)) => true,
        _ if shape.words > 90 => false,
        b'P' | b'C' | b'T' | b'E' if is_instruction(words) => true,
        b'[' | b'<' if is_bracketed(words) => true,
        b'W' | b'H' if shape.last == b'?' && words.contains(" your ") => true,
        _ => asks_in_passing(words) || holds_prompt(words),
    }
}

fn is_instruction(words: &str) -> bool {
    let mut each = words.split([' ', ',']);
    match (each.next(), each.next()) {
        (Some("Please"), Some(verb)) => PROMPTS.contains(&verb) && !words.contains(" we ") && !words.contains(" We "),
        (Some("Click"), Some("here" | "or")) | (Some("Tap"), Some("here")) => true,
        (Some("Choose"), Some("an")) => words.starts_with("Choose an item"),
        (Some("Type" | "Enter"), Some("here" | "text")) => true,
        _ => false,
    }
}

/// Whether it is `Drawing on your needs assessment, please describe …`.
fn asks_in_passing(words: &str) -> bool {
    memchr::memmem::find(words.as_bytes(), b"please ").is_some_and(|at| {
        let verb = words[at + 7..].split([' ', ',']).next().unwrap_or_default();
        PROMPTS.contains(&verb) && words.contains(" your ")
    })
}

/// Whether it stands in brackets whole, and is more than the number of a note.
fn is_bracketed(words: &str) -> bool {
    let inner = words.strip_prefix('[').and_then(|words| words.strip_suffix(']'));
    let inner = inner.or_else(|| words.strip_prefix('<').and_then(|words| words.strip_suffix('>')));
    inner.is_some_and(|inner| inner.contains(' ') && !inner.contains(['[', '<']))
}

fn holds_prompt(words: &str) -> bool {
    let mut left_out = 0;
    memchr::memchr2_iter(b'[', b'<', words.as_bytes()).take(20).any(|at| {
        let inner = &words[at + 1..];
        let prompts = |prompt: &&str| inner.get(..prompt.len()).is_some_and(|start| start.eq_ignore_ascii_case(prompt));
        if BRACKETED.iter().any(prompts) {
            return true;
        }
        if words.as_bytes()[at] == b'<' {
            return is_blank_to_fill(inner);
        }
        left_out += u32::from(leaves_words_out(inner));
        left_out == 3 || is_open_place(inner)
    })
}

/// Whether it begins `date]` or `role]`: a blank as the page for browsers writes it, and as people do.
fn is_open_place(inner: &str) -> bool {
    let end = inner.bytes().take(20).position(|byte| byte == b']');
    end.is_some_and(|end| BLANKS.iter().any(|blank| inner[..end].eq_ignore_ascii_case(blank)))
}

/// Whether it begins `health, safety and control]`: words of which one alone, or two, may be an editor's. Three in a line
/// are a form.
fn leaves_words_out(inner: &str) -> bool {
    let end = inner.bytes().take(200).position(|byte| matches!(byte, b']' | b'['));
    end.is_some_and(|end| {
        inner.as_bytes()[end] == b']' && is_blank(&inner[..end]) && inner.starts_with(char::is_lowercase)
    })
}

/// Whether it begins `group>`, `role>` or `indicator, with baseline and target>`: a blank of a drafted example. Figures
/// (`<5`), tags and addresses are none.
fn is_blank_to_fill(inner: &str) -> bool {
    let Some(end) = inner.bytes().take(120).position(|byte| matches!(byte, b'>' | b'<')) else { return false };
    let blank = &inner[..end];
    inner.as_bytes()[end] == b'>' && is_blank(blank) && !inner[end..].contains(&format!("</{blank}>"))
}

/// Whether it is words, and no figure, tag or address.
fn is_blank(inner: &str) -> bool {
    let plain = |letter: char| {
        letter.is_alphanumeric()
            || matches!(letter, ' ' | ',' | ';' | ':' | '(' | ')' | '\'' | '’' | '-' | '–' | '%' | '£')
    };
    inner.starts_with(char::is_alphabetic) && inner.len() > 2 && inner.chars().all(plain)
}

/// Whether it is a quotation whole: quotation marks at both ends, or after the last only who said it.
pub(super) fn is_quoted(words: &str) -> bool {
    let Some(open) = words.chars().next() else { return false };
    let close = match open {
        '"' => '"',
        '“' => '”',
        '‘' => '’',
        _ => return false,
    };
    let inner = &words[open.len_utf8()..];
    let Some(last) = inner.rfind(close) else { return false };
    let after = inner[last..].split_ascii_whitespace().skip(1).count();
    last >= 3 && after <= 8 && mostly_inside(&inner[..last], open, close)
}

/// Whether three letters in five are inside the quotation marks; `inner` begins inside and ends inside.
fn mostly_inside(inner: &str, open: char, close: char) -> bool {
    if close == '’' {
        // An apostrophe looks like the end of a quotation in single marks, so only a second opening counts.
        return !inner.contains(open);
    }
    let (mut inside, mut quoted, mut plain) = (true, 0, 0);
    for letter in inner.chars() {
        match letter {
            _ if letter == open && open == close => inside = !inside,
            _ if letter == open => inside = true,
            _ if letter == close => inside = false,
            _ if inside => quoted += 1,
            _ => plain += 1,
        }
    }
    quoted * 2 > plain * 3
}

/// Whether it cannot be read as language: run-together cells, figures of a chart, suppressed data.
pub(super) fn is_unreadable(words: &str, shape: &Shape) -> bool {
    let endless = shape.endless * 10 > shape.letters;
    let wide = shape.words >= 4 && shape.letters > 14 * shape.words && !words.contains("//");
    let figures = shape.words >= 6 && shape.numbers * 2 > shape.words;
    let unstopped = shape.words > 90 && !shape.stops;
    endless || wide || figures || unstopped || holds_stars(words)
}

fn holds_stars(words: &str) -> bool {
    let mut stars = memchr::memchr_iter(b'*', words.as_bytes());
    stars.next().is_some() && words.matches("**").count() > 5
}

/// Whether it begins `Figure 3:`, `Table 2 -`, `Map 1 Loneliness`; `Figure 3 shows` is a sentence.
pub(super) fn is_caption(words: &str, shape: &Shape) -> bool {
    if !matches!(shape.first.to_ascii_lowercase(), b'f' | b't' | b'c' | b'g' | b'm' | b'd' | b'b' | b'e') {
        return false;
    }
    let mut each = words.splitn(3, ' ');
    let (Some(name), Some(number)) = (each.next(), each.next()) else { return false };
    if shape.words > 40 || !CAPTIONS.iter().any(|caption| name.eq_ignore_ascii_case(caption)) {
        return false;
    }
    let counted = number.trim_end_matches([':', '.', '–', '-']);
    let is_number =
        counted.starts_with(|first: char| first.is_ascii_digit() || counted.len() <= 2 && first.is_ascii_uppercase());
    let rest = each.next().unwrap_or_default().trim_start();
    is_number && (number.len() > counted.len() || !rest.starts_with(|first: char| first.is_ascii_lowercase()))
}

/// Whether dots lead to a page number, as in `3.2 Isolation ........ 31`.
pub(super) fn has_leaders(words: &str, shape: &Shape) -> bool {
    shape.last.is_ascii_digit()
        && shape.words <= 20
        && [". . . .", "....", "……"].iter().any(|dots| words.contains(dots))
}

/// The page number that a line of a contents page ends in.
pub(super) fn page_number(words: &str, shape: &Shape) -> Option<u32> {
    if !shape.last.is_ascii_digit() || !(2..=15).contains(&shape.words) || shape.letters < 3 {
        return None;
    }
    let digits = words.rsplit([' ', '\t', '.']).next()?;
    if digits.len() > 3 { None } else { digits.parse().ok() }
}

/// Whether it is a source, or has the shape of one: authors, then a year in brackets, then a title.
pub(super) fn is_reference(words: &str, shape: &Shape) -> bool {
    is_source(words, shape) || has_author_and_year(words)
}

/// Whether it is `Source: NHS England` under a figure, or nothing but the address of a page.
fn is_source(words: &str, shape: &Shape) -> bool {
    let named = words.starts_with("Source:") || words.starts_with("Sources:");
    named && shape.words <= 40 || shape.words == 1 && (words.starts_with("http") || words.starts_with("www."))
}

fn has_author_and_year(words: &str) -> bool {
    let start =
        words.trim_start_matches(|letter: char| letter.is_ascii_digit() || matches!(letter, ' ' | '.' | '[' | ']'));
    let Some(bracket) = start.bytes().take(120).position(|byte| byte == b'(') else { return false };
    let (authors, rest) = start.split_at(bracket);
    let year = rest.get(1..5).is_some_and(|year| year.bytes().all(|byte| byte.is_ascii_digit()));
    let title = rest.get(5..).and_then(|rest| rest.split_once(')')).map_or("", |(_, title)| title);
    let title = title.trim_start_matches([' ', '.', ',', ':', '‘', '\'', '“', '"', '*', '_']);
    let titled = title.starts_with(|first: char| first.is_uppercase()) && title.split(' ').count() >= 3;
    year && titled && !authors.trim().is_empty() && authors.split_ascii_whitespace().all(is_author)
}

fn is_author(word: &str) -> bool {
    word.starts_with(|first: char| first.is_uppercase())
        || matches!(word, "et" | "al" | "al." | "al.," | "and" | "&" | "for" | "of" | "de" | "van" | "the")
}
