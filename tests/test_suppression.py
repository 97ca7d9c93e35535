"""Silencing a finding, with a reason; silencing nothing is a finding itself."""

from __future__ import annotations

import pytest

from checker.api import Checker
from checker.document.model import Format

LINE = "申請書を出して下さい。"


def rules_in(checker: Checker, source: str, format: Format = Format.MARKDOWN) -> list[str]:
    return [f.rule for f in checker.check_text(source, format=format).findings]


@pytest.mark.parametrize(
    ("source", "format", "expected"),
    [
        (f"<!-- check:ignore notation/kudasai 要綱の文 -->\n{LINE}\n", Format.MARKDOWN, []),
        (f"<!-- check:ignore notation 要綱の文 -->\n\n{LINE}\n", Format.MARKDOWN, []),
        (f"<!-- check:ignore notation/kudasai 要綱 --><p>{LINE}</p>", Format.HTML, []),
        (
            f"<!-- check:ignore notation/kudasai 要綱の文 -->\n{LINE}\n\n{LINE}\n",
            Format.MARKDOWN,
            ["notation/kudasai"],
        ),
        (
            f"{LINE}\n\n{LINE}\n\n<!-- check:ignore-file notation/kudasai 引用のため -->\n",
            Format.MARKDOWN,
            [],
        ),
        (f"---\ncheck:\n  ignore: [notation/kudasai]\n---\n{LINE}\n", Format.MARKDOWN, []),
        (
            f"<!-- check:ignore notation/kudasai -->\n{LINE}\n",
            Format.MARKDOWN,
            ["suppression/no-reason"],
        ),
        (
            f"<!-- check:ignore notation/kudasi 理由 -->\n{LINE}\n",
            Format.MARKDOWN,
            ["suppression/unknown-rule", "notation/kudasai"],
        ),
        (
            "<!-- check:ignore notation/kudasai 理由 -->\n申請書を出してください。\n",
            Format.MARKDOWN,
            ["suppression/unused"],
        ),
        ("<!-- ふつうの覚え書き -->\n申請書を出してください。\n", Format.MARKDOWN, []),
    ],
)
def test_suppression(checker: Checker, source: str, format: Format, expected: list[str]) -> None:
    assert rules_in(checker, source, format) == expected


def test_one_entry_is_silenced_alone(checker: Checker) -> None:
    source = "<!-- check:ignore jargon/loanwords#needs 計画の名前 -->\nニーズに合うスキームです。\n"
    report = checker.check_text(source, format=Format.MARKDOWN)
    assert [f.entry for f in report.findings] == ["scheme"]


def test_a_finding_about_a_suppression_stands_on_its_comment(checker: Checker) -> None:
    source = "文です。\n\n<!-- check:ignore facts 理由 -->\n"
    (finding,) = checker.check_text(source, format=Format.MARKDOWN).findings
    assert finding.rule == "suppression/unused"
    assert finding.text == "<!-- check:ignore facts 理由 -->"
