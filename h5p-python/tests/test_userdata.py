"""What is kept for a user: read strictly, sent with the page, dropped when the content changes."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from h5p.refusals import Reason, Refused
from h5p.userdata import (
    Deletion,
    Place,
    UserData,
    after_change,
    answer_post,
    answer_read,
    parse_place,
    parse_post,
    preloaded,
)

UUID = "0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d"
STATE = Place()


@pytest.mark.parametrize(
    ("data_type", "sub"),
    [
        ("state", "0"),
        ("x" * 255, "0"),
        ("state", UUID),
        ("state", UUID.upper()),
        ("state", "{" + UUID + "}"),
        ("ส", "0"),
    ],
)
def test_places_are_named_by_type_and_sub_content(data_type, sub):
    assert parse_place(data_type, sub) == Place(sub, data_type)


@pytest.mark.parametrize(
    ("data_type", "sub", "part"),
    [
        ("", "0", "dataType"),
        ("x" * 256, "0", "dataType"),
        ("a\nb", "0", "dataType"),
        ("a\0", "0", "dataType"),
        ("state", "", "subContentId"),
        ("state", "1", "subContentId"),
        ("state", "00", "subContentId"),
        ("state", "../0", "subContentId"),
        ("state", UUID + "\n", "subContentId"),
        ("state", UUID[:-1], "subContentId"),
    ],
)
def test_other_places_are_refused(data_type, sub, part):
    assert parse_place(data_type, sub) == Refused(Reason.MALFORMED, part)


def test_a_post_is_kept_with_its_two_marks():
    assert parse_post(STATE, {"data": '{"a":1}', "preload": "1", "invalidate": "1"}) == UserData(
        STATE, '{"a":1}', preload=True, invalidate=True
    )
    assert parse_post(STATE, {"data": "[]", "preload": "0", "invalidate": "0"}) == UserData(STATE, "[]")
    assert parse_post(STATE, {"data": '""'}) == UserData(STATE, '""')


def test_a_nought_deletes():
    assert isinstance(parse_post(STATE, {"data": "0", "preload": "1"}), Deletion)


@pytest.mark.parametrize(
    ("form", "reason"),
    [
        ({}, Reason.MALFORMED),
        ({"data": ""}, Reason.MALFORMED),
        ({"data": "{"}, Reason.MALFORMED),
        ({"data": "RESET"}, Reason.MALFORMED),
        ({"data": "NaN"}, Reason.MALFORMED),
        ({"data": "[" * 2000 + "]" * 2000}, Reason.MALFORMED),
        ({"data": '"\ud800"'}, Reason.MALFORMED),
        ({"data": '"' + "x" * 1024 * 1024 + '"'}, Reason.TOO_LARGE),
        ({"data": '"' + "ก" * 400_000 + '"'}, Reason.TOO_LARGE),
    ],
)
def test_what_is_no_json_or_too_large_is_refused(form, reason):
    assert parse_post(STATE, form) == Refused(reason, "data")


def test_the_size_is_the_callers_to_set():
    assert parse_post(STATE, {"data": '"1234"'}, max_bytes=6) == UserData(STATE, '"1234"')
    assert parse_post(STATE, {"data": '"12345"'}, max_bytes=6) == Refused(Reason.TOO_LARGE, "data")


def test_a_page_left_open_does_not_bring_back_the_state_of_older_params():
    form = {"data": "{}", "invalidate": "1", "contentHash": "old"}
    assert parse_post(STATE, form, content_hash="new") == Refused(Reason.OUTDATED, "contentHash")
    assert parse_post(STATE, form, content_hash="old") == UserData(STATE, "{}", invalidate=True)
    assert parse_post(STATE, {**form, "invalidate": "0"}, content_hash="new") == UserData(STATE, "{}")
    assert parse_post(STATE, {**form, "contentHash": ""}, content_hash="new") == UserData(STATE, "{}", invalidate=True)


@given(st.dictionaries(st.sampled_from(["data", "preload", "invalidate", "contentHash"]), st.text()))
def test_no_form_raises(form):
    parse_post(STATE, form, content_hash="h")


def test_rows_go_with_the_page_by_sub_content_and_type():
    rows = [
        UserData(STATE, '{"at":1}', preload=True),
        UserData(Place("0", "hints"), "[1]", preload=True),
        UserData(Place(UUID, "state"), "{}", preload=True),
        UserData(Place(UUID, "large"), "{}", preload=False),
    ]
    assert preloaded(rows) == {"0": {"state": '{"at":1}', "hints": "[1]"}, UUID: {"state": "{}"}}


def test_an_empty_state_goes_with_every_page():
    assert preloaded([]) == {"0": {"state": "{}"}}
    assert preloaded([UserData(Place(UUID), "{}", preload=True)])["0"] == {"state": "{}"}


def test_a_change_of_params_resets_what_it_makes_worthless():
    lasting = UserData(Place("0", "seen"), "true", preload=True)
    rows = [
        UserData(STATE, '{"at":1}', preload=True, invalidate=True),
        UserData(Place("0", "cache"), "{}", preload=False, invalidate=True),
        lasting,
    ]
    left = after_change(rows)
    assert left == (UserData(STATE, "RESET", preload=True, invalidate=True), lasting)
    assert preloaded(left)["0"] == {"state": "RESET", "seen": "true"}
    assert after_change(left) == left


def test_answers_are_what_the_player_reads():
    assert json.dumps(answer_read(UserData(STATE, "{}"))) == '{"success": true, "data": "{}"}'
    assert answer_read(None) == {"success": True, "data": False}
    assert answer_post() == {"success": True}
    refused = answer_post(Refused(Reason.OTHER_USER, "41"))
    assert refused["success"] is False
    assert "other" not in json.dumps(refused)
