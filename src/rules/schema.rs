//! JSON Schemas of the files people write, for editors: made from the types that read them, so never out of step.

use std::collections::BTreeMap;

use schemars::{Schema, schema_for};

use super::load::{ExpectationFile, PackFile};
use super::overlay::OverlayFile;
use crate::vocabulary::{ConceptEntry, CueFile, ToneFile};

/// The kinds of file, each with what it is.
pub const KINDS: [(&str, &str); 6] = [
    ("expectation", "one expectation: rules/<pack>/<name>.toml"),
    ("pack", "a pack's card: pack.toml"),
    ("overlay", "what a council's own pack says of other packs' expectations: overlay.toml"),
    ("concepts", "concepts: any file whose name ends in concepts.toml"),
    ("cues", "cues of strength, standing and slots: rules/vocabulary/*.toml"),
    ("tone", "words that sound like a deed or like none: rules/vocabulary/tone.toml"),
];

/// The schema of a kind of file; `None` where there is no such kind.
#[must_use]
pub fn schema(kind: &str) -> Option<Schema> {
    Some(match kind {
        "expectation" => schema_for!(ExpectationFile),
        "pack" => schema_for!(PackFile),
        "overlay" => schema_for!(OverlayFile),
        "concepts" => schema_for!(BTreeMap<String, ConceptEntry>),
        "cues" => schema_for!(CueFile),
        "tone" => schema_for!(ToneFile),
        _ => return None,
    })
}
