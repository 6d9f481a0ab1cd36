//! A query as written to a [`Query`], and the wording of every mistake.

use std::ops::Range;

use pest::Parser;
use pest::iterators::Pair;

use super::{DEEPEST, Distance, FURTHEST, Field, Kind, Node, Query, QueryError, QueryErrors, Scope, Term};
use crate::search::ValueKind;
use crate::words;

/// The derive for `query.pest`.
mod grammar {
    /// Reads queries.
    #[derive(pest_derive::Parser)]
    #[grammar = "grammar/query.pest"]
    pub(super) struct QueryParser;
}

use grammar::{QueryParser, Rule};

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
    let mut reader = Reader { query, style, errors: Vec::new() };
    let root = reader.whole();
    match (QueryErrors::from_list(reader.errors, query), root) {
        (Some(errors), _) => Err(errors),
        (None, Some(root)) => Ok(Query { root }),
        (None, None) => Err(QueryErrors::from_list(vec![nothing(query)], query).expect("it holds one")),
    }
}

fn nothing(query: &str) -> QueryError {
    QueryError::new("PLQ100", 0..query.len(), "this query looks for nothing").help("write a word, a phrase in quotes, or a concept such as #loneliness")
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

impl Piece {
    fn span(&self) -> Range<usize> {
        match self {
            Self::Operand(node) => node.span.clone(),
            Self::Distance(_, span) | Self::And(span) | Self::Or(span) | Self::Not(span) | Self::Field(_, span) | Self::In(_, span) | Self::Of(_, span) | Self::Comma(span) | Self::Group(_, span) => span.clone(),
        }
    }
}

struct Reader<'q> {
    query: &'q str,
    style: Style,
    errors: Vec<QueryError>,
}

