"""Settings of the function, read from the Lambda environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass

ENVIRONMENTS = ("dev", "sit", "prod")


class ConfigurationError(RuntimeError):
    """The function was deployed with settings it cannot work with."""


@dataclass(frozen=True)
class Settings:
    environment: str
    table_name: str
    log_level: str
    function_version: str

    @classmethod
    def from_env(cls, env: Mapping[str, str] | None = None) -> "Settings":
        env = os.environ if env is None else env

        environment = env.get("ENVIRONMENT", "")
        if environment not in ENVIRONMENTS:
            raise ConfigurationError(
                f"ENVIRONMENT must be one of {', '.join(ENVIRONMENTS)}, "
                f"got {environment!r}"
            )

        return cls(
            environment=environment,
            table_name=env.get("DYNAMODB_TABLE") or f"bbws-tenants-{environment}",
            log_level=env.get("LOG_LEVEL", "INFO").upper(),
            function_version=env.get("AWS_LAMBDA_FUNCTION_VERSION", "local"),
        )
