//! Documents to text: the file or its bytes come in, plan notation with origins goes out.
//!
//! What a document is, is told by its content first and by the ending of its name second. A format is one file in
//! `read/` and one line of [`READERS`].

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use crate::text::{EMPTY, Format, Origin, Text, TextBuilder};

mod body;
mod caught;
mod chains;
mod docx;
mod encoding;
mod error;
mod html;
mod line;
mod markdown;
mod neighbour;
mod ods;
mod odt;
pub(crate) mod package;
mod pdf;
mod places;
mod plain;
mod reach;
mod sheet;
mod sniff;
mod xlsx;
pub(crate) mod xml;

pub(crate) use caught::is_catching;
pub use error::ReadError;

/// How much a document may hold. The defaults are far above any real plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Size of the file, in bytes.
    pub max_bytes: u64,
    /// Size of its text in plan notation, in bytes.
    pub max_text_bytes: usize,
    /// For documents that are zip packages, such as Word files.
    pub package: PackageLimits,
    /// For PDFs.
    pub pdf: PdfLimits,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_bytes: 256 << 20,
            max_text_bytes: 8 << 20,
            package: PackageLimits::default(),
            pdf: PdfLimits::default(),
        }
    }
}

impl Limits {
    /// What a document may hold to be read here and now. Readers take a time and memory in proportion to what they
    /// read, and these limits count all of it: so that they hold a document to a second or two, and to 200 MB, without a
    /// clock. A plan of 200 pages stays under a tenth of them.
    fn ordinary() -> Self {
        let package = PackageLimits { max_part_bytes: 32 << 20, max_total_bytes: 48 << 20, ..PackageLimits::default() };
        Self { max_text_bytes: 2 << 20, package, ..Self::default() }
    }
}

/// How far a zip package may unpack. All sizes are counted while unpacking, never taken from what the package says.
///
/// Of 1,887 real packages none had more than 733 entries, 28 MB or a ratio of 79.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackageLimits {
    /// Number of entries.
    pub max_entries: usize,
    /// Unpacked size of one part, in bytes.
    pub max_part_bytes: u64,
    /// Unpacked size of all parts that are read, in bytes.
    pub max_total_bytes: u64,
    /// How many times its packed size a part of over 1 MB may unpack to.
    pub max_ratio: u64,
}

impl Default for PackageLimits {
    fn default() -> Self {
        Self { max_entries: 10_000, max_part_bytes: 256 << 20, max_total_bytes: 512 << 20, max_ratio: 200 }
    }
}

/// How much a PDF may ask to be drawn. Steps are counted, not seconds, so that every machine gives the same answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PdfLimits {
    /// Number of pages.
    pub max_pages: usize,
    /// Letters, lines, pictures and forms that are drawn, those of forms inside forms included.
    pub max_steps: u64,
    /// Unpacked size of one stream that is not a picture, in bytes.
    pub max_stream_bytes: u64,
}

impl Default for PdfLimits {
    fn default() -> Self {
        Self { max_pages: 5_000, max_steps: 20_000_000, max_stream_bytes: 256 << 20 }
    }
}

/// Reads one document.
///
/// An empty document is read as an empty text: whether that is enough is for the check to say.
///
/// # Errors
/// If the file cannot be opened, is of a kind that is not read, is damaged or locked, or is larger than the default
/// [`Limits`].
pub fn read(path: &Path) -> Result<Text, ReadError> {
    read_with(path, &Limits::default())
}

/// Reads one document within `limits`.
///
/// # Errors
/// As [`read`].
pub fn read_with(path: &Path, limits: &Limits) -> Result<Text, ReadError> {
    let name = path.to_string_lossy();
    let bytes = load(path, limits.max_bytes).map_err(|error| neighbour::explain(path, error))?;
    read_bytes_with(&name, &bytes, limits)
}

/// Reads a document that is already in memory; `name` is for messages, and its ending is a hint at the format.
///
/// # Errors
/// As [`read`], the opening apart.
pub fn read_bytes(name: &str, bytes: &[u8]) -> Result<Text, ReadError> {
    read_bytes_with(name, bytes, &Limits::default())
}

/// Reads a document that is already in memory, within `limits`.
///
/// # Errors
/// As [`read_bytes`].
pub fn read_bytes_with(name: &str, bytes: &[u8], limits: &Limits) -> Result<Text, ReadError> {
    let document = Document { name, bytes, limits };
    if bytes.len() as u64 > limits.max_bytes {
        let problem = format!("it is more than {}", error::size(limits.max_bytes));
        return Err(ReadError::TooLarge { name: name.to_owned(), problem });
    }
    let reader = sniff::reader(&document)?;
    if bytes.is_empty() {
        let mut empty = TextBuilder::new(reader.format, Origin::Line { line: 1, column: 1 });
        empty.notice(EMPTY);
        return Ok(empty.finish());
    }
    (reader.read)(&document)
}

/// A document to be read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Document<'a> {
    pub(crate) name: &'a str,
    pub(crate) bytes: &'a [u8],
    pub(crate) limits: &'a Limits,
}

