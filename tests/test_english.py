"""English in a notice is measured, without the network; and who gets a hint on languages."""

from __future__ import annotations

import importlib.util
import socket
import subprocess
import sys
from typing import Any

import pytest

from checker.analysis import english
from checker.api import Checker
from checker.detectors.hard_english import RULE
from checker.document.foreign import english_sentences
from checker.document.model import Format
from checker.document.read import read
from checker.document.source import from_text
from checker.model import FileReport, Severity

JAPANESE = "# 断水のお知らせ\n\n12月5日の夜に、水道が止まります。\n\n"
EASY = (
    "The water will stop on Saturday night. Please keep water in a bucket before 9 p.m. "
    "You can use the water again on Sunday morning."
)
HARD = (
    "The water will stop on Saturday night. "
    "In order to be able to use the toilet and to wash your hands at night, you are kindly asked "
    "to fill up a bucket or the bath tub with water by 9 p.m. at the latest. "
    "If it is the case that the water is not clear on the next day, let it run for a few minutes."
)
HARDEST = HARD.split("night. ", 1)[1].split(" If it")[0]
PORTUGUESE = (
    "A água vai ser cortada no sábado à noite, das dez horas da noite até as cinco horas da manhã "
    "de domingo, em toda a área que fica perto da prefeitura. Por favor, encha um balde ou a "
    "banheira com água antes das nove horas da noite para poder usar o banheiro durante a noite. "
    "Se a água não estiver limpa no dia seguinte, deixe correr por alguns minutos."
)


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever connects or looks up a name fails."""

    def refuse(*_: Any, **__: Any) -> Any:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def checked(checker: Checker, text: str) -> FileReport:
    return checker.check_text(JAPANESE + text + "\n", format=Format.MARKDOWN)


@pytest.mark.usefixtures("offline")
def test_hard_english_is_told_once_at_its_hardest_sentence(checker: Checker) -> None:
    report = checked(checker, HARD)
    (finding,) = [f for f in report.findings if f.rule == RULE]
    assert finding.text == HARDEST
    assert finding.text == report.source[finding.span.start : finding.span.end]
    assert finding.severity is Severity.SUGGESTION
    # 7 + 37 + 22 words and 2 + 22 + 16 of at most three letters, counted by hand.
    assert "英語3文" in finding.message
    assert "37語の文" in finding.message
    assert "EFLAWで35.3" in finding.message
    assert finding.fix is None


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(EASY, id="easy"),
        pytest.param(HARDEST, id="one sentence"),
        pytest.param(PORTUGUESE, id="another language"),
        pytest.param("", id="none"),
    ],
)
def test_nothing_is_said_of(checker: Checker, text: str) -> None:
    assert RULE not in {f.rule for f in checked(checker, text).findings}


def test_the_finding_can_be_stopped_in_the_draft(checker: Checker) -> None:
    comment = "<!-- check:ignore sentence/hard-english 訳した会社に直してもらうため -->\n\n"
    rules = {f.rule for f in checked(checker, comment + HARD).findings}
    assert RULE not in rules
    assert not [rule for rule in rules if rule.startswith("suppression/")]
    # What stands behind the English is not meant.
    report = checked(checker, f"{comment}{HARD}\n\n申請書をを出してください。")
    assert "slip/doubled-particle" in {f.rule for f in report.findings}


def test_mending_leaves_the_foreign_part_alone(checker: Checker) -> None:
    text = (
        f"{JAPANESE}{HARD}\n\n水をためて下さい。\n\n한국어\n\n오늘 밤 물이 멈춥니다 (8:30-17:15).\n"
    )
    mended = checker.fix(from_text(text, path="x"), Format.MARKDOWN, unsafe=True)
    assert mended.rope.text == text.replace("下さい", "ください")


@pytest.mark.usefixtures("offline")
def test_figures_are_those_of_the_formulas() -> None:
    sentences = ["Please come to the city hall by 8 a.m. on Monday.", "Bring a pen and 3.5 sheets!"]
    figures = english.measure(sentences)
    words = [english.words(s.replace("a.m.", "am").replace("3.5", "35")) for s in sentences]
    count = sum(map(len, words))
    mini = sum(len(word) <= 3 for sentence in words for word in sentence)
    letters = sum(len(word) for sentence in words for word in sentence)
    assert figures.eflaw == pytest.approx((count + mini) / 2, abs=0.1)
    # textstat counts the full stops with the letters.
    assert figures.ari == pytest.approx(4.71 * (letters + 2) / count + 0.5 * count / 2 - 21.43, 0.1)


def test_sentences_end_at_stops_but_not_at_abbreviations() -> None:
    text = (
        "Call Mr. Aoba at 8 a.m. on Monday. It costs 3.5 yen, e.g. for a pen!\n\n"
        "- Bring it to us (window No. 3).\n- A pen.\n\nCome at 9 a.m. Please ask us, or call."
    )
    foreign = read(text, Format.MARKDOWN).foreign
    assert foreign is not None
    assert [span.cut(foreign.text) for span in english_sentences(foreign)] == [
        "Call Mr. Aoba at 8 a.m. on Monday.",
        "It costs 3.5 yen, e.g. for a pen!",
        "Bring it to us (window No. 3).",
        "Come at 9 a.m. Please ask us, or call.",
    ]


def test_without_the_library_the_report_says_what_to_install(
    checker: Checker, monkeypatch: pytest.MonkeyPatch
) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == "textstat" else find(name)
    )
    report = checked(checker, HARD)
    assert RULE not in {f.rule for f in report.findings}
    (skipped,) = [s for s in report.skipped if "textstat" in s.reason]
    assert skipped.what == "5行目からの英語"
    assert "pip install 'tsutawaru[english]'" in skipped.reason
    for text in (EASY.split(". ")[0] + ".", ""):
        assert not [s for s in checked(checker, text).skipped if "textstat" in s.reason]


def test_textstat_is_imported_for_three_sentences_only() -> None:
    program = (
        "import sys\nfrom checker.api import Checker\nfrom checker.model import Tier\n"
        "for text in sys.argv[1:]:\n"
        "    Checker(tier=Tier.TEXT).check_text(text)\n    print('textstat' in sys.modules)"
    )
    texts = [JAPANESE, f"{JAPANESE}The water will stop.", JAPANESE + HARD]
    done = subprocess.run(
        [sys.executable, "-c", program, *texts], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["False", "False", "True"]


EVACUATION = """# 川沿いの地区に避難指示を出しました

