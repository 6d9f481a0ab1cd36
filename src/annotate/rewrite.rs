//! A zipped document with some parts written anew. Every other entry keeps its packed bytes and its place.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::AnnotateError;
use super::splice::is_whole;
use crate::read::package::Package;
use crate::read::{Document, Limits, ReadError};

/// A package that is being rewritten.
pub(super) struct Rewrite<'a> {
    /// What the document is called.
    pub(super) name: &'a str,
    /// As it was.
    pub(super) package: Package<'a>,
    bytes: &'a [u8],
    /// Entries to be written anew, by their number.
    changed: Vec<(usize, String)>,
    /// Entries that begin with a byte-order mark, and go on doing so.
    marked: Vec<usize>,
    /// Parts to be added.
    added: Vec<(String, String)>,
}

impl<'a> Rewrite<'a> {
    /// Opens the document called `name`.
    pub(super) fn open(name: &'a str, bytes: &'a [u8], limits: &'a Limits) -> Result<Self, AnnotateError> {
        let package = Package::open(&Document { name, bytes, limits })?;
        Ok(Self { name, package, bytes, changed: Vec::new(), marked: Vec::new(), added: Vec::new() })
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

    /// Whether an entry has a name like this: with slashes, in small letters.
    pub(super) fn has_entry(&self, like: impl Fn(&str) -> bool) -> bool {
        let like = |name: &str| like(name.replace('\\', "/").to_lowercase().trim_start_matches('/'));
        let archive = ZipArchive::new(Cursor::new(self.bytes));
        archive.is_ok_and(|archive| archive.file_names().any(|name| name.is_ok_and(|name| like(&name))))
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
}

fn add(out: &mut ZipWriter<Cursor<Vec<u8>>>, name: &str, xml: &str, options: SimpleFileOptions) -> Option<()> {
    out.start_file(name, options).ok()?;
    out.write_all(xml.as_bytes()).ok()
}
