//! For editors: a language server that shows, while a plan is written in Markdown or plain text, what `check` would.
//!
//! Messages come in from the editor and answers go back over one connection; what a plan is found to be is worked out
//! anew at every change. Nothing is written to any file: the editor makes the edits that its user picks.

use std::path::{Path, PathBuf};

use lsp_server::{Connection, ErrorCode, Message, Notification, Request, Response};
use lsp_types::notification::{self, Notification as _};
use lsp_types::request::{self, Request as _};
use lsp_types::{
    CodeActionProviderCapability, DiagnosticOptions, DiagnosticServerCapabilities, HoverProviderCapability,
    InitializeParams, PositionEncodingKind, PublishDiagnosticsParams, ServerCapabilities, TextDocumentSyncCapability,
    TextDocumentSyncKind, Uri,
};
use serde::Deserialize;
use serde_json::Value;

mod actions;
mod checked;
mod desk;
mod places;
pub(crate) mod wire;

use desk::Desk;

use crate::check::Options;
use crate::date::Date;
use crate::rules::RuleBook;

/// What a server checks with.
pub struct Service<'s> {
    /// The rule book.
    pub book: &'s RuleBook,
    /// How the plan at a path is checked.
    pub options: &'s dyn Fn(&Path) -> Options,
    /// Finds the plans in a folder of the workspace.
    pub plans: &'s dyn Fn(PathBuf) -> Vec<PathBuf>,
    /// The day to take it to be, for waivers in the plans; asked each time, for an editor may stay open over midnight.
    pub today: &'s dyn Fn() -> Date,
}

/// Why a server stopped early.
pub type Trouble = Box<dyn std::error::Error + Send + Sync>;

/// Speaks with an editor over `connection` until it says that it is done.
///
/// # Errors
/// When the connection breaks, or the editor does not keep to the protocol.
pub fn serve(connection: &Connection, service: &Service<'_>) -> Result<(), Trouble> {
    let (id, params) = connection.initialize_start()?;
    let params: InitializeParams = serde_json::from_value(params)?;
    let encoding = encoding(&params);
    let info = serde_json::json!({"name": "planlint", "version": env!("CARGO_PKG_VERSION")});
    let answer = serde_json::json!({"capabilities": capabilities(&encoding), "serverInfo": info});
    connection.initialize_finish(id, answer)?;
    let pulls = pulls(&params);
    let mut desk = Desk::new(service, &params, encoding);
    for message in &connection.receiver {
        match message {
            Message::Request(request) if request.method == request::Shutdown::METHOD => {
                connection.sender.send(Response::new_ok(request.id, ()).into())?;
                return farewell(connection);
            }
            Message::Request(request) => connection.sender.send(answered(&mut desk, request).into())?,
            Message::Notification(told) => {
                if let Some(published) = heard(&mut desk, told).filter(|_| !pulls) {
                    let method = notification::PublishDiagnostics::METHOD.to_owned();
                    connection.sender.send(Notification::new(method, published).into())?;
                }
            }
            Message::Response(_) => {}
        }
    }
    Ok(())
}

/// Waits until an editor that has said that it is done ends the conversation. What it sends before that is refused or
/// passed over, and never repeated: it may hold the words of a plan.
fn farewell(connection: &Connection) -> Result<(), Trouble> {
    for message in &connection.receiver {
        match message {
            Message::Notification(told) if told.method == notification::Exit::METHOD => break,
            Message::Request(request) => {
                let refused = "planlint was told to shut down".to_owned();
                let refused = Response::new_err(request.id, ErrorCode::InvalidRequest as i32, refused);
                connection.sender.send(refused.into())?;
            }
            Message::Notification(_) | Message::Response(_) => {}
        }
    }
    Ok(())
}

/// UTF-8 where the editor counts in it, for it costs nothing; UTF-16, which every editor knows, otherwise.
fn encoding(params: &InitializeParams) -> PositionEncodingKind {
    let offered = params.capabilities.general.as_ref().and_then(|general| general.position_encodings.as_ref());
    let utf8 = offered.is_some_and(|offered| offered.contains(&PositionEncodingKind::UTF8));
    if utf8 { PositionEncodingKind::UTF8 } else { PositionEncodingKind::UTF16 }
}

