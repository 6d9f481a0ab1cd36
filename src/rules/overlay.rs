//! Overlays: what a council's own pack says of expectations that are not its own. It may change how much one matters,
//! or leave one out and say why; nothing is ever left out in silence, for a report counts it and gives the reason.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::{Pack, Severity};
use crate::fault::{Fault, nearest};
use crate::vocabulary::toml_fault;

/// What an overlay says of an expectation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Local {
    /// The pack that says it.
    pub pack: String,
    /// How much it matters there.
    pub severity: Option<Severity>,
    /// Why it is left out there, if it is.
    pub left_out: Option<String>,
}

/// `overlay.toml`, as written.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct OverlayFile {
    /// One entry for each expectation of another pack that is treated differently.
    expectation: Vec<OverlayEntry>,
}

/// An entry of an overlay.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct OverlayEntry {
    /// The expectation's id: `care-act/asset-map`.
    #[schemars(with = "String")]
    id: Spanned<String>,
    /// How much it matters here: error, warning or advice.
    severity: Option<Severity>,
    /// Why it is left out here; every report says so.
    left_out: Option<String>,
}

/// Applies the overlay of the pack `folder` to `packs`.
pub(super) fn apply(folder: &str, text: &str, packs: &mut [Pack], faults: &mut Vec<Fault>) {
    let path = format!("{folder}/overlay.toml");
    let file: OverlayFile = match toml::from_str(text) {
        Ok(file) => file,
        Err(error) => return faults.push(toml_fault(&path, text, &error)),
    };
    for entry in file.expectation {
        let wanted = entry.id.get_ref();
        let ids: Vec<String> =
            packs.iter().flat_map(|pack| &pack.expectations).map(|expectation| expectation.id.clone()).collect();
        let found =
            packs.iter_mut().flat_map(|pack| &mut pack.expectations).find(|expectation| expectation.id == *wanted);
        let Some(expectation) = found else {
            let fault = Fault::new(&path, text, entry.id.span(), format!("there is no expectation called `{wanted}`"));
            let close = nearest(wanted, ids.iter().map(String::as_str));
            faults.push(fault.help(close.map_or_else(
                || "`planlint explain --all` lists them".to_owned(),
                |close| format!("did you mean `{close}`?"),
            )));
            continue;
        };
        if entry.left_out.as_ref().is_some_and(|why| why.trim().is_empty()) {
            let fault = Fault::new(&path, text, entry.id.span(), "this is left out without a reason");
            faults.push(fault.help("say why in `left-out`; every report gives the reason"));
        }
        expectation.local = Some(Local { pack: folder.to_owned(), severity: entry.severity, left_out: entry.left_out });
    }
}
