//! Documents that are not to be changed: signed ones, and those that their authors lock.

use crate::annotate::AnnotateError;
use crate::annotate::rewrite::Rewrite;
use crate::read::xml::{Node, Xml};

/// How the document's name must end, if it may be changed at all.
pub(super) fn ending(package: &mut Rewrite<'_>) -> Result<&'static str, AnnotateError> {
    if is_signed(package) {
        let way = "save a copy under another name, which has no signature (LibreOffice: File, Save As), and annotate the copy";
        return Err(AnnotateError::Signed { name: package.name.to_owned(), way });
    }
    if let Some(against) = protection(package)? {
        let way = "in LibreOffice choose File, Properties, Security, take off “Open file read-only”, save a copy without a \
                   password and annotate that; or ask its author";
        return Err(AnnotateError::Protected { name: package.name.to_owned(), against, way });
    }
    let kind = package.package.part("mimetype")?.map(|part| part.xml).unwrap_or_default();
    Ok(match kind.trim().rsplit('.').next() {
        Some("text-template") => "ott",
        Some("text-master") => "odm",
        Some("text-master-template") => "otm",
        Some("text-web") => "oth",
        _ => "odt",
    })
}

/// Whether a signature covers the content; that of macros does not.
fn is_signed(package: &Rewrite<'_>) -> bool {
    // OpenDocument 1.3 Part 2 §3.5: names of files with signatures contain `signatures`
    let signature = |name: &str| name.strip_prefix("meta-inf/").filter(|name| name.contains("signatures")).is_some();
    package.has_entry(|name| signature(name) && !name.ends_with("/macrosignatures.xml"))
}

/// What the document is protected against.
fn protection(package: &mut Rewrite<'_>) -> Result<Option<&'static str>, AnnotateError> {
    let settings = package.part("settings.xml")?.unwrap_or_default();
    let mut nodes = Xml::new(&settings);
    // the name of the setting whose value comes next
    let mut setting = String::new();
    while let Some(node) = nodes.next() {
        let locked = match &node {
            Node::Open(element) => {
                let is_password = setting == "ModifyPasswordInfo";
                setting = element.attribute("name").unwrap_or_default().into_owned();
                is_password
            }
            Node::Text(text) => setting == "LoadReadonly" && text.words.trim() == "true",
            Node::Close => {
                setting.clear();
                false
            }
        };
        if locked {
            return Ok(Some("changes"));
        }
    }
    Ok(None)
}
