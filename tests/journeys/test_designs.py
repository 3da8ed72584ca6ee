"""The certificate officer makes a design, and a course gives its certificates in it."""

import pytest
from playwright.sync_api import expect

from academy.people.roles import Role
from certificates.models import Certificate, Design
from certificates.producing import produce
from courses.models import CoursePage
from tests.factories.courses import released
from tests.factories.designs import file
from tests.journeys.cms import Cms
from tests.journeys.test_officer import completed, learners
from tests.journeys.windows import Windows
from tests.journeys.world import course_to_study, person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


def test_an_officer_makes_a_design_that_certificates_are_then_made_in(windows: Windows) -> None:
    officer = Cms(windows, person(windows.language, Role.OFFICER))
    page, say = officer.page, officer.say
    officer.goes("certificates/desk/designs/")
    officer.look("designs-none")
    adds_a_seal(officer)
    officer.goes("certificates/desk/designs/new/")
    page.locator("#id_name").fill("Blue band")
    sheet = page.locator("#design-preview .design__sheet")
    before = sheet.get_attribute("src")
    page.locator("#id_layout").select_option("modern")
    page.locator("#id_seal").select_option(label="Seal of the school")
    # The paper follows what is typed.
    expect(sheet).not_to_have_attribute("src", str(before))
    officer.look("design-new")
    lines = page.locator("#id_particulars_en")
    lines.fill("Given on {date}, {huors} hours, {score}%")
    expect(page.locator("[data-mistakes]")).to_contain_text("{hours}")
    page.get_by_role("button", name=say("Save the design")).click()
    expect(page.locator(".error-message").first).to_contain_text("{huors}")
    officer.look("design-mistyped")
    assert not Design.objects.exists()
    lines.fill("Given on {date}, {hours} hours, {score}%")
    page.locator("#sample").select_option("long")
    page.get_by_role("button", name=say("Save the design")).click()
    officer.sees("Version %(number)d is saved.", number=1)
    officer.goes("certificates/desk/designs/")
    page.locator("button[value=ready]").click()
    officer.sees("Courses can choose the design.")
    officer.look("designs")
    page.get_by_role("link", name=say("Versions of %(name)s", name="Blue band")).click()
    officer.look("design-versions")
    certificate_in_it()


def adds_a_seal(officer: Cms) -> None:
    page, say = officer.page, officer.say
    officer.goes("certificates/desk/designs/pictures/")
    page.locator("#id_kind").select_option("seal")
    page.locator("#id_name").fill("Seal of the school")
    drawing = {"name": "seal.png", "mimeType": "image/png", "buffer": b"<svg onload='x'/>"}
    page.locator("#id_file").set_input_files(files=[drawing])
    page.get_by_role("button", name=say("Add the picture")).click()
    officer.sees("This is no PNG or JPEG picture. Save the picture as one of these.")
    page.locator("#id_file").set_input_files(files=[{**drawing, "buffer": file(mode="RGBA", size=(300, 300))}])
    page.get_by_role("button", name=say("Add the picture")).click()
    officer.sees("The picture is there for designs.")
    officer.look("pictures")


def certificate_in_it() -> None:
    """The course chooses the design; whoever completes it gets a certificate in its version of today."""
    course_to_study()
    design = Design.objects.get()
    CoursePage.objects.update(design=design)
    completed(released(CoursePage.objects.get(locale__language_code="th")), learners()[0])
    certificate = Certificate.objects.get()
    assert design.current
    assert certificate.facts.design == design.current.digest
    assert produce(certificate.pk)
