"""Interactive content: the libraries that play it, the contents that instructors upload, what learners did in them."""

from courses.models.h5p.attempt import H5PAttempt, H5PState, H5PStatement
from courses.models.h5p.content import H5PContent, H5PVersion
from courses.models.h5p.library import H5PInstallation, H5PLibrary, H5PUse

__all__ = [
    "H5PAttempt",
    "H5PContent",
    "H5PInstallation",
    "H5PLibrary",
    "H5PState",
    "H5PStatement",
    "H5PUse",
    "H5PVersion",
]
