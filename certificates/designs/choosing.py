"""Which design a certificate gets: the course's, else the academy's, else the built-in one. Reads only."""

from dataclasses import dataclass, replace
from uuid import UUID

from certificates.designs.fields import read
from certificates.facts import Facts, Said, Signatory
from certificates.models import Design, DesignVersion, Issuer

NOBODY = Said("", "")


@dataclass(frozen=True, slots=True)
class Chosen:
    """The fingerprint to freeze, who signs in it (nobody: the academy's officer), and whether it prints agencies."""

    digest: str = ""
    signatories: tuple[Signatory, ...] = ()
    names_agency: bool = False

    def on(self, facts: Facts, agency: Said = NOBODY) -> Facts:
        """The facts as this design freezes them; the agency only where it is printed."""
        return replace(
            facts,
            design=self.digest,
            signatories=self.signatories or facts.signatories,
            agency=agency if self.names_agency else NOBODY,
        )


def chosen(key: str = "") -> Chosen:
    """What certificates of a course that chose the design with this key get from now on; empty: it chose none.

    A design that is not ready (any more) is passed over.
    """
    ready = Design.objects.filter(state=Design.State.READY).select_related("current")
    design = ready.filter(key=UUID(key)).first() if key else None
    if design is None and (default := Issuer.load().design_id):
        design = ready.filter(pk=default).first()
    return _of(design.current if design else None)


def renewed(digest: str) -> Chosen:
    """The newest version of the design that this certificate was made in, whatever became of the design since."""
    version = DesignVersion.objects.filter(digest=digest).select_related("design__current").first() if digest else None
    return _of(version.design.current if version else None)


def _of(version: DesignVersion | None) -> Chosen:
    if version is None:
        return Chosen()
    spec = version.spec
    texts = (text for said in spec.texts.values() for text in (said.th, said.en))
    return Chosen(
        version.digest,
        tuple(Signatory(one.name, one.position) for one in spec.signers),
        any("agency" in read(text).known for text in texts),
    )
