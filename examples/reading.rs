//! How long documents take to read, without starting a program: `cargo run --release --example reading -- FILE…` prints
//! the milliseconds of each, the median of eleven readings.

#![allow(clippy::print_stdout, reason = "the times are the result")]

use std::time::Instant;

fn main() {
    for file in std::env::args().skip(1) {
        let Ok(bytes) = std::fs::read(&file) else { continue };
        let once = || {
            let began = Instant::now();
            let read = planlint::read_bytes(&file, std::hint::black_box(&bytes));
            std::hint::black_box(read).is_ok().then(|| began.elapsed())
        };
        let mut times: Vec<_> = (0..11).filter_map(|_| once()).collect();
        times.sort();
        if let Some(median) = times.get(times.len() / 2) {
            println!("{:.3} {file}", median.as_secs_f64() * 1000.0);
        }
    }
}
