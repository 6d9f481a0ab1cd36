//! A file of waivers as written, to a [`Register`] as checked; every fault at once, with its place.

use std::ops::Range;
use std::path::Path;

use globset::GlobBuilder;

use super::{LONGEST, Register, Waiver, csv, toml};
use crate::date::Date;
use crate::fault::{Fault, Faults, nearest};
use crate::living::names::Names;
use crate::rules::RuleBook;
use crate::table::{Row, Written, is_name_of_table};

/// What a waiver says of itself, in the order people give it.
pub(super) const FIELDS: [&str; 7] = ["expectation", "plan", "reason", "approver", "granted", "expires", "evidence"];

/// The one that may be left out.
pub(super) const OPTIONAL: &str = "evidence";

/// What faults in waivers are called and filed under.
const SORT: (&str, &str) = ("the waivers", "planlint::waivers");

impl Register {
    /// Reads the waivers in `text`, which is the file at `path`: a table for spreadsheets where its name is that of
    /// one, TOML otherwise. Of a workbook, `text` is its first sheet as a table. A waiver that was given after `today` is a fault.
    ///
    /// # Errors
    /// Every fault in the file.
    pub fn read(path: &str, text: &str, book: &RuleBook, today: Date) -> Result<Self, Faults> {
        let mut faults = Vec::new();
        let is_table = is_name_of_table(path);
        let entries =
            if is_table { csv::entries(path, text, &mut faults) } else { toml::entries(path, text, &mut faults) };
        let mut reader = Reader { path, text, book, today, faults: &mut faults };
        let read: Vec<(Row, Option<Waiver>)> = entries
            .into_iter()
            .map(|entry| {
                let waiver = reader.waiver(&entry);
                (entry, waiver)
            })
            .collect();
        reader.twice(&read);
        let waivers: Vec<Waiver> = read.into_iter().filter_map(|(_, waiver)| waiver).collect();
        let names = Names::beside(Path::new(path));
        Faults::none_in(SORT, faults, Self { path: path.to_owned(), waivers, names })
    }
}

struct Reader<'r> {
    path: &'r str,
    text: &'r str,
    book: &'r RuleBook,
    today: Date,
    faults: &'r mut Vec<Fault>,
}

