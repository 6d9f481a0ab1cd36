//! A statement: one sentence, item or cell with its lead-in or column name, its cues, and the clauses they work in.

use std::rc::Rc;

use rustc_hash::FxHashSet;

use super::clauses::Clauses;
use super::lists::{self, List, Word};
use super::sift::Sift;
use super::{Reading, between, names};
use crate::plan::BlockKind;
use crate::search::Hit;
use crate::text::Span;
use crate::vocabulary::{Gap, Line, Match, Strength};

/// A cue found in a statement, with the stretch of words it works on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Find {
    /// Which cue and where; words count from the statement's first.
    pub(super) at: Match,
    /// First word of its clause.
    pub(super) left: usize,
    /// One past the last word of its clause, relative clauses inside its object included.
    pub(super) right: usize,
    /// Whether it says what people are like, as after "those who": whom a service is for.
    pub(super) of_people: bool,
    /// Whether its verb is that of a relative clause on people: anybody who would like company.
    pub(super) inner: bool,
    /// Whether it begins after the "who" of such a clause, and so is what they do: residents who will ring us.
    pub(super) theirs: bool,
    /// Whether its clause is a relative one: a grant to the club, which visits people.
    pub(super) relative: bool,
    /// Whether a relative clause begins inside it: the post that was deleted.
    pub(super) of_noun: bool,
    /// Whether it is what those do whom a service is for: people who had joined a club.
    pub(super) of_those: bool,
    /// Whether its verb is in the future.
    pub(super) future: bool,
    /// Whether it begins as a time does: between two years.
    pub(super) timed: bool,
    /// Whether it begins with the plan's owners, or right behind them: we did, we will now do.
    pub(super) ours: bool,
    /// Whether it says what things of a kind do, wherever they are: groups give people a chance to meet.
    pub(super) generic: bool,
}

/// Words beyond which a sentence is not read for cues: it is a run of cells or worse, and time grows with its square.
pub(super) const LONGEST: usize = 400;

/// Words that the parts between commas have at least where what ends with a full stop is a sentence and no list or label.
const PART: usize = 4;

/// Words among which a label that names things says so; it has twice as many at most.
const LABEL: usize = 4;

/// Words at the head of a sentence among which one that refers does so to the sentence before.
const HEAD: usize = 6;

/// A sentence with its cues.
#[derive(Debug)]
pub(super) struct Statement {
    /// Position of its first word in the index.
    pub(super) first: u32,
    /// Number of words.
    pub(super) len: usize,
    /// Number of words at its head that belong to its lead-in or column name.
    pub(super) borrowed: usize,
    /// Every cue that counts, in order.
    pub(super) finds: Vec<Find>,
    /// Every cue found, whether or not it counts; for the cues' own tests.
    pub(super) found: Vec<usize>,
    /// Whether it holds a verb.
    pub(super) finite: bool,
    /// Whether it ends as a sentence does, and is no list.
    pub(super) stopped: bool,
    /// Words of it that may refer back.
    pub(super) back: Vec<usize>,
    /// Those of them that refer to the sentence before: they, the scheme; not a scheme, nor businesses and their staff.
    pub(super) refers: Vec<usize>,
    /// The word at its head that stands for a thing of the sentence before: it, the scheme; not they.
    pub(super) it: Option<usize>,
    /// Words with which a purpose begins: so that.
    pub(super) purposes: Vec<usize>,
    /// Words before which there is a comma, a colon or more than that.
    pub(super) breaks: Vec<usize>,
    /// Words at which a part of it begins: after a comma, with "and", where the plan's owners speak.
    pub(super) parts: Vec<usize>,
    /// Whether its first word opens a part before the main clause.
    pub(super) fronted: bool,
    /// Whether nearly all of it stands in quotation marks: somebody says it, and not the plan.
    pub(super) spoken: bool,
    /// Whether the plan's owners, a number, money or a rhythm stand in it.
    pub(super) witnessed: bool,
    /// Whether a date stands in it.
    pub(super) dated: bool,
    /// Whether it is a list of names under a word that says so, which promises nothing: Themes: housing, loneliness.
    pub(super) names: bool,
    /// Whether it is a question, which says nothing.
    pub(super) asks: bool,
    /// Its own words in the text.
    pub(super) span: Span,
}

