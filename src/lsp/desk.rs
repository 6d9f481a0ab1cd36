//! The plans that lie open in an editor, and the answers about them.

use std::collections::BTreeMap;
use std::path::PathBuf;

use lsp_types::{
    CodeActionOrCommand, CodeActionParams, DocumentDiagnosticParams, DocumentDiagnosticReport,
    DocumentDiagnosticReportResult, FullDocumentDiagnosticReport, Hover, HoverContents, HoverParams, InitializeParams,
    MarkupContent, MarkupKind, PositionEncodingKind, PublishDiagnosticsParams, Range,
    RelatedFullDocumentDiagnosticReport, Uri, WorkspaceDiagnosticReport, WorkspaceDiagnosticReportResult,
    WorkspaceDocumentDiagnosticReport, WorkspaceFullDocumentDiagnosticReport,
};

use super::checked::Checked;
use super::{Service, actions, address, path};

/// The plans that lie open, by their addresses.
pub(super) struct Desk<'s> {
    service: &'s Service<'s>,
    encoding: PositionEncodingKind,
    folders: Vec<PathBuf>,
    open: BTreeMap<String, Checked>,
}

impl<'s> Desk<'s> {
    /// An empty desk, for the workspace that the editor has told of.
    pub(super) fn new(service: &'s Service<'s>, params: &InitializeParams, encoding: PositionEncodingKind) -> Self {
        let folders = params.workspace_folders.iter().flatten().filter_map(|folder| path(&folder.uri));
        Self { service, encoding, folders: folders.collect(), open: BTreeMap::new() }
    }

    /// Puts a plan on the desk in place of what was there, and says what is found in it.
    pub(super) fn put(&mut self, uri: Uri, text: String, version: i32) -> PublishDiagnosticsParams {
        let checked = Checked::new(self.service, (&uri, version), text, &self.encoding);
        let diagnostics = checked.diagnostics();
        self.open.insert(uri.as_str().to_owned(), checked);
        PublishDiagnosticsParams { uri, diagnostics, version: Some(version) }
    }

    /// Takes a plan away; what was shown of it goes too.
    pub(super) fn take_away(&mut self, uri: Uri) -> PublishDiagnosticsParams {
        self.open.remove(uri.as_str());
        PublishDiagnosticsParams { uri, diagnostics: Vec::new(), version: None }
    }

    /// The cards of what stands at a place: findings first, then what is met there.
    pub(super) fn hover(&self, params: &HoverParams) -> Option<Hover> {
        let at = params.text_document_position_params.position;
        let checked = self.open.get(params.text_document_position_params.text_document.uri.as_str())?;
        let findings = checked.findings.iter().map(|found| (found.diagnostic.range, &found.card));
        let all = findings.chain(checked.met.iter().map(|(range, card)| (*range, card)));
        let here = |range: &Range| range.start <= at && at <= range.end;
        let cards: Vec<&str> = all.filter(|(range, _)| here(range)).map(|(_, card)| card.as_str()).collect();
        let value = cards.join("\n\n---\n\n");
        if value.is_empty() {
            return None;
        }
        let contents = HoverContents::Markup(MarkupContent { kind: MarkupKind::Markdown, value });
        Some(Hover { contents, range: None })
    }

    /// What can be done about the findings in a range.
    pub(super) fn actions(&self, params: &CodeActionParams) -> Vec<CodeActionOrCommand> {
        let uri = &params.text_document.uri;
        let checked = self.open.get(uri.as_str());
        checked.map(|checked| actions::of(checked, uri, params.range)).unwrap_or_default()
    }

    /// What is found in a plan, open or not.
    pub(super) fn report(&mut self, params: &DocumentDiagnosticParams) -> DocumentDiagnosticReportResult {
        let items = self.items(&params.text_document.uri).map(|(_, items)| items).unwrap_or_default();
        let full = FullDocumentDiagnosticReport { result_id: None, items };
        let related =
            RelatedFullDocumentDiagnosticReport { related_documents: None, full_document_diagnostic_report: full };
        DocumentDiagnosticReportResult::Report(DocumentDiagnosticReport::Full(related))
    }

    /// What is found in every plan of the workspace.
    pub(super) fn workspace(&mut self) -> WorkspaceDiagnosticReportResult {
        let plans = self.folders.iter().flat_map(|folder| (self.service.plans)(folder.clone()));
        let addresses: Vec<Uri> = plans.filter_map(|path| address(&path)).collect();
        let items = addresses.into_iter().filter_map(|uri| {
            let (version, items) = self.items(&uri)?;
            let full = FullDocumentDiagnosticReport { result_id: None, items };
            let version = version.map(i64::from);
            let report = WorkspaceFullDocumentDiagnosticReport { uri, version, full_document_diagnostic_report: full };
            Some(WorkspaceDocumentDiagnosticReport::Full(report))
        });
        WorkspaceDiagnosticReportResult::Report(WorkspaceDiagnosticReport { items: items.collect() })
    }

    /// The version and diagnostics of a plan: as it lies open, or as it is kept.
    fn items(&self, uri: &Uri) -> Option<(Option<i32>, Vec<lsp_types::Diagnostic>)> {
        if let Some(open) = self.open.get(uri.as_str()) {
            return Some((Some(open.version), open.diagnostics()));
        }
        let text = std::fs::read_to_string(path(uri)?).ok()?;
        let checked = Checked::new(self.service, (uri, 0), text, &self.encoding);
        Some((None, checked.diagnostics()))
    }
}
