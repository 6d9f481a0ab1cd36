//! How long reading a document may take and how much memory: PDFs, Excel workbooks and whatever is larger than a plan are
//! read in a child of this program, which is ended when it goes beyond, and serves the rest of a batch when it does not.

use std::io::{self, Read, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::time::Duration;

use clap::Args;

use super::Ending;
use crate::read::{self, ReadError};
use crate::report::counted;
use crate::text::Text;

/// What the reading of each document may take. Checking it is not counted: that takes time in proportion to its text, which
/// is limited.
#[derive(Clone, Copy, Debug, Args)]
pub(crate) struct Limits {
    /// Give up on a PDF, a workbook or a very large document that takes longer than this to read; checking it is not counted
    #[arg(long, value_name = "SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..=86_400))]
    max_seconds: u64,
    /// Give up on a PDF, a workbook or a very large document that takes more memory than this to read; checking it is not
    /// counted (not held to on Windows)
    #[arg(long, value_name = "MEGABYTES", default_value_t = 1024, value_parser = clap::value_parser!(u64).range(128..=1_048_576))]
    max_memory: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { max_seconds: 30, max_memory: 1024 }
    }
}

/// Reads documents within limits.
#[derive(Debug, Default)]
pub(crate) struct Budget {
    limits: Limits,
    /// Children that wait for work: as many as documents were read at a time.
    idle: Mutex<Vec<Worker>>,
}

impl Budget {
    /// A budget of `limits` for each document.
    pub(crate) fn new(limits: Limits) -> Self {
        Self { limits, idle: Mutex::default() }
    }

    /// Reads the document `bytes`, in the child if it may take more than a plan does.
    pub(crate) fn read(&self, name: &str, bytes: &[u8]) -> Result<Text, ReadError> {
        if let Some(read) = read::read_ordinary(name, bytes) {
            return read;
        }
        let idle = self.idle().pop();
        let worker = idle.map_or_else(|| Worker::start(self.limits), Ok);
        // where no child may be started, reading without one is better than not reading
        let Ok(mut worker) = worker else { return read::read_bytes(name, bytes) };
        match worker.read(name, bytes, Duration::from_secs(self.limits.max_seconds)) {
            Answer::Read(text) => {
                self.idle().push(worker);
                Ok(*text)
            }
            // it was refused within the limits, so it is safe to ask again why
            Answer::Refused => {
                self.idle().push(worker);
                read::read_bytes(name, bytes)
            }
            Answer::Late => {
                Err(self
                    .spent(name, format!("it took more than {}", counted(self.limits.max_seconds as usize, "second"))))
            }
            Answer::Died => Err(self.spent(
                name,
                format!("it took more than {} MB of memory, or broke its reader", self.limits.max_memory),
            )),
        }
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Worker>> {
        self.idle.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    fn spent(&self, name: &str, problem: String) -> ReadError {
        ReadError::Spent { name: name.to_owned(), problem }
    }
}

/// The child.
#[derive(Debug)]
struct Worker {
    child: Child,
    requests: Option<ChildStdin>,
    answers: Receiver<Answer>,
}

/// What the child says of a document.
#[derive(Debug)]
enum Answer {
    Read(Box<Text>),
    Refused,
    Late,
    Died,
}

/// What the child's answer begins with.
const READ: u8 = 1;
const REFUSED: u8 = 0;

impl Worker {
    fn start(limits: Limits) -> io::Result<Self> {
        let mut child = Command::new(std::env::current_exe()?)
            .args(["read-apart", "--max-memory", &limits.max_memory.to_string()])
            // the allocator would else set aside a gigabyte of addresses at once, all of which count
            .env("MIMALLOC_ARENA_RESERVE", "32MiB")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let requests = child.stdin.take();
        let mut out = child.stdout.take().ok_or(io::ErrorKind::BrokenPipe)?;
        let (send, answers) = sync_channel(1);
        std::thread::spawn(move || {
            while let Ok(answer) = answer(&mut out) {
                if send.send(answer).is_err() {
                    return;
                }
            }
        });
        Ok(Self { child, requests, answers })
    }

    fn read(&mut self, name: &str, bytes: &[u8], most: Duration) -> Answer {
        let Some(requests) = &mut self.requests else { return Answer::Died };
        if send(requests, name.as_bytes()).and_then(|()| send(requests, bytes)).is_err() {
            return Answer::Died;
        }
        match self.answers.recv_timeout(most) {
            Ok(answer) => answer,
            Err(RecvTimeoutError::Timeout) => Answer::Late,
            Err(RecvTimeoutError::Disconnected) => Answer::Died,
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.requests = None;
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn answer(out: &mut impl Read) -> io::Result<Answer> {
    let mut kind = [0];
    out.read_exact(&mut kind)?;
    if kind[0] != READ {
        return Ok(Answer::Refused);
    }
    let text = serde_json::from_slice(&receive(out)?)?;
    Ok(Answer::Read(Box::new(text)))
}

/// Sends `bytes` with their number before them.
fn send(out: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    out.write_all(&(bytes.len() as u64).to_le_bytes())?;
    out.write_all(bytes)?;
    out.flush()
}

/// What was sent, as it comes: a number alone makes no room.
fn receive(source: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut count = [0; 8];
    source.read_exact(&mut count)?;
    let mut bytes = Vec::new();
    let count = u64::from_le_bytes(count);
    source.take(count).read_to_end(&mut bytes)?;
    if bytes.len() as u64 == count { Ok(bytes) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
}

/// Arguments of `read-apart`, which this program gives itself.
#[derive(Debug, Args)]
pub(super) struct ReadApartArgs {
    /// Megabytes of memory
    #[arg(long)]
    max_memory: u64,
}

impl ReadApartArgs {
    /// Reads documents from standard input and writes their texts to standard output, until there are no more.
    pub(super) fn run(self) -> Ending {
        hold_to(self.max_memory << 20);
        let (mut source, mut out) = (io::stdin().lock(), io::stdout().lock());
        while let Ok(name) = receive(&mut source) {
            let Ok(bytes) = receive(&mut source) else { break };
            let name = String::from_utf8_lossy(&name);
            let said = match read::read_bytes(&name, &bytes) {
                Ok(text) => match serde_json::to_vec(&text) {
                    Ok(text) => out.write_all(&[READ]).and_then(|()| send(&mut out, &text)),
                    Err(_) => break,
                },
                // there was no memory for it: as good as ended
                Err(ReadError::Spent { .. }) => break,
                Err(_) => out.write_all(&[REFUSED]).and_then(|()| out.flush()),
            };
            if said.is_err() {
                break;
            }
        }
        Ok(super::CLEAN)
    }
}

/// Lets this process take no more memory than `bytes`.
#[cfg(unix)]
fn hold_to(bytes: u64) {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let maximum = getrlimit(Resource::As).maximum;
    let current = Some(maximum.map_or(bytes, |most| most.min(bytes)));
    // a system that refuses is no worse than one that has no limits
    let _ = setrlimit(Resource::As, Rlimit { current, maximum });
}

/// Lets this process take no more memory than `bytes`: not on this system.
#[cfg(not(unix))]
fn hold_to(_: u64) {}
