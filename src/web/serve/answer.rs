//! What the local server answers: the files of the page, and plans that are sent to be checked.
//!
//! A plan comes as one line of JSON (what is asked), then the bytes of the file.

use std::time::Duration;

use http_body_util::BodyExt;
use hyper::body::{Body, Incoming};
use hyper::header::{self, HeaderValue};
use hyper::{Method, Request, StatusCode};
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::timeout;

use super::super::{Asked, Download, about, download, files, page};
use super::reply::{Reply, json, refusal, reply};
use super::{Shared, guard};
use crate::report::trouble::Trouble;

/// Most bytes of the line that says what is asked.
const MOST_ASKED: usize = 4096;

/// How long what a refused request still sends is taken in and thrown away, so that its sender can read the refusal.
const LINGER: Duration = Duration::from_secs(5);

/// The reply to `request`.
pub(super) async fn answer(request: Request<Incoming>, shared: &Shared) -> Reply {
    if let Some(refusal) = guard::refused(&request, shared.port) {
        return discard(request, refusal);
    }
    let path = request.uri().path();
    match (request.method().clone(), path) {
        (Method::GET | Method::HEAD, "/about.json") => json(StatusCode::OK, &about()),
        (Method::POST, "/page") => {
            checked(request, shared, |bytes, asked| page(bytes, asked).map(|page| json(StatusCode::OK, &page))).await
        }
        (Method::POST, path) => match path.strip_prefix("/download/").and_then(Download::named) {
            Some(wanted) => {
                let made = move |bytes: &[u8], asked: &Asked| {
                    download(wanted, bytes, asked).map(|file| reply(StatusCode::OK, wanted.offer().media, file))
                };
                checked(request, shared, made).await
            }
            None => discard(request, nothing_here()),
        },
        (Method::GET | Method::HEAD, path) => match files::FILES.iter().find(|file| file.path == path) {
            Some(file) => reply(StatusCode::OK, file.media, file.text),
            None => nothing_here(),
        },
        _ => discard(request, wrong_method()),
    }
}

fn nothing_here() -> Reply {
    refusal(StatusCode::NOT_FOUND, "there is nothing at this address", "the page is at /")
}

fn wrong_method() -> Reply {
    let mut reply = refusal(StatusCode::METHOD_NOT_ALLOWED, "the page does not understand this request", "");
    reply.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD, POST"));
    reply
}

/// Refuses `request` without looking at its body.
fn discard(request: Request<Incoming>, refusal: Reply) -> Reply {
    drained(request.into_body(), refusal)
}

/// The refusal, while what is still to come of `body` is thrown away for a time, so that its sender can read it.
fn drained(mut body: Incoming, refusal: Reply) -> Reply {
    if !body.is_end_stream() {
        tokio::spawn(timeout(LINGER, async move { while let Some(Ok(_)) = body.frame().await {} }));
    }
    refusal
}

/// Takes in a plan and has `make` work on it; each step within its limits.
async fn checked<M>(request: Request<Incoming>, shared: &Shared, make: M) -> Reply
where
    M: FnOnce(&[u8], &Asked) -> Result<Reply, Trouble> + Send + 'static,
{
    if request.headers().get(header::CONTENT_TYPE).is_none_or(|media| media != "application/octet-stream") {
        let help = "send it as application/octet-stream: one line of JSON, then the file";
        return discard(request, refusal(StatusCode::UNSUPPORTED_MEDIA_TYPE, "this is not how a plan is sent", help));
    }
    let most = shared.limits.most_bytes + MOST_ASKED;
    if request.body().size_hint().lower() > most as u64 {
        return discard(request, too_large(shared.limits.most_bytes));
    }
    let turn = timeout(shared.limits.turn, shared.turns.clone().acquire_owned()).await;
    let Ok(Ok(turn)) = turn else { return discard(request, busy()) };
    let mut body = request.into_body();
    match timeout(shared.limits.body, gathered(&mut body, most)).await {
        Ok(Ok(Some(sent))) => work(sent, turn, shared.limits.check, make).await,
        Ok(Ok(None)) => drained(body, too_large(shared.limits.most_bytes)),
        Ok(Err(_)) => refusal(StatusCode::BAD_REQUEST, "the plan did not arrive whole", "send it again"),
        Err(_) => refusal(StatusCode::REQUEST_TIMEOUT, "the plan took too long to arrive", "send it again"),
    }
}

/// All of `body`; nothing where it is more than `most` bytes.
async fn gathered(body: &mut Incoming, most: usize) -> hyper::Result<Option<Vec<u8>>> {
    let mut sent = Vec::new();
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame?.into_data() else { continue };
        if sent.len() + data.len() > most {
            return Ok(None);
        }
        sent.extend_from_slice(&data);
    }
    Ok(Some(sent))
}

/// Has `make` work on a plan beside the server's own thread. The turn is over when the work is, in time or not.
async fn work<M>(body: Vec<u8>, turn: OwnedSemaphorePermit, most: Duration, make: M) -> Reply
where
    M: FnOnce(&[u8], &Asked) -> Result<Reply, Trouble> + Send + 'static,
{
    let work = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        let Some((asked, plan)) = parted(&body) else {
            return refusal(StatusCode::BAD_REQUEST, "the first line does not say what is asked", "");
        };
        make(plan, &asked).unwrap_or_else(|trouble| json(StatusCode::UNPROCESSABLE_ENTITY, &trouble))
    });
    match timeout(most, work).await {
        Ok(Ok(reply)) => reply,
        Ok(Err(_)) => refusal(
            StatusCode::INTERNAL_SERVER_ERROR,
            "planlint stopped because of a fault of its own",
            "the plan is not at fault; please report this, with the kind of file it was",
        ),
        Err(_) => refusal(
            StatusCode::GATEWAY_TIMEOUT,
            "checking this plan takes too long",
            "check that this is the right file, or split it",
        ),
    }
}

/// What is asked, and the plan.
fn parted(body: &[u8]) -> Option<(Asked, &[u8])> {
    let end = memchr::memchr(b'\n', &body[..body.len().min(MOST_ASKED)])?;
    Some((serde_json::from_slice(&body[..end]).ok()?, &body[end + 1..]))
}

fn too_large(most: usize) -> Reply {
    refusal(
        StatusCode::PAYLOAD_TOO_LARGE,
        format!("the file is larger than {} MB", most >> 20),
        "a plan seldom takes a tenth of that; check that this is the right file, or split it",
    )
}

fn busy() -> Reply {
    let mut reply = refusal(
        StatusCode::SERVICE_UNAVAILABLE,
        "planlint is busy with other plans",
        "wait until they are shown, then choose this one again",
    );
    reply.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
    reply
}
