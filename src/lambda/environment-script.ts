import { environmentTable } from '../delivery/environment-table';
import type { Script } from '../github/script';
import { nameIn, type SamPackaging } from '../model/lambda';
import type { Environment, Platform } from '../model/platform';
import { readSessionPolicy } from './read-session-policy';

/** The table of a repository that deploys a stack: what the platform says, the names in it, and what a version must pass. */
export function environmentScript(platform: Platform, packaging: SamPackaging, workflows: readonly string[]): Script {
  return environmentTable(platform, {
    workflows,
    settings,
    policy: `'${JSON.stringify(readSessionPolicy())}'`,
    outputs: outputs(packaging),
  });
}

function settings({ soakHours, stability, watch }: Environment): string[] {
  const gate = `soak_hours=${soakHours} stability_hours=${stability?.hours ?? 0} error_limit=${stability?.errorLimit ?? 0}`;
  const limits = `watch_errors=${watch?.errorLimit ?? 0} watch_throttles=${watch?.throttleLimit ?? 0}`;
  return [gate, `watch_minutes=${watch?.minutes ?? 0} ${limits}`];
}

function outputs({ stack, alias, functions, tags }: SamPackaging): string[] {
  const inShell = (pattern: string): string => nameIn(pattern, '${environment}');
  const pairs = functions.map(({ logicalId, name }) => `${logicalId}=${inShell(name)}`).join(' ');
  const tagPairs = Object.entries(tags).map(([key, value]) => `${key}=${value}`);
  return [
    ...['soak', 'stability'].map((name) => `${name}-hours=$${name}_hours`),
    'error-limit=$error_limit',
    ...['minutes', 'errors', 'throttles'].map((name) => `watch-${name}=$watch_${name}`),
    `stack=${inShell(stack)}`,
    `alias=${inShell(alias)}`,
    `functions=${pairs}`,
    `tags=${tagPairs.join(' ')}`,
  ];
}
