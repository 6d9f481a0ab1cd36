//! Waivers in TOML: a `[[waiver]]` each, with the place of every key and value.

use std::ops::Range;

use toml_edit::{Document, Item, TableLike, Value};

use super::load::FIELDS;
use crate::fault::{Fault, nearest};
use crate::table::{Row, Written};

/// The waivers of the file at `path`, as written.
pub(super) fn entries(path: &str, text: &str, faults: &mut Vec<Fault>) -> Vec<Row> {
    let document = match Document::parse(text) {
        Ok(document) => document,
        Err(error) => {
            let at = error.span().unwrap_or(0..text.len().min(1));
            let message = error.message().lines().next().unwrap_or("this is not TOML").to_owned();
            faults.push(Fault::new(path, text, at, message).help(SHAPE));
            return Vec::new();
        }
    };
    let mut reader = Reader { path, text, faults };
    let mut entries = Vec::new();
    for (name, item) in document.as_table().iter() {
        if name == "waiver" {
            entries.extend(reader.waivers(item));
        } else {
            let at = document.as_table().key(name).and_then(toml_edit::Key::span).unwrap_or_default();
            let close = nearest(name, ["waiver"].into_iter().chain(FIELDS));
            let help = if close == Some("waiver") { "did you mean `[[waiver]]`?" } else { SHAPE };
            reader.fault(at, format!("`{name}` is no part of a file of waivers"), help);
        }
    }
    entries
}

/// How the file looks.
const SHAPE: &str = "each waiver begins with a line [[waiver]], then: expectation, plan, reason, approver, granted, \
                     expires; `planlint waive` writes one for you";

struct Reader<'r> {
    path: &'r str,
    text: &'r str,
    faults: &'r mut Vec<Fault>,
}

impl Reader<'_> {
    fn fault(&mut self, at: Range<usize>, message: impl Into<String>, help: &str) {
        self.faults.push(Fault::new(self.path, self.text, at, message).help(help));
    }

    fn waivers(&mut self, item: &Item) -> Vec<Row> {
        if let Some(tables) = item.as_array_of_tables() {
            return tables.iter().map(|table| self.entry(table, table.span().unwrap_or_default())).collect();
        }
        if let Some(array) = item.as_array() {
            let tables = array.iter().filter_map(|value| Some((value.as_inline_table()?, value.span()?)));
            return tables.map(|(table, at)| self.entry(table, at)).collect();
        }
        self.fault(item.span().unwrap_or_default(), "this is not a list of waivers", SHAPE);
        Vec::new()
    }

    fn entry(&mut self, table: &dyn TableLike, at: Range<usize>) -> Row {
        let head = at.start..self.text[at.clone()].find('\n').map_or(at.end, |end| at.start + end);
        let fields = table.iter().filter_map(|(name, item)| {
            let at = table.key(name).and_then(toml_edit::Key::span).unwrap_or_default();
            Some((Written { text: name.to_owned(), at }, self.value(item)?))
        });
        Row { cells: fields.collect(), at: head }
    }

    /// A value in words: dates may stand with or without quotes.
    fn value(&mut self, item: &Item) -> Option<Written> {
        let at = item.span().unwrap_or_default();
        let text = match item.as_value() {
            Some(Value::String(text)) => text.value().clone(),
            Some(Value::Datetime(day)) => day.value().to_string(),
            _ => {
                self.fault(at.clone(), "this has to be words in quotes, or a day", "write it between \" and \"");
                String::new()
            }
        };
        Some(Written { text, at })
    }
}
