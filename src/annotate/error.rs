//! What can keep comments out of a document, said to the person who has it.

use miette::Diagnostic;
use thiserror::Error;

use crate::read::ReadError;
use crate::report::quoted;
use crate::text::Format;

/// Comments could not be put into a document. The document itself is never touched.
#[derive(Debug, Error, Diagnostic)]
#[non_exhaustive]
pub enum AnnotateError {
    /// The document cannot be read.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Read(#[from] ReadError),
    /// It is of a kind that takes no comments.
    #[error("`{name}` is neither a Word document nor an OpenDocument text, and comments are written into those only")]
    #[diagnostic(code(planlint::annotate::format), help("{advice}"))]
    Format {
        /// The file.
        name: String,
        /// What can be done instead.
        advice: String,
    },
    /// It is a PDF, of which the reader keeps pages and not places on them.
    #[error(
        "no comments are written into `{name}`: planlint knows on which page of a PDF words are and not where on it, and a \
         note in the wrong place would mislead"
    )]
    #[diagnostic(code(planlint::annotate::pdf), help("{advice}"))]
    Pdf {
        /// The file.
        name: String,
        /// What can be done instead.
        advice: String,
    },
    /// A digital signature would be broken.
    #[error("`{name}` is digitally signed, and a comment would break the signature")]
    #[diagnostic(code(planlint::annotate::signed), help("{way}"))]
    Signed {
        /// The file.
        name: String,
        /// How a copy without it is made.
        way: &'static str,
    },
    /// Its author has restricted who may change it.
    #[error("`{name}` is protected against {against}")]
    #[diagnostic(code(planlint::annotate::protected), help("{way}"))]
    Protected {
        /// The file.
        name: String,
        /// What is not allowed.
        against: &'static str,
        /// How the protection is taken off.
        way: &'static str,
    },
    /// There is nothing in it that a comment could stand beside.
    #[error("`{name}` has no words that a comment could stand beside")]
    #[diagnostic(
        code(planlint::annotate::empty),
        help("write the plan first; `planlint check` says what it was able to read")
    )]
    Empty {
        /// The file.
        name: String,
    },
    /// A part of it is in a form that cannot be edited byte for byte.
    #[error("`{name}` cannot take comments: {problem}")]
    #[diagnostic(
        code(planlint::annotate::form),
        help("open it in Word or LibreOffice, save it under a new name and annotate that")
    )]
    Form {
        /// The file.
        name: String,
        /// What is in the way.
        problem: &'static str,
    },
}

impl AnnotateError {
    /// That documents of this format take no comments.
    pub(super) fn of(format: Format, name: &str) -> Self {
        let name = name.to_owned();
        let report = format!("`planlint check {} --format html -o report.html`", quoted(&name));
        match format {
            Format::Pdf => {
                let advice = format!(
                    "annotate the Word (.docx) or OpenDocument (.odt) draft that the PDF was made from; or have a report that \
                     quotes the words and names their pages: {report}"
                );
                Self::Pdf { name, advice }
            }
            _ => {
                let advice = format!(
                    "{report} reports on every kind of document; to have comments, save it as Word (.docx) or OpenDocument \
                     (.odt) text"
                );
                Self::Format { name, advice }
            }
        }
    }
}
