"""The city's own words: what is read, what is refused, what goes before our lists."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

import pytest

from checker import cli
from checker.api import Checker, rulebook_for
from checker.config import Config, load
from checker.document.model import Format
from checker.document.source import Source
from checker.document.source import load as load_draft
from checker.errors import ConfigError
from checker.explain import explain_term, list_rules
from checker.model import Applicability, Finding, Profile, Severity
from checker.rulebook.compiled import default_rulebook
from checker.rulebook.words import CITY_WORDS, with_words
from checker.words import load_words
from tests_support import CITY_CONFIG, with_fix, write_file

WORDS = "言葉,言い換え,説明,備考\n周知する,広く知らせる,,\n賦課,,税金の額を決めること,税務課\n"


write = partial(write_file, name="words.csv")


def configured(
    folder: Path, rows: Iterable[str], head: str = "言葉,言い換え,説明,備考,品詞"
) -> Config:
    write(folder, "\n".join([head, *rows]) + "\n")
    return load(write(folder, '[words]\nlist = "words.csv"\n', name="check.toml"))


def told(config: Config, text: str) -> list[Finding]:
    findings = Checker(config, raise_crashes=True).check_text(text).findings
    return [f for f in findings if f.rule.startswith(("jargon/", "wording/stiff"))]


@pytest.mark.parametrize("delimiter", [",", "\t"], ids=["csv", "tsv"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_as_spreadsheets_save_it(
    tmp_path: Path, encoding: str, newline: str, delimiter: str
) -> None:
    text = WORDS.replace("\n", newline).replace(",", delimiter)
    shout, levy = load_words([write(tmp_path, text, encoding)])
    assert (shout.word, shout.plain, shout.line) == ("周知する", ("広く知らせる",), 2)
    assert (levy.plain, levy.explanation, levy.note) == ((), "税金の額を決めること", "税務課")


def test_big_endian_and_columns_that_nobody_needs(tmp_path: Path) -> None:
    text = "\ufeff番号\t用　語\t言いかえ\n1\tﾌﾚｲﾙ\t体の衰え／弱り\n\t\t\n"
    (word,) = load_words([write(tmp_path, text, "utf-16-be")])
    assert (word.word, word.plain) == ("フレイル", ("体の衰え", "弱り"))


def test_cells_with_commas_quotes_and_line_breaks(tmp_path: Path) -> None:
    text = '言葉,言い換え,説明\n講じる,"行う\n取る",\n賦課,,"額を決め,知らせること"\n'
    first, second = load_words([write(tmp_path, text)])
    assert first.plain == ("行う", "取る")
    assert (second.explanation, second.line) == ("額を決め,知らせること", 4)


FAULTS = [
    ("", 1, "空です"),
    ("単語,言い換え\n周知,お知らせ\n", 1, "「言葉」という列"),
    ("言葉,言い換え\n周知,お知らせ\n,広く知らせる\n", 3, "「言葉」がありません"),
    ("言葉,言い換え\n周知,お知らせ\n講じる,行う\n周 知,通知\n", 4, "「周 知」が2回あります"),
    ("言葉,言い換え,品詞\n周知,お知らせ,名刺\n", 2, "品詞に「名刺」"),
    ("言葉,言い換え,説明\n周知,,\n", 2, "言い換えも説明も"),
    ('言葉,言い換え\n講じる,行う\n周知,"お知らせ\n', 3, "CSVとして"),
]


@pytest.mark.parametrize(("text", "line", "message"), FAULTS)
def test_faults_name_line_and_remedy(tmp_path: Path, text: str, line: int, message: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(ConfigError) as caught:
        load_words([path])
    assert caught.value.path == f"{path}:{line}"
    assert message in caught.value.message
    assert caught.value.remedy.endswith(("。", "か。"))


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "words.csv"
    path.write_bytes(b"\x00\x01\xff\xfe\x81")
    with pytest.raises(ConfigError, match="文字コード"):
        load_words([path])
    with pytest.raises(ConfigError, match="読めません"):
        load_words([tmp_path / "none.csv"])


def test_a_word_in_two_files_is_refused_with_both_places(tmp_path: Path) -> None:
    first = write(tmp_path, WORDS)
    second = write(tmp_path, "言葉,言い換え\n賦課,割り当て\n", name="tax.csv")
    with pytest.raises(ConfigError, match=r"words\.csv の3行目") as caught:
        load_words([first, second])
    assert caught.value.path == f"{second}:2"


@pytest.mark.parametrize(
    ("row", "plain"),
    [
        ("周知する,かえる,,,", "かえる"),
        ("周知,お知らせ,,,する動詞", "お知らせ"),
        ("講じる,かえる,,,", "かえる"),
        ("著しい,とても,,,形容詞", "とても"),
    ],
)
def test_a_verb_that_nobody_can_conjugate(tmp_path: Path, row: str, plain: str) -> None:
    config = configured(tmp_path, ["賦課,割り当て,,,", row])
    with pytest.raises(ConfigError, match=f"言い換えの「{plain}」") as caught:
        Checker(config)
    assert caught.value.path.endswith("words.csv:3")


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("words = 1\n", 1, "[words]"),
        ("[words]\n", 1, "[words]"),
        ("[words]\nlist = 1\n", 2, "[words]"),
        ('[words]\nlists = "a.csv"\n', 2, "lists"),
        ('[words]\nlist = ["a.csv", 1]\n', 2, "[words]"),
    ],
)
def test_faults_of_the_table(tmp_path: Path, text: str, line: int, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load(write(tmp_path, text, name="check.toml"))
    assert caught.value.path.endswith(f"check.toml:{line}")
    assert message in caught.value.message


def test_several_lists_relative_to_the_configuration(tmp_path: Path) -> None:
    (tmp_path / "lists").mkdir()
    write(tmp_path / "lists", WORDS)
    write(tmp_path, "用語\t言い換え\n手交する\t手渡す\n", name="more.txt")
    text = '[words]\nlist = ["lists/words.csv", "more.txt"]\n'
    config = load(write(tmp_path, text, name="check.toml"))
    assert [word.word for word in config.words] == ["周知する", "賦課", "手交する"]
    assert load(write(tmp_path, "", name="check.toml")).words == ()


ROWS = [
    "周知する,広く知らせる,,,",
    "周知,お知らせ,,,",
    "講じる,行う、取る,,,",
    "意見を徴する,意見を聞く,,,",
    "に資する,に役立つ,,,",
    "遅滞なく,すぐに,,,",
    "著しい,とても大きい,,,形容詞",
    "実施を延期する,後にする,,,",
    "ＩＣタグ,電子の名札,,,",
]


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("市民に周知しました。", "市民に広く知らせました。"),
        ("市民に周知してください。", "市民に広く知らせてください。"),
        ("全員に周知できませんでした。", "全員に広く知らせられませんでした。"),
        ("市民への周知をお願いします。", "市民へのお知らせをお願いします。"),
        ("対策を講じました。", "対策を行いました。"),  # Sudachi: 講ずる
        ("住民の意見を徴しています。", "住民の意見を聞いています。"),  # Sudachi: 徴す
        ("健康に資する活動です。", "健康に役立つ活動です。"),
        ("遅滞なく届け出てください。", "すぐに届け出てください。"),
        ("著しい差です。", "とても大きい差です。"),
        ("工事の実施を延期しました。", "工事の後にしました。"),
        ("ICタグを使います。", "電子の名札を使います。"),
    ],
)
def test_a_replacement_has_the_form_of_the_draft(tmp_path: Path, text: str, fixed: str) -> None:
    (finding,) = told(configured(tmp_path, ROWS), text)
    assert finding.rule == CITY_WORDS
    assert finding.severity is Severity.SUGGESTION
    assert [basis.own for basis in finding.basis] == ["市の言葉の一覧（words.csv）にあるため。"]
    assert with_fix(text, finding) == fixed


@pytest.mark.parametrize("text", ["周知徹底会議の委員です。", "手を講師が取ります。"])
def test_other_words_are_left_alone(tmp_path: Path, text: str) -> None:
    assert [f for f in told(configured(tmp_path, ROWS), text) if f.rule == CITY_WORDS] == []


def test_a_verb_with_suru_is_not_its_noun(tmp_path: Path) -> None:
    config = configured(tmp_path, ["周知する,広く知らせる,,,"])
    assert told(config, "市民への周知をお願いします。") == []
    assert [f.entry for f in told(config, "ご周知ください。")] == ["周知する"]


def test_what_is_explained_and_noted(tmp_path: Path) -> None:
    long = "税金や保険料の額を、前の年の所得をもとに計算して、一人一人に決めて知らせることで、額は毎年変わります"
    config = configured(tmp_path, [f"賦課,,{long},額を見直す{{年}}に限る,"])
    (finding,) = told(config, "6月に賦課をします。")
    assert f"（{long}）" in finding.message
    assert finding.message.endswith("備考: 額を見直す｛年｝に限る。")
    assert with_fix("6月に賦課をします。", finding) == f"6月に賦課（{long}）をします。"


def test_readers_of_plain_japanese_are_warned(tmp_path: Path) -> None:
    config = configured(tmp_path, ROWS)
    easy = Config(profile=Profile.EASY, words=config.words)
    (finding,) = (f for f in told(easy, "市民に周知しました。") if f.rule == CITY_WORDS)
    assert finding.severity is Severity.WARNING


def test_our_entry_is_silent_for_the_term_and_no_other(tmp_path: Path) -> None:
    ours = default_rulebook().get("jargon/office")
    assert ours is not None
    assert ours.entries["koji-sotatsu"].terms == ["公示送達"]
    assert ours.entries["kyoyo-kaishi"].terms[:2] == ["供用開始", "供用を開始"]
    config = configured(tmp_path, ["供用開始,使い始め,,,"])
    text = "道路の供用開始の日です。橋の供用を開始します。公示送達をします。"
    assert [(f.rule, f.entry) for f in told(config, text) if f.entry] == [
        (CITY_WORDS, "供用開始"),
        ("jargon/office", "kyoyo-kaishi"),  # the other spelling
        ("jargon/office", "koji-sotatsu"),
    ]


@pytest.mark.parametrize("said", ["そのまま", "公示送達", "公示送達、官報での通知"])
def test_a_kept_word_is_never_flagged(tmp_path: Path, said: str) -> None:
    config = configured(tmp_path, [f"公示送達,{said},,,", "遅滞なく,そのまま,,,"])
    assert told(Config(), "公示送達を、遅滞なく行います。")
    assert told(config, "公示送達を、遅滞なく行います。") == []


def test_what_stands_inside_a_kept_word_is_kept(tmp_path: Path) -> None:
    text = "喫緊の課題に対応します。"
    assert "kikkin" in [f.entry for f in told(Config(), text)]
    assert told(configured(tmp_path, ["喫緊の課題に対応,そのまま,,,"]), text) == []


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ("徴する,そのまま,,,", "意見を徴します。"),
        ("意見を徴する,そのまま,,,", "意見を徴する会です。"),
        ("履行,そのまま,,,", "契約の履行を確かめます。"),
    ],
)
def test_lists_of_detectors_are_lists_too(tmp_path: Path, row: str, text: str) -> None:
    assert told(Config(), text)
    assert told(configured(tmp_path, [row]), text) == []


def test_ignored_entries_of_ours_stay_known(tmp_path: Path) -> None:
    config = configured(tmp_path, ["公示送達,そのまま,,,"])
    ignoring = Config(ignore=("jargon/office#koji-sotatsu", f"{CITY_WORDS}"), words=config.words)
    with pytest.raises(ConfigError, match="city-words"):  # nothing is left of the city's list
        Checker(ignoring)
    config = configured(tmp_path, ["公示送達,掲示による通知,,,"])
    ignoring = Config(ignore=("jargon/office#koji-sotatsu", CITY_WORDS), words=config.words)
    assert told(ignoring, "公示送達をします。") == []
    ignoring = Config(ignore=(f"{CITY_WORDS}#公示送達",), words=config.words)
    assert told(ignoring, "公示送達をします。") == []


def test_the_rulebook_is_made_once_and_other_rules_are_the_same(tmp_path: Path) -> None:
    config = configured(tmp_path, ROWS)
    book = rulebook_for(config)
    assert book is rulebook_for(configured(tmp_path, ROWS))
    ours = default_rulebook()
    changed = {rule.id for rule in book if ours.get(rule.id) is not rule}
    lists = {rule.id for rule in ours if rule.entries}
    assert changed == {CITY_WORDS, *lists}
    assert with_words(ours, ()) is ours
    assert book.replaced == ()


def test_explaining_and_listing(tmp_path: Path) -> None:
    book = rulebook_for(
        configured(tmp_path, [*ROWS, "公示送達,そのまま,,,", "賦課決定,,額の決定,税務課,"])
    )
    text = explain_term("周知する", book)
    assert text.startswith(f"{CITY_WORDS}#周知する  周知する（「する」の付く動詞）\n")
    assert "広く知らせる" in text
    assert "市の言葉の一覧（words.csv）にあるため。" in text
    assert "備考:\n  税務課\n" in explain_term("賦課決定", book)
    assert "jargon/office" not in explain_term("賦課決定", book)
    assert "そのまま使うと決めた言葉です" in explain_term("公示送達", book)
    assert f"{CITY_WORDS}  市の言葉（10語）" in list_rules(book)


def test_a_fix_is_shown_and_not_applied(tmp_path: Path) -> None:
    draft = "市民に周知しました。\n"
    source: Source = load_draft(write(tmp_path, draft, name="notice.txt"))
    checker = Checker(configured(tmp_path, ROWS), raise_crashes=True)
    assert checker.fix(source, Format.TEXT, unsafe=True).rope.text == draft
    (finding,) = told(configured(tmp_path, ROWS), draft)
    assert finding.fix is not None
    assert finding.fix.applicability is Applicability.DISPLAY


def test_long_lists_and_long_drafts(tmp_path: Path) -> None:
    rows = [f"言葉{number}号,語{number},,," for number in range(1500)]
    config = configured(tmp_path, [*rows, *ROWS])
    found = told(config, "市民に周知し、対策を講じました。\n" * 300)
    assert [f.entry for f in found] == ["周知する", "講じる"]


def test_the_sample_of_the_city() -> None:
    config = load(CITY_CONFIG)
    text = (
        "広報で周知しました。手交した賞状です。あおばコインを使えます。クーリング・オフの期間です。"
    )
    assert [f.entry for f in told(config, text)] == ["周知する", "手交する", "あおばコイン"]


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.chdir(tmp_path)

    def check(*arguments: str) -> tuple[int, str, str]:
        status = cli.run(["--as-of", "2026-11-22", *arguments])
        return status, *capsys.readouterr()

    return check


def test_the_command(tmp_path: Path, run: Run) -> None:
    configured(tmp_path, ROWS)
    write(tmp_path, "# 工事のお知らせ\n\n市民に周知しました。\n", name="notice.md")
    _, output, errors = run("--select", CITY_WORDS, "notice.md")
    assert errors == ""
    assert "市の言葉: 周知する" in output
    assert "広く知らせました" in output
    assert "市の言葉の一覧（words.csv）にあるため。" in output
    assert f"{CITY_WORDS}#周知する" in run("--explain", "周知する")[1]
    assert f"{CITY_WORDS}  市の言葉（9語）" in run("--list-rules")[1]
    assert CITY_WORDS not in run("--no-config", "--list-rules")[1]


def test_the_command_tells_faults(tmp_path: Path, run: Run) -> None:
    configured(tmp_path, ROWS)
    with (tmp_path / "words.csv").open("a", encoding="utf-8") as file:
        file.write("周知,知らせ,,,\n")
    write(tmp_path, "# 工事のお知らせ\n", name="notice.md")
    status, _, errors = run("notice.md")
    assert status == 2
    assert f"words.csv:{len(ROWS) + 2}: 「周知」が2回あります（もう1つは3行目）。" in errors
    assert "→ 1行にまとめてください" in errors
