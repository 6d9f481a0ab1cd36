//! A manifest: a CSV file that says of each plan whose it is, such as its organisation, region and type.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use indexmap::IndexMap;
use miette::miette;
use rustc_hash::FxHashMap;

use super::shown;
use crate::fault::nearest;
use crate::living::names::whole;
use crate::report::counted;

/// The column that names the plan.
const PATH: &str = "path";

/// What a manifest says.
pub(crate) struct Manifest {
    /// The file.
    name: String,
    /// Its columns, the path apart, in their order.
    pub(crate) columns: Vec<String>,
    rows: FxHashMap<PathBuf, Row>,
}

struct Row {
    /// The path as written.
    written: String,
    line: u64,
    about: IndexMap<String, String>,
}

impl Manifest {
    /// Reads the manifest at `path`.
    ///
    /// # Errors
    /// When it cannot be read, has no column of paths, or names a plan twice.
    pub(crate) fn read(path: &Path) -> Result<Self, miette::Report> {
        let name = shown(path);
        let bytes = std::fs::read(path).map_err(|error| miette!("the manifest `{name}` cannot be read: {error}"))?;
        let bytes = crate::read::table(&name, &bytes).transpose()?.map_or(bytes, String::into_bytes);
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
        let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).flexible(true).from_reader(bytes);
        let headers = reader.headers().map_err(|error| unreadable(&name, &error))?.clone();
        let at = headers
            .iter()
            .position(|header| header.eq_ignore_ascii_case(PATH))
            .ok_or_else(|| no_path(&name, &headers))?;
        let columns =
            headers.iter().enumerate().filter(|(column, _)| *column != at).map(|(_, header)| header.to_owned());
        let mut manifest = Self { name, columns: columns.collect(), rows: FxHashMap::default() };
        for record in reader.records() {
            let record = record.map_err(|error| unreadable(&manifest.name, &error))?;
            manifest.row(path.parent().unwrap_or(Path::new("")), &headers, at, &record)?;
        }
        Ok(manifest)
    }

    fn row(
        &mut self,
        folder: &Path,
        headers: &csv::StringRecord,
        at: usize,
        record: &csv::StringRecord,
    ) -> Result<(), miette::Report> {
        let written = record.get(at).unwrap_or_default().to_owned();
        if written.is_empty() {
            return Ok(());
        }
        let line = record.position().map_or(0, csv::Position::line);
        let cells = headers.iter().zip(record).enumerate().filter(|(column, _)| *column != at);
        let about = cells.map(|(_, (header, cell))| (header.to_owned(), cell.to_owned())).collect();
        let row = Row { written, line, about };
        let Some(before) = self.rows.insert(place(folder, &row.written), row) else { return Ok(()) };
        Err(miette!(
            help = "keep one of the rows",
            "the manifest `{}` has two rows for `{}`, the first in line {}",
            self.name,
            before.written,
            before.line
        ))
    }

    /// What it says of the plan at `path`.
    pub(crate) fn about(&self, path: &Path) -> Option<&IndexMap<String, String>> {
        self.rows.get(&whole(path)).map(|row| &row.about)
    }

    /// What does not fit: rows that match none of `files`, and files that have no row; a sentence each.
    pub(crate) fn misfits(&self, files: &[PathBuf]) -> Vec<String> {
        let there: rustc_hash::FxHashSet<PathBuf> = files.iter().map(|file| whole(file)).collect();
        let rows = self.rows.iter().filter(|(place, _)| !there.contains(*place));
        let rows: BTreeMap<u64, &str> = rows.map(|(_, row)| (row.line, row.written.as_str())).collect();
        let files: Vec<String> =
            files.iter().filter(|file| self.about(file).is_none()).map(|file| shown(file)).collect();
        let listed = |count: usize, what: &str, one: &str, more: &str, names: Vec<&str>| {
            let verb = if count == 1 { one } else { more };
            format!("{} of `{}` {verb}: {}", counted(count, what), self.name, shortlist(&names))
        };
        let mut notes = Vec::new();
        if !rows.is_empty() {
            notes.push(listed(rows.len(), "row", "matches no plan", "match no plan", rows.into_values().collect()));
        }
        if !files.is_empty() {
            let names: Vec<&str> = files.iter().map(String::as_str).collect();
            let has = if files.len() == 1 { "has" } else { "have" };
            notes.push(format!(
                "{} {has} no row in `{}`: {}",
                counted(files.len(), "plan"),
                self.name,
                shortlist(&names)
            ));
        }
        notes
    }
}

/// The first few names, and how many more there are.
fn shortlist(names: &[&str]) -> String {
    let first: Vec<String> = names.iter().take(3).map(|name| format!("`{name}`")).collect();
    match names.len() - first.len() {
        0 => first.join(", "),
        more => format!("{} and {more} more", first.join(", ")),
    }
}

/// Where a row's plan is: from the folder of the manifest, or, as reports write it, from here.
fn place(folder: &Path, written: &str) -> PathBuf {
    let written = written.replace('\\', "/");
    let beside = whole(&folder.join(&written));
    if beside.exists() {
        beside
    } else {
        Some(whole(Path::new(&written))).filter(|here| here.exists()).unwrap_or(beside)
    }
}

fn unreadable(name: &str, error: &csv::Error) -> miette::Report {
    miette!(
        help = "save it from Excel as `CSV UTF-8 (Comma delimited)`",
        "the manifest `{name}` cannot be read: {}",
        error.to_string().to_lowercase()
    )
}

fn no_path(name: &str, headers: &csv::StringRecord) -> miette::Report {
    let close = nearest(PATH, headers.iter()).map(|close| format!("is it the one called `{close}`? call it `{PATH}`"));
    let columns = || {
        format!(
            "its columns are: {}; call the one that names the plans `{PATH}`",
            headers.iter().collect::<Vec<_>>().join(", ")
        )
    };
    miette!(help = close.unwrap_or_else(columns), "the manifest `{name}` has no column called `{PATH}`")
}
