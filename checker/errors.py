"""The errors that a user can cause, each with what to do about it.

Every message is Japanese, names the file and, where there is one, the place
(`file:line:column`), and comes with a remedy. The CLI and the web app print
them as they are; nothing else may reach a user as an exception.
"""

from __future__ import annotations


class CheckerError(Exception):
    """Something that the user can put right.

    Attributes:
        code: A short stable identifier for machines (`unknown-suffix`, …).
        path: The file or folder that the error is about, or "" if none.
        message: What is wrong, in Japanese, without the path.
        remedy: What to do about it, in Japanese.
    """

    def __init__(self, code: str, path: str, message: str, remedy: str) -> None:
        # All four, so that an error can go from one process to another.
        super().__init__(code, path, message, remedy)
        self.code = code
        self.path = path
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        place = f"{self.path}: " if self.path else ""
        return f"{place}{self.message}\n  → {self.remedy}"


class InputError(CheckerError):
    """A draft that cannot be read (suffix, encoding, size, permission, …)."""


class FrontMatterError(InputError):
    """A draft whose YAML head is broken; the rest of it could be read."""


class RuleError(CheckerError):
    """A rule file that cannot be used; `path` holds `file:line:column`."""


class ConfigError(CheckerError):
    """A configuration or command line that cannot be used."""


class WriteError(CheckerError):
    """A fix that could not be written; the file is as it was."""
