"""Plugin allow list and update advice."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import boto3

from src.versions import is_major_step, is_older

if TYPE_CHECKING:
    from collections.abc import Mapping


class PluginNotAllowedError(Exception):
    """The plugin is not on the allow list."""


@dataclass(frozen=True)
class Advice:
    plugin: str
    installed: str
    recommended: str
    action: str


class PluginService:
    def __init__(self, table: Any = None) -> None:
        self._table = table or boto3.resource("dynamodb").Table(os.environ.get("PLUGINS_TABLE", "plugins"))

    def recommended_version(self, plugin: str) -> str:
        item = self._table.get_item(Key={"plugin": plugin}).get("Item")
        if item is None or item.get("blocked"):
            raise PluginNotAllowedError(plugin)
        return str(item["version"])

    def advise(self, installed: Mapping[str, str]) -> list[Advice]:
        """What to do with each installed plugin, sorted by name."""
        advice = []
        for plugin, version in sorted(installed.items()):
            try:
                recommended = self.recommended_version(plugin)
            except PluginNotAllowedError:
                advice.append(Advice(plugin, version, "", "REMOVE"))
                continue
            if not is_older(version, recommended):
                action = "KEEP"
            elif is_major_step(version, recommended):
                action = "REVIEW"
            else:
                action = "UPDATE"
            advice.append(Advice(plugin, version, recommended, action))
        return advice
