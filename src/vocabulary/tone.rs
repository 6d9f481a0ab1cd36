//! Tone: how much a sentence sounds as if something were done in it, by the words in which it is told.
//!
//! "Every", "now", "monthly" and a sum of money are told of deeds, "could", "among" and "more than" of how things are. No
//! word decides; their sum does, and only for cues that know a deed by its form alone. The words and their weights are
//! data, in `rules/vocabulary/tone.toml`, learnt from labelled passages by `examples/tone.rs`.

use indexmap::IndexMap;
use rustc_hash::FxHashMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use toml::Spanned;

use crate::fault::Fault;
use crate::words;

/// The words that make a sentence's tone, each with its weight.
///
/// A weight is a tenth of a natural log-odds: 10 makes a deed e times as likely as it was.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tone {
    /// The tone of a sentence with none of the words.
    pub start: i32,
    /// The tone that [`Toned::Least`] asks for.
    pub least: i32,
    /// The most that the words against a deed may come to where a cue that asks for it does not count.
    pub against: i32,
    /// The tone that [`Toned::Lowest`] asks for.
    pub lowest: i32,
    /// The tone from which a sentence needs nothing else to say that something is done.
    pub enough: i32,
    /// The weights.
    weights: FxHashMap<String, i32>,
    /// Sentences of the least tone or more; kept apart, see [`crate::RuleBook::builtin_with_tests`].
    #[serde(skip)]
    pub yes: Vec<String>,
    /// Sentences of less; kept apart too.
    #[serde(skip)]
    pub no: Vec<String>,
    /// Sentences of less than the lowest; kept apart too.
    #[serde(skip)]
    pub never: Vec<String>,
}

/// The tone of running prose under which a cue does not count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Toned {
    /// It counts in any.
    #[default]
    Any,
    /// A deed known by its form alone: the tone shall not be that of telling how things are.
    Least,
    /// A deed known by its verb: nor shall it be very much so.
    Lowest,
}

/// The file of tone, as written.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ToneFile {
    /// The tone of a sentence with none of the words.
    start: i32,
    /// The least tone of a sentence in which a cue whose `toned` is "least" counts.
    least: i32,
    /// What the weights under nought come to at most where such a cue does not count.
    against: i32,
    /// The least tone of a sentence in which a cue whose `toned` is "lowest" counts.
    lowest: i32,
    /// The tone from which a cue that is unsure counts with nothing else beside it.
    enough: i32,
    /// Words, or values such as @money, each with its weight: above nought for a deed.
    #[schemars(with = "std::collections::BTreeMap<String, i32>")]
    words: IndexMap<Spanned<String>, i32>,
    /// Sentences of the least tone or more.
    yes: Vec<String>,
    /// Sentences of less.
    no: Vec<String>,
    /// Sentences of less than the lowest.
    never: Vec<String>,
}

/// Values that count as one word, whatever they are.
const VALUES: [&str; 7] = ["@money", "@percent", "@year", "@number", "@few", "@month", "@day"];

/// Numbers in words, of things that can be counted out; "one" is a pronoun too.
const FEW: [&str; 11] = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/// Months; "may" is a verb too.
const MONTHS: [&str; 11] =
    ["january", "february", "march", "april", "june", "july", "august", "september", "october", "november", "december"];

const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

impl Tone {
    /// The tone of a file as written; what is no word is a fault.
    pub(super) fn read((name, text): (&str, &str), file: ToneFile, faults: &mut Vec<Fault>) -> Self {
        let ToneFile { start, least, against, lowest, enough, words, yes, no, never } = file;
        for word in words.keys().filter(|word| !is_mark(word.get_ref())) {
            let message = format!("`{}` is not a word as planlint reads one", word.get_ref());
            let help = format!("write one word in small letters, or one of {}", VALUES.join(", "));
            faults.push(Fault::new(name, text, word.span(), message).help(help));
        }
        let weights = words.into_iter().map(|(word, weight)| (word.into_inner(), weight)).collect();
        Self { start, least, against, lowest, enough, weights, yes, no, never }
    }

