//! `planlint waive`: writes one waiver to a register, whole or not at all.

use std::path::{Path, PathBuf};

use clap::Args;
use miette::miette;

use super::living::{REGISTER, TodayArg, register};
use super::{Ending, output, shown};
use crate::date::Date;
use crate::living::names::Names;
use crate::living::waiver::add::{Draft, added};
use crate::living::waiver::load::unknown;
use crate::living::waiver::{LONGEST, Register};
use crate::rules::RuleBook;
use crate::table::is_name_of_table;

/// Arguments of `waive`.
#[derive(Debug, Args)]
#[command(after_help = "Example:
  planlint waive CA-1 --plan plans/north.docx --reason \"the new service starts in April\" \\
      --approver \"Director of Public Health\" --expires 2027-03-31")]
pub(super) struct WaiveArgs {
    /// The expectation, by its code or id: CA-1
    #[arg(value_name = "CODE")]
    expectation: String,
    /// The plan, or a pattern in quotes for several: "plans/*.docx"
    #[arg(long, value_name = "FILE")]
    plan: String,
    /// Why the finding is accepted; every report shows it
    #[arg(long, value_name = "WORDS")]
    reason: String,
    /// Who accepts it, by office
    #[arg(long, value_name = "WORDS")]
    approver: String,
    /// The last day it holds, at most 12 months from now; to the end of that day in London
    #[arg(long, value_name = "DATE", value_parser = super::date)]
    expires: Date,
    /// Where more is written about it, such as the minutes of a meeting
    #[arg(long, value_name = "WORDS")]
    evidence: Option<String>,
    /// The file of waivers; made where there is none
    #[arg(long, value_name = "FILE", env = "PLANLINT_WAIVERS", hide_env_values = true, default_value = REGISTER)]
    waivers: PathBuf,
    /// Take the place of a waiver that is there already
    #[arg(long)]
    renew: bool,
    /// A council's own pack that the expectation is in: a folder with a pack.toml; may be given again
    #[arg(long = "pack", value_name = "FOLDER")]
    packs: Vec<PathBuf>,
    #[command(flatten)]
    today: TodayArg,
}

impl WaiveArgs {
    /// Runs the command.
    pub(super) fn run(self) -> Ending {
        let book = RuleBook::with(&self.packs)?;
        let today = self.today.day();
        if is_name_of_table(&shown(&self.waivers)) {
            let help = "add a row to it by hand, or keep waivers in a file that ends in .toml";
            return Err(miette!(
                code = "planlint::waivers",
                help = help,
                "planlint does not write to tables of waivers"
            ));
        }
        let draft = self.draft(book, today)?;
        output::free(Some(&self.waivers), &[])?;
        output::fitting(Some(&self.waivers), &["toml"])?;
        let (text, before) = if self.waivers.exists() {
            let before = register(&self.waivers, book, today)?;
            (std::fs::read_to_string(&self.waivers).unwrap_or_default(), Some(before))
        } else {
            (HEAD.to_owned(), None)
        };
        let there =
            before.as_ref().and_then(|register| register.waivers.iter().position(|waiver| waiver.is_of(&draft)));
        if let Some((waiver, false)) = there.and_then(|index| Some((&before.as_ref()?.waivers[index], self.renew))) {
            let help = "to give it again, with this reason and this last day, add --renew";
            let (plan, day) = (&waiver.plan, waiver.expires.in_words());
            return Err(miette!(
                code = "planlint::waivers",
                help = help,
                "there is a waiver of {} for `{plan}` already, until {day}",
                waiver.code
            ));
        }
        let text = added(&text, &draft, there);
        // what is written is what could be read: a fault here is one of the arguments
        let after = Register::read(&shown(&self.waivers), &text, book, today)?;
        output::to(Some(&self.waivers), |out| out.write_all(text.as_bytes()))?;
        self.say(&draft, &after, there.is_some())?;
        Ok(super::CLEAN)
    }

