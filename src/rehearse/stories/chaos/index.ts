/** What goes wrong around a run: calls that fail, answers that are lost, machines that die. */
import type { Chapter } from '../../story';
import { cloud } from './cloud';
import { github } from './github';
import { machine } from './machine';

export const chaosChapters: readonly Chapter[] = [cloud, github, machine];
