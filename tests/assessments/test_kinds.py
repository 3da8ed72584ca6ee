"""What every kind of question promises, and the rule by which each is marked."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments import answers, drawing, faces, grading, kinds
from assessments.checking import check
from assessments.kinds import WrongTypeError, wordforms
from assessments.models import QuestionVersion
from tests.factories.assessments import PARTS, both, content

IDS = list("abcdefghij")
KINDS = list(PARTS)
WITHOUT_PICTURE = [kind for kind in KINDS if kind != "hotspot"]


@pytest.fixture(autouse=True)
def no_image(monkeypatch: pytest.MonkeyPatch) -> None:
    """These rooms are pure: a picture is an id."""
    hotspot = {
        "image": "1",
        "alt": both("แผนภูมิ"),
        "areas": [
            {"id": i, "shape": "circle", "coords": [100, 100, 50], "label": both(f"บริเวณ {i}"), "correct": i in "ab"}
            for i in "abc"
        ],
    }
    monkeypatch.setitem(PARTS, "hotspot", lambda: hotspot)


def drawn(kind: str, said: dict[str, Any], seed: int = 1, answer: Any = None) -> faces.Drawn:
    return faces.Drawn(1, kind, said, drawing.choice_order(kind, said, Random(seed)), Decimal(1), answer)


def somehow(kind: str, said: dict[str, Any], rng: Random) -> Any:
    """Any answer that a browser could give, in stored form."""
    shown = faces.face(drawn(kind, said), "th")
    if kind in {"single", "multiple", "hotspot", "ordering"}:
        picked = rng.sample([one.id for one in shown.choices], rng.randint(1, len(shown.choices)))
        picked = picked[0] if kind == "single" else picked
    elif kind == "truefalse":
        picked = rng.random() < 0.5
    elif shown.rows:
        picked = {
            row.id: rng.choice([one.id for one in row.choices or shown.choices] or ["KEYFORM", "keyhalf", "อื่น"])
            for row in shown.rows
            if rng.random() < 0.7
        }
    else:
        picked = rng.choice(["80", "79.5", "81", "1"])
    return answers.stored(kind, drawn(kind, said).layout, picked)


def test_the_registry_holds_every_kind_of_the_model_and_no_other() -> None:
    assert list(kinds.KINDS) == QuestionVersion.Kind.values
    assert all(name == kind.name for name, kind in kinds.KINDS.items())


@pytest.mark.parametrize("kind", KINDS)
def test_sound_content_is_kept_as_it_is(kind: str) -> None:
    checked = check(kind, content(kind))
    assert not checked.faults
    assert check(kind, checked.content).content == checked.content


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", range(5))
def test_the_right_answer_is_worth_all_in_whatever_order_it_was_asked(kind: str, seed: int) -> None:
    said = check(kind, content(kind)).content
    asked = drawn(kind, said, seed)
    given_form = answers.given(kind, asked.layout, kinds.of(kind).right(said))
    assert json.loads(json.dumps(given_form)) == given_form
    assert grading.fraction(kind, said, answers.stored(kind, asked.layout, given_form)) == 1


@pytest.mark.parametrize("kind", KINDS)
@given(st.randoms(use_true_random=False))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_answer_is_worth_between_nothing_and_all_and_comes_back_as_it_was(kind: str, rng: Random) -> None:
    said = check(kind, content(kind)).content
    answer = somehow(kind, said, rng)
    assert answer is None or 0 <= grading.fraction(kind, said, answer) <= 1
    layout = drawn(kind, said, rng.randint(0, 99)).layout
    assert answers.stored(kind, layout, answers.given(kind, layout, answer)) in (answer, sorted_as(layout, answer))


def sorted_as(layout: Any, answer: Any) -> Any:
    """Several choices come back in the learner's order."""
    return sorted(answer, key=layout.index) if isinstance(answer, list) else answer


@pytest.mark.parametrize("kind", KINDS)
def test_an_unanswered_question_is_worth_nothing(kind: str) -> None:
    assert grading.fraction(kind, content(kind), None) == 0
    assert answers.stored(kind, [], None) is None


NEVER = [
    5.5,
    {"zz": "1"},
    {"1": []},
    [[]],
    ["1", {}],
    {"2": "99"},
    "\ud800",
    "x" * 501,
    {"1": "\x00"},
    [None],
    {"number": []},
]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("wrong", NEVER, ids=repr)
def test_what_no_browser_gives_is_refused_or_says_nothing_that_counts(kind: str, wrong: Any) -> None:
    said = check(kind, content(kind)).content
    asked = drawn(kind, said)
    try:
        stored = answers.stored(kind, asked.layout, wrong)
    except WrongTypeError:
        return
    # A number takes any number, however it is written.
    assert (kind, wrong) == ("number", 5.5)
    assert stored == "5.500000"


