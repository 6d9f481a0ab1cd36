//! Where output goes: standard output, or a file that is written whole or not at all.

use std::fs::Permissions;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use miette::{IntoDiagnostic, WrapErr, miette};

use super::{interrupt, shown};
use crate::report::ours;

/// Refuses `path` before any work is done, if nothing can be written there or if it is one of `inputs`: planlint never
/// changes a document it was given.
pub(crate) fn free(path: Option<&Path>, inputs: &[PathBuf]) -> Result<(), miette::Report> {
    let Some(path) = file(path) else { return Ok(()) };
    let written = path.display();
    if path.is_dir() {
        return Err(miette!(
            help = "give the name of a file in it, for example `--output report.txt`",
            "`{written}` is a folder"
        ));
    }
    let folder = folder(path);
    if !folder.is_dir() {
        return Err(miette!(
            help = "make the folder first, or choose another place",
            "the folder `{}` does not exist",
            folder.display()
        ));
    }
    // A path that does not lead anywhere yet is none of them; a run may have thousands.
    if path
        .canonicalize()
        .is_ok_and(|path| inputs.iter().any(|input| input.canonicalize().is_ok_and(|input| input == path)))
    {
        let is = if inputs.len() == 1 { "is the plan itself" } else { "is one of the files to be read" };
        return Err(miette!(
            help = "choose another name for the output; planlint never changes a document it was given",
            "`{written}` {is}"
        ));
    }
    Ok(())
}

/// Endings of the documents that people write, and of the files that planlint is told things in.
const DOCUMENTS: [&str; 16] = [
    "docx", "docm", "doc", "odt", "rtf", "pdf", "xlsx", "xlsm", "xls", "ods", "pptx", "html", "htm", "md", "markdown",
    "toml",
];

/// Refuses `path` where its ending is that of a document, and none of `own`, which what is to be written may have: no
/// program would open it so, and it may be somebody's draft.
pub(crate) fn fitting(path: Option<&Path>, own: &[&str]) -> Result<(), miette::Report> {
    let Some(path) = file(path) else { return Ok(()) };
    let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    if own.contains(&ending.as_str()) || !DOCUMENTS.contains(&ending.as_str()) {
        return Ok(());
    }
    let lost = if path.exists() { "what is in it would be lost, and " } else { "" };
    let help = format!("choose a name that ends in .{}", own.first().unwrap_or(&"txt"));
    Err(miette!(help = help, "`{}` is not written: {lost}programs would not open the result by that name", shown(path)))
}

/// Refuses `path` for a report before any work is done: where [`free`] or [`fitting`] does, and where something is there
/// that is no report of planlint. Yesterday's report gives way to today's; what a person wrote does not.
pub(crate) fn free_for_report(path: Option<&Path>, inputs: &[PathBuf], own: &[&str]) -> Result<(), miette::Report> {
    free(path, inputs)?;
    fitting(path, own)?;
    let Some(path) = file(path).filter(|path| is_there(path) && !ours::is_at(path)) else { return Ok(()) };
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let other = shown(&path.with_file_name(format!("{stem}-report.{}", own.first().unwrap_or(&"txt"))));
    Err(miette!(
        help = format!("choose another name for the report, such as `{other}`, or move the file away"),
        "`{}` is there already, and is no report of planlint: it would be lost",
        shown(path)
    ))
}

/// Whether a file is at `path` with something in it that might be lost.
pub(crate) fn is_there(path: &Path) -> bool {
    path.metadata().is_ok_and(|facts| facts.is_file() && facts.len() > 0)
}

/// Runs `write` as [`to`] does, on a report; one in words says in a file who made it, as others do wherever they go.
pub(crate) fn report(
    path: Option<&Path>,
    in_words: bool,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), miette::Report> {
    to(path, |out| {
        if in_words && file(path).is_some() {
            ours::head(out)?;
        }
        write(out)
    })
}

