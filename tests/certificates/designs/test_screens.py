"""The officers' screens of designs, without a browser's scripts; and pictures that somebody uploads."""

import io
import struct
import zlib
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from academy.errors import Refusal
from academy.people.roles import Role
from certificates.designs import freezing
from certificates.designs.spec import STANDARD
from certificates.desk import designs
from certificates.desk.design_form import initial
from certificates.models import Act, Design, DesignPicture, DesignVersion, Issuer
from tests.factories.certificates import AT
from tests.factories.designs import design, file, picture, spec
from tests.factories.people import person_in

pytestmark = pytest.mark.django_db
DESK = "/cms/desk/certificates/designs/"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>x</script><image href="http://x.example/a.png"/></svg>'


@pytest.fixture
def officer(client: Client) -> Client:
    client.force_login(person_in(Role.OFFICER, preferred_language="en"))
    return client


def filled(**changes: Any) -> dict[str, Any]:
    """What the form sends."""
    sent = {name: value for name, value in initial("Blue", STANDARD).items() if value is not False}
    return {**{name: "on" if value is True else value for name, value in sent.items()}, **changes}


def bomb(width: int, height: int) -> bytes:
    """A small PNG that states a large size."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 99)) + chunk(b"IEND", b"")


def counts() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Design, DesignVersion, DesignPicture, Act))


def test_the_preview_shows_the_paper_and_writes_nothing(officer: Client) -> None:
    before = counts()
    said = officer.post(f"{DESK}new/", filled(preview="1", sample="hard", layout="plain")).content.decode()
    assert 'src="data:image/png;base64,' in said
    assert 'value="plain" selected' in said
    part = officer.post(f"{DESK}new/", filled(preview="1", part="1")).content.decode()
    assert "<html" not in part
    assert "data:image/png;base64," in part
    mistyped = officer.post(f"{DESK}new/", filled(preview="1", part="1", particulars_en="{date} {huors}"))
    assert "{hours}" in mistyped.content.decode()
    assert "data:image" not in mistyped.content.decode()
    assert counts() == before


def test_previews_are_limited(officer: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(designs, "PREVIEWS_A_MINUTE", 2)
    asked = [officer.post(f"{DESK}new/", filled(preview="1", part="1", name="")).status_code for _ in range(3)]
    assert asked == [200, 200, 429]


@pytest.mark.parametrize("text", ['#read("/etc/passwd")', "$x$ \\ *b*", "ก\u202eข\u200b", "ก" * 10_000, "🎓", "{"])
def test_whatever_is_typed_is_shown_or_refused_and_never_breaks_the_page(officer: Client, text: str) -> None:
    for name in ("above_name_th", "particulars_en", "title_en", "signer1_name_th", "name"):
        sent = filled(**{name: text, "signer1_position_th": "ก"})
        assert officer.post(f"{DESK}new/", {**sent, "preview": "1", "part": "1"}).status_code == 200
    assert officer.post(f"{DESK}new/", filled(main="red; }", accent="", sample="x", layout="../x")).status_code == 200
    assert not Design.objects.exists()


def test_an_officer_makes_copies_changes_and_retires_designs(officer: Client) -> None:
    made = officer.post(f"{DESK}new/", filled(), follow=True)
    assert "Version 1 is saved." in made.content.decode()
    one = Design.objects.get()
    copied = officer.get(f"{DESK}new/?copy={one.pk}").content.decode()
    assert 'value="Blue (copy)"' in copied
    again = officer.post(f"{DESK}new/", filled()).content.decode()
    assert "Another design has this name." in again
    officer.post(f"{DESK}{one.pk}/", filled(layout="plain"))
    assert list(one.versions.values_list("number", flat=True)) == [2, 1]
    assert 'value="classic" selected' in officer.get(f"{DESK}{one.pk}/?version=1").content.decode()
    assert officer.get(f"{DESK}{one.pk}/?version={'9' * 5000}").status_code == 200
    assert officer.get(f"{DESK}{one.pk}/?version=9").status_code == 404
    drawn = officer.get(f"{DESK}{one.pk}/2.png")
    assert Image.open(io.BytesIO(drawn.content)).width == designs.THUMBNAIL
    assert "Version 2" in officer.get(f"{DESK}{one.pk}/history/").content.decode()
    for state in ("ready", "retired", "nonsense"):
        officer.post(f"{DESK}{one.pk}/settle/", {"state": state})
        one.refresh_from_db()
    assert one.state == "retired"
    officer.post(f"{DESK}{one.pk}/settle/", {"state": "ready"})
    Issuer.objects.filter(pk=Issuer.load().pk).update(design=one)
    said = officer.post(f"{DESK}{one.pk}/settle/", {"state": "retired"}, follow=True).content.decode()
    assert "It is the academy&#x27;s own design" in said


def test_a_picture_is_offered_until_it_is_hidden_and_stays_where_it_is(officer: Client) -> None:
    seal = picture("seal", "Our seal", mode="RGBA")
    made = design("With seal", seal=seal.sha256)
    assert "Our seal" in officer.get(f"{DESK}new/").content.decode()
    officer.post(f"{DESK}pictures/{seal.pk}/hide/")
    assert "Our seal" not in officer.get(f"{DESK}new/").content.decode()
    assert "Our seal" not in officer.get(f"{DESK}pictures/").content.decode()
    assert "Our seal" in officer.get(f"{DESK}{made.pk}/").content.decode()
    assert officer.get(f"{DESK}pictures/{seal.pk}/").content == bytes(seal.content)
    again = picture("seal", "Other name", mode="RGBA")
    again.refresh_from_db()
    assert (again.pk, again.hidden) == (seal.pk, False)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (SVG, "no PNG or JPEG"),
        (b"GIF89a" + b"\0" * 40, "no PNG or JPEG"),
        (b"%PDF-1.7", "no PNG or JPEG"),
        (b"", "empty"),
        (bomb(30_000, 30_000), "40 million"),
        (bomb(9_000, 9_000), "40 million"),
        (bomb(400, 400), "damaged"),
        (file()[:200], "damaged"),
        (b"\0" * (freezing.LARGEST_FILE + 1), "larger than 8 MB"),
    ],
    ids=["svg", "gif", "pdf", "empty", "bomb", "large", "short", "cut", "heavy"],
)
def test_no_hostile_file_becomes_a_picture(officer: Client, content: bytes, said: str) -> None:
    sent = {"kind": "seal", "name": "x", "file": SimpleUploadedFile("seal.png", content, "image/png")}
    assert said in officer.post(f"{DESK}pictures/", sent).content.decode()
    assert not DesignPicture.objects.exists()


def test_nothing_of_the_uploaded_file_is_kept_but_what_it_shows() -> None:
    drawn = Image.new("RGB", (2400, 800), "white")
    exif = drawn.getexif()
    exif[0x010E] = "taken at home"
    written = io.BytesIO()
    drawn.save(written, "JPEG", exif=exif, comment=b"secret")
    for kind in DesignPicture.Kind.values:
        made = freezing.drawn_anew(written.getvalue() + b"<script>tail</script>", kind)
        assert len(made.content) <= freezing.LARGEST_KEPT
        assert max(made.width, made.height) <= max(freezing.LARGEST[kind])
        for trace in (b"taken at home", b"secret", b"tail"):
            assert trace not in made.content
    noise = Image.effect_noise((700, 700), 90).convert("RGBA")
    written = io.BytesIO()
    noise.save(written, "PNG", compress_level=1)
    for kind in ("background", "seal"):
        assert len(freezing.drawn_anew(written.getvalue(), kind).content) <= freezing.LARGEST_KEPT


def test_a_signature_loses_its_paper() -> None:
    kept = picture("signature", form="JPEG", colour="#fdfdfa")
    drawn = Image.open(io.BytesIO(bytes(kept.content)))
    assert drawn.mode == "RGBA"
    assert drawn.getpixel((5, 5))[3] == 0  # type: ignore[index]
    assert drawn.getpixel((drawn.width // 2, drawn.height // 2))[3] > 150  # type: ignore[index]


def test_a_refused_picture_says_its_code() -> None:
    with pytest.raises(Refusal) as refused:
        freezing.add(SVG, "seal", "x", by=None, at=AT)
    assert (refused.value.code, refused.value.status) == ("picture_refused", 400)
    assert spec().digest != spec(seal="none").digest
