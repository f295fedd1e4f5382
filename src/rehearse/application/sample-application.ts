/** A small application that fits a definition, so that any repository can be rehearsed without its own code. */
import type { LambdaModel, SamPackaging, Service } from '../../model/lambda';

export type Files = Readonly<Record<string, string>>;

/** What a version of the application does. */
export interface Version {
  /** What its health check answers. */
  readonly release: string;
  /** Whether it fails on the event by which deployments are verified. */
  readonly broken?: boolean;
  /** Further resources of the template, as YAML under `Resources`. */
  readonly resources?: string;
}

/** The application of a repository: code, tests and requirements of each service, and the template where it deploys. */
export function sampleApplication({ python, packaging }: LambdaModel, version: Version): Files {
  const services = python.services.flatMap((service) => Object.entries(serviceFiles(service, version)));
  const template =
    packaging === undefined ? [] : [[packaging.template, samTemplate(packaging, version, python)] as const];
  return { 'README.md': '# A sample\n', ...Object.fromEntries(services), ...Object.fromEntries(template) };
}

function serviceFiles({ path, source, unitTests, integrationTests, requirements }: Service, version: Version): Files {
  const at = (file: string): string => (path === '.' ? file : `${path}/${file}`);
  const name = source.replaceAll('/', '.');
  return {
    [at(`${source}/__init__.py`)]: `"""A sample."""\n\n__version__ = "${version.release}"\n`,
    [at(`${source}/app.py`)]: handler(name, version.broken === true),
    [at(`${unitTests}/test_app.py`)]: unitTest(name),
    [at(`${integrationTests}/test_health.py`)]: integrationTest(name),
    ...Object.fromEntries(requirements.map((file) => [at(file), '# Nothing is needed.\n'])),
  };
}

/** Answers a health check with its release; any other event is work that it does, or fails to do. */
function handler(module: string, broken: boolean): string {
  const work = broken ? '    raise RuntimeError("this version is broken")' : '    return {"done": True}';
  return `"""A function that answers."""

import json
from typing import Any

from ${module} import __version__


def lambda_handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    """Tells the release, or does the work."""
    if event.get("path") == "/health":
        return {"statusCode": 200, "body": json.dumps({"release": __version__})}
${work}
`;
}

function unitTest(module: string): string {
  return `from ${module}.app import lambda_handler


def test_health_tells_the_release() -> None:
    assert lambda_handler({"path": "/health"}, None)["statusCode"] == 200


def test_other_events_are_work() -> None:
    assert "done" in lambda_handler({}, None)
`;
}

function integrationTest(module: string): string {
  return `import pytest

from ${module}.app import lambda_handler


@pytest.mark.integration
def test_health() -> None:
    assert "release" in lambda_handler({"path": "/health"}, None)["body"]
`;
}

function samTemplate({ functions }: SamPackaging, { resources = '' }: Version, python: LambdaModel['python']): string {
  const [service] = python.services;
  const source = service?.source.replaceAll('/', '.') ?? 'src';
  const folder = service?.path ?? '.';
  const each = functions.map(
    ({ logicalId, name }) => `  ${logicalId}:
    Type: AWS::Serverless::Function
    Properties:
      FunctionName: !Sub ${name.replaceAll('{env}', '${Environment}')}
      CodeUri: ${folder}
      Handler: ${source}.app.lambda_handler
      Runtime: python${python.version}
      Architectures: [arm64]
      MemorySize: 256
      Timeout: 10
      AutoPublishAlias: !Ref AliasName
      Events:
        Work:
          Type: EventBridgeRule
          Properties:
            Pattern:
              source: [sample]
`,
  );
  return `AWSTemplateFormatVersion: "2010-09-09"
Transform: AWS::Serverless-2016-10-31
Description: A sample application

Parameters:
  Environment:
    Type: String
  AliasName:
    Type: String

Resources:
${each.join('\n')}${resources}`;
}
