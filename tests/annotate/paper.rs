//! Word documents for these tests: made from a few lines of XML, opened again, and looked into.

use std::io::{Cursor, Read, Write};

use planlint::{AnnotateError, Annotated, Comments, Options, Plan, RuleBook, annotate, check, read_bytes};
use quick_xml::events::Event;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

pub const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const TYPES: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// A Word document in the making.
#[derive(Clone)]
pub struct Paper {
    /// What is in its body.
    pub body: String,
    /// More parts: kind, what is in the root, declarations of the root.
    pub parts: Vec<(&'static str, String)>,
    /// More entries of the package.
    pub entries: Vec<(String, String)>,
    /// The type of its main part.
    pub kind: &'static str,
}

impl Paper {
    pub fn new(body: impl Into<String>) -> Self {
        let kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
        Self { body: body.into(), parts: Vec::new(), entries: Vec::new(), kind }
    }

    /// With a part of this kind, such as `comments`, with this in its root.
    pub fn with(mut self, kind: &'static str, inside: &str) -> Self {
        self.parts.push((kind, inside.to_owned()));
        self
    }

    pub fn bytes(&self) -> Vec<u8> {
        let mut relations = String::new();
        let mut types = format!("<Override PartName=\"/word/document.xml\" ContentType=\"{}\"/>", self.kind);
        let mut entries = Vec::new();
        for (number, (kind, inside)) in self.parts.iter().enumerate() {
            let (uri, root) = match *kind {
                "commentsExtended" => ("http://schemas.microsoft.com/office/2011/relationships", "w15:commentsEx"),
                "comments" => (OFFICE, "w:comments"),
                kind => (OFFICE, if kind == "settings" { "w:settings" } else { "w:part" }),
            };
            relations
                .push_str(&format!("<Relationship Id=\"rId{number}\" Type=\"{uri}/{kind}\" Target=\"{kind}.xml\"/>"));
            types.push_str(&format!("<Override PartName=\"/word/{kind}.xml\" ContentType=\"{TYPES}.{kind}+xml\"/>"));
            let xml = format!(
                "<{root} xmlns:w=\"{WORD}\" xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\" \
                 xmlns:w15=\"http://schemas.microsoft.com/office/word/2012/wordml\">{inside}</{root}>"
            );
            entries.push((format!("word/{kind}.xml"), xml));
        }
        let families = "xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\" \
             xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" xmlns:wps=\"urn:shape\" \
             xmlns:v=\"urn:vml\" xmlns:r=\"urn:r\"";
        let main = format!(
            "<?xml version=\"1.0\"?>\n<w:document xmlns:w=\"{WORD}\" {families}><w:body>{}</w:body></w:document>",
            self.body
        );
        let package = "http://schemas.openxmlformats.org/package/2006";
        entries.push(("word/document.xml".into(), main));
        entries.push((
            "_rels/.rels".into(),
            format!("<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"rId1\" Type=\"{OFFICE}/officeDocument\" Target=\"word/document.xml\"/></Relationships>"),
        ));
        entries.push((
            "word/_rels/document.xml.rels".into(),
            format!("<Relationships xmlns=\"{package}/relationships\">{relations}</Relationships>"),
        ));
        let xml = "<Default Extension=\"xml\" ContentType=\"application/xml\"/><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>";
        entries.push((
            "[Content_Types].xml".into(),
            format!("<Types xmlns=\"{package}/content-types\">{xml}{types}</Types>"),
        ));
        entries.extend(self.entries.iter().cloned());
        package_of(&entries)
    }

