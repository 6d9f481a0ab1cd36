//! Behaviour, in one binary.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test that unwraps says what it expects, one that skips says so"
)]

mod annotate;
mod audit;
mod budget;
mod cli;
mod drafts;
mod evidence;
mod formats;
mod gold;
mod golden;
mod integrations;
mod kind;
mod layers;
mod levers;
mod living;
mod lsp;
mod medals;
mod packs;
mod page;
mod parity;
mod plan;
mod prevention;
mod query;
mod read;
mod readme;
mod report;
mod scaffold;
mod search;
mod serve;
mod settings;
