//! Documents that are not to be changed: signed ones, and those whose authors restrict changes.

use super::package::Word;
use crate::annotate::AnnotateError;
use crate::read::xml::{Node, Space, Xml};

/// How the document's name must end, if it may be changed at all.
pub(super) fn ending(package: &mut Word<'_>, name: &str) -> Result<&'static str, AnnotateError> {
    if package.is_signed()? {
        let way = "save a copy under another name, take the signature off the copy in Word (File, Info, View Signatures) and \
                   annotate the copy";
        return Err(AnnotateError::Signed { name: name.to_owned(), way });
    }
    if let Some(against) = protection(package)? {
        let way = "in Word choose Review, Restrict Editing, Stop Protection, save a copy and annotate that; or ask its author";
        return Err(AnnotateError::Protected { name: name.to_owned(), against, way });
    }
    let main = package.main.clone();
    let kind = package.content_type(&main)?.to_lowercase();
    Ok(match (kind.contains("macroenabled"), kind.contains("template")) {
        (false, false) => "docx",
        (true, false) => "docm",
        (false, true) => "dotx",
        (true, true) => "dotm",
    })
}

/// What the document is protected against, where that keeps comments out.
fn protection(package: &mut Word<'_>) -> Result<Option<&'static str>, AnnotateError> {
    let settings = package.beside("settings")?.xml.unwrap_or_default();
    let mut nodes = Xml::new(&settings);
    while let Some(node) = nodes.next() {
        let Node::Open(element) = node else { continue };
        if element.space != Space::Word || element.name() != "documentProtection" {
            continue;
        }
        // ECMA-376 Part 1 §17.15.1.29: it counts only where it is enforced
        if !matches!(element.attribute("enforcement").as_deref(), Some("1" | "true" | "on")) {
            return Ok(None);
        }
        return Ok(match element.attribute("edit").as_deref() {
            Some("readOnly") => Some("every change"),
            Some("forms") => Some("every change but filling in its form"),
            _ => None,
        });
    }
    Ok(None)
}
