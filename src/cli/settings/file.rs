//! `planlint.toml`, read with the place of every value; every fault in it at once.

use std::path::Path;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{KEYS, Key, Layer, Setting, Source};
use crate::cli::shown;
use crate::fault::{Fault, Faults, nearest};

/// What faults in settings are called and filed under.
const SORT: (&str, &str) = ("the settings", "planlint::settings");

/// Reads the settings in the file at `path`. Nothing is guessed: a mistyped setting would be no setting.
///
/// # Errors
/// When it cannot be read, and for every key and value that is not known.
pub(super) fn read(path: &Path) -> Result<Layer, miette::Report> {
    let text = crate::cli::living::words(path, "file of settings", "save it as plain text in UTF-8, or move it away")?;
    let mut faults = Vec::new();
    let layer = layer(path, &text, &mut faults);
    Ok(Faults::none_in(SORT, faults, layer)?)
}

fn layer(path: &Path, text: &str, faults: &mut Vec<Fault>) -> Layer {
    let name = shown(path);
    let mut layer = Layer::new();
    let table = match DeTable::parse(text) {
        Ok(table) => table.into_inner(),
        Err(error) => {
            faults.push(crate::vocabulary::toml_fault(&name, text, &error));
            return layer;
        }
    };
    for (written, value) in &table {
        let Some(key) = KEYS.iter().find(|key| key.name == written.get_ref().as_ref()) else {
            faults.push(no_key(&name, text, written));
            continue;
        };
        match words(key, path, value) {
            Ok(words) => {
                let line = text[..written.span().start].matches('\n').count() + 1;
                layer.insert(key.name, Setting { words, from: Source::File { path: path.to_owned(), line } });
            }
            Err(wrong) => faults.push(Fault::new(&name, text, value.span(), format!("in `{}`, {wrong}", key.name))),
        }
    }
    layer
}

fn no_key(name: &str, text: &str, written: &Spanned<impl AsRef<str>>) -> Fault {
    let word = written.get_ref().as_ref();
    let known = || KEYS.iter().map(|key| key.name);
    let close = nearest(word, known()).map(|close| format!("did you mean `{close}`?"));
    let all = || format!("there are: {}", known().collect::<Vec<_>>().join(", "));
    Fault::new(name, text, written.span(), format!("there is no setting called `{word}`"))
        .help(close.unwrap_or_else(all))
}

/// The words of a value, or what is wrong with it.
fn words(key: &Key, path: &Path, value: &Spanned<DeValue<'_>>) -> Result<Vec<String>, String> {
    let list = match value.get_ref() {
        DeValue::Array(list) if key.many => list.iter().map(|value| word(value.get_ref())).collect::<Option<Vec<_>>>(),
        value if !key.many => word(value).map(|word| vec![word]),
        _ => None,
    };
    let form = if key.many {
        "there must be a list of words in quotes, such as [\"a\", \"b\"]"
    } else {
        "there must be one word in quotes"
    };
    let words = list.ok_or(form)?;
    if let Some(wrong) = words.iter().find_map(|word| (key.wrong)(word)) {
        return Err(wrong);
    }
    let folder = path.parent().unwrap_or(Path::new(""));
    let from_here = |word: String| if key.path { folder.join(word).display().to_string() } else { word };
    Ok(words.into_iter().map(from_here).collect())
}

fn word(value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::String(word) => Some(word.to_string()),
        DeValue::Datetime(day) => Some(day.to_string()),
        _ => None,
    }
}
