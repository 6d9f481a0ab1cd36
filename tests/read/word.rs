//! Word documents, each made here from a few lines of XML.

use std::io::{Cursor, Write};

use planlint::{Text, read_bytes};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

mod corpus;
mod headings;
mod hostile;
mod laws;
mod lists;
mod tables;
mod words;

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// A Word document in the making.
struct Word {
    body: String,
    parts: Vec<(&'static str, String)>,
}

impl Word {
    /// A document with this in its body.
    fn new(body: impl Into<String>) -> Self {
        Self { body: body.into(), parts: Vec::new() }
    }

    /// With a part of this kind, such as `styles`, with this in its root.
    fn with(mut self, kind: &'static str, inside: impl Into<String>) -> Self {
        self.parts.push((kind, inside.into()));
        self
    }

    /// The XML of its main part.
    fn xml(&self) -> String {
        format!(
            "<?xml version=\"1.0\"?><w:document xmlns:w=\"{WORD}\" \
             xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" \
             xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\" xmlns:wps=\"urn:shape\" \
             xmlns:v=\"urn:vml\"><w:body>{}</w:body></w:document>",
            self.body
        )
    }

    /// Its bytes.
    fn bytes(&self) -> Vec<u8> {
        let mut relations = String::new();
        let mut entries = Vec::new();
        for (kind, inside) in &self.parts {
            relations.push_str(&format!("<Relationship Type=\"http://x/{kind}\" Target=\"{kind}.xml\"/>"));
            entries.push((format!("word/{kind}.xml"), format!("<w:{kind} xmlns:w=\"{WORD}\">{inside}</w:{kind}>")));
        }
        entries.push(("word/_rels/document.xml.rels".into(), format!("<Relationships>{relations}</Relationships>")));
        entries.push(("word/document.xml".into(), self.xml()));
        let main = "<Relationships><Relationship Type=\"http://x/officeDocument\" Target=\"word/document.xml\"/></Relationships>";
        entries.push(("_rels/.rels".into(), main.into()));
        package(entries.iter().map(|(name, part)| (name.as_str(), part.as_bytes())))
    }

    fn text(&self) -> Text {
        super::text("plan.docx", self.bytes())
    }

    fn notation(&self) -> String {
        self.text().as_str().to_owned()
    }
}

/// A zip package of these entries.
fn package<'a>(entries: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in entries {
        zip.start_file(name, SimpleFileOptions::default()).expect("names differ");
        zip.write_all(part).expect("memory takes it");
    }
    zip.finish().expect("memory takes it").into_inner()
}

/// The notation of a document with this in its body.
fn notation(body: &str) -> String {
    Word::new(body).notation()
}

/// A paragraph of one run.
fn p(words: &str) -> String {
    styled("", words)
}

/// A paragraph with these properties.
fn styled(properties: &str, words: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space=\"preserve\">{words}</w:t></w:r></w:p>")
}

/// A paragraph all in bold.
fn bold(words: &str) -> String {
    format!("<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{words}</w:t></w:r></w:p>")
}

/// The message for bytes that cannot be read.
fn refused(bytes: &[u8]) -> String {
    super::unreadable::says(&read_bytes("plan.docx", bytes).expect_err("it cannot be read"))
}
