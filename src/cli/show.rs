//! `planlint show`: what planlint sees, stage by stage.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{Ending, input, output};
use crate::query::Query;
use crate::rules::RuleBook;

/// Arguments of `show`.
#[derive(Debug, Args)]
pub(super) struct ShowArgs {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// The text of a document in plan notation, exactly as the grammar sees it
    Text {
        /// The document
        file: PathBuf,
    },
    /// The structure of a document: sections, blocks, tables
    Plan {
        /// The document
        file: PathBuf,
    },
    /// How a query is read
    Query {
        /// The query, in quotes: 'lonel* NEAR/5 reduc*'
        query: String,
    },
}

impl ShowArgs {
    /// Runs the command.
    pub(super) fn run(self) -> Ending {
        let shown = match self.what {
            What::Text { file } => input::input(&file, None).plan?.text().as_str().to_owned(),
            What::Plan { file } => input::input(&file, None).plan?.outline(),
            What::Query { query } => described(&query)?,
        };
        output::to(None, |out| out.write_all(shown.as_bytes()))?;
        Ok(super::CLEAN)
    }
}

fn described(written: &str) -> Result<String, miette::Report> {
    let query: Query = written.parse().map_err(|errors: crate::query::QueryErrors| miette::Report::new(errors))?;
    let errors = RuleBook::builtin().vocabulary.concepts.check(&query);
    if let Some(errors) = crate::query::QueryErrors::from_list(errors, written) {
        return Err(miette::Report::new(errors));
    }
    Ok(format!("{query}\n{}", query.describe()))
}
