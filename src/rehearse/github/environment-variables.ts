/** Variables of GitHub environments. https://docs.github.com/rest/actions/variables */
import { created, found, NO_CONTENT, ok, problem, Refusal } from './answer';
import { findEnvironment, type Environment } from './environments';
import { counted } from './pages';
import type { Call, Route } from './route';
import type { Schema } from './schemas';

function environmentOf(call: Call): Environment {
  return found(findEnvironment(call.repository, call.parameter('environment_name')));
}

/** Names do not tell capitals apart. */
function nameOf(call: Call, { variables }: Environment): string {
  const name = call.parameter('name').toUpperCase();
  return found(variables[name] === undefined ? undefined : name);
}

function variableShape([name, value]: readonly [string, string]) {
  const time = '2026-01-01T00:00:00Z';
  return { name, value, created_at: time, updated_at: time } satisfies Schema<'actions-variable'>;
}

const V = '/repos/{owner}/{repo}/environments/{environment_name}/variables';
const READ = [{ environments: 'read' }] as const;
const WRITE = [{ environments: 'write' }] as const;

export const environmentVariableRoutes: readonly Route[] = [
  {
    call: `GET ${V}`,
    needs: READ,
    closed: true,
    answer: (call) =>
      counted(call.url, 'variables', Object.entries(environmentOf(call).variables).sort(), variableShape),
  },
  {
    call: `POST ${V}`,
    needs: WRITE,
    answer: (call) => {
      const { variables } = environmentOf(call);
      const name = call.fields.required('name').toUpperCase();
      if (variables[name] !== undefined) throw new Refusal(problem(409, 'Already exists - Variable already exists'));
      variables[name] = call.fields.required('value');
      return created({});
    },
  },
  {
    call: `GET ${V}/{name}`,
    needs: READ,
    closed: true,
    answer: (call) => {
      const environment = environmentOf(call);
      const name = nameOf(call, environment);
      return ok(variableShape([name, environment.variables[name] ?? '']));
    },
  },
  {
    call: `PATCH ${V}/{name}`,
    needs: WRITE,
    answer: (call) => {
      const environment = environmentOf(call);
      environment.variables[nameOf(call, environment)] = call.fields.required('value');
      return NO_CONTENT;
    },
  },
  {
    call: `DELETE ${V}/{name}`,
    needs: WRITE,
    answer: (call) => {
      const environment = environmentOf(call);
      const name = nameOf(call, environment);
      environment.variables = Object.fromEntries(
        Object.entries(environment.variables).filter(([known]) => known !== name),
      );
      return NO_CONTENT;
    },
  },
];
