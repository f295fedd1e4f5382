"""Entry point of the templates service."""

from __future__ import annotations

import json
import logging
from typing import Any

from src.catalog import Catalog, TemplateNotFoundError

logger = logging.getLogger(__name__)
catalog = Catalog()


def _response(status_code: int, body: Any) -> dict[str, Any]:
    return {
        "statusCode": status_code,
        "headers": {"Content-Type": "application/json", "Cache-Control": "max-age=300"},
        "body": json.dumps(body),
    }


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    if event.get("resource") == "/health":
        return _response(200, {"status": "healthy"})
    if event.get("httpMethod") != "GET":
        return _response(405, {"message": "templates are read-only"})
    try:
        template_id = (event.get("pathParameters") or {}).get("templateId")
        if template_id:
            return _response(200, catalog.get(template_id).model_dump(mode="json"))
        query = event.get("queryStringParameters") or {}
        found = catalog.find(query.get("category"), query.get("includeDeprecated") == "true")
        return _response(200, {"items": [template.model_dump(mode="json") for template in found]})
    except TemplateNotFoundError as exc:
        return _response(404, {"message": f"template {exc} not found"})
    except ValueError:
        return _response(400, {"message": "unknown category"})
    except Exception:
        logger.exception("unhandled error")
        return _response(500, {"message": "internal error"})
