"""A design: what is refused when it is saved, its versions, and the certificates that are made in it."""

from dataclasses import replace

import pytest
from django.utils import translation

from academy.errors import Refusal
from certificates.correcting import correct_name, reissue
from certificates.designs import choosing, designing, shelf
from certificates.designs.fields import clean, fill
from certificates.designs.judging import faults
from certificates.designs.spec import Spec
from certificates.facts import Facts, Said, Signatory
from certificates.models import Act, Certificate, Design, Issuer
from certificates.producing import produce
from certificates.typesetting import rendering
from tests.certificates.designs.reading import words
from tests.factories.certificates import AT, FACTS, facts, pending
from tests.factories.designs import SIGNERS, design, picture, spec

pytestmark = pytest.mark.django_db


def found(made: Spec, language: str = "en") -> dict[str, str]:
    """The sentences of each field."""
    with translation.override(language):
        told = [(field, str(sentence)) for field, sentence in faults(made)]
    return {field: " ".join(one for of, one in told if of == field) for field, _sentence in told}


def lines(*, th: str = "ให้ไว้ ณ วันที่ {date}", en: str = "Given on {date}") -> Spec:
    """A design that shows neither hours nor score, with these lines."""
    return spec(particulars=Said(th, en), hours=False, score=False)


@pytest.mark.parametrize("layout", ["classic", "modern", "plain"])
@pytest.mark.parametrize("portrait", [False, True])
def test_each_layout_takes_the_longest_names_and_titles_and_three_signatories(layout: str, portrait: bool) -> None:
    for languages in (("th", "en"), ("th",), ("en",)):
        assert found(spec(layout=layout, portrait=portrait, languages=languages, signers=SIGNERS)) == {}


def test_a_mistyped_field_is_refused_with_the_one_that_was_meant() -> None:
    made = lines(en="Given on {date} for {huors} hours, {} and {pi}")
    assert "Did you mean {hours}?" in found(made)["particulars_en"]
    assert "There is no field {pi}. There are: {name}," in found(made)["particulars_en"]
    assert set(found(made)) == {"particulars_en"}
    with pytest.raises(Refusal) as refused:
        designing.save(None, "x", made, by=None, at=AT)
    assert refused.value.code == "design_faulty"
    assert not Design.objects.exists()


@pytest.mark.parametrize(
    ("made", "field", "said"),
    [
        (lines(th="{date", en="{date}"), "particulars_th", "brace"),
        (lines(th="{date} }"), "particulars_th", "brace"),
        (lines(th="วันนี้"), "particulars_th", "{date}"),
        (spec(score=False), "particulars_th", "{score}"),
        (spec(particulars=Said("{date} {score}", "{date} {score}")), "particulars_en", "{hours}"),
        (spec(title=Said("", "Certificate")), "title_th", "called"),
        (spec(title=Said("ประกาศ {name}", "Certificate")), "title_th", "heading"),
        (spec(title=Said("ก" * 10_000, "Certificate")), "title_th", "80"),
        (spec(above_name=Said("ขอมอบให้ 🎓", "")), "above_name_th", "🎓"),
        (spec(above_name=Said("", "שלום")), "above_name_en", "ש"),
        (spec(main="#d0a040"), "main", "4.5"),
        (spec(main="url(x)"), "main", "six digits"),
        (spec(background="0" * 64), "background", "offered"),
        (spec(signers=(replace(SIGNERS[0], name=Said("", "")),)), "signer1_name_th", "Fill"),
        (spec(signers=(replace(SIGNERS[0], position=Said("{name}", "")),)), "signer1_position_th", "Fields"),
    ],
)  # fmt: skip
def test_what_would_fail_later_is_refused_when_it_is_saved(made: Spec, field: str, said: str) -> None:
    assert said in found(made)[field]
    assert found(made, "th")[field] != found(made)[field]


def test_what_does_not_fit_with_the_longest_words_is_refused() -> None:
    long = "ผู้มีรายนามข้างล่างนี้ {name} {course} {agency} {cohort} {issuer} " * 2
    made = spec(layout="modern", above_name=Said(long, long), above_course=Said(long, long), signers=SIGNERS)
    assert "longest" in found(made)[""]


def test_what_cannot_be_seen_is_dropped_from_texts() -> None:
    assert clean("ก\u200bข\u202eค\ufeff  ง\x00") == "กขค ง"
    assert clean("หนึ่ง\r\n\r\n สอง\u2066 \n", many=True) == "หนึ่ง\nสอง"


def test_what_is_filled_in_is_never_read_again() -> None:
    assert fill("{name} – {course}", {"name": "{course}", "course": "{name}#x"}) == "{course} – {name}#x"
    assert fill("{score} %", {"score": ""}) == ""


