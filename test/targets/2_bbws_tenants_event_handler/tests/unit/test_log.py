import json
import logging

from src.log import configure_logging, get_logger


def test_lines_are_json_with_extra_fields(capsys):
    logger = configure_logging("INFO", "dev")

    logger.info("tenant state updated", extra={"tenant_id": "tenant001"})

    line = json.loads(capsys.readouterr().err)
    assert line["level"] == "INFO"
    assert line["message"] == "tenant state updated"
    assert line["tenant_id"] == "tenant001"
    assert line["environment"] == "dev"
    assert "timestamp" in line


def test_warm_start_adds_no_second_handler():
    configure_logging("INFO", "dev")
    logger = configure_logging("DEBUG", "dev")

    assert len(logger.handlers) == 1
    assert logger.level == logging.DEBUG
    assert logger is get_logger()
