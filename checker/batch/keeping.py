"""Reports by draft: looked up, so that what did not change is not checked again, and kept."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from checker.api import Draft, Settings, today
from checker.batch.packing import Unpacker, UnreadableError
from checker.batch.program import program
from checker.batch.sealing import KEY, opened, seal
from checker.batch.store import Store, StoreError
from checker.config import fingerprint
from checker.model import FileReport

_NAME = 16  # bytes of the name of a record
_TOGETHER = 64  # records that are written at once: each time waits for the disk


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the report on a draft is kept, and what it is sealed with."""

    name: bytes
    key: bytes


@dataclass
class Keeper:
    """Reports of earlier runs. A cache that fails is told of once and then left alone.

    Args:
        folder: Where they are kept.
        tell: Takes a note for the user.
    """

    folder: Path
    tell: Callable[[str], None]
    _store: Store | None = None
    _unpacker: Unpacker = field(default_factory=Unpacker)
    _runs: dict[Settings, bytes] = field(default_factory=dict)
    _used: list[bytes] = field(default_factory=list)
    _heads: set[int] = field(default_factory=set)
    _places: dict[str, _Place] = field(default_factory=dict)
    _records: list[tuple[bytes, bytes]] = field(default_factory=list)
    _fresh: dict[int, bytes] = field(default_factory=dict)

    def open(self) -> None:
        """Open the file and read what findings have of their rules."""
        try:
            self._store = Store(self.folder)
            heads = self._store.heads()
        except StoreError as error:
            self._fail(error)
            return
        self._unpacker.learn(heads)
        self._heads.update(heads)

    def unknown(self, drafts: Sequence[Draft], settings: Settings) -> list[Draft]:
        """Those drafts that were not checked before; quicker than to read what was found."""
        if self._store is None:
            return list(drafts)
        places = [self._place(draft, settings).name for draft in drafts]
        try:
            there = self._store.there(places)
        except StoreError as error:
            self._fail(error)
            return list(drafts)
        return [draft for draft, name in zip(drafts, places, strict=True) if name not in there]

    def found(self, drafts: Sequence[Draft], settings: Settings) -> dict[str, FileReport]:
        """The reports on those drafts that were checked before, by path."""
        if self._store is None:
            return {}
        places = {draft.path: self._place(draft, settings) for draft in drafts}
        try:
            bodies = self._store.reports([place.name for place in places.values()])
        except StoreError as error:
            self._fail(error)
            return {}
        day = today().isoformat()
        reports = {}
        for draft in drafts:
            place = places[draft.path]
            body = bodies.get(place.name)
            data = None if body is None else opened(body, place.key)
            if data is None:
                continue
            try:
                report = self._unpacker.unpacked(data, draft.path, draft.text)
            except UnreadableError:
                continue
            if report.day in ("", day):
                reports[draft.path] = report
                self._places[draft.path] = place
                self._used.append(place.name)
        return reports

    def keep(
        self,
        checked: Iterable[tuple[Draft, bytes]],
        heads: dict[int, bytes],
        settings: Settings,
    ) -> None:
        """Keep packed reports on drafts, and the heads that they are the first to need."""
        if self._store is None:
            return
        for draft, packed in checked:
            place = self._place(draft, settings)
            self._places[draft.path] = place
            self._records.append((place.name, seal(packed, place.key)))
        self._fresh.update((n, body) for n, body in heads.items() if n not in self._heads)
        if len(self._records) >= _TOGETHER:
            self._write()

    def shown(self, report: FileReport, look: str, made: Callable[[], str]) -> str:
        """How the report on a draft looks: as it was made before, or made now and kept.

        Args:
            report: The report, of a draft of this run.
            look: All besides the report that decides how it looks.
            made: Makes it.
        """
        place = self._places.get(report.path)
        if self._store is None or place is None:
            return made()
        key = blake2b(f"{report.day} {look}".encode(), key=place.key, digest_size=KEY).digest()
        name = blake2b(key, digest_size=_NAME).digest()
        try:
            body = self._store.reports([name]).get(name)
        except StoreError as error:
            self._fail(error)
            return made()
        data = None if body is None else opened(body, key)
        if data is not None:
            self._used.append(name)
            return zlib.decompress(data).decode("utf-8", "surrogatepass")
        text = made()
        packed = zlib.compress(text.encode("utf-8", "surrogatepass"), level=1)
        self._records.append((name, seal(packed, key)))
        if len(self._records) >= _TOGETHER:
            self._write()
        return text

    def _write(self) -> None:
        if self._store is None:
            return
        try:
            self._store.add(self._records, self._fresh)
        except StoreError as error:
            self._fail(error)
        self._heads.update(self._fresh)
        self._records, self._fresh = [], {}

    def close(self) -> None:
        """Write what is left, note what was of use, and let go of the file."""
        self._write()
        if self._store is None:
            return
        try:
            self._store.used(self._used)
        except StoreError as error:
            self._fail(error)
        else:
            self._store.close()

    def _place(self, draft: Draft, settings: Settings) -> _Place:
        run = self._runs.get(settings)
        if run is None:
            run = self._runs[settings] = _run(settings)
        parts = (
            draft.path,
            draft.format.value,
            draft.encoding,
            str(draft.bom),
            str(draft.profile),
            draft.genre,
            draft.medium,
            str(draft.as_of),
            draft.text,
        )
        whole = "\0".join(parts).encode("utf-8", "surrogatepass")
        hashed = blake2b(whole, key=run, digest_size=_NAME + KEY).digest()
        return _Place(hashed[:_NAME], hashed[_NAME:])

    def _fail(self, error: StoreError) -> None:
        if self._store is not None:
            self._store.close()
            self._store = None
        self.tell(
            f"{self.folder}: 点検の結果を取っておくキャッシュを使えません（{error}）。"
            "点検は、キャッシュなしで続けます。"
            "別の場所は --cache-dir で、使わないことは --no-cache で指定できます。"
        )


def _run(settings: Settings) -> bytes:
    """A name for all besides the draft that decides what its report holds.

    A day that nobody named is not part of it: whether it matters, the report tells.
    """
    parts = (
        fingerprint(settings.config),
        str(settings.as_of),
        settings.tier.label,
        str(settings.score),
        str(settings.pages),
    )
    return blake2b(program() + "\0".join(parts).encode(), digest_size=32).digest()