/// Runs `write` on standard output, or on a new file that takes the place of `path` when all went well.
///
/// A reader of standard output that has seen enough (`| head`) is no trouble: what was found is still what was found.
pub(crate) fn to(
    path: Option<&Path>,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), miette::Report> {
    let Some(path) = file(path) else {
        let mut out = io::BufWriter::new(io::stdout().lock());
        return match write(&mut out).and_then(|()| out.flush()) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                // What is left in the buffer has nowhere to go.
                drop(out.into_parts());
                Ok(())
            }
            written => written.into_diagnostic().wrap_err("the output cannot be written"),
        };
    };
    free(Some(path), &[])?;
    // A device or pipe (`/dev/null`) is written to as it stands: taking its place would remove it.
    let special = path.metadata().is_ok_and(|facts| !facts.is_file());
    // A link stays a link: what it leads to is replaced.
    let path = &path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let said = |error: io::Error| refused(path, &error);
    if special {
        let mut out = std::fs::OpenOptions::new().write(true).open(path).map_err(said)?;
        return write(&mut out).map_err(said);
    }
    let rights = path.metadata().ok().map(|facts| facts.permissions());
    let mut file = fresh(folder(path), rights.as_ref()).map_err(said)?;
    let unfinished = file.path().to_owned();
    interrupt::unfinished(&unfinished, || {
        let mut out = io::BufWriter::new(file.as_file_mut());
        write(&mut out).and_then(|()| out.flush())?;
        drop(out);
        rights.map_or(Ok(()), |rights| file.as_file().set_permissions(rights))?;
        file.persist(path).map(|_| ()).map_err(io::Error::from)
    })
    .map_err(said)
}

/// What to say where `path` cannot be written. The name that a file has until it is whole tells nobody anything.
fn refused(path: &Path, error: &io::Error) -> miette::Report {
    let why = match error.kind() {
        io::ErrorKind::PermissionDenied => "you may not write there".to_owned(),
        io::ErrorKind::StorageFull => "there is no room left".to_owned(),
        io::ErrorKind::NotFound | io::ErrorKind::ReadOnlyFilesystem => "nothing can be written there".to_owned(),
        io::ErrorKind::Other => error.to_string(),
        kind => kind.to_string(),
    };
    let help = "choose another place for it, such as a folder of your own";
    miette!(help = help, "`{}` cannot be written: {why}", path.display())
}

/// Refuses to replace what is at `path` with other `bytes`, unless by force; `help` says what might be lost.
pub(crate) fn unclaimed(path: &Path, bytes: &[u8], force: bool, help: &str) -> Result<(), miette::Report> {
    let same = || std::fs::read(path).is_ok_and(|there| there == bytes);
    if force || is_stream(path) || !is_there(path) || same() {
        return Ok(());
    }
    Err(miette!(help = help.to_owned(), "`{}` is there already", shown(path)))
}

/// Whether `path` stands for standard output.
pub(crate) fn is_stream(path: &Path) -> bool {
    path == Path::new("-")
}

/// Says in a line what was written to `path`; on standard error, where that went to standard output.
pub(crate) fn say(path: &Path, line: &str) -> Result<(), miette::Report> {
    match is_stream(path) {
        true => writeln!(io::stderr(), "{line}").into_diagnostic(),
        false => to(None, |out| writeln!(out, "{line}")),
    }
}

/// `path` where it names a file; `-` is standard output.
fn file(path: Option<&Path>) -> Option<&Path> {
    path.filter(|path| !is_stream(path))
}

fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// A new file in `folder` that nobody may read who may not read what it replaces, with these `rights`; where it replaces
/// nothing, with those that the person's own settings give every new file.
fn fresh(folder: &Path, rights: Option<&Permissions>) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = rights.map_or(0o666, |rights| rights.mode() & 0o777);
        // it is written to whatever its rights will be
        builder.permissions(Permissions::from_mode(mode | 0o600));
    }
    #[cfg(not(unix))]
    let _ = rights;
    builder.tempfile_in(folder)
}
