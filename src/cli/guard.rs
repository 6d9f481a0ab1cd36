//! Faults of planlint's own: said once, or, while one document of many is looked at, caught and kept with that document.

use std::cell::RefCell;
use std::io::{self, Write};
use std::panic::{self, AssertUnwindSafe};

use miette::miette;

use super::plain;
use crate::read::is_catching;

thread_local! {
    /// While a document is guarded: what went wrong with it so far.
    static GUARDED: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Says faults that nothing guards, in words for the person at the terminal.
pub(super) fn watch() {
    panic::set_hook(Box::new(|fault| {
        if is_catching() {
            return;
        }
        let words = fault.to_string().replace('\n', " ");
        let kept = GUARDED.with_borrow_mut(|guarded| guarded.as_mut().map(|said| said.clone_from(&words)).is_some());
        if !kept {
            say(&words);
        }
    }));
}

/// What `work` gives, or what went wrong inside planlint while it ran.
pub(super) fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    GUARDED.set(Some(String::new()));
    let done = panic::catch_unwind(AssertUnwindSafe(work));
    let said = GUARDED.take().unwrap_or_default();
    done.map_err(|_| said)
}

/// Says that planlint itself is at fault.
pub(super) fn say(fault: &str) {
    let help = "the plan is not at fault and was not changed; please report this, with the line above";
    let report = miette!(help = help, "planlint stopped because of a fault of its own: {fault}");
    let _ = write!(io::stderr(), "{}", plain(report.as_ref()));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_kept_with_its_document_and_the_next_one_is_looked_at() {
        watch();
        let fault = guarded(|| panic!("no such block")).map(|()| "read").unwrap_err();
        assert!(fault.contains("no such block"), "{fault}");
        assert_eq!(guarded(|| 2), Ok(2));
    }
}
