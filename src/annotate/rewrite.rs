//! The package of a Word document, with some parts written anew. Every other entry keeps its packed bytes and its place.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::AnnotateError;
use super::splice::{Edits, escaped, is_whole, root};
use crate::read::package::{Package, relations_of};
use crate::read::xml::{Node, Xml};
use crate::read::{Document, Limits, ReadError};

const TYPES: &str = "[Content_Types].xml";

// ECMA-376 Part 2
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

/// A package that is being rewritten.
pub(super) struct Rewrite<'a> {
    name: &'a str,
    bytes: &'a [u8],
    package: Package<'a>,
    /// The name of the part with the text.
    pub(super) main: String,
    /// Entries to be written anew, by their number.
    changed: Vec<(usize, String)>,
    /// Entries that begin with a byte-order mark, and go on doing so.
    marked: Vec<usize>,
    /// Parts to be added.
    added: Vec<(String, String)>,
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

impl<'a> Rewrite<'a> {
    /// Opens the document called `name`.
    pub(super) fn open(name: &'a str, bytes: &'a [u8], limits: &'a Limits) -> Result<Self, AnnotateError> {
        let mut package = Package::open(&Document { name, bytes, limits })?;
        let main = package.main_part()?;
        Ok(Self { name, bytes, package, main, changed: Vec::new(), marked: Vec::new(), added: Vec::new() })
    }

    /// The XML of the part called `name`.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<String>, AnnotateError> {
        if let Some((_, xml)) = self.added.iter().find(|(added, _)| added == name) {
            return Ok(Some(xml.clone()));
        }
        let index = self.package.index(name);
        if let Some((_, xml)) = self.changed.iter().find(|(changed, _)| Some(*changed) == index) {
            return Ok(Some(xml.clone()));
        }
        let Some(part) = self.package.part(name)? else { return Ok(None) };
        if !part.faithful {
            let problem = "a part of it is in an old encoding";
            return Err(AnnotateError::Form { name: self.name.to_owned(), problem });
        }
        if !is_whole(&part.xml) {
            let problem = "the XML of a part of it breaks off";
            return Err(AnnotateError::Form { name: self.name.to_owned(), problem });
        }
        self.marked.extend(index.filter(|_| part.marked));
        Ok(Some(part.xml))
    }

    /// The XML of the main part.
    pub(super) fn main_xml(&mut self) -> Result<String, AnnotateError> {
        let (main, name) = (self.main.clone(), self.name);
        let none = || ReadError::damaged(name, "it is a package without a Word document in it");
        self.part(&main)?.ok_or_else(|| none().into())
    }

    /// The part that the main one calls its `kind`; where there is none, the name it can have.
    pub(super) fn beside(&mut self, kind: &str) -> Result<Beside, AnnotateError> {
        let relation = self.package.relations(&self.main)?.into_iter().find(|relation| relation.kind == kind);
        if let Some(relation) = relation {
            let xml = self.part(&relation.target)?;
            return Ok(Beside { name: relation.target, xml, related: true });
        }
        let folder = self.main.rsplit_once('/').map(|(folder, _)| format!("{folder}/")).unwrap_or_default();
        let names = std::iter::once(String::new()).chain((2..).map(|number| number.to_string()));
        let mut free = names.map(|number| format!("{folder}{kind}{number}.xml"));
        let name = free.find(|name| self.package.index(name).is_none()).expect("a package has an end");
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
        match self.package.index(name) {
            Some(index) => {
                self.changed.retain(|(changed, _)| *changed != index);
                self.changed.push((index, xml));
            }
            None => {
                self.added.retain(|(added, _)| added != name);
                self.added.push((name.to_owned(), xml));
            }
        }
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
        let relations = self.package.relations("")?;
        Ok(relations.iter().any(|relation| relation.kind == "origin") || self.has_folder("_xmlsignatures/"))
    }

    /// Whether an entry stands in this folder.
    fn has_folder(&self, folder: &str) -> bool {
        let inside = |name: &str| name.replace('\\', "/").to_lowercase().trim_start_matches('/').starts_with(folder);
        let archive = ZipArchive::new(Cursor::new(self.bytes));
        archive.is_ok_and(|archive| archive.file_names().any(|name| name.is_ok_and(|name| inside(&name))))
    }

    /// The whole package.
    pub(super) fn finish(self) -> Result<Vec<u8>, AnnotateError> {
        let broken = || ReadError::damaged(self.name, "a part of it cannot be copied");
        let mut archive = ZipArchive::new(Cursor::new(self.bytes)).map_err(|_| broken())?;
        let mut out = ZipWriter::new(Cursor::new(Vec::with_capacity(self.bytes.len() + (16 << 10))));
        let _ = out.set_raw_comment(archive.comment().into());
        for index in 0..archive.len() {
            let entry = archive.by_index_raw(index).map_err(|_| broken())?;
            let Some((_, xml)) = self.changed.iter().find(|(changed, _)| *changed == index) else {
                out.raw_copy_file(entry).map_err(|_| broken())?;
                continue;
            };
            let mark = if self.marked.contains(&index) { "\u{feff}" } else { "" };
            let options = SimpleFileOptions::default().last_modified_time(entry.last_modified().unwrap_or_default());
            let name = entry.name().map_err(|_| broken())?.into_owned();
            drop(entry);
            add(&mut out, &name, &format!("{mark}{xml}"), options).ok_or_else(broken)?;
        }
        for (name, xml) in &self.added {
            add(&mut out, name, xml, SimpleFileOptions::default()).ok_or_else(broken)?;
        }
        Ok(out.finish().map_err(|_| broken())?.into_inner())
    }

    /// Gives the part called `name` its type.
    fn say_what_it_is(&mut self, name: &str, new: &NewPart) -> Result<(), AnnotateError> {
        let document = self.name;
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

fn add(out: &mut ZipWriter<Cursor<Vec<u8>>>, name: &str, xml: &str, options: SimpleFileOptions) -> Option<()> {
    out.start_file(name, options).ok()?;
    out.write_all(xml.as_bytes()).ok()
}
