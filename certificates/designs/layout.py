"""The folder that a design is set in: the sources of the page and the design's pictures, and nothing else."""

import os
import shutil
import tempfile
from pathlib import Path

from certificates.designs.spec import STANDARD, Paper

MAIN = "designed.typ"
SOURCES = (MAIN, "setting.typ")
DRAWINGS = ("emblem.svg", "seal.svg", "ground.svg")
"""Ours, in the colours of the standard design; each design gets them in its own."""


def laid_out(paper: Paper, design: Path) -> Path:
    """A new folder with all that the page asks for. Raises OSError."""
    folder = Path(tempfile.mkdtemp(prefix="design-"))
    for name in SOURCES:
        shutil.copyfile(design / name, folder / name)
    spec = paper.spec
    for name in DRAWINGS:
        drawing = (design / name).read_text(encoding="utf-8")
        drawing = drawing.replace(STANDARD.main, spec.main).replace(STANDARD.accent, spec.accent)
        (folder / name).write_text(drawing, encoding="utf-8")
    for name, content in paper.pictures.items():
        (folder / name).write_bytes(content)
    return folder


def cleared(folder: Path, process: int) -> None:
    """Take the folder away, unless it belongs to the process that this one came from."""
    if process == os.getpid():
        shutil.rmtree(folder, ignore_errors=True)
