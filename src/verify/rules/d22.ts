import type { Step } from '../read/model';
import type { Repository } from '../read/repository';
import type { Call } from '../shell/calls';
export function isDriftCheck(_r: Repository, _s: Step, _c: Call): boolean { return false; }
