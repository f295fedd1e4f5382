import { orderStep } from './key-order';
import { renderYaml } from './render-yaml';
import type { Step, Yaml } from './workflow';

/** A composite action of the repository: `.github/actions/<folder>/action.yml`. */
export interface CompositeAction {
  readonly folder: string;
  readonly name: string;
  readonly description: string;
  readonly about: readonly string[];
  readonly inputs: Readonly<
    Record<string, { readonly description: string; readonly required?: boolean; readonly default?: string }>
  >;
  readonly outputs: Readonly<Record<string, { readonly description: string; readonly value: string }>>;
  readonly steps: readonly Step[];
}

/** Text of an `action.yml`. */
export function renderAction(composite: CompositeAction, marker: string): string {
  const { name, description, inputs, outputs, about, steps } = composite;
  const shelled = steps.map((step) => orderStep(step.run === undefined ? step : { ...step, shell: 'bash' }));
  const given = Object.keys(outputs).length === 0 ? {} : { outputs };
  const body: Yaml = { name, description, inputs, ...given, runs: { using: 'composite', steps: shelled } };
  return renderYaml(body, [marker, ...about]).replace(/^(inputs|outputs|runs):/gm, '\n$1:');
}