impl Reader<'_> {
    fn whole(&mut self) -> Option<Node> {
        let depth = deepest(self.query);
        if depth > DEEPEST {
            let span = depth_limit(self.query);
            self.errors.push(QueryError::new("PLQ100", span, format!("brackets are nested more than {DEEPEST} deep")).help("write part of the search as a concept and name it with #"));
            return None;
        }
        let Ok(mut pairs) = QueryParser::parse(Rule::query, self.query) else {
            self.errors.push(QueryError::new("PLQ100", 0..self.query.len(), "this query is too long to be read").help("write parts of it as concepts and name them with #"));
            return None;
        };
        let pieces = self.pieces(pairs.next()?);
        self.alternatives(pieces, 0..self.query.len()).pop()
    }

    fn wrong(&mut self, error: QueryError) {
        self.errors.push(error);
    }

    fn text(&self, span: Range<usize>) -> &str {
        self.query.get(span).unwrap_or_default()
    }

    /// The pieces inside a query or a pair of brackets.
    fn pieces(&mut self, pair: Pair<'_, Rule>) -> Vec<Piece> {
        let mut pieces = Vec::new();
        for part in pair.into_inner() {
            pieces.extend(self.piece(part));
        }
        pieces
    }

    fn piece(&mut self, part: Pair<'_, Rule>) -> Option<Piece> {
        let span = part.as_span().start()..part.as_span().end();
        let text = part.as_str();
        Some(match part.as_rule() {
            Rule::group => self.group(part, span),
            Rule::phrase => self.phrase(part, span)?,
            Rule::number_of => Piece::Of(text.split(' ').next()?.parse().unwrap_or(0), span),
            Rule::distance => self.distance(text, span),
            Rule::boolean => match text {
                "AND" => Piece::And(span),
                "OR" => Piece::Or(span),
                _ => Piece::Not(span),
            },
            Rule::small => return self.small(text, span),
            Rule::scope => return self.scope(text, span),
            Rule::field => return self.field(part, span),
            Rule::concept => Piece::Operand(Node { kind: Kind::Concept(text[1..].to_owned()), span }),
            Rule::value => return self.value(text, span),
            Rule::word => return self.word(text, span),
            Rule::comma => Piece::Comma(span),
            Rule::close | Rule::EOI => return None,
            mistake => {
                self.mistake(mistake, text, span);
                return None;
            }
        })
    }

    fn mistake(&mut self, rule: Rule, text: &str, span: Range<usize>) {
        let error = match rule {
            Rule::stray => QueryError::new("PLQ102", span, "this bracket closes nothing").help("take it out, or open one before"),
            Rule::open_quote => QueryError::new("PLQ100", span.start..span.start + text.chars().next().map_or(1, char::len_utf8), "this quotation mark is never closed").label("opened here").help(format!("close it: {}\"", text.trim_end().replace(['“', '”'], "\""))),
            Rule::bare_near => QueryError::new("PLQ105", span, "NEAR does not say how near").help("write a number of words: NEAR/5"),
            Rule::foreign => foreign(text, span),
            _ => QueryError::new("PLQ100", span, format!("`{text}` has no meaning in a query")).help("take it out; a phrase with special characters goes in quotes"),
        };
        self.wrong(error);
    }

    fn group(&mut self, part: Pair<'_, Rule>, span: Range<usize>) -> Piece {
        let closed = part.clone().into_inner().last().is_some_and(|last| last.as_rule() == Rule::close);
        if !closed {
            self.wrong(QueryError::new("PLQ102", span.start..span.start + 1, "this bracket is never closed").label("opened here").help(format!("close it: {})", self.text(span.clone()).trim_end())));
        }
        let pieces = self.pieces(part);
        if pieces.is_empty() && closed {
            self.wrong(QueryError::new("PLQ103", span.clone(), "there is nothing in these brackets").help("take them out"));
        }
        let nodes = self.alternatives(pieces, span.clone());
        Piece::Group(nodes, span)
    }

    fn phrase(&mut self, part: Pair<'_, Rule>, span: Range<usize>) -> Option<Piece> {
        let inner = part.into_inner().next()?;
        let start = inner.as_span().start();
        let mut terms = Vec::new();
        let mut at = 0;
        for word in inner.as_str().split([' ', '\t', '\u{a0}', '-', '–']) {
            let from = start + at;
            at += word.len() + self.query[from + word.len()..].chars().next().map_or(1, char::len_utf8);
            if !word.is_empty() {
                terms.extend(self.terms(word, from..from + word.len(), true));
            }
        }
        if terms.is_empty() {
            self.wrong(QueryError::new("PLQ103", span, "there is nothing between these quotes").help("take them out"));
            return None;
        }
        Some(Piece::Operand(Node { kind: phrase(terms), span }))
    }

    fn distance(&mut self, text: &str, span: Range<usize>) -> Piece {
        let ordered = text.contains("NEXT");
        let number = text.split('/').nth(1).map(str::parse::<u32>);
        let words = match number {
            None => 1,
            Some(Ok(words)) if (1..=FURTHEST).contains(&words) => words,
            Some(Ok(0)) => {
                self.wrong(QueryError::new("PLQ106", span.clone(), "a distance of 0 is no distance").help("1 is side by side: NEAR/1"));
                1
            }
            Some(_) => {
                self.wrong(QueryError::new("PLQ106", span.clone(), format!("a distance of more than {FURTHEST} words says no more than the same block")).help("write AND … in:sentence, or in:block"));
                FURTHEST
            }
        };
        Piece::Distance(Distance { ordered, not: text.starts_with("NOT"), words }, span)
    }

    fn small(&mut self, text: &str, span: Range<usize>) -> Option<Piece> {
        if self.style == Style::Term {
            return self.word(text, span);
        }
        let capitals = text.to_uppercase();
        self.wrong(QueryError::new("PLQ109", span.clone(), format!("`{text}` in small letters")).help(format!("as an operator write {capitals}; as a word to look for write \"{text}\"")));
        Some(match capitals.as_str() {
            "AND" => Piece::And(span),
            "OR" => Piece::Or(span),
            _ => Piece::Not(span),
        })
    }

    fn scope(&mut self, text: &str, span: Range<usize>) -> Option<Piece> {
        let name = &text[3..];
        let found = Scope::ALL.iter().find(|(known, _)| *known == name);
        if found.is_none() {
            self.wrong(QueryError::new("PLQ100", span.clone(), format!("there is no scope called `{name}`")).help("it can be in:sentence, in:block, in:section or in:document"));
        }
        found.map(|(_, scope)| Piece::In(*scope, span))
    }

    fn field(&mut self, part: Pair<'_, Rule>, span: Range<usize>) -> Option<Piece> {
        let inner = part.into_inner().next()?;
        let field = match inner.as_rule() {
            Rule::column => Field::Column(inner.into_inner().next().map(|name| name.as_str().trim().to_lowercase()).unwrap_or_default()),
            _ => Field::named(inner.as_str())?,
        };
        Some(Piece::Field(field, span))
    }

    fn value(&mut self, text: &str, span: Range<usize>) -> Option<Piece> {
        let kind = ValueKind::named(&text[1..]);
        if kind.is_none() {
            let known: Vec<String> = ValueKind::ALL.iter().map(|kind| format!("@{}", kind.name())).collect();
            self.wrong(QueryError::new("PLQ100", span.clone(), format!("there is no typed value called `{text}`")).help(format!("it can be {}", known.join(", "))));
        }
        kind.map(|kind| Piece::Operand(Node { kind: Kind::Value(kind), span }))
    }

    fn word(&mut self, text: &str, span: Range<usize>) -> Option<Piece> {
        let mut terms = Vec::new();
        let mut at = span.start;
        for word in text.split(['-', '/']) {
            if !word.is_empty() {
                terms.extend(self.terms(word, at..at + word.len(), false));
            }
            at += word.len() + 1;
        }
        (!terms.is_empty()).then(|| Piece::Operand(Node { kind: phrase(terms), span }))
    }

    /// The terms of one written word: one, or more where it is cut into several.
    fn terms(&mut self, word: &str, span: Range<usize>, _in_phrase: bool) -> Vec<Term> {
        let open = word.ends_with('*');
        let stem = word.strip_suffix('*').unwrap_or(word);
        if let Some(at) = stem.find('*') {
            let fixed = format!("{}*", stem.split('*').next().unwrap_or_default());
            let help = if at == 0 { format!("a search for endings is not possible; write the words out: \"{}\"", stem.trim_matches('*')) } else { format!("write {fixed}") };
            self.wrong(QueryError::new("PLQ120", span.start + at..span.start + at + 1, "`*` stands for an ending and can only be last").help(help));
        }
        if let Some(at) = word.find(['$', '#']) {
            let mark = &word[at..=at];
            let help = format!("write `*` for any ending ({}*), or `?` for exactly one letter", word.split(['$', '#']).next().unwrap_or_default());
            self.wrong(QueryError::new("PLQ122", span.start + at..span.start + at + 1, format!("`{mark}` is not a wildcard here")).help(help));
        }
        let letters = stem.chars().filter(|letter| letter.is_alphanumeric()).count();
        if open && letters < 3 && self.errors.iter().all(|error| error.span() != span) {
            self.wrong(QueryError::new("PLQ121", span.clone(), "fewer than three letters before `*` would match too much").help("write the words out, joined by OR"));
        }
        let mut parts = Vec::new();
        words::split(&stem.replace('?', "\u{e000}x\u{e000}").replace("\u{e000}x\u{e000}", "ʔ"), |_, _| ());
        words::split(&stem.replace('?', "ʔ"), |from, to| parts.push((from, to)));
        let shown = stem.replace('?', "ʔ");
        let mut terms: Vec<Term> = parts.iter().map(|(from, to)| Term { text: words::normal(&shown[*from..*to]).replace('ʔ', "?"), open: false, case: false }).collect();
        if let Some(last) = terms.last_mut() {
            last.open = open;
        } else if !stem.is_empty() && !word.contains(['$', '#', '*']) {
            self.wrong(QueryError::new("PLQ130", span, format!("`{word}` can never be found: nothing of it is a word")).help("take it out"));
        }
        terms
    }

    /// The alternatives of a query or pair of brackets, parted by commas; outside `2 OF` there is one.
    fn alternatives(&mut self, pieces: Vec<Piece>, whole: Range<usize>) -> Vec<Node> {
        let mut nodes = Vec::new();
        let mut part: Vec<Piece> = Vec::new();
        let mut commas = 0;
        for piece in pieces {
            if let Piece::Comma(span) = piece {
                commas += 1;
                if part.is_empty() {
                    self.wrong(QueryError::new("PLQ108", span, "there is nothing before this comma").help("take it out"));
                }
                nodes.extend(self.expression(std::mem::take(&mut part), whole.clone()));
            } else {
                part.push(piece);
            }
        }
        let _ = commas;
        if !part.is_empty() {
            nodes.extend(self.expression(part, whole));
        }
        nodes
    }

    /// One expression, without commas.
    fn expression(&mut self, pieces: Vec<Piece>, whole: Range<usize>) -> Option<Node> {
        let pieces = self.operands(pieces);
        let pieces = self.near(pieces);
        self.boolean(pieces, whole)
    }

    /// Fields, `2 OF`, groups, `in:` and phrases of bare words put together to operands.
    fn operands(&mut self, pieces: Vec<Piece>) -> Vec<Piece> {
        let mut out: Vec<Piece> = Vec::new();
        let mut waiting: Vec<(Piece, Range<usize>)> = Vec::new();
        for piece in pieces {
            let span = piece.span();
            match piece {
                Piece::Field(..) | Piece::Of(..) => waiting.push((piece, span)),
                Piece::Group(..) | Piece::Operand(_) => {
                    let node = self.operand(piece, &mut waiting);
                    out.extend(node.map(Piece::Operand));
                }
                Piece::In(scope, span) => match out.pop() {
                    Some(Piece::Operand(inner)) => {
                        let whole = inner.span.start..span.end;
                        out.push(Piece::Operand(Node { kind: Kind::In(scope, Box::new(inner)), span: whole }));
                    }
                    other => {
                        out.extend(other);
                        self.wrong(QueryError::new("PLQ108", span, "there is nothing before this scope").help("write it after what it applies to"));
                    }
                },
                other => {
                    self.unfinished(&mut waiting);
                    out.push(other);
                }
            }
        }
        self.unfinished(&mut waiting);
        out
    }

    fn operand(&mut self, piece: Piece, waiting: &mut Vec<(Piece, Range<usize>)>) -> Option<Node> {
        let (mut nodes, span, group) = match piece {
            Piece::Group(nodes, span) => (nodes, span, true),
            Piece::Operand(node) => (vec![node.clone()], node.span, false),
            _ => return None,
        };
        let mut node = None;
        while let Some((before, at)) = waiting.pop() {
            let whole = at.start..span.end;
            match before {
                Piece::Of(least, _) if group && node.is_none() => {
                    if least == 0 || least > nodes.len() {
                        self.wrong(QueryError::new("PLQ107", at, format!("there are {} in the list, and {least} of them cannot be found", nodes.len())).help("write 2 OF (a, b, c)"));
                    }
                    node = Some(Node { kind: Kind::Of(least, std::mem::take(&mut nodes)), span: whole });
                }
                Piece::Of(_, _) => self.wrong(QueryError::new("PLQ107", at, "OF needs a list in brackets").help("write 2 OF (a, b, c)")),
                Piece::Field(field, _) => {
                    let inner = node.take().or_else(|| self.single(&mut nodes, &span));
                    node = inner.map(|inner| in_field(field, inner, whole));
                }
                _ => {}
            }
        }
        let node = node.or_else(|| self.single(&mut nodes, &span))?;
        Some(node)
    }

    fn single(&mut self, nodes: &mut Vec<Node>, span: &Range<usize>) -> Option<Node> {
        if nodes.len() > 1 {
            self.wrong(QueryError::new("PLQ107", span.clone(), "a list with commas needs a number before it").help("write 2 OF (a, b, c), or join them with OR"));
        }
        nodes.drain(..).next()
    }

    fn unfinished(&mut self, waiting: &mut Vec<(Piece, Range<usize>)>) {
        for (piece, span) in waiting.drain(..) {
            let error = match piece {
                Piece::Of(..) => QueryError::new("PLQ107", span, "OF needs a list in brackets").help("write 2 OF (a, b, c)"),
                _ => QueryError::new("PLQ108", span, "there is nothing after this field").help("write a word, a phrase in quotes, or a search in brackets"),
            };
            self.wrong(error);
        }
    }

    /// Words side by side, then NEAR and NEXT.
    fn near(&mut self, pieces: Vec<Piece>) -> Vec<Piece> {
        let pieces = self.side_by_side(pieces);
        let mut out: Vec<Piece> = Vec::new();
        let mut last: Option<Distance> = None;
        let mut pieces = pieces.into_iter().peekable();
        while let Some(piece) = pieces.next() {
            let Piece::Distance(distance, span) = piece else {
                if !matches!(piece, Piece::Operand(_)) {
                    last = None;
                }
                out.push(piece);
                continue;
            };
            let left = match out.pop() {
                Some(Piece::Operand(node)) => node,
                other => {
                    out.extend(other);
                    self.wrong(no_side(&span, self.text(span.clone()), "before"));
                    continue;
                }
            };
            let Some(Piece::Operand(right)) = pieces.next_if(|next| matches!(next, Piece::Operand(_))) else {
                self.wrong(no_side(&span, self.text(span.clone()), "after"));
                out.push(Piece::Operand(left));
                continue;
            };
            if last.is_some_and(|last| !(last.ordered && distance.ordered)) {
                let (a, b) = (self.text(left.span.clone()), self.text(right.span.clone()));
                self.wrong(QueryError::new("PLQ113", span.clone(), "two distances in a row can be read in two ways").help(format!("put one pair in brackets: ({a}) {distance} {b}")));
            }
            self.no_booleans(&left, &span);
            self.no_booleans(&right, &span);
            last = Some(distance);
            let whole = left.span.start..right.span.end;
            out.push(Piece::Operand(Node { kind: Kind::Distance(Box::new(left), distance, Box::new(right)), span: whole }));
        }
        out
    }

    fn no_booleans(&mut self, node: &Node, at: &Range<usize>) {
        let bare = match &node.kind {
            Kind::And(..) => true,
            Kind::Or(parts) => parts.iter().any(|part| matches!(part.kind, Kind::And(..))),
            _ => false,
        };
        if bare {
            let label = self.text(at.clone()).to_owned();
            self.wrong(QueryError::new("PLQ112", node.span.clone(), format!("AND and NOT have no distance to measure from, inside {label}")).help("use OR in these brackets, or move the AND outside"));
        }
    }

    /// Operands with nothing between them: a phrase in a concept's terms, a mistake anywhere else.
    fn side_by_side(&mut self, pieces: Vec<Piece>) -> Vec<Piece> {
        let mut out: Vec<Piece> = Vec::new();
        for piece in pieces {
            match (out.pop(), piece) {
                (Some(Piece::Operand(left)), Piece::Operand(right)) => {
                    if self.style == Style::Strict {
                        self.wrong(self.two_terms(&left, &right));
                    }
                    out.push(Piece::Operand(beside(left, right)));
                }
                (before, piece) => {
                    out.extend(before);
                    out.push(piece);
                }
            }
        }
        out
    }

    fn two_terms(&self, left: &Node, right: &Node) -> QueryError {
        let (a, b) = (self.text(left.span.clone()), self.text(right.span.clone()));
        let plain = |text: &str| !text.contains(['(', '"', '#', '@', ':', ' ']);
        let phrase = if plain(a) && plain(b) { format!("\"{a} {b}\" for a phrase, ") } else { String::new() };
        let help = format!("write {phrase}{a} AND {b}, {a} OR {b}, or {a} NEAR/5 {b}");
        QueryError::new("PLQ101", left.span.start..right.span.end, "nothing says how these two belong together").help(help)
    }

    /// AND, OR and NOT.
    fn boolean(&mut self, pieces: Vec<Piece>, whole: Range<usize>) -> Option<Node> {
        let mut operands: Vec<Node> = Vec::new();
        let mut not: Option<Node> = None;
        let (mut ands, mut ors) = (Vec::new(), Vec::new());
        let mut waiting: Option<(u8, Range<usize>)> = None;
        for piece in pieces {
            match piece {
                Piece::Operand(node) => {
                    if let Some((2, at)) = waiting.take() {
                        if not.is_some() {
                            self.wrong(not_last(at, self.text(node.span.clone())));
                        }
                        not = Some(node);
                    } else {
                        if not.is_some() {
                            self.wrong(not_last(node.span.clone(), self.text(node.span.clone())));
                        }
                        operands.push(node);
                    }
                }
                Piece::And(span) => self.operator(0, span, &mut waiting, &mut ands, operands.is_empty()),
                Piece::Or(span) => self.operator(1, span, &mut waiting, &mut ors, operands.is_empty()),
                Piece::Not(span) => match waiting.take() {
                    // AND NOT is read as NOT.
                    Some((0, _)) | None if !operands.is_empty() => waiting = Some((2, span)),
                    _ => {
                        self.wrong(QueryError::new("PLQ108", span.clone(), "there is nothing before this NOT").help("say first what to look for: lonel* NOT \"lone worker*\""));
                        waiting = Some((2, span));
                    }
                },
                _ => {}
            }
        }
        if let Some((kind, span)) = waiting {
            let name = ["AND", "OR", "NOT"][usize::from(kind)];
            self.wrong(no_side(&span, name, "after"));
        }
        self.combine(operands, not, &ands, &ors, whole)
    }

    fn operator(&mut self, kind: u8, span: Range<usize>, waiting: &mut Option<(u8, Range<usize>)>, seen: &mut Vec<Range<usize>>, first: bool) {
        let name = self.text(span.clone()).to_owned();
        if first || waiting.is_some() {
            self.wrong(no_side(&span, &name, "before"));
        }
        seen.push(span.clone());
        *waiting = Some((kind, span));
    }

    fn combine(&mut self, mut operands: Vec<Node>, not: Option<Node>, ands: &[Range<usize>], ors: &[Range<usize>], whole: Range<usize>) -> Option<Node> {
        let mixed = !ors.is_empty() && (!ands.is_empty() || not.is_some());
        if mixed {
            let texts: Vec<&str> = operands.iter().map(|node| self.text(node.span.clone())).collect();
            let help = match texts.as_slice() {
                [a, b, c] if ors[0].start > ands.first().map_or(0, |and| and.start) => format!("write ({a} AND {b}) OR {c}, or {a} AND ({b} OR {c})"),
                [a, b, c] => format!("write ({a} OR {b}) AND {c}, or {a} OR ({b} AND {c})"),
                [a, b] if not.is_some() => format!("write ({a} OR {b}) NOT …, or {a} OR ({b} NOT …)"),
                _ => "put brackets round what belongs together".to_owned(),
            };
            let at = ors[0].clone();
            self.wrong(QueryError::new("PLQ110", at, "AND or NOT mixed with OR can be read in two ways").help(help));
        }
        let span = match (operands.first(), operands.last()) {
            (Some(first), Some(last)) => first.span.start..not.as_ref().map_or(last.span.end, |not| not.span.end),
            _ => whole,
        };
        if not.is_none() && operands.len() == 1 {
            return operands.pop();
        }
        if operands.is_empty() {
            return None;
        }
        let kind = if ors.is_empty() { Kind::And(operands, not.map(Box::new)) } else { Kind::Or(flat(operands)) };
        Some(Node { kind, span })
    }
}

