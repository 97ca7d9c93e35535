"""Parts in other languages: no rule for Japanese reads them, and all others stay as they were."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from checker.api import Checker
from checker.document.foreign import set_apart
from checker.document.model import Format
from checker.document.read import format_of, read
from checker.document.source import load
from checker.model import Span
from tests_support import SAMPLES, drafts

CLEAN = drafts(SAMPLES / "clean")

ENGLISH = """English
The city will send a letter to all families in May 2026. Please read it and keep it at home.
If you have questions, call us or come to the city hall (window 3).
- Bring your insurance card.
- Bring 1,000 yen and a pen.
Contact: International Relations Division, Aoba City Hall
TEL 04-0000-5678 (Monday to Friday, 8:30-17:15)
E-mail: kokusai@aoba.example
https://www.aoba.example/en/"""

SIMPLIFIED = """简体中文
各位市民，请注意：市政府将于2026年5月发送通知。请您仔细阅读，并妥善保管。
如果有疑问，请联系我们，或者到市政府三号窗口咨询。
- 请携带健康保险证。
- 费用为1,000日元。
联系方式：青叶市政府国际交流科
电话：04-0000-5678（星期一至星期五　8:30-17:15）
https://www.aoba.example/zh/"""

TRADITIONAL = """繁體中文
各位市民，市政府將於2026年5月寄送通知。請您仔細閱讀，並妥善保管。
如有疑問，請與我們聯絡，或到市政府三號窗口洽詢。"""

KOREAN = """한국어
시청은 2026년 5월에 모든 가정에 안내문을 보냅니다. 잘 읽고 보관해 주세요.
궁금한 점이 있으면 전화를 하거나 시청 3번 창구로 오세요.
- 건강보험증을 가지고 오세요.
- 비용은 1,000엔입니다.
문의: 아오바시청 국제교류과
전화 04-0000-5678 (월요일-금요일 8:30-17:15)"""

PORTUGUESE = """Português
A prefeitura vai enviar uma carta para todas as famílias em maio de 2026. Leia e guarde em casa.
Se tiver dúvidas, ligue para nós ou venha à prefeitura (guichê 3).
- Traga o cartão do seguro de saúde.
Informações: Divisão de Relações Internacionais
TEL 04-0000-5678 (segunda a sexta, 8:30-17:15)"""

VIETNAMESE = """Tiếng Việt
Thành phố sẽ gửi thư cho tất cả các gia đình vào tháng 5 năm 2026. Xin hãy đọc kỹ và giữ ở nhà.
Nếu có câu hỏi, xin gọi điện hoặc đến tòa thị chính (quầy số 3).
- Hãy mang theo thẻ bảo hiểm y tế.
Liên hệ: Phòng Quan hệ Quốc tế
Điện thoại 04-0000-5678 (thứ Hai đến thứ Sáu, 8:30-17:15)"""

TAGALOG = """Tagalog
Magpapadala ang lungsod ng sulat sa lahat ng pamilya sa Mayo 2026. Basahin po ito at itago.
Kung may tanong, tumawag po sa amin o pumunta sa munisipyo (bintana 3).
- Dalhin po ang insurance card.
Makipag-ugnayan: International Relations Division
TEL 04-0000-5678 (Lunes hanggang Biyernes, 8:30-17:15)"""

NEPALI = """नेपाली
नगरपालिकाले २०२६ मे महिनामा सबै परिवारलाई पत्र पठाउनेछ। कृपया पढेर घरमा राख्नुहोस्।
प्रश्न भएमा हामीलाई फोन गर्नुहोस्।
TEL 04-0000-5678"""

SECTIONS = {
    "english": ENGLISH,
    "simplified": SIMPLIFIED,
    "traditional": TRADITIONAL,
    "korean": KOREAN,
    "portuguese": PORTUGUESE,
    "vietnamese": VIETNAMESE,
    "tagalog": TAGALOG,
    "nepali": NEPALI,
}


