"""What the web client's types are made of: the API's description without words and limits.

Run as a program, it writes `web/openapi.json`; `npm run types` in `web/` makes the types of that.
"""

import hashlib
import json
import re
import sys
from typing import Any

from entrypoints.http.openapi import document
from entrypoints.http.operations import API
from tests.architecture.source import ROOT

KEPT = ROOT / "web" / "openapi.json"
TYPES = ROOT / "web" / "src" / "types" / "schema.d.ts"
_DIGEST = re.compile(r"^/\* of openapi\.json ([0-9a-f]{16}) \*/$", re.MULTILINE)
_METHODS = {"get", "post", "put", "patch", "delete"}
_KEYWORDS = ("$ref", "type", "enum", "const", "format", "required")
_NESTED = ("items",)
_LISTS = ("oneOf", "anyOf", "allOf")


def written() -> str:
    """The file's text; the same as long as no type of the API changes."""
    whole = json.loads(document(API, "0"))
    reduced = {
        "openapi": whole["openapi"],
        "info": {"title": "P2P Sandbox", "version": "0"},
        "paths": {path: _path(item) for path, item in whole["paths"].items() if path.startswith("/api/")},
        "components": {"schemas": {n: _schema(s) for n, s in whole["components"]["schemas"].items()}},
    }
    return json.dumps(reduced, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def digest(text: str) -> str:
    """By which the types name the file that they were made of."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def named_digest() -> str | None:
    """The file that the types say they were made of."""
    found = _DIGEST.search(TYPES.read_text(encoding="utf-8"))
    return found[1] if found else None


def _path(item: dict[str, Any]) -> dict[str, Any]:
    return {method: _operation(value) for method, value in item.items() if method in _METHODS}


def _operation(declared: dict[str, Any]) -> dict[str, Any]:
    """What is sent, and what is answered when it works."""
    asked = [_parameter(one) for one in declared.get("parameters", []) if one.get("in") in {"query", "path"}]
    answers = {
        code: {"description": "", **_content(answer)}
        for code, answer in declared["responses"].items()
        if code < "4"
    }
    body = declared.get("requestBody")
    sent = {"requestBody": {"required": body.get("required", False), **_content(body)}} if body else {}
    return {"operationId": declared["operationId"], "parameters": asked, **sent, "responses": answers}


def _parameter(one: dict[str, Any]) -> dict[str, Any]:
    required = bool(one.get("required"))
    return {"name": one["name"], "in": one["in"], "required": required, "schema": _schema(one["schema"])}


def _content(holder: dict[str, Any]) -> dict[str, Any]:
    content = holder.get("content")
    if not content:
        return {}
    return {"content": {kind: {"schema": _schema(media["schema"])} for kind, media in content.items()}}


def _schema(schema: dict[str, Any]) -> dict[str, Any]:
    reduced = {key: schema[key] for key in _KEYWORDS if key in schema}
    reduced |= {key: _schema(schema[key]) for key in _NESTED if key in schema}
    reduced |= {key: [_schema(one) for one in schema[key]] for key in _LISTS if key in schema}
    if "properties" in schema:
        reduced["properties"] = {name: _schema(one) for name, one in schema["properties"].items()}
    others = schema.get("additionalProperties")
    if isinstance(others, dict):
        reduced["additionalProperties"] = _schema(others)
    return reduced


if __name__ == "__main__":
    KEPT.write_text(written(), encoding="utf-8")
    sys.stdout.write(f"{KEPT.relative_to(ROOT)}: {digest(KEPT.read_text(encoding='utf-8'))}\n")
