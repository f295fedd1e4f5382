"""Entry point of the plugins service."""

from __future__ import annotations

import json
import logging
from dataclasses import asdict
from typing import Any

from src.plugin_service import PluginNotAllowedError, PluginService

logger = logging.getLogger(__name__)


def _response(status_code: int, body: Any) -> dict[str, Any]:
    return {
        "statusCode": status_code,
        "headers": {"Content-Type": "application/json"},
        "body": json.dumps(body),
    }


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    resource = event.get("resource")
    if resource == "/health":
        return _response(200, {"status": "healthy"})
    try:
        if resource == "/v1.0/plugins/{plugin}":
            plugin = event["pathParameters"]["plugin"]
            return _response(200, {"plugin": plugin, "version": PluginService().recommended_version(plugin)})
        if resource == "/v1.0/plugins/advice":
            installed = json.loads(event.get("body") or "{}")
            if not isinstance(installed, dict):
                raise ValueError("the body must map plugins to versions")
            return _response(200, {"items": [asdict(entry) for entry in PluginService().advise(installed)]})
        return _response(404, {"message": "unknown route"})
    except PluginNotAllowedError as exc:
        return _response(404, {"message": f"plugin {exc} is not allowed"})
    except ValueError as exc:
        return _response(400, {"message": str(exc)})
    except Exception:
        logger.exception("unhandled error")
        return _response(500, {"message": "internal error"})