def written(section: str, format: Format, *, headed: bool = True) -> str:
    """A section as a draft of this format has it."""
    title, *lines = section.splitlines()
    if format is Format.TEXT:
        marked = [line.replace("- ", "・") if line.startswith("- ") else line for line in lines]
        return "\n\n" + "\n".join([f"■{title}" if headed else title, *marked]) + "\n"
    if format is Format.MARKDOWN:
        head = f"## {title}" if headed else title
        return f"\n\n{head}\n\n" + "\n\n".join(lines) + "\n"
    parts = [
        f"<li>{line[2:]}</li>" if line.startswith("- ") else f"<p>{line}</p>" for line in lines
    ]
    tag = "h2" if headed else "p"
    return f"<{tag}>{title}</{tag}>\n" + "\n".join(parts) + "\n"


def appended(path: Path, section: str, *, headed: bool = True) -> tuple[str, Format]:
    format = format_of(str(path))
    assert format is not None
    text = load(path).text
    part = written(section, format, headed=headed)
    for end in ("</main>", "</body>") if format is Format.HTML else ():
        if end in text:
            return text.replace(end, part + end, 1), format
    return text + part, format


@pytest.mark.parametrize("headed", [True, False], ids=["headed", "bare"])
@pytest.mark.parametrize("language", SECTIONS)
def test_rules_read_what_they_read_without_the_foreign_section(language: str, headed: bool) -> None:
    for path in CLEAN:
        text, format = appended(path, SECTIONS[language], headed=headed)
        alone, both = read(load(path).text, format), read(text, format)
        assert both.text == alone.text, path.name
        assert both.foreign is not None
        assert alone.foreign is None
        assert both.foreign.text.lstrip("■").startswith(SECTIONS[language].split()[0])


@pytest.mark.parametrize("language", SECTIONS)
def test_a_foreign_section_adds_no_finding(checker: Checker, language: str) -> None:
    number = list(SECTIONS).index(language)
    for path in CLEAN[number :: len(SECTIONS)]:
        text, format = appended(path, SECTIONS[language])
        before = checker.check_text(load(path).text, format=format, path=str(path)).findings
        after = checker.check_text(text, format=format, path=str(path)).findings
        assert [(f.rule, f.span) for f in after] == [(f.rule, f.span) for f in before], path.name


def test_every_character_of_both_parts_leads_back_to_the_source() -> None:
    for path in CLEAN:
        text, format = appended(path, ENGLISH)
        whole = read(text, format)
        assert whole.foreign is not None
        for document in (whole, whole.foreign):
            assert document.text == "\n".join(map(document.block_text, document.blocks))
            assert len(document.folded) == len(document.text)
            for piece in document.pieces:
                if piece.verbatim:
                    assert piece.text.cut(document.text) == piece.source.cut(text)
            for sentence in document.sentences:
                assert document.blocks[sentence.block].span.contains(sentence.span)
            for mark in document.marks:
                assert 0 <= mark.span.start <= mark.span.end <= len(document.text)


def foreign_lines(text: str, format: Format = Format.MARKDOWN) -> list[str]:
    foreign = read(text, format).foreign
    return foreign.text.split("\n") if foreign else []


