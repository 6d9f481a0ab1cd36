//! The parser pest derives from `grammar/plan.pest`.

/// Parses plan notation to pairs.
#[derive(pest_derive::Parser)]
#[grammar = "grammar/plan.pest"]
pub(super) struct Grammar;
