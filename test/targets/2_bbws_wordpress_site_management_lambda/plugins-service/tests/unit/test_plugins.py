from __future__ import annotations

import json
from typing import Any
from unittest.mock import MagicMock, patch

import pytest

from src.handlers import plugins
from src.plugin_service import PluginService

ALLOWED = {
    "woocommerce": {"plugin": "woocommerce", "version": "9.5.1"},
    "wordpress-seo": {"plugin": "wordpress-seo", "version": "24.2"},
    "old-gallery": {"plugin": "old-gallery", "version": "1.0", "blocked": True},
}


@pytest.fixture
def service() -> PluginService:
    table = MagicMock()
    table.get_item.side_effect = lambda Key: {"Item": ALLOWED[Key["plugin"]]} if Key["plugin"] in ALLOWED else {}
    return PluginService(table=table)


def call(service: PluginService, event: dict[str, Any]) -> tuple[int, Any]:
    with patch.object(plugins, "PluginService", return_value=service):
        response = plugins.handler(event, None)
    return response["statusCode"], json.loads(response["body"])


def test_advice(service: PluginService) -> None:
    installed = {"woocommerce": "8.9", "wordpress-seo": "24.1", "old-gallery": "1.0"}
    actions = {entry.plugin: entry.action for entry in service.advise(installed)}
    assert actions == {"old-gallery": "REMOVE", "woocommerce": "REVIEW", "wordpress-seo": "UPDATE"}


def test_up_to_date(service: PluginService) -> None:
    assert service.advise({"wordpress-seo": "24.2.0"})[0].action == "KEEP"


def test_plugin_is_found(service: PluginService) -> None:
    event = {"resource": "/v1.0/plugins/{plugin}", "pathParameters": {"plugin": "woocommerce"}}
    assert call(service, event) == (200, {"plugin": "woocommerce", "version": "9.5.1"})


def test_blocked_plugin(service: PluginService) -> None:
    event = {"resource": "/v1.0/plugins/{plugin}", "pathParameters": {"plugin": "old-gallery"}}
    assert call(service, event)[0] == 404


def test_advice_route(service: PluginService) -> None:
    status, body = call(service, {"resource": "/v1.0/plugins/advice", "body": '{"woocommerce": "x"}'})
    assert (status, body["message"]) == (400, "not a version: x")


def test_health(service: PluginService) -> None:
    assert call(service, {"resource": "/health"})[0] == 200
