//! An error of the operating system to a message that says what to do: often the name is only mistyped.

use std::io::{self, ErrorKind};
use std::path::Path;

use super::ReadError;

/// Says why `path` could not be opened, and what may have been meant.
pub(super) fn explain(path: &Path, error: io::Error) -> ReadError {
    let name = path.to_string_lossy().into_owned();
    let (problem, advice) = match error.kind() {
        ErrorKind::NotFound => ("there is no such file", Some(missing(path))),
        ErrorKind::PermissionDenied => {
            ("it may not be opened by you", Some("ask its owner to let you read it, or for a copy".into()))
        }
        ErrorKind::IsADirectory => (
            "it is a folder",
            Some(format!("name one of the files in it; `planlint check {name}` checks every plan in it")),
        ),
        _ => ("it could not be opened", None),
    };
    let source = Some(error).filter(|_| advice.is_none());
    ReadError::Io { name, problem, advice, source }
}

fn missing(path: &Path) -> String {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !folder.is_dir() {
        return format!("the folder `{}` does not exist either", folder.display());
    }
    match nearest(folder, &path.file_name().unwrap_or_default().to_string_lossy()) {
        Some(near) => format!("did you mean `{}`?", path.with_file_name(near).display()),
        None => "check the spelling, and that you are in the folder you think you are in".into(),
    }
}

/// The file in `folder` whose name is most like `name`, if any is much like it.
fn nearest(folder: &Path, name: &str) -> Option<String> {
    let entries = std::fs::read_dir(folder).ok()?.take(10_000).filter_map(Result::ok);
    let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
    let most = (name.chars().count() / 4).max(2);
    let scored = names.map(|near| (distance(&name.to_lowercase(), &near.to_lowercase()), near));
    scored.filter(|(far, _)| *far <= most).min().map(|(_, near)| near)
}

/// How many letters must be put in, taken out or changed to make `one` into `other`.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, letter) in one.chars().enumerate() {
        let mut corner = std::mem::replace(&mut row[0], at + 1);
        for (column, same) in other.iter().map(|near| *near == letter).enumerate() {
            let changed = corner + usize::from(!same);
            corner = row[column + 1];
            row[column + 1] = changed.min(corner + 1).min(row[column] + 1);
        }
    }
    row[other.len()]
}
