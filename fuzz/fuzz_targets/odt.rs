//! Any bytes for `odt`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| planlint_fuzz::odt(bytes));
