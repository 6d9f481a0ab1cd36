//! Any bytes for `markdown`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| planlint_fuzz::markdown(bytes));
