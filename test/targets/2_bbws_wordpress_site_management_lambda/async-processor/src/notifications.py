"""Messages about finished operations."""

from __future__ import annotations

import json
import logging
import os
from typing import Any

import boto3
from botocore.exceptions import ClientError

from src.operations import Operation

logger = logging.getLogger(__name__)


def notify(operation: Operation, sns: Any = None) -> str | None:
    """Publish the result; None when no topic is configured or the message could not be sent.

    The operation itself is done by then, so a lost notification must not bring the message back.
    """
    topic = os.environ.get("NOTIFICATIONS_TOPIC_ARN")
    if not topic:
        return None
    client = sns or boto3.client("sns")
    try:
        response = client.publish(
            TopicArn=topic,
            Subject=f"Site {operation.target_status.lower()}",
            Message=json.dumps(
                {"tenantId": operation.tenant_id, "siteId": operation.site_id, "status": operation.target_status}
            ),
        )
    except ClientError:
        logger.exception("notification for site %s not sent", operation.site_id)
        return None
    return str(response["MessageId"])
