from __future__ import annotations

import json
from typing import Any

import pytest
from pydantic import ValidationError

from src.catalog import Category, Template
from src.handlers.templates import handler


def call(query: dict[str, str] | None = None, template_id: str | None = None, method: str = "GET") -> tuple[int, Any]:
    event = {
        "httpMethod": method,
        "resource": "/v1.0/templates",
        "queryStringParameters": query,
        "pathParameters": {"templateId": template_id} if template_id else None,
    }
    response = handler(event, None)
    return response["statusCode"], json.loads(response["body"])


def test_deprecated_templates_are_hidden() -> None:
    assert "classic" not in {item["template_id"] for item in call()[1]["items"]}


def test_deprecated_templates_on_request() -> None:
    assert "classic" in {item["template_id"] for item in call({"includeDeprecated": "true"})[1]["items"]}


def test_category() -> None:
    assert [item["template_id"] for item in call({"category": "store"})[1]["items"]] == ["store"]


def test_unknown_category() -> None:
    assert call({"category": "none"})[0] == 400


def test_one_template() -> None:
    assert call(template_id="store")[1]["plugins"] == ["woocommerce", "wordpress-seo"]


def test_unknown_template() -> None:
    assert call(template_id="none")[0] == 404


def test_read_only() -> None:
    assert call(method="POST")[0] == 405


def test_template_id_is_checked() -> None:
    with pytest.raises(ValidationError):
        Template(template_id="Not valid", title="x", category=Category.BLOG)
