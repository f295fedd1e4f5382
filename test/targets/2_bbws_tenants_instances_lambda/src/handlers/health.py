"""GET /health"""

from __future__ import annotations

import os
from typing import Any

from src.helpers.response import success


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    return success(
        {
            "status": "healthy",
            "environment": os.environ.get("ENVIRONMENT", "dev"),
            "version": os.environ.get("AWS_LAMBDA_FUNCTION_VERSION", "local"),
        }
    )
