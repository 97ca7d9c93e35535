"""Makes a folder from which the web checker is installed without a network.

    .venv/bin/python tools/wheelhouse.py windows --python 3.12
    .venv/bin/python tools/wheelhouse.py linux

The folder holds the project's wheel, the wheels of everything that it needs (from the lock file,
by hash), a script that installs them and one that starts the server. It is made on a computer
with a network, by the index that pip is set to, and carried to one that has none. Make it with
the Python that it is for: then the rules are packed for that Python and a start is quicker.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from packaging.markers import Marker

ROOT = Path(__file__).resolve().parents[1]
DEPLOY = ROOT / "deploy"
FOLDER = DEPLOY / "folder"
LOCK = ROOT / "requirements" / "run.txt"
PYTHONS = ("3.11", "3.12", "3.13")


@dataclass(frozen=True, slots=True)
class Target:
    """A kind of computer.

    Attributes:
        name: What it is called in messages.
        tag: What ends the name of the folder.
        platforms: The platform tags of wheels that it can use, best first.
        machines: What `platform.machine()` may say there, in lower case.
        markers: What markers of the lock file are asked about.
        start: The script to start with.
    """

    name: str
    tag: str
    platforms: tuple[str, ...]
    machines: tuple[str, ...]
    markers: dict[str, str]
    start: str

    def environment(self, python: str) -> dict[str, str]:
        """The values of all markers for a version of Python, such as "3.11"."""
        return {
            **self.markers,
            "extra": "",
            "implementation_name": "cpython",
            "implementation_version": f"{python}.0",
            "platform_python_implementation": "CPython",
            "platform_release": "",
            "platform_version": "",
            "python_full_version": f"{python}.0",
            "python_version": python,
        }


TARGETS = {
    "windows": Target(
        "Windows",
        "windows",
        ("win_amd64",),
        ("amd64", "x86_64"),
        {
            "os_name": "nt",
            "platform_machine": "AMD64",
            "platform_system": "Windows",
            "sys_platform": "win32",
        },
        "start.cmd",
    ),
    "linux": Target(
        "Linux",
        "linux",
        # Debian 11 and RHEL 9 have at least the C library 2.28. Older pip does not know that a
        # newer platform takes wheels for an older one.
        (
            *(f"manylinux_2_{minor}_x86_64" for minor in range(28, 4, -1)),
            *(f"manylinux{year}_x86_64" for year in ("2014", "2010", "1")),
        ),
        ("x86_64",),
        {
            "os_name": "posix",
            "platform_machine": "x86_64",
            "platform_system": "Linux",
            "sys_platform": "linux",
        },
        "start.sh",
    ),
}


@dataclass(frozen=True, slots=True)
class Pin:
    """A line of a lock file.

    Attributes:
        requirement: Name and version, `flask==3.1.3`.
        marker: Where it is needed; "" for everywhere.
        hashes: The hashes of its files, `sha256:…`.
    """

    requirement: str
    marker: str
    hashes: tuple[str, ...]

    def line(self) -> str:
        """The pin for pip, without its marker."""
        return " ".join((self.requirement, *(f"--hash={each}" for each in self.hashes)))


def pins(lock: str) -> Iterator[Pin]:
    """What the text of a lock file names.

    Raises:
        ValueError: A line has no version or no hash.
    """
    without_comments = re.sub(r"^\s*#.*\n?", "", lock, flags=re.MULTILINE)
    for line in without_comments.replace("\\\n", " ").splitlines():
        if not line.strip():
            continue
        head, *hashes = re.split(r"\s--hash=", line)
        requirement, _, marker = (part.strip() for part in head.partition(";"))
        if "==" not in requirement or not hashes:
            raise ValueError(f"not locked: {line.strip()[:60]}")
        yield Pin(requirement, marker, tuple(each.strip() for each in hashes))


def needed(lock: str, target: Target, python: str) -> list[Pin]:
    """The pins that a computer of a kind needs with a version of Python."""
    environment = target.environment(python)
    return [pin for pin in pins(lock) if not pin.marker or Marker(pin.marker).evaluate(environment)]


def written(source: str, name: str, values: dict[str, str]) -> bytes:
    """A file of the folder as its reader needs it.

    Windows wants CRLF in what `cmd` runs, and Notepad of older versions CRLF and a BOM.

    Args:
        source: The text, with `@name@` for values.
        name: The name of the file.
        values: What to put in.
    """
    text = re.sub(r"@(\w+)@", lambda found: values[found[1]], source)
    if name.endswith(".cmd"):
        return text.replace("\n", "\r\n").encode("ascii")
    if name.endswith(".windows.txt"):
        return text.replace("\n", "\r\n").encode("utf-8-sig")
    return text.encode()


def scripts(target: Target, python: str, version: str, folder: Path) -> None:
    """Write what installs and starts the checker, and the guide."""
    values = {"python": python, "version": version}
    for name in ("install.py", "start.py", target.start, f"README.{target.tag}.txt"):
        source = (FOLDER / name).read_text(encoding="utf-8")
        path = folder / name.replace(f".{target.tag}", "")
        path.write_bytes(written(source, name, values))
        if name.endswith(".sh"):
            path.chmod(0o755)
    if target.start == "start.sh":
        shutil.copy(DEPLOY / "tsutawaru.service", folder)
    made_for = {
        "name": target.name,
        "python": python,
        "machines": target.machines,
        "sys_platform": target.markers["sys_platform"],
    }
    (folder / "target.json").write_text(json.dumps(made_for), encoding="utf-8")


def build(folder: Path) -> Path:
    """The project's wheel, built into a folder."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, stdout=sys.stderr)
    (wheel,) = folder.glob("tsutawaru-*.whl")
    return wheel