    /// The tone of a sentence of these words, each in its normal form. A word that comes twice counts once.
    #[must_use]
    pub fn of<'w>(&self, words: impl Iterator<Item = &'w str>) -> i32 {
        self.start + self.weights(words).iter().sum::<i32>()
    }

    /// Whether a sentence of these words sounds as if it told how things are, for a cue that asks for a tone: it lacks the
    /// tone of a deed, and not only because it has few words.
    #[must_use]
    pub fn tells<'w>(&self, asked: Toned, words: impl Iterator<Item = &'w str>) -> bool {
        let least = match asked {
            Toned::Any => return false,
            Toned::Least => self.least,
            Toned::Lowest => self.lowest,
        };
        let weights = self.weights(words);
        let against = weights.iter().filter(|weight| **weight < 0).sum::<i32>();
        self.start + weights.iter().sum::<i32>() < least && against <= self.against
    }

    fn weights<'w>(&self, words: impl Iterator<Item = &'w str>) -> Vec<i32> {
        let mut marks: Vec<(&str, i32)> =
            words.map(Self::mark).filter_map(|mark| Some((mark, *self.weights.get(mark)?))).collect();
        marks.sort_unstable();
        marks.dedup();
        marks.into_iter().map(|(_, weight)| weight).collect()
    }

    /// What a word in its normal form counts as: itself, or the kind of value that it is.
    #[must_use]
    pub fn mark(word: &str) -> &str {
        let digit = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_digit());
        let mut letters = word.chars();
        let year = || {
            word.len() == 4
                && word.bytes().all(|byte| byte.is_ascii_digit())
                && (word.starts_with("20") || word.starts_with("19"))
        };
        match letters.next() {
            Some('£') => "@money",
            first if !digit(first) => named(word).unwrap_or(word),
            _ if word.ends_with('%') => "@percent",
            _ if year() => "@year",
            _ => "@number",
        }
    }
}

/// The kind of value that a word of letters is; Fridays are days.
fn named(word: &str) -> Option<&'static str> {
    let kinds: [(&[&str], &str); 3] = [(&FEW, "@few"), (&MONTHS, "@month"), (&DAYS, "@day")];
    let is = |known: &&str| word == *known || (word.strip_suffix('s') == Some(*known) && DAYS.contains(known));
    kinds.into_iter().find(|(words, _)| words.iter().any(is)).map(|(_, kind)| kind)
}

/// Whether `word` is what [`Tone::mark`] can make of a word.
fn is_mark(word: &str) -> bool {
    let mut whole = false;
    words::split(word, |start, end| whole = (start, end) == (0, word.len()));
    VALUES.contains(&word) || (whole && words::normal(word) == word && Tone::mark(word) == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tone(words: &[(&str, i32)]) -> Tone {
        let weights = words.iter().map(|(word, weight)| ((*word).to_owned(), *weight)).collect();
        Tone { start: -20, least: -14, against: -7, lowest: -25, enough: 0, weights, ..Tone::default() }
    }

    #[test]
    fn values_count_as_their_kind_and_words_as_themselves() {
        let marks =
            ["£1.25m", "41%", "2026", "9,400", "7", "seven", "march", "fridays", "may", "one", "1.18i"].map(Tone::mark);
        let kinds =
            ["@money", "@percent", "@year", "@number", "@number", "@few", "@month", "@day", "may", "one", "@number"];
        assert_eq!(marks, kinds);
    }

    #[test]
    fn a_word_counts_once_and_few_words_tell_nothing() {
        let tone = tone(&[("weekly", 10), ("often", -8)]);
        assert_eq!(tone.of(["weekly", "weekly", "club"].into_iter()), -10);
        let tells = |asked, words: &[&'static str]| tone.tells(asked, words.iter().copied());
        assert!(!tells(Toned::Least, &["lonely", "people", "are", "visited"]));
        assert!(tells(Toned::Least, &["people", "often", "see", "nobody"]));
        assert!(tells(Toned::Least, &["often", "weekly", "weekly"]));
        assert!(!tells(Toned::Least, &["weekly", "weekly"]));
        assert!(!tells(Toned::Lowest, &["often", "weekly"]));
        assert!(tells(Toned::Lowest, &["people", "often", "see", "nobody"]));
        assert!(!tells(Toned::Any, &["people", "often", "see", "nobody"]));
    }

    #[test]
    fn what_is_no_word_is_a_fault() {
        let text = "start = 0\nleast = 0\nagainst = 0\nlowest = 0\nenough = 0\nyes = []\nno = []\nnever = []\n[words]\nnow = 1\n\"not one\" = 2\nNow = 3\nmarch = 4\n";
        let mut faults = Vec::new();
        let tone = Tone::read(("tone.toml", text), toml::from_str(text).unwrap(), &mut faults);
        assert_eq!(tone.of(["now"].into_iter()), 1);
        assert_eq!(faults.len(), 3, "{faults:?}");
    }
}
