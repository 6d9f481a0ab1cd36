//! One run of a program: its time, its processor time, its peak memory, and when its first line came.

use std::io::Read;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use nix::sys::resource::{UsageWho, getrusage};

#[derive(Clone, Copy, Debug, Default)]
pub struct Run {
    /// Seconds from start to end.
    pub wall: f64,
    /// Seconds of all processors together.
    pub cpu: f64,
    /// Megabytes: the high-water mark of resident memory (VmHWM), where the system tells.
    pub peak: f64,
    /// Seconds until the second line of output: the first result.
    pub first: f64,
}

/// Runs `program`; its output is read and thrown away.
pub fn run(program: &str, arguments: &[&str]) -> Run {
    let before = used();
    let start = Instant::now();
    let mut child = Command::new(program).args(arguments).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let (status, done) = (format!("/proc/{}/status", child.id()), AtomicBool::new(false));
    let mut out = child.stdout.take().unwrap();
    let (first, peak) = std::thread::scope(|scope| {
        let peak = scope.spawn(|| {
            let mut peak = 0.0_f64;
            while !done.load(Ordering::Relaxed) {
                peak = peak.max(high_water(&status));
                std::thread::sleep(Duration::from_millis(4));
            }
            peak
        });
        let first = drain(&mut out, start);
        child.wait().unwrap();
        done.store(true, Ordering::Relaxed);
        (first, peak.join().unwrap())
    });
    Run { wall: start.elapsed().as_secs_f64(), cpu: used() - before, peak, first }
}

/// Reads everything; gives the seconds until the second line was there.
fn drain(out: &mut impl Read, start: Instant) -> f64 {
    let (mut lines, mut first, mut buffer) = (0, 0.0, vec![0; 1 << 16]);
    while let Ok(read @ 1..) = out.read(&mut buffer) {
        if lines < 2 {
            lines += buffer[..read].iter().filter(|byte| **byte == b'\n').count();
            first = start.elapsed().as_secs_f64();
        }
    }
    first
}

fn high_water(status: &str) -> f64 {
    let text = std::fs::read_to_string(status).unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok()).unwrap_or(0.0) / 1024.0
}

/// Processor seconds of all programs run so far.
fn used() -> f64 {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).unwrap();
    let seconds = |time: nix::sys::time::TimeVal| time.tv_sec() as f64 + time.tv_usec() as f64 / 1e6;
    seconds(usage.user_time()) + seconds(usage.system_time())
}

/// Rounds of runs, one of each a round, which a busy machine disturbs least.
pub fn interleaved(rounds: usize, runs: &[&dyn Fn() -> Run]) -> Vec<Vec<Run>> {
    let mut results = vec![Vec::new(); runs.len()];
    for _ in 0..rounds {
        for (run, results) in runs.iter().zip(&mut results) {
            results.push(run());
        }
    }
    results
}

/// The run with the median of processor time.
pub fn median(mut runs: Vec<Run>) -> Run {
    runs.sort_by(|one, other| one.cpu.total_cmp(&other.cpu));
    runs[runs.len() / 2]
}
