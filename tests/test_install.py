"""What installs the web checker in a city hall fits together: image, service, offline folder."""

from __future__ import annotations

import ast
import importlib.util
import json
import platform
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable
from fnmatch import fnmatch
from pathlib import Path
from types import ModuleType

import pytest
import yaml

from checker.api import Checker, Config
from checker.document.model import Format
from tests_support import AS_OF, ROOT
from web.settings import Settings

sys.path.insert(0, str(ROOT / "tools"))

from wheelhouse import FOLDER, LOCK, PYTHONS, TARGETS, needed, pins, scripts, written

DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
GUIDE = (ROOT / "web" / "README.md").read_text(encoding="utf-8")
SERVICE = (ROOT / "deploy" / "tsutawaru.service").read_text(encoding="utf-8")
LOCKED = LOCK.read_text(encoding="utf-8")


def instructions(name: str) -> list[str]:
    """What stands behind an instruction of the Dockerfile, in its order."""
    return re.findall(rf"^{name} (.*)$", DOCKERFILE, re.MULTILINE)


def copied() -> list[str]:
    """What the image takes from the source."""
    lines = [line.split() for line in instructions("COPY") if not line.startswith("--from")]
    return [source for *sources, _ in lines for source in sources]


def let_through(path: str) -> bool:
    """Whether `.dockerignore` gives a path to the build; the last line that fits decides."""
    given = True
    for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        pattern = line.removeprefix("!")
        parts = path.split("/")
        starts = ["/".join(parts[: n + 1]) for n in range(len(parts))]
        if pattern.startswith("**/"):
            fits = any(fnmatch(part, pattern.removeprefix("**/")) for part in parts)
        else:
            fits = any(fnmatch(start, pattern) for start in starts)
        if fits:
            given = line.startswith("!")
    return given


def test_the_image_copies_what_is_there_and_let_through() -> None:
    assert copied()
    for path in copied():
        assert (ROOT / path).exists(), path
        assert let_through(path), path


@pytest.mark.parametrize(
    "path",
    [
        ".git/config",
        ".venv/bin/python",
        "tests/test_install.py",
        "corpus/samples/hokenzei.html",
        "check.toml",
        "checker/_rules/rulebook.msgpack",
        "web/__pycache__/app.cpython-311.pyc",
    ],
)
def test_nothing_else_gets_into_the_build(path: str) -> None:
    assert not let_through(path)


def test_the_image_copies_what_the_wheel_is_built_of() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    wanted = {
        *wheel["packages"],
        wheel["hooks"]["custom"]["path"],
        project["project"]["readme"],
        *(name.removesuffix("/*") for name in project["project"]["license-files"]),
        "rules",
        "pyproject.toml",
    }
    assert wanted <= set(copied())


def test_the_image_installs_only_what_is_locked() -> None:
    installs = [line for line in instructions("RUN") if "pip" in line and "install" in line]
    assert len(installs) == 3
    for line in installs:
        assert "--require-hashes --only-binary=:all:" in " ".join(line.split()) or (
            "--no-index --no-deps" in " ".join(line.split())
        )


def test_the_build_has_what_the_lock_of_the_build_names() -> None:
    """The hook imports the checker, so what it needs is in one of the two lock files."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    build = (ROOT / "requirements" / "build.txt").read_text(encoding="utf-8")
    locked = {pin.requirement.partition("==")[0] for lock in (LOCKED, build) for pin in pins(lock)}
    for requirement in project["build-system"]["requires"]:
        assert re.split(r"[><=]", requirement)[0] in locked


def test_the_image_starts_the_command_as_nobody_of_importance() -> None:
    last = DOCKERFILE.rpartition("\nFROM ")[2]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (entry,) = instructions("ENTRYPOINT")
    assert set(json.loads(entry)) <= set(project["project"]["scripts"])
    assert "USER 10001:10001\n" in last
    assert last.index("\nUSER ") > last.index("\nRUN ")
    assert "STOPSIGNAL SIGINT" in last


def health(port: int) -> int:
    """The status of the health check of the image, asked at another port."""
    code = json.loads(DOCKERFILE.partition(" CMD [")[2].partition("]")[0].join("[]"))[2]
    assert "8000" in code
    command = [sys.executable, "-c", code.replace("8000", str(port))]
    return subprocess.run(command, capture_output=True, check=False).returncode


@pytest.mark.parametrize(("status", "healthy"), [(200, True), (503, False)])
def test_the_health_check_tells_well_from_ill(status: int, healthy: bool) -> None:
    server = f"""
import http.server, sys
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response({status} if self.path == "/healthz" else 404)
        self.end_headers()
