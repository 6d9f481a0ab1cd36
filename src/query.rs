//! The query language: what a search is, and every mistake that can be made in one.
//!
//! Cochrane and Embase operators, Ovid counting (`NEAR/1` is side by side), strict brackets. A query never means
//! something other than it says: where databases differ, it is a mistake with the ways out.

use compact_str::CompactString;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::ops::Range;
use std::str::FromStr;

mod concepts;
mod describe;
mod error;
mod late;
mod needs;
mod parse;
mod terms;
mod value;

pub use concepts::{Concept, Concepts};
pub use error::{QueryError, QueryErrors};
pub use terms::Terms;
pub use value::ValueKind;

use crate::words;

/// The most words that NEAR and NEXT may span; beyond it, a scope says better what is meant.
pub const FURTHEST: u32 = 50;

/// The longest that a query may be, in bytes: far more than anybody can read.
pub const LONGEST: usize = 20_000;

/// The deepest that brackets may be nested.
pub const DEEPEST: usize = 64;

/// A search.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Query {
    /// What it looks for.
    pub(crate) root: Node,
}

/// A part of a search, with its bytes in the query as written.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Node {
    pub(crate) kind: Kind,
    /// For faults alone: not kept in a rule book that is written, for its queries have none.
    #[serde(skip)]
    pub(crate) span: Range<usize>,
}

impl PartialEq for Node {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind
    }
}

impl Eq for Node {}

/// What a part looks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Kind {
    /// One word.
    Word(Term),
    /// Words side by side.
    Phrase(Vec<Term>),
    /// A concept.
    Concept(CompactString),
    /// A typed value.
    Value(ValueKind),
    /// Any of these.
    Or(Vec<Node>),
    /// All of these in one unit of the scope, and not the last.
    And(Vec<Node>, Option<Box<Node>>),
    /// Two within so many words.
    Distance(Box<Node>, Distance, Box<Node>),
    /// So many different ones of these.
    Of(usize, Vec<Node>),
    /// Only where a field is.
    Field(Field, Box<Node>),
    /// An AND satisfied in this scope.
    In(Scope, Box<Node>),
}

/// A word looked for.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Term {
    /// In its normal form.
    pub(crate) text: CompactString,
    /// Whether its ending is open.
    pub(crate) open: bool,
    /// As written, where capitals matter.
    pub(crate) written: Option<Box<str>>,
    /// Its number among the terms that its query was added to; `terms::NONE` before.
    pub(crate) number: u32,
}

/// The ways in which `terms`, side by side, may stand in an index: where two words may be one in some spellings
/// (`co-op*`: "co-opted", but "cooperation"), both.
pub(crate) fn spellings(terms: &[Term]) -> Vec<Vec<Term>> {
    let mut all: Vec<Vec<Term>> = vec![Vec::with_capacity(terms.len())];
    for term in terms {
        let joins = |way: &Vec<Term>| way.last().is_some_and(|last| may_be_one(last, term));
        let joined: Vec<Vec<Term>> = all.iter().filter(|way| joins(way)).take(MOST_SPELLINGS).cloned().collect();
        all.iter_mut().for_each(|way| way.push(term.clone()));
        all.extend(joined.into_iter().map(|mut way| {
            let mut text = way.pop().expect("only ways with a last word join").text;
            text.push_str(&term.text);
            way.push(Term { text, open: true, written: None, number: terms::NONE });
            way
        }));
    }
    all
}

/// Whether `terms` may stand in an index in one way only, as nearly all do.
pub(crate) fn one_spelling(terms: &[Term]) -> bool {
    !terms.windows(2).any(|pair| may_be_one(&pair[0], &pair[1]))
}

/// Whether `term` after `last` may be one word with it in some spellings.
fn may_be_one(last: &Term, term: &Term) -> bool {
    !last.open && term.open && words::may_join(&last.text, &term.text)
}

/// A phrase has one or two places that can be spelt two ways; this is only a limit.
const MOST_SPELLINGS: usize = 4;

/// How near two parts must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Distance {
    /// Whether the first must come first.
    pub(crate) ordered: bool,
    /// Whether the second must not be there.
    pub(crate) not: bool,
    /// Difference of word positions: 1 is side by side.
    pub(crate) words: u32,
}

/// The unit in which an AND must be satisfied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Scope {
    Sentence,
    Block,
    Section,
    /// The description of one scheme, in whatever parts it is given.
    Scheme,
    Document,
}

impl Scope {
    pub(crate) const ALL: [(&'static str, Self); 5] = [
        ("sentence", Self::Sentence),
        ("block", Self::Block),
        ("section", Self::Section),
        ("scheme", Self::Scheme),
        ("document", Self::Document),
    ];

    pub(crate) fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, scope)| *scope == self).map_or("", |(name, _)| name)
    }
}

/// Where a term may stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Field {
    Heading,
    Table,
    Row,
    List,
    Body,
    Quote,
    Caption,
    Footnote,
    Case,
    Column(String),
    /// Under a heading, at any depth, or a title, with these letters in it; a heading is under itself.
    Under(String),
}

impl Field {
    pub(crate) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "heading" => Self::Heading,
            "table" => Self::Table,
            "row" => Self::Row,
            "list" => Self::List,
            "body" => Self::Body,
            "quote" => Self::Quote,
            "caption" => Self::Caption,
            "footnote" => Self::Footnote,
            "case" => Self::Case,
            _ => return None,
        })
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Column(name) => write!(f, "column[{name}]:"),
            Self::Under(words) => write!(f, "under[{words}]:"),
            Self::Heading => f.write_str("heading:"),
            Self::Table => f.write_str("table:"),
            Self::Row => f.write_str("row:"),
            Self::List => f.write_str("list:"),
            Self::Body => f.write_str("body:"),
            Self::Quote => f.write_str("quote:"),
            Self::Caption => f.write_str("caption:"),
            Self::Footnote => f.write_str("footnote:"),
            Self::Case => f.write_str("case:"),
        }
    }
}