@pytest.mark.parametrize(
    "line",
    [
        "あおば国際交流フェスタ（Aoba International Festival in the Park）を開きます。",
        "Aoba City Jazz Festival 2026 in the Park",
        "Wi-Fi",
        "PDF",
        "TEL 04-0000-1234",
        "E-mail: kokusai@aoba.example",
        "https://www.aoba.example/this/is-a/long/address.html",
        "Microsoft Word 2019 for Windows か LibreOffice で開けます",
        "曲目：Take Me Home, Country Roads",
        "固定資産税・都市計画税納税通知書発送予定日一覧",
        "雨天中止。申込不要、参加無料。定員三十人。",
        "氏名，住所，生年月日，電話番号，性別",
        "目的地周辺案内図及終了証明書是正勧告",
        "김철수",
        "令和8年度第2回あおば市国民健康保険運営協議会会議録",
    ],
)
def test_a_japanese_line_or_a_name_is_not_set_apart(line: str) -> None:
    assert (
        foreign_lines(f"# 講座\n\n市は講座を開きます。\n\n{line}\n\n申し込みは要りません。\n") == []
    )


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param(
            "# 断水\n\n水が止まります。\n\nThe water will stop tonight.\n\n水をためてください。",
            ["The water will stop tonight."],
            id="in the midst",
        ),
        pytest.param(
            "# 断水\n\n水が止まります。\n\nThe water will stop tonight.\n\n水道課 電話04-0000-1234",
            ["The water will stop tonight."],
            id="a contact in kanji stays",
        ),
        pytest.param(
            "# 断水\n\n水が止まります。\n\n## 英語のお知らせ\n\nThe water will stop tonight.\n\n"
            "## 問い合わせ\n\n水道課に電話してください。",
            ["英語のお知らせ", "The water will stop tonight."],
            id="with the Japanese heading over it",
        ),
        pytest.param(
            "# 断水\n\nThe water will stop tonight.",
            ["The water will stop tonight."],
            id="but not with the title of the draft",
        ),
        pytest.param(
            "水が止まります。\n\n| Date | Place |\n|---|---|\n| Monday | the city hall and the park |",
            ["Date", "Place", "Monday", "the city hall and the park"],
            id="a whole table",
        ),
        pytest.param(
            "水が止まります。\n\n| ごみ | English |\n|---|---|\n| 紙 | paper and other things that burn |",
            [],
            id="no cell of a Japanese table",
        ),
    ],
)
def test_what_is_set_apart(text: str, lines: list[str]) -> None:
    assert foreign_lines(text) == lines


def test_a_foreign_sentence_in_a_japanese_line_is_protected() -> None:
    text = "すぐに避難してください。Please go to a safe place right now."
    document = read(text, Format.TEXT)
    assert document.foreign is None
    start = text.index("Please")
    assert document.is_protected(Span(start, start + 6))
    assert not document.is_protected(Span(0, 5))
    assert document.editable(Span(0, 5))


def test_a_draft_without_japanese_has_no_findings_and_says_why(checker: Checker) -> None:
    report = checker.check_text(ENGLISH)
    assert report.findings == ()
    assert report.characters > 300
    assert [s.what for s in report.skipped if "外国語" in s.what] == ["1行目からの外国語"]


def test_images_and_comments_stay_with_the_japanese() -> None:
    text = (
        "# 断水\n\n水が止まります。\n\n![](a.png)\n\n"
        "<!-- メモ -->\n\nThe water will [stop tonight](https://www.aoba.example/en/).\n"
    )
    document = read(text, Format.MARKDOWN)
    assert document.foreign is not None
    assert [mark.kind.value for mark in document.marks] == ["image"]
    assert [mark.span.cut(document.foreign.text) for mark in document.foreign.marks] == [
        "stop tonight"
    ]
    assert len(document.comments) == 1
    assert document.foreign.comments == ()


@pytest.mark.parametrize(
    "text", ["a b c " * 30_000, "\n".join(["# A b c d"] * 5_000), "请您\n" * 20_000, "한" * 50_000]
)
def test_long_texts_take_linear_time(text: str) -> None:
    started = time.process_time()
    read(text, Format.TEXT)
    assert time.process_time() - started < 5


def test_drafts_without_foreign_text_cost_next_to_nothing() -> None:
    """20 µs for 1,000 characters at most; measured are about 4."""
    documents = [read(load(path).text, Format.TEXT) for path in CLEAN if path.suffix == ".txt"]
    characters = sum(len(document.text) for document in documents)

    def once() -> float:
        started = time.process_time()
        for document in documents:
            assert set_apart(document) is document
        return time.process_time() - started

    assert min(once() for _ in range(20)) < 20e-6 * characters / 1_000
