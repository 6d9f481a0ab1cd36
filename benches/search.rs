//! How fast a plan is indexed, searched, read for evidence and checked, on generated text.

#![allow(missing_docs, reason = "criterion writes the functions")]

use std::hint::black_box;
use std::time::Duration;

use criterion::{BenchmarkGroup, Criterion, Throughput, criterion_group, criterion_main, measurement::WallTime};
use planlint::{Concepts, Format, Index, Options, Plan, Query, RuleBook, Terms, Text};

/// The memory of the built program: what is measured is what its users wait for.
#[cfg(feature = "cli")]
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[path = "corpus.rs"]
mod corpus;
use corpus::Density;

const BYTES: usize = 256 << 10;

fn plan(density: Density) -> Plan {
    Plan::parse(Text::from_notation(&corpus::plan(1, BYTES, density), Format::Markdown))
}

/// Two hundred queries of the sizes that packs have: groups of words near one another.
fn queries() -> Vec<Query> {
    let words = [
        "lonel*",
        "isolat*",
        "befriend*",
        "older",
        "carer*",
        "people",
        "day",
        "centre*",
        "lunch",
        "club*",
        "village",
        "agent*",
        "transport",
        "group*",
        "commission*",
        "review*",
        "support*",
        "budget",
        "practice*",
        "prevent*",
    ];
    let word = |n: usize| words[n % words.len()];
    let query = |n: usize| {
        let (a, b, c, d) = (word(n), word(n * 3 + 1), word(n * 7 + 2), word(n * 11 + 5));
        match n % 4 {
            0 => format!("({a} OR {b}) NEAR/12 ({c} OR {d})"),
            1 => format!("(({a} OR {b}) AND {c}) in:block"),
            2 => format!("({a} NEXT/3 {b}) OR \"{c} {d}\""),
            _ => format!("({a} OR {b}) NOT NEAR/5 {c}"),
        }
    };
    (0..200).map(|n| query(n).parse().expect("these are queries")).collect()
}

fn search(criterion: &mut Criterion) {
    for (name, density) in [("search", Density::Real), ("search where much is on the topic", Density::Dense)] {
        let plan = plan(density);
        let length = plan.text().as_str().len() as u64;
        let mut group = criterion.benchmark_group(name);
        group.throughput(Throughput::Bytes(length)).sample_size(20).measurement_time(Duration::from_secs(3));
        index(&mut group, &plan);
        evidence(&mut group, &plan);
        group.finish();
    }
}

fn index(group: &mut BenchmarkGroup<'_, WallTime>, plan: &Plan) {
    let mut queries = queries();
    let mut terms = Terms::default();
    queries.iter_mut().for_each(|query| terms.add(query));
    let concepts = Concepts::default();
    let index = Index::new(plan, &terms);
    group.bench_function("index", |bencher| bencher.iter(|| Index::new(black_box(plan), &terms)));
    group.bench_function("200 queries", |bencher| {
        bencher.iter(|| queries.iter().map(|query| index.find(black_box(query), &concepts).len()).sum::<usize>());
    });
}

fn evidence(group: &mut BenchmarkGroup<'_, WallTime>, plan: &Plan) {
    let book = RuleBook::builtin();
    group.bench_function("index, built-in terms", |bencher| bencher.iter(|| Index::new(black_box(plan), &book.terms)));
    group.bench_function("passages", |bencher| {
        bencher.iter(|| planlint::passages(black_box(plan), &book.vocabulary, &book.terms));
    });
    group.bench_function("check", |bencher| {
        bencher.iter(|| planlint::check(black_box(plan), book, &Options::default()));
    });
}

criterion_group!(benches, search);
criterion_main!(benches);
