import pytest

from src.config import ConfigurationError, Settings


def test_reads_all_settings():
    settings = Settings.from_env(
        {
            "ENVIRONMENT": "sit",
            "DYNAMODB_TABLE": "bbws-tenants-sit-copy",
            "LOG_LEVEL": "debug",
            "AWS_LAMBDA_FUNCTION_VERSION": "12",
        }
    )

    assert settings == Settings("sit", "bbws-tenants-sit-copy", "DEBUG", "12")


@pytest.mark.parametrize("environment", ["dev", "sit", "prod"])
def test_table_defaults_to_the_one_of_the_environment(environment):
    settings = Settings.from_env({"ENVIRONMENT": environment})

    assert settings.table_name == f"bbws-tenants-{environment}"
    assert settings.log_level == "INFO"
    assert settings.function_version == "local"


@pytest.mark.parametrize("environment", ["", "DEV", "staging"])
def test_rejects_unknown_environments(environment):
    with pytest.raises(ConfigurationError, match=repr(environment)):
        Settings.from_env({"ENVIRONMENT": environment})