# --- what a learner sees ---------------------------------------------------------------------------------------------
def with_strange_ids(value: Any) -> Any:
    """The same with ids nobody could miss: KEYIDa for a."""
    if isinstance(value, list):
        return [with_strange_ids(one) for one in value]
    if not isinstance(value, dict):
        return value
    return {
        key: f"KEYID{one}" if key == "id" or (key == "correct" and isinstance(one, str)) else with_strange_ids(one)
        for key, one in value.items()
    }


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["th", "en"])
def test_a_face_holds_no_key(kind: str, language: str) -> None:
    said = with_strange_ids(content(kind))
    said["stem"] = {name: text.replace("[[", "[[KEYID") for name, text in said["stem"].items()}
    checked = check(kind, said)
    assert not checked.faults
    shown = json.dumps(asdict(faces.face(drawn(kind, checked.content), language)), ensure_ascii=False)
    assert "KEY" not in shown
    for word in ("correct", "share", "tolerance"):
        assert word not in shown


def other_keys(kind: str) -> Iterator[dict[str, Any]]:
    """The same question with another key, and the same order given out."""
    said = check(kind, content(kind)).content
    for name in ("choices", "areas"):
        if name in said:
            yield {**said, name: [{**one, "correct": not one["correct"]} for one in said[name]]}
    if kind == "truefalse":
        yield {**said, "answer": False}
    if kind == "number":
        yield {**said, "answer": "1", "tolerance": "9"}
    if kind == "shorttext":
        yield {**said, "forms": said["forms"][1:]}
    if kind == "ordering":
        yield {**said, "items": said["items"][::-1]}
    if kind == "matrix":
        yield {**said, "rows": [{**one, "correct": "a"} for one in said["rows"]]}
    if kind == "matching":
        rights = [one["right"] for one in said["pairs"]]
        swapped = dict(zip("abc", "bca", strict=True))
        yield {
            **said,
            "pairs": [{**one, "right": rights["abc".index(swapped[one["id"]])]} for one in said["pairs"]],
            "_layout": swapped,
        }
    if kind == "blanks":
        first, second = said["gaps"]
        yield {**said, "gaps": [{**first, "forms": first["forms"][1:]}, second]}
        choices = [{**one, "correct": one["id"] == "c"} for one in second["choices"]]
        yield {**said, "gaps": [first, {**second, "choices": choices}]}


@pytest.mark.parametrize("kind", KINDS)
def test_a_face_is_the_same_whatever_is_right(kind: str) -> None:
    first = drawn(kind, check(kind, content(kind)).content)
    others = list(other_keys(kind))
    assert others
    for other in others:
        layout = first.layout
        if swapped := other.pop("_layout", None):
            back = {right: left for left, right in swapped.items()}
            layout = {**layout, "right": [back.get(name, name) for name in layout["right"]]}
        again = faces.Drawn(1, kind, other, layout, Decimal(1))
        assert faces.face(again, "th") == faces.face(first, "th")


@pytest.mark.parametrize("kind", KINDS)
def test_a_review_without_keys_says_nothing_of_what_is_right(kind: str) -> None:
    said = check(kind, content(kind)).content
    shown = asdict(faces.review(drawn(kind, said), "th", with_keys=False))
    assert "KEY" not in json.dumps(shown, ensure_ascii=False)
    assert all(one["correct"] is None for one in (*shown["choices"], *shown["rows"]))
    assert all(not one["right_answer"] for one in shown["rows"])
    assert shown["right_answer"] is None


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["th", "en"])
def test_a_question_is_asked_in_the_language_it_has(kind: str, language: str) -> None:
    other = {"th": "en", "en": "th"}[language]

    def alone(value: Any) -> Any:
        if isinstance(value, list):
            return [alone(one) for one in value]
        if isinstance(value, dict):
            return {key: "" if key == other else alone(one) for key, one in value.items()}
        return value

    checked = check(kind, alone(content(kind)))
    assert not checked.faults
    assert faces.languages(kind, checked.content) == (language,)
    assert faces.face(drawn(kind, checked.content), other).language == language


# --- the rule of each ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("typed", "worth"),
    [
        ("KEYFORM", 1), ("  keyform ", 1), ("key\u200bform", 1), ("keyhalf  นํ้า", Fraction(1, 2)),
        ("keyhalf น้ํา", Fraction(1, 2)), ("KEYHALFน้ำ", 0), ("key form", 0), ("*", 0),
    ],
)  # fmt: skip
def test_a_short_text_is_worth_the_share_of_the_form_it_equals(typed: str, worth: Fraction) -> None:
    assert grading.fraction("shorttext", content("shorttext"), typed) == worth


