"""The description of the API is complete, says what is true, and changes only on purpose."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from django.utils import translation
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator

KEPT = Path(__file__).parents[2] / "docs" / "openapi.json"
# These take no body or answer none, as the schema says.
BODYLESS = {"204", "304"}


@pytest.fixture(scope="module")
def schema() -> Any:
    GENERATOR_STATS.reset()
    with translation.override("en"):
        made = SchemaGenerator().get_schema(request=None, public=True)
    assert not GENERATOR_STATS
    return json.loads(json.dumps(made, default=str))


def operations(schema: Any) -> list[Any]:
    return [
        item[verb] for item in schema["paths"].values() for verb in item if verb in {"get", "post", "put", "delete"}
    ]


def test_the_description_is_the_one_that_is_kept(schema: Any) -> None:
    assert schema == json.loads(KEPT.read_text()), "`make openapi` writes docs/openapi.json anew."


def test_every_operation_names_its_refusals_and_its_scope(schema: Any) -> None:
    for operation in operations(schema):
        name, answers = operation["operationId"], operation["responses"]
        assert {"400", "401", "403", "404", "429"} <= set(answers), name
        assert operation["summary"], name
        if operation.get("requestBody"):
            assert {"413", "415"} <= set(answers), name
        tokens = [one["oauth2"] for one in operation["security"] if "oauth2" in one]
        assert tokens or "h5p" in name, name


def test_every_body_has_an_example_that_fits(schema: Any) -> None:
    for operation in operations(schema):
        bodies = [body for status, body in operation["responses"].items() if status not in BODYLESS]
        for body in [operation.get("requestBody", {}), *bodies]:
            for kind, media in body.get("content", {}).items():
                if kind == "application/octet-stream":
                    continue
                assert media.get("examples"), (operation["operationId"], body)
                shape = {**media["schema"], "components": schema["components"]}
                for example in media["examples"].values():
                    jsonschema.validate(example["value"], shape)
