//! What was found out about a document before, by the hash of its bytes and of everything that decides about them.
//!
//! An entry is trusted only if it says for which question it is the answer, and its own hash agrees; otherwise the
//! document is read anew. Entries are written whole or not at all.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

use sha2::{Digest, Sha256};

use crate::check::Options;
use crate::report::record::DocumentRecord;
use crate::rules::{RuleBook, hex};

/// How long the entries of another version or rule book stay.
const KEPT: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// Tells backup programs that nothing here is worth keeping (Cache Directory Tagging Specification 0.6).
const TAG: &str = "Signature: 8a477f597d28d172789f06886806bc55\n# made by planlint; may be deleted at any time\n";

/// A folder of answers.
pub(crate) struct Cache {
    /// The folder of this program with this rule book.
    folder: PathBuf,
}

impl Cache {
    /// The cache in `folder`, or else in this person's folder for caches; `None` where there is neither.
    pub(crate) fn open(folder: Option<&Path>, book: &RuleBook) -> Option<Self> {
        let folder = folder.map(Path::to_owned).or_else(|| Some(dirs::cache_dir()?.join("planlint")))?;
        let mut hash = Sha256::new();
        hash.update(env!("PLANLINT_BUILD"));
        for pack in &book.packs {
            hash.update(format!("\n{} {}", pack.id, pack.sha256));
        }
        let own = folder.join(&hex(&hash.finalize())[..16]);
        fs::create_dir_all(&own).ok()?;
        let tag = folder.join("CACHEDIR.TAG");
        if !tag.exists() {
            let _ = fs::write(tag, TAG);
        }
        forget(&folder, &own);
        Some(Self { folder: own })
    }

    /// The question that an entry answers: this document, read as a file of this name, checked with these options.
    pub(crate) fn question(sha256: &str, name: &str, options: &Options) -> String {
        let ending =
            Path::new(name).extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
        hex(&Sha256::digest(format!("{sha256}\n{ending}\n{options:?}")))
    }

    /// The answer to `question`, if there is one and nothing is wrong with it.
    pub(crate) fn answer(&self, question: &str) -> Option<DocumentRecord> {
        let bytes = fs::read(self.place(question)).ok()?;
        let rest = bytes.strip_prefix(question.as_bytes())?.strip_prefix(b"\n")?;
        let (hash, record) = rest.split_at_checked(64)?;
        let record = record.strip_prefix(b"\n")?;
        if hex(&Sha256::digest(record)).as_bytes() != hash {
            return None;
        }
        serde_json::from_slice(record).ok()
    }

    /// Keeps `record` as the answer to `question`. A cache that cannot be written to is no cache, and no trouble.
    pub(crate) fn keep(&self, question: &str, record: &DocumentRecord) {
        let Ok(json) = serde_json::to_vec(record) else { return };
        let Ok(mut file) = tempfile::NamedTempFile::new_in(&self.folder) else { return };
        let head = format!("{question}\n{}\n", hex(&Sha256::digest(&json)));
        if file.write_all(head.as_bytes()).and_then(|()| file.write_all(&json)).is_ok() {
            let _ = file.persist(self.place(question));
        }
    }

    fn place(&self, question: &str) -> PathBuf {
        self.folder.join(question)
    }
}

/// Removes the folders of other versions and rule books that nobody has written to for a time.
fn forget(folder: &Path, own: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.filter_map(Result::ok).filter(|entry| entry.path() != own && is_ours(&entry.file_name())) {
        let age = entry.metadata().and_then(|facts| facts.modified()).ok().and_then(|time| time.elapsed().ok());
        if age.is_some_and(|age| age > KEPT) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

/// Whether a folder is named as this program names them; nothing else is ever removed.
fn is_ours(name: &std::ffi::OsStr) -> bool {
    let name = name.to_string_lossy();
    name.len() == 16 && name.bytes().all(|byte| byte.is_ascii_hexdigit())
}
