"""The certificate officer makes a design, and a course gives its certificates in it."""

import pytest
from playwright.sync_api import expect

from academy.people.roles import Role
from certificates.models import Certificate, Design
from certificates.producing import produce
from courses.models import CoursePage
from tests.factories.certificates import path_of
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
    officer.goes("desk/certificates/designs/")
    officer.look("designs-none")
    adds_a_seal(officer)
    officer.goes("desk/certificates/designs/new/")
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
    officer.goes("desk/certificates/designs/")
    page.locator("button[value=ready]").click()
    officer.sees("Courses can choose the design.")
    officer.look("designs")
    page.get_by_role("link", name=say("Versions of %(name)s", name="Blue band")).click()
    officer.look("design-versions")
    certificate = certificate_in_it()
    compares(officer)
    officer.goes("certificates/")
    officer.look("register")
    officer.sees("%(name)s, version %(number)d", name="Blue band", number=1)
    officer.goes(f"certificates/inspect/{certificate.pk}/")
    officer.sees("%(name)s, version %(number)d", name="Blue band", number=1)
    officer.look("certificate")
    holder_meets_a_damaged_file(windows, certificate)


def adds_a_seal(officer: Cms) -> None:
    page, say = officer.page, officer.say
    officer.goes("desk/certificates/designs/pictures/")
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


def compares(officer: Cms) -> None:
    """The design is changed once more; what differs is told."""
    page, say = officer.page, officer.say
    officer.goes(f"desk/certificates/designs/{Design.objects.get().pk}/")
    page.locator("#id_main").fill("#7a1020")
    page.locator("#id_above_name_en").fill("It is certified that")
    page.get_by_role("button", name=say("Save as the next version")).click()
    officer.sees("Version %(number)d is saved.", number=2)
    officer.goes(f"desk/certificates/designs/{Design.objects.get().pk}/history/")
    officer.look("design-two-versions")
    page.get_by_role("button", name=say("Compare")).click()
    expect(page.locator(".design__changes > li")).to_have_count(2)
    expect(page.locator(".design__changes")).to_contain_text("#7a1020")
    page.locator(".design__sheet").last.evaluate("one => one.decode()")
    officer.look("design-comparison")


def holder_meets_a_damaged_file(windows: Windows, certificate: Certificate) -> None:
    """The holder is told what happens next, and gets nothing of the file."""
    path_of(certificate.sha256).write_bytes(b"%PDF-?")
    page = windows.open(certificate.person)
    with windows.expecting("503"):
        page.goto(f"/{windows.language}/certificates/{certificate.code}.pdf")
        expect(page.get_by_role("heading", level=1)).to_have_text(windows.say("The file is to be made again"))
        windows.look(page, "certificate-damaged")


def certificate_in_it() -> Certificate:
    """The course chooses the design; whoever completes it gets a certificate in its version of today."""
    course_to_study()
    design = Design.objects.get()
    CoursePage.objects.update(design=design)
    completed(released(CoursePage.objects.get(locale__language_code="th")), learners()[0])
    certificate = Certificate.objects.get()
    assert design.current
    assert certificate.facts.design == design.current.digest
    assert produce(certificate.pk)
    certificate.refresh_from_db()
    return certificate
