//! How fast a plan is parsed: the grammar alone, and the whole of `Plan::parse`, against pulldown-cmark on the same text.

#![allow(missing_docs, reason = "criterion writes the functions")]
#![allow(clippy::print_stdout, reason = "the ratio is the result")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use planlint::{Format, Plan, Text};
use pulldown_cmark::{Options, Parser};

#[path = "corpus.rs"]
mod corpus;

const BYTES: usize = 1 << 20;

fn parse(criterion: &mut Criterion) {
    let notation = corpus::plan(1, BYTES, corpus::Density::Real);
    ratio(&notation);
    let mut group = criterion.benchmark_group("parse");
    group.throughput(Throughput::Bytes(notation.len() as u64)).sample_size(20).measurement_time(Duration::from_secs(3));
    group.bench_function("markdown events", |bencher| bencher.iter(|| markdown(black_box(&notation))));
    group.bench_function("plan grammar", |bencher| bencher.iter(|| Plan::count_pairs(black_box(&notation))));
    group.bench_function("whole plan", |bencher| {
        bencher
            .iter_with_setup(|| Text::from_notation(&notation, Format::Markdown), |text| Plan::parse(black_box(text)));
    });
    group.finish();
}

fn markdown(text: &str) -> usize {
    Parser::new_ext(text, Options::ENABLE_TABLES).count()
}

/// Prints medians of interleaved runs, which a busy machine disturbs least.
fn ratio(notation: &str) {
    let (mut markdown_times, mut grammar, mut whole) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..31 {
        markdown_times.push(time(|| markdown(notation)));
        grammar.push(time(|| Plan::count_pairs(notation)));
        let text = Text::from_notation(notation, Format::Markdown);
        whole.push(time(|| Plan::parse(text)));
    }
    let base = median(markdown_times);
    for (name, times) in [("plan grammar", grammar), ("whole plan", whole)] {
        let time = median(times);
        let speed = notation.len() as f64 / 1e6 / time;
        println!("{name}: {speed:.0} MB/s, {:.2} x pulldown-cmark", base / time);
    }
}

fn time<T>(work: impl FnOnce() -> T) -> f64 {
    let start = Instant::now();
    black_box(work());
    start.elapsed().as_secs_f64()
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

criterion_group!(benches, parse);
criterion_main!(benches);
