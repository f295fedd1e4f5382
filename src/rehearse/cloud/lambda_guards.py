"""The checks by which scripts guard a deployment.

moto ignores `CodeSha256` of publish-version and `RevisionId` of update-alias, and can publish the same code twice.
"""

from typing import Any
from urllib.parse import unquote

from moto.awslambda.exceptions import InvalidParameterValueException
from moto.awslambda.models import LambdaAlias, LambdaFunction, LambdaStorage
from moto.awslambda.responses import LambdaResponse
from moto.core.exceptions import JsonRESTError
from moto.moto_api._internal import mock_random

store_version = LambdaStorage.publish_version
publish_response = LambdaResponse.publish_version
update_alias_response = LambdaResponse.update_alias
change_alias = LambdaAlias.update


def published(storage: LambdaStorage, name_or_arn: str, description: str = "") -> LambdaFunction | None:
    """A version stays as it was published, and publishing again without a change gives the same version."""
    version = store_version(storage, name_or_arn, description)
    if version is not None:
        version.code = dict(version.code)
        storage.get_function_by_name_or_arn_forbid_qualifier(name_or_arn).code_or_config_updated = False
    return version


def publish(request: LambdaResponse) -> Any:
    """Refuses, as AWS does, when the code is not the one that the caller means."""
    expected = request.json_body.get("CodeSha256") if request.body else None
    found = request.backend.get_function(unquote(request.path.split("/")[-2])).code_sha_256
    if expected not in (None, found):
        raise InvalidParameterValueException(
            f"CodeSHA256 ({expected}) is different from current CodeSHA256 in $LATEST ({found})."
        )
    return publish_response(request)


def move_alias(request: LambdaResponse) -> Any:
    """Refuses, as AWS does, when somebody else moved the alias in the meantime."""
    parts = unquote(request.path).rstrip("/").split("/")
    alias = request.backend.get_alias(parts[-1], parts[-3])
    if request.json_body.get("RevisionId") not in (None, alias.revision_id):
        failure = JsonRESTError(
            "PreconditionFailedException", "The Revision Id provided does not match the latest Revision Id."
        )
        failure.code = 412
        raise failure
    return update_alias_response(request)


def change(alias: LambdaAlias, *args: Any) -> None:
    """Every change of an alias is a new revision."""
    change_alias(alias, *args)
    alias.revision_id = str(mock_random.uuid4())


def install() -> None:
    """Puts these functions where moto looks for its own."""
    setattr(LambdaStorage, "publish_version", published)
    setattr(LambdaResponse, "publish_version", publish)
    setattr(LambdaResponse, "update_alias", move_alias)
    setattr(LambdaAlias, "update", change)
