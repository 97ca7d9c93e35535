"""Which values hold for a draft: its file, what that extends, where it is."""

from __future__ import annotations

import os
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from checker.config import Config, Configuration, fingerprint, load
from checker.config.globs import fault
from checker.errors import ConfigError
from checker.model import Profile, Severity


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_adds_to_what_it_extends_and_wins(tmp_path: Path) -> None:
    write(tmp_path / "lists" / "words.csv", "言葉,言い換え\n周知する,広く知らせる\n")
    write(
        tmp_path / "base.toml",
        'profile = "easy"\ngenre = "event"\nselect = ["facts"]\nignore = ["notation"]\n'
        'rules = ["our"]\nexclude = ["old/"]\n[policy]\nkodomo = "こども"\nera = "元号"\n'
        '[severity]\n"jargon/loanwords" = "error"\n[thresholds]\n"sentence/length" = 20\n'
        '[city]\narea_code = "04"\n[words]\nlist = "lists/words.csv"\n[web]\nqueue = 8\n',
    )
    path = write(
        tmp_path / "site" / "check.toml",
        'extends = "../base.toml"\ngenre = ""\nselect = ["wording"]\nignore = ["slip"]\n'
        'rules = ["our"]\n[policy]\nkodomo = "子ども"\n[severity]\njargon = "off"\n[web]\n'
        "deadline = 5\n",
    )
    config = load(path)
    assert config == Config(
        profile=Profile.EASY,
        genre="",
        select=("wording",),
        ignore=("notation", "slip"),
        rules=(tmp_path / "our", tmp_path / "site" / "our"),
        policy={"kodomo": "子ども", "era": "元号"},
        severity=(("jargon/loanwords", Severity.ERROR), ("jargon", None)),
        thresholds=config.thresholds,
        city=config.city,
        words=config.words,
        web={"queue": 8, "deadline": 5},
    )
    assert [word.word for word in config.words] == ["周知する"]
    assert config.city is not None
    assert config.city.area_code == "04"
    (threshold,) = config.thresholds
    assert (threshold.profile, threshold.steps) == (Profile.EASY, ((None, 20),))
    base = str(tmp_path / "base.toml")
    assert config.place("profile") == f"{base}:1"
    assert config.place("genre") == f"{path}:2"
    assert config.place("ignore", "notation") == f"{base}:4"
    assert config.place("ignore", "slip") == f"{path}:4"
    assert config.place("policy", "kodomo") == f"{path}:7"
    assert config.place("thresholds", "easy", "sentence/length") == f"{base}:13"


def test_of_several_bases_the_later_wins_and_each_is_read_once(tmp_path: Path) -> None:
    write(tmp_path / "common.toml", 'genre = "event"\nmedium = "web"\nrules = ["our"]\n')
    write(tmp_path / "a.toml", 'extends = "common.toml"\ngenre = "tax"\nmedium = "koho"\n')
    write(tmp_path / "b.toml", 'extends = ["./common.toml"]\ngenre = "health"\n')
    config = load(write(tmp_path / "check.toml", 'extends = ["a.toml", "b.toml"]\n'))
    assert (config.genre, config.medium) == ("health", "koho")
    assert config.rules == (tmp_path / "our",)


@pytest.mark.parametrize(
    ("files", "place", "told"),
    [
        ({"check.toml": '\nextends = "check.toml"\n'}, "check.toml:2", "check.toml →"),
        (
            {"check.toml": 'extends = "a/b.toml"\n', "a/b.toml": 'extends = [\n"../check.toml"]\n'},
            "b.toml:2",
            "輪",
        ),
        ({"check.toml": 'extends = [\n"a.toml",\n"none.toml"]\n', "a.toml": ""}, ":3", "none.toml"),
        ({"check.toml": 'extends = "a"\n', "a/b.toml": ""}, "check.toml:1", "フォルダー"),
        ({"check.toml": 'extends = "a.toml"\n', "a.toml": "profle = 1\n"}, "a.toml:1", "profle"),
    ],
)
def test_circles_and_missing_files(
    tmp_path: Path, files: dict[str, str], place: str, told: str
) -> None:
    for name, text in files.items():
        write(tmp_path / name, text)
    with pytest.raises(ConfigError) as caught:
        load(tmp_path / "check.toml")
    assert caught.value.path.endswith(place)
    assert told in caught.value.message


def configuration(tmp_path: Path, text: str) -> Configuration:
    return Configuration.load(write(tmp_path.resolve() / "check.toml", text))


def test_the_last_that_fits_wins_and_the_others_add(tmp_path: Path) -> None:
    made = configuration(
        tmp_path,
        'ignore = ["facts"]\ngenre = "event"\n'
        '[[paths]]\nglob = "press/**"\nprofile = "reporter"\nmedium = "press"\nignore = ["slip"]\n'
        '[paths.thresholds]\n"sentence/length" = 50\n'
        '[[paths]]\nglobs = ["*.html", "!keep.html"]\nmedium = "web"\nselect = ["wording"]\n'
        '[paths.severity]\n"wording" = "off"\n',
    )
    plain = made.config_for(tmp_path / "a.md")
    press = made.config_for(tmp_path / "press" / "deep" / "a.md")
    page = made.config_for(tmp_path / "press" / "a.html")
    kept = made.config_for(tmp_path / "press" / "keep.html")
    assert (plain.profile, plain.medium, plain.ignore) == (Profile.GENERAL, "", ("facts",))
    assert (press.profile, press.medium, press.ignore) == (
        Profile.REPORTER,
        "press",
        ("facts", "slip"),
    )
    assert [each.profile for each in press.thresholds] == [Profile.REPORTER]
    assert (page.profile, page.medium, page.select) == (Profile.REPORTER, "web", ("wording",))
    assert page.severity == (("wording", None),)
    assert kept == press
    assert made.config_for(tmp_path / "b.md") is plain
    assert made.config_for(None) == plain
    assert made.config_for(tmp_path.parent / "press" / "a.md") == plain
    assert press.origins[("medium",)].glob == "press/**"


