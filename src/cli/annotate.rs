//! `planlint annotate`: a copy of a Word document or OpenDocument text with what was found as comments in it.

use std::io;
use std::path::PathBuf;

use clap::Args;
use miette::miette;

use super::living::LivingArgs;
use super::settings::{Layer, Settled};
use super::{Asks, Checking, Ending, Reading, columns, input, output, shown};
use crate::annotate::{Annotated, Comments, annotate};
use crate::check::check;
use crate::plan::Plan;
use crate::report::ledger::{Ledger, words};
use crate::report::record::DocumentRecord;
use crate::report::{counted, quoted};

/// Arguments of `annotate`.
#[derive(Debug, Args)]
pub(super) struct AnnotateArgs {
    /// The Word document (.docx) or OpenDocument text (.odt); it is not changed
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Where to write the copy with comments
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// Also comment on what is met, beside the words that meet it
    #[arg(long)]
    all: bool,
    /// Replace the output if it is there already, with whatever answers it holds
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    checking: Checking,
    #[command(flatten)]
    living: LivingArgs,
}

impl Asks for AnnotateArgs {
    fn reading(&self) -> &Reading {
        &self.checking.reading
    }

    fn flags(&self) -> Layer {
        self.checking.flags()
    }

    fn paths(&self) -> Vec<PathBuf> {
        vec![self.file.clone()]
    }
}

impl AnnotateArgs {
    /// Runs the command.
    pub(super) fn run(self) -> Ending {
        output::free(Some(&self.output), std::slice::from_ref(&self.file))?;
        let finder = self.finder()?;
        let files = std::slice::from_ref(&self.file);
        let settled = Settled::new(&finder, files)?;
        let (document, bytes) = input::load_whole(&self.file, self.checking.reading.stdin_filename())?;
        let plan = Plan::parse(settled.budget.read(&document.path, &bytes)?);
        let audit = check(&plan, settled.book, &settled.of(&self.file).options);
        let mut record = DocumentRecord::of(&audit, &document);
        let living = self.living.open(&*finder.run(files)?, settled.book)?;
        living.apply(std::slice::from_mut(&mut record));
        let choice = Comments { all: self.all, set_aside: record.accepted() };
        let made = annotate(&document.path, &bytes, &audit, &choice)?;
        self.fits(&made)?;
        let output = quoted(&shown(&self.output));
        let help = format!(
            "it may hold answers to comments; to go on from it, annotate it: `planlint annotate {output} -o <new name>`; or \
             choose another name, or replace it with --force"
        );
        output::unclaimed(&self.output, &made.bytes, self.force, &help)?;
        input::unchanged(&self.file, &document)?;
        output::to(Some(&self.output), |out| out.write_all(&made.bytes))?;
        self.say(&made)?;
        if let Some(ledger) = living.ledger().filter(Ledger::counts) {
            // a comment that was to set a finding aside and does not would otherwise never be heard of
            let _ = words::write(&ledger, columns(), false, &mut io::stderr());
        }
        Ok(super::CLEAN)
    }

    /// Programs open a document only under the ending of its kind.
    fn fits(&self, made: &Annotated) -> Result<(), miette::Report> {
        let ending = self.output.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        if output::is_stream(&self.output) || ending.as_deref() == Some(made.ending) {
            return Ok(());
        }
        let named = shown(&self.output.with_extension(made.ending));
        Err(miette!(
            help = format!("call the output `{named}`"),
            "the copy is a .{} file, and programs do not open it as `{}`",
            made.ending,
            shown(&self.output)
        ))
    }

    /// What was done, in a line.
    fn say(&self, made: &Annotated) -> Result<(), miette::Report> {
        let parts =
            [(made.added, "new"), (made.updated, "updated"), (made.resolved, "resolved"), (made.kept, "as before")];
        let all = made.added + made.updated + made.resolved + made.kept;
        let parts: Vec<String> =
            parts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
        let counts = match parts.is_empty() {
            true => "; `planlint check` says what was looked for, and what applies".to_owned(),
            false => format!(" ({})", parts.join(", ")),
        };
        let line = format!("{}: {}{counts}", shown(&self.output), counted(all, "comment"));
        output::say(&self.output, &line)
    }
}
