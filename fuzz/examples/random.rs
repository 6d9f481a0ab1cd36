//! Random input without libFuzzer, for toolchains that have none:
//! `cargo run --release --example random -- query 120 FILE…`. Each input is pieces of the language, of the files named,
//! and of itself, cut and changed at random.

use std::time::{Duration, Instant};

const PIECES: [&str; 58] = [
    "lonel*",
    "older",
    "befriending",
    "\"social isolat*\"",
    "#carers",
    "@date",
    "@x",
    "(",
    ")",
    "\"",
    "“",
    "”",
    ",",
    ";",
    " AND ",
    " OR ",
    " NOT ",
    " NEAR/3 ",
    " NEXT ",
    " NEAR ",
    "2 OF ",
    " adj3 ",
    " in:block",
    " in:scheme",
    "heading:",
    "case:",
    "column[",
    "]:",
    "*",
    "?",
    "$",
    "½",
    "ﬁ",
    "é",
    "\u{ad}",
    "’",
    "ʼ",
    "\n",
    "\n\n",
    "\n- ",
    "\n  - ",
    "\n# ",
    "\n| ",
    " | ",
    "\n|---|---|\n",
    "\n> ",
    "[caption] ",
    "1) ",
    "We will ",
    ". ",
    "co-",
    "well-being",
    "£1.25m",
    "31.03.16",
    "2015/16",
    "41 per cent",
    "\0",
    "\r\n",
    "\u{feff}",
];

fn main() {
    let mut arguments = std::env::args().skip(1);
    let name = arguments.next().unwrap_or_default();
    let seconds = arguments.next().and_then(|seconds| seconds.parse().ok()).unwrap_or(120);
    let Some((_, target)) = planlint_fuzz::TARGETS.iter().find(|(known, _)| *known == name) else {
        eprintln!("targets: plan, query, markdown, plain, docx, odt, html, xlsx, xls, ods, pdf");
        std::process::exit(2);
    };
    let files: Vec<Vec<u8>> = arguments.filter_map(|file| std::fs::read(file).ok()).collect();
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let (started, mut tried) = (Instant::now(), 0_u64);
    let mut slowest = Duration::ZERO;
    while started.elapsed() < Duration::from_secs(seconds) {
        let bytes = dice.input(&files);
        std::fs::write(std::env::temp_dir().join(format!("planlint-fuzz-{name}")), &bytes).ok();
        let began = Instant::now();
        target(&bytes);
        slowest = slowest.max(began.elapsed());
        tried += 1;
    }
    println!("{name}: {tried} inputs in {seconds} s, the slowest {slowest:?}");
}

/// Xorshift (Marsaglia 2003).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 20) as usize % limit.max(1)
    }

    fn input(&mut self, files: &[Vec<u8>]) -> Vec<u8> {
        let mut bytes = match files {
            [] => Vec::new(),
            files if self.below(4) > 0 => files[self.below(files.len())].clone(),
            _ => Vec::new(),
        };
        for _ in 0..1 + self.below(24) {
            self.change(&mut bytes);
        }
        bytes
    }

    fn change(&mut self, bytes: &mut Vec<u8>) {
        let at = self.below(bytes.len() + 1);
        match self.below(6) {
            0 if at < bytes.len() => bytes[at] = self.below(256) as u8,
            1 => bytes.truncate(at.max(1)),
            2 => {
                let end = (at + self.below(40)).min(bytes.len());
                bytes.drain(at..end);
            }
            3 => {
                let end = (at + self.below(200)).min(bytes.len());
                let copy = bytes[at..end].to_vec();
                let to = self.below(bytes.len() + 1);
                bytes.splice(to..to, copy);
            }
            _ => {
                let piece = PIECES[self.below(PIECES.len())].as_bytes();
                bytes.splice(at..at, piece.iter().copied());
            }
        }
    }
}
