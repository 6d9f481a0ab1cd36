//! A ledger for people: what became of the waivers and of the baseline, one line each, worst first.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::{BaselineUse, Ledger, RemarkUse, WaiverState, WaiverUse};
use crate::date::Date;
use crate::report::{counted, folded, quoted, shortened};
use crate::table::is_name_of_table;

/// Writes `ledger` to `out` in lines of at most `width` columns; for people who listen, without signs.
///
/// # Errors
/// When `out` cannot be written to.
pub fn write(ledger: &Ledger, width: usize, narrated: bool, out: &mut dyn Write) -> io::Result<()> {
    let room = width.saturating_sub(6).max(40);
    let mut list = |heading: String, lines: Vec<String>| -> io::Result<()> {
        writeln!(out, "{}", folded(&heading, width, "  "))?;
        let bare = |line: &'_ String| if narrated { line.trim_start_matches(SIGNS).to_owned() } else { line.clone() };
        lines.iter().map(bare).try_for_each(|line| {
            // a command stands on a line of its own, however long, so that it can be copied
            let (words, command) = line.split_once('\n').unwrap_or((&line, ""));
            writeln!(out, "  {}", folded(words, room, "      "))?;
            if command.is_empty() { Ok(()) } else { writeln!(out, "      {command}") }
        })
    };
    if let Some(register) = &ledger.register {
        let heading = format!("Waivers of {register}, on {}", ledger.today.in_words());
        list(heading, waivers(&ledger.waivers, register, ledger.today))?;
    }
    if !ledger.remarks.is_empty() {
        let heading = format!("Waivers in the documents themselves, on {}", ledger.today.in_words());
        list(heading, remarks(&ledger.remarks))?;
    }
    if let Some(baseline) = &ledger.baseline {
        list(format!("Baseline {}", baseline.path), against(baseline))?;
    }
    Ok(())
}

/// What lines begin with for people who see: wrong, soon to be, and neither.
const SIGNS: [char; 4] = ['×', '!', '–', ' '];

fn waivers(all: &[WaiverUse], register: &str, today: Date) -> Vec<String> {
    let of = |state| all.iter().filter(move |waiver| waiver.state == state);
    let mut lines: Vec<String> = of(WaiverState::Lapsed)
        .map(|waiver| {
            let (day, who) = (waiver.expires.in_words(), &waiver.approver);
            let again = again(waiver, register, today);
            let name = name(waiver);
            format!(
                "× lapsed: {name}, on {day}; what it covered counts again. Put it right in the plan; or, where {who} \
                 accepts it anew, {again}"
            )
        })
        .collect();
    lines.extend(of(WaiverState::EndsSoon).map(|waiver| {
        let day = waiver.expires.in_words();
        let left = match waiver.days_left {
            0 => "ends today".to_owned(),
            days => format!("ends in {}", counted(days.unsigned_abs() as usize, "day")),
        };
        format!("! {left}, on {day}: {}, approved by {}", name(waiver), waiver.approver)
    }));
    lines.extend(of(WaiverState::InForce).map(|waiver| {
        let until = waiver.expires.in_words();
        format!("– in force until {until}: {}, on {}", name(waiver), counted(waiver.findings, "finding"))
    }));
    lines.extend(of(WaiverState::NotNeeded).map(|waiver| {
        let because = match waiver.settled {
            Some(crate::check::Verdict::Met) => "the plan meets it now",
            Some(crate::check::Verdict::Review) => "a person is to look at it, and it is no finding now",
            Some(_) => "it does not apply to the plan",
            None => "another waiver covers it, or it was not checked for",
        };
        format!("– not needed: {}: {because}", name(waiver))
    }));
    let (astray, others): (Vec<&WaiverUse>, Vec<_>) = of(WaiverState::Elsewhere).partition(|waiver| waiver.astray);
    lines.extend(astray.iter().map(|waiver| {
        format!(
            "! no such plan: {}; if it was renamed or moved, write its name anew, as seen from the folder of the waivers",
            name(waiver)
        )
    }));
    lines.extend(elsewhere(&others));
    if all.is_empty() {
        lines.push("– none".to_owned());
    }
    lines
}

