"""A tenants table as the schemas repository creates it, in moto."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import boto3
import pytest
from moto import mock_aws

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.service_resource import Table


@pytest.fixture
def tenants_table(lambda_environment: None) -> "Iterator[Table]":
    with mock_aws():
        table = boto3.resource("dynamodb").create_table(
            TableName="bbws-tenants-dev",
            KeySchema=[{"AttributeName": "tenant_id", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "tenant_id", "AttributeType": "S"}],
            BillingMode="PAY_PER_REQUEST",
        )
        table.put_item(
            Item={
                "tenant_id": "tenant001",
                "organisation_name": "Example One",
                "status": "PROVISIONING",
                "desired_count": 2,
            }
        )
        yield table
