from __future__ import annotations

import json

import boto3
import pytest
from moto import mock_aws

from src import processor

pytestmark = pytest.mark.integration


@mock_aws
def test_site_becomes_active_and_topic_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    table = boto3.resource("dynamodb").create_table(
        TableName="sites",
        KeySchema=[{"AttributeName": "PK", "KeyType": "HASH"}, {"AttributeName": "SK", "KeyType": "RANGE"}],
        AttributeDefinitions=[
            {"AttributeName": "PK", "AttributeType": "S"},
            {"AttributeName": "SK", "AttributeType": "S"},
        ],
        BillingMode="PAY_PER_REQUEST",
    )
    table.put_item(Item={"PK": "TENANT#acme1", "SK": "SITE#site-1", "status": "PENDING"})
    topic = boto3.client("sns").create_topic(Name="bbws-wp-notifications-dev")["TopicArn"]
    monkeypatch.setenv("NOTIFICATIONS_TOPIC_ARN", topic)

    result = processor.handler(
        {
            "Records": [
                {
                    "messageId": "m-1",
                    "eventSourceARN": "arn:aws:sqs:af-south-1:123456789012:bbws-wp-site-creation-dev",
                    "body": json.dumps({"tenantId": "acme1", "siteId": "site-1"}),
                }
            ]
        },
        None,
    )

    assert result == {"batchItemFailures": []}
    assert table.get_item(Key={"PK": "TENANT#acme1", "SK": "SITE#site-1"})["Item"]["status"] == "ACTIVE"
