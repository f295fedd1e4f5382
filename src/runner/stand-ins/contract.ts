/** Stand-ins are contract checks, too: at an approved commit, an input that the real action does not have fails. */
import { PINS } from '../../github/pins';
import type { ActionCall, StandIn } from '../actions';

/** The same stand-in, which looks at the inputs first. Another version's inputs are not known: it is run as it is. */
export function underContract(standIn: StandIn): StandIn {
  return (call) => {
    checkInputs(call);
    return standIn(call);
  };
}

function checkInputs({ name, ref, inputs }: ActionCall): void {
  const pin = PINS.find(({ action, sha }) => action === name && sha === ref);
  if (pin?.inputs === undefined || pin.inputs === null) return;
  const known = Object.keys(pin.inputs);
  const given = Object.keys(inputs).map((input) => input.toLowerCase());
  const unknown = given.filter((input) => !known.includes(input));
  const missing = known.filter((input) => pin.inputs?.[input] === 'required' && !given.includes(input));
  if (unknown.length > 0)
    throw new Error(`${name} ${pin.version} has no input "${unknown.join('", "')}". It has ${known.join(', ')}.`);
  if (missing.length > 0) throw new Error(`${name} ${pin.version} needs input "${missing.join('", "')}".`);
}
