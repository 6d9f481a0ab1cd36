//! Words that end in a stop and do not end a sentence.

/// What a stop after a word may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// Never ends a sentence: `e.g.`, `Dr.`, `St.`
    Never,
    /// Ends one only if the next word often begins one: `etc. The`, `p.a. We`.
    BeforeStarter,
    /// Does not end one before a figure: `Sept. 2015`. Otherwise as [`Stop::BeforeStarter`].
    Month,
    /// Ends a sentence.
    Always,
}

/// What comes after these is what they announce.
const ANNOUNCE: &[&str] = &["e.g", "i.e", "eg", "ie", "vs", "cf", "viz", "c", "ca"];

/// Titles, and the parts of place names that come first; compared with their capital.
const TITLES: &[&str] = &[
    "Dr", "Mr", "Mrs", "Ms", "Prof", "Cllr", "Cllrs", "Rev", "Revd", "Hon", "Asst", "Gen", "Sgt", "Capt", "Lt", "Col",
    "Insp", "Supt", "Gt", "St", "Ft", "Messrs", "Drs",
];

/// The rest, in small letters.
const OTHERS: &[&str] = &[
    "etc", "no", "nos", "approx", "incl", "excl", "al", "p.a", "p.m", "p.w", "a.m", "w.e.f", "est", "max", "min",
    "avg", "dept", "depts", "govt", "assoc", "ref", "refs", "tel", "ext", "fig", "figs", "para", "paras", "pp", "p",
    "pg", "vol", "vols", "ch", "sect", "app", "ed", "eds", "edn", "dir", "mgr", "exec", "co", "ltd", "plc", "inc",
    "bros", "jr", "sr", "rd", "ave", "temp", "hr", "hrs", "mins", "wk", "wks", "mth", "mths", "yr", "yrs", "n.b", "nb",
    "op", "cit", "ibid",
];

/// Months and days, with their capital.
const MONTHS: &[&str] = &[
    "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec", "Mon", "Tue", "Tues", "Wed",
    "Weds", "Thu", "Thur", "Thurs", "Fri", "Sat", "Sun",
];

/// Words that often begin a sentence.
const STARTERS: &[&str] = &[
    "The", "This", "These", "Those", "There", "They", "We", "It", "Its", "In", "By", "Our", "A", "An", "As", "At",
    "For", "From", "However", "If", "To", "When", "Where", "While", "Their", "That", "All", "Each", "Some", "Many",
    "Most", "Also", "Other", "People", "Local", "And", "But", "On", "With", "Since", "No", "Not", "You", "Your", "He",
    "She", "His", "Her", "Such", "Both",
];

/// What a stop after `word` may mean; `word` comes without the stop.
pub(super) fn stop_after(word: &str) -> Stop {
    if word.len() > 7 {
        return Stop::Always;
    }
    let mut small = [0; 7];
    let small = &mut small[..word.len()];
    small.copy_from_slice(word.as_bytes());
    small.make_ascii_lowercase();
    let among = |list: &[&str]| list.iter().any(|known| known.as_bytes() == &*small);
    let initial = word.len() == 1 && word.as_bytes()[0].is_ascii_uppercase();
    let initials = word.len() > 2 && word.bytes().skip(1).step_by(2).all(|byte| byte == b'.');
    if TITLES.contains(&word) || among(ANNOUNCE) && !initial {
        Stop::Never
    } else if MONTHS.contains(&word) {
        Stop::Month
    } else if initial || initials || among(OTHERS) {
        Stop::BeforeStarter
    } else {
        Stop::Always
    }
}

/// Whether a sentence often begins with `word`.
pub(super) fn is_starter(word: &str) -> bool {
    STARTERS.contains(&word)
}
