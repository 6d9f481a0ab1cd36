//! Faults of the libraries that open documents, caught: a document is at fault there, not planlint.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

thread_local! {
    static CATCHING: Cell<bool> = const { Cell::new(false) };
}

/// What `work` gives, or the panic it ended with.
pub(super) fn caught<T>(work: impl FnOnce() -> T) -> thread::Result<T> {
    let around = CATCHING.replace(true);
    let done = catch_unwind(AssertUnwindSafe(work));
    CATCHING.set(around);
    done
}

/// Whether a panic on this thread will be caught and said as a fault of the document, so that nothing else is to say it.
pub(crate) fn is_catching() -> bool {
    CATCHING.get()
}