def test_thai_digits_and_two_sara_e_read_as_what_they_look_like() -> None:
    assert wordforms.normal("มาตรา ๓๗ เเละ", ignore_case=False) == "มาตรา 37 และ"
    assert wordforms.normal("A", ignore_case=False) != wordforms.normal("a", ignore_case=False)


def test_the_first_form_that_matches_counts() -> None:
    forms = [{"text": "ก", "share": "0.25"}, {"text": "ข", "share": "1"}, {"text": "ก", "share": "1"}]
    found = wordforms.matching(forms, "ก", ignore_case=True)
    assert found
    assert found["share"] == "0.25"


@given(st.permutations(IDS[:6]), st.integers(0, 5), st.integers(0, 5))
def test_an_ordering_is_worth_its_longest_right_run(answer: list[str], place: int, other: int) -> None:
    said = {"items": [{"id": i} for i in IDS[:6]]}
    worth = grading.fraction("ordering", said, answer)
    runs = [j - i for i in range(6) for j in range(i, 7) if "".join(answer[i:j]) in "abcdef"]
    assert worth == Fraction(max(runs) - 1, 5)
    # Less of it placed is never worth more.
    assert grading.fraction("ordering", said, answer[: place + 1]) <= worth
    assert (worth == 1) == (answer == IDS[:6])


def test_an_ordering_says_what_its_runs_are_worth() -> None:
    said = content("ordering")
    for answer, worth in {"abcd": 1, "bcda": Fraction(2, 3), "badc": 0, "acdb": Fraction(1, 3), "d": 0}.items():
        assert grading.fraction("ordering", said, list(answer)) == worth, answer


@given(st.dictionaries(st.sampled_from("abc"), st.sampled_from("abcx")), st.sampled_from("abc"))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_each_pair_found_is_worth_the_same_and_one_more_is_worth_more(answer: dict[str, str], left: str) -> None:
    said = content("matching")
    worth = grading.fraction("matching", said, answer)
    assert worth == Fraction(sum(answer.get(one) == one for one in "abc"), 3)
    assert grading.fraction("matching", said, {**answer, left: left}) >= worth


def test_two_lefts_may_belong_to_one_right_which_is_shown_once() -> None:
    said = content("matching")
    said["pairs"][1]["right"] = said["pairs"][0]["right"]
    checked = check("matching", said)
    assert not checked.faults
    asked = drawn("matching", checked.content)
    assert sorted(asked.layout["right"]) == ["a", "c", "x"]
    assert grading.fraction("matching", checked.content, {"a": "a", "b": "a", "c": "c"}) == 1


@given(st.dictionaries(st.sampled_from("cd"), st.sampled_from("ab")))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_rows_of_a_matrix_share_equally(answer: dict[str, str]) -> None:
    right = (answer.get("c") == "a") + (answer.get("d") == "b")
    assert grading.fraction("matrix", content("matrix"), answer) == Fraction(right, 2)


@pytest.mark.parametrize(
    ("answer", "worth"),
    [
        ({"a": "keyform", "b": "a"}, 1), ({"a": "keyhalf", "b": "a"}, Fraction(3, 4)), ({"b": "a"}, Fraction(1, 2)),
        ({"a": "?", "b": "b"}, 0),
    ],
)  # fmt: skip
def test_gaps_share_equally_and_a_form_may_be_worth_a_part(answer: dict[str, str], worth: Fraction) -> None:
    assert grading.fraction("blanks", content("blanks"), answer) == worth


def test_areas_are_worth_what_choices_are() -> None:
    said = content("hotspot")
    for answer, worth in {"ab": 1, "a": Fraction(1, 2), "abc": 0, "c": 0}.items():
        assert grading.fraction("hotspot", said, list(answer)) == worth, answer


UNITS = [{"id": "a", "name": both("เมตร"), "factor": "1"}, {"id": "b", "name": both("กิโลเมตร"), "factor": "1000"}]


@pytest.mark.parametrize(
    ("answer", "worth"),
    [
        ({"number": "1.25", "unit": "b"}, 1), ({"number": "1,250", "unit": "a"}, 1),
        ({"number": "๑.๒๕", "unit": "b"}, 1), ({"number": "1.25", "unit": "a"}, 0),
        ({"number": "1250", "unit": None}, 0), ({"number": "1.2505", "unit": "b"}, 1),
        ({"number": "1.2506", "unit": "b"}, 0),
    ],
)  # fmt: skip
def test_a_number_with_units_is_compared_in_the_unit_of_the_answer(answer: dict[str, Any], worth: int) -> None:
    said = {**content("number"), "answer": "1250", "tolerance": "0.5", "units": UNITS}
    checked = check("number", said)
    assert not checked.faults
    assert grading.fraction("number", checked.content, answer) == worth
    asked = drawn("number", checked.content)
    given_form = answers.given("number", asked.layout, answer)
    assert answers.stored("number", asked.layout, given_form) == answer


