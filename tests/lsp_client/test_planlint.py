"""The language server as it is shipped, spoken with by an editor's client over standard input and output."""

import os
import pathlib

import pytest
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities
import pytest_lsp

PLANLINT = os.environ["PLANLINT"]
PLAN = (
    "# Better Care Fund plan 2015/16\n\n## Prevention and early help\n\n"
    "We hope to reduce “hidden” loneliness among older people in the years to come – it matters.\n\n"
    "## Finance\n\nThe pooled budget is £12m in the year and is reviewed by the board each quarter.\n"
)
WISH = PLAN.splitlines()[4]
COMMAND = [PLANLINT, "lsp", "--kind", "bcf-2014", "--lever", "care-act"]


def editor(encodings, asks):
    """What an editor can do: the units it counts in, and whether it asks for diagnostics or waits for them."""
    able = client_capabilities("neovim")
    able.general = types.GeneralClientCapabilities(position_encodings=encodings)
    able.text_document.diagnostic = types.DiagnosticClientCapabilities() if asks else None
    return able


async def greet(client, folder, encodings=None, asks=False):
    able = editor(encodings, asks)
    folders = [types.WorkspaceFolder(uri=folder.as_uri(), name="plans")]
    params = types.InitializeParams(capabilities=able, workspace_folders=folders)
    return await client.initialize_session(params)


@pytest_lsp.fixture(config=ClientServerConfig(server_command=COMMAND))
async def client(lsp_client: LanguageClient):
    yield
    await lsp_client.shutdown_session()


@pytest.fixture
def plan(tmp_path):
    path = tmp_path / "wester ing.md"
    path.write_text(PLAN, encoding="utf-8")
    return path


def show(client, path):
    document = types.TextDocumentItem(uri=path.as_uri(), language_id="markdown", version=1, text=PLAN)
    client.text_document_did_open(types.DidOpenTextDocumentParams(text_document=document))


async def sent(client):
    await client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)


def named(diagnostics, code="CA-1"):
    return next(each for each in diagnostics if each.code == code)



@pytest.mark.asyncio
async def test_it_says_what_it_can_do(client, tmp_path):
    able = (await greet(client, tmp_path)).capabilities
    assert able.hover_provider and able.code_action_provider
    assert able.diagnostic_provider.workspace_diagnostics


@pytest.mark.asyncio
async def test_an_editor_that_waits_is_sent_findings_and_told_when_they_are_gone(client, plan):
    await greet(client, plan.parent)
    show(client, plan)
    await sent(client)
    first = named(client.diagnostics[plan.as_uri()])
    assert first.source == "planlint"
    assert first.range.start == types.Position(line=2, character=0)
    assert first.data["insert"]["line"] == 4
    assert first.related_information[1].location.range.start.line == 4
    closed = types.TextDocumentIdentifier(uri=plan.as_uri())
    client.text_document_did_close(types.DidCloseTextDocumentParams(text_document=closed))
    await sent(client)
    assert list(client.diagnostics[plan.as_uri()]) == []


@pytest.mark.asyncio
async def test_typing_changes_what_is_found(client, plan):
    await greet(client, plan.parent)
    show(client, plan)
    await sent(client)
    before = len(client.diagnostics[plan.as_uri()])
    action = PLAN.replace(
        WISH,
        "The council will commission a befriending service for lonely older people from April 2016, led by the head of"
        " prevention at a cost of £40,000, and measure it by the number of people matched, from 50 to 120.",
    )
    changed = types.DidChangeTextDocumentParams(
        text_document=types.VersionedTextDocumentIdentifier(uri=plan.as_uri(), version=2),
        content_changes=[types.TextDocumentContentChangeWholeDocument(text=action)],
    )
    client.text_document_did_change(changed)
    await sent(client)
    after = client.diagnostics[plan.as_uri()]
    assert len(after) < before
    assert all(each.code != "CA-1" for each in after)


