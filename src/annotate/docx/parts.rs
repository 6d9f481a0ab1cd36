//! The parts of a Word document that comments are spread over: the text with its marks, the comments, and what is
//! resolved.

use super::body::Body;
use super::comments::{self, Comment, Names};
use super::package::{Beside, NewPart, Word};
use super::pen::Pen;
use super::resolved::Resolved;
use crate::annotate::AnnotateError;
use crate::annotate::splice::root;

/// The parts as they are read.
pub(super) struct Parts {
    main: String,
    comments: Beside,
    /// XML of the comments.
    pub(super) comments_xml: String,
    extended: Beside,
    strict: bool,
    /// XML of the part that says what is resolved.
    pub(super) extended_xml: String,
    /// The text.
    pub(super) body: Body,
    /// How marks are written in it.
    pub(super) marks: Names,
    /// The comments.
    pub(super) there: Vec<Comment>,
    /// How they are written.
    pub(super) names: Names,
    /// What is resolved.
    pub(super) resolved: Resolved,
}

// ECMA-376 Part 4 (transitional) and Part 1 (strict)
const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const STRICT_WORD: &str = "http://purl.oclc.org/ooxml/wordprocessingml/main";
const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments";
const STRICT_RELATION: &str = "http://purl.oclc.org/ooxml/officeDocument/relationships/comments";

impl Parts {
    /// Reads them; those that are not there are begun.
    pub(super) fn read(package: &mut Word<'_>) -> Result<Self, AnnotateError> {
        let main = package.main_xml()?;
        let body = Body::read(&main);
        let strict = tag(&main).contains(STRICT_WORD);
        let word = if strict { STRICT_WORD } else { WORD };
        let comments = package.beside("comments")?;
        let comments_xml = comments.xml.clone().unwrap_or_else(|| comments::empty(word));
        let extended = package.beside("commentsExtended")?;
        let extended_xml = extended.xml.clone().unwrap_or_else(Resolved::empty);
        let marks = Names::of(tag(&main), word, false);
        let names = Names::of(tag(&comments_xml), word, true);
        let (there, resolved) = (comments::read(&comments_xml), Resolved::read(&extended_xml));
        Ok(Self { main, comments, comments_xml, extended, strict, extended_xml, body, marks, there, names, resolved })
    }

    /// Writes what `pen` changed.
    pub(super) fn finish(&self, pen: Pen<'_>, package: &mut Word<'_>) -> Result<(), AnnotateError> {
        let (text, comments, resolved) = pen.edits();
        let main = package.main.clone();
        changed(text.apply(&self.main), &self.main).into_iter().for_each(|xml| package.put(&main, xml));
        if let Some(xml) = changed(comments.apply(&self.comments_xml), &self.comments_xml) {
            let relation = if self.strict { STRICT_RELATION } else { RELATION };
            let content = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";
            package.write(&self.comments, xml, &NewPart { relation, content })?;
        }
        if let Some(xml) = changed(resolved.apply(&self.extended_xml), &self.extended_xml) {
            // [MS-DOCX] 2.1 (parts)
            let relation = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended";
            let content = "application/vnd.openxmlformats-officedocument.wordprocessingml.commentsExtended+xml";
            package.write(&self.extended, xml, &NewPart { relation, content })?;
        }
        Ok(())
    }
}

/// The tag that begins the outermost element of `xml`.
fn tag(xml: &str) -> &str {
    root(xml).map(|(open, _)| &xml[open]).unwrap_or_default()
}

fn changed(new: String, old: &str) -> Option<String> {
    (new != old).then_some(new)
}
