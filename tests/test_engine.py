"""From match to finding: places, markup, masks, exceptions, crashes."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import pytest

from checker import engine
from checker.api import Checker
from checker.config import Config
from checker.context import Context
from checker.document.model import Format
from checker.document.read import read
from checker.kinds.base import Matcher
from checker.model import Applicability, Edit, Match, Severity, Span, Tier
from checker.rulebook.compiled import default_rulebook
from checker.rulebook.load import parse
from checker.rulebook.rule import Rule, Rulebook

AS_OF = datetime.date(2026, 11, 22)

RULE = """
kind: substitution
title: 試し
message: 「{text}」は「{to}」
severity: warning
why: 試すため。
basis: [{own: 試すため。}]
fix: safe
replacements: [{words: [することが], to: [ことが], bounded: false}]
since: "0.1"
examples: {bad: [], good: []}
"""


def rulebook(*texts: str) -> Rulebook:
    rules = [parse(text, f"{n}.yaml", f"wording/rule-{n}").rule for n, text in enumerate(texts)]
    return Rulebook([*default_rulebook(), *rules])


def checker_of(text: str, config: Config | None = None) -> Checker:
    return Checker(
        config or Config(select=("wording/rule-0",)),
        as_of=AS_OF,
        rulebook=rulebook(text),
        raise_crashes=True,
    )


@pytest.mark.parametrize(
    ("source", "format", "flagged"),
    [
        ("申請することができます", Format.TEXT, "することが"),
        ("申請する**ことが**できます", Format.MARKDOWN, "する**ことが"),
        ("申請する\\*ことが", Format.MARKDOWN, None),
        ("申請す&#x308B;ことができます", Format.MARKDOWN, "す&#x308B;ことが"),
        ("<p>申請する<b>ことが</b>できます</p>", Format.HTML, "する<b>ことが"),
        (
            "子育て中の方は、スマートフォンからも市役所の窓口からも申請す\n"
            "ることができますので、どうぞご利用ください。",
            Format.MARKDOWN,
            "す\nることが",
        ),
    ],
)
def test_place_is_the_smallest_source_that_shows_the_match(
    source: str, format: Format, flagged: str | None
) -> None:
    findings = checker_of(RULE).check_text(source, format=format).findings
    assert [f.text for f in findings] == ([] if flagged is None else [flagged])


@pytest.mark.parametrize(
    ("source", "format"),
    [
        ("申請する**ことが**できます", Format.MARKDOWN),
        ("申請す&#x308B;ことができます", Format.MARKDOWN),
    ],
)
def test_a_fix_across_markup_is_only_shown(source: str, format: Format) -> None:
    text = RULE.replace("to: [ことが]", "to: [場合は]")
    (finding,) = checker_of(text).check_text(source, format=format).findings
    assert finding.fix is not None
    assert finding.fix.applicability is Applicability.DISPLAY
    assert finding.fix.edits == ()
    assert [c.label for c in finding.fix.candidates] == ["場合は"]


def test_an_edit_beside_markup_is_cut_down_to_what_changes() -> None:
    source = "申請する**ことが**できます"
    (finding,) = checker_of(RULE).check_text(source, format=Format.MARKDOWN).findings
    assert finding.fix is not None
    assert finding.fix.applicability is Applicability.SAFE
    assert finding.fix.edits == (Edit(Span(2, 4), ""),)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("申請することができ", "申請でき", Edit(Span(2, 7), "")),
        ("下さい", "ください", Edit(Span(0, 1), "くだ")),
        ("同じ", "同じ", None),
        ("ああ", "あああ", Edit(Span(2, 2), "あ")),
    ],
)
def test_minimal_edit(old: str, new: str, expected: Edit | None) -> None:
    assert engine.minimal(Edit(Span(0, len(old)), new), old) == expected


def test_a_rule_yields_to_another_at_the_same_place() -> None:
    other = RULE.replace("することが", "ことができ").replace("to: [ことが]", "to: [可能]")
    yielding = RULE.replace("fix: safe", "fix: safe\nyields_to: [wording/rule-1]")
    checker = Checker(
        Config(select=("wording/rule-0", "wording/rule-1")),
        as_of=AS_OF,
        rulebook=rulebook(yielding, other),
        raise_crashes=True,
    )
    # The second することが overlaps nothing of the other rule.
    findings = checker.check_text("申請することができ、移動することが多い。").findings
    assert [(f.rule, f.span.start) for f in findings] == [
        ("wording/rule-1", 4),
        ("wording/rule-0", 12),
    ]
    alone = Checker(
        Config(select=("wording/rule-0",)), as_of=AS_OF, rulebook=rulebook(yielding, other)
    )
    assert len(alone.check_text("申請することができ、移動することが多い。").findings) == 2


def test_code_and_urls_are_never_flagged() -> None:
    source = "`form` と https://www.aoba.example/form です"
    assert (
        checker_of(RULE.replace("することが", "form"))
        .check_text(source, format=Format.MARKDOWN)
        .findings
        == ()
    )


def test_scope() -> None:
    text = RULE + "scope: [heading]\n"
    source = "# 申請することができます\n\n申請することができます。\n"
    findings = checker_of(text).check_text(source, format=Format.MARKDOWN).findings
    assert [f.span.start for f in findings] == [4]


@pytest.mark.parametrize(
    ("unless", "silent"),
    [
        ("before: 申請", True),
        ("before: 届出", False),
        ("after: できます", True),
        ("after: できません", False),
        ("text: することが", True),
        ("text: すること", False),
        ("block: 窓口", True),
        ("block: 郵便", False),
        ("before: 申請\n  - block: 郵便", True),
        ("before: 申請\n    block: 郵便", False),
    ],
)
def test_exceptions(unless: str, silent: bool) -> None:
    text = f"{RULE}unless:\n  - {unless}\n"
    findings = checker_of(text).check_text("窓口で申請することができます。").findings
    assert (findings == ()) is silent


def test_formats() -> None:
    text = RULE + "formats: [html]\n"
    assert not checker_of(text).check_text("申請することができます").findings
    assert checker_of(text).check_text("申請することが", format=Format.HTML).findings


class _Broken:
    """A rule whose matcher fails half-way."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def check(self, context: Context) -> Iterator[Match]:
        raise self.error
        yield Match(Span(0, 1))