impl Document<'_> {
    /// Its text, for formats that are text. Refuses too much of it before decoding.
    fn decode(&self) -> Result<encoding::Decoded<'_>, ReadError> {
        self.decode_with(encoding::decode)
    }

    /// As [`Document::decode`], for formats with their own ways to say how letters are encoded.
    fn decode_with(&self, decode: fn(&[u8]) -> encoding::Decoded<'_>) -> Result<encoding::Decoded<'_>, ReadError> {
        let most = self.limits.max_text_bytes;
        // UTF-16 takes two bytes where UTF-8 takes one, so a file of twice the limit may still decode to less
        if self.bytes.len() / 2 > most {
            return Err(ReadError::too_much_text(self.name, most));
        }
        if !encoding::could_be_text(self.bytes) {
            return Err(ReadError::not_text(self.name));
        }
        let decoded = decode(self.bytes);
        if decoded.text.len() > most {
            return Err(ReadError::too_much_text(self.name, most));
        }
        self.few_enough(memchr::memchr2_iter(b'\n', b'\r', decoded.text.as_bytes()).count(), "lines")?;
        Ok(decoded)
    }

    /// Refuses a text in more pieces than its size can explain: each takes far more memory than its words.
    ///
    /// Real documents have a piece to every 20 bytes or more.
    fn few_enough(&self, count: usize, pieces: &str) -> Result<(), ReadError> {
        let most = (self.limits.max_text_bytes / 8).max(10_000);
        let problem = || format!("its text is in more than {most} {pieces}");
        if count > most { Err(ReadError::TooLarge { name: self.name.to_owned(), problem: problem() }) } else { Ok(()) }
    }

    /// Refuses notation that has grown past the limit.
    fn within(&self, out: &TextBuilder) -> Result<(), ReadError> {
        let most = self.limits.max_text_bytes;
        if out.len() > most { Err(ReadError::too_much_text(self.name, most)) } else { Ok(()) }
    }
}

/// A format that is read.
struct Reader {
    format: Format,
    /// As a message names it.
    name: &'static str,
    /// How names of its files end, in lower case; the first is shown in messages.
    endings: &'static [&'static str],
    /// Whether the content says by itself that it is this format.
    knows: fn(&[u8]) -> bool,
    /// Whether it is read in a process of its own: its library cannot be held to a time and a memory from within.
    apart: bool,
    read: fn(&Document<'_>) -> Result<Text, ReadError>,
}

/// Every format that is read.
const READERS: &[Reader] = &[
    Reader {
        format: Format::Markdown,
        name: "Markdown",
        endings: &["md", "markdown", "mdown", "mkd"],
        knows: sniff::never,
        apart: false,
        read: markdown::read,
    },
    Reader {
        format: Format::Plain,
        name: "plain text",
        endings: &["txt", "text", "asc"],
        knows: sniff::never,
        apart: false,
        read: plain::read,
    },
    Reader {
        format: Format::Docx,
        name: "Word",
        endings: &["docx", "docm", "dotx", "dotm"],
        knows: docx::knows,
        apart: false,
        read: docx::read,
    },
    Reader {
        format: Format::Odt,
        name: "OpenDocument text",
        endings: &["odt", "ott"],
        knows: odt::knows,
        apart: false,
        read: odt::read,
    },
    Reader {
        format: Format::Html,
        name: "web pages",
        endings: &["html", "htm", "xhtml"],
        knows: html::knows,
        apart: false,
        read: html::read,
    },
    Reader {
        format: Format::Xlsx,
        name: "Excel",
        endings: &["xlsx", "xlsm", "xltx", "xltm"],
        knows: xlsx::knows,
        apart: true,
        read: xlsx::read,
    },
    Reader {
        format: Format::Xls,
        name: "Excel of 1997 to 2003",
        endings: &["xls"],
        knows: xlsx::knows_old,
        apart: true,
        read: xlsx::read_old,
    },
    Reader {
        format: Format::Ods,
        name: "OpenDocument spreadsheets",
        endings: &["ods", "ots"],
        knows: ods::knows,
        apart: false,
        read: ods::read,
    },
    Reader { format: Format::Pdf, name: "PDF", endings: &["pdf"], knows: pdf::knows, apart: true, read: pdf::read },
];

fn load(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    if path.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    let mut bytes = Vec::new();
    // one byte more than allowed shows that there is more
    File::open(path)?.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Reads a document that is known to take little; `None` if it may take much time or memory.
pub(crate) fn read_ordinary(name: &str, bytes: &[u8]) -> Option<Result<Text, ReadError>> {
    let limits = Limits::ordinary();
    let reader = sniff::reader(&Document { name, bytes, limits: &limits });
    if reader.is_ok_and(|reader| reader.apart) {
        return None;
    }
    match read_bytes_with(name, bytes, &limits) {
        Err(ReadError::TooLarge { .. } | ReadError::Bomb { .. }) => None,
        read => Some(read),
    }
}

/// The first sheet of a workbook as a table (CSV), each row a line; `None` where `bytes` are no workbook. One that nobody
/// can open without its password is refused as such.
///
/// # Errors
/// As [`read_bytes`].
pub(crate) fn table(name: &str, bytes: &[u8]) -> Option<Result<String, ReadError>> {
    let document = Document { name, bytes, limits: &Limits::ordinary() };
    let reader = match sniff::reader(&document) {
        Err(locked @ ReadError::Locked { .. }) => return Some(Err(locked)),
        reader => reader.ok()?,
    };
    let workbook = match reader.format {
        Format::Xlsx => xlsx::workbook(&document),
        Format::Xls => xlsx::old_workbook(&document),
        Format::Ods => ods::workbook(&document),
        _ => return None,
    };
    Some(workbook.map(sheet::rows))
}

/// The formats that are read, as a phrase: `Markdown (.md), plain text (.txt) and Word (.docx)`.
#[must_use]
pub(crate) fn formats() -> String {
    sniff::known()
}

/// Every ending that a reader knows, without the dot.
pub(crate) fn endings() -> impl Iterator<Item = &'static str> {
    READERS.iter().flat_map(|reader| reader.endings.iter().copied())
}

/// Whether the ending of `path` is that of documents: those that a reader knows, and those of other formats that a plan
/// may be written in.
#[must_use]
pub(crate) fn is_document_name(path: &Path) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    endings().any(|known| known == ending) || sniff::is_written(&ending)
}
