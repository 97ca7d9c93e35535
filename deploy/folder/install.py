"""Installs the checker from the files of this folder, without a network.

Runs on the computer of a city with nothing but Python. Makes `.venv` here; does nothing when
what is there is already what `requirements.txt` names.
"""

from __future__ import annotations

import hashlib
import json
import platform
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
HOME = HERE / ".venv"
STAMP = HOME / "installed.txt"


def stop(what: str, remedy: str) -> None:
    """End with a message that says what to do."""
    print(f"準備を続けられません: {what}\n  → {remedy}", file=sys.stderr)
    sys.exit(2)


def python() -> Path:
    """The interpreter of the environment."""
    return HOME / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def suitable() -> None:
    """Stop where this folder was made for another computer."""
    made_for = json.loads((HERE / "target.json").read_text(encoding="utf-8"))
    here = "{}.{}".format(*sys.version_info[:2])
    if here != made_for["python"]:
        stop(
            f"このフォルダーは Python {made_for['python']} 用です（今は {here}）。",
            f"Python {made_for['python']} を入れてください。",
        )
    if sys.platform != made_for["sys_platform"]:
        stop(
            f"このフォルダーは {made_for['name']} 用です。",
            "このパソコン用のフォルダーを使ってください。",
        )
    if sys.maxsize < 2**32:
        stop(
            "32ビットの Python では動きません。",
            f"64ビットの Python {made_for['python']} を入れてください。",
        )
    if platform.machine().lower() not in made_for["machines"]:
        stop(
            f"このパソコンの CPU（{platform.machine()}）では動きません。",
            "64ビットのインテルか AMD のパソコンで使ってください。",
        )


def install() -> None:
    """Make the environment, unless it is there."""
    suitable()
    wanted = hashlib.sha256((HERE / "requirements.txt").read_bytes() + str(HERE).encode())
    if STAMP.is_file() and STAMP.read_text(encoding="utf-8") == wanted.hexdigest():
        return
    print("準備をしています。数分かかることがあります。", flush=True)
    try:
        venv.create(HOME, with_pip=True, clear=True)
    except (OSError, subprocess.CalledProcessError):
        stop(
            "このフォルダーに、部品を入れる場所を作れません。",
            "書き込めるフォルダーに移してください。Linux では python3-venv も必要です。",
        )
    done = subprocess.run(
        [
            *(python(), "-m", "pip", "--isolated", "--disable-pip-version-check", "install"),
            *("--quiet", "--no-index", "--no-cache-dir", "--require-hashes"),
            *("--find-links", HERE / "wheels", "-r", HERE / "requirements.txt"),
        ],
        check=False,
    )
    if done.returncode:
        stop(
            "部品を入れられません。",
            "上の表示を控えて、フォルダーをもう一度写してください。",
        )
    STAMP.write_text(wanted.hexdigest(), encoding="utf-8")
    print("準備ができました。", flush=True)


if __name__ == "__main__":
    install()
