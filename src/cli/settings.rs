//! Settings: what can be said by a flag, in the environment, or once for a folder of plans in `planlint.toml`.
//!
//! Flags go before the environment, the environment before the file, the file before what is built in.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use miette::miette;

use super::fail_on::FailOn;
use super::{ProfileArg, date, unknown};
use crate::check::Options;
use crate::rules::RuleBook;

mod file;
mod find;
mod schema;

pub(crate) use find::{Finder, Settled};
pub(crate) use schema::schema;

/// Something that can be set.
pub(crate) struct Key {
    /// Its name in `planlint.toml`; `--name` is the flag, `PLANLINT_NAME` the variable.
    pub(crate) name: &'static str,
    /// Whether it is a list.
    many: bool,
    /// Whether it names files, from the folder of the `planlint.toml` that says so.
    path: bool,
    /// What is wrong with a value of it.
    wrong: fn(&str) -> Option<String>,
    /// The values it can have, where they are few.
    choices: fn() -> Vec<String>,
    /// What holds where nobody sets it, in words.
    built_in: &'static str,
}

/// Everything that can be set, in the order in which it is shown.
pub(crate) const KEYS: [Key; 11] = [
    Key { name: "kind", many: false, path: false, wrong: nothing, choices: Vec::new, built_in: "as recognised" },
    Key { name: "as-of", many: false, path: false, wrong: no_date, choices: Vec::new, built_in: "the plan's own time" },
    Key {
        name: "profile",
        many: false,
        path: false,
        wrong: no_choice::<ProfileArg>,
        choices: names::<ProfileArg>,
        built_in: "default",
    },
    Key { name: "levers", many: true, path: false, wrong: nothing, choices: Vec::new, built_in: "all" },
    Key { name: "packs", many: true, path: true, wrong: nothing, choices: Vec::new, built_in: "the built-in ones" },
    Key {
        name: "fail-on",
        many: false,
        path: false,
        wrong: no_choice::<FailOn>,
        choices: names::<FailOn>,
        built_in: "error",
    },
    Key { name: "include", many: true, path: false, wrong: nothing, choices: Vec::new, built_in: "every document" },
    Key { name: "exclude", many: true, path: false, wrong: nothing, choices: Vec::new, built_in: "nothing" },
    Key { name: "manifest", many: false, path: true, wrong: nothing, choices: Vec::new, built_in: "none" },
    Key { name: "waivers", many: false, path: true, wrong: nothing, choices: Vec::new, built_in: "none" },
    Key { name: "baseline", many: false, path: true, wrong: nothing, choices: Vec::new, built_in: "none" },
];

/// What one source says of each key.
pub(crate) type Layer = BTreeMap<&'static str, Setting>;

/// The value of a key, and who says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Setting {
    /// Its words; one, unless it is a list.
    pub(crate) words: Vec<String>,
    /// Who says so.
    pub(crate) from: Source,
}

/// Who says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    /// A flag.
    Flag,
    /// A variable of the environment.
    Environment,
    /// A line of a file.
    File {
        /// The file.
        path: PathBuf,
        /// The line.
        line: usize,
    },
}

/// Adds what a flag says, where it was given.
pub(crate) fn flag(layer: &mut Layer, key: &'static str, words: impl IntoIterator<Item = String>) {
    let words: Vec<String> = words.into_iter().collect();
    if !words.is_empty() {
        layer.insert(key, Setting { words, from: Source::Flag });
    }
}

/// What a choice is called on the command line.
pub(crate) fn name(choice: impl ValueEnum) -> String {
    choice.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
}

/// What the environment says; a variable that is set to nothing says nothing.
///
/// # Errors
/// When a value is none of its key.
fn environment() -> Result<Layer, miette::Report> {
    let mut layer = Layer::new();
    for key in &KEYS {
        let name = variable(key.name);
        let Ok(value) = std::env::var(&name) else { continue };
        let words: Vec<String> = match key.many {
            true => value.split(',').map(|word| word.trim().to_owned()).filter(|word| !word.is_empty()).collect(),
            false => Some(value.trim().to_owned()).filter(|word| !word.is_empty()).into_iter().collect(),
        };
        if let Some(wrong) = words.iter().find_map(|word| (key.wrong)(word)) {
            return Err(miette!(help = "set the variable to another value, or unset it", "in `{name}`, {wrong}"));
        }
        if !words.is_empty() {
            layer.insert(key.name, Setting { words, from: Source::Environment });
        }
    }
    Ok(layer)
}

