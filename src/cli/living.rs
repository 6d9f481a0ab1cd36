//! What `check` and `audit` live with: waivers, a baseline, and what day it is. The clock is read here and nowhere else.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use clap::Args;
use miette::miette;

use super::settings::Settings;
use super::shown;
use crate::date::Date;
use crate::living::Living;
use crate::living::baseline::{BASELINE_VERSION, Baseline, BaselineFile};
use crate::living::waiver::Register;
use crate::rules::RuleBook;

/// What a file of waivers is called where nobody calls it otherwise.
pub(crate) const REGISTER: &str = "waivers.toml";

/// Which findings are lived with.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct LivingArgs {
    /// Findings that somebody has accepted for a time: a file that `planlint waive` writes, or a table (.csv, .xlsx)
    #[arg(long, value_name = "FILE", env = "PLANLINT_WAIVERS", hide_env_values = true)]
    pub(crate) waivers: Option<PathBuf>,
    /// Let no waiver hold, neither those of a file nor those in the plans themselves
    #[arg(long)]
    pub(crate) no_waivers: bool,
    /// Count only what is new or weaker since this file was made with `planlint baseline`
    #[arg(long, value_name = "FILE", env = "PLANLINT_BASELINE", hide_env_values = true)]
    pub(crate) baseline: Option<PathBuf>,
    #[command(flatten)]
    today: TodayArg,
}

/// What day it is.
#[derive(Clone, Copy, Debug, Default, Args)]
pub(crate) struct TodayArg {
    /// The day to take it to be, for waivers; the machine's own in London where not given
    #[arg(long, value_name = "DATE", value_parser = super::date, env = "PLANLINT_TODAY", hide_env_values = true)]
    today: Option<Date>,
}

impl TodayArg {
    /// The day to take it to be.
    pub(crate) fn day(self) -> Date {
        self.today.unwrap_or_else(|| Date::in_london(SystemTime::now()))
    }
}

impl LivingArgs {
    /// What to live with, read and checked; what no flag says, `settings` may.
    pub(crate) fn open<'b>(&self, settings: &Settings, book: &'b RuleBook) -> Result<Living<'b>, miette::Report> {
        let mut living = Living::new(self.today.day(), book);
        living.remarks = !self.no_waivers;
        let told = |flag: &Option<PathBuf>, key: &str| flag.clone().or_else(|| settings.path(key));
        let waivers = told(&self.waivers, "waivers");
        if waivers.is_none() && !self.no_waivers && Path::new(REGISTER).is_file() {
            let _ =
                writeln!(io::stderr(), "note: {REGISTER} is here and was not used; --waivers {REGISTER} brings it in");
        }
        if let Some(path) = waivers.as_ref().filter(|_| !self.no_waivers) {
            living.register = Some(register(path, book, living.today)?);
        }
        if let Some(path) = &told(&self.baseline, "baseline") {
            living.baseline = Some(baseline(path, book)?);
        }
        Ok(living)
    }
}

/// Reads the waivers at `path`.
pub(crate) fn register(path: &Path, book: &RuleBook, today: Date) -> Result<Register, miette::Report> {
    let help = "`planlint waive` makes the file; give its path as it is seen from here";
    Ok(Register::read(&shown(path), &words(path, "file of waivers", help)?, book, today)?)
}

/// The words of the file at `path`, which is a `what`; `help` says where one comes from. Those of a workbook are its first
/// sheet as a table.
pub(crate) fn words(path: &Path, what: &str, help: &str) -> Result<String, miette::Report> {
    let bytes = std::fs::read(path).map_err(|error| {
        let why = match error.kind() {
            std::io::ErrorKind::NotFound => "there is no such file".to_owned(),
            std::io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
            _ => error.to_string().to_lowercase(),
        };
        miette!(code = "planlint::living", help = help, "the {what} `{}` cannot be read: {why}", shown(path))
    })?;
    if let Some(table) = crate::read::table(&shown(path), &bytes) {
        return Ok(table?);
    }
    String::from_utf8(bytes).map_err(|_| {
        let help = "save it again; in Excel choose the type “CSV UTF-8 (Comma delimited)”";
        miette!(code = "planlint::living", help = help, "the {what} `{}` is not in UTF-8", shown(path))
    })
}

fn baseline(path: &Path, book: &RuleBook) -> Result<Baseline, miette::Report> {
    let make = "a baseline is made with: planlint baseline PLANS --output baseline.json";
    let text = words(path, "baseline", &format!("without it nothing could be told from what was known; {make}"))?;
    let file: BaselineFile = serde_json::from_str(&text).map_err(|error| {
        let place = format!("line {}", error.line());
        miette!(code = "planlint::living", help = make, "`{}` is not a baseline, or is damaged at {place}", shown(path))
    })?;
    if file.baseline_version.split('.').next() != BASELINE_VERSION.split('.').next() {
        let version = &file.baseline_version;
        let help = "make it again with this version of planlint";
        return Err(miette!(
            code = "planlint::living",
            help = help,
            "the baseline `{}` is of version {version}, and this planlint reads {BASELINE_VERSION}",
            shown(path)
        ));
    }
    Ok(Baseline::new(&shown(path), file, book))
}
