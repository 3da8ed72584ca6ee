"""The project's own content types as they are packed: valid, complete, in two languages."""

import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from h5p.dependencies import resolve_used
from h5p.filtering import What, filter_params
from h5p.validating import validate
from tests import content_types
from tests.content_types import LIBRARIES, NAMES, PARTS, READING, SCENARIO

BOTH = (READING, SCENARIO)
THAI = re.compile("[\u0e00-\u0e7f]")
# What a translation says of a field, and what it leaves to the semantics.
SAID = ("label", "description", "entity")


def own(library: str) -> Path:
    return LIBRARIES / library.replace(" ", "-")


def translatable(field: dict[str, Any]) -> dict[str, Any]:
    """The shape of a translation of the field, with the English of the semantics in it."""
    shape: dict[str, Any] = {key: field[key] for key in SAID if key in field}
    if field["type"] == "text" and "default" in field:
        shape["default"] = field["default"]
    if field["type"] == "select":
        shape["options"] = [{"label": option["label"]} for option in field["options"]]
    if "field" in field:
        shape["field"] = translatable(field["field"])
    if "fields" in field:
        shape["fields"] = [translatable(one) for one in field["fields"]]
    return shape


def emptied(value: Any) -> Any:
    """The shape alone: every text replaced by the fact that it is there."""
    if isinstance(value, list):
        return [emptied(one) for one in value]
    return {key: emptied(one) for key, one in value.items()} if isinstance(value, dict) else bool(value)


def sentences(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Every text with its key."""
    if isinstance(value, list):
        for one in value:
            yield from sentences(one, key)
    elif isinstance(value, dict):
        for inner, one in value.items():
            yield from sentences(one, inner)
    else:
        yield key, value


@pytest.mark.parametrize("name", NAMES)
def test_every_package_is_valid(name: str) -> None:
    report = validate(io.BytesIO(content_types.package(name)), filename=f"{name}.h5p")
    assert report.valid, "\n".join(map(str, report.problems))


@pytest.mark.parametrize("name", NAMES)
def test_the_filter_changes_nothing_but_the_writing_of_quotes(name: str) -> None:
    package = validate(io.BytesIO(content_types.package(name))).package
    assert package is not None
    filtered = filter_params(package.params, package.main, package, files=set(package.content_files).__contains__)
    assert [str(change) for change in filtered.changes if change.what is not What.ESCAPED] == []
    needed = resolve_used(filtered.used, package).load_order
    assert [str(library.name) for library in needed] == list(content_types.libraries(name))


def test_a_package_is_always_the_same_bytes() -> None:
    assert content_types.package("counter-hours-th") == content_types.package("counter-hours-th")


def test_a_nested_content_brings_the_library_it_needs_before_its_own() -> None:
    assert content_types.libraries("counter-hours-th") == (PARTS, READING, SCENARIO)
    with zipfile.ZipFile(io.BytesIO(content_types.package("counter-hours-th"))) as archive:
        manifest = json.loads(archive.read("h5p.json"))
    assert [one["machineName"] for one in manifest["preloadedDependencies"]] == [
        "DGA.Parts",
        "DGA.DataReading",
        "DGA.DecisionScenario",
    ]


@pytest.mark.parametrize("library", BOTH)
def test_the_english_translation_is_the_english_of_the_semantics(library: str) -> None:
    semantics = content_types.read(own(library) / "semantics.json")
    english = content_types.read(own(library) / "language" / "en.json")
    assert english == {"semantics": [translatable(field) for field in semantics]}


@pytest.mark.parametrize("library", BOTH)
def test_the_thai_translation_is_complete_and_mirrors_the_semantics(library: str) -> None:
    semantics = content_types.read(own(library) / "semantics.json")
    thai = content_types.read(own(library) / "language" / "th.json")
    assert emptied(thai) == emptied({"semantics": [translatable(field) for field in semantics]})
    foreign = [text for _, text in sentences(thai) if not THAI.search(text) and text != "th"]
    assert foreign == []


@pytest.mark.parametrize("library", BOTH)
def test_a_translated_text_keeps_the_places_that_are_filled_in(library: str) -> None:
    english, thai = (content_types.texts(library, code) for code in ("en", "th"))
    places = re.compile(r"@[a-z]+")
    assert {key: sorted(places.findall(text)) for key, text in english.items()} == {
        key: sorted(places.findall(text)) for key, text in thai.items()
    }


@pytest.mark.parametrize("library", BOTH)
def test_the_script_falls_back_on_the_english_of_the_semantics(library: str) -> None:
    script = (own(library) / "scripts" / "words.js").read_text()
    kept = re.search(r"\.TEXTS = (\{.*?\n\});", script, re.DOTALL)
    assert kept is not None
    assert json.loads(kept[1]) == content_types.texts(library, "en")


@pytest.mark.parametrize("library", BOTH)
def test_every_text_of_the_interface_is_used_and_every_used_one_is_there(library: str) -> None:
    scripts = "\n".join(path.read_text() for path in own(library).glob("scripts/*.js") if path.name != "words.js")
    texts = content_types.texts(library, "en")
    assert [key for key in texts if not re.search(rf'"{key}"', scripts)] == []
    used = set(re.findall(r'say\("(\w+)"', scripts))
    assert used <= texts.keys()


@pytest.mark.parametrize("library", BOTH)
def test_the_texts_of_the_interface_are_shared_by_all_contents(library: str) -> None:
    group = content_types.read(own(library) / "semantics.json")[-1]
    assert group["name"] == "l10n"
    assert all(field["common"] is True for field in group["fields"])


@pytest.mark.parametrize("library", [*BOTH, PARTS])
def test_a_library_brings_its_licence_and_asks_nothing_of_the_network(library: str) -> None:
    assert "Apache License" in (own(library) / "LICENSE.txt").read_text()
    assert "Apache License" in (own(library) / "NOTICE.txt").read_text()
    code = "\n".join(path.read_text() for path in own(library).rglob("*") if path.suffix in (".js", ".css"))
    assert set(re.findall(r"https?://[^'\"\s)]+", code)) <= {
        "http://www.w3.org/2000/svg",
        "http://adlnet.gov/expapi/activities/cmi.interaction",
        "http://id.tincanapi.com/extension/ending-point",
    }
    assert not re.search(r"\b(eval|fetch|XMLHttpRequest|import|url\((?!#))\b", code)


@pytest.mark.parametrize("name", NAMES)
def test_every_content_says_that_its_figures_are_invented(name: str) -> None:
    said = json.dumps(content_types.params(name), ensure_ascii=False)
    assert ("สมมติ" if name.endswith("-th") else "invented") in said


@pytest.mark.parametrize("stem", sorted({name.rsplit("-", 1)[0] for name in NAMES}))
def test_the_thai_and_the_english_content_are_of_the_same_shape(stem: str) -> None:
    thai, english = (content_types.params(f"{stem}-{code}") for code in ("th", "en"))
    assert emptied(thai).keys() == emptied(english).keys()
    assert emptied(thai.get("nodes")) == emptied(english.get("nodes"))
    assert emptied(thai.get("questions")) == emptied(english.get("questions"))
