"""Issued files, each kept under its own fingerprint: `<sha256>.pdf`. None is ever changed.

Credentials and badges made of a certificate lie beside it, under the ending of their kind. Where they lie, a folder or
a bucket, is the operator's choice (certificates.storage).
"""

import hashlib
import os
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from certificates.storage.bucket import Bucket, Place
from certificates.storage.folder import PART, Folder
from certificates.storage.port import DamagedError, Store

NAME = re.compile(r"([0-9a-f]{64})\.(?:pdf|jwt|json|png|svg)")


def fingerprint(content: bytes) -> str:
    """SHA-256 in lower-case hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def store(content: bytes, ending: str = "pdf") -> str:
    """Keep the file, whole or not at all, and give its fingerprint; when this returns it survives a power cut.

    Raises OSError (disk full, no right to write, a service that does not answer).
    """
    sha256 = fingerprint(content)
    _place().put(f"{sha256}.{ending}", content)
    return sha256


def read(sha256: str, ending: str = "pdf") -> bytes:
    """The file with that fingerprint. Raises FileNotFoundError, DamagedError (it has another one now), or OSError."""
    content = _place().get(f"{sha256}.{ending}")
    if fingerprint(content) != sha256:
        raise DamagedError(f"{sha256}.{ending} is damaged.")
    return content


def left_over(before: float) -> Iterator[tuple[str, str]]:
    """Names last written before that moment (seconds since 1970), with their fingerprint; empty for unfinished ones."""
    for name in _place().names(before):
        if finished := NAME.fullmatch(name):
            yield name, finished[1]
        elif name.startswith(PART):
            yield name, ""


def remove(name: str, before: float) -> bool:
    """Delete the file unless it was written again since that moment; say whether."""
    return _place().remove(name, before)


def answers() -> bool:
    """Whether files can be kept and fetched now, as far as a short question tells. Raises nothing."""
    return _place().answers()


def _place() -> Store:
    if not settings.CERTIFICATES_STORE:
        return Folder(Path(settings.CERTIFICATES_DIR))
    place = Place(
        settings.CERTIFICATES_STORE,
        settings.S3_ENDPOINT,
        settings.S3_REGION,
        settings.S3_ACCESS_KEY,
        settings.S3_SECRET_KEY,
    )
    return _bucket(place, os.getpid())


@lru_cache(maxsize=4)
def _bucket(place: Place, _process: int) -> Store:
    """One a process: a client that was open when a worker forked would wait for threads that the child lacks."""
    return Bucket(place)