impl Statement {
    /// Reads sentence number `sentence`.
    pub(super) fn new(reading: &Reading<'_>, sentence: u32) -> Self {
        let words = reading.index.sentence(sentence);
        let (first, len) = (words.start, (words.end - words.start) as usize);
        let matcher = &reading.vocabulary.matcher;
        let forms: Vec<Rc<Word>> = words.clone().map(|at| reading.word(reading.index.token(at).word)).collect();
        let borrowed = words.clone().take_while(|at| !reading.index.token(*at).own).count();
        let gaps = between::gaps(reading, &words, borrowed);
        let code = between::code(reading, &words, borrowed);
        let run_on = between::run_on(reading, &words, &forms, borrowed);
        let mut values = inside(reading.values.iter().map(|(name, hits)| (*name, hits.as_slice())), &words);
        // The number of a paper's part counts nothing: scheme 6. One behind a break does: a befriending scheme; 25 matches.
        let refers = |at: usize| at > 0 && gaps[at] == Gap::Blank && forms[at - 1].is(lists::REFERENCE);
        values.retain(|(name, start, _)| *name != "number" || !refers(*start));
        let dates: Vec<usize> =
            values.iter().filter(|(name, ..)| *name == "date").map(|(_, start, _)| *start).collect();
        let line = Line {
            words: forms.iter().map(|word| &word.traits).collect(),
            starts: (0..len)
                .map(|at| {
                    at == 0 || at == borrowed || at == borrowed + code || Some(at) == run_on || gaps[at] == Gap::Hard
                })
                .collect(),
            asides: between::asides(reading, &words, &forms, &gaps),
            values: values
                .into_iter()
                .chain(
                    names::names(reading, &words, &forms, &gaps, &dates)
                        .into_iter()
                        .map(|(start, end)| ("name", start, end)),
                )
                .collect(),
            concepts: inside(reading.concepts.iter().map(|(concept, hits)| (*concept, &**hits)), &words),
            gaps,
        };
        let is = |at: usize, list: List| forms[at].is(list);
        let span = reading.plan.sentences()[sentence as usize].span;
        let matches = if len <= LONGEST { matcher.find(&line, &mut reading.desk.borrow_mut()) } else { Vec::new() };
        let found = matches.iter().map(|found| found.cue).collect();
        // The verb of a relative clause makes no sentence, nor does an infinitive or a participle: support for people who
        // are lonely, a club run by volunteers.
        let relative = |at: usize, back: usize| at >= back && is(at - back, lists::RELATIVE);
        let inner = |at: usize| relative(at, 1) || relative(at, 2) || (at > 0 && is(at - 1, lists::INFINITIVE));
        let participle = |at: usize| is(at, lists::PARTICIPLE) && at + 1 < len && is(at + 1, lists::BY);
        // Infinitives go on: to reduce isolation, promote independence and provide company.
        let goes_on = |at: usize| at > 0 && (line.gaps[at] == Gap::Comma || is(at - 1, lists::JOINT));
        // Nor is a word of a name one, or one behind an article: the Commission on Loneliness, the costs of care.
        let text = |at: usize| reading.plan.words(reading.index.token(first + at as u32).span);
        let titled = |at: usize| {
            let mut letters = text(at).chars();
            letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase)
        };
        let named = |at: usize| at > borrowed && titled(at) && !text(at - 1).ends_with('.');
        let mut infinitive = false;
        let mut is_verb = |at: usize| {
            infinitive = infinitive && !is(at, lists::RELATIVE) || (at > 0 && is(at - 1, lists::INFINITIVE));
            let noun = || named(at) || (at > borrowed && is(at - 1, lists::ARTICLE));
            is(at, lists::FINITE) && !(inner(at) || participle(at) || infinitive && goes_on(at) || noun())
        };
        let verbs: Vec<usize> = (borrowed..len).filter(|at| is_verb(*at)).collect();
        let block = &reading.plan.blocks()[reading.index.token(first).block as usize];
        let sift = Sift {
            reading,
            line: &line,
            words: &forms,
            first,
            borrowed,
            verbs: &verbs,
            row: block.kind == BlockKind::Row,
            item: block.kind == BlockKind::Item,
        };
        let breaks = (0..len).filter(|at| line.gaps[*at] != Gap::Blank).collect();
        let form = |at: usize| reading.index.form(reading.index.token(first + at as u32).word);
        let purpose = |at: usize| {
            is(at, lists::CLAUSE_END) && is(at + 1, lists::CLAUSE_ON) && form(at) == "so" && form(at + 1) == "that"
        };
        let back: Vec<usize> = (borrowed..len).filter(|at| is(*at, lists::BACK)).collect();
        // In its own words what stands at its head has nothing before it that it could mean but the sentence before.
        let head = |at: usize| at < borrowed + HEAD;
        let ours = (borrowed..len).find(|word| is(*word, lists::OURS)).unwrap_or(len);
        let opens = |at: usize| head(at) || line.gaps[at] != Gap::Blank || is(at - 1, lists::JOINT);
        let numbers: FxHashSet<usize> =
            line.values.iter().filter(|(name, ..)| *name == "number").map(|(.., end)| *end).collect();
        let pointed = |at: usize| at == borrowed || numbers.contains(&at) || is(at - 1, lists::DETERMINER);
        let refers = |at: &usize| {
            let first = is(*at, lists::REFERS_FIRST) && opens(*at);
            let own = is(*at, lists::REFERS_OWN) && (*at == borrowed || ours < *at);
            let plain = is(*at, lists::REFERS_FIRST) || is(*at, lists::REFERS_OWN);
            let object = is(*at, lists::REFERS_OBJECT) && !(*at > 0 && is(*at - 1, lists::AMONG));
            first || own || object || (!plain && !is(*at, lists::REFERS_OBJECT) && pointed(*at))
        };
        // "And" between two nouns parts nothing: models in which carers and patients are linked with groups.
        let opening = [lists::FINITE, lists::OURS, lists::ARTICLE, lists::DETERMINER, lists::WITNESS];
        let joins = |at: usize| is(at, lists::JOINT) && at + 1 < len && opening.iter().any(|list| is(at + 1, *list));
        let part = |at: &usize| line.gaps[*at] != Gap::Blank || joins(*at) || is(*at, lists::OURS);
        let commas = line.gaps.iter().filter(|gap| matches!(gap, Gap::Comma | Gap::Colon)).count() + 1;
        let listed = len < PART * commas;
        let finds = Clauses::new(sift.left(matches), &line, &forms, reading).finds();
        Self {
            first,
            len,
            borrowed,
            finds,
            found,
            finite: !verbs.is_empty(),
            stopped: !listed && reading.plan.words(span).ends_with('.'),
            refers: back.iter().copied().filter(refers).collect(),
            it: (borrowed..len.min(borrowed + 2)).find(|at| refers(at) && (form(*at) == "it" || is(*at, lists::THING))),
            back,
            purposes: (borrowed..len.saturating_sub(1)).filter(|at| purpose(*at)).collect(),
            breaks,
            parts: (0..len).filter(part).collect(),
            fronted: (0..len.min(1)).any(|at| is(at, lists::FRONT)),
            spoken: spoken(reading.plan.text().as_str(), block.span, span),
            asks: reading.plan.words(span).trim_end_matches(['"', '”', '’', ')', ' ']).ends_with('?'),
            witnessed: (0..len).any(|at| is(at, lists::WITNESS) || is(at, lists::RHYTHM))
                || line.values.iter().any(|(name, ..)| matches!(*name, "number" | "money")),
            names: verbs.is_empty()
                && (borrowed..len.min(borrowed + LABEL)).any(|at| is(at, lists::NAMING_LABEL))
                && (borrowed + 1..len.min(borrowed + 2 * LABEL)).any(|at| line.gaps[at] == Gap::Colon),
            dated: line.values.iter().any(|(name, ..)| *name == "date"),
            span,
        }
    }

    /// Its words, each in its normal form.
    pub(super) fn words<'r>(&self, reading: &'r Reading<'_>) -> impl Iterator<Item = &'r str> {
        (self.first..self.first + self.len as u32).map(|at| reading.index.form(reading.index.token(at).word))
    }

    /// The words from `start` up to `end`, as bytes of the text.
    pub(super) fn bytes(&self, reading: &Reading<'_>, start: usize, end: usize) -> Span {
        let at = |word: usize| self.first + word as u32;
        reading.index.bytes(Hit { first: at(start), last: at(end.max(start + 1)) - 1 })
    }
}