server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
print(server.server_port, flush=True)
server.serve_forever()
"""
    command = [sys.executable, "-c", server]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        try:
            assert process.stdout
            assert (health(int(process.stdout.readline())) == 0) is healthy
        finally:
            process.terminate()


def test_without_a_server_the_health_check_fails() -> None:
    assert health(1) != 0


def test_composition_and_service_keep_drafts_from_the_disk() -> None:
    compose = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
    (service,) = compose["services"].values()
    assert service["read_only"] is True
    assert service["volumes"][0]["read_only"] is True
    assert service["memswap_limit"] == service["mem_limit"]
    assert service["ulimits"]["core"] == 0
    assert service["cap_drop"] == ["ALL"]
    assert all(port.startswith("127.0.0.1:") for port in service["ports"])
    for line in ("ProtectSystem=strict", "MemorySwapMax=0", "LimitCORE=0", "DynamicUser=yes"):
        assert f"\n{line}\n" in SERVICE


def test_the_service_starts_what_the_folder_installs() -> None:
    installer = ast.parse((FOLDER / "install.py").read_text(encoding="utf-8"))
    assert '".venv"' in ast.unparse(installer).replace("'", '"')
    assert "ExecStart=/opt/tsutawaru/.venv/bin/check-web " in SERVICE
    assert "KillSignal=SIGINT" in SERVICE


LOCK_TEXT = """\
# comment
flask==3.1.3 \\
    --hash=sha256:aa \\
    --hash=sha256:bb
    # via tsutawaru (pyproject.toml)
colorama==0.4.6 ; sys_platform == 'win32' \\
    --hash=sha256:cc
numpy==2.4.6 ; python_full_version < '3.12' \\
    --hash=sha256:dd
numpy==2.5.5 ; python_full_version >= '3.12' \\
    --hash=sha256:ee
"""


def test_a_lock_file_is_read() -> None:
    first, second, *_ = pins(LOCK_TEXT)
    assert first.line() == "flask==3.1.3 --hash=sha256:aa --hash=sha256:bb"
    assert second.marker == "sys_platform == 'win32'"
    assert second.line() == "colorama==0.4.6 --hash=sha256:cc"


@pytest.mark.parametrize("line", ["flask>=3 --hash=sha256:aa", "flask==3.1.3", "-r other.txt"])
def test_a_line_that_locks_nothing_stops_it(line: str) -> None:
    with pytest.raises(ValueError, match="not locked"):
        list(pins(line))


@pytest.mark.parametrize(
    ("target", "python", "names"),
    [
        ("windows", "3.11", ["flask==3.1.3", "colorama==0.4.6", "numpy==2.4.6"]),
        ("windows", "3.12", ["flask==3.1.3", "colorama==0.4.6", "numpy==2.5.5"]),
        ("linux", "3.11", ["flask==3.1.3", "numpy==2.4.6"]),
        ("linux", "3.13", ["flask==3.1.3", "numpy==2.5.5"]),
    ],
)
def test_markers_are_asked_for_the_other_computer(
    target: str, python: str, names: list[str]
) -> None:
    found = needed(LOCK_TEXT, TARGETS[target], python)
    assert [pin.requirement for pin in found] == names


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("target", TARGETS)
def test_each_computer_gets_each_package_once(target: str, python: str) -> None:
    names = [pin.requirement.partition("==")[0] for pin in needed(LOCKED, TARGETS[target], python)]
    assert len(names) == len(set(names))
    assert {"flask", "waitress", "ginza", "ja-ginza", "sudachidict-core", "textstat"} <= set(names)
    assert ("colorama" in names) is (target == "windows")


@pytest.fixture(params=TARGETS)
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The scripts of a folder, without the wheels."""
    made: Path = tmp_path / request.param
    made.mkdir()
    scripts(TARGETS[request.param], "3.11", "0.1.0", made)
    return made


def test_a_folder_has_all_that_starts_it(folder: Path) -> None:
    names = {path.name for path in folder.iterdir()}
    common = {"README.txt", "install.py", "start.py", "target.json"}
    own = {"start.cmd"} if folder.name == "windows" else {"start.sh", "tsutawaru.service"}
    assert names == common | own
    for path in folder.iterdir():
        assert not re.search(rb"@\w+@", path.read_bytes()), path.name


def test_what_windows_shows_and_runs_is_written_for_it() -> None:
    command = (FOLDER / "start.cmd").read_text(encoding="utf-8")
    raw = written(command, "start.cmd", {"python": "3.12"})
    assert raw.isascii()
    assert raw.count(b"\n") == raw.count(b"\r\n") == command.count("\n")
    assert b"py -3.12 start.py %*\r\n" in raw
    guide = written("あ\n", "README.windows.txt", {})
    assert guide == b"\xef\xbb\xbf" + "あ\r\n".encode()


