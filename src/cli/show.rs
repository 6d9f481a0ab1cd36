//! `planlint show`: what planlint sees, stage by stage.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use miette::{LabeledSpan, MietteDiagnostic};

use super::budget::{Budget, Limits};
use super::{Ending, input, output};
use crate::query::{Query, QueryErrors};
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
        #[command(flatten)]
        limits: Limits,
    },
    /// The structure of a document: sections, blocks, tables
    Plan {
        /// The document
        file: PathBuf,
        #[command(flatten)]
        limits: Limits,
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
            What::Text { file, limits } => {
                input::input(&file, None, &Budget::new(limits)).plan?.text().as_str().to_owned()
            }
            What::Plan { file, limits } => input::input(&file, None, &Budget::new(limits)).plan?.outline(),
            What::Query { query } => described(&query)?,
        };
        output::to(None, |out| out.write_all(shown.as_bytes()))?;
        Ok(super::CLEAN)
    }
}

fn described(written: &str) -> Result<String, miette::Report> {
    let query: Query = written.parse().map_err(|errors| mistaken(errors, written))?;
    let errors = RuleBook::builtin().vocabulary.concepts.check(&query);
    if let Some(errors) = QueryErrors::from_list(errors, written) {
        return Err(mistaken(errors, written));
    }
    Ok(format!("{query}\n{}", query.describe()))
}

/// The mistakes in a query; where it is very long, the first one alone, with the words around it.
fn mistaken(errors: QueryErrors, written: &str) -> miette::Report {
    let Some(first) = errors.iter().next().filter(|_| written.len() > LONG) else {
        return miette::Report::new(errors);
    };
    let floor = |at: usize| (0..=at).rev().find(|at| written.is_char_boundary(*at)).unwrap_or(0);
    let start = floor(first.span().start.saturating_sub(20));
    let end = floor((start + 60).min(written.len()));
    let at = (first.span().start - start).min(end - start);
    let labels = vec![LabeledSpan::at(at..(at + first.span().len()).min(end - start), "here")];
    let diagnostic = MietteDiagnostic::new(first.message()).with_code(first.code()).with_labels(labels);
    let diagnostic = if first.help_text().is_empty() { diagnostic } else { diagnostic.with_help(first.help_text()) };
    miette::Report::new(diagnostic).with_source_code(written[start..end].to_owned())
}

/// A query longer than this is not shown whole.
const LONG: usize = 400;
