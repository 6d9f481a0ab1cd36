//! Waivers in a table: the first row names the columns, every other row is a waiver.

use super::load::FIELDS;
use crate::fault::Fault;
use crate::table::{Row, Table};

/// The waivers of the file at `path`, as written.
pub(super) fn entries(path: &str, text: &str, faults: &mut Vec<Fault>) -> Vec<Row> {
    let table = Table::read(text);
    if FIELDS.iter().any(|field| table.has(field)) {
        return table.rows;
    }
    let help = format!("the first row names the columns: {}", FIELDS.join(", "));
    let first = 0..text.lines().next().unwrap_or_default().len();
    faults.push(Fault::new(path, text, first, "this table has no row of names").help(help));
    Vec::new()
}
