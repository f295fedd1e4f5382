"""Entry point: works off a batch of queue messages and reports those that failed."""

from __future__ import annotations

import json
import logging
from typing import Any

from src.notifications import notify
from src.operations import Operation, OperationRunner, UnknownSiteError

logger = logging.getLogger(__name__)


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    if event.get("resource") == "/health":
        return {"statusCode": 200, "body": json.dumps({"status": "healthy"})}
    runner = OperationRunner()
    failures: list[dict[str, str]] = []
    for record in event.get("Records", []):
        try:
            operation = Operation.from_record(json.loads(record["body"]), record["eventSourceARN"])
            runner.run(operation)
            notify(operation)
        except UnknownSiteError as exc:
            logger.warning("site %s is gone, message dropped", exc)
        except Exception:
            logger.exception("message %s failed", record.get("messageId"))
            failures.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": failures}
