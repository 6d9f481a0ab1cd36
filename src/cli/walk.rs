//! Folders of plans: what is taken of them, what is passed over, and why.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use ignore::gitignore::{Gitignore, GitignoreBuilder};
use miette::miette;
use walkdir::{DirEntry, WalkDir};

use super::settings::Settings;
use super::shown;
use crate::living::names::whole;
use crate::report::json::NotTried;
use crate::report::ours;

/// A file that says what of its folder is no plan, written as `.gitignore` is.
const IGNORE: &str = ".planlintignore";

/// Which files of a folder are wanted, by the globs of `include` and `exclude`.
pub(crate) struct Choice {
    include: Gitignore,
    exclude: Gitignore,
}

impl Choice {
    /// What `settings` want of `walked`. Globs that a file sets are from the folder of that file, others from `walked`.
    ///
    /// # Errors
    /// When a pattern cannot be read.
    pub(crate) fn of(settings: &Settings, walked: &Path) -> Result<Self, miette::Report> {
        let globs = |key: &str| {
            let folder = whole(settings.folder(key).unwrap_or(walked));
            let mut globs = GitignoreBuilder::new(folder);
            for glob in settings.many(key) {
                globs.add_line(None, glob).map_err(|error| wrong(key, glob, &error))?;
            }
            globs.build().map_err(|error| wrong(key, "", &error))
        };
        Ok(Self { include: globs("include")?, exclude: globs("exclude")? })
    }

    /// Why the file or folder at `path` is not wanted, if it is not.
    fn refuses(&self, path: &Path, folder: bool) -> Option<Why> {
        // Folders are looked into whatever is to be included: what is wanted may be deeper.
        let included = folder || self.include.is_empty() || matches(&self.include, path, false);
        if matches(&self.exclude, path, folder) {
            return Some(Why::Excluded);
        }
        (!included).then_some(Why::NotIncluded)
    }
}

fn wrong(key: &str, glob: &str, error: &ignore::Error) -> miette::Report {
    miette!(
        help = "a pattern is like `drafts/**` or `*.docx`",
        "the pattern `{glob}` of `{key}` cannot be read: {error}"
    )
}

fn matches(globs: &Gitignore, path: &Path, folder: bool) -> bool {
    !globs.is_empty() && globs.matched(whole(path), folder).is_ignore()
}

/// Why something in a folder is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Why {
    Hidden,
    Lock,
    Readme,
    Link,
    /// A named pipe, a socket or a device: what reads it may wait for ever.
    Special,
    Ignored,
    Excluded,
    NotIncluded,
    Closed,
    Report,
}

impl Why {
    /// What reports for machines call it.
    fn name(self) -> &'static str {
        match self {
            Self::Hidden => "hidden",
            Self::Lock => "lock-file",
            Self::Readme => "readme",
            Self::Link => "link",
            Self::Special => "special",
            Self::Ignored => "ignored",
            Self::Excluded => "excluded",
            Self::NotIncluded => "not-included",
            Self::Closed => "closed",
            Self::Report => "report",
        }
    }
}

/// What was passed over: how many files and folders, for each reason.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Skipped {
    counts: BTreeMap<Why, usize>,
    /// What cannot be read of a file that says what to ignore.
    faults: Vec<String>,
}

impl Skipped {
    /// Whether nothing was.
    pub(crate) fn is_empty(&self) -> bool {
        self.counts.is_empty() && self.faults.is_empty()
    }

    /// How many files and folders for each reason, by what reports call it.
    pub(crate) fn counts(&self) -> impl Iterator<Item = (&'static str, usize)> {
        self.counts.iter().map(|(why, count)| (why.name(), *count))
    }

    /// In one sentence; empty where nothing was.
    pub(crate) fn words(&self) -> String {
        let not_tried = NotTried { passed_over: self.counts().collect() };
        let counts = not_tried.passed_over_in_words();
        let skipped = if counts.is_empty() { String::new() } else { format!("passed over: {counts}") };
        let faults = self.faults.iter().map(String::as_str);
        Some(skipped.as_str())
            .into_iter()
            .filter(|words| !words.is_empty())
            .chain(faults)
            .collect::<Vec<_>>()
            .join("; ")
    }

    fn add(&mut self, why: Why) {
        *self.counts.entry(why).or_default() += 1;
    }
}

/// The files in `folder` and the folders in it that `choice` takes, in the order of their names.
pub(crate) fn walk(folder: &Path, choice: &Choice, skipped: &mut Skipped) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut ignored: Vec<(usize, Gitignore)> = Vec::new();
    let mut entries = WalkDir::new(folder).sort_by_file_name().into_iter();
    while let Some(entry) = entries.next() {
        let Ok(entry) = entry else {
            skipped.add(Why::Closed);
            continue;
        };
        let is_folder = entry.file_type().is_dir();
        while ignored.last().is_some_and(|(depth, _)| *depth >= entry.depth()) {
            ignored.pop();
        }
        if let Some(why) = refused(&entry, &ignored, choice) {
            skipped.add(why);
            if is_folder {
                entries.skip_current_dir();
            }
        } else if is_folder {
            ignored.extend(rules(entry.path(), skipped).map(|rules| (entry.depth(), rules)));
        } else {
            files.push(entry.into_path());
        }
    }
    files
}

/// Why an entry is passed over, if it is. What a person named is never.
fn refused(entry: &DirEntry, ignored: &[(usize, Gitignore)], choice: &Choice) -> Option<Why> {
    if entry.depth() == 0 {
        return None;
    }
    let (path, folder) = (entry.path(), entry.file_type().is_dir());
    let name = entry.file_name().to_string_lossy().to_lowercase();
    let by_name = match name.as_str() {
        IGNORE => return Some(Why::Hidden),
        name if name.starts_with('~') => Some(Why::Lock),
        name if name.starts_with('.') => Some(Why::Hidden),
        "readme.md" | "readme.txt" => Some(Why::Readme),
        _ if entry.file_type().is_symlink() => Some(Why::Link),
        _ if !folder && !entry.file_type().is_file() => Some(Why::Special),
        _ => None,
    };
    let by_rule = || {
        let said = ignored.iter().rev().map(|(_, rules)| rules.matched(path, folder)).find(|said| !said.is_none());
        said.filter(ignore::Match::is_ignore).map(|_| Why::Ignored)
    };
    // its quotes would be read as the plans' own words
    let report = || (!folder && ours::is_at(path)).then_some(Why::Report);
    by_name.or_else(by_rule).or_else(|| choice.refuses(path, folder)).or_else(report)
}

/// What the folder itself says is to be ignored.
fn rules(folder: &Path, skipped: &mut Skipped) -> Option<Gitignore> {
    let file = folder.join(IGNORE);
    if !file.is_file() {
        return None;
    }
    let (rules, fault) = Gitignore::new(&file);
    skipped.faults.extend(fault.map(|fault| format!("`{}`: {fault}", shown(&file))));
    Some(rules)
}
