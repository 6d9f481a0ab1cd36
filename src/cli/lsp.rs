//! `planlint lsp`: the language server, over standard input and output.

use std::path::{Path, PathBuf};

use clap::Args;
use miette::miette;

use super::living::TodayArg;
use super::settings::{Finder, Layer, Settled};
use super::{Asks, Checking, Ending, Reading, input};
use crate::lsp::{self, Service, wire};

/// Arguments of `lsp`.
#[derive(Debug, Args)]
pub(super) struct LspArgs {
    #[command(flatten)]
    checking: Checking,
    #[command(flatten)]
    today: TodayArg,
    /// Editors add this; standard input and output are always used
    #[arg(long, hide = true)]
    stdio: bool,
}

impl Asks for LspArgs {
    fn reading(&self) -> &Reading {
        &self.checking.reading
    }

    fn flags(&self) -> Layer {
        self.checking.flags()
    }

    fn paths(&self) -> Vec<PathBuf> {
        vec![PathBuf::from(".")]
    }
}

impl LspArgs {
    /// Runs the command.
    pub(super) fn run(self) -> Ending {
        let finder = self.finder()?;
        let settled = Settled::new(&finder, &[])?;
        let book = settled.book;
        // A file beside a plan that cannot be used is said by the commands; here the plan is checked all the same.
        let near = |path: &Path| finder.of(path).ok()?.options(book).ok();
        let options = |path: &Path| near(path).unwrap_or_else(|| settled.of(Path::new("plan.md")).options.clone());
        let service =
            Service { book, options: &options, plans: &|folder| plans(&finder, folder), today: &|| self.today.day() };
        let help = "an editor starts this command; on its own it waits for messages of the Language Server Protocol";
        wire::stdio(|connection| lsp::serve(connection, &service))
            .map_err(|error| miette!(help = help, "the conversation with the editor broke off: {error}"))?;
        Ok(super::CLEAN)
    }
}

/// The plans of a folder that an editor shows as text; none where its settings cannot be used.
fn plans(finder: &Finder, folder: PathBuf) -> Vec<PathBuf> {
    let text = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "md" || ending == "txt");
    input::chosen(&[folder], finder).unwrap_or_default().files.into_iter().filter(text).collect()
}
