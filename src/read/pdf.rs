//! PDFs to plan notation: letters in their places come in, lines, paragraphs, lists, tables and headings go out.
//!
//! A PDF says where letters stand and seldom what they are. What it says by its tags is believed; the rest is told from
//! places, sizes and weights. Everything of the library that opens PDFs stays in this folder.

use std::panic::resume_unwind;
use std::thread;

use hayro_interpret::hayro_syntax::page::Page as Leaf;
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_interpret::kurbo::{Affine, Rect};
use hayro_interpret::{Context, InterpreterCache, InterpreterSettings, RenderContent, interpret_page};
use memchr::memmem;

use self::canvas::{Canvas, Meter, TooMuch, Weights};
use self::page::Page;
use self::tags::Tags;
use super::caught::caught;
use super::{Document, ReadError};
use crate::text::Text;

mod assemble;
mod bomb;
mod bookmarks;
mod canvas;
mod drawn;
mod flow;
mod furniture;
mod grid;
mod heading;
mod line;
mod measure;
mod order;
mod page;
mod same;
mod strings;
mod table;
mod tags;
mod write;

/// Forms may stand fifty deep in one another, and each takes some stack.
const STACK: usize = 64 << 20;

/// Whether `bytes` are a PDF.
pub(super) fn knows(bytes: &[u8]) -> bool {
    memmem::find(&bytes[..bytes.len().min(1024)], b"%PDF-").is_some()
}

/// Reads a PDF.
pub(super) fn read(document: &Document<'_>) -> Result<Text, ReadError> {
    let outcome = apart(|| read_here(document));
    outcome.unwrap_or_else(|panic| {
        Err(if panic.is::<TooMuch>() {
            let problem = format!("it takes more than {} steps to draw", document.limits.pdf.max_steps);
            ReadError::TooLarge { name: document.name.to_owned(), problem }
        } else {
            damaged(document, "a part of it makes no sense")
        })
    })
}

/// Does `work` where it has room, and where its panics end.
fn apart<T: Send>(work: impl FnOnce() -> T + Send) -> thread::Result<T> {
    let mut work = Some(work);
    let mut run = || work.take().map(caught);
    let ran = thread::scope(|scope| {
        let spawned = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, &mut run);
        spawned.ok().map(|thread| thread.join().unwrap_or_else(|panic| Some(Err(panic))))
    });
    // where there are no threads it must do without the room
    ran.unwrap_or_else(run).expect("the work is taken once: by the thread, or here if there is none")
}

fn read_here(document: &Document<'_>) -> Result<Text, ReadError> {
    bomb::check(document)?;
    if !is_whole(document.bytes) {
        return Err(damaged(document, "its end is not there, so that pages may be missing"));
    }
    let pdf = open(document)?;
    let most = document.limits.pdf.max_pages;
    if pdf.pages().len() > most {
        let problem = format!("it has {} pages, and at most {most} are read", pdf.pages().len());
        return Err(ReadError::TooLarge { name: document.name.to_owned(), problem });
    }
    let (mut pages, mut broken) = draw(document, &pdf, &InterpreterSettings::default())?;
    if assemble::are_words_lost(&pages) {
        let again = draw(document, &pdf, &same::settings())?;
        if same::is_english(&again.0) {
            (pages, broken) = again;
        }
    }
    assemble::Pages { pages, broken, tags: Tags::read(&pdf), bookmarks: bookmarks::read(&pdf) }.text(document)
}

/// The pages, and the numbers of those that could not be drawn to the end.
fn draw(
    document: &Document<'_>,
    pdf: &Pdf,
    settings: &InterpreterSettings,
) -> Result<(Vec<Page>, Vec<u32>), ReadError> {
    let mut drawing = Drawing::new(pdf, document.limits.pdf.max_steps, settings);
    let mut pages = Vec::new();
    for (number, leaf) in (1..).zip(pdf.pages().iter()) {
        pages.push(drawing.page(number, leaf));
        if drawing.letters > document.limits.max_text_bytes {
            return Err(ReadError::too_much_text(document.name, document.limits.max_text_bytes));
        }
    }
    Ok((pages, drawing.broken))
}

/// Whether the end of the file is there: a file that was cut short can be read in part, and what is lost would count as
/// missing from the plan.
// ISO 32000-1, 7.5.5: the last lines are `startxref`, a number and `%%EOF`; readers look for them in the last kilobyte.
fn is_whole(bytes: &[u8]) -> bool {
    let end = &bytes[bytes.len().saturating_sub(4096)..];
    ["startxref", "%%EOF"].iter().any(|mark| end.windows(mark.len()).any(|words| words == mark.as_bytes()))
}

fn open(document: &Document<'_>) -> Result<Pdf, ReadError> {
    Pdf::new(document.bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => ReadError::Protected {
            name: document.name.to_owned(),
            advice: "open it in a PDF reader with its password, print it to a new PDF, and check that",
        },
        LoadPdfError::Invalid if !is_locked(document.bytes) => damaged(document, "its pages cannot be found"),
        LoadPdfError::Decryption(_) | LoadPdfError::Invalid => ReadError::Protected {
            name: document.name.to_owned(),
            advice: "it is locked in a way planlint cannot open; print it to a new PDF, and check that",
        },
    })
}

/// Whether `bytes` say how they are locked (ISO 32000-1, 7.5.5): what is unlocked wrongly looks like damage.
fn is_locked(bytes: &[u8]) -> bool {
    const NAME: &[u8] = b"/Encrypt";
    // longer names begin alike
    memmem::find_iter(bytes, NAME)
        .any(|at| bytes.get(at + NAME.len()).is_some_and(|next| next.is_ascii_whitespace() || *next == b'<'))
}

fn damaged(document: &Document<'_>, problem: &str) -> ReadError {
    let advice = "open it in a PDF reader or browser and print it to a new PDF; if that does not work either, ask its \
                  author for a new copy or for the Word file";
    ReadError::Damaged { name: document.name.to_owned(), problem: problem.into(), advice }
}

/// A document whose pages are drawn one after another.
struct Drawing<'a> {
    pdf: &'a Pdf,
    cache: InterpreterCache<'a>,
    settings: InterpreterSettings,
    meter: Meter,
    weights: Weights,
    letters: usize,
    /// The pages that could not be drawn to the end.
    broken: Vec<u32>,
}

impl<'a> Drawing<'a> {
    fn new(pdf: &'a Pdf, steps: u64, settings: &InterpreterSettings) -> Self {
        // form fields and comments are drawn too, but they are not the plan
        let settings = InterpreterSettings { render_content: RenderContent::all(), ..settings.clone() };
        let (cache, meter) = (InterpreterCache::new(), Meter::new(steps));
        Self { pdf, cache, settings, meter, weights: Weights::default(), letters: 0, broken: Vec::new() }
    }

    /// What stands on `leaf`. A page that breaks off keeps what came before.
    fn page(&mut self, number: u32, leaf: &Leaf<'a>) -> Page {
        let (width, height) = leaf.render_dimensions();
        let bounds = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        let transform = Affine::new(leaf.initial_transform(true).as_coeffs());
        let mut context = Context::new(transform, bounds, &self.cache, self.pdf.xref(), self.settings.clone());
        let mut canvas = Canvas::new(number, (width, height), &mut self.meter, &mut self.weights);
        let drawn = caught(|| interpret_page(leaf, &mut context, &mut canvas));
        let page = canvas.page;
        if let Err(panic) = drawn {
            if panic.is::<TooMuch>() {
                resume_unwind(panic);
            }
            self.broken.push(number);
        }
        self.letters += page.letters.len();
        page
    }
}
