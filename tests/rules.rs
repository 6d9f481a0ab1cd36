//! Runs the tests inside every rule file.

fn main() {}
