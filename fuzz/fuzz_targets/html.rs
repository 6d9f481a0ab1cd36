//! Any bytes for `html`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| planlint_fuzz::html(bytes));
