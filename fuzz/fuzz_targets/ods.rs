//! Any bytes for `ods`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| planlint_fuzz::ods(bytes));