def broken_rule(error: Exception) -> Rule:
    rule = parse(RULE, "broken.yaml", "wording/broken").rule
    rule.__dict__["matcher"] = Matcher(_Broken(error).check, Tier.TEXT)
    return rule


def test_a_rule_that_fails_is_contained_and_named() -> None:
    rules = Rulebook([*default_rulebook(), broken_rule(ValueError("下書きの中身"))])
    checker = Checker(as_of=AS_OF, rulebook=rules)
    report = checker.check_text("申請書を出して下さい。")
    assert {f.rule for f in report.findings} == {"internal/rule-crash", "notation/kudasai"}
    assert report.crashed
    (crash,) = [f for f in report.findings if f.rule == "internal/rule-crash"]
    assert "wording/broken" in crash.message
    assert crash.severity is Severity.ERROR
    assert "下書きの中身" not in crash.message, "an error's words may hold the draft"


def test_a_crash_is_raised_where_tests_ask_for_it() -> None:
    rules = Rulebook([broken_rule(ValueError("x"))])
    with pytest.raises(ValueError, match="x"):
        Checker(as_of=AS_OF, rulebook=rules, raise_crashes=True).check_text("文です。")


def test_failing_analysis_leaves_the_rules_of_the_text_tier(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from checker.analysis.morphology import Morphology

    def fail(*arguments: object) -> None:
        raise RuntimeError("no dictionary")

    monkeypatch.setattr(Morphology, "analyse", fail)
    report = Checker(as_of=AS_OF).check_text("ﾊﾟｿｺﾝ教室です。。")
    assert {f.rule for f in report.findings} == {
        "internal/analysis-crash",
        "characters/half-width-kana",
        "slip/doubled-mark",
    }
    assert report.crashed


def test_shorten_keeps_both_ends() -> None:
    text = "あ" * 100 + "終わり"
    assert len(engine.shorten(text)) <= engine.MAX_SHOWN
    assert engine.shorten(text).endswith("終わり")
    assert engine.shorten("短い") == "短い"


def test_findings_are_in_source_order() -> None:
    report = Checker(as_of=AS_OF).check_text("申請をして下さい。届出をして下さい。ﾊﾟｿｺﾝ。")
    starts = [f.span.start for f in report.findings]
    assert starts == sorted(starts)


def test_a_rule_of_the_text_tier_cannot_ask_for_words() -> None:
    document = read("文です。", Format.TEXT)
    with pytest.raises(RuntimeError, match="text tier"):
        _ = Context(document, AS_OF).morphemes
