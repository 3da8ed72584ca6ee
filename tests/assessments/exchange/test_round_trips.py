"""Content, file, content: what comes back means the same, or what does not is listed."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments.exchange import formats
from assessments.exchange.formats import WRITTEN
from assessments.exchange.item import Item
from tests.assessments.exchange.contents import KINDS, items, meaning

FORMATS = [one.name for one in WRITTEN]
# What each format holds. Everything else must be listed as not carried.
HOLDS = {
    "qti3": set(KINDS),
    "moodle-xml": set(KINDS) - {"hotspot"},
    "gift": {"single", "multiple", "truefalse", "number", "shorttext", "matching", "matrix", "essay"},
    "csv": set(KINDS) - {"hotspot", "blanks"},
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_question_comes_back_as_it_was_or_what_is_lost_is_listed(name: str, kind: str, data: st.DataObject) -> None:
    form, item = formats.FORMATS[name], data.draw(items((kind,)))
    assert form.write
    written = form.write([item])
    if item.kind not in HOLDS[name]:
        assert (written.whole, [one.item for one in written.lost]) == (0, [item.name])
        return
    assert written.whole == 1
    assert formats.detected(written.data).name == name
    reading = form.read(written.data)
    assert not reading.lost
    [back] = reading.items
    assert back.key() == item.key()
    if not written.lost:
        assert meaning(back) == meaning(item)
        assert back.images == item.images
        assert back.category == item.category


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(item=items(("single",)))
def test_both_languages_come_back(name: str, item: Item) -> None:
    form = formats.FORMATS[name]
    assert form.write
    [back] = form.read(form.write([item]).data).items
    for language in ("th", "en"):
        assert bool(back.content["stem"][language]) == bool(item.content["stem"][language])


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(item=items(("truefalse",)))
def test_tags_come_back(name: str, item: Item) -> None:
    form = formats.FORMATS[name]
    assert form.write
    tagged = replace(item, tags=("ข้อมูล", "level 2"))
    [back] = form.read(form.write([tagged]).data).items
    assert back.tags == tagged.tags
