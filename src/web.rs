//! The page in the browser: a plan's bytes and what was asked come in, what the page shows goes out.
//!
//! The local server (`planlint serve`) and the WebAssembly build answer with these functions and nothing else; both
//! show the front end in `web/`. Nothing is kept.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::annotate::{Comments, annotate};
use crate::check::{Audit, Options, Profile, check};
use crate::date::Date;
use crate::fault::nearest;
use crate::living::Living;
use crate::plan::Plan;
use crate::read::{self, Limits};
use crate::report::json::{self, TOOL, Tool};
use crate::report::ledger::Ledger;
use crate::report::page::PlanPage;
use crate::report::record::DocumentRecord;
use crate::report::trouble::Trouble;
use crate::report::{Document, html};
use crate::rules::{RuleBook, hex};

#[cfg(feature = "cli")]
mod files;
#[cfg(feature = "cli")]
pub mod serve;

/// The media type of a Word document.
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// The media type of an OpenDocument text.
const OPEN_DOCUMENT: &str = "application/vnd.oasis.opendocument.text";

/// The most bytes a plan may have here.
pub const MOST_BYTES: usize = 64 << 20;

/// What a person asks of the page: the file's name and how to check it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Asked {
    /// The name of the file.
    pub name: String,
    /// The kind of plan, where the person knows better; empty where not.
    pub kind: String,
    /// The day to check against, as year-month-day; empty for the plan's own.
    pub as_of: String,
    /// Which expectations to take.
    pub profile: Profile,
    /// What day it is, as year-month-day, for waivers in the plan; where it is empty, none of them holds.
    pub today: String,
}

/// What the page needs to know before any plan.
#[derive(Clone, Debug, Serialize)]
pub struct About {
    /// The program.
    pub tool: Tool,
    /// Endings of files that are read, each with its dot.
    pub endings: Vec<String>,
    /// [`MOST_BYTES`].
    pub most_bytes: usize,
    /// Kinds of plan that a person may choose: id and title.
    pub kinds: Vec<(&'static str, &'static str)>,
    /// How many expectations there are.
    pub expectations: usize,
    /// What can be downloaded.
    pub downloads: Vec<Offer>,
    /// A made-up draft to try the page with: its name and its text.
    pub example: (&'static str, &'static str),
}

/// Something that can be made of a plan and downloaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Download {
    /// The draft with its findings as comments; of Word documents only.
    Word,
    /// The same of OpenDocument texts.
    OpenDocument,
    /// The whole report as a page.
    Html,
    /// Every outcome, for machines.
    Json,
}

/// A download as the page offers it.
#[derive(Clone, Debug, Serialize)]
pub struct Offer {
    /// Which.
    pub download: Download,
    /// What people call it.
    pub title: &'static str,
    /// How the name of its file ends.
    pub ending: &'static str,
    /// Its media type.
    pub media: &'static str,
    /// Endings of the plans that it can be made of; none where it can be made of every plan.
    pub of: &'static [&'static str],
}

impl Download {
    /// Every download, in the order the page offers them.
    pub const ALL: [Self; 4] = [Self::Word, Self::OpenDocument, Self::Html, Self::Json];

    /// The download called `name`.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        serde_json::from_value(serde_json::Value::from(name)).ok()
    }

    /// How the page offers it.
    #[must_use]
    pub fn offer(self) -> Offer {
        let offer = |title, ending, media, of| Offer { download: self, title, ending, media, of };
        match self {
            Self::Word => offer("The draft with comments (Word)", "docx", WORD, &[".docx"]),
            Self::OpenDocument => offer("The draft with comments (OpenDocument)", "odt", OPEN_DOCUMENT, &[".odt"]),
            Self::Html => offer("Report for a committee (web page)", "report.html", "text/html", &[]),
            Self::Json => offer("Results for other programs (JSON)", "json", "application/json", &[]),
        }
    }
}

/// What the page needs to know before any plan.
#[must_use]
pub fn about() -> About {
    let book = RuleBook::builtin();
    About {
        tool: TOOL,
        endings: read::endings().map(|ending| format!(".{ending}")).collect(),
        most_bytes: MOST_BYTES,
        kinds: book.vocabulary.kinds.iter().map(|kind| (kind.id.as_str(), kind.title.as_str())).collect(),
        expectations: book.expectations().count(),
        downloads: Download::ALL.map(Download::offer).into(),
        example: ("northmoor-draft.md", include_str!("../examples/northmoor-draft.md")),
    }
}

