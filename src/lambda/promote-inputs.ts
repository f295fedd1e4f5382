import type { Fields, Start } from '../delivery/starting';
import type { Environment } from '../model/platform';
import type { SamModel } from './sam-model';

/** The name under which people know the input: `dev_stack_version` for the first environment. */
export function versionInput({ first }: Pick<SamModel, 'first'>, source: Pick<Environment, 'name'>): string {
  return source.name === first ? `${source.name}_stack_version` : `${source.name}_version`;
}

/** The fields of the form. */
export function fieldsOf(model: SamModel, source: Environment, target: Environment): Fields {
  // Whoever approves a pull request sees the version that it asks for.
  const named = model.platform.approval === 'pull-request';
  const version: Fields = {
    [versionInput(model, source)]: {
      description: `Version to promote; empty: what ${source.name.toUpperCase()} runs`,
      type: 'string',
      ...(named && { required: true }),
    },
  };
  // A request that is made again must differ from the one before, or there is nothing to merge.
  const again = { reason: { description: 'Why, or why again', type: 'string' } } as const;
  if (target.windows.length === 0) return named ? { ...version, ...again } : version;
  return {
    ...version,
    emergency: { description: 'Deploy outside the maintenance windows', type: 'boolean', default: false },
    incident_ticket: {
      description: 'Ticket of the incident, such as INC-1234; for emergencies',
      type: 'string',
    },
    reason: { description: 'What happened and who decided; for emergencies', type: 'string' },
  };
}

/** What a person typed, for the script that checks it. */
export function typed(
  model: SamModel,
  source: Environment,
  target: Environment,
  { text, flag }: Start,
): Record<string, string> {
  const VERSION = `\${{ ${text(versionInput(model, source))} }}`;
  if (target.windows.length === 0) return { VERSION, REASON: '', REASON_FOR: '', TICKET: '' };
  const REASON_FOR = `\${{ ${flag('emergency')} && 'an emergency' || '' }}`;
  return { VERSION, REASON: `\${{ ${text('reason')} }}`, REASON_FOR, TICKET: `\${{ ${text('incident_ticket')} }}` };
}
