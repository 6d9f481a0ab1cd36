//! Agreement for people: each question with its measures, the table of strengths, and the units on which they differ.

use std::io::{self, Write};

use super::measures::DRAWS;
use super::result::{Agreement, Measure};
use crate::report::{counted, folded, shortened};

/// Writes `agreement` to `out` in lines of at most `width` columns.
///
/// # Errors
/// When `out` cannot be written to.
pub fn write(agreement: &Agreement, width: usize, out: &mut dyn Write) -> io::Result<()> {
    let left = agreement.units - agreement.coded;
    let left = if left > 0 { format!("; {left} left empty and not counted") } else { String::new() };
    writeln!(out, "{} coded of {}{left}", agreement.coded, counted(agreement.units, "unit"))?;
    if agreement.coded == 0 {
        return writeln!(out, "nothing can be said: fill in the column `strength`, 0 to 5, and save the sheet as CSV");
    }
    for question in &agreement.questions {
        writeln!(out, "\n{} ({})", capital(question.name), counted(question.units, "unit"))?;
        for measure in question.measures.iter().filter(|_| question.units > 0) {
            writeln!(out, "  {:<34}{}", measure.name, figures(measure))?;
        }
    }
    let note = format!(
        "kappa and alpha: 1 is full agreement, 0 is what chance gives. Krippendorff asks for 0.80, and for 0.667 where \
         conclusions are tentative. Intervals: 95 %, {DRAWS} draws from seed {}. Strata were drawn alike and not by their \
         size, so the first figures are of this sheet; those weighted are of all {}.",
        agreement.seed,
        counted(agreement.population, "block")
    );
    writeln!(out, "\n{}", folded(&note, width, ""))?;
    confusion(agreement, out)?;
    disagreements(agreement, width, out)
}

fn figures(measure: &Measure) -> String {
    match (measure.value, measure.interval) {
        (Some(value), Some([low, high])) => format!("{value:.3}   {low:.2} to {high:.2}"),
        (Some(value), None) => format!("{value:.3}   too few units for an interval"),
        (None, _) => "not defined: all in one category".to_owned(),
    }
}

fn confusion(agreement: &Agreement, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "\nStrength: the person's down, planlint's across")?;
    writeln!(out, "       {}", (0..6).map(|level| format!("{level:>5}")).collect::<String>())?;
    for (level, row) in agreement.confusion.iter().enumerate() {
        writeln!(out, "  {level:>5}{}", row.iter().map(|count| format!("{count:>5}")).collect::<String>())?;
    }
    Ok(())
}

fn disagreements(agreement: &Agreement, width: usize, out: &mut dyn Write) -> io::Result<()> {
    if agreement.disagreements.is_empty() {
        return writeln!(out, "\nNo unit is coded differently.");
    }
    writeln!(out, "\n{} coded differently", counted(agreement.disagreements.len(), "unit"))?;
    let room = width.saturating_sub(6);
    for unit in &agreement.disagreements {
        writeln!(out, "  {} {}", unit.unit, unit.place)?;
        writeln!(out, "      person: {}; planlint: {}", unit.person, unit.planlint)?;
        let text = unit.text.split_whitespace().collect::<Vec<_>>().join(" ");
        writeln!(out, "      {}", folded(&format!("“{}”", shortened(&text, 300)), room, "      "))?;
        if !unit.note.trim().is_empty() {
            writeln!(out, "      {}", folded(&format!("note: {}", unit.note.trim()), room, "      "))?;
        }
    }
    Ok(())
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default() + letters.as_str()
}
