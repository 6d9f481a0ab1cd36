//! How fast folders of plans are audited, and in how much memory: the built program on generated plans, against peers.
//!
//! Prints ratios. `RG=`, `VALE=` and `PROSELINT=` name peers, which are left out where they are not given. `PLANS=150`
//! makes a short run of the 1,500 plans.

#![allow(clippy::print_stdout, reason = "the ratios are the result")]
#![allow(clippy::unwrap_used, reason = "a benchmark that cannot run ends")]
#![cfg_attr(not(unix), allow(unused, reason = "measures through the process table of Unix"))]

#[path = "corpus.rs"]
mod corpus;
#[cfg(unix)]
#[path = "audit/measure.rs"]
mod measure;
#[cfg(unix)]
#[path = "audit/peers.rs"]
mod peers;

#[cfg(unix)]
fn main() {
    // `cargo test --benches` only wants to know that it starts.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    runs::all();
}

#[cfg(not(unix))]
fn main() {}

#[cfg(unix)]
mod runs {
    use std::path::Path;

    use super::measure::{Run, interleaved, median, run};
    use super::{corpus, peers};

    pub fn all() {
        let count = std::env::var("PLANS").ok().and_then(|count| count.parse().ok()).unwrap_or(1500);
        let folder = tempfile::tempdir().unwrap();
        let plans = folder.path().join("plans");
        let bytes = write(&plans, count, |n| 5_000 + (n * 7919) % 51_000);
        println!("{count} Markdown plans, {:.1} MB", bytes as f64 / 1e6);
        let (one, two) = threads(&plans, bytes);
        peers::compare(folder.path(), &plans, bytes, &one);
        cache("Markdown", folder.path(), &plans);
        println!("peak memory of the run on two cores: {:.0} MB", two.peak);
        memory(folder.path());
        word(folder.path());
    }

    /// Writes plans, each of its own size, and gives the size of all.
    fn write(folder: &Path, count: usize, size: impl Fn(usize) -> usize) -> usize {
        std::fs::create_dir_all(folder).unwrap();
        let plan = |n: usize| {
            let text = corpus::plan(n as u64 + 1, size(n), corpus::Density::Real);
            std::fs::write(folder.join(format!("{n:05}.md")), &text).unwrap();
            text.len()
        };
        (0..count).map(plan).sum()
    }

    fn audit(plans: &Path, more: &[&str]) -> Run {
        let arguments = ["audit", plans.to_str().unwrap(), "--format", "jsonl", "--fail-on", "never"];
        run(env!("CARGO_BIN_EXE_planlint"), &[&arguments, more].concat())
    }

    fn threads(plans: &Path, bytes: usize) -> (Run, Run) {
        let mut runs =
            interleaved(3, &[&|| audit(plans, &["--no-cache", "-j1"]), &|| audit(plans, &["--no-cache", "-j2"])]);
        let (two, one) = (median(runs.remove(1)), median(runs.remove(0)));
        println!(
            "one core:  {:.2} s, {:.2} CPU s, {:.1} MB/s, first result after {:.0} ms",
            one.wall,
            one.cpu,
            bytes as f64 / 1e6 / one.cpu,
            one.first * 1e3
        );
        println!("two cores: {:.2} s, {:.2} CPU s: {:.2} x one core (bar 1.7)", two.wall, two.cpu, one.wall / two.wall);
        (one, two)
    }

    fn cache(what: &str, folder: &Path, plans: &Path) {
        let kept = folder.join(format!("cache-{what}"));
        let kept = kept.to_str().unwrap();
        let cold = audit(plans, &["--cache", kept, "-j1"]);
        let warm = median(interleaved(3, &[&|| audit(plans, &["--cache", kept, "-j1"])]).remove(0));
        let none = audit(plans, &["--no-cache", "-j1"]);
        println!(
            "{what}, cached: cold {:.2} CPU s, warm {:.2}: {:.1} x (bar 5); without a cache {:.2}",
            cold.cpu,
            warm.cpu,
            cold.cpu / warm.cpu,
            none.cpu
        );
    }

    /// Ten times as many plans of one size, in how much more memory.
    fn memory(folder: &Path) {
        let (few, many) = (folder.join("few"), folder.join("many"));
        write(&few, 1_000, |_| 4_000);
        write(&many, 10_000, |_| 4_000);
        let (few, many) = (audit(&few, &["--no-cache"]), audit(&many, &["--no-cache"]));
        println!(
            "1,000 plans: {:.1} MB; 10,000 plans: {:.1} MB, {:.2} s, first result after {:.0} ms (bar 100)",
            few.peak,
            many.peak,
            many.wall,
            many.first * 1e3
        );
    }

    /// 300 Word plans: the examples over and over, each with its own bytes at the end, which no reader minds.
    fn word(folder: &Path) {
        let plans = folder.join("word");
        std::fs::create_dir_all(&plans).unwrap();
        for n in 0..300 {
            let example = ["northmoor-draft", "eastvale-good", "harrowdale-poor"][n % 3];
            let mut bytes = std::fs::read(format!("examples/{example}.docx")).unwrap();
            bytes.extend(format!("{n:08}").bytes());
            std::fs::write(plans.join(format!("{n:03}.docx")), bytes).unwrap();
        }
        let two = median(interleaved(3, &[&|| audit(&plans, &["--no-cache"])]).remove(0));
        println!("300 Word plans: {:.2} s, {:.2} CPU s (bar 1 s)", two.wall, two.cpu);
        cache("Word", folder, &plans);
    }
}
