//! The plans that lie open in an editor, and the answers about them.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::UNIX_EPOCH;

use lsp_types::{
    CodeActionOrCommand, CodeActionParams, Diagnostic, DocumentDiagnosticParams, DocumentDiagnosticReport,
    DocumentDiagnosticReportResult, FullDocumentDiagnosticReport, Hover, HoverContents, HoverParams, InitializeParams,
    MarkupContent, MarkupKind, PositionEncodingKind, PreviousResultId, PublishDiagnosticsParams, Range,
    RelatedFullDocumentDiagnosticReport, UnchangedDocumentDiagnosticReport, Uri, WorkspaceDiagnosticParams,
    WorkspaceDiagnosticReport, WorkspaceDiagnosticReportResult, WorkspaceDocumentDiagnosticReport,
    WorkspaceFullDocumentDiagnosticReport, WorkspaceUnchangedDocumentDiagnosticReport,
};

use super::checked::Checked;
use super::{Service, actions, address, path};

/// The plans that lie open, by their addresses.
pub(super) struct Desk<'s> {
    service: &'s Service<'s>,
    encoding: PositionEncodingKind,
    folders: Vec<PathBuf>,
    open: BTreeMap<String, Checked>,
    /// How often a plan was put on the desk.
    puts: u64,
}

impl<'s> Desk<'s> {
    /// An empty desk, for the workspace that the editor has told of.
    pub(super) fn new(service: &'s Service<'s>, params: &InitializeParams, encoding: PositionEncodingKind) -> Self {
        let folders = params.workspace_folders.iter().flatten().filter_map(|folder| path(&folder.uri));
        Self { service, encoding, folders: folders.collect(), open: BTreeMap::new(), puts: 0 }
    }

    /// Puts a plan on the desk in place of what was there, and says what is found in it.
    pub(super) fn put(&mut self, uri: Uri, text: String, version: i32) -> PublishDiagnosticsParams {
        self.puts += 1;
        let checked = Checked { put: self.puts, ..Checked::new(self.service, (&uri, version), text, &self.encoding) };
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

    /// What is found in every plan of the workspace. Editors ask for it every other second: a plan that is as it was when
    /// the editor last heard of it is not read again, and one that is gone has nothing found in it.
    pub(super) fn workspace(&mut self, params: &WorkspaceDiagnosticParams) -> WorkspaceDiagnosticReportResult {
        let known = params.previous_result_ids.iter().filter_map(|known| Some((path(&known.uri)?, known)));
        let mut known: BTreeMap<PathBuf, &PreviousResultId> = known.collect();
        let plans: Vec<PathBuf> = self.folders.iter().flat_map(|folder| (self.service.plans)(folder.clone())).collect();
        let mut items = Vec::new();
        for plan in plans {
            let before = known.remove(&plan).map(|known| known.value.as_str());
            items.extend(address(&plan).and_then(|uri| self.reported(uri, before)));
        }
        let gone = known.into_iter().filter(|(plan, _)| !plan.exists());
        items.extend(gone.map(|(_, known)| full(known.uri.clone(), None, None, Vec::new())));
        WorkspaceDiagnosticReportResult::Report(WorkspaceDiagnosticReport { items })
    }

    /// A plan of the workspace, which the editor last heard of as `before`.
    fn reported(&self, uri: Uri, before: Option<&str>) -> Option<WorkspaceDocumentDiagnosticReport> {
        match self.result(&uri).filter(|result| Some(result.as_str()) == before) {
            Some(result_id) => {
                let version = self.open.get(uri.as_str()).map(|open| i64::from(open.version));
                let unchanged_document_diagnostic_report = UnchangedDocumentDiagnosticReport { result_id };
                let report =
                    WorkspaceUnchangedDocumentDiagnosticReport { uri, version, unchanged_document_diagnostic_report };
                Some(WorkspaceDocumentDiagnosticReport::Unchanged(report))
            }
            None => {
                let result = self.result(&uri);
                let (version, items) = self.items(&uri)?;
                Some(full(uri, version, result, items))
            }
        }
    }

    /// What names the state of a plan: of one that lies open how often plans were put on the desk, of another when it was
    /// last written and how long it is.
    fn result(&self, uri: &Uri) -> Option<String> {
        if let Some(open) = self.open.get(uri.as_str()) {
            return Some(format!("open {}", open.put));
        }
        let kept = std::fs::metadata(path(uri)?).ok()?;
        let written = kept.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
        Some(format!("kept {} {}", written.as_nanos(), kept.len()))
    }

    /// The version and diagnostics of a plan: as it lies open, or as it is kept.
    fn items(&self, uri: &Uri) -> Option<(Option<i32>, Vec<Diagnostic>)> {
        if let Some(open) = self.open.get(uri.as_str()) {
            return Some((Some(open.version), open.diagnostics()));
        }
        let text = std::fs::read_to_string(path(uri)?).ok()?;
        let checked = Checked::new(self.service, (uri, 0), text, &self.encoding);
        Some((None, checked.diagnostics()))
    }
}

fn full(
    uri: Uri,
    version: Option<i32>,
    result_id: Option<String>,
    items: Vec<Diagnostic>,
) -> WorkspaceDocumentDiagnosticReport {
    let full_document_diagnostic_report = FullDocumentDiagnosticReport { result_id, items };
    let version = version.map(i64::from);
    let report = WorkspaceFullDocumentDiagnosticReport { uri, version, full_document_diagnostic_report };
    WorkspaceDocumentDiagnosticReport::Full(report)
}
