//! `planlint schema`: JSON Schemas of the files people write, so that their editors can help.

use clap::Args;
use miette::miette;

use super::{Ending, output};
use crate::fault::nearest;
use crate::rules::schema::{KINDS, schema};

/// Arguments of `schema`.
#[derive(Debug, Args)]
pub(super) struct SchemaArgs {
    /// The kind of file: expectation, pack, overlay, concepts or cues; lists them where none is named
    #[arg(value_name = "KIND")]
    kind: Option<String>,
}

impl SchemaArgs {
    /// Runs the command.
    pub(super) fn run(self) -> Ending {
        let shown = match &self.kind {
            None => KINDS.iter().map(|(kind, about)| format!("{kind:<12} {about}\n")).collect(),
            Some(kind) => {
                let schema = schema(kind).ok_or_else(|| {
                    let kinds = KINDS.iter().map(|(kind, _)| *kind);
                    let close = nearest(kind, kinds.clone()).map(|close| format!("did you mean `{close}`?"));
                    let all = || format!("it can be one of: {}", kinds.collect::<Vec<_>>().join(", "));
                    miette!(help = close.unwrap_or_else(all), "there is no schema called `{kind}`")
                })?;
                serde_json::to_string_pretty(&schema).unwrap_or_default() + "\n"
            }
        };
        output::to(None, |out| out.write_all(shown.as_bytes()))?;
        Ok(super::CLEAN)
    }
}