def test_a_number_without_units_has_none_in_its_content() -> None:
    assert "units" not in check("number", content("number")).content


# --- what is unsound -------------------------------------------------------------------------------------------------
def part(which: str, name: str, place: int, **changes: Any) -> dict[str, Any]:
    listed = [dict(one) for one in content_of(which)[name]]
    listed[place] |= changes
    return {name: listed}


def content_of(kind: str) -> dict[str, Any]:
    return PARTS[kind]() if kind != "hotspot" else {"areas": AREAS}


AREAS = [{"id": i, "shape": "circle", "coords": [9, 9, 9], "label": both(i), "correct": i == "a"} for i in "abc"]


@pytest.mark.parametrize(
    ("kind", "change", "field", "code"),
    [
        ("shorttext", {"forms": []}, "forms", "no_full_form"),
        ("shorttext", {"forms": "a"}, "forms", "malformed"),
        ("shorttext", part("shorttext", "forms", 0, share="0.9"), "forms", "no_full_form"),
        ("shorttext", part("shorttext", "forms", 1, share="1.5"), "forms.1.share", "not_a_share"),
        ("shorttext", part("shorttext", "forms", 1, text=" \u200b"), "forms.1.text", "required"),
        ("shorttext", part("shorttext", "forms", 1, text="key\u200bform"), "forms", "duplicate_form"),
        ("matching", {"pairs": []}, "pairs", "at_least_two"),
        ("matching", part("matching", "pairs", 1, left=both("ซ้าย a")), "pairs", "duplicate"),
        ("matching", part("matching", "pairs", 1, right={"th": "ก"}), "pairs.1.right.en", "missing_language"),
        ("matching", part("matching", "extras", 0, text=both("ขวา b")), "extras", "duplicate"),
        ("matching", part("matching", "extras", 0, id="a"), "extras.0", "malformed"),
        ("ordering", {"items": [{"text": both("ก")}]}, "items", "at_least_two"),
        ("ordering", {"items": [{"text": both(str(i))} for i in range(11)]}, "items", "too_many"),
        ("ordering", part("ordering", "items", 1, text=both("ขั้น a")), "items", "duplicate"),
        ("ordering", part("ordering", "items", 1, id="ก"), "items.1", "malformed"),
        ("blanks", {"gaps": []}, "gaps", "at_least_one"),
        ("blanks", {"stem": {"th": "[[a]]", "en": "[[a]] [[b]]"}}, "stem.th", "marks_differ"),
        ("blanks", {"stem": {"th": "[[a]] [[b]] [[b]]", "en": "[[a]] [[b]]"}}, "stem.th", "marks_differ"),
        ("blanks", part("blanks", "gaps", 0, kind="drag"), "gaps.0.kind", "required"),
        ("blanks", part("blanks", "gaps", 0, forms=[]), "gaps.0.forms", "no_full_form"),
        ("blanks", part("blanks", "gaps", 1, choices=[]), "gaps.1.choices", "too_few_choices"),
        ("matrix", {"columns": []}, "columns", "at_least_two"),
        ("matrix", {"rows": []}, "rows", "at_least_one"),
        ("matrix", part("matrix", "rows", 0, correct="z"), "rows.0.correct", "required"),
        ("hotspot", {"image": ""}, "image", "required"),
        ("hotspot", {"alt": {}}, "alt", "required"),
        ("hotspot", {"areas": AREAS[:1]}, "areas", "at_least_two"),
        ("hotspot", {"areas": AREAS[1:]}, "areas", "no_area_correct"),
        ("hotspot", part("hotspot", "areas", 0, coords=[1, 2]), "areas.0.coords", "not_an_area"),
        ("hotspot", part("hotspot", "areas", 0, shape="star"), "areas.0.coords", "not_an_area"),
        ("hotspot", part("hotspot", "areas", 0, coords=[1, 2, 1001]), "areas.0.coords", "not_an_area"),
        ("number", {"units": [{"name": both("วัน"), "factor": "0"}]}, "units.0.factor", "not_positive"),
        ("number", {"units": [{"name": both("วัน"), "factor": "24"}]}, "units", "no_own_unit"),
    ],
)
def test_unsound_content_is_named_where_it_is(kind: str, change: dict[str, Any], field: str, code: str) -> None:
    assert check(kind, {**content(kind), **change}).faults.get(field) == code


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "text", "th", "en", "choices", "correct", "forms", "share", "kind"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@pytest.mark.parametrize("kind", KINDS)
@given(JUNK)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_content_however_strange_breaks_the_check(kind: str, junk: Any) -> None:
    for name in content(kind):
        check(kind, {**content(kind), name: junk})
