"""The translations tool: nothing the academy says goes untranslated unnoticed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import polib
import pytest
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

from academy.site import catalogues, extracting, placeholders, translating
from academy.site.catalogues import Message, catalogue_path, compile_catalogues

COURSES = "courses/locale/th/LC_MESSAGES/django.po"
NO_PACKAGES: tuple[str, ...] = ()


def write(root: Path, relative: str, text: str) -> Path:
    """Put a file into the made tree."""
    path = root / relative
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def translate(path: Path, thai: dict[str, str], flags: tuple[str, ...] = ()) -> None:
    """Fill in the Thai of a catalogue as a translator would."""
    catalogue = polib.pofile(str(path))
    for entry in catalogue:
        if said := thai.get(entry.msgid):
            entry.flags = list(flags)
            if entry.msgid_plural:
                entry.msgstr_plural = {0: said}
            else:
                entry.msgstr = said
    catalogue.save()


def found(root: Path, packages: tuple[str, ...] = NO_PACKAGES) -> list[tuple[str, str, str]]:
    """What `check` says, without the details."""
    return [(gap.catalogue, gap.kind, gap.message.msgid) for gap in translating.check(root, packages)]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A project with one message in each kind of source of the courses app."""
    write(tmp_path, "courses/models.py", "from x import _\nname = _('Course')\n")
    write(tmp_path, "templates/courses/page.html", "{% load i18n %}\n  <p>\n{% translate 'Lesson' %}\n </p>")
    write(tmp_path, "static/courses/quiz.js", "export const t = () => gettext('Time is up');\n")
    return tmp_path


def test_python_messages_are_found_in_all_their_forms() -> None:
    source = """
# Translators: on the button
a = _("Save"); b = gettext_lazy("A" " joined")
c = ngettext_lazy("One page", "%(n)d pages", n)
d = pgettext_lazy("month", "May"); e = npgettext("ctx", "One", "Many", n)
f = _(f"no {message}"); g = other("Not this")
"""
    assert list(extracting.python_messages(source)) == [
        Message("Save", notes=("Translators: on the button",)),
        Message("A joined"),
        Message("One page", "%(n)d pages"),
        Message("May", context="month"),
        Message("One", "Many", "ctx"),
    ]


def test_template_messages_are_found_as_django_looks_them_up() -> None:
    source = """{% load i18n %}
        <p title="{% translate "Hello" context "greeting" %}">
    {% blocktranslate count n=pages trimmed %}
        One {{ n }}
    {% plural %}
        All {{ n }} of <b>100%</b>
    {% endblocktranslate %}
            {{ _("In a variable") }}</p>"""
    assert list(extracting.template_messages(source)) == [
        Message("Hello", context="greeting"),
        Message("One %(n)s", "All %(n)s of <b>100%%</b>"),
        Message("In a variable"),
    ]


def test_javascript_messages_are_found() -> None:
    source = "const a = gettext('Saved'); const b = interpolate(ngettext('%s left', '%s are left', n), [n]);"
    assert list(extracting.javascript_messages(source)) == [Message("Saved"), Message("%s left", "%s are left")]


def test_a_broken_source_is_named(tmp_path: Path) -> None:
    path = write(tmp_path, "courses/bad.html", "{% load i18n %}{% blocktranslate %}a{% if b %}{% endblocktranslate %}")
    with pytest.raises(extracting.UnreadableSourceError, match=r"bad\.html"):
        translating.update(tmp_path, NO_PACKAGES)
    assert path.exists()


def test_vendored_built_and_test_sources_say_nothing(tmp_path: Path) -> None:
    for place in ("static/vendor/a.js", "static/a.min.js", "courses/migrations/a.py", "courses/tests/a.py"):
        write(tmp_path, place, "gettext('Not ours')\n")
    assert translating.update(tmp_path, NO_PACKAGES) == []