fn not_last(at: Range<usize>, text: &str) -> QueryError {
    QueryError::new("PLQ111", at, "NOT must come last in a chain of ANDs").help(format!("put brackets round what NOT takes away from, and join `{text}` outside them"))
}

fn no_side(span: &Range<usize>, name: &str, side: &str) -> QueryError {
    let wanted = "a word, a phrase in quotes, or a search in brackets";
    QueryError::new("PLQ108", span.clone(), format!("{} needs something {side} it", name.trim())).help(format!("write {wanted} {side} it, or take it out"))
}

fn foreign(text: &str, span: Range<usize>) -> QueryError {
    let number: String = text.chars().filter(char::is_ascii_digit).collect();
    let lower = text.to_lowercase();
    let ordered = lower.starts_with("pre") || lower.starts_with("next") || text.starts_with('W') || lower == "adj";
    let between = text.starts_with('N') && !lower.starts_with("ne") || text.starts_with('W') || lower.starts_with("w/") || lower.starts_with("pre/");
    let count: u32 = number.parse().unwrap_or(1);
    // EBSCO, Scopus and ProQuest count the words between; here 1 is side by side (language.md section 1.1).
    let count = if between { count + 1 } else { count };
    let fixed = format!("{}/{count}", if ordered { "NEXT" } else { "NEAR" });
    let note = if between { ": that database counts the words between, here side by side is 1" } else { "" };
    QueryError::new("PLQ104", span, format!("`{text}` is another database's operator")).help(format!("write {fixed}{note}"))
}

