"""The action for GitHub: its steps, run as GitHub runs them, and the files it leaves."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from formats_support import validator
from integrations_support import OFFLINE, SITE_PACKAGES, city, project

from tests_support import ROOT

ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Ran:
    """What a run of the action left behind."""

    status: int
    log: str
    outputs: dict[str, str]
    summary: str


def values(path: Path) -> dict[str, str]:
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    return dict(line.split("=", 1) for line in text.splitlines())


class Runner:
    """A machine of GitHub's, as far as the steps can see."""

    def __init__(self, folder: Path) -> None:
        self.temp = folder / "temp"
        self.temp.mkdir()
        self.action = folder / "tsutawaru"
        project(self.action)
        (folder / "bin").mkdir()
        (folder / "bin" / "python").symlink_to(sys.executable)
        self.path = f"{folder / 'bin'}:/usr/bin:/bin"

    def step(
        self, step: dict[str, Any], inputs: dict[str, str], repository: Path
    ) -> subprocess.CompletedProcess[str]:
        given = {name: each["default"] for name, each in ACTION["inputs"].items()} | inputs
        context = {f"inputs.{name}": value for name, value in given.items()}
        context |= {"github.action_path": str(self.action), "runner.temp": str(self.temp)}
        environment = {
            name: re.sub(r"\$\{\{ (.*?) \}\}", lambda found: context[found[1]], value)
            for name, value in step.get("env", {}).items()
        }
        script = self.temp / "step.sh"
        script.write_text(step["run"], encoding="utf-8")
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
            cwd=repository,
            capture_output=True,
            text=True,
            check=False,
            env={
                **OFFLINE,
                **values(self.temp / "env"),
                "PATH": self.path,
                "PYTHONPATH": str(SITE_PACKAGES),
                "GITHUB_ENV": str(self.temp / "env"),
                "GITHUB_OUTPUT": str(self.temp / "output"),
                "GITHUB_STEP_SUMMARY": str(self.temp / "summary"),
                **environment,
            },
        )

    def run(self, repository: Path, **inputs: str) -> Ran:
        for name in ("output", "summary"):
            (self.temp / name).unlink(missing_ok=True)
        step = next(each for each in ACTION["runs"]["steps"] if each.get("id") == "check")
        named = {name.replace("_", "-"): value for name, value in inputs.items()}
        done = self.step(step, named, repository)
        summary = self.temp / "summary"
        return Ran(
            done.returncode,
            done.stdout + done.stderr,
            values(self.temp / "output"),
            summary.read_text(encoding="utf-8") if summary.exists() else "",
        )


@pytest.fixture(scope="module")
def runner(tmp_path_factory: pytest.TempPathFactory) -> Runner:
    """A machine on which the tool was installed by the step that does so."""
    made = Runner(tmp_path_factory.mktemp("runner"))
    setup, install = ACTION["runs"]["steps"][:2]
    assert setup["uses"].startswith("actions/setup-python@")
    done = made.step(install, {}, made.temp)
    assert done.returncode == 0, done.stdout + done.stderr
    assert Path(values(made.temp / "env")["TSUTAWARU"]).is_relative_to(made.temp)
    return made


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    return city(tmp_path / "city")


def test_findings_become_annotations(runner: Runner, repository: Path) -> None:
    ran = runner.run(repository)
    assert ran.status == 1
    assert ran.outputs == {"status": "1"}
    assert "::error file=site/清掃 工場.md,line=1," in ran.log
    assert "old/a.md" not in ran.log
    assert ran.summary.startswith("## お知らせの点検")


def test_files_are_written_where_they_are_wanted(runner: Runner, repository: Path) -> None:
    ran = runner.run(
        repository, sarif="out.sarif", markdown="summary.md", fail_on="never", paths="site"
    )
    assert ran.status == 0, ran.log
    assert ran.outputs == {"status": "0", "sarif": "out.sarif", "markdown": "summary.md"}
    sarif = json.loads((repository / "out.sarif").read_text(encoding="utf-8"))
    validator("sarif-2.1.0.schema.json").validate(sarif)
    assert sarif["runs"][0]["results"]
    assert "お知らせの点検" in (repository / "summary.md").read_text(encoding="utf-8")


