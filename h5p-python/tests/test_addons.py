from time import thread_time

import pytest

from h5p.addons import addons_for, candidates, texts
from tests.libraries import library, name

MATHS = library("Test.Maths 1.0", added_by=("/\\$\\$.+\\$\\$/", "/\\\\\\(.+\\\\\\)/g"))


def test_the_newest_version_of_each_addon_is_offered() -> None:
    newest = library("Test.Maths 1.10", patch=1, added_by=("/x/",))
    offered = candidates([newest, MATHS, library("Test.Maths 1.9", added_by=("/x/",)), library("Test.Plain 1.0")])
    assert offered == (newest,)


@pytest.mark.parametrize("params", [{"a": ["x", {"b": "so $$x$$ is"}]}, {"a": "\\(x\\)"}])
def test_an_addon_joins_content_whose_texts_match(params: object) -> None:
    assert addons_for(params, [MATHS]) == (name("Test.Maths 1.0"),)


@pytest.mark.parametrize("params", [{}, {"a": "x", "b": 1, "$$x$$": True}])
def test_an_addon_stays_away_from_other_content(params: object) -> None:
    assert addons_for(params, [MATHS]) == ()


def test_a_pattern_that_does_not_compile_or_end_adds_nothing_and_stops_nothing() -> None:
    broken = library("Test.Broken 1.0", added_by=("/(/", "/a/zz"))
    endless = library("Test.Endless 1.0", added_by=("/^(x+x+)+y$/",))
    started = thread_time()
    params = {"a": ["x" * 5000] * 100, "b": "$$x$$"}
    assert addons_for(params, [broken, MATHS, endless]) == (name("Test.Maths 1.0"),)
    assert thread_time() - started < 5


def test_texts_are_found_at_any_depth_in_their_order() -> None:
    nested: object = ["deep"]
    for _ in range(50_000):
        nested = [nested]
    assert list(texts(["a", {"x": "b", "y": ["c"]}, nested, "d"])) == ["a", "b", "c", "deep", "d"]
