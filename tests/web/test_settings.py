"""The table [web] of check.toml."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.api import Checker, ConfigError, load_config
from web import create_app
from web.settings import Settings
from web.state import KEY


def made(folder: Path, table: str) -> Settings:
    path = folder / "check.toml"
    path.write_text(f"[web]\n{table}\n", encoding="utf-8")
    config = load_config(path)
    return Settings(config=path).with_table(config.web, config.path)


def test_everything_can_be_said(tmp_path: Path) -> None:
    settings = made(
        tmp_path,
        'allowed_origins = ["HTTP://cms.example:8080/"]\nframe_origins = ["https://cms.example"]\n'
        'identity_header = "X-Forwarded-User"\ntrusted_proxy = "192.0.2.1"\n'
        "deadline = 5\nqueue = 8\nmax_bytes = 2000\nmax_characters = 500",
    )
    assert settings.allowed_origins == ("http://cms.example:8080",)
    assert settings.frame_origins == ("https://cms.example",)
    assert settings.identity_header == "X-Forwarded-User"
    assert settings.deadline == 5.0
    assert (settings.queue, settings.max_bytes, settings.max_characters) == (8, 2000, 500)


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ('allowed_origin = ["http://cms.example"]', "allowed_origins"),
        ('allowed_origins = "http://cms.example"', "allowed_origins"),
        ('allowed_origins = ["*"]', "allowed_origins"),
        ('frame_origins = ["http://cms.example/path"]', "frame_origins"),
        ("frame_origins = [\"http://a.example; script-src 'unsafe-inline'\"]", "frame_origins"),
        ('queue = "8"', "queue"),
        ("queue = 0", "queue"),
        ("queue = 1.5", "queue"),
        ("queue = true", "queue"),
        ("deadline = -1", "deadline"),
        ('identity_header = "X-Forwarded-User"', "trusted_proxy"),
        ('identity_header = "X Forwarded"\ntrusted_proxy = "192.0.2.1"', "identity_header"),
        ("threads = 3", "threads"),
    ],
)
def test_what_cannot_be_used_is_told(tmp_path: Path, table: str, told: str) -> None:
    with pytest.raises(ConfigError) as caught:
        made(tmp_path, table)
    assert told in f"{caught.value.message}{caught.value.remedy}"
    assert caught.value.path.endswith("check.toml")


def test_the_command_leaves_the_table_alone(tmp_path: Path) -> None:
    path = tmp_path / "check.toml"
    path.write_text("[web]\nqueue = 8\n", encoding="utf-8")
    assert Checker(load_config(path)).check_text("窓口で申請できます。").characters


def test_the_city_decides_what_is_checked(tmp_path: Path) -> None:
    (tmp_path / "words.csv").write_text("言葉,言い換え\n賦課,割り当て\n", encoding="utf-8")
    path = tmp_path / "check.toml"
    path.write_text('profile = "easy"\n[words]\nlist = "words.csv"\n', encoding="utf-8")
    app = create_app(Settings(config=path))
    answer = app.test_client().post(
        "/api/v1/check", json={"text": "税を賦課します。", "tier": "morphemes"}
    )
    (file,) = answer.get_json()["files"]
    assert file["profile"] == "easy"
    assert any("割り当て" in str(finding["fix"]) for finding in file["findings"])
    app.extensions[KEY].engine.close()
