"""The server: what an editor asks, and when a draft is checked."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import click
from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path
from pygls.workspace import TextDocument

from checker import __version__
from checker.api import TooLateError
from checker.commandline import JapaneseCommand, japanese_error
from checker.config import FILE_NAME
from checker.document.model import Format
from checker.document.read import format_of
from checker.errors import CheckerError, ConfigError
from checker.lsp.checks import Answer, Checks, Opened, Settings
from checker.lsp.ignoring import can_ignore, ignoring
from checker.lsp.telling import FIX_ALL, Told, unit_of
from checker.lsp.turns import Turn, Turns
from checker.model import Applicability, Edit, Finding, Tier
from checker.reporters.material import TOOL
from checker.reporters.oneline import finding_id

DELAY = 0.3
"""Seconds without a key before a draft is checked."""

_LANGUAGES = {"markdown": Format.MARKDOWN, "html": Format.HTML, "plaintext": Format.TEXT}
"""What editors call the formats, for drafts whose names do not tell it."""


class Server(LanguageServer):
    """A language server for one editor.

    Args:
        settings: What the user asked for.
    """

    def __init__(self, settings: Settings) -> None:
        # Whole texts, not edits: pygls counts lines by `str.splitlines`, editors do not, and
        # after a U+2028 or a form feed the edits would land in the wrong line.
        super().__init__(TOOL, __version__, types.TextDocumentSyncKind.Full)
        self.turns = Turns()
        self._checks = Checks(settings)
        self._answers: dict[str, Answer] = {}
        self._told: dict[str, str] = {}

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Tell of a fault of our own: its place, but not its words, which may hold the draft."""
        self._say(_own_fault(error))

    def renew(self, uri: str, delay: float = 0.0) -> None:
        """Check a draft, unless something newer comes first.

        Args:
            uri: The draft.
            delay: Seconds to wait for that.
        """
        self.turns.renew(uri, delay, partial(self._check, uri))

    def renew_all(self) -> None:
        """Check all open drafts: what decides about them has changed."""
        for document in list(self.workspace.text_documents.values()):
            self.renew(document.uri)

    def forget(self, uri: str) -> None:
        """Take the marks off a draft that was closed."""
        self.turns.end(uri)
        self._answers.pop(uri, None)
        self._told.pop(uri, None)
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))

    async def answer(self, uri: str) -> Told | None:
        """What was found in a draft as it stands now; None if that is not known."""
        known = self._known(uri)
        if known is None:
            await self.turns.rest(uri)
            known = self._known(uri)
        return None if known is None else self.told(known)

    def _document(self, uri: str) -> TextDocument | None:
        """A draft that is open; pygls knows it by its name without `%`."""
        found: TextDocument | None = self.workspace.text_documents.get(unquote(uri))
        return found

    def _known(self, uri: str) -> Answer | None:
        known = self._answers.get(uri)
        document = self._document(uri)
        if known is None or document is None or known.opened.text != document.source:
            return None
        return known if known.opened.version == document.version else None

    def told(self, answer: Answer) -> Told:
        """An answer with places as the editor counts them."""
        return Told(answer, unit_of(self.workspace.position_encoding))

    async def mended(self, answer: Answer) -> tuple[Edit, ...]:
        """The edits of all safe fixes."""
        return await self.turns.run(partial(self._checks.mended, answer.opened))

    async def ignored(self, answer: Answer, finding: Finding) -> Edit | None:
        """The comment that silences a finding; None if there is no place for it."""
        check = partial(self._checks.check, tier=answer.tier)
        return await self.turns.run(partial(ignoring, answer, finding, check))

    def workspace_edit(self, told: Told, uri: str, edits: Sequence[Edit]) -> types.WorkspaceEdit:
        """Changes of a draft; where the editor allows it, of this version of it alone."""
        text_edits = told.edits(edits)
        workspace = self.client_capabilities.workspace
        able = workspace.workspace_edit if workspace else None
        if able is None or not able.document_changes:
            return types.WorkspaceEdit(changes={uri: text_edits})
        name = types.OptionalVersionedTextDocumentIdentifier(
            uri=uri, version=told.answer.opened.version
        )
        return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(name, text_edits)])

    @property
    def resolves(self) -> bool:
        """Whether the editor asks for the edits of an action when somebody chooses it."""
        document = self.client_capabilities.text_document
        able = document.code_action if document else None
        support = able.resolve_support if able else None
        return support is not None and "edit" in support.properties

    @property
    def reads_markdown(self) -> bool:
        """Whether the editor shows Markdown where the mouse rests."""
        document = self.client_capabilities.text_document
        able = document.hover if document else None
        formats = (able.content_format if able else None) or ()
        return types.MarkupKind.Markdown in formats

    async def _check(self, uri: str, turn: Turn) -> None:
        document = self._document(uri)
        opened = None if document is None else self._opened(document)
        if opened is None:
            return
        try:
            for tier in self._checks.tiers(first=uri not in self._answers):
                answer = await self.turns.run(partial(self._checks.check, opened, tier, turn))
                turn.check()
                self._answers[uri] = answer
                self._tell_problem(uri, answer)
                marks = self.told(answer).diagnostics(uri)
                self.text_document_publish_diagnostics(
                    types.PublishDiagnosticsParams(uri, marks, opened.version)
                )
        except TooLateError:
            raise
        except Exception as error:
            self._say(_own_fault(error))

    def _opened(self, document: TextDocument) -> Opened | None:
        place = to_fs_path(document.uri)
        path = None if place is None else Path(place)
        format = (format_of(place) if place else None) or _LANGUAGES.get(document.language_id or "")
        if format is None:
            return None
        folder = Path(self.workspace.root_path or ".") if path is None else path.parent
        return Opened(path, folder, format, document.source, document.version)

    def _tell_problem(self, uri: str, answer: Answer) -> None:
        """Show what cannot be used, once and not at every key."""
        problem = answer.problem
        if problem is None:
            self._told.pop(uri, None)
            return
        place = f"{problem.path}: " if problem.path else ""
        message = f"{place}{problem.message}\n→ {problem.remedy}"
        known = message in self._told.values()
        self._told[uri] = message
        if not known:
            self._say(message)

    def _say(self, message: str) -> None:
        self.window_show_message(types.ShowMessageParams(types.MessageType.Error, message))


