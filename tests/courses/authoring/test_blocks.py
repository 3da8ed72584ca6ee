"""The blocks of a lesson: what they refuse, what they say, what readers get."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from wagtail.documents.models import Document
from wagtail.images.models import Image

from courses.blocks.body import LessonBody
from courses.models import LessonPage

DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" width="800" height="450" viewBox="0 0 800 450"></svg>'
BODY: LessonBody = LessonPage._meta.get_field("body").stream_block
VIDEO = {"title": "ก", "file": None, "link": "", "poster": None, "captions": [], "transcript": "<p>ข</p>"}
NAMES = sorted(BODY.child_blocks)


def html(kind: str, value: object) -> str:
    block = BODY.child_blocks[kind]
    return block.render(block.normalize(value))


def cleaned(kind: str, value: dict[str, object]) -> object:
    block = BODY.child_blocks[kind]
    return block.clean(block.normalize(value))


@pytest.fixture
def drawing(db: None, settings: object, tmp_path: object) -> Image:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    return Image.objects.create(title="x", file=ContentFile(DRAWING, "x.svg"))


def document(name: str = "x.mp4") -> Document:
    return Document.objects.create(title=name, file=ContentFile(b"x", name))


@pytest.mark.parametrize("name", NAMES)
def test_every_block_can_be_previewed_in_the_chooser(name: str) -> None:
    block = BODY.child_blocks[name]
    assert block.is_previewable
    assert block.get_preview_template(None) == "courses/blocks/preview.html"
    assert block.get_description()
    assert block.meta.icon != "placeholder"
    assert block.render(block.get_preview_value()).strip()


@pytest.mark.parametrize("kind", ["image", "figure"])
def test_a_picture_without_an_alternative_is_refused(kind: str, drawing: Image) -> None:
    value = {"image": drawing, "alternative": "", "caption": "คำบรรยาย", "source": ""}
    value = {name: value[name] for name in BODY.child_blocks[kind].child_blocks}
    with pytest.raises(ValidationError):
        cleaned(kind, value)
    assert cleaned(kind, {**value, "alternative": "แผนภาพ"})


def test_a_drawing_keeps_its_form_and_says_its_size(drawing: Image) -> None:
    shown = html("image", {"image": drawing, "alternative": "แผนภาพ <ก>"})
    assert 'width="800" height="450"' in shown
    assert 'loading="lazy"' in shown
    assert "&lt;ก&gt;" in shown


def test_a_picture_that_was_deleted_leaves_its_words(db: None) -> None:
    assert "แผนภาพ" in html("figure", {"image": None, "alternative": "แผนภาพ", "caption": "รูปที่ 1"})


def test_a_video_takes_a_file_or_a_link_and_never_both_or_none(db: None) -> None:
    base = {**VIDEO}
    link = "https://video.example/1"
    for wrong in (base, {**base, "link": link, "file": document()}):
        with pytest.raises(ValidationError):
            cleaned("video", wrong)
    assert cleaned("video", {**base, "link": link})


def test_a_video_file_without_captions_is_refused(db: None) -> None:
    value = {**VIDEO, "file": document()}
    with pytest.raises(ValidationError):
        cleaned("video", value)
    captions = [{"language": "th", "file": document("x.vtt")}]
    shown = html("video", cleaned("video", {**value, "captions": captions}))
    assert '<track kind="captions"' in shown
    assert 'srclang="th"' in shown


def test_a_video_without_a_transcript_is_refused(db: None) -> None:
    with pytest.raises(ValidationError):
        cleaned("video", {**VIDEO, "link": "https://video.example/1", "transcript": ""})


def test_a_video_elsewhere_is_only_linked_to_and_says_where() -> None:
    shown = html("video", {"title": "ก", "link": "https://video.example/1", "transcript": "<p>ข</p>"})
    assert "video.example" in shown
    for loading in ("<iframe", "<video", "<embed", "<img", "src="):
        assert loading not in shown


def test_a_table_without_caption_or_headings_is_refused() -> None:
    def table(caption: str, heading: str, rows: list[object]) -> dict[str, object]:
        return {"cells": {"columns": [{"type": "text", "heading": heading}], "rows": rows, "caption": caption}}

    row = {"values": ["ก"]}
    for wrong in (table("", "ข", [row]), table("ค", "", [row]), table("ค", "ข", [])):
        with pytest.raises(ValidationError):
            cleaned("table", wrong)
    assert cleaned("table", table("ค", "ข", [row]))


def test_a_table_names_its_columns_and_rows_and_can_be_scrolled_by_keyboard() -> None:
    shown = html("table", BODY.child_blocks["table"].get_preview_value())
    assert '<th scope="col">ระดับ</th>' in shown
    assert '<th scope="row">ลับ</th>' in shown
    assert "<caption>" in shown
    assert 'tabindex="0"' in shown


def test_code_is_shown_as_typed_and_never_run() -> None:
    shown = html("code", {"language": "sql", "code": "<script>alert(1)</script>"})
    assert "&lt;script&gt;" in shown
    assert 'translate="no"' in shown


def test_what_authors_type_is_escaped() -> None:
    evil = "<script>alert(1)</script>"
    for kind, value in (
        ("heading", {"text": evil, "level": "h2"}),
        ("quote", {"text": evil, "source": evil}),
        ("callout", {"kind": "note", "title": evil, "text": "<p>x</p>"}),
        ("accordion", {"parts": [{"heading": evil, "text": "<p>x</p>"}]}),
    ):
        assert "<script" not in html(kind, value)


def test_no_block_asks_anything_of_another_host_or_styles_itself() -> None:
    for name in NAMES:
        shown = html(name, BODY.child_blocks[name].get_preview_value())
        assert "style=" not in shown
        assert "onclick" not in shown
        assert 'src="http' not in shown
