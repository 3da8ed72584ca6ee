"""What an official does on the academy's pages, by mouse or by keyboard alone."""

import re
from typing import Any

from django.core import mail
from playwright.sync_api import Locator, Page, expect

from assessments.models import Attempt, AttemptQuestion
from tests.factories.assessments import right
from tests.journeys.windows import Windows
from tests.journeys.world import PASSWORD

TABS = 80


class Official:
    """One official with a window. `look` also checks the page they are on."""

    def __init__(self, windows: Windows, page: Page) -> None:
        self.windows, self.page, self.language, self.say = windows, page, windows.language, windows.say

    def look(self, name: str) -> None:
        self.windows.look(self.page, name)

    def press(self, text: str, role: Any = "button", **values: Any) -> None:
        self.page.locator("main").get_by_role(role, name=self.say(text, **values)).filter(visible=True).first.click()

    def signs_up(self, email: str) -> None:
        page = self.page
        page.locator("main a[href*='/signup/']").click()
        page.wait_for_url("**/signup/**")
        self.look("sign-up")
        fields = {
            "email": email, "password1": PASSWORD, "password2": PASSWORD,
            "title_th": "นางสาว", "given_th": "มาลี", "family_th": "รักเรียน", "given_en": "Malee", "family_en": "Rakrian",
        }  # fmt: skip
        for name, value in fields.items():
            page.locator(f"[name={name}]").fill(value)
        page.locator("[name=notice]").check()
        page.locator("main form button[type=submit]").click()
        page.wait_for_url("**/confirm-email/")
        self.look("letter-sent")
        letter = mail.outbox[-1]
        assert letter.to == [email]
        link = re.search(r"https?://\S+/confirm-email/\S+", str(letter.body))
        assert link
        page.goto(link[0])
        self.look("confirm-address")
        page.locator("main form button[type=submit]").click()

    def signs_in(self, email: str) -> None:
        page = self.page
        page.locator("[name=login]").fill(email)
        page.locator("[name=password]").fill(PASSWORD)
        page.locator("main form button[type=submit]").first.click()

    def reads(self, title: str) -> None:
        expect(self.page.locator("h1")).to_have_text(title)

    # --- the test ------------------------------------------------------------------------------------------------
    def drawn(self) -> list[AttemptQuestion]:
        """The questions that the server drew."""
        rows = Attempt.objects.latest("pk").questions.select_related("version").order_by("position")
        assert rows
        return list(rows)

    def answers(self, row: AttemptQuestion) -> None:
        """Gives the right answer by mouse."""
        for control, value in self.controls(row):
            if value:
                control.fill(value)
            else:
                control.check()

    def answers_by_keyboard(self, row: AttemptQuestion) -> None:
        """Gives the right answer with Tab, arrows, Space and digits."""
        for control, value in self.controls(row):
            if value:
                self.tabs_to(control)
                self.page.keyboard.type(value)
            elif control.get_attribute("type") == "checkbox":
                self.tabs_to(control)
                self.page.keyboard.press("Space")
            else:
                group = self.page.locator(f"[name={control.get_attribute('name')}]")
                self.tabs_to(group.first)
                self.page.keyboard.press("Space")
                while not control.is_checked():
                    self.page.keyboard.press("ArrowDown")

    def controls(self, row: AttemptQuestion) -> list[tuple[Locator, str]]:
        """The inputs that make the right answer, each with the text to type in it, empty for one to choose."""
        answer = right(row)
        inputs = self.page.locator(f"[name=q{row.position}]")
        if row.version.kind == "number":
            return [(inputs, answer)]
        values = answer if isinstance(answer, list) else [str(answer).lower()]
        return [(self.page.locator(f"[name=q{row.position}][value='{value}']"), "") for value in values]

    def sees_saved(self) -> None:
        expect(self.page.locator("#save-state")).to_have_attribute("data-state", "saved")
        expect(self.page.locator("#save-state")).to_have_text(self.say("Saved"))

    # --- keyboard ------------------------------------------------------------------------------------------------
    def tabs_to(self, target: Locator) -> None:
        """Press Tab until the target has the focus, which must be seen."""
        for _press in range(TABS):
            if target.evaluate("one => one === document.activeElement"):
                break
            self.page.keyboard.press("Tab")
        else:
            raise AssertionError(f"{target} cannot be reached by keyboard on {self.page.url}")
        assert target.evaluate("one => one.matches(':focus-visible')")

    def enters(self, target: Locator) -> None:
        """Go to the target with Tab and press Enter."""
        self.tabs_to(target)
        self.page.keyboard.press("Enter")
