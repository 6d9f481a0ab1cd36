//! Zipped packages of XML parts: opens them, finds parts and their relations, and refuses what unpacks too far.

use std::borrow::Cow;
use std::io::{self, Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::xml::{Node, Xml};
use super::{Document, ReadError, encoding, error};

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// A package that has been opened.
pub(crate) struct Package<'a> {
    document: Document<'a>,
    archive: ZipArchive<Cursor<&'a [u8]>>,
    spent: u64,
}

/// The text of a part.
pub(crate) struct Part {
    /// Its XML, without byte-order mark.
    pub xml: String,
    /// Whether the bytes of `xml` are those of the part, so that ranges of one are ranges of the other.
    pub faithful: bool,
    /// Whether a byte-order mark stood before it.
    pub marked: bool,
}

/// What one part says of another.
pub(crate) struct Relation {
    /// The last word of its type: `styles`, `officeDocument`.
    pub kind: String,
    /// The name of the other part.
    pub target: String,
}

impl<'a> Package<'a> {
    /// Opens `document`.
    pub fn open(document: &Document<'a>) -> Result<Self, ReadError> {
        if !super::sniff::is_zip(document.bytes) {
            return Err(ReadError::damaged(document.name, "it does not begin as such a file does"));
        }
        let archive = ZipArchive::new(Cursor::new(document.bytes)).map_err(|_| {
            ReadError::damaged(document.name, "its end is missing or broken, so its parts cannot be found")
        })?;
        let most = document.limits.package.max_entries;
        if archive.len() > most {
            return Err(bomb(document, format!("it has more than {most} parts")));
        }
        Ok(Self { document: *document, archive, spent: 0 })
    }

    /// The name of the part with the text: whatever the package says, or what Word calls it.
    pub fn main_part(&mut self) -> Result<String, ReadError> {
        let relations = self.relations("")?;
        let main = relations.into_iter().find(|relation| relation.kind == "officeDocument");
        Ok(main.map_or_else(|| "word/document.xml".into(), |relation| relation.target))
    }

    /// The XML of the part called `name`, if there is one.
    pub fn part(&mut self, name: &str) -> Result<Option<Part>, ReadError> {
        let Some(index) = self.index(name) else { return Ok(None) };
        let bytes = self.unpack(index)?;
        let faithful = std::str::from_utf8(&bytes).is_ok();
        let marked = faithful && bytes.starts_with(BYTE_ORDER_MARK);
        let bytes = if marked { bytes[BYTE_ORDER_MARK.len()..].to_vec() } else { bytes };
        let xml = match String::from_utf8(bytes) {
            Ok(xml) => xml,
            Err(wrong) => encoding::decode(wrong.as_bytes()).text.into_owned(),
        };
        Ok(Some(Part { xml, faithful, marked }))
    }

    /// Refuses a package for a reader that unpacks it itself: every part is unpacked here first, and counted.
    ///
    /// Also refuses parts that ask for room for more strings than could stand in them, which calamine would make
    /// (<https://github.com/tafia/calamine/issues/684>).
    pub fn sound(&mut self) -> Result<(), ReadError> {
        for index in 0..self.archive.len() {
            let bytes = self.unpack(index)?;
            if promised(&bytes).is_some_and(|count| count > bytes.len() as u64 / 4) {
                return Err(bomb(&self.document, "it asks for room for more text than it holds".into()));
            }
        }
        Ok(())
    }

    /// What the part called `name` says of other parts; the empty name is the package itself.
    pub fn relations(&mut self, name: &str) -> Result<Vec<Relation>, ReadError> {
        let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
        let Some(part) = self.part(&relations_of(name))? else { return Ok(Vec::new()) };
        let mut xml = Xml::new(&part.xml);
        let mut relations = Vec::new();
        while let Some(node) = xml.next() {
            let Node::Open(element) = node else { continue };
            let (Some(kind), Some(target)) = (element.attribute("Type"), element.attribute("Target")) else { continue };
            if element.attribute("TargetMode").as_deref() != Some("External") {
                let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                relations.push(Relation { kind, target: join(folder, &target) });
            }
        }
        Ok(relations)
    }

    /// The entry called `name`, or nearly so: some writers use back-slashes or other capitals.
    pub fn index(&self, name: &str) -> Option<usize> {
        let alike = |entry: &str| entry.replace('\\', "/").trim_start_matches('/').eq_ignore_ascii_case(name);
        let same = self.archive.index_for_name(name);
        same.or_else(|| {
            let mut names = self.archive.file_names();
            names.position(|entry| entry.is_ok_and(|entry| alike(&entry)))
        })
    }

    fn unpack(&mut self, index: usize) -> Result<Vec<u8>, ReadError> {
        let (document, limits) = (self.document, &self.document.limits.package);
        let broken = || ReadError::damaged(document.name, "a part of it cannot be unpacked");
        let entry = self.archive.by_index(index).map_err(|error| match error {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => {
                ReadError::Locked { name: document.name.into() }
            }
            _ => broken(),
        })?;
        let by_ratio = entry.compressed_size().saturating_mul(limits.max_ratio).max(1 << 20);
        let by_size = limits.max_part_bytes.min(limits.max_total_bytes.saturating_sub(self.spent));
        let most = by_ratio.min(by_size);
        let mut bytes = Vec::new();
        // sizes are counted as bytes come out: what the package says of itself may be a lie
        let read = entry.take(most.saturating_add(1)).read_to_end(&mut bytes);
        if bytes.len() as u64 > most {
            let problem = match by_ratio < by_size {
                true => format!("a part of it unpacks to over {} times its size", limits.max_ratio),
                false => format!("its parts unpack to more than {}", error::size(by_size)),
            };
            return Err(bomb(&document, problem));
        }
        read.map_err(|error| match error.kind() {
            // whoever is held to less memory than this has not found the part broken
            io::ErrorKind::OutOfMemory => {
                ReadError::Spent { name: document.name.to_owned(), problem: "it took more memory than there is".into() }
            }
            _ => broken(),
        })?;
        self.spent += bytes.len() as u64;
        Ok(bytes)
    }
}

/// The name of the part that holds the relations of the part called `name`.
pub(crate) fn relations_of(name: &str) -> String {
    let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
    join(folder, &format!("_rels/{file}.rels"))
}

fn bomb(document: &Document<'_>, problem: String) -> ReadError {
    ReadError::Bomb { name: document.name.to_owned(), problem }
}

/// How many strings the head of a part says that it has.
fn promised(bytes: &[u8]) -> Option<u64> {
    let head = &bytes[..bytes.len().min(4096)];
    let mark = b"uniqueCount";
    let at = memchr::memmem::find(head, mark)? + mark.len();
    let digits: Vec<u8> =
        head[at..].iter().copied().skip_while(|byte| !byte.is_ascii_digit()).take_while(u8::is_ascii_digit).collect();
    // more digits than a number has room for are too many
    Some(String::from_utf8(digits).ok()?.parse().unwrap_or(u64::MAX))
}

/// The name of the part `target`, as it is said in a part in `folder`.
fn join(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let whole: Cow<'_, str> =
        if target.starts_with('/') || folder.is_empty() { target.into() } else { format!("{folder}/{target}").into() };
    let mut steps: Vec<&str> = Vec::new();
    for step in whole.split('/').filter(|step| !step.is_empty() && *step != ".") {
        match step {
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.join("/")
}
