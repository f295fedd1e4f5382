"""Entry point of the sites service."""

from __future__ import annotations

import json
import logging
from typing import Any

from src.services.site_service import SiteNotFoundError, SiteService

logger = logging.getLogger(__name__)


def _response(status_code: int, body: Any) -> dict[str, Any]:
    return {
        "statusCode": status_code,
        "headers": {"Content-Type": "application/json"},
        "body": json.dumps(body),
    }


def _dispatch(service: SiteService, event: dict[str, Any]) -> dict[str, Any]:
    route = (event["httpMethod"], event["resource"])
    parameters = event.get("pathParameters") or {}
    tenant_id = parameters.get("tenantId", "")
    if route == ("POST", "/v1.0/tenants/{tenantId}/sites"):
        body = json.loads(event.get("body") or "{}")
        return _response(202, service.create(tenant_id, body).to_response())
    if route == ("GET", "/v1.0/tenants/{tenantId}/sites"):
        return _response(200, {"items": [site.to_response() for site in service.list(tenant_id)]})
    if route == ("GET", "/v1.0/tenants/{tenantId}/sites/{siteId}"):
        return _response(200, service.get(tenant_id, parameters["siteId"]).to_response())
    if route == ("DELETE", "/v1.0/tenants/{tenantId}/sites/{siteId}"):
        return _response(202, service.delete(tenant_id, parameters["siteId"]).to_response())
    return _response(404, {"message": "unknown route"})


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    if event.get("resource") == "/health":
        return _response(200, {"status": "healthy"})
    try:
        return _dispatch(SiteService(), event)
    except ValueError as exc:
        return _response(400, {"message": str(exc)})
    except SiteNotFoundError as exc:
        return _response(404, {"message": f"site {exc} not found"})
    except Exception:
        logger.exception("unhandled error")
        return _response(500, {"message": "internal error"})
