"""Tokens work for what they are bound to, for a day, and for nothing else."""

import base64
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from h5p.refusals import Reason, Refused
from h5p.tokens import Bound, Signer

KEY, OLD, OTHER = b"k" * 32, b"o" * 32, b"x" * 32
NOW = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
BOUND = Bound("7", "41", "finish", "nonce")


def checked(token, signer=None, now=NOW, **changes):
    expected = {"user": "7", "content": "41", "action": "finish", **changes}
    return (signer or Signer([KEY])).check(token, now, **expected)


def test_a_token_is_good_for_what_it_is_bound_to():
    token = Signer([KEY]).sign(BOUND, NOW)
    assert checked(token) == BOUND
    assert checked(token, attempt="nonce") == BOUND


def test_a_token_can_stand_in_a_query_as_it_is():
    token = Signer([KEY]).sign(Bound("ผู้เรียน", "a/b?c&d", "state"), NOW)
    assert token.replace("-", "").replace("_", "").replace(".", "").isalnum()
    assert token.isascii()


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"user": "8"}, Reason.OTHER_USER),
        ({"user": ""}, Reason.OTHER_USER),
        ({"content": "4"}, Reason.OTHER_CONTENT),
        ({"action": "state"}, Reason.OTHER_ACTION),
        ({"attempt": "other"}, Reason.OTHER_ATTEMPT),
        ({"attempt": ""}, Reason.OTHER_ATTEMPT),
        ({"now": NOW + timedelta(hours=24)}, Reason.EXPIRED_TOKEN),
        ({"now": NOW + timedelta(days=900)}, Reason.EXPIRED_TOKEN),
        ({"signer": Signer([OTHER])}, Reason.FORGED_TOKEN),
    ],
)
def test_a_token_is_good_for_nothing_else(changes, reason):
    assert checked(Signer([KEY]).sign(BOUND, NOW), **changes) == Refused(reason)


def test_a_token_works_until_its_last_second():
    token = Signer([KEY], timedelta(minutes=5)).sign(BOUND, NOW)
    assert checked(token, now=NOW + timedelta(seconds=299)) == BOUND
    assert checked(token, now=NOW + timedelta(seconds=300)) == Refused(Reason.EXPIRED_TOKEN)


@pytest.mark.parametrize("token", [None, ""])
def test_no_token_is_missing(token):
    assert checked(token) == Refused(Reason.MISSING_TOKEN)


def test_what_was_changed_by_one_sign_is_forged():
    token = Signer([KEY]).sign(BOUND, NOW)
    for at in range(len(token)):
        changed = token[:at] + ("A" if token[at] != "A" else "B") + token[at + 1 :]
        found = checked(changed)
        # The last sign of base64 holds spare bits: another spelling of the same bytes is no other token.
        assert found == Refused(Reason.FORGED_TOKEN) or (at == len(token) - 1 and found == BOUND), at


def test_claims_without_a_signature_of_ours_are_forged():
    payload = base64.urlsafe_b64encode(b'["7","41","finish","nonce",9999999999]').decode().rstrip("=")
    for mac in ("", "A", "A" * 43, "*"):
        assert checked(f"{payload}.{mac}") == Refused(Reason.FORGED_TOKEN)


@given(st.text(max_size=80))
def test_no_text_raises(token):
    assert isinstance(checked(token), Refused)


@pytest.mark.parametrize("token", ["\ud800.AAAA", "AAAA.\ud800", "ก.AAAA", ".", "..", "A"])
def test_text_that_is_no_token_is_forged(token):
    assert checked(token) == Refused(Reason.FORGED_TOKEN)


def test_a_token_of_a_megabyte_is_forged():
    assert checked("A" * 10**6 + ".A") == Refused(Reason.FORGED_TOKEN)


def test_keys_can_be_changed_without_breaking_open_pages():
    before, during, after = Signer([OLD]), Signer([KEY, OLD]), Signer([KEY])
    assert checked(before.sign(BOUND, NOW), during) == BOUND
    assert checked(during.sign(BOUND, NOW), after) == BOUND
    assert checked(before.sign(BOUND, NOW), after) == Refused(Reason.FORGED_TOKEN)


@pytest.mark.parametrize("keys", [[], [b""], [b"short"], [KEY, b"short"]])
def test_keys_that_can_be_guessed_are_refused(keys):
    with pytest.raises(ValueError, match="16 bytes"):
        Signer(keys)


@given(st.builds(Bound, st.text(), st.text(), st.text(), st.text()), st.builds(Bound, st.text(), st.text(), st.text()))
def test_no_two_bindings_share_a_token(one, other):
    if "\ud800" <= max("".join((one.user, one.content, one.action, one.attempt)), default="") <= "\udfff":
        return
    token = Signer([KEY]).sign(one, NOW)
    found = Signer([KEY]).check(
        token, NOW, user=other.user, content=other.content, action=other.action, attempt=other.attempt
    )
    assert (found == one) == (one == other)