/// Whether the editor asks for diagnostics itself: it would show those that are sent as well a second time.
fn pulls(params: &InitializeParams) -> bool {
    params.capabilities.text_document.as_ref().is_some_and(|document| document.diagnostic.is_some())
}

fn capabilities(encoding: &PositionEncodingKind) -> ServerCapabilities {
    ServerCapabilities {
        position_encoding: Some(encoding.clone()),
        text_document_sync: Some(TextDocumentSyncCapability::Kind(TextDocumentSyncKind::FULL)),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        code_action_provider: Some(CodeActionProviderCapability::Simple(true)),
        diagnostic_provider: Some(DiagnosticServerCapabilities::Options(DiagnosticOptions {
            identifier: Some("planlint".to_owned()),
            inter_file_dependencies: false,
            workspace_diagnostics: true,
            work_done_progress_options: Default::default(),
        })),
        ..ServerCapabilities::default()
    }
}

fn answered(desk: &mut Desk<'_>, request: Request) -> Response {
    let Request { id, method, params } = request;
    let answer = match method.as_str() {
        request::HoverRequest::METHOD => read(params).map(|params| to_value(desk.hover(&params))),
        request::CodeActionRequest::METHOD => read(params).map(|params| to_value(desk.actions(&params))),
        request::DocumentDiagnosticRequest::METHOD => read(params).map(|params| to_value(desk.report(&params))),
        request::WorkspaceDiagnosticRequest::METHOD => read(params).map(|params| to_value(desk.workspace(&params))),
        _ => {
            let message = format!("planlint does not answer `{method}`");
            return Response::new_err(id, ErrorCode::MethodNotFound as i32, message);
        }
    };
    match answer {
        Ok(answer) => Response::new_ok(id, answer),
        Err(error) => Response::new_err(id, ErrorCode::InvalidParams as i32, error.to_string()),
    }
}

fn read<P: for<'de> Deserialize<'de>>(params: Value) -> Result<P, serde_json::Error> {
    serde_json::from_value(params)
}

fn to_value(answer: impl serde::Serialize) -> Value {
    serde_json::to_value(answer).unwrap_or_default()
}

/// What there is to say after a notification. One that cannot be read is passed over, as the protocol asks.
fn heard(desk: &mut Desk<'_>, told: Notification) -> Option<PublishDiagnosticsParams> {
    let Notification { method, params } = told;
    match method.as_str() {
        notification::DidOpenTextDocument::METHOD => {
            let opened: lsp_types::DidOpenTextDocumentParams = read(params).ok()?;
            let document = opened.text_document;
            Some(desk.put(document.uri, document.text, document.version))
        }
        notification::DidChangeTextDocument::METHOD => {
            let changed: lsp_types::DidChangeTextDocumentParams = read(params).ok()?;
            let whole = changed.content_changes.into_iter().next_back()?;
            Some(desk.put(changed.text_document.uri, whole.text, changed.text_document.version))
        }
        notification::DidCloseTextDocument::METHOD => {
            let closed: lsp_types::DidCloseTextDocumentParams = read(params).ok()?;
            Some(desk.take_away(closed.text_document.uri))
        }
        _ => None,
    }
}

/// The path that a `file:` address names, escapes undone.
fn path(uri: &Uri) -> Option<PathBuf> {
    let rest = uri.as_str().strip_prefix("file://")?;
    let rest = rest.strip_prefix("localhost").unwrap_or(rest);
    let decoded = percent_encoding::percent_decode_str(rest).decode_utf8().ok()?.into_owned();
    // `/c:/plans` is how an address writes a drive of Windows.
    let drive = decoded.as_bytes().get(2) == Some(&b':') && decoded.starts_with('/');
    Some(PathBuf::from(if drive { decoded[1..].to_owned() } else { decoded }))
}

/// The `file:` address of a path.
fn address(path: &Path) -> Option<Uri> {
    const ESCAPED: &percent_encoding::AsciiSet =
        &percent_encoding::NON_ALPHANUMERIC.remove(b'/').remove(b'.').remove(b'-').remove(b'_').remove(b'~');
    let shown = path.display().to_string().replace('\\', "/");
    let lead = if shown.starts_with('/') { "" } else { "/" };
    format!("file://{lead}{}", percent_encoding::utf8_percent_encode(&shown, ESCAPED)).parse().ok()
}
