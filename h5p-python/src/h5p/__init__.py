"""H5P for Python: read, validate, sanitise, play, mark and export H5P packages, without a web framework."""

from h5p.errors import H5PError, Problem
from h5p.library import Kind, Library
from h5p.names import LibraryName

__version__ = "0.1.0"
__all__ = ["H5PError", "Kind", "Library", "LibraryName", "Problem", "__version__"]
