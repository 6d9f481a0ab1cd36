//! Many jobs on all cores: results come out in the order of the jobs, and few are held at a time.

use std::collections::VecDeque;
use std::num::NonZero;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread;

/// Results that may wait for an earlier one, for each thread: enough that a slow plan keeps nobody waiting.
const AHEAD: usize = 8;

/// How many threads to use: as told, or one for each core.
pub(crate) fn threads(told: Option<NonZero<usize>>) -> usize {
    told.or_else(|| thread::available_parallelism().ok()).map_or(1, NonZero::get)
}

/// Does `work` on each of `jobs` on this many `threads`, and gives the results to `take` in the order of the jobs.
///
/// # Errors
/// The first of `take`; jobs not begun by then are left undone.
pub(crate) fn in_order<J: Send, R: Send, E>(
    jobs: impl IntoIterator<Item = J>,
    threads: usize,
    work: impl Fn(J) -> R + Sync,
    mut take: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    if threads < 2 {
        return jobs.into_iter().try_for_each(|job| take(work(job)));
    }
    let room = threads * AHEAD;
    thread::scope(|scope| {
        let (give, given) = sync_channel::<(J, SyncSender<R>)>(room);
        let (given, work) = (Arc::new(Mutex::new(given)), &work);
        for _ in 0..threads {
            let given = Arc::clone(&given);
            scope.spawn(move || serve(&given, work));
        }
        drop(given);
        let mut waiting: VecDeque<Receiver<R>> = VecDeque::with_capacity(room);
        for job in jobs {
            if waiting.len() == room {
                waiting.pop_front().map_or(Ok(()), |result| take(received(&result)))?;
            }
            let (answer, result) = sync_channel(1);
            give.send((job, answer)).expect("workers serve until this end is dropped");
            waiting.push_back(result);
        }
        drop(give);
        waiting.iter().try_for_each(|result| take(received(result)))
    })
}

fn serve<J, R>(given: &Mutex<Receiver<(J, SyncSender<R>)>>, work: impl Fn(J) -> R) {
    loop {
        let job = given.lock().expect("nobody panics while waiting for a job").recv();
        let Ok((job, answer)) = job else { return };
        // Nobody listens once the run was given up; then the next job ends this worker.
        if answer.send(work(job)).is_err() {
            return;
        }
    }
}

fn received<R>(result: &Receiver<R>) -> R {
    result.recv().expect("work is guarded and always answers")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn squares(threads: usize) -> Vec<u64> {
        let mut taken = Vec::new();
        let slow = |n: u64| {
            thread::sleep(std::time::Duration::from_micros((n * 7919) % 300));
            n * n
        };
        in_order(0..200, threads, slow, |square| {
            taken.push(square);
            Ok::<(), ()>(())
        })
        .unwrap();
        taken
    }

    #[test]
    fn results_come_in_the_order_of_the_jobs_whatever_the_threads() {
        let expected: Vec<u64> = (0..200).map(|n| n * n).collect();
        for threads in [1, 2, 3, 16] {
            assert_eq!(squares(threads), expected, "{threads} threads");
        }
    }

    #[test]
    fn a_run_that_is_given_up_ends() {
        let mut seen = 0;
        let ended = in_order(
            0..,
            4,
            |n: u64| n,
            |n| {
                if n == 50 {
                    Err(n)
                } else {
                    seen += 1;
                    Ok(())
                }
            },
        );
        assert_eq!((ended, seen), (Err(50), 50));
    }
}
