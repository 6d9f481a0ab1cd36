//! Adding a waiver to the text of a register, or giving one again: every comment stays, and the rest as it was written.

use toml_edit::{DocumentMut, Item, Table, value};

use super::Waiver;
use crate::date::Date;

/// A waiver to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Code or id of the expectation, as its file gives it.
    pub expectation: String,
    /// The plan or pattern, as seen from the folder of the register.
    pub plan: String,
    /// Why.
    pub reason: String,
    /// Who says so.
    pub approver: String,
    /// The day it is given.
    pub granted: Date,
    /// Its last day.
    pub expires: Date,
    /// Where more is written about it.
    pub evidence: Option<String>,
}

/// The text of a register with `draft` added, in place of the waiver at `renews` where one is given again.
///
/// `text` is one that a [`Register`](super::Register) was read from; the result is to be read before it is kept.
#[must_use]
pub fn added(text: &str, draft: &Draft, renews: Option<usize>) -> String {
    let mut document: DocumentMut = text.parse().unwrap_or_default();
    let is_array = document.get("waiver").is_some_and(Item::is_array);
    if let Some(array) = document.get_mut("waiver").filter(|_| is_array) {
        // tables on one line each are taken apart: they leave no room for a reason
        let whole = std::mem::take(array);
        *array = Item::ArrayOfTables(whole.into_array_of_tables().unwrap_or_default());
    }
    let table = renews.and_then(|index| document.get_mut("waiver")?.as_array_of_tables_mut()?.get_mut(index));
    if let Some(table) = table {
        fill(table, draft);
        return document.to_string();
    }
    let mut table = Table::new();
    fill(&mut table, draft);
    let before = if is_array { document.to_string() } else { text.to_owned() };
    let gap = if before.trim().is_empty() { "" } else { "\n\n" };
    format!("{}{gap}[[waiver]]\n{table}", before.trim_end())
}

fn fill(table: &mut Table, draft: &Draft) {
    let day = |day: Date| {
        let day: toml_edit::Datetime = day.to_string().parse().expect("a date is written as TOML writes it");
        value(day)
    };
    let words = [
        ("expectation", value(&draft.expectation)),
        ("plan", value(&draft.plan)),
        ("reason", value(&draft.reason)),
        ("approver", value(&draft.approver)),
        ("granted", day(draft.granted)),
        ("expires", day(draft.expires)),
    ];
    for (name, new) in words {
        set(table, name, new);
    }
    if let Some(evidence) = &draft.evidence {
        set(table, "evidence", value(evidence));
    }
}

/// Sets `name`, and keeps a comment that stands beside it.
fn set(table: &mut Table, name: &str, mut new: Item) {
    if let (Some(old), Some(new)) = (table.get(name).and_then(Item::as_value), new.as_value_mut()) {
        *new.decor_mut() = old.decor().clone();
    }
    table[name] = new;
}

impl Waiver {
    /// Whether `draft` is for the same finding.
    #[must_use]
    pub fn is_of(&self, draft: &Draft) -> bool {
        let same = self.expectation == draft.expectation || self.code.eq_ignore_ascii_case(&draft.expectation);
        same && self.plan == draft.plan
    }
}
