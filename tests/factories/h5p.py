"""Interactive content: packages of the academy's own types, installed and uploaded through the deeds."""

import importlib.util
import io
import json
import uuid
import zipfile
from pathlib import Path
from typing import Any

from academy.people.models import Person
from courses.h5p.installing import install
from courses.h5p.uploading import upload
from courses.models import H5PContent, H5PVersion

FOLDER = Path(__file__).parents[2] / "h5p-python" / "tests"


def _module() -> Any:
    spec = importlib.util.spec_from_file_location("content_types", FOLDER / "content_types.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


content_types = _module()


def package(name: str = "requests-th", **changes: Any) -> io.BytesIO:
    """The bytes of a package, as a file."""
    return io.BytesIO(content_types.package(name, **changes))


def installed(by: Person | None, name: str = "counter-hours-th") -> None:
    """The libraries of a package; by default both of our types."""
    install(package(name), filename=f"{name}.h5p", by=by)


def upgraded(by: Person | None, library: str = "DGA.DataReading-1.0") -> None:
    """The next patch of a library, with another style."""
    changed = io.BytesIO()
    with zipfile.ZipFile(package()) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == f"{library}/library.json":
                described = json.loads(data)
                data = json.dumps({**described, "patchVersion": described["patchVersion"] + 1}).encode()
            elif name.startswith(library) and name.endswith(".css"):
                data += b"/* newer */"
            new.writestr(name, data)
    install(changed, filename="newer.h5p", by=by)


def uploaded(by: Person | None, name: str = "requests-th", content: H5PContent | None = None) -> H5PVersion:
    """A content, or another version of one."""
    return upload(package(name), filename=f"{name}.h5p", by=by, content=content)


def block(version: H5PVersion, least_score: int | None = None) -> dict[str, Any]:
    """The block of a lesson that plays it."""
    return {
        "type": "interactive",
        "id": str(uuid.uuid4()),
        "value": {"content": version.content_id, "least_score": least_score},
    }
