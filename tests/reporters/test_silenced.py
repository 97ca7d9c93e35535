"""What somebody has decided to live with is in the reports for programs, with its reason."""

from __future__ import annotations

import json
from typing import Any

import pytest
from formats_support import told

from checker.api import Checker, Config, Draft, report_data
from checker.config import Silence
from checker.document.model import Format
from checker.model import Report, Severity
from checker.reporters.material import Material
from checker.reporters.registry import FORMATS
from checker.reporters.terminal import to_terminal

LINE = "申請書を出して下さい。"
DRAFT = (
    "---\ncheck: {ignore: {wording/koto-ga-dekiru: 条例の文}}\n---\n"
    f"窓口で申請することができます。\n\n<!-- check:ignore notation/kudasai 要綱の文 -->\n{LINE}\n\n"
    f"{LINE}\n\nニーズに合うものを選びます。\n"
)
NEEDS = Config(silence=(Silence("jargon/loanwords", "計画の名前"),))


def checked(config: Config = NEEDS, text: str = DRAFT) -> tuple[Checker, Report]:
    checker = Checker(config, raise_crashes=True)
    return checker, checker.check([Draft("a.md", text, Format.MARKDOWN)])


def material(config: Config = NEEDS, text: str = DRAFT) -> Material:
    checker, report = checked(config, text)
    return Material(report, "0", checker.rulebook, "/", Severity.WARNING)


def test_json_has_them_apart_from_the_findings() -> None:
    assert told("json", FORMATS["json"].render(material()))
    data = report_data(checked()[1])["files"][0]
    assert "notation/kudasai" in [each["rule"] for each in data["findings"]]
    made = [
        (each["finding"]["rule"], each["by"], each["selector"], each["reason"], each["line"])
        for each in data["silenced"]
    ]
    assert made == [
        ("wording/koto-ga-dekiru", "front_matter", "wording/koto-ga-dekiru", "条例の文", 2),
        ("notation/kudasai", "comment", "notation/kudasai", "要綱の文", 6),
        ("jargon/loanwords", "config", "jargon/loanwords", "計画の名前", None),
    ]
    assert report_data(checked()[1])["summary"]["findings"] == len(data["findings"])


def test_sarif_has_them_as_suppressed_results() -> None:
    text = FORMATS["sarif"].render(material())
    assert len(told("sarif", text)) == 6
    (run,) = json.loads(text)["runs"]
    silent = [each for each in run["results"] if "suppressions" in each]
    assert [(each["ruleId"], each["suppressions"]) for each in silent] == [
        ("wording/koto-ga-dekiru", [_suppressed("inSource", "条例の文")]),
        ("notation/kudasai", [_suppressed("inSource", "要綱の文")]),
        ("jargon/loanwords", [_suppressed("external", "計画の名前")]),
    ]
    loud = [each["ruleId"] for each in run["results"] if "suppressions" not in each]
    assert "notation/kudasai" in loud
    prints = [next(iter(each["partialFingerprints"].values())) for each in run["results"]]
    assert len(set(prints)) == len(prints)


def _suppressed(kind: str, reason: str) -> dict[str, Any]:
    return {"kind": kind, "status": "accepted", "justification": reason}


def test_silencing_changes_no_fingerprint_of_the_others() -> None:
    text = f"{LINE}\n\n{LINE}\n"
    loud = json.loads(FORMATS["sarif"].render(material(Config(), text)))
    quiet = json.loads(
        FORMATS["sarif"].render(
            material(Config(silence=(Silence("wording/repeated-sentence", "要綱の文"),)), text)
        )
    )
    prints = [
        {next(iter(each["partialFingerprints"].values())) for each in data["runs"][0]["results"]}
        for data in (loud, quiet)
    ]
    assert prints[0] == prints[1]


@pytest.mark.parametrize(
    "name", [name for name in FORMATS if name not in ("json", "jsonl", "sarif", "html")]
)
def test_other_formats_leave_them_out(name: str) -> None:
    text = FORMATS[name].render(material())
    assert "koto-ga-dekiru" not in text
    assert "kudasai" in text or "kudasai" not in FORMATS[name].render(material(Config()))


def test_the_terminal_says_how_many_there_are() -> None:
    _, report = checked()
    assert "止めてある指摘が、ほかに3件あります" in to_terminal(
        report, color=False, columns=80
    ).replace("\n", "")
    _, empty = checked(Config(), "申請書を出してください。\n")
    assert "止めてある" not in to_terminal(empty, color=False, columns=80)


def test_what_is_private_stays_hidden_when_it_is_silenced() -> None:
    text = "# 見守り隊の募集\n\n進行は、鈴木（080-0000-7531）に確かめてください。\n"
    _, report = checked(Config(), text)
    private = [f for f in report.findings if f.rule.startswith("facts/personal-")]
    assert private
    silence = tuple(Silence(rule, "本人が望んだため") for rule in {f.rule for f in private})
    made = material(Config(silence=silence), text)
    for name in ("json", "sarif"):
        out = FORMATS[name].render(made)
        assert "本人が望んだため" in out
        assert "080-0000-7531" not in out
