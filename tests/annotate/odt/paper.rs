//! OpenDocument texts for these tests: made from a few lines of XML, opened again, and looked into.

use std::io::{Cursor, Write};

use planlint::{AnnotateError, Annotated, Comments, Options, Plan, RuleBook, annotate, check, read_bytes};
use quick_xml::events::Event;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::annotate::paper::{entries, options, part};

pub const FAMILIES: &str = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
    xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
    xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
    xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\" \
    xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
    xmlns:field=\"urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0\" \
    xmlns:loext=\"urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0\"";

pub const WISH: &str = "We will explore options for a befriending service for isolated older people.";
pub const FUNDED: &str =
    "The Council funds six lunch clubs and a befriending service for older people who are isolated.";

/// An OpenDocument text in the making.
#[derive(Clone)]
pub struct Paper {
    /// What is in its text.
    pub body: String,
    /// The names its content declares.
    pub families: String,
    /// Other entries of the package.
    pub entries: Vec<(String, String)>,
    /// What follows the kind `text`.
    pub kind: &'static str,
}

impl Paper {
    pub fn new(body: impl Into<String>) -> Self {
        let settings = "<settings><config-item name=\"LoadReadonly\">false</config-item></settings>";
        let entries = [("settings.xml", settings), ("Basic/Standard/Module1.xml", "<module>macros</module>")];
        let entries = entries.map(|(name, part)| (name.to_owned(), part.to_owned())).into();
        Self { body: body.into(), families: FAMILIES.to_owned(), entries, kind: "" }
    }

    pub fn with(mut self, name: &str, part: &str) -> Self {
        self.entries.retain(|(other, _)| other != name);
        self.entries.push((name.to_owned(), part.to_owned()));
        self
    }

    pub fn content(&self) -> String {
        format!(
            "<?xml version=\"1.0\"?>\n<office:document-content {}><office:body><office:text>{}</office:text></office:body>\
             </office:document-content>",
            self.families, self.body
        )
    }

    pub fn bytes(&self) -> Vec<u8> {
        let mut entries = vec![("content.xml".to_owned(), self.content())];
        entries.extend(self.entries.iter().cloned());
        package(&format!("application/vnd.oasis.opendocument.text{}", self.kind), &entries)
    }

    /// With comments in it.
    pub fn annotated(&self) -> Annotated {
        annotated(&self.bytes(), &Comments::default())
    }
}