def test_thresholds_for_a_reader_hold_whoever_names_that_reader(tmp_path: Path) -> None:
    made = configuration(
        tmp_path,
        '[thresholds]\n"sentence/length" = 60\n[thresholds.easy]\n"sentence/length" = 25\n'
        '[[paths]]\nglob = "easy/"\nprofile = "easy"\n[paths.thresholds]\n"sentence/length" = 20\n',
    )
    numbers = {each.profile: each.steps for each in made.config_for(tmp_path / "a.md").thresholds}
    assert numbers == {Profile.GENERAL: ((None, 60),), Profile.EASY: ((None, 25),)}
    easy = made.config_for(tmp_path / "easy" / "a.md")
    assert {each.profile: each.steps for each in easy.thresholds} == {
        Profile.GENERAL: ((None, 60),),
        Profile.EASY: ((None, 20),),
    }


@pytest.mark.parametrize(
    ("glob", "name", "fits"),
    [
        ("press", "press/a.md", True),
        ("press", "site/press/a.md", True),
        ("/press", "site/press/a.md", False),
        ("press/", "press", False),
        ("press/*.md", "press/a.md", True),
        ("press/*.md", "press/b/a.md", False),
        ("press/**/*.md", "press/a.md", True),
        ("お知らせ 冬/*.md", "お知らせ 冬/ポスター.md", True),
        ("#下書き/**", "#下書き/a.md", True),
        ("[ab]?.md", "a1.md", True),
        ("ガイド/**", unicodedata.normalize("NFD", "ガイド/a.md"), True),
        (unicodedata.normalize("NFD", "ガイド/**"), "ガイド/a.md", True),
    ],
)
def test_globs(tmp_path: Path, glob: str, name: str, fits: bool) -> None:
    assert not fault(glob)
    made = configuration(tmp_path, f'[[paths]]\nglob = "{glob}"\ngenre = "tax"\n')
    assert (made.config_for(tmp_path.resolve() / name).genre == "tax") is fits


def test_equal_decisions_are_equal_wherever_they_stand(tmp_path: Path) -> None:
    text = 'genre = "tax"\n[policy]\nkodomo = "こども"\n[severity]\nfacts = "error"\n'
    one = load(write(tmp_path / "a" / "check.toml", text))
    other = load(write(tmp_path / "b" / "check.toml", f"\n{text}"))
    assert one == other
    assert hash(one) == hash(other)
    assert fingerprint(one) == fingerprint(other)


@pytest.mark.parametrize(
    "line",
    [
        'profile = "easy"',
        'genre = "tax"',
        'medium = "web"',
        'select = ["facts"]',
        'ignore = ["facts"]',
        'policy = {kodomo = "こども"}',
        'severity = {facts = "off"}',
        'thresholds = {"sentence/length" = 60}',
        'thresholds = {easy = {"sentence/length" = 60}}',
        'city = {area_code = "04"}',
        'city = {departments = "list.csv"}',
        'words = {list = "words.csv"}',
        'rules = ["our"]',
    ],
)
def test_a_fingerprint_changes_with_what_is_decided(tmp_path: Path, line: str) -> None:
    write(tmp_path / "list.csv", "部署名,電話\n高齢福祉課,04-0000-1240\n")
    write(tmp_path / "words.csv", "言葉,言い換え\n周知する,広く知らせる\n")
    write(tmp_path / "our" / "wording" / "a.yaml", "kind: existence\n")
    path = write(tmp_path / "check.toml", f"{line}\n")
    before = fingerprint(load(path))
    assert before != fingerprint(Config())
    assert before == fingerprint(load(path))
    write(tmp_path / "list.csv", "部署名,電話\n高齢福祉課,04-0000-1241\n")
    write(tmp_path / "words.csv", "言葉,言い換え\n周知する,知らせる\n")
    write(tmp_path / "our" / "wording" / "a.yaml", "kind: limit\n")
    assert (fingerprint(load(path)) != before) is any(
        name in line for name in ("departments", "words", "rules")
    )


def test_a_fingerprint_is_the_same_in_every_process(tmp_path: Path) -> None:
    phones = "、".join(f"04-0000-{number}" for number in range(1240, 1260))
    write(tmp_path / "list.csv", f"部署名,電話\n高齢福祉課,{phones}\n")
    path = write(tmp_path / "check.toml", '[city]\ndepartments = "list.csv"\n')
    program = "import sys; from pathlib import Path; from checker.config import fingerprint, load; "
    program += "print(fingerprint(load(Path(sys.argv[1]))))"
    told = {
        subprocess.run(
            [sys.executable, "-c", program, str(path)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert told == {fingerprint(load(path))}
