"""How much of a package is read at most."""

from dataclasses import dataclass

KIB = 1024
MIB = 1024 * KIB


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds within which a package is read; sizes are in bytes, of the unpacked file unless said otherwise.

    What is beyond is refused before it is read as far as the archive itself says so, and while it is read otherwise,
    because an archive may say less than is in it. H5P leaves all of this to whoever runs it.
    """

    file_bytes: int = 200 * MIB
    total_bytes: int = 512 * MIB
    entries: int = 20_000
    # The directory of the archive is held in memory: 20,000 entries take 2 to 3 MiB.
    directory_bytes: int = 4 * MIB
    segment_bytes: int = 255
    path_bytes: int = 1024
    depth: int = 16
    # Data that shrinks to less than a hundredth is made to be large; real packages stay below a twelfth. Small files
    # may shrink as they like.
    ratio: int = 100
    ratio_from_bytes: int = 1 * MIB
    json_bytes: int = 8 * MIB
    json_depth: int = 512
    # Commas, colons and opening brackets: each may cost a hundred bytes of memory, whatever the size of the file.
    json_marks: int = 800_000
    # h5p.json and every library.json together: they are kept, so many small ones must not add up either.
    descriptions_bytes: int = 1 * MIB
    libraries: int = 500
    svg_bytes: int = 8 * MIB
    # Problems that are collected; whoever made more than that has read enough.
    problems: int = 1000

    def bytes_of(self, suffix: str) -> int:
        """How large a file of this suffix may be."""
        return min(self.file_bytes, {"json": self.json_bytes, "svg": self.svg_bytes}.get(suffix, self.file_bytes))
