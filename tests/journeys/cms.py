"""What people do in the CMS: its menus, its editor, its workflow."""

from typing import Any

from playwright.sync_api import FrameLocator, Locator, Page, expect

from academy.people.models import Person
from tests.journeys.wagtail_faults import KNOWN
from tests.journeys.windows import Windows


class Cms:
    """One person at work in the CMS."""

    def __init__(self, windows: Windows, person: Person) -> None:
        self.windows, self.say = windows, windows.say
        self.page: Page = windows.open(person)

    def goes(self, address: str) -> None:
        self.page.goto(f"/cms/{address}")

    def look(self, name: str) -> None:
        self.windows.look(self.page, f"cms-{name}", known=KNOWN)

    def sees(self, text: str, **values: Any) -> None:
        expect(self.page.locator("body")).to_contain_text(self.say(text, **values))

    # --- the editor ----------------------------------------------------------------------------------------------
    def adds_block(self, name: str) -> Locator:
        """A new block at the end of the lesson; returns it."""
        body = self.page.locator("#body-root > [data-streamfield-stream-container]")
        blocks = body.locator("> [data-streamfield-child]")
        before = blocks.count()
        body.locator("> div > .c-sf-add-button").last.click()
        self.page.get_by_role("option", name=self.say(name), exact=True).click()
        expect(blocks).to_have_count(before + 1)
        return blocks.last

    def writes(self, editor: Locator, text: str) -> None:
        """Types into rich text."""
        editor.locator(".public-DraftEditor-content").click()
        self.page.keyboard.type(text)
        expect(editor).to_contain_text(text)

    def preview(self) -> FrameLocator:
        """The preview beside the editor, as it stands now."""
        self.page.locator("[data-side-panel-toggle=preview]").click()
        return self.page.frame_locator("#w-preview-iframe")

    def opens_menu(self) -> None:
        """The page's other deeds, at the head of the editor."""
        self.page.locator("header [data-w-dropdown-target=toggle]").first.click()

    def chooses(self, action: str) -> None:
        """A deed of the menu at the foot of the editor, which is not its first."""
        self.page.locator("footer [data-w-dropdown-target=toggle]").click()
        self.page.locator(f"footer {action}").click()
