"""What the documents say is what the tool does."""

from __future__ import annotations

import dataclasses
import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from checker.api import Checker
from checker.cli import command
from checker.config import Config
from checker.config.fields import ROOT as ROOT_FIELD
from checker.config.reader import parse as parse_config
from checker.document.model import Format
from checker.explain import explain
from checker.kinds.base import RuleBase
from checker.notice.compiled import default_knowledge
from checker.proof import failures
from checker.reporters.registry import FORMATS
from checker.rulebook.compiled import default_rulebook
from checker.rulebook.load import load_folder, parse
from tests_support import AS_OF, ROOT
from web.server import command as web_command
from web.settings import Settings

sys.path.insert(0, str(ROOT / "tools"))

README = (ROOT / "README.md").read_text(encoding="utf-8")
README_EN = (ROOT / "README.en.md").read_text(encoding="utf-8")
OF_DOCUMENTS = Checker(as_of=AS_OF, raise_crashes=True)
# A message alone is no notice: its first line may well speak of press releases.
OF_MESSAGES = Checker(Config(ignore=("information", "press")), as_of=AS_OF, raise_crashes=True)
RULES_README = (ROOT / "rules" / "README.md").read_text(encoding="utf-8")

EXAMPLES = re.findall(
    r"<!-- example: check (.*?) -->\n```text\n(.*?)```\n<!-- /example -->", README, re.DOTALL
)
PARTS = re.findall(
    r"<!-- example-part: check (.*?) -->\n```text\n(.*?)```\n<!-- /example -->", README, re.DOTALL
)


def test_there_is_an_example() -> None:
    assert EXAMPLES
    assert PARTS