    /// With comments in it.
    pub fn annotated(&self) -> Annotated {
        annotated(&self.bytes(), &Comments::default())
    }
}

fn package_of(entries: &[(String, String)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in entries {
        zip.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        zip.write_all(part.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// As Better Care Fund plans of 2014 are checked, so that there is something to say of every document.
pub fn options() -> Options {
    Options {
        kind: Some("bcf-2014".to_owned()),
        as_of: Some("2016-04-01".parse().unwrap()),
        packs: vec!["care-act".to_owned()],
        ..Options::default()
    }
}

pub fn try_annotate(bytes: &[u8], comments: &Comments, options: &Options) -> Result<Annotated, AnnotateError> {
    let plan = Plan::parse(read_bytes("plan.docx", bytes).unwrap());
    let audit = check(&plan, RuleBook::builtin(), options);
    annotate("plan.docx", bytes, &audit, comments)
}

pub fn annotated(bytes: &[u8], comments: &Comments) -> Annotated {
    try_annotate(bytes, comments, &options()).unwrap()
}

/// The verdicts on a document, by code.
pub fn verdicts(bytes: &[u8]) -> Vec<String> {
    let plan = Plan::parse(read_bytes("plan.docx", bytes).unwrap());
    let audit = check(&plan, RuleBook::builtin(), &options());
    audit.outcomes.iter().map(|outcome| format!("{} {}", outcome.expectation.code, outcome.reason.name())).collect()
}

/// A part of a package.
pub fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap_or_else(|_| panic!("{name} is there")).read_to_string(&mut text).unwrap();
    text
}

/// The names of a package's entries with their packed bytes, in order.
pub fn entries(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let count = archive.len();
    let entry = |index| {
        let mut entry = archive.by_index_raw(index).unwrap();
        let mut packed = Vec::new();
        entry.read_to_end(&mut packed).unwrap();
        (entry.name().unwrap().into_owned(), packed)
    };
    (0..count).map(entry).collect()
}

pub fn main(bytes: &[u8]) -> String {
    part(bytes, "word/document.xml")
}

/// A comment as it stands in the part.
#[derive(Debug, PartialEq, Eq)]
pub struct Seen {
    pub id: String,
    pub author: String,
    pub words: String,
    pub paragraph: String,
}

/// Every comment of a document.
pub fn comments(bytes: &[u8]) -> Vec<Seen> {
    if !entries(bytes).iter().any(|(name, _)| name == "word/comments.xml") {
        return Vec::new();
    }
    let xml = part(bytes, "word/comments.xml");
    let between = |from: &str, start: &str, end: &str| {
        let at = from.find(start)? + start.len();
        Some(from[at..at + from[at..].find(end)?].to_owned())
    };
    xml.split("<w:comment ")
        .skip(1)
        .map(|comment| {
            let comment = comment.split("</w:comment>").next().unwrap();
            let words: Vec<String> = comment
                .split("<w:p ")
                .flat_map(|p| p.split("<w:p>"))
                .skip(1)
                .map(|p| p.split("<w:t").skip(1).filter_map(|t| between(t, ">", "</w:t>")).collect())
                .collect();
            Seen {
                id: between(comment, "w:id=\"", "\"").unwrap(),
                author: between(comment, "w:author=\"", "\"").unwrap_or_default(),
                words: words.join("\n"),
                paragraph: comment
                    .rsplit("w14:paraId=\"")
                    .next()
                    .filter(|_| comment.contains("paraId"))
                    .map(|rest| rest[..8].to_owned())
                    .unwrap_or_default(),
            }
        })
        .collect()
}

/// The comments of planlint's, by code.
pub fn own(bytes: &[u8]) -> Vec<Seen> {
    comments(bytes).into_iter().filter(|comment| comment.author == "planlint").collect()
}

/// The comment of planlint's on this expectation.
pub fn on(bytes: &[u8], code: &str) -> Seen {
    own(bytes)
        .into_iter()
        .find(|comment| comment.words.starts_with(code))
        .unwrap_or_else(|| panic!("no comment on {code}"))
}

/// Whether a comment is marked resolved.
pub fn is_resolved(bytes: &[u8], comment: &Seen) -> bool {
    let known = entries(bytes).iter().any(|(name, _)| name == "word/commentsExtended.xml");
    known
        && part(bytes, "word/commentsExtended.xml")
            .contains(&format!("w15:paraId=\"{}\" w15:done=\"1\"", comment.paragraph))
}

/// The same package, with every part made anew by `edit`.
pub fn edited(bytes: &[u8], edit: impl Fn(String) -> String) -> Vec<u8> {
    let parts = entries(bytes).into_iter().map(|(name, _)| (name.clone(), edit(part(bytes, &name))));
    package_of(&parts.collect::<Vec<_>>())
}

/// The same package without this part.
pub fn without(bytes: &[u8], name: &str) -> Vec<u8> {
    let others = entries(bytes).into_iter().filter(|(other, _)| other != name);
    package_of(&others.map(|(name, _)| (name.clone(), part(bytes, &name))).collect::<Vec<_>>())
}

/// The main part without the marks of these comments: taken out as text, by another road than planlint's own.
pub fn without_marks(xml: &str, ids: &[String]) -> String {
    let mut xml = xml.to_owned();
    for id in ids {
        xml = xml.replace(&format!("<w:commentRangeStart w:id=\"{id}\"/>"), "");
        xml = xml.replace(
            &format!("<w:commentRangeEnd w:id=\"{id}\"/><w:r><w:rPr><w:rStyle w:val=\"CommentReference\"/></w:rPr><w:commentReference w:id=\"{id}\"/></w:r>"),
            "",
        );
    }
    xml
}

/// The words a comment stands beside.
pub fn marked(bytes: &[u8], id: &str) -> String {
    let xml = main(bytes);
    let start = xml.find(&format!("<w:commentRangeStart w:id=\"{id}\"/>")).expect("it begins");
    let end = xml.find(&format!("<w:commentRangeEnd w:id=\"{id}\"/>")).expect("it ends");
    let mut words = String::new();
    let mut reader = quick_xml::Reader::from_str(&xml[start..end]);
    reader.config_mut().check_end_names = false;
    let mut inside = false;
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) => inside = tag.local_name().into_inner() == "t",
            Event::End(_) => inside = false,
            Event::Text(text) if inside => words.push_str(&text.into_inner()),
            Event::Eof => return words,
            _ => {}
        }
    }
}

/// The elements over each mark of these comments, outermost first: `document/body/p`.
pub fn paths(xml: &str, ids: &[String]) -> Vec<String> {
    let mut reader = quick_xml::Reader::from_str(xml);
    let (mut open, mut paths): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    loop {
        match reader.read_event().expect("it is well-formed") {
            Event::Start(tag) => open.push(tag.local_name().into_inner().to_owned()),
            Event::End(_) => drop(open.pop()),
            Event::Empty(tag) => {
                let name = tag.local_name().into_inner().to_owned();
                let id = tag.attributes().flatten().find(|attribute| attribute.key.local_name().into_inner() == "id");
                if name.starts_with("comment") && id.is_some_and(|id| ids.contains(&id.value.into_owned())) {
                    paths.push(format!("{}:{name}", open.join("/")));
                }
            }
            Event::Eof => {
                assert!(open.is_empty(), "every element ends");
                return paths;
            }
            _ => {}
        }
    }
}

/// A paragraph of one run.
pub fn p(words: &str) -> String {
    format!("<w:p><w:r><w:t xml:space=\"preserve\">{words}</w:t></w:r></w:p>")
}

/// A heading.
pub fn heading(words: &str) -> String {
    format!("<w:p><w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>")
}

/// Words enough that a document can be judged.
pub fn filler() -> String {
    p(
        "The Council and its partners meet each month to look at admissions to hospital, at how people go home, and at what is spent on both of them.",
    )
}
