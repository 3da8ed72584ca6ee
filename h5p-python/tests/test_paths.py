"""Paths that stay where they belong."""

import posixpath
import unicodedata
from pathlib import PureWindowsPath

from hypothesis import given
from hypothesis import strategies as st

from h5p import paths
from h5p.limits import Limits

PATHS = st.text() | st.text(alphabet="./\\:aA ~_-\x00\né\u0301")


@given(PATHS)
def test_a_path_without_fault_stays_below_the_folder_on_every_system(path: str) -> None:
    if paths.fault(path) is None:
        whole = posixpath.normpath("/folder/" + path)
        assert whole.startswith("/folder/") or whole == "/folder"
        windows = PureWindowsPath(path)
        assert not windows.drive
        assert not windows.root
        assert ".." not in windows.parts
        assert path


@given(PATHS)
def test_clashing_paths_have_one_key(path: str) -> None:
    for other in (path.upper().lower(), unicodedata.normalize("NFC", path), unicodedata.normalize("NFD", path)):
        if other.casefold() == path.casefold() or unicodedata.normalize("NFC", other) == unicodedata.normalize(
            "NFC", path
        ):
            assert paths.key(other) == paths.key(path)
    assert paths.key(paths.key(path)) == paths.key(path)


@given(st.lists(st.text(alphabet="abก", min_size=1, max_size=120), min_size=1, max_size=20))
def test_a_path_within_the_limits_is_short_in_bytes_and_in_depth(segments: list[str]) -> None:
    path = "/".join(segments)
    within = len(path.encode()) <= 1024 and len(segments) <= 16 and all(len(one.encode()) <= 255 for one in segments)
    assert (paths.excess(path, Limits()) is None) == within


def test_a_hidden_segment_hides_all_below_it() -> None:
    assert paths.hidden(".git/config")
    assert paths.hidden("content/__MACOSX/a.png")
    assert paths.hidden("content/_a.png")
    assert paths.hidden("content/./a.png")
    assert not paths.hidden("content/a_b.c.png")


def test_the_suffix_is_what_follows_the_last_dot() -> None:
    assert paths.suffix("content/a.php.PNG") == "png"
    assert paths.suffix("Test.Words-1.0/LICENSE") == ""
    assert paths.suffix("content/a.") == ""