fn phrase(mut terms: Vec<Term>) -> Kind {
    let mut at = 0;
    while at + 1 < terms.len() {
        let whole = if terms[at].open { None } else { words::joined(&terms[at].text, &terms[at + 1].text) };
        if let Some(whole) = whole {
            let open = terms[at + 1].open;
            terms.splice(at..at + 2, [Term { text: whole.to_owned(), open, case: false }]);
        }
        at += 1;
    }
    if terms.len() == 1 { Kind::Word(terms.swap_remove(0)) } else { Kind::Phrase(terms) }
}

/// Two operands as a phrase: side by side, in this order.
fn beside(left: Node, right: Node) -> Node {
    let span = left.span.start..right.span.end;
    let kind = match (left.kind, right.kind) {
        (Kind::Word(a), Kind::Word(b)) => phrase(vec![a, b]),
        (Kind::Phrase(mut a), Kind::Word(b)) => {
            a.push(b);
            phrase(a)
        }
        (left_kind, right_kind) => {
            let side = Distance { ordered: true, not: false, words: 1 };
            let left = Node { kind: left_kind, span: left.span };
            let right = Node { kind: right_kind, span: right.span };
            Kind::Distance(Box::new(left), side, Box::new(right))
        }
    };
    Node { kind, span }
}

