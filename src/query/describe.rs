//! How a query is read, in plain words: one part a line, indented under what it belongs to.

use super::{Distance, Field, Kind, Node, Scope, Term};
use crate::query::ValueKind;

/// Describes `node` and what is inside it.
pub(super) fn describe(node: &Node) -> String {
    let mut out = String::new();
    lines(node, 0, &mut out);
    out
}

fn lines(node: &Node, depth: usize, out: &mut String) {
    let mut line = |depth: usize, words: String| {
        out.push_str(&"  ".repeat(depth));
        out.push_str(&words);
        out.push('\n');
    };
    match &node.kind {
        Kind::Or(parts) => {
            line(depth, "any of".to_owned());
            parts.iter().for_each(|part| lines(part, depth + 1, out));
        }
        Kind::Of(least, parts) => {
            line(depth, format!("at least {least} of these, in one block"));
            parts.iter().for_each(|part| lines(part, depth + 1, out));
        }
        Kind::And(parts, not) => all(parts, not.as_deref(), Scope::Block, depth, out),
        Kind::In(scope, inner) => match &inner.kind {
            Kind::And(parts, not) => all(parts, not.as_deref(), *scope, depth, out),
            _ => {
                line(depth, format!("in one {}", scope.name()));
                lines(inner, depth + 1, out);
            }
        },
        Kind::Distance(left, distance, right) => {
            lines(left, depth, out);
            out.push_str(&"  ".repeat(depth));
            out.push_str(&format!("{}\n", how_near(*distance)));
            lines(right, depth, out);
        }
        Kind::Field(field, inner) => {
            line(depth, where_it_stands(field));
            lines(inner, depth + 1, out);
        }
        _ => line(depth, leaf(node)),
    }
}

fn all(parts: &[Node], not: Option<&Node>, scope: Scope, depth: usize, out: &mut String) {
    out.push_str(&format!("{}all of these, in one {}\n", "  ".repeat(depth), scope.name()));
    parts.iter().for_each(|part| lines(part, depth + 1, out));
    if let Some(not) = not {
        out.push_str(&format!("{}and not, in the same {}\n", "  ".repeat(depth), scope.name()));
        lines(not, depth + 1, out);
    }
}

fn how_near(distance: Distance) -> String {
    let place = match (distance.words, distance.ordered) {
        (1, true) => "directly followed by".to_owned(),
        (1, false) => "side by side with (either order)".to_owned(),
        (words, true) => format!("followed within {words} words (same sentence) by"),
        (words, false) => format!("within {words} words (either order, same sentence) of"),
    };
    if distance.not { format!("but not where it is {place}") } else { place }
}

fn where_it_stands(field: &Field) -> String {
    match field {
        Field::Heading => "in a heading".to_owned(),
        Field::Table => "in a table".to_owned(),
        Field::Row => "in a row of a table, its header left out".to_owned(),
        Field::List => "in a list".to_owned(),
        Field::Body => "in running text, a list or a row".to_owned(),
        Field::Quote => "in a quotation set apart".to_owned(),
        Field::Caption => "in a caption".to_owned(),
        Field::Footnote => "in a footnote".to_owned(),
        Field::Case => "with these capitals".to_owned(),
        Field::Column(name) => format!("in a column called “{name}”"),
        Field::Under(words) => format!("under a heading or a title with “{words}” in it, or in that heading"),
    }
}

fn leaf(node: &Node) -> String {
    match &node.kind {
        Kind::Word(term) => word(term),
        Kind::Phrase(terms) => format!("the phrase: {}", terms.iter().map(word).collect::<Vec<_>>().join(", then ")),
        Kind::Concept(name) => format!("the concept #{name}"),
        Kind::Value(kind) => value(*kind).to_owned(),
        _ => node.to_string(),
    }
}

fn word(term: &Term) -> String {
    let letters = if term.text.contains('?') { " (each ? is one letter)" } else { "" };
    let text = term.as_written();
    if term.open { format!("words beginning `{text}`{letters}") } else { format!("the word `{text}`{letters}") }
}

fn value(kind: ValueKind) -> &'static str {
    match kind {
        ValueKind::Date => "a date",
        ValueKind::Year => "a year",
        ValueKind::Money => "a sum of money",
        ValueKind::Percent => "a percentage",
        ValueKind::Role => "a role, such as Head of Adult Commissioning",
        ValueKind::Org => "an organisation",
        ValueKind::Measure => "a measure",
        ValueKind::Count => "a count",
        ValueKind::Number => "a number",
    }
}