def test_a_command_that_a_code_page_could_break_is_refused() -> None:
    with pytest.raises(UnicodeEncodeError):
        written("echo あ\n", "start.cmd", {})


def test_what_linux_runs_is_a_script(tmp_path: Path) -> None:
    scripts(TARGETS["linux"], "3.11", "0.1.0", tmp_path)
    path = tmp_path / "start.sh"
    assert path.stat().st_mode & 0o111
    assert b"\r" not in path.read_bytes() + (tmp_path / "README.txt").read_bytes()
    assert subprocess.run(["sh", "-n", path], check=False).returncode == 0


def module(name: str) -> ModuleType:
    """A script of the folder, as a module."""
    spec = importlib.util.spec_from_file_location(name, FOLDER / f"{name}.py")
    assert spec
    assert spec.loader
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def suited(folder: Path, **changes: object) -> None:
    """Write for which computer a folder is: this one, but for the changes."""
    made_for = {
        "name": "このOS",
        "python": "{}.{}".format(*sys.version_info[:2]),
        "machines": [platform.machine().lower()],
        "sys_platform": sys.platform,
    }
    (folder / "target.json").write_text(json.dumps(made_for | changes), encoding="utf-8")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"python": "3.2"}, ["Python 3.2 用です", "Python 3.2 を入れてください"]),
        ({"sys_platform": "amiga"}, ["このOS 用です", "このパソコン用のフォルダー"]),
        ({"machines": ["m68k"]}, [platform.machine(), "64ビットのインテルか AMD"]),
    ],
)
def test_on_another_computer_it_says_what_to_do(
    changes: dict[str, object],
    told: list[str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    install = module("install")
    monkeypatch.setattr(install, "HERE", tmp_path)
    suited(tmp_path, **changes)
    with pytest.raises(SystemExit) as stopped:
        install.suitable()
    assert stopped.value.code == 2
    said = capsys.readouterr().err
    assert all(each in said for each in told), said


def test_a_wheel_that_is_not_there_stops_it_with_a_remedy(tmp_path: Path) -> None:
    """The whole of it, but for the wheels: the environment is made, and pip finds nothing."""
    (tmp_path / "install.py").write_bytes((FOLDER / "install.py").read_bytes())
    (tmp_path / "wheels").mkdir()
    lines = "nothing-of-this-name==1 --hash=sha256:" + "0" * 64
    (tmp_path / "requirements.txt").write_text(lines, encoding="utf-8")
    suited(tmp_path)
    done = subprocess.run(
        [sys.executable, tmp_path / "install.py"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "部品を入れられません。" in done.stderr
    assert not (tmp_path / ".venv" / "installed.txt").exists()


@pytest.mark.parametrize(
    ("arguments", "port"),
    [([], 8000), (["--port", "81"], 81), (["--port=82"], 82), (["--port"], 8000)],
)
def test_the_page_is_opened_at_the_port_of_the_options(
    arguments: list[str], port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(FOLDER))
    port_of: Callable[[list[str]], int] = module("start").port_of
    assert port_of(arguments) == port


def test_the_guide_names_settings_that_exist() -> None:
    settings = set(Settings.__dataclass_fields__)
    for block in re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL):
        table = tomllib.loads(block)
        assert set(table.get("web", table)) <= settings
    named = set(re.findall(r"`([a-z]+_[a-z]+)`", GUIDE)) - {"client_max_body_size", "memswap_limit"}
    assert named
    assert named <= settings


def test_the_guide_says_what_image_and_service_say() -> None:
    for line in ("IPAddressDeny=any", "ProtectSystem=strict", "MemorySwapMax=0"):
        assert line in GUIDE
        assert line in SERVICE
    (image,) = yaml.safe_load((ROOT / "compose.yaml").read_text())["services"].values()
    assert f"docker build -t {image['image']} ." in GUIDE


# A manual is no notice to citizens: it needs no day and no desk to call.
OF_MANUALS = Checker(Config(ignore=("information", "press")), as_of=AS_OF, raise_crashes=True)


@pytest.mark.parametrize("target", TARGETS)
def test_the_checker_passes_the_guides_of_the_folders(target: str) -> None:
    text = (FOLDER / f"README.{target}.txt").read_text(encoding="utf-8")
    text = re.sub(r"(?m)^ {4}.*$|`[^`]*`", "A", text)  # commands and paths
    findings = OF_MANUALS.check_text(text, format=Format.TEXT).findings
    assert [f"{each.rule}: {each.text}" for each in findings] == []