def serving(settings: Settings) -> Server:
    """A server, ready to run."""
    server = Server(settings)

    @server.feature(types.INITIALIZED)
    def initialized(params: types.InitializedParams) -> None:
        workspace = server.client_capabilities.workspace
        able = workspace.did_change_watched_files if workspace else None
        if able is None or not able.dynamic_registration:
            return
        watchers = [types.FileSystemWatcher(f"**/{FILE_NAME}")]
        server.client_register_capability(
            types.RegistrationParams(
                [
                    types.Registration(
                        id=FILE_NAME,
                        method=types.WORKSPACE_DID_CHANGE_WATCHED_FILES,
                        register_options=types.DidChangeWatchedFilesRegistrationOptions(watchers),
                    )
                ]
            )
        )

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def did_open(params: types.DidOpenTextDocumentParams) -> None:
        server.renew(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def did_change(params: types.DidChangeTextDocumentParams) -> None:
        server.renew(params.text_document.uri, DELAY)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def did_save(params: types.DidSaveTextDocumentParams) -> None:
        server.renew(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def did_close(params: types.DidCloseTextDocumentParams) -> None:
        server.forget(params.text_document.uri)

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def did_change_files(params: types.DidChangeWatchedFilesParams) -> None:
        server.renew_all()

    @server.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)
    def did_change_configuration(params: types.DidChangeConfigurationParams) -> None:
        server.renew_all()

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    async def hover(params: types.HoverParams) -> types.Hover | None:
        told = await server.answer(params.text_document.uri)
        if told is None:
            return None
        return told.hover(params.position, markdown=server.reads_markdown)

    @server.feature(
        types.TEXT_DOCUMENT_CODE_ACTION,
        types.CodeActionOptions(
            code_action_kinds=[types.CodeActionKind.QuickFix, FIX_ALL], resolve_provider=True
        ),
    )
    async def code_action(params: types.CodeActionParams) -> list[types.CodeAction]:
        uri = params.text_document.uri
        told = await server.answer(uri)
        if told is None:
            return []
        asked = _asks(params.context.only)
        actions: list[types.CodeAction] = []
        if asked(types.CodeActionKind.QuickFix):
            actions += _quick_fixes(server, told, uri, params.range)
        if asked(FIX_ALL):
            actions += _fix_all(told, uri)
        if not server.resolves:
            actions = [await _resolved(server, told, action) for action in actions]
            actions = [action for action in actions if action.edit is not None]
        return actions

    @server.feature(types.CODE_ACTION_RESOLVE)
    async def resolve(action: types.CodeAction) -> types.CodeAction:
        data = action.data if isinstance(action.data, dict) else {}
        told = await server.answer(str(data.get("uri", "")))
        # The draft is another one by now: what was offered fits it no longer.
        if told is None or told.answer.opened.version != data.get("version"):
            return action
        return await _resolved(server, told, action)

    @server.feature(types.SHUTDOWN)
    def shutdown(params: None) -> None:
        server.turns.close()

    return server


def _asks(only: Sequence[types.CodeActionKind | str] | None) -> Callable[[str], bool]:
    """Whether the editor asks for a kind of action: `source` means all kinds below it."""
    kinds = [str(getattr(kind, "value", kind)) for kind in only or ()]

    def asks(kind: str) -> bool:
        kind = str(getattr(kind, "value", kind))
        return not kinds or any(kind == each or kind.startswith(f"{each}.") for each in kinds)

    return asks


def _quick_fixes(
    server: Server, told: Told, uri: str, place: types.Range
) -> Iterator[types.CodeAction]:
    found = told.at(place)
    for finding in found:
        for title, edits, first in told.fixes(finding):
            yield types.CodeAction(
                title=title,
                kind=types.CodeActionKind.QuickFix,
                diagnostics=[told.diagnostic(finding, uri)],
                is_preferred=first or None,
                edit=server.workspace_edit(told, uri, edits),
            )
    if not can_ignore(told.answer.opened):
        return
    for finding in found:
        yield types.CodeAction(
            title=f"理由を書いて、この指摘を止める（{finding_id(finding)}）",
            kind=types.CodeActionKind.QuickFix,
            diagnostics=[told.diagnostic(finding, uri)],
            data=_data(told, uri, ignore=[finding_id(finding), finding.span.start]),
        )


def _fix_all(told: Told, uri: str) -> Iterator[types.CodeAction]:
    safe = sum(
        finding.fix is not None and finding.fix.applicability is Applicability.SAFE
        for finding in told.answer.findings
    )
    if safe:
        yield types.CodeAction(
            title=f"意味の変わらない直しを、まとめて書き込む（{safe}件）",
            kind=FIX_ALL,
            data=_data(told, uri),
        )


def _data(told: Told, uri: str, **more: Sequence[str | int]) -> dict[str, Any]:
    return {"uri": uri, "version": told.answer.opened.version, **more}


async def _resolved(server: Server, told: Told, action: types.CodeAction) -> types.CodeAction:
    """An action with its edits; without, if there are none."""
    if action.edit is not None or not isinstance(action.data, dict):
        return action
    answer, ignore = told.answer, action.data.get("ignore")
    edits: tuple[Edit, ...] = ()
    if ignore is None:
        edits = await server.mended(answer)
    else:
        # By what it is: its number may be another once the whole answer is there.
        found = [f for f in answer.findings if [finding_id(f), f.span.start] == list(ignore)]
        edit = await server.ignored(answer, found[0]) if found else None
        edits = () if edit is None else (edit,)
    if edits:
        action.edit = server.workspace_edit(told, str(action.data["uri"]), edits)
    return action


def _own_fault(error: BaseException) -> str:
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    place = f"、{Path(frames[-1].filename).name} {frames[-1].lineno}行目" if frames else ""
    return (
        f"点検ツールの不具合です（{type(error).__name__}{place}）。\n"
        "→ 文章は書き換えていません。この1行を添えて、開発者に知らせてください。"
    )


class _Command(JapaneseCommand):
    arguments_shown = ""


@click.command(
    cls=_Command,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "--tier",
    type=click.Choice([tier.label for tier in Tier]),
    default=Tier.SYNTAX.label,
    help="解析の深さの上限（最初は syntax）。",
)
@click.option("--config", type=click.Path(), help="設定ファイル（最初は、近くの check.toml）。")
@click.option(
    "--stdio", is_flag=True, help="標準入出力で話す（いつもそうなので、書かなくてよい）。"
)
@click.version_option(
    __version__, prog_name=TOOL, message="%(prog)s %(version)s", help="版を出す。"
)
def command(tier: str, config: str | None, stdio: bool) -> None:
    """書いている文章を点検し、エディターに指摘を出します。エディターが起動します。"""
    if sys.stdin.isatty():
        raise ConfigError(
            "no-editor",
            "",
            "これは、エディターが起動するプログラムです。",
            "エディターの設定に書いてください。端末で点検するときは、check を使います。",
        )
    settings = Settings(Path(config).absolute() if config else None, Tier[tier.upper()])
    stdin, stdout = sys.stdin.buffer, sys.stdout.buffer
    # Standard output belongs to the protocol, and no log may hold words of a draft.
    sys.stdout = sys.stderr
    logging.getLogger("pygls").addHandler(logging.NullHandler())
    logging.getLogger("pygls").propagate = False
    serving(settings).start_io(stdin, stdout)


def run() -> None:
    """Run the command and exit with its status."""
    try:
        command.main(prog_name="check-lsp", standalone_mode=False)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.ClickException as error:
        print(japanese_error(error, "check-lsp"), file=sys.stderr)
        sys.exit(2)
    except CheckerError as error:
        print(f"エラー: {error}", file=sys.stderr)
        sys.exit(2)
    except (KeyboardInterrupt, click.Abort):
        sys.exit(0)
