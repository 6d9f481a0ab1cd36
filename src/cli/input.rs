//! Plans as they come in: files, folders' files, standard input; each read with its hash, or with what was wrong.

use std::fs::File;
use std::io::{self, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::budget::Budget;
use super::settings::{Finder, Settled};
use super::walk::{Choice, Skipped, walk};
use super::{plain, shown};
use crate::check::check;
use crate::living::names::whole;
use crate::plan::Plan;
use crate::read::{self, Limits, ReadError};
use crate::report::Document;
use crate::report::json::NotTried;
use crate::report::record::DocumentRecord;
use crate::report::trouble::Trouble;
use crate::rules::hex;

/// A plan that was read, or why it was not.
pub(crate) struct Input {
    /// What reports call it.
    pub(crate) document: Document,
    /// The plan.
    pub(crate) plan: Result<Plan, ReadError>,
}

/// A document whose bytes are at hand.
pub(crate) struct Opened {
    /// What reports call it.
    pub(crate) document: Document,
    /// A name whose ending says the format.
    pub(crate) name: String,
    bytes: Vec<u8>,
}

impl Opened {
    fn new(path: &str, name: &str, bytes: Vec<u8>) -> Self {
        let document = Document { path: path.to_owned(), sha256: hex(&Sha256::digest(&bytes)) };
        Self { document, name: name.to_owned(), bytes }
    }

    /// Reads the plan in it.
    pub(crate) fn read(self, budget: &Budget) -> Input {
        Input { document: self.document, plan: budget.read(&self.name, &self.bytes).map(Plan::parse) }
    }
}

/// The bytes of `path`, with their hash, for what changes a document and does not only read it.
pub(crate) fn load_whole(path: &Path, name: Option<&str>) -> Result<(Document, Vec<u8>), ReadError> {
    let named = |path: String, bytes: Vec<u8>| (Document { path, sha256: hex(&Sha256::digest(&bytes)) }, bytes);
    if path == Path::new("-") {
        let bytes = load(io::stdin().lock()).unwrap_or_default();
        return Ok(named(name.unwrap_or("standard input").to_owned(), bytes));
    }
    let file = if path.is_dir() { Err(io::ErrorKind::IsADirectory.into()) } else { File::open(path) };
    match file.and_then(load) {
        Ok(bytes) => Ok(named(shown(path), bytes)),
        Err(error) => Err(read::read(path).err().unwrap_or(ReadError::Io {
            name: shown(path),
            problem: "it was there and is not any more",
            advice: None,
            source: Some(error),
        })),
    }
}

/// Reads `path`; `-` is standard input, whose format `name` tells by its ending.
pub(crate) fn input(path: &Path, name: Option<&str>, budget: &Budget) -> Input {
    open(path, name).map_or_else(|unread| *unread, |opened| opened.read(budget))
}

/// Opens `path`, as [`input`] does, and reads no further; or what `input` would give where it cannot be opened.
pub(crate) fn open(path: &Path, name: Option<&str>) -> Result<Opened, Box<Input>> {
    if path == Path::new("-") {
        return Ok(standard(name.unwrap_or("standard input.md")));
    }
    let file = if path.is_dir() { Err(io::ErrorKind::IsADirectory.into()) } else { File::open(path) };
    match file.and_then(load) {
        Ok(bytes) => Ok(Opened::new(&shown(path), &shown(path), bytes)),
        // The reader says it better: what is near, and whether it is a folder.
        Err(_) => Err(Box::new(Input {
            document: Document { path: shown(path), sha256: String::new() },
            plan: read::read(path).map(Plan::parse),
        })),
    }
}

/// Refuses to go on where `path` is no longer what was read as `document`.
pub(crate) fn unchanged(path: &Path, document: &Document) -> Result<(), miette::Report> {
    // what comes through a pipe comes once
    if !path.is_file() {
        return Ok(());
    }
    let now = File::open(path).and_then(load).map(|bytes| hex(&Sha256::digest(bytes)));
    if now.is_ok_and(|now| now == document.sha256) {
        return Ok(());
    }
    Err(miette::miette!(
        help = "save it, close it in Word, and run the command again",
        "`{}` was changed while it was being read",
        document.path
    ))
}

fn standard(name: &str) -> Opened {
    if io::stdin().is_terminal() {
        let _ =
            writeln!(io::stderr(), "reading the plan from the keyboard; end it with Ctrl-D (on Windows Ctrl-Z, Enter)");
    }
    // A pipe that breaks has nothing to judge: an empty plan is undecided, never a pass.
    let bytes = load(io::stdin().lock()).unwrap_or_default();
    Opened::new("-", name, bytes)
}

/// Everything in `source`, up to one byte more than a document may have: so devices without end come to one.
fn load(source: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    source.take(Limits::default().max_bytes.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The record of what checking the plan at `path` shows, or of why it could not be read.
pub(crate) fn record(path: &Path, name: Option<&str>, settled: &Settled) -> DocumentRecord {
    let input = input(path, name, &settled.budget);
    let options = &settled.of(path).options;
    match input.plan {
        Ok(plan) => DocumentRecord::of(&check(&plan, settled.book, options), &input.document),
        Err(error) => DocumentRecord::unread(&input.document, Trouble::of(&error), settled.book, options),
    }
}

/// What a person named: the documents to read, and what was passed over.
#[derive(Debug, Default)]
pub(crate) struct Plans {
    /// Files as named, and every file of a named folder whose ending is that of documents; in order. One that cannot be
    /// read is among them, so that no plan goes unsaid.
    pub(crate) files: Vec<PathBuf>,
    /// What else in those folders was passed over, and why.
    pub(crate) skipped: Skipped,
}

/// Finds the plans in `paths`; of folders, those that their settings take. One that is named twice is there once.
///
/// # Errors
/// When what is to be taken is not known: a pattern or a setting that cannot be used.
pub(crate) fn chosen(paths: &[PathBuf], finder: &Finder) -> Result<Plans, miette::Report> {
    let mut plans = Plans::default();
    for path in paths {
        if !path.is_dir() {
            plans.files.push(path.clone());
            continue;
        }
        let choice = Choice::of(&*finder.of(path)?, path)?;
        let found = walk(path, &choice, &mut plans.skipped);
        plans.files.extend(found.into_iter().filter(|file| read::is_document_name(file)));
    }
    let mut seen = rustc_hash::FxHashSet::default();
    plans.files.retain(|file| seen.insert(whole(file)));
    Ok(plans)
}

impl Plans {
    /// Says on standard error that there is nothing to read, and gives the exit code for it.
    pub(crate) fn none(&self) -> u8 {
        let help = match self.skipped.is_empty() {
            true => format!("planlint reads {}; name such a file, or a folder that holds some", read::formats()),
            false => format!("of what is there, {}", self.skipped.words()),
        };
        let report = miette::miette!(help = help, "no plans found");
        let _ = write!(io::stderr(), "{}", plain(report.as_ref()));
        super::NO_PLANS
    }

    /// What was passed over, for a report.
    pub(crate) fn not_tried(&self) -> NotTried {
        NotTried { passed_over: self.skipped.counts().collect() }
    }

    /// What was passed over, in a sentence.
    pub(crate) fn note(&self) -> Option<String> {
        Some(self.skipped.words()).filter(|note| !note.is_empty())
    }
}
