//! Behaviour, in one binary.
#![allow(clippy::unwrap_used, reason = "a test that unwraps says what it expects")]

mod plan;
mod query;
mod read;
mod search;