@pytest.mark.parametrize(
    ("path", "owner"),
    [
        ("academy/people/models/person.py", "academy/people"),
        ("academy/people_like.py", "academy/site"),
        ("academy/settings/base.py", "academy/site"),
        ("templates/account/login.html", "academy/people"),
        ("templates/mfa/index.html", "academy/people"),
        ("templates/base.html", "academy/site"),
        ("templates/includes/header.html", "academy/site"),
        ("templates/certificates/mail.txt", "certificates"),
        ("courses/wagtail_hooks.py", "courses"),
        ("static/assessments/clock.js", "assessments"),
        ("static/site.js", "academy/site"),
    ],
)
def test_each_file_belongs_to_one_app(path: str, owner: str) -> None:
    assert translating.owner_of(path) == owner


def test_update_begins_each_catalogue_with_sources_and_without_line_numbers(tree: Path) -> None:
    changed = translating.update(tree, NO_PACKAGES)
    assert {path.relative_to(tree).as_posix() for path in changed} == {
        COURSES,
        "courses/locale/th/LC_MESSAGES/djangojs.po",
    }
    text = (tree / COURSES).read_text(encoding="utf-8")
    assert '#: courses/models.py\nmsgid "Course"\nmsgstr ""\n' in text
    assert '#: templates/courses/page.html\nmsgid "Lesson"\nmsgstr ""\n' in text
    assert text.index("Course") < text.index("Lesson")


def test_update_again_changes_nothing(tree: Path) -> None:
    translating.update(tree, NO_PACKAGES)
    translate(tree / COURSES, {"Course": "หลักสูตร"})
    translating.update(tree, NO_PACKAGES)
    before = (tree / COURSES).read_bytes()
    assert translating.update(tree, NO_PACKAGES) == []
    assert (tree / COURSES).read_bytes() == before


def test_update_keeps_what_is_translated_and_drops_what_nobody_says(tree: Path) -> None:
    translating.update(tree, NO_PACKAGES)
    translate(tree / COURSES, {"Course": "หลักสูตร", "Lesson": "บทเรียน"})
    write(tree, "courses/models.py", "name = _('Course')\nother = ngettext('%(n)s unit', '%(n)s units', n)\n")
    (tree / "templates/courses/page.html").unlink()
    translating.update(tree, NO_PACKAGES)
    entries = catalogues.entries(tree / COURSES)
    assert {key[1]: entry.msgstr for key, entry in entries.items()} == {"Course": "หลักสูตร", "%(n)s unit": ""}
    assert entries[None, "%(n)s unit"].msgstr_plural == {0: ""}


def test_update_keeps_a_translated_plural(tree: Path) -> None:
    write(tree, "courses/models.py", "a = ngettext('%(n)s unit', '%(n)s units', n)\n")
    translating.update(tree, NO_PACKAGES)
    translate(tree / COURSES, {"%(n)s unit": "%(n)s หน่วย"})
    write(tree, "courses/more.py", "a = ngettext('%(n)s unit', '%(n)s units', n)\n")
    assert translating.update(tree, NO_PACKAGES) == [tree / COURSES]
    assert catalogues.entries(tree / COURSES)[None, "%(n)s unit"].msgstr_plural == {0: "%(n)s หน่วย"}


def test_update_and_check_can_be_kept_to_one_app(tree: Path) -> None:
    write(tree, "certificates/models.py", "name = _('Certificate')\n")
    translating.update(tree, NO_PACKAGES, owners={"certificates"})
    assert not (tree / COURSES).exists()
    gaps = translating.check(tree, NO_PACKAGES, owners={"certificates"})
    assert [gap.message.msgid for gap in gaps] == ["Certificate"]


def test_a_message_said_with_and_without_plural_is_one_entry(tree: Path) -> None:
    write(tree, "courses/models.py", "a = _('Unit')\nb = ngettext('Unit', 'Units', n)\n")
    write(tree, "templates/courses/page.html", "")
    translating.update(tree, NO_PACKAGES)
    assert [(e.msgid, e.msgid_plural) for e in polib.pofile(str(tree / COURSES))] == [("Unit", "Units")]


