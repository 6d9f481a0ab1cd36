//! Any bytes for `xls`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| planlint_fuzz::xls(bytes));
