/** Gates, each with a repository that it must end; and tests and coverage of repositories that people deliver. */
import type { Chapter } from '../../story';
import { code } from './code';
import { coverage } from './coverage';
import { template } from './template';
import { tests } from './tests';
import { whole } from './whole';

export const gateChapters: readonly Chapter[] = [code, tests, template, whole, coverage];
