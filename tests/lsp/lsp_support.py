"""An editor that speaks to the language server over its standard streams."""

from __future__ import annotations

import asyncio
import re
import sys
import threading
import time
from collections.abc import Coroutine, Sequence
from pathlib import Path
from typing import Any, TypeVar

from lsprotocol import types
from pygls.lsp.client import LanguageClient

from tests_support import ROOT

Result = TypeVar("Result")
PATIENCE = 60.0
QUIET = 0.6
"""Seconds after which nothing more is expected to come by itself."""

FULL = types.ClientCapabilities(
    workspace=types.WorkspaceClientCapabilities(
        workspace_edit=types.WorkspaceEditClientCapabilities(document_changes=True)
    ),
    text_document=types.TextDocumentClientCapabilities(
        code_action=types.CodeActionClientCapabilities(
            resolve_support=types.ClientCodeActionResolveOptions(["edit"])
        ),
        hover=types.HoverClientCapabilities(content_format=[types.MarkupKind.Markdown]),
    ),
)
"""What VS Code can do."""

PLAIN = types.ClientCapabilities(
    general=types.GeneralClientCapabilities(position_encodings=[types.PositionEncodingKind.Utf8])
)
"""An editor that can do little and counts bytes."""


class Editor:
    """One editor with its server; its methods wait for what they ask for."""

    def __init__(self, folder: Path, capabilities: types.ClientCapabilities) -> None:
        self.folder = folder
        self.messages: list[str] = []
        self.published: list[types.PublishDiagnosticsParams] = []
        self._versions: dict[str, int] = {}
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self.client: Any = LanguageClient("test", "1")  # partly without types

        def publish(params: types.PublishDiagnosticsParams) -> None:
            self.published.append(params)

        def show(params: types.ShowMessageParams) -> None:
            self.messages.append(params.message)

        self.client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(publish)
        self.client.feature(types.WINDOW_SHOW_MESSAGE)(show)

        self.run(
            self.client.start_io(
                sys.executable,
                "-m",
                "checker.lsp.serve",
                "--tier",
                "morphemes",
                cwd=folder,
                env={"PYTHONPATH": str(ROOT), "PATH": ""},
            )
        )
        self.initialized = self.run(
            self.client.initialize_async(
                types.InitializeParams(
                    capabilities=capabilities, root_uri=folder.as_uri(), process_id=None
                )
            )
        )
        self._tell(lambda: self.client.initialized(types.InitializedParams()))

    def run(self, work: Coroutine[Any, Any, Result]) -> Result:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(PATIENCE)

    def _tell(self, notify: Any) -> None:
        async def tell() -> None:
            notify()

        self.run(tell())

    def close(self) -> None:
        self.run(self.client.shutdown_async(None))
        self._tell(lambda: self.client.exit(None))
        self.run(self.client.stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(PATIENCE)
        self._loop.close()

    def uri(self, name: str) -> str:
        return (self.folder / name).as_uri()

    def open(self, uri: str, text: str, language: str = "markdown") -> list[types.Diagnostic]:
        """Open a draft and wait for its marks."""
        self._versions[uri] = 1
        item = types.TextDocumentItem(uri, language, 1, text)
        params = types.DidOpenTextDocumentParams(item)
        self._tell(lambda: self.client.text_document_did_open(params))
        return self.marks(uri)

    def type(self, uri: str, text: str) -> None:
        """Let the draft be this text now."""
        self._versions[uri] += 1
        params = types.DidChangeTextDocumentParams(
            types.VersionedTextDocumentIdentifier(version=self._versions[uri], uri=uri),
            [types.TextDocumentContentChangeWholeDocument(text)],
        )
        self._tell(lambda: self.client.text_document_did_change(params))

    def save(self, uri: str) -> list[types.Diagnostic]:
        """Save the draft and wait for new marks."""
        before = len(self.published)
        params = types.DidSaveTextDocumentParams(types.TextDocumentIdentifier(uri))
        self._tell(lambda: self.client.text_document_did_save(params))
        return self.marks(uri, after=before)

    def tell_of_a_change(self, path: Path) -> None:
        """Tell that a file on the disk has changed."""
        event = types.FileEvent(path.as_uri(), types.FileChangeType.Changed)
        params = types.DidChangeWatchedFilesParams([event])
        self._tell(lambda: self.client.workspace_did_change_watched_files(params))

    def shut(self, uri: str) -> None:
        params = types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri))
        self._tell(lambda: self.client.text_document_did_close(params))

    def marks(self, uri: str, after: int = 0) -> list[types.Diagnostic]:
        """The marks of the newest version, as soon as they are there."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            for each in reversed(self.published[after:]):
                if each.uri == uri and each.version == self._versions[uri]:
                    return list(each.diagnostics)
            time.sleep(0.01)
        raise AssertionError(f"no marks: {self.published[-3:]} {self.messages}")

    def hover(self, uri: str, line: int, character: int) -> types.Hover | None:
        params = types.HoverParams(
            types.TextDocumentIdentifier(uri), types.Position(line, character)
        )
        told: types.Hover | None = self.run(self.client.text_document_hover_async(params))
        return told

    def actions(
        self,
        uri: str,
        place: types.Range,
        only: Sequence[types.CodeActionKind | str] | None = None,
    ) -> list[types.CodeAction]:
        params = types.CodeActionParams(
            types.TextDocumentIdentifier(uri), place, types.CodeActionContext([], only)
        )
        found = self.run(self.client.text_document_code_action_async(params))
        return [each for each in found or () if isinstance(each, types.CodeAction)]

    def resolved(self, action: types.CodeAction) -> types.CodeAction:
        told: types.CodeAction = self.run(self.client.code_action_resolve_async(action))
        return told


def codes(marks: Sequence[types.Diagnostic]) -> list[str]:
    return [str(mark.code) for mark in marks]


def chosen(actions: Sequence[types.CodeAction], words: str) -> types.CodeAction:
    (found,) = [action for action in actions if words in action.title]
    return found


def edits_of(action: types.CodeAction) -> list[types.TextEdit]:
    assert action.edit is not None, action.title
    if action.edit.changes is not None:
        (edits,) = action.edit.changes.values()
        return list(edits)
    assert action.edit.document_changes is not None
    (change,) = action.edit.document_changes
    assert isinstance(change, types.TextDocumentEdit)
    return [edit for edit in change.edits if isinstance(edit, types.TextEdit)]


def applied(text: str, action: types.CodeAction, encoding: str = "utf-16-le") -> str:
    """The text after an action, its places counted as the protocol says."""
    size = 2 if encoding == "utf-16-le" else 1
    starts = [0, *(found.end() for found in re.finditer(r"\r\n|\r|\n", text))]

    def offset(position: types.Position) -> int:
        start = starts[position.line] if position.line < len(starts) else len(text)
        units = text[start:].encode(encoding)[: position.character * size]
        return start + len(units.decode(encoding))

    for edit in sorted(edits_of(action), key=lambda edit: -offset(edit.range.start)):
        begin, end = offset(edit.range.start), offset(edit.range.end)
        text = text[:begin] + edit.new_text + text[end:]
    return text