fn package(kind: &str, entries: &[(String, String)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    zip.start_file("mimetype", stored).unwrap();
    zip.write_all(kind.as_bytes()).unwrap();
    for (name, part) in entries {
        zip.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        zip.write_all(part.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

pub fn try_annotate(bytes: &[u8], comments: &Comments, options: &Options) -> Result<Annotated, AnnotateError> {
    let plan = Plan::parse(read_bytes("plan.odt", bytes)?);
    let audit = check(&plan, RuleBook::builtin(), options);
    annotate("plan.odt", bytes, &audit, comments)
}

pub fn annotated(bytes: &[u8], comments: &Comments) -> Annotated {
    try_annotate(bytes, comments, &options()).unwrap()
}

/// The text of a document as planlint reads it, and the verdicts on it.
pub fn reading(bytes: &[u8]) -> (String, usize, Vec<String>) {
    let text = read_bytes("plan.odt", bytes).unwrap();
    let (notation, remarks) = (text.as_str().to_owned(), text.remarks().len());
    let plan = Plan::parse(text);
    let audit = check(&plan, RuleBook::builtin(), &options());
    let verdict = |outcome: &planlint::Outcome<'_>| format!("{} {}", outcome.expectation.code, outcome.reason.name());
    (notation, remarks, audit.outcomes.iter().map(verdict).collect())
}

pub fn content(bytes: &[u8]) -> String {
    part(bytes, "content.xml")
}

/// The same package with these words of its content replaced.
pub fn edited(bytes: &[u8], changes: &[(&str, &str)]) -> Vec<u8> {
    let edit = |name: &str| {
        let text = part(bytes, name);
        changes.iter().fold(text, |text, (old, new)| text.replace(old, new))
    };
    let names = entries(bytes).into_iter().map(|(name, _)| name).filter(|name| name != "mimetype");
    let entries: Vec<(String, String)> = names.map(|name| (name.clone(), edit(&name))).collect();
    package(&part(bytes, "mimetype"), &entries)
}

/// A comment as it stands in the content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    pub name: String,
    pub author: String,
    pub words: String,
    pub resolved: bool,
    /// All of it.
    pub xml: String,
}

/// What stands between two others in `from`.
fn between<'t>(from: &'t str, start: &str, end: &str) -> Option<&'t str> {
    let after = &from[from.find(start)? + start.len()..];
    Some(&after[..after.find(end)?])
}

/// Every comment of a document, found as text.
pub fn comments(xml: &str) -> Vec<Seen> {
    let pieces = xml.split("<office:annotation").skip(1).filter(|piece| piece.starts_with([' ', '>']));
    pieces
        .map(|piece| {
            let inside = piece.split("</office:annotation>").next().unwrap();
            let tag = inside.split('>').next().unwrap();
            let words: Vec<&str> =
                inside.split("<text:p>").skip(1).filter_map(|p| p.split("</text:p>").next()).collect();
            Seen {
                name: between(tag, "office:name=\"", "\"").unwrap_or_default().to_owned(),
                author: between(inside, "<dc:creator>", "</dc:creator>").unwrap_or_default().to_owned(),
                words: words.join("\n"),
                resolved: tag.contains("loext:resolved=\"true\""),
                xml: format!("<office:annotation{inside}</office:annotation>"),
            }
        })
        .collect()
}

/// The comments of planlint's.
pub fn own(bytes: &[u8]) -> Vec<Seen> {
    comments(&content(bytes)).into_iter().filter(|comment| comment.author == "planlint").collect()
}

/// The comment of planlint's that begins so.
pub fn on(bytes: &[u8], code: &str) -> Seen {
    let mut own = own(bytes).into_iter();
    own.find(|comment| comment.words.starts_with(code)).unwrap_or_else(|| panic!("no comment on {code}"))
}

/// The mark at the end of a comment's words.
pub fn end(xml: &str, name: &str) -> String {
    let marks = xml.split("<office:annotation-end").skip(1).map(|piece| piece.split("/>").next().unwrap());
    let mut named = marks.filter(|mark| mark.contains(&format!("office:name=\"{name}\"")));
    let mark = named.next().unwrap_or_else(|| panic!("{name} ends"));
    assert_eq!(named.next(), None, "{name} ends once");
    format!("<office:annotation-end{mark}/>")
}

/// The content without these comments: taken out as text, by another road than planlint's own.
pub fn without(xml: &str, comments: &[Seen]) -> String {
    comments.iter().fold(xml.to_owned(), |xml, comment| {
        assert_eq!(xml.matches(&comment.xml).count(), 1);
        xml.replace(&comment.xml, "").replace(&end(&xml, &comment.name), "")
    })
}

/// The XML that a comment is on, other comments of planlint's left out.
pub fn marked(bytes: &[u8], code: &str) -> String {
    let comment = on(bytes, code);
    let others: Vec<Seen> = own(bytes).into_iter().filter(|other| *other != comment).collect();
    let xml = without(&content(bytes), &others);
    between(&xml, &comment.xml, &end(&xml, &comment.name)).expect("it ends after it begins").to_owned()
}

/// The elements around each comment of planlint's and each end of one, outermost first, each with its attributes.
pub fn around(xml: &str, names: &[String]) -> Vec<Vec<String>> {
    let mut reader = quick_xml::Reader::from_str(xml);
    let (mut open, mut found): (Vec<String>, Vec<Vec<String>>) = (Vec::new(), Vec::new());
    loop {
        let event = reader.read_event().expect("it is well-formed");
        if let Event::Start(tag) | Event::Empty(tag) = &event {
            let name = tag.attributes().flatten().find(|attribute| attribute.key.local_name().into_inner() == "name");
            if tag.local_name().into_inner().starts_with("annotation")
                && name.is_some_and(|name| names.contains(&name.value.into_owned()))
            {
                found.push(open.clone());
            }
        }
        match event {
            Event::Start(tag) => open.push(tag_of(&tag)),
            Event::End(_) => drop(open.pop()),
            Event::Eof => {
                assert!(open.is_empty(), "every element ends");
                return found;
            }
            _ => {}
        }
    }
}

/// The name of an element with its attributes, as it is written.
fn tag_of(tag: &quick_xml::events::BytesStart<'_>) -> String {
    let attribute = |attribute: quick_xml::events::attributes::Attribute<'_>| {
        format!(" {}=\"{}\"", attribute.key.into_inner(), attribute.value)
    };
    let attributes: String = tag.attributes().flatten().map(attribute).collect();
    format!("{}{attributes}", tag.name().into_inner())
}

pub fn p(words: &str) -> String {
    format!("<text:p>{words}</text:p>")
}

pub fn heading(words: &str) -> String {
    format!("<text:h text:outline-level=\"1\">{words}</text:h>")
}

/// Words enough that a document can be judged.
pub fn filler() -> String {
    p(
        "The Council and its partners meet each month to look at admissions to hospital, at how people go home, and at what is spent on both of them.",
    )
}