/// The page of the plan in `bytes`.
///
/// # Errors
/// If the plan cannot be read, or there is no such kind of plan or day as was asked for.
pub fn page(bytes: &[u8], asked: &Asked) -> Result<PlanPage, Trouble> {
    checked(bytes, asked, |audit, record, living| {
        let remarks = living.map(|ledger| ledger.remarks).unwrap_or_default();
        Ok(PlanPage::of(audit, &record, &remarks))
    })
}

/// The bytes of a download of the plan in `bytes`.
///
/// # Errors
/// As [`page`].
pub fn download(download: Download, bytes: &[u8], asked: &Asked) -> Result<Vec<u8>, Trouble> {
    checked(bytes, asked, |audit, record, living| {
        if matches!(download, Download::Word | Download::OpenDocument) {
            return annotated(bytes, asked, audit, &record);
        }
        let documents = [record];
        let report = json::report(&documents, audit.book, json::NotTried::default());
        let report = json::Report { living, ..report };
        let mut out = Vec::new();
        let written = match download {
            Download::Html => html::write(&report, audit.book, &mut out),
            Download::Word | Download::OpenDocument | Download::Json => json::write(&report, &mut out),
        };
        written.map(|()| out).map_err(|error| Trouble { message: error.to_string(), help: String::new() })
    })
}

/// The plan itself, with its findings as comments.
fn annotated(bytes: &[u8], asked: &Asked, audit: &Audit<'_>, record: &DocumentRecord) -> Result<Vec<u8>, Trouble> {
    let choice = Comments { set_aside: record.accepted(), ..Comments::default() };
    let made = annotate(&asked.name, bytes, audit, &choice);
    made.map(|made| made.bytes).map_err(|error| Trouble::of(&error))
}

/// What `make` makes of the plan in `bytes`: of the audit, its record, and what became of waivers in the plan.
fn checked<T>(
    bytes: &[u8],
    asked: &Asked,
    make: impl FnOnce(&Audit<'_>, DocumentRecord, Option<Ledger>) -> Result<T, Trouble>,
) -> Result<T, Trouble> {
    let book = RuleBook::builtin();
    let options = options(asked, book)?;
    let today = day(&asked.today, "load the page again")?;
    let limits = Limits { max_bytes: MOST_BYTES as u64, ..Limits::default() };
    let text = read::read_bytes_with(&asked.name, bytes, &limits).map_err(|error| Trouble::of(&error))?;
    let plan = Plan::parse(text);
    let audit = check(&plan, book, &options);
    let document = Document { path: asked.name.clone(), sha256: hex(&Sha256::digest(bytes)) };
    let mut record = DocumentRecord::of(&audit, &document);
    let living = today.and_then(|today| {
        let living = Living::new(today, book);
        living.apply(std::slice::from_mut(&mut record));
        living.ledger()
    });
    make(&audit, record, living)
}

/// The day that `words` say, if they say any; `help` is the way out where they are none.
fn day(words: &str, help: &str) -> Result<Option<Date>, Trouble> {
    let words = Some(words.trim()).filter(|words| !words.is_empty());
    words.map(str::parse).transpose().map_err(|message| Trouble { message, help: help.to_owned() })
}

fn options(asked: &Asked, book: &RuleBook) -> Result<Options, Trouble> {
    let kind = Some(asked.kind.trim()).filter(|kind| !kind.is_empty());
    if let Some(kind) = kind.filter(|kind| book.vocabulary.kind(kind).is_none()) {
        let close = nearest(kind, book.vocabulary.kinds.iter().map(|kind| kind.id.as_str()));
        let help = close.map_or("choose one from the list".to_owned(), |close| format!("did you mean `{close}`?"));
        return Err(Trouble { message: format!("there is no kind of plan called `{kind}`"), help });
    }
    let as_of = day(&asked.as_of, "leave it empty to check against what was expected when the plan begins")?;
    Ok(Options { kind: kind.map(str::to_owned), as_of, profile: asked.profile, ..Options::default() })
}
