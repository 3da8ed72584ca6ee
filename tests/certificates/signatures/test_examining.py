"""A PDF examined by itself: ours, a stranger's, changed, or not signed."""

from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings as live
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as settings_of_chance
from hypothesis.strategies import integers, lists, sampled_from
from pytest_django.fixtures import Settings

from certificates.keyring.keymaking import make_development_keys
from certificates.keyring.keys import KeyRing
from certificates.signatures.examining import Mark, attached, examine
from certificates.signatures.signing import sign
from certificates.typesetting.rendering import render
from tests.certificates.services import authority, serving
from tests.factories.certificates import AT, facts


@cache
def page() -> bytes:
    return render(facts(), serial="DGA-2569-0000123", code="0" * 26, url="https://academy.example/v/", at=AT)


@pytest.fixture(scope="module")
def signed() -> bytes:
    return sign(page(), signer="สถาบัน", at=timezone.now())


def room(content: bytes) -> slice:
    """Where the signature stands."""
    start = content.index(b"/Contents <", content.index(b"/ByteRange"))
    return slice(start, content.index(b">", start))


def test_a_file_of_ours_is_ours_and_says_by_which_key_and_when(signed: bytes) -> None:
    ring = KeyRing.load(live)
    seal = examine(signed, ring.keys)
    assert (seal.mark, seal.key) == (Mark.OURS, ring.p256)
    assert seal.claimed_at is not None
    assert abs(seal.claimed_at - timezone.now()) < timedelta(minutes=5)
    assert seal.stamped_at is None
    assert seal.as_json()["development"] is True


@pytest.mark.parametrize("where", ["first", "middle", "last", "in the signature", "in its room", "appended", "cut"])
def test_a_changed_byte_is_found_wherever_it_is(signed: bytes, where: str) -> None:
    place = {
        "first": 8,
        "middle": len(signed) // 2,
        "last": len(signed) - 3,
        "in the signature": room(signed).start + 200,
        "in its room": room(signed).stop - 5,
    }.get(where)
    if place is not None:
        changed = signed[:place] + bytes([signed[place] ^ 1]) + signed[place + 1 :]
    else:
        changed = signed + b"\n" if where == "appended" else signed[:-1]
    assert examine(changed, KeyRing.load(live).keys).mark == Mark.CHANGED


def test_another_file_under_a_copied_signature_is_found_out(signed: bytes) -> None:
    page = render(facts(), serial="X", code="0" * 26, url="https://x.example/", at=AT)
    other = sign(page, signer="สถาบัน", at=timezone.now())
    assert examine(other, KeyRing.load(live).keys).mark == Mark.OURS
    forged = other[: room(other).start] + signed[room(signed)] + other[room(other).stop :]
    assert examine(forged, KeyRing.load(live).keys).mark == Mark.CHANGED


def test_what_is_not_signed_or_no_pdf_is_unsigned() -> None:
    for content in (page(), b"", b"%PDF-", bytes(1000)):
        assert examine(content, KeyRing.load(live).keys).mark == Mark.UNSIGNED


def test_what_another_signed_is_strange(settings: Settings, tmp_path: Path) -> None:
    ours = KeyRing.load(settings).keys
    settings.SIGNING_DIR = str(tmp_path / "signing")
    make_development_keys(tmp_path / "signing", at=timezone.now())
    assert examine(sign(page(), signer="สถาบัน", at=timezone.now()), ours).mark == Mark.STRANGE


def test_a_retired_key_counts_for_what_it_signed_then_and_no_longer(settings: Settings, tmp_path: Path) -> None:
    folder, at = tmp_path / "signing", timezone.now() - timedelta(days=30)
    settings.SIGNING_DIR = str(folder)
    make_development_keys(folder, at=at)
    then = sign(page(), signer="สถาบัน", at=at + timedelta(days=1))
    late = sign(page(), signer="สถาบัน", at=at + timedelta(days=11))
    before = sign(page(), signer="สถาบัน", at=at - timedelta(days=1))
    make_development_keys(folder, at=at + timedelta(days=10))
    ring = KeyRing.load(settings)
    assert examine(then, ring.keys).mark == Mark.OURS
    assert examine(late, ring.keys).mark == Mark.STRANGE
    assert examine(before, ring.keys).mark == Mark.STRANGE


def test_the_time_stamp_is_told_with_its_authority(settings: Settings) -> None:
    answer, _certificate = authority()
    with serving(answer) as settings.TIMESTAMP_URL:
        content = sign(page(), signer="สถาบัน", at=timezone.now())
    seal = examine(content, KeyRing.load(settings).keys)
    assert seal.ours
    assert seal.stamped_at is not None
    assert abs(seal.stamped_at - timezone.now()) < timedelta(minutes=5)
    assert "authority of the tests" in seal.stamped_by


def test_what_is_attached_is_read_from_a_file_of_ours(signed: bytes) -> None:
    assert b"DGA-2569-0000123" in attached(signed, "certificate.xml")
    assert attached(signed, "credential.jwt") == b""


@settings_of_chance(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(places=lists(integers(0, 3000), min_size=1, max_size=4), digit=sampled_from(b"0123456789ABCDEF"))
def test_no_signature_however_broken_breaks_the_examination(signed: bytes, places: list[int], digit: int) -> None:
    content, hole = bytearray(signed), room(signed)
    for place in places:
        content[min(hole.start + 11 + place, hole.stop - 1)] = digit
    assert examine(bytes(content), KeyRing.load(live).keys).mark in set(Mark)
