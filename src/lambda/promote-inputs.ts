import type { Yaml } from '../github/workflow';
import type { Environment } from '../model/platform';
import type { SamModel } from './sam-model';

/** The name under which people know the input: `dev_stack_version` for the first environment. */
export function versionInput({ first }: SamModel, source: Environment): string {
  return source.name === first ? `${source.name}_stack_version` : `${source.name}_version`;
}

/** The fields of the form. */
export function inputsOf(model: SamModel, source: Environment, target: Environment): Yaml {
  const version = {
    [versionInput(model, source)]: {
      description: `Version to promote; empty: what ${source.name.toUpperCase()} runs`,
      type: 'string',
    },
  };
  if (target.windows.length === 0) return version;
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
export function typed(model: SamModel, source: Environment, target: Environment): Record<string, string> {
  const VERSION = `\${{ inputs.${versionInput(model, source)} }}`;
  if (target.windows.length === 0) return { VERSION, REASON: '', REASON_FOR: '', TICKET: '' };
  const REASON_FOR = "${{ inputs.emergency && 'an emergency' || '' }}";
  return { VERSION, REASON: '${{ inputs.reason }}', REASON_FOR, TICKET: '${{ inputs.incident_ticket }}' };
}
