//! The sheet that people code, its key, and the two read back. The sheet says nothing of what planlint says.

use std::collections::BTreeSet;
use std::io::{self, Write};

use super::sample::{Label, Unit};
use crate::fault::{Fault, Faults, nearest};
use crate::table::{Row, Table, Written, row};
use crate::vocabulary::{Family, Standing, Strength};

/// Columns of the sheet: those before `strength` are to be read, the rest to be filled in.
pub const SHEET: [&str; 9] = ["unit", "section", "before", "text", "after", "strength", "standing", "family", "note"];

/// Columns of the key.
pub const KEY: [&str; 8] = ["unit", "path", "place", "strength", "standing", "family", "population", "drawn"];

const STRENGTHS: [Strength; 6] = [
    Strength::Absent,
    Strength::Mention,
    Strength::Need,
    Strength::Aspiration,
    Strength::Commitment,
    Strength::Measurable,
];

const STANDINGS: [Standing; 7] = [
    Standing::Asserted,
    Standing::Quoted,
    Standing::Other,
    Standing::Ceased,
    Standing::Negated,
    Standing::Conditional,
    Standing::Historical,
];

const FAMILIES: [Family; 3] = [Family::A, Family::B, Family::C];

/// Writes the sheet of `units`: nothing in it says what planlint makes of them.
///
/// # Errors
/// When `out` cannot be written to.
pub fn write(units: &[Unit], out: &mut dyn Write) -> io::Result<()> {
    out.write_all(row(SHEET).as_bytes())?;
    units.iter().try_for_each(|unit| {
        let cells = [&unit.id, &unit.section, &unit.before, &unit.text, &unit.after, "", "", "", ""];
        out.write_all(row(cells).as_bytes())
    })
}

/// Writes the key to `units`: where each is from, and what planlint says of it.
///
/// # Errors
/// When `out` cannot be written to.
pub fn write_key(units: &[Unit], out: &mut dyn Write) -> io::Result<()> {
    out.write_all(row(KEY).as_bytes())?;
    units.iter().try_for_each(|unit| {
        let label = unit.label;
        let (standing, family) = (label.standing.map_or("", Standing::name), label.family.map_or("", Family::name));
        let (population, drawn) = (unit.population.to_string(), unit.drawn.to_string());
        let cells = [&unit.id, &unit.path, &unit.place, label.strength.name(), standing, family, &population, &drawn];
        out.write_all(row(cells).as_bytes())
    })
}

/// A unit that somebody was asked to code.
#[derive(Clone, Debug, PartialEq)]
pub struct Coded {
    /// What sheet and key call it.
    pub id: String,
    /// Path of its plan, and where in it.
    pub place: String,
    /// Its words.
    pub text: String,
    /// What planlint says.
    pub said: Label,
    /// What the person says; `None` where the row was left empty.
    pub person: Option<Label>,
    /// What the person noted.
    pub note: String,
    /// How many blocks one drawn of its stratum stands for.
    pub weight: f64,
}

/// A file that was read: what it is called, and its text.
#[derive(Clone, Copy, Debug)]
pub struct Named<'t> {
    /// Its path, as given.
    pub path: &'t str,
    /// Its text.
    pub text: &'t str,
}

/// Brings a coded `sheet` and its `key` together.
///
/// # Errors
/// Every fault in both: a column that is not there, a word that is no strength or standing, a unit without its key or
/// with two rows.
pub fn read(sheet: Named<'_>, key: Named<'_>) -> Result<Vec<Coded>, Faults> {
    let mut faults = Vec::new();
    let (rows, keys) = (Table::read(sheet.text), Table::read(key.text));
    let mut of_sheet = Reader { file: sheet, faults: &mut faults };
    of_sheet.columns(&rows, &["unit", "text", "strength", "standing"], "a sheet of `planlint sample`");
    let persons: Vec<Option<(&Row, Option<Label>)>> =
        rows.rows.iter().map(|row| Some((row, of_sheet.person(row)?))).collect();
    let mut of_key = Reader { file: key, faults: &mut faults };
    of_key.columns(&keys, &KEY, "the key to a sheet of `planlint sample`");
    let said: Vec<Option<(&str, Coded)>> = keys.rows.iter().map(|row| of_key.key(row)).collect();
    let (mut coded, mut seen) = (Vec::new(), BTreeSet::new());
    for (row, person) in persons.into_iter().flatten() {
        let id = row.cell("unit").map(|written| written.text.trim()).unwrap_or_default();
        if !id.is_empty() && !seen.insert(id) {
            Reader { file: sheet, faults: &mut faults }.fault(
                &row.cell("unit").cloned().unwrap_or_default(),
                format!("the unit `{id}` stands in the sheet twice"),
                "take one of the two rows out: each unit counts once; two people who code have a sheet each",
            );
            continue;
        }
        match said.iter().flatten().find(|(unit, _)| *unit == id) {
            Some((_, unit)) => {
                let words = |name: &str| row.cell(name).map(|written| written.text.clone()).unwrap_or_default();
                coded.push(Coded { text: words("text"), note: words("note"), person, ..unit.clone() });
            }
            None => Reader { file: sheet, faults: &mut faults }.fault(
                &row.cell("unit").cloned().unwrap_or_else(|| Written { text: String::new(), at: row.at.clone() }),
                format!("the key `{}` has no unit `{id}`", key.path),
                "sheet and key are made together; give the key that belongs to this sheet",
            ),
        }
    }
    Faults::none_in(("the coded sheet and its key", "planlint::agree"), faults, coded)
}

