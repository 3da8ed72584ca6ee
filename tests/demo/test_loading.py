"""Loading a demo course: whole, in two languages, once."""

from pathlib import Path

import pytest
import yaml
from django.core.management import call_command
from wagtail.images.models import Image
from wagtail.models import Page

from academy.demo import loading, questioning
from academy.demo.markdown import ContentError
from assessments.models import Question, QuestionVersion, QuizPage
from certificates.models import Design
from courses.models import CoursePage, LessonPage, Release

pytestmark = pytest.mark.django_db

BOTH = {"th": "ไทย", "en": "English"}
LESSON = {"key": "one", "title": BOTH, "summary": BOTH}
QUIZ = {"key": "test", "title": BOTH, "introduction": BOTH, "draw": 2, "pass_mark": 80, "attempts": 3, "minutes": 30}
COURSE = {
    "slug": "small", "area": "data", "level": "foundation", "hours": 2, "title": BOTH, "summary": BOTH,
    "outcomes": {"th": ["ก"], "en": ["a"]}, "audience": BOTH, "introduction": BOTH,
    "instructors": [{"name": BOTH, "role": BOTH}],
    "design": "modern",
    "modules": [{"key": "m1", "title": BOTH, "summary": BOTH, "lessons": [LESSON]}],
    "quiz": QUIZ,
}  # fmt: skip
QUESTIONS = [
    {"key": "q1", "kind": "truefalse", "lesson": "one", "answer": True, "stem": BOTH, "feedback": BOTH},
    {"key": "q2", "kind": "number", "lesson": "one", "answer": 80, "tolerance": 0.5, "unit": BOTH, "stem": BOTH},
]
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" width="800" height="450" viewBox="0 0 800 450"></svg>'


@pytest.fixture
def folder(tmp_path: Path, settings: object) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"  # type: ignore[attr-defined]
    root = tmp_path / "content" / "small"
    (root / "lessons").mkdir(parents=True)
    (root / "figures").mkdir()
    (root / "course.yaml").write_text(yaml.safe_dump(COURSE, allow_unicode=True))
    (root / "questions.yaml").write_text(yaml.safe_dump(QUESTIONS, allow_unicode=True))
    for language, said in BOTH.items():
        figure = ':::figure name="f" alt="x" caption="y"\n:::'
        (root / "lessons" / f"one.{language}.md").write_text(f"{said} {said}\n\n{figure}\n")
        (root / "figures" / f"f.{language}.svg").write_text(
            DRAWING.replace("450", "451") if language == "en" else DRAWING
        )
    return root


def test_a_course_is_loaded_translated_and_released(folder: Path) -> None:
    lines = list(loading.load_all(folder.parent))
    assert "release 1" in lines[-1]
    for language, said in BOTH.items():
        page = LessonPage.objects.get(locale__language_code=language)
        assert (page.title, page.live) == (said, True)
        assert page.body[1].value["image"].title == f"small: f ({language})"
    outline = Release.objects.get().outline
    assert outline.design == str(Design.objects.get(state="ready").key)
    assert [(unit.kind, unit.languages) for unit in outline.units] == [("lesson", ("th", "en")), ("quiz", ("th", "en"))]
    assert Question.objects.count() == 2
    assert not any(Page.find_problems())


def test_the_blocks_of_both_languages_share_their_identity(folder: Path) -> None:
    list(loading.load(folder))
    first, second = LessonPage.objects.all()
    assert [block.id for block in first.body] == [block.id for block in second.body]


def test_loading_again_changes_nothing_not_even_an_authors_edit(folder: Path) -> None:
    list(loading.load(folder))
    page = LessonPage.objects.get(locale__language_code="th")
    page.title = "ผู้สอนแก้"
    page.save_revision().publish()
    before = (Release.objects.count(), Image.objects.count(), QuestionVersion.objects.count(), Page.objects.count())
    assert list(loading.load(folder)) == ["small: as it was"]
    assert LessonPage.objects.get(pk=page.pk).title == "ผู้สอนแก้"
    assert before == (
        Release.objects.count(),
        Image.objects.count(),
        QuestionVersion.objects.count(),
        Page.objects.count(),
    )


def test_new_wording_is_published_without_a_new_release_or_double_pages(folder: Path) -> None:
    list(loading.load(folder))
    pages = Page.objects.count()
    (folder / "lessons" / "one.th.md").write_text('ใหม่ ใหม่\n\n:::figure name="f" alt="x" caption="y"\n:::\n')
    list(loading.load(folder))
    assert "ใหม่" in str(LessonPage.objects.get(locale__language_code="th").body)
    assert Page.objects.count() == pages
    assert Image.objects.count() == 2
    assert QuizPage.objects.get(locale__language_code="th").sections.count() == 1


def test_a_faulty_file_loads_nothing(folder: Path) -> None:
    (folder / "lessons" / "one.en.md").write_text(":::nothing\n:::")
    with pytest.raises(ContentError, match=r"one\.en\.md"):
        list(loading.load(folder))
    assert not CoursePage.objects.exists()


def test_the_command_ends_with_one_when_a_file_is_faulty(folder: Path) -> None:
    (folder / "figures" / "f.th.svg").unlink()
    with pytest.raises(SystemExit) as ended:
        call_command("load_demo_courses", "--folder", str(folder.parent))
    assert ended.value.code == 1


@pytest.mark.parametrize(
    ("draw", "held", "expected"),
    [(10, [5, 5, 5, 5], [3, 3, 2, 2]), (2, [1, 1], [1, 1]), (9, [1, 2], [1, 2]), (0, [3], [0]), (3, [0, 3], [0, 3])],
)
def test_a_draw_covers_the_modules(draw: int, held: list[int], expected: list[int]) -> None:
    assert questioning.shares(draw, held) == expected
