import type { Rule } from '../rule';
import { D01 } from './d01';
import { D02 } from './d02';
import { D03 } from './d03';
import { D04 } from './d04';
import { D05 } from './d05';
import { D06 } from './d06';
import { D07 } from './d07';
import { D08 } from './d08';
import { D09 } from './d09';
import { D10 } from './d10';
import { D11 } from './d11';
import { D12 } from './d12';
import { D13 } from './d13';
import { D14 } from './d14';
import { D15 } from './d15';
import { D16 } from './d16';
import { D17 } from './d17';
import { D18 } from './d18';
import { D19 } from './d19';
import { D20 } from './d20';
import { D21 } from './d21';
import { D22 } from './d22';
import { D23 } from './d23';
import { D24 } from './d24';
import { D26 } from './d26';
import { D27 } from './d27';
import { D28 } from './d28';
import { D29 } from './d29';
import { D30 } from './d30';
import { D31 } from './d31';
import { D32 } from './d32';

/** Every rule. D25 is reserved. */
export const RULES: readonly Rule[] = [
  ...[D01, D02, D03, D04, D05, D06, D07, D08, D09, D10, D11, D12, D13, D14, D15, D16],
  ...[D17, D18, D19, D20, D21, D22, D23, D24, D26, D27, D28, D29, D30, D31, D32],
];
