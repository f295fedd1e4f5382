from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from unittest.mock import MagicMock, patch

import pytest
from botocore.exceptions import ClientError

from src import processor
from src.operations import Operation, OperationRunner

QUEUE = "arn:aws:sqs:af-south-1:536580886816:bbws-wp-site-creation-dev"


def record(message_id: str = "m-1", queue: str = QUEUE, body: Any = None) -> dict[str, Any]:
    return {
        "messageId": message_id,
        "eventSourceARN": queue,
        "body": json.dumps(body or {"tenantId": "acme1", "siteId": "site-1"}),
    }


@pytest.fixture
def table() -> Iterator[MagicMock]:
    mocked = MagicMock()
    with patch.object(processor, "OperationRunner", return_value=OperationRunner(table=mocked)):
        yield mocked


def failure(code: str) -> ClientError:
    return ClientError({"Error": {"Code": code}}, "UpdateItem")


def test_good_message(table: MagicMock) -> None:
    assert processor.handler({"Records": [record()]}, None) == {"batchItemFailures": []}
    values = table.update_item.call_args.kwargs["ExpressionAttributeValues"]
    assert values[":status"] == "ACTIVE"


def test_only_failed_messages_come_back(table: MagicMock) -> None:
    table.update_item.side_effect = [None, failure("ThrottlingException"), None]
    event = {"Records": [record("m-1"), record("m-2"), record("m-3")]}
    assert processor.handler(event, None) == {"batchItemFailures": [{"itemIdentifier": "m-2"}]}


def test_message_of_a_deleted_site_is_dropped(table: MagicMock) -> None:
    table.update_item.side_effect = failure("ConditionalCheckFailedException")
    assert processor.handler({"Records": [record()]}, None) == {"batchItemFailures": []}


def test_incomplete_message(table: MagicMock) -> None:
    event = {"Records": [record(body={"tenantId": "acme1"})]}
    assert processor.handler(event, None)["batchItemFailures"]


def test_unknown_queue() -> None:
    with pytest.raises(ValueError, match="unknown queue"):
        Operation.from_record({}, "arn:aws:sqs:af-south-1:536580886816:other-dev")


def test_health() -> None:
    assert processor.handler({"resource": "/health"}, None)["statusCode"] == 200
