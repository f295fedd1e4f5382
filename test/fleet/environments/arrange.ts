/** How settings that GitHub serves come to differ from the definition. */
import { findEnvironment, type Environment, type Ruleset } from '../../../src/rehearse/github';
import { check, GITHUB_ACTIONS, type FleetWorld } from './world';

export type Arrange = (world: FleetWorld) => void;

/** What is served, and what is said of it. */
export type Case = readonly [served: string, arrange: Arrange, sentence: string, ...more: string[]];

export const change =
  (name: string, to: Partial<Environment>) =>
  (world: FleetWorld): void => {
    Object.assign(findEnvironment(world.shop, name)!, to);
  };
export const prod = (to: Partial<Environment>): Arrange => change('prod', to);
export const main =
  (to: Partial<Ruleset>) =>
  (world: FleetWorld): void => {
    Object.assign(world.shop.rulesets[0]!, to);
  };
export const rule =
  (type: string, parameters?: Readonly<Record<string, unknown>>) =>
  (world: FleetWorld): void => {
    const { rules } = world.shop.rulesets[0]!;
    const at = rules.findIndex((each) => each.type === type);
    const instead = parameters === undefined ? [] : [{ ...rules[at]!, parameters }];
    rules.splice(at, 1, ...instead);
  };
export const actions =
  (to: Partial<FleetWorld['shop']['actions']>) =>
  (world: FleetWorld): void => {
    Object.assign(world.shop.actions, to);
  };
export const branch = (name: string, id = 1): { id: number; name: string; type: 'branch' } => ({
  id,
  name,
  type: 'branch',
});
export const checks = (...list: object[]): Arrange => rule('required_status_checks', { required_status_checks: list });
export const ours = check('All gates', GITHUB_ACTIONS);
export const says = 'the definition says';
