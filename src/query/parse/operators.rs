//! Pieces put together, what binds tightest first: fields and `in:`, NEAR and NEXT, NOT, AND, OR.

use std::ops::Range;

use super::{Distance, Kind, Node, Piece, Reader, Scope, Style, faults, phrase};

impl Reader<'_> {
    /// The alternatives of a query or pair of brackets, parted by commas; outside `2 OF` there is one.
    pub(super) fn alternatives(&mut self, pieces: Vec<Piece>, whole: Range<usize>) -> Vec<Node> {
        let mut nodes = Vec::new();
        let mut part: Vec<Piece> = Vec::new();
        let mut comma: Option<Range<usize>> = None;
        for piece in pieces {
            let Piece::Comma(span) = piece else {
                part.push(piece);
                continue;
            };
            if part.is_empty() {
                self.wrong(faults::lone_comma(span.clone(), "before"));
            }
            nodes.extend(self.expression(std::mem::take(&mut part), whole.clone()));
            comma = Some(span);
        }
        match comma {
            Some(span) if part.is_empty() => self.wrong(faults::lone_comma(span, "after")),
            _ => nodes.extend(self.expression(part, whole)),
        }
        nodes
    }

    /// One expression, without commas.
    fn expression(&mut self, pieces: Vec<Piece>, whole: Range<usize>) -> Option<Node> {
        let pieces = self.operands(pieces);
        let pieces = self.side_by_side(pieces);
        let pieces = self.distances(pieces);
        self.booleans(pieces, whole)
    }

    /// Fields, `2 OF`, groups and `in:` put together to operands.
    fn operands(&mut self, pieces: Vec<Piece>) -> Vec<Piece> {
        let mut out: Vec<Piece> = Vec::new();
        let mut waiting: Vec<Piece> = Vec::new();
        for piece in pieces {
            match piece {
                Piece::Field(_, ref span) | Piece::Of(_, ref span) if waiting.len() >= faults::MOST_FIELDS => {
                    self.wrong(faults::too_many_in_a_row(span.clone()));
                }
                Piece::Field(..) | Piece::Of(..) => waiting.push(piece),
                Piece::Group(nodes, span) => out.extend(self.operand(nodes, span, true, &mut waiting)),
                Piece::Operand(node) => {
                    let span = node.span.clone();
                    out.extend(self.operand(vec![node], span, false, &mut waiting));
                }
                Piece::In(scope, span) => {
                    self.unfinished(&mut waiting);
                    let before = out.pop();
                    out.extend(self.scoped(before, scope, span));
                }
                operator => {
                    self.unfinished(&mut waiting);
                    out.push(operator);
                }
            }
        }
        self.unfinished(&mut waiting);
        out
    }

    /// An operand with the fields or the `2 OF` before it.
    fn operand(
        &mut self,
        mut nodes: Vec<Node>,
        span: Range<usize>,
        group: bool,
        waiting: &mut Vec<Piece>,
    ) -> Option<Piece> {
        let mut node = None;
        while let Some(before) = waiting.pop() {
            match before {
                Piece::Of(least, at) if group && node.is_none() => {
                    if least == 0 || least > nodes.len() {
                        self.wrong(faults::not_so_many(least, nodes.len(), at.clone()));
                    }
                    let kind = Kind::Of(least, std::mem::take(&mut nodes));
                    node = Some(Node { kind, span: at.start..span.end });
                }
                Piece::Of(_, at) => self.wrong(faults::of_without_list(at)),
                Piece::Field(field, at) => {
                    let inner = node.take().or_else(|| self.single(&mut nodes, &span));
                    node =
                        inner.map(|inner| Node { kind: Kind::Field(field, Box::new(inner)), span: at.start..span.end });
                }
                _ => {}
            }
        }
        node.or_else(|| self.single(&mut nodes, &span)).map(Piece::Operand)
    }

    fn single(&mut self, nodes: &mut Vec<Node>, span: &Range<usize>) -> Option<Node> {
        if nodes.len() > 1 {
            self.wrong(faults::list_without_number(span.clone()));
        }
        nodes.drain(..).next().map(|node| Node { span: span.clone(), ..node })
    }

    fn unfinished(&mut self, waiting: &mut Vec<Piece>) {
        for piece in waiting.drain(..) {
            match piece {
                Piece::Of(_, span) => self.wrong(faults::of_without_list(span)),
                Piece::Field(_, span) => self.wrong(faults::field_of_nothing(span)),
                _ => {}
            }
        }
    }

    /// What `in:` says of the operand before it.
    fn scoped(&mut self, before: Option<Piece>, scope: Scope, span: Range<usize>) -> Option<Piece> {
        let Some(Piece::Operand(inner)) = before else {
            self.wrong(faults::scope_of_nothing(span));
            return before;
        };
        if !holds_together(&inner) {
            self.wrong(faults::idle_scope(&self.shown(&inner.span), scope, span));
            return Some(Piece::Operand(inner));
        }
        let whole = inner.span.start..span.end;
        Some(Piece::Operand(Node { kind: Kind::In(scope, Box::new(inner)), span: whole }))
    }

    /// Operands with nothing between them: a phrase in a concept's terms, a mistake anywhere else.
    fn side_by_side(&mut self, pieces: Vec<Piece>) -> Vec<Piece> {
        let mut out: Vec<Piece> = Vec::new();
        let mut run: Vec<Node> = Vec::new();
        for piece in pieces {
            match piece {
                Piece::Operand(node) => run.push(node),
                operator => {
                    out.extend(self.run(std::mem::take(&mut run)));
                    out.push(operator);
                }
            }
        }
        out.extend(self.run(run));
        out
    }

    fn run(&mut self, run: Vec<Node>) -> Option<Piece> {
        let whole = run.first()?.span.start..run.last()?.span.end;
        if run.len() > 1 && self.style == Style::Strict {
            let texts: Vec<String> = run.iter().take(4).map(|node| self.shown(&node.span)).collect();
            self.wrong(faults::side_by_side(&texts, &self.shown(&whole), whole.clone()));
            return run.into_iter().next().map(|first| Piece::Operand(Node { span: whole, ..first }));
        }
        let mut run = run.into_iter();
        let mut all = run.next()?;
        for next in run {
            all = self.beside(all, next)?;
        }
        Some(Piece::Operand(all))
    }

    /// Two operands as a phrase: side by side, in this order.
    fn beside(&mut self, left: Node, right: Node) -> Option<Node> {
        let span = left.span.start..right.span.end;
        let kind = match (left.kind, right.kind) {
            (Kind::Word(a), Kind::Word(b)) => phrase([a, b]),
            (Kind::Phrase(mut a), Kind::Word(b)) => {
                super::add_word(&mut a, b);
                Kind::Phrase(a)
            }
            (Kind::Word(a), Kind::Phrase(b)) => phrase([a].into_iter().chain(b)),
            (Kind::Phrase(a), Kind::Phrase(b)) => phrase(a.into_iter().chain(b)),
            (left_kind, right_kind) => {
                if !self.may_chain(&span) {
                    return None;
                }
                let side = Distance { ordered: true, not: false, words: 1 };
                let left = Node { kind: left_kind, span: left.span };
                let right = Node { kind: right_kind, span: right.span };
                Kind::Distance(Box::new(left), side, Box::new(right))
            }
        };
        Some(Node { kind, span })
    }

    /// NEAR and NEXT.
    fn distances(&mut self, pieces: Vec<Piece>) -> Vec<Piece> {
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
                    self.wrong(faults::no_side(self.text(&span), "before", span.clone()));
                    continue;
                }
            };
            let Some(Piece::Operand(right)) = pieces.next_if(|next| matches!(next, Piece::Operand(_))) else {
                self.wrong(faults::no_side(self.text(&span), "after", span.clone()));
                out.push(Piece::Operand(left));
                continue;
            };
            out.extend(self.pair(left, (distance, span), right, last.replace(distance)).map(Piece::Operand));
        }
        out
    }

    fn pair(
        &mut self,
        left: Node,
        between: (Distance, Range<usize>),
        right: Node,
        last: Option<Distance>,
    ) -> Option<Node> {
        let (distance, span) = between;
        if last.is_some_and(|last| !(last.ordered && distance.ordered)) {
            let (a, b) = (self.shown(&left.span), self.shown(&right.span));
            self.wrong(faults::two_distances(&a, distance, &b, span.clone()));
        }
        for side in [&left, &right] {
            if holds_and(side) {
                self.wrong(faults::and_in_distance(self.text(&span), side.span.clone()));
            }
        }
        let whole = left.span.start..right.span.end;
        if last.is_some() && !self.may_chain(&whole) {
            return Some(Node { span: whole, ..right });
        }
        Some(Node { kind: Kind::Distance(Box::new(left), distance, Box::new(right)), span: whole })
    }

    /// AND, OR and NOT.
    fn booleans(&mut self, pieces: Vec<Piece>, whole: Range<usize>) -> Option<Node> {
        let mut chain = Chain::default();
        for piece in pieces {
            match piece {
                Piece::Operand(node) => {
                    let negated = matches!(chain.waiting.take(), Some(Piece::Not(_)));
                    if chain.not.is_some() {
                        self.wrong(faults::not_last(&self.shown(&node.span), node.span.clone()));
                    }
                    if negated { chain.not = Some(node) } else { chain.operands.push(node) }
                }
                Piece::And(ref span) | Piece::Or(ref span) => {
                    if chain.waiting.is_some() || chain.operands.is_empty() {
                        self.wrong(faults::no_side(&self.text(span).to_uppercase(), "before", span.clone()));
                    }
                    let kind = if matches!(piece, Piece::And(_)) { &mut chain.ands } else { &mut chain.ors };
                    kind.push(span.clone());
                    chain.waiting = Some(piece);
                }
                Piece::Not(ref span) => {
                    // AND NOT is read as NOT.
                    let follows = matches!(chain.waiting, None | Some(Piece::And(_)));
                    if !follows || chain.operands.is_empty() {
                        self.wrong(faults::nothing_to_take_from(span.clone()));
                    }
                    chain.waiting = Some(piece);
                }
                _ => {}
            }
        }
        if let Some(Piece::And(span) | Piece::Or(span) | Piece::Not(span)) = &chain.waiting {
            self.wrong(faults::no_side(&self.text(span).to_uppercase(), "after", span.clone()));
        }
        self.combine(chain, whole)
    }

    fn combine(&mut self, mut chain: Chain, whole: Range<usize>) -> Option<Node> {
        if !chain.ors.is_empty() && (!chain.ands.is_empty() || chain.not.is_some()) {
            let parts = chain.operands.iter().chain(&chain.not).take(4);
            let texts: Vec<String> = parts.map(|node| self.shown(&node.span)).collect();
            let or_first = chain.ands.first().is_none_or(|and| chain.ors[0].start < and.start);
            let operator = if chain.not.is_some() && chain.operands.len() < 3 { "NOT" } else { "AND" };
            self.wrong(faults::mixed(&texts, operator, or_first, chain.ors[0].clone()));
        }
        if chain.not.is_none() && chain.operands.len() == 1 {
            return chain.operands.pop();
        }
        let span = match (chain.operands.first(), chain.not.as_ref().or(chain.operands.last())) {
            (Some(first), Some(last)) => first.span.start..last.span.end,
            _ => whole,
        };
        let kind = match chain.operands.is_empty() {
            true => return None,
            false if chain.ors.is_empty() => Kind::And(chain.operands, chain.not.map(Box::new)),
            false => Kind::Or(flat(chain.operands)),
        };
        Some(Node { kind, span })
    }
}

/// A chain of ANDs and ORs as it is read.
#[derive(Default)]
struct Chain {
    operands: Vec<Node>,
    not: Option<Node>,
    ands: Vec<Range<usize>>,
    ors: Vec<Range<usize>>,
    /// The operator whose right side has not come yet.
    waiting: Option<Piece>,
}

/// Whether a scope has anything to hold together in `node`.
fn holds_together(node: &Node) -> bool {
    match &node.kind {
        Kind::And(..) | Kind::Of(..) | Kind::Distance(..) => true,
        // Nothing: what could not be read.
        Kind::Or(parts) => parts.is_empty() || parts.iter().any(holds_together),
        Kind::Field(_, inner) => holds_together(inner),
        _ => false,
    }
}

/// Whether there is an AND in `node` that no distance can be measured from.
fn holds_and(node: &Node) -> bool {
    match &node.kind {
        Kind::And(..) => true,
        Kind::Or(parts) => parts.iter().any(holds_and),
        Kind::Field(_, inner) | Kind::In(_, inner) => holds_and(inner),
        _ => false,
    }
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
