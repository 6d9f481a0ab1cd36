//! A statement: one sentence, item or cell with its lead-in or column name, its cues, and the clauses they work in.

use std::rc::Rc;

use super::lists::{self, List, Word};
use super::{Reading, between, names};
use crate::plan::BlockKind;
use crate::search::Hit;
use crate::text::Span;
use crate::vocabulary::{Gap, Line, Match, Reach, Says, Standing, Strength};

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
    /// Whether it begins with the plan's owners: we did.
    pub(super) ours: bool,
    /// Whether it says what things of a kind do, wherever they are: groups give people a chance to meet.
    pub(super) generic: bool,
}

/// Words beyond which a sentence is not read for cues: it is a run of cells or worse, and time grows with its square.
const LONGEST: usize = 400;

/// Words that the parts between commas have at least where what ends with a full stop is a sentence and no list or label.
const PART: usize = 4;

/// Words among which a label that names things says so; it has twice as many at most.
const LABEL: usize = 4;

/// How many words before "who" those stand at most whom it is said of.
const HEAD: usize = 5;

/// How many words after "who" the verb of its clause stands at most.
const INNER: usize = 8;

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
    /// Whether a word of it refers back.
    pub(super) back: Vec<usize>,
    /// Words with which a purpose begins: so that.
    pub(super) purposes: Vec<usize>,
    /// Words before which there is a comma, a colon or more than that.
    pub(super) breaks: Vec<usize>,
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
        let mut values = inside(reading.values.iter().map(|(name, hits)| (*name, hits.as_slice())), &words);
        values.retain(|(name, start, _)| *name != "number" || *start == 0 || !forms[*start - 1].is(lists::REFERENCE));
        let dates: Vec<usize> =
            values.iter().filter(|(name, ..)| *name == "date").map(|(_, start, _)| *start).collect();
        let line = Line {
            words: forms.iter().map(|word| &word.traits).collect(),
            starts: (0..len)
                .map(|at| at == 0 || at == borrowed || at == borrowed + code || gaps[at] == Gap::Hard)
                .collect(),
            asides: between::asides(reading, &words, &forms, &gaps),
            gaps,
            values: values
                .into_iter()
                .chain(
                    names::names(reading, &words, &forms, &dates).into_iter().map(|(start, end)| ("name", start, end)),
                )
                .collect(),
            concepts: inside(reading.concepts.iter().map(|(concept, hits)| (*concept, &**hits)), &words),
        };
        let is = |at: usize, list: List| forms[at].is(list);
        let span = reading.plan.sentences()[sentence as usize].span;
        let matches = if len <= LONGEST { matcher.find(&line, &mut reading.desk.borrow_mut()) } else { Vec::new() };
        let found = matches.iter().map(|found| found.cue).collect();
        let own = |at: usize| reading.opening.contains(&reading.index.token(first + at as u32).word);
        // Another place is one that the plan is not about: in a plan for Leeds, "In Leeds" is here.
        let home = |found: &Match| {
            let mut places = (found.start..found.end).filter(|at| is(*at, lists::ELSEWHERE)).peekable();
            let other = reading.vocabulary.cues[found.cue].says == Says::Standing(Standing::Other);
            other && places.peek().is_some() && places.all(own)
        };
        // The verb of a relative clause makes no sentence, nor does an infinitive or a participle: support for people who
        // are lonely, a club run by volunteers.
        let relative = |at: usize, back: usize| at >= back && is(at - back, lists::RELATIVE);
        let inner = |at: usize| relative(at, 1) || relative(at, 2) || (at > 0 && is(at - 1, lists::INFINITIVE));
        let participle = |at: usize| is(at, lists::PARTICIPLE) && at + 1 < len && is(at + 1, lists::BY);
        // Infinitives go on: to reduce isolation, promote independence and provide company.
        let goes_on = |at: usize| at > 0 && (line.gaps[at] == Gap::Comma || is(at - 1, lists::JOINT));
        let mut infinitive = false;
        let mut is_verb = |at: usize| {
            infinitive = infinitive && !is(at, lists::RELATIVE) || (at > 0 && is(at - 1, lists::INFINITIVE));
            is(at, lists::FINITE) && !(inner(at) || participle(at) || infinitive && goes_on(at))
        };
        let verbs: Vec<usize> = (borrowed..len).filter(|at| is_verb(*at)).collect();
        // A participle that such a cue has found is no verb: £45k secured from the ICB.
        let short = |found: &Match| {
            let other = |at: &usize| !(found.start..found.end).contains(at) || !is(*at, lists::EITHER);
            reading.vocabulary.cues[found.cue].verbless && verbs.iter().any(other)
        };
        // A column's name says what its cells are about, not that anything is done.
        let block = &reading.plan.blocks()[reading.index.token(first).block as usize];
        let row = block.kind == BlockKind::Row;
        let name = |found: &Match| row && found.end <= borrowed;
        // Nor does a note's: 14 lounges (lead: Head of Housing; measure: 300 people a month).
        let note = |found: &Match| {
            let named = found.start > borrowed && found.end - found.start == 1;
            named && reading.vocabulary.cues[found.cue].frame && line.gaps.get(found.end) == Some(&Gap::Colon)
        };
        // A lead-in that asks says nothing itself: How we will meet this priority.
        let asking = borrowed > 0 && is(0, lists::ASKING);
        let asked = |found: &Match| {
            let weak =
                matches!(reading.vocabulary.cues[found.cue].says, Says::Strength(says) if says < Strength::Commitment);
            asking && weak && found.end <= borrowed
        };
        // A comma parts what is to be done from those before it, who are not to do it: assets such as libraries, to bring.
        let parted = |found: &Match| {
            let to = (found.start + 1..found.end).find(|at| is(*at, lists::INFINITIVE));
            let verb = |at: usize| is(at, lists::FINITE) || is(at, lists::FUTURE);
            let comma = |at: &usize| line.gaps[*at] == Gap::Comma && !(found.start..*at).any(verb);
            reading.vocabulary.cues[found.cue].frame && to.filter(comma).is_some()
        };
        // A participle is no deed: lunch clubs run by the communities themselves.
        let made = |found: &Match| {
            let last = found.end - 1;
            reading.vocabulary.cues[found.cue].frame
                && last > found.start
                && is(last, lists::PARTICIPLE)
                && found.end < len
                && is(found.end, lists::BY)
                && !is(last - 1, lists::FINITE)
        };
        let counts = |found: &Match| {
            !(made(found) || home(found) || short(found) || name(found) || note(found) || asked(found) || parted(found))
        };
        let away: Vec<Match> = matches.into_iter().filter(counts).collect();
        let breaks = (0..len).filter(|at| line.gaps[*at] != Gap::Blank).collect();
        let form = |at: usize| reading.index.form(reading.index.token(first + at as u32).word);
        let purpose = |at: usize| form(at) == "so" && form(at + 1) == "that";
        let parts = line.gaps.iter().filter(|gap| matches!(gap, Gap::Comma | Gap::Colon)).count() + 1;
        let listed = len < PART * parts;
        let finds = clauses(standing_finds(away, reading), &line, &forms, reading);
        Self {
            first,
            len,
            borrowed,
            finds,
            found,
            finite: !verbs.is_empty(),
            stopped: !listed && reading.plan.words(span).ends_with('.'),
            back: (borrowed..len).filter(|at| is(*at, lists::BACK)).collect(),
            purposes: (borrowed..len.saturating_sub(1)).filter(|at| purpose(*at)).collect(),
            breaks,
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
    for word in text[from..end].split(' ') {
        let straight = word.matches('"').count();
        let opens = !open && (word.contains('“') || straight > 0);
        open |= opens;
        if at >= start && word.contains(char::is_alphanumeric) {
            words += 1;
            inside += usize::from(open);
        }
        let closes = word.contains('”') || straight > usize::from(opens && !word.contains('“'));
        open &= !closes;
        at += word.len() + 1;
    }
    inside >= SPEECH && inside * 5 >= words * 4
}

