from __future__ import annotations

import boto3
import pytest
from moto import mock_aws

from src.plugin_service import PluginNotAllowedError, PluginService

pytestmark = pytest.mark.integration


@mock_aws
def test_table_is_read() -> None:
    table = boto3.resource("dynamodb").create_table(
        TableName="plugins",
        KeySchema=[{"AttributeName": "plugin", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "plugin", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
    table.put_item(Item={"plugin": "woocommerce", "version": "9.5.1"})

    assert PluginService().recommended_version("woocommerce") == "9.5.1"
    with pytest.raises(PluginNotAllowedError):
        PluginService().recommended_version("unknown")