/// Whether most of the words of `span` stand in quotation marks, in a stretch long enough to be somebody's speech and no
/// name: “You should bring back the bus.” The mark that opens it may stand in a sentence before it.
fn spoken(text: &str, block: Span, span: Span) -> bool {
    let (start, end) = (span.start as usize, span.end as usize);
    let mut from = start.saturating_sub(BACK).max(block.start as usize);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    if !text[from..end].contains(['“', '"']) {
        return false;
    }
    let (mut open, mut inside, mut words, mut at) = (false, 0, 0, from);
    // Words of the speech that is open, those before the sentence counted, and of the longest.
    let (mut run, mut longest) = (0, 0);
    for word in text[from..end].split(' ') {
        let straight = word.matches('"').count();
        let opens = !open && (word.contains('“') || straight > 0);
        open |= opens;
        if word.contains(char::is_alphanumeric) {
            run = if open { run + 1 } else { 0 };
            if at >= start {
                words += 1;
                inside += usize::from(open);
                longest = longest.max(run);
            }
        }
        let closes = word.contains('”') || straight > usize::from(opens && !word.contains('“'));
        open &= !closes;
        at += word.len() + 1;
        // Who says it may stand behind it: "... to look forward to." (member)
        let rest = &text[at.min(end)..end];
        if closes && at >= start && rest.starts_with(['(', '–', '—', '-']) && rest.split(' ').count() <= SPEAKER {
            break;
        }
    }
    longest >= SPEECH && inside * 5 >= words * 4
}

