"""What kind of notice a draft is: examples of the files, titles, whole notices, and the edges."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

import msgspec
import pytest
from _pytest.mark import ParameterSet
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.document.model import Document, Format
from checker.document.read import read
from checker.notice.genre import FALLBACK_GENRE, SPANS, guess_genre, guess_medium
from checker.notice.load import load_genres
from checker.notice.spec import GenreExample, Knowledge
from checker.notice.titles import title_spans
from checker.notice.types import Guess
from checker.rulebook.compiled import rules_folder
from checker.scan import Scan

HERE = Path(__file__).parent

GENRES = {
    "event",
    "lecture_on_request",
    "benefit",
    "procedure",
    "closure",
    "recruitment",
    "public_comment",
    "tax",
    "health",
    "emergency",
    "election",
    "garbage",
    "result",
    "reference",
    "press_incident",
    "press_new",
}
MEDIA = {"web", "press", "koho", "broadcast"}


@cache
def knowledge() -> Knowledge:
    folder = rules_folder()
    return Knowledge(load_genres(folder / "genres"), load_genres(folder / "media"), {})


def titled(title: str) -> Document:
    return read(f"# {title}\n", Format.MARKDOWN)


def plain(text: str) -> Document:
    return read(text, Format.TEXT)


def genre(text: str, path: str = "") -> str:
    return guess_genre(plain(text), knowledge(), path).id


def medium(text: str, path: str = "") -> str:
    return guess_medium(plain(text), knowledge(), path).id


# -- the examples of the files ---------------------------------------------------------


def examples() -> list[ParameterSet]:
    cases = []
    for guess, specs in ((guess_genre, knowledge().genres), (guess_medium, knowledge().media)):
        for name, spec in specs.items():
            for is_one, listed in ((True, spec.examples), (False, spec.counter_examples)):
                for number, example in enumerate(listed):
                    sign = "" if is_one else "not-"
                    case = pytest.param(guess, name, is_one, example, id=f"{sign}{name}-{number}")
                    cases.append(case)
    return cases


@pytest.mark.parametrize(("guess", "name", "is_one", "example"), examples())
def test_examples_of_the_files(
    guess: Callable[[Document, Knowledge, str], Guess],
    name: str,
    is_one: bool,
    example: GenreExample,
) -> None:
    document = read(example.text, Format(example.format))
    found = guess(document, knowledge(), example.path)
    assert (found.id == name) is is_one, found


@pytest.mark.parametrize("which", ["genres", "media"])
def test_every_kind_has_examples_and_confusable_neighbours(which: str) -> None:
    for name, spec in getattr(knowledge(), which).items():
        assert len(spec.examples) >= 4, name
        assert len(spec.counter_examples) >= 2, name


def test_all_kinds_are_there() -> None:
    assert set(knowledge().genres) == GENRES
    assert set(knowledge().media) == MEDIA


@pytest.mark.parametrize("name", sorted(GENRES | MEDIA))
def test_every_element_asked_for_has_a_reason(name: str) -> None:
    spec = {**knowledge().genres, **knowledge().media}[name]
    asked = {*spec.required, *spec.recommended, *(need.element for need in spec.needs)}
    assert asked <= set(spec.reasons)
    assert all(reason.endswith("。") for reason in spec.reasons.values())
    assert not set(spec.required) & set(spec.recommended)
    assert not {need.element for need in spec.needs} & {*spec.required, *spec.recommended}


@pytest.mark.parametrize("name", sorted(GENRES | MEDIA))
def test_cues_are_not_searched_where_they_cannot_fit(name: str) -> None:
    spec = {**knowledge().genres, **knowledge().media}[name]
    slow = [cue.patterns for cue in spec.cues if Scan(cue.patterns).needles is None]
    assert all(pattern.startswith("(?i:") or ".html" in pattern for [pattern, *_] in slow), slow


# -- titles alone -----------------------------------------------------------------------

HARD_TITLES = {
    "粗大ごみ以外の申し込み窓口が変わります": "「以外」を読まない",
}


def titles() -> list[ParameterSet]:
    cases = []
    for line in (HERE / "titles.tsv").read_text(encoding="utf-8").splitlines():
        want, title = line.split("\t")
        reason = HARD_TITLES.get(title)
        marks = [pytest.mark.xfail(strict=True, reason=reason)] if reason else []
        cases.append(pytest.param(want, title, marks=marks, id=title))
    return cases


@pytest.mark.parametrize(("want", "title"), titles())
def test_a_title_alone_tells_the_genre(want: str, title: str) -> None:
    assert guess_genre(titled(title), knowledge()).id == want


# -- whole notices, some with a title that says little -----------------------------------

HARD_NOTICES = {
    "【記者発表】市役所の窓口で「書かない手続き」が始まります": "手続きの案内と言葉が同じ",
    "し尿くみ取り手数料の改定": "ごみの料金の改定は、ごみと手続きの両方",
    "【軽自動車の廃車手続きは3月末までに】": "税の手続きは、税と手続きの両方",
}


def notices() -> list[ParameterSet]:
    text = (HERE / "notices.txt").read_text(encoding="utf-8")
    cases = []
    for part in re.split(r"^@ ", text, flags=re.MULTILINE)[1:]:
        head, body = part.split("\n", 1)
        want, kind = head.split()
        first = body.split("\n", 1)[0]
        cases.append(pytest.param(want, kind, body, first in HARD_NOTICES, id=first))
    return cases


@pytest.mark.parametrize(("want", "kind", "body", "hard"), notices())
def test_whole_notices(want: str, kind: str, body: str, hard: bool) -> None:
    found = guess_genre(plain(body), knowledge())
    assert guess_medium(plain(body), knowledge()).id == kind
    assert want in (found.id, found.second)
    if hard:
        pytest.xfail(HARD_NOTICES[body.split("\n", 1)[0]])
    assert found.id == want


# -- what the title is -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("# 冬の音楽会\n\n日時：2月20日", ["冬の音楽会"]),
        ("記者発表資料\n令和9年2月1日\nあおば市 企画課\n\n協定を結びます\n\n次のとおりです。", ["協定を結びます"]),
        ("報道機関各位\n\n令和9年2月3日\n\nみどり町長\n\n協定を結びます\n", ["協定を結びます"]),
        ("# 記者発表資料\n\n令和9年2月1日\n\n## 新しい車が走ります\n", ["新しい車が走ります"]),
        ("# お知らせ\n\n# 断水します\n", ["断水します"]),
        ("# 1 概要\n\n断水します。\n", ["断水します。"]),
        ("# 親子で学ぶ防災教室 参加者募集\n", ["親子で学ぶ防災教室 参加者募集"]),
        ("# 小学校に入学するお子さんの保護者の皆さんへ\n", ["小学校に入学するお子さんの保護者の皆さんへ"]),
        ("令和9年2月1日\n\n事業者の皆さま\n\n申告のお願い\n", ["申告のお願い"]),
        ("# 全国初のプール\n## 完成式を開きます\n", ["全国初のプール", "完成式を開きます"]),
        ("■催し\n\n◆音楽会\n歌います。\n\n◆朝市\n売ります。\n", ["◆音楽会", "◆朝市"]),
        ("こちらは、防災あおばです。断水しています。水を配ります。", ["断水しています。", "水を配ります。"]),
        ("", []),
    ],
)  # fmt: skip
def test_titles(text: str, want: list[str]) -> None:
    document = read(text, Format.MARKDOWN if text.startswith("# ") else Format.TEXT)
    assert [span.cut(document.text) for span in title_spans(document)] == want


@pytest.mark.parametrize("site", ["｜あおば市", " | あおば市ホームページ", " - あおば市公式サイト"])
def test_the_name_of_the_site_is_not_the_title(site: str) -> None:
    html = f"<title>断水のお知らせ{site}</title><h1>断水のお知らせ</h1><p>断水します。</p>"
    document = read(html, Format.HTML)
    assert [span.cut(document.text) for span in title_spans(document)] == ["断水のお知らせ"]


def test_front_matter_has_a_title() -> None:
    document = read("---\ntitle: 市長選挙のお知らせ\n---\n\n1月24日です。\n", Format.MARKDOWN)
    assert guess_genre(document, knowledge()).id == "election"


# -- how points are given ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("occasion", "topic", "want"),
    [
        ("夏まつりに伴う", "交通規制", "closure"),
        ("大雪により", "図書館を休館します", "closure"),
        ("選挙のため", "公民館が使えません", "closure"),
        ("台風に備えた", "防災講座", "event"),
    ],
)
def test_the_topic_follows_the_occasion(occasion: str, topic: str, want: str) -> None:
    assert guess_genre(titled(occasion + topic), knowledge()).id == want


def test_the_name_of_an_office_says_nothing() -> None:
    office = genre("新しい係ができました\n\n予防接種係と選挙係は、3階に移りました。")
    assert office == FALLBACK_GENRE
    assert (
        genre("新しい制度ができました\n\n予防接種を受けられます。予防接種は無料です。") == "health"
    )


def test_evidence_shows_where_it_stands() -> None:
    document = plain("断水のお知らせ\n\n■断水する地域\n緑町\n\n水は、くみ置きしてください。")
    guess = guess_genre(document, knowledge())
    shown = [span.cut(document.text) for span in guess.evidence]
    assert "断水" in shown
    assert "■断水する地域" in shown
    assert list(guess.evidence) == sorted(guess.evidence)
    assert len(guess.evidence) <= SPANS


def test_a_close_neighbour_is_named() -> None:
    guess = guess_genre(titled("人間ドックの費用を助成します"), knowledge())
    assert {guess.id, guess.second} == {"health", "benefit"}
    assert guess.margin < 0.3
    clear = guess_genre(titled("1月24日は市長選挙の投票日です"), knowledge())
    assert clear.margin > 0.5
    assert clear.confidence > guess.confidence


def test_nothing_speaks_for_anything() -> None:
    guess = guess_genre(plain("こんにちは。よい天気です。"), knowledge())
    assert (guess.id, guess.confidence, guess.evidence) == (FALLBACK_GENRE, 0.0, ())
    assert guess_genre(plain(""), knowledge()).id == FALLBACK_GENRE
    assert guess_medium(plain(""), knowledge()).id == "web"


def test_words_alone_are_no_cue() -> None:
    spec = knowledge().genres["tax"]
    words = [w for group in spec.words if group.points > 0 for w in group.words.split()]
    no_cues = Knowledge({"tax": msgspec.structs.replace(spec, cues=[])}, {}, {})
    alike = guess_genre(plain("\n".join(words)), no_cues)
    assert alike.id == "tax"
    assert alike.confidence > 0
    assert not alike.cued
    assert not guess_genre(plain("こんにちは。"), knowledge()).cued
    assert guess_genre(titled("市民税の納期のお知らせ"), knowledge()).cued


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("記者発表\n\n白糸梅パンを発売します", "press"),
        ("白糸梅パンを発売します\n記者発表資料", "press"),
        ("下書きの点検\n\nお知らせや記者発表の下書きから、つまずくところを見つけます。", "web"),
        ("点検します。記者発表も見ます。\n\n記者発表\n\n白糸梅パンを発売します", "press"),
    ],
)
def test_a_sentence_about_press_releases_makes_none(text: str, want: str) -> None:
    assert medium(text) == want


@pytest.mark.parametrize(
    ("path", "want"),
    [
        ("https://www.aoba.example/kisha/2027/0203.html", "press"),
        ("koho/0902.txt", "koho"),
        ("kurashi/oshirase.md", "web"),
    ],
)
def test_the_path_says_the_medium(path: str, want: str) -> None:
    assert medium("道の駅の新しい品\n\n梅のパンを売ります。", path) == want


def test_the_path_helps_with_the_genre() -> None:
    text = "4月の日程\n\n次のとおりです。よろしくお願いします。"
    assert guess_genre(plain(text), knowledge(), "senkyo/index.html").second == "election"


def test_without_kinds_there_is_a_fallback() -> None:
    nothing = Knowledge({}, {}, {})
    assert guess_genre(plain("断水のお知らせ"), nothing).id == FALLBACK_GENRE
    assert guess_medium(plain("断水のお知らせ"), nothing).id == "web"


# -- any text ----------------------------------------------------------------------------

WORDS = st.sampled_from(
    [
        "講座",
        "断水",
        "募集",
        "「",
        "」",
        "に伴う",
        "のため",
        "\n",
        "　",
        "■",
        "# ",
        "日 ",
        "2月3日",
        "場 ",
        "係",
    ]
)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.one_of(WORDS, st.text(max_size=8)), max_size=40).map("".join))
def test_any_text_has_a_genre_and_a_medium(text: str) -> None:
    for format in Format:
        document = read(text, format)
        for guess in (guess_genre(document, knowledge()), guess_medium(document, knowledge())):
            assert guess.id in GENRES | MEDIA
            assert 0 <= guess.confidence <= 1
            assert 0 <= guess.margin <= 1
            assert guess.second != guess.id
            assert all(0 <= s.start < s.end <= len(document.text) for s in guess.evidence)


@pytest.mark.parametrize(
    "unit",
    [
        "講座の参加者を募集し、税の相談に応じ、断水に伴う給水をします。",
        "日 2月3日 場 ",
        "とき、ところ、",
        "「講座",
        "に伴う",
        "▽とき▽",
        "■",
        "対あ　",
    ],
)  # fmt: skip
@pytest.mark.parametrize("lines", [False, True])
def test_time_grows_with_the_length_only(unit: str, lines: bool) -> None:
    def seconds(length: int) -> float:
        text = (unit + ("\n" if lines else "")) * (length // len(unit))
        document = plain(text)
        start = time.process_time()
        guess_genre(document, knowledge())
        guess_medium(document, knowledge())
        return time.process_time() - start

    seconds(2_000)
    small, large = seconds(4_000), seconds(32_000)
    assert large < 40 * small + 0.1
