"""A course of one lesson that plays a content."""

from dataclasses import replace

from courses.models import H5PVersion, LessonPage
from courses.outline import Exercise, Rule
from tests.courses.learning import making
from tests.factories import h5p as made_h5p


def course_playing(version: H5PVersion, least_score: int) -> making.Made:
    """The lesson is done when so many per cent of the content's points are reached."""
    block = made_h5p.block(version, least_score)
    rule = Rule("attended", seconds=0, exercises=(Exercise(block["id"], str(least_score)),))
    made = making.course(replace(making.lesson("one"), rule=rule))
    for language in ("th", "en"):
        page = LessonPage.objects.get(pk=made.pages["one", language].pk)
        page.body = [{"type": "text", "value": "<p>x</p>"}, block]
        page.save_revision().publish()
    return made