fn flat(nodes: Vec<Node>) -> Vec<Node> {
    let mut out = Vec::new();
    for node in nodes {
        match node.kind {
            Kind::Or(parts) => out.extend(parts),
            _ => out.push(node),
        }
    }
    out
}

fn in_field(field: Field, mut inner: Node, span: Range<usize>) -> Node {
    if field == Field::Case {
        with_case(&mut inner);
    }
    Node { kind: Kind::Field(field, Box::new(inner)), span }
}

/// Marks every term inside as one whose capitals matter.
fn with_case(node: &mut Node) {
    match &mut node.kind {
        Kind::Word(term) => term.case = true,
        Kind::Phrase(terms) => terms.iter_mut().for_each(|term| term.case = true),
        Kind::Or(parts) | Kind::Of(_, parts) => parts.iter_mut().for_each(with_case),
        Kind::And(parts, not) => parts.iter_mut().chain(not.as_deref_mut()).for_each(with_case),
        Kind::Distance(left, _, right) => {
            with_case(left);
            with_case(right);
        }
        Kind::Field(_, inner) | Kind::In(_, inner) => with_case(inner),
        Kind::Concept(_) | Kind::Value(_) => {}
    }
}

/// How deep the brackets of `query` are nested at most.
fn deepest(query: &str) -> usize {
    let mut depth = 0usize;
    let mut most = 0;
    for byte in query.bytes() {
        match byte {
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        most = most.max(depth);
    }
    most
}

/// The bracket that goes too deep.
fn depth_limit(query: &str) -> Range<usize> {
    let mut depth = 0usize;
    for (at, byte) in query.bytes().enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEEPEST {
            return at..at + 1;
        }
    }
    0..query.len()
}
