"""Designs as they are kept, by their fingerprint; read once a process, since none ever changes."""

from collections.abc import Iterable
from functools import lru_cache

from certificates.designs.spec import Paper, Spec
from certificates.models import DesignPicture, DesignVersion


def paper(digest: str) -> Paper | None:
    """The design that a certificate names; None for the built-in one. Raises LookupError for one that is not kept."""
    return _paper(digest) if digest else None


def paper_of(spec: Spec) -> Paper:
    """A design that may not be kept yet, with its pictures. Raises LookupError when a picture is not there."""
    return Paper(spec, _pictures(spec), spec.digest)


def known(sha256: Iterable[str]) -> set[str]:
    """Which of these pictures are kept."""
    return set(DesignPicture.objects.filter(sha256__in=sha256).values_list("sha256", flat=True))


@lru_cache(maxsize=16)
def _paper(digest: str) -> Paper:
    version = DesignVersion.objects.filter(digest=digest).first()
    if version is None:
        raise LookupError(f"No design {digest} is kept.")
    return paper_of(version.spec)


def _pictures(spec: Spec) -> dict[str, bytes]:
    wanted = spec.pictures
    if not wanted:
        return {}
    rows = DesignPicture.objects.filter(sha256__in=wanted.values()).values_list("sha256", "content")
    content = {sha256: bytes(data) for sha256, data in rows}
    try:
        return {name: content[sha256] for name, sha256 in wanted.items()}
    except KeyError as error:
        raise LookupError(f"No picture {error} is kept.") from None
