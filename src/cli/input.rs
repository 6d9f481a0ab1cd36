//! Plans as they come in: files, folders' files, standard input; each read with its hash, or with what was wrong.

use std::fs::File;
use std::io::{self, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::{plain, shown};
use crate::plan::Plan;
use crate::read::{self, Limits, ReadError};
use crate::report::{Document, counted};
use crate::rules::hex;

/// A plan that was read, or why it was not.
pub(crate) struct Input {
    /// What reports call it.
    pub(crate) document: Document,
    /// The plan.
    pub(crate) plan: Result<Plan, ReadError>,
}

/// Reads `path`; `-` is standard input, whose format `name` tells by its ending.
pub(crate) fn input(path: &Path, name: Option<&str>) -> Input {
    if path == Path::new("-") {
        return standard(name.unwrap_or("standard input.md"));
    }
    let file = if path.is_dir() { Err(io::ErrorKind::IsADirectory.into()) } else { File::open(path) };
    match file.and_then(load) {
        Ok(bytes) => from_bytes(&shown(path), &shown(path), &bytes),
        // The reader says it better: what is near, and whether it is a folder.
        Err(_) => Input {
            document: Document { path: shown(path), sha256: String::new() },
            plan: read::read(path).map(Plan::parse),
        },
    }
}

fn standard(name: &str) -> Input {
    if io::stdin().is_terminal() {
        let _ =
            writeln!(io::stderr(), "reading the plan from the keyboard; end it with Ctrl-D (on Windows Ctrl-Z, Enter)");
    }
    // A pipe that breaks has nothing to judge: an empty plan is undecided, never a pass.
    let bytes = load(io::stdin().lock()).unwrap_or_default();
    from_bytes("-", name, &bytes)
}

/// Everything in `source`, up to one byte more than a document may have: so devices without end come to one.
fn load(source: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    source.take(Limits::default().max_bytes.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn from_bytes(path: &str, name: &str, bytes: &[u8]) -> Input {
    let document = Document { path: path.to_owned(), sha256: hex(&Sha256::digest(bytes)) };
    Input { document, plan: read::read_bytes(name, bytes).map(Plan::parse) }
}

/// What a person named: the documents to read, and those in folders that no reader takes.
#[derive(Debug, Default)]
pub(crate) struct Plans {
    /// Files as named, and every file of a named folder whose ending a reader knows; in order.
    pub(crate) files: Vec<PathBuf>,
    /// Files of named folders that look like documents, of kinds that are not read.
    pub(crate) left_out: Vec<PathBuf>,
}

/// Endings of documents that a folder may hold and no reader takes; a plan may be in one of them.
const DOCUMENTS: [&str; 11] = ["doc", "rtf", "odt", "xls", "xlsx", "xlsm", "ods", "ppt", "pptx", "html", "htm"];

/// Finds the plans in `paths`. A folder's own hidden files, lock files of Word and `README` are no plans.
pub(crate) fn plans(paths: &[PathBuf]) -> Plans {
    let mut plans = Plans::default();
    for path in paths {
        if !path.is_dir() {
            plans.files.push(path.clone());
            continue;
        }
        for file in walk(path) {
            if read::is_readable_name(&file) {
                plans.files.push(file);
            } else if file
                .extension()
                .is_some_and(|ending| DOCUMENTS.contains(&ending.to_string_lossy().to_lowercase().as_str()))
            {
                plans.left_out.push(file);
            }
        }
    }
    plans
}

fn walk(folder: &Path) -> impl Iterator<Item = PathBuf> {
    let visible = |entry: &walkdir::DirEntry| {
        let name = entry.file_name().to_string_lossy().to_lowercase();
        entry.depth() == 0 || !(name.starts_with(['.', '~']) || name == "readme.md" || name == "readme.txt")
    };
    let entries = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().filter_entry(visible);
    entries.filter_map(Result::ok).filter(|entry| entry.file_type().is_file()).map(walkdir::DirEntry::into_path)
}

impl Plans {
    /// Says on standard error that there is nothing to read, and gives the exit code for it.
    pub(crate) fn none(&self) -> u8 {
        let help = if self.left_out.is_empty() {
            "planlint reads Word (.docx), PDF, Markdown (.md) and text (.txt) files; name one, or a folder that holds some"
                .to_owned()
        } else {
            format!("{}; save what is to be read as Word (.docx)", self.left_out_words())
        };
        let report = miette::miette!(help = help, "no plans found");
        let _ = write!(io::stderr(), "{}", plain(report.as_ref()));
        super::NO_PLANS
    }

    /// What was left out of folders, in one sentence; empty where nothing was.
    pub(crate) fn left_out_words(&self) -> String {
        if self.left_out.is_empty() {
            return String::new();
        }
        let names: Vec<String> = self.left_out.iter().take(3).map(|path| format!("`{}`", shown(path))).collect();
        let more = self.left_out.len() - names.len();
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let are = if self.left_out.len() == 1 { "is of a kind" } else { "are of kinds" };
        format!("{} {are} planlint does not read: {}{more}", counted(self.left_out.len(), "file"), names.join(", "))
    }
}
