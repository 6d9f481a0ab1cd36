//! Which settings hold for which plan: the nearest `planlint.toml` above it, under flags and environment.

use std::cell::RefCell;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use miette::miette;
use rustc_hash::FxHashMap;

use super::{Layer, Settings, environment, file};
use crate::check::Options;
use crate::cli::budget::{Budget, Limits};
use crate::cli::fail_on::FailOn;
use crate::cli::shown;
use crate::rules::RuleBook;

/// The name of the file.
const FILE: &str = "planlint.toml";

/// Finds the settings of plans.
pub(crate) struct Finder {
    flags: Layer,
    limits: Limits,
    environment: Layer,
    file: Where,
    /// Of each folder that was asked about.
    seen: RefCell<FxHashMap<PathBuf, Rc<Settings>>>,
}

enum Where {
    Nowhere,
    Told(Layer),
    Nearest,
}

impl Finder {
    /// Finds settings under `flags`: in `told`, nowhere if `none` is to be read, or in the nearest file.
    ///
    /// # Errors
    /// When `told` or the environment cannot be used.
    pub(crate) fn new(
        (flags, limits): (Layer, Limits),
        told: Option<&Path>,
        none: bool,
    ) -> Result<Self, miette::Report> {
        let file = match told {
            Some(path) => Where::Told(file::read(path)?),
            None if none => Where::Nowhere,
            None => Where::Nearest,
        };
        Ok(Self { flags, limits, environment: environment()?, file, seen: RefCell::default() })
    }

    /// The settings of the plan or folder at `path`.
    ///
    /// # Errors
    /// When the nearest file cannot be used.
    pub(crate) fn of(&self, path: &Path) -> Result<Rc<Settings>, miette::Report> {
        let folder = if path.is_dir() { path } else { parent(path) };
        if let Some(settings) = self.seen.borrow().get(folder) {
            return Ok(Rc::clone(settings));
        }
        let found = match &self.file {
            Where::Nearest => nearest(folder).map(|path| file::read(&path)).transpose()?,
            _ => None,
        };
        let file = match &self.file {
            Where::Told(layer) => layer,
            _ => &found.unwrap_or_default(),
        };
        let settings = Rc::new(Settings::of([&self.flags, &self.environment, file]));
        self.seen.borrow_mut().insert(folder.to_owned(), Rc::clone(&settings));
        Ok(settings)
    }

    /// Writes the settings of each of `paths`.
    ///
    /// # Errors
    /// When the nearest file cannot be used.
    pub(crate) fn show(&self, paths: &[PathBuf]) -> Result<(), miette::Report> {
        let mut text = String::new();
        for path in paths {
            let rows = self.of(path)?.rows();
            let wide = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
            let (keys, values) = (wide(0), wide(1).min(40));
            text.push_str(&format!("settings for {}\n", shown(path)));
            for [key, value, from] in &rows {
                text.push_str(&format!("  {key:keys$}  {value:values$}  {from}\n"));
            }
        }
        io::stdout().write_all(text.as_bytes()).map_err(|error| miette!("the output cannot be written: {error}"))
    }

    /// The settings of the first of `paths`, for what holds for a whole run; of this folder where there are none.
    ///
    /// # Errors
    /// When the nearest file cannot be used.
    pub(crate) fn run(&self, paths: &[PathBuf]) -> Result<Rc<Settings>, miette::Report> {
        self.of(paths.first().map_or(Path::new("."), PathBuf::as_path))
    }
}

/// How each plan of a run is to be checked.
pub(crate) struct Settled {
    /// What all are checked against.
    pub(crate) book: &'static RuleBook,
    /// What each document may take to be read.
    pub(crate) budget: Budget,
    /// For the plans of each folder.
    folders: FxHashMap<PathBuf, Asked>,
}

/// How the plans of a folder are to be checked.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    /// The options.
    pub(crate) options: Options,
    /// What makes the exit code 1.
    pub(crate) fail_on: FailOn,
}

impl Settled {
    /// Whether anything found in any plan may make the exit code 1.
    pub(crate) fn counts(&self) -> bool {
        self.folders.values().any(|asked| asked.fail_on != FailOn::Never)
    }

    /// Settles how each of `files` is checked; where there are none, how this folder's would be.
    ///
    /// # Errors
    /// When settings or packs cannot be used, or when two plans are to be checked against different packs.
    pub(crate) fn new(finder: &Finder, files: &[PathBuf]) -> Result<Self, miette::Report> {
        let first = finder.run(files)?;
        let packs = first.many("packs");
        let folders: Vec<PathBuf> = packs.iter().map(PathBuf::from).collect();
        let book = RuleBook::with(&folders)?;
        let asked = |settings: &Settings| {
            Ok::<_, miette::Report>(Asked { options: settings.options(book)?, fail_on: settings.fail_on() })
        };
        let mut settled = Self { book, budget: Budget::new(finder.limits), folders: FxHashMap::default() };
        settled.folders.insert(files.first().map_or(Path::new("."), |file| parent(file)).to_owned(), asked(&first)?);
        for file in files {
            let folder = parent(file);
            if settled.folders.contains_key(folder) {
                continue;
            }
            let settings = finder.of(file)?;
            if settings.many("packs") != packs {
                return Err(miette!(
                    help = "check them apart, or name the packs for all of them with --pack",
                    "`{}` and `{}` are to be checked against different packs",
                    shown(&files[0]),
                    shown(file)
                ));
            }
            settled.folders.insert(folder.to_owned(), asked(&settings)?);
        }
        Ok(settled)
    }

    /// How the plan at `path`, one of those that were settled, is checked.
    pub(crate) fn of(&self, path: &Path) -> &Asked {
        self.folders.get(parent(path)).expect("every plan of the run was settled")
    }
}

/// The folder of a plan.
fn parent(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// The nearest file in `folder` or above it, up to the root of the repository it is in.
fn nearest(folder: &Path) -> Option<PathBuf> {
    let whole = std::path::absolute(folder).ok()?;
    for above in whole.ancestors() {
        let file = above.join(FILE);
        if file.is_file() {
            let here = std::env::current_dir().unwrap_or_default();
            return Some(file.strip_prefix(here).map(Path::to_owned).unwrap_or(file));
        }
        if above.join(".git").exists() {
            return None;
        }
    }
    None
}
