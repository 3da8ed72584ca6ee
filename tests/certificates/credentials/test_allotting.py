"""Each certificate becomes a credential once, at a place that tells nothing."""

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
from django.db import connection

from certificates.credentials import statuslist
from certificates.credentials.allotting import credential_of
from certificates.credentials.composing import compose
from certificates.models import Certificate, Credential, StatusList
from tests.factories.certificates import pending


def test_the_shuffle_deals_each_place_once_and_shows_no_order() -> None:
    dealt = [statuslist.place_of(position, "secret") for position in range(1, statuslist.HERD + 1)]
    assert sorted(dealt) == list(range(statuslist.HERD))
    near = sum(abs(one - next_) < 1000 for one, next_ in pairwise(dealt))
    # By chance alone a neighbour is that near in one of sixty-five.
    assert near / statuslist.HERD == pytest.approx(2 * 1000 / statuslist.HERD, rel=0.1)


def test_another_secret_deals_otherwise() -> None:
    one, other = ([statuslist.place_of(n, secret) for n in range(1, 100)] for secret in ("one", "other"))
    assert one != other


def test_a_full_list_is_followed_by_the_next() -> None:
    assert [statuslist.list_of(n) for n in (1, statuslist.HERD, statuslist.HERD + 1)] == [1, 1, 2]
    assert 0 <= statuslist.place_of(statuslist.HERD + 1, "secret") < statuslist.HERD


@pytest.mark.django_db
def test_asked_twice_it_is_the_same_credential() -> None:
    certificate = pending()
    assert credential_of(certificate) == credential_of(certificate)
    assert compose(certificate) == compose(certificate)


@pytest.mark.django_db
def test_the_place_is_dealt_by_the_secret_of_its_list() -> None:
    certificate = pending()
    StatusList.objects.create(number=1, shuffle="ours")
    assert credential_of(certificate).status_index == statuslist.place_of(certificate.pk, "ours")


@pytest.mark.django_db
def test_every_list_has_a_secret_of_its_own() -> None:
    secrets = {StatusList.objects.create(number=number).shuffle for number in range(1, 4)}
    assert len(secrets) == 3
    assert all(len(secret) == 32 for secret in secrets)


@pytest.mark.django_db
def test_a_credential_says_what_the_paper_says_and_nothing_else_of_the_person() -> None:
    certificate = pending()
    said = str(compose(certificate))
    assert certificate.facts.holder.th in said
    assert certificate.serial in said
    for private in (certificate.person.email, certificate.subject, certificate.award_key):
        assert private not in said


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_ten_calls_at_once_make_one_credential() -> None:
    certificate = pending()

    def allot(_turn: int) -> int:
        try:
            return credential_of(Certificate.objects.get(pk=certificate.pk)).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        found = set(pool.map(allot, range(10)))
    assert len(found) == Credential.objects.count() == 1
