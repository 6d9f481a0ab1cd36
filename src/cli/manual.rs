//! `planlint completions` and `planlint man`: made from the arguments themselves, so that they cannot fall behind.

use clap::{Args, CommandFactory};
use clap_complete::Shell;
use miette::miette;

use super::{Cli, Ending, output};

/// Arguments of `completions`.
#[derive(Debug, Args)]
pub(super) struct CompletionsArgs {
    /// Your shell
    #[arg(value_enum)]
    shell: Shell,
}

impl CompletionsArgs {
    /// Runs the command.
    pub(super) fn run(self) -> Ending {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "planlint", &mut script);
        output::to(None, |out| out.write_all(&script))?;
        Ok(super::CLEAN)
    }
}

/// Arguments of `man`.
#[derive(Debug, Args)]
pub(super) struct ManArgs {
    /// The command whose page to print; the page of planlint itself where not given
    #[arg(value_name = "COMMAND")]
    command: Option<String>,
}

impl ManArgs {
    /// Runs the command.
    pub(super) fn run(self) -> Ending {
        let mut whole = Cli::command().disable_help_subcommand(true);
        whole.build();
        let command = match &self.command {
            None => whole,
            Some(name) => part(&whole, name)?,
        };
        let mut page = Vec::new();
        clap_mangen::Man::new(command)
            .render(&mut page)
            .map_err(|error| miette!("the page cannot be made: {error}"))?;
        output::to(None, |out| out.write_all(&page))?;
        Ok(super::CLEAN)
    }
}

/// The command called `name`; once the whole is built, its page is headed `planlint-check`.
fn part(whole: &clap::Command, name: &str) -> Result<clap::Command, miette::Report> {
    let known: Vec<&str> = whole.get_subcommands().map(clap::Command::get_name).collect();
    let part = whole.find_subcommand(name).cloned();
    part.ok_or_else(|| super::unknown("command", name, known.into_iter()))
}
