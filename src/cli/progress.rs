//! How far an audit has come: a line on standard error, where that is a terminal; otherwise nothing.

use std::io::{self, IsTerminal};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A line that moves while plans are read.
pub(crate) struct Progress(ProgressBar);

impl Progress {
    /// The line for `count` plans; hidden unless standard error is a terminal and there is more than one plan.
    pub(crate) fn new(count: usize) -> Self {
        if count < 2 || !io::stderr().is_terminal() {
            return Self(ProgressBar::hidden());
        }
        let bar = ProgressBar::with_draw_target(Some(count as u64), ProgressDrawTarget::stderr_with_hz(12));
        let style = ProgressStyle::with_template("{pos} of {len} plans  {wide_bar}  {eta} left")
            .unwrap_or_else(|_| ProgressStyle::default_bar());
        bar.set_style(style);
        bar.enable_steady_tick(Duration::from_millis(250));
        Self(bar)
    }

    /// One more plan is done; `write` may write to the terminal meanwhile.
    pub(crate) fn step<T>(&self, write: impl FnOnce() -> T) -> T {
        self.0.inc(1);
        if io::stdout().is_terminal() { self.0.suspend(write) } else { write() }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
