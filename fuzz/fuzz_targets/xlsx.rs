//! Any bytes for `xlsx`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| planlint_fuzz::xlsx(bytes));
