"""JSON logging, one object per line, so that Logs Insights can query fields."""

import logging

from pythonjsonlogger.json import JsonFormatter

LOGGER_NAME = "bbws.ecs_event_handler"

_FIELDS = "%(levelname)s %(name)s %(message)s"


def get_logger() -> logging.Logger:
    return logging.getLogger(LOGGER_NAME)


def configure_logging(level: str, environment: str) -> logging.Logger:
    """Attach the JSON handler once; warm starts only adjust the level."""
    logger = get_logger()
    if not logger.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(
            JsonFormatter(
                _FIELDS,
                timestamp=True,
                rename_fields={"levelname": "level"},
                static_fields={"environment": environment},
            )
        )
        logger.addHandler(handler)
        # the Lambda runtime has a handler on the root logger, don't log twice
        logger.propagate = False
    logger.setLevel(level)
    return logger
