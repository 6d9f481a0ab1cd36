//! What an editor offers to do about a finding: insert the drafted action, or write down that it is waived.

use std::collections::HashMap;

use lsp_types::{CodeAction, CodeActionKind, CodeActionOrCommand, Position, Range, TextEdit, Uri, WorkspaceEdit};

use super::checked::{Checked, Found};

/// The actions for the findings that lie in `range`.
pub(super) fn of(checked: &Checked, uri: &Uri, range: Range) -> Vec<CodeActionOrCommand> {
    let touches = |found: &&Found| {
        let shown = found.diagnostic.range;
        let inserted = (range.start..=range.end).contains(&found.insert);
        !found.code.is_empty()
            && (inserted || (shown.start.line <= range.end.line && range.start.line <= shown.end.line))
    };
    let found = checked.findings.iter().filter(touches);
    let offered = |found: &Found| [Some(drafted(found, uri)), (!found.waived).then(|| waived(found, uri))];
    found.flat_map(offered).flatten().map(CodeActionOrCommand::CodeAction).collect()
}

fn drafted(found: &Found, uri: &Uri) -> CodeAction {
    let title = format!("insert drafted action ({})", found.code);
    action(title, (found, uri), (found.insert, format!("\n\n{}", found.fix)))
}

/// The reason is the user's to give: the comment is inserted with its place marked.
fn waived(found: &Found, uri: &Uri) -> CodeAction {
    let title = format!("waive {} in this plan…", found.code);
    let comment = format!("\n\n<!-- planlint: waive {} – <reason, and who approved it> -->", found.code);
    action(title, (found, uri), (found.diagnostic.range.end, comment))
}

fn action(title: String, (found, uri): (&Found, &Uri), (at, text): (Position, String)) -> CodeAction {
    let edit = TextEdit { range: Range { start: at, end: at }, new_text: text };
    // The protocol's own type for edits.
    #[expect(clippy::mutable_key_type, reason = "the address is never changed")]
    let changes = HashMap::from([(uri.clone(), vec![edit])]);
    CodeAction {
        title,
        kind: Some(CodeActionKind::QUICKFIX),
        diagnostics: Some(vec![found.diagnostic.clone()]),
        edit: Some(WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() }),
        ..CodeAction::default()
    }
}