def download(wanted: Sequence[Pin], target: Target, python: str, folder: Path) -> None:
    """Fetch the wheels of all pins.

    Raises:
        subprocess.CalledProcessError: One is missing or is not what the lock file says.
        ValueError: There are not as many wheels as pins.
    """
    folder.mkdir()
    with tempfile.TemporaryDirectory() as scratch:
        lock = Path(scratch) / "lock.txt"
        lock.write_text("".join(f"{pin.line()}\n" for pin in wanted), encoding="utf-8")
        command = [
            *(sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"),
            *("--require-hashes", "--only-binary=:all:", "--no-deps"),
            *("--implementation", "cp", "--python-version", python),
            *(option for each in target.platforms for option in ("--platform", each)),
            *("--dest", str(folder), "-r", str(lock)),
        ]
        subprocess.run(command, check=True)
    if len(list(folder.glob("*.whl"))) != len(wanted):
        raise ValueError("not one wheel for each line of the lock file")


def make(target: Target, python: str, lock: Path, output: Path) -> Path:
    """Make the folder anew.

    Args:
        target: The kind of computer.
        python: The version of Python there, such as "3.11".
        lock: The lock file.
        output: The folder in which to make it.

    Returns:
        The folder.
    """
    output.mkdir(parents=True, exist_ok=True)
    wanted = needed(lock.read_text(encoding="utf-8"), target, python)
    with tempfile.TemporaryDirectory() as scratch:
        wheel = build(Path(scratch))
        version = wheel.name.split("-")[1]
        folder = output / f"tsutawaru-{version}-{target.tag}-py{python}"
        if folder.exists():
            shutil.rmtree(folder)
        folder.mkdir()
        download(wanted, target, python, folder / "wheels")
        shutil.copy(wheel, folder / "wheels")
        own = hashlib.sha256(wheel.read_bytes()).hexdigest()
    pin = Pin(f"tsutawaru[all]=={version}", "", (f"sha256:{own}",))
    lines = "".join(f"{each.line()}\n" for each in (*wanted, pin))
    (folder / "requirements.txt").write_text(lines, encoding="utf-8", newline="\n")
    scripts(target, python, version, folder)
    return folder


def main() -> None:
    """Make a folder as the command line says, and tell how large it is."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--python", choices=PYTHONS, default="3.11")
    parser.add_argument("--lock", type=Path, default=LOCK)
    parser.add_argument("--output", type=Path, default=ROOT / "dist")
    arguments = parser.parse_args()
    folder = make(TARGETS[arguments.target], arguments.python, arguments.lock, arguments.output)
    wheels = list((folder / "wheels").glob("*.whl"))
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    print(f"{folder}: {len(wheels)} wheels, {size / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
