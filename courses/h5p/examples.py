"""Examples of what a player reports of interactive content, for the description of the API."""

from drf_spectacular.utils import OpenApiExample

CONTENT = "https://academy.example/h5p/contents/1"


def _statement(number: int, verb: str, about: str = CONTENT, **more: object) -> dict[str, object]:
    return {
        "id": f"6f1d2c3b-0000-4000-8000-00000000000{number}",
        "verb": {"id": f"http://adlnet.gov/expapi/verbs/{verb}"},
        "object": {"id": about},
        **more,
    }


_SCORE = {"min": 0, "raw": 1, "max": 1}
_CHILD = f"{CONTENT}?subContentId=6f1d2c3b-0000-4000-8000-000000000004"
_ATTEMPTED = _statement(1, "attempted")
_ANSWERED = _statement(2, "answered", _CHILD, result={"score": _SCORE, "completion": True, "response": "0"})
_COMPLETED = _statement(3, "completed", result={"score": _SCORE, "completion": True, "duration": "PT1M30S"})
RESULT = [
    OpenApiExample("An example", {"statement": _COMPLETED, "children": [{"statement": _ANSWERED}]}, request_only=True),
    OpenApiExample(
        "An example (200)",
        {"counted": True, "next": "pV3xkqv0vYcO2u8sJ1mQeB7wT5nZrK9aHdLgXfUyC4E"},
        response_only=True,
        status_codes=["200"],
    ),
]
STATEMENTS = [
    OpenApiExample("An example", [_ATTEMPTED, _ANSWERED], request_only=True),
    OpenApiExample("An example (200)", {"kept": 2}, response_only=True, status_codes=["200"]),
]
