//! `planlint schema`: JSON Schemas of the files people write, so that their editors can help.

use clap::Args;
use miette::miette;
use serde_json::Value;

use super::{Ending, output, settings};
use crate::fault::nearest;
use crate::living::waiver;
use crate::rules::schema;

/// Arguments of `schema`.
#[derive(Debug, Args)]
pub(super) struct SchemaArgs {
    /// The kind of file: expectation, pack, overlay, concepts, cues, tone, waivers or settings; lists them where none is named
    #[arg(value_name = "KIND")]
    kind: Option<String>,
}

/// The kinds of file that are no rule files, each with what it is.
const OTHERS: [(&str, &str); 2] =
    [("waivers", "findings that somebody has accepted: waivers.toml"), ("settings", "settings: planlint.toml")];

fn kinds() -> impl Iterator<Item = (&'static str, &'static str)> + Clone {
    schema::KINDS.into_iter().chain(OTHERS)
}

fn of(kind: &str) -> Option<Value> {
    match kind {
        "waivers" => Some(waiver::schema::schema()),
        "settings" => Some(settings::schema()),
        _ => schema::schema(kind).map(Value::from),
    }
}

impl SchemaArgs {
    /// Runs the command.
    pub(super) fn run(self) -> Ending {
        let shown = match &self.kind {
            None => kinds().map(|(kind, about)| format!("{kind:<12} {about}\n")).collect(),
            Some(kind) => {
                let schema = of(kind).ok_or_else(|| {
                    let kinds = kinds().map(|(kind, _)| kind);
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
