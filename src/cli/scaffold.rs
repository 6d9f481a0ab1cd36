//! `planlint scaffold`: a plan to be written, with a prompt wherever something is expected.

use std::path::{Path, PathBuf};

use clap::Args;
use miette::miette;

use super::settings::{Layer, Settled};
use super::{Asks, Checking, Ending, Reading, input, output, shown};
use crate::check::{Audit, Verdict, check};
use crate::report::counted;
use crate::scaffold::Scaffold;

/// Arguments of `scaffold`.
#[derive(Debug, Args)]
pub(super) struct ScaffoldArgs {
    /// Where to write it: a name that ends in .docx or .md; - is standard output, as Markdown
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// Write only what is missing in this draft, which is not changed
    #[arg(long = "for", value_name = "DRAFT")]
    draft: Option<PathBuf>,
    /// Replace the output if it is there already, with whatever was written in it
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    checking: Checking,
}

impl Asks for ScaffoldArgs {
    fn reading(&self) -> &Reading {
        &self.checking.reading
    }

    fn flags(&self) -> Layer {
        self.checking.flags()
    }

    fn paths(&self) -> Vec<PathBuf> {
        vec![self.draft.as_ref().unwrap_or(&self.output).clone()]
    }
}

impl ScaffoldArgs {
    /// Runs the command.
    pub(super) fn run(self) -> Ending {
        let drafts: Vec<PathBuf> = self.draft.iter().cloned().collect();
        output::free(Some(&self.output), &drafts)?;
        let is_word = self.is_word()?;
        let about = self.draft.as_ref().unwrap_or(&self.output);
        let settled = Settled::new(&self.finder()?, std::slice::from_ref(about))?;
        let book = settled.book;
        let options = &settled.of(about).options;
        if self.draft.is_none() && options.kind.is_none() {
            let kinds: Vec<&str> = book.vocabulary.kinds.iter().map(|kind| kind.id.as_str()).collect();
            return Err(miette!(
                help = format!("give one with --kind: {}", kinds.join(", ")),
                "a scaffold is for a kind of plan, and none was named"
            ));
        }
        let scaffold = match &self.draft {
            Some(draft) => self.for_draft(draft, &settled)?,
            None => Scaffold::of_kind(book, options),
        };
        if scaffold.prompts() == 0 {
            return self.nothing();
        }
        let bytes = if is_word { scaffold.word() } else { scaffold.markdown().into_bytes() };
        let help = "something may be written in it; choose another name, or replace it with --force";
        output::unclaimed(&self.output, &bytes, self.force, help)?;
        output::to(Some(&self.output), |out| out.write_all(&bytes))?;
        self.say(&scaffold)?;
        Ok(super::CLEAN)
    }

    fn for_draft(&self, draft: &Path, settled: &Settled) -> Result<Scaffold, miette::Report> {
        let plan = input::input(draft, self.checking.reading.stdin_filename(), &settled.budget).plan?;
        let audit = check(&plan, settled.book, &settled.of(draft).options);
        readable(&audit)?;
        Ok(Scaffold::for_draft(&audit, &shown(Path::new(draft.file_name().unwrap_or_default()))))
    }

    fn is_word(&self) -> Result<bool, miette::Report> {
        let ending = self.output.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        match ending.as_deref() {
            _ if output::is_stream(&self.output) => Ok(false),
            Some("docx") => Ok(true),
            Some("md" | "markdown") => Ok(false),
            _ => Err(miette!(
                help = "end its name in .docx for Word, or in .md for Markdown",
                "the name `{}` does not say how to write it",
                shown(&self.output)
            )),
        }
    }

    /// Nothing to write: the draft has all that is expected, or nothing is expected of such a plan.
    fn nothing(&self) -> Ending {
        let Some(draft) = &self.draft else {
            return Err(miette!(
                help = "`planlint explain --all` lists what is expected, of which kinds of plan, and since when",
                "nothing is expected of such a plan at that time"
            ));
        };
        output::to(None, |out| writeln!(out, "{}: nothing is missing, so nothing was written", shown(draft)))?;
        Ok(super::CLEAN)
    }

    fn say(&self, scaffold: &Scaffold) -> Result<(), miette::Report> {
        let (prompts, sections) = (counted(scaffold.prompts(), "prompt"), counted(scaffold.sections.len(), "section"));
        let line = format!("{}: {prompts} in {sections}", shown(&self.output));
        output::say(&self.output, &line)
    }
}

/// Refuses a draft of which nothing can be said: everything would seem to be missing.
fn readable(audit: &Audit<'_>) -> Result<(), miette::Report> {
    let Some(outcome) = audit.outcomes.iter().find(|outcome| outcome.verdict == Verdict::Undecided) else {
        return Ok(());
    };
    Err(miette!(
        help = "for a plan that is still to be written, give its kind instead: `planlint scaffold --kind <kind> -o <file>`",
        "nobody can tell yet what is missing in the draft: {}",
        outcome.because
    ))
}
