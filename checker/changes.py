"""Which drafts were changed since a commit, and which of their lines."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from checker.config.globs import composed
from checker.errors import ConfigError
from checker.git import answer, is_shallow, repository, run
from checker.regex import regex

_HUNK = regex(rb"@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@")

_DEEPER = (
    "履歴が途中までしかありません。GitHub Actions では、actions/checkout に "
    "fetch-depth: 0 と書いてください。手元では git fetch --unshallow を実行してください。"
)


@dataclass(frozen=True)
class _State:
    """What git says of one repository.

    Attributes:
        root: Its folder, resolved.
        base: The commit that the files are compared with.
        told: What to call that commit.
        changed: The changed files by their names in normal form, each with the name
            that it had in the commit and the one that it has now, as git has them.
        tracked: All files that git knows.
    """

    root: Path
    base: str
    told: str
    changed: Mapping[str, tuple[str, str]]
    tracked: frozenset[str]


@dataclass
class Changes:
    """What was changed since a commit; git is asked once for each repository.

    Attributes:
        since: A commit or branch, "" for where the present branch left the one that it
            follows.
    """

    since: str = ""
    _roots: dict[Path, Path] = field(default_factory=dict)
    _states: dict[Path, _State] = field(default_factory=dict)

    def holds(self, path: Path) -> bool:
        """Whether a file was changed or is not in git at all.

        Raises:
            ConfigError: git cannot tell.
        """
        return any(self._is_changed(each) for each in _names(path))

    def lines(self, path: Path) -> tuple[range, ...] | None:
        """The lines of a file that were changed, from 1; None for all.

        Raises:
            ConfigError: git cannot tell.
        """
        real = Path(os.path.realpath(path))
        state = self._state(real.parent)
        name = _relative(real, state.root)
        if name not in state.tracked:
            return None
        names = state.changed.get(name)
        if names is None:
            return ()
        # -U0 alone: blanks and line ends count, because they may be what a finding is about.
        patch = run(
            state.root, "diff", "-U0", "--no-color", "--no-ext-diff", "--no-textconv", "--text",
            "--no-relative", "-M", state.base, "--", *dict.fromkeys(names),
        )  # fmt: skip
        return tuple(_added(patch))

    @property
    def told(self) -> str:
        """What the files are compared with, for people."""
        return "、".join(dict.fromkeys(state.told for state in self._states.values()))

    def _is_changed(self, path: Path) -> bool:
        state = self._state(path.parent)
        name = _relative(path, state.root)
        return name in state.changed or name not in state.tracked

    def _state(self, folder: Path) -> _State:
        if folder not in self._roots:
            root = repository(folder)
            if root is None:
                raise ConfigError(
                    "no-repository",
                    str(folder),
                    "git で管理していないフォルダーなので、変わった所が分かりません。",
                    "git のフォルダーの中のファイルを指定するか、"
                    "--changed と --changed-lines を消してください。",
                )
            self._roots[folder] = root
        root = self._roots[folder]
        if root not in self._states:
            self._states[root] = _state(root, self.since)
        return self._states[root]


def _names(path: Path) -> Iterator[Path]:
    """A file as git knows it; with a link that which it leads to."""
    link = Path(os.path.realpath(path.parent)) / path.name
    yield link
    if link.is_symlink():
        yield Path(os.path.realpath(path))


def _relative(path: Path, root: Path) -> str:
    return composed(os.path.relpath(path, root).replace(os.sep, "/"))


def _state(root: Path, since: str) -> _State:
    run(root, "rev-parse", "--git-dir")  # what keeps git from answering at all is told as such
    base, told = _base(root, since)
    fields = iter(
        run(
            root, "diff", "--name-status", "-z", "--no-ext-diff", "--no-relative", "-M",
            "--diff-filter=ACMRT", base, "--",
        ).split(b"\0")
    )  # fmt: skip
    changed: dict[str, tuple[str, str]] = {}
    for status in fields:
        if status:
            before = name = next(fields)
            if status[:1] in b"RC":
                name = next(fields)
            changed[_text(name)] = (os.fsdecode(before), os.fsdecode(name))
    tracked = run(root, "ls-files", "-z").split(b"\0")
    return _State(root, base, told, changed, frozenset(map(_text, tracked)))


def _text(name: bytes) -> str:
    return composed(os.fsdecode(name))


def _base(root: Path, since: str) -> tuple[str, str]:
    """The commit to compare with, and what to call it.

    Raises:
        ConfigError: There is none.
    """
    if since:
        if _commit(root, since) is None:
            raise _unknown(root, since)
        return _fork(root, since), since
    if _commit(root, "HEAD") is None:  # nothing was committed yet
        return _word(run(root, "hash-object", "-t", "tree", "--stdin")), "空のフォルダー"
    for name in ("@{upstream}", "origin/HEAD"):
        if _commit(root, name) is not None:
            shown = answer(root, "rev-parse", "--abbrev-ref", name)
            return _fork(root, name), _word(shown or b"") or name
    if answer(root, "symbolic-ref", "--quiet", "HEAD") is None or answer(root, "remote"):
        raise ConfigError(
            "no-base",
            str(root),
            "どこから変わったかを、決められません（今の枝に、元にする枝が決まっていません）。",
            "--since origin/main のように、比べる相手を書いてください。"
            + (_DEEPER if is_shallow(root) else ""),
        )
    return "HEAD", "最後のコミット"


def _fork(root: Path, name: str) -> str:
    """Where the present branch left another one: what came into that since is not ours."""
    found = answer(root, "merge-base", name, "HEAD")
    if found is not None:
        return _word(found)
    if is_shallow(root):
        raise ConfigError(
            "shallow-clone", str(root), f"「{name}」から分かれた所が分かりません。", _DEEPER
        )
    raise ConfigError(
        "no-common-commit",
        str(root),
        f"「{name}」と今の枝には、共通のコミットがありません。",
        "--since に、今の枝の元になったコミットか枝を書いてください。",
    )


def _commit(root: Path, name: str) -> str | None:
    """The commit of a name; None if there is none."""
    if name.startswith("-"):
        return None
    found = answer(root, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
    return None if found is None else _word(found)


def _unknown(root: Path, since: str) -> ConfigError:
    return ConfigError(
        "unknown-ref",
        "--since",
        f"「{since}」というコミットや枝は、{root} にありません。",
        _DEEPER if is_shallow(root) else "git branch --all で、枝の名前を確かめてください。",
    )


def _word(said: bytes) -> str:
    return said.decode("utf-8", "replace").strip()


def _added(patch: bytes) -> Iterator[range]:
    """The lines that a patch adds; lines of content begin with another sign than `@`."""
    for line in patch.split(b"\n"):
        found = _HUNK.match(line)
        if found:
            start = int(found[1])
            yield range(start, start + (1 if found[2] is None else int(found[2])))
