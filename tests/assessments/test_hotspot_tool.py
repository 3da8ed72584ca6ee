"""Drawing the areas of a picture in the editor of a question."""

import pytest
from playwright.sync_api import Page, expect

from academy.people.roles import Role
from assessments.models import QuestionVersion
from tests.browsing import assert_accessible, screenshot, signed_in
from tests.factories.assessments import category, question
from tests.factories.people import person_in

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    # Wagtail leaves the buffer of a rendition that it has stored to the collector.
    pytest.mark.filterwarnings("ignore:Exception ignored in.*SpooledTemporaryFile"),
]


@pytest.mark.parametrize(("language", "width"), [("th", 1280), ("en", 320)])
def test_areas_are_drawn_on_the_picture_and_kept_as_numbers(page: Page, language: str, width: int) -> None:
    instructor = person_in(Role.INSTRUCTOR, email="instructor@agency.example", preferred_language=language)
    shown = question(category(), "hotspot", "แผนภูมิ")
    page.set_viewport_size({"width": width, "height": 1600})
    signed_in(page, instructor).goto(f"/cms/questions/edit/{shown.pk}/")
    drawing = page.locator(".hotspot-tool__picture svg")
    expect(page.locator(".hotspot-tool__area")).to_have_count(3)
    drawing.scroll_into_view_if_needed()
    assert_accessible(page, within=".hotspot-tool")

    def at(across: int, down: int) -> tuple[float, float]:
        box = drawing.bounding_box()
        assert box
        return box["x"] + box["width"] * across / 1000, box["y"] + box["height"] * down / 1000

    def drag(start: tuple[int, int], end: tuple[int, int]) -> None:
        drawing.scroll_into_view_if_needed()
        page.mouse.move(*at(*start))
        page.mouse.down()
        page.mouse.move(*at(500, 500))
        page.mouse.move(*at(*end))
        page.mouse.up()

    # A fourth area: none is empty, so it is drawn where the list has room.
    page.locator("[data-more] button").click()
    page.locator("[name=area_3_coords]").focus()
    drag((400, 700), (560, 900))
    expect(page.locator("[name=area_3_coords]")).not_to_have_value("")
    expect(page.locator(".hotspot-tool__area")).to_have_count(4)
    # An area is chosen by a click and drawn anew, as another shape.
    drawing.scroll_into_view_if_needed()
    page.mouse.click(*at(200, 500))
    page.locator("[data-shape=poly]").click()
    for corner in ((100, 100), (300, 100), (200, 400), (100, 100)):
        page.mouse.click(*at(*corner))
    expect(page.locator("[name=area_0_shape]")).to_have_value("poly")
    # The numbers stay the way for keyboards: what is typed is drawn.
    page.locator("[name=area_1_coords]").fill("600 300 200")
    expect(page.locator("circle.hotspot-tool__area")).to_have_attribute("r", "200")
    screenshot(page, f"cms-hotspot-tool-{language}-{width}")
    for name in ("th", "en"):
        page.locator(f"[name=area_3_label_{name}]").fill(f"fourth {name}")
    page.locator("form .actions button[type=submit], footer button[type=submit]").first.click()
    page.wait_for_url("**/cms/questions/")
    areas = QuestionVersion.objects.get(question=shown, number=2).content["areas"]
    assert [area["shape"] for area in areas] == ["poly", "circle", "poly", "rect"]
    corners = [(100, 100), (300, 100), (200, 400)]
    drawn = list(zip(areas[0]["coords"][::2], areas[0]["coords"][1::2], strict=True))
    assert all(
        abs(a - b) <= 6 for one, other in zip(drawn, corners, strict=True) for a, b in zip(one, other, strict=True)
    )
    assert areas[1]["coords"] == [600, 300, 200]
    wanted = [400, 700, 560, 900]
    assert all(abs(a - b) <= 6 for a, b in zip(areas[3]["coords"], wanted, strict=True)), areas[3]