struct Reader<'r> {
    file: Named<'r>,
    faults: &'r mut Vec<Fault>,
}

impl Reader<'_> {
    fn fault(&mut self, written: &Written, message: impl Into<String>, help: impl Into<String>) {
        self.faults.push(Fault::new(self.file.path, self.file.text, written.at.clone(), message).help(help));
    }

    fn columns(&mut self, table: &Table, wanted: &[&str], what: &str) {
        let gone: Vec<&str> = wanted.iter().filter(|name| !table.has(name)).copied().collect();
        if !gone.is_empty() {
            let first = Written { text: String::new(), at: 0..self.file.text.lines().next().unwrap_or_default().len() };
            self.fault(
                &first,
                format!("this is not {what}: it has no column {}", gone.join(", ")),
                "the first row names the columns",
            );
        }
    }

    /// What a person says in `row`; `None` where it cannot be read, `Some(None)` where nothing is said.
    fn person(&mut self, row: &Row) -> Option<Option<Label>> {
        let (strength, standing, family) = (row.cell("strength"), row.cell("standing"), row.cell("family"));
        let Some(strength) = strength else {
            if let Some(other) = standing.or(family) {
                self.fault(other, "this unit has no strength", "give 0 where it is not on the topic, or 1 to 5");
            }
            return Some(None);
        };
        let strength = self.strength(strength)?;
        let standing = match standing {
            Some(written) => Some(self.named(written, &STANDINGS, (Standing::name, "standing"))?),
            None => None,
        };
        let family = match family {
            Some(written) => Some(self.named(written, &FAMILIES, (Family::name, "family"))?),
            None => None,
        };
        let on_topic = strength > Strength::Absent;
        Some(Some(Label { family, strength, standing: standing.filter(|_| on_topic) }))
    }

    fn key<'t>(&mut self, row: &'t Row) -> Option<(&'t str, Coded)> {
        let words = |name: &str| row.cell(name).map(|written| written.text.as_str()).unwrap_or_default();
        let number = |name: &str| words(name).trim().parse::<f64>().ok().filter(|number| *number >= 1.0);
        let said = self.person(row)?;
        let (Some(said), Some(population), Some(drawn)) = (said, number("population"), number("drawn")) else {
            let whole = Written { text: String::new(), at: row.at.clone() };
            self.fault(&whole, "this row of the key has been changed", "use the key as `planlint sample` wrote it");
            return None;
        };
        let coded = Coded {
            id: words("unit").to_owned(),
            place: format!("{}: {}", words("path"), words("place")),
            text: String::new(),
            said,
            person: None,
            note: String::new(),
            weight: population / drawn,
        };
        Some((row.cell("unit")?.text.trim(), coded))
    }

    /// A strength: its number, its name, or both.
    fn strength(&mut self, written: &Written) -> Option<Strength> {
        let words = written.text.trim().to_lowercase();
        let first = words.split([' ', '.', '-', ':']).next().unwrap_or_default();
        if let Ok(level) = first.parse::<usize>() {
            let strength = STRENGTHS.get(level).copied();
            if strength.is_none() {
                let all: Vec<String> =
                    (0..).zip(STRENGTHS).map(|(level, each): (usize, _)| format!("{level} {}", each.name())).collect();
                let help = format!("it goes from 0 to 5: {}", all.join(", "));
                self.fault(written, format!("there is no strength called `{}`", written.text.trim()), help);
            }
            return strength;
        }
        self.named(written, &STRENGTHS, (Strength::name, "strength"))
    }

    fn named<T: Copy>(
        &mut self,
        written: &Written,
        all: &[T],
        (name, what): (fn(T) -> &'static str, &str),
    ) -> Option<T> {
        let words = written.text.trim();
        if let Some(found) = all.iter().find(|each| name(**each).eq_ignore_ascii_case(words)) {
            return Some(*found);
        }
        let names: Vec<&str> = all.iter().map(|each| name(*each)).collect();
        let close = nearest(&words.to_lowercase(), names.iter().copied());
        let help = close
            .map_or_else(|| format!("there are: {}", names.join(", ")), |close| format!("did you mean `{close}`?"));
        self.fault(written, format!("there is no {what} called `{words}`"), help);
        None
    }
}