def test_check_names_what_the_catalogue_lacks_altogether(tree: Path) -> None:
    assert (COURSES, "absent", "Course") in found(tree)


def test_check_names_what_is_empty_or_fuzzy(tree: Path) -> None:
    translating.update(tree, NO_PACKAGES)
    translate(tree / COURSES, {"Lesson": "บทเรียน"}, flags=("fuzzy",))
    assert [gap for gap in found(tree) if gap[0] == COURSES] == [
        (COURSES, "missing", "Course"),
        (COURSES, "fuzzy", "Lesson"),
    ]


def test_check_is_content_with_complete_catalogues(tree: Path) -> None:
    translating.update(tree, NO_PACKAGES)
    translate(tree / COURSES, {"Course": "หลักสูตร", "Lesson": "บทเรียน"})
    translate(catalogue_path(tree, "courses", "djangojs"), {"Time is up": "หมดเวลา"})
    assert found(tree) == []


def test_check_names_two_catalogues_that_differ(tree: Path) -> None:
    write(tree, "certificates/models.py", "name = _('Course')\n")
    translating.update(tree, NO_PACKAGES)
    translate(tree / COURSES, {"Course": "หลักสูตร", "Lesson": "บทเรียน"})
    translate(catalogue_path(tree, "certificates", "django"), {"Course": "วิชา"})
    assert [gap[1:] for gap in found(tree) if gap[1] == "conflict"] == [("conflict", "Course")]


@pytest.mark.parametrize(
    ("source", "plural", "thai"),
    [
        ("%(n)s pages", "", "หน้า"),
        ("%(n)d pages", "", "%(n)s หน้า"),
        ("pages", "", "%(n)s หน้า"),
        ("%s of %d", "", "%d จาก %s"),
        ("{name} is late", "", "{ชื่อ} สาย"),
        ("{} is late", "", "สาย"),
        ("<b>Save</b>", "", "<b>บันทึก"),
        ('<a href="%(url)s">Here</a>', "", "<a>ที่นี่</a> %(url)s"),
        ("One page", "%(n)s pages", "หนึ่งหน้า"),
        ("%(n)s of all", "", "%(n)s หรือ 5% ของทั้งหมด"),
    ],
)
def test_changed_placeholders_are_seen(source: str, plural: str, thai: str) -> None:
    assert placeholders.difference(source, plural, thai)


