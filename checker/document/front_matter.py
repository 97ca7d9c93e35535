"""The YAML head of a Markdown draft, scalar by scalar, with exact places.

The head is read from parser events, not from composed nodes: the C composer is
recursive and takes the whole process down on deeply nested brackets.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from checker.document.model import FrontMatterField
from checker.errors import FrontMatterError
from checker.model import Span
from checker.regex import regex

# A blank first line means that the dashes are a rule, not the start of a head.
_OPENING = regex(r"---[ \t]*(?:\r\n|\n|\r)(?![ \t]*(?:[\r\n]|\Z))")
# Prose between two rules must not be taken for broken YAML: a head starts with a key.
_FIRST_KEY = regex(
    r"(?>(?:[ \t]*+(?:\#[^\r\n]*+)?[\r\n])*)[ \t]*+[\"']?\w[^\r\n:]*+:(?:[ \t\r\n]|\Z)"
)
_CLOSING = regex(r"(?:^|(?<=[\r\n]))(?:---|\.\.\.)[ \t]*(?:\r\n|\n|\r|\Z)")

# No front matter of a notice is nested deeper; the bound keeps keys short and memory small.
_MAX_DEPTH = 20

# What YAML 1.1 does not allow in a stream (section 5.1 of its specification).
_FORBIDDEN = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """A YAML head.

    Attributes:
        fields: Its scalars, in source order.
        end: Source offset behind its closing line.
    """

    fields: tuple[FrontMatterField, ...]
    end: int


def read_front_matter(source: str, *, path: str = "") -> FrontMatter | None:
    """Read the YAML head that the draft starts with.

    Args:
        source: The decoded file text.
        path: The file's name, for error messages.

    Returns:
        The head, or None if the draft does not start with one. A paragraph
        between two `---` lines (or a list) is none.

    Raises:
        FrontMatterError: The head is not valid YAML, repeats a key or is
            nested too deeply.
    """
    opening = _OPENING.match(source)
    if not opening:
        return None
    closing = _CLOSING.search(source, opening.end())
    if not closing or not _FIRST_KEY.match(source, opening.end(), closing.start()):
        return None
    fields = _read_fields(source, opening.end(), closing.start(), path)
    return None if fields is None else FrontMatter(fields, closing.end())


def content_span(source: str, scalar: FrontMatterField) -> Span:
    """The source stretch of a scalar's characters, without its quotation marks."""
    span = scalar.source
    if (
        len(span) >= 2
        and source[span.start] in "\"'"
        and span.cut(source)[-1] == source[span.start]
    ):
        return Span(span.start + 1, span.end - 1)
    return span


def _read_fields(
    source: str, start: int, end: int, path: str
) -> tuple[FrontMatterField, ...] | None:
    """The scalars of `source[start:end]`, or None if it is not a mapping."""
    import yaml  # here, because a draft without a head need not pay for it

    head = _Head(source, start, path)
    try:
        for event in yaml.parse(source[start:end], Loader=yaml.CSafeLoader):
            at = event.start_mark.index if event.start_mark else 0
            stop = event.end_mark.index if event.end_mark else at
            if isinstance(event, yaml.MappingStartEvent):
                head.open(at, mapping=True)
            elif isinstance(event, yaml.SequenceStartEvent):
                head.open(at, mapping=False)
            elif isinstance(event, yaml.CollectionEndEvent):
                head.close()
            elif isinstance(event, yaml.ScalarEvent):
                head.scalar(event.value or "", at, stop)
            elif isinstance(event, yaml.AliasEvent):
                head.alias(event.anchor or "", at)
    except _NotAMappingError:
        return None
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        raise head.error(
            mark.index if mark else 0,
            "先頭の設定（front matter、--- で囲んだ部分）をYAMLとして読めません。",
            'コロン（:）や # などの記号を含む値は " " で囲み、字下げは半角スペースにしてください。',
        ) from problem
    except yaml.YAMLError as problem:
        forbidden = _FORBIDDEN.search(source, start, end)
        raise head.error(
            forbidden.start() - start if forbidden else 0,
            "先頭の設定（front matter）に、使えない文字（制御文字など）があります。",
            "その文字を消してください。",
        ) from problem
    return tuple(head.fields)


class _NotAMappingError(Exception):
    """What stands between the dashes is prose or a list."""


@dataclass(slots=True)
class _Level:
    """A mapping or sequence that is being read."""

    name: str
    mapping: bool
    key: str | None = None
    count: int = 0
    keys: set[str] = field(default_factory=set)

    @property
    def wants_key(self) -> bool:
        return self.mapping and self.key is None

    def next_name(self) -> str:
        """The dotted key of the value that comes next."""
        if not self.mapping:
            self.count += 1
            return f"{self.name}[{self.count - 1}]"
        key = self.key or ""
        self.key = None
        return f"{self.name}.{key}" if self.name else key


class _Head:
    """Turns parser events (offsets from the head's start) into fields."""

    def __init__(self, source: str, start: int, path: str) -> None:
        self.fields: list[FrontMatterField] = []
        self._source = source
        self._start = start
        self._path = path
        self._levels: list[_Level] = []

    def open(self, at: int, *, mapping: bool) -> None:
        """A mapping or sequence begins."""
        if not self._levels:
            if not mapping:
                raise _NotAMappingError
            self._levels.append(_Level("", mapping))
            return
        if self._levels[-1].wants_key:
            raise self.error(
                at,
                "先頭の設定（front matter）の項目名に、リストや { } は使えません。",
                "項目名は「title」のような一つの言葉にしてください。",
            )
        if len(self._levels) >= _MAX_DEPTH:
            raise self.error(
                at,
                f"先頭の設定（front matter）の入れ子が深すぎます（上限{_MAX_DEPTH}段）。",
                "入れ子を浅くしてください。",
            )
        self._levels.append(_Level(self._levels[-1].next_name(), mapping))

    def close(self) -> None:
        """The innermost mapping or sequence ends."""
        self._levels.pop()

    def scalar(self, value: str, at: int, stop: int) -> None:
        """A key or a value."""
        level = self._level()
        if level.wants_key:
            self._key(level, value, at)
            return
        start = self._start + at
        length = len(self._source[start : self._start + stop].rstrip())
        self.fields.append(FrontMatterField(level.next_name(), value, Span(start, start + length)))

    def alias(self, name: str, at: int) -> None:
        """A reference to a value that stands elsewhere: not a field of its own."""
        level = self._level()
        if level.wants_key:
            self._key(level, f"*{name}", at)
        else:
            level.next_name()

    def _level(self) -> _Level:
        if not self._levels:
            raise _NotAMappingError
        return self._levels[-1]

    def _key(self, level: _Level, key: str, at: int) -> None:
        if key in level.keys:
            raise self.error(
                at,
                f"先頭の設定（front matter）に、同じ項目「{key}」が二つあります。",
                "どちらか一つを消してください。",
            )
        level.keys.add(key)
        level.key = key

    def error(self, at: int, message: str, remedy: str) -> FrontMatterError:
        """An error at an offset from the head's start."""
        before = self._source[: self._start + at].replace("\r\n", "\n").replace("\r", "\n")
        line = before.count("\n") + 1
        column = len(before) - before.rfind("\n")
        return FrontMatterError(
            "front-matter", self._path, f"{line}行目{column}文字目: {message}", remedy
        )