警戒レベル4の避難指示を、川沿いの全ての地区に出しました。今すぐ、安全な場所に避難してください。

- 開いている避難所：中央公民館、北小学校、南小学校
- 持ってくるもの：飲み物、薬、毛布、着替え

外に出ることが危ないときは、家の2階以上に移ってください。
"""
HINT = "information/missing-easy-japanese"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(EVACUATION, True, id="emergency"),
        pytest.param(f"---\ncheck: {{medium: koho}}\n---\n{EVACUATION}", False, id="city paper"),
        pytest.param(
            f"---\ncheck: {{medium: broadcast}}\n---\n{EVACUATION}", False, id="broadcast"
        ),
        pytest.param(f"---\ncheck: {{medium: press}}\n---\n{EVACUATION}", False, id="press"),
        pytest.param(f"---\ncheck: {{profile: easy}}\n---\n{EVACUATION}", False, id="easy"),
        pytest.param(EVACUATION.replace("# 川", "# 訓練：川"), False, id="drill"),
        pytest.param(EVACUATION + "\n[English](/en/)、[한국어](/ko/)\n", False, id="links"),
        pytest.param(
            EVACUATION + "\n강가의 모든 지역에 피난 지시를 내렸습니다.\n", False, id="Korean"
        ),
        pytest.param(
            EVACUATION + "\n## やさしい日本語\n\n今すぐ にげて ください。\n", False, id="part"
        ),
        pytest.param("# 大雨\n\n避難してください。\n", False, id="a passage"),
    ],
)
def test_who_is_reminded_of_other_readers(checker: Checker, text: str, told: bool) -> None:
    report = checker.check_text(text, format=Format.MARKDOWN)
    assert (HINT in {f.rule for f in report.findings}) is told
