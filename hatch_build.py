"""Build hook: the rules and their compiled form go into the wheel.

Parsing the YAML of every rule at each start would cost more than the check
itself; the wheel holds them in files that load in milliseconds.
"""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface):
    """Adds `checker/_rules` to a wheel; an editable install reads `rules/`."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the rules and name what the wheel must hold."""
        if self.target_name != "wheel" or version == "editable":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root))
        from checker import occurrences, regex

        regex.record()  # before the modules that hold patterns
        occurrences.record()
        from checker.notice import compiled as notices
        from checker.notice.load import load_knowledge
        from checker.rulebook.compiled import FILE, STRINGS, encode
        from checker.rulebook.load import combined, load_folder
        from checker.score import whole  # noqa: F401  # its patterns are packed, too

        knowledge = load_knowledge(root / "rules")
        notices.warm(knowledge)  # so that `encode` packs what is known of its patterns
        rulebook, strings = encode(combined(load_folder(root / "rules")))
        build_data["force_include"]["rules"] = "checker/_rules"
        sample = "kenko-koza.txt"  # what the web checker opens with
        build_data["force_include"][f"corpus/samples/{sample}"] = f"web/_samples/{sample}"
        (root / "build").mkdir(exist_ok=True)
        for name, data in (
            (FILE, rulebook),
            (STRINGS, strings),
            (notices.FILE, notices.encode(knowledge)),
        ):
            packed = root / "build" / name
            packed.write_bytes(data)
            build_data["force_include"][str(packed)] = f"checker/_rules/{name}"
