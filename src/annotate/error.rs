//! What can keep comments out of a document, said to the person who has it.

use miette::Diagnostic;
use thiserror::Error;

use crate::read::ReadError;

/// Comments could not be put into a document. The document itself is never touched.
#[derive(Debug, Error, Diagnostic)]
#[non_exhaustive]
pub enum AnnotateError {
    /// The document cannot be read.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Read(#[from] ReadError),
    /// It is no Word document.
    #[error("`{name}` is not a Word document, so it cannot hold Word comments")]
    #[diagnostic(code(planlint::annotate::format), help("{advice}"))]
    Format {
        /// The file.
        name: String,
        /// What can be done instead.
        advice: &'static str,
    },
    /// A digital signature would be broken.
    #[error("`{name}` is digitally signed, and a comment would break the signature")]
    #[diagnostic(
        code(planlint::annotate::signed),
        help(
            "save a copy under another name, take the signature off the copy in Word (File, Info, View Signatures) and \
             annotate the copy"
        )
    )]
    Signed {
        /// The file.
        name: String,
    },
    /// Its author has restricted who may change it.
    #[error("`{name}` is protected against {against}")]
    #[diagnostic(
        code(planlint::annotate::protected),
        help(
            "in Word choose Review, Restrict Editing, Stop Protection, save a copy and annotate that; or ask its author"
        )
    )]
    Protected {
        /// The file.
        name: String,
        /// What is not allowed.
        against: &'static str,
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
    #[diagnostic(code(planlint::annotate::form), help("open it in Word, save it under a new name and annotate that"))]
    Form {
        /// The file.
        name: String,
        /// What is in the way.
        problem: &'static str,
    },
}
