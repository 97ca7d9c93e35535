"""Patterns that are compiled late, or taken from the wheel."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from checker import regex
from checker.regex import compile_now, expressions, parser
from tests_support import ROOT

PATTERNS = [
    ("[一-鿿]{2,}(?P<rest>[^。]*)", re.MULTILINE),
    (r"(?<![0-9])(?P<year>[0-9]{4})年(?P<month>[0-9]{1,2})月", 0),
    ("(?i:covid)|コロナ(?!禍)", 0),
    ("^[　 ]+$", re.MULTILINE),
    ("[いうた]|(?:月|火)曜", re.VERBOSE),
]
TEXT = "2026年11月の月曜に、新型コロナのCOVID検査をした。\n　\n市役所にお越しください。"


def test_alternatives_led_by_their_letters_fit_as_before() -> None:
    words = "新型|月曜|市役所(?:に|へ)|コロナ"
    led = re.compile(regex.led(words)).findall(TEXT)
    assert led == re.compile(words).findall(TEXT)
    assert len(led) == 4


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
    recorded = {("recorded", 0), *((p, int(f)) for p, f in PATTERNS)}
    packed = {(key, flags) for flags, codes in regex._PACKED.items() for key in codes}
    assert packed == {(regex.key_of(pattern), flags) for pattern, flags in recorded}
    for pattern, flags in recorded:
        again = compile_now(pattern, flags)
        compiled = re.compile(pattern, flags)
        assert again == compiled
        assert (again.groups, again.groupindex) == (compiled.groups, compiled.groupindex)


def test_two_patterns_of_one_key_are_not_packed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(regex, "key_of", lambda pattern: 1)
    monkeypatch.setattr(regex, "_MADE", {("ab", 0): None, ("cd", 0): None})
    with pytest.raises(ValueError, match="'cd'"):
        expressions()


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


ALL_PATTERNS = """
import importlib, json, pkgutil
from pathlib import Path
from checker import regex
regex.record()
import checker
for module in pkgutil.walk_packages(checker.__path__, "checker."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
from checker.notice import compiled as notices
from checker.notice.load import load_knowledge
from checker.rulebook.compiled import encode
from checker.rulebook.load import combined, load_folder
notices.warm(load_knowledge(Path("rules")))
encode(combined(load_folder(Path("rules"))))
print(json.dumps(list(regex._MADE)))
"""


def backtracks_in_a_possessive_repeat(parsed: object) -> bool:
    """Whether a possessive quantifier of what `re` parsed stands behind more than a character."""
    if isinstance(parsed, tuple) and parsed and str(parsed[0]) == "POSSESSIVE_REPEAT":
        units = {"LITERAL", "NOT_LITERAL", "IN", "ANY"}
        if [str(item[0]) in units for item in parsed[1][2]] != [True]:
            return True
    if isinstance(parsed, tuple | list | parser.SubPattern):
        return any(map(backtracks_in_a_possessive_repeat, parsed))
    return False


def parsed(pattern: str, flags: int) -> object:
    try:
        return parser.parse(pattern, flags)
    except re.error:  # several patterns with the same names, which are never used as one
        return ()


@pytest.mark.parametrize("pattern", ["(?:a|bc)*+", "x(?:(a+)c)?+"])
def test_possessive_repeats_are_told(pattern: str) -> None:
    assert backtracks_in_a_possessive_repeat(parser.parse(pattern))
    atomic = re.sub(r"(\(.*\)[*?])\+", r"(?>\1)", pattern)
    assert not backtracks_in_a_possessive_repeat(parser.parse(atomic))


def test_no_pattern_needs_a_python_that_knows_possessive_groups() -> None:
    """Until Python 3.11.4 (Debian 12 has 3.11.2) `(?:a|b)*+` may take memory without end."""
    command = [sys.executable, "-c", ALL_PATTERNS]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    patterns = json.loads(done.stdout)
    assert len(patterns) > 5000
    assert [p for p, flags in patterns if backtracks_in_a_possessive_repeat(parsed(p, flags))] == []
