//! Labels read as numbers: what style, how deep, which in its row.

/// How a label counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// `4` `4.` `4)` `(4)` `4.2.1` `4a)`
    Number,
    /// `a)` `(a)` `A)`
    Letter,
    /// `iv)` `(iv)`
    Roman,
    /// `Annex 1` `Appendix A`: a part of the document.
    Part,
    /// `Priority 2` `Objective 1.1`
    Step,
}

/// A label, read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Label {
    /// How it counts.
    pub style: Style,
    /// Numbers in it, and letters behind them: `4.2.1` has three, `4a` two.
    pub depth: u8,
    /// The last of them; letters count from 1.
    pub value: u32,
    /// Whether a bracket or stop of its own ends it, as in a list.
    pub closed: bool,
    /// Whether that is a bracket: `7)` and `7.` belong to different rows.
    pub bracketed: bool,
}

impl Label {
    /// Reads the words of a label.
    pub fn read(label: &str) -> Self {
        let core = label.trim_matches(['(', ')', '.']);
        let bracketed = label.ends_with(')');
        let closed = bracketed || label.ends_with('.');
        let (style, value) = match core.bytes().next() {
            Some(b'0'..=b'9') => (Style::Number, last_number(core)),
            Some(_) if core.contains(' ') => (named(core), last_number(core)),
            _ => roman_or_letter(core),
        };
        let below = core.bytes().filter(|byte| *byte == b'.').count() + usize::from(lettered(core).is_some());
        let depth = if style == Style::Number { 1 + below as u8 } else { 1 };
        Self { style, depth, value, closed, bracketed }
    }

    /// Whether `self` comes right after `before` in the same row of labels.
    pub fn follows(self, before: Self) -> bool {
        let letters = |style| matches!(style, Style::Letter | Style::Roman);
        let same = self.style == before.style && self.value == before.value + 1;
        // `i)` is read as Roman, and yet `j)` follows it, as it follows `h)`.
        let ninth =
            letters(self.style) && letters(before.style) && matches!((before.value, self.value), (8, 1) | (1, 10));
        let alike = (self.closed, self.bracketed) == (before.closed, before.bracketed);
        alike && self.depth == before.depth && (same || ninth)
    }
}

fn named(core: &str) -> Style {
    let name = core.split(' ').next().unwrap_or(core);
    let part = ["annex", "appendix", "schedule", "chapter"].iter().any(|part| name.eq_ignore_ascii_case(part));
    if part { Style::Part } else { Style::Step }
}

/// The letter behind the number of a label: `4a`, `Action 6b`.
fn lettered(core: &str) -> Option<u8> {
    match core.as_bytes() {
        [.., digit, small] if digit.is_ascii_digit() && small.is_ascii_lowercase() => Some(*small),
        _ => None,
    }
}

fn last_number(core: &str) -> u32 {
    let digits = core.rsplit(['.', ' ']).next().unwrap_or(core);
    let first = lettered(core).or_else(|| digits.bytes().next());
    digits.parse().unwrap_or_else(|_| first.map_or(0, letter))
}

fn letter(byte: u8) -> u32 {
    u32::from(byte.to_ascii_lowercase().wrapping_sub(b'a')) + 1
}

/// `i`, `v` and `x` alone are taken as Roman: they begin such rows far more often than letters get so far.
fn roman_or_letter(core: &str) -> (Style, u32) {
    let numerals = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv"];
    match numerals.iter().position(|numeral| *numeral == core) {
        Some(at) => (Style::Roman, at as u32 + 1),
        None => (Style::Letter, core.bytes().next().map_or(0, letter)),
    }
}
