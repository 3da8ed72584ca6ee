"""import_questions and export_questions: what they print, and how they exit."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from assessments.exchange import importing
from assessments.models import Category, Question
from tests.factories.assessments import bank, category

pytestmark = pytest.mark.django_db
GIFT = "A is B{T}\n\nC is{#5}\n\nno question\n"


def run(name: str, *arguments: Any) -> tuple[int, Any]:
    """How the command exits, and what it prints as JSON."""
    out = StringIO()
    try:
        call_command(name, *map(str, arguments), "--json", stdout=out)
    except SystemExit as end:
        return int(str(end.code)), json.loads(out.getvalue())
    except CommandError as error:
        return error.returncode, {}
    return 0, json.loads(out.getvalue())


@pytest.fixture
def gift(tmp_path: Path) -> Path:
    file = tmp_path / "q.gift"
    file.write_text(GIFT, encoding="utf-8")
    return file


def test_items_that_are_not_carried_are_listed_and_still_exit_0(gift: Path) -> None:
    code, told = run("import_questions", gift, "--format", "gift")
    assert code == 0
    assert set(told) == {"status", "items", "imported", "not_carried"}
    assert (told["status"], told["items"], told["imported"]) == ("done", 3, 2)
    assert told["not_carried"][0]["item"] == "no question"
    assert set(told["not_carried"][0]) == {"item", "reason"}


def test_a_dry_run_writes_nothing(gift: Path) -> None:
    code, told = run("import_questions", gift, "--dry-run", "--category", "ใหม่")
    assert (code, told["status"], told["imported"]) == (0, "dry-run", 0)
    assert not Question.objects.exists()
    assert not Category.objects.exists()


def test_a_category_by_name_by_number_and_one_that_is_new(gift: Path) -> None:
    run("import_questions", gift, "--category", "ใหม่", "--status", "ready")
    assert {(str(one.category), one.status) for one in Question.objects.all()} == {("ใหม่", "ready")}
    assert run("import_questions", gift, "--category", category("อื่น").pk)[0] == 0
    assert run("import_questions", gift, "--category", "99999")[1]["code"] == "not_found"


def test_refused_files_exit_1_and_say_why(tmp_path: Path) -> None:
    file = tmp_path / "x.xml"
    file.write_text('<!DOCTYPE quiz [<!ENTITY a "b">]><quiz/>', encoding="utf-8")
    code, told = run("import_questions", file)
    assert (code, told["status"], told["code"], told["imported"]) == (1, "refused", "forbidden_xml", 0)
    assert run("import_questions", file, "--format", "csv", "--category", "ใหม่")[0] == 1
    assert not Category.objects.exists()


def test_a_file_that_is_too_large_exits_1(tmp_path: Path) -> None:
    file = tmp_path / "x.xml"
    with file.open("wb") as opened:
        opened.truncate(50 * 1024 * 1024)
    assert run("import_questions", file)[1]["code"] == "too_large"


def test_wrong_usage_exits_2(tmp_path: Path) -> None:
    assert run("import_questions", tmp_path / "none")[0] == 2
    assert run("import_questions", tmp_path / "none", "--format", "word")[0] in {1, 2}
    assert run("export_questions")[0] == 2
    assert run("export_questions", "--format", "gift")[0] == 2


@pytest.mark.parametrize("form", ["qti3", "moodle-xml", "gift", "csv"])
def test_an_export_is_a_file_that_the_import_knows(form: str, tmp_path: Path) -> None:
    bank(4)
    file = tmp_path / "out"
    code, told = run("export_questions", "--format", form, "--output", file)
    assert (code, told["status"], told["items"], told["exported"]) == (0, "done", 4, 4)
    assert importing.look(file.read_bytes()).format.name == form


def test_an_export_by_category_takes_its_parts_along(tmp_path: Path) -> None:
    top = category("บน")
    bank(2, category("ล่าง", parent=top))
    bank(3, category("นอก"))
    told = run("export_questions", "--format", "gift", "--category", "บน", "--output", tmp_path / "out")[1]
    assert told["items"] == 2
    assert run("export_questions", "--format", "gift", "--category", "ไม่มี", "--output", tmp_path / "out")[0] == 1


def test_the_template_is_given() -> None:
    out = StringIO()
    call_command("export_questions", "--template", "--output", "/dev/null", stdout=out)
    assert run("export_questions", "--template", "--output", "/dev/null")[1]["status"] == "done"