impl Reader<'_> {
    fn fault(&mut self, at: &Range<usize>, message: impl Into<String>, help: impl Into<String>) {
        self.faults.push(Fault::new(self.path, self.text, at.clone(), message).help(help));
    }

    /// One waiver; `None` where something is wrong with it.
    fn waiver(&mut self, entry: &Row) -> Option<Waiver> {
        self.unknown_fields(entry);
        let needed = FIELDS.iter().filter(|name| **name != OPTIONAL);
        let words: Vec<Option<Written>> = needed.map(|name| self.field(entry, name)).collect();
        let [expectation, plan, reason, approver, granted, expires] = words.try_into().ok()?;
        let found = expectation.and_then(|written| self.expectation(&written));
        let pattern = plan.as_ref().and_then(|plan| self.pattern(plan));
        let granted = granted.and_then(|written| Some((self.date(&written)?, written.at)));
        let expires = expires.and_then(|written| Some((self.date(&written)?, written.at)));
        if let (Some(granted), Some(expires)) = (&granted, &expires) {
            self.in_order(granted, expires);
        }
        let ((id, code), plan) = (found?, plan?);
        Some(Waiver {
            expectation: id,
            code,
            plan: plan.text.trim_start_matches("./").replace('\\', "/"),
            reason: reason?.text,
            approver: approver?.text,
            granted: granted?.0,
            expires: expires?.0,
            evidence: entry.cell(OPTIONAL).map(|written| written.text.clone()),
            pattern: pattern?,
        })
    }

    fn unknown_fields(&mut self, entry: &Row) {
        for (name, _) in entry.cells.iter().filter(|(name, _)| !FIELDS.contains(&name.text.as_str())) {
            let close = nearest(&name.text, FIELDS).map(|close| format!("did you mean `{close}`?"));
            let help = close.unwrap_or_else(|| format!("a waiver says: {}", FIELDS.join(", ")));
            self.fault(&name.at, format!("a waiver has no `{}`", name.text), help);
        }
    }

    fn field(&mut self, entry: &Row, name: &str) -> Option<Written> {
        let written = entry.cell(name).cloned();
        if written.is_none() {
            self.fault(&entry.at, format!("this waiver does not say its `{name}`"), wanted(name));
        }
        written
    }

    fn expectation(&mut self, written: &Written) -> Option<(String, String)> {
        let book = self.book;
        if let Some((_, found)) = book.expectation(&written.text) {
            return Some((found.id.clone(), found.code.clone()));
        }
        self.fault(
            &written.at,
            format!("there is no expectation called `{}`", written.text),
            meant(&written.text, book),
        );
        None
    }

    fn pattern(&mut self, written: &Written) -> Option<globset::GlobMatcher> {
        let plan = written.text.trim_start_matches("./").replace('\\', "/");
        let glob = GlobBuilder::new(&plan).literal_separator(true).build();
        match glob {
            Ok(glob) => Some(glob.compile_matcher()),
            Err(_) => {
                let help = "give the plan as it is seen from this file's folder, or a pattern such as `plans/*.docx`; in \
                            a pattern every `[` and `{` has to be closed";
                self.fault(&written.at, "this pattern cannot be read", help);
                None
            }
        }
    }

    fn date(&mut self, written: &Written) -> Option<Date> {
        let read = date(&written.text);
        if read.is_none() {
            self.fault(&written.at, format!("`{}` is not a day of the calendar", written.text), A_DATE);
        }
        read
    }

    /// Holds dates to the rules: given by today, ending after it was given, and within a year of that.
    fn in_order(&mut self, granted: &(Date, Range<usize>), expires: &(Date, Range<usize>)) {
        let latest = granted.0.months_later(LONGEST);
        if granted.0 > self.today {
            let help = format!("today is {}; a waiver cannot be given for later", self.today.in_words());
            self.fault(&granted.1, "this waiver was given in the future", help);
        }
        if expires.0 < granted.0 {
            let help = "`expires` is the last day it holds, and comes after `granted`";
            self.fault(&expires.1, "this waiver ends before it was given", help);
        } else if expires.0 > latest {
            let help = format!("the latest day it may have is {}; it can be given again then", latest.in_words());
            self.fault(&expires.1, format!("a waiver holds for {LONGEST} months at most"), help);
        }
    }

    /// One finding has one waiver: of two, nobody could say which holds.
    fn twice(&mut self, read: &[(Row, Option<Waiver>)]) {
        let waivers: Vec<(&Row, &Waiver)> =
            read.iter().filter_map(|(entry, waiver)| Some((entry, waiver.as_ref()?))).collect();
        for (index, (entry, waiver)) in waivers.iter().enumerate() {
            let same = |other: &Waiver| other.expectation == waiver.expectation && other.plan == waiver.plan;
            if waivers[..index].iter().any(|(_, other)| same(other)) {
                let message = format!("there is a waiver of {} for `{}` already", waiver.code, waiver.plan);
                self.fault(&entry.at, message, "keep the one that holds, and delete the other");
            }
        }
    }
}

/// How to write a day.
const A_DATE: &str = "write the year, the month and the day, for example 2026-12-31; 31/12/2026 is read too";

/// A day, as a register writes it or as spreadsheets here do: `2026-12-31`, `31/12/2026`, `31 December 2026`.
pub fn date(text: &str) -> Option<Date> {
    let text = text.trim();
    let mut parts = text.split('/');
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(day), Some(month), Some(year), None) if year.len() == 4 => {
            format!("{year}-{month:0>2}-{day:0>2}").parse().ok()
        }
        _ => text.parse().ok().or_else(|| Date::from_words(text)),
    }
}

/// What a field of a waiver is for.
pub(super) fn wanted(name: &str) -> String {
    match name {
        "expectation" => "name it by its code or id, for example expectation = \"CA-1\"".to_owned(),
        "plan" => {
            "give the plan as it is seen from this file's folder, for example plan = \"plans/north.docx\"".to_owned()
        }
        "reason" => "say why the finding is accepted; every report shows it".to_owned(),
        "approver" => "say who accepted it, by office: for example approver = \"Director of Public Health\"".to_owned(),
        "granted" => format!("say on what day it was given; {A_DATE}"),
        OPTIONAL => "say where more is written about it, such as the minutes of a meeting".to_owned(),
        _ => format!("say its last day, at most {LONGEST} months after it was given; {A_DATE}"),
    }
}

/// There is no expectation called `name`: what may have been meant.
pub fn unknown(name: &str, book: &RuleBook) -> miette::Report {
    miette::miette!(help = meant(name, book), "there is no expectation called `{name}`")
}

/// What expectation may have been meant by `name`.
pub(in crate::living) fn meant(name: &str, book: &RuleBook) -> String {
    let names = || book.expectations().flat_map(|(_, each)| [each.code.as_str(), each.id.as_str()]);
    let close = nearest(&name.to_uppercase(), names()).or_else(|| nearest(&name.to_lowercase(), names()));
    close.map_or_else(|| "`planlint explain --all` lists them".to_owned(), |close| format!("did you mean `{close}`?"))
}