impl FromStr for Query {
    type Err = QueryErrors;

    fn from_str(query: &str) -> Result<Self, QueryErrors> {
        parse::query(query, parse::Style::Strict)
    }
}

impl Query {
    /// Parses one of a concept's terms, in which words side by side are a phrase: `social (group* OR club*)`.
    ///
    /// # Errors
    /// Every mistake in it.
    pub fn parse_term(term: &str) -> Result<Self, QueryErrors> {
        parse::query(term, parse::Style::Term)
    }

    /// Says in plain words how the query is read.
    #[must_use]
    pub fn describe(&self) -> String {
        describe::describe(&self.root)
    }

    /// The names of the concepts it uses, with their places.
    pub(crate) fn concept_names(&self) -> Vec<(String, Range<usize>)> {
        let mut names = Vec::new();
        self.root.walk(&mut |node| {
            if let Kind::Concept(name) = &node.kind {
                names.push((name.to_string(), node.span.clone()));
            }
        });
        names
    }
}

impl Node {
    /// Calls `visit` with the node and everything inside it.
    pub(crate) fn walk<'n>(&'n self, visit: &mut impl FnMut(&'n Node)) {
        visit(self);
        match &self.kind {
            Kind::Word(_) | Kind::Phrase(_) | Kind::Concept(_) | Kind::Value(_) => {}
            Kind::Or(parts) | Kind::Of(_, parts) => parts.iter().for_each(|part| part.walk(visit)),
            Kind::And(parts, not) => parts.iter().chain(not.as_deref()).for_each(|part| part.walk(visit)),
            Kind::Distance(left, _, right) => {
                left.walk(visit);
                right.walk(visit);
            }
            Kind::Field(_, inner) | Kind::In(_, inner) => inner.walk(visit),
        }
    }

    /// The same, and `visit` may change them.
    fn walk_mut(&mut self, visit: &mut impl FnMut(&mut Self)) {
        visit(self);
        match &mut self.kind {
            Kind::Word(_) | Kind::Phrase(_) | Kind::Concept(_) | Kind::Value(_) => {}
            Kind::Or(parts) | Kind::Of(_, parts) => parts.iter_mut().for_each(|part| part.walk_mut(visit)),
            Kind::And(parts, not) => parts.iter_mut().chain(not.as_deref_mut()).for_each(|part| part.walk_mut(visit)),
            Kind::Distance(left, _, right) => {
                left.walk_mut(visit);
                right.walk_mut(visit);
            }
            Kind::Field(_, inner) | Kind::In(_, inner) => inner.walk_mut(visit),
        }
    }
}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.root.fmt(f)
    }
}

impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            Kind::Word(term) if term.stands_alone() => term.fmt(f),
            Kind::Word(term) => write!(f, "\"{term}\""),
            Kind::Phrase(terms) => {
                write!(f, "\"{}\"", terms.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "))
            }
            Kind::Concept(name) => write!(f, "#{name}"),
            Kind::Value(kind) => write!(f, "@{}", kind.name()),
            Kind::Or(parts) => f.write_str(&list(parts, " OR ")),
            Kind::And(parts, not) => {
                f.write_str(&list(parts, " AND "))?;
                not.as_ref().map_or(Ok(()), |not| write!(f, " NOT {}", bracketed(not)))
            }
            Kind::Distance(left, distance, right) => write!(f, "{} {distance} {}", bracketed(left), bracketed(right)),
            Kind::Of(least, parts) => {
                write!(f, "{least} OF ({})", parts.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "))
            }
            Kind::Field(field, inner) => write!(f, "{field}{}", bracketed(inner)),
            Kind::In(scope, inner) => write!(f, "{} in:{}", bracketed(inner), scope.name()),
        }
    }
}

fn list(parts: &[Node], between: &str) -> String {
    parts.iter().map(bracketed).collect::<Vec<_>>().join(between)
}

/// A part as it stands inside another: in brackets unless it is one thing.
fn bracketed(node: &Node) -> String {
    match node.kind {
        Kind::Word(_) | Kind::Phrase(_) | Kind::Concept(_) | Kind::Value(_) => node.to_string(),
        _ => format!("({node})"),
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.as_written();
        write!(f, "{text}{}", if self.open { "*" } else { "" })
    }
}

impl Term {
    /// With the capitals it was written with, where they matter.
    pub(crate) fn as_written(&self) -> &str {
        self.written.as_deref().unwrap_or(&self.text)
    }

    /// Whether it can be written without quotes and is no operator then.
    fn stands_alone(&self) -> bool {
        let text = self.as_written().to_lowercase();
        let plain = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'?' | b'\'' | b'&' | b'.'));
        let operator = text.trim_end_matches(|digit: char| digit.is_ascii_digit());
        plain && !matches!(operator, "and" | "or" | "not" | "near" | "next" | "adj" | "n" | "w" | "")
    }
}

impl fmt::Display for Distance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let not = if self.not { "NOT " } else { "" };
        let name = if self.ordered { "NEXT" } else { "NEAR" };
        write!(f, "{not}{name}/{}", self.words)
    }
}
