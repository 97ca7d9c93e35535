"""The files that others read are what their schemas say, by validators that need no network."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from checker.cli import command
from tests_support import ROOT

FILES = {
    "vendor.github-actions": ["action.yml"],
    "vendor.github-workflows": [
        *(
            f"integrations/github/{name}.yml"
            for name in ("annotations", "code-scanning", "comment")
        ),
        "integrations/reviewdog/workflow.yml",
    ],
    "vendor.gitlab-ci": ["integrations/gitlab/check.yml"],
}


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("schema", FILES)
def test_files_are_what_their_schema_says(schema: str) -> None:
    done = run("check_jsonschema", "--builtin-schema", schema, *FILES[schema])
    assert done.returncode == 0, done.stdout + done.stderr


def test_all_workflows_are_looked_at() -> None:
    found = {path.relative_to(ROOT).as_posix() for path in (ROOT / "integrations").rglob("*.yml")}
    assert found | {"action.yml"} == {name for names in FILES.values() for name in names}


def test_the_hooks_are_what_pre_commit_reads() -> None:
    done = run("pre_commit", "validate-manifest", ".pre-commit-hooks.yaml")
    assert done.returncode == 0, done.stdout + done.stderr


def test_what_the_guide_shows_is_what_pre_commit_reads(tmp_path: Path) -> None:
    guide = (ROOT / "docs" / "integrations.md").read_text(encoding="utf-8")
    block = re.search(r"```yaml\n(repos:.*?)```", guide, re.DOTALL)
    assert block
    path = tmp_path / ".pre-commit-config.yaml"
    path.write_text(block[1], encoding="utf-8")
    done = run("pre_commit", "validate-config", str(path))
    assert done.returncode == 0, done.stdout + done.stderr
    (repo,) = yaml.safe_load(block[1])["repos"]
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert {hook["id"] for hook in repo["hooks"]} <= {hook["id"] for hook in hooks}
    assert all(f"| `{hook['id']}` |" in guide for hook in hooks)


def test_the_guide_names_the_inputs_of_the_action() -> None:
    guide = (ROOT / "docs" / "integrations.md").read_text(encoding="utf-8")
    table = guide.partition("| 入力 |")[2].partition("\n\n")[0]
    shown = dict(re.findall(r"^\| `([a-z-]+)` \|.*\| (?:`(.*)`|なし) \|$", table, re.MULTILINE))
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    assert shown == {name: each["default"] for name, each in action["inputs"].items()}


def test_options_that_are_written_exist() -> None:
    known = {option for parameter in command.params for option in parameter.opts}
    names = ["action.yml", ".pre-commit-hooks.yaml", "integrations/gitlab/check.yml"]
    names += ["integrations/reviewdog/workflow.yml", "integrations/vscode/tasks.json"]
    for name in names:
        text = (ROOT / name).read_text(encoding="utf-8")
        lines = [line for line in text.splitlines() if "pip" not in line and "gh pr" not in line]
        used = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", "\n".join(lines)))
        assert used
        assert used <= known, name


def test_inputs_of_the_action_reach_its_steps_by_the_environment() -> None:
    # Written into a script, a name such as `$(…)` would be run.
    for step in yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))["runs"]["steps"]:
        assert "${{" not in step.get("run", "")


def test_the_settings_of_vs_code_name_the_server() -> None:
    text = (ROOT / "integrations/vscode/settings.json").read_text(encoding="utf-8")
    assert f"```json\n{text}```" in (ROOT / "docs" / "editors.md").read_text(encoding="utf-8")
    settings = json.loads(text)
    assert settings["glspc.server.command"] == "check-lsp"
    assert settings["glspc.server.languageId"] == ["markdown", "html", "plaintext"]
    assert "check-lsp = " in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