@pytest.mark.parametrize(
    ("source", "plural", "thai"),
    [
        ("%(a)s by %(b)s", "", "%(b)s ทำ %(a)s"),
        ("One page", "%(n)s pages", "%(n)s หน้า"),
        ("100%% of %(n)s", "", "ทั้งหมดของ %(n)s"),
        ("100% sure", "", "แน่ใจ 100%"),
        ("half", "", "50% พอดี"),
        ("<b>{n}</b> left", "", "เหลือ <b>{n}</b>"),
        ("a < b > c", "", "ก น้อยกว่า ข"),
    ],
)
def test_carried_placeholders_are_accepted(source: str, plural: str, thai: str) -> None:
    assert placeholders.difference(source, plural, thai) == ""


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An installed package with an English catalogue and a faulty Thai one."""
    name = f"made_{tmp_path.name.replace('-', '_')}"
    base = tmp_path / "site-packages" / name
    write(base, "__init__.py", "")
    english, thai = polib.POFile(), polib.POFile()
    for msgid, said in {
        "Good": "ดี",
        "Unsaid": "",
        "Left in English": "Left in English",
        "%(n)s lost": "หาย",
        "Unsure": "ไม่แน่ใจ",
    }.items():
        english.append(polib.POEntry(msgid=msgid))
        thai.append(polib.POEntry(msgid=msgid, msgstr=said, flags=["fuzzy"] if msgid == "Unsure" else []))
    for language, catalogue in (("en", english), ("th", thai)):
        folder = base / "locale" / language / "LC_MESSAGES"
        folder.mkdir(parents=True)
        catalogue.save(str(folder / "django.po"))
        catalogue.save_as_mofile(str(folder / "django.mo"))
    monkeypatch.syspath_prepend(str(tmp_path / "site-packages"))
    monkeypatch.delitem(sys.modules, name, raising=False)
    return name


def test_what_a_package_does_not_say_in_thai_falls_to_the_project(tmp_path: Path, package: str) -> None:
    lacking = ["%(n)s lost", "Left in English", "Unsaid", "Unsure"]
    assert [msgid for _, kind, msgid in found(tmp_path, (package,)) if kind == "absent"] == lacking
    translating.update(tmp_path, (package,))
    entries = catalogues.entries(tmp_path / "locale/th/LC_MESSAGES/django.po")
    assert [msgid for _, msgid in entries] == lacking
    assert entries[None, "Unsaid"].occurrences == [(package, "")]


def test_the_project_may_overrule_a_package_and_keeps_it(tmp_path: Path, package: str) -> None:
    path = write(
        tmp_path, "locale/th/LC_MESSAGES/django.po", 'msgid "Good"\nmsgstr "ดีมาก"\n\nmsgid "Old"\nmsgstr "เก่า"\n'
    )
    translating.update(tmp_path, (package,))
    entries = catalogues.entries(path)
    assert entries[None, "Good"].msgstr == "ดีมาก"
    assert (None, "Old") not in entries


def test_a_package_without_catalogues_is_read_by_its_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "site-packages/made_bare/__init__.py", "name = _('Index entry')\n")
    monkeypatch.syspath_prepend(str(tmp_path / "site-packages"))
    assert [msgid for *_, msgid in found(tmp_path, ("made_bare",))] == ["Index entry"]


def test_a_package_that_is_not_installed_is_named(tmp_path: Path) -> None:
    with pytest.raises(LookupError, match="no_such_package"):
        translating.check(tmp_path, ("no_such_package.part",))


def test_compile_writes_what_django_reads_and_skips_what_is_up_to_date(tree: Path) -> None:
    translating.update(tree, NO_PACKAGES)
    translate(tree / COURSES, {"Course": "หลักสูตร"})
    compiled = (tree / COURSES).with_suffix(".mo")
    assert compiled in compile_catalogues(tree)
    assert [(e.msgid, e.msgstr) for e in polib.mofile(str(compiled))] == [("Course", "หลักสูตร")]
    assert compile_catalogues(tree) == []
    os.utime(tree / COURSES)
    assert compile_catalogues(tree) == [compiled]


def test_a_catalogue_that_cannot_be_parsed_is_refused(tree: Path) -> None:
    write(tree, COURSES, 'msgid "a"\nmsgid "b"\n')
    with pytest.raises(OSError, match=r"django\.po"):
        compile_catalogues(tree)
    with pytest.raises(OSError, match=r"django\.po"):
        translating.check(tree, NO_PACKAGES)


def test_the_command_refuses_incomplete_catalogues_and_compiles(tree: Path, settings: Settings) -> None:
    settings.ROOT = tree
    call_command("translations", "update", app=["courses"])
    with pytest.raises(CommandError, match="3 to do"):
        call_command("translations", "check", app=["courses"])
    translate(tree / COURSES, {"Course": "หลักสูตร", "Lesson": "บทเรียน"})
    translate(catalogue_path(tree, "courses", "djangojs"), {"Time is up": "หมดเวลา"})
    told = StringIO()
    call_command("translations", "check", "--json", app=["courses"], stdout=told)
    assert json.loads(told.getvalue()) == {"status": "done", "lines": []}
    call_command("translations", "compile")
    assert (tree / COURSES).with_suffix(".mo").exists()


def test_compiling_needs_no_development_tool() -> None:
    program = "import sys; sys.modules['babel'] = None; import academy.site.management.commands.translations"
    settings_module = {**os.environ, "DJANGO_SETTINGS_MODULE": "academy.settings.test"}
    subprocess.run([sys.executable, "-c", program], check=True, env=settings_module)
