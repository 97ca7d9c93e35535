"""What a draft says about its own findings, in comments and in its YAML head.

```
<!-- check:ignore notation/kudasai jargon/tax#kazei 要綱の文のため -->   the block behind it
<!-- check:off sentence 条例の文のため --> … <!-- check:on -->          what stands between
<!-- check:ignore-file facts/weekday 過去の記録のため -->              the whole draft
```

In the head, `check.ignore` holds a list of the same words (`[notation/kudasai 要綱の文のため]`),
or a reason for each rule (`{notation/kudasai: 要綱の文のため}`).

This module only reads; what the words mean for findings is decided by `checker.suppression`.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from checker.document.model import Document
from checker.model import Category, Span
from checker.reasons import given
from checker.regex import regex


class Kind(StrEnum):
    """What a directive is for; the value is how it is written behind `check:`."""

    IGNORE = "ignore"
    IGNORE_FILE = "ignore-file"
    OFF = "off"
    ON = "on"
    HEAD = "front matter"
    UNKNOWN = "?"


_WRITTEN = {each.value: each for each in (Kind.IGNORE, Kind.IGNORE_FILE, Kind.OFF, Kind.ON)}

_COMMENT = regex(r"check[:：]\s*(?P<what>[A-Za-z][A-Za-z_-]*)(?![^\s,、])(?P<rest>[\s\S]*)")
_WORD = regex(r"[\s,、]*([^\s,、]+)")
_RULE = regex(r"[a-z]+/[a-z0-9-]+(?:#.+)?")
_HEAD = regex(r"check\.ignore(?:\[\d+\])?")
_HEAD_BY_RULE = regex(r"check\.ignore(?:\[\d+\])?\.(.+)")


@dataclass(frozen=True, slots=True)
class Directive:
    """One thing that a draft says about its findings.

    Attributes:
        kind: What it is for.
        selectors: The rules that it names, as written.
        reason: Why, "" if it gives no reason.
        place: Where it stands in the source.
        word: The word behind `check:`, as written.
    """

    kind: Kind
    selectors: tuple[str, ...]
    reason: str
    place: Span
    word: str = ""

    @property
    def meant(self) -> str:
        """The known word that is most like the one of an unknown kind."""
        return _meant(self.word)


def directives(document: Document) -> tuple[Directive, ...]:
    """All directives of a draft: those of its head, then comments, in source order."""
    return (*_of_head(document), *_of_comments(document))


def _of_head(document: Document) -> Iterator[Directive]:
    for field in document.front_matter:
        if _HEAD.fullmatch(field.key) and field.value:
            selectors, reason = _words(field.value)
            yield Directive(Kind.HEAD, selectors, given(reason), field.source)
        elif by_rule := _HEAD_BY_RULE.fullmatch(field.key):
            # `- facts/weekday 理由` without quotes is a mapping if the reason holds 「: 」.
            selectors, reason = _words(by_rule[1])
            told = f"{reason}: {field.value}" if reason else field.value
            yield Directive(Kind.HEAD, selectors, given(told), field.source)


def _of_comments(document: Document) -> Iterator[Directive]:
    for comment in document.comments:
        parsed = _COMMENT.fullmatch(comment.text)
        if parsed is None:
            continue
        word = parsed["what"]
        kind = _WRITTEN.get(word.lower(), Kind.UNKNOWN)
        if kind is Kind.UNKNOWN and not _meant(word):
            continue  # a remark among colleagues
        selectors, reason = _words(parsed["rest"])
        yield Directive(kind, selectors, given(reason), comment.source, word)


def _words(text: str) -> tuple[tuple[str, ...], str]:
    """The rules at the beginning of a text, and what follows them.

    The first word is taken for a rule in any case, so that a misspelt one is told.
    """
    selectors: list[str] = []
    end = 0
    while word := _WORD.match(text, end):
        listed = bool(selectors) and any(sign in text[end : word.start(1)] for sign in ",、")
        if selectors and not listed and not _is_selector(word[1]):
            break
        selectors.append(word[1])
        end = word.end()
    return tuple(selectors), text[end:].strip()


def _is_selector(word: str) -> bool:
    return word in set(Category) or _RULE.fullmatch(word) is not None


def _meant(word: str) -> str:
    near = difflib.get_close_matches(word.lower(), _WRITTEN, 1, 0.7)
    return near[0] if near else ""