@pytest.mark.asyncio
async def test_an_editor_that_asks_is_answered_and_sent_nothing(client, plan):
    await greet(client, plan.parent, asks=True)
    show(client, plan)
    asked = types.DocumentDiagnosticParams(text_document=types.TextDocumentIdentifier(uri=plan.as_uri()))
    report = await client.text_document_diagnostic_async(asked)
    assert report.kind == "full"
    assert named(report.items).message.startswith("a wish, not yet an action")
    assert client.diagnostics == {}


@pytest.mark.asyncio
async def test_every_plan_of_the_workspace_is_reported_open_or_not(client, plan):
    await greet(client, plan.parent, asks=True)
    (plan.parent / "other.md").write_text(PLAN, encoding="utf-8")
    show(client, plan)
    report = await client.workspace_diagnostic_async(types.WorkspaceDiagnosticParams(previous_result_ids=[]))
    found = {pathlib.Path(item.uri).name: item for item in report.items}
    assert set(found) == {"wester%20ing.md", "other.md"}
    assert found["wester%20ing.md"].version == 1 and found["other.md"].version is None
    assert all(named(item.items) for item in report.items)


@pytest.mark.asyncio
async def test_a_plan_is_checked_under_the_settings_beside_it(client, plan):
    folder = plan.parent / "strategies"
    folder.mkdir()
    (folder / "draft.md").write_text(PLAN, encoding="utf-8")
    (folder / "planlint.toml").write_text('profile = "statutory"\n', encoding="utf-8")
    await greet(client, plan.parent, asks=True)
    report = await client.workspace_diagnostic_async(types.WorkspaceDiagnosticParams(previous_result_ids=[]))
    found = {pathlib.Path(item.uri).name: {each.code for each in item.items} for item in report.items}
    assert found["draft.md"] < found["wester%20ing.md"]
    assert "CA-1" in found["draft.md"]


@pytest.mark.asyncio
async def test_hovering_shows_what_is_expected_and_why(client, plan):
    await greet(client, plan.parent)
    show(client, plan)
    place = types.HoverParams(
        text_document=types.TextDocumentIdentifier(uri=plan.as_uri()), position=types.Position(line=2, character=4)
    )
    card = (await client.text_document_hover_async(place)).contents
    assert card.kind == types.MarkupKind.Markdown
    assert "**CA-1" in card.value and "*Basis:*" in card.value and "*For example:*" in card.value


@pytest.mark.asyncio
async def test_both_actions_insert_and_change_nothing_else(client, plan):
    await greet(client, plan.parent)
    show(client, plan)
    here = types.Range(start=types.Position(line=2, character=0), end=types.Position(line=2, character=0))
    asked = types.CodeActionParams(
        text_document=types.TextDocumentIdentifier(uri=plan.as_uri()),
        range=here,
        context=types.CodeActionContext(diagnostics=[]),
    )
    actions = {action.title: action for action in await client.text_document_code_action_async(asked)}
    inserted = actions["insert drafted action (CA-1)"].edit.changes[plan.as_uri()]
    waived = actions["waive CA-1 in this plan…"].edit.changes[plan.as_uri()]
    for edits in (inserted, waived):
        assert [edit.range.start == edit.range.end for edit in edits] == [True]
    assert inserted[0].range.start.line == 4 and r"We will \<commission" in inserted[0].new_text
    assert "planlint: waive CA-1" in waived[0].new_text


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "offered, spoken, length",
    [
        (None, types.PositionEncodingKind.Utf16, len(WISH.encode("utf-16-le")) // 2),
        ([types.PositionEncodingKind.Utf16], types.PositionEncodingKind.Utf16, len(WISH.encode("utf-16-le")) // 2),
        (
            [types.PositionEncodingKind.Utf8, types.PositionEncodingKind.Utf16],
            types.PositionEncodingKind.Utf8,
            len(WISH.encode("utf-8")),
        ),
    ],
)
async def test_places_are_counted_in_the_units_the_editor_knows(client, plan, offered, spoken, length):
    told = await greet(client, plan.parent, encodings=offered)
    assert told.capabilities.position_encoding == spoken
    show(client, plan)
    await sent(client)
    assert named(client.diagnostics[plan.as_uri()]).data["insert"]["character"] == length