fn variable(key: &str) -> String {
    format!("PLANLINT_{}", key.to_uppercase().replace('-', "_"))
}

/// What holds for one plan, every source taken together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Settings(Layer);

impl Settings {
    /// Lays `layers` over one another; the first that says something of a key is heard.
    fn of(layers: [&Layer; 3]) -> Self {
        let mut all = Layer::new();
        for layer in layers {
            layer.iter().for_each(|(key, setting)| {
                all.entry(key).or_insert_with(|| setting.clone());
            });
        }
        Self(all)
    }

    /// The value of a key that has one.
    pub(crate) fn one(&self, key: &str) -> Option<&str> {
        self.0.get(key).and_then(|setting| setting.words.first()).map(String::as_str)
    }

    /// The values of a key that is a list.
    pub(crate) fn many(&self, key: &str) -> &[String] {
        self.0.get(key).map_or(&[], |setting| &setting.words)
    }

    /// The file that a key names.
    pub(crate) fn path(&self, key: &str) -> Option<PathBuf> {
        self.one(key).map(PathBuf::from)
    }

    /// The folder of the `planlint.toml` that sets a key, if one does.
    pub(crate) fn folder(&self, key: &str) -> Option<&Path> {
        match &self.0.get(key)?.from {
            Source::File { path, .. } => path.parent(),
            _ => None,
        }
    }

    /// What makes the exit code 1.
    pub(crate) fn fail_on(&self) -> FailOn {
        self.one("fail-on").and_then(|word| FailOn::from_str(word, false).ok()).unwrap_or_default()
    }

    /// How to check, once every name is known to `book`: a mistyped kind would apply to nothing and look like a pass.
    ///
    /// # Errors
    /// When there is no such kind or pack.
    pub(crate) fn options(&self, book: &RuleBook) -> Result<Options, miette::Report> {
        let packs = || book.packs.iter().map(|pack| pack.id.as_str());
        if let Some(lever) = self.many("levers").iter().find(|lever| !packs().any(|pack| pack == *lever)) {
            return Err(unknown("pack", lever, packs()));
        }
        let kinds = || book.vocabulary.kinds.iter().map(|kind| kind.id.as_str());
        let kind = self.one("kind");
        if let Some(kind) = kind.filter(|kind| !kinds().any(|known| known == *kind)) {
            return Err(unknown("kind of plan", kind, kinds()));
        }
        let profile = self.one("profile").and_then(|word| ProfileArg::from_str(word, false).ok());
        Ok(Options {
            kind: kind.map(str::to_owned),
            as_of: self.one("as-of").and_then(|day| date(day).ok()),
            profile: profile.unwrap_or(ProfileArg::Default).profile(),
            packs: self.many("levers").to_vec(),
            fewest_words: None,
        })
    }

    /// Every key with its value and who says so: `kind  jhws  planlint.toml, line 3`.
    pub(crate) fn rows(&self) -> Vec<[String; 3]> {
        let row = |key: &Key| match self.0.get(key.name) {
            Some(setting) => [key.name.to_owned(), setting.words.join(", "), setting.from.words(key.name)],
            None => [key.name.to_owned(), key.built_in.to_owned(), "built in".to_owned()],
        };
        KEYS.iter().map(row).collect()
    }
}

impl Source {
    fn words(&self, key: &str) -> String {
        match self {
            Self::Flag => "the command line".to_owned(),
            Self::Environment => variable(key),
            Self::File { path, line } => format!("{}, line {line}", super::shown(path)),
        }
    }
}

fn nothing(_: &str) -> Option<String> {
    None
}

fn no_date(word: &str) -> Option<String> {
    date(word).err()
}

fn no_choice<C: ValueEnum>(word: &str) -> Option<String> {
    C::from_str(word, false).err().map(|_| format!("`{word}` is none of: {}", names::<C>().join(", ")))
}

/// What the choices are called.
fn names<C: ValueEnum>() -> Vec<String> {
    C::value_variants().iter().cloned().map(name).collect()
}
