import pytest
from academy.people.roles import Role
from courses.models import *
from tests.journeys.cms import Cms
from tests.journeys.windows import Windows
from tests.journeys.world import course_to_study, person
from tests.factories.assessments import *
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True),pytest.mark.filterwarnings("ignore:Exception ignored in.*SpooledTemporaryFile")]
def test_zz(windows: Windows) -> None:
    course_to_study()
    c = Cms(windows, person(windows.language, Role.INSTRUCTOR))
    m=LessonPage.objects.filter(locale__language_code="th").first()
    c.goes(f"pages/{m.pk}/edit/")
    print(c.page.locator("#id_title").evaluate("e=>{const s=getComputedStyle(e); return [s.lineHeight,s.height,s.fontSize,s.padding,s.minHeight,s.maxHeight,s.overflow, document.documentElement.lang, e.closest('.w-panel,.w-field__wrapper').outerHTML.slice(0,800)]}"))

    from wagtail.models import Page
    from tests.factories.courses import lesson, publish
    mod=ModulePage.objects.get(locale__language_code="th")
    l=lesson(mod, "only-thai", title="เล่าเรื่องด้วยข้อมูล", words=20)
    c.goes(f"pages/{l.pk}/edit/")
    c.page.screenshot(path="/tmp/z0.png")
    c.goes(f"localize/submit/page/{l.pk}/")
    print(c.page.locator("main").inner_text()[:600])
    c.page.locator("main form input[name=locales]").first.check()
    c.page.locator("main form [type=submit]").click()
    c.page.wait_for_timeout(1500)
    print(c.page.url, c.page.locator("body").inner_text()[:1500])
    en=l.get_translations().first()
    c.goes(f"pages/{en.pk}/edit/")
    c.page.wait_for_timeout(3000)

    print(c.page.locator("footer").first.inner_html())
    print(c.page.evaluate("[...document.querySelectorAll('*')].filter(e=>getComputedStyle(e).fontStyle=='italic' && e.children.length==0).map(e=>e.parentElement.outerHTML.slice(0,500))"))
    c.page.get_by_role("button", name="Translate").first.click()
    c.page.wait_for_timeout(500)
    print(c.page.locator("main textarea").first.evaluate("e=>e.parentElement.parentElement.outerHTML"))
    c.page.screenshot(path="/tmp/z1.png", full_page=True)
    r = Cms(windows, person(windows.language, Role.REVIEWER))
    r.goes(f"pages/{en.pk}/edit/")
    r.page.locator("footer button").first.wait_for()
    print(r.page.locator("footer").first.inner_html())
