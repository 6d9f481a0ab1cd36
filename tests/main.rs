//! Behaviour, in one binary.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test that unwraps says what it expects, one that skips says so"
)]

mod cli;
mod evidence;
mod golden;
mod kind;
mod layers;
mod page;
mod parity;
mod plan;
mod query;
mod read;
mod readme;
mod report;
mod search;
mod serve;
