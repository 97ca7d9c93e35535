"""A report on a draft as bytes, without the draft, and back.

What a finding says because of its rule (`Head`) is the same for thousands of findings; it is
handed over once, by a number, and not with each of them. What a draft says is cut out of it
again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from hashlib import blake2b

import msgspec

from checker.model import (
    Basis,
    Category,
    FileReport,
    Finding,
    Fix,
    Related,
    Severity,
    Span,
)


class UnreadableError(ValueError):
    """Bytes are no report on the draft: damaged, or made of another one."""


class Head(msgspec.Struct, frozen=True, array_like=True):
    """What findings have of their rule, and of its entry: nothing of a draft."""

    rule: str
    entry: str
    category: Category
    title: str
    why: str
    basis: tuple[Basis, ...]


class _Body(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A finding without its head, and without its words, which `span` cuts out."""

    head: int
    severity: Severity
    message: str
    span: Span
    related: tuple[Related, ...]
    fix: Fix | None


class _Packed(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A report; `rest` has neither path nor source nor findings."""

    findings: tuple[_Body, ...]
    rest: FileReport


# `dict` makes something of a read-only mapping that MessagePack can hold.
_ENCODER = msgspec.msgpack.Encoder(enc_hook=dict)
_DECODER = msgspec.msgpack.Decoder(_Packed)
_HEADS = msgspec.msgpack.Decoder(Head)


class Packer:
    """Packs reports, and gathers the heads that they refer to."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[object, ...], int] = {}
        self._fresh: dict[int, bytes] = {}

    def packed(self, report: FileReport) -> bytes:
        """The report without path and source."""
        bodies = tuple(
            [
                _Body(self._head(f), f.severity, f.message, f.span, f.related, f.fix)
                for f in report.findings
            ]
        )
        return _ENCODER.encode(_Packed(bodies, replace(report, path="", findings=(), source="")))

    def fresh(self) -> dict[int, bytes]:
        """The heads, by number, that were needed for the first time since the last call."""
        fresh, self._fresh = self._fresh, {}
        return fresh

    def _head(self, finding: Finding) -> int:
        # Most findings of a run share their strings, so that this compares addresses.
        key = (
            finding.rule,
            finding.entry,
            finding.category,
            finding.title,
            finding.why,
            finding.basis,
        )
        number = self._numbers.get(key)
        if number is None:
            body = _ENCODER.encode(key)
            # 63 bits: what SQLite calls an integer.
            number = int.from_bytes(blake2b(body, digest_size=8).digest(), "big") >> 1
            self._numbers[key] = number
            self._fresh[number] = body
        return number


class Unpacker:
    """Unpacks reports with the heads that it was told of."""

    def __init__(self) -> None:
        self._packed: dict[int, bytes] = {}
        self._heads: dict[int, Head] = {}

    def learn(self, heads: Mapping[int, bytes]) -> None:
        """Take in heads of a `Packer`."""
        self._packed.update(heads)

    def unpacked(self, data: bytes, path: str, source: str) -> FileReport:
        """The report that was packed.

        Args:
            data: What `Packer.packed` made.
            path: The name of the draft.
            source: Its text.

        Raises:
            UnreadableError: The bytes are damaged, or a head is missing.
        """
        try:
            packed = _DECODER.decode(data)
            findings = tuple([self._finding(body, source) for body in packed.findings])
        except (msgspec.MsgspecError, KeyError) as error:
            raise UnreadableError("no report") from error
        return replace(packed.rest, path=path, source=source, findings=findings)

    def _finding(self, body: _Body, source: str) -> Finding:
        head = self._heads.get(body.head)
        if head is None:
            head = self._heads[body.head] = _HEADS.decode(self._packed[body.head])
        span = body.span
        return Finding(
            head.rule,
            head.entry,
            head.category,
            body.severity,
            head.title,
            body.message,
            head.why,
            head.basis,
            span,
            source[span.start : span.end],
            body.related,
            body.fix,
        )


def alone(report: FileReport) -> bytes:
    """A report as bytes with all heads that it needs; see `from_alone`."""
    packer = Packer()
    return _ENCODER.encode((packer.packed(report), packer.fresh()))


def from_alone(data: bytes, path: str, source: str) -> FileReport:
    """The report that `alone` packed.

    Raises:
        UnreadableError: The bytes are damaged.
    """
    try:
        packed, heads = msgspec.msgpack.decode(data, type=tuple[bytes, dict[int, bytes]])
    except msgspec.MsgspecError as error:
        raise UnreadableError("no report") from error
    unpacker = Unpacker()
    unpacker.learn(heads)
    return unpacker.unpacked(packed, path, source)
