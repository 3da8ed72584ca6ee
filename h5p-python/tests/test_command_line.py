"""The command line: what it prints and how it ends."""

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from h5p.cli import main
from h5p.validating import validate
from tests.breaking import EVERY, Broken
from tests.building import CONTENT, build, choice, library, needs, opened, words


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.h5p"
    path.write_bytes(build(title="แบบฝึกหัด"))
    return path


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    path = tmp_path / "bad.h5p"
    path.write_bytes(build(title="", files={"content/a.exe": b""}))
    return path


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, list[dict[str, Any]]]:
    status = main([str(argument) for argument in arguments])
    printed = capsys.readouterr()
    assert printed.err == ""
    return status, [json.loads(line) for line in printed.out.splitlines()]


def test_validate_says_one_line_for_each_file(capsys: pytest.CaptureFixture[str], good: Path, bad: Path) -> None:
    status, (first, second) = run(capsys, "validate", good, bad)
    assert status == 1
    assert first == {
        "file": str(good),
        "valid": True,
        "title": "แบบฝึกหัด",
        "main_library": "Test.Choice 1.2",
        "libraries": 2,
        "errors": [],
    }
    assert list(second) == list(first)
    assert not second["valid"]
    assert [(error["id"], error["path"]) for error in second["errors"]] == [
        ("not-in-whitelist", "content/a.exe"),
        ("invalid-property", "h5p.json#/title"),
    ]
    assert all(set(error) == {"id", "path", "detail"} and error["detail"] for error in second["errors"])


def test_validate_ends_well_when_all_are_valid(capsys: pytest.CaptureFixture[str], good: Path) -> None:
    assert run(capsys, "validate", good, good)[0] == 0


@pytest.mark.parametrize("command", ["validate", "assets", "filter", "export"])
@pytest.mark.parametrize("name", ["gone.h5p", "a\0b.h5p", ".", "x" * 300 + ".h5p"])
def test_a_file_that_cannot_be_opened_is_an_error_and_no_traceback(
    capsys: pytest.CaptureFixture[str], command: str, name: str, tmp_path: Path
) -> None:
    more = [tmp_path / "out.h5p"] if command == "export" else []
    status, (answer,) = run(capsys, command, tmp_path / name, *more)
    assert status == 1
    assert not answer["valid"]
    assert [error["id"] for error in answer["errors"]] == ["unable-to-unzip"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["validate", "assets", "filter", "export"])
@pytest.mark.parametrize("broken", [one for one in EVERY if not one.given][:: len(EVERY) // 25], ids=str)
def test_every_command_says_what_is_wrong(
    capsys: pytest.CaptureFixture[str], command: str, broken: Broken, tmp_path: Path
) -> None:
    path = tmp_path / "broken.h5p"
    path.write_bytes(broken.data)
    more = [tmp_path / "out.h5p"] if command == "export" else []
    status, (answer,) = run(capsys, command, path, *more)
    assert status == 1
    assert tuple(error["id"] for error in answer["errors"]) == broken.ids
    assert list(tmp_path.iterdir()) == [path]


def test_assets_are_in_the_order_of_loading(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "a.h5p"
    base = library("Test.Base 2.1", preloadedJs=[{"path": "b.js"}, {"path": "a.js"}], files={"a.js": "", "b.js": ""})
    plain = library("Test.Plain 1.0", preloadedCss=[])
    listed = needs("Test.Choice 1.2", "Test.Words 1.0", "Test.Base 2.1", "Test.Plain 1.0")
    libraries = [
        choice(preloadedDependencies=needs("Test.Words 1.0", "Test.Plain 1.0")),
        words(preloadedDependencies=needs("Test.Base 2.1")),
        plain,
        base,
    ]
    path.write_bytes(build(libraries=libraries, preloadedDependencies=listed))
    status, (answer,) = run(capsys, "assets", path)
    assert status == 0
    assert answer["libraries"] == ["Test.Base 2.1", "Test.Words 1.0", "Test.Plain 1.0", "Test.Choice 1.2"]
    assert answer["styles"] == [
        "Test.Base-2.1/styles/main.css",
        "Test.Words-1.0/styles/main.css",
        "Test.Choice-1.2/styles/main.css",
    ]
    assert answer["scripts"] == [
        "Test.Base-2.1/b.js",
        "Test.Base-2.1/a.js",
        "Test.Words-1.0/scripts/main.js",
        "Test.Plain-1.0/scripts/main.js",
        "Test.Choice-1.2/scripts/main.js",
    ]


def test_filter_shows_what_is_left_and_what_was_changed(
    capsys: pytest.CaptureFixture[str], good: Path, tmp_path: Path
) -> None:
    status, (answer,) = run(capsys, "filter", good)
    assert (status, answer["params"], answer["changes"]) == (0, CONTENT, [])
    hostile = tmp_path / "hostile.h5p"
    content = {**CONTENT, "question": '<a href="javascript:alert(1)">x</a>', "picture": {"path": "../../etc/passwd"}}
    hostile.write_bytes(build(content=content))
    status, (answer,) = run(capsys, "filter", hostile)
    assert status == 0
    assert "javascript" not in json.dumps(answer["params"])
    assert "passwd" not in json.dumps(answer["params"])
    assert {change["path"].split("/")[1] for change in answer["changes"]} == {"question", "picture"}


def test_export_rebuilds_a_package_that_is_valid_and_equal(
    capsys: pytest.CaptureFixture[str], good: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.h5p"
    out.write_bytes(b"what was there before")
    status, (answer,) = run(capsys, "export", good, out)
    assert status == 0
    assert answer["bytes"] == out.stat().st_size
    package = validate(io.BytesIO(out.read_bytes()), filename=out.name).package
    before = validate(opened(title="แบบฝึกหัด")).package
    assert package is not None
    assert before is not None
    assert package.params == before.params == CONTENT
    assert package.title == before.title
    assert set(package.libraries) == set(before.libraries)
    assert package.content_files == before.content_files
    assert run(capsys, "validate", out)[0] == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["good.h5p", "out.h5p"]


def test_export_may_replace_the_package_it_reads(capsys: pytest.CaptureFixture[str], good: Path) -> None:
    assert run(capsys, "export", good, good)[0] == 0
    assert run(capsys, "validate", good)[0] == 0


def test_export_says_when_it_cannot_write(capsys: pytest.CaptureFixture[str], good: Path, tmp_path: Path) -> None:
    for out in (tmp_path / "gone" / "x.h5p", tmp_path):
        status, (answer,) = run(capsys, "export", good, out)
        assert status == 1
        assert [error["id"] for error in answer["errors"]] == ["failed-creating-export-file"]
    assert list(tmp_path.iterdir()) == [good]


@pytest.mark.parametrize(
    "arguments",
    [[], ["validate"], ["assets"], ["assets", "a", "b"], ["export", "a"], ["unzip", "a"], ["validate", "--fast", "a"]],
)
def test_a_command_that_is_none_is_a_matter_of_usage(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert capsys.readouterr().out == ""


def test_the_module_runs_as_a_program_in_any_locale(good: Path, bad: Path) -> None:
    program = [sys.executable, "-m", "h5p"]
    ran = subprocess.run([*program, "validate", good, bad], capture_output=True, env={"LC_ALL": "C"}, check=False)
    assert (ran.returncode, ran.stderr) == (1, b"")
    assert [json.loads(line)["valid"] for line in ran.stdout.splitlines()] == [True, False]
    assert subprocess.run(program, capture_output=True, check=False).returncode == 2