    fn draft(&self, book: &RuleBook, today: Date) -> Result<Draft, miette::Report> {
        let Some((_, expectation)) = book.expectation(&self.expectation) else {
            return Err(unknown(&self.expectation, book));
        };
        self.ends_in_time(today)?;
        Ok(Draft {
            expectation: expectation.code.clone(),
            plan: self.plan()?,
            reason: said("reason", &self.reason)?,
            approver: said("approver", &self.approver)?,
            granted: today,
            expires: self.expires,
            evidence: self.evidence.clone(),
        })
    }

    fn ends_in_time(&self, today: Date) -> Result<(), miette::Report> {
        let (latest, ends) = (today.months_later(LONGEST), self.expires.in_words());
        let help = format!("give a day from {} to {}", today.in_words(), latest.in_words());
        if self.expires < today {
            return Err(miette!(
                code = "planlint::waivers",
                help = help,
                "a waiver that ended on {ends} would cover nothing"
            ));
        }
        if self.expires > latest {
            return Err(miette!(
                code = "planlint::waivers",
                help = help,
                "a waiver holds for {LONGEST} months at most, and {ends} is later"
            ));
        }
        Ok(())
    }

    /// The plan as seen from the register. A pattern may match plans that are still to come; a plan has to be there.
    fn plan(&self) -> Result<String, miette::Report> {
        let name = Names::beside(&self.waivers).name(&self.plan);
        if Path::new(&self.plan).is_file() {
            // a file whose name has brackets is itself, and no pattern
            return Ok(globset::escape(&name));
        }
        if !self.plan.contains(['*', '?', '{']) && !self.has_match() {
            let help = "give the plan as it is seen from here, or a pattern in quotes such as \"plans/*.docx\"";
            return Err(miette!(code = "planlint::waivers", help = help, "there is no plan `{}`", self.plan));
        }
        Ok(name)
    }

    /// Whether a file is there that the pattern matches.
    fn has_match(&self) -> bool {
        let Ok(glob) = globset::Glob::new(&self.plan) else { return false };
        let (glob, path) = (glob.compile_matcher(), Path::new(&self.plan));
        let folder = path.parent().unwrap_or(Path::new(""));
        let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let files = std::fs::read_dir(here).into_iter().flatten().flatten();
        files.into_iter().any(|file| glob.is_match(folder.join(file.file_name())))
    }

    fn say(&self, draft: &Draft, after: &Register, renewed: bool) -> Result<(), miette::Report> {
        let file = shown(&self.waivers);
        let done = if renewed { "given again" } else { "written" };
        let until = draft.expires.in_words();
        let all = crate::report::counted(after.waivers.len(), "waiver");
        let is_file = Path::new(&self.plan).is_file();
        let (code, seen) = (&draft.expectation, Names::beside(&self.waivers).name(&self.plan));
        let plan = if is_file { &seen } else { &draft.plan };
        output::to(None, |out| {
            writeln!(out, "{done}: {code} for `{plan}`, until the end of {until}; {file} has {all}")?;
            let named = if is_file { &crate::report::quoted(&self.plan) } else { "PLANS" };
            writeln!(out, "next: planlint check {named} --waivers {}", crate::report::quoted(&file))
        })
    }
}

/// Words that may not be empty.
fn said(flag: &str, words: &str) -> Result<String, miette::Report> {
    let words = words.trim();
    if words.is_empty() {
        return Err(miette!(
            code = "planlint::waivers",
            help = "every report shows it, so that all can judge",
            "--{flag} is empty"
        ));
    }
    Ok(words.to_owned())
}

/// How a new register begins.
const HEAD: &str = "\
# Findings of planlint that somebody has accepted for a time. Each holds to the end of the day `expires`, in London,
# and for 12 months at most. Plans are named as they are seen from this folder; a pattern such as plans/*.docx names several.
";
