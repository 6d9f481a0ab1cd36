//! Plans as they come in: files, folders' files, standard input; each read with its hash, or with what was wrong.

use std::io::Read;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::shown;
use crate::plan::Plan;
use crate::read::{self, ReadError};
use crate::report::Document;
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
    match std::fs::read(path) {
        Ok(bytes) => from_bytes(&shown(path), &shown(path), &bytes),
        // The reader says it better: what is near, and whether it is a folder.
        Err(_) => Input { document: Document { path: shown(path), sha256: String::new() }, plan: read::read(path).map(Plan::parse) },
    }
}

fn standard(name: &str) -> Input {
    let mut bytes = Vec::new();
    // What could be read before the pipe broke is judged; an empty plan is undecided, never a pass.
    let _ = std::io::stdin().lock().read_to_end(&mut bytes);
    from_bytes("-", name, &bytes)
}

fn from_bytes(path: &str, name: &str, bytes: &[u8]) -> Input {
    let document = Document { path: path.to_owned(), sha256: hex(&Sha256::digest(bytes)) };
    Input { document, plan: read::read_bytes(name, bytes).map(Plan::parse) }
}

/// The documents inside `path`: itself, or where it is a folder every file a reader knows, in order.
pub(crate) fn files(path: &Path) -> Vec<PathBuf> {
    if !path.is_dir() {
        return vec![path.to_path_buf()];
    }
    let walk = walkdir::WalkDir::new(path).sort_by_file_name().into_iter();
    let visible = |entry: &walkdir::DirEntry| entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with(['.', '~']);
    let files = walk.filter_entry(visible).filter_map(Result::ok).filter(|entry| entry.file_type().is_file());
    files.map(walkdir::DirEntry::into_path).filter(|path| read::is_readable_name(path)).collect()
}
