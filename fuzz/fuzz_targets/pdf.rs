//! Any bytes for `pdf`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| planlint_fuzz::pdf(bytes));
