"""A content that is written down becomes a package that is valid, in its own language."""

import io

import pytest

from h5p.packing import pack
from h5p.store.documents import described
from h5p.store.memory import MemoryFiles, MemoryStore
from h5p.store.trees import TreeFiles
from h5p.validating import validate
from tests import content_types


@pytest.fixture
def libraries():
    store = MemoryStore()
    for folder in content_types.LIBRARIES.iterdir():
        store.install(described(TreeFiles(folder)), TreeFiles(folder))
    return store


@pytest.mark.parametrize("name", content_types.NAMES)
def test_a_written_content_is_packed_whole(libraries, name):
    written = content_types.described(name)
    pictures = {
        path: (content_types.CONTENTS / path).read_bytes() for path in content_types.pictures(written["params"])
    }
    out = io.BytesIO()
    pack(written, libraries, out, MemoryFiles(pictures))
    report = validate(out, filename="x.h5p")
    assert report.problems == ()
    package = report.package
    texts = content_types.texts(written["library"], written["language"])
    assert package.params["l10n"] == texts
    for key, value in written["params"].items():
        if isinstance(value, str):
            assert package.params[key] == value
    assert set(package.content_files) == set(pictures)
    for inner in content_types.nested(package.params):
        assert inner["params"]["l10n"] == content_types.texts(inner["library"], written["language"])
