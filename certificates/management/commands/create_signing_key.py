"""create_signing_key [--pkcs12 FILE | --chain FILE] [--if-missing]: new keys take over, those before them retire."""

import json
import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.serialization import pkcs12
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from certificates.keyring import keymaking
from certificates.keyring.keys import Key, KeyRing, KeyTroubleError


class Command(BaseCommand):
    """Exits 0 when keys were made or need not be, 1 when refused, 2 on wrong usage or an unreadable file."""

    help = (
        "Make the keys that sign certificates. Without --pkcs12 or --chain: keys for development, which production "
        "refuses. The passphrase of a PKCS#12 file is read from SIGNING_SECRET."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where the certified key comes from, if from anywhere."""
        source = parser.add_mutually_exclusive_group()
        source.add_argument("--pkcs12", type=Path, metavar="FILE", help="take over this key and its chain")
        source.add_argument("--chain", type=Path, metavar="FILE", help="PEM chain of a key that a service holds")
        parser.add_argument("--if-missing", action="store_true", help="do nothing when there is a key already")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, json: bool, **options: Any) -> None:
        """Make or take over, and say which keys sign from now on."""
        try:
            if options["if_missing"] and KeyRing.load(settings).keys:
                made: tuple[Key, ...] = ()
            else:
                made = _make(options["pkcs12"], options["chain"])
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}", returncode=2) from error
        except (ValueError, KeyTroubleError) as error:
            raise CommandError(str(error), returncode=1) from error
        self.stdout.write(_as_json(made) if json else "\n".join(_as_line(key) for key in made))


def _make(bundle: Path | None, chain: Path | None) -> tuple[Key, Key]:
    folder, at = Path(settings.SIGNING_DIR), timezone.now().replace(microsecond=0)
    if bundle is not None:
        found = pkcs12.load_pkcs12(bundle.read_bytes(), os.environ.get("SIGNING_SECRET", "").encode() or None)
        if found.cert is None or not isinstance(found.key, EllipticCurvePrivateKey):
            raise ValueError("The file holds no P-256 key with its certificate.")
        certificates = (found.cert.certificate, *(one.certificate for one in found.additional_certs))
        return keymaking.enter(folder, certificates, found.key, at=at)
    if chain is not None:
        return keymaking.enter(folder, tuple(x509.load_pem_x509_certificates(chain.read_bytes())), None, at=at)
    return keymaking.make_development_keys(folder, at=at)


def _as_json(made: tuple[Key, ...]) -> str:
    return json.dumps({"keys": [key.as_json() for key in made]})


def _as_line(key: Key) -> str:
    kind = f"{key.kind} for development" if key.development else key.kind.value
    return f"{kind}: {key.id}, until {key.not_after:%Y-%m-%d}"
