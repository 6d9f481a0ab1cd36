//! Notation to a plan: pairs to lines, lines to blocks, blocks to sections, tables and sentences.

use pest::Parser;
use pest::iterators::Pair;

use super::grammar::{Grammar, Rule};
use super::shape::Shape;
use super::{Block, BlockKind, Plan, heading, kinds, lists, sections, sentence, tables};
use crate::text::{HeadingSign, Span, Story, Text};

pub(super) fn plan(text: Text) -> Plan {
    let mut lines = lines(&text);
    kinds::settle(&mut lines, &text);
    heading::settle(&mut lines, text.as_str());
    kinds::settle_under_headings(&mut lines, text.as_str());
    lists::settle(&mut lines, text.as_str());
    let mut blocks: Vec<Block> = lines.iter().map(block).collect();
    let (tables, cells) = tables::build(&lines, &mut blocks, text.as_str());
    let sections = sections::build(&mut blocks);
    let sentences = sentence::build(&mut blocks, &cells, text.as_str());
    Plan { text, blocks, cells, sections, sentences, tables }
}

/// Counts the pairs of `notation`: the grammar's part of the work alone, for the benchmark.
pub(super) fn pairs(notation: &str) -> usize {
    Grammar::parse(Rule::plan, notation).map_or(0, |pairs| pairs.flatten().count())
}

/// What the grammar takes a line for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Heading,
    Item,
    Numbered,
    Row,
    Quotation,
    Role,
    Paragraph,
}

/// A line, and what is known about it on the way to a block.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub mark: Mark,
    pub kind: BlockKind,
    pub line: Span,
    pub words: Span,
    pub label: Option<Span>,
    pub field: Option<Span>,
    pub lead_in: Option<u32>,
    pub level: u8,
    pub sign: Option<HeadingSign>,
    pub boxed: bool,
    /// Whether a blank line or nothing is above it.
    pub after_gap: bool,
    /// Whether `|---|` is below it.
    pub ends_header: bool,
    /// For words wholly in bold: the level they have if they are a heading.
    pub bold: Option<u8>,
    /// For rows of a table that is broken off by others: its number in the document.
    pub broken: Option<u32>,
    pub shape: Shape,
}

impl Line {
    /// Whether it is still plain running text, so that its kind may be settled.
    pub fn is_open(&self) -> bool {
        self.kind == BlockKind::Paragraph
    }
}

fn lines(text: &Text) -> Vec<Line> {
    let notation = text.as_str();
    let whole = Grammar::parse(Rule::plan, notation)
        .expect("plan.pest takes any text: its last alternative is a line of anything, and nothing in it nests")
        .next()
        .expect("a plan is one pair");
    let mut lines: Vec<Line> = Vec::new();
    let mut before = 0;
    for pair in whole.into_inner() {
        let end = pair.as_span().end();
        match pair.as_rule() {
            Rule::EOI => {}
            Rule::header_end => {
                if let Some(row) = lines.last_mut().filter(|line| line.mark == Mark::Row) {
                    row.ends_header = true;
                }
            }
            _ => lines.push(read(pair, text, before)),
        }
        before = end;
    }
    lines
}

fn read(pair: Pair<'_, Rule>, text: &Text, before: usize) -> Line {
    let notation = text.as_str();
    let whole = pair.as_span();
    let line = trim_end(notation, whole.start(), whole.end());
    let gap = &notation[before..whole.start()];
    let mut read = Line {
        mark: Mark::Paragraph,
        kind: BlockKind::Paragraph,
        line,
        words: line,
        label: None,
        field: None,
        lead_in: None,
        level: 0,
        sign: None,
        boxed: false,
        after_gap: before == 0 || gap.bytes().filter(|byte| *byte == b'\n').count() > 1,
        ends_header: false,
        bold: None,
        broken: None,
        shape: Shape::default(),
    };
    match pair.as_rule() {
        Rule::item => item(&mut read, notation),
        Rule::row => (read.mark, read.kind) = (Mark::Row, BlockKind::Row),
        Rule::paragraph => given_label(&mut read, text),
        _ => inner(&mut read, pair),
    }
    know(&mut read, text);
    trim(&mut read, notation);
    read.shape = Shape::of(&notation[read.words.range()]);
    read
}

/// Takes in what only the reader knew about the line.
fn know(line: &mut Line, text: &Text) {
    let facts = text.facts(line.line.start as usize);
    match line.mark {
        Mark::Heading => line.sign = Some(facts.heading.unwrap_or(HeadingSign::Style)),
        Mark::Row => line.broken = facts.broken,
        _ if facts.placeholder => line.kind = BlockKind::Guidance,
        _ if facts.story == Story::Note => line.kind = BlockKind::Note,
        _ => {}
    }
    line.bold = facts.bold;
    line.boxed |= facts.story == Story::Box;
}

