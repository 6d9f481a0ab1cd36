//! What the grammar cuts a query into, to pieces: operands and operators.

use std::ops::Range;

use pest::iterators::Pair;

use super::{Distance, FURTHEST, Field, Kind, Node, Piece, Reader, Rule, Scope, Style, Term, faults, phrase};
use crate::query::ValueKind;
use crate::query::terms::NONE;
use crate::words;

/// What parts words, inside quotes and out.
const BETWEEN: [char; 11] = [' ', '\t', '\r', '\n', '\u{a0}', '-', '/', '\u{2010}', '\u{2011}', '–', '—'];

/// Stands for `?` while a word is normalised: a letter that no English text has.
const ANY_LETTER: &str = "ʔ";

impl Reader<'_> {
    /// The pieces inside a query or a pair of brackets.
    pub(super) fn pieces(&mut self, pair: Pair<'_, Rule>) -> Vec<Piece> {
        let outside = self.case;
        let mut pieces = Vec::new();
        for part in pair.into_inner() {
            self.case = outside || awaits_capitals(&pieces);
            pieces.extend(self.piece(part));
        }
        self.case = outside;
        pieces
    }

    fn piece(&mut self, part: Pair<'_, Rule>) -> Option<Piece> {
        let span = part.as_span().start()..part.as_span().end();
        let text = part.as_str();
        Some(match part.as_rule() {
            Rule::group => self.group(part, span),
            Rule::phrase => self.phrase(part, span),
            Rule::number_of => Piece::Of(text.split(' ').next()?.parse().unwrap_or(usize::MAX), span),
            Rule::distance => self.distance(text, span),
            Rule::boolean => operator(text, span),
            Rule::small => self.small(text, span),
            Rule::scope => return self.scope(text, span),
            Rule::field => return self.field(part, span),
            Rule::concept => operand(Kind::Concept(text[1..].into()), span),
            Rule::value => self.value(text, span),
            Rule::plain | Rule::word => self.word(text, span),
            Rule::comma => Piece::Comma(span),
            Rule::close | Rule::EOI => return None,
            mistake => return self.mistake(mistake, text, span),
        })
    }

    /// Reports what the grammar knows to be wrong; what was probably meant stands in for it.
    fn mistake(&mut self, rule: Rule, text: &str, span: Range<usize>) -> Option<Piece> {
        let (error, meant) = match rule {
            Rule::stray => (faults::stray_bracket(span), None),
            Rule::open_quote => (faults::open_quote(&self.shown(&span), text, &span), Some(unread(span))),
            Rule::bare_near => {
                (faults::no_number(text, span.clone()), Some(Piece::Distance(faults::meant_near(text), span)))
            }
            Rule::foreign => {
                let (error, meant) = faults::foreign(text, span.clone());
                (error, Some(Piece::Distance(meant, span)))
            }
            _ => (faults::no_meaning(text, span), None),
        };
        self.wrong(error);
        meant
    }

    fn group(&mut self, part: Pair<'_, Rule>, span: Range<usize>) -> Piece {
        let closed = part.clone().into_inner().last().is_some_and(|last| last.as_rule() == Rule::close);
        let pieces = self.pieces(part);
        if !closed {
            self.wrong(faults::open_bracket(&self.shown(&span), span.start));
        } else if pieces.is_empty() {
            self.wrong(faults::empty_brackets(span.clone()));
        }
        if pieces.is_empty() {
            return unread(span);
        }
        let nodes = self.alternatives(pieces, span.clone());
        Piece::Group(nodes, span)
    }

    fn phrase(&mut self, part: Pair<'_, Rule>, span: Range<usize>) -> Piece {
        let inner = part.into_inner().next();
        let (text, start) = inner.map_or(("", span.start), |inner| (inner.as_str(), inner.as_span().start()));
        if text.trim_matches(BETWEEN).is_empty() {
            self.wrong(faults::empty_quotes(span.clone()));
            return unread(span);
        }
        self.words(text, start, span)
    }

    fn word(&mut self, text: &str, span: Range<usize>) -> Piece {
        self.words(text, span.start, span)
    }

    /// A word, or the phrase of words that `text`, at byte `start`, is cut into.
    pub(super) fn words(&mut self, text: &str, start: usize, span: Range<usize>) -> Piece {
        let mut terms = Vec::new();
        for word in text.split(BETWEEN).filter(|word| !word.is_empty()) {
            let at = start + (word.as_ptr() as usize - text.as_ptr() as usize);
            // The word before it narrows a short beginning: `co-op*`.
            let fewest = if terms.is_empty() { 3 } else { 2 };
            terms.extend(self.terms(word, at..at + word.len(), fewest));
        }
        if terms.is_empty() { unread(span) } else { operand(phrase(terms), span) }
    }

    /// The terms of one written word: one, or more where it is cut into several. An open one has no fewer letters
    /// than `fewest`.
    fn terms(&mut self, word: &str, span: Range<usize>, fewest: usize) -> Vec<Term> {
        let open = word.ends_with('*');
        let stem = word.strip_suffix('*').unwrap_or(word);
        let sound = self.wildcards(word, stem, &span);
        let whole = stem.replace('?', ANY_LETTER);
        let mut terms = Vec::new();
        words::split(&whole, |from, to| {
            let written = &whole[from..to];
            let text = words::normal(written).replace(ANY_LETTER, "?").into();
            let written = self.case.then(|| written.replace(ANY_LETTER, "?").into());
            terms.push(Term { text, open: false, written, number: NONE });
        });
        if let Some(last) = terms.last_mut() {
            last.open = open;
        }
        let letters =
            terms.last().map_or(0, |last| last.text.chars().filter(|letter| letter.is_alphanumeric()).count());
        if sound && open && letters < fewest {
            self.wrong(faults::too_few_letters(span));
        } else if sound && terms.is_empty() {
            self.wrong(faults::never_found(word, span));
        }
        terms
    }

    /// Reports wildcards out of place; whether there are none.
    fn wildcards(&mut self, word: &str, stem: &str, span: &Range<usize>) -> bool {
        let star = stem.find('*');
        if let Some(at) = star {
            self.wrong(faults::star_not_last(stem, at, span.start + at));
        }
        let other = word.find(['$', '#']);
        if let Some(at) = other {
            self.wrong(faults::other_wildcard(word, at, span.start + at));
        }
        star.is_none() && other.is_none()
    }

    fn distance(&mut self, text: &str, span: Range<usize>) -> Piece {
        let ordered = text.contains("NEXT");
        let words = match text.split('/').nth(1).map(str::parse::<u32>) {
            None => 1,
            Some(Ok(words)) if (1..=FURTHEST).contains(&words) => words,
            Some(Ok(0)) => {
                self.wrong(faults::no_distance(ordered, span.clone()));
                1
            }
            Some(_) => {
                self.wrong(faults::too_far(span.clone()));
                FURTHEST
            }
        };
        Piece::Distance(Distance { ordered, not: text.starts_with("NOT"), words }, span)
    }

    fn small(&mut self, text: &str, span: Range<usize>) -> Piece {
        if self.style == Style::Term {
            return self.word(text, span);
        }
        let capitals = text.to_uppercase();
        self.wrong(faults::small_letters(text, span.clone()));
        operator(&capitals, span)
    }

    fn scope(&mut self, text: &str, span: Range<usize>) -> Option<Piece> {
        let name = &text[3..];
        let found = Scope::ALL.iter().find(|(known, _)| *known == name);
        if found.is_none() {
            self.wrong(faults::no_such_scope(name, span.clone()));
        }
        found.map(|(_, scope)| Piece::In(*scope, span))
    }

    fn field(&mut self, part: Pair<'_, Rule>, span: Range<usize>) -> Option<Piece> {
        let inner = part.into_inner().next()?;
        let rule = inner.as_rule();
        if !matches!(rule, Rule::column | Rule::under) {
            return Some(Piece::Field(Field::named(inner.as_str())?, span));
        }
        let name = inner.into_inner().next().map(|name| name.as_str().trim().to_lowercase()).unwrap_or_default();
        let column = rule == Rule::column;
        if name.is_empty() {
            self.wrong(if column {
                faults::unnamed_column(span.clone())
            } else {
                faults::unnamed_heading(span.clone())
            });
        }
        Some(Piece::Field(if column { Field::Column(name) } else { Field::Under(name) }, span))
    }

    fn value(&mut self, text: &str, span: Range<usize>) -> Piece {
        let Some(kind) = ValueKind::named(&text[1..]) else {
            self.wrong(faults::no_such_value(text, span.clone()));
            return unread(span);
        };
        operand(Kind::Value(kind), span)
    }
}

/// Whether the next piece stands under `case:`.
fn awaits_capitals(pieces: &[Piece]) -> bool {
    let fields = pieces.iter().rev().take_while(|piece| matches!(piece, Piece::Field(..)));
    fields.take(faults::MOST_FIELDS).any(|field| matches!(field, Piece::Field(Field::Case, _)))
}

fn operator(capitals: &str, span: Range<usize>) -> Piece {
    match capitals {
        "AND" => Piece::And(span),
        "OR" => Piece::Or(span),
        _ => Piece::Not(span),
    }
}

fn operand(kind: Kind, span: Range<usize>) -> Piece {
    Piece::Operand(Node { kind, span })
}

/// Stands where something could not be read, so that what is around it is not blamed too.
fn unread(span: Range<usize>) -> Piece {
    operand(Kind::Or(Vec::new()), span)
}
