"""pyHanko's judgement of a signature, wherever the test runs."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from pyhanko.sign.validation import validate_pdf_signature


def judgement(signature: Any, context: Any) -> Any:
    """What pyHanko says. On a thread of its own: it runs an event loop, and the browser's may be running on ours."""
    with ThreadPoolExecutor(1) as apart:
        return apart.submit(validate_pdf_signature, signature, context).result()
