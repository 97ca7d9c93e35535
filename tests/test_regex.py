"""Patterns that are compiled late, or taken from the wheel."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from checker import regex
from checker.regex import compile_now, expressions

PATTERNS = [
    ("[一-鿿]{2,}(?P<rest>[^。]*)", re.MULTILINE),
    (r"(?<![0-9])(?P<year>[0-9]{4})年(?P<month>[0-9]{1,2})月", 0),
    ("(?i:covid)|コロナ(?!禍)", 0),
    ("^[　 ]+$", re.MULTILINE),
    ("[いうた]|(?:月|火)曜", re.VERBOSE),
]
TEXT = "2026年11月の月曜に、新型コロナのCOVID検査をした。\n　\n市役所にお越しください。"


def test_pattern_is_compiled_at_its_first_use() -> None:
    made = regex.regex("(?P<open>")
    with pytest.raises(re.error):
        made.search("a")


@pytest.mark.parametrize(("pattern", "flags"), PATTERNS)
def test_late_pattern_does_what_a_compiled_one_does(pattern: str, flags: int) -> None:
    late, now = regex.regex(pattern, flags), re.compile(pattern, flags)
    assert late.pattern == pattern
    assert late.sub("＊", TEXT) == now.sub("＊", TEXT)
    assert [m.group() for m in late.finditer(TEXT)] == [m.group() for m in now.finditer(TEXT)]
    assert late.split(TEXT) == now.split(TEXT)
    assert (late.groups, late.groupindex) == (now.groups, now.groupindex)


def test_late_pattern_has_nothing_else() -> None:
    with pytest.raises(AttributeError):
        regex.regex("a").scanner  # type: ignore[attr-defined] # noqa: B018


def test_what_the_wheel_holds_is_what_would_be_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(regex, "_PACKED", {})
    monkeypatch.setattr(regex, "_MADE", {})
    monkeypatch.setattr(regex, "_recording", False)
    regex.regex("not recorded")
    regex.record()
    regex.regex("recorded")
    for pattern, flags in PATTERNS:
        regex.note(pattern, flags)
    made = expressions()
    regex.remember(made)
    packed = {(pattern, flags) for flags, codes in regex._PACKED.items() for pattern in codes}
    assert packed == {("recorded", 0), *((p, int(f)) for p, f in PATTERNS)}
    for pattern, flags in packed:
        again = compile_now(pattern, flags)
        compiled = re.compile(pattern, flags)
        assert again == compiled
        assert (again.groups, again.groupindex) == (compiled.groups, compiled.groupindex)


def test_code_for_another_python_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(regex, "_PACKED", {})
    monkeypatch.setattr(regex, "_MADE", {("ab", 0): None})
    made = expressions()
    regex.remember(regex.Expressions((1, 2), made.codes))
    assert not regex._PACKED


def test_no_module_compiles_patterns_at_once() -> None:
    """`re.compile` belongs where a fault in a pattern must show, and in functions."""
    folder = Path(regex.__file__).parent
    found = [
        path.name
        for path in folder.rglob("*.py")
        if re.search(r"^(?:\w+ = | {4}.*)re\.compile\(", path.read_text(), re.MULTILINE)
        and not re.search(r"^ {8,}.*re\.compile\(", path.read_text(), re.MULTILINE)
    ]
    assert set(found) <= {"regex.py", "proof.py", "load.py"}
