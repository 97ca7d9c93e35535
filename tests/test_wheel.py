"""The wheel, alone: installed into an empty environment without network, run elsewhere."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from tests_support import ROOT, SAMPLES


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    # From a copy of what git would ship, so that nothing lying about gets in.
    source = tmp_path_factory.mktemp("source")
    for name in ("checker", "rules", "web", "LICENSES"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    (source / "corpus" / "samples").mkdir(parents=True)
    shutil.copy(SAMPLES / "kenko-koza.txt", source / "corpus" / "samples")
    for name in ("pyproject.toml", "hatch_build.py", "README.md", "LICENSE", "NOTICE"):
        shutil.copy(ROOT / name, source / name)
    target = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", target, source],
        check=True,
        capture_output=True,
    )
    (built,) = target.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def command(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("installed") / "venv"
    venv.create(home, with_pip=True)
    python = home / "bin" / "python"
    subprocess.run(
        [python, "-m", "pip", "install", "--no-index", "--no-deps", "--quiet", wheel], check=True
    )
    # The dependencies of the core, and no other: linked from the environment of the tests,
    # because there is no network to install them from.
    here = Path(sysconfig.get_paths()["purelib"])
    (there,) = home.glob("lib/python3*/site-packages")
    for name in (
        "click",
        "msgspec",
        "pyromark",
        "yaml",
        "_yaml",
        "sudachipy",
        "sudachidict_core",
        "jpholiday",
        *(path.name for path in here.glob("ahocorasick*")),  # one extension module
    ):
        (there / name).symlink_to(here / name)
    return home / "bin" / "check"


def test_wheel_holds_compiled_rules_and_their_sources(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert "checker/_rules/rulebook.msgpack" in names
    assert "checker/_rules/wording/koto-ga-dekiru.yaml" in names
    assert not [name for name in names if name.startswith(("tests/", "corpus/", "tools/"))]


def test_wheel_holds_what_the_web_checker_shows(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {"web/_samples/kenko-koza.txt", "web/templates/index.html"} <= set(names)


def test_wheel_holds_the_data_on_words_and_all_notices(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    names = archive.namelist()
    data = ["levels", "everyday", "origins", "grades", "homographs", "joyo"]
    assert {f"checker/data/{name}.txt" for name in data} <= set(names)
    (metadata,) = [name for name in names if name.endswith(".dist-info/METADATA")]
    said = archive.read(metadata).decode()
    assert "License-Expression: MIT AND BSD-3-Clause AND CC-BY-SA-4.0\n" in said
    folder = metadata.rsplit("/", 1)[0]
    for name in ("LICENSE", "NOTICE", "LICENSES/CC-BY-SA-4.0.txt"):
        assert f"{folder}/licenses/{name}" in names
        assert f"License-File: {name}\n" in said


def run(command: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [command, *arguments], cwd=folder, capture_output=True, text=True, check=False
    )


def test_installed_alone_it_checks_and_says_what_it_left_out(command: Path, tmp_path: Path) -> None:
    shutil.copy(SAMPLES / "kosodate-kyufukin.md", tmp_path / "notice.md")
    done = run(command, tmp_path, "--as-of", "2026-11-22", "--format", "json", "notice.md")
    assert done.returncode == 1, done.stderr
    file = json.loads(done.stdout)["files"][0]
    assert file["findings"]
    assert any("ja-ginza" in skipped["reason"] for skipped in file["skipped"])


def test_installed_alone_it_explains_and_lists(command: Path, tmp_path: Path) -> None:
    assert (
        "することができる" in run(command, tmp_path, "--explain", "wording/koto-ga-dekiru").stdout
    )
    assert run(command, tmp_path, "--list-rules").stdout.startswith("ルール ")


def test_installed_alone_it_tries_a_rule_of_ones_own(command: Path, tmp_path: Path) -> None:
    folder = tmp_path / "our-rules" / "notation"
    folder.mkdir(parents=True)
    shutil.copy(ROOT / "rules" / "notation" / "kudasai.yaml", folder / "our-kudasai.yaml")
    done = run(command, tmp_path, "--test-rules", "our-rules")
    assert done.returncode == 0, done.stderr
    assert "notation/our-kudasai" in done.stdout
