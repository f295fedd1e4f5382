"""API Gateway proxy responses and request parsing."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

HEADERS = {
    "Content-Type": "application/json",
    "Cache-Control": "no-store",
}


def _default(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    raise TypeError(f"cannot serialise {type(value).__name__}")


def success(body: Any, status_code: int = 200) -> dict[str, Any]:
    return {
        "statusCode": status_code,
        "headers": dict(HEADERS),
        "body": json.dumps(body, default=_default),
    }


def error(status_code: int, code: str, message: str, details: list[str] | None = None) -> dict[str, Any]:
    body: dict[str, Any] = {"error": {"code": code, "message": message}}
    if details:
        body["error"]["details"] = details
    return success(body, status_code)


def parse_body(event: dict[str, Any]) -> dict[str, Any]:
    """Body of the request as an object; ValueError when it is not one."""
    raw = event.get("body")
    if not raw:
        return {}
    parsed = json.loads(raw)
    if not isinstance(parsed, dict):
        raise ValueError("body must be a JSON object")
    return parsed


def path_parameter(event: dict[str, Any], name: str) -> str | None:
    return (event.get("pathParameters") or {}).get(name)
