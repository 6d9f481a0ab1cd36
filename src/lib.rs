//! planlint reads local commissioning plans and shows, as the best compilers do, what is missing on loneliness and
//! social isolation, where it belongs, why it is expected and what would put it right.
//!
//! ```text
//! document ─ read ─▶ Text ─ plan ─▶ Plan ─ evidence ─▶ Passages ─┐
//!                                        rules ─▶ Expectations ──┴─ check ─▶ Audit ─ report ─▶ people, machines
//! ```
//!
//! Nothing here touches the network, the clock or the author's document.

mod plan;
mod read;
mod text;

pub use plan::{Block, BlockId, BlockKind, Cell, Plan, Section, SectionId, Sentence, Table};
pub use read::{Limits, PackageLimits, ReadError, read, read_bytes, read_bytes_with, read_with};
pub use text::{Format, HeadingSign, LineFacts, Mark, Origin, Piece, SourceRange, Span, Story, Text, TextBuilder};
