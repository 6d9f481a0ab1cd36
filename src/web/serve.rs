//! The local server: the page on this machine's own address, for the browsers of this machine alone.
//!
//! It speaks HTTP through hyper, which lets it set a limit on every part of a request. Nothing that is sent to it is
//! kept, written down or passed on.

use std::convert::Infallible;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;

mod answer;
mod guard;
mod reply;

/// How much the server takes on, and for how long.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServeLimits {
    /// The most bytes of a plan.
    pub most_bytes: usize,
    /// How many plans are checked at once; others wait.
    pub at_once: usize,
    /// How many connections are open at once; others wait to be let in.
    pub connections: usize,
    /// How long the head of a request may take to arrive.
    pub head: Duration,
    /// How long a plan waits for its turn.
    pub turn: Duration,
    /// How long a plan may take to arrive.
    pub body: Duration,
    /// How long it may take to check.
    pub check: Duration,
}

impl Default for ServeLimits {
    fn default() -> Self {
        Self {
            most_bytes: super::MOST_BYTES,
            at_once: 2,
            connections: 64,
            head: Duration::from_secs(10),
            turn: Duration::from_secs(20),
            body: Duration::from_secs(60),
            check: Duration::from_secs(60),
        }
    }
}

/// What every connection shares.
#[derive(Debug)]
struct Shared {
    limits: ServeLimits,
    /// The port, which is part of the names the server answers to.
    port: u16,
    turns: Arc<Semaphore>,
}

/// Serves the page on `port` of this machine alone until the process ends; port 0 takes a free one. `ready` is told
/// the address before the first request is taken.
///
/// # Errors
/// When the port cannot be had.
pub fn serve(port: u16, limits: ServeLimits, ready: impl FnOnce(SocketAddr)) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().enable_time().build()?;
    runtime.block_on(async {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
        let address = listener.local_addr()?;
        ready(address);
        let turns = Arc::new(Semaphore::new(limits.at_once));
        let shared = Arc::new(Shared { limits, port: address.port(), turns });
        accept(listener, shared).await
    })
}

async fn accept(listener: TcpListener, shared: Arc<Shared>) -> io::Result<()> {
    let rooms = Arc::new(Semaphore::new(shared.limits.connections));
    loop {
        let room = Arc::clone(&rooms).acquire_owned().await.map_err(io::Error::other)?;
        let stream = match listener.accept().await {
            Ok((stream, _)) => stream,
            Err(_) => {
                // Out of file handles, most likely: some come free as connections end.
                tokio::time::sleep(Duration::from_millis(100)).await;
                continue;
            }
        };
        let shared = Arc::clone(&shared);
        tokio::spawn(async move {
            converse(stream, shared).await;
            drop(room);
        });
    }
}

/// Answers the requests of one connection. One that breaks off concerns nobody else.
async fn converse(stream: TcpStream, shared: Arc<Shared>) {
    let head = shared.limits.head;
    let service = service_fn(move |request| {
        let shared = Arc::clone(&shared);
        async move { Ok::<_, Infallible>(answer::answer(request, &shared).await) }
    });
    let mut server = http1::Builder::new();
    server.timer(TokioTimer::new()).header_read_timeout(head).max_buf_size(32 << 10);
    let _ = server.serve_connection(TokioIo::new(stream), service).await;
}
