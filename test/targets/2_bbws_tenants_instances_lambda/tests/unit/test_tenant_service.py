from __future__ import annotations

from collections.abc import Iterator
from unittest.mock import MagicMock, patch

import pytest

from src.helpers import ecs
from src.services.tenant_service import ConflictError, NotFoundError, TenantService

ACTIVE = {"tenant_id": "acme1", "organization_name": "Acme", "tier": "STANDARD", "status": "ACTIVE"}
INSTANCE = {"tenant_id": "acme1", "instance_id": "wp-1", "desired_count": 2, "status": "ACTIVE"}


@pytest.fixture
def db() -> Iterator[MagicMock]:
    with patch("src.services.tenant_service.dynamodb") as mocked:
        mocked.get_item.side_effect = lambda kind, key: {"tenants": ACTIVE, "instances": INSTANCE}.get(kind)
        mocked.query.return_value = []
        yield mocked


@pytest.fixture
def scale() -> Iterator[MagicMock]:
    with patch.object(ecs, "scale") as mocked:
        yield mocked


def test_unknown_tenant(db: MagicMock) -> None:
    db.get_item.side_effect = None
    db.get_item.return_value = None
    with pytest.raises(NotFoundError):
        TenantService().get_tenant("acme1")


def test_unknown_user(db: MagicMock) -> None:
    with pytest.raises(NotFoundError, match="user u-1"):
        TenantService().get_user("acme1", "u-1")


def test_create_instance_is_stored(db: MagicMock) -> None:
    instance = TenantService().create_instance("acme1", "6.7", 2)
    stored = db.put_new.call_args.args[1]
    assert stored["instance_id"] == instance.instance_id
    assert stored["status"] == "PROVISIONING"


def test_tier_limits_instances(db: MagicMock) -> None:
    db.query.return_value = [INSTANCE]
    with pytest.raises(ConflictError, match="STANDARD allows 1"):
        TenantService().create_instance("acme1", "6.7", 2)


def test_parked_tenant_cannot_be_used(db: MagicMock) -> None:
    db.get_item.side_effect = lambda kind, key: {**ACTIVE, "status": "PARKED"}
    with pytest.raises(ConflictError, match="PARKED"):
        TenantService().scale_instance("acme1", "wp-1", 3)


def test_scale_calls_ecs_and_updates(db: MagicMock, scale: MagicMock) -> None:
    db.update.return_value = {**INSTANCE, "desired_count": 4, "status": "SCALING"}
    instance = TenantService().scale_instance("acme1", "wp-1", 4)
    scale.assert_called_once_with("tenant-acme1-wordpress", 4)
    assert instance.desired_count == 4


def test_scale_to_the_same_count_does_nothing(db: MagicMock, scale: MagicMock) -> None:
    TenantService().scale_instance("acme1", "wp-1", 2)
    scale.assert_not_called()
    db.update.assert_not_called()


def test_scale_while_provisioning(db: MagicMock, scale: MagicMock) -> None:
    db.get_item.side_effect = lambda kind, key: ACTIVE if kind == "tenants" else {**INSTANCE, "status": "PROVISIONING"}
    with pytest.raises(ConflictError):
        TenantService().scale_instance("acme1", "wp-1", 4)


def test_scale_without_service(db: MagicMock, scale: MagicMock) -> None:
    scale.side_effect = ecs.ServiceNotFoundError("tenant-acme1-wordpress")
    with pytest.raises(NotFoundError, match="service"):
        TenantService().scale_instance("acme1", "wp-1", 4)
