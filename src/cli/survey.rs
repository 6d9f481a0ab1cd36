//! A run over plans, on all cores: results in the order of the plans, written as they come where the format allows.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use miette::miette;

use super::by::By;
use super::examine::{Examiner, names};
use super::format::Format;
use super::input::Plans;
use super::progress::Progress;
use super::{Ending, batch, columns, interrupt, output};
use crate::report::json::{NotTried, Summary};
use crate::report::ledger::{Ledger, words};
use crate::report::record::DocumentRecord;
use crate::report::table::Table;
use crate::report::tally::Tally;
use crate::report::{json, jsonl};

/// A run over plans.
pub(crate) struct Survey<'r> {
    /// The plans.
    pub(crate) plans: &'r Plans,
    /// How each is looked at.
    pub(crate) examiner: &'r Examiner<'r>,
    /// How to write the result.
    pub(crate) format: Format,
    /// How many plans to read at a time.
    pub(crate) threads: usize,
    /// What plans are grouped by.
    pub(crate) by: Option<By>,
}

/// What came of a run.
#[derive(Debug, Default)]
struct Came {
    /// Whether there is something to act on.
    acts: bool,
    /// Why plans could not be read: the first few, and how many there are.
    unread: (Vec<String>, usize),
}

impl Survey<'_> {
    /// Reads every plan, writes the report to `path` or to standard output, and gives the exit code.
    pub(crate) fn run(&self, path: Option<&Path>) -> Ending {
        interrupt::watch();
        let mut came = Came::default();
        output::report(path, self.format.is_for_people(), |out| self.write(&mut came, out))?;
        let counts = self.examiner.living.ledger().as_ref().is_some_and(Ledger::counts);
        came.acts |= counts && self.examiner.settled.counts();
        self.notes(&came).map_err(|error| miette!("{error}"))?;
        Ok(self.code(&came))
    }

    fn write(&self, came: &mut Came, out: &mut dyn Write) -> io::Result<()> {
        match self.format {
            Format::Text | Format::Narrated => self.table(came, out),
            Format::Jsonl => self.lines(came, out),
            format => {
                let mut documents = Vec::new();
                self.each(
                    came,
                    |record| record,
                    |record| {
                        documents.push(record);
                        Ok(())
                    },
                )?;
                let living = self.examiner.living.ledger();
                let report = json::report(&documents, self.examiner.settled.book, self.plans.not_tried());
                let report = json::Report { living, ..report };
                format.write(&report, self.examiner.settled.book, out)
            }
        }
    }

    /// Rows as they come, the totals at the end; no record is kept.
    fn table(&self, came: &mut Came, out: &mut dyn Write) -> io::Result<()> {
        let book = self.examiner.settled.book;
        let table = Table::new(book, &names(&self.plans.files), columns());
        let mut table = if self.format == Format::Narrated { table.narrated() } else { table };
        table.heading(out)?;
        let group = |record: &DocumentRecord| self.by.as_ref().map(|by| by.group(record)).unwrap_or_default();
        let row = |record: DocumentRecord| Tally::of(&record, book, group(&record));
        self.each(came, row, |tally| {
            table.row(&tally, out)?;
            out.flush()
        })?;
        table.totals(out)?;
        if let Some(ledger) = self.examiner.living.ledger() {
            writeln!(out)?;
            words::write(&ledger, columns(), self.format == Format::Narrated, out)?;
        }
        Ok(())
    }

    /// Lines as they come, each made on the thread that read the plan; no record is kept.
    fn lines(&self, came: &mut Came, out: &mut dyn Write) -> io::Result<()> {
        let mut summary = Summary::new(self.plans.not_tried());
        jsonl::run(self.examiner.settled.book, out)?;
        let line = |record: DocumentRecord| {
            let mut bytes = Vec::new();
            let written = jsonl::document(&record, &mut bytes);
            let mut counts = Summary::new(NotTried::default());
            counts.add(&record);
            (written, bytes, counts)
        };
        self.each(came, line, |(written, bytes, counts)| {
            written?;
            summary.join(&counts);
            out.write_all(&bytes)?;
            out.flush()
        })?;
        jsonl::summary(&summary, out)
    }

    /// Reads every plan, makes something of its record on the thread that read it, and takes that in order.
    fn each<T: Send>(
        &self,
        came: &mut Came,
        make: impl Fn(DocumentRecord) -> T + Sync,
        mut take: impl FnMut(T) -> io::Result<()>,
    ) -> io::Result<()> {
        let files = &self.plans.files;
        let progress = Progress::new(files.len());
        let work = |path: &PathBuf| {
            let record = self.examiner.record(path);
            let unread = record.error.as_ref().map(|trouble| trouble.message.clone());
            (self.examiner.settled.of(path).fail_on.acts(&record), unread, make(record))
        };
        batch::in_order(files, self.threads.min(files.len()), work, |(acts, unread, made)| {
            came.add(acts, unread);
            progress.step(|| take(made))
        })
    }

    /// What a report for machines says in its own way, in words for the person who started the run.
    fn notes(&self, came: &Came) -> io::Result<()> {
        let mut lines = Vec::new();
        let (said, all) = &came.unread;
        if !self.format.is_for_people() {
            lines.extend(said.iter().map(|message| format!("not read: {message}")));
            if *all > said.len() {
                lines.push(format!("not read: {} more; the report names them", all - said.len()));
            }
        }
        let misfits = self.examiner.manifest.map(|manifest| manifest.misfits(&self.plans.files)).unwrap_or_default();
        lines.extend(self.plans.note().into_iter().chain(misfits).map(|note| format!("note: {note}")));
        lines.iter().try_for_each(|line| writeln!(io::stderr(), "{line}"))
    }

    /// Nothing read is trouble.
    fn code(&self, came: &Came) -> u8 {
        match came.acts {
            _ if came.unread.1 == self.plans.files.len() => super::TROUBLE,
            true => super::FINDINGS,
            false => super::CLEAN,
        }
    }
}

/// How many messages about plans that could not be read are repeated on standard error.
const SAID: usize = 5;

impl Came {
    fn add(&mut self, acts: bool, unread: Option<String>) {
        self.acts |= acts;
        let (said, all) = &mut self.unread;
        *all += usize::from(unread.is_some());
        said.extend(unread.filter(|_| *all <= SAID));
    }
}
