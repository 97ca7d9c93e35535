"""Bytes that only who has the draft can read.

A report repeats words of its draft: in messages, in fixes, in the values that it found. What is
kept of it is therefore sealed with a key that is made of the draft itself. Who gets hold of a
cache, of the artefact of a run, has hashes and noise; who has the draft, too, needs no cache to
read it. (A draft that can be guessed whole can be tried, as with every hash.)
"""

from __future__ import annotations

from hashlib import blake2b, shake_256

KEY = 32
"""Bytes of a key."""

_CHECK = 8  # bytes by which a damaged record, or a wrong key, is known


def seal(data: bytes, key: bytes) -> bytes:
    """The bytes, sealed. A key is for one content only: it is made of what that depends on."""
    return _mixed(_check(data, key) + data, key)


def opened(sealed: bytes, key: bytes) -> bytes | None:
    """The bytes that were sealed; None if they are damaged or the key is another."""
    mixed = _mixed(sealed, key)
    data = mixed[_CHECK:]
    return data if mixed[:_CHECK] == _check(data, key) else None


def _check(data: bytes, key: bytes) -> bytes:
    return blake2b(data, key=key, digest_size=_CHECK).digest()


def _mixed(data: bytes, key: bytes) -> bytes:
    """The bytes with as many pseudo-random ones of the key upon them; twice is as before."""
    size = len(data)
    noise = int.from_bytes(shake_256(key).digest(size), "big")
    return (int.from_bytes(data, "big") ^ noise).to_bytes(size, "big")
