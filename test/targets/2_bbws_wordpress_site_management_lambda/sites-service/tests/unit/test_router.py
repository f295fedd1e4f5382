from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from unittest.mock import MagicMock, patch

import pytest

from src.handlers.sites import router
from src.models.site import Site
from src.services.site_service import SiteService

SITES = "/v1.0/tenants/{tenantId}/sites"


@pytest.fixture
def table() -> Iterator[MagicMock]:
    mocked = MagicMock()
    service = SiteService(table=mocked, sqs=MagicMock())
    with patch.object(router, "SiteService", return_value=service):
        yield mocked


def call(method: str, resource: str, body: Any = None, **parameters: str) -> tuple[int, Any]:
    event = {
        "httpMethod": method,
        "resource": resource,
        "pathParameters": {"tenantId": "acme1", **parameters},
        "body": None if body is None else json.dumps(body),
    }
    response = router.handler(event, None)
    return response["statusCode"], json.loads(response["body"])


def test_health() -> None:
    assert call("GET", "/health") == (200, {"status": "healthy"})


def test_create(table: MagicMock) -> None:
    status, body = call("POST", SITES, {"name": "shop", "templateId": "store"})
    assert (status, body["status"], body["templateId"]) == (202, "PENDING", "store")
    table.put_item.assert_called_once()


def test_create_without_name(table: MagicMock) -> None:
    assert call("POST", SITES, {})[0] == 400
    table.put_item.assert_not_called()


def test_get(table: MagicMock) -> None:
    site = Site(tenant_id="acme1", name="shop")
    table.get_item.return_value = {"Item": site.to_item()}
    assert call("GET", f"{SITES}/{{siteId}}", siteId=site.site_id)[1]["name"] == "shop"


def test_get_unknown(table: MagicMock) -> None:
    table.get_item.return_value = {}
    assert call("GET", f"{SITES}/{{siteId}}", siteId="none")[0] == 404


def test_unknown_route(table: MagicMock) -> None:
    assert call("PATCH", SITES)[0] == 404
