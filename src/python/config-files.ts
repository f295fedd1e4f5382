import type { Python, Service } from '../model/lambda';
import { FleetFile } from '../project/fleet-file';
import type { FleetProject } from '../project/fleet-project';

/**
 * How pytest runs, where a repository does not say so itself: strict markers, and no coverage floor, since that would
 * break a run of the integration tests alone. Emits `pytest.ini` in each service that has no such settings anywhere.
 */
export class PytestIni extends FleetFile {
  constructor(project: FleetProject, service: Service) {
    super(project, inService(service, 'pytest.ini'), () => pytestIni(service), {
      ownership: 'if-missing',
      settings: [
        { path: inService(service, 'pyproject.toml'), section: 'tool.pytest' },
        { path: inService(service, 'setup.cfg'), section: 'tool:pytest' },
        { path: inService(service, 'tox.ini'), section: 'pytest' },
        { path: inService(service, '.pytest.ini'), section: 'pytest' },
      ],
    });
  }
}

/** What is covered, where a repository does not say so itself. Emits `.coveragerc`. */
export class CoverageRc extends FleetFile {
  constructor(project: FleetProject, service: Service, python: Python) {
    super(project, inService(service, '.coveragerc'), () => coverageRc(service, python), {
      ownership: 'if-missing',
      settings: [
        { path: inService(service, 'pyproject.toml'), section: 'tool.coverage' },
        { path: inService(service, 'setup.cfg'), section: 'coverage:run' },
        { path: inService(service, 'setup.cfg'), section: 'coverage:report' },
        { path: inService(service, 'tox.ini'), section: 'coverage:run' },
        { path: inService(service, 'tox.ini'), section: 'coverage:report' },
      ],
    });
  }
}

function inService({ path }: Service, file: string): string {
  return path === '.' ? file : `${path}/${file}`;
}

function pytestIni({ unitTests }: Service): string {
  return `[pytest]
testpaths = ${inShellWords(unitTests.split('/')[0] ?? 'tests')}
addopts = --strict-markers
markers =
    integration: talks to something beyond this process, such as a mocked AWS
    slow: takes longer than a second
    cross_service: needs more than one service
`;
}

/** pytest splits this setting as a shell would. */
function inShellWords(path: string): string {
  return path.includes(' ') ? `"${path}"` : path;
}

function coverageRc({ source }: Service, { coverageFloor }: Python): string {
  return `# The floor of ${coverageFloor} % is enforced by the workflow: here it would fail runs of a part of the tests.
[run]
branch = True
source = ${source}

[report]
show_missing = True
skip_covered = True
`;
}
