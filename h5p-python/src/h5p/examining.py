"""Reading one file of a package once, to its end, and looking at what is in it."""

from collections.abc import Callable, Iterable
from typing import BinaryIO

from h5p import paths
from h5p.archive import Archive, Entry, pieces
from h5p.errors import H5PError, Problem
from h5p.limits import Limits
from h5p.media import disguise
from h5p.svg import SvgCheck, UnsafeSvgError

# Looks at one file of a package, given its path and its bytes, and says what is wrong with it; None when nothing is.
Scanner = Callable[[str, BinaryIO], str | None]


class Budget:
    """How many bytes may still come out of the archive, whatever it says of itself."""

    def __init__(self, limits: Limits) -> None:
        self._most = limits.total_bytes
        self._spent = 0

    @property
    def spent(self) -> bool:
        """Whether more has come out than may."""
        return self._spent > self._most

    def take(self, size: int) -> None:
        """So much more has come out; H5PError when that was too much."""
        self._spent += size
        if self.spent:
            numbers = {"bytes": self._spent, "most": self._most}
            detail = f"at least {self._spent:,} bytes come out of the archive; at most {self._most:,} are read"
            raise H5PError(Problem("total-size-too-large", "", detail, numbers))


def examine(file: BinaryIO, entry: Entry, limits: Limits, budget: Budget, *, keep: bool = False) -> bytes:
    """Read the file wholly and judge its kind; its bytes when they are to be kept, or none.

    H5PError for a file that is not as the archive says, is not of the kind of its suffix, or is an SVG that acts.
    """
    suffix = paths.suffix(entry.path)
    svg = SvgCheck() if suffix == "svg" else None
    kept: list[bytes] = []
    first = True
    try:
        for piece in pieces(file, entry, limits):
            budget.take(len(piece))
            if first and (truth := disguise(suffix, piece)):
                detail = f"the file is not what its suffix .{suffix} says, but {truth}"
                raise H5PError(Problem("not-in-whitelist", entry.path, detail, {"suffix": suffix, "kind": truth}))
            first = False
            if svg:
                svg.feed(piece)
            if keep:
                kept.append(piece)
        if svg:
            svg.close()
    except UnsafeSvgError as error:
        raise H5PError(Problem("not-in-whitelist", entry.path, f"the picture {error}", {"suffix": suffix})) from None
    return b"".join(kept)


def scan(archive: Archive, path: str, scanners: Iterable[Scanner]) -> None:
    """Have every scanner look at the file; H5PError when one says something, or fails and so knows nothing."""
    for scanner in scanners:
        name = getattr(scanner, "__name__", type(scanner).__name__)
        try:
            with archive.open(path) as file:
                found = scanner(path, file)
        except H5PError:
            raise
        except Exception as error:  # what a scanner does with hostile bytes is not ours to know
            found = f"it could not be looked at ({type(error).__name__})"
        if found:
            detail = f"the scanner {name} refuses the file: {found}"
            raise H5PError(Problem("upload-malware-found", path, detail, {"scanner": name}))
