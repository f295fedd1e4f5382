"""Catalogue of the site templates."""

from __future__ import annotations

from enum import Enum

from pydantic import BaseModel, Field


class Category(str, Enum):
    BLOG = "blog"
    STORE = "store"
    CORPORATE = "corporate"


class Template(BaseModel):
    template_id: str = Field(pattern=r"^[a-z][a-z0-9-]+$")
    title: str
    category: Category
    wordpress_version: str = "6.7"
    plugins: list[str] = Field(default_factory=list)
    deprecated: bool = False


class TemplateNotFoundError(Exception):
    """No template with this id."""


TEMPLATES = [
    Template(template_id="blank", title="Blank", category=Category.BLOG),
    Template(template_id="journal", title="Journal", category=Category.BLOG, plugins=["wordpress-seo"]),
    Template(template_id="store", title="Store", category=Category.STORE, plugins=["woocommerce", "wordpress-seo"]),
    Template(template_id="company", title="Company", category=Category.CORPORATE),
    Template(template_id="classic", title="Classic", category=Category.CORPORATE, deprecated=True),
]


class Catalog:
    def __init__(self, templates: list[Template] | None = None) -> None:
        self._templates = {template.template_id: template for template in templates or TEMPLATES}

    def find(self, category: str | None = None, include_deprecated: bool = False) -> list[Template]:
        wanted = Category(category) if category else None
        return [
            template
            for template in self._templates.values()
            if (wanted is None or template.category is wanted) and (include_deprecated or not template.deprecated)
        ]

    def get(self, template_id: str) -> Template:
        try:
            return self._templates[template_id]
        except KeyError as exc:
            raise TemplateNotFoundError(template_id) from exc
