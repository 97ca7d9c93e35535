"""`check.toml`: what a city decides once for all its drafts.

A draft's own folder decides which file holds for it: the nearest upward. That file may
extend others, whose values hold where it says nothing else, and say different things for
some of its drafts (`[[paths]]`).

| module | does |
|---|---|
| `fields` | what may stand in the file |
| `reader`, `positions` | the text of one file as typed values, each with its line |
| `chain` | the files that a file extends |
| `resolving` | the values that hold for a draft |
| `fingerprint` | a name for all that decides what is found |
| `starting` | the file to begin with |

`check.schema.json` is made of `fields` by `tools/config_schema.py`.
"""

from checker.config.finding import FILE_NAME, find
from checker.config.fingerprint import fingerprint
from checker.config.model import Config, Origin, Said, Silence, Threshold
from checker.config.resolving import Configuration, load
from checker.config.spelling import nearest

__all__ = [
    "FILE_NAME",
    "Config",
    "Configuration",
    "Origin",
    "Said",
    "Silence",
    "Threshold",
    "find",
    "fingerprint",
    "load",
    "nearest",
]
