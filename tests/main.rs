//! Behaviour, in one binary.

mod read;
