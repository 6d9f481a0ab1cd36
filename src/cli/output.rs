//! Where output goes: standard output, or a file that is written whole or not at all.

use std::io::{self, Write};
use std::path::Path;

use miette::{IntoDiagnostic, WrapErr, miette};

/// Runs `write` on standard output, or on a new file that takes the place of `path` when all went well.
pub(crate) fn to(path: Option<&Path>, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), miette::Report> {
    let Some(path) = path.filter(|path| *path != Path::new("-")) else {
        let mut out = io::BufWriter::new(io::stdout().lock());
        return write(&mut out).and_then(|()| out.flush()).into_diagnostic();
    };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !folder.is_dir() {
        return Err(miette!(help = "make the folder first, or choose another place", "the folder `{}` does not exist", folder.display()));
    }
    let said = || format!("`{}` cannot be written", path.display());
    let mut file = tempfile::NamedTempFile::new_in(folder).into_diagnostic().wrap_err_with(said)?;
    let mut out = io::BufWriter::new(file.as_file_mut());
    write(&mut out).and_then(|()| out.flush()).into_diagnostic().wrap_err_with(said)?;
    drop(out);
    file.persist(path).map(|_| ()).into_diagnostic().wrap_err_with(said)
}
