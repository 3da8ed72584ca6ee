"""A credential with its proof inside: Data Integrity, eddsa-rdfc-2022 (Data Integrity EdDSA Cryptosuites 1.0, 3.2)."""

import json
from datetime import datetime
from typing import Any

from openbadgeslib.ob3 import add_data_integrity_proof

from certificates.credentials.did import method_of
from certificates.keyring.keys import Key


def prove(document: dict[str, Any], key: Key, *, at: datetime) -> bytes:
    """The document with a proof by that Ed25519 key, as JSON. Raises certificates.keyring.keys.KeyTroubleError.

    The proof covers what the document means as linked data; every term that we use is defined by its contexts (the
    tests verify with readers that refuse a document in which one is not).
    """
    proven = add_data_integrity_proof(document, key.private(), method_of(key), created=at)
    return json.dumps(proven, ensure_ascii=False).encode()