/// Words that speech has at least: fewer in quotation marks are a name.
const SPEECH: usize = 7;

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

/// The finds that are left when pseudo-cues have undone theirs and longer frames have taken the place of shorter ones.
fn standing_finds(found: Vec<Match>, reading: &Reading<'_>) -> Vec<Match> {
    let cues = &reading.vocabulary.cues;
    let undone = |find: &Match| {
        let Says::Standing(standing) = cues[find.cue].says else { return false };
        found.iter().any(|pseudo| match &cues[pseudo.cue].says {
            Says::Cancels(standings) if standings.contains(&standing) => {
                cues[pseudo.cue].reach == Reach::Sentence || (pseudo.start < find.end && find.start < pseudo.end)
            }
            _ => false,
        })
    };
    let kept: Vec<Match> = found.iter().copied().filter(|find| !undone(find)).collect();
    let strength = |find: &Match| match cues[find.cue].says {
        Says::Strength(strength) if cues[find.cue].frame => Some(strength),
        _ => None,
    };
    let beaten = |find: &Match| {
        strength(find).is_some_and(|own| {
            kept.iter().any(|other| {
                let longer = (other.end - other.start).cmp(&(find.end - find.start));
                strength(other).is_some_and(|rival| {
                    rival != own
                        && other.start < find.end
                        && find.start < other.end
                        && (longer.is_gt() || (longer.is_eq() && rival > own))
                })
            })
        })
    };
    let left: Vec<Match> = kept.iter().copied().filter(|find| !beaten(find)).collect();
    left
}

