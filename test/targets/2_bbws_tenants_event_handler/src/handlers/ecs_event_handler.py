"""Lambda entry point."""

import json
from functools import lru_cache
from typing import Any

import boto3

from src import __version__
from src.config import Settings
from src.log import configure_logging
from src.models.ecs_event import EcsEvent, InvalidEventError
from src.services.state_sync_service import StateSyncService


def lambda_handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    settings = Settings.from_env()
    logger = configure_logging(settings.log_level, settings.environment)

    if "httpMethod" in event or "path" in event:
        return _handle_http(event, settings)

    try:
        ecs_event = EcsEvent.from_eventbridge(event)
        return _service(settings).sync(ecs_event).to_response()
    except InvalidEventError as error:
        logger.error("invalid event", extra={"error": str(error)})
        raise
    except Exception:
        # Lambda retries asynchronous invocations twice, then the DLQ has the event
        logger.exception("event failed", extra={"event_id": event.get("id")})
        raise


def _handle_http(event: dict[str, Any], settings: Settings) -> dict[str, Any]:
    method = event.get("httpMethod", "GET")
    if method == "GET" and event.get("path") == "/health":
        return _http_response(
            200,
            {
                "status": "healthy",
                "service": "ecs-event-handler",
                "environment": settings.environment,
                "release": __version__,
                "version": settings.function_version,
            },
        )
    return _http_response(404, {"message": "not found"})


def _http_response(status_code: int, body: dict[str, Any]) -> dict[str, Any]:
    return {
        "statusCode": status_code,
        "headers": {"Content-Type": "application/json"},
        "body": json.dumps(body),
    }


@lru_cache(maxsize=1)
def _service(settings: Settings) -> StateSyncService:
    """One boto3 resource per container; creating it costs about 200 ms."""
    table = boto3.resource("dynamodb").Table(settings.table_name)
    return StateSyncService(table, settings.environment)
