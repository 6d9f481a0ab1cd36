//! What a plan is called in a file that is kept for long: the way from that file's folder to the plan, whatever folder
//! a command was run in.

use std::path::{Component, Path, PathBuf};

/// Names plans as seen from one folder.
#[derive(Clone, Debug, Default)]
pub struct Names {
    folder: Option<PathBuf>,
}

impl Names {
    /// As seen from the folder that `file` is in.
    #[must_use]
    pub fn beside(file: &Path) -> Self {
        Self { folder: whole(file).parent().map(Path::to_owned) }
    }

    /// Whether there is a file called `name`, as seen from here or from where the command was run.
    #[must_use]
    pub fn is_there(&self, name: &str) -> bool {
        let path = Path::new(name);
        path.exists() || self.folder.as_ref().is_some_and(|folder| folder.join(path).exists())
    }

    /// What the plan at `path` is called. Standard input is `-`; without a folder, a plan is called as it was given.
    #[must_use]
    pub fn name(&self, path: &str) -> String {
        let given = Path::new(path);
        match &self.folder {
            Some(folder) if path != "-" => written(&way(folder, &whole(given))),
            _ => written(&plain(given)),
        }
    }
}

/// `path` from the root, so that two ways of naming a file are one; whether it is there is not asked.
pub(crate) fn whole(path: &Path) -> PathBuf {
    // a folder without a name is this one
    let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    plain(&std::path::absolute(path).unwrap_or_else(|_| path.to_owned()))
}

/// `path` without `.` and, where that can be told, without `..`.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if matches!(plain.components().next_back(), Some(Component::Normal(_))) => {
                plain.pop();
            }
            // over the root there is nothing
            Component::ParentDir if plain.has_root() => {}
            part => plain.push(part),
        }
    }
    plain
}

/// The way from `folder` to `path`; `path` itself where there is none, as from one drive to another.
fn way(folder: &Path, path: &Path) -> PathBuf {
    let shared = folder.components().zip(path.components()).take_while(|(one, other)| one == other).count();
    if shared == 0 {
        return path.to_owned();
    }
    let up = folder.components().skip(shared).map(|_| Component::ParentDir);
    up.chain(path.components().skip(shared)).collect()
}

fn written(path: &Path) -> String {
    path.display().to_string().replace('\\', "/")
}