def test_paths_and_options_are_one_a_line(runner: Runner, repository: Path) -> None:
    ran = runner.run(
        repository,
        paths="site/清掃 工場.md\nsite/good.txt\n",
        options="--ignore=characters\n--tier=text\n",
    )
    assert (ran.status, ran.outputs) == (0, {"status": "0"}), ran.log


def test_nothing_that_is_given_is_run(runner: Runner, repository: Path) -> None:
    ran = runner.run(repository, paths="$(touch made)\n`touch made`\n-x", options="$(touch made)")
    assert ran.status == 2
    assert not (repository / "made").exists()


def test_what_cannot_be_used_fails_with_its_status(runner: Runner, repository: Path) -> None:
    ran = runner.run(repository, paths="nowhere.md")
    assert ran.status == 2
    assert ran.outputs["status"] == "2"
    assert "見つかりません" in ran.log


def test_the_job_for_gitlab_leaves_its_report(runner: Runner, repository: Path) -> None:
    text = (ROOT / "integrations/gitlab/check.yml").read_text(encoding="utf-8")
    job = yaml.safe_load(text)["tsutawaru"]
    tool = Path(values(runner.temp / "env")["TSUTAWARU"]).parent
    done = subprocess.run(
        ["bash", "-eo", "pipefail", "-c", "\n".join(job["script"])],
        cwd=repository,
        capture_output=True,
        text=True,
        check=False,
        env={
            **job["variables"],
            "PATH": f"{tool}:/usr/bin:/bin",
            "PYTHONPATH": str(SITE_PACKAGES),
            "TSUTAWARU_PATHS": "site old/a.md",
        },
    )
    assert done.returncode == 1, done.stderr
    report = json.loads((repository / "gl-code-quality-report.json").read_text(encoding="utf-8"))
    assert {each["location"]["path"] for each in report} == {"site/清掃 工場.md"}


def test_what_reviewdog_reads_is_written(runner: Runner, repository: Path) -> None:
    text = (ROOT / "integrations/reviewdog/workflow.yml").read_text(encoding="utf-8")
    script = yaml.safe_load(text)["jobs"]["check"]["steps"][-1]["run"]
    tool = Path(values(runner.temp / "env")["TSUTAWARU"]).parent
    stub = 'reviewdog() { printf "%s " "$@" > asked; cat > read; }\n'
    done = subprocess.run(
        ["bash", "-eo", "pipefail", "-c", stub + script],
        cwd=repository,
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": f"{tool}:/usr/bin:/bin", "PYTHONPATH": str(SITE_PACKAGES)},
    )
    assert done.returncode == 0, done.stderr
    assert "-f=rdjsonl" in (repository / "asked").read_text(encoding="utf-8")
    (line,) = (repository / "read").read_text(encoding="utf-8").splitlines()
    found = json.loads(line)
    assert found["location"]["path"] == "site/清掃 工場.md"
    assert found["suggestions"][0]["text"].startswith("日")


def test_the_matcher_of_vs_code_reads_the_lines(runner: Runner, repository: Path) -> None:
    tasks = json.loads((ROOT / "integrations/vscode/tasks.json").read_text(encoding="utf-8"))
    for task in tasks["tasks"]:
        pattern = task["problemMatcher"]["pattern"]
        arguments = [each.replace("${workspaceFolder}", ".") for each in task["args"]]
        arguments = [each.replace("${file}", "site/清掃 工場.md") for each in arguments]
        done = subprocess.run(
            [values(runner.temp / "env")["TSUTAWARU"], *arguments],
            cwd=repository,
            capture_output=True,
            text=True,
            check=False,
            env={"PYTHONPATH": str(SITE_PACKAGES), "PATH": ""},
        )
        assert done.returncode == 0, done.stderr
        lines = done.stdout.splitlines()
        found = [re.fullmatch(pattern["regexp"], line) for line in lines]
        assert found
        assert all(found)
        first = found[0]
        assert first is not None
        assert first[pattern["file"]] == "site/清掃 工場.md"
        assert first[pattern["line"]] == "1"
        assert first[pattern["severity"]] == "error"
        assert first[pattern["code"]] == "characters/look-alike-radical"
