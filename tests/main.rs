//! Behaviour, in one binary.
