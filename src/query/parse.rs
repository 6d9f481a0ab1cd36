//! A query as written to a [`Query`], or every mistake in it.
//!
//! The grammar cuts it into pieces, `pieces` reads each, `operators` puts them together, `faults` words what is wrong.

use std::ops::Range;

use pest::Parser;

use super::{DEEPEST, Distance, FURTHEST, Field, Kind, LONGEST, Node, Query, QueryError, QueryErrors, Scope, Term};
use crate::words;

mod faults;
mod operators;
mod pieces;

/// The derive for `query.pest`.
mod grammar {
    /// Reads queries.
    #[derive(pest_derive::Parser)]
    #[grammar = "grammar/query.pest"]
    pub(super) struct QueryParser;
}

use grammar::{QueryParser, Rule};

/// More mistakes than this in one query help nobody.
const MOST_FAULTS: usize = 100;

/// How words side by side are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// As a mistake: databases read them as AND, OR, a phrase, or near one another.
    Strict,
    /// As a phrase, in a concept's list of terms.
    Term,
}

/// Parses `query`.
pub(super) fn query(query: &str, style: Style) -> Result<Query, QueryErrors> {
    let mut reader = Reader { query, style, case: false, chained: 0, errors: Vec::new() };
    let root = reader.whole();
    match (QueryErrors::from_list(reader.errors, query), root) {
        (Some(errors), _) => Err(errors),
        (None, Some(root)) => Ok(Query { root }),
        (None, None) => Err(QueryErrors::from_list(vec![faults::nothing(query)], query).expect("it holds one")),
    }
}

/// A piece of the query: an operand already read, or an operator.
#[derive(Clone, Debug)]
enum Piece {
    Operand(Node),
    Distance(Distance, Range<usize>),
    And(Range<usize>),
    Or(Range<usize>),
    Not(Range<usize>),
    Field(Field, Range<usize>),
    In(Scope, Range<usize>),
    Of(usize, Range<usize>),
    Comma(Range<usize>),
    /// A group not yet taken as an operand: its alternatives, for `2 OF`.
    Group(Vec<Node>, Range<usize>),
}

struct Reader<'q> {
    query: &'q str,
    style: Style,
    /// Whether capitals matter where the reader is: inside `case:`.
    case: bool,
    /// How many parts hang on one another without brackets; every one is a level of the tree.
    chained: usize,
    errors: Vec<QueryError>,
}

/// Whether a concept's term is words of small letters and no more: cut at its blanks, it is the phrase that the grammar
/// would make of it. Most terms are, and starting the program reads them all.
fn is_plain(term: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte == b' ' || byte == b'*';
    term.bytes().all(plain) && term.bytes().any(|byte| byte.is_ascii_lowercase()) && !term.contains("adj")
}

impl Reader<'_> {
    fn whole(&mut self) -> Option<Node> {
        if self.query.len() > LONGEST {
            self.wrong(faults::too_long(self.query));
            return None;
        }
        if self.style == Style::Term && is_plain(self.query) {
            return match self.words(self.query, 0, 0..self.query.len()) {
                Piece::Operand(node) => Some(node),
                _ => None,
            };
        }
        if let Some(bracket) = too_deep(self.query) {
            self.wrong(faults::too_deep(bracket));
            return None;
        }
        let Ok(mut pairs) = QueryParser::parse(Rule::query, self.query) else {
            self.wrong(faults::too_long(self.query));
            return None;
        };
        let pieces = self.pieces(pairs.next()?);
        self.alternatives(pieces, 0..self.query.len()).pop()
    }

    fn wrong(&mut self, error: QueryError) {
        if self.errors.len() < MOST_FAULTS {
            self.errors.push(error);
        }
    }

    fn text(&self, span: &Range<usize>) -> &str {
        self.query.get(span.clone()).unwrap_or_default()
    }

    /// The text of a part, for a message: the beginning of it where it is long.
    fn shown(&self, span: &Range<usize>) -> String {
        let text = self.text(span);
        match text.char_indices().nth(60) {
            Some((end, _)) => format!("{}…", &text[..end]),
            None => text.to_owned(),
        }
    }

    /// Counts a part that hangs on the one before it; false where there are too many.
    fn may_chain(&mut self, span: &Range<usize>) -> bool {
        self.chained += 1;
        if self.chained == DEEPEST + 1 {
            self.wrong(faults::too_many_in_a_row(span.clone()));
        }
        self.chained <= DEEPEST
    }
}

/// The bracket that goes too deep.
fn too_deep(query: &str) -> Option<Range<usize>> {
    let mut depth = 0usize;
    let at = query.bytes().position(|byte| {
        match byte {
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth > DEEPEST
    })?;
    Some(at..at + 1)
}

/// Words side by side, those in two spellings in one.
fn phrase(terms: impl IntoIterator<Item = Term>) -> Kind {
    let mut phrase: Vec<Term> = Vec::new();
    terms.into_iter().for_each(|term| add_word(&mut phrase, term));
    if phrase.len() == 1 { Kind::Word(phrase.swap_remove(0)) } else { Kind::Phrase(phrase) }
}

fn add_word(phrase: &mut Vec<Term>, term: Term) {
    match phrase.last_mut() {
        Some(last) if !last.open && !term.open && words::joined(&last.text, &term.text) => {
            last.text.push_str(&term.text);
            last.written =
                last.written.take().zip(term.written).map(|(first, second)| format!("{first}{second}").into());
        }
        _ => phrase.push(term),
    }
}
