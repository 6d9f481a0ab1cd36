"""The language server, spoken with by a client that is not ours."""

import asyncio
import os
from pathlib import Path

import pytest
import pytest_lsp
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient

PLANLINT = os.environ["PLANLINT"]
PLAN = """# Better Care Fund plan 2015/16

## Prevention and early help

We hope to reduce “hidden” loneliness among older people in the years to come – it matters.

## Finance

The pooled budget is £12m in the year and is reviewed by the board each quarter.
"""
WISH = PLAN.splitlines()[4]


def configured(*arguments: str) -> ClientServerConfig:
    command = [PLANLINT, "lsp", "--no-config", "--kind", "bcf-2014", "--lever", "care-act", *arguments]
    return ClientServerConfig(server_command=command)


def capabilities(*encodings: types.PositionEncodingKind) -> types.ClientCapabilities:
    return types.ClientCapabilities(
        general=types.GeneralClientCapabilities(position_encodings=list(encodings)),
        text_document=types.TextDocumentClientCapabilities(
            diagnostic=types.DiagnosticClientCapabilities(),
            publish_diagnostics=types.PublishDiagnosticsClientCapabilities(related_information=True),
        ),
        workspace=types.WorkspaceClientCapabilities(diagnostics=types.DiagnosticWorkspaceClientCapabilities()),
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "draft.md").write_text(PLAN, encoding="utf-8")
    (tmp_path / "other.md").write_text(PLAN, encoding="utf-8")
    return tmp_path


@pytest_lsp.fixture(
    config=configured(),
    params=[types.PositionEncodingKind.Utf8, types.PositionEncodingKind.Utf16],
    ids=["utf-8", "utf-16"],
)
async def client(request: pytest.FixtureRequest, lsp_client: LanguageClient, folder: Path):
    encodings = [request.param] if request.param == types.PositionEncodingKind.Utf16 else ["utf-8", "utf-16"]
    result = await lsp_client.initialize_session(
        types.InitializeParams(
            capabilities=capabilities(*encodings),
            workspace_folders=[types.WorkspaceFolder(uri=folder.as_uri(), name="plans")],
        )
    )
    assert result.capabilities.position_encoding == request.param
    lsp_client.width = len(WISH.encode("utf-8")) if request.param == "utf-8" else len(WISH.encode("utf-16-le")) // 2
    yield
    await lsp_client.shutdown_session()


async def opened(client: LanguageClient, folder: Path, text: str = PLAN) -> str:
    uri = (folder / "draft.md").as_uri()
    told = asyncio.ensure_future(client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS))
    document = types.TextDocumentItem(uri=uri, language_id="markdown", version=1, text=text)
    client.text_document_did_open(types.DidOpenTextDocumentParams(text_document=document))
    await asyncio.wait_for(told, 20)
    return uri


def prevention(found) -> types.Diagnostic:
    return next(each for each in found if each.code == "CA-1")


async def test_what_is_missing_is_shown_at_its_heading(client: LanguageClient, folder: Path):
    uri = await opened(client, folder)
    found = prevention(client.diagnostics[uri])
    assert found.source == "planlint"
    assert found.range.start == types.Position(line=2, character=0)
    assert found.data["insert"] == {"line": 4, "character": client.width}
    assert any(each.location.range.start.line == 4 for each in found.related_information)


async def test_the_same_is_given_when_asked_for(client: LanguageClient, folder: Path):
    uri = await opened(client, folder)
    document = types.TextDocumentIdentifier(uri=uri)
    report = await client.text_document_diagnostic_async(types.DocumentDiagnosticParams(text_document=document))
    assert [each.code for each in report.items] == [each.code for each in client.diagnostics[uri]]


async def test_every_plan_of_the_workspace_is_checked(client: LanguageClient, folder: Path):
    report = await client.workspace_diagnostic_async(types.WorkspaceDiagnosticParams(previous_result_ids=[]))
    names = sorted(Path(item.uri).name for item in report.items)
    assert names == ["draft.md", "other.md"]
    assert all(item.items for item in report.items)


async def test_a_change_is_checked_anew(client: LanguageClient, folder: Path):
    uri = await opened(client, folder)
    assert prevention(client.diagnostics[uri])
    told = asyncio.ensure_future(client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS))
    better = PLAN.replace(WISH, "The Council will commission a befriending service for 200 lonely older people from April 2015, led by the Head of Prevention, with £80,000 a year.")
    change = types.TextDocumentContentChangeWholeDocument(text=better)
    document = types.VersionedTextDocumentIdentifier(uri=uri, version=2)
    client.text_document_did_change(types.DidChangeTextDocumentParams(text_document=document, content_changes=[change]))
    await asyncio.wait_for(told, 20)
    assert "CA-1" not in [each.code for each in client.diagnostics[uri]]


async def test_hovering_shows_the_card(client: LanguageClient, folder: Path):
    uri = await opened(client, folder)
    place = types.HoverParams(types.TextDocumentIdentifier(uri=uri), types.Position(line=2, character=4))
    card = await client.text_document_hover_async(place)
    assert "Care Act 2014" in card.contents.value


async def test_a_drafted_action_can_be_inserted_or_the_finding_waived(client: LanguageClient, folder: Path):
    uri = await opened(client, folder)
    where = types.Range(types.Position(2, 0), types.Position(2, 3))
    asked = types.CodeActionParams(types.TextDocumentIdentifier(uri=uri), where, types.CodeActionContext(diagnostics=[]))
    actions = {action.title: action for action in await client.text_document_code_action_async(asked)}
    insert = actions["insert drafted action (CA-1)"].edit.changes[uri][0]
    assert insert.range.start == insert.range.end == types.Position(4, client.width)
    assert insert.new_text.strip()
    assert "waive CA-1 in this plan…" in actions
