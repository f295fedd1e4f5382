"""Entry point of the function: finds the handler of a route and turns errors into responses."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from aws_lambda_powertools import Logger

from src.handlers import create_instance, health, scale_instance, user_get
from src.helpers.response import error
from src.services.tenant_service import ConflictError, NotFoundError
from src.validators.tenant_validator import ValidationError

logger = Logger(service="tenant-instance-management")

Handler = Callable[[dict[str, Any], Any], dict[str, Any]]

ROUTES: list[tuple[str, str, Handler]] = [
    ("GET", "/health", health.handler),
    ("POST", "/v1.0/tenants/{tenantId}/instances", create_instance.handler),
    ("PUT", "/v1.0/tenants/{tenantId}/instances/{instanceId}/scale", scale_instance.handler),
    ("GET", "/v1.0/tenants/{tenantId}/users/{userId}", user_get.handler),
]


def _compile(template: str) -> re.Pattern[str]:
    parts = re.split(r"\{(\w+)\}", template)
    pattern = "".join(f"(?P<{part}>[^/]+)" if index % 2 else re.escape(part) for index, part in enumerate(parts))
    return re.compile(f"^{pattern}/?$")


_COMPILED = [(method, _compile(template), function) for method, template, function in ROUTES]


def resolve(method: str, path: str) -> tuple[Handler | None, dict[str, str], bool]:
    """Handler and path parameters; the last value tells whether the path exists for another method."""
    known = False
    for route_method, pattern, function in _COMPILED:
        match = pattern.match(path)
        if match is None:
            continue
        if route_method == method:
            return function, match.groupdict(), True
        known = True
    return None, {}, known


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    method = str(event.get("httpMethod", "")).upper()
    path = str(event.get("path", ""))
    function, parameters, known = resolve(method, path)
    if function is None:
        if known:
            return error(405, "METHOD_NOT_ALLOWED", f"{method} is not allowed here")
        return error(404, "ROUTE_NOT_FOUND", f"no route for {path}")
    request = {**event, "pathParameters": {**(event.get("pathParameters") or {}), **parameters}}
    try:
        return function(request, context)
    except ValidationError as exc:
        return error(400, "VALIDATION_ERROR", "the request is not valid", exc.problems)
    except ValueError:
        logger.warning("unreadable body", extra={"method": method, "path": path})
        return error(400, "INVALID_JSON", "the body is not a valid JSON object")
    except NotFoundError as exc:
        return error(404, "NOT_FOUND", str(exc))
    except ConflictError as exc:
        return error(409, "CONFLICT", str(exc))
    except Exception:
        logger.exception("unhandled error", extra={"method": method, "path": path})
        return error(500, "INTERNAL_ERROR", "something went wrong")