/// Gives each find its clause.
///
/// A hard gap or a word such as "but" always ends a clause. Between two verbs the last "and", comma or relative word
/// does; a relative clause belongs to what the verb before it governs, but keeps its own cues inside.
fn clauses(found: Vec<Match>, line: &Line<'_>, words: &[Rc<Word>], reading: &Reading<'_>) -> Vec<Find> {
    let cues = &reading.vocabulary.cues;
    let is = |at: usize, list: List| words[at].is(list);
    let len = line.words.len();
    let goes_on = |at: usize| at + 1 < len && is(at + 1, lists::CLAUSE_ON);
    let ends = |at: usize| line.gaps[at] == Gap::Hard || (is(at, lists::CLAUSE_END) && !goes_on(at));
    let asides = relative_asides(line, words);
    let frames: Vec<Match> = found.iter().copied().filter(|find| cues[find.cue].frame).collect();
    // Where a coordinate or relative clause begins: (word, relative).
    let mut joints: Vec<(usize, bool)> = Vec::new();
    for (n, before) in frames.iter().enumerate() {
        // A participle that says which people are meant begins no clause: groups for people identified as lonely.
        let participle = |at: usize| {
            let people = at > 0 && is(at - 1, lists::PERSON);
            people && is(at, lists::EITHER) && at + 1 < len && is(at + 1, lists::FRONT)
        };
        let verb = |after: &&Match| after.start >= before.end && !participle(after.start);
        for after in frames[n + 1..].iter().filter(verb).take(1) {
            let inside = before.end..after.start + 1;
            let joint = inside.rev().find(|at| {
                is(*at, lists::JOINT)
                    || is(*at, lists::RELATIVE)
                    || (matches!(line.gaps[*at], Gap::Comma | Gap::Colon) && *at <= after.start)
            });
            joints.extend(joint.map(|at| (at, is(at, lists::RELATIVE))));
        }
    }
    let verb_first = |frame: &Match| is(frame.start, lists::FINITE) || is(frame.start, lists::EITHER);
    // ... unless that is ours: the idea came from Leeds and is built into our contract.
    const OWN: usize = 12;
    let shares_subject = |joint: usize| {
        if (joint..len.min(joint + OWN)).any(|at| is(at, lists::OURS)) {
            return false;
        }
        let first = joint + usize::from(is(joint, lists::JOINT));
        frames.iter().any(|frame| frame.start == joint || (frame.start == first && verb_first(frame)))
    };
    let clause = |find: &Match| {
        let hard_left = (1..=find.start).rev().find(|at| ends(*at)).unwrap_or(0);
        let hard_right = (find.end..len).find(|at| ends(*at)).unwrap_or(len);
        let joint_before = |end: usize| {
            let before = joints.iter().map(|(at, _)| *at).filter(|at| *at <= end && *at > hard_left);
            before.max().unwrap_or(hard_left)
        };
        // What goes on after a relative clause between commas goes on from before it: the club, which the council paid
        // for, came to an end.
        let mut left = joint_before(find.start);
        while let Some((from, _)) = asides.iter().find(|(from, past)| *past == left && *from > hard_left) {
            left = joint_before(from - 1);
        }
        // A denial goes on over "or": we do not fund a service that visits or telephones.
        // What another body does goes on over "and" where the next verb has no subject of its own: Leeds has trained
        // its staff and has funded clubs.
        let says = &cues[find.cue].says;
        let denies = matches!(says, Says::Standing(Standing::Negated));
        let others = matches!(says, Says::Standing(Standing::Other));
        let goes_over = |at: usize| (denies && is(at, lists::JOINT_OR)) || (others && shares_subject(at));
        let right = joints
            .iter()
            .filter(|(at, relative)| !relative && *at >= find.end && *at < hard_right && !goes_over(*at))
            .map(|(at, _)| *at)
            .min();
        // ... and stops where the plan's owners speak of themselves: Leeds funds one, and we will open one here.
        let ours = (find.end..hard_right).find(|at| {
            let opens = line.gaps[*at] == Gap::Comma || (*at > 0 && is(*at - 1, lists::JOINT));
            // ... in a clause of its own: in Leeds, we were told, connectors visit.
            let acts = || frames.iter().any(|frame| frame.start >= *at && frame.start <= *at + 2);
            others && opens && is(*at, lists::OURS) && acts()
        });
        (left, right.unwrap_or(hard_right).min(ours.unwrap_or(hard_right)))
    };
    // The first verb after "who", an auxiliary apart, is that of the relative clause; a later one may be the sentence's.
    let inner = |find: &Match| {
        let verb = |who: usize| find.start <= who + 2 || !(who + 1..find.start).any(|at| is(at, lists::FINITE));
        let joined = |who: usize| (who + 1..=find.start).all(|at| line.gaps[at] == Gap::Blank);
        let served = |at: usize| is(at, lists::SERVED) && verb(at) && joined(at);
        let from = find.start.saturating_sub(INNER).max(1);
        // Where they are may be told between: carers in the trial who.
        let told = |of: usize| is(of, lists::PERSON) && is(of + 1, lists::FRONT);
        let people = |at: usize| {
            let doer = |of: usize| is(of, lists::DOERS) && !is(of, lists::PERSON);
            is(at - 1, lists::PERSON) || ((at.saturating_sub(HEAD)..at - 1).any(told) && !doer(at - 1))
        };
        let of_those = |at: usize| served(at) && people(at) && find.start <= at + 2;
        let before = from..find.start;
        // A find may begin with the word itself; what stands deep in a long one is no concern of its verb.
        let within = from..find.end.saturating_sub(1).min(find.start + 2);
        (within.into_iter().any(served), before.clone().any(served), before.into_iter().any(of_those))
    };
    // What is said of our own, counted, named or held on a day is of here.
    let counted = |name: &str| matches!(name, "number" | "money" | "date" | "name");
    let pointed = |at: &usize| is(*at, lists::OURS) || is(*at, lists::RHYTHM);
    let here = line.values.iter().any(|(name, ..)| counted(name)) || (0..len).any(|at| pointed(&at));
    let generic = |find: &Match, left: usize| {
        const BEFORE: usize = 4;
        let bare = |noun: usize| {
            let tensed = noun + 1 < len && (is(noun + 1, lists::PERFECT) || is(noun + 1, lists::FUTURE));
            let pointed = (noun.saturating_sub(BEFORE).max(left)..noun).any(|at| is(at, lists::POINTING));
            is(noun, lists::GENERIC) && !tensed && !pointed
        };
        // Before the verb: in the find, or before it.
        let nouns = [Some(find.start), find.start.checked_sub(1), find.end.checked_sub(2)];
        let things = nouns.into_iter().flatten().any(bare);
        let card = &cues[find.cue];
        things && !here && (card.frame || card.fallback)
    };
    found
        .into_iter()
        .map(|at| {
            let (left, right) = clause(&at);
            let generic = generic(&at, left);
            let (inner, theirs, of_those) = inner(&at);
            let of_people = inner || (at.start.saturating_sub(3)..at.start).any(|word| is(word, lists::PERSON));
            let relative = (at.start.saturating_sub(2)..at.end).any(|word| is(word, lists::RELATIVE));
            let of_noun = (at.start + 1..at.end).any(|word| is(word, lists::RELATIVE));
            let future = is(at.start, lists::FUTURE);
            let timed = is(at.start, lists::FRONT);
            let ours = is(at.start, lists::OURS);
            Find {
                at,
                left,
                right,
                of_people,
                inner,
                theirs,
                relative,
                of_noun,
                of_those,
                future,
                timed,
                ours,
                generic,
            }
        })
        .collect()
}

/// Words that a relative clause between commas has at most.
const LONGEST_RELATIVE: usize = 24;

/// The relative clauses and asides between two commas: the first word of each, and that of what goes on after it.
fn relative_asides(line: &Line<'_>, words: &[Rc<Word>]) -> Vec<(usize, usize)> {
    let comma = |at: &usize| line.gaps[*at] == Gap::Comma;
    let inner = |at: &usize| words[*at].is(lists::RELATIVE) || words[*at].is(lists::ASIDE);
    let opens = (1..words.len()).filter(|at| comma(at) && inner(at));
    let closes = |from: usize| (from + 1..words.len().min(from + LONGEST_RELATIVE)).find(comma);
    opens.filter_map(|from| closes(from).map(|past| (from, past))).collect()
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
