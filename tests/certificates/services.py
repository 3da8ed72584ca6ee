"""Services that signing asks, each on a port of its own: a time stamping authority, and a keeper of keys."""

import base64
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

from asn1crypto import keys, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from django.utils import timezone
from pyhanko.sign.timestamps import DummyTimeStamper


@contextmanager
def serving(answer: Callable[[bytes, Any], bytes]) -> Iterator[str]:
    """The address of a server that answers each POST so, and each GET as one without a body, while the block lasts."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.do_POST()

        def do_POST(self) -> None:
            content = answer(self.rfile.read(int(self.headers.get("Content-Length", 0))), self.headers)
            self.send_response(200)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_said: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def keeper(secret: ec.EllipticCurvePrivateKey, asked: list[dict[str, str]]) -> Callable[[bytes, Any], bytes]:
    """A keeper of that key; it writes down what it is asked."""

    def answer(body: bytes, headers: Any) -> bytes:
        said = json.loads(body)
        asked.append({**said, "token": headers["Authorization"]})
        digest = base64.b64decode(said["digest"])
        signature = secret.sign(digest, ec.ECDSA(Prehashed(hashes.SHA256())))
        return json.dumps({"signature": base64.b64encode(signature).decode()}).encode()

    return answer


def authority() -> tuple[Callable[[bytes, Any], bytes], x509.Certificate]:
    """A time stamping authority that vouches for itself, and its certificate."""
    secret = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Time stamping authority of the tests")])
    certificate = (
        x509.CertificateBuilder()
        .issuer_name(name)
        .subject_name(name)
        .public_key(secret.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(timezone.now() - timedelta(days=1))
        .not_valid_after(timezone.now() + timedelta(days=365))
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        .sign(secret, hashes.SHA256())
    )
    stamper = DummyTimeStamper(
        asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER)),
        keys.PrivateKeyInfo.load(secret.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())),
    )

    def answer(body: bytes, _headers: Any) -> bytes:
        return bytes(stamper.request_tsa_response(tsp.TimeStampReq.load(body)).dump())

    return answer, certificate