fn item(line: &mut Line, notation: &str) {
    let all = &notation[line.line.range()];
    let words = all.trim_start_matches([' ', '\t']);
    let bullet = words.chars().next().map_or(0, char::len_utf8);
    line.mark = Mark::Item;
    line.kind = BlockKind::Item;
    line.level = indent(all);
    line.words.start += (all.len() - words.len() + bullet) as u32;
}

fn inner(line: &mut Line, pair: Pair<'_, Rule>) {
    line.mark = match pair.as_rule() {
        Rule::heading => Mark::Heading,
        Rule::numbered => Mark::Numbered,
        Rule::quotation => Mark::Quotation,
        Rule::role => Mark::Role,
        _ => Mark::Paragraph,
    };
    match line.mark {
        Mark::Heading => line.kind = BlockKind::Heading,
        Mark::Quotation => line.kind = BlockKind::Quotation,
        Mark::Numbered => line.level = indent(pair.as_str()),
        _ => {}
    }
    for part in pair.into_inner() {
        let span = part.as_span();
        match part.as_rule() {
            Rule::level => line.level = part.as_str().len() as u8,
            Rule::rest => line.words.start = span.start() as u32,
            Rule::role_name => role(line, part.as_str()),
            _ => line.label = Some(Span::new(span.start(), span.end())),
        }
    }
}

fn role(line: &mut Line, name: &str) {
    line.kind = match name {
        "contents" => BlockKind::Contents,
        "caption" => BlockKind::Caption,
        "note" => BlockKind::Note,
        "placeholder" => BlockKind::Guidance,
        "reference" => BlockKind::Reference,
        _ => BlockKind::Paragraph,
    };
    if name == "box" {
        (line.mark, line.boxed) = (Mark::Paragraph, true);
    }
}

/// Takes in an automatic label that has no shape the grammar knows, such as `A.`: a reader writes those, not the author.
fn given_label(line: &mut Line, text: &Text) {
    let Some(piece) = text.piece(line.line.start as usize) else { return };
    let glue = text.slice(piece.span);
    let label = glue.trim();
    let between = glue.ends_with(' ') && !label.is_empty() && piece.span.end < line.line.end;
    if !piece.exact && piece.source.is_none() && between {
        let start = piece.span.start as usize + glue.len() - glue.trim_start().len();
        line.mark = Mark::Numbered;
        line.level = indent(glue);
        line.label = Some(Span::new(start, start + label.len()));
        line.words.start = piece.span.end;
    }
}

/// How far a line stands in: a blank is one, a tab two.
fn indent(line: &str) -> u8 {
    let width = line.bytes().map_while(|byte| match byte {
        b' ' => Some(1),
        b'\t' => Some(2),
        _ => None,
    });
    width.take(100).sum()
}

fn trim_end(notation: &str, start: usize, end: usize) -> Span {
    Span::new(start, start + notation[start..end].trim_end_matches([' ', '\t', '\r']).len())
}

/// Takes blanks off both ends of the words, and what parts them from a label. A label with nothing after it is words.
fn trim(line: &mut Line, notation: &str) {
    let first = line.words.start.min(line.words.end) as usize;
    let words = &notation[first..line.words.end as usize];
    let begun = match line.label {
        Some(_) => words.trim_start_matches([' ', '\t', '\u{a0}', ':', '-', '–', '—']),
        None => words.trim_start(),
    };
    let ended = without_rules(begun.trim_end());
    let start = first + (ended.as_ptr() as usize - words.as_ptr() as usize);
    line.words = Span::new(start, start + ended.len());
    if let (true, Some(label)) = (ended.is_empty(), line.label.take_if(|_| ended.is_empty())) {
        line.words = label;
    }
}

/// `words` without the rules that are typed on either side of them: `--------CARERS--------`. A rule alone is kept.
fn without_rules(words: &str) -> &str {
    const RULES: [&str; 3] = ["----", "____", "===="];
    if !RULES.iter().any(|rule| words.starts_with(rule) || words.ends_with(rule)) {
        return words;
    }
    let inside = words.trim_matches(['-', '_', '=', ' ']);
    if inside.is_empty() { words } else { inside }
}

fn block(line: &Line) -> Block {
    Block {
        kind: line.kind,
        span: line.words,
        line: line.line,
        label: line.label,
        field: line.field,
        level: if matches!(line.kind, BlockKind::Heading | BlockKind::Item) { line.level } else { 0 },
        sign: line.sign.filter(|_| line.kind == BlockKind::Heading),
        section: 0,
        lead_in: line.lead_in.map(|block| block as usize),
        table: None,
        cells: 0..0,
        sentences: 0..0,
        boxed: line.boxed,
    }
}
