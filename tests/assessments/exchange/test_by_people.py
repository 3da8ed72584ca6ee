"""Essays and files go out and come back; what a format cannot hold is listed."""

import pytest

from assessments.checking import check
from assessments.exchange import exporting
from assessments.exchange.formats import FORMATS
from assessments.models import Question
from tests.factories.assessments import category, question


@pytest.mark.parametrize("name", ["qti3", "moodle-xml", "gift", "csv"])
@pytest.mark.parametrize("kind", ["essay", "upload"])
def test_what_people_mark_goes_out_and_comes_back_with_what_is_lost_listed(db: None, name: str, kind: str) -> None:
    made = question(category("ทดสอบ"), kind, "เขียนแผนของท่าน")
    if (name, kind) == ("gift", "upload"):
        written = exporting.export(Question.objects.all(), name)
        assert (written.whole, len(written.lost)) == (0, 1)
        return
    written = exporting.export(Question.objects.all(), name)
    assert written.whole == 1
    assert bool(written.lost) == (kind == "essay")
    read = FORMATS[name].read(written.data)
    (item,) = read.items
    checked = check(item.kind, item.content)
    assert (item.kind, checked.faults) == (kind, {})
    kept = {part: value for part, value in made.current.content.items() if part not in ("stem", "feedback", "rubric")}  # type: ignore[union-attr]
    if name != "gift":
        assert {part: checked.content[part] for part in kept} == kept
    points = [one["points"] for one in checked.content["rubric"]]
    assert points == (["6", "4"] if kind == "essay" and name in ("qti3", "moodle-xml") else [])
