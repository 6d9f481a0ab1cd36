//! Which document of one report is the plan that another report has as well.

use rustc_hash::FxHashMap;
use serde::Serialize;

use crate::report::record::DocumentRecord;

/// Why two documents are taken for drafts of one plan; the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PairedBy {
    /// They have one path.
    Path,
    /// They have one place under the folder that all plans of their report have in common.
    Place,
    /// Their files have one name, which no other file of either report has.
    Name,
    /// There is no other on either side.
    Alone,
}

impl PairedBy {
    /// What to know of it, where it is less sure than by path.
    pub(super) fn note(self) -> Option<&'static str> {
        match self {
            Self::Path | Self::Alone => None,
            Self::Place => Some("paired by their place under the folder that the plans of each report have in common"),
            Self::Name => {
                Some("paired by the name of the file, which is in each report once; look whether it is one plan")
            }
        }
    }
}

/// For each of `old`, which of `new` is the same plan, and why.
pub(super) fn of(old: &[DocumentRecord], new: &[DocumentRecord]) -> Vec<Option<(usize, PairedBy)>> {
    let (old, new) = (Paths::of(old), Paths::of(new));
    let mut pairs = vec![None; old.all.len()];
    let mut taken = vec![false; new.all.len()];
    let ways: [(PairedBy, Key); 3] = [(PairedBy::Path, path), (PairedBy::Place, place), (PairedBy::Name, name)];
    for (paired_by, key) in ways {
        let (ours, theirs) = (old.once(key), new.once(key));
        for (name, index) in ours {
            let Some(other) = theirs.get(&name).filter(|other| pairs[index].is_none() && !taken[**other]) else {
                continue;
            };
            pairs[index] = Some((*other, paired_by));
            taken[*other] = true;
        }
    }
    pairs
}

/// What a document is called by its path in parts, of which so many are folders that all have in common.
type Key = fn(&[&str], usize) -> String;

fn path(parts: &[&str], _: usize) -> String {
    parts.join("/")
}

fn place(parts: &[&str], common: usize) -> String {
    parts[common..].join("/")
}

fn name(parts: &[&str], _: usize) -> String {
    parts.last().copied().unwrap_or_default().to_owned()
}

/// The paths of a report, in parts.
struct Paths<'r> {
    all: Vec<Vec<&'r str>>,
    /// How many folders, from the first, all of them have in common.
    common: usize,
}

impl<'r> Paths<'r> {
    fn of(documents: &'r [DocumentRecord]) -> Self {
        let parts = |document: &'r DocumentRecord| document.path.split('/').filter(|part| *part != ".").collect();
        let all: Vec<Vec<&str>> = documents.iter().map(parts).collect();
        let folders = |parts: &Vec<&'r str>| parts.len().saturating_sub(1);
        let shortest = all.iter().map(folders).min().unwrap_or_default();
        let alike = |at: &usize| all.iter().all(|parts| parts[*at] == all[0][*at]);
        let common = (0..shortest).take_while(alike).count();
        Self { all, common }
    }

    /// Each document by what `key` says of it, where that is said of no other.
    fn once(&self, key: Key) -> FxHashMap<String, usize> {
        let mut counts: FxHashMap<String, (usize, usize)> = FxHashMap::default();
        for (index, parts) in self.all.iter().enumerate() {
            counts.entry(key(parts, self.common)).or_insert((index, 0)).1 += 1;
        }
        counts.into_iter().filter(|(_, (_, count))| *count == 1).map(|(name, (index, _))| (name, index)).collect()
    }
}
