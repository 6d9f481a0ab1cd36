//! What plans are grouped by: their kind, year or format, or a column of the manifest.

use super::manifest::Manifest;
use super::unknown;
use crate::report::record::DocumentRecord;

/// What a record says by itself.
const OWN: [&str; 3] = ["kind", "year", "format"];

/// What plans are grouped by.
#[derive(Clone, Debug)]
pub(crate) struct By {
    /// The manifest's column, or what the record says by itself.
    name: String,
}

impl By {
    /// Grouping by `name`, which `manifest` has as a column in any case of letters, or which every record says.
    ///
    /// # Errors
    /// When neither is so.
    pub(crate) fn new(name: &str, manifest: Option<&Manifest>) -> Result<Self, miette::Report> {
        let columns = || manifest.iter().flat_map(|manifest| manifest.columns.iter().map(String::as_str));
        let column = columns().chain(OWN).find(|column| column.eq_ignore_ascii_case(name));
        let known: Vec<&str> = columns().chain(OWN).collect();
        match column {
            Some(column) => Ok(Self { name: column.to_owned() }),
            None if manifest.is_none() => Err(miette::miette!(
                help = "to group by anything but kind, year and format, give a manifest: --manifest plans.csv",
                "there is nothing called `{name}` to group by"
            )),
            None => Err(unknown("column", name, known.into_iter())),
        }
    }

    /// The group that `record` is in.
    pub(crate) fn group(&self, record: &DocumentRecord) -> String {
        let told = record.about.get(&self.name).filter(|value| !value.is_empty()).cloned();
        let own = || match self.name.as_str() {
            "kind" => record.kind.clone(),
            "year" => record.period.map(|period| period.from.to_string()),
            "format" => record.format.clone(),
            _ => None,
        };
        told.or_else(own).unwrap_or_else(|| "not said".to_owned())
    }
}
