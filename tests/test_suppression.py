"""Silencing a finding, with a reason; silencing nothing is a finding itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.api import Checker, Config, Draft
from checker.config import Configuration, fingerprint
from checker.document.model import Format
from checker.document.source import decode
from checker.errors import ConfigError
from checker.model import Silencer
from tests_support import SAMPLES

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
        (f"---\ncheck:\n  ignore: [notation/kudasai 要綱の文]\n---\n{LINE}\n", Format.MARKDOWN, []),
        (
            f"---\ncheck:\n  ignore:\n    notation/kudasai: 要綱の文\n---\n{LINE}\n",
            Format.MARKDOWN,
            [],
        ),
        (
            f"---\ncheck:\n  ignore:\n    - notation/kudasai 要綱: 第2条\n---\n{LINE}\n",
            Format.MARKDOWN,
            [],
        ),
        (
            f"---\ncheck:\n  ignore: [notation/kudasai]\n---\n{LINE}\n",
            Format.MARKDOWN,
            ["suppression/no-reason"],
        ),
        (
            f"---\ncheck:\n  ignore: {{notation/kudasi: 要綱の文}}\n---\n{LINE}\n",
            Format.MARKDOWN,
            ["suppression/unknown-rule", "notation/kudasai"],
        ),
        ("---\ncheck:\n  ignore:\n---\n申請書を出してください。\n", Format.MARKDOWN, []),
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
        (
            f"<!-- check:ignore notation/kudasai 理由。 -->\n{LINE}\n",
            Format.MARKDOWN,
            ["suppression/no-reason"],
        ),
        (
            f"<!-- check:ignore notation/kudasai （理由を書く） -->\n{LINE}\n",
            Format.MARKDOWN,
            ["suppression/no-reason"],
        ),
        (
            f"{LINE}\n\n<!-- check:off notation/kudasai 要綱 -->\n\n{LINE}\n\n"
            f"<!-- check:on -->\n\n{LINE}\n",
            Format.MARKDOWN,
            ["notation/kudasai", "notation/kudasai"],
        ),
        (
            f"<!-- check:off notation/kudasai 要綱 --><p>{LINE}</p><p>{LINE}</p>"
            f"<!-- check:on --><p>{LINE}</p>",
            Format.HTML,
            ["notation/kudasai"],
        ),
        (
            f"<!-- check:off notation/kudasai 要綱 -->\n\n{LINE}\n",
            Format.MARKDOWN,
            ["suppression/unpaired"],
        ),
        (
            f"<!-- check:on -->\n\n{LINE}\n",
            Format.MARKDOWN,
            ["suppression/unpaired", "notation/kudasai"],
        ),
        (
            f"<!-- check:ignroe notation/kudasai 要綱 -->\n\n{LINE}\n",
            Format.MARKDOWN,
            ["suppression/unreadable", "notation/kudasai"],
        ),
        (
            f"<!-- check:ignore -->\n\n{LINE}\n",
            Format.MARKDOWN,
            ["suppression/unreadable", "notation/kudasai"],
        ),
        ("<!-- check: 日付を確かめる -->\n申請書を出してください。\n", Format.MARKDOWN, []),
        ("<!-- check:html は確認した -->\n申請書を出してください。\n", Format.MARKDOWN, []),
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


TWO = "ニーズに合うよう、申請書を出して下さい。\n"


@pytest.mark.parametrize(
    "named",
    [
        "notation/kudasai jargon/loanwords#needs",
        "notation/kudasai, jargon/loanwords#needs",
        "notation/kudasai、jargon/loanwords",
        "jargon notation",
        "jargon　notation",
    ],
)
def test_several_rules_stand_in_one_comment(checker: Checker, named: str) -> None:
    assert rules_in(checker, TWO) == ["jargon/loanwords", "notation/kudasai"]
    report = checker.check_text(
        f"<!-- check:ignore {named} 計画の名前と要綱の文 -->\n{TWO}", format=Format.MARKDOWN
    )
    assert report.findings == ()
    assert [each.finding.rule for each in report.silenced] == [
        "jargon/loanwords",
        "notation/kudasai",
    ]
    assert {each.reason for each in report.silenced} == {"計画の名前と要綱の文"}


def test_each_rule_of_a_comment_is_judged_alone(checker: Checker) -> None:
    source = f"<!-- check:ignore notation/kudasai facts/weekday-mismatch 要綱 -->\n{LINE}\n"
    (finding,) = checker.check_text(source, format=Format.MARKDOWN).findings
    assert finding.rule == "suppression/unused"
    assert "facts/weekday-mismatch" in finding.message


def test_check_on_ends_only_what_it_names(checker: Checker) -> None:
    lines = [
        f"{place}で申請することができますが、本人が来て下さい。"
        for place in ["窓口", "支所", "市役所"]
    ]
    source = (
        "<!-- check:off notation/kudasai wording/koto-ga-dekiru 要綱の文 -->\n\n"
        f"{lines[0]}\n\n<!-- check:on notation/kudasai -->\n\n{lines[1]}\n\n"
        f"<!-- check:on -->\n\n{lines[2]}\n"
    )
    report = checker.check_text(source, format=Format.MARKDOWN)
    assert [f.rule for f in report.findings] == [
        "notation/kudasai",
        "wording/koto-ga-dekiru",
        "notation/kudasai",
    ]
    assert [each.finding.rule for each in report.silenced] == [
        "wording/koto-ga-dekiru",
        "notation/kudasai",
        "wording/koto-ga-dekiru",
    ]


def test_silenced_findings_stay_in_the_report_with_their_reason(checker: Checker) -> None:
    mark = "<!-- check:ignore notation/kudasai 要綱の\n文のため -->"
    report = checker.check_text(f"{mark}\n{LINE}\n", format=Format.MARKDOWN)
    (silenced,) = report.silenced
    assert silenced.finding.text == "下さい"
    assert silenced.reason == "要綱の 文のため"
    assert silenced.by is Silencer.COMMENT
    assert silenced.selector == "notation/kudasai"
    assert silenced.place is not None
    assert silenced.place.cut(report.source) == mark


def test_a_second_comment_for_the_same_finding_is_not_needed(checker: Checker) -> None:
    source = (
        "---\ncheck: {ignore: {notation/kudasai: 要綱の文}}\n---\n"
        f"<!-- check:ignore notation/kudasai 要綱の文 -->\n{LINE}\n"
    )
    assert rules_in(checker, source) == ["suppression/unused"]


def test_an_image_without_words_is_the_next_block(checker: Checker) -> None:
    image = "![](map.png)\n\n地図を見てください。\n"
    assert rules_in(checker, image) == ["accessibility/missing-alt"]
    assert rules_in(checker, f"<!-- check:ignore accessibility/missing-alt 飾り -->\n{image}") == []


def test_what_a_draft_lacks_is_silenced_where_it_is_shown(checker: Checker) -> None:
    draft = (SAMPLES / "bousai-kunren.md").read_text("utf-8")
    lacking = [
        f
        for f in checker.check_text(draft, format=Format.MARKDOWN).findings
        if f.rule.startswith("information/missing-")
    ]
    assert lacking
    first = lacking[0]
    line = draft.rfind("\n", 0, first.span.start) + 1
    mark = f"<!-- check:ignore {first.rule} 電話では受け付けないため -->\n\n"
    report = checker.check_text(f"{draft[:line]}{mark}{draft[line:]}", format=Format.MARKDOWN)
    assert [each.finding.rule for each in report.silenced] == [first.rule]
    assert first.rule not in [f.rule for f in report.findings]


def test_what_was_not_looked_for_is_not_called_unneeded(checker: Checker) -> None:
    source = "<!-- check:ignore notation/kudasai 要綱の文 -->\n申請書を出してください。\n"
    others = Checker(Config(ignore=("notation/kudasai",)), raise_crashes=True)
    assert [f.rule for f in others.check_text(source, format=Format.MARKDOWN).findings] == []
    assert rules_in(checker, source) == ["suppression/unused"]


def test_nobody_silences_findings_about_silencing(checker: Checker) -> None:
    source = (
        "<!-- check:ignore-file suppression うるさいため -->\n\n"
        "<!-- check:ignore notation/kudasai -->\n\n" + LINE
    )
    assert sorted(rules_in(checker, source)) == ["suppression/no-reason", "suppression/unused"]


def test_fix_leaves_alone_what_is_silenced(checker: Checker) -> None:
    text = f"<!-- check:ignore notation/kudasai 要綱の文 -->\n{LINE}\n\n{LINE}\n"
    source = decode(text.encode(), path="a.md")
    mended = checker.fix(source, Format.MARKDOWN)
    assert mended.rope.text == text[: -len(LINE) - 1] + "申請書を出してください。\n"
    report = checker.report_of(mended, Draft("a.md", text, Format.MARKDOWN))
    assert [each.finding.rule for each in report.silenced] == ["notation/kudasai"]


# What a city decides, with `[[silence]]`


def silencing(tmp_path: Path, table: str) -> Configuration:
    path = tmp_path / "check.toml"
    path.write_text(f"[[silence]]\n{table}\n", encoding="utf-8")
    return Configuration.load(path)


def test_a_city_silences_a_rule_in_a_place(tmp_path: Path) -> None:
    configuration = silencing(
        tmp_path, 'rule = "notation/kudasai"\npaths = "jourei/**"\nreason = "条例の文のため"'
    )
    for name, silent in (("jourei/a.md", True), ("a.md", False)):
        checker = Checker(configuration.config_for(tmp_path / name), raise_crashes=True)
        report = checker.check_text(f"{LINE}\n", format=Format.MARKDOWN)
        assert [f.rule for f in report.findings] == ([] if silent else ["notation/kudasai"])
        assert [(each.by, each.reason) for each in report.silenced] == (
            [(Silencer.CONFIG, "条例の文のため")] if silent else []
        )
    assert configuration.config_for(None).silence == ()


def test_a_city_silences_several_rules_everywhere(tmp_path: Path) -> None:
    configuration = silencing(
        tmp_path, 'rule = ["notation/kudasai", "jargon/loanwords#needs"]\nreason = "計画の文"'
    )
    checker = Checker(configuration.config_for(None), raise_crashes=True)
    assert checker.check_text(TWO, format=Format.MARKDOWN).findings == ()


@pytest.mark.parametrize(
    ("table", "line", "said"),
    [
        ('reason = "条例のため"', 1, "[[silence]] の書き方が違います"),
        ('rule = "facts"', 1, "[[silence]] の書き方が違います"),
        ('rule = "facts"\nreason = "理由"', 3, "理由として読めません"),
        ('rule = "facts"\nreason = " "', 3, "理由として読めません"),
        ('rule = "facts"\nreason = ""', 3, "空ではない文字"),
        ('rule = "Facts"\nreason = "条例のため"', 2, "ルールの名前の形ではありません"),
        ('rule = ["facts", ""]\nreason = "条例のため"', 2, "rule は、空ではない"),
        ('rule = "facts"\npaths = "../a"\nreason = "条例のため"', 3, "「..」があります"),
        ('rule = "facts"\nglob = "a"\nreason = "条例のため"', 3, "「glob」という項目はありません"),
    ],
)
def test_a_silence_that_cannot_be_used_is_refused(
    tmp_path: Path, table: str, line: int, said: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        silencing(tmp_path, table)
    assert caught.value.path.endswith(f"check.toml:{line}")
    assert said in caught.value.message


def test_a_silence_of_an_unknown_rule_is_refused_at_its_line(tmp_path: Path) -> None:
    configuration = silencing(tmp_path, 'rule = "notation/kudasi"\nreason = "条例のため"')
    with pytest.raises(ConfigError) as caught:
        Checker(configuration.config_for(None))
    assert caught.value.path.endswith("check.toml:2")
    assert "notation/kudasai" in caught.value.remedy


def test_a_name_for_the_configuration_changes_with_what_is_silent(tmp_path: Path) -> None:
    one = silencing(tmp_path, 'rule = "facts"\nreason = "条例のため"').config_for(None)
    other = silencing(tmp_path, 'rule = "facts"\nreason = "要綱のため"').config_for(None)
    assert len({fingerprint(one), fingerprint(other), fingerprint(Config())}) == 3
    assert one != other