/// Words that speech has at least: fewer in quotation marks are a name.
const SPEECH: usize = 7;

/// Words at most with which it is said who speaks.
const SPEAKER: usize = 8;

/// How far before a sentence the mark that opens its speech is looked for, in bytes.
const BACK: usize = 600;

/// The finds of each kind that begin among `words`, counted from the first of them.
fn inside<K: Copy>(
    found: impl Iterator<Item = (K, impl std::ops::Deref<Target = [Hit]>)>,
    words: &std::ops::Range<u32>,
) -> Vec<(K, usize, usize)> {
    let mut inside = Vec::new();
    for (kind, hits) in found {
        let from = hits.partition_point(|hit| hit.first < words.start);
        let here = hits[from..].iter().take_while(|hit| hit.first < words.end);
        inside
            .extend(here.map(|hit| (kind, (hit.first - words.start) as usize, (hit.last + 1 - words.start) as usize)));
    }
    inside
}

/// The most that a block of this kind can say.
pub(super) fn limit(kind: BlockKind) -> Strength {
    match kind {
        BlockKind::Guidance | BlockKind::Furniture => Strength::Absent,
        BlockKind::Heading
        | BlockKind::HeaderRow
        | BlockKind::Caption
        | BlockKind::Contents
        | BlockKind::Reference
        | BlockKind::Unreadable => Strength::Mention,
        BlockKind::Note => Strength::Aspiration,
        BlockKind::Paragraph | BlockKind::Item | BlockKind::Row | BlockKind::Quotation => Strength::Measurable,
    }
}
