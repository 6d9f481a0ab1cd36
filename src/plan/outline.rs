//! A plan as an indented tree, for people: what each block is, where it stands, how it begins, where it came from.

use std::fmt::{self, Write};

use super::{BlockId, BlockKind, Plan};
use crate::text::{HeadingSign, Span};

/// Letters of a block that are shown.
const SHOWN: usize = 60;

/// Column at which origins stand, where the words leave room.
const ORIGINS: usize = 96;

impl Plan {
    /// Its tree, a line for each block and each filled cell.
    ///
    /// Blocks are indented by section and items by their list. `×3` is the number of sentences, where it is not one;
    /// `◂ 12` says that block 12 introduces the item.
    #[must_use]
    pub fn outline(&self) -> String {
        let mut out = String::new();
        write_plan(self, &mut out).expect("a string takes whatever is written to it");
        out
    }
}

fn write_plan(plan: &Plan, out: &mut String) -> fmt::Result {
    let counts = [
        (plan.blocks.len(), "block"),
        (plan.sections.len() - 1, "section"),
        (plan.tables.len(), "table"),
        (plan.sentences.len(), "sentence"),
    ];
    let counts = counts.map(|(count, noun)| format!("{count} {noun}{}", if count == 1 { "" } else { "s" }));
    writeln!(out, "plan: {}", counts.join(", "))?;
    (0..plan.blocks.len()).try_for_each(|block| write_block(plan, block, out))
}

fn write_block(plan: &Plan, id: BlockId, out: &mut String) -> fmt::Result {
    let block = &plan.blocks[id];
    let section = usize::from(plan.sections[block.section].level);
    let depth = match block.kind {
        BlockKind::Heading => section.saturating_sub(1),
        BlockKind::Item => section + usize::from(block.level),
        _ => section,
    };
    let mut line = format!("{id:>4}  {:indent$}{}", "", kind(plan, id), indent = 2 * depth);
    if let Some(number) = plan.table_number(id) {
        write!(line, " of table {number}")?;
    } else {
        block.label.map_or(Ok(()), |label| write!(line, "  ⟨{}⟩", plan.words(label)))?;
        block.field.map_or(Ok(()), |field| write!(line, "  {{{}}}", plan.words(field)))?;
        write!(line, "  {}", start(plan, block.span))?;
    }
    match block.sentences.len() {
        1 => {}
        count => write!(line, "  ×{count}")?,
    }
    block.lead_in.map_or(Ok(()), |lead_in| write!(line, "  ◂ {lead_in}"))?;
    write_with_origin(plan, line, block.line, out)?;
    write_cells(plan, id, depth, out)
}

fn kind(plan: &Plan, id: BlockId) -> String {
    let block = &plan.blocks[id];
    let boxed = if block.boxed { " in a box" } else { "" };
    let sign = match block.sign {
        Some(HeadingSign::Typed) => " (typed)",
        Some(HeadingSign::Looks) => " (by its looks)",
        Some(HeadingSign::Outline) => " (by outline)",
        _ => "",
    };
    match block.kind {
        BlockKind::Heading => format!("heading {}{sign}", block.level),
        other => format!("{}{boxed}", other.name()),
    }
}

fn write_cells(plan: &Plan, id: BlockId, depth: usize, out: &mut String) -> fmt::Result {
    let block = &plan.blocks[id];
    for cell in plan.cells[block.cells.clone()].iter().filter(|cell| !cell.span.is_empty()) {
        let name = cell.name.map_or_else(|| format!("[{}]", cell.column + 1), |name| format!("[{}]", plan.words(name)));
        let line = format!("{:indent$}{name} {}", "", start(plan, cell.span), indent = 8 + 2 * depth);
        write_with_origin(plan, line, cell.span, out)?;
    }
    Ok(())
}

fn write_with_origin(plan: &Plan, line: String, span: Span, out: &mut String) -> fmt::Result {
    let origin = plan.text.origin(span.start as usize).map_or_else(String::new, |origin| origin.to_string());
    let room = ORIGINS.saturating_sub(line.chars().count()).max(2);
    writeln!(out, "{line}{:room$}{origin}", "")
}

/// The first words of `span`, cut at a blank.
fn start(plan: &Plan, span: Span) -> String {
    let words = plan.words(span);
    let Some((cut, _)) = words.char_indices().nth(SHOWN) else { return words.to_owned() };
    let whole = words[..cut].rfind(' ').filter(|blank| *blank > 20).unwrap_or(cut);
    format!("{}…", words[..whole].trim_end_matches([',', ';', ' ']))
}
