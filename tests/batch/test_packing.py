"""A report as bytes and back: nothing of it is lost, nothing of a draft is readable."""

from __future__ import annotations

import dataclasses
import datetime
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.api import Checker, Draft
from checker.batch import packing
from checker.batch.packing import Packer, Unpacker, UnreadableError, alone, from_alone
from checker.batch.sealing import KEY, opened, seal
from checker.document.read import format_of
from checker.document.source import load
from checker.model import (
    Category,
    FileReport,
    Finding,
    Report,
    Severity,
    Silenced,
    Silencer,
    Span,
    Tier,
)
from tests_support import AS_OF, SAMPLES, drafts


@pytest.fixture(scope="module")
def report() -> Report:
    checker = Checker(as_of=AS_OF, tier=Tier.MORPHEMES, score=True, pages=True)
    return checker.check(
        Draft(str(path), source.text, format, source.encoding)
        for path in [*drafts(SAMPLES), *drafts(SAMPLES / "clean")]
        for source, format in [(load(path), format_of(str(path)))]
        if format is not None
    )


def test_every_field_of_a_finding_is_packed() -> None:
    names = [
        each.name
        for struct in (packing.Head, packing._Body)
        for each in msgspec.structs.fields(struct)
    ]
    # `head` stands for the fields of the head; the words are cut out of the draft.
    assert sorted({*names, "text"} - {"head"}) == sorted(
        each.name for each in msgspec.structs.fields(Finding)
    )


def test_a_report_is_packed_by_its_type() -> None:
    """So that a field that is added is packed without anybody thinking of it."""
    (rest,) = [e for e in msgspec.structs.fields(packing._Packed) if e.name == "rest"]
    assert rest.type is FileReport
    full = FileReport(**{e.name: _some(e) for e in dataclasses.fields(FileReport)})
    assert from_alone(alone(full), full.path, full.source) == full


FOUND = Finding(
    *("notation/x", "", Category.NOTATION, Severity.ERROR, "題", "文", "訳", ()),
    *(Span(4, 6), "とき"),
)


def _some(field: dataclasses.Field[Any]) -> Any:
    """A value that is not the default."""
    given: dict[str, object] = {
        "findings": (),
        "skipped": (),
        "notice": None,
        "score": None,
        "sentences": (),
        "page": None,
        "silenced": (Silenced(FOUND, Silencer.COMMENT, "notation", "条例の文", Span(0, 4)),),
        "profile": "easy",
        "characters": 3,
        "crashed": True,
        "bom": True,
    }
    # A field of text that nobody thought of here is tried, too.
    return given.get(field.name, f"some {field.name}")


def test_what_comes_back_is_the_same(report: Report) -> None:
    packer, unpacker = Packer(), Unpacker()
    assert len(report.findings) > 500
    for file in report.files:
        packed = packer.packed(file)
        unpacker.learn(packer.fresh())
        assert unpacker.unpacked(packed, file.path, file.source) == file
        assert from_alone(alone(file), file.path, file.source) == file


def test_what_is_said_of_a_rule_is_handed_over_once(report: Report) -> None:
    packer = Packer()
    for file in report.files:
        packer.packed(file)
    heads = packer.fresh()
    assert len(heads) == len({(f.rule, f.entry, f.title) for f in report.findings})
    packer.packed(report.files[0])
    assert not packer.fresh()


def test_the_words_of_a_finding_are_not_packed(report: Report) -> None:
    file = max(report.files, key=lambda file: len(file.findings))
    packed = Packer().packed(file)
    rest = msgspec.msgpack.decode(packed)
    for finding, body in zip(file.findings, rest[0], strict=True):
        assert finding.text not in str(body[0])


@pytest.mark.parametrize("damaged", [b"", b"\x00", b"\xc1", b"\x92\x90\x80", b"\x93"])
def test_damaged_bytes_are_refused(damaged: bytes) -> None:
    with pytest.raises(UnreadableError):
        Unpacker().unpacked(damaged, "a.md", "文")
    with pytest.raises(UnreadableError):
        from_alone(damaged, "a.md", "文")


def test_a_missing_head_is_noticed(report: Report) -> None:
    file = max(report.files, key=lambda file: len(file.findings))
    packed = Packer().packed(file)
    with pytest.raises(UnreadableError):
        Unpacker().unpacked(packed, file.path, file.source)


@settings(deadline=None)
@given(st.binary(max_size=300), st.binary(min_size=KEY, max_size=KEY))
def test_what_was_sealed_opens_with_its_key_only(data: bytes, key: bytes) -> None:
    sealed = seal(data, key)
    assert opened(sealed, key) == data
    assert opened(sealed, bytes(byte ^ 1 for byte in key)) is None
    for at in range(0, len(sealed), 7):
        flipped = bytearray(sealed)
        flipped[at] ^= 4
        assert opened(bytes(flipped), key) is None
    if len(data) > 12:
        assert data not in sealed


def test_the_day_is_told_only_where_it_matters() -> None:
    checker = Checker(tier=Tier.MORPHEMES)
    dated = "# 講座\n\n令和2年5月1日（金曜日）に開きます。\n"
    plain = "# 講座\n\n申請書を出して下さい。\n"
    assert checker.check_text(dated).day == checker.as_of.isoformat()
    assert checker.check_text(plain).day == ""
    assert Checker(as_of=AS_OF, tier=Tier.MORPHEMES).check_text(dated).day == ""
    own = f"---\ncheck:\n  as_of: {datetime.date(2026, 1, 2)}\n---\n{dated}"
    format = format_of("a.md")
    assert format is not None
    assert checker.check_text(own, format=format).day == ""