/// How a lapsed waiver is given again, for as long as it was: the whole command, on a line of its own.
fn again(waiver: &WaiverUse, register: &str, today: Date) -> String {
    if is_name_of_table(register) {
        return format!("write its new last day in its row of {register}");
    }
    let folder = register.rsplit_once('/').map(|(folder, _)| format!("{folder}/")).unwrap_or_default();
    let plan = if waiver.plan.starts_with('/') { waiver.plan.clone() } else { folder + &waiver.plan };
    let mut command = format!("planlint waive {} --plan {}", quoted(&waiver.code), quoted(&plan));
    let evidence = waiver.evidence.as_deref().unwrap_or_default();
    for (flag, words) in [("reason", waiver.reason.as_str()), ("approver", &waiver.approver), ("evidence", evidence)] {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        if !words.is_empty() {
            let _ = write!(command, " --{flag} {}", quoted(&words));
        }
    }
    let expires = today.as_long_after(waiver.granted, waiver.expires);
    let _ = write!(command, " --expires {expires} --waivers {} --renew", quoted(register));
    format!("for as long again:\n{command}")
}

fn name(waiver: &WaiverUse) -> String {
    format!("{} for `{}`", waiver.code, waiver.plan)
}

/// Those of plans that were not checked, in one line.
fn elsewhere(all: &[&WaiverUse]) -> Option<String> {
    let lapsed = all.iter().filter(|waiver| waiver.days_left < 0).count();
    let lapsed = if lapsed > 0 { format!(", {lapsed} of them lapsed") } else { String::new() };
    let names: Vec<String> = all.iter().map(|waiver| name(waiver)).collect();
    let line = || format!("– for plans not checked here: {}{lapsed}: {}", all.len(), names.join(", "));
    (!all.is_empty()).then(line)
}

fn remarks(all: &[RemarkUse]) -> Vec<String> {
    let place = |remark: &RemarkUse| format!("{}, {}", remark.path, remark.place);
    let line = |remark: &RemarkUse| match &remark.trouble {
        Some(trouble) => {
            format!("× {}: {}: “{}”; {}", place(remark), trouble.message, shortened(&remark.words, 80), trouble.help)
        }
        None if remark.covers.is_empty() => {
            format!("– not needed: {}: no finding here for {}", place(remark), remark.not_needed.join(", "))
        }
        None => format!("– {}: covers {}", place(remark), remark.covers.join(", ")),
    };
    let (troubled, others): (Vec<&RemarkUse>, Vec<_>) = all.iter().partition(|remark| remark.trouble.is_some());
    troubled.into_iter().chain(others).map(line).collect()
}

fn against(used: &BaselineUse) -> Vec<String> {
    let mut lines = vec![format!(
        "{} known and not counted · {} new · {} weaker · {} stronger, {} of them put right",
        counted(used.known, "finding"),
        used.new,
        used.worse,
        used.better,
        used.fixed
    )];
    let listed = |paths: &[String]| {
        let shown: Vec<&str> = paths.iter().take(5).map(String::as_str).collect();
        let more = paths.len() - shown.len();
        format!("{}{}", shown.join(", "), if more > 0 { format!(" and {more} more") } else { String::new() })
    };
    if !used.new_plans.is_empty() {
        let (plans, names) = (counted(used.new_plans.len(), "plan"), listed(&used.new_plans));
        lines.push(format!("{plans} not in it, so everything in them is new: {names}"));
    }
    if !used.plans_gone.is_empty() {
        let (plans, names) = (counted(used.plans_gone.len(), "plan"), listed(&used.plans_gone));
        lines.push(format!("{plans} of it not checked here: {names}; make a new one if they are gone for good"));
    }
    if !used.packs_changed.is_empty() {
        lines.push(format!("what is asked has changed since it was made: {}", listed(&used.packs_changed)));
    }
    lines
}
