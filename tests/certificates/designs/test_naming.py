"""Which design a certificate was made in: in the register, on its own page, in exports; and versions compared."""

import re
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from openpyxl import load_workbook
from PIL import Image

from academy.people.roles import Role
from certificates.designs import designing
from certificates.designs.choosing import chosen
from certificates.designs.spec import STANDARD
from certificates.desk.comparing import changes
from certificates.desk.designs import PREVIEW
from certificates.facts import Said
from certificates.models import Certificate, Design
from tests.factories.certificates import AT, pending
from tests.factories.designs import SIGNERS, design, picture, spec
from tests.factories.people import person_in

pytestmark = pytest.mark.django_db
REGISTER, DESK = "/cms/certificates/", "/cms/desk/certificates/designs/"


@pytest.fixture
def officer(client: Client) -> Client:
    client.force_login(person_in(Role.OFFICER, preferred_language="en"))
    return client


def made_in(one: Design) -> Certificate:
    return pending(design=chosen(str(one.key)).digest)


def changed(one: Design, **changes: Any) -> Design:
    """Its next version, a minute later."""
    designing.save(one, one.name, spec(**changes), by=None, at=AT)
    one.refresh_from_db()
    return one


def test_the_register_names_the_design_and_version_of_each_and_is_narrowed_by_it(officer: Client) -> None:
    blue, red = design("Blue"), design("Red")
    first, plain, crimson = made_in(blue), pending(), made_in(red)
    second = made_in(changed(blue, layout="plain"))
    words = {first: "Blue, version 1", second: "Blue, version 2", crimson: "Red, version 1", plain: "built-in"}
    for one, said in words.items():
        found = officer.get(REGISTER, {"q": one.serial}).content.decode()
        assert re.search(rf"<td[^>]*>\s*{said}\s*</td>", found), said
        page = officer.get(reverse("certificate_register:inspect", args=[one.pk])).content.decode()
        assert f"<dt>Design</dt><dd>{said}</dd>" in page

    def found_by(key: str) -> set[str]:
        book = BytesIO(officer.get("/cms/desk/certificates/export/xlsx/", {"design": key}).getvalue())
        lines = list(load_workbook(book).active.values)
        where = lines[0].index("Design")
        named = {line[0]: line[where] for line in lines[1:]}
        said = officer.get(REGISTER, {"design": key}).content.decode()
        for one, design_of in words.items():
            assert (one.serial in said) == (one.serial in named)
            assert named.get(one.serial, design_of) == design_of
        return set(named)

    assert found_by(str(blue.key)) == {first.serial, second.serial}
    assert found_by(str(red.key)) == {crimson.serial}
    assert found_by("built-in") == {plain.serial}
    exported = officer.get("/cms/desk/certificates/export/csv/", {"design": str(red.key)})
    assert "Red, version 1" in b"".join(exported.streaming_content).decode()  # type: ignore[attr-defined]
    assert officer.get(REGISTER, {"design": "nonsense"}).status_code == 200


def test_a_look_that_came_back_is_named_by_the_version_of_its_time(officer: Client) -> None:
    blue = design("Blue")
    before = made_in(blue)
    changed(blue, layout="plain")
    changed(blue, layout="classic")
    blue.versions.filter(number=3).update(made_at=AT.replace(year=AT.year + 1))
    after = made_in(blue)
    Certificate.objects.filter(pk=after.pk).update(issued_at=AT.replace(year=AT.year + 2))
    assert before.design == after.design
    for one, number in ((before, 1), (after, 3)):
        page = officer.get(reverse("certificate_register:inspect", args=[one.pk])).content.decode()
        assert f"Blue, version {number}" in page


def test_the_register_asks_no_more_for_more_certificates(
    officer: Client, django_assert_max_num_queries: Any, django_assert_num_queries: Any
) -> None:
    blue = design("Blue")
    made_in(blue)
    officer.get(REGISTER)
    with django_assert_max_num_queries(60) as asked:
        officer.get(REGISTER)
    for _more in range(4):
        made_in(blue)
    with django_assert_num_queries(len(asked)):
        officer.get(REGISTER)


def test_two_versions_stand_beside_each_other_with_all_that_differs_in_words(officer: Client) -> None:
    seals = [picture("seal", "Seal", mode="RGBA", colour=colour) for colour in ("red", "green")]
    old = {"seal": seals[0].sha256, "main": "#1f2d6b", "signers": SIGNERS[:2]}
    new = {"seal": seals[1].sha256, "main": "#7a1020", "signers": SIGNERS[:1], "layout": "plain", "hours": False}
    text = Said(STANDARD.particulars.th.split("\n", 1)[1], STANDARD.particulars.en.split("\n", 1)[1])
    one = changed(design("Blue", **old), **new, particulars=text)
    assert 'name="other"' in officer.get(f"{DESK}{one.pk}/history/").content.decode()
    # In whichever order they are asked for, and by itself the newest with the one before.
    for asked in ({}, {"one": "1", "other": "2"}, {"one": "2", "other": "1"}):
        said = officer.get(f"{DESK}{one.pk}/compare/", asked).content.decode()
        assert said.index('id="version-1"') < said.index(f"{DESK}{one.pk}/1.png") < said.index(f"{DESK}{one.pk}/2.png")
        for label in ("Main colour", "Show the hours", "Seal", "Signing officer 2: Name in Thai"):
            assert f"<h3>{label}</h3>" in said
        assert "Second colour" not in said
        assert said.index("#1f2d6b") < said.index("#7a1020")
    found = {change.label: (change.before, change.after) for change in changes(spec(**old), one.current.spec)}
    assert found["Layout"] == ("classic, with a frame", "plain, as a letter")
    assert found["Show the hours"] == ("shown", "not shown")
    assert found["Seal"] == (f"Seal ({seals[0].sha256[:8]})", f"Seal ({seals[1].sha256[:8]})")
    assert found["Signing officer 2: Name in English"] == ("Ms Piyanuch Kittirungroj", "")
    assert found["Lines below the course, in English"] == (STANDARD.particulars.en, text.en)
    with override("th"):
        assert not {change.label for change in changes(spec(**old), one.current.spec)} & set(found)

    drawn = [Image.open(BytesIO(officer.get(f"{DESK}{one.pk}/{at}.png?large").content)) for at in (1, 2)]
    assert [paper.width for paper in drawn] == [PREVIEW, PREVIEW]
    assert drawn[0].tobytes() != drawn[1].tobytes()


def test_a_version_and_itself_do_not_differ_and_others_are_not_there(officer: Client) -> None:
    one = design("Blue")
    assert "both say and look the same" in officer.get(f"{DESK}{one.pk}/compare/").content.decode()
    assert 'name="other"' not in officer.get(f"{DESK}{one.pk}/history/").content.decode()
    for wrong in ({"one": "9"}, {"other": "x"}, {"one": "9" * 5000}, {"one": "-1"}):
        assert officer.get(f"{DESK}{one.pk}/compare/", wrong).status_code == 404
    assert officer.get(f"{DESK}{one.pk + 99}/compare/").status_code == 404
