//! Behaviour, in one binary.
#![allow(clippy::unwrap_used, reason = "a test that unwraps says what it expects")]

mod cli;
mod evidence;
mod golden;
mod kind;
mod layers;
mod parity;
mod plan;
mod query;
mod read;
mod report;
mod search;
