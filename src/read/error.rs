//! What can stop a document from being read, said to the person who has the file.

use std::io;

use miette::Diagnostic;
use thiserror::Error;

/// A document could not be read.
#[derive(Debug, Error, Diagnostic)]
#[non_exhaustive]
pub enum ReadError {
    /// The file cannot be opened: it is missing, a folder, or closed to this user.
    #[error("cannot read `{name}`: {problem}")]
    #[diagnostic(code(planlint::read::io))]
    Io {
        /// The file as it was given.
        name: String,
        /// What is the matter.
        problem: &'static str,
        /// The way out, where there is one.
        #[help]
        advice: Option<String>,
        /// The error of the operating system, where it says more than `problem` does.
        source: Option<io::Error>,
    },
    /// The kind of document is unknown.
    #[error("`{name}` is not a kind of document planlint knows")]
    #[diagnostic(code(planlint::read::format), help("planlint reads {known}"))]
    Format {
        /// The file.
        name: String,
        /// The formats that are read, as a phrase.
        known: String,
    },
    /// The kind of document is known, but there is no reader for it.
    #[error("`{name}` is {kind}, which planlint does not read")]
    #[diagnostic(code(planlint::read::unread), help("{advice}"))]
    Unread {
        /// The file.
        name: String,
        /// What it is: `a PDF`.
        kind: &'static str,
        /// How to turn it into something that is read.
        advice: &'static str,
    },
    /// The document is in an Office format of 1997 to 2003.
    #[error("`{name}` is in the old {kind}")]
    #[diagnostic(code(planlint::read::legacy), help("{advice}"))]
    Legacy {
        /// The file.
        name: String,
        /// Which format.
        kind: &'static str,
        /// How to bring it up to date.
        advice: &'static str,
    },
    /// A password is needed to open the document.
    #[error("`{name}` is protected by a password")]
    #[diagnostic(
        code(planlint::read::locked),
        help(
            "open it, with its password if it asks for one, remove all protection (in Word or Excel: File, Info, Protect) \
             and save it again"
        )
    )]
    Locked {
        /// The file.
        name: String,
    },
    /// A PDF is locked: by a password, or in a way that cannot be opened.
    #[error("`{name}` is a locked PDF")]
    #[diagnostic(code(planlint::read::locked), help("{advice}"))]
    Protected {
        /// The file.
        name: String,
        /// The way out.
        advice: &'static str,
    },
    /// The document is broken, or is not what its name says.
    #[error("`{name}` is damaged: {problem}")]
    #[diagnostic(code(planlint::read::damaged), help("{advice}"))]
    Damaged {
        /// The file.
        name: String,
        /// What is wrong with it.
        problem: String,
        /// The way out.
        advice: &'static str,
    },
    /// The document, or the text in it, is larger than the limits allow.
    #[error("`{name}` is too large: {problem}")]
    #[diagnostic(
        code(planlint::read::too_large),
        help("a plan seldom takes a tenth of that; check that this is the right file, or split it")
    )]
    TooLarge {
        /// The file.
        name: String,
        /// What is too large, and what is allowed.
        problem: String,
    },
    /// The document unpacks to far more than a document holds.
    #[error("`{name}` was not unpacked: {problem}")]
    #[diagnostic(
        code(planlint::read::bomb),
        help(
            "such a file is broken or made to do harm; open it only if you trust the sender, in the program it was made with, and save it again"
        )
    )]
    Bomb {
        /// The file.
        name: String,
        /// Which limit it passed.
        problem: String,
    },
    /// Reading the document took more time or memory than it was given.
    #[error("`{name}` was not read: {problem}")]
    #[diagnostic(
        code(planlint::read::spent),
        help(
            "such a file is very large, broken or made to do harm; save its text as a Word document (.docx), or allow \
             more with --max-seconds and --max-memory"
        )
    )]
    Spent {
        /// The file.
        name: String,
        /// What it took.
        problem: String,
    },
}

impl ReadError {
    pub(crate) fn damaged(name: &str, problem: impl Into<String>) -> Self {
        let advice = "open it in the program it was made with and save it again under a new name; if that fails, ask its author for a new copy";
        Self::Damaged { name: name.to_owned(), problem: problem.into(), advice }
    }

    pub(super) fn not_text(name: &str) -> Self {
        let advice =
            "check that the name ends as it should (.md, .txt, .docx or .pdf), and that the whole file was copied";
        Self::Damaged { name: name.to_owned(), problem: "it holds no text that can be read".into(), advice }
    }

    pub(super) fn too_much_text(name: &str, limit: usize) -> Self {
        let problem = format!("it holds more than {} of text", size(limit as u64));
        Self::TooLarge { name: name.to_owned(), problem }
    }
}

/// `bytes` as a person would say it.
pub(super) fn size(bytes: u64) -> String {
    match bytes {
        0..0x400 => format!("{bytes} bytes"),
        0x400..0x10_0000 => format!("{} KB", bytes >> 10),
        _ => format!("{} MB", bytes >> 20),
    }
}
