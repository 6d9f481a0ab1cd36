//! The rule book inside the program, and those that a council's own packs or a folder of rule files make.
//!
//! The files of `rules/` are loaded while planlint is built, by the same code that loads a council's packs, and what
//! they make is kept in the program: loading them takes ten times as long as checking a small plan.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::fault::{Fault, Faults};
use crate::rules::{Finders, RuleBook};

/// Every file of `rules/`: its path from there, and its text.
pub static FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/rules.rs"));

/// The rule book of [`FILES`], as `build.rs` loaded it, and what of it finds words and cues in plans.
static RULES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/rules.book"));
static FINDERS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/finders.book"));

impl RuleBook {
    /// The rule book that planlint is built with.
    ///
    /// # Panics
    /// Never: a test reads it.
    #[must_use]
    pub fn builtin() -> &'static Self {
        static BOOK: OnceLock<RuleBook> = OnceLock::new();
        BOOK.get_or_init(|| {
            let rules = || postcard::from_bytes(RULES).expect("it was written by this version's own build");
            let (book, finders): (Self, _) = both(rules, finders);
            book.with_finders(finders)
        })
    }

    /// The built-in rule book as its files have it, with their tests, which [`RuleBook::builtin`] is made without: every
    /// start would take longer for them, and only `planlint test` and `explain` ask.
    ///
    /// # Panics
    /// Never: the build reads the same files.
    #[must_use]
    pub fn builtin_with_tests() -> &'static Self {
        static BOOK: OnceLock<RuleBook> = OnceLock::new();
        BOOK.get_or_init(|| Self::load(FILES).expect("the build read the same files"))
    }

    /// The built-in rule book with a council's own packs, each a folder. They stay in memory until the program ends.
    ///
    /// # Errors
    /// Every file that cannot be read, every fault in those that can, and a pack called as one that is there already.
    pub fn with(folders: &[PathBuf]) -> Result<&'static Self, Faults> {
        if folders.is_empty() {
            return Ok(Self::builtin());
        }
        let mut faults = Vec::new();
        let mut files: Vec<(String, String)> =
            FILES.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        for folder in folders {
            let id = folder
                .canonicalize()
                .unwrap_or_else(|_| folder.clone())
                .file_name()
                .map(|name| name.to_string_lossy().into_owned())
                .unwrap_or_default();
            if files.iter().any(|(name, _)| name.split('/').next() == Some(id.as_str())) {
                let fault = Fault::new(
                    &folder.display().to_string(),
                    "",
                    0..0,
                    format!("there is already a pack called `{id}`"),
                );
                faults.push(fault.help("give the folder another name; to change a built-in expectation, use an overlay.toml in a pack of your own"));
            }
            files.extend(inside(folder, &mut faults).into_iter().map(|(name, text)| (format!("{id}/{name}"), text)));
        }
        Faults::none_or(faults, ())?;
        Self::keep(&files)
    }

    /// Reads the rule files of the folder `root`, laid out as `rules/` is. They stay in memory until the program ends.
    ///
    /// # Errors
    /// Every file that cannot be read, and every fault in those that can.
    pub fn read(root: &Path) -> Result<&'static Self, Faults> {
        let mut faults = Vec::new();
        let files = inside(root, &mut faults);
        Self::keep(&Faults::none_or(faults, files)?)
    }

    fn keep(files: &[(String, String)]) -> Result<&'static Self, Faults> {
        let borrowed: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        Ok(Box::leak(Box::new(Self::load(&borrowed)?)))
    }
}

fn finders() -> Finders {
    postcard::from_bytes(FINDERS).expect("it was written by this version's own build")
}

/// What both give, made at the same time where there are threads: the check of a small plan waits for little else.
fn both<A, B: Send>(one: impl FnOnce() -> A, other: fn() -> B) -> (A, B) {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().spawn_scoped(scope, other).ok();
        let one = one();
        (one, thread.and_then(|thread| thread.join().ok()).unwrap_or_else(other))
    })
}

/// Every rule file in a folder, by name.
fn inside(root: &Path, faults: &mut Vec<Fault>) -> Vec<(String, String)> {
    let mut files = Vec::new();
    for entry in walkdir::WalkDir::new(root).sort_by_file_name() {
        match entry.map_err(|error| error.to_string()).and_then(|entry| file(root, &entry)) {
            Ok(file) => files.extend(file),
            Err(error) => faults.push(Fault::new(&root.display().to_string(), "", 0..0, error)),
        }
    }
    files
}

/// A rule file's name from `root` and its text; nothing for folders and other files.
fn file(root: &Path, entry: &walkdir::DirEntry) -> Result<Option<(String, String)>, String> {
    if entry.path().extension().is_none_or(|ending| ending != "toml") {
        return Ok(None);
    }
    let text = std::fs::read_to_string(entry.path()).map_err(|error| format!("{}: {error}", entry.path().display()))?;
    let inside = entry.path().strip_prefix(root).unwrap_or(entry.path());
    let name: Vec<String> = inside.iter().map(|part| part.to_string_lossy().into_owned()).collect();
    Ok(Some((name.join("/"), text)))
}
