"""Every answer of the API held against the OpenAPI document: what it doesn't describe must not happen."""

import json
import re
from functools import cache
from typing import Any

import httpx
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # ships no types
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from entrypoints.http.openapi import document
from entrypoints.http.operations import API as ROUTES


@cache
def the_document() -> dict[str, Any]:
    """The document of this version."""
    parsed: dict[str, Any] = json.loads(document(ROUTES, "1.2.3"))
    return parsed


def hold_against_document(method: str, answer: httpx.Response) -> None:
    """Status, content type and body are as documented; paths outside the document are left alone."""
    operation = _operation("get" if method == "HEAD" else method.lower(), answer.url.path)
    if operation is None or answer.status_code == 304:
        return
    described = operation["responses"].get(str(answer.status_code))
    assert described, f"{operation['operationId']} may not answer {answer.status_code}: {answer.text}"
    if not answer.content:
        assert method == "HEAD" or "content" not in described
        return
    if answer.headers["content-type"] == "application/zip":
        assert set(described["content"]) == {"application/zip"}
        return
    if "*/*" in described["content"]:  # a file: whatever it is
        return
    media_type = answer.headers["content-type"]
    schema = json.dumps(described["content"][media_type]["schema"])
    _validator(schema).validate(answer.json() if media_type.endswith("json") else answer.text)


def _operation(method: str, path: str) -> dict[str, Any] | None:
    paths = the_document()["paths"]
    for template, item in ({path: paths[path]} if path in paths else paths).items():
        if method in item and re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", template), path):
            operation: dict[str, Any] = item[method]
            return operation
    return None


@cache
def _validator(schema: str) -> Draft202012Validator:
    registry: Registry[Any] = Registry().with_resource(
        "urn:document", DRAFT202012.create_resource(the_document())
    )
    return Draft202012Validator(json.loads(schema.replace('"#/', '"urn:document#/')), registry=registry)
