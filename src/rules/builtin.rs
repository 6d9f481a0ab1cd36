//! The packs inside the program, and the rule book that vocabulary and packs make together.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use super::{Expectation, Pack, load, overlay};
use crate::fault::{Fault, Faults};
use crate::search::Terms;
use crate::vocabulary::Vocabulary;

/// Every file of `rules/`: its path from there, and its text.
pub static FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/rules.rs"));

/// Vocabulary and packs, checked and compiled together.
#[derive(Debug)]
pub struct RuleBook {
    /// Concepts, cues and section names.
    pub vocabulary: Vocabulary,
    /// The packs, by id.
    pub packs: Vec<Pack>,
    /// Every word that any of them looks for.
    pub terms: Terms,
}

impl RuleBook {
    /// The rule book that planlint is built with.
    ///
    /// # Panics
    /// Never: a test loads it.
    #[must_use]
    pub fn builtin() -> &'static Self {
        static BOOK: OnceLock<RuleBook> = OnceLock::new();
        BOOK.get_or_init(|| Self::load(FILES).expect("the rule files inside the program are checked by its tests"))
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

    /// Loads a rule book from files named as in `rules/`: `vocabulary/…` and one folder a pack.
    ///
    /// # Errors
    /// Every fault in every file.
    pub fn load(files: &[(&str, &str)]) -> Result<Self, Faults> {
        let vocabulary = Vocabulary::load(files.iter().copied().filter(|(name, _)| is_vocabulary(name)))?;
        let mut packs = Vec::new();
        let mut faults: Vec<Fault> = Vec::new();
        let folders = files.iter().filter_map(|(name, _)| name.split_once('/').map(|(folder, _)| folder));
        let mut folders: Vec<&str> = folders.filter(|folder| *folder != "vocabulary").collect();
        folders.dedup();
        for folder in folders {
            let inside: Vec<(&str, &str)> = files
                .iter()
                .filter_map(|(name, text)| Some((name.strip_prefix(folder)?.strip_prefix('/')?, *text)))
                .collect();
            match load::pack(folder, &inside, &vocabulary) {
                Ok(pack) => packs.push(pack),
                Err(found) => faults.extend(found.all().iter().cloned()),
            }
        }
        for (name, text) in files {
            if let Some(folder) = name.strip_suffix("/overlay.toml") {
                overlay::apply(folder, text, &mut packs, &mut faults);
            }
        }
        let terms = terms(&vocabulary, &packs);
        Faults::none_or(faults, Self { vocabulary, packs, terms })
    }

    /// Every expectation with its pack, in order.
    pub fn expectations(&self) -> impl Iterator<Item = (&Pack, &Expectation)> {
        self.packs.iter().flat_map(|pack| pack.expectations.iter().map(move |expectation| (pack, expectation)))
    }

    /// The expectation called `name`: an id, or a code in any case.
    #[must_use]
    pub fn expectation(&self, name: &str) -> Option<(&Pack, &Expectation)> {
        self.expectations()
            .find(|(_, expectation)| expectation.id == name || expectation.code.eq_ignore_ascii_case(name))
    }
}

fn is_vocabulary(name: &str) -> bool {
    name.starts_with("vocabulary/") || name.ends_with("concepts.toml")
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

fn terms(vocabulary: &Vocabulary, packs: &[Pack]) -> Terms {
    let mut terms = Terms::default();
    vocabulary.concepts.queries().for_each(|query| terms.add(query));
    vocabulary.sections.iter().flat_map(|(_, queries)| queries).for_each(|query| terms.add(query));
    let signs = vocabulary.kinds.iter().flat_map(|kind| &kind.signs).flat_map(|sign| &sign.find);
    signs.chain(&vocabulary.period).for_each(|query| terms.add(query));
    for expectation in packs.iter().flat_map(|pack| &pack.expectations) {
        terms.add(&expectation.topic);
        expectation.means.iter().for_each(|means| terms.add(means));
    }
    terms
}
