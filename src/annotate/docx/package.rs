//! The package of a Word document: where its parts are, and how the main one refers to the others.

use crate::annotate::AnnotateError;
use crate::annotate::rewrite::Rewrite;
use crate::annotate::splice::{Edits, escaped, root};
use crate::read::package::relations_of;
use crate::read::xml::{Node, Xml};
use crate::read::{Limits, ReadError};

const TYPES: &str = "[Content_Types].xml";

// ECMA-376 Part 2
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

/// A Word document that is being rewritten.
pub(super) struct Word<'a> {
    rewrite: Rewrite<'a>,
    /// The name of the part with the text.
    pub(super) main: String,
}

/// A part beside the main one: where it is, and its XML if it is there.
pub(super) struct Beside {
    /// Its name in the package.
    pub(super) name: String,
    /// Its XML.
    pub(super) xml: Option<String>,
    /// Whether the main part refers to it, be it there or not.
    related: bool,
}

/// What a part is, where it is not there yet.
pub(super) struct NewPart {
    /// The type of the relation that leads to it.
    pub(super) relation: &'static str,
    /// The type of what is in it.
    pub(super) content: &'static str,
}

impl<'a> Word<'a> {
    /// Opens the document called `name`.
    pub(super) fn open(name: &'a str, bytes: &'a [u8], limits: &'a Limits) -> Result<Self, AnnotateError> {
        let mut rewrite = Rewrite::open(name, bytes, limits)?;
        let main = rewrite.package.main_part()?;
        Ok(Self { rewrite, main })
    }

    /// The XML of the part called `name`.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<String>, AnnotateError> {
        self.rewrite.part(name)
    }

    /// The XML of the main part.
    pub(super) fn main_xml(&mut self) -> Result<String, AnnotateError> {
        let (main, name) = (self.main.clone(), self.rewrite.name);
        let none = || ReadError::damaged(name, "it is a package without a Word document in it");
        self.part(&main)?.ok_or_else(|| none().into())
    }

    /// The part that the main one calls its `kind`; where there is none, the name it can have.
    pub(super) fn beside(&mut self, kind: &str) -> Result<Beside, AnnotateError> {
        let relation = self.rewrite.package.relations(&self.main)?.into_iter().find(|relation| relation.kind == kind);
        if let Some(relation) = relation {
            let xml = self.part(&relation.target)?;
            return Ok(Beside { name: relation.target, xml, related: true });
        }
        let folder = self.main.rsplit_once('/').map(|(folder, _)| format!("{folder}/")).unwrap_or_default();
        let names = std::iter::once(String::new()).chain((2..).map(|number| number.to_string()));
        let mut free = names.map(|number| format!("{folder}{kind}{number}.xml"));
        let name = free.find(|name| self.rewrite.package.index(name).is_none()).expect("a package has an end");
        Ok(Beside { name, xml: None, related: false })
    }

    /// Writes the part called `name` anew; one that was not there is added, and made known.
    pub(super) fn write(&mut self, beside: &Beside, xml: String, new: &NewPart) -> Result<(), AnnotateError> {
        if beside.xml.is_none() {
            self.say_what_it_is(&beside.name, new)?;
        }
        if !beside.related {
            self.refer_to(&beside.name, new)?;
        }
        self.put(&beside.name, xml);
        Ok(())
    }

    /// Writes the part called `name` anew, or adds it.
    pub(super) fn put(&mut self, name: &str, xml: String) {
        self.rewrite.put(name, xml);
    }

    /// The type of what is in the part called `name`.
    pub(super) fn content_type(&mut self, name: &str) -> Result<String, AnnotateError> {
        let types = self.part(TYPES)?.unwrap_or_default();
        let mut nodes = Xml::new(&types);
        while let Some(node) = nodes.next() {
            let Node::Open(element) = node else { continue };
            let of = element.attribute("PartName").unwrap_or_default();
            if of.trim_start_matches('/').eq_ignore_ascii_case(name) {
                return Ok(element.attribute("ContentType").unwrap_or_default().into_owned());
            }
        }
        Ok(String::new())
    }

    /// Whether the package says that it is signed.
    pub(super) fn is_signed(&mut self) -> Result<bool, AnnotateError> {
        // ECMA-376 Part 2 §12.2.4.1: the relation to the origin of digital signatures
        let relations = self.rewrite.package.relations("")?;
        Ok(relations.iter().any(|relation| relation.kind == "origin")
            || self.rewrite.has_entry(|name| name.starts_with("_xmlsignatures/")))
    }

    /// The whole package.
    pub(super) fn finish(self) -> Result<Vec<u8>, AnnotateError> {
        self.rewrite.finish()
    }

    /// Gives the part called `name` its type.
    fn say_what_it_is(&mut self, name: &str, new: &NewPart) -> Result<(), AnnotateError> {
        let document = self.rewrite.name;
        let none = || ReadError::damaged(document, "it does not say what its parts are");
        let types = self.part(TYPES)?.ok_or_else(none)?;
        if self.content_type(name)?.is_empty() {
            let (declared, part) = (declared(&types, &format!("{PACKAGE}/content-types")), escaped(name));
            let entry = format!("<Override{declared} PartName=\"/{part}\" ContentType=\"{}\"/>", new.content);
            self.put_more(TYPES, &types, &entry);
        }
        Ok(())
    }

    /// Gives the main part a relation to the part called `name`.
    fn refer_to(&mut self, name: &str, new: &NewPart) -> Result<(), AnnotateError> {
        let (place, family) = (relations_of(&self.main), format!("{PACKAGE}/relationships"));
        let empty = || {
            let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";
            format!("{head}\n<Relationships xmlns=\"{family}\"></Relationships>")
        };
        let relations = self.part(&place)?.unwrap_or_else(empty);
        let id = (1..).map(|number| format!("rId{number}")).find(|id| !relations.contains(&format!("\"{id}\"")));
        let (declared, target) = (declared(&relations, &family), escaped(&self.target(name)));
        let (id, kind) = (id.unwrap_or_default(), new.relation);
        let entry = format!("<Relationship{declared} Id=\"{id}\" Type=\"{kind}\" Target=\"{target}\"/>");
        self.put_more(&place, &relations, &entry);
        Ok(())
    }

    /// The part called `name` as the main one refers to it.
    fn target(&self, name: &str) -> String {
        let folder = self.main.rsplit_once('/').map_or("", |(folder, _)| folder);
        let inside = name.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/'));
        inside.map_or_else(|| format!("/{name}"), str::to_owned)
    }

    fn put_more(&mut self, name: &str, xml: &str, more: &str) {
        let mut edits = Edits::default();
        edits.append(xml, more);
        self.put(name, edits.apply(xml));
    }
}

/// What an element needs to say of its family, where it is not the one that is understood.
fn declared(xml: &str, family: &str) -> String {
    let root = root(xml).map(|(open, _)| &xml[open]).unwrap_or_default();
    let known =
        [format!(" xmlns=\"{family}\""), format!(" xmlns='{family}'")].iter().any(|declared| root.contains(declared));
    if known { String::new() } else { format!(" xmlns=\"{family}\"") }
}