def test_a_change_is_a_new_version_and_none_is_no_version() -> None:
    made = design()
    first = made.current
    designing.save(made, "Blue", spec(), by=None, at=AT)
    made.refresh_from_db()
    assert made.current == first
    second = designing.save(made, "Deep blue", spec(layout="plain"), by=None, at=AT)
    made.refresh_from_db()
    assert (second.number, made.current, made.name) == (2, second, "Deep blue")
    assert first is not None
    assert Spec.from_json(first.spec_json).layout == "classic"
    assert Act.objects.filter(deed=Act.Deed.DESIGN).count() == 4
    with pytest.raises(Refusal) as refused:
        designing.save(None, "Deep blue", spec(), by=None, at=AT)
    assert refused.value.code == "name_taken"


def test_two_designs_that_look_the_same_stay_two() -> None:
    one, other = design("One"), design("Other")
    assert one.current
    assert other.current
    assert one.current.digest != other.current.digest


def issued(made: Design | None, **changes: object) -> Certificate:
    chosen = choosing.chosen(str(made.key) if made else "")
    return pending(**{**changes, "design": chosen.digest, "signatories": chosen.signatories or FACTS.signatories})


def test_a_certificate_is_made_in_its_design_and_again_the_same_after_the_design_changed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seal = picture("seal", mode="RGBA")
    made = design(signers=(replace(SIGNERS[1], picture=picture("signature").sha256),), seal=seal.sha256)
    certificate = issued(made)
    pages: list[bytes] = []
    page = rendering.render
    monkeypatch.setattr(rendering, "render", lambda *a, **k: pages.append(page(*a, **k)) or pages[-1])  # type: ignore[func-returns-value]
    assert produce(certificate.pk)
    designing.save(made, "Blue", spec(layout="plain", main="#000000"), by=None, at=AT)
    designing.settle(made, "retired", by=None, at=AT)
    shelf._paper.cache_clear()
    rendering._press.cache_clear()
    Certificate.objects.update(state=Certificate.State.PENDING)
    assert produce(certificate.pk)
    said = words(pages[0])
    assert "Ms Piyanuch Kittirungroj" in said
    assert "Learning hours: 12" in said
    assert pages[0].partition(b"/EmbeddedFile")[0] == pages[1].partition(b"/EmbeddedFile")[0]


def test_a_corrected_certificate_keeps_its_version_and_one_issued_anew_gets_the_newest() -> None:
    made = design(signers=SIGNERS[:1])
    certificate = issued(made, agency=Said("กรม", "Department"))
    newest = designing.save(made, "Blue", spec(layout="plain", signers=SIGNERS[1:2]), by=None, at=AT)
    corrected = correct_name(certificate, Said("นางสมหญิง ใจดี", ""), reason="x", by=None, at=AT)
    assert corrected.facts == replace(certificate.facts, holder=Said("นางสมหญิง ใจดี", ""))
    anew = reissue(corrected, reason="x", by=None, at=AT)
    assert anew.facts.design == newest.digest
    assert anew.facts.signatories == (Signatory(SIGNERS[1].name, SIGNERS[1].position),)


def test_the_course_chooses_then_the_academy_then_the_built_in_design() -> None:
    mine, ours = design("Mine"), design("Ours")
    assert mine.current
    assert ours.current
    assert choosing.chosen() == choosing.Chosen()
    Issuer.objects.update_or_create(pk=Issuer.load().pk, defaults={"design": ours})
    assert choosing.chosen().digest == ours.current.digest
    assert choosing.chosen(str(mine.key)).digest == mine.current.digest
    designing.settle(mine, "retired", by=None, at=AT)
    assert choosing.chosen(str(mine.key)).digest == ours.current.digest
    with pytest.raises(Refusal) as refused:
        designing.settle(ours, "retired", by=None, at=AT)
    assert refused.value.code == "design_in_use"


def test_only_a_design_that_prints_agencies_freezes_them() -> None:
    agency = Said("กรม", "Department")
    assert "agency" not in choosing.chosen().on(facts(), agency).as_json()
    made = design(above_name=Said("ขอมอบให้บุคลากรของ {agency}", ""))
    frozen = choosing.chosen(str(made.key)).on(facts(), agency)
    assert Facts.from_json(frozen.as_json()) == frozen
    assert frozen.agency == agency


def test_facts_without_a_design_are_written_as_they_always_were() -> None:
    assert list(facts().as_json()) == [
        *("holder", "course", "hours", "score", "completed_on", "release", "evidence", "issuer", "signatories"),
        *("criteria", "cohort", "valid_until"),
    ]
