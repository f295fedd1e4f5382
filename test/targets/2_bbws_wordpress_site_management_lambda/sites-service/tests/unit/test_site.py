from __future__ import annotations

import pytest

from src.models.site import Site


def test_item_round_trip() -> None:
    site = Site(tenant_id="acme1", name="shop")
    assert Site.from_item(site.to_item()) == site


@pytest.mark.parametrize("name", ["", "ab", "Shop", "1shop", "a" * 42])
def test_bad_names(name: str) -> None:
    with pytest.raises(ValueError, match="name"):
        Site(tenant_id="acme1", name=name)