def output(arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "checker", *shlex.split(arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env={**os.environ, "COLUMNS": "80"},
        check=False,
    )
    return done.stdout


@pytest.mark.parametrize(("arguments", "shown"), EXAMPLES)
def test_example_output_is_real(arguments: str, shown: str) -> None:
    assert output(arguments).startswith(shown.rstrip() + "\n")


@pytest.mark.parametrize(("arguments", "shown"), PARTS)
def test_part_of_an_output_is_real(arguments: str, shown: str) -> None:
    assert f"\n{shown.rstrip()}\n" in output(arguments)


@pytest.mark.parametrize("text", [README, README_EN], ids=["ja", "en"])
def test_the_readme_names_all_genres_and_media(text: str) -> None:
    known = default_knowledge()
    assert {name for name in (*known.genres, *known.media) if f"`{name}`" not in text} == set()


@pytest.mark.parametrize("text", [README, README_EN], ids=["ja", "en"])
def test_options_in_the_readme_exist(text: str) -> None:
    known = {
        option
        for each in (command, web_command)
        for parameter in each.params
        for option in parameter.opts
    }
    used = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", text))
    assert used
    assert used <= known, used - known


def test_the_readme_has_the_formats_of_a_report() -> None:
    table = README.partition("### 結果の形式")[2].partition("\n### ")[0]
    rows = dict(re.findall(r"^\| `(\w+)` \| (.*) \|$", table, re.MULTILINE))
    assert rows == {name: each.what for name, each in FORMATS.items()}
    assert {name for name in FORMATS if f"`{name}`" not in README_EN} == set()


def test_rules_in_the_readme_exist() -> None:
    rulebook = default_rulebook()
    named = set(
        re.findall(r"\b(?:wording|sentence|jargon|facts|notation)/[a-z][a-z-]+", README + README_EN)
    )
    assert named
    assert all(rule in rulebook for rule in named)


def test_configuration_in_the_readme_is_toml() -> None:
    blocks = re.findall(r"```toml\n(.*?)```", README, re.DOTALL)
    keys = {key for block in blocks for key in tomllib.loads(block)}
    assert keys == {*ROOT_FIELD.names} - {"genre", "medium", "select"}
    for block in blocks:
        parse_config(block, Path("check.toml"))


def test_settings_of_the_web_checker_are_those_of_the_readme() -> None:
    table = README.partition("`[web]` には")[2].partition("\n### ")[0]
    named = dict(re.findall(r"^\| `(\w+)` \|.*\| (?:`(\d+)`|なし) \|$", table, re.MULTILINE))
    settings = Settings()
    for name, value in named.items():
        default = getattr(settings, name)
        assert default == (type(default)(value) if value else type(default)())
    own = {"config", "threads"}
    assert set(named) == {field.name for field in dataclasses.fields(Settings)} - own


def test_rule_of_the_guide_works_as_written(tmp_path: Path) -> None:
    place = re.search(r"```\n\s*our-rules/(\S+)\n", RULES_README)
    block = re.search(r"```yaml\n(   kind:.*?)\n   ```", RULES_README, re.DOTALL)
    assert place
    assert block
    path = tmp_path / place[1]
    path.parent.mkdir(parents=True)
    path.write_text("\n".join(line[3:] for line in block[1].splitlines()), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "checker", "--test-rules", str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


COMMON = {
    "title": "試し",
    "message": "「{text}」です。",
    "severity": "suggestion",
    "why": "試すため。",
    "basis": [{"own": "試すため。"}],
    "since": "0.1",
}
LONG = "市は、粗大ごみの申し込みの方法を変えます。" * 13
EXAMPLES_OF_KINDS: dict[str, dict[str, Any]] = {
    "substitution": {
        "bad": [
            {"text": "速やかに出す。", "flags": ["速やかに"], "fixed": "すぐに出す。"},
            {"text": "遅滞なく出す。", "flags": ["遅滞なく"], "fixed": "すぐに出す。"},
        ],
        "good": ["すぐに出す。"],
    },
    "limit": {"bad": [{"text": LONG, "flags": [LONG]}], "good": [LONG[:240]]},
    "morph_pattern": {
        "bad": [
            {
                "text": "受け付けておりません。",
                "flags": ["ており"],
                "fixed": "受け付けていません。",
            }
        ],
        "good": ["受け付けています。"],
    },
    "glossary": {"good": ["証明書を渡します。"]},
    "consistency": {
        "bad": [
            {"text": "会場は南館です。会場は寒いです。開催場所は2階です。", "flags": ["開催場所"]},
            {"text": "開催場所は南館です。会場は2階です。", "flags": ["会場"]},
        ],
        "good": ["会場は南館です。会場は2階です。"],
    },
    "required": {
        "bad": [{"text": "雨天の場合は中止です。", "flags": ["雨天の場合は中止です。"]}],
        "good": ["雨天の場合は、午前7時にホームページでお知らせします。"],
    },
    "missing": {
        "bad": [],
        "good": [
            "親子の星の観察会を開きます\n\n日時：12月5日（土曜日）午後6時から8時まで\n費用：無料\n"
        ],
    },
}
FRAGMENTS = {
    str(written["kind"]): written
    for block in re.findall(r"^```yaml\n(kind:.*?)```", RULES_README, re.DOTALL | re.MULTILINE)
    if (written := yaml.load(block, yaml.BaseLoader))
}


def test_all_kinds_that_the_guide_shows_are_tried() -> None:
    assert set(FRAGMENTS) == set(EXAMPLES_OF_KINDS)


def failing(rule: dict[str, Any], category: str = "wording") -> list[str]:
    """What `--test-rules` says of a rule."""
    text = yaml.dump(rule, allow_unicode=True)
    return [f.message for f in failures(parse(text, "a.yaml", f"{category}/a").rule)]


@pytest.mark.parametrize("kind", EXAMPLES_OF_KINDS)
def test_the_example_of_a_kind_in_the_guide_works(kind: str) -> None:
    written = FRAGMENTS[kind]
    shown = written.get("examples", {})
    examples = EXAMPLES_OF_KINDS[kind]
    examples = {**examples, "bad": [*examples.get("bad", []), *shown.get("bad", [])]}
    assert failing({**COMMON, **written, "examples": examples}) == []


def fragment(start: str) -> Any:
    """The YAML of the guide that begins with a line."""
    (block,) = re.findall(rf"```yaml\n({start}\n.*?)```", RULES_README, re.DOTALL)
    return yaml.load(block, yaml.BaseLoader)


def test_the_exceptions_of_the_guide_are_exceptions() -> None:
    rule = {
        **COMMON,
        "kind": "existence",
        "patterns": ["駐車場には限りがあります"],
        "unless": fragment("unless:")["unless"],
        "examples": {
            "bad": [{"text": "駐車場には限りがあります。", "flags": ["駐車場には限りがあります"]}],
            "good": [
                "駐車場には限りがありますが、20台まで止められます。",
                "駐車場には限りがあります。車いすの方の場所はあります。",
            ],
        },
    }
    assert failing(rule) == []


def test_the_word_boundary_is_as_the_guide_says() -> None:
    bounded = {"words": ["旧", "前"], "to": ["※"]}
    free = fragment("replacements:")["replacements"][0]
    found = {"text": "旧庁舎です。", "flags": ["旧"]}
    inside = {"text": "駅前です。", "flags": ["前"]}
    for item, bad, good in ((bounded, found, "駅前です。"), (free, inside, "駅です。")):
        examples = {"bad": [bad], "good": [good]}
        rule = {**COMMON, "kind": "substitution", "replacements": [item], "examples": examples}
        assert failing(rule) == []


def test_a_basis_of_the_guide_is_told_as_read() -> None:
    spec = {**COMMON, **fragment("basis:"), "kind": "existence", "patterns": ["駄目"]}
    spec["examples"] = {"bad": [{"text": "駄目です。", "flags": ["駄目"]}], "good": ["良い。"]}
    rule = parse(yaml.dump(spec, allow_unicode=True), "a.yaml", "wording/a").rule
    assert "第2章" in explain(rule)
    assert "原文未確認" not in explain(rule)
    spec["basis"][0].update(verified="false", section="")
    rule = parse(yaml.dump(spec, allow_unicode=True), "a.yaml", "wording/a").rule
    assert "原文未確認" in explain(rule)


def test_the_guide_says_what_the_command_is_called_before_it_is_used() -> None:
    first = RULES_README.index("`check --")
    assert "make run" in RULES_README[:first]
    assert "`.venv/bin/check`" in RULES_README[:first]


def test_the_guide_names_the_masks_that_hold_by_themselves() -> None:
    assert f"`[{', '.join(RuleBase.default_masks)}]`" in RULES_README


def test_fields_of_the_guide_are_the_fields_of_a_rule() -> None:
    known = set(RuleBase.__struct_fields__) | {"kind"}
    named = {name for name in known if f"`{name}`" in RULES_README}
    assert known - named == set()


def test_schema_is_up_to_date() -> None:
    from rule_schema import TARGET, schema

    assert TARGET.read_text(encoding="utf-8") == schema(), "run: make schema"


@pytest.mark.parametrize(
    "path",
    [
        "README.md",
        "rules/README.md",
        "web/README.md",
        *(
            f"docs/{name}.md"
            for name in ("checklist", "integrations", "editors", "nationwide", "silencing")
        ),
    ],
)
def test_the_checker_passes_its_own_documents(path: str) -> None:
    text = (ROOT / path).read_text(encoding="utf-8")
    text = re.sub(r"(?s)(<!-- example.*?<!-- /example -->)", "", text)
    findings = OF_DOCUMENTS.check_text(text, format=Format.MARKDOWN, path=path).findings
    assert [f"{f.rule}: {f.text}" for f in findings] == []


def test_the_checker_passes_its_own_rules() -> None:
    """Titles, messages and reasons are written by the standard that they set."""
    told = []
    for file in load_folder(ROOT / "rules"):
        spec = file.rule.spec
        for text in (f"{spec.title}。", spec.why, *(basis.own for basis in spec.basis)):
            quoted_out = re.sub(r"「[^「」]*」", "「」", text)
            findings = OF_MESSAGES.check_text(quoted_out).findings
            told += [f"{file.rule.id} {f.rule}: {f.text}" for f in findings]
    assert told == []


def test_changelog_and_licence_are_there() -> None:
    assert "## [Unreleased]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert "MIT License" in (ROOT / "LICENSE").read_text(encoding="utf-8")


def test_lock_files_hold_hashes_and_no_address() -> None:
    for path in (ROOT / "requirements").glob("*.txt"):
        text = path.read_text(encoding="utf-8")
        assert "--hash=sha256:" in text
        assert not re.search(r"https?://|--(extra-)?index-url|--find-links|file:", text)


def test_the_ways_to_silence_work_as_the_guide_shows_them() -> None:
    guide = (ROOT / "docs" / "silencing.md").read_text(encoding="utf-8")
    (toml,) = re.findall(r"```toml\n(.*?)```", guide, re.DOTALL)
    assert parse_config(toml, Path("check.toml")).silences
    (comments,) = re.findall(r"```html\n(.*?)```", guide, re.DOTALL)
    text = comments.replace("sentence", "notation").replace("よる。", "よる様にして下さい。")
    report = OF_DOCUMENTS.check_text(f"{text}\n書類を出して下さい。\n", format=Format.MARKDOWN)
    assert {each.selector for each in report.silenced} == {"notation"}
    assert [f.text for f in report.findings if f.category == "notation"] == ["下さい"]
    named = re.findall(r"^\| `(suppression/[a-z-]+)`", guide, re.MULTILINE)
    assert set(named) == {r.id for r in default_rulebook() if r.id.startswith("suppression/")}
