"""The demo's interactive contents: the examples of h5p-python, brought in as administrators and instructors do."""

import io
import json
import re
from functools import cache

from academy.people.models import Person
from academy.settings.environment import ROOT
from courses.h5p.installing import install
from courses.h5p.uploading import upload
from courses.models import H5PContent
from h5p import LibraryName
from h5p.packing import pack, with_defaults
from h5p.store.documents import described
from h5p.store.memory import MemoryFiles, MemoryStore
from h5p.store.trees import TreeFiles

EXAMPLES = ROOT / "h5p-python" / "examples"
LIBRARIES = ROOT / "h5p-python" / "libraries"


def content(name: str, language: str, *, author: Person | None, administrator: Person | None) -> H5PContent:
    """The content of an example; brought in once, and again when the example has changed."""
    text = (EXAMPLES / f"{name}-{language}.json").read_text(encoding="utf-8")
    written = json.loads(text)
    known = H5PContent.objects.filter(title=written["title"]).select_related("current").first()
    params = with_defaults(written["params"], LibraryName.parse(written["library"]), _libraries(), language)
    if known and known.current and known.current.params == params:
        return known
    package = io.BytesIO()
    pictures = {path: (EXAMPLES / path).read_bytes() for path in re.findall(r'"(images/[^"]+)"', text)}
    pack(written, _libraries(), package, MemoryFiles(pictures))
    install(package, filename=f"{name}.h5p", by=administrator)
    return upload(package, filename=f"{name}.h5p", by=author, content=known).content


@cache
def _libraries() -> MemoryStore:
    store = MemoryStore()
    for folder in sorted(LIBRARIES.iterdir()):
        files = TreeFiles(folder)
        store.install(described(files), files)
    return store
