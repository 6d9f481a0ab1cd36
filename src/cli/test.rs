//! `planlint test`: the tests inside rule files.

use clap::Args;

use super::{Ending, output};
use crate::rules::RuleBook;
use crate::trial::{self, Mutant, Trial};

/// Arguments of `test`.
#[derive(Debug, Args)]
pub(super) struct TestArgs {
    /// Packs to test, for example care-act; all where none is named
    #[arg(value_name = "PACK")]
    packs: Vec<String>,
    /// Test the rule files of this folder instead of those inside the program; laid out as `rules/` is
    #[arg(long, value_name = "FOLDER")]
    rules: Option<std::path::PathBuf>,
    /// Also change every test that is met so that its verdict must change too, and say how many changes were caught
    #[arg(long)]
    mutate: bool,
    /// Show every test, not only those that went wrong
    #[arg(short, long)]
    verbose: bool,
}

impl TestArgs {
    /// Runs the command.
    pub(super) fn run(self) -> Ending {
        let named =
            |name: &str| self.packs.is_empty() || self.packs.iter().any(|pack| name.starts_with(&format!("{pack}/")));
        let wanted = |trial: &Trial| named(&trial.name);
        let book = self.rules.as_deref().map_or_else(|| Ok(RuleBook::builtin_with_tests()), RuleBook::read)?;
        let trials: Vec<Trial> = trial::all(book).into_iter().filter(wanted).collect();
        if trials.is_empty() {
            return Err(miette::miette!(
                help = "`planlint explain --all` lists the packs and their expectations",
                "no tests found for {}",
                self.packs.join(", ")
            ));
        }
        let results: Vec<(String, Result<(), String>)> =
            trials.into_iter().map(|trial| (trial.name.clone(), trial.run())).collect();
        let wrong = results.iter().filter(|(_, result)| result.is_err()).count();
        let mutants = if self.mutate { trial::mutants(book) } else { Vec::new() };
        let mutants: Vec<Mutant> = mutants.into_iter().filter(|mutant| named(&mutant.name)).collect();
        output::to(None, |out| {
            for (name, result) in &results {
                match result {
                    Ok(()) if self.verbose => writeln!(out, "ok     {name}")?,
                    Ok(()) => {}
                    Err(why) => writeln!(out, "wrong  {name}\n       {}", why.replace('\n', "\n       "))?,
                }
            }
            writeln!(out, "{} tests: {} right, {wrong} wrong", results.len(), results.len() - wrong)?;
            score(&mutants, out)
        })?;
        Ok(if wrong > 0 { super::FINDINGS } else { super::CLEAN })
    }
}

/// How many mutants were caught, and which were not.
fn score(mutants: &[Mutant], out: &mut dyn std::io::Write) -> std::io::Result<()> {
    if mutants.is_empty() {
        return Ok(());
    }
    for mutant in mutants.iter().filter(|mutant| !mutant.caught) {
        let text = mutant.text.trim().lines().take(12).collect::<Vec<_>>().join("\n            ");
        writeln!(out, "not caught  {}\n            {text}", mutant.name)?;
    }
    let caught = mutants.iter().filter(|mutant| mutant.caught).count();
    let score = caught as f64 / mutants.len() as f64;
    writeln!(out, "{} mutants: {caught} caught; mutation score {score:.3}", mutants.len())
}
