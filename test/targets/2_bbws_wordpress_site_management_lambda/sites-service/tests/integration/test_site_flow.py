from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from moto import mock_aws

from src.handlers.sites import router

pytestmark = pytest.mark.integration

SITES = "/v1.0/tenants/{tenantId}/sites"


@pytest.fixture
def aws(environment: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    with mock_aws():
        boto3.resource("dynamodb").create_table(
            TableName="sites",
            KeySchema=[{"AttributeName": "PK", "KeyType": "HASH"}, {"AttributeName": "SK", "KeyType": "RANGE"}],
            AttributeDefinitions=[
                {"AttributeName": "PK", "AttributeType": "S"},
                {"AttributeName": "SK", "AttributeType": "S"},
            ],
            BillingMode="PAY_PER_REQUEST",
        )
        sqs = boto3.client("sqs")
        for kind in ("creation", "deletion"):
            url = sqs.create_queue(QueueName=f"bbws-wp-site-{kind}-dev")["QueueUrl"]
            monkeypatch.setenv(f"{kind.upper()}_QUEUE_URL", url)
        yield sqs


def call(method: str, resource: str, body: Any = None, **parameters: str) -> tuple[int, Any]:
    event = {
        "httpMethod": method,
        "resource": resource,
        "pathParameters": {"tenantId": "acme1", **parameters},
        "body": None if body is None else json.dumps(body),
    }
    response = router.handler(event, None)
    return response["statusCode"], json.loads(response["body"])


def test_create_list_delete(aws: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    site_id = call("POST", SITES, {"name": "shop"})[1]["siteId"]
    assert [site["siteId"] for site in call("GET", SITES)[1]["items"]] == [site_id]

    status, body = call("DELETE", f"{SITES}/{{siteId}}", siteId=site_id)

    assert (status, body["status"]) == (202, "DELETING")
    queues = aws.list_queues(QueueNamePrefix="bbws-wp-site-deletion")["QueueUrls"]
    message = aws.receive_message(QueueUrl=queues[0])["Messages"][0]
    assert json.loads(message["Body"]) == {"tenantId": "acme1", "siteId": site_id}


def test_tenants_do_not_see_each_other(aws: Any) -> None:
    call("POST", SITES, {"name": "shop"})
    assert call("GET", SITES, tenantId="acme2")[1]["items"] == []
