//! What a document is: by its content, then by the ending of its name.

use memchr::memmem;

use super::{Document, READERS, ReadError, Reader, chains, encoding};
use crate::text::Format;

/// A format that is known but not read.
struct Unread {
    kind: &'static str,
    endings: &'static [&'static str],
    /// Whether somebody may have written a plan in it.
    written: bool,
    knows: fn(&[u8]) -> bool,
    advice: &'static str,
}

/// Endings of documents that only their content tells apart, for what is called so may be another format that is read.
const OLD: [&str; 2] = ["doc", "ppt"];

/// Formats that are known but not read; each line goes when its reader comes.
const UNREAD: &[Unread] = &[
    Unread {
        kind: "a binary Excel workbook",
        endings: &["xlsb"],
        written: true,
        knows: is_binary_workbook,
        advice: "open it in Excel and save it as an Excel workbook (.xlsx)",
    },
    Unread {
        kind: "a PowerPoint presentation",
        endings: &["pptx", "pptm"],
        written: true,
        knows: |bytes| is_package_of(bytes, b"ppt/"),
        advice: "in PowerPoint, export it as a Word document (File, Export, Create Handouts)",
    },
    Unread {
        kind: "an OpenDocument file",
        endings: &["odp", "odg"],
        written: true,
        knows: |bytes| is_open_document(bytes, ""),
        advice: "open it in LibreOffice, copy what is to be read into a text document and save it as .odt or .docx",
    },
    Unread {
        kind: "a rich text (RTF) file",
        endings: &["rtf"],
        written: true,
        knows: |bytes| bytes.starts_with(b"{\\rtf"),
        advice: "open it in Word and save it as .docx",
    },
    Unread {
        kind: "a Pages document",
        endings: &["pages"],
        written: true,
        knows: |bytes| is_zip(bytes) && memmem::find(bytes, b"Index/Document.iwa").is_some(),
        advice: "open it in Pages and export it as a Word document (File, Export To, Word)",
    },
    Unread {
        kind: "a picture",
        endings: &["png", "jpg", "jpeg", "gif", "tif", "tiff"],
        written: false,
        knows: |bytes| {
            [&b"\x89PNG"[..], b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*"].iter().any(|magic| bytes.starts_with(magic))
        },
        advice: "planlint reads words, not pictures of them; use the document the picture was made from",
    },
];

/// The reader for `document`.
pub(super) fn reader(document: &Document<'_>) -> Result<&'static Reader, ReadError> {
    let by_content = READERS.iter().find(|reader| (reader.knows)(document.bytes));
    if let Some(error) = by_content.is_none().then(|| ole(document)).flatten() {
        return Err(error);
    }
    let ending = ending(document.name);
    let by_ending = READERS.iter().find(|reader| reader.endings.contains(&ending.as_str()));
    if let Some(reader) = by_content.or(by_ending.filter(|_| document.bytes.is_empty())) {
        return Ok(reader);
    }
    let known = UNREAD.iter().find(|unread| (unread.knows)(document.bytes));
    if let Some(Unread { kind, advice, .. }) = known {
        return Err(ReadError::Unread { name: document.name.to_owned(), kind, advice });
    }
    by_ending.map_or_else(|| unnamed(document, &ending), Ok)
}

/// Whether files whose names end so may hold a plan, in a format that is not read.
pub(super) fn is_written(ending: &str) -> bool {
    let mut unread = UNREAD.iter().filter(|unread| unread.written);
    OLD.contains(&ending) || unread.any(|unread| unread.endings.contains(&ending))
}

/// For formats that no content gives away.
pub(super) fn never(_: &[u8]) -> bool {
    false
}

/// Whether `bytes` begin as a zip archive does.
pub(super) fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// Whether `bytes` are an OpenDocument file of this kind: `text`, `spreadsheet`.
///
/// The type stands uncompressed at the beginning (OpenDocument 1.3 Part 2 §3.3).
pub(super) fn is_open_document(bytes: &[u8], kind: &str) -> bool {
    let mark = format!("application/vnd.oasis.opendocument.{kind}");
    is_zip(bytes) && memmem::find(&bytes[..bytes.len().min(200)], mark.as_bytes()).is_some()
}

/// Whether `bytes` are a package whose parts are in `folder`: `word/`, `xl/` or `ppt/`.
///
/// Names stand as they are in the list at a package's end. One document may be packed in another, so the last name is
/// the one that counts.
pub(super) fn is_package_of(bytes: &[u8], folder: &[u8]) -> bool {
    if !is_zip(bytes) || is_open_document(bytes, "") {
        return false;
    }
    let last = |folder: &[u8]| memmem::rfind(bytes, folder);
    let mine = last(folder);
    mine.is_some() && [&b"word/"[..], b"xl/", b"ppt/"].iter().all(|other| last(other) <= mine)
}

fn ending(name: &str) -> String {
    let file = name.rsplit(['/', '\\']).next().unwrap_or_default();
    file.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default()
}

/// A document whose name says nothing that is read: text is still text.
fn unnamed(document: &Document<'_>, ending: &str) -> Result<&'static Reader, ReadError> {
    let name = document.name.to_owned();
    if UNREAD.iter().any(|unread| unread.endings.contains(&ending)) {
        return Err(ReadError::not_text(document.name));
    }
    if is_zip(document.bytes) || !encoding::could_be_text(document.bytes) {
        return Err(ReadError::Format { name, known: known() });
    }
    let wanted =
        if ending.is_empty() && looks_like_markdown(document.bytes) { Format::Markdown } else { Format::Plain };
    READERS.iter().find(|reader| reader.format == wanted).ok_or_else(|| ReadError::Format { name, known: known() })
}

/// The formats that are read, as a phrase: `Markdown (.md), plain text (.txt) and Word (.docx)`.
pub(super) fn known() -> String {
    let names: Vec<String> = READERS.iter().map(|reader| format!("{} (.{})", reader.name, reader.endings[0])).collect();
    let (last, others) = names.split_last().expect("there are readers");
    format!("{} and {last}", others.join(", "))
}

fn looks_like_markdown(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(64 << 10)];
    let is_heading = |line: &[u8]| {
        let marks = line.iter().take_while(|byte| **byte == b'#').count();
        (1..=6).contains(&marks) && line.get(marks) == Some(&b' ')
    };
    head.split(|byte| *byte == b'\n').any(is_heading)
}

/// Whether `bytes` are a workbook in a package, but not in XML.
pub(super) fn is_binary_workbook(bytes: &[u8]) -> bool {
    is_package_of(bytes, b"xl/") && memmem::find(bytes, b"xl/workbook.bin").is_some()
}

/// Whether `bytes` are an Excel workbook of 1997 to 2003 that is not locked.
pub(super) fn is_old_workbook(bytes: &[u8]) -> bool {
    is_ole(bytes) && matches!(Held::of(bytes), Some(Held::Workbook))
}

fn is_ole(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xd0\xcf\x11\xe0")
}

/// What the container that Office used until 2003 holds; it is used still for what has a password ([MS-OFFCRYPTO]
/// 2.3.1).
enum Held {
    Locked,
    Words,
    Workbook,
}

impl Held {
    fn of(bytes: &[u8]) -> Option<Self> {
        let names = chains::outermost(bytes);
        let has = |name: &str| match names.is_empty() {
            // names stand in it as UTF-16, so a plain search tells as much as can be told of a broken one
            true => memmem::find(bytes, &name.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>()).is_some(),
            false => names.iter().any(|other| *other == name.to_uppercase()),
        };
        if has("EncryptedPackage") {
            return Some(Self::Locked);
        }
        if has("WordDocument") {
            return Some(Self::Words);
        }
        (has("Workbook") || has("Book")).then_some(Self::Workbook)
    }
}

/// What is wrong with a file of that container.
fn ole(document: &Document<'_>) -> Option<ReadError> {
    let name = document.name.to_owned();
    if !is_ole(document.bytes) {
        return None;
    }
    Some(match Held::of(document.bytes) {
        Some(Held::Locked) => ReadError::Locked { name },
        Some(Held::Words) => {
            let kind = "Word format of 1997 to 2003 (.doc)";
            ReadError::Legacy { name, kind, advice: "open it in Word and save it as a Word document (.docx)" }
        }
        Some(Held::Workbook) | None => ReadError::Format { name, known: known() },
    })
}
