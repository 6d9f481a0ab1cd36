//! Ctrl-C and its kin: the program ends at once, and leaves whole files or none.

use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// What a shell gives a program that was interrupted: 128 and the number of SIGINT.
const INTERRUPTED: i32 = 130;

/// The file that is being written, under a name of its own until it is whole.
static UNFINISHED: Mutex<Option<PathBuf>> = Mutex::new(None);

/// From here on, an interrupted program removes what it has begun to write.
pub(super) fn watch() {
    // Where no handler can be set, the system's own way of ending stays: no file is left half-written, but a temporary
    // one may be left behind.
    let _ = ctrlc::set_handler(|| {
        if let Ok(unfinished) = UNFINISHED.lock()
            && let Some(path) = unfinished.as_ref()
        {
            let _ = std::fs::remove_file(path);
        }
        std::process::exit(INTERRUPTED);
    });
}

/// Runs `write` while `path` counts as unfinished.
pub(super) fn unfinished<T>(path: &Path, write: impl FnOnce() -> T) -> T {
    let keep = |path: Option<PathBuf>| {
        if let Ok(mut unfinished) = UNFINISHED.lock() {
            *unfinished = path;
        }
    };
    keep(Some(path.to_owned()));
    let written = write();
    keep(None);
    written
}
